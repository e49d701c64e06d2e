"""Findings about figures and days that do not agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from ...model import Entry, Finding, FindingKind, Reading, Relation, Severity, Span
from ...stretch import stretch
from ...text import words
from .. import timeline
from ..case import Case, finding, passage, place
from ..figure_reach import rounds_to

_MIN_SCORE = 0.5
_OWN_SCORE = 0.6
"""That of a finding that an article contradicts itself: the words around both values are much the same."""
_NEAR = timedelta(days=7)


def conflicts(case: Case) -> Iterator[Finding]:
    """One measure, several values that cannot all hold; where quotations are re-worded in these numbers, that is told
    with the quotation."""
    reworded, numbers = _reworded(case)
    for entry, readings, score in _conflicting(case, "figure"):
        named = any(c.overlaps(n) for r in readings for c in r.content for n in numbers[r.article])
        if named and all(any(q.contains(c) for c in r.content for q in reworded[r.article]) for r in readings):
            continue
        yield _differing(case, entry, readings, score, kind="figure-conflict", rule="figure-conflict", severity="high")


def _reworded(case: Case) -> tuple[dict[str, list[Span]], dict[str, list[Span]]]:
    """By article, the words that are re-worded in another one, and the numbers among them that differ there."""
    quoted: dict[str, list[Span]] = defaultdict(list)
    numbers: dict[str, list[Span]] = defaultdict(list)
    for entry in case.entries:
        for r in entry.relations:
            if r.relation not in ("reworded", "translated"):
                continue
            for i in (r.a, r.b):
                quoted[entry.readings[i].article] += entry.readings[i].content
            for d in r.substance if r.score >= _MIN_SCORE else ():
                for i, span in ((r.a, d.a), (r.b, d.b)):
                    if d.part == "number" and span is not None:
                        numbers[entry.readings[i].article].append(span)
    return quoted, numbers


def dates(case: Case) -> Iterator[Finding]:
    """One happening, several days.  Days far apart seldom date one happening, whatever the words around them say."""
    for entry, readings, score in _conflicting(case, "moment"):
        days = [d for r in readings if (d := _day(r)) is not None]
        if len(days) == len(readings) and max(days) - min(days) <= _NEAR:
            severity: Severity = "high" if score >= 0.7 else "medium"
            yield _differing(
                case, entry, readings, score, kind="date-conflict", rule="date-conflict", severity=severity
            )


def lengths(case: Case) -> Iterator[Finding]:
    """One thing, several lengths of time."""
    for entry, readings, score in _conflicting(case, "moment"):
        if all(str(r.value or "").startswith("P") for r in readings):
            yield _differing(
                case, entry, readings, score, kind="date-conflict", rule="length-conflict", severity="medium"
            )


def _differing(
    case: Case,
    entry: Entry,
    readings: Sequence[Reading],
    score: float,
    *,
    kind: FindingKind,
    rule: str,
    severity: Severity,
) -> Finding:
    return finding(
        case,
        kind=kind,
        rule=rule,
        severity=severity,
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
    given = _given(case) if kind == "figure" else {}
    for entry in case.entries:
        if entry.kind == kind:
            agreed = _agreed(entry)
            apart = [
                r
                for r in entry.relations
                if r.relation == "conflicts" and r.score >= _MIN_SCORE and agreed.isdisjoint(_sides(entry, r))
                if not any(_value(entry.readings[n]) in given.get(article, ()) for article, n in _sides(entry, r))
            ]
            if apart:
                involved = sorted({i for r in apart for i in (r.a, r.b)})
                yield entry, [entry.readings[i] for i in involved], max(r.score for r in apart)


def _given(case: Case) -> dict[str, set[tuple[float, str]]]:
    """The exact values of each article with their units, wherever they stand: whoever gives the other's number, too,
    does not contradict it."""
    return {
        name: {(f.value, f.unit) for f in w.claims.figures if f.value is not None and f.unit is not None}
        for name, w in case.witnesses.items()
    }


def _value(reading: Reading) -> tuple[object, object]:
    return reading.value, reading.unit


def _sides(entry: Entry, relation: Relation) -> Iterator[tuple[str, int]]:
    """Each article of a pair with the reading of the other."""
    yield entry.readings[relation.a].article, relation.b
    yield entry.readings[relation.b].article, relation.a


def _agreed(entry: Entry) -> set[tuple[str, int]]:
    """Articles with the readings of others that they give, too, in whatever else they give."""
    return {side for r in entry.relations if r.relation == "same" for side in _sides(entry, r)}


def _values(case: Case, readings: Sequence[Reading]) -> str:
    """Each value as written, with the signs that give it: ``27 (A), 30 (B and C)``."""
    by_value: dict[str, list[str]] = {}
    for r in readings:
        by_value.setdefault(case.line(place(r)), []).append(r.article)
    return ", ".join(f"{value} ({case.listed(articles)})" for value, articles in by_value.items())


def within_one_article(case: Case) -> Iterator[Finding]:
    """One article that gives two exact values for one measure in one voice."""
    for entry, own in _own(case, "figure"):
        exact = [r for r in own if r.bound == "exact" and r.value is not None]
        if len({r.value for r in exact}) > 1 and _rounded_apart(exact) and not _side_by_side(case, exact):
            yield _inconsistent(case, "internal-figure", entry, exact)


def _side_by_side(case: Case, readings: Sequence[Reading]) -> bool:
    """Whether one sentence has the words of two values: it tells them apart itself ("3 of his 11")."""
    shown = {case.line(place(r)) for r in readings}
    return any(len(shown & {t.text for t in words(case.words(passage(r)))}) > 1 for r in readings)


def days_within_one_article(case: Case) -> Iterator[Finding]:
    """One article that gives two days for one thing in one voice, and not in one sentence, which tells them apart
    itself; times of day say little of that."""
    for entry, own in _own(case, "moment"):
        days = [(r, str(r.value or "")) for r in own]
        dated = [(r, s) for r, day in days if "T" not in day and (s := stretch(day)) is not None]
        if any(a.span != b.span and 0 <= one.gap(two) <= _NEAR.days for (a, one), (b, two) in combinations(dated, 2)):
            yield _inconsistent(case, "internal-day", entry, [r for r, _ in dated])


def _own(case: Case, kind: str) -> Iterator[tuple[Entry, list[Reading]]]:
    """The readings of one article in one entry that are in one voice: the outlet's own, or one speaker's."""
    for entry in case.entries:
        by_voice: dict[tuple[str, str], list[Reading]] = defaultdict(list)
        for r in entry.readings if entry.kind == kind else ():
            by_voice[r.article, r.speaker.name if r.speaker else ""].append(r)
        yield from ((entry, own) for _, own in sorted(by_voice.items()) if len(own) > 1)


def _rounded_apart(readings: Sequence[Reading]) -> bool:
    """Whether some two values are not one number, rounded."""
    values = sorted({float(r.value) for r in readings if isinstance(r.value, (int, float))})
    return any(not rounds_to(a, b) and not rounds_to(b, a) for a, b in combinations(values, 2))


def _inconsistent(case: Case, rule: str, entry: Entry, readings: Sequence[Reading]) -> Finding:
    return finding(
        case,
        kind="internal-inconsistency",
        rule=rule,
        severity="medium",
        score=_OWN_SCORE,
        evidence=[passage(r) for r in readings],
        entries=[entry.id],
        values=", ".join(sorted({case.line(place(r)) for r in readings})),
    )
