"""A second look at pairs of passages: what the other pairs of the event say of each.

Whether two passages are one thing is also told by their rivals (does either go better with another one of the other's
article?), by a third report that goes with both, by what stands before and after them in both articles, and by whether
the two articles tell their things in one order.  Such signs do not depend on how alike two wordings of one thing are,
which differs from one kind of text to the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .units import Unit

Rows = NDArray[np.float64]
Node = tuple[Unit, ...]
Place = tuple[int, int]
"""The witness and order of a unit."""

_LOW, _HIGH = -5.0, 5.0
"""Bounds of a logit."""
_LEAD = 4.0
"""A lead of more (in logits) tells no more."""
_LIKELY, _SURE = -3.0, 0.4
"""Logits from which a pair may speak for another, and from which it tells the order of two articles."""
_TWICE = -0.5
"""Logit from which two passages of one article are the same thing told twice, and no rivals."""
_MOST = 24
"""Partners of a unit that are heard, the likeliest first."""
_MOST_SURE = 48
"""Sure pairs of two articles that tell their order, the surest."""
_STEPS = (-1, 1, -2, 2)
"""Where the passages stand that are looked at: right before and after, and one more."""
_NEIGHBOUR = 0.4
"""Added to the logit of a pair for each side on which the neighbours agree."""
_EVEN = 0.5
_COPIES = 4
"""Units of the very same words whose neighbours are looked at."""
_UNTOLD = 3.0
"""Pairs that are thought to stand in either order, besides those that do: few pairs tell no order."""


class Support(NamedTuple):
    """``first``: the logit of the pair by itself; ``least`` and ``most``: how far it leads the best rival of the one
    and the other; ``third``: the best, over all other witnesses, of the weaker of the two links to a passage there, and
    ``thirds`` the number of witnesses that have one; ``next_one`` and ``next_two``: the logits of the better and the
    worse of the pairs right before and after; ``around``: of the best one within two passages; ``in_order``: how much
    more of the sure pairs of the two articles stand in one order with it than not (-1 to 1)."""

    first: float
    least: float
    most: float
    third: float
    thirds: float
    next_one: float
    next_two: float
    around: float
    in_order: float


_Rival = tuple[float, int, frozenset[int]]
"""A partner of a node among the passages of one witness: the logit of the two, its node, its sentences there."""


@dataclass(slots=True)
class _Known:
    """``partners``: the logits of each node's likeliest partners, and ``rivals`` the same, the surest first, by
    witness; ``beside``: the nodes of the passages at each step from a node's first unit, none where there is none."""

    nodes: Sequence[Node]
    logits: Mapping[tuple[int, int], float]
    at: Mapping[Place, int]
    partners: dict[int, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    rivals: dict[int, dict[int, list[_Rival]]] = field(default_factory=dict)
    sure: dict[tuple[int, int], list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    beside: dict[int, tuple[int | None, ...]] = field(default_factory=dict)

    def between(self, i: int | None, j: int | None) -> float:
        """The logit of two nodes: highest where they are one, lowest where they are no pair, or one is none."""
        if i is None or j is None:
            return _LOW
        return _HIGH if i == j else self.logits.get((i, j) if i < j else (j, i), _LOW)

    def around(self, n: int) -> tuple[int | None, ...]:
        """The nodes of the passages :data:`_STEPS` from the first unit of a node."""
        if n not in self.beside:
            first = self.nodes[n][0]
            self.beside[n] = tuple(self.at.get((first.witness, first.order + step)) for step in _STEPS)
        return self.beside[n]


def places(nodes: Sequence[Node]) -> dict[Place, int]:
    """The node of each unit, by its place."""
    return {(u.witness, u.order): n for n, node in enumerate(nodes) for u in node}


def rows(
    nodes: Sequence[Node], pairs: Sequence[tuple[int, int]], chances: Sequence[float], *, least: float = 0.0
) -> Rows:
    """A row of :class:`Support` for each of ``pairs`` whose score by itself, in ``chances``, is ``least`` or more."""
    held = np.clip(np.asarray(chances, dtype=np.float64), 1e-4, 1 - 1e-4)
    logits = np.clip(np.log(held / (1 - held)), _LOW, _HIGH).tolist()
    known = _known(nodes, dict(zip(pairs, logits, strict=True)))
    found = [_support(known, *pair) for pair, chance in zip(pairs, chances, strict=True) if chance >= least]
    return np.round(np.asarray(found, dtype=np.float64).reshape(len(found), len(Support._fields)), 4)


def raised(nodes: Sequence[Node], pairs: Sequence[tuple[int, int]], chances: Rows) -> Rows:
    """``chances`` of pairs, more for what stands before or after them in one article and also so in the other."""
    at = places(nodes)
    of = dict(zip(pairs, chances.tolist(), strict=True))

    def agrees(i: int, j: int, step: int) -> bool:
        for u in nodes[i][:_COPIES]:
            for v in nodes[j][:_COPIES]:
                x, y = at.get((u.witness, u.order + step)), at.get((v.witness, v.order + step))
                if u.witness == v.witness or x is None or y is None:
                    continue
                if x == y or of.get((min(x, y), max(x, y)), 0.0) >= _EVEN:
                    return True
        return False

    sides = np.asarray([agrees(i, j, -1) + agrees(i, j, 1) for i, j in pairs])
    odds = chances / np.maximum(1e-6, 1 - chances) * np.exp(_NEIGHBOUR * sides)
    return np.asarray(odds / (1 + odds), dtype=np.float64)


def _known(nodes: Sequence[Node], logits: dict[tuple[int, int], float]) -> _Known:
    known = _Known(nodes, logits, places(nodes))
    of: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (i, j), logit in sorted(logits.items(), key=lambda item: (-item[1], item[0])):
        if logit >= _LIKELY:
            of[i].append((-logit, j))
            of[j].append((-logit, i))
        if logit >= _SURE:
            _note_order(known.sure, nodes[i], nodes[j])
    for n, found in of.items():
        likeliest = sorted(found)[:_MOST]
        known.partners[n] = {m: -against for against, m in likeliest}
        known.rivals[n] = _rivals(nodes, likeliest)
    return known


def _rivals(nodes: Sequence[Node], likeliest: Sequence[tuple[float, int]]) -> dict[int, list[_Rival]]:
    """The likeliest partners of a node by witness, in the order given."""
    found: dict[int, list[_Rival]] = defaultdict(list)
    for against, m in likeliest:
        sentences: dict[int, set[int]] = defaultdict(set)
        for unit in nodes[m]:
            sentences[unit.witness].add(unit.sentence)
        for witness, own in sentences.items():
            found[witness].append((-against, m, frozenset(own)))
    return dict(found)


def _note_order(sure: dict[tuple[int, int], list[tuple[int, int]]], a: Node, b: Node) -> None:
    """Adds where a sure pair stands in its two articles, to the surest of these."""
    for u in a[:_COPIES]:
        for v in b[:_COPIES]:
            one, two = (u, v) if u.witness < v.witness else (v, u)
            places = sure[one.witness, two.witness]
            if one.witness != two.witness and len(places) < _MOST_SURE:
                places.append((one.order, two.order))


def _support(known: _Known, i: int, j: int) -> Support:
    a, b = known.nodes[i][0], known.nodes[j][0]
    first = known.logits[i, j]
    leads = sorted((_lead(known, i, b, j), _lead(known, j, a, i)))
    weaker = _thirds(known, i, j)
    ones, twos = known.around(i), known.around(j)
    next_one, next_two = known.between(ones[0], twos[0]), known.between(ones[1], twos[1])
    return Support(
        first=first,
        least=leads[0],
        most=leads[1],
        third=max(weaker, default=_LOW),
        thirds=float(min(3, sum(w >= 0 for w in weaker))),
        next_one=max(next_one, next_two),
        next_two=min(next_one, next_two),
        around=max(known.between(one, two) for one in ones for two in twos),
        in_order=_in_order(known, a, b),
    )


def _lead(known: _Known, i: int, other: Unit, j: int) -> float:
    """How far the pair leads the best one of ``i`` with another passage of that article; clauses of the same sentence
    are no rivals, nor is what tells the same again."""
    best = _LOW
    for logit, m, sentences in known.rivals.get(i, {}).get(other.witness, ()):
        elsewhere = len(sentences) > 1 or other.sentence not in sentences
        if m != j and elsewhere and known.logits.get((m, j) if m < j else (j, m), _LOW) < _TWICE:
            best = logit
            break
    first = known.logits[(i, j) if i < j else (j, i)]
    return max(-_LEAD, min(_LEAD, first - best))


def _thirds(known: _Known, i: int, j: int) -> list[float]:
    """For each passage of a third witness that goes with both, the weaker of the two logits."""
    own = {u.witness for n in (i, j) for u in known.nodes[n]}
    one, two = known.partners.get(i, {}), known.partners.get(j, {})
    best: dict[int, float] = {}
    for m in one.keys() & two.keys():
        for u in known.nodes[m]:
            if u.witness not in own:
                best[u.witness] = max(best.get(u.witness, _LOW), min(one[m], two[m]))
    copied = {u.witness for n in (i, j) for u in known.nodes[n][1:]}
    return sorted([*best.values(), *(known.logits[min(i, j), max(i, j)] for _ in copied)])


def _in_order(known: _Known, a: Unit, b: Unit) -> float:
    one, two = sorted((a, b), key=lambda x: x.witness)
    along = [(x - one.order) * (y - two.order) for x, y in known.sure.get((one.witness, two.witness), ())]
    told = sum((x > 0) - (x < 0) for x in along)
    return told / (len(along) + _UNTOLD)
