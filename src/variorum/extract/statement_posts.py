"""Posts of a network that a page embeds, as they look once it is text: their words, a dash, a name, a handle.

`The boat has turned round. — Dana Loring (@danaloring) July 4, 2025`: words that somebody wrote, without a mark around.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from ..model import Span
from ..text import QUOTATION_MARKS, trimmed
from .cues import Entry
from .document import Document
from .statement_drafts import Draft
from .statement_units import Unit

_SIGNED = re.compile(r"[—–-]{1,2}[ \t]*([^\s()@—–][^()@\n—–]{0,60}?)[ \t]*\(@\w{1,30}\)")
_LINKS = ("http://", "https://", "pic.twitter.com/", "t.co/")
_LONGEST = 320
"""Characters that a post may have: what stands before them in its line is of somebody else."""
_SCORE = 0.85
_WROTE = Entry(lemma="post", rest=(), stance="neutral", frames=frozenset(), prepositions=frozenset(), speech=True)


def with_posts(document: Document, units: Sequence[Unit], drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts of an article with one for each signed post; it takes the place of what was found inside it."""
    found = list(posts(document, units))
    wholes = [d.extent for d in found]
    return (*(d for d in drafts if not _inside(d.extent, wholes)), *found)


def posts(document: Document, units: Sequence[Unit]) -> Iterator[Draft]:
    """A draft for each signed post: its words are the content, the name that signs it the source."""
    text = document.text
    starts = [u.span.start for u in units if u.within is None]
    sentences = [s.span.start for s in document.sentences]
    for block in document.article.blocks:
        before = block.span.start
        for signed in _SIGNED.finditer(text, block.span.start, block.span.end):
            said = _words(text, _begun(document, sentences, before, signed.start()), signed.start())
            name = trimmed(text, *signed.span(1))
            before = signed.end()
            number = bisect_right(starts, signed.start()) - 1
            if said is None or name is None or number < 0 or text[said.start] in QUOTATION_MARKS:
                continue
            yield Draft(
                unit=number, within=None, entry=_WROTE, cue=(), source=(name,), mention=name, content=(said,),
                quotes=(), quoted=True, score=_SCORE, extent=said.to(name), rule="post",
            )  # fmt: skip


def _begun(document: Document, sentences: Sequence[int], earliest: int, end: int) -> int:
    """Where a post begins that ends at ``end``: with its line, after the post before, or no further back than a post
    can be long."""
    start = max(earliest, document.text.rfind("\n", earliest, end) + 1)
    if end - start <= _LONGEST:
        return start
    at = bisect_left(sentences, end - _LONGEST)
    return sentences[at] if at < len(sentences) and sentences[at] < end else end


def _words(text: str, start: int, end: int) -> Span | None:
    """The words of a post without the links at its end."""
    said = trimmed(text, start, end)
    while said is not None:
        last = said.of(text).split()[-1]
        if not last.startswith(_LINKS):
            break
        said = trimmed(text, said.start, said.end - len(last))
    return said


def _inside(extent: Span, wholes: Sequence[Span]) -> bool:
    at = bisect_right(wholes, extent.start, key=lambda w: w.start) - 1
    return at >= 0 and wholes[at].end > extent.start
