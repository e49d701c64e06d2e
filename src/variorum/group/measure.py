"""What two articles have in common, as numbers: the features of a link."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .. import encode
from .background import rarity
from .profile import Profile
from .scene import DOUBT, agreement, unnamed
from .sparse import Floats, Ints, Rows, neighbours, rows

FEATURES = (
    "terms", "lead", "pairs", "names", "numbers", "lead_held_least", "lead_held_most", "names_held_least",
    "names_held_most", "sense", "days", "weekdays", "wordings", "shorter", "longer", "held", "terms_first_most",
    "terms_first_least", "terms_third_most", "terms_third_least", "lead_first_most", "lead_first_least",
    "lead_third_most", "lead_third_least", "names_first_most", "names_first_least", "names_third_most",
    "names_third_least", "company", "pool", "when", "scene",
)  # fmt: skip
CROWD = 200
"""Articles above which (or a tenth of the pool) a term finds no candidates; it still weighs in the comparison."""
LEAST = 0.05
MOST = 200
FLOOR = 0.05
"""A best score under this counts as this: among strangers the nearest is still a stranger."""
NEAR = 0.1
MONTH = 30
APART = 3
"""Days between the happenings of two leads from which they are not one: a report seldom looks back further."""


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Profiles of a pool with their weighted views."""

    profiles: Sequence[Profile]
    terms: Rows
    weights: Floats
    names: list[str]
    """The terms of the columns of ``terms``."""

    def __len__(self) -> int:
        return len(self.profiles)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Candidate pairs (indices, ``left`` < ``right``, sorted) and their features, one row a pair."""

    left: Ints
    right: Ints
    features: Floats


def pool(profiles: Sequence[Profile]) -> Pool:
    """Weigh the terms of a pool against each other and against the background."""
    terms, names = rows([p.terms for p in profiles])
    weights = rarity(names, terms.spread(), len(profiles))
    return Pool(profiles, terms.scaled(weights), weights, names)


def pairs(pool: Pool) -> Pairs:
    """All pairs that share enough rare terms to be looked at, with their features."""
    crowd = max(CROWD, len(pool) // 10)
    left, right = neighbours(pool.terms, least=LEAST, crowd=crowd, most=MOST)
    return Pairs(left, right, features(pool, left, right))


def features(pool: Pool, left: Ints, right: Ints) -> Floats:
    """The features of some pairs, in the order of :data:`FEATURES`."""
    if not len(left):
        return np.zeros((0, len(FEATURES)))
    profiles = pool.profiles
    columns: list[Floats] = [pool.terms.dots(left, right)]
    views: tuple[Callable[[Profile], Mapping[str, int]], ...] = (
        lambda p: p.lead,
        lambda p: p.pairs,
        lambda p: p.names,
        lambda p: p.numbers,
    )
    columns += [_cosines([view(p) for p in profiles], left, right) for view in views]
    full = _presence([p.terms for p in profiles])
    for view in (views[0], views[2]):
        columns += _held([view(p) for p in profiles], full, left, right)
    columns.append(_sense(profiles, left, right))
    columns += _days(profiles, left, right)
    columns.append(np.array([_wordings(profiles[i], profiles[j]) for i, j in zip(left, right, strict=True)]))
    sizes = np.log([1 + p.size for p in profiles]) if profiles else np.zeros(0)
    columns += [np.minimum(sizes[left], sizes[right]), np.maximum(sizes[left], sizes[right])]
    columns.append(_held([p.terms for p in profiles], full, left, right)[1])
    for score in (columns[0], columns[1], columns[3]):
        columns += _standing(score, left, right, len(pool))
    columns.append(_company(columns[0], left, right, len(pool)))
    columns.append(np.full(len(left), min(6.0, np.log(max(1, len(pool))))))
    columns.append(_when(profiles, left, right))
    columns.append(np.array([occasions(profiles[i], profiles[j]) for i, j in zip(left, right, strict=True)]))
    return np.stack(columns, axis=1)


def _standing(score: Floats, left: Ints, right: Ints, size: int) -> list[Floats]:
    """A pair's score against the best, and the third best, score of either side (floored): local scaling.

    What is near for one article is far for another; a link should be among the best of both.
    """
    ends, values = np.r_[left, right], np.r_[score, score]
    order = np.lexsort((-values, ends))
    begin = np.searchsorted(ends[order], np.arange(size))
    counts = np.bincount(ends, minlength=size)
    out = []
    for rank in (0, 2):
        best = np.zeros(size)
        there = counts > rank
        best[there] = values[order][begin[there] + rank]
        best = np.maximum(best, FLOOR)
        out += [score / np.maximum(best[left], best[right]), score / np.minimum(best[left], best[right])]
    return out


def _company(score: Floats, left: Ints, right: Ints, size: int) -> Floats:
    """Cosine of the two articles' neighbourhoods: who else is near, and how near."""
    near = score >= NEAR
    a, b, s = left[near], right[near], score[near]
    rows_, columns = np.r_[a, b, np.arange(size)], np.r_[b, a, np.arange(size)]
    data = np.r_[s, s, np.ones(size)]
    order = np.argsort(rows_, kind="stable")
    bounds = np.r_[0, np.cumsum(np.bincount(rows_, minlength=size))]
    return Rows(bounds, columns[order], data[order], size).scaled(np.ones(size)).dots(left, right)


