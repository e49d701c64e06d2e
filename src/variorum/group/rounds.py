"""Two rounds of one thing in one group: last month's figures and this month's, the match and the return match.

Such reports share people, places and phrases, so that each pair of them looks like one event.  As a group they fall
into two halves, and what a round has of its own (its figures, its happenings, its rare words, its day) is shared within
each half and not across.  So a group is looked at as a whole: halved where it is thinnest, and parted if the halves
differ in just these things.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from . import contrast, measure
from .measure import Pool
from .sparse import Floats, Ints

FEWEST = 2
"""Texts that each half must have: what one article has of its own tells nothing."""
MOST = 100
"""Texts of a group that is looked at; a larger one is no matter of two rounds."""
THIN = 0.55
"""What is shared across, against what is shared within the halves (means over kinds of evidence), under which they are
two rounds.  Of 76 events of the development pools 4 lie under it, of 33 pairs of confusable events 23."""
FIGURES = 0.1
"""Likeness of the figures within both halves, from which they are worth comparing."""
LITTLE = 0.02
"""Likeness within of less counts as this much."""
DAYS = 0.5
"""Agreement of the days named within, and disagreement across, from which the halves are of different days."""
KINDS = ("terms", "names", "what", "rare", "numbers", "lead_numbers")
Square = NDArray[np.float64]


def parted(groups: Sequence[Sequence[int]], pool: Pool) -> list[list[int]]:
    """The groups, those with two rounds in them parted; each sorted, in the order of their first members."""
    doubtful = [sorted(g) for g in groups if 2 * FEWEST <= len(g) <= MOST]
    if not doubtful:
        return [list(g) for g in groups]
    sizes = [len(g) * (len(g) - 1) // 2 for g in doubtful]
    corners = [np.triu_indices(len(g), 1) for g in doubtful]
    left, right = (
        np.concatenate([np.array(g)[corner[side]] for g, corner in zip(doubtful, corners, strict=True)])
        for side in (0, 1)
    )
    evidence = _evidence(pool, left, right)
    out = [list(g) for g in groups if not 2 * FEWEST <= len(g) <= MOST]
    ends = np.cumsum(sizes)
    for g, corner, end, size in zip(doubtful, corners, ends.tolist(), sizes, strict=True):
        squares = {name: _square(values[end - size : end], corner, len(g)) for name, values in evidence.items()}
        out += [[g[i] for i in part] for part in _halved(list(range(len(g))), squares)]
    return sorted(out)


def _evidence(pool: Pool, left: Ints, right: Ints) -> dict[str, Floats]:
    terms, _, names, numbers, pairs, deep, _ = measure.by_words(pool, left, right)
    return {
        "terms": terms,
        "names": names,
        "numbers": numbers,
        "whole": terms + pairs + deep,
        "what": contrast.leads(pool.profiles, left, right)[1],
        "rare": contrast.evidence(pool, left, right, contrast.RARE[0]),
        "lead_numbers": contrast.lead_numbers(pool, left, right),
        "gap": contrast.gap(pool.profiles, left, right),
    }


def _square(values: Floats, corner: tuple[Ints, Ints], size: int) -> Square:
    """A symmetric matrix; nothing is said of an article and itself."""
    square = np.full((size, size), np.nan)
    square[corner] = values
    square[corner[1], corner[0]] = values
    return square


def _halved(members: list[int], evidence: dict[str, Square]) -> list[list[int]]:
    """The members, parted as often as they are two rounds."""
    for likeness, told_apart in (("whole", _other_things), ("gap", _other_days)):
        halves = _thinnest(members, evidence[likeness])
        if min(map(len, halves)) >= FEWEST and told_apart(*halves, evidence):
            return list(chain.from_iterable(_halved(half, evidence) for half in halves))
    return [members]


def _thinnest(members: list[int], likeness: Square) -> tuple[list[int], list[int]]:
    """Two halves, by the signs of the first eigenvector of the centred likenesses (Newman 2006)."""
    if len(members) < 2 * FEWEST:
        return members, []
    part = likeness[np.ix_(members, members)].copy()
    np.fill_diagonal(part, np.nanmean(part, axis=1))
    part = part - part.mean(axis=0) - part.mean(axis=1, keepdims=True) + part.mean()
    side = np.linalg.eigh(part)[1][:, -1] > 0
    return [m for m, s in zip(members, side, strict=True) if s], [
        m for m, s in zip(members, side, strict=True) if not s
    ]


def _other_days(a: list[int], b: list[int], evidence: dict[str, Square]) -> bool:
    """Whether the leads of each half agree on a day, and not on that of the other half."""
    across, within = _compared(a, b, evidence["gap"])
    return across <= -DAYS and within >= DAYS


def _other_things(a: list[int], b: list[int], evidence: dict[str, Square]) -> bool:
    """Whether the halves have figures, happenings and rare words of their own."""
    means = {kind: _compared(a, b, evidence[kind]) for kind in KINDS}
    told = [means[kind] for kind in KINDS if "numbers" not in kind or means["numbers"][1] >= FIGURES]
    shares = [min(1.0, max(0.0, across) / max(within, LITTLE)) for across, within in told]
    return sum(shares) / len(shares) < THIN


def _compared(a: list[int], b: list[int], square: Square) -> tuple[float, float]:
    """The mean across two halves, and the lesser of the means within them."""
    return float(square[np.ix_(a, b)].mean()), float(min(np.nanmean(square[np.ix_(half, half)]) for half in (a, b)))
