"""When and at what words were spoken, as far as their attribution says, and whether two readings are of two occasions.

The same anecdote told twice is no one utterance: two wordings of it may both be verbatim.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from .. import lexicon
from ..model import Moment, Reading, Span, Witness

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Occasion:
    """``day`` in ISO 8601; ``weekday`` as the text names it; ``kinds`` of occasion by their listed names."""

    day: str | None = None
    weekday: str | None = None
    kinds: frozenset[str] = frozenset()


def occasion(witness: Witness, reading: Reading) -> Occasion:
    """What the attribution of a reading says of its occasion: its words without the content."""
    if reading.form == "narration":
        return Occasion()
    whole = witness.article.text
    around = _unsaid(outside(reading), witness)
    told = " ".join(part.of(whole) for part in around).casefold()
    kinds = frozenset(kind for kind, pattern in _kinds() if pattern.search(told))
    dates = [
        m for m in witness.claims.moments if m.type in ("DATE", "TIME") and any(p.contains(m.span) for p in around)
    ]
    if len(dates) != 1:
        return Occasion(kinds=kinds)
    return Occasion(day=_day(dates[0]), weekday=_weekday(dates[0], whole), kinds=kinds)


def _unsaid(parts: Sequence[Span], witness: Witness) -> tuple[Span, ...]:
    """What of some parts of a passage is nobody's words: a day that a speaker names is not the day he speaks on."""
    left = list(parts)
    for statement in witness.claims.statements:
        for said in statement.content:
            left = [rest for part in left for rest in _without(part, said)]
    return tuple(left)


def _without(part: Span, said: Span) -> tuple[Span, ...]:
    if not part.overlaps(said):
        return (part,)
    ends = (part.start, min(part.end, said.start)), (max(part.start, said.end), part.end)
    return tuple(Span(start, end) for start, end in ends if start < end)


def outside(reading: Reading) -> tuple[Span, ...]:
    """The passage of a reading without its content."""
    found: list[Span] = []
    at = reading.span.start
    for piece in sorted(reading.content):
        if at < piece.start:
            found.append(Span(at, piece.start))
        at = max(at, piece.end)
    return (*found, Span(at, reading.span.end)) if at < reading.span.end else tuple(found)


def apart(a: Occasion, b: Occasion) -> str | None:
    """Why two readings are of two occasions; None where nothing says so."""
    if a.weekday and b.weekday and a.weekday != b.weekday:
        return f"{a.weekday.capitalize()} here, {b.weekday.capitalize()} there"
    if a.day and b.day and a.day != b.day and bool(a.weekday) == bool(b.weekday):
        return f"{a.day} here, {b.day} there"
    if len(a.kinds) == len(b.kinds) == 1 and a.kinds != b.kinds:
        return " here, ".join((*a.kinds, *b.kinds)) + " there"
    return None


def _day(moment: Moment) -> str | None:
    found = _DAY.match(moment.value or "")
    return found.group() if found else None


def _weekday(moment: Moment, whole: str) -> str | None:
    shown = moment.span.of(whole).casefold()
    return next((d for d in lexicon.load("substance")["weekdays"] if d in shown), None)


@cache
def _kinds(language: str = "en") -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = lexicon.load("substance", language)["occasions"]
    return tuple((kind, re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b")) for kind, listed in table.items())
