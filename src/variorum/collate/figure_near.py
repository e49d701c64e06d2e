"""Of each witness that has no reading in an entry of figures: the value that may be one all the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..model import Near, Witness
from . import figure_items, figure_rest
from .figure_items import Item, key, kinship, telling

_LEAST = 0.02
"""Score under which a value is no likely one."""
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
    compared: Mapping[int, Sequence[tuple[int, float]]]
    equal: Mapping[object, Sequence[int]]

    @staticmethod
    def of(items: Sequence[Item], scored: Mapping[tuple[int, int], float]) -> Neighbours:
        """``scored``: the pairs that were compared, however low they came out."""
        compared: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for (a, b), score in scored.items():
            compared[a].append((b, score))
            compared[b].append((a, score))
        equal: dict[object, list[int]] = defaultdict(list)
        for n, item in enumerate(items):
            equal[key(item.figure)].append(n)
        return Neighbours(items, compared, equal)

    def near(self, together: Sequence[int], witnesses: Sequence[Witness]) -> tuple[Near, ...]:
        """The likeliest value of each witness that has none among ``together``, by article."""
        readers = {self.items[n].witness for n in together}
        best: dict[int, tuple[float, int]] = {}
        for n in together:
            for other, score in (*self.compared.get(n, ()), *self._same(n)):
                witness = self.items[other].witness
                if witness not in readers and score >= _LEAST:
                    best[witness] = max(best.get(witness, (0.0, 0)), (score, -other))
        found = [
            Near(article=witnesses[w].article.id, span=self.items[-n].setting.sentence, score=round(score, 4))
            for w, (score, n) in best.items()
        ]
        return tuple(sorted(found, key=lambda x: x.article))

    def _same(self, n: int) -> list[tuple[int, float]]:
        """Equal values in the same unit, whatever stands around them."""
        item = self.items[n]
        found = self.equal[key(item.figure)][:_MOST_EQUAL]
        return [(m, _same_value(item, self.items[m])) for m in found if m != n]


def _same_value(a: Item, b: Item) -> float:
    if kinship(a.figure, b.figure) < _ONE_UNIT or not figure_items.equal(a.figure, b.figure):
        return 0.0
    counts = a.figure.unit is not None and not figure_rest.is_general(a)
    return _SAME if counts or telling(a.figure) >= _TELLING else _SAME_SMALL
