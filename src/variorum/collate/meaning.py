"""How near two passages are in meaning, by sentence vectors, and whether each is the other's nearest.

Two reports of one event share a theme, so a cosine alone tells little; that a passage comes nearer to this one than to
any other of the same article tells much more.  Numbers and negations hardly move a vector: the other features look at
those.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .units import Unit

Matrix = NDArray[np.float32]
Rows = NDArray[np.float64]

_NEAR = 0.35
"""Cosine from which two passages are compared although they share no term."""
_CLEAR = 0.05
"""A lead of more tells no more: in a short article little else is said."""
_BLOCK = 512
_PAIRS = 8_192
"""Pairs that are looked at at once."""
_TIED = 1e-4


@dataclass(frozen=True, slots=True)
class Meaning:
    """``vectors``: a row a unit; ``nearest`` and ``second``: the highest and next highest cosine of each unit with any
    unit of each witness; ``column`` is the witness of each unit in it."""

    vectors: Matrix
    nearest: Matrix
    second: Matrix
    column: NDArray[np.intp]

    def near(self, pairs: NDArray[np.intp]) -> Rows:
        """The cosine of each of ``pairs`` (two columns of units) and its lead: how much nearer the two are than either
        of them to any other one of the other's article; below 0 where one of these is nearer."""
        found = np.empty((len(pairs), 2))
        for start in range(0, len(pairs), _PAIRS):
            i, j = pairs[start : start + _PAIRS].T
            products = [float(a @ b) for a, b in zip(self.vectors[i], self.vectors[j], strict=True)]
            cosine = np.asarray(products, dtype=np.float64)
            leads = np.minimum(self._leads(cosine, i, self.column[j]), self._leads(cosine, j, self.column[i]))
            held = zip(products, np.minimum(_CLEAR, leads).tolist(), strict=True)
            found[start : start + _PAIRS] = [(round(product, 4), round(lead, 4)) for product, lead in held]
        return found

    def _leads(self, cosine: Rows, i: NDArray[np.intp], witness: NDArray[np.intp]) -> Rows:
        best, second = (of[i, witness].astype(np.float64) for of in (self.nearest, self.second))
        return cosine - np.where(cosine >= best - _TIED, second, best)

    def candidates(self) -> Iterator[tuple[int, int]]:
        """Pairs (i < j) of different witnesses that are near, and each the other's nearest, in order."""
        for start in range(0, len(self.vectors), _BLOCK):
            rows = np.arange(start, min(start + _BLOCK, len(self.vectors)))
            cosine = self.vectors[rows] @ self.vectors.T
            good = (cosine >= _NEAR) & (cosine >= self.nearest[rows][:, self.column] - _TIED)
            good &= cosine >= self.nearest[:, self.column[rows]].T - _TIED
            good &= self.column[rows][:, None] != self.column[None, :]
            for k, j in np.argwhere(good).tolist():
                if rows[k] < j:
                    yield int(rows[k]), j


def of(units: Sequence[Unit]) -> Meaning | None:
    """The meaning of ``units``; None where there are fewer than two."""
    witnesses = sorted({u.witness for u in units})
    if len(units) < 2:
        return None
    vectors = np.stack([u.vector for u in units])
    place = {w: n for n, w in enumerate(witnesses)}
    column = np.asarray([place[u.witness] for u in units], dtype=np.intp)
    nearest, second = _nearest(vectors, column, len(witnesses))
    return Meaning(vectors, nearest, second, column)


def _nearest(vectors: Matrix, column: NDArray[np.intp], witnesses: int) -> tuple[Matrix, Matrix]:
    order = np.argsort(column, kind="stable")
    place = np.argsort(order, kind="stable")
    bounds = np.searchsorted(column[order], np.arange(witnesses))
    nearest = np.zeros((len(vectors), witnesses), dtype=np.float32)
    second = np.zeros((len(vectors), witnesses), dtype=np.float32)
    for start in range(0, len(vectors), _BLOCK):
        cosine = vectors[start : start + _BLOCK] @ vectors[order].T
        rows = np.arange(len(cosine))
        cosine[rows, place[start : start + _BLOCK]] = -1.0  # a passage is no neighbour of its own
        best = np.maximum.reduceat(cosine, bounds, axis=1)
        cosine[cosine >= best[:, column[order]] - _TIED] = -1.0
        nearest[start : start + _BLOCK] = best
        second[start : start + _BLOCK] = np.maximum(np.maximum.reduceat(cosine, bounds, axis=1), 0.0)
    return nearest, second
