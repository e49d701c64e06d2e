"""From a pile of articles to events and storylines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..model import Event, Grouping, Link, Storyline, Witness
from ..settings import GroupSettings
from . import describe, measure, profile, reasons
from .cluster import average_link
from .measure import Pairs, Pool
from .model import forest
from .sparse import Floats

LEAST_WORDS = 12
"""An article of fewer words says too little to be linked, even with its own copy."""
LINKS = 6
"""Links kept for each article of an event: its best ones."""
ELSEWHERE = 0.15
"""What is left of an event score when both articles report one kind of occasion from different places."""
SCENE, TERMS, LEAD, WORDINGS = (measure.FEATURES.index(f) for f in ("scene", "terms", "lead", "wordings"))
GROUND = ((0.05, 0.15), (0.10, 0.25))
"""Cosines of all terms, and of the leads, under which two articles have nothing in common, and from which enough: the
learned score weighs a pair against its pool, and in a pool of strangers the nearest is still a stranger."""

Score = tuple[int, int, float]


@dataclass(frozen=True, slots=True, eq=False)
class _Scored:
    """Candidate pairs of distinct texts, each with its score on both levels."""

    pool: Pool
    pairs: Pairs
    event: Floats
    storyline: Floats

    def at(self, scores: Floats) -> Iterator[Score]:
        return zip(self.pairs.left.tolist(), self.pairs.right.tolist(), scores.tolist(), strict=True)


def events(witnesses: Sequence[Witness], *, settings: GroupSettings | None = None) -> Grouping:
    """Each article in exactly one event, each event in exactly one storyline; the same for any order of articles.

    Candidate pairs come from an inverted index over rare terms; a learned score (0 to 1) says how likely a pair is one
    event, or one storyline; average-link agglomeration joins articles to events, and events to storylines, while the
    mean score is at least ``settings.event_threshold`` and ``settings.storyline_threshold``.
    """
    settings = settings or GroupSettings()
    ordered = sorted(witnesses, key=lambda w: w.article.id)
    unread = [not w.article.supported for w in ordered]
    copies = _copies([profile.of(w) for w in ordered], unread)
    scored = _scored([p for p, _ in copies], [unread[c[0]] for _, c in copies])
    sizes = [len(c) for _, c in copies]
    groups = average_link(sizes, _weighed(scored.at(scored.event), sizes), settings.event_threshold)
    threads = _threads(groups, sizes, scored, settings.storyline_threshold)
    return _grouping(ordered, [c for _, c in copies], groups, threads, scored)


def _copies(profiles: Sequence[profile.Profile], unread: Sequence[bool]) -> list[tuple[profile.Profile, list[int]]]:
    """The distinct texts, each with the articles that hold it; what cannot be read is nobody's copy."""
    by_words: dict[str, list[int]] = defaultdict(list)
    for at, p in enumerate(profiles):
        by_words[p.digest if p.size >= LEAST_WORDS and not unread[at] else f"#{at}"].append(at)
    return sorted(((profiles[c[0]], c) for c in by_words.values()), key=lambda pair: pair[1])


def _scored(profiles: Sequence[profile.Profile], unread: Sequence[bool]) -> _Scored:
    """All candidate pairs with their scores.

    Two articles that cannot be read have nothing to say to one another: an event needs at least one that can.
    """
    pool = measure.pool(profiles)
    pairs = measure.pairs(pool)
    short = np.array([p.size < LEAST_WORDS for p in profiles], dtype=bool)
    dumb = np.array(unread, dtype=bool)
    left, right = (pairs.left, pairs.right) if len(pairs.left) else (np.zeros(0, int), np.zeros(0, int))
    alone = short[left] | short[right] | (dumb[left] & dumb[right])
    event = np.where(alone, 0.0, forest("event").chance(pairs.features))
    storyline = np.where(alone, 0.0, np.maximum(event, forest("storyline").chance(pairs.features)))
    event = _apart(_grounded(event, pairs), pairs)
    return _Scored(pool, pairs, event, storyline)


def _grounded(score: Floats, pairs: Pairs) -> Floats:
    """The event scores, lowered where a pair shares little in itself: no wording, few terms, another lead."""
    (none, enough), (lead_none, lead_enough) = GROUND
    terms = np.clip((pairs.features[:, TERMS] - none) / (enough - none), 0.0, 1.0)
    lead = np.clip((pairs.features[:, LEAD] - lead_none) / (lead_enough - lead_none), 0.0, 1.0)
    wording = (pairs.features[:, WORDINGS] > 0).astype(np.float64)
    return np.asarray(score * np.maximum(np.maximum(terms, lead), wording), dtype=np.float64)


def _apart(score: Floats, pairs: Pairs) -> Floats:
    """The event scores, lowered where both articles report one kind of occasion from different places."""
    return np.asarray(np.where(pairs.features[:, SCENE] < 0, ELSEWHERE, 1.0) * score, dtype=np.float64)


def _weighed(scores: Iterator[Score], sizes: Sequence[int]) -> Iterator[Score]:
    return ((i, j, score * sizes[i] * sizes[j]) for i, j, score in scores)


