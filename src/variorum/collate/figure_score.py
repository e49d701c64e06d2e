"""The score of two figures as values of one measure: a small forest over the values, the words and the sense of what
stands around them, the signs that part them, and what else either article has to offer.  ``training/values.py`` makes
it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from .. import forest
from . import figure_contrast, figure_items, figure_rest, measure, speakers
from .figure_items import Item
from .figure_rest import Rest
from .meaning import Nearness
from .similar import Similar

Rows = NDArray[np.float64]
Row = NDArray[np.float32]

FEATURES = (
    "equal", "like", "ratio", "telling", "lone", "short", "long", "shared", "near", "lead", "kin", "money", "percent",
    "toll", "kind", "names", "marks", "change", "claimed", "free", "rival",
    "apart", "voice", "spread", "company", "named", "measured", "general", "head", "plain", "only",
)  # fmt: skip
"""What is looked at, in the order of :func:`features`."""
_TABLE = "figures"
_FARTHEST = 5.0
_ONE_TOLL = 0.46
"""Score of two values of a toll that either article gives once."""
_RIVAL, _NEAR, _SHORT = FEATURES.index("rival"), FEATURES.index("near"), FEATURES.index("short")

Pair = tuple[int, int]


def scores(laid_out: Similar, items: Sequence[Item], pairs: Iterable[Pair], rest: Rest) -> dict[Pair, float]:
    """How surely (0 to 1) two figures are values of one measure, of those pairs that can be that at all."""
    found, rows = table(laid_out, items, pairs, rest)
    if not found:
        return {}
    chances = forest.read(_TABLE, "figure", FEATURES).chance(rows)
    return {pair: round(float(chance), 4) for pair, chance in zip(found, chances, strict=True)}


def plain(a: Item, b: Item, words: tuple[float, float, float]) -> float:
    """What a few plain rules say of two different values: the words around them are the same (see :func:`around`), and
    no sign parts them."""
    greater, smaller, shared = words
    nearby = (0.6 * greater + 0.4 * smaller) * (1 - math.exp(-shared / 0.5))
    together = figure_items.kinship(a.figure, b.figure)
    if _alike(a, b) or figure_contrast.otherwise(a, b) or nearby < figure_contrast.needed(a, b):
        return 0.0
    found = (0.72 * nearby + (0.2 if figure_contrast.shared_kind(a, b) else 0.0)) * together
    if a.toll is not None and a.toll == b.toll:
        found = max(found, _ONE_TOLL + 0.4 * nearby)
    return round(min(1.0, found), 4)


def table(laid_out: Similar, items: Sequence[Item], pairs: Iterable[Pair], rest: Rest) -> tuple[list[Pair], Rows]:
    """The pairs that may be values of one measure, in order, and a row of :data:`FEATURES` for each."""
    kept: list[Pair] = []
    rows = []
    for i, j in sorted(pairs):
        a, b = items[i], items[j]
        if not figure_items.kinship(a.figure, b.figure) or figure_contrast.never(a, b):
            continue
        other = figure_contrast.elsewhere(a, b) or figure_contrast.other_slot(laid_out, a, b, i, j) or rest.both(a, b)
        if other and not _alike(a, b):
            continue
        kept.append((i, j))
        rows.append(features(laid_out, (a, b), (i, j), rest))
    made = np.asarray(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))
    if kept:
        made[:, _RIVAL] = rivals(kept, [i.witness for i in items], made[:, _NEAR] + made[:, _SHORT])
    return kept, made


def _alike(a: Item, b: Item) -> bool:
    """Whether two values are one, or one rounded."""
    return figure_items.equal(a.figure, b.figure) or figure_items.like(a.figure, b.figure)


def rivals(pairs: Sequence[Pair], witness: Sequence[int], shares: Rows) -> Rows:
    """How much nearer either of two comes to another one of the other's article (0: to none)."""
    best: dict[Pair, float] = {}
    sides = [((i, witness[j]), (j, witness[i])) for i, j in pairs]
    for (one, two), share in zip(sides, shares.tolist(), strict=True):
        best[one] = max(best.get(one, -1.0), share)
        best[two] = max(best.get(two, -1.0), share)
    highest = np.asarray([max(best[one], best[two]) for one, two in sides])
    return np.asarray(highest - shares, dtype=np.float64)


def features(laid_out: Similar, items: tuple[Item, Item], pair: Pair, rest: Rest) -> tuple[float, ...]:
    """What speaks for and against two figures as values of one measure, but for rivals."""
    (a, b), (i, j) = items, pair
    same = figure_items.equal(a.figure, b.figure)
    sizes = sorted((max(figure_items.size(a.figure), 1e-9), max(figure_items.size(b.figure), 1e-9)))
    short, long, shared = around(laid_out, i, j)
    near = laid_out.meaning.alike(i, j) if laid_out.meaning else Nearness(0.0, 0.0)
    one, two = a.setting, b.setting
    tolls = a.toll is not None and a.toll == b.toll
    return (
        float(same),
        float(figure_items.like(a.figure, b.figure)),
        min(_FARTHEST, math.log(sizes[1] / sizes[0])),
        min(figure_items.telling(a.figure), figure_items.telling(b.figure)),
        float(a.lone and b.lone),
        short,
        long,
        shared,
        near.cosine,
        near.lead,
        figure_items.kinship(a.figure, b.figure),
        float(a.figure.klass == "money"),
        float("percent" in (a.figure.klass, b.figure.klass)),
        float(tolls),
        float(figure_contrast.shared_kind(a, b)),
        float(bool(one.names - two.names) + bool(two.names - one.names)),
        float(figure_contrast.marks(one.signs) != figure_contrast.marks(two.signs)),
        float(figure_contrast.other_change(a, b)),
        float(not same and rest.claimed(a, b)),
        float(rest.free(a, b)),
        0.0,
        abs(one.unit.place - two.unit.place),
        speakers.match(one.unit.voice, two.unit.voice).score,
        max(rest.spread[figure_items.key(x.figure)] for x in (a, b)),
        float(rest.company(a, b)),
        float(a.figure.unit is not None and figure_items.kinship(a.figure, b.figure) == 1.0),
        float(measure.is_unit(a.own.unit)),
        float(figure_rest.is_general(a) or figure_rest.is_general(b)),
        _heads(laid_out, a, b, pair),
        plain(a, b, (short, long, shared)),
        float((i, j) in rest.only),
    )


def _heads(laid_out: Similar, a: Item, b: Item, pair: Pair) -> float:
    """How far the words that say what is counted or measured stand on the other side, too; -1 where neither has any."""
    of_a, of_b = laid_out.covered(*pair)
    found = [_head(x, covered) for x, covered in ((a, of_a), (b, of_b)) if x.figure.measures is not None]
    return min(found) if found else -1.0


def _head(item: Item, covered: Row) -> float:
    head = item.figure.measures or item.figure.span
    terms = item.setting.unit.terms
    return max((float(covered[n]) for n, t in enumerate(terms) if t.span.overlaps(head)), default=0.0)


def around(laid_out: Similar, i: int, j: int) -> tuple[float, float, float]:
    """How far the words around two places are the same: the greater and the smaller share of a side that is covered,
    and the weight of what is."""
    of_a, of_b = laid_out.covered(i, j)
    wa, wb = laid_out.weights[i], laid_out.weights[j]
    shared_a, shared_b = float(of_a @ wa), float(of_b @ wb)
    a, b = shared_a / max(float(wa.sum()), 0.1), shared_b / max(float(wb.sum()), 0.1)
    return max(a, b), min(a, b), min(shared_a, shared_b)
