"""The score of two passages as readings of one thing, by small forests.

One goes by the words in common, speaker, numbers, names, marks, polarity, nearness of meaning and place
(``training/alignment.py`` makes it): where passages share their words it is nearly always right.  Two others
(``training/alignment_sense.py``) find the same thing told in other words: by values in common and how the passages
stand against their rivals, and then by what the other pairs of the event say (:mod:`.support`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from .. import forest
from . import given, speakers, standing, support
from .meaning import Nearness
from .sides import HELD, RARE_VALUE, Side
from .similar import Cover, Similar
from .speakers import Match, Voice
from .standing import Standings
from .units import Unit

Rows = NDArray[np.float64]

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
_RARE = {"asked": 1.0, "not_hedged": 1.6}
"""Taken off the logit of pairs too rare for the forest to learn: a question and an assertion; "does not" and
"does", or "could"."""
_ALIKE = {"said_in_both": 1.1}
"""Taken off the logit of the sense of two remarks: those of one speaker on one occasion resemble one another."""
_AT_ALL = 0.03
"""Score by its sense from which a pair is looked at a second time."""
_STRANGE = 2.0
"""Taken off the logit of the sense of two remarks of which nothing says that they are one speaker's."""
_ALONE, _NEAR = 2.0, 0.35
"""Taken off it where one article has a single passage, which stands out from nothing, and the cosine is less."""
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
    lost = _alone(similar.units, pairs) & (rows[:, _OWN] < _NEAR)
    doubt = _STRANGE * (rows[:, _VOICE] < speakers.POST) + _ALONE * lost
    sense = _less(_lowered(sense, rows, _RARE | _ALIKE), doubt)
    found = np.maximum(support.raised(nodes, pairs, words), sense)
    return {pair: round(float(chance), 4) for pair, chance in zip(pairs, found, strict=True)}


