"""What two wordings of one remark differ in besides style: a number, a time, a name, a negation, a hedge.

Made to miss rather than to accuse: two hedges may well mean the same, a name may be replaced by a pronoun or a title,
a number by its synonym, and what a shortened quotation leaves out at its ends is left out, not changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from .. import lexicon
from ..model import Difference, DiffOp, Reading, RelationKind, Span, SubstanceKind, Witness
from ..text import words
from . import relation_contrary
from . import relation_polarity as polarity
from . import substance_parts as parts
from .relation_view import View, compared
from .substance_parts import common, content
from .substance_values import Side, names, numbers, side, times

_FIRM = ("asserted", "planned", "denied")
"""Levels of certainty at which a reading without a hedge lacks the other's."""
_FEWEST = 2
"""Words of content that a hedge's clause must share with the other side."""
_FRAGMENT = 4
"""Words of content under which the other side is a fragment, which says less and nothing firmer."""
_AHEAD = 2
"""Words of content after a hedge, of which the other side must have one."""
_LEFT = 4
"""Words of content from which a shortened quotation says something of its own."""


class Scales:
    """Weighs the readings of one entry, given as views, against one another."""

    def __init__(self, views: Sequence[View]) -> None:
        self._views = views
        self._sides: dict[tuple[int, bool], Side] = {}

    def between(self, a: int, b: int, relation: RelationKind, ops: Sequence[DiffOp]) -> tuple[Difference, ...]:
        """Where readings ``a`` and ``b`` of one remark differ in substance, in the order of ``a``.

        ``ops`` is their collation; there is none where one is in words of its own.
        """
        first, second = self._views[a], self._views[b]
        if relation == "contradicts":
            return tuple(_contrary(first, second))
        one, two = self._side(a, second), self._side(b, first)
        if relation == "trimmed":
            found = chain(_cut(one, two, ops), _hedge_gone(one, two, cut=True))
        else:
            said = chain(_contrary(first, second), _negated(one, two), _negated(two, one, turned=True))
            hedged = chain(_hedge_gone(one, two), map(_turned, _hedge_gone(two, one)))
            found = chain(list(said)[:1], hedged, numbers(one, two), times(one, two), names(one, two, ops))
        return tuple(sorted(set(found), key=_place))

    def _side(self, n: int, other: View) -> Side:
        marked = bool(self._views[n].stretches and other.stretches)
        if (n, marked) not in self._sides:
            pieces = compared(self._views[n], other)
            self._sides[n, marked] = side(self._views[n], pieces if marked else _with_hedge(self._views[n], pieces))
        return self._sides[n, marked]


def _with_hedge(view: View, pieces: tuple[Span, ...]) -> tuple[Span, ...]:
    """The pieces of an indirect reading with its cue before them, where that is a hedge."""
    if view.reading.form != "indirect" or not pieces:
        return pieces
    return (parts.with_hedge(view.reading, view.whole, pieces[0]), *pieces[1:])


def _place(d: Difference) -> tuple[bool, Span, Span, str]:
    nowhere = Span(0, 1)
    return d.a is None, d.a or nowhere, d.b or nowhere, d.part


def _turned(d: Difference) -> Difference:
    return Difference(part=d.part, a=d.b, b=d.a)


def _contrary(a: View, b: View) -> Iterator[Difference]:
    """The negation or the opposite that makes one sentence the contrary of the other."""
    found = relation_contrary.between(a, b)
    if found:
        yield Difference(part="negation", a=_over(a, found.a), b=_over(b, found.b))


def _over(v: View, places: range) -> Span | None:
    return v.spans[places.start].to(v.spans[places.stop - 1]) if places else None


def _negated(one: Side, two: Side, *, turned: bool = False) -> Iterator[Difference]:
    """The one negation that only ``one`` has, of a word that ``two`` has without it."""
    if polarity.turns(one.view.words) or polarity.turns(two.view.words):
        return
    if found := relation_contrary.denied(one.wording, two.wording):
        x, y = one.wording.span(found[0]), two.wording.span(found[1])
        yield Difference(part="negation", a=y, b=x) if turned else Difference(part="negation", a=x, b=y)


