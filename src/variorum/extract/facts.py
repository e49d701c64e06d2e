"""Facts: the sentences that an outlet tells in its own voice, outside any statement.

A clause of concession before a statement (`Although the river fell, the mayor said ...`) is the outlet's own, too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache

from .. import lexicon, text
from ..model import Fact, Span, Statement
from ..text import QUOTATION_MARKS, Token
from . import certainty, certainty_learned, cues
from .document import Document, Sentence
from .reader import Readout
from .statement_units import classes

_NEXT_TO = 3  # tokens at most between the comma of a clause and the statement that follows it


def find(document: Document, statements: tuple[Statement, ...], readout: Readout | None = None) -> tuple[Fact, ...]:
    """Body sentences that no statement's passage touches and that have a verb, and clauses of concession before
    statements; each with its certainty."""
    covered = _merged(s.passage for s in statements)
    told = _merged(span for s in statements for span in (*s.source, *s.cue, *s.content))
    found: list[Fact] = []
    for sentence in document.sentences:
        if sentence.role != "body":
            continue
        if _first_after(covered, sentence.span.start) < sentence.span.end:
            span = _concession(document.text, sentence, told)
        else:
            span = sentence.span if _tells(sentence.tokens) else None
        if span is not None:
            level = certainty_learned.weighed(certainty.of(document.text, (span,)), document.text, (span,), readout)
            found.append(Fact(span=span, certainty=level, role=sentence.role))
    return tuple(found)


def _merged(spans: Iterable[Span]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], span.end))
        else:
            merged.append((span.start, span.end))
    return merged


def _first_after(merged: Sequence[tuple[int, int]], at: int) -> float:
    """Where the first of these stretches begins that ends after ``at``; it may begin before."""
    place = bisect_right(merged, at, key=lambda m: m[1])
    return merged[place][0] if place < len(merged) else float("inf")


def _concession(source: str, sentence: Sentence, told: Sequence[tuple[int, int]]) -> Span | None:
    """The plain clause between a subordinator at the head of a sentence and the statement that follows it."""
    words = sentence.tokens
    opening = next((o for o in _openings() if tuple(t.norm for t in words[: len(o)]) == o), None)
    if opening is None or len(words) <= len(opening) or not _may_be_subject(words[len(opening)]):
        return None
    statement = _first_after(told, sentence.span.start)
    before = words[: bisect_left(words, statement, key=lambda t: t.start)]
    comma = next((i for i in range(len(before) - 1, len(opening), -1) if before[i].text == ","), None)
    if comma is None or len(before) - comma - 1 > _NEXT_TO or any(t.text in QUOTATION_MARKS for t in before[:comma]):
        return None
    clause = words[len(opening) : comma]
    return text.trimmed(source, clause[0].start, clause[-1].end) if _tells(clause) else None


@cache
def _openings(language: str = "en") -> tuple[tuple[str, ...], ...]:
    listed = lexicon.load("attribution", language)["asides"]["concessions"]
    return tuple(tuple(words.split()) for words in listed)


def _may_be_subject(token: Token) -> bool:
    """Whether a clause with a subject of its own may begin here, and no participle ("While speaking ...")."""
    if token.norm in lexicon.load("attribution")["asides"]["pronouns"] or token.norm.endswith(("ing", "ed")):
        return False
    return classes().get(token.norm) in ("D", "P", None)


def _tells(tokens: Sequence[Token]) -> bool:
    """Whether these words are a sentence: four words or more, and a verb among them."""
    words = [t for t in tokens if t.is_word]
    if len(words) < 4:
        return False
    table, finite = classes(), cues.load().finite
    return any(
        table.get(t.norm) in ("V", "X", "M") or t.norm in finite or "'" in t.norm or t.norm.endswith("ed")
        for t in words[1:]
    )