def _alone(units: Sequence[Unit], pairs: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
    """Of which pairs one is the only passage of its article."""
    often = Counter(u.witness for u in units)
    return np.asarray([1 in (often[units[i].witness], often[units[j].witness]) for i, j in pairs], dtype=np.bool_)


def _lowered(chances: Rows, rows: Rows, by: Mapping[str, float]) -> Rows:
    """Chances with something taken off their logits for each of some features."""
    against = np.asarray(rows[:, [FEATURES.index(name) for name in by]] @ list(by.values()), dtype=np.float64)
    return _less(chances, against)


def _less(chances: Rows, logits: Rows) -> Rows:
    return np.asarray(chances / (chances + (1 - chances) * np.exp(logits)), dtype=np.float64)


def table(similar: Similar) -> tuple[list[tuple[int, int]], Rows]:
    """The pairs of units that may be one thing, in order, and a row of :data:`FEATURES` for each."""
    standings = standing.of(similar.meaning) if similar.meaning else None
    sides = [Side.of(u, w) for u, w in zip(similar.units, similar.weights, strict=True)]
    matches = _Matches.of(similar.units)
    pairs = [(i, j) for i, j in _compared(similar, standings) if _may_be_one(sides[i], sides[j], matches.of_pair(i, j))]
    covers = similar.covers(pairs)
    made = np.zeros((len(pairs), len(FEATURES)))
    for n, (i, j) in enumerate(pairs):
        near = similar.meaning.alike(i, j) if similar.meaning else Nearness(0.0, 0.0)
        made[n, :_RIVAL] = _features(sides[i], sides[j], covers[n], match=matches.of_pair(i, j), near=near)
    if pairs:
        made[:, _RIVAL] = _rivals(similar, pairs, made[:, _SHARES[0]] + made[:, _SHARES[1]], standings)
        made[:, _OWN:] = standings.alike(np.asarray(pairs))[:, 1:] if standings else standing.NOWHERE[1:]
    return pairs, made


def _compared(similar: Similar, standings: Standings | None) -> list[tuple[int, int]]:
    """Pairs (i < j) that share words, or a rare value, or are near in meaning."""
    found = similar.candidates().union(_giving_the_same(similar.units))
    return sorted(found.union(standings.candidates()) if standings else found)


def _giving_the_same(units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Pairs (i < j) that share a value that tells much, and that not many give."""
    giving: dict[str, list[int]] = defaultdict(list)
    for n, unit in enumerate(units):
        for key, weight in unit.values:
            if weight >= RARE_VALUE:
                giving[key].append(n)
    for places in giving.values():
        if len(places) <= _MOST_GIVING:
            yield from combinations(places, 2)


def _rivals(similar: Similar, pairs: Sequence[tuple[int, int]], shares: Rows, standings: Standings | None) -> Rows:
    """How much more of either unit another one of the other's article covers (0: none does); one that tells the same
    again is no rival.

    Each pair is looked at from both of its units.  Those of one unit with one article stand together, the best first:
    from ``first`` until before ``last``.
    """
    i, j = np.asarray(pairs, dtype=np.intp).T
    witness = np.asarray([u.witness for u in similar.units], dtype=np.intp)
    unit, partner, share = np.r_[i, j], np.r_[j, i], np.r_[shares, shares]
    order = np.lexsort((partner, -share, witness[partner], unit))
    changes = np.diff(unit[order], prepend=-1).astype(bool) | np.diff(witness[partner[order]], prepend=-1).astype(bool)
    first = np.maximum.accumulate(np.where(changes, np.arange(len(order)), 0))
    last = np.r_[np.flatnonzero(changes)[1:], len(order)][np.cumsum(changes) - 1]
    made = np.zeros(len(pairs))
    for rank in range(_RIVALS):
        at = np.minimum(first + rank, last - 1)
        better = (first + rank < last) & (share[order[at]] > share[order])
        own, rival = order[better], order[at[better]]
        if standings is not None:
            apart = standings.between(partner[own], partner[rival]) < standing.TWIN
            own, rival = own[apart], rival[apart]
        np.maximum.at(made, own % len(pairs), share[rival] - share[own])
    return made


@dataclass(frozen=True, slots=True)
class _Matches:
    """How the speakers of units go together, worked out once for two voices; ``voice`` is the number of each unit's."""

    voices: Sequence[Voice | None]
    voice: Sequence[int]
    known: dict[tuple[int, int], Match]

    @staticmethod
    def of(units: Sequence[Unit]) -> _Matches:
        numbers: dict[Voice | None, int] = {}
        voice = [numbers.setdefault(u.voice, len(numbers)) for u in units]
        return _Matches(list(numbers), voice, {})

    def of_pair(self, i: int, j: int) -> Match:
        key = self.voice[i], self.voice[j]
        if key not in self.known:
            self.known[key] = speakers.match(self.voices[key[0]], self.voices[key[1]])
        return self.known[key]


def _may_be_one(a: Side, b: Side, match: Match) -> bool:
    """Whether two passages can be readings of one thing at all.  Where the attribution of one turns its words round
    ("refused to ..."), something in the other must, too."""
    if not (a.tells and b.tells) or (a.refuses and not b.negated) or (b.refuses and not a.negated):
        return False
    return match.score != speakers.OTHER or a.uttered_in(b) or b.uttered_in(a)


def _features(one: Side, two: Side, cover: Cover, *, match: Match, near: Nearness) -> tuple[float, ...]:
    """What speaks for and against two units as readings of one thing, but for rivals."""
    a, b = one.unit, two.unit
    short, long = sorted((one.shares(cover.a), two.shares(cover.b)), key=lambda side: (side.mass, side.shared))
    denied = one.negated != two.negated
    denies, other = (one, two) if one.negated else (two, one)
    run, order = _in_common(a.words, b.words)
    values = given.shared(one.values, two.values)
    return (
        min(short.told, long.told),
        short.share,
        long.share,
        max(one.quoted_in(two), two.quoted_in(one)),
        run,
        order,
        float(len(one.numbers) > 0 and len(two.numbers) > 0 and not (cover.a[one.numbers] >= HELD).any()),
        float(one.lone(cover.a, two) and two.lone(cover.b, one)),
        float(a.statement is not None and b.statement is not None),
        float(a.statement is None and b.statement is None),
        match.score,
        float(match.relayed),
        float(match.both),
        float(a.asks != b.asks),
        float(denied),
        float(denied and other.hedged and not denies.hedged),
        near.cosine,
        max(0.0, -near.lead),
        abs(a.place - b.place),
        min(short.mass, 4.0),
        short.told_share,
        long.told_share,
        values,
        float(not values and one.telling and two.telling),
    )


def _in_common(a: Sequence[str], b: Sequence[str]) -> tuple[float, float]:
    """The longest run of words that both have (in words, up to twelve), and how many they have in one order, as a
    share of the shorter."""
    a, b = a[:_LONGEST], b[:_LONGEST]
    if not a or not b:
        return 0.0, 0.0
    runs = [op.src_end - op.src_start for op in LCSseq.opcodes(a, b) if op.tag == "equal"]
    return float(min(max(runs, default=0), 12)), sum(runs) / min(len(a), len(b))
