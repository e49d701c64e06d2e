"""Pairs of things of which many are alike: what two tell of one another is asked once for each two kinds."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from .vocabulary import Indices, Matrix

Rows = NDArray[np.float64]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Kinds(Generic[T]):
    """``first``: the first thing of each kind; ``of``: the kind of each thing."""

    first: Sequence[T]
    of: Indices

    @staticmethod
    def by(things: Sequence[T], keys: Iterable[Hashable]) -> Kinds[T]:
        """Things are of one kind where their keys are equal."""
        numbers: dict[Hashable, int] = {}
        first: list[T] = []
        of = np.empty(len(things), dtype=np.intp)
        for n, (thing, key) in enumerate(zip(things, keys, strict=True)):
            of[n] = number = numbers.setdefault(key, len(numbers))
            if number == len(first):
                first.append(thing)
        return Kinds(first, of)

    def told(self, i: Indices, j: Indices, tell: Callable[[T, T], float | tuple[float, ...]]) -> Rows:
        """What ``tell`` says of each pair of things, which it must say of any two of their kinds: a number, or a row of
        several."""
        pairs, which = np.unique(self.of[i] * len(self.first) + self.of[j], return_inverse=True)
        found = [tell(*(self.first[k] for k in divmod(pair, len(self.first)))) for pair in pairs.tolist()]
        return np.asarray(np.asarray(found, dtype=np.float64)[which.ravel()], dtype=np.float64)


def highest(values: Matrix, bounds: Indices) -> Rows:
    """The highest of each of the parts that ``values`` are cut into at ``bounds``, at least 0."""
    found = np.zeros(len(bounds) - 1)
    some = np.flatnonzero(np.diff(bounds))
    if len(some):
        found[some] = np.maximum(np.maximum.reduceat(values, bounds[some]), 0.0)
    return found
