"""Claims by the rules alone: what their own tests look at, whatever the learned reader makes of a sentence."""

from __future__ import annotations

from variorum.extract import claims
from variorum.model import Article, Claims
from variorum.settings import ExtractSettings


def by_rules(article: Article) -> Claims:
    return claims(article, settings=ExtractSettings(learned=False))
