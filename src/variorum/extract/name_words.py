"""The words of a sentence as names need them: possessives cut off, abbreviations whole, hyphenated pairs parted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Span
from ..text import Token
from .document import Sentence
from .name_lexicon import Gazetteer, key

_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")
_CONTRACTED = re.compile(r"(?<=\w)['’](?:ll|d|re|ve|m)$", re.IGNORECASE)
_NEGATED = re.compile(r"n['’]t$", re.IGNORECASE)
_ARABIC = re.compile(r"^(?:al|el|ul|as|ar|at|an|ad|az|ash|d['’]|l['’])[-‑'’]?(?=[^\W\d_])[A-ZÀ-ÖØ-Þ]")
_INNER_CAPITAL = re.compile(r"^[a-z][A-Z]")
_OPENING = frozenset("\"'“‘„«([:—–-•*|")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or punctuation mark; ``start`` and ``end`` leave out the ending of a possessive or a contraction ("I'll").

    ``capital``: it may be (part of) a name by its looks.  ``joined``: only blanks part it from the word before.
    ``initial``: its capital may be due to its place (after a sentence's start, an opening mark or a colon).
    """

    start: int
    end: int
    text: str
    key: str
    capital: bool
    joined: bool
    initial: bool
    possessive: bool

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def upper(self) -> bool:
        """All capitals, as acronyms are."""
        return len(self.text) > 1 and self.text.isupper()

    def span(self) -> Span:
        return Span(self.start, self.end)


def words(sentence: Sentence, lists: Gazetteer) -> tuple[Word, ...]:
    """The words of a sentence, in order."""
    found: list[Word] = []
    before = -1
    initial = True
    for start, end, text in _merged(sentence.tokens, lists):
        if text in ("'s", "’s") and found:  # text that was cut into tokens: "Kenya 's"
            last = found[-1]
            found[-1] = Word(last.start, last.end, last.text, last.key, last.capital, last.joined, last.initial, True)
            before = end
            continue
        for piece_start, piece_end, piece in _parted(start, end, text, lists):
            tail = _ending(piece) if "'" in piece or "’" in piece else None
            stem = piece[: tail.start()] if tail and tail.start() else piece
            found.append(
                Word(
                    piece_start, piece_start + len(stem), stem, key(stem), _capital(stem),
                    before >= 0 and piece_start - before <= 1, initial, stem is not piece,
                )
            )  # fmt: skip
            before = piece_end
            initial = stem in _OPENING
    return tuple(found)


def _ending(word: str) -> re.Match[str] | None:
    """The ending that is no part of a name: of a possessive, or of a verb that leans on its subject."""
    return _POSSESSIVE.search(word) or _CONTRACTED.search(word)


def _capital(text: str) -> bool:
    if text[0].isupper():
        return not _NEGATED.search(text)
    if text.islower() or not text[0].islower():
        return False
    return bool(_ARABIC.match(text) or _INNER_CAPITAL.match(text))


def _merged(tokens: tuple[Token, ...], lists: Gazetteer) -> Iterator[tuple[int, int, str]]:
    """Tokens, with the full stop of a title, an initial or a saint joined to its word."""
    skip = False
    for this, following in zip(tokens, (*tokens[1:], None), strict=True):
        if skip:
            skip = False
            continue
        skip = (
            following is not None
            and following.text == "."
            and following.start == this.end
            and this.text[0].isupper()
            and _abbreviates(this.text, lists)
            and following is not tokens[-1]
        )
        if skip:
            yield this.start, this.end + 1, this.text + "."
        else:
            yield this.start, this.end, this.text


def _abbreviates(word: str, lists: Gazetteer) -> bool:
    return len(word) == 1 or (len(word) <= 5 and (lists.titles(word) or word in lists.short))


def _parted(start: int, end: int, text: str, lists: Gazetteer) -> Iterator[tuple[int, int, str]]:
    """A hyphenated pair of which a side is a listed name ("US-Russia", "German-born") as two words."""
    if "-" not in text or text in lists.phrases or text in lists.given:
        yield start, end, text
        return
    head, _, tail = text.partition("-")
    tail_stem = _POSSESSIVE.sub("", tail)
    listed = head in lists.phrases and lists.phrases[head].kind in ("place", "group", "organisation")
    if head and tail and listed and (tail[0].islower() or tail_stem in lists.phrases):
        yield start, start + len(head), head
        yield start + len(head) + 1, end, tail
    else:
        yield start, end, text
