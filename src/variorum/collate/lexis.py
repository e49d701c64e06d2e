"""The sentences of an article that are collated, and their terms, found once and weighed."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .. import encode, text
from ..model import Article, Role, Span, Witness
from . import given, terms
from .sense import Sense
from .terms import Term

READ: frozenset[Role] = frozenset({"body", "heading", "dateline"})
"""Roles of blocks that are collated; chrome never is, and titles are judged apart."""

_DAMPING = 0.45
"""How fast a term loses weight with the natural logarithm of its sentences in the article."""


@dataclass(frozen=True, slots=True)
class Lexis:
    """``terms`` are in text order, weighed by rarity and by how seldom their own article uses them; ``measured`` is the
    sense of figures and times: what is measured, whatever the value."""

    witness: Witness
    index: int
    sentences: tuple[tuple[Span, Role], ...]
    terms: tuple[Term, ...]
    values: given.Placed
    sense: Sense
    measured: Sense
    _sentence_starts: tuple[int, ...]
    _term_starts: tuple[int, ...]

    @property
    def article(self) -> Article:
        return self.witness.article

    def sentence_at(self, span: Span) -> int | None:
        """Which sentence holds ``span``; none outside the blocks that are collated."""
        at = bisect_right(self._sentence_starts, span.start) - 1
        return at if at >= 0 and self.sentences[at][0].contains(span) else None

    def within(self, pieces: Sequence[Span]) -> tuple[Term, ...]:
        """The terms that lie in ``pieces``."""
        found: list[Term] = []
        for piece in pieces:
            first, last = bisect_left(self._term_starts, piece.start), bisect_left(self._term_starts, piece.end)
            found.extend(t for t in self.terms[first:last] if t.span.end <= piece.end)
        return tuple(found)


def lexis(witness: Witness, index: int) -> Lexis:
    """Lays out one article; ``index`` is its place among the event's witnesses."""
    whole = witness.article.text
    sentences = tuple(
        (s, b.role) for b in witness.article.blocks if b.role in READ for s in text.sentences(whole, b.span)
    )
    by_sentence = [terms.terms(whole, (s,)) for s, _ in sentences]
    counts: Counter[str] = Counter()
    for found in by_sentence:
        counts.update({key for term in found for key in _themes(term)})
    weighed = tuple(_weighed(term, counts) for found in by_sentence for term in found)
    return Lexis(
        witness=witness,
        index=index,
        sentences=sentences,
        terms=weighed,
        values=given.placed(witness.claims),
        sense=Sense(whole, [s for s, _ in sentences]),
        measured=Sense(whole, [s for s, _ in sentences], encode.measures),
        _sentence_starts=tuple(s.start for s, _ in sentences),
        _term_starts=tuple(t.span.start for t in weighed),
    )


def _weighed(term: Term, counts: Counter[str]) -> Term:
    often = max(counts[key] for key in _themes(term))
    return replace(term, weight=term.weight / (1 + _DAMPING * math.log(often))) if often > 1 else term


def _themes(term: Term) -> tuple[str, ...]:
    """Under which names a term is counted: the country, whatever it is called here, and the word."""
    countries = tuple(sorted(c for c in term.classes if c.startswith("country:")))
    return (*countries, term.key)
