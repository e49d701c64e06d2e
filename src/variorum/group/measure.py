"""What two articles have in common, as numbers: the features of a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import encode
from . import contrast, told
from .background import rarity
from .profile import LEAST_WORDS, Profile
from .scene import DOUBT, agreement, unnamed
from .sparse import Floats, Ints, Rows, neighbours, rows

FEATURES = (
    "terms", "lead", "pairs", "names", "numbers", "lead_held_least", "lead_held_most", "names_held_least",
    "names_held_most", "sense", "days", "weekdays", "wordings", "shorter", "longer", "held", "terms_first_most",
    "terms_first_least", "terms_third_most", "terms_third_least", "lead_first_most", "lead_first_least",
    "lead_third_most", "lead_third_least", "names_first_most", "names_first_least", "names_third_most",
    "names_third_least", "company", "pool", "when", "scene", "deep", "numbers_first_most", "numbers_first_least",
    "pairs_first_most", "pairs_first_least", "deep_first_most", "deep_first_least", "wordings_first_most",
    "wordings_first_least",
    *(f"{name}{what}" for name in told.COLUMNS for what in ("", "_first_most", "_first_least")), *contrast.FEATURES,
)  # fmt: skip
RANKED = ("terms", "lead", "names", "numbers", "pairs", "deep", "wordings", *told.COLUMNS)
THRICE = 3
"""Of these scores, the first so many are held against the third best, too."""
DEEP = 280
"""Characters of the opening that the whole encoder reads."""
CROWD = 200
"""Articles above which a term finds no candidates, however large the pool; it still weighs in the comparison."""
LEAST = 0.05
MOST = 500
"""Neighbours that an article keeps at most: an event of more articles than that may fall apart."""
FLOOR = 0.05
"""A best score under this counts as this: among strangers the nearest is still a stranger."""
NEAR = 0.1
MONTH = 30
APART = 3
"""Days between the happenings of two leads from which they are not one: a report seldom looks back further."""
BLOCK = 1 << 14
"""Pairs whose vectors are compared at once; it bounds the memory."""


Known = Mapping[str, NDArray[Any]]
"""See :func:`vectors`."""


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Profiles of a pool with their weighted views.

    ``counts``, ``lead`` and ``named`` (1 + ln of the counts of terms, of those of the lead and of the names) share the
    columns of ``terms``, which are called ``names`` and weigh ``weights``; ``pairs`` and ``numbers`` have their own.
    ``vectors``: see :func:`vectors`; ``told``: the sums of the sentences among them.
    """

    profiles: Sequence[Profile]
    counts: Rows
    terms: Rows
    weights: Floats
    names: list[str]
    lead: Rows
    named: Rows
    pairs: Rows
    numbers: Rows
    vectors: Known
    told: encode.Vectors

    def __len__(self) -> int:
        return len(self.profiles)


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """Pairs of articles (indices, ``left`` < ``right``, sorted) with the scores by which others are ranked beside them:
    one row a pair, one column each of :data:`RANKED`."""

    left: Ints
    right: Ints
    scores: Floats

    def __len__(self) -> int:
        return len(self.left)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Candidate pairs (indices, ``left`` < ``right``, sorted) and their features, one row a pair."""

    left: Ints
    right: Ints
    features: Floats


def vectors(profiles: Sequence[Profile]) -> dict[str, NDArray[Any]]:
    """What is slow to make of a profile and may be stored: one row an article, by name.

    ``opening``: static vectors; ``deep``: those by the whole encoder of its first characters; ``told``: see
    :data:`told.Sentences`.  The last two are noughts for an article that says too little to be linked.
    """
    openings = [p.opening[:DEEP] if p.size >= LEAST_WORDS else "" for p in profiles]
    said = [told.rows(told.means(p.told if p.size >= LEAST_WORDS else ())) for p in profiles]
    return {
        "opening": encode.vectors([p.opening for p in profiles]),
        "deep": encode.contextual(openings),
        "told": np.stack(said) if said else np.zeros((0, told.MOST, encode.WIDTH), dtype=np.int8),
    }


def pool(profiles: Sequence[Profile], known: Known | None = None) -> Pool:
    """Weigh the terms of a pool against each other and against the background.

    ``known``: the :func:`vectors` of these profiles, where they are stored.
    """
    columns: dict[str, int] = {}
    counts, names = rows([p.terms for p in profiles], columns)
    lead, _ = rows([p.lead for p in profiles], columns)
    named, _ = rows([p.names for p in profiles], columns)
    weights = rarity(names, counts.spread(), len(profiles))
    known = vectors(profiles) if known is None else known
    return Pool(
        profiles=profiles,
        counts=counts,
        terms=counts.scaled(weights),
        weights=weights,
        names=names,
        lead=lead,
        named=named,
        pairs=_own([p.pairs for p in profiles]),
        numbers=_own([p.numbers for p in profiles]),
        vectors=known,
        told=told.middles(known["told"]),
    )


def _own(counts: Sequence[Mapping[str, int]]) -> Rows:
    """Counts over columns of their own, weighed and scaled; what only one article has is in no product of two."""
    view, names = rows(counts)
    return view.scaled(rarity(names, view.spread(), len(counts))).shared()


def pairs(pool: Pool) -> Pairs:
    """All :func:`candidates` with their features."""
    found = candidates(pool)
    return Pairs(found.left, found.right, features(pool, found, found))


def candidates(pool: Pool, of: Ints | None = None) -> Ranked:
    """All pairs that share enough rare terms to be looked at, or tell alike; ``of``: only those of these articles."""
    worded = neighbours(pool.terms, least=LEAST, crowd=CROWD, most=MOST, of=of)
    alike = told.neighbours(pool.told, of)
    size = max(1, len(pool))
    codes = np.unique(np.concatenate([left * size + right for left, right in (worded, alike)]))
    left, right = codes // size, codes % size
    return Ranked(left, right, ranked(pool, left, right))


def ranked(pool: Pool, left: Ints, right: Ints) -> Floats:
    """The columns of :data:`RANKED`: those :func:`by_words`, and how near what is told is."""
    return np.column_stack([*by_words(pool, left, right), told.nearness(pool.vectors["told"], pool.told, left, right)])


def by_words(pool: Pool, left: Ints, right: Ints) -> list[Floats]:
    """Cosines of all terms, of the leads', of names, figures, pairs of words and openings; quoted runs in common."""
    views = (pool.terms.shared(), _scaled(pool, pool.lead), _scaled(pool, pool.named), pool.numbers, pool.pairs)
    scores = [view.dots(left, right) for view in views]
    scores.append(np.maximum(_cosines(pool.vectors["deep"], left, right), 0.0))
    return [*scores, np.log1p(contrast.common([p.wordings for p in pool.profiles], left, right))]


