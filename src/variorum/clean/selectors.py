"""From a span of an article to a selector that others can read, and back again after the page has changed.

The selectors are those of the W3C Web Annotation Data Model (Recommendation, 2017): position and quotation in
``Article.text``, and, for a page, a range between elements.  Going back never guesses: where the words stand with the
same words beside them they are found, where others stand between the same neighbours they are changed, and everything
else is lost, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from typing import Any, Literal

from ..model import Article, Block, Span
from ..text import Token, tokens, trimmed

State = Literal["same", "moved", "changed", "lost"]

_CONTEXT = 48
"""Characters kept from each side of a span."""
_SHORTEST = 12
"""Characters of context that are enough to know a place by, where they stand once."""
_ALIKE = 0.6
"""Likeness in words (0 to 1) from which other words at the same place are the old ones changed."""
_MOST = 500
"""Occurrences of the words that are looked at, and tokens of a passage that are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place in a page: the element, and characters of its text as ``Article.text`` has it."""

    xpath: str
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """A span with what is needed to know it again; ``prefix`` and ``suffix`` are empty at the edges of the text only.

    ``first`` and ``last`` are absent where the article did not come as a page.
    """

    span: Span
    exact: str
    prefix: str
    suffix: str
    first: Point | None = None
    last: Point | None = None

    def as_json(self) -> list[dict[str, Any]]:
        """The selectors as the Web Annotation Data Model writes them, the most robust last."""
        found: list[dict[str, Any]] = []
        if self.first and self.last:
            ends = {"startSelector": _refined(self.first), "endSelector": _refined(self.last)}
            found.append({"type": "RangeSelector", **ends})
        found.append({"type": "TextPositionSelector", "start": self.span.start, "end": self.span.end})
        quote = {"exact": self.exact, "prefix": self.prefix, "suffix": self.suffix}
        return [*found, {"type": "TextQuoteSelector", **quote}]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Words that were replaced: ``old`` as they were, ``new`` where others stand now (``None``: nowhere)."""

    old: str
    new: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where a selector points to in another state of the article, and why; ``edits`` where the words have changed."""

    state: State
    why: str
    span: Span | None = None
    edits: tuple[Edit, ...] = ()


def _refined(point: Point) -> dict[str, Any]:
    place = {"type": "TextPositionSelector", "start": point.offset, "end": point.offset}
    return {"type": "XPathSelector", "value": point.xpath, "refinedBy": place}


def selector(article: Article, span: Span) -> Selector:
    """The selector of a span of ``article.text``; raises ``ValueError`` for one that reaches beyond it."""
    text = article.text
    if span.end > len(text):
        raise ValueError(f"not in the text: {span.start}-{span.end}")
    return Selector(
        span=span,
        exact=span.of(text),
        prefix=text[max(0, span.start - _CONTEXT) : span.start],
        suffix=text[span.end : span.end + _CONTEXT],
        first=_point(article, span.start),
        last=_point(article, span.end - 1, after=1),
    )


def _point(article: Article, at: int, *, after: int = 0) -> Point | None:
    """The element that holds character ``at`` and how far into its text; ``after`` is added to that."""
    block: Block | None = None
    opened = 0
    for other in article.blocks:
        if other.span.start > at:
            break
        if block is None or other.xpath != block.xpath:
            opened = other.span.start
        block = other
    if block is None or block.xpath is None or at >= block.span.end:
        return None
    return Point(xpath=block.xpath, offset=at - opened + after)


def find(wanted: Selector, article: Article) -> Found:
    """Where the words of a selector stand in an article, which may be a later state of the one it was made from."""
    text = article.text
    places = list(islice(_places(text, wanted.exact), _MOST + 1))
    if len(places) > _MOST:
        return Found(state="lost", why="the words stand too often to be told apart")
    ranked = [(_sides(text, wanted, at), at) for at in places]
    best = max((sides for sides, _ in ranked), default=0)
    top = [at for sides, at in ranked if sides == best]
    if best == 2 and wanted.span.start in top:
        return Found(state="same", why="the same words at the same place", span=wanted.span)
    if best and len(top) == 1:
        span = Span(top[0], top[0] + len(wanted.exact))
        if span == wanted.span:
            return Found(state="same", why="the same words at the same place, one neighbour changed", span=span)
        away = span.start - wanted.span.start
        return Found(state="moved", why=f"the same words {away:+d} characters away", span=span)
    if best:
        return Found(state="lost", why=f"ambiguous: the words stand {len(top)} times with the same neighbours")
    changed = _changed(text, wanted)
    if changed is not None:
        return changed
    return Found(
        state="lost",
        why="the words stand elsewhere, but with other neighbours" if places else "neither the words nor their place",
    )


def _places(text: str, exact: str) -> Iterator[int]:
    at = text.find(exact)
    while at >= 0:
        yield at
        at = text.find(exact, at + 1)


def _sides(text: str, wanted: Selector, at: int) -> int:
    """On how many sides the old neighbours stand; no neighbours means an edge of the text."""
    end = at + len(wanted.exact)
    before = text.startswith(wanted.prefix, at - len(wanted.prefix)) if at >= len(wanted.prefix) else False
    return (before if wanted.prefix else at == 0) + (
        text.startswith(wanted.suffix, end) if wanted.suffix else end == len(text)
    )


def _changed(text: str, wanted: Selector) -> Found | None:
    """Other words between the old neighbours, each of which stands once, if they are much like the old ones."""
    start, end = _after_prefix(text, wanted.prefix), _before_suffix(text, wanted.suffix)
    if start is None or end is None or start >= end:
        return None
    span = trimmed(text, start, end)
    if span is None or len(span) > 3 * len(wanted.exact) + _CONTEXT:
        return None
    old, new = tokens(wanted.exact), tokens(text, span)
    if not old or max(len(old), len(new)) > _MOST:
        return None
    matcher = SequenceMatcher(None, [t.text for t in old], [t.text for t in new], autojunk=False)
    if matcher.ratio() < _ALIKE:
        return None
    edits = tuple(_edits(matcher, wanted.exact, old, new))
    if not edits:
        why = "the same words between the same neighbours, with other white space"
        return Found(state="changed", why=why, span=span, edits=(Edit(old=wanted.exact, new=span),))
    return Found(state="changed", why=f"{len(edits)} changes between the same neighbours", span=span, edits=edits)


def _edits(matcher: SequenceMatcher[str], exact: str, old: tuple[Token, ...], new: tuple[Token, ...]) -> Iterator[Edit]:
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            before = exact[old[a].start : old[b - 1].end] if b > a else ""
            yield Edit(old=before, new=Span(new[c].start, new[d - 1].end) if d > c else None)


def _after_prefix(text: str, prefix: str) -> int | None:
    """The end of the only place where the end of the prefix stands, as long a one as still stands."""
    if not prefix:
        return 0
    for part in _halves(prefix, from_end=True):
        at = text.find(part)
        if at >= 0:
            return at + len(part) if text.find(part, at + 1) < 0 else None
    return None


def _before_suffix(text: str, suffix: str) -> int | None:
    if not suffix:
        return len(text)
    for part in _halves(suffix, from_end=False):
        at = text.find(part)
        if at >= 0:
            return at if text.find(part, at + 1) < 0 else None
    return None


def _halves(context: str, *, from_end: bool) -> Iterator[str]:
    """The context, and its half that is next to the span, and so on while it is long enough."""
    length = len(context)
    while length >= min(_SHORTEST, len(context)):
        yield context[-length:] if from_end else context[:length]
        length //= 2
