"""How much of one passage another covers, for all passages of an event at once.

A term of one passage is covered by the best term of the other: 1 for the same stem, less for a word of the same class,
less again for a word with a near vector (soft matching of terms in the manner of SoftTFIDF; Cohen, Ravikumar and
Fienberg 2003).  Numbers, days and names are never near, only equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from .. import encode, lexicon, wording
from . import meaning
from .meaning import Meaning
from .terms import Term
from .units import Unit

Matrix = NDArray[np.float32]
Indices = NDArray[np.intp]

_CLASS, _COUNTRY, _SPELT = 0.8, 0.95, 0.9
_NEAR, _NEAREST = 0.42, 0.7
_BLOCK = 48
_MIN_COVER, _MIN_MASS = 0.28, 0.35
_MOST = 160
"""Candidates that one passage may have at most: those that it shares most with."""


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The distinct terms of the event: for each its vector, its classes (one column each), and what it is."""

    vectors: Matrix
    classes: Matrix
    countries: Matrix
    keys: NDArray[np.intp]
    spelt: Matrix | None
    names: Indices

    def alike(self, rows: Indices, columns: Indices) -> Matrix:
        """How far each of ``rows`` covers each of ``columns``, 0 to 1."""
        near = self.vectors[rows] @ self.vectors[columns].T
        near = np.where(near >= _NEAR, np.minimum(0.9 * near, _NEAREST), 0.0)
        shared = np.where(self.classes[rows] @ self.classes[columns].T > 0, _CLASS, 0.0)
        abroad = np.where(self.countries[rows] @ self.countries[columns].T > 0, _COUNTRY, 0.0)
        equal = (self.keys[rows][:, None] == self.keys[columns][None, :]).astype(np.float32)
        best = np.maximum(np.maximum(near, shared), np.maximum(abroad, equal))
        if self.spelt is not None:
            in_rows, in_columns = self.names[rows], self.names[columns]
            named = np.ix_(in_rows >= 0, in_columns >= 0)
            best[named] = np.maximum(
                best[named], self.spelt[np.ix_(in_rows[in_rows >= 0], in_columns[in_columns >= 0])]
            )
        found: Matrix = best.astype(np.float32)
        return found


@dataclass(frozen=True, slots=True)
class Similar:
    """The passages of an event, ready to be compared."""

    units: tuple[Unit, ...]
    vocabulary: _Vocabulary
    rows: tuple[Indices, ...]
    weights: tuple[Matrix, ...]
    meaning: Meaning | None

    def candidates(self) -> Iterator[tuple[int, int]]:
        """Pairs (i < j) of which one covers a fair part of the other, or which are nearest in meaning."""
        found = set(self._covering())
        yield from sorted(found.union(self.meaning.candidates()) if self.meaning else found)

    def _covering(self) -> Iterator[tuple[int, int]]:
        filled = [i for i, row in enumerate(self.rows) if len(row)]
        if not filled:
            return
        every = np.concatenate([self.rows[i] for i in filled])
        weight = np.concatenate([self.weights[i] for i in filled])
        offsets = np.cumsum([0, *(len(self.rows[i]) for i in filled[:-1])])
        mass = np.add.reduceat(weight, offsets)
        everything = np.arange(len(self.vocabulary.keys))
        for start in range(0, len(filled), _BLOCK):
            block = filled[start : start + _BLOCK]
            distinct, place = np.unique(np.concatenate([self.rows[i] for i in block]), return_inverse=True)
            alike = self.vocabulary.alike(distinct, everything)
            bounds = np.cumsum([0, *(len(self.rows[i]) for i in block[:-1])])
            best = np.maximum.reduceat(alike[place], bounds, axis=0)
            covered = np.add.reduceat(best[:, every] * weight, offsets, axis=1)
            for i, row in zip(block, covered, strict=True):
                for j in _best(row, mass, filled):
                    if j != i:
                        yield min(i, j), max(i, j)

    def covered(self, i: int, j: int) -> tuple[Matrix, Matrix]:
        """How far each term of ``i`` is covered by ``j``, and each of ``j`` by ``i``."""
        alike = self.vocabulary.alike(self.rows[i], self.rows[j])
        return alike.max(axis=1, initial=0.0), alike.max(axis=0, initial=0.0)


def _best(row: Matrix, mass: Matrix, filled: Sequence[int]) -> list[int]:
    share = row / np.maximum(mass, 1e-6)
    good: list[int] = np.flatnonzero((share >= _MIN_COVER) & (row >= _MIN_MASS)).tolist()
    if len(good) > _MOST:
        rank = np.round(share * np.minimum(row, 2.0), 4)
        good = sorted(good, key=lambda k: (-float(rank[k]), k))[:_MOST]
    return [filled[k] for k in good]


def prepare(units: Sequence[Unit], *, whole: bool = False) -> Similar:
    """Lays out ``units`` for comparison, the vectors of ``whole`` passages beside those of words where asked for."""
    index: dict[tuple[str, str, frozenset[str]], int] = {}
    rows = []
    for unit in units:
        row = [index.setdefault((t.key, _kind(t), t.classes), len(index)) for t in unit.terms]
        rows.append(np.asarray(row, dtype=np.intp))
    norms: dict[int, str] = {}
    for unit, places in zip(units, rows, strict=True):
        for term, k in zip(unit.terms, places, strict=True):
            norms[int(k)] = min(norms.get(int(k), term.norm), term.norm)
    return Similar(
        units=tuple(units),
        vocabulary=_vocabulary(list(index), [norms[k] for k in range(len(index))]),
        rows=tuple(rows),
        weights=tuple(np.asarray([t.weight for t in u.terms], dtype=np.float32) for u in units),
        meaning=meaning.of(units) if whole else None,
    )


def _kind(term: Term) -> str:
    return "exact" if term.kind == "number" or term.norm in _exact() else term.kind


def _vocabulary(terms: Sequence[tuple[str, str, frozenset[str]]], norms: Sequence[str]) -> _Vocabulary:
    key_of: dict[str, int] = {}
    keys = np.asarray([key_of.setdefault(key, len(key_of)) for key, _, _ in terms], dtype=np.intp)
    vectors = encode.vectors(list(norms))
    vectors[[n for n, (_, kind, _) in enumerate(terms) if kind != "word"]] = 0.0
    names = np.full(len(terms), -1, dtype=np.intp)
    long = [n for n, (key, kind, _) in enumerate(terms) if kind == "name" and len(key) >= 6]
    for place, n in enumerate(long):
        names[n] = place
    spelt = None
    if 1 < len(long) <= 3_000:
        ratio = process.cdist(
            [terms[n][0] for n in long], [terms[n][0] for n in long], scorer=fuzz.ratio, dtype=np.float32
        )
        spelt = np.where(ratio >= 86, np.float32(_SPELT), np.float32(0.0))
    return _Vocabulary(
        vectors=vectors,
        classes=_one_hot([{c for c in classes if not c.startswith("country:")} for _, _, classes in terms]),
        countries=_one_hot([{c for c in classes if c.startswith("country:")} for _, _, classes in terms]),
        keys=keys,
        spelt=spelt,
        names=names,
    )


def _one_hot(classes: Sequence[set[str]]) -> Matrix:
    column = {c: n for n, c in enumerate(sorted(set().union(*classes)))}
    table = np.zeros((len(classes), max(1, len(column))), dtype=np.float32)
    for n, found in enumerate(classes):
        table[n, [column[c] for c in sorted(found)]] = 1.0
    return table


@cache
def _exact(language: str = "en") -> frozenset[str]:
    return frozenset(lexicon.load("collate", language)["exact"].split()) | wording.function_words(language)
