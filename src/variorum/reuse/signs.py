"""What an article's own words tell of where it comes from: credits, cited outlets, releases, own reporting."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from .. import lexicon, text
from ..model import Article, Block, Credit, OriginKind, Role, Span, Statement, Witness
from . import sayings
from .sayings import Sayings
from .stream import quotations

_BODY: tuple[Role, ...] = ("body", "heading", "dateline")
_LINES: tuple[Role, ...] = ("body", "heading", "dateline", "byline", "bio", "other")
SHORT = 24
"""Words up to which a first or last paragraph may be a credit line for the whole article."""
_HEAD = 3
"""Blocks at the top among which a press release says that it is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One place of an article that names an origin.  ``passage`` is what rests on it; None: the whole article.
    ``chain`` are the words by which the origin itself names where it has it from ("citing the ministry")."""

    label: str
    kind: OriginKind
    span: Span
    passage: Span | None
    chain: str | None = None


def of(witness: Witness, outlets: Collection[str] = ()) -> tuple[Sign, ...]:
    """All signs of one article, in text order.  ``outlets``: names that are known to be outlets', listed or not."""
    article, page = witness.article, _Page(witness.article)
    known = sayings.sayings(frozenset(o.removeprefix("The ") for o in outlets if len(o) > 2 and not sayings.agency(o)))
    quoted = _Spans(q for b in article.blocks_of(*_BODY) for q in quotations(article.text, b.span))
    found = {
        *_agencies(witness, page, known),
        *_cited(witness, page, known, quoted),
        *_released(page, known, quoted),
        *_own(page, quoted),
    }
    return tuple(sorted(found, key=lambda s: (s.span, s.label, s.kind, s.passage or Span(0, 1))))


def house(article: Article) -> tuple[str, OriginKind] | None:
    """What an article itself is an original of: an agency's copy or a handout; None for any other.

    An article that is only *credited* to an agency is a print of its copy, and not the copy.
    """
    agency = sayings.agency(article.outlet)
    if article.kind == "handout" or (article.kind == "report" and release(article) is not None):
        return article.outlet or "press release", "handout"
    if article.kind == "transcript":
        return article.outlet or article.kind, "transcript"
    if agency or article.kind == "agency":
        return agency or article.outlet or article.kind, "agency"
    return None


def release(article: Article) -> Span | None:
    """The line by which a press office marks its release; None where there is none."""
    known = sayings.sayings(frozenset())
    lines = [b for b in article.blocks if b.role in (*_LINES, "title")]
    marks = [(at, b.span) for at, b in enumerate(lines) if len(b.span) <= 120]
    for at, span in marks:
        if at < _HEAD and _bare(article, span) in known.heads:
            return span
    tails = [s for at, s in marks if at >= len(lines) - 6 and _starts(_bare(article, s), known.tails)]
    return tails[0] if len(tails) >= 2 else None


def _bare(article: Article, span: Span) -> str:
    return span.of(article.text).casefold().strip(" .:*\t")


def _starts(line: str, listed: Collection[str]) -> bool:
    return any(line == w or line.startswith((f"{w}:", f"{w} ")) for w in listed if len(w) > 4 or line == w)


