"""Days, weeks and years as points of TIMEX3: as coarse as the text gives them, and arithmetic that keeps them so."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1, 9999


@dataclass(frozen=True, slots=True)
class Point:
    """A year, a month of it or a day of that.  Years before our era are negative and have no days."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def value(self) -> str:
        """The TIMEX3 value."""
        base = f"BC{-self.year:04d}" if self.year < 0 else f"{self.year:04d}"
        if self.month is None:
            return base
        return f"{base}-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")

    @property
    def date(self) -> date | None:
        """The day, if this is one."""
        if self.month and self.day and FIRST_YEAR <= self.year <= LAST_YEAR:
            return date(self.year, self.month, self.day)
        return None

    @property
    def months(self) -> int:
        """Months since year nought, the middle of the year for a bare year."""
        return self.year * 12 + (self.month or 7) - 1


def of(day: date) -> Point:
    """A day as a point."""
    return Point(day.year, day.month, day.day)


_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def parse(value: str | None) -> Point | None:
    """The point that an ISO 8601 date or time stamp begins with; ``None`` when there is no such day."""
    match = _ISO.match(value or "")
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2] or 0) or None, int(match[3] or 0) or None
    return Point(year, month, day) if exists(year, month, day) else None


def exists(year: int, month: int | None, day: int | None) -> bool:
    """Whether the calendar has this day; 30 and 31 February it has not."""
    if not FIRST_YEAR <= year <= LAST_YEAR or (month is not None and not 1 <= month <= 12):
        return False
    return day is None or (month is not None and 1 <= day <= calendar.monthrange(year, month)[1])


def week(day: date) -> str:
    """The ISO week: ``2025-W26``."""
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def plus_days(day: date, count: int) -> date | None:
    """``None`` beyond the calendar."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def shifted(point: Point, unit: str, count: int) -> str | None:
    """The value of the day, week, month, quarter or year that lies ``count`` of them after ``point``; as coarse as the
    unit, with X where ``point`` is too coarse to tell, ``None`` beyond the calendar."""
    multiple = re.match(r"\d+", unit)
    if multiple:
        count, unit = count * int(multiple.group()), unit[multiple.end() :]
    if unit == "Y":
        year = point.year + count
        if point.year < 0 <= year or not -LAST_YEAR < year <= LAST_YEAR:
            return None
        return Point(year).value
    if unit in ("M", "Q"):
        return _shifted_month(point, unit, count)
    day = point.date
    if day is None:
        return _vague(point, unit)
    if unit[0] == "T":
        return f"{day.isoformat()}TXX"
    moved = plus_days(day, count * (1 if unit == "D" else 7))
    if moved is None:
        return None
    return moved.isoformat() if unit == "D" else week(moved) + ("-WE" if unit == "WE" else "")


def _shifted_month(point: Point, unit: str, count: int) -> str | None:
    if point.month is None:
        return f"{point.value}-XX" if unit == "M" else None
    index = point.year * 12 + point.month - 1 + count * (3 if unit == "Q" else 1)
    year, month = divmod(index, 12)
    if point.year < 0 or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return f"{year:04d}-{month + 1:02d}" if unit == "M" else f"{year:04d}-Q{month // 3 + 1}"


def _vague(point: Point, unit: str) -> str:
    if unit[0] == "W":
        return f"{Point(point.year).value}-WXX"
    base = point.value + "-XX" * (2 if point.month is None else 1 if point.day is None else 0)
    return base + ("TXX" if unit[0] == "T" else "")


def nearest_weekday(day: date, weekday: int, direction: int) -> date | None:
    """The ``weekday`` (1 is Monday) next to ``day``: the same day or before it for -1, the same day or after for 1."""
    ahead = (weekday - day.isoweekday()) % 7
    return plus_days(day, ahead if direction > 0 or ahead == 0 else ahead - 7)


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computation)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)


_NTH = re.compile(r"(\d+)/(-?\d+)/(\d)(?:\+(\d+))?")


def holiday(rule: str, year: int) -> date | None:
    """The day of a feast in ``year``: ``12-25``, ``easter-2``, or ``11/4/4`` (the fourth Thursday of November)."""
    if not FIRST_YEAR < year < LAST_YEAR:
        return None
    if rule.startswith("easter"):
        return plus_days(easter(year), int(rule[6:]))
    nth = _NTH.fullmatch(rule)
    if not nth:
        month, day = rule.split("-")
        return date(year, int(month), int(day))
    month_, count, weekday, extra = int(nth[1]), int(nth[2]), int(nth[3]), int(nth[4] or 0)
    if count > 0:
        first = nearest_weekday(date(year, month_, 1), weekday, 1)
        return first and plus_days(first, 7 * (count - 1) + extra)
    last = nearest_weekday(date(year, month_, calendar.monthrange(year, month_)[1]), weekday, -1)
    return last and plus_days(last, 7 * (count + 1) + extra)


_ZONE = re.compile(r"(us|eu) (-?\d+)")
_HOUR = "{:+03d}"


def zone(rule: str, day: date) -> str:
    """The hours from UTC on ``day``: as given (``Z``, ``+05:30``), or winter time and one more in summer by the rule of
    the United States ("us -5") or the European Union ("eu 1")."""
    match = _ZONE.fullmatch(rule)
    if not match:
        return rule
    hours = int(match[2]) + _is_summer(match[1], day)
    return _HOUR.format(hours) if hours else "Z"


_SUMMERS = {"us": ("3/2/7", "11/1/7"), "eu": ("3/-1/7", "10/-1/7")}


def _is_summer(rule: str, day: date) -> bool:
    """Whether summer time runs; on the Sundays of the change the day counts as the new time."""
    begin, end = (holiday(sunday, day.year) for sunday in _SUMMERS[rule])
    return begin is not None and end is not None and begin <= day < end
