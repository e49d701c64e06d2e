"""The items of an article that is several: the posts of a live blog, the pieces of a round-up.

Both are told from what a reader sees, so that a page and the text copied off it give the same: posts by the times over
them, pieces by a title that calls itself a round-up and by headings.  An article of one piece has no items.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from .. import lexicon
from ..model import Article, Block, Item
from . import dates, layout, marks

_FEWEST = 3
"""Items that make an article one of several."""
_COVERED = 0.5
"""The share of the article's words that its items must have."""
_LARGEST = 0.6
"""The share that none of them may have: that would be the article, with dates of other things around it."""
_LONGEST = 80
"""Characters of a line that is a time and no more."""
_HEAD = 3
"""Blocks above a time among which its heading may stand: an author and a button are between them at times."""
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\[\d+\]")
_CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)\s*(?P<half>[ap])?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Start:
    """The block where an item begins, its heading and its time line, if any."""

    at: int
    heading: int | None
    stamp: int | None


def items(article: Article, *, language: str = "en") -> tuple[Item, ...]:
    """The items of a live blog or a round-up in the order of the text; none where it is one article."""
    starts = _posts(article, language)
    if not starts and _is_round_up(article, language):
        starts = [_Start(i, i, None) for i, b in enumerate(article.blocks) if b.role == "heading"]
    ends = [*(s.at for s in starts), len(article.blocks)][1:]
    found = [(s, body) for s, end in zip(starts, ends, strict=True) if (body := _body(article, s.at, end))]
    sizes = [sum(len(b.span) for b in body) for _, body in found]
    whole = sum(len(b.span) for b in article.blocks_of("body"))
    if len(found) < _FEWEST or sum(sizes) < _COVERED * whole or max(sizes) > _LARGEST * whole:
        return ()
    times = _times(article, [s.stamp for s, _ in found], language)
    return tuple(
        Item(
            span=article.blocks[s.at].span.to(body[-1].span),
            title=" ".join(article.blocks[s.heading].span.of(article.text).split()) if s.heading is not None else None,
            time=time,
        )
        for (s, body), time in zip(found, times, strict=True)
    )


def _body(article: Article, start: int, end: int) -> list[Block]:
    return [b for b in article.blocks[start:end] if b.role == "body"]


def _posts(article: Article, language: str) -> list[_Start]:
    """Where the posts begin: at a time that stands alone in its line, or at the heading above it.  On a page the times
    of posts stand in elements of one shape; others are those of pictures, teasers, or the page."""
    blocks = article.blocks
    stamps = [i for i, b in enumerate(blocks) if _is_stamp(article, b, language)]
    shapes = Counter(_shape(blocks[i]) for i in stamps)
    likely = max(shapes, key=lambda shape: (shapes[shape], shape), default="")
    stamps = [i for i in stamps if _shape(blocks[i]) == likely]
    if not _is_in_order([_clock(blocks[i].span.of(article.text)) for i in stamps]):
        return []
    starts = []
    for before, i in pairwise([-1, *stamps]):
        heading = next(
            (j for j in range(i - 1, max(before, i - 1 - _HEAD), -1) if blocks[j].role != "navigation"), None
        )
        if heading is None or blocks[heading].role != "heading":
            heading = None
        below = i + 1 if i + 1 < len(blocks) and blocks[i + 1].role == "heading" else None
        starts.append(_Start(heading if heading is not None else i, heading if heading is not None else below, i))
    return starts


def _shape(block: Block) -> str:
    return _NUMBER.sub("", block.xpath or "")


def _is_in_order(clocks: Sequence[str | None]) -> bool:
    """Whether clocks run one way, over one midnight at most: the lengths of films do not."""
    known = [c for c in clocks if c is not None]
    around = list(pairwise([*known, *known[:1]]))
    falls, rises = sum(1 for a, b in around if a > b), sum(1 for a, b in around if a < b)
    over_midnight = known not in (sorted(known), sorted(known, reverse=True))
    return min(falls, rises) <= 1 and (not over_midnight or len(known) > _FEWEST)


def _is_stamp(article: Article, block: Block, language: str) -> bool:
    if len(block.span) > _LONGEST or block.role in {"title", "caption", "related", "promo"}:
        return False
    if not _DIGIT.search(article.text, block.span.start, block.span.end):
        return False
    line = layout.line_of(article.text, block.span, gap=False)
    return marks.tell(line, language) in {"clock", "dated"} or _ago(language).fullmatch(line.folded) is not None


@cache
def _ago(language: str) -> re.Pattern[str]:
    """ "12 minutes ago" """
    return re.compile("|".join(lexicon.load("chrome", language)["items"]["ago"]), re.IGNORECASE)


def _is_round_up(article: Article, language: str) -> bool:
    title = f" {' '.join(layout.word_list((article.title or '').casefold().replace('-', ' ')))} "
    return any(f" {name} " in title for name in lexicon.load("chrome", language)["items"]["round_up"])


def _times(article: Article, stamps: Sequence[int | None], language: str) -> list[str | None]:
    """The time of each post: as its line gives it; a clock alone is of the day that was named last above it, else of
    the day of publication, unless the posts run over midnight."""
    lines = [article.blocks[i].span.of(article.text) if i is not None else "" for i in stamps]
    full = [dates.first(line, language) for line in lines]
    clocks = [None if found else _clock(line) for found, line in zip(full, lines, strict=True)]
    known = [c for c in clocks if c is not None]
    day = (article.known_date or "")[:10] if known in (sorted(known), sorted(known, reverse=True)) else ""
    times: list[str | None] = []
    for found, clock in zip(full, clocks, strict=True):
        day = found.day if found else day
        times.append(found.value if found else f"{day}T{clock}" if clock and len(day) == len("2024-05-05") else None)
    return times


def _clock(line: str) -> str | None:
    m = _CLOCK.search(line)
    if m is None:
        return None
    hour, half = int(m["hour"]), (m["half"] or "").casefold()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02d}:{m['minute']}"
