"""Figures of an article: numbers with unit, bound and what they measure.

Durations, ages, years and dates are moments and no figures.  A number that names something ("Article 5", "Boeing
737", "F-16", a telephone number, a score) is none either.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..model import Change, Figure, Moment, Span
from . import figure_names, figure_phrases, numbers
from .casing import lowered
from .document import Document, Sentence
from .figure_found import Found, Page
from .figure_grammar import Grammar, grammar
from .figure_line import Line, Spans
from .figure_phrases import counted, governor, run_right, singular
from .figure_scan import places, scan

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
    page = Page(raw=document.text, low=lowered(document.text))
    names = figure_names.designators(document, known)
    starts = [m.span.start for m in moments]
    found: list[Figure] = []
    for sentence in document.sentences:
        if sentence.tokens:
            low, high = bisect_left(starts, sentence.span.start), bisect_left(starts, sentence.span.end)
            found += _sentence(page, sentence, [m.span for m in moments[low:high]], known, names)
    return tuple(_in_the_scale_of_the_rest(list(_in_the_currency_of_the_rest(found, page, known)), known))


def _in_the_scale_of_the_rest(found: list[Figure], known: Grammar) -> Iterator[Figure]:
    """Degrees are those of the one scale that the article names."""
    named = frozenset(figure.unit for figure in found if figure.unit)
    for figure in found:
        scales = known.scale_left_out.get(figure.unit or "", frozenset()) & named
        yield replace(figure, unit=min(scales)) if len(scales) == 1 else figure


def _in_the_currency_of_the_rest(found: list[Figure], page: Page, known: Grammar) -> Iterator[Figure]:
    """Cents are those of the currency that the article names most, where that has cents."""
    sums = [f for f in found if f.klass == "money"]
    own = [_in_cents(f, page, known) for f in sums]
    named = Counter(
        f.unit for f, cents in zip(sums, own, strict=True) if not cents and f.unit in known.names["in_cents"]
    )
    if not named or not any(own):
        yield from found
        return
    most = max(sorted(named), key=lambda unit: named[unit])
    for figure in found:
        cents = figure.klass == "money" and _in_cents(figure, page, known)
        yield replace(figure, unit=most) if cents else figure


def _in_cents(figure: Figure, page: Page, known: Grammar) -> bool:
    *rest, last = figure.span.of(page.low).split()
    coin = last.rpartition("-")[2]
    return coin in known.names["cents"] and (not rest or f"{rest[-1]} {coin}" not in known.hundredths)


def _sentence(page: Page, sentence: Sentence, dated: list[Span], known: Grammar, names: frozenset[str]) -> list[Figure]:
    begun = places(sentence, known)
    if not begun:
        return []
    moments, text = Spans(dated), page.raw
    opaque = [s for s in figure_names.opaque(page, sentence, known) if not moments.meets(s)]
    read = [*scan(page, sentence, begun, Spans([*dated, *opaque]), known), *_votes(page, sentence, opaque, known)]
    read.sort(key=lambda f: f.span)
    line = Line(text=text, sentence=sentence, known=known, dated=moments, cores=Spans(f.whole for f in read))
    figures: list[Figure] = []
    for seen in read:
        found = figure_names.as_rank(line, seen)
        if not found.voted and figure_names.is_name(line, found, names, figures[-1] if figures else None):
            continue
        place = _Place(
            line=line,
            before=line.index(found.span.start),
            after=line.index(found.span.end),
            last=figures[-1] if figures else None,
        )
        figure = _figure(place, found, _change(place, found))
        if _is_record(found, figure):
            continue
        if figures and _is_level(place, figure):
            figures[-1] = replace(figures[-1], change="to")
            figure = replace(figure, change="from", measures=figure.measures or figures[-1].measures)
        if figures and _is_one_change(place, figures[-1], figure):
            figures[-1], figure = _in_unit_of(figures[-1], figure), _in_unit_of(figure, figures[-1])
        figures.append(figure)
    return figures


_RECORD = 20
"""A range with a hyphen up to here that counts nothing is how games went ("3-12")."""


def _is_record(found: Found, figure: Figure) -> bool:
    bare = figure.klass == "amount" and not found.measured and not found.scaled and figure.unit is None
    return bare and found.shape == "digits" and figure.range is not None and figure.range[1] <= _RECORD


def _votes(page: Page, sentence: Sentence, opaque: list[Span], known: Grammar) -> Iterator[Found]:
    """The two sides of a vote ("52-48", "312 votes to 241"), each a count of votes; a game's result is no figure."""
    if not opaque:
        return
    apart = set(opaque)
    unit = next(iter(known.names["vote_unit"]))
    for result in figure_names.results(page, sentence, known):
        if result.voted and result.span in apart:
            for side in result.numbers:
                value = numbers.value_of(side.of(page.raw), known.language)
                yield Found(
                    span=side, core=side, number=side, shape="digits", value=value, klass="amount", unit=unit,
                    measured=True, voted=True,
                )  # fmt: skip


