"""What tells two rounds of one thing from each other: this month's figures from last month's, one match from the next.

The same people, the same words for it, another day or another place.  Read alone, two such reports are close; beside a
report of the same round they are not.  So much of this is relative: what a pair shares, against the most that either of
the two shares with anyone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from . import calendar
from .background import rarity
from .profile import Profile
from .sparse import Floats, Ints, rows
from .stems import stem

if TYPE_CHECKING:
    from .measure import Pool, Ranked

FEATURES = (
    "rare", "rarest", "who", "what", "known_least", "known_most", "rank_best", "rank_worst", "lead_numbers", "months",
    "years", "gap",
)  # fmt: skip
RARE = (3.0, 5.0)
"""Weights from which a shared term is evidence in itself, and strong evidence: one article of 20, and of 150."""
NEAR = 0.2
"""A cosine of all terms from which another article is about the same matter, more or less."""
NAMED = 4
"""Days of a lead that are looked at."""
WEEK = 7
BLOCK = 1 << 14


def columns(pool: Pool, pairs: Ranked, among: Ranked) -> list[Floats]:
    """The features of some pairs, in the order of :data:`FEATURES`; ``among``: all pairs that are known of these
    articles."""
    left, right = pairs.left, pairs.right
    out = [evidence(pool, left, right, weight) for weight in RARE]
    out += leads(pool.profiles, left, right)
    out += _known(pairs, among, len(pool))
    out += _ranks(pairs, among, len(pool))
    out.append(lead_numbers(pool, left, right))
    months = {stem(word): str(month) for word, month in calendar.months().items()}
    out.append(agreement([{months[t] for t in p.terms if t in months} for p in pool.profiles], left, right))
    out.append(agreement([{n for n in p.numbers if calendar.is_year(n)} for p in pool.profiles], left, right))
    out.append(gap(pool.profiles, left, right))
    return out


def common(sets: Sequence[Collection[str]], left: Ints, right: Ints) -> Floats:
    """How many elements two sets have in common."""
    return rows([dict.fromkeys(s, 1) for s in sets])[0].shared().dots(left, right)


def agreement(sets: Sequence[Collection[str]], left: Ints, right: Ints) -> Floats:
    """1: an element in common; -1: both have some, none of them in common; 0 else."""
    some = np.array([bool(s) for s in sets], dtype=bool)
    return np.where(common(sets, left, right) > 0, 1.0, np.where(some[left] & some[right], -1.0, 0.0))


def evidence(pool: Pool, left: Ints, right: Ints, least: float) -> Floats:
    """How much rare vocabulary is shared, however long the articles: the sum of the weights above ``least``, logged."""
    weights = np.sqrt(np.maximum(pool.weights - least, 0.0))
    return np.log1p(pool.counts.presence().times(weights).shared().dots(left, right))


def leads(profiles: Sequence[Profile], left: Ints, right: Ints) -> list[Floats]:
    """Cosines of the names in the leads, and of the other words: who it is about, and what happened."""
    who = [{t: n for t, n in p.lead.items() if t in p.names} for p in profiles]
    what = [{t: n for t, n in p.lead.items() if t not in p.names} for p in profiles]
    return [_cosines(view, left, right) for view in (who, what)]


def _cosines(counts: Sequence[Mapping[str, int]], left: Ints, right: Ints) -> Floats:
    view, names = rows(counts)
    return view.scaled(rarity(names, view.spread(), len(counts))).shared().dots(left, right)


def _known(pairs: Ranked, among: Ranked, size: int) -> list[Floats]:
    """How many others are near the one and the other article (logged): the lesser and the greater number."""
    near = among.scores[:, 0] > NEAR
    count = np.log1p(np.bincount(np.r_[among.left[near], among.right[near]], minlength=size))
    a, b = count[pairs.left], count[pairs.right]
    return [np.minimum(a, b), np.maximum(a, b)]


def _ranks(pairs: Ranked, among: Ranked, size: int) -> list[Floats]:
    """How many others are nearer than these two are to each other (minus its logarithm): the better and the worse."""
    ends = np.r_[among.left, among.right]
    keys = np.sort(2.0 * ends + 1 - np.tile(among.scores[:, 0], 2))
    begin = np.searchsorted(keys, 2.0 * np.arange(size))
    a, b = (
        np.maximum(np.searchsorted(keys, 2.0 * end + 1 - pairs.scores[:, 0] - 1e-9) - begin[end], 0)
        for end in (pairs.left, pairs.right)
    )
    return [-np.log1p(np.minimum(a, b)), -np.log1p(np.maximum(a, b))]


def lead_numbers(pool: Pool, left: Ints, right: Ints) -> Floats:
    """The share (by rarity) of the figures of one lead that stand anywhere in the other article, in the better
    direction; a half where one of them has none."""
    figures = np.array([name[0].isdigit() for name in pool.names], dtype=bool)
    part, there = pool.lead.only(figures).presence().times(pool.weights), pool.counts.presence()
    totals = part.totals()
    safe = np.maximum(totals, 1e-9)
    one, other = there.dots(right, left, part) / safe[left], there.dots(left, right, part) / safe[right]
    both = (totals[left] > 0) & (totals[right] > 0)
    return np.where(both, np.maximum(one, other), 0.5)


def gap(profiles: Sequence[Profile], left: Ints, right: Ints) -> Floats:
    """From 1 (both leads name one day) through 0 (nothing tells) to -1 (their days are a week apart or more)."""
    days = np.full((len(profiles), NAMED), np.nan)
    for at, p in enumerate(profiles):
        named = sorted(p.happened)[:NAMED]
        days[at, : len(named)] = named
    out = np.zeros(len(left))
    dated = ~np.isnan(days[:, 0])
    asked = np.flatnonzero(dated[left] & dated[right])
    for start in range(0, len(asked), BLOCK):
        some = asked[start : start + BLOCK]
        apart = np.nanmin(np.abs(days[left[some], :, None] - days[right[some], None, :]), axis=(1, 2))
        out[some] = np.select([apart == 0, apart <= 2, apart < WEEK], [1.0, 0.5, -0.5], -1.0)
    return out
