"""The score of two time expressions as times of one thing: a small forest, as for figures (:mod:`.figure_score`)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .. import forest
from ..model import Entry, Span
from . import by_kind, context, measure, own_sense
from .by_kind import Kinds, Rows
from .figure_features import Columns, Flags, in_one_voice, likeness, masses, named, one_voice, shared
from .figure_score import Pair, rivals
from .moment_items import Item
from .moment_values import kinship
from .similar import Covers, Similar
from .vocabulary import Indices
from .within import Within

FEATURES = (
    "same", "finer", "gap", "length", "coarse", "fine", "lone", "once", "ahead", "over", "shown", "crowd", "spread",
    "short", "long", "shared", "best", "near", "lead", "names", "named", "tense", "steps", "negated", "contrary",
    "update", "claimed", "rival", "apart", "opens", "voice", "spoken", "speaker", "told", "part", "main", "figures",
    "bound", "own", "own_rival", "own_left",
)  # fmt: skip
"""What is looked at, in the order of :func:`_rows`; ``rival``: how much nearer another moment comes by words and sense,
``own``: how near the moments themselves are in sense, ``own_rival`` and ``own_left``: how much nearer others are, and
others of those that have no equal on the other side."""
_TABLE = "moments"
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


class Moments:
    """All moments of an event, with a list or an array for each thing that is looked at of them."""

    def __init__(self, laid_out: Similar, items: Sequence[Item]) -> None:
        self.laid_out, self.items = laid_out, items
        self.witness = np.asarray([i.witness for i in items], dtype=np.intp)
        self.lasting = np.asarray([i.moment.type == "DURATION" for i in items], dtype=np.bool_)
        self.negated = np.asarray([i.setting.signs.negated for i in items], dtype=np.bool_)
        self.ahead = np.asarray([i.tense == "ahead" for i in items], dtype=np.bool_)
        self.over = np.asarray([i.tense == "over" for i in items], dtype=np.bool_)
        self.names = [i.setting.names for i in items]
        self.stems = [context.stems(i.setting.unit.terms) for i in items]
        self.values = Kinds.by(items, (i.value for i in items))
        self.steps = Kinds.by(items, (frozenset(i.setting.signs.steps.items()) for i in items))
        self.mass = masses(laid_out)
        beside: dict[tuple[int, Span], set[str]] = defaultdict(set)
        for item in items:
            beside[item.witness, item.setting.sentence].add(item.value.key)
        self.beside = {place: frozenset(keys) for place, keys in beside.items()}
        self.several = np.asarray([len(self._beside(i)) > 1 for i in items], dtype=np.bool_)

    def levels(self, i: Indices, j: Indices) -> Rows:
        """How each two values go together (see :class:`.moment_values.Kinship`)."""
        return self.values.told(i, j, lambda a, b: kinship(a.value, b.value).level)

    def gaps(self, i: Indices, j: Indices) -> Rows:
        """What lies between each two values (see :class:`.moment_values.Kinship`)."""
        return self.values.told(i, j, lambda a, b: kinship(a.value, b.value).gap)

    def array(self, tell: Callable[[Item], float]) -> Rows:
        """What is told of each moment."""
        return np.asarray([tell(i) for i in self.items], dtype=np.float64)

    def other_step(self, i: Indices, j: Indices) -> Flags:
        """Whether they are of two steps of a thing."""
        phases = measure.phases()
        found = self.steps.told(
            i, j, lambda a, b: measure.exclude(a.setting.signs.steps, b.setting.signs.steps, phases) is not None
        )
        return np.asarray(found > 0, dtype=np.bool_)

    def turned(self, i: Indices, j: Indices) -> Flags:
        """Whether one is over and one still ahead."""
        found: Flags = (self.ahead[i] & self.over[j]) | (self.over[i] & self.ahead[j])
        return found

    def opposed(self, i: Indices, j: Indices) -> Flags:
        """Whether the words around one are the contrary of those around the other."""
        both = zip(i.tolist(), j.tolist(), strict=True)
        return np.asarray([context.opposed(self.stems[x], self.stems[y]) for x, y in both], dtype=np.bool_)

    def comparable(self, pairs: Indices) -> Flags:
        """Whether two moments may be of one thing.  A length of time is no day, and of two times that both sentences
        name ("at three a deal was there, and at four they were gone"), each has its own counterpart."""
        i, j = pairs.T
        found: Flags = self.lasting[i] == self.lasting[j]
        several = found & self.several[i] & self.several[j]
        for n in np.flatnonzero(several)[self.levels(i[several], j[several]) == 0].tolist():
            a, b = (self.items[k] for k in pairs[n])
            found[n] = not (b.value.key in self._beside(a) and a.value.key in self._beside(b))
        return found

    def _beside(self, item: Item) -> frozenset[str]:
        return self.beside[item.witness, item.setting.sentence]

    def parted(self, pairs: Indices) -> Flags:
        """Whether a sign says that two different times of one article are of two things: other names, another step of
        it, the contrary, one over and one still ahead.  Of two articles the forest weighs these."""
        i, j = pairs.T
        found: Flags = self.levels(i, j) == 0
        both = zip(i.tolist(), j.tolist(), strict=True)
        others = [bool(self.names[x] and self.names[y]) and self.names[x].isdisjoint(self.names[y]) for x, y in both]
        apart = (self.negated[i] != self.negated[j]) | self.other_step(i, j) | self.turned(i, j)
        apart |= np.asarray(others, dtype=np.bool_)
        left = np.flatnonzero(found & ~apart)
        apart[left] = self.opposed(i[left], j[left])
        made: Flags = found & apart
        return made


def scores(laid_out: Similar, items: Sequence[Item], pairs: Iterable[Pair], told: Sequence[Entry]) -> dict[Pair, float]:
    """How surely (0 to 1) two moments are of one thing, of those pairs that can be that at all; ``told``: the entries
    of statements and facts."""
    every, moments = sorted(pairs), Moments(laid_out, items)
    own = np.asarray([(i, j) for i, j in every if items[i].witness == items[j].witness], dtype=np.intp).reshape(-1, 2)
    made = _of_one(moments, own[moments.comparable(own) & ~moments.parted(own)])
    found, rows = _table(moments, every, Around.of(items, told))
    if found:
        chances = forest.read(_TABLE, "moment", FEATURES).chance(rows)
        made.update((pair, round(chance, 4)) for pair, chance in zip(found, chances.tolist(), strict=True))
    return made


def _of_one(moments: Moments, pairs: Indices) -> dict[Pair, float]:
    """What the words around two days of one article tell: the forest was made for two articles."""
    laid_out, levels = moments.laid_out, moments.levels(*pairs.T)
    around = zip(*shared(laid_out, moments.mass, pairs, laid_out.covers(pairs)), levels, strict=True)
    made = {}
    for (i, j), told in zip(pairs.tolist(), around, strict=True):
        greater, smaller, together, level = map(float, told)
        nearby = likeness(greater, smaller, together)
        lasting = bool(moments.lasting[i])
        made[i, j] = 0.0 if lasting else round(max(0.0, nearby - (0.0 if level else _OTHER)), 4)
    return made


def table(
    laid_out: Similar, items: Sequence[Item], pairs: Iterable[Pair], told: Sequence[Entry]
) -> tuple[list[Pair], Rows]:
    """The pairs of two witnesses that may be times of one thing, in order, and a row of :data:`FEATURES` for each."""
    return _table(Moments(laid_out, items), sorted(pairs), Around.of(items, told))


def _table(moments: Moments, pairs: Sequence[Pair], rest: Around) -> tuple[list[Pair], Rows]:
    items = moments.items
    across = [(i, j) for i, j in pairs if items[i].witness != items[j].witness]
    every = np.asarray(across, dtype=np.intp).reshape(-1, 2)
    kept = every[moments.comparable(every)]
    found = [(i, j) for i, j in kept.tolist()]
    if not found:
        return found, np.zeros((0, len(FEATURES)))
    made = np.zeros((len(found), len(FEATURES)))
    made[:, : FEATURES.index("own")] = _rows(moments, kept, rest)
    _compare(found, items, made)
    return found, made


def _compare(pairs: Sequence[Pair], items: Sequence[Item], made: Rows) -> None:
    """Fill in what takes all pairs to tell."""
    column = {name: made[:, n] for n, name in enumerate(FEATURES)}
    witness = [i.witness for i in items]
    column["own"][:] = own_sense.nearness(pairs, [i.sense for i in items])
    column["rival"][:] = rivals(pairs, witness, column["near"] + column["short"])
    column["own_rival"][:] = rivals(pairs, witness, column["own"])
    left = np.flatnonzero((column["same"] == 0) & (column["claimed"] == 0))
    column["own_left"][left] = rivals([pairs[n] for n in left.tolist()], witness, column["own"][left])


def _rows(moments: Moments, pairs: Indices, rest: Around) -> Rows:
    """What speaks for and against two moments as times of one thing, but for rivals, a row a pair."""
    covers = moments.laid_out.covers(pairs)
    times, words = _times(moments, pairs, rest), _words(moments, pairs, covers)
    return np.stack([*times, *words, *_signs(moments, pairs, rest)], axis=1, dtype=np.float64)


def _times(moments: Moments, pairs: Indices, rest: Around) -> Columns:
    """``same`` to ``spread``."""
    i, j = pairs.T
    items, told = moments.items, moments.array
    level, grain = moments.levels(i, j), told(lambda x: x.value.grain)
    lone, once, far = told(lambda x: x.lone), told(lambda x: x.once), told(lambda x: x.far)
    spread = told(lambda x: rest.spread.get(x.value.key, 0))
    keys = [i.value.key for i in items]
    crowd = [
        max(rest.times.get((w, d), 0) for w in (items[x].witness, items[y].witness) for d in {keys[x], keys[y]})
        for x, y in pairs.tolist()
    ]
    return (
        level == 2,
        level == 1,
        moments.gaps(i, j),
        moments.lasting[i],
        np.maximum(grain[i], grain[j]),
        np.minimum(grain[i], grain[j]),
        (lone[i] > 0) & (lone[j] > 0),
        (once[i] > 0) & (once[j] > 0),
        moments.ahead[i] & moments.ahead[j],
        moments.over[i] & moments.over[j],
        np.minimum(_FAR, np.minimum(far[i], far[j])),
        np.minimum(_MOST, crowd),
        np.minimum(_MOST, np.maximum(spread[i], spread[j])),
    )


def _words(moments: Moments, pairs: Indices, covers: Covers) -> Columns:
    """``short`` to ``named``."""
    i, j = pairs.T
    laid_out = moments.laid_out
    near, lead = laid_out.meaning.near(pairs).T if laid_out.meaning else np.zeros((2, len(pairs)))
    weights, rows = np.concatenate(laid_out.weights), laid_out.rows
    one, two = covers.of_a * weights[rows.places(i)], covers.of_b * weights[rows.places(j)]
    best = np.minimum(by_kind.highest(one, covers.a), by_kind.highest(two, covers.b))
    return (
        *shared(laid_out, moments.mass, pairs, covers),
        best,
        near,
        lead,
        *named(moments.names, pairs),
    )


def _signs(moments: Moments, pairs: Indices, rest: Around) -> Columns:
    """``tense`` to ``bound``."""
    i, j = pairs.T
    items, told, every = moments.items, moments.array, pairs.tolist()
    level, update = moments.levels(i, j), told(lambda x: "update" in x.setting.signs.alone) > 0
    place, sentence = told(lambda x: x.setting.unit.place), told(lambda x: x.setting.unit.sentence)
    keys, numbers = [x.value.key for x in items], [_numbers(x) for x in items]
    claimed = [(items[y].witness, keys[x]) in rest.times or (items[x].witness, keys[y]) in rest.times for x, y in every]
    voices = in_one_voice([x.setting for x in items])
    spoken, bound = Kinds.by(items, (x.spoken for x in items)).of, Kinds.by(items, (x.value.bound for x in items)).of
    says, part = told(lambda x: bool(x.spoken)), told(lambda x: -1 if x.value.part is None else x.value.part)
    main = told(lambda x: x.value.day == rest.main) > 0
    return (
        moments.turned(i, j),
        moments.other_step(i, j),
        moments.negated[i] != moments.negated[j],
        moments.opposed(i, j),
        update[i] | update[j],
        (level == 0) & np.asarray(claimed, dtype=np.bool_),
        np.zeros(len(pairs)),
        np.abs(place[i] - place[j]),
        np.maximum(sentence[i], sentence[j]) <= _FIRST,
        voices.told(i, j, one_voice),
        says[i] + says[j],
        np.where((says[i] > 0) & (says[j] > 0), (spoken[i] == spoken[j]) * 2.0 - 1.0, 0.0),
        np.asarray([rest.within.aligned(x, y) for x, y in every]),
        np.where((part[i] < 0) | (part[j] < 0), 0.0, (part[i] == part[j]) * 2.0 - 1.0),
        main[i] & main[j],
        np.minimum(_MOST_NUMBERS, [len(numbers[x] & numbers[y]) for x, y in every]),
        bound[i] != bound[j],
    )


def _numbers(item: Item) -> frozenset[str]:
    """The longer numbers in the sentence of a moment, but years."""
    terms = (t for t in item.setting.unit.terms if t.kind == "number" and len(t.norm) > 1)
    return frozenset(t.norm for t in terms) - item.setting.years
