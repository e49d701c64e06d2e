"""Figures of an article: numbers with unit, bound and what they measure.

Durations, ages, years and dates are moments and no figures.  A number that names something ("Article 5", "Boeing
737", "F-16", a telephone number, a score) is none either.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from ..model import Change, Figure, Moment, Span
from . import figure_names, figure_phrases
from .document import Document, Sentence
from .figure_grammar import Grammar, grammar
from .figure_line import Line, Spans
from .figure_phrases import counted, governor, run_right, singular
from .figure_scan import Found, scan

WRITTEN, COUNTED, BARE = 0.95, 0.9, 0.6
"""Scores: the unit is written; a noun is counted; a number and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A figure among the tokens of its sentence: ``before`` is the token it begins at, ``after`` the one that
    follows it; ``last`` is the figure before it."""

    line: Line
    before: int
    after: int
    last: Figure | None

    @property
    def following(self) -> str:
        """The word after the figure, in its normal form; empty at the end."""
        return self.line.norm(self.after)


def find(document: Document, *, moments: tuple[Moment, ...], language: str = "en") -> tuple[Figure, ...]:
    """All figures of all blocks, in text order; none overlaps another or a moment."""
    known = grammar(language)
    names = figure_names.designators(document, known)
    starts = [m.span.start for m in moments]
    found: list[Figure] = []
    for sentence in document.sentences:
        if sentence.tokens:
            low, high = bisect_left(starts, sentence.span.start), bisect_left(starts, sentence.span.end)
            found += _sentence(document.text, sentence, [m.span for m in moments[low:high]], known, names)
    return tuple(found)


def _sentence(text: str, sentence: Sentence, dated: list[Span], known: Grammar, names: frozenset[str]) -> list[Figure]:
    moments = Spans(dated)
    opaque = [s for s in figure_names.opaque(text, sentence, known) if not moments.meets(s)]
    read = list(scan(text, sentence, Spans([*dated, *opaque]), known))
    line = Line(text=text, sentence=sentence, known=known, dated=moments, cores=Spans(f.whole for f in read))
    figures: list[Figure] = []
    for found in read:
        if figure_names.is_name(line, found, names):
            continue
        place = _Place(
            line=line,
            before=line.index(found.span.start),
            after=line.index(found.span.end),
            last=figures[-1] if figures else None,
        )
        figures.append(_figure(place, found, _change(place, found)))
    return figures


def _change(place: _Place, found: Found) -> Change | None:
    """The change that a figure tells by the words before it, or on from the figure before it."""
    change = figure_phrases.change_of(place.line, place.before, place.after, found)
    if change:
        return change
    onward = place.last is not None and place.last.change
    return "from" if onward and place.line.norm(place.before - 1) in place.line.known.change.from_ else None


def _figure(place: _Place, found: Found, change: Change | None) -> Figure:
    unit, score = found.unit, WRITTEN if found.measured or found.klass == "ratio" else BARE
    if found.klass == "rank":
        unit, measures = _ranked(place)
        score = COUNTED if unit else BARE
    elif found.klass == "amount" and not found.measured:
        unit, measures = _counted(place, found, change)
        score = COUNTED if unit else BARE
    elif found.noun is not None:
        measures = _governed(place, change) or _unit_phrase(place, found.noun)
    else:
        measures = _measured(place, found, change)
    return Figure(
        span=found.span,
        klass=found.klass,
        value=found.value,
        unit=unit,
        role=place.line.sentence.role,
        score=score,
        range=found.range,
        bound=found.bound,
        change=change,
        measures=measures,
    )


def _ranked(place: _Place) -> tuple[str | None, Span | None]:
    """What is ranked: "third round", "47th United States President"."""
    line = place.line
    span = run_right(line, place.after)
    if span is None:
        return None, None
    head = line.index(span.start)
    while (
        head + 1 < line.size and line.starts[head + 1] < span.end and line.norm(head + 1) not in line.known.phrase.links
    ):
        head += 1
    return singular(line.tokens[head].text, line.known), span


def _counted(place: _Place, found: Found, change: Change | None) -> tuple[str | None, Span | None]:
    """Unit and measure of a bare number; the unit of the count before it where the noun is left out."""
    line, after, last = place.line, place.after, place.last
    count = counted(line, after, found)
    if count is not None:
        return count.unit, count.span
    rest = figure_phrases.remainder(line, after) if after < line.size else None
    level = _governed(place, change) if change else None
    if level is not None:
        return None, level
    token = line.token(after)
    elliptic = token is None or not token.is_word or token.norm in line.known.phrase.stops or rest is not None
    if line.norm(place.before - 1) in line.known.names["units_before"]:
        return line.norm(place.before - 1), line.tokens[place.before - 1].span
    if last is not None and last.klass == "amount" and last.score == COUNTED and elliptic:
        return last.unit, rest or last.measures
    return None, rest or _governed(place, change)


def _unit_phrase(place: _Place, noun: Span) -> Span:
    """A unit of measurement with what it is of: "tonnes of grain"."""
    line, inner = place.line, place.line.index(noun.end)
    if line.norm(inner) in line.known.phrase.of:
        more = run_right(line, inner + 1, linked=False)
        return noun.to(more) if more else noun
    return noun


def _governed(place: _Place, change: Change | None) -> Span | None:
    """The noun phrase left of the figure that it is the measure of, or that of the figure before it in one change."""
    line, last = place.line, place.last
    inherited = last.measures if last is not None and last.change else None
    if inherited is not None and change == "from":
        return inherited
    near = {line.norm(i) for i in range(place.before - 3, place.before)}
    if last is not None and last.measures is not None and near & line.known.phrase.compared:
        return last.measures
    left, met = governor(line, place.before)
    if left is not None and last is not None and last.measures is not None and left.overlaps(last.measures):
        left, met = None, last.measures.start < last.span.start
    if left is not None:
        return left
    return inherited if met or change else None


def _measured(place: _Place, found: Found, change: Change | None) -> Span | None:
    """What a percentage, a sum or a share is of: the noun phrase straight after it ("a $2 million fine"), else the one
    that it sets ("the spending target to 5 %"), else the one it is a part of ("of voters")."""
    line, after = place.line, place.after
    phrase = line.known.phrase
    if place.following and place.following not in phrase.of:
        right = run_right(line, after)
        if right is not None and (found.klass == "ratio" or right.start == line.starts[after]):
            return right
    part = _part(line, after + 1) if place.following in phrase.links else None
    left = _governed(place, change)
    if left is None or (part is not None and _is_change(left, line)):
        return part or left
    return left


def _part(line: Line, at: int) -> Span | None:
    """``of GDP on defence``: a whole and what the part of it goes to."""
    part = run_right(line, at)
    after = line.index(part.end) if part else 0
    if part and line.norm(after) in line.known.phrase.purposes:
        more = run_right(line, after + 1, linked=False)
        return part.to(more) if more else part
    return part


def _is_change(span: Span, line: Line) -> bool:
    """Whether a phrase is no more than "a rise"."""
    token = line.token(line.index(span.start))
    return token is not None and token.span == span and token.norm in line.known.change.nouns
