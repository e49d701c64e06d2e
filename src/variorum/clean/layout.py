"""A text laid out in lines: each a paragraph, a heading or a bit of the page around the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..model import Span
from ..text import trimmed

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_STOP = re.compile(r"[.!?…]+[\s\"'”’»›)\]]*$|[.!?…,]?[”\"»]$")
_OPENING = re.compile(r"[\"'“‘„«‹(\[]")
_WRAP_AT = (40, 100)
"""Characters: lines broken by a typewriter's hand are about this long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """``folded`` is the text of ``span`` with each run of white space as one blank; ``words`` counts words."""

    span: Span
    folded: str
    words: int
    gap: bool
    """Whether a blank line stands before it."""

    @property
    def stops(self) -> bool:
        """Whether it ends as a sentence does: with a full stop, or a mark that closes a quotation."""
        return stops(self.folded)

    @property
    def prose(self) -> bool:
        """Whether it reads like a paragraph: sentences that end, or many words."""
        return (self.words >= 3 and self.stops) or self.words >= 22 or (self.words >= 2 and self.quoted and self.stops)

    @property
    def quoted(self) -> bool:
        """Whether it starts with an opening mark."""
        return _OPENING.match(self.folded) is not None

    @property
    def headline(self) -> bool:
        """Whether it could stand over an article: some words, none too many, and no full stop at the end."""
        return 2 <= self.words <= 30 and len(self.folded) <= 220 and self.folded[-1] not in ".,:"


def stops(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return _STOP.search(text[-8:]) is not None


def word_list(folded: str) -> list[str]:
    return _WORD.findall(folded)


def line_of(text: str, span: Span, *, gap: bool) -> Line:
    """The line that ``span`` of ``text`` is."""
    folded = " ".join(span.of(text).split())
    return Line(span=span, folded=folded, words=len(_WORD.findall(folded)), gap=gap)


def lines(text: str) -> tuple[Line, ...]:
    """The lines of a text that are not blank; paragraphs that were broken into lines of equal length are one each."""
    found: list[Line] = []
    last_end = 0
    for m in _LINE.finditer(text):
        span = trimmed(text, m.start(), m.end())
        if span is None:
            continue
        between = text[last_end : span.start].replace("\r\n", "\n")
        found.append(line_of(text, span, gap=bool(found) and between.count("\n") + between.count("\r") > 1))
        last_end = span.end
    return _unwrapped(text, found) if _is_wrapped(found) else tuple(found)


def _is_wrapped(found: Sequence[Line]) -> bool:
    """Whether lines were broken in mid-sentence to a width: most lines of a paragraph end without a stop, near it."""
    inner = [a for a, b in pairwise(found) if not b.gap]
    if len(inner) < 3 or not any(line.gap for line in found):
        return False
    low, high = _WRAP_AT
    broken = sum(1 for a in inner if not a.stops and low <= len(a.folded) <= high)
    return broken >= 0.7 * len(inner) and max(len(line.folded) for line in found) <= high


def _unwrapped(text: str, found: Sequence[Line]) -> tuple[Line, ...]:
    joined: list[Line] = []
    for line in found:
        if joined and not line.gap:
            joined[-1] = line_of(text, joined[-1].span.to(line.span), gap=joined[-1].gap)
        else:
            joined.append(line)
    return tuple(joined)
