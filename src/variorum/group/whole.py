"""Groups of articles as wholes: what two events have in common that no two of their articles show by themselves.

An article that says little of its own (a caption under a telling title, a portrait of the man that all write about) is
near to no single report, yet nearer to all of them together than to anything else.  And two happenings of one kind
make one storyline by what happened, which single articles hide behind names and chance.  So groups are compared once
more: the sums of their articles, and whether each is the nearest of the other.  A small forest tells whether two
groups are one event, a logistic score whether two events are of one storyline.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from .. import encode, network
from .. import forest as forests
from .again import LEAST
from .cluster import average_link
from .find import Table
from .measure import RANKED, Pool
from .sparse import Floats, Ints, Rows

STORY = ("mean", "top", "bare", "what", "names", "deep", "bare_worse", "what_worse", "deep_worse")
"""What the score of storylines looks at."""
FEATURES = (
    *STORY, "event", "event_most", "numbers", "pairs", "terms", "terms_worse", "names_worse", "told", "told_worse",
    "told_most", "fewer", "more",
)  # fmt: skip
TOLD = RANKED.index("told")
NEAREST = 20
"""Others that a group is compared with at most: those with which it has the closest articles."""
SEVERAL = 2
"""Texts that one of two groups must have if they are to be one event: two single ones have been compared already."""
OTHERS = {"bare": 0.3, "what": 0.3, "deep": 0.55, "told": 0.3, "terms": 0.25, "names": 0.25}
"""How near another is taken to be where hardly any are there to tell: the nearest of two groups may be a stranger."""
FEW = 10
"""Groups of which there must be many more before only their own nearness counts."""
CLEAR = 3.0
"""So many times as near as any other is near enough."""
NONE = 0.01
"""Scores of less count as this much in their log-odds."""
ROUNDS = 2
"""Times that events are joined to storylines: whose nearest one is hides behind other events of its own storyline."""


@dataclass(frozen=True, slots=True, eq=False)
class Views:
    """Rows of length 1, one an article: ``terms``, without the names ``bare``; ``what``: the lead without names."""

    terms: Rows
    bare: Rows
    what: Rows
    names: Rows
    numbers: Rows
    pairs: Rows
    deep: encode.Vectors
    told: encode.Vectors


@dataclass(frozen=True, slots=True, eq=False)
class Wholes:
    """Pairs of groups (indices, ``left`` < ``right``, sorted) and their features, one row a pair."""

    left: Ints
    right: Ints
    features: Floats


Judge = Callable[[Wholes, Sequence[Sequence[int]]], Floats]
"""Scores (0 to 1) pairs of groups, given the groups."""


def views(pool: Pool) -> Views:
    """What groups of the articles of a pool are compared by."""
    return Views(
        terms=pool.terms,
        bare=pool.counts.without(pool.named).scaled(pool.weights),
        what=pool.lead.without(pool.named).scaled(pool.weights),
        names=pool.named.scaled(pool.weights),
        numbers=pool.numbers,
        pairs=pool.pairs,
        deep=pool.vectors["deep"],
        told=pool.told,
    )


def gathered(
    seen: Views,
    pairs: Table,
    groups: Sequence[Sequence[int]],
    sizes: Sequence[int],
    threshold: float,
    *,
    judge: Judge | None = None,
) -> list[list[int]]:
    """The groups, those joined that are one event as wholes; ``sizes``: articles that hold each text; ``judge`` scores
    the pairs (:func:`event` unless given).

    Nothing is joined without a pair of articles that may be one event by itself, so that what a rule has set apart
    stays apart.
    """
    near = compared(seen, pairs, groups)
    many = near.features[:, FEATURES.index("more")] >= np.log(SEVERAL)
    open_ = near.features[:, FEATURES.index("event_most")] >= LEAST
    score = np.where(many & open_, (judge or event)(near, groups), 0.0)
    merged = _merged(near, score, groups, sizes, threshold)
    return sorted(sorted(i for at in one for i in groups[at]) for one in merged)


def threads(
    seen: Views,
    pairs: Table,
    groups: Sequence[Sequence[int]],
    sizes: Sequence[int],
    threshold: float,
    *,
    judge: Judge | None = None,
) -> list[list[int]]:
    """Groups of groups: the events of each storyline; ``judge`` scores the pairs (:func:`storyline` unless given)."""
    found = [[at] for at in range(len(groups))]
    for _ in range(ROUNDS):
        so_far = [[i for at in thread for i in groups[at]] for thread in found]
        near = compared(seen, pairs, so_far)
        merged = _merged(near, (judge or storyline)(near, so_far), so_far, sizes, threshold)
        found = [sorted(at for k in one for at in found[k]) for one in merged]
    return sorted(found)


def event(near: Wholes, _groups: Sequence[Sequence[int]]) -> Floats:
    """How likely (0 to 1) each pair of groups is one event."""
    return forests.read("links_whole", "event", FEATURES).chance(near.features)


def storyline(near: Wholes, _groups: Sequence[Sequence[int]]) -> Floats:
    """How likely (0 to 1) each pair of groups is of one storyline."""
    weights, base = _line()
    return np.asarray(1 / (1 + np.exp(-(near.features[:, : len(STORY)] @ weights + base))), dtype=np.float64)


@cache
def _line() -> tuple[Floats, float]:
    with network.stored("links_whole") as stored:
        return stored["storyline_weights"].astype(np.float64), float(stored["storyline_base"])


def _merged(
    near: Wholes, score: Floats, groups: Sequence[Sequence[int]], sizes: Sequence[int], threshold: float
) -> list[list[int]]:
    """The groups (indices) that are joined by average links."""
    return average_link(_articles_of(groups, sizes), weighed(near, score, groups, sizes), threshold)


def _articles_of(groups: Sequence[Sequence[int]], sizes: Sequence[int]) -> list[int]:
    return [sum(sizes[i] for i in group) for group in groups]


def weighed(
    near: Wholes, score: Floats, groups: Sequence[Sequence[int]], sizes: Sequence[int]
) -> list[tuple[int, int, float]]:
    """The scores summed over all pairs of articles of two groups."""
    articles = np.array(_articles_of(groups, sizes), dtype=np.float64)
    sums = score * articles[near.left] * articles[near.right]
    return list(zip(near.left.tolist(), near.right.tolist(), sums.tolist(), strict=True))


def compared(seen: Views, pairs: Table, groups: Sequence[Sequence[int]]) -> Wholes:
    """The pairs of groups with articles that were compared, and their features; articles of no group are left out."""
    members = np.concatenate([np.zeros(0, dtype=np.int64), *(np.array(g, dtype=np.int64) for g in groups)])
    home = np.full(len(seen.terms), -1, dtype=np.int64)
    home[members] = np.repeat(np.arange(len(groups)), [len(g) for g in groups])
    counts = np.array([len(g) for g in groups], dtype=np.float64)
    left, right, columns = _articles(pairs, home, counts)
    for name in ("bare", "what", "names", "numbers", "pairs", "terms"):
        columns[name] = _summed(getattr(seen, name), home, len(groups)).dots(left, right)
    for name in ("deep", "told"):
        columns[name] = _middles(getattr(seen, name), home, len(groups), left, right)
    for name, floor in OTHERS.items():
        columns[f"{name}_worse"] = _standing(columns[name], left, right, len(groups), floor * FEW / (FEW + len(groups)))
    logs = np.log(counts)
    columns["fewer"] = np.minimum(logs[left], logs[right])
    columns["more"] = np.maximum(logs[left], logs[right])
    return Wholes(left, right, np.stack([columns[name] for name in FEATURES], axis=1))


def _articles(pairs: Table, home: Ints, counts: Floats) -> tuple[Ints, Ints, dict[str, Floats]]:
    """Pairs of groups, each with its :data:`NEAREST` ones, and what the scores between their articles say: the mean
    (what was not compared counts 0), the mean of as many best ones as the smaller group has articles, the best."""
    a, b = home[pairs.ranked.left], home[pairs.ranked.right]
    across = (a >= 0) & (b >= 0) & (a != b)
    low, high = np.minimum(a, b)[across], np.maximum(a, b)[across]
    storyline, event = pairs.storyline[across], pairs.event[across]
    codes, place = np.unique(low * len(counts) + high, return_inverse=True)
    left, right = codes // max(1, len(counts)), codes % max(1, len(counts))
    some = np.minimum(counts[left], counts[right])
    order = np.lexsort((-storyline, place))
    begin = np.r_[0, np.cumsum(np.bincount(place, minlength=len(codes)))][:-1].astype(np.int64)
    best = order[np.arange(len(order)) - begin[place[order]] < some[place[order]]]
    top = np.bincount(place[best], storyline[best], len(codes)) / some
    kept = _nearest(left, right, top, len(counts))
    product = counts[left] * counts[right]
    columns = {
        "mean": _odds(np.bincount(place, storyline, len(codes)) / product),
        "top": _odds(top),
        "event": np.bincount(place, event, len(codes)) / product,
        "event_most": _most(place, event, len(codes)),
        "told_most": _most(place, pairs.ranked.scores[across, TOLD], len(codes)),
    }
    return left[kept], right[kept], {name: values[kept] for name, values in columns.items()}


def _nearest(left: Ints, right: Ints, score: Floats, size: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The pairs that are among the :data:`NEAREST` of either side."""
    ends, values = np.r_[left, right], np.tile(score, 2)
    order = np.lexsort((np.r_[right, left], -values, ends))
    begin = np.searchsorted(ends[order], np.arange(size))
    near = np.zeros(len(ends), dtype=bool)
    near[order] = np.arange(len(order)) - begin[ends[order]] < NEAREST
    return np.asarray(near[: len(left)] | near[len(left) :])


