"""One measure in two events: its value changed, stayed, or was proposed before and settled after."""

from __future__ import annotations

from datetime import date

from ...model import Figure
from .. import relation_values
from ..relation_values import Value
from . import measure
from .measure import Measure
from .strands import Strand
from .terms import Weights
from .tie import Change, Shared, Sign, Tie

_LEAST_TELLING, _LEAST_SHARED, _LEAST_BOTH = 2, 1.2, 0.2
_SURELY_SHARED, _SURELY_BOTH = 2.0, 0.25
"""What two values that differ must share, to be taken for one measure's."""
_SAME_DAYS, _GROWING_DAYS = 3, 45
"""Days within which a higher count of victims is taken for the same one: without and with a word that says it grows."""
_MOST_GROWN, _MOST_CHANGED = 20.0, 3.0
"""Factors from which two values are rather two measures: of a count of victims, of anything else."""
_FEWEST_KEYS, _NEARLY_SHARED, _NEARLY_BOTH = 3, 1.5, 0.6
_ROUNDED = 0.03
_LEVELS = ("amount", "percent", "money")


def tie(a: Strand, b: Strand, weights: Weights) -> Tie | None:
    """How the value of ``b``, the later one, stands to that of ``a``; None where they are not surely one measure."""
    one, two = a.figure, b.figure
    if one is None or two is None or not _comparable(one, two):
        return None
    shared = Shared.of(a, b, weights)
    if not _near_enough(shared) and not _one_sentence(shared):
        return None
    measures = measure.measure(a, one), measure.measure(b, two)
    if measures[0].once or not measure.one(*measures):
        return None
    ruled = relation_values.figures(Value(a.reading, a.witness), Value(b.reading, b.witness))
    equal = a.reading.value == b.reading.value
    if equal or (ruled.rule == "rounding" and _near(a, b)):
        kept = ruled.relation != "conflicts" and _bounded_alike(a, b) and _kept(a, b, *measures)
        change: Change = "firmer" if _settled(a, b) else "unchanged"
        sign: Sign = "stage" if change == "firmer" else "value"
        return Tie(a=a, b=b, change=change, sign=sign, shared=shared) if kept else None
    changed = _one_story(a, b, shared, *measures) and _changed(a, b, *measures)
    return Tie(a=a, b=b, change="value changed", sign="value", shared=shared) if changed else None


def _near_enough(shared: Shared) -> bool:
    return shared.telling >= _LEAST_TELLING and shared.weight >= _LEAST_SHARED and shared.both >= _LEAST_BOTH


def _one_sentence(shared: Shared) -> bool:
    """Whether two short sentences are nearly one."""
    return len(shared.keys) >= _FEWEST_KEYS and shared.weight >= _NEARLY_SHARED and shared.both >= _NEARLY_BOTH


def _comparable(a: Figure, b: Figure) -> bool:
    """Two levels: a change by so much, a rank and a ratio are no measures that stay the same."""
    numbers = a.value is not None and b.value is not None
    return numbers and a.klass == b.klass and a.klass in _LEVELS and not {a.change, b.change} & {"by", "from"}


def _near(a: Strand, b: Strand) -> bool:
    """Whether two values are so near one another that one is surely the other, rounded."""
    values = [*_values(a), *_values(b)]
    return bool(values) and max(values) - min(values) <= _ROUNDED * abs(max(values))


def _bounded_alike(a: Strand, b: Strand) -> bool:
    """Not "more than" in one and "nearly" in the other."""
    bounds = {a.reading.bound or "exact", b.reading.bound or "exact"}
    return len(bounds) == 1 or "exact" in bounds


def _kept(a: Strand, b: Strand, one: Measure, two: Measure) -> bool:
    """Whether one value in both is more than chance."""
    placed = bool(a.names & b.names) or not (a.names and b.names) or bool(one.counted & two.counted)
    return placed and _tells(a)


def _tells(a: Strand) -> bool:
    """Whether a number is unlikely to stand in two events' reports by chance."""
    value = a.figure.value if a.figure else None
    return value is None or value >= 100 or value != int(value) or (a.figure is not None and a.figure.klass != "amount")


def _settled(a: Strand, b: Strand) -> bool:
    """Proposed before and settled after; where the order is unknown, either way."""
    stages = (a.stage.name if a.stage else "", b.stage.name if b.stage else "")
    dated = a.occasion.day is not None and b.occasion.day is not None
    return stages == ("considered", "settled") or (not dated and stages == ("settled", "considered"))


def _one_story(a: Strand, b: Strand, shared: Shared, one: Measure, two: Measure) -> bool:
    """Whether two sentences share so much, and more than names and what is counted, that they are of one thing."""
    enough = shared.weight >= _SURELY_SHARED and shared.both >= _SURELY_BOTH
    if not (enough or _one_sentence(shared)) or (a.names - b.names and b.names - a.names):
        return False
    if one.of_victims:
        return True
    told = any(a.keys[k].shown.islower() for k in shared.keys if k not in one.counted | two.counted)
    placed = bool(a.names & b.names or one.owner & two.owner)
    return told and (two.moving or (placed and measure.rated(one, two)))


def _changed(a: Strand, b: Strand, one: Measure, two: Measure) -> bool:
    """Whether two values are one measure's, and each event's witnesses agree enough to tell which way it went."""
    before, after = _values(a), _values(b)
    if not before or not after or min(*before, *after) <= 0 or measure.scoped_apart(one, two):
        return False
    grown, fallen = min(after) > max(before), max(after) < min(before)
    if not (grown or fallen):
        return False
    factor = max(*before, *after) / min(*before, *after)
    if one.of_victims:
        return (
            (grown or not one.never_falls)
            and factor <= _MOST_GROWN
            and _apart(a, b) <= (_GROWING_DAYS if two.moving else _SAME_DAYS)
        )
    return factor <= _MOST_CHANGED


def _values(strand: Strand) -> list[float]:
    """The values of all readings; none where one of them has no number."""
    found = [r.value for r in strand.entry.readings]
    return [float(v) for v in found if isinstance(v, (int, float))] if None not in found else []


def _apart(a: Strand, b: Strand) -> float:
    """Days between two events; without end where one of them is undated."""
    one, two = a.occasion.day, b.occasion.day
    return abs((date.fromisoformat(two) - date.fromisoformat(one)).days) if one and two else float("inf")
