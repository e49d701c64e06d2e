"""Quotations that stand word for word in a handout of the pile: whoever has them may have them from there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .. import text
from ..model import Article, Span, Witness
from . import signs
from .stream import body, quotations

FEWEST = 5
"""Words that a quotation has at least, so that two people do not happen on it."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A quotation (``span``, inside the marks) of an article that stands in the handout ``of``."""

    span: Span
    of: str


Handouts = dict[str, str]
"""The words of each handout of a pile, by article id."""


def handouts(witnesses: Sequence[Witness]) -> Handouts:
    """The handouts of a pile, by id in order."""
    listed = sorted((w.article for w in witnesses), key=lambda a: a.id)
    return {a.id: _line(a) for a in listed if (itself := signs.house(a)) is not None and itself[1] == "handout"}


def issued(article: Article, told: Handouts) -> tuple[Issued, ...]:
    """The quotations of an article, no handout itself, that stand in one; in text order."""
    if not told or article.id in told:
        return ()
    return tuple(
        Issued(span, of=handout)
        for span, said in _quotations(article)
        if (handout := next((h for h, line in told.items() if said in line), None)) is not None
    )


def _quotations(article: Article) -> Iterator[tuple[Span, str]]:
    for paragraph in body(article):
        for span in quotations(article.text, paragraph):
            said = [t.norm for t in text.words(article.text, span)]
            if len(said) >= FEWEST:
                yield span, f" {' '.join(said)} "


def _line(article: Article) -> str:
    return f" {' '.join(t.norm for t in text.words(article.text))} "
