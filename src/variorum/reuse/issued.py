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


def issued(article: Article, witnesses: Sequence[Witness]) -> tuple[Issued, ...]:
    """The quotations of an article that stand in another one that is a handout, in text order."""
    handouts = [w.article for w in witnesses if w.article.id != article.id and is_handout(w.article)]
    if not handouts or is_handout(article):
        return ()
    told = {h.id: _line(h) for h in sorted(handouts, key=lambda h: h.id)}
    return tuple(Issued(span, of=handout) for span, said in _quotations(article) for handout in _first(said, told))


def is_handout(article: Article) -> bool:
    itself = signs.house(article)
    return itself is not None and itself[1] == "handout"


def _first(said: str, told: dict[str, str]) -> Iterator[str]:
    found = next((h for h, line in told.items() if said in line), None)
    if found is not None:
        yield found


def _quotations(article: Article) -> Iterator[tuple[Span, str]]:
    for paragraph in body(article):
        for span in quotations(article.text, paragraph):
            said = [t.norm for t in text.words(article.text, span)]
            if len(said) >= FEWEST:
                yield span, f" {' '.join(said)} "


def _line(article: Article) -> str:
    return f" {' '.join(t.norm for t in text.words(article.text))} "
