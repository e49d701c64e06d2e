"""From a capture to an article, whatever its kind."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from pathlib import PurePath

from .. import lexicon
from ..errors import CleanError, SettingsError
from ..model import Article, Capture, DateCandidate, Span
from ..settings import CleanSettings
from . import dates, decode, language, page, plain, provenance, records
from .items import items
from .sheet import Sheet

_DEFAULT = CleanSettings()
_ENDINGS = frozenset({
    ".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".shtml", ".json", ".jsonl", ".ndjson", ".gz", ".rss", ".atom",
    ".rdf", ".xml", ".warc", ".mhtml", ".mht",
})  # fmt: skip
_BODY_ROLES = ("body", "heading")


def article(capture: Capture, *, settings: CleanSettings = _DEFAULT) -> Article:
    """The article of a capture: a pure function of its bytes, its path and the settings.

    Raises ``CleanError`` when the bytes hold no article, and ``SettingsError`` for a default date that is none.
    """
    capture = provenance.readable(capture)
    if capture.media == "record":
        sheet = records.sheet(capture)
    elif capture.media == "html":
        sheet = page.sheet(decode.text_of(capture), capture)
    else:
        text = decode.text_of(capture)
        title = capture.provenance.title if capture.provenance else None
        sheet = dataclasses.replace(plain.sheet(text, title=title), language=language.of(text))
    known = provenance.of(capture)
    if known:
        sheet = provenance.told(sheet, known)
    if not sheet.blocks:
        raise CleanError("no text found", path=capture.path, line=capture.line, id=sheet.id)
    made = _article(sheet, capture, settings)
    return dataclasses.replace(made, items=items(made))


def body(article: Article) -> str:
    """The text proper, its blocks joined by line feeds: paragraphs (with their dateline), lists, quotations and
    headings; no title, no captions."""
    parts: list[str] = []
    opened: Span | None = None
    for block in article.blocks:
        if block.role == "dateline":
            opened = block.span
        elif block.role in _BODY_ROLES:
            joins = opened is not None and not article.text[opened.end : block.span.start].strip(" \t\xa0")
            parts.append((opened.to(block.span) if opened and joins else block.span).of(article.text))
            opened = None
    return "\n".join(parts)


def _article(sheet: Sheet, capture: Capture, settings: CleanSettings) -> Article:
    candidates = list(sheet.date_candidates)
    published, basis = sheet.published, sheet.published_basis
    in_address = _from_address(sheet.url)
    candidates += in_address
    if published is None and in_address:
        published, basis = in_address[0].value, "url"
    candidates += _from_name(capture)
    if published is None and settings.published is not None:
        published, basis = _default_date(settings.published), "given"
        candidates.append(DateCandidate(value=published, basis="given"))
    return Article(
        id=sheet.id or identity(capture),
        text=sheet.text,
        sha256=hashlib.sha256(sheet.text.encode("utf-8")).hexdigest(),
        blocks=sheet.blocks,
        paths=(capture.path,),
        kind=sheet.kind,
        title=sheet.title,
        outlet=sheet.outlet or settings.outlet,
        byline=sheet.byline,
        language=sheet.language,
        url=sheet.url,
        published=published,
        published_basis=basis,
        modified=sheet.modified,
        captured=next((c.value for c in candidates if c.basis == "captured"), None),
        date_candidates=tuple(dict.fromkeys(candidates)),
        complete=sheet.complete,
        supported=sheet.language is None or sheet.language in lexicon.languages(),
    )


def identity(capture: Capture) -> str:
    """The id of an article that gives none: its file's name without its endings."""
    name = PurePath(capture.path).name
    while (path := PurePath(name)).suffix.lower() in _ENDINGS and path.stem:
        name = path.stem
    return name


def _from_address(url: str | None) -> list[DateCandidate]:
    day = dates.in_address(url)
    return [DateCandidate(value=day, basis="url")] if day else []


def _from_name(capture: Capture) -> list[DateCandidate]:
    """A date in the file's name: worth showing, never worth believing."""
    if capture.line is not None:
        return []
    m = re.search(r"(?<!\d)((?:19|20)\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d)", identity(capture))
    day = dates.iso_day(*map(int, m.groups())) if m else None
    return [DateCandidate(value=day, basis="file-name")] if day else []


def _default_date(given: str) -> str:
    value = dates.normalised(given)
    if value is None:
        raise SettingsError(f"not a date: {given}")
    return value
