"""The score of two figures as values of one measure: a small forest over what :mod:`.figure_features` tells of them,
and over how much nearer either comes to another figure.  ``training/figures.py`` makes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from .. import forest
from . import figure_contrast, figure_features, figure_items, own_sense
from .by_kind import Rows
from .figure_features import Figures, Flags
from .figure_items import Item
from .figure_rest import Rest
from .similar import Similar
from .vocabulary import Indices

Pair = tuple[int, int]

_OF_PAIRS = (*figure_features.VALUES, *figure_features.WORDS, *figure_features.SIGNS, *figure_features.REST)
FEATURES = (*_OF_PAIRS, "rival", "left_over", "own", "own_rival", "own_left")
"""What is looked at; ``rival``: how much nearer another figure comes by words and sense, ``left_over``: another one of
those that have no equal on the other side; ``own``: how near the figures themselves are in sense, ``own_rival`` and
``own_left``: how much nearer others are."""
_TABLE = "figures"
_SURE = 0.97
"""Score from which signs that are mostly right are overruled."""


def scores(laid_out: Similar, items: Sequence[Item], pairs: Iterable[Pair], rest: Rest) -> dict[Pair, float]:
    """How surely (0 to 1) two figures are values of one measure, of those pairs that can be that at all."""
    found, rows = table(laid_out, items, pairs, rest)
    if not found:
        return {}
    chances = forest.read(_TABLE, "figure", FEATURES).chance(rows)
    slots = rows[:, FEATURES.index("slot")] > 0
    other = (rows[:, FEATURES.index("equal")] == 0) & (rows[:, FEATURES.index("like")] == 0)
    likely = zip(found, chances.tolist(), slots.tolist(), other.tolist(), strict=True)
    return {
        (i, j): 0.0 if unlike and _parted(items[i], items[j], chance, slot=slot) else round(chance, 4)
        for (i, j), chance, slot, unlike in likely
    }


def table(laid_out: Similar, items: Sequence[Item], pairs: Iterable[Pair], rest: Rest) -> tuple[list[Pair], Rows]:
    """The pairs that may be values of one measure, in order, and a row of :data:`FEATURES` for each."""
    figures = Figures(laid_out, items, rest)
    every = np.asarray(sorted(pairs), dtype=np.intp).reshape(-1, 2)
    kept = every[_comparable(figures, every)]
    found = [(i, j) for i, j in kept.tolist()]
    made = np.zeros((len(kept), len(FEATURES)))
    if found:
        made[:, : len(_OF_PAIRS)] = figure_features.rows(figures, kept)
        _compare(found, items, made)
    return found, made


def _comparable(figures: Figures, pairs: Indices) -> Flags:
    """Whether two units go together, and no sign keeps the figures apart whatever else is said of them: of two articles
    only equal values are kept apart by one."""
    items, rest, values = figures.items, figures.rest, figures.values
    i, j = pairs.T
    found: Flags = values.told(i, j, lambda a, b: figure_items.kinship(a.figure, b.figure)) > 0
    like = values.told(i, j, figure_features.alike)
    for n in np.flatnonzero(found).tolist():
        a, b = (items[k] for k in pairs[n])
        both = like[n] or not (rest.both(a, b) or a.figure.klass == b.figure.klass == "rank")
        found[n] = both and not (figure_contrast.never(a, b) and (like[n] or a.witness == b.witness))
    return found


def _parted(a: Item, b: Item, chance: float, *, slot: bool) -> bool:
    """Whether two different values are of two measures by a sign that is right too often to be weighed, or by one that
    is mostly right where the score is not sure; ``slot``: the same preposition leads to two nouns.  The forest learns
    from such pairs, too: they show what two measures look like."""
    if figure_contrast.elsewhere(a, b):
        return True
    return chance < _SURE and (slot or figure_contrast.otherwise(a, b) or figure_contrast.other_kind(a, b))


def _compare(pairs: Sequence[Pair], items: Sequence[Item], made: Rows) -> None:
    """Fill in what takes all pairs to tell."""
    column = {name: made[:, n] for n, name in enumerate(FEATURES)}
    witness = [i.witness for i in items]
    column["own"][:] = own_sense.nearness(pairs, [i.sense for i in items])
    free = np.flatnonzero((column["equal"] == 0) & (column["claimed"] == 0))
    left = [pairs[n] for n in free.tolist()]
    for shares, rival, left_over in (
        (column["near"] + column["short"], "rival", "left_over"),
        (column["own"], "own_rival", "own_left"),
    ):
        column[rival][:] = rivals(pairs, witness, shares)
        column[left_over][free] = rivals(left, witness, shares[free])


def rivals(pairs: Sequence[Pair], witness: Sequence[int], shares: Rows) -> Rows:
    """How much nearer either of two comes to another one of the other's article (0: to none)."""
    best: dict[Pair, float] = {}
    sides = [((i, witness[j]), (j, witness[i])) for i, j in pairs]
    for (one, two), share in zip(sides, shares.tolist(), strict=True):
        best[one] = max(best.get(one, -1.0), share)
        best[two] = max(best.get(two, -1.0), share)
    highest = np.asarray([max(best[one], best[two]) for one, two in sides])
    return np.asarray(highest - shares, dtype=np.float64)
