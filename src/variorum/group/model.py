"""The learned part: how likely a pair of articles reports one event, or belongs to one storyline.

Two small forests of regression trees over :data:`~variorum.group.measure.FEATURES` (gradient boosting, Friedman 2001,
each feature that speaks for a link being allowed only to raise the score); ``training/links.py`` makes the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Literal

import numpy as np

from ..errors import FormatError
from .measure import FEATURES
from .sparse import Floats, Ints

TABLE = "weights/links.npz"
Level = Literal["event", "storyline"]


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Trees laid end to end.  A node asks whether ``feature`` is at most ``bound`` (then ``low``, else ``high``);
    a leaf has ``feature`` -1 and adds ``value`` to the logit.  ``roots`` are the first nodes of the trees."""

    base: float
    roots: Ints
    feature: Ints
    bound: Floats
    low: Ints
    high: Ints
    value: Floats

    def chance(self, features: Floats) -> Floats:
        """The score (0 to 1) of each row."""
        logit = np.full(len(features), self.base)
        for root in self.roots:
            logit += self.value[self._leaves(int(root), features)]
        return np.asarray(1 / (1 + np.exp(-logit)), dtype=np.float64)

    def _leaves(self, root: int, features: Floats) -> Ints:
        node = np.full(len(features), root, dtype=np.int64)
        open_ = np.arange(len(features))
        while len(open_):
            open_ = open_[self.feature[node[open_]] >= 0]
            at = node[open_]
            below = features[open_, self.feature[at]] <= self.bound[at]
            node[open_] = np.where(below, self.low[at], self.high[at])
        return node


@cache
def forest(level: Level) -> Forest:
    """The shipped forest of a level.  Raises ``FormatError`` when it was made for other features."""
    with as_file(files("variorum") / TABLE) as path, np.load(path) as stored:
        if tuple(str(stored["features"]).split()) != FEATURES:
            raise FormatError(f"{TABLE} was made for other features: run training/links.py again")
        columns = {name: stored[f"{level}_{name}"] for name in ("roots", "feature", "bound", "low", "high", "value")}
        return Forest(base=float(stored[f"{level}_base"]), **columns)
