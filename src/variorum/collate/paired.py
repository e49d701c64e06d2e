"""What is looked at of passages two by two, of all pairs of an event at once: their words in common, speakers, numbers,
names, marks, polarity, nearness of meaning and place.  A row depends on its own two passages, and on no other row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from . import given, speakers
from .by_kind import Kinds, Rows
from .sides import HELD, Side
from .similar import Covers, Similar
from .vocabulary import Indices, Matrix

Flags = NDArray[np.bool_]

NAMES = (
    "proof", "short_share", "long_share", "quoted", "run", "order", "other_numbers", "other_names",
    "said_in_both", "told_in_both", "voice", "relayed", "both_relayed", "asked", "polarity", "not_hedged",
    "meaning", "lag", "apart", "short_mass", "short_told", "long_told", "values", "other_values",
)  # fmt: skip
"""The columns of :func:`rows`."""

_LONGEST = 80
"""Words of a passage that are laid side by side."""
_LEAST = 0.1
"""Weight under which a share would say too much."""
_MASS = 4.0
"""A weight of more tells no more."""


class Passages:
    """All passages of an event, with an array for each thing that is looked at of them."""

    def __init__(self, similar: Similar) -> None:
        self.similar = similar
        units = similar.units
        self.sides = [Side.of(u, w) for u, w in zip(units, similar.weights, strict=True)]
        self.tells = self._flags([s.tells for s in self.sides])
        self.negated = self._flags([s.negated for s in self.sides])
        self.hedged = self._flags([s.hedged for s in self.sides])
        self.refuses = self._flags([s.refuses for s in self.sides])
        self.telling = self._flags([s.telling for s in self.sides])
        self.giving = self._flags([bool(s.values) for s in self.sides])
        self.quoting = self._flags([bool(s.quotes) for s in self.sides])
        self.counting = self._flags([len(s.numbers) > 0 for s in self.sides])
        self.said = self._flags([u.statement is not None for u in units])
        self.asks = self._flags([u.asks for u in units])
        self.place = np.asarray([u.place for u in units], dtype=np.float64)
        self.mass = np.asarray([s.mass for s in self.sides], dtype=np.float64)
        self.told = np.asarray([s.told for s in self.sides], dtype=np.float64)
        voices = [u.voice for u in units]
        self.voices = Kinds.by(voices, voices)

    @staticmethod
    def _flags(found: Sequence[bool]) -> Flags:
        return np.asarray(found, dtype=np.bool_)

    @cached_property
    def terms(self) -> tuple[Matrix, Matrix, Flags, Flags]:
        """Of all terms, laid end to end: their weights, what they count for beside names, which are numbers, and which
        names that tell much."""
        none: list[Matrix] = [np.zeros(0, dtype=np.float32)]
        weights = np.concatenate(none + [s.weights for s in self.sides])
        plain = np.concatenate(none + [s.plain for s in self.sides])
        numbers, names = np.zeros(len(weights), dtype=np.bool_), np.zeros(len(weights), dtype=np.bool_)
        for start, side in zip(self.similar.rows.starts.tolist(), self.sides, strict=False):
            numbers[start + side.numbers] = True
            names[[start + n for n, _ in side.names]] = True
        return weights, plain, numbers, names

    def matches(self, i: Indices, j: Indices) -> Rows:
        """How the speakers of two passages go together, a row a pair: the fields of :class:`.speakers.Match`."""
        return self.voices.told(i, j, lambda a, b: astuple(speakers.match(a, b)))

    def possible(self, i: Indices, j: Indices) -> Flags:
        """Which pairs can be readings of one thing at all.  Where the attribution of one turns its words round
        ("refused to ..."), something in the other must, too; and strangers must quote the same words."""
        turned = (self.refuses[i] & ~self.negated[j]) | (self.refuses[j] & ~self.negated[i])
        found: Flags = self.tells[i] & self.tells[j] & ~turned
        strange = np.flatnonzero(found & (self.matches(i, j)[:, 0] == speakers.OTHER))
        for n in strange.tolist():
            one, two = self.sides[i[n]], self.sides[j[n]]
            found[n] = bool(one.quotes and two.quotes) and (one.uttered_in(two) or two.uttered_in(one))
        return found


def rows(passages: Passages, pairs: Indices) -> Rows:
    """A row of :data:`NAMES` for each of ``pairs`` (two columns of passages)."""
    i, j = pairs.T
    covers = passages.similar.covers(pairs)
    one, two = _Held.of(passages, i, covers.of_a, covers.a), _Held.of(passages, j, covers.of_b, covers.b)
    first = (one.mass < two.mass) | ((one.mass == two.mass) & (one.shared <= two.shared))
    short, long = one.where(first, two), two.where(first, one)
    denied = passages.negated[i] != passages.negated[j]
    doubted = np.where(passages.negated[i], passages.hedged[j], passages.hedged[i])
    denies = np.where(passages.negated[i], passages.hedged[i], passages.hedged[j])
    values = _values(passages, i, j)
    meaning = passages.similar.meaning
    cosine, lead = meaning.near(pairs).T if meaning else np.zeros((2, len(pairs)))
    columns = (
        np.minimum(one.told, two.told),
        short.share,
        long.share,
        _quoted(passages, i, j),
        *_in_common(passages, i, j).T,
        passages.counting[i] & passages.counting[j] & ~one.counted,
        _other_names(passages, pairs, covers, one.lacks & two.lacks),
        passages.said[i] & passages.said[j],
        ~passages.said[i] & ~passages.said[j],
        *passages.matches(i, j).T,
        passages.asks[i] != passages.asks[j],
        denied,
        denied & doubted & ~denies,
        cosine,
        np.maximum(0.0, -lead),
        np.abs(passages.place[i] - passages.place[j]),
        np.minimum(short.mass, _MASS),
        short.told_share,
        long.told_share,
        values,
        (values == 0) & passages.telling[i] & passages.telling[j],
    )
    return np.stack([np.asarray(c, dtype=np.float64) for c in columns], axis=1)


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """How much of one passage of each pair the other covers, in weight: ``shared`` of ``mass``; and with names counting
    for little, ``told`` of ``plain``.  ``counted``: whether one of its numbers is covered; ``lacks``: whether one of
    its names that tell much is not."""

    mass: Rows
    shared: Rows
    plain: Rows
    told: Rows
    counted: Flags
    lacks: Flags

    @staticmethod
    def of(passages: Passages, own: Indices, cover: Matrix, bounds: Indices) -> _Held:
        """``cover``: of the terms of the passages ``own``, laid end to end, each beginning at one of ``bounds``."""
        at = passages.similar.rows.places(own)
        weights, plain, numbers, names = passages.terms
        shared, held = weights[at] * cover, cover >= HELD
        return _Held(
            passages.mass[own],
            _sums(shared, bounds),
            passages.told[own],
            _sums(shared * plain[at], bounds),
            np.logical_or.reduceat(numbers[at] & held, bounds[:-1]),
            np.logical_or.reduceat(names[at] & ~held, bounds[:-1]),
        )

    def where(self, own: Flags, other: _Held) -> _Held:
        """Its rows where ``own`` is set, and those of the other elsewhere."""
        return _Held(*(np.where(own, getattr(self, name), getattr(other, name)) for name in self.__slots__))

    @property
    def share(self) -> Rows:
        return np.asarray(self.shared / np.maximum(self.mass, _LEAST), dtype=np.float64)

    @property
    def told_share(self) -> Rows:
        return np.asarray(self.told / np.maximum(self.plain, _LEAST), dtype=np.float64)


def _sums(of: Matrix, bounds: Indices) -> Rows:
    """The sums of parts that are not empty: what may be one thing has terms."""
    return np.add.reduceat(of, bounds[:-1]).astype(np.float64)


def _quoted(passages: Passages, i: Indices, j: Indices) -> Rows:
    """How surely words in marks of either stand in those of the other."""
    found = np.zeros(len(i))
    for n in np.flatnonzero(passages.quoting[i] & passages.quoting[j]).tolist():
        one, two = passages.sides[i[n]], passages.sides[j[n]]
        found[n] = max(one.quoted_in(two), two.quoted_in(one))
    return found


def _in_common(passages: Passages, i: Indices, j: Indices) -> Rows:
    """The longest run of words that both have (in words, up to twelve), and how many they have in one order, as a
    share of the shorter."""
    words = [side.unit.words[:_LONGEST] for side in passages.sides]
    found = np.zeros((len(i), 2))
    for n, (x, y) in enumerate(zip(i.tolist(), j.tolist(), strict=True)):
        a, b = words[x], words[y]
        if a and b:
            runs = [op.src_end - op.src_start for op in LCSseq.opcodes(a, b) if op.tag == "equal"]
            found[n] = min(max(runs, default=0), 12), sum(runs) / min(len(a), len(b))
    return found


def _other_names(passages: Passages, pairs: Indices, covers: Covers, may: Flags) -> Flags:
    """Whether each names what the other does not, but for who speaks."""
    found = np.zeros(len(pairs), dtype=np.bool_)
    for n in np.flatnonzero(may).tolist():
        one, two = (passages.sides[unit] for unit in pairs[n])
        found[n] = one.lone(covers[n].a, two) and two.lone(covers[n].b, one)
    return found


def _values(passages: Passages, i: Indices, j: Indices) -> Rows:
    """The weight of the values that both give."""
    found = np.zeros(len(i))
    for n in np.flatnonzero(passages.giving[i] & passages.giving[j]).tolist():
        found[n] = given.shared(passages.sides[i[n]].values, passages.sides[j[n]].values)
    return found
