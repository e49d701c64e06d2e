"""Plain text, often copied off a page, as a sheet: the text untouched, blocks over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..model import Block, DateCandidate, PublishedBasis, Role, Span
from ..text import trimmed
from . import complete, dateline, glued, imprint, marks, zones
from .dates import every
from .layout import Line, lines
from .sheet import Sheet
from .zones import Marked

_PARAGRAPH = 12
"""Words from which a line that ends as a sentence does is a paragraph."""
_TELLING = frozenset({"title", "heading", "body", "caption", "bio"})
"""What shows how an article writes its names; menus capitalise everything."""


def sheet(text: str, *, title: str | None = None, language: str = "en") -> Sheet:
    """The sheet of a text; ``title`` is what a record gives, ``language`` decides on the word lists."""
    marked = _with_body(zones.roles(lines(text), title=title, language=language))
    blocks = tuple(split(text, marked, language=language))
    dated = tuple(_dates(text, marked, blocks, language))
    published, basis = _published(dated)
    own_title = next((" ".join(b.span.of(text).split()) for b in blocks if b.role == "title"), None)
    outlet = imprint.outlet(marked, _tag(text, blocks, language), language=language)
    return Sheet(
        text=text,
        blocks=blocks,
        title=title or imprint.without_outlet(own_title, outlet),
        outlet=outlet,
        byline=imprint.byline(marked, language=language),
        published=published,
        published_basis=basis,
        modified=next((d.value for d in dated if d.basis == "text-modified"), None),
        date_candidates=tuple(
            DateCandidate(value=d.value, basis=d.basis.removesuffix("-modified"), span=d.span) for d in dated
        ),
        complete=complete.text(marked, language=language),
    )


def _with_body(marked: Sequence[Marked]) -> Sequence[Marked]:
    """The lines as marked; where not one of them is body, the paragraphs among them are.

    Page furniture stands around an article: a text of a paragraph or two that looks like furniture is the article.
    """
    if any(m.role == "body" for m in marked):
        return marked
    return [replace(m, role="body") if m.line.prose and m.line.words >= _PARAGRAPH else m for m in marked]


def split(text: str, marked: Sequence[Marked], *, language: str, copied: bool = True) -> Iterator[Block]:
    """One block a line; a dateline is cut off a paragraph's front, and so is, where the text was ``copied`` off a page,
    a heading that was glued to it."""
    paragraphs = [m.line.span.of(text) if copied and m.role in _TELLING else "" for m in marked]
    usage = glued.Usage(paragraphs) if copied else None
    begun = False
    for number, m in enumerate(marked):
        if m.role != "body":
            yield Block(span=m.line.span, role=m.role)
            continue
        yield from _paragraph(text, m.line, usage, number=number, first=not begun, language=language)
        begun = begun or m.line.words >= 8


def _paragraph(
    text: str, line: Line, usage: glued.Usage | None, *, number: int, first: bool, language: str
) -> Iterator[Block]:
    span = line.span
    cuts: list[tuple[int, Role]] = []
    found = dateline.at_start(span.of(text), language) if first else None
    if found:
        cuts.append((span.start + found.end, "dateline"))
    elif usage is not None and line.words >= 8:
        end = glued.heading(text, span, usage, number=number, language=language)
        if end is not None:
            credit = marks.patterns(language).photo.search(text[span.start : end]) is not None
            cuts.append((end, "caption" if credit else "heading"))
    at = span.start
    for end, role in cuts:
        front = trimmed(text, at, end)
        if front:
            yield Block(span=front, role=role)
        at = end
    rest = trimmed(text, at, span.end)
    if rest:
        yield Block(span=rest, role="body")


def _tag(text: str, blocks: Sequence[Block], language: str) -> str | None:
    """Who signs the dateline, unless it is an agency."""
    for block in blocks:
        if block.role == "dateline":
            found = dateline.at_start(block.span.of(text) + " A", language)
            if found and found.tag and not dateline.is_agency(found.tag, language):
                return found.tag
    return None


def _dates(text: str, marked: Sequence[Marked], blocks: Sequence[Block], language: str) -> Iterator[DateCandidate]:
    """The dates that the page and its dateline print; those of captions, links and sentences say nothing of it."""
    for i, m in enumerate(marked):
        if m.kind not in {"clock", "dated", "byline"}:
            continue
        for found in every(m.line.span.of(text), language):
            span = Span(m.line.span.start + found.start, m.line.span.start + found.end)
            basis = _basis(text, marked, i, span, weekday=found.weekday, language=language)
            yield DateCandidate(value=found.value, basis=basis, span=span)
    for block in blocks:
        if block.role == "dateline":
            for found in every(block.span.of(text), language):
                span = Span(block.span.start + found.start, block.span.start + found.end)
                yield DateCandidate(value=found.value, basis="text", span=span)


def _basis(text: str, marked: Sequence[Marked], i: int, span: Span, *, weekday: bool, language: str) -> str:
    """``text`` for a date that is said to be the article's, ``page-clock`` for one that only stands on the page."""
    m = marked[i]
    if m.kind == "dated":
        before = text[m.line.span.start : span.start].casefold()
        return "text-modified" if marks.says_modified(before, language) else "text"
    if m.kind == "byline":
        return "text"
    title = max((j for j, other in enumerate(marked) if other.role == "title"), default=None)
    body = next((j for j, other in enumerate(marked) if other.role == "body"), len(marked))
    if title is None or not title < i < body:
        return "page-clock"
    beside_byline = any(0 <= j < len(marked) and marked[j].role == "byline" for j in (i - 1, i + 1))
    return "page-clock" if weekday and not beside_byline else "text"


def _published(dated: Sequence[DateCandidate]) -> tuple[str | None, PublishedBasis | None]:
    said = [d.value for d in dated if d.basis == "text"] or [d.value for d in dated if d.basis == "text-modified"]
    return (said[0], "text") if said else (None, None)
