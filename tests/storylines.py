"""Invented storylines for tests: the editions of events a few days apart, read from records or made by hand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from variorum import pipeline
from variorum.collate import entries
from variorum.judge import threads
from variorum.model import (
    Article,
    Block,
    Certainty,
    CertaintyLevel,
    Claims,
    Edition,
    Entry,
    Event,
    Figure,
    FigureClass,
    Reading,
    Span,
    Speaker,
    SpeakerKind,
    Storyline,
    Thread,
    Witness,
)

Days = Mapping[str, Sequence[tuple[str | None, str]]]
"""By event: the day and the text of each article."""


@dataclass(frozen=True)
class Laid:
    """A storyline with its editions; ``threads`` are those laid through it."""

    storyline: Storyline
    editions: tuple[Edition, ...]
    witnesses: dict[str, Witness]

    @property
    def threads(self) -> tuple[Thread, ...]:
        return threads(self.storyline, self.editions, self.witnesses)

    def words(self, thread: Thread) -> list[str]:
        """The evidence of a thread as written."""
        return [e.span.of(self.witnesses[e.article].article.text) for e in thread.evidence]


def read(days: Days, folder: Path) -> Laid:
    """The storyline of some articles, read as JSONL records and put together by the events given."""
    path = folder / "articles.jsonl"
    records = [
        {"id": f"{event}-{n}", "text": text, **({"published": day} if day else {})}
        for event, articles in days.items()
        for n, (day, text) in enumerate(articles)
    ]
    path.write_text("\n".join(json.dumps(r) for r in records), encoding="utf-8")
    witnesses = {w.article.id: w for w in pipeline.witnesses(pipeline.articles([path]).articles)}
    editions = []
    for event, articles in days.items():
        own = [witnesses[f"{event}-{n}"] for n in range(len(articles))]
        dates = sorted(day for day, _ in articles if day)
        editions.append(_edition(event, own, tuple(entries(own)), dates[0] if dates else None))
    return _laid(editions, witnesses)


def _edition(id: str, own: Sequence[Witness], found: tuple[Entry, ...], first: str | None) -> Edition:
    event = Event(
        id=id, storyline="s", title=id, articles=tuple(w.article.id for w in own), links=(), first=first, last=first
    )
    return Edition(event=event, entries=found, reuse=(), origins=(), timeline=(), findings=())


def _laid(editions: Sequence[Edition], witnesses: dict[str, Witness]) -> Laid:
    storyline = Storyline(id="s", title="s", events=tuple(e.event.id for e in editions), why="")
    return Laid(storyline=storyline, editions=tuple(editions), witnesses=witnesses)


@dataclass(frozen=True)
class Said:
    """A remark in direct speech."""

    text: str
    speaker: str = "Edda Quill"
    kind: SpeakerKind = "person"
    level: CertaintyLevel = "asserted"


@dataclass(frozen=True)
class Counted:
    """A sentence with a figure: ``shown`` as written, ``measures`` what it counts."""

    text: str
    shown: str
    value: float
    measures: str
    unit: str | None = None
    klass: FigureClass = "amount"


def made(days: Mapping[str, tuple[str | None, Sequence[Said | Counted]]]) -> Laid:
    """A storyline with one article an event, each line of it an entry of its own."""
    editions, witnesses = [], {}
    for event, (day, lines) in days.items():
        witness, found = _by_hand(event, day, lines)
        witnesses[witness.article.id] = witness
        editions.append(_edition(event, [witness], found, day))
    return _laid(editions, witnesses)


def _by_hand(event: str, day: str | None, lines: Sequence[Said | Counted]) -> tuple[Witness, tuple[Entry, ...]]:
    text = "\n".join(line.text for line in lines) or "-"
    found, figures, start = [], [], 0
    for n, line in enumerate(lines):
        span = Span(start, start + len(line.text))
        start = span.end + 1
        if isinstance(line, Said):
            found.append(_entry(f"{event}-{n:03}", "statement", _said(event, span, line)))
        else:
            figure = _figure(text, span, line)
            figures.append(figure)
            found.append(_entry(f"{event}-{n:03}", "figure", _counted(event, span, figure)))
    article = Article(
        id=event,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        blocks=(Block(span=Span(0, len(text)), role="body"),),
        published=day,
        language="en",
    )
    return Witness(article=article, claims=Claims(article=event, figures=tuple(figures))), tuple(found)


def _said(event: str, span: Span, line: Said) -> Reading:
    return Reading(
        article=event,
        span=span,
        form="direct",
        content=(span,),
        certainty=Certainty(level=line.level, score=0.9),
        speaker=Speaker(name=line.speaker, kind=line.kind),
    )


def _figure(text: str, span: Span, line: Counted) -> Figure:
    at, counted = text.index(line.shown, span.start), text.index(line.measures, span.start)
    return Figure(
        span=Span(at, at + len(line.shown)),
        klass=line.klass,
        value=line.value,
        unit=line.unit,
        role="body",
        score=0.9,
        measures=Span(counted, counted + len(line.measures)),
    )


def _counted(event: str, span: Span, figure: Figure) -> Reading:
    return Reading(
        article=event,
        span=span,
        form="narration",
        content=(figure.span,),
        certainty=Certainty(level="asserted", score=0.9),
        value=figure.value,
        unit=figure.unit,
        bound=figure.bound,
        measures=figure.measures,
    )


def _entry(id: str, kind: str, reading: Reading) -> Entry:
    return Entry(
        id=id,
        kind="figure" if kind == "figure" else "statement",
        readings=(reading,),
        base=0,
        base_why="alone",
        score=0.9,
        speaker=reading.speaker,
    )
