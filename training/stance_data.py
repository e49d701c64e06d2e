"""What a network can learn from that says how two passages on one point stand to one another (:mod:`stance`).

Contrast sets of our own prose (``told_twice.jsonl``), the development events written as newsrooms write
(``tests/keys/desks``), and the real events that readers labelled (``same_thing.jsonl``).

Each line of ``told_twice.jsonl`` is one set of passages on one point: ``base``; ``agree``, the same in other words;
``contrary``, ``weaker`` and ``firmer``, the same point told otherwise; ``near``, another point in much the same words.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from tests import desk_key
from tests.desk_key import Desk, Mention
from variorum import text
from variorum.model import Span

SETS = Path(__file__).parent / "told_twice.jsonl"
T = TypeVar("T")
AGREE, CONTRARY, FIRMER, WEAKER, OTHER = range(5)
"""How the first passage stands to the second: it claims the same as firmly, the contrary, the same more firmly or less
firmly, or makes another point."""
TURNED = {AGREE: AGREE, CONTRARY: CONTRARY, FIRMER: WEAKER, WEAKER: FIRMER, OTHER: OTHER}
SAME_POINT = ("agree", "contrary", "weaker", "firmer")
REAL, DESK, NUMBERS = 0.5, 1.0, 0.5
"""What a pair of each source weighs, and what is left of it where readers only compared values."""
TOLD_APART = 2.0
"""How much more a real pair weighs of which a reader wrote down the difference."""
MOST = 2
"""Pairs of one group of passages, or of one item, that agree and are learned from."""


@dataclass(frozen=True, slots=True)
class Side:
    """A passage: the sentence or sentences that it stands in, and its pieces there (characters)."""

    text: str
    pieces: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages; ``classes``: how they stand (any of these); ``story``: what no cut may part."""

    story: str
    source: str
    a: Side
    b: Side
    classes: tuple[int, ...]
    weight: float = 1.0

    def turned(self) -> Pair:
        return Pair(self.story, self.source, self.b, self.a, tuple(TURNED[c] for c in self.classes), self.weight)


def pairs() -> Iterator[Pair]:
    yield from of_sets()
    yield from of_desks()
    yield from of_readers()


def whole(passage: str) -> Side:
    return Side(passage, (Span(0, len(passage)),))


def of_sets() -> Iterator[Pair]:
    lines = [json.loads(line) for line in SETS.read_text(encoding="utf-8").splitlines()]
    for n, one in enumerate(lines):
        told = [("agree", one["base"]), *((of, t) for of in (*SAME_POINT, "near") for t in one.get(of, ()))]
        firsts = {text for _, text in told[:2]}
        for (of, a), (other, b) in combinations(told, 2):
            stands = _stands(of, other)
            if stands is not None and (stands != OTHER or a in firsts):
                yield Pair(f"set {n}", "sets", whole(a), whole(b), (stands,))


def _stands(a: str, b: str) -> int | None:
    """How two passages of one set stand, by what either is beside the base; None where that does not tell."""
    if "near" in (a, b):
        return OTHER if a != b else None
    if "contrary" in (a, b):
        return CONTRARY if "agree" in (a, b) else None
    steps = {"weaker": -1, "agree": 0, "firmer": 1}
    apart = steps[a] - steps[b]
    if a == b != "agree":
        return None
    return AGREE if not apart else FIRMER if apart > 0 else WEAKER


def of_desks() -> Iterator[Pair]:
    for name in desk_key.names("dev"):
        desk = desk_key.load(name)
        keyed = {(d.item, d.between): d.what for d in desk.differences}
        by_item: dict[str, list[Mention]] = defaultdict(list)
        for m in desk.mentions:
            if m.kind in ("statement", "fact"):
                by_item[m.item].append(m)

        def pair(a: Mention, b: Mention, classes: tuple[int, ...], desk: Desk = desk) -> Pair:
            one, two = (_side(desk.texts[m.witness], m.spans) for m in (a, b))
            return Pair(desk.name, "desk", one, two, classes, DESK)

        for item, mentions in sorted(by_item.items()):
            agree = 0
            for a, b in _shuffled(combinations(mentions, 2), f"{name} {item}"):
                what = CLASSES.get(keyed.get((item, frozenset((a.witness, b.witness))), ""), (AGREE,))
                agree += what == (AGREE,)
                if a.witness != b.witness and (what != (AGREE,) or agree <= MOST):
                    yield pair(a, b, what)
        firsts = [mentions[0] for _, mentions in sorted(by_item.items())]
        others = [(a, b) for a, b in combinations(firsts, 2) if a.witness != b.witness]
        yield from (pair(a, b, (OTHER,)) for a, b in _shuffled(others, name)[: len(firsts)])


def _shuffled(found: Iterable[T], seed: str) -> list[T]:
    made = list(found)
    Random(seed).shuffle(made)
    return made


CLASSES: Mapping[str, tuple[int, ...]] = {"contradicts": (CONTRARY,), "certainty": (FIRMER, WEAKER)}
"""What readers and keys call differences; which side is firmer they do not say."""


def of_readers() -> Iterator[Pair]:
    from labelled import LABELS, articles  # what it imports is not there where nothing is trained

    for line in LABELS.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        records = articles(told["set"])
        texts = [records[i]["text"] for i in told["ids"]]
        story = records[told["ids"][0]]["storyline"]
        yield from _of_event(told, texts, story)


def _of_event(told: Mapping[str, Any], texts: Sequence[str], story: str) -> Iterator[Pair]:
    copies = {frozenset((a, b)) for copied in told["copies"] for a in copied for b in copied}
    differ = {frozenset((tuple(a), tuple(b))): what for a, b, what in told["differs"]}
    numbers = [frozenset((tuple(a), tuple(b))) for a, b, verdict in told["values"] if verdict == "conflict"]

    def pair(a: Sequence[int], b: Sequence[int], classes: tuple[int, ...], weight: float) -> Pair:
        one, two = (_side(texts[n], (Span(s, e),)) for n, s, e in (a, b))
        return Pair(story, "real", one, two, classes, weight)

    for a, b in (sorted(x) for x in differ if len(x) == 2):
        what = differ[frozenset((a, b))]
        yield pair(a, b, CLASSES.get(what, (AGREE,)), REAL * TOLD_APART)
    for n, group in enumerate(told["same"]):
        found = [
            (a, b) for a, b in combinations(group, 2)
            if a[0] != b[0] and frozenset((a[0], b[0])) not in copies and frozenset((tuple(a), tuple(b))) not in differ
        ]  # fmt: skip
        for a, b in _shuffled(found, f"{told['event']} {n}")[:MOST]:
            counted = any(all(_inside(v, (a, b)) for v in both) for both in numbers)
            yield pair(a, b, (AGREE,), REAL * (NUMBERS if counted else 1.0))
    for a, b in told["near"]:
        yield pair(a, b, (OTHER,), REAL)


def _inside(value: Sequence[int], passages: Sequence[Sequence[int]]) -> bool:
    return any(value[0] == n and s <= value[1] and value[2] <= e for n, s, e in passages)


def _side(source: str, spans: Sequence[Span]) -> Side:
    """A passage with the whole sentences that it stands in."""
    held = [s for s in _sentences(source) if any(s.overlaps(x) for x in spans)] or list(spans)
    start, end = min(s.start for s in held), max(s.end for s in held)
    return Side(source[start:end], tuple(Span(s.start - start, s.end - start) for s in spans))


@cache
def _sentences(source: str) -> tuple[Span, ...]:
    return tuple(text.sentences(source))
