"""What the key of a generated event tells of its figures and moments, and how events are read that ``values.py`` and
``moment_cases.py`` learn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tests.events.derive import Event
from variorum import pipeline
from variorum.collate import passages
from variorum.collate.lexis import Lexis, lexis
from variorum.collate.units import units
from variorum.extract import redated
from variorum.judge import infer
from variorum.model import Article, Entry, Span, Witness

Row = NDArray[np.float64]
Told = tuple[frozenset[str], bool]
"""The items that something is of, and whether the key knows all that it may be of."""

VALUES = ("figure", "moment")
MOST = 1_500


@dataclass(frozen=True, slots=True)
class Table:
    """Of each value its witness and spans."""

    witness: list[int]
    spans: list[tuple[Span, ...]]


def anchored(articles: Sequence[Article]) -> list[Witness]:
    """The articles of one event, read; those without a date with that of the others."""
    members = sorted(pipeline.witnesses(articles), key=lambda w: w.article.id)
    day = infer(members)
    if day is None:
        return members
    undated = {w.article.id: replace(w.article, published=day.value, published_basis="inferred") for w in members}
    return [
        w if w.article.published else Witness(article=(a := undated[w.article.id]), claims=redated(a, w.claims))
        for w in members
    ]


def entries_told(witnesses: Sequence[Witness]) -> tuple[Entry, ...]:
    """The entries of statements and facts, as ``variorum.collate`` has them before it comes to figures and moments."""
    return told_of(witnesses, [lexis(w, n) for n, w in enumerate(witnesses)])


def told_of(witnesses: Sequence[Witness], laid_out: Sequence[Lexis]) -> tuple[Entry, ...]:
    """The same of witnesses that are laid out already."""
    found = [u for one in laid_out for u in units(one)[:MOST]]
    return tuple(passages.entries(witnesses, found, threshold=0.5))


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
