"""A sentence as the readers of figures look at it: its tokens by place, its moments, its figures so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ..model import Span
from ..text import Token
from .document import Sentence
from .figure_grammar import Grammar


class Spans:
    """Spans that do not overlap, found by place in logarithmic time."""

    __slots__ = ("_spans", "_starts")

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans = sorted(spans)
        self._starts = [s.start for s in self._spans]

    def __iter__(self) -> Iterator[Span]:
        return iter(self._spans)

    def at(self, place: int) -> Span | None:
        """The span that covers ``place``."""
        i = bisect_right(self._starts, place) - 1
        return self._spans[i] if i >= 0 and place < self._spans[i].end else None

    def meets(self, span: Span) -> bool:
        """Whether one of them overlaps ``span``."""
        i = bisect_left(self._starts, span.end) - 1
        return i >= 0 and self._spans[i].end > span.start


@dataclass(frozen=True, kw_only=True)
class Line:
    """``dated``: the moments of the sentence; ``cores``: its figures."""

    text: str
    sentence: Sentence
    known: Grammar
    dated: Spans
    cores: Spans

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.sentence.tokens

    @property
    def size(self) -> int:
        return len(self.sentence.tokens)

    @cached_property
    def starts(self) -> list[int]:
        return [t.span.start for t in self.sentence.tokens]

    @cached_property
    def titled(self) -> bool:
        """Whether most longer words are capitalised, so that capitals say nothing."""
        words = [t for t in self.sentence.tokens if t.text.isalpha() and len(t.text) > 3]
        return len(words) > 3 and sum(t.is_capitalised for t in words) >= 0.7 * len(words)

    def index(self, place: int) -> int:
        """The first token at or after ``place``."""
        return bisect_left(self.starts, place)

    def norm(self, i: int) -> str:
        """The normal form of token ``i``; empty outside the sentence."""
        return self.sentence.tokens[i].norm if 0 <= i < self.size else ""

    def token(self, i: int) -> Token | None:
        return self.sentence.tokens[i] if 0 <= i < self.size else None

    def before(self, place: int, size: int) -> str:
        """At most ``size`` characters of the sentence before ``place``."""
        return self.text[max(self.sentence.span.start, place - size) : place]

    def is_dated(self, i: int) -> bool:
        return self.dated.at(self.sentence.tokens[i].span.start) is not None

    def says_more(self, i: int) -> bool:
        """Whether token ``i`` is a word for time that only says more of the noun after it ("12 daily flights")."""
        following, phrase = self.token(i + 1), self.known.phrase
        if self.norm(i) not in phrase.attributive or following is None or not following.text.islower():
            return False
        free = following.is_word and following.norm not in phrase.stops and following.norm not in phrase.links
        return free and not self.is_dated(i + 1) and not self.is_adverb(i + 1) and not self.is_past(i + 1)

    def is_past(self, i: int) -> bool:
        """Whether token ``i`` looks like a past tense or participle."""
        token = self.sentence.tokens[i]
        return token.text.islower() and token.norm.endswith(self.known.phrase.past) and len(token.norm) > 3

    def is_adverb(self, i: int) -> bool:
        token = self.sentence.tokens[i]
        return token.text.islower() and token.norm.endswith(self.known.phrase.adverb)
