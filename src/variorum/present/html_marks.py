"""Marks laid into the text of an article, as a flat series of opening, text and closing pieces that always nests.

Marks overlap as they like (a figure in a statement in a shared passage that ends mid-sentence); HTML elements may
not.  The text is cut at every edge of a mark, and a mark that would cross another is closed and opened again: its
first piece carries its id, the later ones say whose continuation they are.  All of this is done on code points, so
that no browser ever has to count characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ..model import Block, Role, Span
from .html_words import turning

SHOWN_ROLES: frozenset[Role] = frozenset({"title", "heading", "body", "dateline", "byline"})
"""Blocks that stand open on the page; all others are folded away as page furniture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A way from marked words to their entry: the entry's id on the page and its number."""

    id: str
    """The entry's place on the page."""
    number: int
    """Its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something to show about a span.  Of marks on the same span the one with the smaller ``rank`` is outside."""

    span: Span
    """What is marked."""
    rank: int
    """Its place among marks on the same span, from the outside."""
    kind: str
    """Its CSS class or classes; never article text."""
    id: str | None = None
    """The name of the marked words, where something leads to them."""
    title: str | None = None
    """What it says when it is pointed at."""
    content_of: str | None = None
    """The id of the reading whose exact content this is."""
    ref: Ref | None = None
    """The way to its entry, set after the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One step in writing a block: ``text`` is set for text, ``mark`` for the others.

    ``first`` is False for the continuation of a mark that had to be cut.
    """

    op: Literal["open", "text", "close", "ref"]
    """What to write."""
    text: str = ""
    """The text, for ``text``."""
    mark: Mark | None = None
    """The mark, for the others."""
    first: bool = True
    """Whether it is the first piece of its mark."""
    within: bool = False
    """Of the exact content of a reading: it stands in that reading's passage and in no other within that one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedBlock:
    """A block of an article with its marks; ``lines`` counts the lines that are not blank, ``turns`` says whether it
    holds writing that runs from right to left."""

    role: Role
    """The role of the block."""
    turns: bool
    """Whether it holds writing that runs from right to left."""
    pieces: tuple[Piece, ...]
    """What to write, in order."""
    lines: int
    """Lines that are not blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """All of an article's text, in order.  ``split``: ids of marks in several pieces.  ``lost``: ids
    that found no text."""

    blocks: tuple[MarkedBlock, ...]
    """The blocks, in order."""
    split: tuple[str, ...]
    """Ids of marks in several pieces."""
    lost: tuple[str, ...]
    """Ids that found no text."""


def lay(text: str, blocks: Iterable[Block], marks: Iterable[Mark]) -> MarkedText:
    """Every character of ``text`` that is not white space between blocks, with ``marks`` laid in."""
    ordered = sorted(marks, key=lambda m: (m.span.start, -m.span.end, m.rank, m.kind, m.id or "", m.content_of or ""))
    parts = tuple(_parts(text, blocks))
    seen: dict[int, int] = {}
    result: list[MarkedBlock] = []
    waiting, carried = 0, list[tuple[int, Mark]]()
    for number, part in enumerate(parts):
        while waiting < len(ordered) and ordered[waiting].span.start < part.span.end:
            carried.append((waiting, ordered[waiting]))
            waiting += 1
        carried = [(i, m) for i, m in carried if m.span.end > part.span.start]
        horizon = parts[number + 1].span.start if number + 1 < len(parts) else len(text) + 1
        pieces = tuple(_pieces(text, part.span, carried, seen=seen, horizon=horizon))
        words = part.span.of(text)
        lines = sum(1 for line in words.splitlines() if line.strip())
        result.append(MarkedBlock(role=part.role, turns=turning(words), pieces=pieces, lines=lines))
    return MarkedText(
        blocks=tuple(result),
        split=tuple(m.id for i, m in enumerate(ordered) if m.id and seen.get(i, 0) > 1),
        lost=tuple(m.id for i, m in enumerate(ordered) if m.id and i not in seen),
    )


def _parts(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, and as ``other`` whatever text no block covers, so that nothing of an article is left out."""
    at = 0
    for block in blocks:
        yield from _gap(text, at, min(block.span.start, len(text)))
        start, end = max(at, block.span.start), min(block.span.end, len(text))
        if start < end:
            yield Block(span=Span(start, end), role=block.role, xpath=block.xpath)
        at = max(at, end)
    yield from _gap(text, at, len(text))


def _gap(text: str, start: int, end: int) -> Iterator[Block]:
    if start < end and text[start:end].strip():
        yield Block(span=Span(start, end), role="other")


def _pieces(
    text: str, block: Span, marks: list[tuple[int, Mark]], *, seen: dict[int, int], horizon: int
) -> Iterator[Piece]:
    """The pieces of one block.  ``seen`` counts the pieces of each mark so far; ``horizon`` is where the next block
    starts: a mark that ends before it is finished here."""
    edges = {block.start, block.end}
    for _, mark in marks:
        edges.add(max(mark.span.start, block.start))
        edges.add(min(mark.span.end, block.end))
    cuts = sorted(edges)
    opened: list[tuple[int, Mark]] = []
    active: list[tuple[int, Mark]] = []
    coming = iter(marks)
    following = next(coming, None)
    for start, end in pairwise(cuts):
        active = [(i, m) for i, m in active if m.span.end > start]
        while following and following[1].span.start <= start:
            active.append(following)
            following = next(coming, None)
        keep = _common(opened, active)
        yield from _close(opened, keep, at=start)
        for index, mark in active[keep:]:
            seen[index] = seen.get(index, 0) + 1
            around = next((m.id for _, m in reversed(opened) if m.ref), None)
            opened.append((index, mark))
            within = mark.ref is None and around is not None and mark.content_of == around
            yield Piece(op="open", mark=mark, first=seen[index] == 1, within=within)
        yield Piece(op="text", text=text[start:end])
    yield from _close(opened, 0, at=horizon)


def _common(opened: list[tuple[int, Mark]], active: list[tuple[int, Mark]]) -> int:
    """How many of the open marks, from the outside, may stay open."""
    keep = 0
    while keep < len(opened) and keep < len(active) and opened[keep][0] == active[keep][0]:
        keep += 1
    return keep


def _close(opened: list[tuple[int, Mark]], keep: int, *, at: int) -> Iterator[Piece]:
    """Close the innermost marks down to ``keep``; those that end by ``at`` say where their entry is."""
    while len(opened) > keep:
        _, mark = opened.pop()
        yield Piece(op="close", mark=mark)
        if mark.ref and mark.span.end <= at:
            yield Piece(op="ref", mark=mark)
