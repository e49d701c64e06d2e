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
_AROUND = 2
"""Passages before and after that are looked at."""
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


@dataclass(slots=True)
class _Known:
    nodes: Sequence[Node]
    logits: Mapping[tuple[int, int], float]
    at: Mapping[Place, int]
    partners: dict[int, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    sure: dict[tuple[int, int], list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))

    def between(self, a: Place, b: Place) -> float:
        """The logit of the units at two places: highest where they are of one node, lowest where they are no pair."""
        i, j = self.at.get(a), self.at.get(b)
        if i is None or j is None:
            return _LOW
        return _HIGH if i == j else self.logits.get((min(i, j), max(i, j)), _LOW)


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
        known.partners[n] = {m: -against for against, m in sorted(found)[:_MOST]}
    return known


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
    beside = sorted(known.between((a.witness, a.order + step), (b.witness, b.order + step)) for step in (-1, 1))
    return Support(
        first=first,
        least=leads[0],
        most=leads[1],
        third=max(weaker, default=_LOW),
        thirds=float(min(3, sum(w >= 0 for w in weaker))),
        next_one=beside[1],
        next_two=beside[0],
        around=_around(known, a, b),
        in_order=_in_order(known, a, b),
    )


def _lead(known: _Known, i: int, other: Unit, j: int) -> float:
    """How far the pair leads the best one of ``i`` with another passage of that article; clauses of the same sentence
    are no rivals, nor is what tells the same again."""
    rivals = [
        logit
        for m, logit in known.partners.get(i, {}).items()
        if m != j
        and known.logits.get((min(m, j), max(m, j)), _LOW) < _TWICE
        and any(v.witness == other.witness and v.sentence != other.sentence for v in known.nodes[m])
    ]
    first = known.logits[min(i, j), max(i, j)]
    return max(-_LEAD, min(_LEAD, first - max(rivals, default=_LOW)))


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


def _around(known: _Known, a: Unit, b: Unit) -> float:
    steps = range(-_AROUND, _AROUND + 1)
    return max(
        known.between((a.witness, a.order + x), (b.witness, b.order + y)) for x in steps for y in steps if x and y
    )


def _in_order(known: _Known, a: Unit, b: Unit) -> float:
    one, two = sorted((a, b), key=lambda x: x.witness)
    along = [(x - one.order) * (y - two.order) for x, y in known.sure.get((one.witness, two.witness), ())]
    told = sum((x > 0) - (x < 0) for x in along)
    return told / (len(along) + _UNTOLD)
