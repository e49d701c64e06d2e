"""Which units are readings of one thing: average-link agglomeration over all witnesses at once.

All pairs are scored first, then joined from the surest down, so the order of witnesses plays no part.  A group takes a
second unit of one witness only where that witness repeats itself (the two are themselves a scored pair).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from . import nearby, score, sense, similar, speakers, support
from .nearby import Spot
from .support import Place
from .units import Unit

_FLOOR = 0.2
"""Pairs under this score join nothing."""
_LINK = 0.5
"""An average link may be this share of the threshold; the pair that joins two groups must reach it in full."""
_SURE = 0.95
"""Score from which the words tell more than the names of the speakers do."""
_BOTH_ASK = 0.7
"""Added to the logit of two questions of one speaker."""
_MOST_QUESTIONS = 80
_TOLD_TWICE = 0.8
"""From this score on, two plain sentences of one article are the same thing told twice."""
_MOST = 12
"""Members of a group that are looked at for its average link."""


_Node = tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Units that are one thing, in (witness, order) order, and how surely (mean score of its scored pairs)."""

    units: tuple[Unit, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """What was compared: where the units of each node stand (those of the very same words from the same mouth are
    one), the node of each unit by its place, and the scores of the partners of each node."""

    spots: Sequence[Sequence[Spot]]
    node: Mapping[Place, int]
    partners: Mapping[int, Sequence[tuple[float, int]]]

    @staticmethod
    def of(nodes: Sequence[_Node], scores: _Scores) -> Likeness:
        spots = [[Spot(u.witness, u.order, u.article, u.pieces[0].to(u.pieces[-1])) for u in node] for node in nodes]
        return Likeness(spots, support.places(nodes), nearby.partners(scores))

    def compared(self, units: Sequence[Unit]) -> Iterator[tuple[float, Spot]]:
        """What some units were compared with, and how surely both are one."""
        for n in sorted({self.node[u.witness, u.order] for u in units}):
            yield from ((scored, spot) for scored, m in self.partners.get(n, ()) for spot in self.spots[m])


@dataclass(frozen=True, slots=True)
class Alignment:
    """``groups`` are a partition of all units; ``bridges`` are pairs of groups (by index, the lower first) between
    which a pair of passages was sure enough, although the groups as a whole were not."""

    groups: tuple[Group, ...]
    bridges: frozenset[tuple[int, int]]
    likeness: Likeness


def align(units: Sequence[Unit], *, threshold: float) -> Alignment:
    """Partitions ``units``; those that nobody else gives are groups of one."""
    nodes = _nodes(units)
    laid_out = similar.prepare([node[0] for node in nodes], whole=True)
    scores = _best(_scores(laid_out, nodes), _questions(nodes))
    linked = {pair: scored for pair, scored in scores.items() if scored >= _FLOOR}
    groups, bridges = _agglomerate(nodes, linked, threshold)
    return Alignment(groups, bridges, Likeness.of(nodes, scores))


_Scores = dict[tuple[int, int], float]


def _nodes(units: Sequence[Unit]) -> list[_Node]:
    """Units of the very same words from the same mouth are one node from the start: copies cost nothing."""
    alike: dict[tuple[object, ...], list[Unit]] = defaultdict(list)
    for unit in units:
        speaker = speakers.key(unit.statement.speaker) if unit.statement else None
        relayer = speakers.key(unit.statement.relayed_by) if unit.statement else None
        own = () if unit.tells else (unit.witness, unit.order)
        alike[(unit.words, speaker, relayer, bool(unit.quoted), *own)].append(unit)
    return [tuple(node) for node in alike.values()]


def _scores(laid_out: similar.Similar, nodes: Sequence[_Node]) -> _Scores:
    return {pair: scored for pair, scored in score.scores(laid_out, nodes).items() if scored >= nearby.LEAST}


def _best(a: _Scores, b: _Scores) -> _Scores:
    return {pair: max(a.get(pair, 0.0), b.get(pair, 0.0)) for pair in sorted({*a, *b})}


def _questions(nodes: Sequence[_Node]) -> _Scores:
    """Questions in quotation marks, each with the sentence that leads up to it: their own words often say little, and
    a speaker asks few."""
    asked = [n for n, node in enumerate(nodes) if node[0].asks and node[0].quoted and node[0].statement][
        :_MOST_QUESTIONS
    ]
    if len(asked) < 2:
        return {}
    at = {(u.witness, u.order): u for node in nodes for u in node}
    led = [_led_up_to(nodes[n][0], at) for n in asked]
    found: _Scores = {}
    for (k, m), scored in score.scores(similar.prepare(led, whole=True), [(u,) for u in led]).items():
        one, two = nodes[asked[k]][0].voice, nodes[asked[m]][0].voice
        if speakers.match(one, two).score == speakers.SAME:
            found[asked[k], asked[m]] = _raised(scored, _BOTH_ASK)
    return {pair: s for pair, s in found.items() if s >= _FLOOR}


def _led_up_to(question: Unit, at: Mapping[tuple[int, int], Unit]) -> Unit:
    lead = at.get((question.witness, question.order - 1))
    if lead is None or lead.statement != question.statement or lead.asks:
        return question
    return replace(
        question,
        terms=lead.terms + question.terms,
        words=lead.words + question.words,
        quoted=lead.quoted + question.quoted,
        vector=sense.unit_length(lead.vector + question.vector),
    )


def _raised(chance: float, by: float) -> float:
    """A score with ``by`` added to its logit."""
    odds = chance / max(1e-6, 1 - chance) * math.exp(by)
    return round(odds / (1 + odds), 4)


def _agglomerate(
    nodes: Sequence[_Node], scores: _Scores, threshold: float
) -> tuple[tuple[Group, ...], frozenset[tuple[int, int]]]:
    """The groups and the bridges between them."""
    member = list(range(len(nodes)))
    groups: dict[int, list[int]] = {n: [n] for n in range(len(nodes))}
    for (i, j), s in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        x, y = member[i], member[j]
        if s < threshold:
            break
        if x == y or not _joins(nodes, groups[x], groups[y], scores, threshold):
            continue
        keep, gone = min(x, y), max(x, y)
        groups[keep] = sorted(groups[keep] + groups.pop(gone))
        for n in groups[keep]:
            member[n] = keep
    bridges = {(min(member[i], member[j]), max(member[i], member[j])) for (i, j), s in scores.items() if s >= threshold}
    place = {n: k for k, n in enumerate(groups)}
    found = tuple(_group(nodes, together, scores) for together in groups.values())
    return found, frozenset((place[x], place[y]) for x, y in bridges if x != y)


def _group(nodes: Sequence[_Node], together: Sequence[int], scores: _Scores) -> Group:
    found = sorted((u for n in together for u in nodes[n]), key=lambda u: (u.witness, u.order))
    few = together[: 2 * _MOST]
    inner = [scores[i, j] for i in few for j in few if (i, j) in scores]
    return Group(tuple(found), sum(inner) / len(inner) if inner else 1.0)


def _joins(
    nodes: Sequence[_Node],
    x: Sequence[int],
    y: Sequence[int],
    scores: Mapping[tuple[int, int], float],
    threshold: float,
) -> bool:
    few, many = x[:_MOST], y[:_MOST]
    links = [scores.get((min(i, j), max(i, j)), 0.0) for i in few for j in many]
    if sum(links) / len(links) < _LINK * threshold:
        return False
    if max(links) < _SURE and not all(_speak_as_one(nodes[i], nodes[j]) for i in few for j in many):
        return False
    held: dict[int, list[int]] = defaultdict(list)
    for i in x:
        for u in nodes[i]:
            held[u.witness].append(i)
    for j in y:
        for u in nodes[j]:
            for i in held.get(u.witness, ()):
                if any(_overlap(u, v) for v in nodes[i]):
                    return False
                told_twice = scores.get((min(i, j), max(i, j)), 0.0) >= (threshold if u.statement else _TOLD_TWICE)
                if not told_twice and not _adjoin(nodes[i], nodes[j]):
                    return False
    return True


def _speak_as_one(a: _Node, b: _Node) -> bool:
    return speakers.match(a[0].voice, b[0].voice).score > speakers.OTHER


def _overlap(u: Unit, v: Unit) -> bool:
    """A statement and the sentence around it, which tells more than it, are two things."""
    if u.witness != v.witness or u.statement is None or v.statement is None:
        return False
    nested = u.statement.nested_in == v.statement.id or v.statement.nested_in == u.statement.id
    return nested and any(p.overlaps(q) for p in u.pieces for q in v.pieces)


def _adjoin(a: _Node, b: _Node) -> bool:
    """Clauses of one sentence may both belong to what another witness gives as one."""
    return any(
        u.witness == v.witness and u.sentence == v.sentence and abs(u.order - v.order) == 1 for u in a for v in b
    )
