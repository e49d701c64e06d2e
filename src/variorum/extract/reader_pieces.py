"""What the learned reader sees of an article: its words, their pieces, and windows of them.

The encoder's vocabulary is uncased and its marks are many, so each word carries four features besides its pieces:
its letter case, how deep in quotations it stands (told by :mod:`.quotes`, whatever marks the article uses), the role of
its block, and what the rules for statements take it for (a hint that the reader may overrule).  Training reads articles
through this module, too, so both see the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .. import encode
from ..encode import CLS, SEP
from ..model import Role, Span
from .document import Document
from .quotes import Quotation

Ints = NDArray[np.int32]
MAX_PIECES = 16  # of one word: a longer one (an address, a hash) is cut
FEATURES = ("case", "depth", "place", "hint")  # what a word carries besides its pieces, by the names of the arrays
_PLAIN = str.maketrans(
    {**dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‘’‚‛‹›", "'"), **dict.fromkeys("‐‑", "-"), "\u00ad": " "}
)
_SENTENCE_END = re.compile(r"[.?!…][\"')\]]*$")


class Case(IntEnum):
    """The letter case of a word."""

    LOWER, TITLE, UPPER, MIXED, DIGITS, SIGN = range(6)


class Place(IntEnum):
    """The kind of block that a word stands in."""

    BODY, HEADING, OTHER = range(3)


class Hint(IntEnum):
    """What the rules take a word for."""

    NONE, SOURCE, CUE, CONTENT = range(4)


_PLACES: dict[Role, Place] = {"body": Place.BODY, "title": Place.HEADING, "heading": Place.HEADING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of an article, one entry a word: ``start`` and ``end`` (characters), ``block``, ``case``, ``depth``
    (quotations around it, at most 2), ``place`` and ``hint``; the pieces of word i are
    ``pieces[first[i]:first[i + 1]]``."""

    start: Ints
    end: Ints
    block: Ints
    case: Ints
    depth: Ints
    place: Ints
    hint: Ints
    pieces: Ints
    first: Ints

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Pieces that are read at once.  ``ids``, ``case``, ``depth``, ``place``, ``hint``: one entry a piece, [CLS] and
    the [SEP] after each block included; ``words``: the article's word indices, -1 for a [SEP]; ``at``: where each one's
    first piece is; ``context``: how many of ``words`` only lead in (an earlier window answers for them)."""

    ids: Ints
    case: Ints
    depth: Ints
    place: Ints
    hint: Ints
    words: Ints
    at: Ints
    context: int = 0

    @property
    def own(self) -> NDArray[np.bool_]:
        """Which of ``words`` the window answers for: neither those that lead in nor a [SEP]."""
        return (np.arange(len(self.words)) >= self.context) & (self.words >= 0)


def words(document: Document, quotations: Sequence[Quotation], hints: Sequence[tuple[Span, Hint]] = ()) -> Words:
    """The words of all blocks of an article, in order; of two hints for a word the later one counts."""
    article = document.article
    encodings = encode.tokenizer().encode_batch(
        [article.text[b.span.start : b.span.end].translate(_PLAIN) for b in article.blocks], add_special_tokens=False
    )
    rows: list[tuple[int, int, int, int]] = []
    pieces: list[int] = []
    first: list[int] = []
    for i, (block, encoding) in enumerate(zip(article.blocks, encodings, strict=True)):
        place = _PLACES.get(block.role, Place.OTHER)
        begin, last = block.span.start, -1
        for piece, word, (a, b) in zip(encoding.ids, encoding.word_ids, encoding.offsets, strict=True):
            if word != last:
                last = word or 0
                first.append(len(pieces))
                rows.append((begin + a, begin + b, i, place))
            else:
                rows[-1] = (rows[-1][0], begin + b, i, place)
            if len(pieces) - first[-1] < MAX_PIECES:
                pieces.append(piece)
    first.append(len(pieces))
    table: Ints = np.asarray(rows, dtype=np.int32).reshape(-1, 4)
    start: Ints = table[:, 0]
    end: Ints = table[:, 1]
    return Words(
        start=start, end=end, block=table[:, 2], place=table[:, 3],
        case=np.asarray([_case(article.text[a:b]) for a, b in zip(start, end, strict=True)], dtype=np.int32),
        depth=_depth(start, quotations), hint=_hints(start, end, hints),
        pieces=np.asarray(pieces, dtype=np.int32), first=np.asarray(first, dtype=np.int32),
    )  # fmt: skip


def covered(words: Words, span: Span) -> range:
    """The words that lie in a span, in part at least."""
    return _covered(words.start, words.end, span)


def _covered(start: Ints, end: Ints, span: Span) -> range:
    return range(int(np.searchsorted(end, span.start, side="right")), int(np.searchsorted(start, span.end)))


def edges(words: Words) -> list[int]:
    """Where blocks begin, and the number of words."""
    found: list[int] = np.flatnonzero(np.diff(words.block, prepend=-1, append=-1)).tolist()
    return found


def windows(text: str, words: Words, *, pieces: int = 256, context: int = 0) -> Iterator[Window]:
    """Windows of at most ``pieces`` pieces over all words, cut between blocks where that is possible, else between
    sentences; each repeats whole blocks of up to ``context`` pieces from before its beginning."""
    parts = list(_parts(text, words, pieces - 2))
    sizes = [int(words.first[b] - words.first[a]) + 1 for a, b in parts]
    n = 0
    while n < len(parts):
        begin, room = n, context
        while begin > 0 and sizes[begin - 1] <= room <= pieces - 1 - sizes[n]:
            begin -= 1
            room -= sizes[begin]
        size = 1 + sum(sizes[begin : n + 1])
        while size > pieces and begin < n:
            size -= sizes[begin]
            begin += 1
        last = n + 1
        while last < len(parts) and size + sizes[last] <= pieces:
            size += sizes[last]
            last += 1
        yield _window(words, parts[begin:last], context=sum(b - a + 1 for a, b in parts[begin:n]))
        n = last


def _parts(text: str, words: Words, room: int) -> Iterator[tuple[int, int]]:
    """Blocks as ranges of words, those with more pieces than ``room`` cut up."""
    for a, b in pairwise(edges(words)):
        at = a
        while words.first[b] - words.first[at] > room:
            cut = int(np.searchsorted(words.first, words.first[at] + room, side="right")) - 1
            end = next((i for i in range(cut, at + (cut - at) // 2, -1) if _ends_sentence(text, words, i)), cut)
            yield at, end
            at = end
        yield at, b


def _ends_sentence(text: str, words: Words, i: int) -> bool:
    return _SENTENCE_END.search(text[words.start[max(0, i - 2)] : words.end[i - 1]]) is not None


def _window(words: Words, parts: Sequence[tuple[int, int]], *, context: int) -> Window:
    ids: list[Ints] = [np.asarray([CLS], dtype=np.int32)]
    feature: list[Ints] = [np.asarray([-1], dtype=np.int32)]
    word: list[Ints] = []
    at: list[Ints] = []
    size = 1
    for a, b in parts:
        lo, hi = int(words.first[a]), int(words.first[b])
        ids += [words.pieces[lo:hi], np.asarray([SEP], dtype=np.int32)]
        feature += [np.repeat(np.arange(a, b), np.diff(words.first[a : b + 1])), np.asarray([-1], dtype=np.int32)]
        word += [np.arange(a, b, dtype=np.int32), np.asarray([-1], dtype=np.int32)]
        at += [words.first[a:b] - lo + size, np.asarray([size + hi - lo], dtype=np.int32)]
        size += hi - lo + 1
    of = np.concatenate(feature)
    real = of >= 0
    return Window(
        ids=np.concatenate(ids), case=np.where(real, words.case[of], Case.SIGN).astype(np.int32),
        depth=np.where(real, words.depth[of], 0).astype(np.int32),
        place=np.where(real, words.place[of], Place.BODY).astype(np.int32),
        hint=np.where(real, words.hint[of], Hint.NONE).astype(np.int32),
        words=np.concatenate(word).astype(np.int32), at=np.concatenate(at).astype(np.int32), context=context,
    )  # fmt: skip


def _case(word: str) -> Case:
    if not any(c.isalpha() for c in word):
        return Case.DIGITS if any(c.isdigit() for c in word) else Case.SIGN
    if word.islower() or not any(c.isupper() for c in word):
        return Case.LOWER
    if word[0].isupper() and (len(word) == 1 or word[1:].islower() or not any(c.isupper() for c in word[1:])):
        return Case.TITLE
    return Case.UPPER if word.isupper() else Case.MIXED


def _depth(start: Ints, quotations: Sequence[Quotation]) -> Ints:
    change = np.zeros(len(start) + 1, dtype=np.int32)
    for q in quotations:
        change[np.searchsorted(start, q.inner.start)] += 1
        change[np.searchsorted(start, q.inner.end)] -= 1
    return np.minimum(np.cumsum(change[:-1]), 2).astype(np.int32)


def _hints(start: Ints, end: Ints, hints: Sequence[tuple[Span, Hint]]) -> Ints:
    found = np.zeros(len(start), dtype=np.int32)
    for span, hint in hints:
        inside = _covered(start, end, span)
        found[inside.start : inside.stop] = hint
    return found
