"""The timeline: what happened or is to happen when, each line with its witnesses.

Where no witness gives a full date, the day of the event is inferred when the signs of several agree: a day and month
without a year, a weekday, a year or a full date elsewhere.  What is inferred says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .. import lexicon
from ..model import Entry, Locus, Moment, TimelineRow, Witness
from ..text import tokens

_FULL = re.compile(r"\d{4}-\d{2}-\d{2}")
_PARTIAL = re.compile(r"XXXX-(\d{2})-(\d{2})$")
_ROLES = ("body", "dateline", "heading")
_NEAR = timedelta(days=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The day of an event, inferred, and from what."""

    value: str
    why: str


def inferred_day(witnesses: Mapping[str, Witness]) -> Day | None:
    """The day on which the signs of the witnesses agree, or None.

    A day and month without a year is completed by a full date of any witness (its publication, or a candidate such
    as a page's clock) at most ten days away; the weekdays that the witnesses name must not speak against it.
    """
    partial = sorted({m.group(1, 2) for w in witnesses.values() for x in _dated(w) if (m := _partial(x))})
    known = sorted({d for w in witnesses.values() for d in _full_dates(w)})
    weekdays = {d for w in witnesses.values() for x in _dated(w) if (d := _weekday(w, x)) is not None}
    for month, day in partial:
        for other in known:
            candidate = _date(other.year, int(month), int(day))
            if candidate and abs(candidate - other) <= _NEAR and candidate.weekday() in weekdays:
                name = candidate.strftime("%A")
                why = (
                    f"one witness gives the day and month, another a date near it ({other}), and it is the {name} named"
                )
                return Day(value=candidate.isoformat(), why=why)
    return None


def rows(entries: Sequence[Entry], witnesses: Mapping[str, Witness], day: Day | None) -> tuple[TimelineRow, ...]:
    """The dated lines of an event, in order of time."""
    found: dict[str, list[tuple[str, Moment, str]]] = defaultdict(list)
    for article, witness in sorted(witnesses.items()):
        for moment in witness.claims.moments:
            if moment.role in _ROLES and moment.type in ("DATE", "TIME"):
                value, basis = _value(witness, moment, day)
                if value:
                    found[value].append((article, moment, basis))
    lines = [_row(value, dated, entries) for value, dated in found.items()]
    return tuple(sorted(lines, key=lambda r: (r.first, r.last, r.value)))


def _row(value: str, dated: Sequence[tuple[str, Moment, str]], entries: Sequence[Entry]) -> TimelineRow:
    first, last = bounds(value)
    about = [e for e in entries if any(_in(e, article, m) for article, m, _ in dated)]
    return TimelineRow(
        value=value,
        first=first,
        last=last,
        basis="; ".join(sorted({basis for _, _, basis in dated})),
        entries=tuple(sorted(e.id for e in about)),
        articles=tuple(sorted({article for article, _, _ in dated})),
        evidence=tuple(Locus(article=article, span=m.span) for article, m, _ in dated),
    )


def _in(entry: Entry, article: str, moment: Moment) -> bool:
    return any(r.article == article and r.span.contains(moment.span) for r in entry.readings)


def _value(witness: Witness, moment: Moment, day: Day | None) -> tuple[str | None, str]:
    """The value of a moment for the timeline: its own where it is a date, else the event's inferred day."""
    if moment.value and re.match(r"\d{4}", moment.value):
        return moment.value, moment.basis
    if day:
        partial = _partial(moment)
        inferred = f"inferred: {day.why}"
        if partial and day.value.endswith(f"-{partial.group(1)}-{partial.group(2)}"):
            return day.value, inferred
        if moment.value is None and _weekday(witness, moment) == date.fromisoformat(day.value).weekday():
            return day.value, inferred
    return None, ""


def bounds(value: str) -> tuple[str, str]:
    """First and last day that a TIMEX3 date covers; the value twice where that is not a matter of days."""
    if full := _FULL.match(value):
        return full.group(), full.group()
    if week := re.match(r"(\d{4})-W(\d{2})", value):
        try:
            monday = date.fromisocalendar(int(week.group(1)), int(week.group(2)), 1)
        except ValueError:
            return value, value
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    if (month := re.match(r"(\d{4})-(\d{2})$", value)) and (start := _date(int(month[1]), int(month[2]), 1)):
        following = start.replace(day=28) + timedelta(days=4)
        return start.isoformat(), (following - timedelta(days=following.day)).isoformat()
    if year := re.match(r"(\d{4})(?:$|-)", value):
        return f"{year.group(1)}-01-01", f"{year.group(1)}-12-31"
    return value, value


def _dated(witness: Witness) -> Sequence[Moment]:
    return [m for m in witness.claims.moments if m.role in _ROLES and m.type in ("DATE", "TIME")]


def _partial(moment: Moment) -> re.Match[str] | None:
    return _PARTIAL.match(moment.value) if moment.value else None


def _full_dates(witness: Witness) -> Sequence[date]:
    article = witness.article
    given = [article.published or "", *(c.value for c in article.date_candidates)]
    given += [m.value for m in _dated(witness) if m.value]
    parts = [m.group() for g in given if (m := _FULL.match(g))]
    return [d for p in parts if (d := _date(*(int(x) for x in p.split("-"))))]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday(witness: Witness, moment: Moment) -> int | None:
    spoken = {t.norm for t in tokens(witness.article.text, moment.span)}
    return next((i for i, d in enumerate(lexicon.load("judgement")["weekdays"]) if d in spoken), None)
