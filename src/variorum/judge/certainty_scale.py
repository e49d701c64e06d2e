"""How firmly things are put, on one scale, and when two readings of one thing differ on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..model import CertaintyLevel, Entry, Reading, Relation, RelationKind

# A question or an unclear reading has no place on the scale: it differs from nothing.  What is planned is put as
# firmly as what is asserted: reports turn one into the other with the tense.
STRENGTH: dict[CertaintyLevel, int] = {
    "asserted": 3,
    "planned": 3,
    "likely": 2,
    "possible": 1,
    "conditional": 1,
    "denied": -3,
}
_COMPARED: frozenset[CertaintyLevel] = frozenset({"asserted", "planned", "likely", "possible"})
"""Levels that say how firmly one thing is put; a denial makes another thing of it."""
_COMPARABLE: frozenset[RelationKind] = frozenset({"reworded", "translated", "indirect"})
_MIN_SCORE, _HEDGED = 0.5, 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The firmest and the weakest of two readings, and all that stand as far apart; ``score`` is 0 to 1."""

    firm: Reading
    weak: Reading
    score: float
    firms: tuple[Reading, ...]
    weaks: tuple[Reading, ...]

    @property
    def steps(self) -> int:
        return _steps(self.firm, self.weak)


def gap(entry: Entry) -> Gap | None:
    """The widest gap between two readings that a relation joins as the same thing, or None when all are put alike.

    The levels must differ, and so must the words: the weaker reading has a hedge that the firmer one lacks in the same
    place.  A witness is taken at its firmest, and a trimmed fragment says less, not something weaker.
    """
    found = [pair for r in entry.relations if (pair := _apart(entry, r)) is not None]
    if not found:
        return None
    score, firm, weak = max(found, key=lambda p: (_steps(p[1], p[2]), p[0], p[1].article, p[2].article))
    alike = [
        p for p in found if (p[1].certainty.level, p[2].certainty.level) == (firm.certainty.level, weak.certainty.level)
    ]
    return Gap(
        firm=firm,
        weak=weak,
        score=score,
        firms=_one_a_witness([firm, *(p[1] for p in alike)]),
        weaks=_one_a_witness([weak, *(p[2] for p in alike)]),
    )


def _apart(entry: Entry, relation: Relation) -> tuple[float, Reading, Reading] | None:
    """Score, the firmer and the weaker reading of a relation, if they differ."""
    hedged = {d.a is not None for d in relation.substance if d.part == "hedge"}
    if relation.relation not in _COMPARABLE or relation.score < _MIN_SCORE or len(hedged) != 1:
        return None
    pair = entry.readings[relation.a], entry.readings[relation.b]
    weak, firm = pair if hedged.pop() else pair[::-1]
    if not all(r.certainty.level in _COMPARED for r in pair):
        return None
    if firm.certainty.score < _MIN_SCORE or weak.certainty.score < _HEDGED:  # the hedge itself speaks for the weak one
        return None
    if _steps(firm, weak) <= 0 or _firmer_elsewhere(entry, weak):
        return None
    return round(relation.score * min(firm.certainty.score, weak.certainty.score), 3), firm, weak


def _steps(firm: Reading, weak: Reading) -> int:
    return STRENGTH[firm.certainty.level] - STRENGTH[weak.certainty.level]


def _one_a_witness(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    found: dict[str, Reading] = {}
    for r in readings:
        found.setdefault(r.article, r)
    return tuple(found.values())


def _firmer_elsewhere(entry: Entry, weak: Reading) -> bool:
    """Whether the witness of a weak reading puts the same thing more firmly in another."""
    strength = STRENGTH[weak.certainty.level]
    return any(r.article == weak.article and STRENGTH.get(r.certainty.level, 0) > strength for r in entry.readings)
