"""Sparse rows in plain arrays: just what grouping needs, without a linear-algebra library.

Rows are articles, columns terms.  Dot products of chosen pairs cost the length of the shorter rows concerned, and the
search for neighbours the postings of each row's rare terms: both grow with the number of rows, not with its square.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

CHUNK = 1 << 18
"""Values that are gathered at once at most, give or take one row's: it bounds the memory."""
TELLING = 12
"""Columns that a row has at least, if it is to be looked up by common ones: all that share a word are not near."""
POSTINGS = 20_000
"""Postings by which a row is looked up at most, where its rare columns do not tell enough."""
SPREAD = 1 << 20
"""Values of rows that are laid out in full at once, at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Compressed rows: row ``i`` has values ``data[bounds[i]:bounds[i + 1]]`` in the columns at the same places."""

    bounds: Ints
    columns: NDArray[np.int32]
    data: Floats
    width: int

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def lengths(self) -> Ints:
        """How many values each row has."""
        return np.diff(self.bounds)

    def times(self, weights: Floats) -> Rows:
        """Each column times its weight."""
        return Rows(self.bounds, self.columns, self.data * weights[self.columns], self.width)

    def scaled(self, weights: Floats) -> Rows:
        """Each column times its weight, each row then of length 1 (an empty one stays empty)."""
        data = self.data * weights[self.columns]
        length = np.sqrt(self._sums(data * data))
        length[length == 0] = 1
        return Rows(self.bounds, self.columns, data / np.repeat(length, self.lengths()), self.width)

    def presence(self) -> Rows:
        """1 wherever there is a value."""
        return Rows(self.bounds, self.columns, np.ones(len(self.data)), self.width)

    def shared(self) -> Rows:
        """Without the columns that stand in one row only: they are in no dot product of two rows."""
        return self.only(self.spread() > 1)

    def only(self, columns: NDArray[np.bool_]) -> Rows:
        """Some of the columns."""
        kept = columns[self.columns]
        bounds = np.r_[0, np.cumsum(kept)][self.bounds]
        return Rows(bounds.astype(np.int64), self.columns[kept], self.data[kept], self.width)

    def without(self, other: Rows) -> Rows:
        """Without the values at whose places ``other`` (of as many rows) has some."""
        owner, there = (np.repeat(np.arange(len(r)), r.lengths()) * self.width + r.columns for r in (self, other))
        kept = ~np.isin(owner, there)
        bounds = np.r_[0, np.cumsum(kept)][self.bounds]
        return Rows(bounds.astype(np.int64), self.columns[kept], self.data[kept], self.width)

    def summed(self, group: Ints, size: int) -> Rows:
        """One row for each of ``size`` groups: the sum of the rows that belong to it; ``group`` gives each row's, and
        less than nought for a row of none."""
        owner = np.repeat(group, self.lengths())
        some = owner >= 0
        codes, place = np.unique(owner[some] * self.width + self.columns[some], return_inverse=True)
        lengths = np.bincount(codes // max(1, self.width), minlength=size)
        bounds = np.r_[0, np.cumsum(lengths)].astype(np.int64)
        data = np.bincount(place, self.data[some], len(codes)).astype(np.float64)
        return Rows(bounds, (codes % max(1, self.width)).astype(np.int32), data, self.width)

    def spread(self) -> Ints:
        """In how many rows each column stands."""
        return np.bincount(self.columns, minlength=self.width).astype(np.int64)

    def totals(self) -> Floats:
        """The sum of each row."""
        return self._sums(self.data)

    def _sums(self, data: Floats) -> Floats:
        owner = np.repeat(np.arange(len(self)), self.lengths())
        return np.bincount(owner, data, minlength=len(self)).astype(np.float64)

    def dots(self, left: Ints, right: Ints, other: Rows | None = None) -> Floats:
        """Dot products of row ``left[k]`` with row ``right[k]`` (of ``other``, if given).

        Cheapest when rows of ``other`` are the shorter ones: each pair costs the length of its row there.
        """
        other = other or self
        out = np.zeros(len(left))
        order = np.argsort(left, kind="stable")
        rank = np.cumsum(np.r_[0, np.diff(left[order]) != 0]) if len(left) else order
        at_once = max(1, SPREAD // max(1, self.width))
        dense = np.zeros(at_once * self.width)
        lengths = other.lengths()
        for start, end in _runs(rank // at_once):
            pairs, place = order[start:end], (rank[start:end] % at_once) * self.width
            places, counts = slices(self.bounds, left[pairs[first := np.flatnonzero(np.diff(place, prepend=-1))]])
            filled = np.repeat(place[first], counts) + self.columns[places]
            dense[filled] = self.data[places]
            for part in _chunks(lengths[right[pairs]]):
                places, counts = slices(other.bounds, right[pairs[part]])
                products = dense[np.repeat(place[part], counts) + other.columns[places]] * other.data[places]
                out[pairs[part]] = np.bincount(np.repeat(np.arange(len(counts)), counts), products, len(counts))
            dense[filled] = 0
        return out


def rows(counts: Sequence[Mapping[str, int]], terms: dict[str, int] | None = None) -> tuple[Rows, list[str]]:
    """Rows of 1 + ln(count), and the terms of the columns.  ``terms``: columns that are known; new ones are added."""
    terms = {} if terms is None else terms
    columns = np.fromiter((terms.setdefault(t, len(terms)) for c in counts for t in c), dtype=np.int32)
    values = np.fromiter(chain.from_iterable(c.values() for c in counts), dtype=np.float64)
    bounds = np.r_[0, np.cumsum(np.fromiter(map(len, counts), dtype=np.int64))].astype(np.int64)
    return Rows(bounds, columns, 1 + np.log(values), len(terms)), list(terms)


def slices(bounds: Ints, chosen: NDArray[np.integer]) -> tuple[Ints, Ints]:
    """The places of all values of the chosen rows, one after the other, and how many each row has."""
    begin = bounds[chosen]
    lengths = bounds[chosen + 1] - begin
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + np.repeat(begin - ends + lengths, lengths), lengths


def _runs(values: Ints) -> Iterator[tuple[int, int]]:
    """Start and end of each run of equal values."""
    if len(values):
        starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]]).tolist()
        yield from zip(starts, [*starts[1:], len(values)], strict=True)