def features(pool: Pool, pairs: Ranked, among: Ranked) -> Floats:
    """The features of some pairs, in the order of :data:`FEATURES`.  ``among``: all pairs that are known of these
    articles, against which some features are measured."""
    left, right = pairs.left, pairs.right
    if not len(left):
        return np.zeros((0, len(FEATURES)))
    terms, lead, names, numbers, within, deep, wordings, *_ = pairs.scores.T
    there = pool.counts.presence()
    sizes = np.log([1 + p.size for p in pool.profiles])
    columns: list[Floats] = [terms, lead, within, names, numbers]
    columns += _held(pool, pool.lead, there, left, right)
    columns += _held(pool, pool.named, there, left, right)
    columns.append(_cosines(pool.vectors["opening"], left, right))
    columns += _days(pool.profiles, left, right)
    columns.append(wordings)
    columns += [np.minimum(sizes[left], sizes[right]), np.maximum(sizes[left], sizes[right])]
    columns.append(_most_held(pool, there, left, right))
    nearest = [best(among, at, len(pool)) for at in range(len(RANKED))]
    for at in range(THRICE):
        columns += _standing(pairs.scores[:, at], left, right, nearest[at])
    columns.append(_company(pairs, among, len(pool)))
    columns.append(np.full(len(left), min(6.0, np.log(len(pool)))))
    columns.append(_when(pool.profiles, left, right))
    columns += [_scene(pool.profiles, left, right), deep]
    for at in range(THRICE, len(RANKED)):
        if RANKED[at] in told.COLUMNS:
            columns.append(pairs.scores[:, at])
        columns += _standing(pairs.scores[:, at], left, right, nearest[at][:1])
    columns += contrast.columns(pool, pairs, among)
    return np.stack(columns, axis=1)


def best(among: Ranked, column: int, size: int) -> tuple[Floats, Floats]:
    """The best and the third best score of each article (floored; where it has no three, the floor)."""
    ends, values = np.r_[among.left, among.right], np.tile(among.scores[:, column], 2)
    order = np.lexsort((-values, ends))
    begin = np.searchsorted(ends[order], np.arange(size))
    counts = np.bincount(ends, minlength=size)
    found = []
    for rank in (0, 2):
        best = np.zeros(size)
        there = counts > rank
        best[there] = values[order][begin[there] + rank]
        found.append(np.maximum(best, FLOOR))
    return found[0], found[1]


def _standing(score: Floats, left: Ints, right: Ints, best: Sequence[Floats]) -> list[Floats]:
    """A pair's score against the best, and the third best, score of either side: local scaling.

    What is near for one article is far for another; a link should be among the best of both.
    """
    out = []
    for most in best:
        out += [score / np.maximum(most[left], most[right]), score / np.minimum(most[left], most[right])]
    return out


