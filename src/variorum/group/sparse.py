"""Sparse rows in plain arrays: just what grouping needs, without a linear-algebra library.

Rows are articles, columns terms.  Dot products of chosen pairs cost the length of the rows concerned, and the search
for neighbours the postings of each row's terms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Compressed rows: row ``i`` has values ``data[bounds[i]:bounds[i + 1]]`` in the columns at the same places."""

    bounds: Ints
    columns: Ints
    data: Floats
    width: int

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def part(self, start: int, end: int) -> Rows:
        """Some rows in a row, over the same columns."""
        values = slice(self.bounds[start], self.bounds[end])
        return Rows(self.bounds[start : end + 1] - values.start, self.columns[values], self.data[values], self.width)

    def scaled(self, weights: Floats) -> Rows:
        """Each column times its weight, each row then of length 1 (an empty one stays empty)."""
        data = self.data * weights[self.columns]
        length = np.sqrt(self._sums(data * data))
        length[length == 0] = 1
        return Rows(self.bounds, self.columns, data / np.repeat(length, np.diff(self.bounds)), self.width)

    def spread(self) -> Ints:
        """In how many rows each column stands."""
        return np.bincount(self.columns, minlength=self.width).astype(np.int64)

    def totals(self) -> Floats:
        """The sum of each row."""
        return self._sums(self.data)

    def _sums(self, data: Floats) -> Floats:
        owner = np.repeat(np.arange(len(self)), np.diff(self.bounds))
        return np.bincount(owner, data, minlength=len(self)).astype(np.float64)

    def dots(self, left: Ints, right: Ints, other: Rows | None = None) -> Floats:
        """Dot products of row ``left[k]`` with row ``right[k]`` (of ``other``, if given); ``left`` must be sorted."""
        other = other or self
        out = np.zeros(len(left))
        if not len(left):
            return out
        dense = np.zeros(self.width)
        starts = np.flatnonzero(np.r_[True, left[1:] != left[:-1]])
        for start, end in zip(starts, np.r_[starts[1:], len(left)], strict=True):
            row = slice(self.bounds[left[start]], self.bounds[left[start] + 1])
            dense[self.columns[row]] = self.data[row]
            places, lengths = _slices(other.bounds, right[start:end])
            products = dense[other.columns[places]] * other.data[places]
            owner = np.repeat(np.arange(end - start), lengths)
            out[start:end] = np.bincount(owner, products, minlength=end - start)
            dense[self.columns[row]] = 0
        return out


def rows(counts: Sequence[Mapping[str, int]]) -> tuple[Rows, list[str]]:
    """Rows of 1 + ln(count), and the terms of the columns."""
    terms: dict[str, int] = {}
    columns = [np.array([terms.setdefault(t, len(terms)) for t in c], dtype=np.int64) for c in counts]
    data = [np.array(list(c.values()), dtype=np.float64) for c in counts]
    bounds = np.r_[0, np.cumsum([len(c) for c in columns])].astype(np.int64)
    flat = np.concatenate(columns) if columns else np.zeros(0, dtype=np.int64)
    values = 1 + np.log(np.concatenate(data)) if data else np.zeros(0)
    return Rows(bounds, flat, values, len(terms)), list(terms)


def _slices(bounds: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    """The places of all values of the chosen rows, one after the other, and how many each row has."""
    begin, lengths = bounds[chosen], bounds[chosen + 1] - bounds[chosen]
    total = int(lengths.sum())
    shift = np.repeat(begin - np.r_[0, np.cumsum(lengths)[:-1]], lengths) if total else np.zeros(0, dtype=np.int64)
    return np.arange(total) + shift, lengths


def neighbours(weighted: Rows, *, least: float, crowd: int, most: int) -> tuple[Ints, Ints]:
    """Pairs of rows with a dot product of ``least`` or more, sorted, the smaller row first.

    Columns that stand in more than ``crowd`` rows are passed over (blocking), and each row keeps its best ``most``
    neighbours: so the cost grows with the rows, not with their square.
    """
    order = np.argsort(weighted.columns, kind="stable")
    owners = np.repeat(np.arange(len(weighted)), np.diff(weighted.bounds))[order]
    values = weighted.data[order]
    posted = np.r_[0, np.cumsum(weighted.spread())]
    usable = weighted.spread() <= crowd
    pairs: list[Ints] = []
    for i in range(len(weighted)):
        row = slice(weighted.bounds[i], weighted.bounds[i + 1])
        kept = usable[weighted.columns[row]]
        columns = weighted.columns[row][kept]
        places, lengths = _slices(posted, columns)
        near = owners[places]
        sums = np.bincount(near, values[places] * np.repeat(weighted.data[row][kept], lengths), minlength=i + 1)
        sums[i] = 0
        found = np.flatnonzero(sums >= least)
        if len(found) > most:
            found = found[np.lexsort((found, -sums[found]))[:most]]
        pairs.append(np.minimum(found, i) * len(weighted) + np.maximum(found, i))
    codes = np.unique(np.concatenate(pairs)) if pairs else np.zeros(0, dtype=np.int64)
    return codes // max(1, len(weighted)), codes % max(1, len(weighted))
