"""From an article to its claims: statements, figures, moments, names, credits and plain facts."""

from __future__ import annotations

from ..lexicon import languages
from ..model import Article, Claims
from ..settings import ExtractSettings
from . import credits as text_credits
from . import facts, figures, moments, names, speakers, statements
from .document import lay_out

_DEFAULTS = ExtractSettings()

__all__ = ["claims"]


def claims(article: Article, *, settings: ExtractSettings = _DEFAULTS) -> Claims:  # noqa: ARG001 - the shape of every room
    """All that an article says: each kind in text order.

    An article in a language that is not read gives empty claims; one without a language is read as English.
    """
    if not article.supported or article.language not in (None, *languages()):
        return Claims(article=article.id)
    document = lay_out(article)
    named = names.find(document)
    credited = text_credits.find(document)
    said = statements.find(document, names=named, cast=speakers.cast(document, named), credits=credited)
    times = moments.find(document)
    return Claims(
        article=article.id,
        statements=said,
        figures=figures.find(document, moments=times),
        moments=times,
        names=named,
        credits=credited,
        facts=facts.find(document, said),
    )
