"""A grouping that grows: articles are added batch by batch, settled events keep their ids, and every change is logged.

Each batch scores only the pairs of its own articles, and anew those of the older articles that got a near neighbour;
all other scores stay what they were.  Groups are then made from the scores as for a pile that comes at once.  So one
batch and several give the same wherever the scores are the same; they differ a little in that a term's weight, and who
is whose nearest, are those of the time of scoring.  ``afresh`` scores everything again, with the same result as one
batch, and logs what that changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from ..errors import SettingsError
from ..model import Event, Grouping, Storyline, Witness
from ..settings import GroupSettings
from . import describe, find, rounds, texts, whole
from .find import Score, Table
from .ledger import Change, kept
from .making import Maker
from .reckon import Reckoner
from .sparse import Floats, Ints
from .texts import Text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class State:
    """A grouping with all that is needed to add to it.

    ``texts`` in the order of their first articles' ids, ``pairs`` over their places in it; ``used``: every id that an
    event or a storyline ever had; ``batch``: how many were added.
    """

    texts: tuple[Text, ...] = ()
    pairs: Table = field(default_factory=find.empty)
    grouping: Grouping = field(default_factory=lambda: Grouping(events=(), storylines=()))
    used: frozenset[str] = frozenset()
    batch: int = 0

    def articles(self) -> dict[str, str]:
        """The sha256 of the text of each article, by id."""
        return {c.id: c.sha256 for t in self.texts for c in t.cards}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Growth:
    """A state after a batch, and what the batch changed, in an order in which it can be replayed."""

    state: State
    changes: tuple[Change, ...]


def events(witnesses: Sequence[Witness], *, settings: GroupSettings | None = None) -> Grouping:
    """Each article in exactly one event, each event in exactly one storyline; the same for any order of articles.

    Candidate pairs come from an inverted index over rare terms; a learned score (0 to 1) says how likely a pair is one
    event; average-link agglomeration joins articles to events while the mean score is at least
    ``settings.event_threshold``.  Events are then compared as wholes: pieces of one are joined from
    ``settings.whole_threshold``, events to storylines from ``settings.storyline_threshold``.  All are one event
    where ``settings.together`` says so.
    """
    return added(State(), witnesses, settings=settings).state.grouping


def added(
    state: State, witnesses: Sequence[Witness], *, settings: GroupSettings | None = None, afresh: bool = False
) -> Growth:
    """The state with some more articles; the same for any order of them.

    ``afresh``: score all pairs again, not only those that the new articles touch.  Raises ``SettingsError`` for an
    article whose id is in the state already, or twice among the new ones.
    """
    settings = settings or GroupSettings()
    _distinct(state, witnesses)
    found = texts.joined(state.texts, witnesses)
    old = find.empty() if afresh else _placed(state, found)
    new = np.flatnonzero([afresh or t.number >= len(state.texts) for t in found])
    pool = texts.pool(found)
    first = find.scored(found, pool, old, new, settings)
    pairs = find.looked_again(first, len(found))
    seen, sizes = whole.views(pool), [len(t.cards) for t in found]
    if settings.together:
        groups = [list(range(len(found)))] if found else []
    else:
        groups = find.groups(sizes, pairs, settings.event_threshold)
        groups = rounds.parted(whole.gathered(seen, pairs, groups, sizes, settings.whole_threshold), pool)
    threads = whole.threads(seen, pairs, groups, sizes, settings.storyline_threshold)
    maker = Maker(found, pool)
    made = _Regrouped(state, found, maker, pairs, again=afresh)
    grouping = made.grouping(groups, threads)
    batch = state.batch + 1
    reckoner = Reckoner(batch, found, pairs, settings, maker)
    grown = State(texts=found, pairs=first, grouping=grouping, used=frozenset(made.used), batch=batch)
    return Growth(state=grown, changes=reckoner.changes(state.grouping, grouping))


def _distinct(state: State, witnesses: Sequence[Witness]) -> None:
    seen = set(state.articles())
    for w in witnesses:
        if w.article.id in seen:
            raise SettingsError(f"there is an article {w.article.id!r} in the grouping already")
        seen.add(w.article.id)


def _placed(state: State, found: Sequence[Text]) -> Table:
    """The pairs of a state over the places that its texts have now."""
    place = {t.key: at for at, t in enumerate(found)}
    places = np.array([place[t.key] for t in state.texts], dtype=np.int64)
    pairs = state.pairs
    a, b = places[pairs.ranked.left], places[pairs.ranked.right]
    return find.table(np.minimum(a, b), np.maximum(a, b), pairs.ranked.scores, pairs.event, pairs.storyline)


class _Regrouped:
    """Groups of texts as events and storylines; what has not changed stays as it was, ids above all."""

    def __init__(self, state: State, found: Sequence[Text], maker: Maker, pairs: Table, *, again: bool) -> None:
        self._old, self._texts, self._maker, self._pairs, self._again = state.grouping, found, maker, pairs, again
        self.used = set(state.used)

    def grouping(self, groups: Sequence[Sequence[int]], threads: Sequence[Sequence[int]]) -> Grouping:
        home = np.zeros(len(self._texts), dtype=np.int64)
        for at, group in enumerate(groups):
            home[list(group)] = at
        events = self._events(groups, home)
        thread = np.zeros(len(groups), dtype=np.int64)
        for at, members in enumerate(threads):
            thread[list(members)] = at
        storylines = self._storylines(events, groups, threads, home, thread)
        housed = [
            e if e.storyline == storylines[t].id else replace(e, storyline=storylines[t].id)
            for e, t in zip(events, thread.tolist(), strict=True)
        ]
        key = {e.id: e.articles for e in housed}
        return Grouping(
            events=tuple(sorted(housed, key=lambda e: e.articles)),
            storylines=tuple(sorted(storylines, key=lambda s: min(key[e] for e in s.events))),
        )

    def _events(self, groups: Sequence[Sequence[int]], home: Ints) -> list[Event]:
        cards = [self._maker.cards(group) for group in groups]
        articles = [tuple(c.id for c in members) for members in cards]
        before = {e.id: e for e in self._old.events}
        ids = kept({e.id: e.articles for e in self._old.events}, articles)
        same = [self._still(before, i, a) for i, a in zip(ids, articles, strict=True)]
        inner = self._scores(self._pairs.event, home, np.array([e is None for e in same], dtype=bool))
        return [
            e or self._maker.event(ids[at] or self._identity(cards[at], "e"), groups[at], inner[at])
            for at, e in enumerate(same)
        ]

    def _still(self, before: Mapping[str, Event], identity: str | None, articles: tuple[str, ...]) -> Event | None:
        """The event that was there, if it has the same articles still."""
        event = before.get(identity or "")
        return event if event and event.articles == articles and not self._again else None

    def _storylines(
        self,
        events: Sequence[Event],
        groups: Sequence[Sequence[int]],
        threads: Sequence[Sequence[int]],
        home: Ints,
        thread: Ints,
    ) -> list[Storyline]:
        before = {s.id: s for s in self._old.storylines}
        settled = {e.id: e for e in self._old.events}
        ids = kept({s.id: s.events for s in self._old.storylines}, [[events[e].id for e in t] for t in threads])
        same: list[Storyline | None] = []
        for identity, members in zip(ids, threads, strict=True):
            old = before.get(identity or "")
            still = old and not self._again and {events[e].id for e in members} == set(old.events)
            same.append(old if still and all(events[e] is settled.get(events[e].id) for e in members) else None)
        outer = self._scores(self._pairs.storyline, thread[home], np.array([s is None for s in same], dtype=bool), home)
        at_home = dict(enumerate(home.tolist()))
        made = []
        for at, members in enumerate(threads):
            if (old := same[at]) is None:
                identity = ids[at] or self._identity(self._maker.cards([i for e in members for i in groups[e]]), "s")
                old = self._maker.storyline(identity, [events[e] for e in members], outer[at], at_home)
            made.append(old)
        return made

    def _scores(
        self, scores: Floats, group: Ints, wanted: find.Flags, apart: Ints | None = None
    ) -> dict[int, list[Score]]:
        """The scores within each wanted group; ``apart``: only those between texts that differ in this."""
        left, right = self._pairs.ranked.left, self._pairs.ranked.right
        some = (group[left] == group[right]) & wanted[group[left]]
        if apart is not None:
            some &= apart[left] != apart[right]
        found: dict[int, list[Score]] = defaultdict(list)
        for score in self._pairs.at(scores, some):
            found[int(group[score[0]])].append(score)
        return found

    def _identity(self, members: Sequence[describe.Card], prefix: str) -> str:
        identity = describe.identity(members, prefix, self.used)
        self.used.add(identity)
        return identity
