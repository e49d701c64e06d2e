"""Rules of relation between two figures or two moments of one entry.  One rule, one function, named in its output."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from .. import lexicon, wording
from ..model import Article, Reading, Witness
from .relation_words import Ruling
from .stretch import Stretch, day_of_year, stretch

_ABOUT = 0.1
"""How far "about" reaches, as a share of the value."""
_FRACTION = 1.5
"""Percentage points within which a fraction in words ("a third") is the percentage."""
_CONVERTED = 0.03
"""How far two numbers may lie apart, as a share of the greater, that were converted from one unit into another."""
_LIKE_LENGTH = 1.1
"""Durations that differ by no more than this factor may be one, rounded ("four weeks", "a month")."""
_OTHER_LENGTH = 1.5
"""From this factor on, two durations surely differ; under it they may be two round words for one guess."""
_AS_OF = 14.0
"""Days within which two counts of two times may be one count that grew."""
_HOURS_LATER = 3
"""Hours after which a count of the same day may have grown."""


@dataclass(frozen=True, slots=True)
class Value:
    """A reading of a figure or moment with its witness."""

    reading: Reading
    witness: Witness
    converted: bool = False
    """Whether its number is not in the unit in which the article has it."""

    @property
    def article(self) -> Article:
        return self.witness.article

    @property
    def number(self) -> float | None:
        value = self.reading.value
        return float(value) if isinstance(value, (int, float)) else None

    @property
    def when(self) -> Stretch | None:
        """The time that dates a figure, where its words name one."""
        return stretch(self._dated) if self._dated else None

    @property
    def _dated(self) -> str | None:
        when = self.reading.when
        return next((m.value for m in self.witness.claims.moments if m.span == when), None) if when else None


Rule = Callable[[Value, Value], Ruling | None]


def figures(a: Value, b: Value) -> Ruling:
    """The first rule for figures that applies."""
    a, b = _in_one_unit(_in_percent(a, b), _in_percent(b, a))
    for rule in FIGURE_RULES:
        found = rule(a, b)
        if found is not None:
            return found
    return Ruling("conflicts", 0.85, "other-value", f"{_shown(a)} against {_shown(b)} for the same measure")


def _in_percent(v: Value, other: Value) -> Value:
    """A fraction as the percentage that the other side gives."""
    number = v.number
    if other.reading.unit != "percent" or v.reading.unit is not None or number is None or not 0 < number < 1:
        return v
    return Value(replace(v.reading, value=round(100 * number, 2), unit="percent"), v.witness)


def _in_one_unit(a: Value, b: Value) -> tuple[Value, Value]:
    """Two measures of one kind in one unit: miles and kilometres."""
    table = lexicon.load("measures")["convert"]
    bases = [table.get(v.reading.unit, (v.reading.unit, 1.0)) for v in (a, b)]
    if a.reading.unit == b.reading.unit or bases[0][0] != bases[1][0]:
        return a, b
    return _times(a, *bases[0]), _times(b, *bases[1])


def _times(v: Value, unit: str, factor: float) -> Value:
    low_high = v.reading.range and (v.reading.range[0] * factor, v.reading.range[1] * factor)
    value = None if v.number is None else v.number * factor
    return replace(v, reading=replace(v.reading, value=value, range=low_high, unit=unit), converted=True)


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
    if a.converted and b.converted and a.reading.bound == b.reading.bound and _come_to_one(a.number, b.number):
        return Ruling("same", 1.0, "same-value", f"both come to {_shown(a)}")
    if a.number != b.number or a.reading.range != b.reading.range or (a.number is None and a.reading.range is None):
        return None
    return Ruling("same", 1.0, "same-value", f"both give {_shown(a)}") if one == two else None


def _come_to_one(a: float | None, b: float | None) -> bool:
    return a is not None and b is not None and math.isclose(a, b, rel_tol=1e-6)


def rounding(a: Value, b: Value) -> Ruling | None:
    """One value is the other, rounded to its own last digit; or a fraction in words is about the percentage."""
    one, two = a.number, b.number
    if one is None or two is None:
        return None
    if a.converted and b.converted and abs(one - two) <= _CONVERTED * max(abs(one), abs(two)):
        return Ruling("compatible", 0.85, "rounding", f"{_shown(a)} and {_shown(b)} are one measure in two units")
    in_words = _in_letters(a) != _in_letters(b) and a.reading.unit == b.reading.unit == "percent"
    if rounds_to(one, two) or rounds_to(two, one) or (in_words and abs(one - two) <= _FRACTION):
        return Ruling("compatible", 0.85, "rounding", f"{_shown(a)} and {_shown(b)} are one number, rounded")
    return None


def _in_letters(v: Value) -> bool:
    """Whether a number is written without digits ("a third")."""
    return not any(c.isdigit() for span in v.reading.content for c in span.of(v.article.text))


def bounds(a: Value, b: Value) -> Ruling | None:
    """A bound or a range that the other value lies within ("at least 20", 24)."""
    one, two = _interval(a), _interval(b)
    if one is None or two is None or (one[0] == one[1] and two[0] == two[1]):
        return None
    touching = a.number == b.number and {a.reading.bound, b.reading.bound} == {"more than", "less than"}
    if one[0] <= two[1] and two[0] <= one[1] and not touching:
        return Ruling("compatible", 0.85, "within-bounds", f"{_shown(a)} and {_shown(b)} can both hold")
    return None


def older_count(a: Value, b: Value) -> Ruling | None:
    """A count that had grown by the later of two times: those that the words name, else those of the articles; or one
    that the other report itself names as the count before ("down from 17")."""
    if _before(a, b) or _before(b, a):
        why = "an older as-of time: one report itself gives the other value as the one before"
        return Ruling("compatible", 0.8, "older-count", why)
    if not (_grows(a) and _grows(b)):
        return None
    named = _in_order(a, b)
    if named is not None:
        why = "an older as-of time: the words date the lower count before the higher one"
        return Ruling("compatible", 0.7, "older-count", why) if _less(*named) else None
    one, two = a.article.known_date, b.article.known_date
    if one is None or two is None or not _later(one, two):
        return None
    earlier, later = (a, b) if one < two else (b, a)
    if not _less(earlier, later):
        return None
    days = f"{(earlier.article.published or '')[:16]} and {(later.article.published or '')[:16]}"
    why = f"an older as-of time: the articles are of {days}, and the later one has the higher count"
    return Ruling("compatible", 0.6, "older-count", why)


def _before(v: Value, other: Value) -> bool:
    """Whether the passage of ``v`` names the value of ``other`` as what its own came from."""
    levels = (f for f in v.witness.claims.figures if f.change == "from" and v.reading.span.contains(f.span))
    return other.number is not None and any(f.value == other.number for f in levels)


def _in_order(a: Value, b: Value) -> tuple[Value, Value] | None:
    """The two by the times that their words name, where those lie apart."""
    one, two = a.when, b.when
    if one is None or two is None or (one.start, one.end) == (two.start, two.end):
        return None
    return ((a, b) if one.start < two.start else (b, a)) if one.gap(two) > -1 / 4 else None


def _later(one: str, two: str) -> bool:
    """Whether two publication dates lie apart: by a day, or by hours where both name them."""
    if one[:10] != two[:10]:
        return True
    first, second = (re.match(r"T(\d{2}):(\d{2})", x[10:]) for x in (one, two))
    same_zone = one[16:] == two[16:] or one[19:] == two[19:]
    if first is None or second is None or not same_zone:
        return False
    minutes = [60 * int(m[1]) + int(m[2]) for m in (first, second)]
    return abs(minutes[0] - minutes[1]) >= 60 * _HOURS_LATER


def _less(earlier: Value, later: Value) -> bool:
    """Whether the later value is higher, as a count that grew is."""
    one, two = _interval(earlier), _interval(later)
    return one is not None and two is not None and (one[0], one[1]) < (two[0], two[1])


def _grows(v: Value) -> bool:
    """Whether a figure counts things that may become more by the day: no share, no sum, no length of a bridge."""
    unit = v.reading.unit
    if unit in ("percent", "percentage points") or _currency(unit):
        return False
    return unit not in _measured_units() or unit in lexicon.load("judgement")["growing_units"]


@cache
def _measured_units(language: str = "en") -> frozenset[str]:
    table = lexicon.load("units", language)
    return frozenset([*table["symbols"].values(), *table["words"].values()])


def other_time(a: Value, b: Value) -> Ruling | None:
    """Two times, far apart or of something that is no count: the measure then and the measure now."""
    named = _in_order(a, b)
    if named is None:
        return None
    one, two = a.when, b.when
    far = one is not None and two is not None and one.gap(two) > _AS_OF
    if not far and _grows(a) and _grows(b):
        return None
    dated = [v.reading.when.of(v.article.text) for v in named if v.reading.when is not None]
    return Ruling("different measure", 0.7, "other-time", f"they are of {dated[0]} and of {dated[1]}")


def outside(a: Value, b: Value) -> Ruling | None:
    """A bound or a range that the other value lies outside."""
    one, two = _interval(a), _interval(b)
    if one is None or two is None or (one[0] == one[1] and two[0] == two[1]):
        return None
    return Ruling("conflicts", 0.8, "outside-bounds", f"{_shown(a)} and {_shown(b)} cannot both hold")


FIGURE_RULES: tuple[Rule, ...] = (other_measure, same_value, rounding, bounds, older_count, other_time, outside)


def moments(a: Value, b: Value) -> Ruling:
    """How two dates or two durations of the same thing go together."""
    one, two = str(a.reading.value or ""), str(b.reading.value or "")
    if not one or not two:
        return Ruling("compatible", 0.4, "unknown-date", "one of the two dates cannot be told")
    if one == two:
        return Ruling("same", 1.0, "same-date", f"both give {one}")
    if (lengths := (_length(one), _length(two))) != (None, None):
        return _of_lengths(a, b, *lengths)
    return _of_days(a, b, one, two)


def _of_days(a: Value, b: Value, one: str, two: str) -> Ruling:
    first, second = stretch(one), stretch(two)
    if first is None or second is None:
        days = day_of_year(one), day_of_year(two)
        if None not in days and days[0] == days[1]:
            return Ruling("compatible", 0.8, "year-missing", f"{one} and {two}: one lacks its year")
        if None not in days:
            return Ruling("conflicts", 0.65, "other-date", f"{one} against {two} for the same thing")
        return Ruling("compatible", 0.4, "unknown-date", f"{one} and {two} cannot be compared")
    if first.within(second) or second.within(first):
        return Ruling("compatible", 0.85, "less-precise", f"{one} and {two}: one is the more precise")
    apart = first.gap(second)
    if apart < 0:
        return Ruling("compatible", 0.7, "overlapping-dates", f"{one} and {two} overlap")
    if day_of_year(one) is not None and day_of_year(one) == day_of_year(two) and (_yearless(a) or _yearless(b)):
        return Ruling("same", 0.9, "same-date", f"both give {one[5:10]}, and not both its year")
    if _words(a) == _words(b):
        why = f"both say the same words, which come to {one} and {two} by the days of the articles"
        return Ruling("compatible", 0.5, "same-words-other-anchor", why)
    if apart < 1 and (_relative(a) or _relative(b)):
        why = f"{one} and {two} are neighbours, and one is told from the day of its article alone"
        return Ruling("compatible", 0.5, "relative-day", why)
    score = 0.65 if apart < 1 else 0.75
    return Ruling("conflicts", score, "other-date", f"{one} against {two} for the same thing")


def _yearless(v: Value) -> bool:
    """Whether a day is told without its year, which was then told from the day of the article."""
    return not any(len(w) == 4 and w.isdigit() for w in _words(v))


def _relative(v: Value) -> bool:
    """Whether the words name no day at all ("today"), so that all rests on the day of the article."""
    weekdays = lexicon.words("judgement", "weekdays")
    return not any(w in weekdays or any(c.isdigit() for c in w) for w in _words(v))


def _of_lengths(a: Value, b: Value, one: float | None, two: float | None) -> Ruling:
    """How two durations of the same thing go together."""
    shown = f"{a.reading.value} and {b.reading.value}"
    if one is None or two is None:
        return Ruling("compatible", 0.4, "unknown-length", f"{shown} cannot be compared")
    if max(one, two) <= _LIKE_LENGTH * min(one, two):
        return Ruling("compatible", 0.7, "rounded-length", f"{shown} are one length, rounded")
    near = max(one, two) < _OTHER_LENGTH * min(one, two)
    score = 0.45 if near and not _counted_alike(a, b) else 0.6
    return Ruling("conflicts", score, "other-length", f"{shown} for the same thing")


def _counted_alike(a: Value, b: Value) -> bool:
    """Whether two lengths are small whole numbers of one unit, which nobody rounds into one another: four years, five
    years."""
    one, two = (_FEW.fullmatch(str(v.reading.value)) for v in (a, b))
    vague = lexicon.words("judgement", "vague_lengths")
    return one is not None and two is not None and one[1] == two[1] and vague.isdisjoint((*_words(a), *_words(b)))


def _length(value: str) -> float | None:
    """The days of a TIMEX3 duration; None when it is none of a known length."""
    m = _LENGTH.fullmatch(value)
    if m is None or not any(m.groups()):
        return None
    return sum(float(n) * days for n, days in zip(m.groups(), _DAYS_OF, strict=True) if n)


def _words(v: Value) -> tuple[str, ...]:
    return tuple(a.norm for a in wording.atoms(v.article.text, v.reading.content))


def _interval(v: Value) -> tuple[float, float] | None:
    """The least and the most that a reading says, ends included."""
    if v.reading.range is not None:
        return v.reading.range
    number, bound = v.number, v.reading.bound
    if number is None:
        return None
    match bound:
        case "at least" | "more than":  # "more than 120 billion" is what others round to 120 billion
            return number, math.inf
        case "at most" | "less than":
            return -math.inf, number
        case "about":
            return number - abs(number) * _ABOUT, number + abs(number) * _ABOUT
        case _:
            return number, number


def rounds_to(fine: float, coarse: float) -> bool:
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
_FEW = re.compile(r"P(?:1?\d)([YMWD])")
_LENGTH = re.compile(
    "P" + "".join(f"(?:{_NUMBER}{u})?" for u in "YMWD") + "(?:T" + "".join(f"(?:{_NUMBER}{u})?" for u in "HMS") + ")?"
)
_DAYS_OF = (365.25, 30.44, 7.0, 1.0, 1 / 24, 1 / 1_440, 1 / 86_400)
