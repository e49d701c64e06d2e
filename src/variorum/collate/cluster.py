"""Greedy average-link clustering of figures and moments, with vetoes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_LINK = 0.8
_MOST = 12


def clusters(
    count: int,
    scores: Mapping[tuple[int, int], float],
    *,
    threshold: float,
    apart: Callable[[int, int], bool],
) -> list[list[int]]:
    """Numbers 0 to ``count`` in groups: pairs are joined from the surest down where the average link between the two
    groups holds and no two of their members (up to a dozen each side) must stay ``apart``."""
    member = list(range(count))
    groups = {n: [n] for n in range(count)}
    for (i, j), s in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if s < threshold:
            break
        x, y = member[i], member[j]
        if x == y:
            continue
        few, many = groups[x], groups[y]
        pairs = [(min(a, b), max(a, b)) for a in few[:_MOST] for b in many[:_MOST]]
        links = sum(scores.get(p, 0.0) for p in pairs) / len(pairs)
        if links < _LINK * threshold or any(apart(a, b) for a, b in pairs):
            continue
        keep, gone = min(x, y), max(x, y)
        groups[keep] = sorted(groups[keep] + groups.pop(gone))
        for n in groups[keep]:
            member[n] = keep
    return list(groups.values())
