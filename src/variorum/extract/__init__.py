"""From an article to its claims: statements, figures, moments, names, credits and plain facts."""

from __future__ import annotations

from dataclasses import replace

from ..lexicon import languages
from ..model import Article, Claims
from ..settings import ExtractSettings
from . import belongings, facts, figures, moments, names, reader, speakers, statements
from . import credits as text_credits
from .document import Document, lay_out

_DEFAULTS = ExtractSettings()

__all__ = ["claims", "credited", "redated"]


def claims(article: Article, *, settings: ExtractSettings = _DEFAULTS) -> Claims:
    """All that an article says: each kind in text order.

    An article in a language that is not read gives empty claims; one without a language is read as English.
    """
    if not article.supported or article.language not in (None, *languages()):
        return Claims(article=article.id)
    document = lay_out(article)
    ruled = statements.by_rules(document)
    readout = reader.read(document, ruled.quotations, statements.hints(ruled)) if settings.learned else None
    named = names.find(document, readout=readout)
    credited = text_credits.find(document)
    cast = speakers.cast(document, named, ruled.quotations)
    said = statements.find(document, names=named, cast=cast, credits=credited, ruled=ruled, readout=readout)
    found = Claims(
        article=article.id,
        statements=said,
        names=named,
        credits=credited,
        facts=facts.find(document, said, readout),
    )
    return _dated(document, found)


def credited(article: Article) -> Claims:
    """The agencies that an article credits and nothing else: what text reuse needs, at a fraction of the time."""
    if not article.supported or article.language not in (None, *languages()):
        return Claims(article=article.id)
    bare = Document(article=article, sentences=())  # credits are told without sentences
    return Claims(article=article.id, credits=text_credits.find(bare))


def redated(article: Article, found: Claims) -> Claims:
    """The claims of an article whose date of publication is another one now: moments and figures hang on it."""
    return _dated(lay_out(article), found) if found != Claims(article=found.article) else found


def _dated(document: Document, found: Claims) -> Claims:
    times = moments.find(document)
    counted, dated = belongings.attach(
        document,
        statements=found.statements,
        names=found.names,
        figures=figures.find(document, moments=times),
        moments=times,
    )
    return replace(found, figures=counted, moments=dated)
