"""The signs by which two figures measure two things, and so are no readings of one entry."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from ..model import Figure, Span
from . import context, measure
from .figure_items import Item, equal, kinship, like, size, telling
from .measure import Signs
from .similar import Cover
from .terms import Term
from .vocabulary import Matrix

_MARKET = "market"
"""The group of words that tell of trading."""
_UNCOVERED = 0.34
"""Cover (0 to 1) under which a word is strange to the other side."""
_APART, _CLOSE = 5.0, 0.9
"""From this factor on, two values need almost the same words around them to be of one measure."""
_FAR_APART = 50.0
_TELLING = 0.6
"""How telling a value must be, for words of another measure near it not to part two that are equal."""
_OWN = 0.7
"""Score from which two different values of one witness may be of one measure."""


def apart(a: Item, b: Item, scored: float) -> bool:
    """Two that no chain of others may join: equal values of two measures, or two values that one witness gives side by
    side, unless all around them is the same (``scored``: 0 to 1) and no word tells of an update."""
    if never(a, b) and (equal(a, b) or a.witness == b.witness):
        return True
    if equal(a, b):
        return False
    if a.witness == b.witness:
        times = {x.when for x in (a, b) if x.when}
        updated = len(times) > 1 or _updated(a) or _updated(b)
        named = a.figure.unit is not None and a.figure.unit == b.figure.unit and not measure.is_unit(a.own.unit)
        return not named or scored < _OWN or a.setting.sentence == b.setting.sentence or updated
    return False


def doubted(a: Item, b: Item) -> bool:
    """Two different values of two witnesses that a sign keeps apart, or neither a rounding of one another nor within
    one another's bounds: other reports of the same values have to say that they are of one measure."""
    if a.witness == b.witness or equal(a, b):
        return False
    if never(a, b):
        return True
    return not like(a.figure, b.figure) and not (_leaves_room(a.figure, b.figure) or _leaves_room(b.figure, a.figure))


def _leaves_room(bounded: Figure, other: Figure) -> bool:
    """Whether a bound or a range of one value has the other within it, not too far off."""
    if not 1 / _APART < (size(other) or 1.0) / (size(bounded) or 1.0) < _APART:
        return False
    if bounded.range is not None:
        return other.value is not None and bounded.range[0] <= other.value <= bounded.range[1]
    if bounded.bound in ("at least", "more than"):
        return size(other) >= size(bounded)
    return bounded.bound in ("at most", "less than") and size(other) <= size(bounded)


def _updated(item: Item) -> bool:
    """Whether words near a figure tell of another time: an earlier count, a later one, a change."""
    return item.figure.change is not None or "update" in item.setting.signs.alone


def never(a: Item, b: Item) -> bool:
    """Two that are never one measure, whatever their values."""
    if {a.figure.change, b.figure.change} == {"from", "to"}:
        return True
    sure = a.lone and b.lone and equal(a, b) and telling(a.figure) >= _TELLING
    groups = frozenset([measure.TOLL]) if sure else measure.measures()
    return measure.exclude(a.setting.signs.kinds, b.setting.signs.kinds, groups) is not None


def otherwise(a: Item, b: Item) -> bool:
    """Signs that two different values measure two things: those of :func:`elsewhere`, the contrary, a part, so much for
    each, a change."""
    return elsewhere(a, b) or _marked_apart(a, b) or other_change(a, b)


def _marked_apart(a: Item, b: Item) -> bool:
    """Whether :func:`marks` differ, but for a negation of the opposite word ("did not open", "were closed")."""
    one, two = a.setting.signs, b.setting.signs
    if marks(one) == marks(two):
        return False
    if one.negated == two.negated or not context.opposed(_stems(a), _stems(b)):
        return True
    return marks(replace(one, negated=False)) != marks(replace(two, negated=False))


def _stems(item: Item) -> frozenset[str]:
    return context.stems(item.setting.unit.terms)


