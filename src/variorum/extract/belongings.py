"""What figures and moments belong to: the statement they stand in, the clause that a moment dates, and whose measure a
figure is and when.

No parser runs here.  A clause is cut at punctuation and at conjunctions that a verb follows; a piece that holds nothing
but a date goes with the piece next to it.  What cannot be told stays empty.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from .. import lexicon
from ..model import Figure, Moment, Name, Span, Statement
from ..text import Token
from .document import Document, Sentence

_VERB_NEAR = 6
"""Words after a conjunction among which a verb makes it the start of a clause."""
_LONGEST = 300
"""Tokens of a sentence that is still one; in an endless line nothing is told of another thing in it."""
_HOLDERS = frozenset({"person", "organisation", "place", "group"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    breaks: frozenset[str]
    joins: frozenset[str]
    lead_in: frozenset[str]
    verbs: frozenset[str]
    past_endings: tuple[str, ...]
    of: frozenset[str]
    possessives: tuple[str, ...]
    relatives: frozenset[str]


@cache
def _words(language: str) -> _Words:
    table = lexicon.load("time", language)["direction"]
    return _Words(
        breaks=frozenset(table["breaks"]),
        joins=frozenset(table["clause"]),
        lead_in=frozenset(table["lead_in"]),
        verbs=frozenset([*table["ahead"], *table["behind"], *table["neutral"]]),
        past_endings=tuple(table["past_endings"]),
        of=frozenset(table["whose"]),
        possessives=tuple(table["possessives"]),
        relatives=frozenset(table["relatives"]),
    )


def attach(
    document: Document,
    *,
    statements: Sequence[Statement],
    names: Sequence[Name],
    figures: Sequence[Figure],
    moments: Sequence[Moment],
    language: str = "en",
) -> tuple[tuple[Figure, ...], tuple[Moment, ...]]:
    """The figures and moments with what they belong to."""
    if not document.sentences:
        return tuple(figures), tuple(moments)
    ground = _Ground(document, statements, names, moments, _words(language))
    dated = tuple(
        replace(m, statement=ground.statement(m.span), clause=ground.clause(m.span, given=True)) for m in moments
    )
    counted = tuple(
        replace(f, statement=ground.statement(f.span), of=ground.holder(f), when=ground.when(f)) for f in figures
    )
    return counted, dated


class _Ground:
    """One article's items by place."""

    __slots__ = ("_document", "_moments", "_names", "_starts", "_statements", "_words")

    def __init__(
        self,
        document: Document,
        statements: Sequence[Statement],
        names: Sequence[Name],
        moments: Sequence[Moment],
        words: _Words,
    ) -> None:
        self._document = document
        self._starts = [s.span.start for s in document.sentences]
        self._statements = _by_sentence(statements, self._starts)
        self._names = _grouped([n for n in names if n.kind in _HOLDERS], self._starts)
        self._moments = _grouped(moments, self._starts)
        self._words = words

    def _index(self, span: Span) -> int:
        return max(0, bisect_right(self._starts, span.start) - 1)

    def statement(self, span: Span) -> str | None:
        """The innermost statement in whose words ``span`` stands, or whose attribution it is part of."""
        near = self._statements.get(self._index(span), ())
        inside = [(sum(len(c) for c in s.content), s.id) for s in near if any(c.contains(span) for c in s.content)]
        if inside:
            return min(inside)[1]
        around = [(len(s.passage), s.id) for s in near if s.passage.contains(span)]
        return min(around)[1] if around else None

    def clause(self, span: Span, *, given: bool = False) -> Span | None:
        """The clause that holds ``span``: of its sentence, and of a statement's content or attribution where it stands
        in one.  ``given``: ``span`` is a moment, so that a piece of nothing else is no clause of its own."""
        index = self._index(span)
        sentence = self._document.sentences[index]
        if len(sentence.tokens) > _LONGEST:
            return None
        inner = self._part(index, span, sentence)
        pieces = _pieces(sentence, inner, self._words)
        at = next((k for k, p in enumerate(pieces) if p[0].start <= span.start < p[-1].end), None)
        if at is None:
            return None
        first = last = at
        if given and self._idle(index, pieces[at]):
            first, last = (at, at + 1) if at + 1 < len(pieces) else (max(0, at - 1), at)
        found = Span(pieces[first][0].start, pieces[last][-1].end)
        return found if found.contains(span) else found.to(span)

    def _idle(self, index: int, piece: Sequence[Token]) -> bool:
        """Whether a piece of a sentence says nothing but when."""
        dates = self._moments.get(index, ())
        rest = (t for t in piece if t.is_word and not any(m.span.overlaps(t.span) for m in dates))
        return all(t.norm in self._words.lead_in for t in rest)

    def _part(self, index: int, span: Span, sentence: Sentence) -> Span:
        """The words of the sentence that are on the same side of a statement's content as ``span``."""
        start, end = sentence.span.start, sentence.span.end
        for statement in self._statements.get(index, ()):
            for piece in statement.content:
                if piece.contains(span):
                    start, end = max(start, piece.start), min(end, piece.end)
                elif piece.end <= span.start:
                    start = max(start, piece.end)
                elif span.end <= piece.start:
                    end = min(end, piece.start)
        return Span(start, end) if start < end else span

    def holder(self, figure: Figure) -> Span | None:
        """Whose measure a figure is: a name in the phrase that it measures or next to it ("Norland's debt", "the debt
        of Norland"), else the last name of the clause before the figure."""
        index = self._index(figure.span)
        if len(self._document.sentences[index].tokens) > _LONGEST:
            return None
        names = [n.span for n in self._names.get(index, ()) if not n.span.overlaps(figure.span)]
        measured = figure.measures
        if measured is not None:
            for name in names:
                if measured.overlaps(name) or self._owns(name, measured):
                    return name
        clause = self.clause(figure.span)
        before = [n for n in names if clause is not None and clause.contains(n) and n.end <= figure.span.start]
        return before[-1] if before else None

    def _owns(self, name: Span, measured: Span) -> bool:
        text = self._document.text
        if name.end <= measured.start:
            between = text[name.end : measured.start].strip()
            owned = (*self._words.possessives, "")
            return between.replace("’", "'") in owned and bool(between or _ends(name.of(text), self._words.possessives))
        return text[measured.end : name.start].strip().casefold() in self._words.of

    def when(self, figure: Figure) -> Span | None:
        """The date that stands in the clause of a figure, the nearest of several; else the only one of its sentence,
        unless that dates a clause of its own ("which closed in 2019")."""
        index = self._index(figure.span)
        if len(self._document.sentences[index].tokens) > _LONGEST:
            return None
        dates = [m.span for m in self._moments.get(index, ()) if m.type in ("DATE", "TIME")]
        clause = self.clause(figure.span)
        near = [d for d in dates if clause is not None and clause.contains(d)]
        if not near:
            return dates[0] if len(dates) == 1 and not self._apart(dates[0]) else None
        return min(near, key=lambda d: (max(d.start - figure.span.end, figure.span.start - d.end), d.start))

    def _apart(self, date: Span) -> bool:
        """Whether a date stands in a clause that has a time of its own."""
        clause = self.clause(date, given=True)
        tokens = self._document.sentences[self._index(date)].tokens
        first = next((t.norm for t in tokens if clause is not None and t.start >= clause.start), "")
        return first in self._words.relatives