def _company(pairs: Ranked, among: Ranked, size: int) -> Floats:
    """Cosine of the two articles' neighbourhoods: who else is near, and how near."""
    near_by = company(among.left, among.right, among.scores[:, RANKED.index("terms")], size, NEAR)
    return near_by.scaled(np.ones(size)).dots(pairs.left, pairs.right)


def company(left: Ints, right: Ints, score: Floats, size: int, least: float) -> Rows:
    """For each article those that are near it, with their scores, and itself with 1."""
    near = score >= least
    a, b, s = left[near], right[near], score[near]
    rows_, columns = np.r_[a, b, np.arange(size)], np.r_[b, a, np.arange(size)]
    data = np.r_[s, s, np.ones(size)]
    order = np.argsort(rows_, kind="stable")
    bounds = np.r_[0, np.cumsum(np.bincount(rows_, minlength=size))]
    return Rows(bounds, columns[order].astype(np.int32), data[order], size)


def _scaled(pool: Pool, view: Rows) -> Rows:
    return view.scaled(rarity(pool.names, view.spread(), len(pool))).shared()


def _held(pool: Pool, part: Rows, there: Rows, left: Ints, right: Ints) -> list[Floats]:
    """The share (by rarity) of the part of one article that stands anywhere in the other: the lesser and the greater
    of the two directions."""
    weighted = part.presence().times(pool.weights)
    totals = np.maximum(weighted.totals(), 1e-9)
    one = there.dots(right, left, weighted) / totals[left]
    other = there.dots(left, right, weighted) / totals[right]
    return [np.minimum(one, other), np.maximum(one, other)]


def _most_held(pool: Pool, there: Rows, left: Ints, right: Ints) -> Floats:
    """The share (by rarity) of the lesser article that stands anywhere in the other."""
    weighted = there.times(pool.weights)
    totals = np.maximum(weighted.totals(), 1e-9)
    return weighted.shared().dots(left, right, there.shared()) / np.minimum(totals[left], totals[right])


def _cosines(vectors: encode.Vectors, left: Ints, right: Ints) -> Floats:
    """Cosines of vectors of length 1."""
    out = np.zeros(len(left))
    for start in range(0, len(left), BLOCK):
        some = slice(start, start + BLOCK)
        out[some] = (vectors[left[some]] * vectors[right[some]]).sum(axis=1)
    return out


def _days(profiles: Sequence[Profile], left: Ints, right: Ints) -> list[Floats]:
    """For days of the calendar and for weekdays: 1 one in common, -1 both name some and none in common, 0 else."""
    return [
        contrast.agreement([[d for d in p.days if (d[0] == "w") is weekday] for p in profiles], left, right)
        for weekday in (False, True)
    ]


def _agree(a: frozenset[str], b: frozenset[str]) -> float:
    return 0.0 if not a or not b else 1.0 if a & b else -1.0


def _when(profiles: Sequence[Profile], left: Ints, right: Ints) -> Floats:
    """1 for articles of one day, falling to -1 for those a month apart; 0 where a day is unknown."""
    day = np.array([p.published or 0 for p in profiles], dtype=np.float64)
    a, b = day[left], day[right]
    return np.where((a > 0) & (b > 0), 1 - np.minimum(np.abs(a - b), MONTH) / (MONTH / 2), 0.0)


def _scene(profiles: Sequence[Profile], left: Ints, right: Ints) -> Floats:
    """:func:`occasions` of all pairs; it is asked only where a side tells of an occasion at all."""
    out = np.zeros(len(left))
    told = np.array([bool(p.scenes) for p in profiles])
    dated = np.array([bool(p.happened) for p in profiles])
    alike = contrast.common([{str(kind) for kind, _ in p.scenes} for p in profiles], left, right) > 0
    asked = alike | ((told[left] | told[right]) & dated[left] & dated[right])
    for at in np.flatnonzero(asked).tolist():
        out[at] = occasions(profiles[left[at]], profiles[right[at]])
    return out


def occasions(a: Profile, b: Profile) -> float:
    """1: both report one occasion; -1: occasions of different places or days; 0: nothing tells.

    A doubt about places (see :func:`~.scene.agreement`) is settled by the days of the leads.  And an occasion in a
    place that the other article never names, days away from all that the other's lead dates, is another one.
    """
    found = agreement(a.scenes, b.scenes, a.terms, b.terms)
    if found == DOUBT:
        gap = happened_apart(a, b)
        apart = _agree(a.lead_days, b.lead_days) < 0 if gap is None else gap >= APART
        return -1.0 if apart else 0.0
    if found == 0 and (unnamed(a.scenes, b.terms) or unnamed(b.scenes, a.terms)):
        gap = happened_apart(a, b)
        return -1.0 if gap is not None and gap >= APART else 0.0
    return found


def happened_apart(a: Profile, b: Profile) -> int | None:
    """Days between the nearest two days that the leads name; None where one of them names none that can be told."""
    return min((abs(x - y) for x in a.happened for y in b.happened), default=None)
