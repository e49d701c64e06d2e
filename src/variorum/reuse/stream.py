"""An article as a stream of words: what passages are looked for in.

Words are split at hyphens (``level-headed`` is two), which :func:`variorum.text.words` does not do, so that outlets
that hyphenate differently still share a passage; their spelling is folded by :func:`variorum.text.normal`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from ..model import Article, Block, Role, Span, Witness
from ..text import normal


class Zone(IntEnum):
    """What a word belongs to.  A passage never crosses from one zone into another."""

    BODY = 0
    TITLE = 1
    CHROME = 2


_BODY_ROLES: frozenset[Role] = frozenset({"body", "heading", "dateline"})
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\W_]+")
_LINE = re.compile(r"[^\r\n]+")
_MARK = re.compile(r"[“”„«»\"]|(?<!\w)[‘']|[’'](?!\w)")
_OPENERS = frozenset("“„«")
_CLOSERS = frozenset("”»")


@dataclass(frozen=True, slots=True)
class Stream:
    """The words of one article, as parallel columns.

    ``starts`` and ``ends`` are characters of ``Article.text``; ``section`` numbers stretches that a passage may lie in
    (it cannot run over a link box from one paragraph to the next); ``quoted`` tells whether the word stands in
    quotation marks; ``narration`` is how many words of the body stand outside them.
    """

    article: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    section: tuple[int, ...]
    zone: tuple[Zone, ...]
    quoted: tuple[bool, ...]
    narration: int

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> Span:
        """The characters of words ``first`` to ``last``, both included."""
        return Span(self.starts[first], self.ends[last])


def of(witness: Witness) -> Stream:
    """The stream of all blocks of an article; of its whole text when it has none."""
    article = witness.article
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    section: list[int] = []
    zone: list[Zone] = []
    quoted: list[bool] = []
    number, before = 0, None
    for block in _blocks(article):
        here = _zone(block.role)
        if before is not None and (here is not before or here is Zone.CHROME):
            number += 1
        before = here
        marked = quotations(article.text, block.span)
        at = 0
        for m in _WORD.finditer(article.text, block.span.start, block.span.end):
            while at < len(marked) and marked[at].end <= m.start():
                at += 1
            words.append(normal(m.group()).removesuffix("'s"))
            starts.append(m.start())
            ends.append(m.end())
            section.append(number)
            zone.append(here)
            quoted.append(at < len(marked) and marked[at].start <= m.start())
    return Stream(
        article=article.id,
        words=tuple(words),
        starts=tuple(starts),
        ends=tuple(ends),
        section=tuple(section),
        zone=tuple(zone),
        quoted=tuple(quoted),
        narration=sum(z is Zone.BODY and not q for z, q in zip(zone, quoted, strict=True)),
    )


def body(article: Article) -> tuple[Span, ...]:
    """The characters of an article's body, in order."""
    return tuple(b.span for b in _blocks(article) if b.role in _BODY_ROLES)


def _blocks(article: Article) -> tuple[Block, ...]:
    if article.blocks or not article.text:
        return article.blocks
    return (Block(span=Span(0, len(article.text)), role="body"),)


def _zone(role: Role) -> Zone:
    if role in _BODY_ROLES:
        return Zone.BODY
    return Zone.TITLE if role == "title" else Zone.CHROME


def quotations(text: str, span: Span) -> tuple[Span, ...]:
    """What stands in quotation marks between two characters of ``text``, in order, marks included.

    Kinds may be mixed (an opening curly mark closed by a straight one).  A quotation ends at the latest with its line:
    one that was left open runs to the line's end when its mark can only open one.
    """
    return tuple(q for line in _LINE.finditer(text, span.start, span.end) for q in _in_line(text, line))


def _in_line(text: str, line: re.Match[str]) -> Iterator[Span]:
    opened: tuple[int, str] | None = None
    for m in _MARK.finditer(text, line.start(), line.end()):
        mark = m.group()
        if opened is None:
            if mark in _OPENERS or mark == '"' or (mark in "‘'" and _opens(text, m)):
                opened = (m.start(), mark)
        elif _closes(mark, opened[1]):
            yield Span(opened[0], m.end())
            opened = None
    if opened is not None and opened[1] in _OPENERS and line.end() > opened[0]:
        yield Span(opened[0], line.end())


def _opens(text: str, mark: re.Match[str]) -> bool:
    before = text[mark.start() - 1 : mark.start()]
    return text[mark.end() : mark.end() + 1].isalnum() and not before.isalnum()


def _closes(mark: str, opened: str) -> bool:
    if opened in "‘'":
        return mark in "’'"
    if opened == "„":
        return mark in '”“"'
    return mark in _CLOSERS or mark == '"'
