"""Days in the words of an article: enough to tell last week's press conference from this week's.

This reads less than ``extract`` does, and on purpose: it must be the same for a text whose claims nobody has extracted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from .. import lexicon
from ..model import Article

HEAD = 60
"""Words among which a full date is taken for that of the article, when nothing else dates it."""
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?$")
_YEAR = re.compile(r"(?:19|20)\d\d")


def days(words: Sequence[str]) -> frozenset[str]:
    """The days that the words name: ``month-day``, and ``w1`` (Monday) to ``w7``."""
    found = {f"w{_weekdays()[w]}" for w in words if w in _weekdays()}
    found.update(f"{month:02}-{day:02}" for _, month, day in _dates(words))
    return frozenset(found)


def published(article: Article, words: Sequence[str]) -> int | None:
    """The day of publication as a day number: the article's own, else the first full date at the head of its words."""
    if article.published and article.published_basis != "inferred":
        try:
            return date.fromisoformat(article.published[:10]).toordinal()
        except ValueError:
            return None
    for at, month, day in _dates(words[:HEAD]):
        year = next((w for w in words[at + 1 : at + 3] if _YEAR.fullmatch(w)), None)
        found = _ordinal(int(year), month, day) if year else None
        if found:
            return found
    return None


def resolved(named: frozenset[str], published: int | None) -> frozenset[int]:
    """The day numbers of days named in an article of a known day: a weekday is the last one, a date the nearest."""
    if published is None:
        return frozenset()
    today = date.fromordinal(published)
    found = set()
    for name in named:
        if name[0] == "w":
            found.add(published - (today.isoweekday() - int(name[1])) % 7)
        else:
            month, day = map(int, name.split("-"))
            near = [_ordinal(year, month, day) for year in (today.year - 1, today.year, today.year + 1)]
            found.add(min((d for d in near if d), key=lambda d: (abs(d - published), d), default=published))
    return frozenset(found)


def _ordinal(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None


def _dates(words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Where words name a day of a month (place of the month's name, month, day)."""
    for at, word in enumerate(words):
        month = months().get(word)
        if month:
            for near in (*words[at + 1 : at + 2], *words[max(0, at - 1) : at]):
                day = _DAY.match(near)
                if day and 1 <= int(day.group(1)) <= 31:
                    yield at, month, int(day.group(1))
                    break


def is_year(figure: str) -> bool:
    """Whether a figure may be a year of ours."""
    return bool(_YEAR.fullmatch(figure))


@cache
def months(language: str = "en") -> dict[str, int]:
    """The number of each month's name."""
    return dict(lexicon.load("stopwords", language)["calendar"]["months"])


@cache
def _weekdays(language: str = "en") -> dict[str, int]:
    return dict(lexicon.load("stopwords", language)["calendar"]["weekdays"])
