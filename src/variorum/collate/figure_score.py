"""The score of two figures as values of one measure: a small forest over what :mod:`.figure_features` tells of them,
and over how much nearer either comes to another figure.  ``training/values.py`` makes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from .. import forest
from . import figure_contrast, figure_features, figure_items
from .figure_features import Both, Pair, Row, alike
from .figure_items import Item
from .figure_rest import Rest
from .similar import Similar

__all__ = ["FEATURES", "Pair", "Row", "Rows", "rivals", "scores", "table"]

Rows = NDArray[np.float64]

_OF_PAIRS = (*figure_features.VALUES, *figure_features.WORDS, *figure_features.SIGNS, *figure_features.REST)
FEATURES = (*_OF_PAIRS, "rival", "left_over", "own", "own_rival", "own_left")
"""What is looked at; ``rival``: how much nearer another figure comes by words and sense, ``left_over``: another one of
those that have no equal on the other side; ``own``: how near the figures themselves are in sense, ``own_rival`` and
``own_left``: how much nearer others are."""
_TABLE = "figures"
_BLOCK = 4_096
"""Pairs whose vectors are compared at a time."""


def scores(laid_out: Similar, items: Sequence[Item], pairs: Iterable[Pair], rest: Rest) -> dict[Pair, float]:
    """How surely (0 to 1) two figures are values of one measure, of those pairs that can be that at all."""
    found, rows = table(laid_out, items, pairs, rest)
    if not found:
        return {}
    chances = forest.read(_TABLE, "figure", FEATURES).chance(rows)
    slots = rows[:, FEATURES.index("slot")] > 0
    likely = zip(found, chances, slots, strict=True)
    return {(i, j): 0.0 if _parted(items[i], items[j], slot=slot) else round(float(s), 4) for (i, j), s, slot in likely}


def table(laid_out: Similar, items: Sequence[Item], pairs: Iterable[Pair], rest: Rest) -> tuple[list[Pair], Rows]:
    """The pairs that may be values of one measure, in order, and a row of :data:`FEATURES` for each."""
    kept = [(i, j) for i, j in sorted(pairs) if _comparable(items[i], items[j], rest)]
    covers = laid_out.covers(kept)
    both = (Both(items[i], items[j], (i, j), covers[n]) for n, (i, j) in enumerate(kept))
    made = np.zeros((len(kept), len(FEATURES)))
    for n, pair in enumerate(both):
        made[n, : len(_OF_PAIRS)] = figure_features.of(laid_out, pair, rest)
    if kept:
        _compare(kept, items, made)
    return kept, made


def _comparable(a: Item, b: Item, rest: Rest) -> bool:
    """Whether two units go together, and no sign keeps the figures apart whatever else is said of them."""
    if not figure_items.kinship(a.figure, b.figure) or figure_contrast.never(a, b):
        return False
    return alike(a, b) or not (rest.both(a, b) or a.figure.klass == b.figure.klass == "rank")


def _parted(a: Item, b: Item, *, slot: bool) -> bool:
    """Whether two different values are of two measures by a sign that is right too often to be weighed; ``slot``: the
    same preposition leads to two nouns.  The forest learns from such pairs, too: they show what two measures look
    like."""
    return not alike(a, b) and (slot or figure_contrast.otherwise(a, b))


def _compare(pairs: Sequence[Pair], items: Sequence[Item], made: Rows) -> None:
    """Fill in what takes all pairs to tell."""
    column = {name: made[:, n] for n, name in enumerate(FEATURES)}
    witness = [i.witness for i in items]
    column["own"][:] = _own(pairs, items)
    free = np.flatnonzero((column["equal"] == 0) & (column["claimed"] == 0))
    left = [pairs[n] for n in free.tolist()]
    for shares, rival, left_over in (
        (column["near"] + column["short"], "rival", "left_over"),
        (column["own"], "own_rival", "own_left"),
    ):
        column[rival][:] = rivals(pairs, witness, shares)
        column[left_over][free] = rivals(left, witness, shares[free])


def _own(pairs: Sequence[Pair], items: Sequence[Item]) -> Rows:
    """How near two figures are by the sense of their own words, each pair at a time."""
    vectors = np.stack([i.sense for i in items])
    one, two = np.asarray(pairs, dtype=np.intp).T
    made = np.zeros(len(pairs))
    for start in range(0, len(pairs), _BLOCK):
        part = slice(start, start + _BLOCK)
        made[part] = np.einsum("nd,nd->n", vectors[one[part]], vectors[two[part]])
    return made.round(4)


def rivals(pairs: Sequence[Pair], witness: Sequence[int], shares: Rows) -> Rows:
    """How much nearer either of two comes to another one of the other's article (0: to none)."""
    best: dict[Pair, float] = {}
    sides = [((i, witness[j]), (j, witness[i])) for i, j in pairs]
    for (one, two), share in zip(sides, shares.tolist(), strict=True):
        best[one] = max(best.get(one, -1.0), share)
        best[two] = max(best.get(two, -1.0), share)
    highest = np.asarray([max(best[one], best[two]) for one, two in sides])
    return np.asarray(highest - shares, dtype=np.float64)
