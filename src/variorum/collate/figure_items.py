"""The figures of an article with what stands around them, and how their values and units compare."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from .. import text, wording
from ..model import Figure, Moment, Span
from . import context, measure
from .context import Setting
from .lexis import Lexis
from .sense import Vector, none

_LASTS = 60
"""Characters on both sides of a figure in which a length of time goes with it."""
_BARE = 0.7
"""Kinship of a bare number with a percentage or a sum."""
_MOST_PERCENT, _LEAST_SUM = 100, 1_000
"""How large a bare number may be as a percentage, and must be as a sum."""
_ONE_SCALE = 1.5
"""Factor from which two temperatures without and with their scale are on two scales: Fahrenheit is 1.8 of Celsius."""
ROUNDED, _CONVERTED = 1.1, 1.03
"""Factors within which two values may be one, rounded, or one in two units."""


@dataclass(frozen=True, slots=True)
class Item:
    """A figure in its setting, ready to be compared."""

    figure: Figure
    """In the unit of its kind that all are compared in; ``own`` is as the article has it."""
    own: Figure
    setting: Setting
    witness: int
    when: str
    """The TIMEX3 value of the moment that dates it, or nothing."""
    lasts: frozenset[str]
    """The lengths of time in its sentence that are no more than a few words away."""
    lone: bool
    """Whether its article gives its value no second time."""
    toll: int | None
    """Which toll of the event it is (the dead, the injured ...), when its article gives that toll no second time."""
    beside: tuple[int | None, int | None] = (None, None)
    """The numbers, among the terms around it, of the last one before it and of the first one after it."""
    sense: Vector = field(default_factory=none, compare=False, repr=False)
    """What its own words mean in their sentence (:mod:`.sense`): less the value than what is measured."""


def items(laid_out: Lexis, most: int) -> list[Item]:
    """The figures of one article that can be compared; ``most``: how many are read."""
    reader, claims = context.reader(laid_out), laid_out.witness.claims
    values = {m.span: m.value or m.partial or "" for m in claims.moments}
    lengths = [m for m in claims.moments if m.type == "DURATION" and m.value]
    found: list[tuple[Figure, Setting]] = []
    for n, figure in enumerate(claims.figures[:most]):
        setting = reader.setting(figure.span, figure.measures, n)
        if setting is not None and (figure.value is not None or figure.range is not None):
            found.append((figure, setting))
    times = Counter(key(figure) for figure, _ in found)
    tolls = Counter(_toll(figure, setting) for figure, setting in found)
    return [
        Item(
            _in_one_unit(figure),
            figure,
            setting,
            laid_out.index,
            when=values.get(figure.when, "") if figure.when else "",
            lasts=frozenset(str(m.value) for m in lengths if _beside(figure, m, setting)),
            lone=times[key(figure)] == 1,
            toll=toll if tolls[toll := _toll(figure, setting)] == 1 else None,
            beside=_next_terms(setting),
            sense=laid_out.measured.of((figure.span,)),
        )
        for figure, setting in found
    ]


def _next_terms(setting: Setting) -> tuple[int | None, int | None]:
    terms = setting.unit.terms
    before = [n for n, t in enumerate(terms) if t.span.end <= setting.span.start]
    after = [n for n, t in enumerate(terms) if t.span.start >= setting.span.end]
    return (before[-1] if before else None), (after[0] if after else None)


def _in_one_unit(figure: Figure) -> Figure:
    """A figure in the unit that its kind of measure is compared in: lengths in metres, weights in kilograms."""
    unit, factor = measure.one_unit(figure.unit)
    if factor == 1.0:
        return figure
    low_high = figure.range and (figure.range[0] * factor, figure.range[1] * factor)
    value = None if figure.value is None else figure.value * factor
    return replace(figure, value=value, range=low_high, unit=unit)


def _beside(figure: Figure, moment: Moment, setting: Setting) -> bool:
    near = Span(max(0, figure.span.start - _LASTS), figure.span.end + _LASTS)
    return near.contains(moment.span) and setting.sentence.contains(moment.span)


def _toll(figure: Figure, setting: Setting) -> int | None:
    """The toll that a count of people is of, by the nearest words."""
    members = setting.signs.kinds.get(measure.TOLL, frozenset())
    counts = figure.klass == "amount" and not measure.is_unit(figure.unit)
    return min(members) if counts and len(members) == 1 else None


def key(figure: Figure) -> tuple[object, ...]:
    """Equal for two figures of equal value."""
    if figure.klass == "ratio" and figure.value is not None:
        return "percent", round(100 * figure.value, 2), figure.range
    return figure.klass, figure.value, figure.range


def family(figure: Figure) -> tuple[str, str]:
    """What two figures must share to be near one another: of counted things, the class alone."""
    share = figure.klass == "percent" or (figure.klass == "ratio" and _fraction(figure))
    return "percent" if share else figure.klass, (figure.unit or "") if figure.klass == "money" else ""


def size(figure: Figure) -> float:
    """How large a figure is; of a fraction, in percent."""
    value = figure.value if figure.value is not None else figure.range[0] if figure.range else 0.0
    return abs(value) * (100 if figure.klass == "ratio" and _fraction(figure) else 1)


def _fraction(figure: Figure) -> bool:
    return figure.klass == "percent" or (figure.value is not None and 0 < figure.value < 1)


def equal(a: Item, b: Item) -> bool:
    """Whether two values are the same: of changes, in the same direction; a fraction and its percentage are.  Where one
    side has left out the unit ("101 yards", "added 101"), the numbers are compared as written."""
    as_written = None in (a.figure.unit, b.figure.unit)
    one, two = (a.own, b.own) if as_written else (a.figure, b.figure)
    if one.range or two.range:
        return one.range == two.range
    if one.klass != two.klass and one.value is not None and two.value is not None:
        return abs(size(one) - size(two)) < 0.01
    return one.value == two.value and (one.change == two.change or None in (one.change, two.change))


def like(a: Figure, b: Figure) -> bool:
    """Whether two values are so near that one may be the other, rounded."""
    one, two = sorted((size(a), size(b)))
    converted = measure.is_unit(a.unit) and two <= _CONVERTED * one
    rough = two <= ROUNDED * one and (_rough(a) or _rough(b))
    return a.range is None and b.range is None and (converted or rough)


def _rough(figure: Figure) -> bool:
    """Whether a figure is bounded, or has one or two digits of many."""
    return figure.bound != "exact" or (size(figure) >= 100 and digits(figure) <= 2)


def kinship(a: Figure, b: Figure) -> float:
    """How far two units go together: 0 for two that never do.  A fraction is so many percent."""
    if {a.klass, b.klass} == {"ratio", "percent"}:
        return 1.0 if "percent" in (a.unit, b.unit) and _fraction(a) and _fraction(b) else 0.0
    if a.klass != b.klass:
        return _BARE if _left_out(a, b) or _left_out(b, a) else 0.0
    if a.unit == b.unit:
        return 1.0
    if a.klass in ("percent", "money"):
        return 0.0
    if a.unit is None or b.unit is None:
        return 0.9
    if measure.is_unit(a.unit) or measure.is_unit(b.unit):
        return 0.9 if _on_one_scale(a, b) else 0.0
    one, two = wording.stem(a.unit.casefold()), wording.stem(b.unit.casefold())
    return 1.0 if one == two else 0.8


def _on_one_scale(a: Figure, b: Figure) -> bool:
    """Whether one of two values has left out the scale of the other, and is near enough to be on it."""
    one, two = sorted((size(a), size(b)))
    scaled = measure.leaves_scale_out(a.unit, b.unit) or measure.leaves_scale_out(b.unit, a.unit)
    return scaled and two <= _ONE_SCALE * one


def _left_out(a: Figure, b: Figure) -> bool:
    """Whether a bare number may have left out the percent sign or the currency of another one ("up from 2.6")."""
    if not is_bare(a) or b.klass not in ("percent", "money"):
        return False
    return size(a) <= _MOST_PERCENT if b.klass == "percent" else size(a) >= _LEAST_SUM


def digits(figure: Figure) -> int:
    """The digits of a figure but for the noughts at its ends."""
    return text.telling_digits(size(figure))


def is_bare(figure: Figure) -> bool:
    """Whether a number has no unit at all."""
    return figure.klass == "amount" and figure.unit is None


def telling(figure: Figure) -> float:
    """How unlikely it is that two figures are equal by chance, by the digits that are not noughts."""
    value = figure.value if figure.value is not None else figure.range[0] if figure.range else 0.0
    digits = text.telling_digits(value)
    large = abs(value) >= 1_000
    return min(0.9, 0.1 + 0.28 * digits + (0.25 if large else 0.0)) - (0.15 if abs(value) < 10 and digits == 1 else 0.0)
