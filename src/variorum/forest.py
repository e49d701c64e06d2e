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
LEAVES = 16
"""Leaves of a tree, at most, for which there is the quick way."""
BLOCK = 1 << 10
"""Rows that are scored at once."""
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
        quick = _quick(self)
        for start in range(0, len(features), BLOCK):
            some = slice(start, start + BLOCK)
            if quick:
                logit[some] = quick.logits(features[some], self.base)
                continue
            for root in self.roots:
                logit[some] += self.value[self._leaves(int(root), features[some])]
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


@dataclass(frozen=True, slots=True, eq=False)
class _Quick:
    """A forest laid out for many rows at once (QuickScorer; Lucchese et al. 2015).

    The leaves of each tree are bits, from the lowest.  For each feature there are its bounds, sorted, and a table whose
    row ``k`` keeps, for each tree, the leaves that are still open to a value above ``k`` of the bounds.  What all
    features leave open begins with the leaf that is reached.
    """

    bounds: Sequence[Floats]
    open_: Sequence[NDArray[np.uint16]]
    values: Floats

    def logits(self, features: Floats, base: float) -> Floats:
        trees = self.values.shape[0]
        left = np.full((len(features), trees), 0xFFFF, dtype=np.uint16)
        for at, (bounds, table) in enumerate(zip(self.bounds, self.open_, strict=True)):
            if len(bounds):
                left &= table[np.searchsorted(bounds, features[:, at])]
        found = self.values.ravel()[_lowest()[left] + np.arange(trees) * LEAVES]
        logit = np.full(len(features), base)
        for tree in range(trees):
            logit += found[:, tree]
        return logit


@cache
def _lowest() -> NDArray[np.int64]:
    """The place of the lowest bit of each number of 16 bits."""
    numbers = np.arange(1, 1 << LEAVES)
    return np.asarray(np.r_[0, np.log2(numbers & -numbers)], dtype=np.int64)


@cache
def _quick(forest: Forest) -> _Quick | None:
    """The quick layout of a forest; None where a tree has too many leaves."""
    width = int(forest.feature.max(initial=-1)) + 1
    asked: list[list[tuple[float, int, int]]] = [[] for _ in range(width)]
    values = np.zeros((len(forest.roots), LEAVES))
    for tree, root in enumerate(forest.roots.tolist()):
        leaves: list[int] = []
        for feature, bound, below in _questions(forest, root, leaves):
            asked[feature].append((bound, tree, 0xFFFF & ~below))
        if len(leaves) > LEAVES:
            return None
        values[tree, : len(leaves)] = forest.value[leaves]
    bounds, tables = [], []
    for questions in asked:
        steps = sorted({bound for bound, _, _ in questions})
        table = np.full((len(steps) + 1, len(forest.roots)), 0xFFFF, dtype=np.uint16)
        for bound, tree, kept in questions:
            table[steps.index(bound) + 1 :, tree] &= np.uint16(kept)
        bounds.append(np.array(steps))
        tables.append(table)
    return _Quick(bounds, tables, values)


def _questions(forest: Forest, node: int, leaves: list[int]) -> list[tuple[int, float, int]]:
    """The questions under a node (feature, bound, bits of the leaves that a value above the bound cannot reach); adds
    its leaves, from low to high."""
    if forest.feature[node] < 0:
        leaves.append(node)
        return []
    first = len(leaves)
    below = _questions(forest, int(forest.low[node]), leaves)
    bits = (1 << len(leaves)) - (1 << first)
    above = _questions(forest, int(forest.high[node]), leaves)
    return [(int(forest.feature[node]), float(forest.bound[node]), bits), *below, *above]


@cache
def read(table: str, name: str, features: Sequence[str]) -> Forest:
    """The forest ``name`` of ``weights/<table>.npz``; raises ``FormatError`` when it was made for other features."""
    with network.stored(table) as stored:
        if tuple(str(stored["features"]).split()) != tuple(features):
            raise FormatError(f"weights/{table}.npz was made for other features: train it again")
        columns = {column: stored[f"{name}_{column}"] for column in COLUMNS}
        return Forest(base=float(stored[f"{name}_base"]), **columns)
