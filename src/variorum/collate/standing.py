"""How two passages stand against their rivals: the other passages of each other's article.

Two reports of one event share a theme, so a cosine alone tells little.  What both articles are about is taken out of
the vectors first (their common mean); and that a passage comes nearer to this one than to the others of the same
article tells more than how near it comes (cross-domain similarity local scaling; Conneau et al. 2018).  Numbers and
negations hardly move a vector: other features look at those.  Nothing here changes when a third article is added.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .meaning import Meaning

Matrix = NDArray[np.float32]
Indices = NDArray[np.intp]

RIVALS = 4
"""Passages of an article that are looked at as rivals of another one there."""
TWIN = 0.4
"""Cosine, without the theme, from which two passages of one article tell the same again."""
_FLOOR = 0.1
"""Cosine, without the theme, from which two passages are compared although they share no term."""
_RANKED = 3
_RANKS = 3
"""The ranks of two passages for each other, from 0, may come to so much."""
_MOST = 24
"""Passages that one is compared with for its meaning alone, the likeliest first."""
_SHRUNK = 4.0
"""Passages of no theme that every article is thought to have besides: the theme of a brief is hardly known."""
_CLEAR = 0.1
"""A lead of more tells no more: in a short article little else is said."""
_BLOCK = 512
_PAIRS = 8_192
"""Pairs that are looked at at once."""
_TIED = 1e-4
_NONE = -2.0
_Side = tuple[Matrix, Matrix]


class Standing(NamedTuple):
    """``cosine`` of the vectors; ``own``: without what both articles are about; ``scaled``: twice that, less how near
    the nearest passages of the other's article are to either; ``least`` and ``most``: how much nearer two passages are
    than one of them, or the other, is to any third (below 0 where that one is nearer), within bounds; ``rank`` and
    ``worst``: how many rivals of the one, and of the other, are nearer (0 to :data:`RIVALS`)."""

    cosine: float
    own: float
    scaled: float
    least: float
    most: float
    rank: float
    worst: float


NOWHERE = Standing(0.0, 0.0, -1.0, -_CLEAR, -_CLEAR, RIVALS, RIVALS)


@dataclass(frozen=True, slots=True)
class Standings:
    """``vectors``: a row a unit; ``column``: the number of its witness; ``best``: the highest cosines, without theme,
    of each unit with others of each witness, of shape (RIVALS, units, witnesses), and ``rivals``: with which.  The
    products of vectors and themes are kept: of each unit with itself (``own``) and with each theme (``means``), and of
    two themes (``shared``)."""

    vectors: Matrix
    column: Indices
    own: Matrix
    means: Matrix
    shared: Matrix
    best: Matrix
    rivals: Indices

    def alike(self, pairs: Indices) -> Matrix:
        """A row of the fields of :class:`Standing` for each of ``pairs`` (two columns of units)."""
        found = np.empty((len(pairs), len(Standing._fields)), dtype=np.float32)
        for start in range(0, len(pairs), _PAIRS):
            found[start : start + _PAIRS] = self._alike(*pairs[start : start + _PAIRS].T)
        return found

    def _alike(self, i: Indices, j: Indices) -> Matrix:
        cosine = np.einsum("ij,ij->i", self.vectors[i], self.vectors[j])
        own = self.between(i, j)
        leads, ranks, around = np.stack([self._against(own, i, j), self._against(own, j, i)], axis=1)
        leads, ranks = np.sort(np.clip(leads, -_CLEAR, _CLEAR), axis=0), np.sort(ranks, axis=0)
        found = np.stack([cosine, own, 2 * own - around.sum(axis=0), *leads, *ranks], axis=1)
        return np.asarray(np.round(found, 4), dtype=np.float32)

    def between(self, i: Indices, j: Indices) -> Matrix:
        """The cosines of units without what their articles are about."""
        found = np.empty(len(i), dtype=np.float32)
        for start in range(0, len(i), _PAIRS):
            found[start : start + _PAIRS] = self._between(i[start : start + _PAIRS], j[start : start + _PAIRS])
        return found

    def _between(self, i: Indices, j: Indices) -> Matrix:
        a, b = self.column[i], self.column[j]
        cosine = np.einsum("ij,ij->i", self.vectors[i], self.vectors[j])
        one, two = (self._along(i, a, b), self.own[i]), (self._along(j, b, a), self.own[j])
        return _without(cosine, one, two, self._theme(a, b))

    def _against(self, own: Matrix, i: Indices, j: Indices) -> Matrix:
        """How far each pair leads the nearest rival of ``j``, how many rivals are nearer, and how near the first two
        are on average.  What tells the same as ``j`` in its own article is no rival."""
        rivals, near = self.rivals[:, i, self.column[j]], self.best[:, i, self.column[j]]
        twins = np.stack([self.between(rival, j) >= TWIN for rival in rivals])
        against = np.where((near <= _NONE) | (rivals == j) | twins, _NONE, near)
        first = np.sort(against, axis=0)[::-1][:2]
        nearer = (against > own + _TIED).sum(axis=0)
        return np.stack([own - np.maximum(first[0], 0.0), nearer, np.maximum(first, 0.0).mean(axis=0)])

    def candidates(self) -> Iterator[tuple[int, int]]:
        """Pairs (i < j) of different witnesses that are among the nearest of each other's article."""
        for start in range(0, len(self.vectors), _BLOCK):
            rows = np.arange(start, min(start + _BLOCK, len(self.vectors)))
            own = _block(self, rows)
            of_rows = self.best[:, rows][:, :, self.column]
            of_columns = np.moveaxis(self.best[:, :, self.column[rows]], 1, 2)
            rank = sum((own < of_rows[k] - _TIED).astype(np.int8) for k in range(_RANKED))
            rank = rank + sum((own < of_columns[k] - _TIED).astype(np.int8) for k in range(_RANKED))
            scaled = 2 * own - of_rows[0] - of_columns[0]
            good = (own >= _FLOOR) & (rank <= _RANKS) & (self.column[rows][:, None] != self.column[None, :])
            for k, row in enumerate(rows.tolist()):
                found = np.flatnonzero(good[k])
                if len(found) > _MOST:
                    order = np.lexsort((found, -np.round(scaled[k, found], 4)))
                    found = found[order[:_MOST]]
                for j in found.tolist():
                    yield min(row, j), max(row, j)

    def _along(self, i: Indices, own: Indices, other: Indices) -> Matrix:
        return np.asarray((self.means[i, own] + self.means[i, other]) / 2, dtype=np.float32)

    def _theme(self, a: Indices, b: Indices) -> Matrix:
        return np.asarray((self.shared[a, a] + 2 * self.shared[a, b] + self.shared[b, b]) / 4, dtype=np.float32)


