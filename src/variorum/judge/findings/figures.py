"""Findings about figures and days that do not agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ...model import Entry, Finding, Reading
from .. import timeline
from ..case import Case, finding, passage, place

_MIN_SCORE = 0.5
_NEAR = timedelta(days=7)


def conflicts(case: Case) -> Iterator[Finding]:
    """One measure, several values that cannot all hold."""
    for entry, readings, score in _conflicting(case, "figure"):
        yield finding(
            case,
            kind="figure-conflict",
            rule="figure-conflict",
            severity="high",
            score=score,
            evidence=[passage(r) for r in readings],
            entries=[entry.id],
            values=_values(case, readings),
        )


def dates(case: Case) -> Iterator[Finding]:
    """One happening, several days.  Days far apart seldom date one happening, whatever the words around them say."""
    for entry, readings, score in _conflicting(case, "moment"):
        days = [d for r in readings if (d := _day(r)) is not None]
        if len(days) == len(readings) and max(days) - min(days) <= _NEAR:
            yield finding(
                case,
                kind="date-conflict",
                rule="date-conflict",
                severity="high" if score >= 0.7 else "medium",
                score=score,
                evidence=[passage(r) for r in readings],
                entries=[entry.id],
                values=_values(case, readings),
            )


def _day(reading: Reading) -> date | None:
    """The first day of a reading's value, or None where it is no date."""
    try:
        return date.fromisoformat(timeline.bounds(str(reading.value))[0])
    except ValueError:
        return None


def _conflicting(case: Case, kind: str) -> Iterator[tuple[Entry, list[Reading], float]]:
    for entry in case.entries:
        apart = [r for r in entry.relations if r.relation == "conflicts" and r.score >= _MIN_SCORE]
        if entry.kind == kind and apart:
            involved = sorted({i for r in apart for i in (r.a, r.b)})
            yield entry, [entry.readings[i] for i in involved], max(r.score for r in apart)


def _values(case: Case, readings: Sequence[Reading]) -> str:
    """Each value as written, with the signs that give it: ``27 (A), 30 (B and C)``."""
    by_value: dict[str, list[str]] = {}
    for r in readings:
        by_value.setdefault(case.line(place(r)), []).append(r.article)
    return ", ".join(f"{value} ({case.listed(articles)})" for value, articles in by_value.items())


def within_one_article(case: Case) -> Iterator[Finding]:
    """One article that gives two exact values for one measure."""
    for entry in case.entries:
        if entry.kind != "figure":
            continue
        for article in sorted({r.article for r in entry.readings}):
            own = [r for r in entry.readings if r.article == article and r.bound == "exact" and r.value is not None]
            if len({r.value for r in own}) > 1:
                yield finding(
                    case,
                    kind="internal-inconsistency",
                    rule="internal-figure",
                    severity="medium",
                    score=entry.score,
                    evidence=[passage(r) for r in own],
                    entries=[entry.id],
                    values=_values(case, own),
                )
