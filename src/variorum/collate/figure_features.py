"""What is looked at of two figures to tell whether they are values of one measure: the values, the words and the sense
of what stands around them, the signs that part them, and what else either article has to offer."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import context, figure_contrast, figure_items, figure_rest, measure, speakers
from .figure_items import Item
from .figure_rest import Rest
from .meaning import Nearness
from .similar import Cover, Similar

Row = NDArray[np.float32]
Pair = tuple[int, int]
Part = tuple[float, ...]

VALUES = (
    "equal", "like", "ratio", "telling", "kin", "money", "percent", "digits", "small", "named", "measured", "general",
)  # fmt: skip
WORDS = (
    "short", "long", "shared", "near", "lead", "head", "before", "after", "plain", "voice", "names", "shared_names",
)  # fmt: skip
SIGNS = ("toll", "kind", "marks", "change", "years", "times", "when", "scope", "slot", "contrary")
REST = ("lone", "claimed", "free", "spread", "company", "crowd", "only", "told", "single", "apart", "opens")
_FARTHEST, _LARGEST = 5.0, 7.0
"""Logarithms (natural, of ten) beyond which a ratio and a size tell no more."""
_MOST_CROWD, _MOST_NAMES = 6, 3
_FIRST = 1
"""The last of the sentences that open an article."""
_ONE_TOLL = 0.46
"""Score of two values of a toll that either article gives once."""


class Both(NamedTuple):
    """Two figures with their numbers, and how far the words around either are covered by the other's."""

    a: Item
    b: Item
    pair: Pair
    cover: Cover


def of(laid_out: Similar, both: Both, rest: Rest) -> Part:
    """The features of two figures, in the order of the lists above."""
    return (*_values(both), *_words(laid_out, both), *_signs(both), *_rest(both, rest))


def _values(both: Both) -> Part:
    a, b = both.a, both.b
    one, two = a.figure, b.figure
    smaller, greater = sorted((max(figure_items.size(one), 1e-9), max(figure_items.size(two), 1e-9)))
    kin = figure_items.kinship(one, two)
    return (
        float(figure_items.equal(a, b)),
        float(figure_items.like(one, two)),
        min(_FARTHEST, math.log(greater / smaller)),
        min(figure_items.telling(one), figure_items.telling(two)),
        kin,
        float(one.klass == "money"),
        float("percent" in (one.klass, two.klass)),
        float(abs(figure_items.digits(one) - figure_items.digits(two))),
        min(_LARGEST, math.log10(max(smaller, 1.0))),
        float(one.unit is not None and kin == 1.0),
        float(measure.is_unit(a.own.unit)),
        float(figure_rest.is_general(a) or figure_rest.is_general(b)),
    )


def _words(laid_out: Similar, both: Both) -> Part:
    (a, b), (i, j), cover = both[:2], both.pair, both.cover
    words = around(cover, laid_out.weights[i], laid_out.weights[j])
    near = laid_out.meaning.alike(i, j) if laid_out.meaning else Nearness(0.0, 0.0)
    one, two = a.setting, b.setting
    before, after = (
        -1.0 if k is None or m is None else min(float(cover.a[k]), float(cover.b[m]))
        for k, m in zip(a.beside, b.beside, strict=True)
    )
    return (
        *words,
        near.cosine,
        near.lead,
        _heads(both),
        before,
        after,
        plain(a, b, words),
        speakers.match(one.unit.voice, two.unit.voice).score,
        float(bool(one.names - two.names) + bool(two.names - one.names)),
        float(min(_MOST_NAMES, len(one.names & two.names))),
    )


def _signs(both: Both) -> Part:
    a, b = both.a, both.b
    one, two = a.setting, b.setting
    return (
        float(a.toll is not None and a.toll == b.toll),
        float(figure_contrast.shared_kind(a, b)),
        float(figure_contrast.marks(one.signs) != figure_contrast.marks(two.signs)),
        float(figure_contrast.other_change(a, b)),
        float(bool(one.years and two.years) and not one.years & two.years),
        float(figure_contrast.other_time(a, b)),
        float(a.when == b.when) * 2 - 1 if a.when and b.when else 0.0,
        float(measure.exclude(one.signs.kinds, two.signs.kinds, measure.scopes()) is not None),
        float(figure_contrast.other_slot(a, b, both.cover)),
        float(context.contrary(one.unit.terms, two.unit.terms)),
    )


def _rest(both: Both, rest: Rest) -> Part:
    a, b = both.a, both.b
    one, two = a.setting.unit, b.setting.unit
    return (
        float(a.lone and b.lone),
        float(not figure_items.equal(a, b) and rest.claimed(a, b)),
        float(rest.free(a, b)),
        max(rest.spread[figure_items.key(x.figure)] for x in (a, b)),
        float(rest.company(a, b)),
        float(min(_MOST_CROWD, max(rest.crowd(a), rest.crowd(b)))),
        float(both.pair in rest.only),
        rest.within.aligned(*both.pair),
        rest.within.alone(*both.pair),
        abs(one.place - two.place),
        float(max(one.sentence, two.sentence) <= _FIRST),
    )


def plain(a: Item, b: Item, words: tuple[float, float, float]) -> float:
    """What a few plain rules say of two different values: the words around them are the same (see :func:`around`), and
    no sign parts them."""
    greater, smaller, shared = words
    nearby = (0.6 * greater + 0.4 * smaller) * (1 - math.exp(-shared / 0.5))
    together = figure_items.kinship(a.figure, b.figure)
    if alike(a, b) or figure_contrast.otherwise(a, b) or nearby < figure_contrast.needed(a, b):
        return 0.0
    found = (0.72 * nearby + (0.2 if figure_contrast.shared_kind(a, b) else 0.0)) * together
    if a.toll is not None and a.toll == b.toll:
        found = max(found, _ONE_TOLL + 0.4 * nearby)
    return round(min(1.0, found), 4)


def alike(a: Item, b: Item) -> bool:
    """Whether two values are one, or one rounded."""
    return figure_items.equal(a, b) or figure_items.like(a.figure, b.figure)


def _heads(both: Both) -> float:
    """How far the words that say what is counted or measured stand on the other side, too; -1 where neither has any."""
    sides = ((both.a, both.cover.a), (both.b, both.cover.b))
    found = [_head(x, covered) for x, covered in sides if x.figure.measures is not None]
    return min(found) if found else -1.0


def _head(item: Item, covered: Row) -> float:
    head = item.figure.measures or item.figure.span
    terms = item.setting.unit.terms
    return max((float(covered[n]) for n, t in enumerate(terms) if t.span.overlaps(head)), default=0.0)


def around(cover: Cover, wa: Row, wb: Row) -> tuple[float, float, float]:
    """How far the words around two places are the same: the greater and the smaller share of a side that is covered,
    and the weight of what is."""
    shared_a, shared_b = float(cover.a @ wa), float(cover.b @ wb)
    a, b = shared_a / max(float(wa.sum()), 0.1), shared_b / max(float(wb.sum()), 0.1)
    return max(a, b), min(a, b), min(shared_a, shared_b)
