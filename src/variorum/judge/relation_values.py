"""Rules of relation between two figures of one entry.  One rule, one function, named in its output."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from .. import lexicon, text, wording
from ..model import Article, Reading, Span, Witness
from ..stretch import Stretch, stretch
from .relation_words import Ruling

_ABOUT = 0.1
"""How far "about" reaches, as a share of the value."""
_LOOSE = 2
"""How far "dozens" and "tens of thousands" reach beyond what they say."""
_FRACTION = 1.5
"""Percentage points within which a fraction in words ("a third") is the percentage."""
_CONVERTED = 0.07
"""How far two numbers may lie apart, as a share of the greater, that were converted from one unit into another."""
_LEAST_SUM = 1_000
"""How large a bare number must be to stand for a sum of money."""
_AS_OF = 14.0
"""Days within which two counts of two times may be one count that grew."""
_ONE_STORY = 7
"""Days between two articles up to which their figures, if not dated, are of one time."""
_STATE = 40
"""Characters on both sides of a count within which a word tells that it is of a state that ends."""
_COUNTED = 2
"""From which a number is a count, and no part of something."""
_BESIDE = 20
"""Characters on both sides of an amount in which it is said for which time it is."""
_ONE_DAY = 0.45
"""Score of a conflict of two counts that may have been told at two hours of one day."""
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
    a, b = _in_unit_left_out(a, b), _in_unit_left_out(b, a)
    a, b = _in_one_unit(_in_percent(a, b), _in_percent(b, a))
    for rule in FIGURE_RULES:
        found = rule(a, b)
        if found is not None:
            return found
    return Ruling("conflicts", 0.85, "other-value", f"{_shown(a)} against {_shown(b)} for the same measure")


def _in_unit_left_out(v: Value, other: Value) -> Value:
    """A bare number in the currency of the other side, or as the percentage: "230 million", "up from 2.6"."""
    unit, number = other.reading.unit, v.number
    if v.reading.unit is not None or number is None:
        return v
    share = unit == "percent" and (number == other.number or 1 <= abs(number) <= 100)
    fits = share or (_currency(unit) and abs(number) >= _LEAST_SUM)
    return replace(v, reading=replace(v.reading, unit=unit)) if fits else v


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
    """Units that no rounding bridges: of money and shares, of a year and of a month, a fraction and a count."""
    one, two = a.reading.unit, b.reading.unit
    rates = [_rate(v) for v in (a, b)]
    if None not in rates and rates[0] != rates[1]:
        return Ruling("different measure", 0.8, "other-unit", f"a {rates[0]} against a {rates[1]}")
    if any(_fraction(x) and not _fraction(y) and (y.number or 0) >= _COUNTED for x, y in ((a, b), (b, a))):
        return Ruling("different measure", 0.6, "other-unit", "a fraction against a count")
    fixed = {"percent", "percentage points"}
    if one == two or not (one in fixed or two in fixed or _currency(one) or _currency(two)):
        return None
    return Ruling("different measure", 0.8, "other-unit", f"{one or 'no unit'} against {two or 'no unit'}")


def _fraction(v: Value) -> bool:
    return v.reading.unit is None and v.number is not None and 0 < v.number < 1


def _rate(v: Value) -> str | None:
    """The time that an amount is for, where the words right beside it say so ("1,040 a month")."""
    after = v.reading.content[-1].end
    near = Span(max(0, v.reading.content[0].start - _BESIDE), min(len(v.article.text), after + _BESIDE))
    beside = wording.atoms(v.article.text, (near,))
    led = [a.norm for a in beside if a.span.end <= v.reading.content[0].start][-1:]
    follows = f" {' '.join(a.norm for a in beside if a.span.start >= after)} "
    for time, listed in lexicon.load("judgement")["rates"].items():
        if any(follows.startswith(f" {phrase} ") for phrase in listed) or set(led) & set(listed):
            return str(time)
    return None


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
    if _age(a) and _age(b) and a.number is not None and b.number is not None and abs(a.number - b.number) == 1:
        return Ruling("compatible", 0.6, "older-count", "an older as-of time: between two ages lies one birthday")
    if not (_grows(a) and _grows(b)):
        return None
    if _shrinks(a) and _shrinks(b):
        why = "an older as-of time: of what is still missing or trapped each hour has its own count"
        return Ruling("compatible", 0.6, "older-count", why)
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


def _age(v: Value) -> bool:
    """Whether a number is somebody's age ("39-year-old")."""
    end = v.reading.content[-1].end
    near = Span(v.reading.content[0].start, min(len(v.article.text), end + _BESIDE))
    words = [part for n in wording.norms(v.article.text, (near,)) for part in n.split("-") if part]
    return not lexicon.words("judgement", "ages").isdisjoint(words[:4])


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