def _is_one_change(place: _Place, last: Figure, figure: Figure) -> bool:
    """Whether two figures side by side are the ends of one change ("from 42 percent to 38")."""
    if {last.change, figure.change} != {"from", "to"} or figure.value is None or last.value is None:
        return False
    return place.before - place.line.index(last.span.end) <= 1


def _in_unit_of(bare: Figure, other: Figure) -> Figure:
    """The end of a change that leaves out its unit, where the other one has it: a percent sign, or a noun."""
    if bare.klass != "amount" or bare.unit is not None or other.klass not in ("percent", "amount"):
        return bare
    one, two = sorted(abs(f.value or 1.0) for f in (bare, other))
    if other.klass == "amount" and two > _SCALED * one:  # "from 2 to 3 million people"
        return bare
    return replace(bare, klass=other.klass, unit=other.unit, score=other.score)


_SCALED = 100
"""How many times a count may be another one that it grew from; beyond, one has left out its "million"."""


def _is_level(place: _Place, figure: Figure) -> bool:
    """Whether the figure before is the level that something came to from this one ("1.7 %, up from 0.5 %")."""
    line, last = place.line, place.last
    change = line.known.change
    if last is None or last.change or last.klass != figure.klass or last.unit != figure.unit:
        return False
    was, led = line.norm(place.before - 2), line.norm(line.index(last.span.start) - 1)
    near = line.norm(place.before - 1) in change.from_ and (was in change.up_from or led in change.to)
    return near and place.before - line.index(last.span.end) <= _LEVEL


_LEVEL = 5
"""Words between a level and the one that it came from."""


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
    figure = Figure(
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
    return _grouped(found, figure, place.line.text)


def _ranked(place: _Place) -> tuple[str | None, Span | None]:
    """What is ranked: "third round", "47th United States President"."""
    line = place.line
    span = run_right(line, place.after)
    if span is None:
        return None, None
    head = line.index(span.start)
    while head + 1 < line.size and line.starts[head + 1] < span.end:
        following = line.tokens[head + 1]
        named = following.is_capitalised and not line.tokens[head].is_capitalised
        if named or following.norm in line.known.phrase.links:
            break
        head += 1
    return singular(line.tokens[head].text, line.known), span


_ONE_STOP = re.compile(r"([1-9]\d{0,2})\.(\d{3})")


def _grouped(found: Found, figure: Figure, text: str) -> Figure:
    """``1.500 members``: nobody counts in thousandths, so the full stop groups; in a sum of money it does before
    noughts alone."""
    match = _ONE_STOP.fullmatch(found.number.of(text)) if found.shape == "digits" and found.range is None else None
    if match is None or found.scaled:
        return figure
    counts = figure.klass == "amount" and not found.measured and figure.unit is not None
    if counts or (figure.klass == "money" and match[2].endswith("00")):
        return replace(figure, value=float(match[1] + match[2]), score=BARE)
    return figure


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
    told = figure_phrases.unit_of(line, place.before)  # "a magnitude of 6.1"
    if told is not None:
        return told.norm, told.span
    token = line.token(after)
    elliptic = token is None or not token.is_word or token.norm in line.known.phrase.stops or rest is not None
    if line.norm(place.before - 1) in line.known.names["units_before"]:
        return line.norm(place.before - 1), line.tokens[place.before - 1].span
    whole = found.value is None or found.value == int(found.value)
    if last is not None and last.klass == "amount" and last.score == COUNTED and elliptic and whole:
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
    line, after, phrase = place.line, place.after, place.line.known.phrase
    last = place.last
    if place.following == "(":  # "50 million euros ($54 million) in aid"
        place = replace(place, after=figure_phrases.past_brackets(line, after))
        after = place.after
    elif last is not None and line.norm(place.before - 1) == "(" and line.index(last.span.end) == place.before - 1:
        return last.measures
    if place.following and place.following not in phrase.of:
        right = run_right(line, after)
        if right is not None and (found.klass == "ratio" or right.start == line.starts[after]):
            return right
    part = _part(line, after + 1) if place.following in phrase.links else None
    left = _governed(place, change)
    object_ = line.norm(place.before - 1) in line.known.change.words  # "will cut a third of its sailings"
    if left is None or (part is not None and (object_ or _is_change(left, line))):
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
