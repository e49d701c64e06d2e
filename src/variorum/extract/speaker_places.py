"""Places of an article as the resolution of speakers needs them: the items, sentence and quotation at a span."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from ..model import Name, Span
from ..text import Token
from .document import Document
from .quotes import Quotation
from .speaker_lexicon import Roles
from .speaker_phrases import Item, items


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """``names``, ``quotations`` and ``turns`` (what is said in a dialogue without marks) are in text order."""

    document: Document
    names: tuple[Name, ...]
    quotations: tuple[Quotation, ...]
    roles: Roles
    turns: tuple[Span, ...] = ()

    def names_in(self, span: Span) -> tuple[Name, ...]:
        """The names that overlap a span."""
        first = bisect_left(self.names, span.start, key=lambda n: n.span.start)
        last = bisect_left(self.names, span.end, key=lambda n: n.span.start)
        return self.names[max(0, first - 1) if first and self.names[first - 1].span.end > span.start else first : last]

    def sentence(self, at: Span) -> Span:
        """The sentence in which a span begins."""
        sentences = self.document.sentences
        k = max(0, bisect_right(sentences, at.start, key=lambda s: s.span.start) - 1)
        return sentences[k].span

    def items(self, span: Span) -> list[Item]:
        """The words and names of a span."""
        sentences = self.document.sentences
        k = max(0, bisect_right(sentences, span.start, key=lambda s: s.span.start) - 1)
        tokens: list[Token] = []
        while k < len(sentences) and sentences[k].span.start < span.end:
            # By bisection: a sentence may be a whole badly punctuated book.
            row = sentences[k].tokens
            tokens += row[bisect_right(row, span.start, key=_end) : bisect_left(row, span.end, key=_start)]
            k += 1
        return items(tokens, self.names_in(span), self.roles.names)

    def quotation(self, at: Span) -> Quotation | None:
        """The outermost quotation around a place."""
        k = bisect_right(self.quotations, at.start, key=lambda q: q.span.start) - 1
        while k >= 0 and self.quotations[k].depth:
            k -= 1
        found = self.quotations[k] if k >= 0 else None
        return found if found is not None and found.inner.contains(at) else None

    def speech(self, at: Span) -> Span | None:
        """The quotation or turn of a dialogue around a place."""
        quotation = self.quotation(at)
        if quotation is not None:
            return quotation.span
        k = bisect_right(self.turns, at.start, key=lambda t: t.start) - 1
        return self.turns[k] if k >= 0 and self.turns[k].contains(at) else None


def _start(token: Token) -> int:
    return token.start


def _end(token: Token) -> int:
    return token.end
