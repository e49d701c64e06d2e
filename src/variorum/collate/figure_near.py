"""Of each witness that has no reading in an entry of figures: the value that may be one all the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..model import Near
from . import figure_items, figure_rest, nearby
from .figure_items import Item, key, kinship, telling
from .nearby import Scores, Spot

_SAME, _SAME_SMALL = 0.5, 0.25
"""The least that an equal value in the same unit counts for: where it is telling, or a thing is counted, and where it
is a small number of people or the like."""
_TELLING = 0.6
_ONE_UNIT = 0.9
_MOST_EQUAL = 60


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The figures of an event, of each what it was compared with and how surely the two are of one measure, and where
    each value stands."""

    items: Sequence[Item]
    spots: Sequence[Spot]
    partners: Mapping[int, Sequence[tuple[float, int]]]
    equal: Mapping[object, Sequence[int]]

    @staticmethod
    def of(items: Sequence[Item], scored: Scores) -> Neighbours:
        """``scored``: the pairs that were compared, however low they came out."""
        equal: dict[object, list[int]] = defaultdict(list)
        for n, item in enumerate(items):
            equal[key(item.figure)].append(n)
        spots = [Spot(i.witness, n, i.setting.unit.article, i.setting.sentence) for n, i in enumerate(items)]
        return Neighbours(items, spots, nearby.partners(scored), equal)

    def near(self, together: Sequence[int]) -> tuple[Near, ...]:
        """The likeliest value of each witness that has none among ``together``, by article."""
        compared = ((s, self.spots[m]) for n in together for s, m in (*self.partners.get(n, ()), *self._same(n)))
        return nearby.near(compared, {self.items[n].witness for n in together})

    def _same(self, n: int) -> Iterator[tuple[float, int]]:
        """Equal values in the same unit, whatever stands around them."""
        item = self.items[n]
        found = self.equal[key(item.figure)][:_MOST_EQUAL]
        return ((_same_value(item, self.items[m]), m) for m in found if m != n)


def _same_value(a: Item, b: Item) -> float:
    if kinship(a.figure, b.figure) < _ONE_UNIT or not figure_items.equal(a, b):
        return 0.0
    counts = a.figure.unit is not None and not figure_rest.is_general(a)
    return _SAME if counts or telling(a.figure) >= _TELLING else _SAME_SMALL
