"""A relation's collation as segments to read, told from the base to the reading.

A diff speaks of words.  The punctuation between them is no difference, yet without it the reading is not what the
witness printed: it comes as ``equal`` segments, with the reading's marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from .. import text
from ..model import DiffOp, Reading, Relation, Span
from .view import Segment

INTERRUPTED: Final = "..."
"""Stands for words within a reading that were not compared, such as the attribution that interrupts it."""


@dataclass(frozen=True, slots=True)
class Side:
    """One reading with the text it stands in."""

    reading: Reading
    text: str

    def spaced(self, at: int) -> bool:
        return at > 0 and self.text[at - 1].isspace()

    def bounds(self) -> tuple[int, int]:
        """Where the content begins and ends; equal for none."""
        pieces = self.reading.content
        return (min(p.start for p in pieces), max(p.end for p in pieces)) if pieces else (0, 0)


def segments(relation: Relation, base: Side, reading: Side, *, turned: bool) -> tuple[Segment, ...]:
    """The segments of ``relation``; ``turned``: its diff runs from the reading to the base."""
    if not relation.diff:
        return ()
    made = list(_segments(relation.diff, base, reading, turned=turned))
    resumed = [i for i in range(1, len(made)) if made[i - 1].reading_text == INTERRUPTED and not made[i - 1].reading]
    for i in resumed:
        made[i] = replace(made[i], reading_space=True)
    return tuple(made)


def _segments(diff: Sequence[DiffOp], base: Side, reading: Side, *, turned: bool) -> Iterator[Segment]:
    at, end = reading.bounds()
    begun = False
    for step in _in_turn(diff):
        ours, theirs = (step.b, step.a) if turned else (step.a, step.b)
        if theirs and theirs.start >= at:
            yield from _between(reading, at, theirs.start, inner=begun)
        if theirs:
            at, begun = max(at, theirs.end), True
        op = step.op
        if turned and op in {"omit", "add"}:
            op = "add" if op == "omit" else "omit"
        yield Segment(
            op=op,
            base_text=ours.of(base.text) if ours else "",
            reading_text=theirs.of(reading.text) if theirs else "",
            base=ours,
            reading=theirs,
            base_space=base.spaced(ours.start) if ours else False,
            reading_space=reading.spaced(theirs.start) if theirs else False,
        )
    yield from _between(reading, at, end, inner=False)


def _in_turn(diff: Sequence[DiffOp]) -> list[DiffOp]:
    """The steps with moved words left out where they stood and added where they stand, so that both sides read on."""
    made = [DiffOp(op="omit", a=s.a, b=None) if s.op == "move" else s for s in diff]
    for moved in sorted((s.b for s in diff if s.op == "move" and s.b), reverse=True):
        at = next((n for n, s in enumerate(made) if s.b and s.b.start > moved.start), len(made))
        made.insert(at, DiffOp(op="add", a=None, b=moved))
    return made


def _between(side: Side, start: int, end: int, *, inner: bool) -> Iterator[Segment]:
    """What the content has between two compared words (``inner``), or before the first or after the last of them.

    That is the marks that touch them.  Words that were not compared, or are not content, are left out, with a sign in
    the middle.
    """
    skipped = text.words(side.text, Span(start, end)) if start < end else ()
    if not skipped:
        yield from _marks(side, start, end)
        return
    if start > side.bounds()[0]:
        yield from _marks(side, start, skipped[0].start)
    if inner:
        yield _mark(INTERRUPTED, None, spaced=True)
    if end < side.bounds()[1]:
        yield from _marks(side, skipped[-1].end, end)


def _marks(side: Side, start: int, end: int) -> Iterator[Segment]:
    for piece in sorted(side.reading.content):
        inside = text.trimmed(side.text, max(piece.start, start), min(piece.end, end))
        if inside is not None:
            yield _mark(inside.of(side.text), inside, spaced=side.spaced(inside.start))


def _mark(words: str, span: Span | None, *, spaced: bool) -> Segment:
    return Segment(
        op="equal", base_text="", reading_text=words, base=None, reading=span, base_space=False, reading_space=spaced
    )
