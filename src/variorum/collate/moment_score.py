"""The score of two time expressions as times of one thing: a small forest, as for figures (:mod:`.figure_score`)."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .. import forest
from ..model import Entry
from . import context, measure, speakers
from .figure_score import Pair, Row, Rows, rivals
from .meaning import Nearness
from .moment_items import Item
from .moment_values import kinship
from .similar import Cover, Similar
from .within import Within

FEATURES = (
    "same", "finer", "gap", "length", "coarse", "fine", "lone", "once", "ahead", "over", "shown", "crowd", "spread",
    "short", "long", "shared", "best", "near", "lead", "names", "named", "tense", "steps", "negated", "contrary",
    "update", "claimed", "rival", "apart", "opens", "voice", "spoken", "speaker", "told", "part", "main", "figures",
    "bound",
)  # fmt: skip
"""What is looked at, in the order of :func:`features`."""
_TABLE = "moments"
_RIVAL, _NEAR, _SHORT = FEATURES.index("rival"), FEATURES.index("near"), FEATURES.index("short")
_FAR = 60
_MOST = 6
"""Places or witnesses of a day beyond which more tell no more."""
_MOST_NUMBERS = 2
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST = 1
"""The last of the sentences that open an article."""
_OTHER = 0.15
"""What is taken off two days of one article that cannot both hold."""


@dataclass(frozen=True, slots=True)
class Around:
    """What an event tells of its moments beyond the two that are compared: how often each article names each time, how
    many articles do, which day most do (that of the news itself), and in which entries of statements and facts each
    moment stands."""

    times: Mapping[tuple[int, str], int]
    spread: Mapping[str, int]
    main: str
    within: Within

    @staticmethod
    def of(items: Sequence[Item], told: Sequence[Entry]) -> Around:
        times = Counter((i.witness, i.value.key) for i in items)
        spread = Counter(key for _, key in times)
        days = Counter({key: n for key, n in spread.items() if _DAY.fullmatch(key)})
        main = min(days, key=lambda day: (-days[day], day)) if days else ""
        sorts, values = [i.moment.type for i in items], [i.value.key for i in items]
        within = Within.of([i.setting for i in items], told, sorts=sorts, values=values, whole=True)
        return Around(times, spread, main, within)


def scores(laid_out: Similar, items: Sequence[Item], pairs: Iterable[Pair], told: Sequence[Entry]) -> dict[Pair, float]:
    """How surely (0 to 1) two moments are of one thing, of those pairs that can be that at all; ``told``: the entries
    of statements and facts."""
    every = sorted(pairs)
    own = [(i, j) for i, j in every if items[i].witness == items[j].witness and _comparable(items[i], items[j])]
    covers = laid_out.covers(own)
    made = {pair: round(_of_one(laid_out, items, pair, covers[n]), 4) for n, pair in enumerate(own)}
    found, rows = table(laid_out, items, every, told)
    if found:
        chances = forest.read(_TABLE, "moment", FEATURES).chance(rows)
        made.update((pair, round(float(chance), 4)) for pair, chance in zip(found, chances, strict=True))
    return made


def _of_one(laid_out: Similar, items: Sequence[Item], pair: Pair, cover: Cover) -> float:
    """What the words around two days of one article tell: the forest was made for two articles."""
    i, j = pair
    if items[i].moment.type == "DURATION":
        return 0.0
    greater, smaller, shared, _ = around(cover, laid_out.weights[i], laid_out.weights[j])
    nearby = (0.6 * greater + 0.4 * smaller) * (1 - math.exp(-shared / 0.5))
    return max(0.0, nearby - (0.0 if kinship(items[i].value, items[j].value).level else _OTHER))


def table(
    laid_out: Similar, items: Sequence[Item], pairs: Iterable[Pair], told: Sequence[Entry]
) -> tuple[list[Pair], Rows]:
    """The pairs of two witnesses that may be times of one thing, in order, and a row of :data:`FEATURES` for each."""
    rest = Around.of(items, told)
    across = ((i, j) for i, j in sorted(pairs) if items[i].witness != items[j].witness)
    kept = [(i, j) for i, j in across if _comparable(items[i], items[j])]
    covers = laid_out.covers(kept)
    rows = [features(laid_out, items, pair, covers[n], rest) for n, pair in enumerate(kept)]
    made = np.asarray(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))
    if kept:
        made[:, _RIVAL] = rivals(kept, [i.witness for i in items], made[:, _NEAR] + made[:, _SHORT])
    return kept, made


def _comparable(a: Item, b: Item) -> bool:
    return _one_kind(a, b) and not _otherwise(a, b)


def _one_kind(a: Item, b: Item) -> bool:
    """A length of time is no day."""
    return (a.moment.type == "DURATION") == (b.moment.type == "DURATION")


def _otherwise(a: Item, b: Item) -> bool:
    """Signs that two different days are of two things: other names, another step of it, the contrary, one over and one
    still ahead."""
    one, two = a.setting, b.setting
    if kinship(a.value, b.value).level:
        return False
    if one.signs.negated != two.signs.negated or (one.names and two.names and not one.names & two.names):
        return True
    if measure.exclude(one.signs.steps, two.signs.steps, measure.phases()) is not None:
        return True
    return {a.tense, b.tense} == {"over", "ahead"} or context.contrary(one.unit.terms, two.unit.terms)


def features(laid_out: Similar, items: Sequence[Item], pair: Pair, cover: Cover, rest: Around) -> tuple[float, ...]:
    """What speaks for and against two moments as times of one thing, but for rivals."""
    i, j = pair
    a, b = items[i], items[j]
    kin = kinship(a.value, b.value)
    short, long, shared, best = around(cover, laid_out.weights[i], laid_out.weights[j])
    near = laid_out.meaning.alike(i, j) if laid_out.meaning else Nearness(0.0, 0.0)
    one, two = a.setting, b.setting
    claimed = (b.witness, a.value.key) in rest.times or (a.witness, b.value.key) in rest.times
    days = {a.value.key, b.value.key}
    return (
        float(kin.level == 2),
        float(kin.level == 1),
        kin.gap,
        float(a.moment.type == "DURATION"),
        max(a.value.grain, b.value.grain),
        min(a.value.grain, b.value.grain),
        float(a.lone and b.lone),
        float(a.once and b.once),
        float(a.tense == b.tense == "ahead"),
        float(a.tense == b.tense == "over"),
        float(min(a.far, b.far, _FAR)),
        float(min(_MOST, max(rest.times.get((w, d), 0) for w in (a.witness, b.witness) for d in days))),
        float(min(_MOST, max(rest.spread.get(d, 0) for d in days))),
        short,
        long,
        shared,
        best,
        near.cosine,
        near.lead,
        float(bool(one.names - two.names) + bool(two.names - one.names)),
        float(min(3, len(one.names & two.names))),
        float({a.tense, b.tense} == {"over", "ahead"}),
        float(kin.level > 0 and measure.exclude(one.signs.steps, two.signs.steps, measure.phases()) is not None),
        float(one.signs.negated != two.signs.negated),
        float(kin.level > 0 and context.contrary(one.unit.terms, two.unit.terms)),
        float("update" in one.signs.alone | two.signs.alone),
        float(not kin.level and claimed),
        0.0,
        abs(one.unit.place - two.unit.place),
        float(max(one.unit.sentence, two.unit.sentence) <= _FIRST),
        speakers.match(one.unit.voice, two.unit.voice).score,
        float(bool(a.spoken)) + float(bool(b.spoken)),
        float(a.spoken == b.spoken) * 2 - 1 if a.spoken and b.spoken else 0.0,
        rest.within.aligned(i, j),
        0.0 if a.value.part is None or b.value.part is None else float(a.value.part == b.value.part) * 2 - 1,
        float(a.value.day == b.value.day == rest.main),
        float(min(_MOST_NUMBERS, len(_numbers(a) & _numbers(b)))),
        float(a.value.bound != b.value.bound),
    )


def _numbers(item: Item) -> frozenset[str]:
    """The longer numbers in the sentence of a moment, but years."""
    terms = (t for t in item.setting.unit.terms if t.kind == "number" and len(t.norm) > 1)
    return frozenset(t.norm for t in terms) - item.setting.years


def around(cover: Cover, wa: Row, wb: Row) -> tuple[float, float, float, float]:
    """How far the words around two moments are the same: the greater and the smaller share of a side that is covered,
    the weight of what is, and that of the one word that tells most."""
    shared_a, shared_b = float(cover.a @ wa), float(cover.b @ wb)
    a, b = shared_a / max(float(wa.sum()), 0.1), shared_b / max(float(wb.sum()), 0.1)
    best = min(float((cover.a * wa).max(initial=0.0)), float((cover.b * wb).max(initial=0.0)))
    return max(a, b), min(a, b), min(shared_a, shared_b), best
