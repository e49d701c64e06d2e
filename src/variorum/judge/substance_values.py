"""Numbers, times and names in which two wordings differ, with where they stand.

Each is paired with the one thing on the other side that it can stand for: the same unit or kind, amid like words.  What
has no counterpart, or more than one, is left alone: it may have been left out, or said of something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from .. import lexicon, wording
from ..model import Difference, DiffOp, Figure, Moment, Name, Span
from . import relation_moments, relation_values
from . import relation_polarity as polarity
from .relation_values import Value
from .relation_view import View
from .substance_parts import Wording, common, content, lay_out
from .utterance import country

_NEAR = 6
"""Words before and after a value among which it shares one with its counterpart."""
_SURE = 0.6
"""Score of a conflict of two lengths from which they are no two round words for one guess."""
_LONGEST_SWAP = 8
"""Words a side of a replacement in which one name may stand for the other."""
_NAMED = ("person", "place", "organisation")


@dataclass(frozen=True, slots=True)
class _Fields:
    """What the words of a date themselves say, whatever the day of the article."""

    weekday: str | None
    month: str | None
    day: str | None
    year: str | None
    bound: str | None

    def known(self, other: _Fields) -> list[tuple[str, str]]:
        pairs = (
            (self.weekday, other.weekday),
            (self.month, other.month),
            (self.day, other.day),
            (self.year, other.year),
        )
        return [(x, y) for x, y in pairs if x and y]


@dataclass(frozen=True, slots=True)
class Held:
    """A figure or moment of a wording: its value for comparison, and the words of content near it."""

    of: Figure | Moment
    value: Value
    around: tuple[str, ...]
    fields: _Fields | None = None

    @property
    def span(self) -> Span:
        return self.of.span


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two wordings, with the figures, moments and names in it."""

    view: View
    wording: Wording
    quoted: bool
    figures: tuple[Held, ...]
    moments: tuple[Held, ...]
    names: tuple[Name, ...]


def side(view: View, pieces: tuple[Span, ...]) -> Side:
    """The side that some pieces of a reading make."""
    wording_ = lay_out(view.whole, pieces)
    claims = view.witness.claims
    # One remark is of one time: the days of the articles say nothing of its figures.
    undated = replace(view.witness, article=replace(view.witness.article, published=None))

    def inside(span: Span) -> bool:
        return any(p.contains(span) for p in pieces)

    def held(of: Figure | Moment) -> Held:
        if isinstance(of, Figure):
            given = replace(
                view.reading, value=of.value, range=of.range, unit=of.unit, bound=of.bound, content=(of.span,)
            )
            return Held(of, Value(given, undated), _around(wording_, of.span))
        given = replace(view.reading, value=of.value, content=(of.span,))
        return Held(of, Value(given, undated), _around(wording_, of.span), _fields(view.whole, wording_, of))

    counted = [f for f in claims.figures if inside(f.span) and (f.value is not None or f.range)]
    return Side(
        view=view,
        wording=wording_,
        quoted=bool(view.stretches),
        figures=tuple(map(held, counted)),
        moments=tuple(held(m) for m in claims.moments if m.type != "SET" and inside(m.span)),
        names=tuple(n for n in claims.names if inside(n.span)),
    )


def _around(w: Wording, span: Span) -> tuple[str, ...]:
    at = w.at(span)
    places = [*range(max(0, at.start - _NEAR), at.start), *range(at.stop, min(len(w.atoms), at.stop + _NEAR))]
    return tuple(word for word in content(w.words(places)) if not word[0].isdigit())


def numbers(a: Side, b: Side) -> Iterator[Difference]:
    """Figures of one unit with values that cannot both hold."""
    for x, y in _paired(a, b, a.figures, b.figures, alike=_same_unit, same=_same_number):
        yield Difference(part="number", a=x, b=y)


def times(a: Side, b: Side) -> Iterator[Difference]:
    """Lengths of time that are two, and days, months or years that differ by their own words."""
    for x, y in _paired(a, b, a.moments, b.moments, alike=_same_kind_of_time, same=_same_time):
        yield Difference(part="time", a=x, b=y)


