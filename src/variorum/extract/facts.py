"""Facts: the sentences that an outlet tells in its own voice, outside any statement."""

from __future__ import annotations

from bisect import bisect_left

from ..model import Fact, Statement
from . import certainty, cues
from .document import Document, Sentence
from .statement_units import classes


def find(document: Document, statements: tuple[Statement, ...]) -> tuple[Fact, ...]:
    """Body sentences that no statement's passage touches and that have a verb, with their certainty."""
    covered = _merged(statements)
    starts = [a for a, _ in covered]
    found: list[Fact] = []
    for sentence in document.sentences:
        if sentence.role != "body" or not _tells(sentence):
            continue
        place = bisect_left(starts, sentence.span.end) - 1
        if place >= 0 and covered[place][1] > sentence.span.start:
            continue
        level = certainty.of(document.text, (sentence.span,))
        found.append(Fact(span=sentence.span, certainty=level, role=sentence.role))
    return tuple(found)


def _merged(statements: tuple[Statement, ...]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for span in sorted(s.passage for s in statements):
        if merged and span.start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], span.end))
        else:
            merged.append((span.start, span.end))
    return merged


def _tells(sentence: Sentence) -> bool:
    """Whether the sentence is one: four words or more, and a verb among them."""
    words = [t for t in sentence.tokens if t.is_word]
    if len(words) < 4:
        return False
    table, finite = classes(), cues.load().finite
    return any(
        table.get(t.norm) in ("V", "X", "M") or t.norm in finite or "'" in t.norm or t.norm.endswith("ed")
        for t in words[1:]
    )
