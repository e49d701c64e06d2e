"""Word-level collations made legible: single steps joined into runs that a reporter can read in a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .view import Segment

RunKind = Literal["equal", "omit", "add", "replace"]

_ALIKE = 0.4
"""Share of the reading's characters that must be equal for a collation to be legible."""
_ISLAND = 1
"""Equal words between two changes that are folded into them, so that a phrase reads as a phrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Neighbouring steps as one.  The texts are as written, white space folded; ``spaced``: a blank stood before it."""

    op: RunKind
    """What the reading does with it."""
    base_text: str
    """The base's words."""
    reading_text: str
    """The reading's words."""
    spaced: bool
    """Whether a blank stood before it."""


def runs(segments: Sequence[Segment]) -> tuple[Run, ...]:
    """The runs of a collation, in order: each replaces, omits, adds or keeps as much as it can."""
    groups: list[list[Segment]] = []
    for segment in segments:
        if groups and (segment.op == "equal") == (groups[-1][0].op == "equal"):
            groups[-1].append(segment)
        else:
            groups.append([segment])
    return tuple(_run(group, first=i == 0) for i, group in enumerate(_joined(groups)))


def legible(segments: Sequence[Segment]) -> bool:
    """Whether enough of the reading is the base's that the collation reads better than the words in full."""
    total = sum(len(s.reading_text) for s in segments)
    same = sum(len(s.reading_text) for s in segments if s.op == "equal")
    return same >= _ALIKE * total > 0


def _joined(groups: list[list[Segment]]) -> list[list[Segment]]:
    joined: list[list[Segment]] = []
    for i, group in enumerate(groups):
        equal = group[0].op == "equal"
        island = equal and _words(group) <= _ISLAND and 0 < i < len(groups) - 1 and _both(groups[i - 1], groups[i + 1])
        after_island = i > 1 and joined and not equal and joined[-1][0].op != "equal"
        if island or after_island:
            joined[-1].extend(group)
        else:
            joined.append(list(group))
    return joined


def _words(group: Sequence[Segment]) -> int:
    return sum(len(s.base_text.split()) for s in group)


def _both(before: Sequence[Segment], after: Sequence[Segment]) -> bool:
    """Whether changes on both sides replace words: an island between two mere omissions stays what it is."""
    return all(any(s.base_text for s in g) and any(s.reading_text for s in g) for g in (before, after))


def _run(group: Sequence[Segment], *, first: bool) -> Run:
    base = _text([(s.base_text, s.base_space) for s in group])
    reading = _text([(s.reading_text, s.reading_space) for s in group])
    op: RunKind = "equal" if all(s.op == "equal" for s in group) else "replace"
    if op != "equal" and not reading:
        op = "omit"
    elif op != "equal" and not base:
        op = "add"
    spaced = (group[0].reading_space or group[0].base_space) and not first
    return Run(op=op, base_text=base, reading_text=reading, spaced=spaced)


def _text(pieces: Sequence[tuple[str, bool]]) -> str:
    made = ""
    for words, spaced in pieces:
        if words:
            made += (" " if spaced and made else "") + words
    return made
