"""Figure entries: the same measure in several witnesses, whatever its value."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .. import wording
from ..model import Entry, Figure, Reading, Witness
from . import cluster, context, finish, similar
from .context import Setting
from .lexis import Lexis

_FLOOR = 0.3
_EQUAL_FIRST = 0.05
"""Equal values are joined before different ones of the same score."""
_MOST_EQUAL = 60
"""Of very many equal values, each is compared with this many that follow it."""


@dataclass(frozen=True, slots=True)
class _Item:
    figure: Figure
    setting: Setting
    witness: int


def entries(laid_out: Sequence[Lexis], *, threshold: float, most: int) -> list[Entry]:
    """One entry a measure, single figures too; ``most``: figures of an article that are read."""
    witnesses = [one.witness for one in laid_out]
    items = [item for one in laid_out for item in _items(one, most)]
    prepared = similar.prepare([i.setting.unit for i in items])
    scores: dict[tuple[int, int], float] = {}
    for i, j in sorted({*prepared.candidates(), *_equal_pairs(items)}):
        scored = _score(prepared, items[i], items[j], i, j)
        if scored >= _FLOOR:
            scores[i, j] = scored
    found = cluster.clusters(len(items), scores, threshold=threshold, apart=lambda a, b: _apart(items[a], items[b]))
    return [
        _entry(witnesses, [items[n] for n in together], [scores[p] for p in _pairs(together) if p in scores])
        for together in found
        if len({items[n].witness for n in together}) > 1 or _worth(items[together[0]])
    ]


def _items(laid_out: Lexis, most: int) -> Iterable[_Item]:
    reader = context.reader(laid_out)
    for n, figure in enumerate(laid_out.witness.claims.figures[:most]):
        if figure.value is None and figure.range is None:
            continue
        head = figure.measures
        setting = reader.setting(figure.span, head, n)
        if setting is not None:
            yield _Item(figure, setting, laid_out.index)


def _worth(item: _Item) -> bool:
    """Whether a figure that stands alone is worth a line: no ranks, no bare small counts."""
    figure = item.figure
    if figure.klass == "rank":
        return False
    return figure.klass != "amount" or (figure.value or 0) > 3 or figure.range is not None


def _pairs(together: Sequence[int]) -> Iterable[tuple[int, int]]:
    return ((a, b) for n, a in enumerate(together) for b in together[n + 1 :])


def _equal_pairs(items: Sequence[_Item]) -> Iterable[tuple[int, int]]:
    equal: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for n, item in enumerate(items):
        equal[item.figure.klass, item.figure.value, item.figure.range].append(n)
    for together in equal.values():
        for k, i in enumerate(together):
            yield from ((i, j) for j in together[k + 1 : k + 1 + _MOST_EQUAL])


def _score(laid_out: similar.Similar, a: _Item, b: _Item, i: int, j: int) -> float:
    kinship = _unit(a.figure, b.figure)
    if not kinship or _apart(a, b):
        return 0.0
    nearby = around(laid_out, i, j)
    if _equal(a.figure, b.figure):
        told = _telling(a.figure)
        return round(min(1.0, (1 - (1 - 0.55 * told) * (1 - min(1.0, 1.25 * nearby))) * kinship + _EQUAL_FIRST), 4)
    if _otherwise(a, b):
        return 0.0
    shared = _shared_kind(a, b)
    return round(min(1.0, (0.72 * nearby + (0.2 if shared else 0.0)) * kinship), 4)


def around(laid_out: similar.Similar, i: int, j: int) -> float:
    """How far the words around two figures are the same, 0 to 1: cover of both sides, little shared weight less."""
    of_a, of_b = laid_out.covered(i, j)
    wa, wb = laid_out.weights[i], laid_out.weights[j]
    shared_a, shared_b = float(of_a @ wa), float(of_b @ wb)
    a, b = shared_a / max(float(wa.sum()), 0.1), shared_b / max(float(wb.sum()), 0.1)
    shared = min(shared_a, shared_b)
    return (0.6 * max(a, b) + 0.4 * min(a, b)) * (1 - math.exp(-shared / 0.5))


def _unit(a: Figure, b: Figure) -> float:
    """How far two units go together: 0 for two that never do."""
    if a.klass != b.klass:
        return 0.0
    if a.unit == b.unit:
        return 1.0
    if a.klass in ("percent", "money"):
        return 0.0
    if a.unit is None or b.unit is None:
        return 0.9
    one, two = wording.stem(a.unit.casefold()), wording.stem(b.unit.casefold())
    return 1.0 if one == two else 0.8


def _equal(a: Figure, b: Figure) -> bool:
    if a.range or b.range:
        return a.range == b.range
    return a.value == b.value and a.change == b.change


def _telling(figure: Figure) -> float:
    """How unlikely it is that two figures are equal by chance, by the digits that are not noughts."""
    value = figure.value if figure.value is not None else figure.range[0] if figure.range else 0.0
    digits = len(f"{abs(value):.10g}".replace(".", "").strip("0"))
    large = abs(value) >= 1_000
    return min(0.9, 0.1 + 0.28 * digits + (0.25 if large else 0.0)) - (0.15 if abs(value) < 10 and digits == 1 else 0.0)


def _apart(a: _Item, b: _Item) -> bool:
    """Two that are never one measure, or two different values that one witness itself gives side by side."""
    if a.witness == b.witness and not _equal(a.figure, b.figure):
        return True
    if {a.figure.change, b.figure.change} == {"from", "to"}:
        return True
    return context.exclude(a.setting.kinds, b.setting.kinds, context.measures()) is not None


def _otherwise(a: _Item, b: _Item) -> bool:
    """Signs that two different values measure two things: another owner, year, period, standing or counted thing."""
    one, two = a.setting, b.setting
    if one.names - two.names and two.names - one.names:
        return True
    if one.years and two.years and not one.years & two.years:
        return True
    if a.figure.change != b.figure.change or a.figure.klass in ("rank", "ratio"):
        return True
    nameless = a.figure.unit is None or b.figure.unit is None
    if a.figure.klass == "amount" and (nameless or _unit(a.figure, b.figure) < 0.9) and not _shared_kind(a, b):
        return True
    return context.exclude(one.kinds, two.kinds, context.scopes()) is not None


def _shared_kind(a: _Item, b: _Item) -> bool:
    one, two = a.setting.kinds, b.setting.kinds
    return any(g in one and g in two and one[g] & two[g] for g in context.measures())


def _entry(witnesses: Sequence[Witness], items: Sequence[_Item], links: Sequence[float]) -> Entry:
    readings = [_reading(witnesses[i.witness], i) for i in items]
    return finish.entry("figure", witnesses, readings, confidence=sum(links) / len(links) if links else 0.6)


def _reading(witness: Witness, item: _Item) -> Reading:
    figure = item.figure
    return finish.attributed(
        witness,
        item.setting,
        value=figure.value,
        range=figure.range,
        unit=figure.unit,
        bound=figure.bound,
        measures=figure.measures,
    )