class _Page:
    """An article asked many times for the block and the sentence of a place; each block is cut once."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._starts = [b.span.start for b in article.blocks]
        self._cut: dict[int, tuple[Span, ...]] = {}

    def block(self, span: Span) -> Block | None:
        at = bisect_right(self._starts, span.start) - 1
        found = self.article.blocks[at] if at >= 0 else None
        return found if found and found.span.contains(span) else None

    def sentence(self, span: Span) -> Span:
        """The first sentence that a span touches, joined with it."""
        block = self.block(span)
        if block is None:
            return span
        if block.span.start not in self._cut:
            self._cut[block.span.start] = tuple(text.sentences(self.article.text, block.span))
        cut = self._cut[block.span.start]
        at = max(0, bisect_right(cut, span.start, key=lambda s: s.start) - 1)
        touched = next((s for s in cut[at : at + 2] if s.overlaps(span)), None)
        return touched.to(span) if touched else span


class _Spans:
    """Spans that never overlap, asked whether one of them holds a place."""

    def __init__(self, spans: Iterator[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [s.start for s in self._spans]

    def hold(self, at: int) -> bool:
        n = bisect_right(self._starts, at) - 1
        return n >= 0 and at < self._spans[n].end


def _agencies(witness: Witness, page: _Page, known: Sayings) -> Iterator[Sign]:
    article = witness.article
    statements = sorted(witness.claims.statements, key=lambda s: s.passage)
    named = {c.agency for c in witness.claims.credits}
    for credit in witness.claims.credits:
        if credit.of == "text":
            whole = _for_all(page, credit)
            passage = None if whole else _resting(page, statements, credit.span)
            chain = None if whole else _chain(article, credit.span, known)
            yield Sign(label=credit.agency, kind="agency", span=credit.span, passage=passage, chain=chain)
    for s in witness.claims.statements:
        for via in s.via:
            kind: OriginKind = "agency" if via in named else "outlet"
            if kind == "agency" or not _is_own(via, article):
                yield Sign(label=via, kind=kind, span=s.passage, passage=s.passage)


def _chain(article: Article, span: Span, known: Sayings) -> str | None:
    m = known.chain.match(article.text, span.end, span.end + 120)
    return " ".join(m.group("whom").split()) if m else None


def _for_all(page: _Page, credit: Credit) -> bool:
    """Whether a credit stands for the whole article: in a dateline or byline, or in a credit line at either end."""
    article, block = page.article, page.block(credit.span)
    if block is None:
        return False
    if block.role in ("dateline", "byline", "title", "caption", "navigation"):
        return True
    body = article.blocks_of("body")
    if block not in (body[:1] + body[-2:]):
        return False
    return _is_line(article.text, block.span) or _at_edge(article.text, block, credit.span)


def _is_line(full: str, span: Span) -> bool:
    """Whether a paragraph is a line of credits, and no sentence of the report that names an agency."""
    if len(span) > 12 * SHORT:
        return False
    words = [w.text for w in text.words(full, span)]
    known = lexicon.load("agencies")["lines"]["words"]
    return len(words) <= SHORT and sum(w.islower() and w not in known for w in words) <= 1


def _at_edge(full: str, block: Block, credit: Span) -> bool:
    """``TOWN, May 3 (Agency) - ...``, or ``... (Agency)`` and ``... — Agency`` at the end of the paragraph."""
    before = full[max(block.span.start, credit.start - 80) : credit.start]
    after = full[credit.end : min(block.span.end, credit.end + 20)]
    if len(before) <= 60 and re.search(r"[(\[/]$", before.rstrip()) and re.match(r"[)\]/]\.?\s*[-–—:]*\s", after):
        return True
    closed = re.search(r"[.!?”\"]\s*[(\[—–-]+\s*$", before)
    return bool(closed) and not after.strip(" )].")


def _resting(page: _Page, statements: Sequence[Statement], credit: Span) -> Span:
    """What rests on a credit: the statement around it (``statements`` are in text order), else its sentence."""
    at = bisect_right(statements, credit.start, key=lambda s: s.passage.start)
    around = [s.passage for s in statements[max(0, at - 6) : at] if s.passage.contains(credit)]
    return around[0] if around else page.sentence(credit)


def _cited(witness: Witness, page: _Page, known: Sayings, quoted: _Spans) -> Iterator[Sign]:
    """Other outlets named as the source of a sentence, or of the whole ("originally published by")."""
    article = witness.article
    credited = _Spans(c.span for c in witness.claims.credits)
    for block in article.blocks_of(*_LINES):
        for pattern in (*known.cited, known.reprint):
            for m in pattern.finditer(article.text, block.span.start, block.span.end):
                label, span = _label(m.group("name")), Span(m.start(), m.end())
                of_agency = credited.hold(m.start("name")) or credited.hold(m.end("name") - 1) or sayings.agency(label)
                if quoted.hold(m.start()) or of_agency or _is_own(label, article) or label in known.never:
                    continue
                whole = pattern is known.reprint
                yield Sign(
                    label=label,
                    kind="outlet",
                    span=span,
                    passage=None if whole else page.sentence(span),
                    chain=None if whole else _chain(article, Span(*m.span()), known),
                )


def _label(name: str) -> str:
    """An outlet's name as a label: without "the", unless nothing but one word is left of it."""
    short = " ".join(name.split()).removeprefix("The ")
    return short if " " in short or not name.startswith("The ") else " ".join(name.split())


def _is_own(label: str, article: Article) -> bool:
    return article.outlet is not None and sayings.plain(label) == sayings.plain(article.outlet)


def _released(page: _Page, known: Sayings, quoted: _Spans) -> Iterator[Sign]:
    """Statements and releases that somebody put out, named as the source of a sentence."""
    article = page.article
    for block in article.blocks_of(*_BODY):
        for pattern in known.released:
            for m in pattern.finditer(article.text, block.span.start, block.span.end):
                if not quoted.hold(m.start("who")):
                    span = Span(m.start(), m.end())
                    yield Sign(label=_who(m.group("who")), kind="handout", span=span, passage=page.sentence(span))


def _who(name: str) -> str:
    return " ".join(re.sub(r"^[Tt]he\s", "", name).split())


def _own(page: _Page, quoted: _Spans) -> Iterator[Sign]:
    article = page.article
    itself = house(article)
    label, kind = _own_label(article, itself)
    for block in article.blocks_of(*_BODY):
        for pattern in sayings.own((article.outlet or "").removeprefix("The ")):
            for m in pattern.finditer(article.text, block.span.start, block.span.end):
                span = Span(m.start(), m.end())
                if not quoted.hold(m.start()):
                    yield Sign(label=label, kind=kind, span=span, passage=page.sentence(span))


def _own_label(article: Article, itself: tuple[str, OriginKind] | None) -> tuple[str, OriginKind]:
    if itself and itself[1] == "agency":
        return itself
    return f"own reporting of {article.outlet or article.id}", "own reporting"


def initials(article: Article) -> Span | None:
    """A dateline's tag that is the outlet's own initials: a hint at own reporting, no proof."""
    words = re.findall(r"[^\W\d_]+", (article.outlet or "").removeprefix("The "))
    own = {"".join(w[0] for w in words).upper(), "T" + "".join(w[0] for w in words).upper()} - {"", "T"}
    for block in article.blocks_of("dateline", "body")[:2]:
        m = re.match(r"[^().]{0,60}\(([A-Z]{2,6})\)", block.span.of(article.text))
        if m and m.group(1) in own:
            return Span(block.span.start + m.start(1), block.span.start + m.end(1))
    return None
