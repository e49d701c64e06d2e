"""Rules of relation between two figures of one entry.  One rule, one function, named in its output."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from .. import lexicon, wording
from ..model import Article, Figure, Reading, Span, Witness
from ..stretch import Stretch, stretch
from . import figure_reach
from .figure_reach import in_letters, rounds_to
from .relation_words import Ruling

_SIDES = {
    "exact": "",
    "about": "about",
    "at least": "least",
    "more than": "least",
    "at most": "most",
    "less than": "most",
}
"""Bounds that say one thing."""
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
    def figure(self) -> Figure | None:
        """The figure of its article that is read here."""
        own = self.reading.content[0]
        return next((f for f in self.witness.claims.figures if f.span == own), None)

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
    """A bare number in the currency of the other side, or as the percentage: "230 million", "up from 2.6".  Where its
    article names sums in other currencies only, it is in that which it names most."""
    unit, number = other.reading.unit, v.number
    if v.reading.unit is not None or number is None:
        return v
    ratio = v.figure is not None and v.figure.klass == "ratio" and number >= 1
    if unit == "percent" and not ratio and (number == other.number or 1 <= abs(number) <= 100):
        return replace(v, reading=replace(v.reading, unit=unit))
    if _currency(unit) and abs(number) >= _LEAST_SUM:
        named = Counter(f.unit for f in v.witness.claims.figures if f.klass == "money" and f.unit is not None)
        own = unit if unit in named or not named else min(named, key=lambda c: (-named[c], c))
        return replace(v, reading=replace(v.reading, unit=own))
    return v


def _in_percent(v: Value, other: Value) -> Value:
    """A fraction as the percentage that the other side gives."""
    number = v.number
    ratio = v.reading.unit is None or (v.figure is not None and v.figure.klass == "ratio")
    if other.reading.unit != "percent" or not ratio or number is None or not 0 < number < 1:
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


def the_rest(a: Value, b: Value) -> Ruling | None:
    """Two shares that make up the whole: what is gone and what is left ("fell by two thirds", "a third of before")."""
    if not figure_reach.make_up_the_whole(a.reading, b.reading):
        return None
    return Ruling("different measure", 0.5, "the-rest", f"{_shown(a)} and {_shown(b)} make up the whole")


def scale_left_out(a: Value, b: Value) -> Ruling | None:
    """A number in digits that lacks the "million" of the other ("at 190 million, now 212")."""
    for small, great in ((a, b), (b, a)):
        if small.number is None or great.number is None or not figure_reach.without_scale(small.number, great.number):
            continue
        plain, scaled = (figure_reach.names_scale(v.reading, v.article.text) for v in (small, great))
        if scaled and not plain and not _currency(small.reading.unit):
            return Ruling("compatible", 0.6, "rounding", f"{_shown(a)} and {_shown(b)}: one may lack its unit")
    return None


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
    if a.converted and b.converted and a.reading.bound == b.reading.bound and _come_to_one(a.number, b.number):
        return Ruling("same", 1.0, "same-value", f"both come to {_shown(a)}")
    if a.number != b.number or a.reading.range != b.reading.range or (a.number is None and a.reading.range is None):
        return None
    one_bound = _SIDES[a.reading.bound or "exact"] == _SIDES[b.reading.bound or "exact"]
    return Ruling("same", 1.0, "same-value", f"both give {_shown(a)}") if one_bound else None


def _come_to_one(a: float | None, b: float | None) -> bool:
    return a is not None and b is not None and math.isclose(a, b, rel_tol=1e-6)


def rounding(a: Value, b: Value) -> Ruling | None:
    """One value is the other, rounded to its own last digit; or a fraction in words is about the percentage."""
    one, two = a.number, b.number
    if one is None or two is None:
        return None
    if a.converted and b.converted and abs(one - two) <= _CONVERTED * max(abs(one), abs(two)):
        return Ruling("compatible", 0.85, "rounding", f"{_shown(a)} and {_shown(b)} are one measure in two units")
    in_words = (
        in_letters(a.reading, a.article.text) != in_letters(b.reading, b.article.text)
        and a.reading.unit == b.reading.unit == "percent"
    )
    if rounds_to(one, two) or rounds_to(two, one) or (in_words and abs(one - two) <= _FRACTION):
        return Ruling("compatible", 0.85, "rounding", f"{_shown(a)} and {_shown(b)} are one number, rounded")
    if figure_reach.may_be_rounded(*_in_texts(a, b)):
        why = f"{_shown(a)} and {_shown(b)}: one is a round number in words"
        return Ruling("compatible", 0.6, "rounding", why)
    return None


def _in_texts(a: Value, b: Value) -> tuple[Reading, str, Reading, str]:
    return a.reading, a.article.text, b.reading, b.article.text


def bounds(a: Value, b: Value) -> Ruling | None:
    """A bound or a range that the other value lies within ("at least 20", 24)."""
    found = figure_reach.intervals(*_in_texts(a, b))
    if found is None or all(low == high for low, high in found):
        return None
    one, two = found
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
    if all(figure_reach.shrinks(v.reading, v.article.text) for v in (a, b)):
        why = "an older as-of time: of what is still missing or trapped each hour has its own count"
        return Ruling("compatible", 0.6, "older-count", why)
    named = _in_order(a, b)
    if named is not None:
        why = "an older as-of time: the words date the lower count before the higher one"
        return Ruling("compatible", 0.7, "older-count", why) if _less(*named) else None
    one, two = a.article.known_date, b.article.known_date
    tolls = any(figure_reach.is_toll(v.reading, v.article.text) for v in (a, b))
    if (one is None) != (two is None) and named is None and tolls and _open_upwards(a, b):
        why = "an older as-of time, perhaps: nobody knows which of the two articles is the later one"
        return Ruling("compatible", 0.4, "older-count", why)
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
    found = figure_reach.intervals(*_in_texts(earlier, later))
    return found is not None and found[0] < found[1]


def _grows(v: Value) -> bool:
    """Whether a figure counts things that may become more by the day: no share, no sum, no length of a bridge, no
    seats of a parliament."""
    unit = v.reading.unit
    if unit in ("percent", "percentage points") or _currency(unit) or unit in lexicon.load("judgement")["fixed_units"]:
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
    found = figure_reach.intervals(*_in_texts(a, b))
    if found is None or all(low == high for low, high in found):
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
    return of_one_day and _grows(a) and _grows(b) and _open_upwards(a, b)


def _open_upwards(a: Value, b: Value) -> bool:
    """Whether the higher of two values is told as the least of what may come."""
    return max(a, b, key=lambda v: v.number or 0.0).reading.bound in ("at least", "more than")


FIGURE_RULES: tuple[Rule, ...] = (
    scale_left_out, other_measure, same_value, rounding, bounds, the_rest, older_count, other_time, outside,
)  # fmt: skip


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