def _by_sentence(statements: Sequence[Statement], starts: Sequence[int]) -> dict[int, list[Statement]]:
    """The statements that reach into each sentence."""
    found: dict[int, list[Statement]] = {}
    for statement in statements:
        first, last = (bisect_right(starts, at) - 1 for at in (statement.passage.start, statement.passage.end - 1))
        for index in range(max(0, first), last + 1):
            found.setdefault(index, []).append(statement)
    return found


def _ends(word: str, endings: tuple[str, ...]) -> bool:
    return word.replace("’", "'").endswith(endings)


_Item = TypeVar("_Item", Name, Moment)


def _grouped(items: Sequence[_Item], starts: Sequence[int]) -> dict[int, list[_Item]]:
    found: dict[int, list[_Item]] = {}
    for item in items:
        found.setdefault(max(0, bisect_right(starts, item.span.start) - 1), []).append(item)
    return found


def _pieces(sentence: Sentence, part: Span, words: _Words) -> list[list[Token]]:
    """The clauses of a part of a sentence, as their tokens."""
    tokens = [t for t in sentence.tokens if part.contains(t.span)]
    pieces: list[list[Token]] = [[]]
    for i, token in enumerate(tokens):
        if token.norm in words.breaks and not _inside_word(tokens, i):
            pieces.append([])
            continue
        if token.norm in words.joins and _verb_follows(tokens, i, words):
            pieces.append([])
        pieces[-1].append(token)
    return [p for p in (_without_join(p, words) for p in pieces) if p]


def _without_join(piece: list[Token], words: _Words) -> list[Token]:
    return piece[1:] if piece and piece[0].norm in words.joins and piece[0].norm not in words.relatives else piece


def _inside_word(tokens: Sequence[Token], at: int) -> bool:
    """Whether a mark stands between two words without a blank ("5-7")."""
    if not 0 < at < len(tokens) - 1:
        return False
    return tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start


def _verb_follows(tokens: Sequence[Token], at: int, words: _Words) -> bool:
    """Whether a conjunction joins clauses and not words: a verb comes soon after it."""
    near = tokens[at + 1 : at + 1 + _VERB_NEAR]
    return any(t.norm in words.verbs or (t.text.islower() and t.norm.endswith(words.past_endings)) for t in near)
