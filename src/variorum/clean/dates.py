"""Dates as pages print them, outside sentences: "Sunday, May 5, 2024", "5 May 2024 10:15 GMT", "2024-05-05"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from .. import lexicon

_YEAR = r"(?:19|20)\d\d"
_EARLIEST, _LATEST = 1900, 2100


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: ISO 8601, with the time of day where one is printed; ``start`` and ``end`` are characters."""

    value: str
    start: int
    end: int
    weekday: bool

    @property
    def day(self) -> str:
        return self.value[:10]


@dataclass(frozen=True, slots=True)
class _Grammar:
    pattern: re.Pattern[str]
    noise: re.Pattern[str]
    calendar: re.Pattern[str]
    day: re.Pattern[str]
    months: dict[str, int]
    zones: dict[str, str]
    afternoon: frozenset[str]
    morning: frozenset[str]


def _names(groups: list[list[str]]) -> str:
    listed = sorted((re.escape(n) for group in groups for n in group), key=len, reverse=True)
    return "|".join(listed)


@cache
def _grammar(language: str) -> _Grammar:
    table: dict[str, Any] = lexicon.load("dates", language)
    month, weekday = _names(table["months"]), _names(table["weekdays"])
    ordinal = "|".join(table["ordinals"])
    halves = _names(list(table["halves"].values()))
    zones = "|".join(sorted(map(re.escape, table["zones"]), key=len, reverse=True))
    day = rf"(?:0?[1-9]|[12]\d|3[01])(?:{ordinal})?"
    written = (
        rf"(?P<d1>{day})(?:\s+of)?[\s.-]+(?P<m1>{month})\b\.?,?[\s.-]+(?P<y1>{_YEAR})"
        rf"|(?P<m2>{month})\b\.?\s+(?P<d2>{day})\b,?\s+(?P<y2>{_YEAR})"
        rf"|(?P<y3>{_YEAR})-(?P<m3>\d\d)-(?P<d3>\d\d)"
        rf"|(?P<a4>\d{{1,2}})(?P<s4>[./])(?P<b4>\d{{1,2}})(?P=s4)(?P<y4>{_YEAR})"
        rf"|(?P<y5>{_YEAR})/(?P<m5>\d\d)/(?P<d5>\d\d)"
    )
    clock = (
        rf"(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:\.\d+)?)?"
        rf"(?:\s*(?P<half>{halves})(?![a-z]))?(?:\s*\(?(?:(?P<zone>{zones})\b|(?P<offset>[+-]\d\d:?\d\d\b)))?\)?"
        rf"|(?P<hour2>1[0-2]|0?[1-9])\s*(?P<half2>{halves})(?![a-z])(?:\s*(?P<zone2>{zones})\b)?"
    )
    between = r"\s*(?:[,|•·–—-]|T|\bat\b|\bon\b)?\s*"
    pattern = (
        rf"(?:(?P<weekday>\b(?:{weekday})\b)\.?,?\s+)?(?:(?P<early>(?:{clock})){between})?"
        rf"(?<![\w./-])(?:{written})(?=T\d|[^\w/]|$)(?!-\d)(?:{between}(?:{_renamed(clock)})(?!\w))?"
    )
    noise = rf"\b(?:{weekday}|{_names([table['fillers']])}|{zones})\b|[\s,|•·:.()/–—-]+"
    return _Grammar(
        pattern=re.compile(pattern, re.IGNORECASE),
        noise=re.compile(noise, re.IGNORECASE),
        calendar=re.compile(rf"\b(?:{month}|{weekday})\b|\b\d{{1,2}}[:.]\d\d\b", re.IGNORECASE),
        day=re.compile(rf"\b(?:{month})\b\.?\s\d|\d\s(?:{month})\b|\b(?:{weekday})\b", re.IGNORECASE),
        months={name: i for i, group in enumerate(table["months"], 1) for name in group},
        zones=table["zones"],
        afternoon=frozenset(table["halves"]["pm"]),
        morning=frozenset(table["halves"]["am"]),
    )


def _renamed(pattern: str) -> str:
    """The pattern with other group names, so that it can stand twice."""
    return re.sub(r"\?P<(\w+)>", r"?P<\1_after>", pattern)


def every(text: str, language: str = "en") -> tuple[Found, ...]:
    """All full dates (with a year) printed in ``text``, in order."""
    grammar = _grammar(language)
    return tuple(f for m in grammar.pattern.finditer(text) if (f := _read(m, grammar)))


def first(text: str, language: str = "en") -> Found | None:
    """The first date of :func:`every`."""
    return next(iter(every(text, language)), None)


def whole(text: str, language: str = "en") -> Found | None:
    """The date of a line that holds nothing but a date (weekday, clock and zone allowed)."""
    if len(text) > 90 or not any(c.isdigit() for c in text):
        return None
    found = first(text, language)
    if found is None:
        return None
    left = text[: found.start] + " " + text[found.end :]
    rest = re.sub(r"\b\d{1,2}[:.]\d\d\b(?:\s*[ap]\.?m\b\.?)?", " ", left, flags=re.IGNORECASE)
    return found if not _grammar(language).noise.sub("", rest).strip() else None


