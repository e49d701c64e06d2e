"""Findings about statements that say the opposite of one another."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Entry, Finding, Reading, Relation
from ..case import Case, finding, name_of, place

_MIN_SCORE = 0.5
_SURE = 0.6  # score of a relation from which it is one to look at first


def contradicting(case: Case) -> Iterator[Finding]:
    """One report has it that way, another the opposite way: a negation more, another outcome."""
    for entry in case.entries:
        opposed = [r for r in entry.relations if r.relation == "contradicts" and r.score >= _MIN_SCORE]
        if not opposed:
            continue
        strongest = max(opposed, key=lambda r: (r.score, -r.a, -r.b))
        one, other = (entry.readings[i] for i in (strongest.a, strongest.b))
        yield finding(
            case,
            kind="contradiction",
            rule="contradiction",
            severity="high" if strongest.score >= _SURE else "medium",
            score=strongest.score,
            evidence=[place(r) for r in _opposed(entry, opposed)],
            entries=[entry.id],
            about=name_of(entry),
            one=case.signs[one.article],
            other=case.signs[other.article],
        )


def _opposed(entry: Entry, relations: list[Relation]) -> list[Reading]:
    """The readings that some relation opposes to another."""
    return [entry.readings[i] for i in sorted({i for r in relations for i in (r.a, r.b)})]
