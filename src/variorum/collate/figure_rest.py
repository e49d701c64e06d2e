"""What the articles of an event have besides two figures that are compared: whether a value stands out among them, and
what else their sentences share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from .. import lexicon
from ..model import Entry, Span
from . import figure_items, measure
from .figure_items import Item, key, size
from .within import Within

_MOST_FREE, _MOST_SHARED, _MOST_SPREAD = 4, 3, 4.0
_NEARBY = 3.0
"""Factor within which the only counts of a thing in two articles may be one count."""


@dataclass(frozen=True, slots=True)
class Rest:
    """The figures of an event: ``keys`` are the values of each witness, ``beside`` those of each of its sentences,
    ``kin`` those of each family of values; ``spread`` is in how many places an article has a value that has it, on
    average; ``only`` are the pairs of different values that are the only ones of their unit in their articles."""

    keys: dict[int, frozenset[object]]
    beside: dict[tuple[int, Span], frozenset[object]]
    kin: dict[tuple[int, tuple[str, str]], frozenset[object]]
    spread: dict[object, float]
    only: frozenset[tuple[int, int]]
    units: dict[tuple[int, object], frozenset[object]]
    within: Within

    @staticmethod
    def of(items: Sequence[Item], told: Sequence[Entry]) -> Rest:
        keys: dict[int, set[object]] = defaultdict(set)
        beside: dict[tuple[int, Span], set[object]] = defaultdict(set)
        kin: dict[tuple[int, tuple[str, str]], set[object]] = defaultdict(set)
        units: dict[tuple[int, object], set[object]] = defaultdict(set)
        places: Counter[object] = Counter()
        for item in items:
            value = key(item.figure)
            places[value] += 1
            keys[item.witness].add(value)
            beside[item.witness, item.setting.sentence].add(value)
            kin[item.witness, figure_items.family(item.figure)].add(value)
            units[item.witness, _sort(item)].add(value)
        witnesses = Counter(value for own in keys.values() for value in own)
        return Rest(
            {w: frozenset(k) for w, k in keys.items()},
            {s: frozenset(k) for s, k in beside.items()},
            {w: frozenset(k) for w, k in kin.items()},
            {value: min(_MOST_SPREAD, n / witnesses[value]) for value, n in places.items()},
            frozenset(_only_ones(items)),
            {u: frozenset(k) for u, k in units.items()},
            Within.of(
                [i.setting for i in items],
                told,
                sorts=[figure_items.family(i.figure) for i in items],
                values=[key(i.figure) for i in items],
            ),
        )

    def crowd(self, item: Item) -> int:
        """How many values an article has of the unit of one of its figures."""
        return len(self.units[item.witness, _sort(item)])

    def both(self, a: Item, b: Item) -> bool:
        """Whether the sentence of either has the other's value as well: then each has its own counterpart there."""
        one, two = self._beside(a), self._beside(b)
        return key(b.figure) in one and key(a.figure) in two

    def company(self, a: Item, b: Item) -> int:
        """How many other values the two sentences share."""
        return min(_MOST_SHARED, len((self._beside(a) & self._beside(b)) - {key(a.figure), key(b.figure)}))

    def _beside(self, item: Item) -> frozenset[object]:
        return self.beside[item.witness, item.setting.sentence]

    def claimed(self, a: Item, b: Item) -> bool:
        """Whether the value of either stands in the other's article, too, at another place."""
        return key(a.figure) in self.keys[b.witness] or key(b.figure) in self.keys[a.witness]

    def free(self, a: Item, b: Item) -> int:
        """How many values of this family the article that has more of them has, and the other not."""
        ours = self.kin[a.witness, figure_items.family(a.figure)] - self.keys[b.witness]
        theirs = self.kin[b.witness, figure_items.family(b.figure)] - self.keys[a.witness]
        return min(_MOST_FREE, max(len(ours), len(theirs)))


def _sort(item: Item) -> object:
    """What counts as one unit: of counted people, the toll that the words near them tell."""
    return item.figure.klass, item.figure.unit, tuple(sorted(item.setting.signs.kinds.get(measure.TOLL, ())))


def _only_ones(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Figures of two articles that each count a thing once and nothing else does, where the values are not far apart
    and the thing is named by one and the same noun ("85 jobs", "120 jobs")."""
    by_unit: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, item in enumerate(items):
        if names_a_thing(item):
            by_unit[item.own.unit or ""][item.witness].append(n)
    for _, counted in sorted(by_unit.items()):
        only = [own[0] for _, own in sorted(counted.items()) if len({key(items[n].figure) for n in own}) == 1]
        yield from ((a, b) for a, b in combinations(only, 2) if _beside(items[a], items[b]))


def names_a_thing(item: Item) -> bool:
    """Whether a figure counts things of one sort, or is on a scale of which an event has one value."""
    unit = item.own.unit
    if item.figure.klass != "amount" or unit is None or is_general(item):
        return False
    return not measure.is_unit(unit) or is_scale(item)


def is_general(item: Item) -> bool:
    """Whether a figure counts what many things are ("people", "places")."""
    return item.own.unit in lexicon.words("measures", "general_counts")


def is_scale(item: Item) -> bool:
    """Whether a figure is on a scale of which an event has one value (a magnitude)."""
    return item.own.unit in lexicon.words("measures", "scales")


def _beside(a: Item, b: Item) -> bool:
    one, two = sorted((size(a.figure), size(b.figure)))
    return two <= _NEARBY * one
