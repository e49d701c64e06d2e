"""From a span of an article to a selector that others can read, and back again after the page has changed.

The selectors are those of the W3C Web Annotation Data Model (Recommendation, 2017): position and quotation in
``Article.text``, and, for a page, a range between elements.  Going back never guesses.  Words that stand once are known
again by one neighbour, words that stand more often by both, and words that stood more than once with the same
neighbours (in a list of links at the head of a page and at its foot) only while all of them still stand.  Where other
words stand between the same neighbours they are changed, and everything else is lost, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import islice
from typing import Any, Literal

from ..model import Article, Block, Span
from ..text import Token, tokens, trimmed

State = Literal["same", "moved", "changed", "lost"]

_CONTEXT = 48
"""Characters kept from each side of a span."""
_SHORTEST = 16
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

    ``first`` and ``last`` are absent where the article did not come as a page.  ``alone``: the words stand once.
    ``twins``: at how many other places they stand with the same neighbours (``_SHORTEST`` characters of them), and
    ``rank``: how many of these come before; ``None`` where there are too many to tell.  ``own_prefix``, ``own_suffix``:
    how many characters of the context next to the span stand nowhere else; ``None`` where all of it does.
    """

    span: Span
    exact: str
    prefix: str
    suffix: str
    first: Point | None = None
    last: Point | None = None
    alone: bool = True
    twins: int | None = 0
    rank: int = 0
    own_prefix: int | None = None
    own_suffix: int | None = None

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
    made = Selector(
        span=span,
        exact=span.of(text),
        prefix=text[max(0, span.start - _CONTEXT) : span.start],
        suffix=text[span.end : span.end + _CONTEXT],
        first=_point(article, span.start),
        last=_point(article, span.end - 1, after=1),
    )
    places = list(islice(_places(text, made.exact), _MOST + 1))
    twins = [at for at in places if at != span.start and all(_enough(text, made, at))]
    own_prefix, own_suffix = (
        next((len(part) for part in _grown(context, from_end=from_end) if _is_once(text, part)), None)
        for context, from_end in ((made.prefix, True), (made.suffix, False))
    )
    return replace(
        made,
        alone=places == [span.start],
        twins=len(twins) if len(places) <= _MOST else None,
        rank=sum(at < span.start for at in twins),
        own_prefix=own_prefix,
        own_suffix=own_suffix,
    )


def _is_once(text: str, part: str) -> bool:
    at = text.find(part)
    return at >= 0 and text.find(part, at + 1) < 0


def _grown(context: str, *, from_end: bool) -> Iterator[str]:
    """The part of a context next to the span, twice as long each time, and at last all of it."""
    length = _SHORTEST
    while length < len(context):
        yield context[-length:] if from_end else context[:length]
        length *= 2
    if context:
        yield context


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
    places = [at for at in islice(_places(text, wanted.exact), _MOST + 1) if not _cuts_word(text, wanted, at)]
    if len(places) > _MOST:
        return Found(state="lost", why="the words stand too often to be told apart")
    whole = [at for at in places if _is_whole(text, wanted, at)]
    if wanted.span.start in whole:
        return Found(state="same", why="the same words at the same place", span=wanted.span)
    near = [at for at in places if all(_enough(text, wanted, at))]
    if wanted.twins != 0:
        if len(near) - 1 != wanted.twins or near[wanted.rank] not in whole:
            return Found(state="lost", why="ambiguous: the words stood more than once with the same neighbours")
        known = [near[wanted.rank]]
    elif wanted.alone:
        known = whole or [at for at in places if any(_enough(text, wanted, at))]
    else:
        known = whole or near
    if len(known) == 1:
        return _unchanged(wanted, known[0])
    if known:
        return Found(state="lost", why=f"ambiguous: the words stand {len(known)} times with the same neighbours")
    changed = _changed(text, wanted)
    if changed is not None:
        return changed
    return Found(
        state="lost",
        why="the words stand elsewhere, but with other neighbours" if places else "neither the words nor their place",
    )


def _unchanged(wanted: Selector, at: int) -> Found:
    span = Span(at, at + len(wanted.exact))
    if span == wanted.span:
        return Found(state="same", why="the same words at the same place, a neighbour changed", span=span)
    return Found(state="moved", why=f"the same words {at - wanted.span.start:+d} characters away", span=span)


def _places(text: str, exact: str) -> Iterator[int]:
    at = text.find(exact)
    while at >= 0:
        yield at
        at = text.find(exact, at + 1)


def _cuts_word(text: str, wanted: Selector, at: int) -> bool:
    """Whether the place begins or ends within a word, and the old one did not: "cost" is not in "costs"."""
    old = wanted.prefix[-1:] + wanted.exact[0], wanted.exact[-1] + wanted.suffix[:1]
    new = text[max(0, at - 1) : at + 1], text[at + len(wanted.exact) - 1 : at + len(wanted.exact) + 1]
    return any(_joined(n) and not _joined(o) for o, n in zip(old, new, strict=True))


def _joined(two: str) -> bool:
    return len(two) == 2 and two.isalnum()


def _enough(text: str, wanted: Selector, at: int) -> tuple[bool, bool]:
    """Whether enough of the old neighbours stands before and after a place; no neighbours means an edge."""
    prefix, suffix, end = wanted.prefix[-_SHORTEST:], wanted.suffix[:_SHORTEST], at + len(wanted.exact)
    before = text.endswith(prefix, 0, at) if prefix else at == 0
    return before, text.startswith(suffix, end) if suffix else end == len(text)


def _is_whole(text: str, wanted: Selector, at: int) -> bool:
    """Whether all that was kept of the old neighbours stands there."""
    end = at + len(wanted.exact)
    before = text.endswith(wanted.prefix, 0, at) if wanted.prefix else at == 0
    return before and (text.startswith(wanted.suffix, end) if wanted.suffix else end == len(text))


def _changed(text: str, wanted: Selector) -> Found | None:
    """Other words between the old neighbours, each of which stands once, if they are much like the old ones."""
    start, end = _after_prefix(text, wanted), _before_suffix(text, wanted)
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


def _after_prefix(text: str, wanted: Selector) -> int | None:
    """The end of the only place where the end of the prefix stands, as long a one as still stands; what stood more
    than once in the old text is no place."""
    if not wanted.prefix:
        return 0
    for part in _own(wanted.prefix, wanted.own_prefix, from_end=True):
        at = text.find(part)
        if at >= 0:
            return at + len(part) if text.find(part, at + 1) < 0 else None
    return None


def _before_suffix(text: str, wanted: Selector) -> int | None:
    if not wanted.suffix:
        return len(text)
    for part in _own(wanted.suffix, wanted.own_suffix, from_end=False):
        at = text.find(part)
        if at >= 0:
            return at if text.find(part, at + 1) < 0 else None
    return None


def _own(context: str, least: int | None, *, from_end: bool) -> Iterator[str]:
    """The parts of a context next to the span that stood once, the longest first."""
    if least is not None:
        yield from reversed([part for part in _grown(context, from_end=from_end) if len(part) >= least])