def _shrinks(v: Value) -> bool:
    """Whether a figure counts what is in a state that ends: the missing, the trapped."""
    near = Span(max(0, v.reading.content[0].start - _STATE), v.reading.content[-1].end + _STATE)
    beside = wording.atoms(v.article.text, (v.reading.span,))
    states = lexicon.words("judgement", "shrinking")
    return any(a.norm in states and near.contains(a.span) for a in beside)


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
    """Two times, far apart or of something that is no count: the measure then and the measure now.  Figures without
    a time are of that of their articles."""
    named = _in_order(a, b)
    if named is None:
        days = _days_apart(a.article, b.article) if a.when is None and b.when is None else 0
        why = f"the articles lie {days} days apart, and neither figure is dated"
        return Ruling("different measure", 0.5, "other-time", why) if days > _ONE_STORY else None
    one, two = a.when, b.when
    far = one is not None and two is not None and one.gap(two) > _AS_OF
    if not far and _grows(a) and _grows(b):
        return None
    dated = [v.reading.when.of(v.article.text) for v in named if v.reading.when is not None]
    return Ruling("different measure", 0.7, "other-time", f"they are of {dated[0]} and of {dated[1]}")


def _days_apart(one: Article, two: Article) -> int:
    """Days between the publications of two articles, 0 where one is not known."""
    try:
        first, second = (date.fromisoformat((x.known_date or "")[:10]) for x in (one, two))
    except ValueError:
        return 0
    return abs((first - second).days)


def outside(a: Value, b: Value) -> Ruling | None:
    """A bound or a range that the other value lies outside."""
    one, two = _interval(a), _interval(b)
    if one is None or two is None or (one[0] == one[1] and two[0] == two[1]):
        return None
    score = _ONE_DAY if _still_rising(a, b) else 0.8
    return Ruling("conflicts", score, "outside-bounds", f"{_shown(a)} and {_shown(b)} cannot both hold")


def _still_rising(a: Value, b: Value) -> bool:
    """Whether of two counts of one day the higher is told as the least of what may come ("at least 20"), and nothing
    says which article is the later one: no ground for a finding."""
    one, two = a.article.known_date, b.article.known_date
    of_one_day = (
        one is not None and two is not None and one[:10] == two[:10] and min(len(one), len(two)) <= len(one[:10])
    )
    high = max(a, b, key=lambda v: v.number or 0.0)
    return of_one_day and _grows(a) and _grows(b) and high.reading.bound in ("at least", "more than")


FIGURE_RULES: tuple[Rule, ...] = (other_measure, same_value, rounding, bounds, older_count, other_time, outside)


def _interval(v: Value) -> tuple[float, float] | None:
    """The least and the most that a reading says, ends included."""
    if v.reading.range is not None:
        low, high = v.reading.range
        return (low, _LOOSE * high) if v.reading.bound == "about" and _in_letters(v) else (low, high)
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
    """Whether ``coarse``, having fewer digits, is ``fine`` rounded, or cut off after its digits ("1.4" for 1.46);
    counts under a hundred are never rounded."""
    digits = _digits(coarse)
    if coarse == 0 or digits >= _digits(fine) or (abs(coarse) < 100 and fine == int(fine) and coarse == int(coarse)):
        return False
    step = 10.0 ** (math.floor(math.log10(abs(coarse))) - digits + 1)
    cut_off = abs(fine) >= abs(coarse) and abs(fine - coarse) < step and digits > 1
    near = abs(fine - coarse) <= step / 2 + 1e-9 or cut_off
    return near and abs(fine - coarse) <= 0.06 * abs(coarse)


def _digits(value: float) -> int:
    return text.telling_digits(value) or 1


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
