"""What passages of an article mean, by the vectors of their word pieces; each sentence is read as a whole, so that a
clause is understood by what it stands in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from .. import encode
from ..model import Span

Vector = NDArray[np.float32]
Read = Callable[[str], tuple[NDArray[np.intp], Vector]]
_MOST = 80
"""Word pieces of a passage that make its vector."""


def none() -> Vector:
    """The vector of what nobody has read."""
    return np.zeros(encode.WIDTH, dtype=np.float32)


def unit_length(vector: Vector) -> Vector:
    """The vector at length 1; one of noughts stays so."""
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length, dtype=np.float32) if length > 0 else vector


class Sense:
    """The sense of one article, whose ``sentences`` are in order and do not overlap; each is read once, by ``read``,
    when it is first asked for."""

    def __init__(self, whole: str = "", sentences: Sequence[Span] = (), read: Read = encode.pieces) -> None:
        self._whole = whole
        self._reader = read
        self._sentences = tuple(sentences)
        self._starts = [s.start for s in sentences]
        self._ends = [s.end for s in sentences]
        self._read: dict[int, tuple[NDArray[np.intp], Vector]] = {}

    def of(self, pieces: Sequence[Span]) -> Vector:
        """The vector, of length 1, of a passage of several pieces; of noughts where no word was read there."""
        held = [row for piece in pieces for row in self._within(piece)]
        return unit_length(np.concatenate(held)[:_MOST].sum(axis=0)) if held else none()

    def _within(self, piece: Span) -> list[Vector]:
        """The vectors of the word pieces that lie in ``piece``, an array for each sentence."""
        first, last = bisect_right(self._ends, piece.start), bisect_left(self._starts, piece.end)
        found = []
        for n in range(first, last):
            places, vectors = self._sentence(n)
            inside = (places[:, 0] < piece.end) & (places[:, 1] > piece.start)
            if inside.any():
                found.append(vectors[inside])
        return found

    def _sentence(self, n: int) -> tuple[NDArray[np.intp], Vector]:
        if n not in self._read:
            span = self._sentences[n]
            places, vectors = self._reader(span.of(self._whole))
            self._read[n] = (places + span.start, vectors)
        return self._read[n]
