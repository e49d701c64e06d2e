"""By when: the time that a pledge sets itself, or a forecast gives."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from .. import text, wording
from ..model import Due, Moment, Reading, Span, Witness
from .commitment_words import listed

_CALENDAR = re.compile(r"\d{2,4}")
_DAYS = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_BEFORE = 16
"""Characters before a time within which its preposition stands."""


def at(witness: Witness, place: Span) -> Moment | None:
    """The time expression that a place lies in."""
    moments = witness.claims.moments
    n = bisect_right(moments, place.start, key=lambda m: m.span.start) - 1
    return moments[n] if n >= 0 and moments[n].span.contains(place) else None


def due(witness: Witness, reading: Reading, sentence: Span, start: int) -> Due | None:
    """The time in a sentence of a reading by which it is to be: the first one after the verb, else the last before.

    ``start`` is where the verb stands (a character).  A time that lies before the article's day is none.
    """
    pieces = [c for c in reading.content if c.overlaps(sentence)]
    inside = [m for m in _within(witness, sentence) if any(p.contains(m.span) for p in pieces)]
    inside += _trailing(witness, reading, sentence)
    found = [(m, d) for m in inside if (d := _due(witness, m)) is not None]
    after = [d for m, d in found if m.span.start >= start and not _told_beside(witness, Span(start, m.span.end))]
    before = [d for m, d in found if m.span.start < start]
    return after[0] if after else before[-1] if before else None


def _told_beside(witness: Witness, stretch: Span) -> bool:
    """Whether a relative clause begins on the way to a time, which may date something else."""
    return any(t.norm in listed("subjects", "relatives") for t in text.words(witness.article.text, stretch))


def _within(witness: Witness, span: Span) -> Iterator[Moment]:
    moments = witness.claims.moments
    n = bisect_right(moments, span.start - 1, key=lambda m: m.span.start)
    while n < len(moments) and moments[n].span.start < span.end:
        yield moments[n]
        n += 1


def _trailing(witness: Witness, reading: Reading, sentence: Span) -> Iterator[Moment]:
    """A time right behind the words of an indirect statement, which the reader left out of them."""
    whole, end = witness.article.text, reading.content[-1].end
    if reading.form == "direct" or not sentence.overlaps(reading.content[-1]):
        return
    if reading.cue is not None and reading.cue.span.start > end:
        return
    for moment in _within(witness, Span(end, end + _BEFORE)):
        between = whole[end : moment.span.start]
        if all(w.norm in listed("due", "prepositions") for w in text.words(between)) and between.strip(" ").isalpha():
            yield moment
        return


def _due(witness: Witness, moment: Moment) -> Due | None:
    """A time that lies ahead, with its preposition; None for any other."""
    whole = witness.article.text
    preposition = _preposition(whole, moment.span)
    word = preposition.of(whole).casefold() if preposition else ""
    inside = {t.norm for t in text.words(whole, moment.span)}
    ahead = bool(inside & listed("due", "ahead"))
    if moment.type == "SET" or (moment.type == "DURATION" and word not in listed("due", "lengths")):
        return None
    if moment.type != "DURATION" and not _ahead(moment.value, witness.article.published):
        return None
    if not word and not ahead:
        return None
    span = preposition.to(moment.span) if preposition else moment.span
    return Due(span=span, value=moment.value)


def _preposition(whole: str, span: Span) -> Span | None:
    start = max(0, span.start - _BEFORE)
    words = wording.atoms(whole, (Span(start, span.start),)) if start < span.start else ()
    if not words or whole[words[-1].span.end : span.start].strip():
        return None
    return words[-1].span if words[-1].norm in listed("due", "prepositions") else None


def _ahead(value: str | None, published: str | None) -> bool:
    """Whether a value of the calendar does not lie wholly before the day of publication."""
    if value is None:
        return True
    calendar = _CALENDAR.match(value)
    if calendar is None:
        return False  # now, once
    if not published:
        return True
    days = _DAYS.match(value)
    shown = days.group() if days else calendar.group()
    return shown >= published[: len(shown)]
