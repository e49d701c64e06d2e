"""A second look at the scores of a pool: what the company of two articles says of the two.

The first score looks at one pair.  When both articles are linked to the same others, and to no others, they belong
together even if little is shared by the two; a link across to a tight group of strangers is a chance likeness.  This is
stacking (Wolpert 1992): a forest over the first scores and what they look like around a pair.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .. import forest as forests
from .measure import Ranked, best, company
from .sparse import Floats, Ints

LEAST = 0.02
"""A storyline score under which a pair is not looked at again, and an event score under which none is changed."""
NEAR = 0.05
"""A score from which an article is of the other's company."""
ALONE = 0.3
"""Company of less counts as this much: one likely link is not much company."""
_AROUND = (
    "first_most", "first_least", "third_most", "third_least", "between", "between_most", "between_least", "company",
    "others_least", "others_most",
)  # fmt: skip
FEATURES = ("event", "storyline", *(f"{level}_{name}" for level in ("event", "storyline") for name in _AROUND))


class Scores(NamedTuple):
    """Scores of pairs of articles, ``left`` < ``right``, on both levels."""

    left: Ints
    right: Ints
    event: Floats
    storyline: Floats

    def open(self) -> Scores:
        """The pairs that are looked at again."""
        some = self.storyline >= LEAST
        return Scores(self.left[some], self.right[some], self.event[some], self.storyline[some])


def events(first: Scores, size: int) -> Floats:
    """The event scores of all pairs, looked at again in a pool of ``size`` articles.

    Pairs that were set apart before (an event score under :data:`LEAST`) stay apart.
    """
    kept = first.open()
    event = first.event.copy()
    if len(kept.left):
        chance = forests.read("links_again", "event", FEATURES).chance(features(kept, size))
        event[first.storyline >= LEAST] = np.where(kept.event < LEAST, kept.event, chance)
    return event


def features(pairs: Scores, size: int) -> Floats:
    """One row a pair, in the order of :data:`FEATURES`."""
    columns = [pairs.event, pairs.storyline]
    for score in (pairs.event, pairs.storyline):
        columns += _around(pairs.left, pairs.right, score, size)
    return np.stack(columns, axis=1)


def _around(left: Ints, right: Ints, score: Floats, size: int) -> list[Floats]:
    out = []
    for nearest in best(Ranked(left, right, score[:, None]), 0, size):
        a, b = nearest[left], nearest[right]
        out += [score / np.maximum(a, b), score / np.minimum(a, b)]
    near = company(left, right, score, size, NEAR)
    own = np.where(score >= NEAR, score, 0.0)
    between = near.dots(left, right) - 2 * own
    others = near.totals() - 1
    a, b = others[left] - own, others[right] - own
    least, most = np.minimum(a, b), np.maximum(a, b)
    out += [between, between / np.maximum(least, ALONE), between / np.maximum(most, ALONE)]
    return [*out, near.scaled(np.ones(size)).dots(left, right), least, most]
