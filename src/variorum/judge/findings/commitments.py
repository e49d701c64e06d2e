"""Findings about pledges and forecasts: one of them, and several times by which it is to be."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Locus, Reading
from .. import dues
from ..case import Case, finding, name_of, passage
from . import figures


def due_conflicts(case: Case) -> Iterator[Finding]:
    """One pledge or forecast, several times by which it is to be that cannot all hold."""
    told = {e for f in figures.dates(case) for e in f.entries}
    dated = {
        Locus(article=r.article, span=c) for e in case.entries if e.id in told for r in e.readings for c in r.content
    }
    for entry in case.entries:
        if entry.kind not in ("pledge", "forecast"):
            continue
        apart = [r for r in entry.relations if dues.apart(entry, r, case.witnesses)]
        readings = [entry.readings[i] for i in sorted({i for r in apart for i in (r.a, r.b)})]
        if not readings or all(_is_told(r, dated) for r in readings):
            continue
        yield finding(
            case,
            kind="date-conflict",
            rule="due-conflict",
            severity="medium",
            score=max(r.score for r in apart),
            evidence=[passage(r) for r in readings],
            entries=[entry.id],
            speaker=name_of(entry),
            values=_values(case, readings),
        )


def _is_told(reading: Reading, dated: set[Locus]) -> bool:
    """Whether another finding already sets the time of this reading against others."""
    return any(
        reading.due is not None and d.article == reading.article and reading.due.span.contains(d.span) for d in dated
    )


def _values(case: Case, readings: list[Reading]) -> str:
    """Each time as written, with the signs that give it."""
    by_words: dict[str, list[str]] = {}
    for r in readings:
        if r.due is not None:
            by_words.setdefault(case.line(Locus(article=r.article, span=r.due.span)), []).append(r.article)
    return ", ".join(f"{shown} ({case.listed(articles)})" for shown, articles in by_words.items())
