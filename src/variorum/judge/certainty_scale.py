"""How firmly things are put, on one scale, and when two readings of one thing differ on it."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import CertaintyLevel, Entry, Reading, RelationKind

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
_COMPARABLE: frozenset[RelationKind] = frozenset({"verbatim", "reworded", "translated", "indirect"})
_MIN_SCORE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The firmest and the weakest of two readings; ``score`` is 0 to 1."""

    firm: Reading
    weak: Reading
    score: float

    @property
    def steps(self) -> int:
        return STRENGTH[self.firm.certainty.level] - STRENGTH[self.weak.certainty.level]


def gap(entry: Entry) -> Gap | None:
    """The widest gap between two readings that a relation joins as the same thing, or None when all are put alike.

    A witness is taken at its firmest and compared with another only by readings that stand for the whole entry:
    a trimmed fragment says less, not something weaker.
    """
    gaps = []
    for relation in entry.relations:
        a, b = entry.readings[relation.a], entry.readings[relation.b]
        if relation.relation not in _COMPARABLE or relation.score < _MIN_SCORE:
            continue
        if not all(r.certainty.level in STRENGTH and r.certainty.score >= _MIN_SCORE for r in (a, b)):
            continue
        firm, weak = sorted((a, b), key=lambda r: -STRENGTH[r.certainty.level])
        score = round(relation.score * min(a.certainty.score, b.certainty.score), 3)
        found = Gap(firm=firm, weak=weak, score=score)
        if found.steps > 0 and not _firmer_elsewhere(entry, weak):
            gaps.append(found)
    return max(gaps, key=lambda g: (g.steps, g.score, g.firm.article, g.weak.article), default=None)


def _firmer_elsewhere(entry: Entry, weak: Reading) -> bool:
    """Whether the witness of a weak reading puts the same thing more firmly in another."""
    strength = STRENGTH[weak.certainty.level]
    return any(r.article == weak.article and STRENGTH.get(r.certainty.level, 0) > strength for r in entry.readings)
