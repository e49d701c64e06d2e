"""The timeline: what happened or is to happen when, each line with its witnesses and the basis of its date."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from ..model import Entry, Locus, Moment, TimelineRow, Witness
from . import dating


def rows(entries: Sequence[Entry], witnesses: Mapping[str, Witness]) -> tuple[TimelineRow, ...]:
    """The dated lines of an event, in order of time; moments without a value in the calendar have none."""
    found: dict[str, list[tuple[str, Moment, str]]] = defaultdict(list)
    for article, witness in sorted(witnesses.items()):
        for moment in dating.dated(witness):
            if moment.value and re.match(r"\d{4}", moment.value):
                found[moment.value].append((article, moment, _basis(witness, moment)))
    lines = [_row(value, moments, entries) for value, moments in found.items()]
    return tuple(sorted(lines, key=lambda r: (r.first, r.last, r.value)))


def _basis(witness: Witness, moment: Moment) -> str:
    """What the date rests on: a relative one in a witness whose own date was inferred is inferred, too."""
    relative = moment.basis not in ("explicit", "text")
    return "inferred" if relative and witness.article.published_basis == "inferred" else moment.basis


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
    return any(r.article == article and any(c.contains(moment.span) for c in r.content) for r in entry.readings)


def bounds(value: str) -> tuple[str, str]:
    """First and last day that a TIMEX3 date covers; the value twice where that is not a matter of days."""
    if full := re.match(r"\d{4}-\d{2}-\d{2}", value):
        return full.group(), full.group()
    if week := re.match(r"(\d{4})-W(\d{2})", value):
        try:
            monday = date.fromisocalendar(int(week.group(1)), int(week.group(2)), 1)
        except ValueError:
            return value, value
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    if month := re.match(r"(\d{4})-(\d{2})$", value):
        try:
            start = date(int(month[1]), int(month[2]), 1)
        except ValueError:
            return value, value
        following = start.replace(day=28) + timedelta(days=4)
        return start.isoformat(), (following - timedelta(days=following.day)).isoformat()
    if year := re.match(r"(\d{4})(?:$|-)", value):
        return f"{year.group(1)}-01-01", f"{year.group(1)}-12-31"
    return value, value
