"""The stretch of time that a TIMEX3 value covers, in days, so that two values can be laid over one another."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from . import lexicon

_DAY = re.compile(r"(\d{4}|XXXX)-(\d{2})-(\d{2})(?:T(?:(\d{2})(?::(\d{2}))?|([A-Z]{2})))?")
_WEEK = re.compile(r"(\d{4})-W(\d{2})(-WE)?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_PART = re.compile(r"(\d{4})-([QHSFW][\dPUAI])")
_ROUND = re.compile(r"T\d{2}:[03]0|T\d{2}$")
_PARTS = ("start", "mid", "end")
_WEEK_LONG, _YEAR_LONG = 8, 300
"""Days from which on a stretch has parts, and from which it is a year."""
_ROUGH_AGO = 2.0
"""How many times its length a month counted back from now ("two and a half years ago") may be off."""
_YEARS = re.compile(r"\d{2,4}")
_HOURS = {"MO": (4, 12), "MI": (11, 13), "AF": (12, 19), "EV": (17, 24), "NI": (18, 32), "DT": (6, 18)}
"""From which hour to which a part of the day lasts; they overlap, as they do in use."""
LIKE_LENGTH = 1.1
"""Lengths that differ by no more than this factor may be one, rounded ("four weeks", "a month")."""
_QUARTER, _ROUGH = 15, 45
"""Minutes within which two times of day may be one, where one is a full or half hour, and where one is told roughly."""
_DAY_LONG = 1_440
_DATE_LONG = 10
"""Characters of a date."""
_NUMBER = r"(\d+(?:\.\d+)?)"
_LENGTH = re.compile(
    "P" + "".join(f"(?:{_NUMBER}{u})?" for u in "YMWD") + "(?:T" + "".join(f"(?:{_NUMBER}{u})?" for u in "HMS") + ")?"
)
_DAYS = (365.25, 30.44, 7.0, 1.0, 1 / 24, 1 / 1_440, 1 / 86_400)
_CLOCK = re.compile(r"T(\d{2}):(\d{2})")
_YEAR_WRITTEN = 4
"""Digits of a year."""
_MONTHS = {
    **{f"Q{n}": (3 * n - 2, 3) for n in range(1, 5)},
    **{f"H{n}": (6 * n - 5, 6) for n in (1, 2)},
    "SP": (2, 5), "SU": (5, 5), "FA": (8, 5), "WI": (11, 5),
}  # fmt: skip
"""The first month of a part of the year, and how many months it lasts; seasons overlap, as they do in use."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From ``start`` until before ``end``, in days since the beginning of the calendar."""

    start: float
    end: float

    def within(self, other: Stretch) -> bool:
        return other.start <= self.start and self.end <= other.end

    def gap(self, other: Stretch) -> float:
        """Days between two stretches; 0 or less where they overlap."""
        return max(self.start, other.start) - min(self.end, other.end)


def stretch(value: str) -> Stretch | None:
    """The days of a date, week, month, season, year or decade; None for what has no place in the calendar, and for a
    day that lacks its year (see :func:`day_of_year`)."""
    try:
        for pattern, made in _KINDS:
            found = pattern.fullmatch(value)
            if found:
                return made(found)
    except (ValueError, OverflowError):
        return None
    return None


def told(value: str, words: Sequence[str], before: Sequence[str]) -> Stretch | None:
    """The days that a time may mean as it is told: the part of them that its ``words`` name ("the end of 2027"), or
    more than them where its words or those ``before`` it say that it is told roughly, or it is a round hour.

    ``words`` and ``before`` are in small letters, the ones before in order.
    """
    found = stretch(value)
    if found is None:
        return None
    if "T" in value:
        slack = (_ROUGH if is_rough(words, before) else _QUARTER if _ROUND.search(value) else 0) / _DAY_LONG
        return Stretch(found.start - slack, found.end + slack)
    size = found.end - found.start
    if not _words("ago").isdisjoint(words) and size > _WEEK_LONG:
        slack = size * (_ROUGH_AGO if size < _YEAR_LONG else 0.5)
        return Stretch(found.start - slack, found.end + slack)
    part = part_of(words) if size > _WEEK_LONG else None
    if part is None:
        return found
    third = size / 3
    return Stretch(found.start + part * third, found.start + (part + 1) * third)


