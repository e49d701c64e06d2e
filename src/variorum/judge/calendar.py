"""TIMEX3 values as days: what a value covers, and a length of time counted from a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

_LENGTH = re.compile(r"P(\d{1,3})([YMWD])")


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


def counted(value: str, start: str | None) -> str | None:
    """The day, month or year that lies a length of time after the day ``start``; None where one of them is unknown."""
    found = _LENGTH.fullmatch(value)
    try:
        day = date.fromisoformat((start or "")[:10])
        return _later(day, int(found[1]), found[2]) if found else None
    except (ValueError, OverflowError):
        return None


def _later(start: date, count: int, unit: str) -> str:
    if unit == "Y":
        return f"{start.year + count:04}"
    if unit == "M":
        months = start.year * 12 + start.month - 1 + count
        return f"{months // 12:04}-{months % 12 + 1:02}"
    return (start + timedelta(days=count * (7 if unit == "W" else 1))).isoformat()
