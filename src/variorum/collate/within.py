"""In which entries of statements and facts the figures or moments of an event stand: two that stand in readings of one
entry are mostly of one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from ..model import Entry
from .context import Setting

Place = tuple[int, int]
"""A witness and the number of a sentence of it."""
Share = tuple[str, str]
"""An entry and an article that reads it."""


@dataclass(frozen=True, slots=True)
class Within:
    """``own``: of each value the entries of several witnesses whose words it stands in; ``sentences``: those in which a
    sentence has a part; ``beside``: how many different values of each sort the words of an article have there."""

    places: Sequence[Place]
    articles: Sequence[str]
    sorts: Sequence[Hashable]
    own: Sequence[frozenset[str]]
    sentences: Mapping[Place, frozenset[str]]
    beside: Mapping[tuple[Share, Hashable], int]

    @staticmethod
    def of(
        settings: Sequence[Setting],
        told: Sequence[Entry],
        *,
        sorts: Sequence[Hashable],
        values: Sequence[Hashable],
        whole: bool = False,
    ) -> Within:
        """``sorts`` and ``values`` of what stands in ``settings``; ``whole``: its attribution is part of a reading."""
        places = [(s.unit.witness, s.unit.sentence) for s in settings]
        by_article: dict[str, list[int]] = defaultdict(list)
        for n, setting in enumerate(settings):
            by_article[setting.unit.article].append(n)
        own: list[set[str]] = [set() for _ in settings]
        sentences: dict[Place, set[str]] = defaultdict(set)
        beside: dict[tuple[Share, Hashable], set[Hashable]] = defaultdict(set)
        for entry in told:
            if len({r.article for r in entry.readings}) < 2:
                continue
            for reading in entry.readings:
                words = (reading.span,) if whole or not reading.content else reading.content
                for n in by_article.get(reading.article, ()):
                    if any(w.contains(settings[n].span) for w in words):
                        own[n].add(entry.id)
                        beside[(entry.id, reading.article), sorts[n]].add(values[n])
                    if reading.span.overlaps(settings[n].sentence):
                        sentences[places[n]].add(entry.id)
        return Within(
            places,
            [s.unit.article for s in settings],
            sorts,
            [frozenset(x) for x in own],
            {p: frozenset(x) for p, x in sentences.items()},
            {k: len(x) for k, x in beside.items()},
        )

    def aligned(self, i: int, j: int) -> float:
        """1 where both stand in readings of one entry, less where only their sentences do."""
        if self.own[i] & self.own[j]:
            return 1.0
        one, two = (self.sentences.get(self.places[n], frozenset()) for n in (i, j))
        return 0.5 if one & two else 0.0

    def alone(self, i: int, j: int) -> float:
        """1 where, in the words of one entry, either side has no other value of its sort; less the more there are."""
        counts = [
            max(self.beside[(entry, self.articles[n]), self.sorts[n]] for n in (i, j))
            for entry in self.own[i] & self.own[j]
        ]
        return 1.0 / min(counts) if counts else 0.0
