"""What stands around a figure or a moment: the words that say what it measures, near ones weighing most."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from .. import lexicon, text, wording
from ..model import Certainty, Fact, Span, Statement
from ..text import Token
from . import measure, speakers
from .lexis import Lexis
from .measure import Distance, Signs
from .terms import Term
from .units import Unit

_REACH = 7.0
"""Words from the figure at which a term's weight is halved."""
_BESIDE = 14
"""Words on either side of a figure or moment whose sense is looked at."""
_LEAD = 4
"""Characters before a word in which the mark stands that begins a sentence."""
_OPENING = frozenset(".!?:…([—–•*|\n") | text.QUOTATION_MARKS
_WINDOW = 500
"""Characters on both sides of a figure or moment beyond which its sentence is not read."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A place in an article with its sentence, and whose words it stands in."""

    span: Span
    sentence: Span
    statement: Statement | None
    certainty: Certainty
    signs: Signs
    names: frozenset[str]
    """The things named in its sentence, days and those who say it left out."""
    years: frozenset[str]
    unit: Unit


@dataclass(frozen=True, slots=True)
class Cover:
    """Stretches of a text that do not touch one another, in order."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @staticmethod
    def of(spans: Iterable[Span]) -> Cover:
        joined: list[Span] = []
        for span in sorted(spans):
            if joined and span.start <= joined[-1].end:
                joined[-1] = joined[-1].to(span)
            else:
                joined.append(span)
        return Cover(tuple(s.start for s in joined), tuple(s.end for s in joined))

    def touches(self, span: Span) -> bool:
        at = bisect_left(self.starts, span.end) - 1
        return at >= 0 and self.ends[at] > span.start


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes the settings of one article."""

    lexis: Lexis
    figures: tuple[Span, ...]
    aside: Cover
    """The days, and the persons who say something."""
    named: Cover
    """The names that were read."""
    known: frozenset[str]
    """The words of names that stand within a sentence, where a capital is due to nothing else."""

    def setting(self, span: Span, head: Span | None, order: int) -> Setting | None:
        """The setting of ``span``; ``head`` spans what it counts.  None outside the blocks that are collated."""
        at = self.lexis.sentence_at(span)
        if at is None:
            return None
        sentence, role = self.lexis.sentences[at]
        claims = self.lexis.witness.claims
        statement = _innermost(claims.statements, span)
        near_by = Span(max(sentence.start, span.start - _WINDOW), min(sentence.end, span.end + _WINDOW))
        distance = measure.distance(self.lexis.article.text, near_by, span, self.figures)
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
            words=_beside(distance),
            quoted=(),
            asks=False,
            voice=speakers.voice(self.lexis.article.text, statement) if statement else None,
            place=span.start / len(self.lexis.article.text),
            vector=self.lexis.sense.of(_around(distance)),
        )
        return Setting(
            span=span,
            sentence=sentence,
            statement=statement,
            certainty=certainty,
            signs=measure.signs(distance, reported=statement is not None and statement.form == "indirect"),
            names=frozenset(_thing(t) for t in found if self._is_named(t, sentence)),
            years=frozenset(
                t.norm for t in found if t.kind == "number" and len(t.norm) == 4 and t.norm[:2] in ("19", "20")
            ),
            unit=unit,
        )

    def _is_named(self, term: Term, sentence: Span) -> bool:
        """Whether a word names something; the first of a sentence or quotation has its capital from its place, and so
        has to be known as a name besides."""
        if term.kind != "name" or term.norm in _of_units() or self.aside.touches(term.span):
            return False
        whole = self.lexis.article.text
        if term.key in self.known or any(c.startswith("country:") for c in term.classes):
            return True
        if term.span.start != sentence.start and not _opens(whole, term.span.start):
            return True
        adverb = whole[term.span.end : term.span.end + 1] == ","  # "Downstream, 33 farms ..."
        return self.named.touches(term.span) and not adverb


def reader(laid_out: Lexis) -> Reader:
    """The reader of an article already laid out."""
    claims, whole = laid_out.witness.claims, laid_out.article.text
    persons = [s for s in claims.statements if s.speaker is not None and s.speaker.kind == "person"]
    aside = [*(m.span for m in claims.moments), *(part for s in persons for part in s.source)]
    named = Cover.of(n.span for n in claims.names)
    read = (t for t in laid_out.terms if t.kind == "name" and named.touches(t.span))
    inside = (t.key for t in read if not _opens(whole, t.span.start))
    return Reader(laid_out, tuple(sorted(f.span for f in claims.figures)), Cover.of(aside), named, frozenset(inside))


def _opens(whole: str, at: int) -> bool:
    """Whether a sentence or quotation begins at ``at``, by the marks before it."""
    before = whole[max(0, at - _LEAD) : at].rstrip()
    return not before or before[-1] in _OPENING


@cache
def _of_units(language: str = "en") -> frozenset[str]:
    """The words of names that belong to units ("degrees Celsius")."""
    table = lexicon.load("units", language)
    units = [*table["symbols"].values(), *table["words"].values()]
    return frozenset(w.casefold() for unit in units for w in unit.split() if not w.islower())


def _beside(distance: Distance) -> tuple[str, ...]:
    """The words close to a place, grammar included, but its own."""
    return tuple(t.norm for side in _sides(distance) for t in side)


def _around(distance: Distance) -> list[Span]:
    """Where the words close to a place stand."""
    return [Span(side[0].start, side[-1].end) for side in _sides(distance) if side]


def _sides(distance: Distance) -> tuple[Sequence[Token], Sequence[Token]]:
    before = [t for t in distance.tokens if t.is_word and t.end <= distance.span.start]
    after = [t for t in distance.tokens if t.is_word and t.start >= distance.span.end]
    return before[-_BESIDE:], after[:_BESIDE]


def _nearer(term: Term, distance: Distance, head: Span | None) -> Term:
    if head is not None and head.overlaps(term.span):
        return replace(term, weight=max(term.weight, 0.6))
    return replace(term, weight=term.weight * _REACH / (_REACH + distance.to(term.span)))


def _thing(term: Term) -> str:
    countries = sorted(c for c in term.classes if c.startswith("country:"))
    return countries[0] if countries else term.key


def _innermost(statements: Sequence[Statement], span: Span) -> Statement | None:
    around = [s for s in statements if any(c.contains(span) for c in s.content)]
    return min(around, key=lambda s: (sum(len(c) for c in s.content), s.passage, s.id)) if around else None


def _fact_certainty(facts: Sequence[Fact], span: Span) -> Certainty:
    return next((f.certainty for f in facts if f.span.contains(span)), Certainty(level="unclear", score=0.0))


def stems(terms: Sequence[Term]) -> frozenset[str]:
    """The stems of some terms, as :func:`opposed` wants them."""
    return frozenset(wording.stem(t.norm) for t in terms)


def opposed(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether one side has a word and the other, which has it not, the opposite; the stems of both."""
    found = one & _opposites().keys()
    return bool(found) and any(not _opposites()[x].isdisjoint(two - one) for x in found - two)


@cache
def _opposites(language: str = "en") -> Mapping[str, frozenset[str]]:
    """The stems of words, each with those of its opposites."""
    found: dict[str, set[str]] = defaultdict(set)
    for x, y in lexicon.load("contrast", language)["antonyms"]:
        found[wording.stem(x)].add(wording.stem(y))
        found[wording.stem(y)].add(wording.stem(x))
    return {stem: frozenset(others) for stem, others in found.items()}
