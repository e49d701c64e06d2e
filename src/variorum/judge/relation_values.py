"""Rules of relation between two figures or two moments of one entry.  One rule, one function, named in its output."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from .. import wording
from ..model import Article, Reading
from .relation_words import Ruling

_ABOUT = 0.1
"""How far "about" reaches, as a share of the value."""
_LIKE_LENGTH = 1.1
"""Durations that differ by no more than this factor may be one, rounded ("four weeks", "a month")."""
_OTHER_LENGTH = 1.5
"""From this factor on, two durations surely differ; under it they may be two round words for one guess."""


@dataclass(frozen=True, slots=True)
class Value:
    """A reading of a figure or moment with its article."""

    reading: Reading
    article: Article

    @property
    def number(self) -> float | None:
        value = self.reading.value
        return float(value) if isinstance(value, (int, float)) else None


Rule = Callable[[Value, Value], Ruling | None]


def figures(a: Value, b: Value) -> Ruling:
    """The first rule for figures that applies."""
    for rule in FIGURE_RULES:
        found = rule(a, b)
        if found is not None:
            return found
    return Ruling("conflicts", 0.85, "other-value", f"{_shown(a)} against {_shown(b)} for the same measure")


def other_measure(a: Value, b: Value) -> Ruling | None:
    """Units that no rounding bridges."""
    one, two = a.reading.unit, b.reading.unit
    fixed = {"percent", "percentage points"}
    if one == two or not (one in fixed or two in fixed or _currency(one) or _currency(two)):
        return None
    return Ruling("different measure", 0.8, "other-unit", f"{one or 'no unit'} against {two or 'no unit'}")


def same_value(a: Value, b: Value) -> Ruling | None:
    """The same number under the same bound; "12" and "at least 12" are left to :func:`bounds`."""
    one, two = _interval(a), _interval(b)
    if a.number != b.number or a.reading.range != b.reading.range or (a.number is None and a.reading.range is None):
        return None
    return Ruling("same", 1.0, "same-value", f"both give {_shown(a)}") if one == two else None


def bounds(a: Value, b: Value) -> Ruling | None:
    """A bound or a range that the other value lies within ("at least 20", 24)."""
    one, two = _interval(a), _interval(b)
    if one is None or two is None or (one[0] == one[1] and two[0] == two[1]):
        return None
    if one[0] <= two[1] and two[0] <= one[1]:
        return Ruling("compatible", 0.85, "within-bounds", f"{_shown(a)} and {_shown(b)} can both hold")
    return Ruling("conflicts", 0.8, "outside-bounds", f"{_shown(a)} and {_shown(b)} cannot both hold")


def rounding(a: Value, b: Value) -> Ruling | None:
    """One value is the other, rounded to its own last digit."""
    one, two = a.number, b.number
    if one is None or two is None:
        return None
    if _rounds_to(one, two) or _rounds_to(two, one):
        return Ruling("compatible", 0.85, "rounding", f"{_shown(a)} and {_shown(b)} are one number, rounded")
    return None


def older_count(a: Value, b: Value) -> Ruling | None:
    """A count that had grown by the day of the later article."""
    one, two = a.article.known_date, b.article.known_date
    if a.number is None or b.number is None or not one or not two or one[:10] == two[:10]:
        return None
    earlier, later = (a, b) if one < two else (b, a)
    counted = earlier.reading.unit not in ("percent", "percentage points") and not _currency(earlier.reading.unit)
    if counted and (earlier.number or 0) < (later.number or 0):
        days = f"{(earlier.article.published or '')[:10]} and {(later.article.published or '')[:10]}"
        return Ruling(
            "compatible", 0.6, "older-count", f"the articles are of {days}, and the later one has the higher count"
        )
    return None


FIGURE_RULES: tuple[Rule, ...] = (other_measure, same_value, rounding, bounds, older_count)


def moments(a: Value, b: Value) -> Ruling:
    """How two dates or two durations of the same thing go together."""
    one, two = str(a.reading.value or ""), str(b.reading.value or "")
    if not one or not two:
        return Ruling("compatible", 0.4, "unknown-date", "one of the two dates cannot be told")
    if one == two:
        return Ruling("same", 1.0, "same-date", f"both give {one}")
    if (lengths := (_length(one), _length(two))) != (None, None):
        return _of_lengths(a, b, *lengths)
    first, second = _days(one), _days(two)
    if not first or not second:
        return Ruling("compatible", 0.4, "unknown-date", f"{one} and {two} cannot be compared")
    if _within(first, second) or _within(second, first):
        return Ruling("compatible", 0.85, "less-precise", f"{one} and {two}: one is the more precise")
    apart = max(first[0], second[0]) - min(first[1], second[1])
    if apart <= timedelta(0):
        return Ruling("compatible", 0.7, "overlapping-dates", f"{one} and {two} overlap")
    if _words(a) == _words(b):
        why = f"both say the same words, which come to {one} and {two} by the days of the articles"
        return Ruling("compatible", 0.5, "same-words-other-anchor", why)
    score = 0.65 if apart <= timedelta(days=1) else 0.75
    return Ruling("conflicts", score, "other-date", f"{one} against {two} for the same thing")


def _of_lengths(a: Value, b: Value, one: float | None, two: float | None) -> Ruling:
    """How two durations of the same thing go together."""
    shown = f"{a.reading.value} and {b.reading.value}"
    if one is None or two is None:
        return Ruling("compatible", 0.4, "unknown-length", f"{shown} cannot be compared")
    if max(one, two) <= _LIKE_LENGTH * min(one, two):
        return Ruling("compatible", 0.7, "rounded-length", f"{shown} are one length, rounded")
    score = 0.45 if max(one, two) < _OTHER_LENGTH * min(one, two) else 0.6
    return Ruling("conflicts", score, "other-length", f"{shown} for the same thing")


def _length(value: str) -> float | None:
    """The days of a TIMEX3 duration; None when it is none of a known length."""
    m = _LENGTH.fullmatch(value)
    if m is None or not any(m.groups()):
        return None
    return sum(float(n) * days for n, days in zip(m.groups(), _DAYS_OF, strict=True) if n)


def _words(v: Value) -> tuple[str, ...]:
    return tuple(a.norm for a in wording.atoms(v.article.text, v.reading.content))


def _within(inner: tuple[date, date], outer: tuple[date, date]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _interval(v: Value) -> tuple[float, float] | None:
    """The least and the most that a reading says, ends included."""
    if v.reading.range is not None:
        return v.reading.range
    number, bound = v.number, v.reading.bound
    if number is None:
        return None
    tiny = max(abs(number), 1.0) * 1e-9
    match bound:
        case "at least":
            return number, math.inf
        case "at most":
            return -math.inf, number
        case "more than":
            return number + tiny, math.inf
        case "less than":
            return -math.inf, number - tiny
        case "about":
            return number - abs(number) * _ABOUT, number + abs(number) * _ABOUT
        case _:
            return number, number


def _rounds_to(fine: float, coarse: float) -> bool:
    """Whether ``coarse``, having fewer digits, is ``fine`` rounded; counts under a hundred are never rounded."""
    digits = _digits(coarse)
    if coarse == 0 or digits >= _digits(fine) or (abs(coarse) < 100 and fine == int(fine) and coarse == int(coarse)):
        return False
    step = 10.0 ** (math.floor(math.log10(abs(coarse))) - digits + 1)
    return abs(fine - coarse) <= step / 2 + 1e-9 and abs(fine - coarse) <= 0.06 * abs(coarse)


def _digits(value: float) -> int:
    return len(f"{abs(value):.10g}".replace(".", "").strip("0")) or 1


def _currency(unit: str | None) -> bool:
    return unit is not None and len(unit) == 3 and unit.isupper()


def _shown(v: Value) -> str:
    r = v.reading
    bound = f"{r.bound} " if r.bound and r.bound != "exact" else ""
    if r.range is not None:
        number = f"{r.range[0]:,.12g} to {r.range[1]:,.12g}"
    else:
        number = f"{v.number:,.12g}" if v.number is not None else "no number"
    return f"{bound}{number}{f' {r.unit}' if r.unit else ''}"


_NUMBER = r"(\d+(?:\.\d+)?)"
_LENGTH = re.compile(
    "P" + "".join(f"(?:{_NUMBER}{u})?" for u in "YMWD") + "(?:T" + "".join(f"(?:{_NUMBER}{u})?" for u in "HMS") + ")?"
)
_DAYS_OF = (365.25, 30.44, 7.0, 1.0, 1 / 24, 1 / 1_440, 1 / 86_400)
_VALUE = re.compile(r"(\d{4})(?:-(?:W(\d{2})|(\d{2})(?:-(\d{2}))?))?")


def _days(value: str) -> tuple[date, date] | None:
    """First and last day of a TIMEX3 date; None when it is none."""
    m = _VALUE.match(value)
    if m is None:
        return None
    year, week, month, day = (int(g) if g else None for g in m.groups())
    if year is None or not 1 <= year <= 9998:
        return None
    try:
        if week:
            start = date.fromisocalendar(year, week, 1)
            return start, start + timedelta(days=6)
        if month and day:
            return date(year, month, day), date(year, month, day)
        if month:
            return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except ValueError:
        return None
    return date(year, 1, 1), date(year, 12, 31)