def _hedge_gone(one: Side, two: Side, *, cut: bool = False) -> Iterator[Difference]:
    """The hedges and conditions of ``one`` whose words stand in ``two`` without any hedge."""
    reported = not two.quoted
    if two.view.reading.certainty.level not in _FIRM or parts.softened(two.view.words, reported=reported):
        return
    if two.wording.asks:
        return
    w = one.wording
    theirs = content(two.wording.words(range(len(two.wording.atoms))))
    free = cut or not parts.conditional(two.view.words)
    conditions = w.conditions if free else ()
    for found in (*_hedges(one), *conditions):
        if not cut and _told_of_another(one, two, found, theirs):
            continue
        clause = [n for n in w.in_clause(found.start) if n not in found]
        alone = found in conditions or len(content(w.words(clause))) < _FEWEST
        scope = content(w.words(n for n in (w.in_sentence(found.start) if alone else clause) if n not in found))
        shared = common(scope, theirs)
        few = cut and len(scope) < _FEWEST
        enough = shared == len(scope) > 0 if few else shared >= (_FEWEST + (alone and not cut))
        whole = len(scope) if cut else min(len(scope), max(len(theirs), _FRAGMENT))
        if enough and 2 * shared >= whole:
            yield Difference(part="hedge", a=w.span(found), b=None)


def _told_of_another(one: Side, two: Side, hedge: range, theirs: Sequence[str]) -> bool:
    """Whether a hedge is of something that ``two`` does not tell: the word that it stands before is not there; or it
    only says that somebody alleges it, and ``two`` gives it as somebody's word."""
    w = one.wording
    alleging = lexicon.words("substance", "alleging")
    attributed = two.view.reading.form != "narration"
    if attributed and alleging.intersection(w.words(hedge)):
        return True
    ahead = content(w.words(n for n in w.in_clause(hedge.start) if n >= hedge.stop))
    if not ahead:
        return lexicon.words("substance", "modal").issuperset(w.words(hedge))
    return hedge in w.hedges and not common(ahead[:_AHEAD], theirs)


def _hedges(given: Side) -> Iterator[range]:
    """The hedges of a wording; words for "can" and "will" in reported speech are none."""
    backshifted = () if given.quoted else lexicon.words("substance", "backshifted")
    for found in given.wording.hedges:
        if not set(given.wording.words(found)) <= set(backshifted):
            yield found


def _cut(one: Side, two: Side, ops: Sequence[DiffOp]) -> Iterator[Difference]:
    """What a shortened quotation leaves out of the clauses that it keeps: a negation, or a number from the middle."""
    w = one.wording
    lost = {n for op in ops if op.op in ("omit", "replace") and op.a for n in w.at(op.a)}
    kept = [n for n in range(len(w.atoms)) if n not in lost]
    if not kept or len(content(w.words(kept))) < _LEFT - 1:
        return
    inside = {n for n in lost if kept[0] < n < kept[-1]}
    negated = polarity.turns(two.view.words) or polarity.negates(two.view.words)
    for n in w.negators:
        after = [k for k in kept if k > n and w.clause[k] == w.clause[n]]
        if n in lost and not negated and len(content(w.words(after))) >= _FEWEST:
            yield Difference(part="negation", a=w.span(range(n, n + 1)), b=None)
    for n in sorted(inside):
        if w.atoms[n].norm[:1].isdigit() and w.sentence[n] in {w.sentence[k] for k in kept}:
            yield Difference(part="number", a=w.atoms[n].span, b=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The words of content of a reading as stems, and the last words of the names in it."""

    words: frozenset[str]
    names: frozenset[str]


def told(reading: Reading, witness: Witness) -> Told:
    """What a reading says, for a comparison without order."""
    pieces = reading.content or (reading.span,)
    function = lexicon.words("stopwords", "function")
    tokens = [t.norm for piece in pieces for t in words(witness.article.text, piece)]
    inside = [n for n in witness.claims.names if any(p.contains(n.span) for p in pieces)]
    return Told(
        words=frozenset(t for t in tokens if t not in function),
        names=frozenset(n.name.casefold().split()[-1] for n in inside),
    )


def phrase(found: Iterable[SubstanceKind]) -> str:
    """ " They differ in a number and a hedge.", or nothing."""
    words_for = lexicon.load("messages")["substance"]
    listed = listed_parts(found)
    return str(words_for["prefix"].format(things=listed)) if listed else ""


def listed_parts(found: Iterable[SubstanceKind]) -> str:
    """ "a number, a name and a hedge"."""
    words_for = lexicon.load("messages")["substance"]
    things = [str(words_for[p]) for p in sorted(set(found))]
    return " and ".join(filter(None, (", ".join(things[:-1]), things[-1]))) if things else ""
