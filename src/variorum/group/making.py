"""Groups of indices as events and storylines, with ids, titles and reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ..model import Event, Link, Storyline
from . import describe, reasons
from .describe import Card
from .find import Score
from .measure import Pool
from .texts import Text

LINKS = 6
"""Links kept for each article of an event: its best ones."""
LIKELY = 0.5
"""The score from which a link counts as company for two others."""


class Maker:
    """Describes groups of the texts of one pool."""

    def __init__(self, texts: Sequence[Text], pool: Pool) -> None:
        self._texts, self._pool = texts, pool
        self._place = {a: at for at, t in enumerate(texts) for a in t.articles}
        self._weights: Mapping[str, float] = dict(zip(pool.names, pool.weights.tolist(), strict=True))

    def cards(self, group: Sequence[int]) -> list[Card]:
        """The cards of a group's articles, sorted by id."""
        return sorted((c for i in group for c in self._texts[i].cards), key=lambda c: c.id)

    def event(self, identity: str, group: Sequence[int], scores: Sequence[Score]) -> Event:
        """The event of a group, its storyline still open; ``scores`` are those within it."""
        members = self.cards(group)
        standing: dict[str, float] = defaultdict(float)
        for i, j, score in scores:
            for item in (i, j):
                for card in self._texts[item].cards:
                    standing[card.id] += score
        first, last = describe.days(members)
        return Event(
            id=identity,
            storyline="",
            title=describe.title(members, standing),
            articles=tuple(c.id for c in members),
            links=tuple(sorted((*self.links(_best(scores)), *self._same(group)), key=lambda k: (k.a, k.b))),
            first=first,
            last=last,
            places=describe.places(members),
        )

    def storyline(
        self, identity: str, events: Sequence[Event], scores: Sequence[Score], home: Mapping[int, int]
    ) -> Storyline:
        """The storyline of some events; ``scores`` are those between them, ``home`` tells each text's event."""
        best: dict[tuple[int, int], Score] = {}
        for i, j, score in scores:
            a, b = sorted((home[i], home[j]))
            best[a, b] = max(best.get((a, b), (0, 0, -1.0)), (i, j, score), key=lambda s: (s[2], -s[0], -s[1]))
        links = self.links(list(best.values()))
        largest = max(events, key=lambda e: (len(e.articles), e.id))
        why = "a single event" + (f": {alone}" if (alone := self._alone(events)) else "")
        if links:
            top = max(links, key=lambda k: (k.score, k.a, k.b))
            why = f"{len(events)} events; the closest articles of two of them: {top.a} and {top.b}: {top.why}"
            pair = [e.articles for e in events if top.a in e.articles or top.b in e.articles]
            why += f"; {self.as_wholes(*pair)}"
        ordered = sorted(events, key=lambda e: (e.first or "9999", e.articles))
        return Storyline(
            id=identity, title=largest.title, events=tuple(e.id for e in ordered), why=why, links=tuple(links)
        )

    def as_wholes(self, some: Sequence[str], others: Sequence[str]) -> str:
        """What two groups of articles have in common as wholes."""
        a, b = ([self._texts[i].profile for i in sorted({self._place[x] for x in ids})] for ids in (some, others))
        said = reasons.as_wholes(a, b, self._weights)
        return f"most articles of both say {said}" if said else "no word stands in most articles of both"

    def _alone(self, events: Sequence[Event]) -> str:
        """Why a single article is linked to nothing, where it is for what it is like itself."""
        if len(events) > 1 or len(events[0].articles) > 1:
            return ""
        return self._texts[self._place[events[0].articles[0]]].unlinked

    def links(self, scores: Sequence[Score]) -> list[Link]:
        """One link a pair of texts, between their first articles."""
        near: dict[int, set[int]] = defaultdict(set)
        for i, j, score in scores:
            if score >= LIKELY:
                near[i].add(j)
                near[j].add(i)
        made = []
        for i, j, score in scores:
            a, b = (self._texts[x].cards[0].id for x in (i, j))
            why = reasons.between(self._pool, self._weights, i, j, others=len(near[i] & near[j]))
            if a > b:
                a, b = b, a
            made.append(Link(a=a, b=b, score=round(score, 4), why=why))
        return sorted(made, key=lambda k: (k.a, k.b))

    def _same(self, group: Sequence[int]) -> Iterator[Link]:
        """Links between the copies of one text."""
        for item in group:
            first, *others = self._texts[item].articles
            for other in others:
                yield Link(a=first, b=other, score=1.0, why="the same words throughout")


def _best(scores: Sequence[Score]) -> list[Score]:
    """The best few links of each article."""
    count: dict[int, int] = defaultdict(int)
    kept = []
    for i, j, score in sorted(scores, key=lambda s: (-s[2], s[0], s[1])):
        if count[i] < LINKS or count[j] < LINKS:
            count[i] += 1
            count[j] += 1
            kept.append((i, j, score))
    return kept