def _odds(score: Floats) -> Floats:
    return np.asarray(np.log((score + NONE) / (1 + NONE - score)), dtype=np.float64)


def _most(place: Ints, values: Floats, size: int) -> Floats:
    most = np.zeros(size)
    np.maximum.at(most, place, values)
    return most


def _summed(view: Rows, home: Ints, size: int) -> Rows:
    return view.summed(home, size).scaled(np.ones(view.width)).shared()


def _middles(vectors: encode.Vectors, home: Ints, size: int, left: Ints, right: Ints) -> Floats:
    """Cosines of the sums of vectors."""
    sums = np.zeros((size, vectors.shape[1]))
    np.add.at(sums, home[home >= 0], vectors[home >= 0].astype(np.float64))
    lengths = np.sqrt((sums * sums).sum(axis=1))
    sums /= np.where(lengths > 0, lengths, 1.0)[:, None]
    return np.asarray(np.einsum("ij,ij->i", sums[left], sums[right]), dtype=np.float64)


def _standing(score: Floats, left: Ints, right: Ints, size: int, floor: float) -> Floats:
    """A pair's score against the best (``floor`` at least) that either side has with any other, for the worse side."""
    ends, values = np.r_[left, right], np.tile(score, 2)
    order = np.lexsort((-values, ends))
    begin, counts = np.searchsorted(ends[order], np.arange(size)), np.bincount(ends, minlength=size)
    first, second = np.zeros(size), np.zeros(size)
    for best, rank in ((first, 0), (second, 1)):
        there = counts > rank
        best[there] = values[order][begin[there] + rank]
    sides = [score / np.maximum(np.where(score >= first[end], second[end], first[end]), floor) for end in (left, right)]
    return np.minimum(np.minimum(*sides), CLEAR)
