"""Pairs of passages, figures and moments with the answer whether they are of one thing: what ``alignment.py`` learns
from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from tests.events.derive import Event, Report
from variorum.collate import figure_items, figure_score, figures, moment_items, moment_score, moments, score, similar
from variorum.collate.figure_rest import Rest
from variorum.collate.lexis import lexis
from variorum.collate.units import units
from variorum.model import Entry, Span, Witness

Row = NDArray[np.float64]
Rows = NDArray[np.float64]
Told = tuple[frozenset[str], bool]
"""The items that something is of, and whether the key knows all that it may be of."""

VALUES = ("figure", "moment")
MOST = 1_500
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Table:
    """What is compared: the pairs, a row of features for each, and of each thing its witness and span."""

    pairs: list[tuple[int, int]]
    rows: Rows
    witness: list[int]
    spans: list[tuple[Span, ...]]


class Maker(Protocol):
    """Lays the things of some witnesses side by side; ``dealt``: every other sentence of an article is given to a
    second witness."""

    def __call__(self, witnesses: Sequence[Witness], *, dealt: bool = False) -> Table: ...


def passages(witnesses: Sequence[Witness], *, dealt: bool = False) -> Table:
    """The passages of some witnesses."""
    found = [
        replace(u, witness=_side(n, u.sentence, dealt)) for n, w in enumerate(witnesses) for u in units(lexis(w, n))
    ]
    pairs, rows = score.table(similar.prepare(found, whole=True))
    return Table(pairs, rows, [u.witness for u in found], [u.pieces for u in found])


def values_of_measures(witnesses: Sequence[Witness], *, dealt: bool = False) -> Table:
    """The figures of some witnesses."""
    items = [_dealt(i, dealt) for n, w in enumerate(witnesses) for i in figure_items.items(lexis(w, n), MOST)]
    laid_out = similar.prepare([i.setting.unit for i in items], whole=True)
    rest = Rest.of(items)
    pairs, rows = figure_score.table(laid_out, items, figures.candidates(laid_out, items, rest), rest)
    return Table(pairs, rows, [i.witness for i in items], [(i.figure.span,) for i in items])


def times(witnesses: Sequence[Witness], told: Sequence[Entry] = (), *, dealt: bool = False) -> Table:
    """The moments of some witnesses; ``told``: the entries of their statements and facts."""
    items = [_dealt(i, dealt) for n, w in enumerate(witnesses) for i in moment_items.items(lexis(w, n), MOST)]
    laid_out = similar.prepare([i.setting.unit for i in items], whole=True)
    pairs, rows = moment_score.table(laid_out, items, moments.candidates(laid_out, items), told)
    return Table(pairs, rows, [i.witness for i in items], [(i.moment.span,) for i in items])


_Item = TypeVar("_Item", figure_items.Item, moment_items.Item)


def _dealt(item: _Item, dealt: bool) -> _Item:
    unit = item.setting.unit
    side = _side(item.witness, unit.sentence, dealt)
    return replace(item, witness=side, setting=replace(item.setting, unit=replace(unit, witness=side)))


def _side(witness: int, sentence: int, dealt: bool) -> int:
    return sentence % 2 if dealt else witness


def answered(table: Table, told: Sequence[Told]) -> Iterator[tuple[Row, bool]]:
    """The rows of pairs of two witnesses of which the key knows whether they are of one thing."""
    for (i, j), row in zip(table.pairs, table.rows, strict=True):
        if table.witness[i] == table.witness[j]:
            continue
        one, two = told[i], told[j]
        if one[0] & two[0]:
            yield row, True
        elif one[1] and two[1] and (one[0] or two[0]):
            yield row, False


def of_passages(event: Event, table: Table) -> list[Told]:
    """The items of passages: those that most of their words, or most of whose words, belong to them; of a figure or
    moment, those whose sentence they stand in."""
    values = {i.id for i in event.story.items if i.kind in VALUES}
    reports = sorted(event.reports, key=lambda r: r.id)
    found = []
    for n, spans in zip(table.witness, table.spans, strict=True):
        told = _items_of(spans, reports[n]) - values
        around = {
            g.item
            for g in reports[n].given
            if g.item in values and _shared(spans, (g.passage,)) >= _MOSTLY * sum(map(len, spans))
        }
        items = frozenset({*told, *around})
        found.append((items, bool(items)))
    return found


def _shared(pieces: Sequence[Span], others: Sequence[Span]) -> int:
    return sum(max(0, min(p.end, s.end) - max(p.start, s.start)) for p in pieces for s in others)


def _items_of(pieces: Sequence[Span], report: Report) -> frozenset[str]:
    found = set()
    size = sum(map(len, pieces))
    for given in report.given:
        if _shared(pieces, given.spans) >= _MOSTLY * min(size, sum(map(len, given.spans))):
            found.add(given.item)
    return frozenset(found)


def of_values(event: Event, table: Table) -> list[Told]:
    """The items of figures or moments; one that stands in the opening of a report may be of any."""
    values = {i.id for i in event.story.items if i.kind in VALUES}
    reports = sorted(event.reports, key=lambda r: r.id)
    found = []
    for n, spans in zip(table.witness, table.spans, strict=True):
        report = reports[n]
        items = frozenset(
            g.item for g in report.given if g.item in values and any(s.overlaps(x) for s in spans for x in g.spans)
        )
        opening = any(s.overlaps(x) for s in spans for x in report.leads)
        found.append((items, not opening))
    return found
