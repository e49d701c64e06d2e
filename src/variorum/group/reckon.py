"""The reasons of changes: which scores joined or parted what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..model import Grouping, Link
from ..settings import GroupSettings
from .find import Table
from .ledger import Change, Level, Step, steps
from .making import Maker
from .sparse import Floats, Ints, slices
from .texts import Text


class Reckoner:
    """Says what changed from one grouping to the next, and why."""

    def __init__(self, batch: int, found: Sequence[Text], pairs: Table, settings: GroupSettings, maker: Maker) -> None:
        self._batch, self._texts, self._pairs, self._settings, self._maker = batch, found, pairs, settings, maker
        ends = np.r_[pairs.ranked.left, pairs.ranked.right]
        self._order = np.argsort(ends, kind="stable")
        self._bounds = np.r_[0, np.cumsum(np.bincount(ends, minlength=len(found)))].astype(np.int64)
        self._place = {a: at for at, t in enumerate(found) for a in t.articles}

    def changes(self, old: Grouping, new: Grouping) -> tuple[Change, ...]:
        """First those of events, then those of storylines."""
        before, after = ({e.id: e.articles for e in g.events} for g in (old, new))
        links = {e.id: e.links for e in new.events}
        made = [
            self._change("event", step, self._event_reason(step, after[step.id], links[step.id]))
            for step in steps(before, after)
        ]
        whys = {s.id: s.why for s in new.storylines}
        threads = {s.id: [e for e in s.events if e in after] for s in old.storylines}
        later = {s.id: s.events for s in new.storylines}
        made += [
            self._change("storyline", step, self._storyline_reason(step, later[step.id], after, whys[step.id]))
            for step in steps({s: e for s, e in threads.items() if e}, later)
        ]
        return tuple(made)

    def _change(self, level: Level, step: Step, why: str) -> Change:
        return Change(
            batch=self._batch,
            level=level,
            change=step.change,
            id=step.id,
            source=step.source,
            members=step.members,
            why=why,
        )

    def _event_reason(self, step: Step, articles: Sequence[str], links: Sequence[Link]) -> str:
        members = set(step.members)
        rest = [a for a in articles if a not in members]
        inside = [k for k in links if k.a in members and (step.change == "new" or k.b not in members)]
        inside += [k for k in links if k.b in members and k.a not in members]
        if step.change == "split":
            return self._parted(self._pairs.event, members, self._settings.event_threshold)
        if not inside:
            return self._alone(step.members) if len(articles) == 1 else self._unlinked(step.members, rest)
        top = max(inside, key=lambda k: (k.score, k.a, k.b))
        told = f"{top.a} and {top.b} ({top.score:.2f}): {top.why}"
        if step.change == "new":
            return told
        mean = self._mean(self._pairs.event, members, rest)
        joined = "" if mean >= self._settings.event_threshold else f", but {self._maker.as_wholes(step.members, rest)}"
        return f"{mean:.2f} on average with the others{joined}; {told}"

    def _unlinked(self, articles: Sequence[str], others: Sequence[str]) -> str:
        """Why articles are in one event with others to which they have no link of their own."""
        copies = {self._place[a] for a in articles} <= {self._place[a] for a in others or articles[:1]}
        return "the same words throughout" if copies else self._maker.as_wholes(articles, others)

    def _alone(self, articles: Sequence[str]) -> str:
        return self._texts[self._place[articles[0]]].unlinked or "no article so far reports the same"

    def _storyline_reason(
        self, step: Step, events: Sequence[str], articles: Mapping[str, Sequence[str]], why: str
    ) -> str:
        members = {a for e in step.members for a in articles[e]}
        if step.change == "new":
            return why
        if step.change == "split":
            return "with what they leave they have too little in common, taken as wholes"
        rest = [a for e in events if e not in step.members for a in articles[e]]
        return f"{self._mean(self._pairs.storyline, members, rest):.2f} on average with the others; {why}"

    def _parted(self, scores: Floats, members: set[str], threshold: float) -> str:
        left = f"with what they leave under {threshold:.2f}"
        if len(members) == 1:
            return left
        return f"among themselves {self._mean(scores, members, members):.2f} on average, {left}"

    def _mean(self, scores: Floats, some: set[str], others: Sequence[str] | set[str]) -> float:
        """The mean score of some articles with others, copies of one text counting 1, what was not
        compared nothing."""
        here, there = (self._flags(articles) for articles in (some, others))
        between = self._of(np.flatnonzero(here))
        left, right = self._pairs.ranked.left[between], self._pairs.ranked.right[between]
        pairs = np.maximum(here[left] * there[right], here[right] * there[left])
        if some == set(others):
            same, count = (here * (here - 1)).sum() / 2, here.sum() * (here.sum() - 1) / 2
        else:
            same, count = (here * there).sum(), here.sum() * there.sum()
        return float(((scores[between] * pairs).sum() + same) / max(1.0, count))

    def _of(self, texts: Ints) -> Ints:
        """The pairs that some texts are in."""
        return np.unique(self._order[slices(self._bounds, texts)[0]] % max(1, len(self._pairs)))

    def _flags(self, articles: Sequence[str] | set[str]) -> Floats:
        """How many of the articles hold each text."""
        places = [self._place[a] for a in articles]
        return np.bincount(places, minlength=len(self._texts)).astype(np.float64)
