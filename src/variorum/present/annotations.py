"""Readings and the evidence of findings as W3C Web Annotations: a JSON-LD list with one collection an article.

Each annotation points at exact words: by what they are and what stands around them (``TextQuoteSelector``, which any
reader of the page can find again), and by their place in ``Article.text`` in code points (``TextPositionSelector``,
exact for the text of the digest that the collection names).  The target is the article's address, else
``urn:sha256:`` with the digest of its text.  Of an abridged article the words are those quoted, with nothing around.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..model import Article, Span, Volume
from ..settings import PresentSettings
from . import compose
from .abridged import Abridged, quoted
from .apparatus import anchor, state
from .html_words import web_address
from .labels import count
from .record_parts import Json
from .safe import one_line
from .view import EditionView, EntryView, FindingView, ReadingView, VolumeView, WitnessView

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_AROUND: Final = 32
"""Characters of ``prefix`` and ``suffix`` at most."""


def by_article(volume: Volume, *, settings: PresentSettings | None = None) -> list[Json]:
    """An ``AnnotationCollection`` for each article, by its sign; findings under the settings' score are left out."""
    settings = settings or PresentSettings()
    view = compose.volume(volume, settings=settings)
    made: dict[str, list[Json]] = {w.id: [] for w in view.witnesses}
    articles = {w.id: w.article for w in view.witnesses}
    for edition in view.editions:
        for article, annotation in _annotations(edition, articles, settings):
            made[article].append(annotation)
    return [_collection(w, made[w.id], view) for w in view.witnesses]


def _collection(witness: WitnessView, items: Sequence[Json], view: VolumeView) -> Json:
    digest = witness.article.sha256
    name = f"urn:variorum:{view.recipe}:{digest}"
    label = one_line(f"{witness.sign}: {witness.name}{f', {witness.title}' if witness.title else ''}")
    made: Json = {"@context": CONTEXT, "id": name, "type": "AnnotationCollection", "label": label, "total": len(items)}
    if items:
        first = {"id": f"{name}:1", "type": "AnnotationPage", "partOf": name, "startIndex": 0, "items": list(items)}
        made["first"] = first
    return made


def _annotations(
    edition: EditionView, articles: dict[str, Article], settings: PresentSettings
) -> Iterator[tuple[str, Json]]:
    event = edition.event.anchor
    for entry in edition.entries:
        for reading in (entry.base, *entry.variants):
            locus = reading.passage.locus
            body = _bodies(_of_reading(entry, reading, len(edition.witnesses)), *_tags(entry, reading))
            name = f"urn:variorum:{event}:{anchor('entry', entry.id)}:{reading.index}"
            yield locus.article, _annotation(name, "describing", body, articles[locus.article], locus.span)
    for finding in edition.findings:
        if finding.score >= settings.min_score:
            for number, quote in enumerate(finding.evidence):
                article = articles[quote.locus.article]
                body = _bodies(_of_finding(finding), finding.kind, finding.severity)
                name = f"urn:variorum:{event}:{finding.anchor}:{number}"
                yield article.id, _annotation(name, "assessing", body, article, quote.locus.span)


def _of_reading(entry: EntryView, reading: ReadingView, witnesses: int) -> str:
    who = f" of {reading.speaker or entry.speaker}" if reading.speaker or entry.speaker else ""
    told = [f"{entry.kind}{who}", f"in {len(entry.signs)} of {count(witnesses, 'witness', 'witnesses')}"]
    told.append("the base text" if reading.is_base else f"{state(reading, entry.base)} beside {entry.base.sign}")
    return one_line(", ".join(told))


def _tags(entry: EntryView, reading: ReadingView) -> tuple[str, ...]:
    return (entry.kind, reading.form, entry.verdict, *([reading.relation] if reading.relation else []))


def _of_finding(finding: FindingView) -> str:
    return one_line(f"{finding.message} But: {finding.caveat}" if finding.caveat else finding.message)


def _bodies(words: str, *tags: str) -> list[Json]:
    described = {"type": "TextualBody", "value": words, "format": "text/plain", "language": "en"}
    return [described, *({"type": "TextualBody", "purpose": "tagging", "value": t} for t in dict.fromkeys(tags))]


def _annotation(name: str, motivation: str, body: list[Json], article: Article, span: Span) -> Json:
    source = web_address(article.url) or f"urn:sha256:{article.sha256}"
    target = {"source": source, "selector": _selectors(article, span)}
    return {"id": name, "type": "Annotation", "motivation": motivation, "body": body, "target": target}


def _selectors(article: Article, span: Span) -> list[Json]:
    """By words and by place, both of the same characters; by place alone where none of them is quoted."""
    whole = article.text
    shown = quoted(article, span)
    place = shown or span
    position = {"type": "TextPositionSelector", "start": place.start, "end": place.end}
    if shown is None:
        return [position]
    quote = {"type": "TextQuoteSelector", "exact": shown.of(whole)}
    if not isinstance(article, Abridged):
        quote["prefix"] = whole[max(0, shown.start - _AROUND) : shown.start]
        quote["suffix"] = whole[shown.end : shown.end + _AROUND]
    return [quote, position]