def _chunks(costs: Ints) -> Iterator[slice]:
    """Parts whose costs add up to about :data:`CHUNK`."""
    return (slice(start, end) for start, end in _runs(np.cumsum(costs) // CHUNK))


def neighbours(weighted: Rows, *, least: float, crowd: int, most: int, of: Ints | None = None) -> tuple[Ints, Ints]:
    """Pairs of rows with a dot product of ``least`` or more, sorted, the smaller row first; ``of``: only pairs that
    these rows find.

    A row is looked up by its columns that stand in at most ``crowd`` rows, and keeps its best ``most`` neighbours: so
    it costs its rare columns' postings, however many rows there are.  Where these make less than half of it (one of
    hundreds of rows that are much alike), it is looked up by the next rarer ones, too, up to :data:`POSTINGS`.
    """
    asked, parts = _rare(weighted, crowd)
    posted = weighted.only(asked.spread() > 0)
    order = np.argsort(posted.columns, kind="stable")
    owners = np.repeat(np.arange(len(weighted)), posted.lengths())[order]
    values = posted.data[order]
    bounds = np.r_[0, np.cumsum(posted.spread())]
    sums = np.zeros(len(weighted))
    pairs: list[Ints] = []
    for i in range(len(weighted)) if of is None else of.tolist():
        row = slice(asked.bounds[i], asked.bounds[i + 1])
        places, lengths = slices(bounds, asked.columns[row])
        near = owners[places]
        np.add.at(sums, near, values[places] * np.repeat(asked.data[row], lengths))
        sums[i] = 0
        found = np.unique(near[sums[near] >= least * parts[i]])
        if len(found) > most:
            found = np.sort(found[np.lexsort((found, -sums[found]))[:most]])
        pairs.append(np.minimum(found, i) * len(weighted) + np.maximum(found, i))
        sums[near] = 0
    codes = np.unique(np.concatenate(pairs)) if pairs else np.zeros(0, dtype=np.int64)
    return codes // max(1, len(weighted)), codes % max(1, len(weighted))


def _rare(weighted: Rows, crowd: int) -> tuple[Rows, Floats]:
    """The columns by which each row is looked up, and the share (0 to 1) of a bound on its products that these allow:
    less than 1 where they make less than half of the row."""
    spread = weighted.spread()
    owner = np.repeat(np.arange(len(weighted)), weighted.lengths())
    order = np.lexsort((spread[weighted.columns], owner))
    columns, data = weighted.columns[order], weighted.data[order]
    postings, squares = spread[columns], data * data
    whole, before = _running(squares, weighted.bounds, owner), _running(postings, weighted.bounds, owner)
    crowded = (whole - squares < 0.5) & (before <= POSTINGS) & (weighted.lengths()[owner] >= TELLING)
    kept = (postings > 1) & ((postings <= crowd) | crowded)
    bounds = np.r_[0, np.cumsum(kept)][weighted.bounds].astype(np.int64)
    held = np.bincount(owner[kept | (postings == 1)], squares[kept | (postings == 1)], minlength=len(weighted))
    parts = np.where(weighted.lengths() < TELLING, 1.0, np.minimum(1.0, held / 0.5))
    return Rows(bounds, columns[kept], data[kept], weighted.width), np.asarray(parts, dtype=np.float64)


def _running(values: NDArray[np.generic], bounds: Ints, owner: Ints) -> Floats:
    """The sum of each row's values up to each of them, it included."""
    sums = np.cumsum(values, dtype=np.float64)
    return np.asarray(sums - np.r_[0.0, sums][bounds[:-1]][owner], dtype=np.float64)
