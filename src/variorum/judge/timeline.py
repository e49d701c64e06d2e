"""The timeline: what happened or is to happen when, each line with its witnesses and the basis of its date.

The time of a pledge or forecast has a line of its own, beside what is merely dated then: its basis says that it is
due, not that it happened, and whether the witnesses of the pledge give other times, too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..model import Due, Entry, Locus, Moment, Reading, Span, TimelineRow, Witness
from . import calendar, dating, dues
from .calendar import bounds

__all__ = ["DUE", "bounds", "rows"]

DUE = "due"
"""First word of the basis of a line that tells by when something is promised or predicted."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """A time of an article with its value in the calendar; ``entry`` is the pledge or forecast whose time it is."""

    article: str
    span: Span
    value: str
    basis: str
    entry: Entry | None = None
    differs: bool = False
    """Whether its witnesses give other times by which it is to be."""


def rows(entries: Sequence[Entry], witnesses: Mapping[str, Witness]) -> tuple[TimelineRow, ...]:
    """The dated lines of an event, in order of time; moments without a value in the calendar have none."""
    due = list(_due(entries, witnesses))
    ahead: dict[str, list[Span]] = defaultdict(list)
    for d in due:
        ahead[d.article].append(d.span)
    found: dict[tuple[str, str], list[_Dated]] = defaultdict(list)
    for d in due:
        found[d.value, d.entry.kind if d.entry else ""].append(d)
    for article, witness in sorted(witnesses.items()):
        for m in dating.dated(witness):
            if m.value and re.match(r"\d{4}", m.value) and not any(s.contains(m.span) for s in ahead[article]):
                found[m.value, ""].append(_Dated(article, m.span, m.value, _basis(witness, m)))
    readings: dict[str, list[tuple[str, Reading]]] = defaultdict(list)
    for entry in entries:
        for reading in entry.readings:
            readings[reading.article].append((entry.id, reading))
    lines = [_row(value, dated, readings) for (value, _), dated in found.items()]
    return tuple(sorted(lines, key=lambda r: (r.first, r.last, r.value, r.basis)))


def _due(entries: Sequence[Entry], witnesses: Mapping[str, Witness]) -> Iterator[_Dated]:
    """The times of pledges and forecasts; each place once, with the entry that weighs most."""
    seen: set[tuple[str, Span]] = set()
    for entry in entries:
        if entry.kind not in ("pledge", "forecast"):
            continue
        told = [(r, r.due, v) for r in entry.readings if r.due and (v := _due_value(witnesses[r.article], r.due))]
        differ = any(dues.apart(entry, r, witnesses) for r in entry.relations)
        for reading, due, value in told:
            if (reading.article, due.span) not in seen:
                seen.add((reading.article, due.span))
                basis = _due_basis(witnesses[reading.article], due)
                yield _Dated(reading.article, due.span, value, basis, entry, differ)


def _due_value(witness: Witness, due: Due) -> str | None:
    """The day, month or year of a time; a length of time is counted from the day of publication."""
    if due.value is None or re.match(r"\d{4}", due.value):
        return due.value
    return calendar.counted(due.value, witness.article.published)


def _due_basis(witness: Witness, due: Due) -> str:
    """What the time of a pledge or forecast rests on."""
    moment = next((m for m in dating.dated(witness) if due.span.contains(m.span)), None)
    return _basis(witness, moment) if moment else "counted from the day of publication"


def _basis(witness: Witness, moment: Moment) -> str:
    """What the date rests on: a relative one in a witness whose own date was inferred is inferred, too."""
    relative = moment.basis not in ("explicit", "text")
    return "inferred" if relative and witness.article.published_basis == "inferred" else moment.basis


def _row(value: str, dated: Sequence[_Dated], readings: Mapping[str, Sequence[tuple[str, Reading]]]) -> TimelineRow:
    """``readings``: those of each article, with the ids of their entries."""
    first, last = bounds(value)
    about = {d.entry.id for d in dated if d.entry}
    about |= {entry for d in dated for entry, reading in readings.get(d.article, ()) if _in(reading, d)}
    return TimelineRow(
        value=value,
        first=first,
        last=last,
        basis="; ".join([*_outlook(dated), *sorted({d.basis for d in dated})]),
        entries=tuple(sorted(about)),
        articles=tuple(sorted({d.article for d in dated})),
        evidence=tuple(Locus(article=d.article, span=d.span) for d in sorted(dated, key=_place)),
    )


def _outlook(dated: Sequence[_Dated]) -> list[str]:
    """That a line lies ahead, by whose word, and whether the witnesses differ; nothing of what is merely dated."""
    kind = dated[0].entry.kind if dated[0].entry else None
    differs = ["by when differs"] if any(d.differs for d in dated) else []
    return [f"{DUE}, {'as promised' if kind == 'pledge' else 'as predicted'}", *differs] if kind else []


def _place(dated: _Dated) -> tuple[str, Span]:
    return (dated.article, dated.span)


def _in(reading: Reading, dated: _Dated) -> bool:
    """Whether a reading of its article holds a time; of a due one, whether it is the reading of that time itself."""
    if dated.entry is not None:
        return any(dated.span.contains(c) for c in reading.content)
    return any(c.contains(dated.span) for c in reading.content)
