"""The front door: one function a room, over the same nouns that the rooms hand to one another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from . import pipeline
from .clean import body
from .extract import claims
from .group import Growth, events
from .model import Article, Claims, Grouping, Pile, Reuse, Volume
from .reuse import passages
from .settings import Settings


def read(*paths: str | Path, settings: Settings | None = None) -> Pile:
    """Read and clean files and folders: a sequence of articles; its ``rejected`` names what could not be used."""
    return pipeline.articles(paths, settings=settings)


def clean(article: Article) -> str:
    """The body text of an article: body, headings, list items and block quotations, joined by line feeds."""
    return body(article)


def extract(article: Article, *, settings: Settings | None = None) -> Claims:
    """Statements, figures, moments, names, credits and plain facts of one article; all spans into ``article.text``."""
    return claims(article, settings=(settings or Settings()).extract)


def group(articles: Sequence[Article], *, settings: Settings | None = None) -> Grouping:
    """The events and storylines of some articles; of several with one id and text, one is taken."""
    settings = settings or Settings()
    found, _ = pipeline.distinct(articles)
    return events(pipeline.witnesses(found, settings=settings), settings=settings.group)


def grow(
    articles: Sequence[Article], state: str | Path, *, afresh: bool = False, settings: Settings | None = None
) -> Growth:
    """Some more articles in the grouping that the file ``state`` holds (made where there is none), and what they
    changed: settled events keep their ids, and each merge, split and growth is in ``changes`` with its reason.

    Articles that are there already are passed over.  ``afresh``: all pairs are scored again, with the result that one
    pile of all the articles would have.  Raises ``FormatError`` where the file is no such grouping.
    """
    found, _ = pipeline.distinct(articles)
    growth, _ = pipeline.grown(state, Pile(articles=found), afresh=afresh, settings=settings)
    return growth


def reuse(articles: Sequence[Article], *, settings: Settings | None = None) -> tuple[Reuse, ...]:
    """The passages that any two of some articles share."""
    settings = settings or Settings()
    return passages(pipeline.witnesses(articles, settings=settings), settings=settings.reuse)


def compare(articles: Sequence[Article], *, settings: Settings | None = None) -> Volume:
    """The editions of some articles, one an event: a sequence of ``Edition``, with storylines and rejections beside.

    Give it the ``Pile`` that :func:`read` returns, and what was turned away stays in the record.
    """
    pile = articles if isinstance(articles, Pile) else Pile(articles=tuple(articles))
    return pipeline.volume(pile, settings=settings)