def names(a: Side, b: Side, ops: Sequence[DiffOp]) -> Iterator[Difference]:
    """One name where the other has another, in the same place of the sentence."""
    for op in ops:
        if op.op != "replace" or op.a is None or op.b is None:
            continue
        size = [len(wording.atoms(s.view.whole, (span,))) for s, span in ((a, op.a), (b, op.b))]
        one, two = _one_name(a, op.a), _one_name(b, op.b)
        if one is None or two is None or one.kind != two.kind or max(size) > _LONGEST_SWAP:
            continue
        swapped = one.kind == "person" or max(size) <= 3
        elsewhere = any(_akin(two, n) for n in a.names) or any(_akin(one, n) for n in b.names)
        if swapped and not elsewhere and not _akin(one, two):
            yield Difference(part="name", a=one.span, b=two.span)


def _one_name(side: Side, span: Span) -> Name | None:
    inside = [n for n in side.names if span.contains(n.span)]
    return inside[0] if len(inside) == 1 and inside[0].kind in _NAMED else None


def _akin(a: Name, b: Name) -> bool:
    """Whether two names may be one: a word in common, initials, one country."""
    one, two = ({w.casefold().strip(".") for w in n.name.split()} for n in (a, b))
    if one & two or country(a.name) == country(b.name) is not None:
        return True
    initials = ["".join(w[0] for w in n.name.split() if w[0].isupper()).casefold() for n in (a, b)]
    bare = [n.name.replace(".", "").casefold() for n in (a, b)]
    return initials[0] == bare[1] or initials[1] == bare[0]


def _paired(
    a: Side,
    b: Side,
    ours: Sequence[Held],
    theirs: Sequence[Held],
    *,
    alike: Callable[[Held, Held], bool],
    same: Callable[[Held, Held, bool], bool],
) -> Iterator[tuple[Span, Span]]:
    """Values that have no equal on the other side, and one counterpart there that has none either.

    In words of one's own, each side must have one value of the kind only: what is retold may be told of something else.
    """
    quoted = a.quoted and b.quoted
    if not quoted and max(len(ours), len(theirs)) > 1:
        return
    left = [x for x in ours if not any(same(x, y, quoted) for y in theirs)]
    right = [y for y in theirs if not any(same(x, y, quoted) for x in ours)]
    fits = [
        (i, k)
        for i, x in enumerate(left)
        for k, y in enumerate(right)
        if alike(x, y) and common(x.around, y.around) and not polarity.opposed(x.around, y.around)
    ]
    for i, k in fits:
        if sum(i == f for f, _ in fits) == sum(k == f for _, f in fits) == 1:
            yield left[i].span, right[k].span


def _same_unit(x: Held, y: Held) -> bool:
    one, two = x.of, y.of
    if not isinstance(one, Figure) or not isinstance(two, Figure) or (one.klass, one.change) != (two.klass, two.change):
        return False
    return one.unit == two.unit or bool(one.unit and two.unit and wording.stem(one.unit) == wording.stem(two.unit))


def _same_number(x: Held, y: Held, _: bool) -> bool:
    """Equal, or one the rounding of the other, or within its bounds."""
    return relation_values.figures(x.value, y.value).relation in ("same", "compatible")


def _same_kind_of_time(x: Held, y: Held) -> bool:
    if _lasts(x) or _lasts(y) or not x.fields or not y.fields:
        return _lasts(x) and _lasts(y)
    return bool(x.fields.known(y.fields)) and x.fields.bound == y.fields.bound


def _same_time(x: Held, y: Held, quoted: bool) -> bool:
    if _lasts(x) and _lasts(y):
        found = relation_moments.moments(x.value, y.value)
        return found.relation != "conflicts" or found.score < (0.0 if quoted else _SURE)
    known = x.fields.known(y.fields) if x.fields and y.fields else []
    return bool(known) and all(p == q for p, q in known) and not _lasts(x) and not _lasts(y)


def _lasts(held: Held) -> bool:
    return isinstance(held.of, Moment) and held.of.type == "DURATION"


def _fields(whole: str, w: Wording, moment: Moment) -> _Fields:
    words = [t.norm for t in wording.atoms(whole, (moment.span,))]
    at = w.at(moment.span)
    before = w.atoms[at.start - 1].norm if at.start else ""
    named = lexicon.words("substance", "months")
    month = next((w for w in words if w in named), None)
    return _Fields(
        weekday=next((w for w in words if w in lexicon.words("substance", "weekdays")), None),
        month=month,
        day=next((w for w in words if month and re.fullmatch(r"\d{1,2}", w)), None),
        year=next((w for w in words if re.fullmatch(r"[12]\d{3}", w)), None),
        bound=before if before in lexicon.words("substance", "bounding") else None,
    )