def _threads(
    groups: Sequence[Sequence[int]], sizes: Sequence[int], scored: _Scored, threshold: float
) -> list[list[int]]:
    """Groups of groups: the events of each storyline."""
    home = {item: at for at, group in enumerate(groups) for item in group}
    sums: dict[tuple[int, int], float] = defaultdict(float)
    for i, j, score in _weighed(scored.at(scored.storyline), sizes):
        a, b = sorted((home[i], home[j]))
        if a != b:
            sums[a, b] += score
    weights = [sum(sizes[i] for i in group) for group in groups]
    return average_link(weights, ((a, b, s) for (a, b), s in sums.items()), threshold)


def _grouping(
    ordered: Sequence[Witness],
    copies: Sequence[Sequence[int]],
    groups: Sequence[Sequence[int]],
    threads: Sequence[Sequence[int]],
    scored: _Scored,
) -> Grouping:
    home = {item: at for at, group in enumerate(groups) for item in group}
    inner: dict[int, list[Score]] = defaultdict(list)
    outer: dict[int, list[Score]] = defaultdict(list)
    thread_of = {group: at for at, thread in enumerate(threads) for group in thread}
    for i, j, score in scored.at(scored.event):
        if home[i] == home[j]:
            inner[home[i]].append((i, j, score))
    for i, j, score in scored.at(scored.storyline):
        if home[i] != home[j] and thread_of[home[i]] == thread_of[home[j]]:
            outer[thread_of[home[i]]].append((i, j, score))
    weights = dict(zip(scored.pool.names, scored.pool.weights.tolist(), strict=True))
    made = _Maker(ordered, copies, scored.pool, weights)
    drafts = [made.event(group, inner[at]) for at, group in enumerate(groups)]
    found: list[Event] = []
    storylines: list[Storyline] = []
    for at, thread in enumerate(threads):
        events_, storyline = made.storyline([drafts[g] for g in thread], [groups[g] for g in thread], outer[at], home)
        found += events_
        storylines.append(storyline)
    key = {e.id: e.articles for e in found}
    return Grouping(
        events=tuple(sorted(found, key=lambda e: e.articles)),
        storylines=tuple(sorted(storylines, key=lambda s: min(key[e] for e in s.events))),
    )


class _Maker:
    """Turns groups of indices into events and storylines with ids, titles and reasons."""

    def __init__(
        self, ordered: Sequence[Witness], copies: Sequence[Sequence[int]], pool: Pool, weights: Mapping[str, float]
    ) -> None:
        self._ordered, self._copies, self._pool, self._weights = ordered, copies, pool, weights
        self._taken: set[str] = set()

    def _members(self, group: Sequence[int]) -> list[Witness]:
        return sorted((self._ordered[w] for i in group for w in self._copies[i]), key=lambda w: w.article.id)

    def _identity(self, members: Sequence[Witness], prefix: str) -> str:
        identity = describe.identity(members, prefix, self._taken)
        self._taken.add(identity)
        return identity

    def event(self, group: Sequence[int], scores: Sequence[Score]) -> Event:
        """The event of a group, its storyline still open."""
        members = self._members(group)
        standing: dict[str, float] = defaultdict(float)
        for i, j, score in scores:
            for item in (i, j):
                for w in self._copies[item]:
                    standing[self._ordered[w].article.id] += score
        first, last = describe.days(members)
        identity = self._identity(members, "e")
        return Event(
            id=identity,
            storyline="",
            title=describe.title(members, standing),
            articles=tuple(w.article.id for w in members),
            links=tuple(sorted((*self._links(_best(scores)), *self._same(group)), key=lambda k: (k.a, k.b))),
            first=first,
            last=last,
            places=describe.places(members),
        )

    def storyline(
        self, drafts: Sequence[Event], groups: Sequence[Sequence[int]], scores: Sequence[Score], home: Mapping[int, int]
    ) -> tuple[list[Event], Storyline]:
        """The storyline of some events, and these with its id."""
        members = self._members([i for group in groups for i in group])
        identity = self._identity(members, "s")
        best: dict[tuple[int, int], Score] = {}
        for i, j, score in scores:
            a, b = sorted((home[i], home[j]))
            best[a, b] = max(best.get((a, b), (0, 0, -1.0)), (i, j, score), key=lambda s: (s[2], -s[0], -s[1]))
        links = self._links(list(best.values()))
        largest = max(drafts, key=lambda e: (len(e.articles), e.id))
        why = "a single event"
        if links:
            top = max(links, key=lambda k: (k.score, k.a, k.b))
            why = f"{len(drafts)} events; the closest articles of two of them: {top.a} and {top.b}: {top.why}"
        events_ = [
            replace(e, storyline=identity) for e in sorted(drafts, key=lambda e: (e.first or "9999", e.articles))
        ]
        return events_, Storyline(
            id=identity, title=largest.title, events=tuple(e.id for e in events_), why=why, links=tuple(links)
        )

    def _links(self, scores: Sequence[Score]) -> list[Link]:
        """One link a pair of texts, between their first articles."""
        made = []
        for i, j, score in scores:
            a, b = (self._ordered[self._copies[x][0]].article.id for x in (i, j))
            why = reasons.between(self._pool, self._weights, i, j)
            if a > b:
                a, b = b, a
            made.append(Link(a=a, b=b, score=round(score, 4), why=why))
        return sorted(made, key=lambda k: (k.a, k.b))

    def _same(self, group: Sequence[int]) -> Iterator[Link]:
        """Links between the copies of one text."""
        for item in group:
            first, *others = (self._ordered[w].article.id for w in self._copies[item])
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
