"""What is looked at of a passage whatever it is compared with, worked out once."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from .. import lexicon
from . import speakers
from .units import Unit
from .vocabulary import Indices, Matrix

HELD = 0.6
"""From this cover on, a term counts as present on the other side."""
_NAME_PROOF = 0.35
"""What a shared name proves, against a shared word of its weight."""
_NAME = 0.35
"""Weight from which a name tells one thing from another."""
_UNMISTAKABLE = 8
"""Words in marks from which the same ones are the same utterance."""
RARE_VALUE = 0.45
"""Weight from which a value tells two passages from others."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in marks: as they are, with a blank at both ends; ``proof``: what it proves that the other side has them,
    too (0 for one word); and whether there are so many that nobody else said the same."""

    shown: str
    proof: float
    unmistakable: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A passage ready to be compared.  ``plain`` is what each term counts for, with names counting for little;
    ``mass`` the weight of all terms, and ``told`` that with names counting for little; ``numbers`` are the places of
    its numbers among the terms, ``names`` those of the names that tell much; ``speaker`` is the key of its speaker."""

    unit: Unit
    weights: Matrix
    plain: Matrix
    mass: float
    told: float
    numbers: Indices
    names: tuple[tuple[int, str], ...]
    speaker: str
    tells: bool
    negated: bool
    hedged: bool
    refuses: bool
    quotes: tuple[Quote, ...]
    values: Mapping[str, float]
    telling: bool

    @staticmethod
    def of(unit: Unit, weights: Matrix) -> Side:
        """``weights``: those of its terms."""
        plain = np.asarray([_NAME_PROOF if t.kind == "name" else 1.0 for t in unit.terms], dtype=np.float32)
        return Side(
            unit=unit,
            weights=weights,
            plain=plain,
            mass=float(weights.sum()),
            told=float(weights @ plain),
            numbers=np.asarray([n for n, t in enumerate(unit.terms) if t.kind == "number"], dtype=np.intp),
            names=tuple((n, t.norm) for n, t in enumerate(unit.terms) if t.kind == "name" and t.weight > _NAME),
            speaker=speakers.key(unit.statement.speaker) if unit.statement else "",
            tells=unit.tells,
            negated=bool(sum(w in _negators() for w in unit.words) % 2),
            hedged=any(w in _hedges() for w in unit.words),
            refuses=any(w in _negators() for w in unit.from_cue),
            quotes=tuple(_quotes(unit)),
            values=dict(unit.values),
            telling=any(weight >= RARE_VALUE for _, weight in unit.values),
        )

    def lone(self, cover: Matrix, other: Side) -> bool:
        """Whether it names what the other does not; if both do, they may be sentences of one make about two things."""
        return any(cover[n] < HELD and norm not in (self.speaker, other.speaker) for n, norm in self.names)

    def quoted_in(self, other: Side) -> float:
        """Two or more words in marks that stand in the other's marks too, as they are."""
        return max((q.proof for q in self.quotes if q.proof and _stands(q, other.quotes)), default=0.0)

    def uttered_in(self, other: Side) -> bool:
        """Whether a good stretch of words in marks stands so in the other's marks: one utterance, whoever is named."""
        return any(q.unmistakable and _stands(q, other.quotes) for q in self.quotes)


def _stands(quote: Quote, others: Sequence[Quote]) -> bool:
    return any(quote.shown in other.shown for other in others)


def _quotes(unit: Unit) -> Iterator[Quote]:
    for stretch in unit.quoted:
        proof = 0.0
        if len(stretch) >= 2 and len("".join(stretch)) >= 6:
            told = sum(t.weight for t in unit.terms if t.norm in stretch)
            share = told / max(unit.mass, 0.1)
            proof = (0.55 + 0.4 * (1 - math.exp(-told / 0.6))) * (0.5 + 0.5 * share)
        yield Quote(f" {' '.join(stretch)} ", proof, len(stretch) >= _UNMISTAKABLE)


@cache
def _negators(language: str = "en") -> frozenset[str]:
    table = lexicon.load("contrast", language)
    return frozenset(table["negators"]) | frozenset(w for w in table["turned"] if " " not in w)


@cache
def _hedges(language: str = "en") -> frozenset[str]:
    return frozenset(lexicon.load("judgement", language)["hedges"])
