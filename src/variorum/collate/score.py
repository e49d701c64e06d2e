"""The score of two passages as readings of one thing: a small forest over words in common, speaker, numbers, names,
marks, polarity, nearness of meaning and place.  ``training/alignment.py`` makes it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from .. import forest, lexicon
from . import speakers
from .meaning import Nearness
from .similar import Matrix, Similar
from .terms import Term
from .units import Unit

Rows = NDArray[np.float64]

_HELD = 0.6
"""From this cover on, a term counts as present on the other side."""
_NAME_PROOF = 0.35
"""What a shared name proves, against a shared word of its weight."""
_UNMISTAKABLE = 8
"""Words in marks from which the same ones are the same utterance."""
_LONGEST = 80
"""Words of a passage that are laid side by side."""

FEATURES = (
    "proof", "short_share", "long_share", "quoted", "run", "order", "other_numbers", "other_names",
    "said_in_both", "told_in_both", "voice", "relayed", "both_relayed", "asked", "polarity", "not_hedged",
    "meaning", "lag", "apart", "short_mass", "short_told", "long_told", "rival",
)  # fmt: skip
"""What is looked at, in the order of :func:`features`."""
_TABLE = "alignment"
_RARE = {"asked": 1.6, "polarity": 0.5, "not_hedged": 1.6}
"""Taken off the logit of pairs too rare for the forest to learn: a question and an assertion; "does not" and
"does", or "could"."""
_SHARES = (FEATURES.index("short_share"), FEATURES.index("long_share"))
_RIVAL = FEATURES.index("rival")


def scores(similar: Similar) -> dict[tuple[int, int], float]:
    """How surely (0 to 1) two units are readings of one thing, of all that are compared at all, by themselves."""
    pairs, rows = table(similar)
    return dict(zip(pairs, chances(rows), strict=True))


def chances(rows: Rows) -> list[float]:
    """The score (0 to 1) of each row of a table."""
    if not len(rows):
        return []
    found = forest.read(_TABLE, "pair", FEATURES).chance(rows)
    against = sum(weight * rows[:, FEATURES.index(name)] for name, weight in _RARE.items())
    lowered = found / (found + (1 - found) * np.exp(against))
    return [round(float(chance), 4) for chance in lowered]


def table(similar: Similar) -> tuple[list[tuple[int, int]], Rows]:
    """The pairs of units that may be one thing, in order, and a row of :data:`FEATURES` for each."""
    pairs, rows = [], []
    for i, j in similar.candidates():
        found = features(similar, i, j)
        if found is not None:
            pairs.append((i, j))
            rows.append(found)
    made = np.asarray(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))
    if pairs:
        made[:, _RIVAL] = _rivals(similar, pairs, made[:, _SHARES[0]] + made[:, _SHARES[1]])
    return pairs, made


def _rivals(similar: Similar, pairs: Sequence[tuple[int, int]], shares: Rows) -> Rows:
    """How much more of either unit another one of the other's article covers (0: none does)."""
    best: dict[tuple[int, int], float] = {}
    sides = [((i, similar.units[j].witness), (j, similar.units[i].witness)) for i, j in pairs]
    for (one, two), share in zip(sides, shares.tolist(), strict=True):
        best[one] = max(best.get(one, 0.0), share)
        best[two] = max(best.get(two, 0.0), share)
    highest = np.asarray([max(best[one], best[two]) for one, two in sides])
    return np.asarray(highest - shares, dtype=np.float64)


def features(similar: Similar, i: int, j: int) -> tuple[float, ...] | None:
    """What speaks for and against two units as readings of one thing, but for rivals; None where they can never be
    that."""
    a, b = similar.units[i], similar.units[j]
    match = speakers.match(a.voice, b.voice)
    if not (a.tells and b.tells) or _refuses(a, b) or _refuses(b, a):
        return None
    if match.score == speakers.OTHER and not _same_words(a, b):
        return None
    of_a, of_b = similar.covered(i, j)
    wa, wb = similar.weights[i], similar.weights[j]
    short, long = sorted((_covered(a, wa, of_a), _covered(b, wb, of_b)), key=lambda side: (side.mass, side.shared))
    near = similar.meaning.alike(i, j) if similar.meaning else Nearness(0.0, 0.0)
    denied, unhedged = _turned(a, b)
    run, order = _in_common(a.words, b.words)
    return (
        min(short.told, long.told),
        short.share,
        long.share,
        max(_quotation(a, b), _quotation(b, a)),
        run,
        order,
        float(_numbers_differ(a.terms, of_a, b.terms, of_b)),
        float(_lone(a, of_a, b) and _lone(b, of_b, a)),
        float(a.statement is not None and b.statement is not None),
        float(a.statement is None and b.statement is None),
        match.score,
        float(match.relayed),
        float(match.both),
        float(a.asks != b.asks),
        denied,
        unhedged,
        near.cosine,
        max(0.0, -near.lead),
        abs(a.place - b.place),
        min(short.mass, 4.0),
        short.told_share,
        long.told_share,
        0.0,
    )


def _in_common(a: Sequence[str], b: Sequence[str]) -> tuple[float, float]:
    """The longest run of words that both have (in words, up to twelve), and how many they have in one order, as a
    share of the shorter."""
    a, b = a[:_LONGEST], b[:_LONGEST]
    if not a or not b:
        return 0.0, 0.0
    longest = run = 0
    for op in LCSseq.opcodes(a, b):
        run = op.src_end - op.src_start if op.tag == "equal" else 0
        longest = max(longest, run)
    return float(min(longest, 12)), LCSseq.similarity(a, b) / min(len(a), len(b))


@dataclass(frozen=True, slots=True)
class _Covered:
    """How much of one passage the other covers, in weight: ``shared`` of ``mass``; and with names counting for little,
    ``told`` of ``plain``."""

    mass: float
    shared: float
    plain: float
    told: float

    @property
    def share(self) -> float:
        return self.shared / max(self.mass, 0.1)

    @property
    def told_share(self) -> float:
        return self.told / max(self.plain, 0.1)


def _covered(unit: Unit, weights: Matrix, cover: Matrix) -> _Covered:
    names = np.asarray([_NAME_PROOF if t.kind == "name" else 1.0 for t in unit.terms], dtype=np.float32)
    shared = weights * cover
    return _Covered(
        float(weights.sum()), float(shared.sum()), float((weights * names).sum()), float((shared * names).sum())
    )


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


def _same_words(a: Unit, b: Unit) -> bool:
    """Whether a good stretch of words in marks stands so in the other's marks: one utterance, whoever is named."""
    return any(
        len(stretch) >= _UNMISTAKABLE and any(_within(stretch, other) for other in two.quoted)
        for one, two in ((a, b), (b, a))
        for stretch in one.quoted
    )


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


def _turned(a: Unit, b: Unit) -> tuple[float, float]:
    """Whether one denies and the other does not; and whether that other only holds it possible."""
    if negated(a) == negated(b):
        return 0.0, 0.0
    denies, other = (a, b) if negated(a) else (b, a)
    return 1.0, float(hedged(other) and not hedged(denies))


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
