"""The score of two passages as readings of one thing: words first, then speaker, numbers, names, marks, polarity."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from .. import lexicon
from . import speakers
from .similar import Matrix, Similar
from .terms import Term
from .units import Unit

_HELD = 0.6
"""From this cover on, a term counts as present on the other side."""
_NAME_PROOF = 0.35
"""What a shared name proves, against a shared word of its weight."""
_PROOF_SCALE = 0.5

# Weights of a logistic model, fitted on 308 pairs of passages labelled by hand (public news clusters, grouped by event
# in cross-validation: area under the curve .88; .72 of the true pairs found at a precision of .95, against .45 for
# cover and cosine multiplied by hand).  The base puts score .5 where seven in ten of the hard pairs were true.
_BASE = -9.27
_PROOF, _MORE_PROOF = 5.68, 0.48
_SHORT, _LONG = 2.54, 3.78
_QUOTED = 1.82
_OTHER_NUMBERS = -1.14
_OTHER_NAMES = -0.5  # set by hand: too rare among the labelled pairs
_RELAYED, _POST = -0.56, -0.6
_STRANGE = -2.0  # set by hand, as are those below: a body and a person whom no article puts together
_BOTH_RELAYED = 1.0
_SAID_OF_OTHERS = -0.4  # more where both are said: a speaker makes several remarks on one subject, in its words
_NOT_HEDGED = -0.9  # "does not" here, "could" there
_ASKED, _POLARITY = -1.64, -0.63


def pair(similar: Similar, i: int, j: int) -> float:
    """How surely (0 to 1) units ``i`` and ``j`` are two readings of one thing, the neighbours not yet looked at."""
    a, b = similar.units[i], similar.units[j]
    match = speakers.match(a.voice, b.voice)
    if match.score == speakers.OTHER or not (a.tells and b.tells) or _refuses(a, b) or _refuses(b, a):
        return 0.0
    of_a, of_b = similar.covered(i, j)
    wa, wb = similar.weights[i], similar.weights[j]
    short, long = sorted((_covered(a, wa, of_a), _covered(b, wb, of_b)), key=lambda side: (side.mass, side.shared))
    proof = min(short.told, long.told)
    logit = _BASE + _PROOF * (1 - math.exp(-proof / _PROOF_SCALE)) + _MORE_PROOF * min(proof, 4.0)
    logit += _SHORT * short.share + _LONG * long.share
    logit += _QUOTED * max(_quotation(a, b), _quotation(b, a))
    logit += _OTHER_NUMBERS * _numbers_differ(a.terms, of_a, b.terms, of_b)
    if _lone(a, of_a, b) and _lone(b, of_b, a):
        logit += _OTHER_NAMES + _SAID_OF_OTHERS * (a.statement is not None and b.statement is not None)
    logit += _RELAYED * match.relayed + _BOTH_RELAYED * match.both
    logit += _STRANGE if match.score == speakers.STRANGE else _POST * (match.score < speakers.GROUP)
    logit += _ASKED * (a.asks != b.asks) + _turned(a, b)
    return round(1 / (1 + math.exp(-logit)), 4)


@dataclass(frozen=True, slots=True)
class _Covered:
    """How much of one passage the other covers, in weight: of all terms, and with names counting for little."""

    mass: float
    shared: float
    told: float

    @property
    def share(self) -> float:
        return self.shared / max(self.mass, 0.1)


def _covered(unit: Unit, weights: Matrix, cover: Matrix) -> _Covered:
    names = np.asarray([_NAME_PROOF if t.kind == "name" else 1.0 for t in unit.terms], dtype=np.float32)
    shared = weights * cover
    return _Covered(float(weights.sum()), float(shared.sum()), float((shared * names).sum()))


def _quotation(short: Unit, long: Unit) -> float:
    """Two or more words in marks that stand in the other's marks too, as they are."""
    best = 0.0
    for stretch in short.quoted:
        if len(stretch) < 2 or len("".join(stretch)) < 6 or not any(_within(stretch, other) for other in long.quoted):
            continue
        told = sum(t.weight for t in short.terms if t.norm in stretch)
        share = told / max(short.mass, 0.1)
        best = max(best, (0.55 + 0.4 * (1 - math.exp(-told / 0.6))) * (0.5 + 0.5 * share))
    return best


def _within(few: Sequence[str], many: Sequence[str]) -> bool:
    return f" {' '.join(few)} " in f" {' '.join(many)} "


def _numbers_differ(a: Sequence[Term], of_a: Matrix, b: Sequence[Term], of_b: Matrix) -> bool:
    """Whether numbers stand on both sides, of which none agree."""
    numbers_a = [c >= _HELD for t, c in zip(a, of_a, strict=True) if t.kind == "number"]
    numbers_b = [c >= _HELD for t, c in zip(b, of_b, strict=True) if t.kind == "number"]
    return bool(numbers_a and numbers_b) and not any(numbers_a)


def _lone(unit: Unit, cover: Matrix, other: Unit) -> bool:
    """Whether one names what the other does not; if both do, they may be sentences of one make about two things."""
    own = {speakers.key(u.statement.speaker) for u in (unit, other) if u.statement and u.statement.speaker}
    return any(
        t.kind == "name" and c < _HELD and t.norm not in own and t.weight > 0.35
        for t, c in zip(unit.terms, np.asarray(cover), strict=True)
    )


def _turned(a: Unit, b: Unit) -> float:
    """Lowers the score where one denies and the other does not; more, where that other only holds it possible."""
    if negated(a) == negated(b):
        return 0.0
    denies, other = (a, b) if negated(a) else (b, a)
    return _POLARITY + _NOT_HEDGED * (hedged(other) and not hedged(denies))


def _refuses(a: Unit, b: Unit) -> bool:
    """Whether the attribution of one turns its words round ("refused to ..."), and nothing in the other does."""
    return any(w in _negators() for w in a.from_cue) and not negated(b)


def hedged(unit: Unit) -> bool:
    """Whether a word stands in the passage that only holds something possible."""
    return any(w in _hedges() for w in unit.words)


def negated(unit: Unit) -> bool:
    """Whether an odd number of negators stands in the passage."""
    return bool(sum(w in _negators() for w in unit.words) % 2)


@cache
def _negators(language: str = "en") -> frozenset[str]:
    table = lexicon.load("contrast", language)
    return frozenset(table["negators"]) | frozenset(w for w in table["turned"] if " " not in w)


@cache
def _hedges(language: str = "en") -> frozenset[str]:
    return frozenset(lexicon.load("judgement", language)["hedges"])
