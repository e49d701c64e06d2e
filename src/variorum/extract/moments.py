"""Time expressions of an article, with their TIMEX3 values.

The method is that of rule-based taggers such as HeidelTime (Strötgen and Gertz, 2010): patterns over word lists find
an expression, a reading normalises it.  What is added: the direction of a bare weekday or month comes from the verb
next to it, and an article that tells a history counts from its own dates instead of from the day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from .. import lexicon
from ..model import Moment, Span
from . import moment_anchor, moment_dates, moment_relatives, moment_seasons, moment_spans
from . import moment_calendar as cal
from .casing import lowered
from .document import Document
from .moment_calendar import Point
from .moment_dates import LIKELY, Reading
from .moment_grammar import Hit, grammar, hits, places, plain_digits
from .moment_scene import Scene

DEFAULT: Final = "en"
"""The language of an article that names none."""
_NIGHT: Final = "NI"
NEXT_TO = 6
"""Characters that may lie between a time of day and its day."""
HEAD = 4
"""Words of a sentence that are its head, where a year sets the time of what follows."""

Reader = Callable[[Hit, Scene], Reading | None]

_READERS: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        "date": moment_dates.date,
        "numeric": moment_dates.numeric,
        "month": moment_dates.month,
        "shifted_month": moment_dates.shifted_month,
        "year": moment_dates.year,
        "decade": moment_seasons.decade,
        "century": moment_seasons.century,
        "season": moment_seasons.season,
        "quarter": moment_seasons.quarter,
        "half_year": moment_seasons.half_year,
        "holiday": moment_seasons.holiday,
        "named": moment_seasons.named,
        "weekday": moment_relatives.weekday,
        "dayword": moment_relatives.dayword,
        "daypart": moment_relatives.daypart,
        "period": moment_relatives.period,
        "offset": moment_relatives.offset,
        "clock": moment_relatives.clock,
        "bare_age": moment_relatives.bare_age,
        "duration": moment_spans.duration,
        "stretch": moment_spans.stretch,
        "age": moment_spans.age,
        "every": moment_spans.every,
        "weekdays": moment_spans.weekdays,
        "reference": moment_spans.reference,
    }
)
_WIDENED: Final = frozenset(
    {
        "date",
        "month",
        "shifted_month",
        "year",
        "decade",
        "century",
        "season",
        "quarter",
        "weekday",
        "dayword",
        "period",
        "holiday",
    }
)


def find(document: Document, *, language: str | None = None) -> tuple[Moment, ...]:
    """All time expressions of all blocks, in text order; none overlaps another.

    ``language`` (an ISO 639-1 code) is that of the article unless given, English where it has none; a language
    without time words gives nothing.
    """
    code = language or document.article.language or DEFAULT
    if not document.sentences or not lexicon.has("time", code):
        return ()
    known = grammar(code)
    text = plain_digits(document.text)
    low = lowered(text)
    anchor = moment_anchor.of(document, text, low, known)
    found: list[Moment] = []
    last = anchor.point if anchor.narrative else None
    scene = Scene(text=text, low=low, grammar=known, anchor=anchor, sentence=document.sentences[0], last=last)
    for index, sentence in enumerate(document.sentences):
        if not sentence.tokens:
            continue
        scene.enter(sentence, index)
        found += _dated_clocks(list(_read(scene)), scene)
    return tuple(found)


def _read(scene: Scene) -> Iterator[tuple[Moment, Reading]]:
    """The expressions of one sentence."""
    reached, end = scene.sentence.span.start, scene.sentence.span.end
    leads = scene.grammar.rules
    for at, lead in places(scene.sentence.tokens, leads, scene.grammar):
        if at < reached:
            continue
        for hit in hits(scene.text, scene.low, at, end, lead):
            reading = _READERS[hit.make](hit, scene)
            if reading is None:
                continue
            span, reading = _widened(hit, reading, scene, reached)
            yield _moment(span, reading, scene), reading
            reached = span.end
            _remember(reading, span, scene)
            for second, more in _pairs(hit, reading, span, scene):
                yield _moment(second, more, scene), more
                reached = second.end
                _remember(more, second, scene)
            break


def _moment(span: Span, reading: Reading, scene: Scene) -> Moment:
    return Moment(
        span=span,
        value=reading.value,
        partial=reading.partial,
        type=reading.type,
        basis=reading.basis,
        role=scene.sentence.role,
        score=reading.score,
    )


def _moves_on(point: Point, last: Point, span: Span, scene: Scene) -> bool:
    """Whether a bare year takes a narrative on: one close to the time spoken of, at the head of a sentence."""
    head = scene.token_at(span.start) <= HEAD
    return 0 <= point.year - last.year <= 3 if head else False


def _remember(reading: Reading, span: Span, scene: Scene) -> None:
    """Keep the date last spoken of.  A bare year may be an aside; captions and the like are not the story."""
    point = reading.point
    if point is None or scene.sentence.role not in moment_anchor.STORY:
        return
    last = scene.last
    if last is not None and point.month is None and scene.anchor.narrative and not _moves_on(point, last, span, scene):
        return
    if last is not None and last.month and point.month is None and point.year == last.year:
        return
    if reading.aside and scene.last is not None:
        return
    told = reading.basis == "text" and scene.last_explicit
    scene.last, scene.last_sentence, scene.last_block = point, scene.index, scene.sentence.block
    scene.last_explicit = reading.basis == "explicit" or told


def _widened(hit: Hit, reading: Reading, scene: Scene, reached: int) -> tuple[Span, Reading]:
    """The expression with what stands around it: "early", "the end of", "the night of", "... morning"."""
    span = hit.span
    if hit.make not in _WIDENED:
        return span, reading
    around, end = scene.grammar.around, scene.sentence.span.end
    day = reading.point is not None and reading.point.day is not None
    window = scene.low[max(reached, span.start - 48) : span.start]
    code = None
    if day and reading.type == "DATE":
        after = around.daypart_after.match(scene.low, span.end, end)
        of = around.daypart_of.search(window)
        late = around.late_night.search(window)
        if after:
            code, span = scene.grammar.value("daypart", after.group("daypart")), Span(span.start, after.end())
        elif of:
            code, span = (
                scene.grammar.value("daypart", of.group("daypart")),
                Span(span.start - len(of.group()), span.end),
            )
        elif late:
            code, span = _NIGHT, Span(span.start - len(late.group()), span.end)
    if code:
        return span, replace(reading, value=f"{reading.value}T{code}", type="TIME")
    before = around.before.search(window)
    return (Span(span.start - len(before.group()), span.end) if before else span), reading


_HOUR = re.compile(r"T(\d{2}):")
_PART = re.compile(r"T([A-Z]{2})$")
_LATER_HALF: Final[Mapping[str, int]] = MappingProxyType({"AF": 1, "EV": 1, "NI": 6})
"""From which hour on, before noon, an hour of this part of the day is one after noon."""
_PAIR_YEAR = re.compile(r"[-–—/](?P<yy>\d{2})(?![\w%]|[.,:]\d)")
_CLOSED = re.compile(r"$|[\s]*[,.;:)\]–—]|\s+(?:[^\W\d_]{1,4})\b")


def _pairs(hit: Hit, reading: Reading, span: Span, scene: Scene) -> Iterator[tuple[Span, Reading]]:
    """The second day of "June 5-7" and the second year of "1914-18"."""
    point, end = reading.point, scene.sentence.span.end
    if reading.type != "DATE":
        return
    if hit.make == "period" and "shift" in hit.groups:
        yield from _next_too(hit, span, scene)
    if point is None:
        return
    if hit.make == "year" and "year" in hit.groups:
        match = _PAIR_YEAR.match(scene.text, span.end, end)
        year = point.year // 100 * 100 + int(match["yy"]) if match else 0
        if match and point.year < year:
            yield Span(match.start("yy"), match.end("yy")), Reading(value=str(year), score=LIKELY, point=Point(year))
        return
    first_month = (
        hit.make == "date" and point.day and "month" in hit.groups and hit.groups["month"] in span.of(scene.text)
    )
    joint = scene.grammar.around.pair.match(scene.low, span.end, end)
    if not (first_month and joint and point.day):
        return
    match = scene.grammar.around.pair_day.match(scene.low, joint.end(), end)
    if not match or not (_CLOSED.match(scene.text, match.end(), end)):
        return
    year = int(match["year"]) if match["year"] else point.year
    day = int(match["day"])
    if cal.exists(year, point.month, day) and (day > point.day or match["year"]):
        second = Point(year, point.month, day)
        start, stop = match.start("day"), match.end("day")
        yield Span(start, match.end() if match["year"] else stop), replace(reading, value=second.value, point=second)


def _next_too(hit: Hit, span: Span, scene: Scene) -> Iterator[tuple[Span, Reading]]:
    """The second of "this year and next"."""
    match = scene.grammar.around.pair_shift.match(scene.low, span.end, scene.sentence.span.end)
    if match:
        second = Hit(make=hit.make, span=hit.span, groups={**hit.groups, "shift": match["shift"]})
        reading = moment_relatives.period(second, scene)
        if reading is not None:
            yield Span(match.start("shift"), match.end("shift")), reading


def _dated_clocks(pairs: list[tuple[Moment, Reading]], scene: Scene) -> list[Moment]:
    """Times of day with the day they belong to: the one next to them, else the one last spoken of."""
    moments = [m for m, _ in pairs]
    for i, (moment, reading) in enumerate(pairs):
        if reading.clock is None:
            continue
        before, following = _point(pairs, i - 1), _point(pairs, i + 1)
        joined = following and moments[i + 1].span.start - moment.span.end <= NEXT_TO
        held = before and moment.span.start - moments[i - 1].span.end <= NEXT_TO
        day = following if joined and not held else before or following
        if day is None:
            narrative = scene.last if scene.anchor.narrative else None
            day = narrative or scene.anchor.point
            moments[i] = replace(moment, partial=reading.clock)
        if day is not None and day.date:
            clock = _of_half(reading, moments[i - 1] if held else moments[i + 1] if joined else None)
            at = f"{day.value}{clock}{cal.zone(reading.zone, day.date)}"
            moments[i] = replace(moments[i], value=at)
    return moments


def _of_half(reading: Reading, beside: Moment | None) -> str:
    """The hour of a time of day, counted on from noon where the day beside it names its later half ("at a quarter past
    nine last night")."""
    clock = reading.clock or ""
    found = _HOUR.match(clock)
    part = _PART.search(beside.value or "") if beside is not None and not reading.halved else None
    if found is None or part is None:
        return clock
    hour, first = int(found[1]), _LATER_HALF.get(part[1])
    return f"T{hour + 12:02d}{clock[3:]}" if first is not None and first <= hour < 12 else clock


def _point(pairs: list[tuple[Moment, Reading]], index: int) -> Point | None:
    if not 0 <= index < len(pairs):
        return None
    point = pairs[index][1].point
    return point if point and point.day else None
