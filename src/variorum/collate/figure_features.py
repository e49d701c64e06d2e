"""What is looked at of figures two by two to tell whether they are values of one measure, of all pairs of an event at
once: the values, the words and the sense of what stands around them, the signs that part them, and what else either
article has to offer.  A row depends on its own two figures and their event, and on no other row."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..model import Figure
from . import by_kind, context, figure_contrast, figure_items, figure_rest, measure, speakers
from .by_kind import Kinds, Rows
from .context import Setting
from .figure_items import Item
from .figure_rest import Rest
from .similar import Covers, Similar
from .vocabulary import Indices, Matrix, Ragged

Flags = NDArray[np.bool_]
Columns = Sequence[NDArray[np.generic]]

VALUES = (
    "equal", "like", "ratio", "telling", "kin", "money", "percent", "digits", "small", "named", "measured", "general",
)  # fmt: skip
WORDS = (
    "short", "long", "shared", "near", "lead", "head", "before", "after", "plain", "voice", "names", "shared_names",
)  # fmt: skip
SIGNS = (
    "toll", "kind", "other_kind", "marks", "change", "years", "times", "when", "scope", "slot", "contrary",
)  # fmt: skip
REST = ("lone", "claimed", "free", "spread", "company", "crowd", "only", "told", "single", "apart", "opens")
_FARTHEST, _LARGEST = 5.0, 7.0
"""Logarithms (natural, of ten) beyond which a ratio and a size tell no more."""
_MOST_CROWD, _MOST_NAMES = 6, 3
_FIRST = 1
"""The last of the sentences that open an article."""
_LEAST = 0.1
"""Weight under which a share would say too much."""
_ONE_TOLL = 0.46
"""Score of two values of a toll that either article gives once."""


class Figures:
    """All figures of an event, with a list or an array for each thing that is looked at of them."""

    def __init__(self, laid_out: Similar, items: Sequence[Item], rest: Rest) -> None:
        figures, settings = [i.figure for i in items], [i.setting for i in items]
        self.laid_out, self.items, self.rest = laid_out, items, rest
        self.size = _floats(max(figure_items.size(f), 1e-9) for f in figures)
        self.large = _floats(min(_LARGEST, math.log10(max(s, 1.0))) for s in self.size.tolist())
        self.telling = _floats(map(figure_items.telling, figures))
        self.digits = _floats(map(figure_items.digits, figures))
        self.money = _flags(f.klass == "money" for f in figures)
        self.percent = _flags(f.klass == "percent" for f in figures)
        self.named = _flags(f.unit is not None for f in figures)
        self.measured = _flags(measure.is_unit(i.own.unit) for i in items)
        self.general = _flags(map(figure_rest.is_general, items))
        self.toll = _floats(-1 if i.toll is None else i.toll for i in items)
        self.lone = _flags(i.lone for i in items)
        self.place = _floats(s.unit.place for s in settings)
        self.sentence = _floats(s.unit.sentence for s in settings)
        self.crowd = _floats(map(rest.crowd, items))
        self.keys = [figure_items.key(f) for f in figures]
        self.spread = _floats(rest.spread[key] for key in self.keys)
        self.names = [s.names for s in settings]
        self.counted = _flags(f.measures is not None for f in figures)
        self.heads = Ragged.of([_head(i) for i in items])
        beside = [[-1 if k is None else k for k in i.beside] for i in items]
        self.beside = np.asarray(beside, dtype=np.intp).reshape(len(items), 2)
        self.stems = [context.stems(s.unit.terms) for s in settings]
        self.mass = masses(laid_out)

    @cached_property
    def values(self) -> Kinds[Item]:
        """Figures of one value and unit, as it is compared and as it is written."""
        return Kinds.by(self.items, ((_form(i.figure), _form(i.own)) for i in self.items))

    @cached_property
    def kinds(self) -> Kinds[Item]:
        """Figures with the same kinds of measure near them."""
        keys = [frozenset(i.setting.signs.kinds.items()) for i in self.items]
        return Kinds.by(self.items, keys)

    @cached_property
    def changes(self) -> Kinds[Item]:
        """Figures of one direction of change."""
        signs = [i.setting.signs.kinds for i in self.items]
        keys = ((i.figure.change, "direction" in s, "part" in s) for i, s in zip(self.items, signs, strict=True))
        return Kinds.by(self.items, keys)

    @cached_property
    def marks(self) -> Kinds[Item]:
        """Figures with the same marks."""
        return Kinds.by(self.items, (figure_contrast.marks(i.setting.signs) for i in self.items))

    @cached_property
    def times(self) -> Kinds[Item]:
        """Figures of one time."""
        return Kinds.by(self.items, ((i.lasts, i.when, i.figure.klass) for i in self.items))

    @cached_property
    def years(self) -> Kinds[Item]:
        """Figures in sentences that name the same years."""
        return Kinds.by(self.items, (i.setting.years for i in self.items))

    @cached_property
    def voices(self) -> Kinds[Setting]:
        """Figures in one voice."""
        return in_one_voice([i.setting for i in self.items])

    @cached_property
    def families(self) -> Kinds[Item]:
        """Figures of one family in one article."""
        return Kinds.by(self.items, ((i.witness, figure_items.family(i.figure)) for i in self.items))


def rows(figures: Figures, pairs: Indices) -> Rows:
    """A row of the lists above for each of ``pairs`` (two columns of figures)."""
    i, j = pairs.T
    covers = figures.laid_out.covers(pairs)
    values = _values(figures, i, j)
    signs = _signs(figures, pairs, covers)
    words = _words(figures, pairs, covers, dict(zip((*VALUES, *SIGNS), (*values, *signs), strict=True)))
    return np.stack([*values, *words, *signs, *_rest(figures, pairs, values[0])], axis=1, dtype=np.float64)


def _values(figures: Figures, i: Indices, j: Indices) -> Columns:
    values, size = figures.values, figures.size
    smaller, greater = np.minimum(size[i], size[j]), np.maximum(size[i], size[j])
    kin = values.told(i, j, lambda a, b: figure_items.kinship(a.figure, b.figure))
    return (
        values.told(i, j, figure_items.equal),
        values.told(i, j, lambda a, b: figure_items.like(a.figure, b.figure)),
        _floats(min(_FARTHEST, math.log(ratio)) for ratio in (greater / smaller).tolist()),
        np.minimum(figures.telling[i], figures.telling[j]),
        kin,
        figures.money[i],
        figures.percent[i] | figures.percent[j],
        np.abs(figures.digits[i] - figures.digits[j]),
        np.where(size[i] <= size[j], figures.large[i], figures.large[j]),
        figures.named[i] & (kin == 1.0),
        figures.measured[i],
        figures.general[i] | figures.general[j],
    )


def _words(figures: Figures, pairs: Indices, covers: Covers, known: Mapping[str, NDArray[np.generic]]) -> Columns:
    i, j = pairs.T
    around = shared(figures.laid_out, figures.mass, pairs, covers)
    meaning = figures.laid_out.meaning
    near, lead = meaning.near(pairs).T if meaning else np.zeros((2, len(pairs)))
    return (
        *around,
        near,
        lead,
        _heads(figures, pairs, covers),
        *_beside(figures, pairs, covers),
        _plain(figures, pairs, around, known),
        figures.voices.told(i, j, one_voice),
        *named(figures.names, pairs),
    )


def _signs(figures: Figures, pairs: Indices, covers: Covers) -> Columns:
    i, j = pairs.T
    items, scopes = figures.items, measure.scopes()
    dated = _flags(bool(x.when) for x in items)
    when = Kinds.by(items, (x.when for x in items)).of
    slots = [x.setting.signs.slots for x in items]
    slot = np.zeros(len(pairs))
    for n, (x, y) in enumerate(pairs.tolist()):
        if slots[x] and slots[y] and not slots[x].keys().isdisjoint(slots[y]):
            slot[n] = figure_contrast.other_slot(items[x], items[y], covers[n])
    return (
        (figures.toll[i] >= 0) & (figures.toll[i] == figures.toll[j]),
        figures.kinds.told(i, j, figure_contrast.shared_kind),
        figures.kinds.told(i, j, figure_contrast.other_kind),
        figures.marks.of[i] != figures.marks.of[j],
        figures.changes.told(i, j, figure_contrast.other_change),
        figures.years.told(i, j, _other_years),
        figures.times.told(i, j, figure_contrast.other_time),
        np.where(dated[i] & dated[j], (when[i] == when[j]) * 2.0 - 1.0, 0.0),
        figures.kinds.told(
            i, j, lambda a, b: measure.exclude(a.setting.signs.kinds, b.setting.signs.kinds, scopes) is not None
        ),
        slot,
        _flags(context.opposed(figures.stems[x], figures.stems[y]) for x, y in pairs.tolist()),
    )


def _rest(figures: Figures, pairs: Indices, equal: NDArray[np.generic]) -> Columns:
    i, j = pairs.T
    items, rest, every = figures.items, figures.rest, [(x, y) for x, y in pairs.tolist()]
    keys, own = figures.keys, [rest.keys[x.witness] for x in items]
    return (
        figures.lone[i] & figures.lone[j],
        (equal == 0) & _flags(keys[x] in own[y] or keys[y] in own[x] for x, y in every),
        figures.families.told(i, j, rest.free),
        np.maximum(figures.spread[i], figures.spread[j]),
        _floats(rest.company(items[x], items[y]) for x, y in every),
        np.minimum(_MOST_CROWD, np.maximum(figures.crowd[i], figures.crowd[j])),
        _flags(pair in rest.only for pair in every),
        _floats(rest.within.aligned(x, y) for x, y in every),
        _floats(rest.within.alone(x, y) for x, y in every),
        np.abs(figures.place[i] - figures.place[j]),
        np.maximum(figures.sentence[i], figures.sentence[j]) <= _FIRST,
    )


def _plain(figures: Figures, pairs: Indices, around: Columns, known: Mapping[str, NDArray[np.generic]]) -> Rows:
    """What a few plain rules say of two different values: the words around them are the same (see :func:`shared`), and
    no sign parts them."""
    found, items = np.zeros(len(pairs)), figures.items
    greater, smaller, together = (column.tolist() for column in around)
    kind, kin, toll = (known[name].tolist() for name in ("kind", "kin", "toll"))
    for n in np.flatnonzero((known["equal"] == 0) & (known["like"] == 0)).tolist():
        a, b = (items[k] for k in pairs[n])
        nearby = likeness(greater[n], smaller[n], together[n])
        if nearby < figure_contrast.needed(a, b) or figure_contrast.otherwise(a, b):
            continue
        score = (0.72 * nearby + (0.2 if kind[n] else 0.0)) * kin[n]
        if toll[n]:
            score = max(score, _ONE_TOLL + 0.4 * nearby)
        found[n] = round(min(1.0, score), 4)
    return found


def alike(a: Item, b: Item) -> bool:
    """Whether two values are one, or one rounded."""
    return figure_items.equal(a, b) or figure_items.like(a.figure, b.figure)


def _other_years(a: Item, b: Item) -> bool:
    one, two = a.setting.years, b.setting.years
    return bool(one and two) and not one & two


def _heads(figures: Figures, pairs: Indices, covers: Covers) -> Rows:
    """How far the words that say what is counted or measured stand on the other side, too; -1 where neither has any."""
    i, j = pairs.T
    one = _of_heads(figures.heads, i, covers.of_a, covers.a)
    two = _of_heads(figures.heads, j, covers.of_b, covers.b)
    named, also = figures.counted[i], figures.counted[j]
    least = np.where(named & also, np.minimum(one, two), np.where(named, one, two))
    return np.where(named | also, least, -1.0)


def _of_heads(heads: Ragged, own: Indices, cover: Matrix, bounds: Indices) -> Rows:
    sizes = heads.sizes(own)
    at = np.repeat(bounds[:-1], sizes) + heads.flat[heads.places(own)]
    return by_kind.highest(cover[at], np.cumsum(np.r_[0, sizes]))


def _head(item: Item) -> list[int]:
    """The numbers, among the terms around a figure, of those that say what is counted."""
    head = item.figure.measures or item.figure.span
    return [n for n, t in enumerate(item.setting.unit.terms) if t.span.overlaps(head)]


def _beside(figures: Figures, pairs: Indices, covers: Covers) -> Iterable[Rows]:
    """How far the last term before either, and the first after it, stand on the other side, too; -1 without such."""
    i, j = pairs.T
    for side in figures.beside.T:
        found = np.full(len(pairs), -1.0)
        some = np.flatnonzero((side[i] >= 0) & (side[j] >= 0))
        one, two = covers.of_a[covers.a[some] + side[i[some]]], covers.of_b[covers.b[some] + side[j[some]]]
        found[some] = np.minimum(one, two)
        yield found


def shared(laid_out: Similar, mass: Rows, pairs: Indices, covers: Covers) -> tuple[Rows, Rows, Rows]:
    """How far the words around two places are the same: the greater and the smaller share of a side that is covered,
    and the weight of what is.  ``mass``: the weight of the words around each place."""
    weights, found = laid_out.weights, np.zeros((2, len(pairs)))
    a, b = covers.a.tolist(), covers.b.tolist()
    for n, (x, y) in enumerate(pairs.tolist()):
        found[0, n] = covers.of_a[a[n] : a[n + 1]] @ weights[x]
        found[1, n] = covers.of_b[b[n] : b[n + 1]] @ weights[y]
    one, two = found / mass[pairs.T]
    return np.maximum(one, two), np.minimum(one, two), np.minimum(*found)


def likeness(greater: float, smaller: float, together: float) -> float:
    """How far two places are told in the same words, by what :func:`shared` says of them: 0 to 1."""
    return (0.6 * greater + 0.4 * smaller) * (1 - math.exp(-together / 0.5))


def named(names: Sequence[frozenset[str]], pairs: Indices) -> Columns:
    """On how many sides (0 to 2) something is named that the other does not name, and how many names both have."""
    i, j = pairs.T
    both = _floats(len(names[x] & names[y]) for x, y in pairs.tolist())
    count = _floats(map(len, names))
    return (both < count[i]).astype(np.float64) + (both < count[j]), np.minimum(_MOST_NAMES, both)


def in_one_voice(settings: Sequence[Setting]) -> Kinds[Setting]:
    """Places in one voice."""
    return Kinds.by(settings, (s.unit.voice for s in settings))


def one_voice(a: Setting, b: Setting) -> float:
    """How far the voices of two places may be one."""
    return speakers.match(a.unit.voice, b.unit.voice).score


def masses(laid_out: Similar) -> Rows:
    """The weight of the words around each place, as :func:`shared` wants it."""
    return _floats(max(float(w.sum()), _LEAST) for w in laid_out.weights)


def _form(figure: Figure) -> tuple[object, ...]:
    """All of a figure that tells how its value and unit compare with others."""
    value = figure.value
    return figure.klass, type(value), value, figure.range, figure.unit, figure.bound, figure.change


def _floats(of: Iterable[float]) -> Rows:
    return np.asarray(list(of), dtype=np.float64)


def _flags(of: Iterable[bool]) -> Flags:
    return np.asarray(list(of), dtype=np.bool_)