def elsewhere(a: Item, b: Item) -> bool:
    """Signs that two different values are of two owners, times, lengths, periods, standings or ranks, or are prices of
    what is traded, of which each minute has its own."""
    one, two = a.setting, b.setting
    traded = [_MARKET in x.signs.alone for x in (one, two)]
    if all(traded) or (any(traded) and not (a.when == b.when and _is_part_of_day(a.when))):
        return True
    if one.names - two.names and two.names - one.names:
        return True
    if (one.years and two.years and not one.years & two.years) or other_time(a, b):
        return True
    if a.figure.klass == b.figure.klass == "rank":
        return True
    return measure.exclude(one.signs.kinds, two.signs.kinds, measure.scopes()) is not None


def _is_part_of_day(when: str) -> bool:
    """Whether a TIMEX3 value is one day's morning, hour or the like."""
    day, _, part = when.partition("T")
    return day[:1].isdigit() and part not in ("", "XX")


def marks(signs: Signs) -> tuple[object, ...]:
    """What must be the same on both sides of two different values of one measure."""
    return signs.negated, signs.part, signs.each, signs.alone - {"update", _MARKET}


def other_time(a: Item, b: Item) -> bool:
    """Whether two figures are of two times.  Two counts of neighbouring days may be one that grew."""
    if a.lasts and b.lasts and not a.lasts & b.lasts:
        return True
    if (a.lasts and not b.lasts and b.when[:1].isdigit()) or (b.lasts and not a.lasts and a.when[:1].isdigit()):
        return True
    one, two = a.when.split("-"), b.when.split("-")
    if not (a.when[:1].isdigit() and b.when[:1].isdigit()):
        return False
    if a.figure.klass == "amount" and len(one) == len(two) == 3 and "W" not in one[1] + two[1]:
        return False
    return any(x[:1] == y[:1] and x != y for x, y in zip(one, two, strict=False))


def other_change(a: Item, b: Item) -> bool:
    """A change by so much against what it changed to or from; a bare figure may be either."""
    one, two = a.figure.change, b.figure.change
    if one == two:
        return False
    if one is not None and two is not None:
        return True
    if "from" in (one, two):
        return True
    if "by" in (one, two):
        bare = b if two is None else a
        return "direction" not in bare.setting.signs.kinds and "part" not in bare.setting.signs.kinds
    return False


def other_slot(a: Item, b: Item, cover: Cover) -> bool:
    """Whether the same preposition leads to two nouns of which each is strange to the other side ("in reading", "in
    mathematics")."""
    one, two = a.setting.signs.slots, b.setting.signs.slots
    return any(
        all(_strange(a.setting.unit.terms, cover.a, s) for s in one[p])
        and all(_strange(b.setting.unit.terms, cover.b, s) for s in two[p])
        for p in one.keys() & two.keys()
    )


def _strange(terms: Sequence[Term], covered: Matrix, span: Span) -> bool:
    found = [float(covered[n]) for n, t in enumerate(terms) if t.span.overlaps(span)]
    return bool(found) and max(found) < _UNCOVERED


def shared_kind(a: Item, b: Item) -> bool:
    """Whether the nearest words say of both that they are of one kind of measure."""
    one, two = a.setting.signs.kinds, b.setting.signs.kinds
    return any(g in one and g in two and one[g] & two[g] for g in measure.measures())


def other_kind(a: Item, b: Item) -> bool:
    """Whether the nearest words say that one is of another kind of measure than the other."""
    return measure.exclude(a.setting.signs.kinds, b.setting.signs.kinds, measure.measures()) is not None


def needed(a: Item, b: Item) -> float:
    """How far the words around two values must be the same: the more, the further the values lie apart, and much where
    no word names what is counted."""
    one, two = sorted((size(a.figure), size(b.figure)))
    if two > _FAR_APART * one:
        return math.inf
    bare = a.figure.klass == b.figure.klass == "amount" and _unlike(a.figure, b.figure) and not shared_kind(a, b)
    return _CLOSE if two > _APART * one or bare else 0.0


def _unlike(a: Figure, b: Figure) -> bool:
    """Whether the things counted are not named on both sides, or not by one word."""
    return a.unit is None or b.unit is None or kinship(a, b) < 0.9
