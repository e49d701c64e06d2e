"""A headline as a claim of its own: its words, and how firmly it puts its news.

Headlines have their own grammar ("Minister to resign"), so their level is read from a list of headline words, and not
by the rules for running text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from .. import lexicon, wording
from ..model import CertaintyLevel, Span, Witness
from ..text import tokens
from . import content

LEVELS: tuple[CertaintyLevel, ...] = ("asked", "unclear", "denied", "possible", "likely", "planned")
"""In this order the words of a headline are looked for."""


@dataclass(frozen=True, slots=True)
class Headline:
    """``telling`` are the stems of its words of content that are no names; ``verb`` is the stem of the verb still to
    come, where the headline has one; ``basis`` spans the word that the level rests on."""

    span: Span
    level: CertaintyLevel
    telling: frozenset[str]
    every: frozenset[str]
    verb: str | None
    basis: Span | None


def of(witness: Witness) -> Headline | None:
    """The first title of an article, or None."""
    article = witness.article
    title = next((b.span for b in article.blocks_of("title")), None)
    if title is None:
        return None
    every = content.stems(article.text, (title,))
    level, basis = _level(article.text, title)
    verb = _verb(article.text, title) if level == "planned" else None
    return Headline(title, level, every - content.names(witness), every, verb, basis)


def _level(text: str, title: Span) -> tuple[CertaintyLevel, Span | None]:
    found = tokens(text, title)
    single = {t.norm: t.span for t in reversed(found)}
    double = {f"{a.norm} {b.norm}": a.span.to(b.span) for a, b in pairwise(found)}
    for level in LEVELS:
        for word in _words(level):
            span = single.get(word) or double.get(word)
            if span is not None:
                return level, span
    return "asserted", None


def _verb(text: str, title: Span) -> str | None:
    table = lexicon.load("headlines")["planning"]
    found = tokens(text, title)
    for before, sign, after in zip(found, found[1:], found[2:], strict=False):
        if sign.norm == table["ahead"] and before.norm not in table["not_after"] and after.text[0].isalpha():
            return wording.stem(after.norm)
    return None


@cache
def _words(level: CertaintyLevel) -> tuple[str, ...]:
    return tuple(lexicon.load("headlines")["levels"][level])
