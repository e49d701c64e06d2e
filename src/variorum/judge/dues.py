"""By when: whether two readings of one pledge or forecast give times that cannot both hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from .. import lexicon, stretch
from ..model import Due, Entry, Reading, Relation, RelationKind, Witness
from ..text import words
from . import calendar

Side = Literal["last", "first", "at"]
MIN_SCORE = 0.6
"""Score from which a relation makes two readings one pledge, whose times may be set against one another."""
_SAME_THING: frozenset[RelationKind] = frozenset({"verbatim", "reworded", "translated", "indirect", "trimmed"})
_ALIKE = 0.1
"""Share by which two lengths of time may differ and still be one in other units."""


@dataclass(frozen=True, slots=True)
class _Term:
    """A time as a last day, a first day or a day itself; ``days`` is its length where it is one, else None."""

    side: Side
    first: str
    last: str
    days: float | None


def apart(entry: Entry, relation: Relation, witnesses: Mapping[str, Witness]) -> bool:
    """Whether a relation joins two readings as one thing, and these give two times that cannot both hold.

    Where the passage of one names the other's time as well, it may have meant that one.
    """
    a, b = entry.readings[relation.a], entry.readings[relation.b]
    if relation.relation not in _SAME_THING or relation.score < MIN_SCORE or a.due is None or b.due is None:
        return False
    one, two = witnesses[a.article], witnesses[b.article]
    if _norms(one, a.due) == _norms(two, b.due) or not _exclude(_term(one, a.due), _term(two, b.due)):
        return False  # "tonight" in both is one night, whatever day either article is of
    return not (_also_gives(one, a, b.due) or _also_gives(two, b, a.due))


def _also_gives(witness: Witness, reading: Reading, due: Due) -> bool:
    return any(m.value == due.value for m in witness.claims.moments if reading.span.contains(m.span))


def _norms(witness: Witness, due: Due) -> tuple[str, ...]:
    return tuple(w.norm for w in words(witness.article.text, due.span))


def _term(witness: Witness, due: Due) -> _Term | None:
    """What a time comes to, or None where it has no value to be compared."""
    if due.value is None:
        return None
    lists = lexicon.load("commitments")["due"]
    opening = words(witness.article.text, due.span)[0].norm
    side: Side = "last" if opening in lists["last"].split() else "first" if opening in lists["first"].split() else "at"
    days = stretch.days(due.value)
    if days is not None:
        return _Term(side, "", "", days)
    first, last = calendar.bounds(due.value)
    return _Term(side, first, last, None) if first[:4].isdigit() else None


def _exclude(a: _Term | None, b: _Term | None) -> bool:
    """Whether two times cannot both hold: two last days, two first days or two days that are not the same, or a day
    after the last one."""
    if a is None or b is None or (a.days is None) != (b.days is None):
        return False
    if a.days is not None and b.days is not None:
        return abs(a.days - b.days) > _ALIKE * max(a.days, b.days)
    if a.side == b.side:
        return a.last < b.first or b.last < a.first
    sides = {a.side: a, b.side: b}
    return sides.keys() == {"last", "at"} and sides["at"].first > sides["last"].last
