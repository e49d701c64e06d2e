"""From texts to groups: which pairs are looked at, how likely each is one event or one storyline, and what joins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..settings import GroupSettings
from . import again, measure
from .cluster import average_link
from .measure import Pool, Ranked
from .model import forest
from .sparse import Floats, Ints
from .texts import Text

ELSEWHERE = 0.01
"""What is left of an event score when both articles report one kind of occasion from different places: less than what
a second look would consider."""
SCENE, TERMS, LEAD, WORDINGS, TOLD = (measure.FEATURES.index(f) for f in ("scene", "terms", "lead", "wordings", "told"))
GROUND = ((0.05, 0.15), (0.10, 0.25))
"""Cosines of all terms, and of the leads, under which two articles have nothing in common, and from which enough: the
learned score weighs a pair against its pool, and in a pool of strangers the nearest is still a stranger."""
OWN = ((0.25, 0.45), (0.15, 0.30))
"""The same for the last score: cosines of what the whole encoder makes of the openings, and of all terms."""
ALIKE = (0.14, 0.2)
"""The same for both scores: how near their sentences are to those of the other."""
BLOCK = 1 << 15
"""Pairs that are scored at once; it bounds the memory."""
OWNED = ("deep", "terms", "told", "wordings")
"""What :func:`ground` looks at."""
STIRRED = 0.5
"""Share of the storyline threshold from which a new pair's score has its older end looked at anew, where the new
article is among its nearest three."""

Score = tuple[int, int, float]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Candidate pairs of texts (indices) with their scores on both levels; ``changed`` marks those scored last."""

    ranked: Ranked
    event: Floats
    storyline: Floats
    changed: Flags

    def __len__(self) -> int:
        return len(self.ranked)

    def at(self, scores: Floats, some: Flags | slice = slice(None)) -> Iterator[Score]:
        """The pairs (some of them) with these scores."""
        left, right = self.ranked.left[some].tolist(), self.ranked.right[some].tolist()
        return zip(left, right, scores[some].tolist(), strict=True)


def table(left: Ints, right: Ints, ranked: Floats, event: Floats, storyline: Floats) -> Table:
    """A table of stored pairs, nothing in it changed."""
    return Table(Ranked(left, right, ranked), event, storyline, np.zeros(len(left), dtype=bool))


def empty() -> Table:
    """No pairs."""
    none = np.zeros(0, dtype=np.int64)
    return table(none, none, np.zeros((0, len(measure.RANKED))), np.zeros(0), np.zeros(0))


def scored(texts: Sequence[Text], pool: Pool, old: Table, new: Ints, settings: GroupSettings) -> Table:
    """The pairs of a pool with their scores, where those of all texts but ``new`` are in the ``old`` table.

    Only pairs of new texts are looked for.  They tell which older texts have got a new nearest neighbour; these texts'
    pairs are scored anew, since a score weighs a pair against its neighbours; all others keep their scores.
    """
    added = measure.candidates(pool, of=new)
    fresh = _scores(texts, pool, added, _together(old.ranked, added))
    stirred = _stirred(old.ranked, added, fresh[1] >= STIRRED * settings.storyline_threshold, len(texts))
    again = stirred[old.ranked.left] | stirred[old.ranked.right]
    left, right = old.ranked.left, old.ranked.right
    event, storyline, ranks = old.event.copy(), old.storyline.copy(), old.ranked.scores.copy()
    ranks[again] = measure.ranked(pool, left[again], right[again])
    among = _together(Ranked(left, right, ranks), added)
    event[again], storyline[again] = _scores(texts, pool, Ranked(left[again], right[again], ranks[again]), among)
    order = np.lexsort((among.right, among.left))
    return Table(
        Ranked(among.left[order], among.right[order], among.scores[order]),
        np.r_[event, fresh[0]][order],
        np.r_[storyline, fresh[1]][order],
        np.r_[again, np.ones(len(added), dtype=bool)][order],
    )