def is_calendar(text: str, language: str = "en") -> bool:
    """Whether a line holds nothing but parts of a date or a clock ("Sunday 5 May", "10:15 pm PKT")."""
    grammar = _grammar(language)
    if len(text) > 60 or not any(c.isdigit() for c in text) or not grammar.calendar.search(text):
        return False
    left = re.sub(r"\b\d{1,4}(?:st|nd|rd|th)?\b|\b[ap]\.?m\b\.?", " ", text, flags=re.IGNORECASE)
    return not grammar.noise.sub("", grammar.calendar.sub(" ", left)).strip()


def has_day(text: str, language: str = "en") -> bool:
    """Whether a month and a day of it, or a weekday, stand in the text, a year or not."""
    return _grammar(language).day.search(text) is not None


_ISO = re.compile(
    r"((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?\s*",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")
_NAMED_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/([a-z]{3,9})/([0-3]?\d)/", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"[/_-]((?:19|20)\d\d)([/_-]?)([01]\d)\2([0-3]\d)(?=[/_.?#-]|$)")


def normalised(value: str | None, language: str = "en") -> str | None:
    """A date given as data in one form: ISO 8601 as precise as it came, written dates read, anything else ``None``."""
    value = (value or "").strip()
    if _MONTH_ONLY.fullmatch(value):
        return value
    m = _ISO.fullmatch(value)
    if m is None:
        found = first(value[:200], language)
        return found.value if found else None
    day = iso_day(int(m[1]), int(m[2]), int(m[3]))
    if day is None or not m[4] or int(m[4]) > 23 or int(m[5]) > 59:
        return day
    seconds = f":{m[6]}" if m[6] and m[6] != "00" and int(m[6]) < 60 else ""
    east = (m[7] or "").upper().replace("Z", "+00:00")
    if len(east) in {3, 5}:
        east = f"{east[:3]}:{east[3:] or '00'}"
    return f"{day}T{m[4]}:{m[5]}{seconds}{east}"


def in_address(url: str | None, language: str = "en") -> str | None:
    """The day that stands in an address ("/2024/05/05/", "/2024/may/05/")."""
    if m := _IN_ADDRESS.search(url or ""):
        return iso_day(int(m[1]), int(m[3]), int(m[4]))
    if m := _NAMED_IN_ADDRESS.search(url or ""):
        month = _grammar(language).months.get(m[2].casefold())
        return iso_day(int(m[1]), month, int(m[3])) if month else None
    return None


def _read(m: re.Match[str], grammar: _Grammar) -> Found | None:
    day = _day(m, grammar)
    if day is None:
        return None
    return Found(value=day + _time(m, grammar), start=m.start(), end=m.end(), weekday=m.group("weekday") is not None)


def _day(m: re.Match[str], grammar: _Grammar) -> str | None:
    if m["m1"]:
        parts = (m["y1"], grammar.months[m["m1"].casefold()], re.sub(r"\D", "", m["d1"]))
    elif m["m2"]:
        parts = (m["y2"], grammar.months[m["m2"].casefold()], re.sub(r"\D", "", m["d2"]))
    elif m["m3"]:
        parts = (m["y3"], int(m["m3"]), m["d3"])
    elif m["m5"]:
        parts = (m["y5"], int(m["m5"]), m["d5"])
    else:
        a, b = int(m["a4"]), int(m["b4"])
        if m["s4"] == "." or a > 12:
            parts = (m["y4"], b, str(a))
        elif b > 12 or a == b:
            parts = (m["y4"], a, str(b))
        else:
            return None  # 03/04/2025 has two meanings
    return iso_day(int(parts[0]), parts[1], int(parts[2]))


def iso_day(year: int, month: int, day: int) -> str | None:
    """``2024-05-05``, or ``None`` for a day that no calendar has."""
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _time(m: re.Match[str], grammar: _Grammar) -> str:
    """``T10:15+00:00`` of the clock beside the date, or nothing."""
    for tail in ("_after", ""):
        hour, half, zone = m[f"hour{tail}"], m[f"half{tail}"], m[f"zone{tail}"]
        minute, offset = m[f"minute{tail}"] or "00", m[f"offset{tail}"]
        if hour is None and m[f"hour2{tail}"]:
            hour, half, zone = m[f"hour2{tail}"], m[f"half2{tail}"], m[f"zone2{tail}"]
        if hour is None:
            continue
        h = int(hour)
        if half and half.casefold() in grammar.afternoon and h < 12:
            h += 12
        elif half and half.casefold() in grammar.morning and h == 12:
            h = 0
        east = offset or grammar.zones.get((zone or "").casefold(), "")
        if len(east) == 5 and ":" not in east:
            east = f"{east[:3]}:{east[3:]}"
        return f"T{h:02d}:{minute}{east}"
    return ""
