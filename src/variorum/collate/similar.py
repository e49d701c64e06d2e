"""How much of one passage another covers, for all passages of an event at once.

A term of one passage is covered by the best term of the other: 1 for the same stem, less for a word of the same class,
less again for a word with a near vector (soft matching of terms in the manner of SoftTFIDF; Cohen, Ravikumar and
Fienberg 2003).  Numbers, days and names are never near, only equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from . import meaning, vocabulary
from .meaning import Meaning
from .units import Unit
from .vocabulary import Indices, Matrix, Ragged, Vocabulary

_MIN_COVER, _MIN_MASS = 0.28, 0.35
_MOST = 160
"""Candidates that one passage may have at most: those that it shares most with."""


class Cover(NamedTuple):
    """How far each term of one passage is covered by another one, and each of that by it."""

    a: Matrix
    b: Matrix


@dataclass(frozen=True, slots=True)
class Covers:
    """The covers of some pairs of passages, laid end to end."""

    of_a: Matrix
    of_b: Matrix
    a: Indices
    b: Indices

    def __getitem__(self, n: int) -> Cover:
        """That of the pair number ``n``."""
        return Cover(self.of_a[self.a[n] : self.a[n + 1]], self.of_b[self.b[n] : self.b[n + 1]])


@dataclass(frozen=True, slots=True)
class Similar:
    """The passages of an event, ready to be compared."""

    units: tuple[Unit, ...]
    vocabulary: Vocabulary
    rows: Ragged
    weights: tuple[Matrix, ...]
    meaning: Meaning | None

    def candidates(self) -> set[tuple[int, int]]:
        """Pairs (i < j) of which one covers a fair part of the other, or which are nearest in meaning."""
        found = set(self._covering())
        return found.union(self.meaning.candidates()) if self.meaning else found

    def _covering(self) -> Iterator[tuple[int, int]]:
        if not self.units:
            return
        flat = np.concatenate(self.weights)
        of = np.repeat(np.arange(len(self.units)), np.diff(self.rows.starts))
        order = np.argsort(self.rows.flat, kind="stable")
        holders = Ragged.sorted(self.rows.flat[order], of[order], self.vocabulary.size)
        weights = flat[order]
        mass = np.bincount(of, weights=flat, minlength=len(self.units)).astype(np.float32)
        degree = np.zeros(self.vocabulary.size, dtype=np.float32)
        for i in range(len(self.units)):
            terms, degrees = self.vocabulary.cover(self._terms(i))
            degree[terms] = degrees
            every = np.unique(terms)
            at = holders.places(every)
            shared = np.repeat(degree[every], holders.sizes(every)) * weights[at]
            covered = np.bincount(holders.flat[at], weights=shared, minlength=len(self.units))
            best = _best(covered.astype(np.float32), mass)
            yield from ((min(i, j), max(i, j)) for j in best if j != i)

    def _terms(self, i: int) -> Indices:
        return self.rows.flat[self.rows.starts[i] : self.rows.starts[i + 1]]

    def covers(self, pairs: Sequence[tuple[int, int]] | Indices) -> Covers:
        """How far the terms of two passages are covered by one another, for each of ``pairs``."""
        one, two = np.asarray(pairs, dtype=np.intp).reshape(len(pairs), 2).T
        return Covers(self._covered(one, two), self._covered(two, one), self._bounds(one), self._bounds(two))

    def _bounds(self, passages: Indices) -> Indices:
        return np.cumsum(np.r_[0, self.rows.sizes(passages)])

    def _covered(self, passages: Indices, by: Indices) -> Matrix:
        """How far each term of ``passages``, laid end to end, is covered by the passage that stands beside it."""
        bounds = self._bounds(passages)
        found = np.zeros(bounds[-1], dtype=np.float32)
        degree = np.zeros(self.vocabulary.size, dtype=np.float32)
        order = np.argsort(by, kind="stable")
        steps = np.flatnonzero(np.diff(by[order], prepend=-1, append=-1))
        laid = Ragged(np.arange(bounds[-1]), bounds)
        for first, last in pairwise(steps.tolist()):
            some = order[first:last]
            terms, degrees = self.vocabulary.cover(self._terms(by[some[0]]))
            degree[terms] = degrees
            found[laid.places(some)] = degree[self.rows.flat[self.rows.places(passages[some])]]
            degree[terms] = 0.0
        return found


def _best(covered: Matrix, mass: Matrix) -> list[int]:
    """The passages of which a fair part is covered; of many those of which most is."""
    share = covered / np.maximum(mass, 1e-6)
    good = np.flatnonzero((share >= _MIN_COVER) & (covered >= _MIN_MASS))
    if len(good) > _MOST:
        rank = np.round(share[good] * np.minimum(covered[good], 2.0), 4)
        good = good[np.lexsort((good, -rank))[:_MOST]]
    found: list[int] = good.tolist()
    return found


def prepare(units: Sequence[Unit], *, whole: bool = False) -> Similar:
    """Lays out ``units`` for comparison, the vectors of ``whole`` passages beside those of words where asked for."""
    terms, rows = vocabulary.laid_out([u.terms for u in units])
    return Similar(
        units=tuple(units),
        vocabulary=terms,
        rows=Ragged.of(rows),
        weights=tuple(np.asarray([t.weight for t in u.terms], dtype=np.float32) for u in units),
        meaning=meaning.of(units) if whole else None,
    )
