"""The score of two time expressions as times of one thing: a small forest, as for figures (:mod:`.figure_score`)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from .. import forest
from . import context, measure, speakers
from .figure_score import Pair, Rows, around, rivals
from .meaning import Nearness
from .moment_items import Item, may_hold, same
from .similar import Similar

FEATURES = (
    "same", "length", "lone", "once", "ahead", "over", "shown", "finer", "short", "long", "shared", "near", "lead",
    "names", "tense", "steps", "negated", "contrary", "update", "claimed", "rival", "apart", "voice",
)  # fmt: skip
"""What is looked at, in the order of :func:`features`."""
_TABLE = "moments"
_RIVAL, _NEAR, _SHORT = FEATURES.index("rival"), FEATURES.index("near"), FEATURES.index("short")
_FAR = 60
_OTHER = 0.15
"""What is taken off two days of one article that cannot both hold."""


def scores(laid_out: Similar, items: Sequence[Item], pairs: Iterable[Pair]) -> dict[Pair, float]:
    """How surely (0 to 1) two moments are of one thing, of those pairs that can be that at all."""
    found, rows = table(laid_out, items, pairs)
    if not found:
        return {}
    chances = forest.read(_TABLE, "moment", FEATURES).chance(rows)
    return {
        (i, j): round(max(float(chance), _of_one(laid_out, items, i, j)), 4)
        for (i, j), chance in zip(found, chances, strict=True)
    }


def _of_one(laid_out: Similar, items: Sequence[Item], i: int, j: int) -> float:
    """What the words around two days of one article tell: the forest was made for two articles."""
    if items[i].witness != items[j].witness or items[i].moment.type == "DURATION":
        return 0.0
    greater, smaller, shared = around(laid_out, i, j)
    nearby = (0.6 * greater + 0.4 * smaller) * (1 - math.exp(-shared / 0.5))
    return max(0.0, nearby - (0.0 if same(items[i], items[j]) or may_hold(items[i], items[j]) else _OTHER))


def table(laid_out: Similar, items: Sequence[Item], pairs: Iterable[Pair]) -> tuple[list[Pair], Rows]:
    """The pairs that may be times of one thing, in order, and a row of :data:`FEATURES` for each."""
    told: dict[int, set[str]] = {}
    for item in items:
        told.setdefault(item.witness, set()).add(item.value[:10])
    kept = [(i, j) for i, j in sorted(pairs) if _one_kind(items[i], items[j]) and not _otherwise(items[i], items[j])]
    rows = [features(laid_out, (items[i], items[j]), (i, j), told) for i, j in kept]
    made = np.asarray(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))
    if kept:
        made[:, _RIVAL] = rivals(kept, [i.witness for i in items], made[:, _NEAR] + made[:, _SHORT])
    return kept, made


def _one_kind(a: Item, b: Item) -> bool:
    """A length of time is no day."""
    return (a.moment.type == "DURATION") == (b.moment.type == "DURATION")


def _otherwise(a: Item, b: Item) -> bool:
    """Signs that two different days are of two things: another name, another step of it, the contrary, one over and one
    still ahead."""
    one, two = a.setting, b.setting
    if same(a, b):
        return False
    if (one.names - two.names and two.names - one.names) or one.signs.negated != two.signs.negated:
        return True
    if measure.exclude(one.signs.steps, two.signs.steps, measure.phases()) is not None:
        return True
    return {a.tense, b.tense} == {"over", "ahead"} or context.contrary(one.unit.terms, two.unit.terms)


def features(laid_out: Similar, items: tuple[Item, Item], pair: Pair, told: dict[int, set[str]]) -> tuple[float, ...]:
    """What speaks for and against two moments as times of one thing, but for rivals."""
    (a, b), (i, j) = items, pair
    equal = same(a, b)
    short, long, shared = around(laid_out, i, j)
    near = laid_out.meaning.alike(i, j) if laid_out.meaning else Nearness(0.0, 0.0)
    one, two = a.setting, b.setting
    far = min(a.far, b.far)
    return (
        float(equal),
        float(a.moment.type == "DURATION"),
        float(a.lone and b.lone),
        float(a.once and b.once),
        float(a.tense == b.tense == "ahead"),
        float(a.tense == b.tense == "over"),
        float(min(far, _FAR)),
        float(not equal and may_hold(a, b)),
        short,
        long,
        shared,
        near.cosine,
        near.lead,
        float(bool(one.names - two.names) + bool(two.names - one.names)),
        float({a.tense, b.tense} == {"over", "ahead"}),
        float(measure.exclude(one.signs.steps, two.signs.steps, measure.phases()) is not None),
        float(one.signs.negated != two.signs.negated),
        float(context.contrary(one.unit.terms, two.unit.terms)),
        float("update" in one.signs.alone | two.signs.alone),
        float(not equal and (a.value[:10] in told[b.witness] or b.value[:10] in told[a.witness])),
        0.0,
        abs(one.unit.place - two.unit.place),
        speakers.match(one.unit.voice, two.unit.voice).score,
    )
