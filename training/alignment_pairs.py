"""Moments laid side by side, and what the key of a generated event tells of its figures and moments: what
``values.py`` and ``moments.py`` learn from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.events.derive import Event
from variorum.collate import moment_items, moment_score, moments, passages, similar
from variorum.collate.lexis import lexis
from variorum.collate.units import units
from variorum.model import Entry, Span, Witness

Row = NDArray[np.float64]
Rows = NDArray[np.float64]
Told = tuple[frozenset[str], bool]
"""The items that something is of, and whether the key knows all that it may be of."""

VALUES = ("figure", "moment")
MOST = 1_500


@dataclass(frozen=True, slots=True)
class Table:
    """What is compared: the pairs, a row of features for each, and of each thing its witness and span."""

    pairs: list[tuple[int, int]]
    rows: Rows
    witness: list[int]
    spans: list[tuple[Span, ...]]


def times(witnesses: Sequence[Witness], told: Sequence[Entry] = ()) -> Table:
    """The moments of some witnesses; ``told``: the entries of their statements and facts."""
    items = [i for n, w in enumerate(witnesses) for i in moment_items.items(lexis(w, n), MOST)]
    laid_out = similar.prepare([i.setting.unit for i in items], whole=True)
    pairs, rows = moment_score.table(laid_out, items, moments.candidates(laid_out, items), told)
    return Table(pairs, rows, [i.witness for i in items], [(i.moment.span,) for i in items])


def entries_told(witnesses: Sequence[Witness]) -> tuple[Entry, ...]:
    """The entries of statements and facts, as ``variorum.collate`` has them before it comes to figures and moments."""
    found = [u for n, w in enumerate(witnesses) for u in units(lexis(w, n))[:MOST]]
    return tuple(passages.entries(witnesses, found, threshold=0.5))


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
