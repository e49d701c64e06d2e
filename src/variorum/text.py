"""Sentences, tokens and normal forms that keep their offsets.

All spans are code points of the text given, never of a part of it, so that a token found in the middle of an
article cuts itself out of ``Article.text``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from . import lexicon
from .model import Span

OPENING_MARKS = "“„‟«‹‘‚‛"
CLOSING_MARKS = "”»›’"
STRAIGHT_MARKS = "\"'"
QUOTATION_MARKS = frozenset(OPENING_MARKS + CLOSING_MARKS + STRAIGHT_MARKS + "``''")

_APOSTROPHES = "'’ʼ＇"
_TOKEN = re.compile(
    rf"""
      \d+(?:[.,:]\d+)*                                   # 3,000  6.3  10:45
    | (?:[^\W\d_]\.){{2,}}                               # U.S.
    | [^\W\d_]+(?:[{_APOSTROPHES}][^\W\d_]+)*(?:[-‐‑](?=\w)[^\W_]+(?:[{_APOSTROPHES}][^\W\d_]+)*)*
                                                         # words, with apostrophes and hyphens inside
    | \w+
    | \.{{2,}} | [^\w\s]
    """,
    re.VERBOSE,
)
_FOLD = str.maketrans(
    {**dict.fromkeys("‘’ʼ＇‛`", "'"), **dict.fromkeys("“”„‟«»‹›", '"'), **dict.fromkeys("‐‑‒–—―−", "-"), "…": "..."}
)


class Token(NamedTuple):
    """A word, a number or one punctuation mark; ``norm`` is its form for comparison (see :func:`normal`)."""

    span: Span
    text: str
    norm: str

    @property
    def start(self) -> int:
        return self.span.start

    @property
    def end(self) -> int:
        return self.span.end

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper()


@cache
def _spelling(language: str) -> dict[str, str]:
    table = lexicon.load("spelling", language)
    return {variant: base for base, variants in table["variants"].items() for variant in variants}


@lru_cache(maxsize=1 << 16)
def normal(word: str, language: str = "en") -> str:
    """The form under which two spellings of one word are equal: case, accents of typography, quotation marks,
    dashes and listed spelling variants (``organisation``, ``organization``) folded away."""
    folded = unicodedata.normalize("NFKC", word.translate(_FOLD)).casefold()
    if folded.endswith("'s"):
        return _spelling(language).get(folded[:-2], folded[:-2]) + "'s"
    return _spelling(language).get(folded, folded)


@cache
def _endings(language: str) -> dict[str, str]:
    told = lexicon.load("spelling", language)["endings"]
    stems, old, new = told["stems"].split(), told["from"], told["to"]
    return {stem + old + end: stem + new + end for stem in stems for end in told["after"]}


def spelt(norm: str, language: str = "en") -> str:
    """A normal form with endings that are spelled in two ways (``stabilising``, ``stabilizing``) folded, too: for the
    comparison of wordings, while word lists keep to :func:`normal`."""
    return _endings(language).get(norm, norm)


def tokens(text: str, span: Span | None = None) -> tuple[Token, ...]:
    """The tokens of ``text`` (or of ``span`` within it), in order."""
    start, end = (span.start, span.end) if span else (0, len(text))
    return tuple(
        Token(Span(m.start(), m.end()), m.group(), normal(m.group())) for m in _TOKEN.finditer(text, start, end)
    )


def words(text: str, span: Span | None = None) -> tuple[Token, ...]:
    """The tokens that are words or numbers."""
    return tuple(t for t in tokens(text, span) if t.is_word)


def trimmed(text: str, start: int, end: int, drop: str = "") -> Span | None:
    """``start`` to ``end`` without white space, and without the characters of ``drop``, at both edges."""
    while start < end and (text[start].isspace() or text[start] in drop):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in drop):
        end -= 1
    return Span(start, end) if start < end else None


_STOP = re.compile(r"(?:[.!?…。]+)([\"'”’»›)\]]*)(?=\s|$)|\n\s*\n|[\r\n]+")
_BLANK_LINE = re.compile(r"\s*?(?:\r\n?|\n)\s*?[\r\n]")
_NEXT = re.compile(r"\s*[\"'“‘„«‹(\[]*(\w?)")
_INITIAL = re.compile(r"(?:^|[\s(\"“'‘])[^\W\d_]\.$")


def sentences(
    text: str, span: Span | None = None, *, language: str = "en", across_lines: bool = False
) -> tuple[Span, ...]:
    """The sentences of ``text`` (or of ``span``): each trimmed of white space, none crossing a blank line.

    A single line end ends a sentence, too, unless ``across_lines``: so are the lines of one paragraph joined.

    Closing quotation marks and brackets belong to the sentence before them.  A full stop after a listed
    abbreviation, a single initial, or before a small letter ends none.
    """
    start, end = (span.start, span.end) if span else (0, len(text))
    found: list[Span] = []
    begin = start
    for m in _STOP.finditer(text, start, end):
        line_end = text[m.start()] in "\r\n"
        if line_end and across_lines and not _BLANK_LINE.match(m.group()):
            continue
        if m.start() < begin or not _ends_sentence(text, begin, m, end, language):
            continue
        piece = trimmed(text, begin, m.end())
        if piece:
            found.append(piece)
        begin = m.end()
    last = trimmed(text, begin, end)
    return (*found, last) if last else tuple(found)


def _ends_sentence(text: str, begin: int, stop: re.Match[str], end: int, language: str) -> bool:
    if text[stop.start()] in "\r\n" or stop.end() >= end:
        return True
    following = _NEXT.match(text, stop.end(), end)
    head = following.group(1) if following else ""
    if head.islower():
        return False
    if text[stop.start()] != "." or stop.end() - stop.start() > 1:
        return True
    before = text[max(begin, stop.start() - 24) : stop.start() + 1]
    if _INITIAL.search(before):
        return False
    word = re.search(r"[\w.]+$", before)
    known = _abbreviations(language)
    lowered = word.group().casefold() if word else ""
    if lowered in known["never_final"]:
        return False
    if lowered in known["before_number"] and head.isdigit():
        return False
    return not (lowered in known["seldom_final"] and not _starts_sentence(text, stop.end(), language))


def _starts_sentence(text: str, at: int, language: str) -> bool:
    word = re.match(r"\s*[\"'“‘„«‹(\[]*([\w’']+)", text[at : at + 40])
    return bool(word) and word.group(1).casefold() in _abbreviations(language)["openers"]  # type: ignore[union-attr]


@cache
def _abbreviations(language: str) -> dict[str, frozenset[str]]:
    return {name: frozenset(listed) for name, listed in lexicon.load("abbreviations", language).items()}


def telling_digits(value: float) -> int:
    """How many digits a number has but for the noughts at its ends: 1 for 3,000, 2 for 1.4e12."""
    return len(f"{abs(value):.10g}".partition("e")[0].replace(".", "").strip("0"))
