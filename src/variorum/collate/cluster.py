"""Greedy average-link clustering of figures and moments, with vetoes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import combinations

_LINK = 0.8
_SURE = 0.6
"""Score of a link between two values, from which what other members say beside them raises no doubt."""
_MOST = 12


def clusters(
    values: Sequence[Hashable],
    scores: Mapping[tuple[int, int], float],
    *,
    threshold: float,
    apart: Callable[[int, int], bool],
    doubted: Callable[[int, int], bool] = lambda _a, _b: False,
) -> list[list[int]]:
    """The numbers of ``values`` in groups: pairs are joined from the surest down where the two groups hold together and
    no two of their members (up to a dozen each side) must stay ``apart``, or are ``doubted`` while their values are
    not surely linked elsewhere, nor one of them with another value for the other ("at most 60" for 61).

    Groups hold together by the average, over the values of either, of the best link between two members that give
    them: what many give in the same words is one thing, and each value is heard once.
    """
    member = list(range(len(values)))
    groups = {n: [n] for n in range(len(values))}
    for (i, j), s in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if s < threshold:
            break
        x, y = member[i], member[j]
        if x == y:
            continue
        few, many = groups[x][:_MOST], groups[y][:_MOST]
        best = _links(values, scores, ((a, b) for a in few for b in many))
        if sum(best.values()) / len(best) < _LINK * threshold or any(apart(a, b) for a in few for b in many):
            continue
        both = ((frozenset((values[a], values[b])), a, b) for a in few for b in many)
        unsure = {pair for pair, a, b in both if best[pair] < _SURE and doubted(a, b)}
        if unsure and not unsure <= _vouched(values, scores, [*few, *many], doubted):
            continue
        keep, gone = min(x, y), max(x, y)
        groups[keep] = sorted(groups[keep] + groups.pop(gone))
        for n in groups[keep]:
            member[n] = keep
    return list(groups.values())


def _vouched(
    values: Sequence[Hashable],
    scores: Mapping[tuple[int, int], float],
    members: Sequence[int],
    doubted: Callable[[int, int], bool],
) -> frozenset[frozenset[Hashable]]:
    """The values of ``members`` that are surely of one thing two by two: linked by themselves, or one of them with a
    value that the other may as well be."""
    known = _links(values, scores, combinations(members, 2))
    sure = {pair for pair, link in known.items() if link >= _SURE}
    alike: dict[Hashable, set[Hashable]] = defaultdict(set)
    for a, b in combinations(members, 2):
        if frozenset((values[a], values[b])) in sure and not doubted(a, b):
            alike[values[a]].add(values[b])
            alike[values[b]].add(values[a])
    through = {frozenset((x, other)) for pair in sure for y in pair for x in alike[y] for other in pair}
    return frozenset(sure | through)


def _links(
    values: Sequence[Hashable], scores: Mapping[tuple[int, int], float], pairs: Iterable[tuple[int, int]]
) -> Mapping[frozenset[Hashable], float]:
    """The best link of any two values, of some pairs that give them; 0 where none is linked."""
    best: dict[frozenset[Hashable], float] = {}
    for a, b in pairs:
        both = frozenset((values[a], values[b]))
        best[both] = max(best.get(both, 0.0), scores.get((min(a, b), max(a, b)), 0.0))
    return best
