"""The score of two passages as readings of one thing, by small forests.

One goes by the words in common, speaker, numbers, names, marks, polarity, nearness of meaning and place
(``training/alignment.py`` makes it): where passages share their words it is nearly always right.  Two others
(``training/alignment_sense.py``) find the same thing told in other words: by values in common and how the passages
stand against their rivals, and then by what the other pairs of the event say (:mod:`.support`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from .. import forest
from . import paired, speakers, standing, support
from .paired import Passages
from .sides import RARE_VALUE
from .similar import Similar
from .standing import Standings
from .units import Unit
from .vocabulary import Indices

Rows = NDArray[np.float64]

_RIVALS = 4
"""Rivals of a unit, in words, that are looked at."""
_MOST_GIVING = 24
"""Passages with one value beyond which it is no reason to compare them."""

FEATURES = (*paired.NAMES, "rival", "own", "scaled", "least", "most", "rank", "worst")
"""What is looked at, in the order of :func:`table`."""
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
    compared = np.asarray(_compared(similar, standings), dtype=np.intp).reshape(-1, 2)
    if not len(compared):
        return [], np.zeros((0, len(FEATURES)))
    passages = Passages(similar)
    pairs = compared[passages.possible(*compared.T)]
    found = [(i, j) for i, j in pairs.tolist()]
    made = np.zeros((len(pairs), len(FEATURES)))
    if found:
        made[:, :_RIVAL] = paired.rows(passages, pairs)
        made[:, _RIVAL] = _rivals(similar, pairs, made[:, _SHARES[0]] + made[:, _SHARES[1]], standings)
        made[:, _OWN:] = standings.alike(pairs)[:, 1:] if standings else standing.NOWHERE[1:]
    return found, made


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


def _rivals(similar: Similar, pairs: Indices, shares: Rows, standings: Standings | None) -> Rows:
    """How much more of either unit another one of the other's article covers (0: none does); one that tells the same
    again is no rival.

    Each pair is looked at from both of its units.  Those of one unit with one article stand together, the best first:
    from ``first`` until before ``last``.
    """
    i, j = pairs.T
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
