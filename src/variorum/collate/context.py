"""What stands around a figure or a moment: the words that say what it measures, near ones weighing most."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate

from .. import lexicon, text
from ..model import Certainty, Fact, Span, Statement
from ..text import Token
from .lexis import Lexis
from .terms import Term
from .units import Unit

_REACH = 7.0
"""Words from the figure at which a term's weight is halved."""
_ACROSS_MARK = 4
"""Words that a comma or semicolon between counts for."""
_ACROSS_FIGURE = 6
_WINDOW = 500
"""Characters on both sides of a figure or moment beyond which its sentence is not read."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_KIN_REACH = 9
"""Words within which a word may say what kind of measure it is."""

Kinds = Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Setting:
    """A place in an article with its sentence, and whose words it stands in."""

    span: Span
    sentence: Span
    statement: Statement | None
    certainty: Certainty
    kinds: Kinds
    """By group of measures that exclude one another: which member the nearest word belongs to."""
    names: frozenset[str]
    years: frozenset[str]
    unit: Unit


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes the settings of one article."""

    lexis: Lexis
    figures: tuple[Span, ...]

    def setting(self, span: Span, head: Span | None, order: int) -> Setting | None:
        """The setting of ``span``; ``head`` spans what it counts.  None outside the blocks that are collated."""
        at = self.lexis.sentence_at(span)
        if at is None:
            return None
        sentence, role = self.lexis.sentences[at]
        claims = self.lexis.witness.claims
        statement = _innermost(claims.statements, span)
        near_by = Span(max(sentence.start, span.start - _WINDOW), min(sentence.end, span.end + _WINDOW))
        distance = _distance(self.lexis.article.text, near_by, span, self.figures)
        found = [t for t in self.lexis.within((near_by,)) if not t.span.overlaps(span)]
        near = tuple(_nearer(t, distance, head) for t in found)
        certainty = statement.certainty if statement else _fact_certainty(claims.facts, span)
        unit = Unit(
            article=self.lexis.article.id,
            witness=self.lexis.index,
            order=order,
            sentence=at,
            pieces=(span,),
            passage=sentence,
            form=statement.form if statement else "narration",
            certainty=certainty,
            role=role,
            statement=statement,
            terms=near,
            words=tuple(t.norm for t in near),
            quoted=(),
            asks=False,
        )
        return Setting(
            span=span,
            sentence=sentence,
            statement=statement,
            certainty=certainty,
            kinds=_kinds(distance),
            names=frozenset(_thing(t) for t in found if t.kind == "name"),
            years=frozenset(
                t.norm for t in found if t.kind == "number" and len(t.norm) == 4 and t.norm[:2] in ("19", "20")
            ),
            unit=unit,
        )


def reader(laid_out: Lexis) -> Reader:
    """The reader of an article already laid out."""
    return Reader(laid_out, tuple(sorted(f.span for f in laid_out.witness.claims.figures)))


def _nearer(term: Term, distance: _Distance, head: Span | None) -> Term:
    if head is not None and head.overlaps(term.span):
        return replace(term, weight=max(term.weight, 0.6))
    return replace(term, weight=term.weight * _REACH / (_REACH + distance.to(term.span)))


@dataclass(frozen=True, slots=True)
class _Distance:
    """How many words lie between a place and a word of its sentence; marks and other figures count for several."""

    span: Span
    tokens: tuple[Token, ...]
    starts: tuple[int, ...]
    steps: tuple[int, ...]

    def to(self, other: Span) -> int:
        first, second = sorted((self.span, other))
        if second.start <= first.end:
            return 0
        return self.steps[bisect_left(self.starts, second.start)] - self.steps[bisect_left(self.starts, first.end)]


def _distance(whole: str, sentence: Span, span: Span, figures: Sequence[Span]) -> _Distance:
    found = text.tokens(whole, sentence)
    starts = tuple(t.start for t in found)
    inside = figures[
        bisect_left(figures, Span(sentence.start, sentence.start + 1)) : bisect_left(
            figures, Span(sentence.end, sentence.end + 1)
        )
    ]
    begun = {bisect_left(starts, f.start) for f in inside if not f.overlaps(span)}
    costs = [
        int(t.is_word) + _ACROSS_MARK * (t.text in ",;:—–") + _ACROSS_FIGURE * (n in begun) for n, t in enumerate(found)
    ]
    return _Distance(span, found, starts, tuple(accumulate(costs, initial=0)))


def _kinds(distance: _Distance) -> dict[str, frozenset[int]]:
    table = _kin()
    nearest: dict[str, tuple[int, set[int]]] = {}
    for token in distance.tokens:
        for group, member in table.get(token.norm, ()):
            steps = distance.to(token.span)
            best, members = nearest.get(group, (_KIN_REACH, set()))
            if steps < best:
                nearest[group] = (steps, {member})
            elif steps == best and members:
                members.add(member)
    return {group: frozenset(members) for group, (_, members) in nearest.items() if members}


def exclude(a: Kinds, b: Kinds, groups: Iterable[str] | None = None) -> str | None:
    """The group of measures in which two settings differ, if any: they never measure the same."""
    for group in sorted(groups if groups is not None else a):
        if group in a and group in b and not a[group] & b[group]:
            return group
    return None


@cache
def _kin(language: str = "en") -> dict[str, tuple[tuple[str, int], ...]]:
    table = lexicon.load("contrast", language)
    found: dict[str, list[tuple[str, int]]] = {}
    for section in ("measures", "scope"):
        for group, members in table[section].items():
            for n, listed in enumerate(members):
                for word in listed:
                    found.setdefault(word, []).append((group, n))
    return {word: tuple(groups) for word, groups in found.items()}


def scopes(language: str = "en") -> frozenset[str]:
    """The groups that set a figure's period or standing, and part figures only where the values differ."""
    return frozenset(lexicon.load("contrast", language)["scope"])


def measures(language: str = "en") -> frozenset[str]:
    """The groups that always part two figures."""
    return frozenset(lexicon.load("contrast", language)["measures"])


def _thing(term: Term) -> str:
    countries = sorted(c for c in term.classes if c.startswith("country:"))
    return countries[0] if countries else term.key


def _innermost(statements: Sequence[Statement], span: Span) -> Statement | None:
    around = [s for s in statements if any(c.contains(span) for c in s.content)]
    return min(around, key=lambda s: (sum(len(c) for c in s.content), s.passage, s.id)) if around else None


def _fact_certainty(facts: Sequence[Fact], span: Span) -> Certainty:
    return next((f.certainty for f in facts if f.span.contains(span)), Certainty(level="unclear", score=0.0))
