"""What day an article counts from: its publication, its dateline, or the dates of its own story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from . import moment_calendar as cal
from .document import Document
from .moment_calendar import Point
from .moment_dates import date, month, near, numeric, year
from .moment_grammar import Grammar, hits, places
from .moment_scene import FAR, Anchor, Scene

STORY: Final = frozenset({"title", "heading", "body", "dateline"})
"""Roles whose dates belong to the story."""

_MANY = 5
"""Dates with a year that a text must give before it can be a narrative."""
_FIRST = 6
"""Sentences among which a line that is nothing but a date may date the article."""


_PLACE = re.compile(r"(?:[^\W\d_a-z][\w.'’-]{0,30}[ ,/]{1,3}){1,6}\(?")
_MARK = re.compile(r"\s?(?:[(:–—]|-\s|/[A-Z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    """A date in the story; ``point`` is absent when it gives no year.  ``alone``: its sentence says nothing else;
    ``leads``: only a place stands before it, and a mark after it ("OSLO, May 3, 2024 (Agency) -")."""

    point: Point | None
    role: str
    alone: bool
    leads: bool
    index: int


def of(document: Document, text: str, low: str, known: Grammar) -> Anchor:
    """The anchor of an article.

    A text most of whose dates lie long before its publication, and which hardly says "on Friday" or "today", is a
    narrative: it counts from the date last spoken of, at first from its first one.  Without a publication date the
    day in a dateline is taken, or a line near the top that is nothing but a date.  ``text`` is the article's, with
    plain digits, ``low`` the same in small letters.
    """
    published = cal.parse(document.article.published)
    needed = published is None or _could_narrate(low, known)
    dated = list(_dated(document, text, low, known)) if needed else []
    today = _spoken_today(document, known)
    if _is_narrative(dated, published, len(today)):
        first = next(d.point for d in dated if d.point)
        return Anchor(point=first, basis="narrative", narrative=True)
    present = frozenset(today)
    if published:
        return Anchor(point=published, basis="published", narrative=False, present=present)
    for found in dated:
        if found.point and found.point.day and (found.role == "dateline" or (found.leads and found.index < _FIRST)):
            return Anchor(point=found.point, basis="dateline", narrative=False, present=present)
    for found in dated:
        if found.point and found.point.day and found.alone and found.index < _FIRST:
            return Anchor(point=found.point, basis="text", narrative=False, present=present)
    return Anchor(point=None, basis="none", narrative=False)


_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def _could_narrate(low: str, known: Grammar) -> bool:
    """Whether a text gives so many years that it could be a narrative; most news does not, and need not be read for
    its dates first."""
    return len(_YEAR.findall(low)) >= _MANY or any(era in low for era in known.eras)


def _is_narrative(dated: list[_Dated], published: Point | None, today: int) -> bool:
    points = [d.point for d in dated if d.point]
    bare = len(dated) - len(points)
    if len(points) < _MANY or today > 0.1 * len(dated):
        return False
    if published is None:
        months = [p.months for p in points]
        return bare >= _MANY and max(months) - min(months) > FAR
    far = [p for p in points if abs(p.months - published.months) > FAR]
    return len(far) >= 0.7 * len(points) and len(far) + bare >= 2 * _MANY


def _dated(document: Document, text: str, low: str, known: Grammar) -> Iterator[_Dated]:
    """The dates of the story, years among them."""
    empty = Anchor(point=None, basis="none", narrative=False)
    readers = {"date": date, "numeric": numeric, "month": month, "year": year}
    for index, sentence in enumerate(document.sentences):
        if sentence.role not in STORY:
            continue
        scene = Scene(text=text, low=low, grammar=known, anchor=empty, sentence=sentence)
        reached = 0
        for at, lead in places(sentence.tokens, known.dating, known):
            for hit in hits(text, low, at, sentence.span.end, lead) if at >= reached else ():
                reading = readers[hit.make](hit, scene)
                if reading is not None:
                    alone = len(sentence.span) - len(hit.span) <= 2
                    point = reading.point if reading.basis == "explicit" else None
                    leads = bool(_PLACE.fullmatch(text, sentence.span.start, at)) and bool(
                        _MARK.match(text, hit.span.end, sentence.span.end)
                    )
                    yield _Dated(point=point, role=sentence.role, alone=alone, leads=leads, index=index)
                    reached = hit.span.end
                    break


def _spoken_today(document: Document, known: Grammar) -> list[int]:
    """The block of each word of the story that counts from the day of writing: weekdays, "today", "last month",
    "two years ago"."""
    words = known.lists["weekday"].keys() | known.lists["dayword"].keys() | near("deictic_alone", known.language)
    shifts, units = near("deictic", known.language), known.lists["unit"].keys() | known.lists["season"].keys()
    return [
        s.block
        for s in document.sentences
        if s.role in STORY
        for i, t in enumerate(s.tokens)
        if t.norm in words or (t.norm in units and i and s.tokens[i - 1].norm in shifts)
    ]