def is_rough(words: Sequence[str], before: Sequence[str]) -> bool:
    """Whether a time is told roughly, by its ``words`` or by those ``before`` it."""
    return not _words("about").isdisjoint((*words, *before))


def is_yearless(words: Sequence[str]) -> bool:
    """Whether the words of a time name no year."""
    return not any(len(w) == _YEAR_WRITTEN and w.isdigit() for w in words)


def part_of(words: Sequence[str]) -> int | None:
    """Which third of a stretch the words name: 0 to 2; None where they name none."""
    return next((n for n, name in enumerate(_PARTS) if not _words(name).isdisjoint(words)), None)


def _words(name: str) -> frozenset[str]:
    return lexicon.words("moments", name)


def day_of_year(value: str) -> str | None:
    """Month and day of a date (``05-03``), with its year or without."""
    found = _DAY.fullmatch(value)
    return f"{found[2]}-{found[3]}" if found else None


def weekday(value: str) -> int | None:
    """The day of the week of a date (0 for a Monday), None for any other value."""
    found = _DAY.fullmatch(value)
    known = stretch(value[:_DATE_LONG]) if found else None
    return int(known.start - 1) % 7 if known is not None else None


def days(value: str) -> float | None:
    """The days of a TIMEX3 duration; None when it is none of a known length."""
    found = _LENGTH.fullmatch(value)
    if found is None or not any(found.groups()):
        return None
    return sum(float(n) * size for n, size in zip(found.groups(), _DAYS, strict=True) if n)


def minute(value: str) -> int | None:
    """The minute of the day that a value names."""
    found = _CLOCK.search(value)
    return (60 * int(found[1]) + int(found[2])) % _DAY_LONG if found else None


def minutes_apart(a: int, b: int) -> int:
    """Minutes from one minute of the day to another, the shorter way round."""
    return min(abs(a - b), _DAY_LONG - abs(a - b))


def is_one_clock(a: int, b: int, *, rough: bool) -> bool:
    """Whether two minutes of the day may be one: where one is a full or half hour, or told roughly."""
    slack = _ROUGH if rough else _QUARTER if a % 30 == 0 or b % 30 == 0 else 0
    return minutes_apart(a, b) <= slack


def _day(found: re.Match[str]) -> Stretch | None:
    if found[1] == "XXXX":
        return None
    start = date(int(found[1]), int(found[2]), int(found[3])).toordinal()
    if found[6] in _HOURS:
        first, last = _HOURS[found[6]]
        return Stretch(start + first / 24, start + last / 24)
    if found[4]:
        at = start + int(found[4]) / 24 + int(found[5] or 0) / 1_440
        return Stretch(at, at + (1 / 1_440 if found[5] else 1 / 24))
    return Stretch(start, start + 1)


def _week(found: re.Match[str]) -> Stretch:
    monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    first = monday + timedelta(days=5) if found[3] else monday
    return Stretch(first.toordinal(), monday.toordinal() + 7)


def _month(found: re.Match[str]) -> Stretch:
    return _months(int(found[1]), int(found[2]), 1)


def _part(found: re.Match[str]) -> Stretch | None:
    part = _MONTHS.get(found[2])
    return _months(int(found[1]), *part) if part else None


def _years(found: re.Match[str]) -> Stretch:
    shown = found.group()
    first, length = int(shown.ljust(4, "0")), int(math.pow(10, 4 - len(shown)))
    return Stretch(date(first, 1, 1).toordinal(), date(first + length, 1, 1).toordinal())


def _months(year: int, month: int, count: int) -> Stretch:
    ahead = month - 1 + count
    after = year + ahead // 12
    end = date(after, ahead % 12 + 1, 1).toordinal() if after <= date.max.year else date.max.toordinal() + 1
    return Stretch(date(year, month, 1).toordinal(), end)


_KINDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Stretch | None]], ...] = (
    (_DAY, _day),
    (_WEEK, _week),
    (_MONTH, _month),
    (_PART, _part),
    (_YEARS, _years),
)
