"""The day of an event, inferred for witnesses that give no date of their own.

Most articles copied off a page have lost their date.  Where the event's other witnesses are dated, or the signs of
several agree, an undated one is anchored there, so that its "Friday" and "next year" mean something.  An inferred date
is marked as such and never decides who wrote first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .. import lexicon
from ..model import Moment, Witness
from ..text import tokens

_FULL = re.compile(r"\d{4}-\d{2}-\d{2}")
_PARTIAL = re.compile(r"XXXX-(\d{2})-(\d{2})$")
_ROLES = ("body", "dateline", "heading")
_NEAR = timedelta(days=10)
_SPREAD = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day, as an ISO 8601 date, and what it was inferred from."""

    value: str
    why: str


def infer(witnesses: Sequence[Witness]) -> Day | None:
    """The day to anchor the undated witnesses of an event on, or None when the signs do not agree."""
    return _from_the_dated(witnesses) or _from_the_signs(witnesses)


def _from_the_dated(witnesses: Sequence[Witness]) -> Day | None:
    """The first publication among the dated witnesses, when all of them lie within three days."""
    days = sorted(d for w in witnesses if (d := _day(w.article.known_date or "")))
    if not days or days[-1] - days[0] > _SPREAD:
        return None
    return Day(value=days[0].isoformat(), why=f"the event's dated witnesses were published from {days[0]} on")


def _from_the_signs(witnesses: Sequence[Witness]) -> Day | None:
    """A day and month without a year, completed by a full date near it when the weekday of that day is named, too.

    The full date is a publication or a candidate such as a page's clock, at most ten days away.
    """
    partial = sorted({m.group(1, 2) for w in witnesses for x in dated(w) if (m := _PARTIAL.match(x.partial or ""))})
    full = sorted({d for w in witnesses for d in _full_dates(w)})
    weekdays = {d for w in witnesses for x in dated(w) if (d := weekday(w, x)) is not None}
    for month, day in partial:
        for other in full:
            candidate = _date(other.year, int(month), int(day))
            if candidate and abs(candidate - other) <= _NEAR and candidate.weekday() in weekdays:
                name = lexicon.load("judgement")["weekdays"][candidate.weekday()].capitalize()
                why = f"one witness gives day and month, another a date near it ({other}), and it is the {name} named"
                return Day(value=candidate.isoformat(), why=why)
    return None


def dated(witness: Witness) -> Sequence[Moment]:
    """The dates and times that the reporting itself gives, chrome and captions left out."""
    return [m for m in witness.claims.moments if m.role in _ROLES and m.type in ("DATE", "TIME")]


def weekday(witness: Witness, moment: Moment) -> int | None:
    """The weekday that a moment names (Monday is 0), or None."""
    spoken = {t.norm for t in tokens(witness.article.text, moment.span)}
    return next((i for i, d in enumerate(lexicon.load("judgement")["weekdays"]) if d in spoken), None)


def _full_dates(witness: Witness) -> Sequence[date]:
    article = witness.article
    given = [article.known_date or "", *(c.value for c in article.date_candidates)]
    given += [m.value for m in dated(witness) if m.value]
    return [d for g in given if (d := _day(g))]


def _day(value: str) -> date | None:
    found = _FULL.match(value)
    return _date(*(int(x) for x in found.group().split("-"))) if found else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
