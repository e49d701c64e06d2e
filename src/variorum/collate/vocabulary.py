"""The distinct terms of an event, and how far each stands for any other of them.

A term stands for itself in full, for a word of the same class less, for a word with a near vector less again, and for a
name spelt almost alike.  Of all pairs of terms few have anything in common: only these are kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from .. import encode, lexicon, wording
from .terms import Term

Matrix = NDArray[np.float32]
Indices = NDArray[np.intp]

_CLASS, _COUNTRY, _SPELT = 0.8, 0.95, 0.9
_NEAR, _NEAREST = 0.42, 0.7
_SPELT_ALIKE, _LONG = 86, 6
"""How alike (in percent) two names are spelt that may be one, and how many letters they have at least."""
_MOST_NAMES = 3_000
"""Names beyond which none is looked at letter by letter."""
_BLOCK = 1_024
_SLACK = 1e-4

_Pairs = tuple[Indices, Indices, Matrix]
"""Terms, what they stand for, and how far."""


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of unequal length, laid end to end in ``flat``; row ``n`` begins at ``starts[n]``."""

    flat: Indices
    starts: Indices

    @staticmethod
    def of(rows: Sequence[Sequence[int]] | Sequence[Indices]) -> Ragged:
        flat = np.concatenate([np.zeros(0, dtype=np.intp), *(np.asarray(row, dtype=np.intp) for row in rows)])
        return Ragged(flat, np.cumsum([0, *(len(row) for row in rows)], dtype=np.intp))

    @staticmethod
    def sorted(keys: Indices, flat: Indices, rows: int) -> Ragged:
        """Of ``flat``, whose ``keys`` ascend, a row a key."""
        return Ragged(flat, np.searchsorted(keys, np.arange(rows + 1)))

    def sizes(self, rows: Indices) -> Indices:
        found: Indices = self.starts[rows + 1] - self.starts[rows]
        return found

    def places(self, rows: Indices) -> Indices:
        """The places in ``flat`` of all that some rows hold, row after row."""
        sizes = self.sizes(rows)
        ends = np.cumsum(sizes)
        found: Indices = np.repeat(self.starts[rows] - (ends - sizes), sizes) + np.arange(ends[-1] if len(ends) else 0)
        return found


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``kin``: for each term those that it stands for in some degree, and ``degrees``: how far, 0 to 1."""

    size: int
    kin: Ragged
    degrees: Matrix

    def cover(self, terms: Indices) -> tuple[Indices, Matrix]:
        """What some terms stand for, each with the highest degree; the same term may come before with a lower one."""
        at = self.kin.places(terms)
        at = at[np.argsort(self.degrees[at], kind="stable")]
        return self.kin.flat[at], self.degrees[at]


def laid_out(rows: Sequence[Sequence[Term]]) -> tuple[Vocabulary, list[Indices]]:
    """The vocabulary of some passages, and the numbers of the terms of each in it."""
    index: dict[tuple[str, str, frozenset[str]], int] = {}
    norms: dict[int, str] = {}
    numbered = []
    for terms in rows:
        own = []
        for term in terms:
            n = index.setdefault((term.key, _kind(term), term.classes), len(index))
            norms[n] = min(norms.get(n, term.norm), term.norm)
            own.append(n)
        numbered.append(np.asarray(own, dtype=np.intp))
    return _vocabulary(list(index), [norms[n] for n in range(len(index))]), numbered


def _kind(term: Term) -> str:
    return "exact" if term.kind == "number" or term.norm in _exact() else term.kind


@cache
def _exact(language: str = "en") -> frozenset[str]:
    return frozenset(lexicon.load("collate", language)["exact"].split()) | wording.function_words(language)


def _vocabulary(terms: Sequence[tuple[str, str, frozenset[str]]], norms: Sequence[str]) -> Vocabulary:
    of_class = ((n, c) for n, (_, _, classes) in enumerate(terms) for c in classes if not c.startswith("country:"))
    of_country = ((n, c) for n, (_, _, classes) in enumerate(terms) for c in classes if c.startswith("country:"))
    found = [
        _sharing(((n, key) for n, (key, _, _) in enumerate(terms)), 1.0),
        _sharing(of_class, _CLASS),
        _sharing(of_country, _COUNTRY),
        *_near_in_sense([n for n, (_, kind, _) in enumerate(terms) if kind == "word"], norms),
        _spelt_alike([(n, key) for n, (key, kind, _) in enumerate(terms) if kind == "name" and len(key) >= _LONG]),
    ]
    one, two, degree = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((-degree, two, one))
    one, two, degree = one[order], two[order], degree[order]
    first = np.flatnonzero(np.diff(one * len(terms) + two, prepend=-1))
    return Vocabulary(len(terms), Ragged.sorted(one[first], two[first], len(terms)), degree[first])


def _sharing(keyed: Iterable[tuple[int, Hashable]], degree: float) -> _Pairs:
    """All pairs of terms with one key."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for n, key in keyed:
        groups[key].append(n)
    one = np.concatenate([np.zeros(0, dtype=np.intp), *(np.repeat(g, len(g)) for g in groups.values())])
    two = np.concatenate([np.zeros(0, dtype=np.intp), *(np.tile(g, len(g)) for g in groups.values())])
    return one, two, np.full(len(one), degree, dtype=np.float32)


def _near_in_sense(words: Sequence[int], norms: Sequence[str]) -> Iterator[_Pairs]:
    """Pairs of words with near vectors.  The products are taken anew in double precision, so that a degree depends on
    the two words alone, and on no other of the event."""
    of = np.asarray(words, dtype=np.intp)
    vectors = encode.vectors([norms[n] for n in words])
    for start in range(0, len(of), _BLOCK):
        one, two = np.nonzero(vectors[start : start + _BLOCK] @ vectors.T >= _NEAR - _SLACK)
        one += start
        exact = np.einsum("ij,ij->i", vectors[one], vectors[two], dtype=np.float64).astype(np.float32)
        kept = exact >= _NEAR
        degree = np.minimum(np.float32(0.9) * exact[kept], np.float32(_NEAREST))
        yield of[one[kept]], of[two[kept]], degree


def _spelt_alike(names: Sequence[tuple[int, str]]) -> _Pairs:
    if not 1 < len(names) <= _MOST_NAMES:
        return _sharing((), _SPELT)
    of, shown = np.asarray([n for n, _ in names], dtype=np.intp), [key for _, key in names]
    ratio = process.cdist(shown, shown, scorer=fuzz.ratio, dtype=np.float32, score_cutoff=_SPELT_ALIKE)
    one, two = np.nonzero(ratio >= _SPELT_ALIKE)
    return of[one], of[two], np.full(len(one), _SPELT, dtype=np.float32)
