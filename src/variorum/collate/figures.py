"""Figure entries: the same measure in several witnesses, whatever its value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..model import Entry, Reading, Witness
from . import cluster, figure_items, figure_score, finish, similar
from .figure_contrast import apart, doubted
from .figure_items import ROUNDED, Item, family, key, size
from .lexis import Lexis
from .similar import Similar

_FLOOR = 0.3
_MOST_EQUAL = 60
"""Of very many equal values, each is compared with this many that follow it."""


def entries(laid_out: Sequence[Lexis], *, threshold: float, most: int) -> list[Entry]:
    """One entry a measure, single figures too; ``most``: figures of an article that are read."""
    witnesses = [one.witness for one in laid_out]
    items = [item for one in laid_out for item in figure_items.items(one, most)]
    prepared = similar.prepare([i.setting.unit for i in items], whole=True)
    scored = figure_score.scores(prepared, items, candidates(prepared, items))
    scores = {pair: s for pair, s in scored.items() if s >= _FLOOR}
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


def candidates(laid_out: Similar, items: Sequence[Item]) -> set[tuple[int, int]]:
    """The pairs of figures that are compared."""
    return {*laid_out.candidates(), *_near_pairs(items)}


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
