"""The score of two passages as readings of one thing, by small forests.

One goes by the words in common, speaker, numbers, names, marks, polarity, nearness of meaning and place
(``training/alignment.py`` makes it): where passages share their words it is nearly always right.  Two others
(``training/alignment_sense.py``) find the same thing told in other words: by values in common and how the passages
stand against their rivals, and then by what the other pairs of the event say (:mod:`.support`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from .. import forest, lexicon
from . import given, speakers, standing, support
from .meaning import Nearness
from .similar import Matrix, Similar
from .standing import Standings
from .terms import Term
from .units import Unit

Rows = NDArray[np.float64]

_HELD = 0.6
"""From this cover on, a term counts as present on the other side."""
_NAME_PROOF = 0.35
"""What a shared name proves, against a shared word of its weight."""
_UNMISTAKABLE = 8
"""Words in marks from which the same ones are the same utterance."""
_RARE_VALUE = 0.45
"""Weight from which a value tells two passages from others."""
_RIVALS = 4
"""Rivals of a unit, in words, that are looked at."""
_MOST_GIVING = 24
"""Passages with one value beyond which it is no reason to compare them."""
_LONGEST = 80
"""Words of a passage that are laid side by side."""

FEATURES = (
    "proof", "short_share", "long_share", "quoted", "run", "order", "other_numbers", "other_names",
    "said_in_both", "told_in_both", "voice", "relayed", "both_relayed", "asked", "polarity", "not_hedged",
    "meaning", "lag", "apart", "short_mass", "short_told", "long_told", "values", "other_values", "rival",
    "own", "scaled", "least", "most", "rank", "worst",
)  # fmt: skip
"""What is looked at, in the order of :func:`features`."""
WORDS = tuple(n for n in FEATURES[: FEATURES.index("rival") + 1] if n not in ("values", "other_values"))
"""What the forest of words goes by."""
KEPT = (
    "proof", "long_share", "quoted", "voice", "relayed", "polarity", "not_hedged", "asked", "other_numbers",
    "other_names", "said_in_both", "told_in_both", "short_mass", "values", "other_values", "worst", "apart", "scaled",
)  # fmt: skip
"""What is looked at a second time."""
AGAIN = (*support.Support._fields, *KEPT)
"""What the second look goes by."""
_WORDS = [FEATURES.index(name) for name in WORDS]
_KEPT = [FEATURES.index(name) for name in KEPT]
_BY_WORDS, _BY_SENSE, _AGAIN_TABLE = "alignment", "alignment_sense", "alignment_again"
_RARE = {"asked": 1.6, "polarity": 0.5, "not_hedged": 1.6}
"""Taken off the logit of pairs too rare for the forest to learn: a question and an assertion; "does not" and
"does", or "could"."""
_ALIKE = {"said_in_both": 1.1, "told_in_both": -0.4}
"""Taken off the logit of the sense of two remarks: those of one speaker on one occasion resemble one another, plain
facts of one event less."""
_AT_ALL = 0.03
"""Score by its sense from which a pair is looked at a second time."""
_STRANGE = 2.0
"""Taken off the logit of the sense of two remarks of which nothing says that they are one speaker's."""
_SHARES = (FEATURES.index("short_share"), FEATURES.index("long_share"))
_RIVAL = FEATURES.index("rival")
_VOICE = FEATURES.index("voice")
_OWN = FEATURES.index("own")


def scores(similar: Similar, nodes: Sequence[support.Node]) -> dict[tuple[int, int], float]:
    """How surely (0 to 1) two units are readings of one thing, of all that are compared at all: by the words that they
    share, or by their sense beside what the other pairs say, whichever is surer.  ``nodes``: for each unit all units of
    its very words."""
    pairs, rows = table(similar)
    if not pairs:
        return {}
    words = _lowered(forest.read(_BY_WORDS, "pair", WORDS).chance(rows[:, _WORDS]), rows, _RARE)
    sense = forest.read(_BY_SENSE, "pair", FEATURES).chance(rows)
    likely = sense >= _AT_ALL
    if likely.any():
        known = np.hstack([support.rows(nodes, pairs, sense.tolist(), least=_AT_ALL), rows[likely][:, _KEPT]])
        sense[likely] = forest.read(_AGAIN_TABLE, "pair", AGAIN).chance(known)
    strange = np.asarray(_STRANGE * (rows[:, _VOICE] < speakers.POST), dtype=np.float64)
    sense = _less(_lowered(sense, rows, _RARE | _ALIKE), strange)
    found = np.maximum(support.raised(nodes, pairs, words), sense)
    return {pair: round(float(chance), 4) for pair, chance in zip(pairs, found, strict=True)}