def _cosines(counts: Sequence[Mapping[str, int]], left: Ints, right: Ints) -> Floats:
    view, names = rows(counts)
    return view.scaled(rarity(names, view.spread(), len(counts))).dots(left, right)


def _presence(counts: Sequence[Mapping[str, int]]) -> Sequence[Mapping[str, int]]:
    return [dict.fromkeys(c, 1) for c in counts]


def _held(
    parts: Sequence[Mapping[str, int]], wholes: Sequence[Mapping[str, int]], left: Ints, right: Ints
) -> list[Floats]:
    """The share (by rarity) of the part of one article that stands anywhere in the other: the lesser and the greater
    of the two directions."""
    n = len(wholes)
    both, names = rows([*_presence(parts), *wholes])
    part, held = both.part(0, n), both.part(n, 2 * n)
    weights = rarity(names, held.spread(), n)
    weighted = Rows(part.bounds, part.columns, part.data * weights[part.columns], part.width)
    totals = np.maximum(weighted.totals(), 1e-9)
    there = weighted.dots(left, right, held) / totals[left]
    order = np.argsort(right, kind="stable")
    back = np.empty(len(left))
    back[order] = weighted.dots(right[order], left[order], held) / totals[right[order]]
    return [np.minimum(there, back), np.maximum(there, back)]


def _sense(profiles: Sequence[Profile], left: Ints, right: Ints) -> Floats:
    """Cosine of the openings' static vectors."""
    vectors = encode.vectors([p.opening for p in profiles])
    return np.asarray((vectors[left] * vectors[right]).sum(axis=1), dtype=np.float64)


def _days(profiles: Sequence[Profile], left: Ints, right: Ints) -> list[Floats]:
    """For days of the calendar and for weekdays: 1 one in common, -1 both name some and none in common, 0 else."""
    out = []
    for weekday in (False, True):
        sets = [frozenset(d for d in p.days if (d[0] == "w") is weekday) for p in profiles]
        out.append(np.array([_agree(sets[i], sets[j]) for i, j in zip(left, right, strict=True)]))
    return out


def _agree(a: frozenset[str], b: frozenset[str]) -> float:
    return 0.0 if not a or not b else 1.0 if a & b else -1.0


def _when(profiles: Sequence[Profile], left: Ints, right: Ints) -> Floats:
    """1 for articles of one day, falling to -1 for those a month apart; 0 where a day is unknown."""
    day = np.array([p.published or 0 for p in profiles], dtype=np.float64)
    a, b = day[left], day[right]
    return np.where((a > 0) & (b > 0), 1 - np.minimum(np.abs(a - b), MONTH) / (MONTH / 2), 0.0)


def occasions(a: Profile, b: Profile) -> float:
    """1: both report one occasion; -1: occasions of different places or days; 0: nothing tells.

    A doubt about places (see :func:`~.scene.agreement`) is settled by the days of the leads.  And an occasion in a
    place that the other article never names, days away from all that the other's lead dates, is another one.
    """
    found = agreement(a.scenes, b.scenes, a.terms, b.terms)
    if found == DOUBT:
        gap = _gap(a, b)
        apart = _agree(a.lead_days, b.lead_days) < 0 if gap is None else gap >= APART
        return -1.0 if apart else 0.0
    if found == 0 and (unnamed(a.scenes, b.terms) or unnamed(b.scenes, a.terms)):
        gap = _gap(a, b)
        return -1.0 if gap is not None and gap >= APART else 0.0
    return found


def _gap(a: Profile, b: Profile) -> int | None:
    """Days between the nearest two days that the leads name; None where one of them names none that can be told."""
    return min((abs(x - y) for x in a.happened for y in b.happened), default=None)


def _wordings(a: Profile, b: Profile) -> float:
    return float(np.log1p(len(a.wordings & b.wordings)))