def _stirred(old: Ranked, added: Ranked, near: Flags, size: int) -> Flags:
    """The texts that have a new neighbour (one of ``near`` pairs) among their nearest three, on any ranking."""
    found = np.zeros(size, dtype=bool)
    for column in range(len(measure.RANKED)):
        third = measure.best(old, column, size)[1]
        for ends in (added.left, added.right):
            found[ends[near & (added.scores[:, column] > third[ends])]] = True
    return found


def looked_again(first: Table, texts: int) -> Table:
    """The table with its event scores looked at again in the light of all others."""
    event = again.events(again.Scores(first.ranked.left, first.ranked.right, first.event, first.storyline), texts)
    ranked = dict(zip(measure.RANKED, first.ranked.scores.T, strict=True))
    event *= ground(*(ranked[name] for name in OWNED))
    return replace(first, event=event, storyline=np.maximum(event, first.storyline))


def ground(deep: Floats, terms: Floats, told: Floats, wordings: Floats) -> Floats:
    """How much (0 to 1) two articles have in common by themselves, whoever else is in the pool: the sense of their
    openings, their words, the sense of their sentences, or a wording."""
    return _most((deep, OWN[0]), (terms, OWN[1]), (told, ALIKE), wordings=wordings)


def _most(*values: tuple[Floats, tuple[float, float]], wordings: Floats) -> Floats:
    """The most that any of the values is on the way from nothing to enough; 1 where a wording is shared."""
    shares = [np.clip((v - none) / (enough - none), 0.0, 1.0) for v, (none, enough) in values]
    return np.asarray(np.maximum.reduce([*shares, wordings > 0]), dtype=np.float64)


def _together(a: Ranked, b: Ranked) -> Ranked:
    return Ranked(np.r_[a.left, b.left], np.r_[a.right, b.right], np.concatenate([a.scores, b.scores]))


def _scores(texts: Sequence[Text], pool: Pool, pairs: Ranked, among: Ranked) -> tuple[Floats, Floats]:
    """How likely each pair reports one event, and belongs to one storyline.

    Two articles that cannot be read have nothing to say to one another: an event needs at least one that can.
    """
    features = measure.features(pool, pairs, among)
    short = np.array([t.short for t in texts], dtype=bool)
    dumb = np.array([t.unread for t in texts], dtype=bool)
    left, right = pairs.left, pairs.right
    alone = short[left] | short[right] | (dumb[left] & dumb[right])
    event, storyline = np.zeros(len(left)), np.zeros(len(left))
    for start in range(0, len(left), BLOCK):
        some = slice(start, start + BLOCK)
        event[some] = forest("event").chance(features[some])
        storyline[some] = forest("storyline").chance(features[some])
    storyline = np.where(alone, 0.0, np.maximum(event, storyline))
    event = np.where(alone, 0.0, event)
    return ruled(event, features), storyline


def ruled(score: Floats, features: Floats) -> Floats:
    """The event scores after the rules that stand above what is learned."""
    return _apart(_grounded(score, features), features)


def _grounded(score: Floats, features: Floats) -> Floats:
    """The event scores, lowered where a pair shares little in itself: no wording, few terms, another lead, sentences
    of another sense."""
    terms, lead, told, wordings = features[:, [TERMS, LEAD, TOLD, WORDINGS]].T
    return score * _most((terms, GROUND[0]), (lead, GROUND[1]), (told, ALIKE), wordings=wordings)


def _apart(score: Floats, features: Floats) -> Floats:
    """The event scores, lowered where both articles report one kind of occasion from different places."""
    return np.asarray(np.where(features[:, SCENE] < 0, ELSEWHERE, 1.0) * score, dtype=np.float64)


def groups(sizes: Sequence[int], pairs: Table, threshold: float) -> list[list[int]]:
    """The texts of each event; ``sizes``: articles that hold each text."""
    return average_link(sizes, _weighed(pairs.at(pairs.event), sizes), threshold)


def _weighed(scores: Iterator[Score], sizes: Sequence[int]) -> Iterator[Score]:
    return ((i, j, score * sizes[i] * sizes[j]) for i, j, score in scores)
