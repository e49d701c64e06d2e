"""How firmly things are put, on one scale, and when two readings differ on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..model import CertaintyLevel, Reading

# A question or an unclear reading has no place on the scale: it differs from nothing.
STRENGTH: dict[CertaintyLevel, int] = {
    "asserted": 3,
    "likely": 2,
    "planned": 2,
    "possible": 1,
    "conditional": 1,
    "denied": -3,
}  # fmt: skip
MIN_SCORE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The firmest and the weakest reading of an entry."""

    firm: Reading
    weak: Reading

    @property
    def steps(self) -> int:
        return STRENGTH[self.firm.certainty.level] - STRENGTH[self.weak.certainty.level]


def gap(readings: Iterable[Reading]) -> Gap | None:
    """The widest gap between readings of different witnesses, or None when all are put alike."""
    known = [r for r in readings if r.certainty.level in STRENGTH and r.certainty.score >= MIN_SCORE]
    if not known:
        return None
    ranked = sorted(known, key=lambda r: (STRENGTH[r.certainty.level], r.article, r.span))
    weak, firm = ranked[0], ranked[-1]
    if weak.article == firm.article or STRENGTH[weak.certainty.level] == STRENGTH[firm.certainty.level]:
        return None
    return Gap(firm=firm, weak=weak)