def _without(cosine: Matrix, one: _Side, two: _Side, theme: Matrix) -> Matrix:
    """The cosine of two vectors of which a third is taken off; of either side its product with that, and with itself;
    and ``theme``, the third's with itself."""
    size = np.sqrt(np.prod([np.maximum(own - 2 * along + theme, 1e-6) for along, own in (one, two)], axis=0))
    return np.asarray((cosine - one[0] - two[0] + theme) / size, dtype=np.float32)


def _block(found: Standings, rows: Indices) -> Matrix:
    """The cosines without theme of some units with all, ``_NONE`` with itself."""
    column = found.column
    theme = found._theme(column[rows][:, None], column[None, :])
    one = np.asarray((found.means[rows, column[rows]][:, None] + found.means[rows][:, column]) / 2, dtype=np.float32)
    every = np.arange(len(column))
    two = np.asarray((found.means[every, column][None, :] + found.means[:, column[rows]].T) / 2, dtype=np.float32)
    cosine = np.asarray(found.vectors[rows] @ found.vectors.T, dtype=np.float32)
    own = _without(cosine, (one, found.own[rows][:, None]), (two, found.own[None, :]), theme)
    own[np.arange(len(rows)), rows] = _NONE
    return own


def of(meaning: Meaning) -> Standings:
    """The standings of the passages whose vectors ``meaning`` has."""
    vectors, column = meaning.vectors, meaning.column
    place = np.unique(column)
    themes = np.zeros((len(place), vectors.shape[1]), dtype=np.float32)
    np.add.at(themes, column, vectors)
    themes /= (np.bincount(column, minlength=len(place)) + _SHRUNK)[:, None].astype(np.float32)
    found = Standings(
        vectors, column, np.einsum("ij,ij->i", vectors, vectors), vectors @ themes.T, themes @ themes.T,
        np.full((RIVALS, len(vectors), len(place)), _NONE, dtype=np.float32),
        np.zeros((RIVALS, len(vectors), len(place)), dtype=np.intp),
    )  # fmt: skip
    _fill(found)
    return found


def _fill(found: Standings) -> None:
    order = np.argsort(found.column, kind="stable")
    bounds = np.searchsorted(found.column[order], np.arange(found.best.shape[2]))
    of, places = found.column[order], np.arange(len(order), dtype=np.int32)
    for start in range(0, len(order), _BLOCK):
        rows = np.arange(start, min(start + _BLOCK, len(order)))
        own = np.round(_block(found, rows)[:, order], 5)
        for k in range(RIVALS):
            best = np.maximum.reduceat(own, bounds, axis=1)
            at = np.where(own >= best[:, of], places, np.int32(len(order)))
            first = np.minimum.reduceat(at, bounds, axis=1)
            found.best[k, rows], found.rivals[k, rows] = best, order[first]
            own[np.arange(len(rows))[:, None], first] = _NONE
