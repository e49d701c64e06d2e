"""Forests of regression trees: a leaf that reads the ones that the package ships and scores rows of features.

Gradient boosting (Friedman 2001); training makes them with scikit-learn, each feature that can only speak for the thing
being allowed only to raise the score.  Nothing but numpy is needed to read them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from . import network
from .errors import FormatError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
COLUMNS = ("roots", "feature", "bound", "low", "high", "value")


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
def read(table: str, name: str, features: Sequence[str]) -> Forest:
    """The forest ``name`` of ``weights/<table>.npz``; raises ``FormatError`` when it was made for other features."""
    with network.stored(table) as stored:
        if tuple(str(stored["features"]).split()) != tuple(features):
            raise FormatError(f"weights/{table}.npz was made for other features: train it again")
        columns = {column: stored[f"{name}_{column}"] for column in COLUMNS}
        return Forest(base=float(stored[f"{name}_base"]), **columns)
