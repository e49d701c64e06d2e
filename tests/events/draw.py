"""What each witness does with each item: drawn with the chances that reports have.

Most quotations stand in the same words in most reports; conflicts, contraries, dropped attributions, relays and
changed hedges are rare, at most two of each in an event, and each has an item to itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from tests.events.story import Item, Story

QUOTED = ("full", "trim", "cut", "reworded")
"""Operations that give a whole quotation."""
TOLD = ("indirect", "firmer", "weaker", "contrary", "narrated")
"""Operations that leave the words to the reporter."""
_MOSTLY_QUOTED = {"full": 0.52, "trim": 0.14, "cut": 0.08, "partial": 0.12, "indirect": 0.14}
_MOSTLY_TOLD = {"full": 0.2, "trim": 0.1, "cut": 0.03, "partial": 0.2, "indirect": 0.47}


@dataclass(frozen=True, slots=True)
class Version:
    """How a witness gives an item: the operation, which of the written versions, and which sentence of a value."""

    op: str
    n: int = 0
    text: int = 0


Row = dict[str, Version]
"""What one witness gives, by item."""


def rows(story: Story, rng: Random, count: int) -> list[Row]:
    """One row a witness; what a witness leaves out is not in its row."""
    chances = [rng.uniform(0.05, 0.3) for _ in range(count)]
    mostly = {i.id: rng.random() < 0.7 for i in story.items}
    table: list[Row] = []
    turns = {i.id: _Turns(rng) for i in story.items}
    for chance in chances:
        row = {}
        for item in story.items:
            drawn = _usual(item, rng, mostly[item.id], turns[item.id])
            if rng.random() >= chance:
                row[item.id] = drawn
        table.append(row)
    _rare(story, rng, table)
    return table


@dataclass(slots=True)
class _Turns:
    """Hands out the versions of an item in turn, so that two reporters seldom hit on the same words of their own."""

    rng: Random
    left: dict[int, list[int]] = field(default_factory=dict)

    def next(self, count: int) -> int:
        left = self.left.setdefault(count, [])
        if not left:
            left += self.rng.sample(range(count), count)
        return left.pop()


def _usual(item: Item, rng: Random, quoted: bool, turns: _Turns) -> Version:
    text = turns.next(len(item.texts)) if item.texts else 0
    if item.kind == "fact":
        return Version("fact", text, text)
    if item.kind != "statement":
        rounded = bool(item.rounded) and rng.random() < 0.2
        values = item.rounded if rounded else item.same
        return Version("rounded" if rounded else "same", rng.randrange(len(values)), text)
    chances = {op: c for op, c in (_MOSTLY_QUOTED if quoted else _MOSTLY_TOLD).items() if versions(item, op)}
    op = rng.choices(list(chances), list(chances.values()))[0]
    count = len(versions(item, op))
    return Version(op, turns.next(count) if op == "indirect" else rng.randrange(count))


def versions(item: Item, op: str) -> tuple[str, ...]:
    """The written versions of an item for an operation."""
    match op:
        case "full":
            return (item.words,)
        case "trim":
            mark = "?" if item.words.endswith("?") else ""
            return (item.trim + mark,) if item.trim else ()
        case "cut" | "firmer" | "weaker" | "narrated" | "contrary":
            written: str = getattr(item, op)
            return (written,) if written else ()
        case "fact":
            return item.texts
        case _:
            found: tuple[str, ...] = getattr(item, op)
            return found


@dataclass(frozen=True, slots=True)
class _Rarity:
    """An operation out of the common: the chances of one item and of a second, and of a second witness of it."""

    ops: tuple[str, ...]
    one: float
    two: float = 0.0
    again: float = 0.0


_RARITIES = (
    _Rarity(("contrary",), 0.35),
    _Rarity(("narrated",), 0.55, 0.2),
    _Rarity(("firmer", "weaker"), 0.6, 0.3),
    _Rarity(("relayed",), 0.5),
    _Rarity(("reworded",), 0.9, 0.5, 0.3),
)
_CONFLICT = {"figure": _Rarity(("other",), 0.6, 0.25), "moment": _Rarity(("other",), 0.35)}


def _rare(story: Story, rng: Random, table: list[Row]) -> None:
    free = [i for i in story.items if i.kind == "statement"]
    rng.shuffle(free)
    for rarity in _RARITIES:
        _strew(rarity, free, rng, table)
    for kind, rarity in _CONFLICT.items():
        values = [i for i in story.items if i.kind == kind]
        rng.shuffle(values)
        _strew(rarity, values, rng, table)


def _strew(rarity: _Rarity, free: list[Item], rng: Random, table: list[Row]) -> None:
    """Puts a rare operation into some cells; the items it takes are free no more."""
    for chance in (rarity.one, rarity.two):
        if rng.random() >= chance:
            continue
        able = [(i, op) for op in rarity.ops for i in free if versions(i, op) and _given(i, table) >= 3]
        if not able:
            continue
        item, op = able[rng.randrange(len(able))]
        free.remove(item)
        places = rng.sample(range(len(table)), 2 if rng.random() < rarity.again and len(table) > 4 else 1)
        for place in places:
            text = rng.randrange(len(item.texts)) if item.texts else 0
            table[place][item.id] = Version(op, rng.randrange(len(versions(item, op))), text)


def _given(item: Item, table: Sequence[Row]) -> int:
    return sum(item.id in row for row in table)