def _lowered(chances: Rows, rows: Rows, by: Mapping[str, float]) -> Rows:
    """Chances with something taken off their logits for each of some features."""
    against = np.asarray(rows[:, [FEATURES.index(name) for name in by]] @ list(by.values()), dtype=np.float64)
    return _less(chances, against)


def _less(chances: Rows, logits: Rows) -> Rows:
    return np.asarray(chances / (chances + (1 - chances) * np.exp(logits)), dtype=np.float64)


def table(similar: Similar) -> tuple[list[tuple[int, int]], Rows]:
    """The pairs of units that may be one thing, in order, and a row of :data:`FEATURES` for each."""
    standings = standing.of(similar.meaning) if similar.meaning else None
    pairs, rows = [], []
    plain = [_plain(u) for u in similar.units]
    for i, j in _compared(similar, standings):
        found = _features(similar, plain, i, j)
        if found is not None:
            pairs.append((i, j))
            rows.append(found)
    made = np.zeros((len(rows), len(FEATURES)))
    if pairs:
        made[:, :_RIVAL] = rows
        made[:, _RIVAL] = _rivals(similar, pairs, made[:, _SHARES[0]] + made[:, _SHARES[1]], standings)
        made[:, _OWN:] = standings.alike(np.asarray(pairs))[:, 1:] if standings else standing.NOWHERE[1:]
    return pairs, made


def _compared(similar: Similar, standings: Standings | None) -> list[tuple[int, int]]:
    """Pairs (i < j) that share words, or a rare value, or are near in meaning."""
    found = {*similar.candidates(), *_giving_the_same(similar.units)}
    return sorted(found.union(standings.candidates()) if standings else found)


def _giving_the_same(units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Pairs (i < j) that share a value that tells much, and that not many give."""
    giving: dict[str, list[int]] = defaultdict(list)
    for n, unit in enumerate(units):
        for key, weight in unit.values:
            if weight >= _RARE_VALUE:
                giving[key].append(n)
    for places in giving.values():
        if len(places) <= _MOST_GIVING:
            yield from combinations(places, 2)


def _rivals(similar: Similar, pairs: Sequence[tuple[int, int]], shares: Rows, standings: Standings | None) -> Rows:
    """How much more of either unit another one of the other's article covers (0: none does); one that tells the same
    again is no rival."""
    best: dict[tuple[int, int], list[tuple[float, int]]] = defaultdict(list)
    sides = [((i, similar.units[j].witness), (j, similar.units[i].witness)) for i, j in pairs]
    for (i, j), (one, two), share in zip(pairs, sides, shares.tolist(), strict=True):
        best[one].append((-share, j))
        best[two].append((-share, i))
    for found in best.values():
        found.sort()
        del found[_RIVALS:]
    asked = [
        (n, -against, partner, rival)
        for n, ((i, j), (one, two), share) in enumerate(zip(pairs, sides, shares.tolist(), strict=True))
        for key, partner in ((one, j), (two, i))
        for against, rival in best[key]
        if rival != partner and -against > share
    ]
    made = np.zeros(len(pairs))
    if not asked:
        return made
    twins = _twins(standings, [(partner, rival) for _, _, partner, rival in asked])
    for (n, share, _, _), twin in zip(asked, twins, strict=True):
        if not twin:
            made[n] = max(made[n], share - shares[n])
    return made


def _twins(standings: Standings | None, pairs: Sequence[tuple[int, int]]) -> list[bool]:
    """Whether two units of one article tell the same."""
    if standings is None:
        return [False] * len(pairs)
    i, j = np.asarray(pairs, dtype=np.intp).T
    return [bool(x) for x in standings.between(i, j) >= standing.TWIN]


def _features(similar: Similar, plain: Sequence[Matrix], i: int, j: int) -> tuple[float, ...] | None:
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
    sides = (_covered(plain[i], wa, of_a), _covered(plain[j], wb, of_b))
    short, long = sorted(sides, key=lambda side: (side.mass, side.shared))
    near = similar.meaning.alike(i, j) if similar.meaning else Nearness(0.0, 0.0)
    denied, unhedged = _turned(a, b)
    run, order = _in_common(a.words, b.words)
    values = given.shared(dict(a.values), dict(b.values))
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
        values,
        float(not values and _telling(a) and _telling(b)),
    )


def _telling(unit: Unit) -> bool:
    """Whether it gives a value that tells much."""
    return any(weight >= _RARE_VALUE for _, weight in unit.values)


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


def _plain(unit: Unit) -> Matrix:
    """What each term of a passage counts for, with names counting for little."""
    return np.asarray([_NAME_PROOF if t.kind == "name" else 1.0 for t in unit.terms], dtype=np.float32)


def _covered(plain: Matrix, weights: Matrix, cover: Matrix) -> _Covered:
    shared = weights * cover
    return _Covered(float(weights.sum()), float(shared.sum()), float(weights @ plain), float(shared @ plain))


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
