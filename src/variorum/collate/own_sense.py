"""How near values come to one another by the sense of their own words, each in its sentence (:mod:`.sense`): not what
is told around them, but what is measured or dated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from . import meaning
from .sense import Vector
from .units import Unit

Pair = tuple[int, int]

_BLOCK = 4_096
"""Pairs whose vectors are compared at a time."""


def nearness(pairs: Sequence[Pair], senses: Sequence[Vector]) -> NDArray[np.float64]:
    """The cosine of the senses, which are of length 1, of each pair at a time."""
    vectors = np.stack(senses)
    one, two = np.asarray(pairs, dtype=np.intp).T
    made = np.zeros(len(pairs))
    for start in range(0, len(pairs), _BLOCK):
        part = slice(start, start + _BLOCK)
        made[part] = np.einsum("nd,nd->n", vectors[one[part]], vectors[two[part]])
    return made.round(4)


def nearest(units: Sequence[Unit], senses: Sequence[Vector]) -> Iterator[Pair]:
    """Pairs of two witnesses whose own words are near in sense, each the other's nearest, whatever stands around
    them."""
    found = meaning.of([replace(unit, vector=own) for unit, own in zip(units, senses, strict=True)])
    return found.candidates() if found is not None else iter(())
