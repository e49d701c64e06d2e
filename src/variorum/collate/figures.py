"""Figure entries: the same measure in several witnesses, whatever its value."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..model import Entry, Reading, Witness
from . import cluster, figure_items, finish, similar
from .figure_contrast import apart, doubted, needed, never, other_slot, otherwise, shared_kind
from .figure_items import ROUNDED, Item, equal, family, key, kinship, like, size, telling
from .lexis import Lexis

_FLOOR = 0.3
_EQUAL_FIRST = 0.05
"""Equal values are joined before different ones of the same score."""
_LONE = 0.2
"""What it tells more that neither article gives the value a second time."""
_ONE_TOLL = 0.46
"""Score of two values of a toll that either article gives once."""
_MOST_EQUAL = 60
"""Of very many equal values, each is compared with this many that follow it."""


def entries(laid_out: Sequence[Lexis], *, threshold: float, most: int) -> list[Entry]:
    """One entry a measure, single figures too; ``most``: figures of an article that are read."""
    witnesses = [one.witness for one in laid_out]
    items = [item for one in laid_out for item in figure_items.items(one, most)]
    prepared = similar.prepare([i.setting.unit for i in items])
    scores: dict[tuple[int, int], float] = {}
    for i, j in sorted({*prepared.candidates(), *_near_pairs(items)}):
        scored = _score(prepared, items[i], items[j], i, j)
        if scored >= _FLOOR:
            scores[i, j] = scored
    found = cluster.clusters(
        [key(i.figure) for i in items],
        scores,
        threshold=threshold,
        apart=lambda a, b: apart(items[a], items[b], scores.get((min(a, b), max(a, b)), 0.0)),
        doubted=lambda a, b: doubted(items[a], items[b]),
    )
    return [
        _entry(witnesses, [items[n] for n in together], [scores[p] for p in _pairs(together) if p in scores])
        for together in found
        if len({items[n].witness for n in together}) > 1 or _worth(items[together[0]])
    ]


def _worth(item: Item) -> bool:
    """Whether a figure that stands alone is worth a line: no ranks, no bare small counts."""
    figure = item.figure
    if figure.klass == "rank":
        return False
    return figure.klass != "amount" or (figure.value or 0) > 3 or figure.range is not None


def _pairs(together: Sequence[int]) -> Iterable[tuple[int, int]]:
    return ((a, b) for n, a in enumerate(together) for b in together[n + 1 :])


def _near_pairs(items: Sequence[Item]) -> Iterable[tuple[int, int]]:
    """Pairs of equal or almost equal values, and of one toll, whatever the words around them."""
    order = sorted(range(len(items)), key=lambda n: (*family(items[n].figure), size(items[n].figure), n))
    for k, i in enumerate(order):
        for j in order[k + 1 : k + 1 + _MOST_EQUAL]:
            a, b = items[i].figure, items[j].figure
            if family(a) != family(b) or size(b) > ROUNDED * size(a):
                break
            yield min(i, j), max(i, j)
    tolls: dict[int, list[int]] = defaultdict(list)
    for n, item in enumerate(items):
        if item.toll is not None:
            tolls[item.toll].append(n)
    for together in tolls.values():
        for k, i in enumerate(together):
            yield from ((i, j) for j in together[k + 1 : k + 1 + _MOST_EQUAL])


def _score(laid_out: similar.Similar, a: Item, b: Item, i: int, j: int) -> float:
    together = kinship(a.figure, b.figure)
    if not together or never(a, b):
        return 0.0
    nearby = around(laid_out, i, j)
    told = min(0.9, min(telling(a.figure), telling(b.figure)) + (_LONE if a.lone and b.lone else 0.0))
    if equal(a.figure, b.figure):
        return round(min(1.0, (1 - (1 - 0.55 * told) * (1 - min(1.0, 1.25 * nearby))) * together + _EQUAL_FIRST), 4)
    if otherwise(a, b) or other_slot(laid_out, a, b, i, j) or nearby < needed(a, b):
        return 0.0
    if like(a.figure, b.figure):
        return round(min(1.0, (1 - (1 - 0.58 * told) * (1 - min(1.0, 1.1 * nearby))) * together), 4)
    found = (0.72 * nearby + (0.2 if shared_kind(a, b) else 0.0)) * together
    if a.toll is not None and a.toll == b.toll:
        found = max(found, _ONE_TOLL + 0.4 * nearby)
    return round(min(1.0, found), 4)


def around(laid_out: similar.Similar, i: int, j: int) -> float:
    """How far the words around two figures are the same, 0 to 1: cover of both sides, little shared weight less."""
    of_a, of_b = laid_out.covered(i, j)
    wa, wb = laid_out.weights[i], laid_out.weights[j]
    shared_a, shared_b = float(of_a @ wa), float(of_b @ wb)
    a, b = shared_a / max(float(wa.sum()), 0.1), shared_b / max(float(wb.sum()), 0.1)
    shared = min(shared_a, shared_b)
    return (0.6 * max(a, b) + 0.4 * min(a, b)) * (1 - math.exp(-shared / 0.5))


def _entry(witnesses: Sequence[Witness], items: Sequence[Item], links: Sequence[float]) -> Entry:
    readings = [_reading(witnesses[i.witness], i) for i in items]
    return finish.entry("figure", witnesses, readings, confidence=sum(links) / len(links) if links else 0.6)


def _reading(witness: Witness, item: Item) -> Reading:
    figure = item.own
    reading = finish.attributed(
        witness,
        item.setting,
        value=figure.value,
        range=figure.range,
        unit=figure.unit,
        bound=figure.bound,
        measures=figure.measures,
    )
    return replace(reading, of=figure.of, when=figure.when)
