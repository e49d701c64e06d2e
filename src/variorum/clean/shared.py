"""Boilerplate that pages of one outlet share: found across a pile, the same for any order of it.

A paragraph that two articles of a site have word for word is the site's own when the articles have nothing else in
common: no name of their titles and first paragraphs.  Two captures of one article, and a follow-up that tells the
background again, have their names in common, and keep their paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from .. import lexicon
from ..model import Article, Block, Role

_FIRST = 3
"""Paragraphs from which names are taken, besides the title."""
_LEFT = 0.5
"""The share of an article's text that must be left; otherwise what it shares is the article."""
_MOST = 500_000
"""Paragraphs of a pile that are kept in mind; in a larger one nothing is called shared, whatever its order."""
_WORD = re.compile(r"[^\W\d_]+")
_ROLES: tuple[Role, ...] = ("body", "heading")

Key = tuple[str, str]


@dataclass(slots=True)
class Tally:
    """The paragraphs of a pile by site: what the articles that have one have in common besides.

    Articles may be added in any order; the same article added again changes nothing.
    """

    _common: dict[Key, tuple[str, frozenset[str]]] = field(default_factory=dict)
    _several: set[Key] = field(default_factory=set)
    _full: bool = False

    def add(self, article: Article) -> None:
        """Count an article's paragraphs in."""
        site = _site(article)
        if site is None or self._full:
            return
        names = _names(article)
        for text in {_text(article, b) for b in article.blocks_of(*_ROLES)}:
            key = (site, text)
            own = names.difference(_capitalised(text))
            first, common = self._common.get(key, (article.sha256, own))
            self._common[key] = first, common & own
            if first != article.sha256:
                self._several.add(key)
        if len(self._common) > _MOST:
            self._full = True
            self._common.clear()
            self._several.clear()

    def without(self, article: Article) -> Article:
        """The article with what its site puts on its pages marked as ``other``; a site of one article is left alone."""
        site = _site(article)
        if site is None:
            return article
        own = [b for b in article.blocks_of(*_ROLES) if self._is_shared((site, _text(article, b)))]
        whole = sum(len(b.span) for b in article.blocks_of(*_ROLES))
        if not own or sum(len(b.span) for b in own) > (1 - _LEFT) * whole:
            return article
        starts = {b.span.start for b in own}
        blocks = tuple(replace(b, role="other") if b.span.start in starts else b for b in article.blocks)
        return replace(article, blocks=blocks)

    def _is_shared(self, key: Key) -> bool:
        return key in self._several and not self._common[key][1]


def marked(pile: Sequence[Article]) -> tuple[Article, ...]:
    """The articles of a pile, each without what it shares with others of its site; in the order given."""
    tally = Tally()
    for article in pile:
        tally.add(article)
    return tuple(tally.without(article) for article in pile)


def _site(article: Article) -> str | None:
    """The host of its address; without one nobody knows whose page it is."""
    try:
        return urlsplit(article.url or "").hostname
    except ValueError:
        return None


def _text(article: Article, block: Block) -> str:
    return " ".join(block.span.of(article.text).split())


def _names(article: Article) -> frozenset[str]:
    """The words with a capital in its title and first paragraphs, without those that any text has."""
    told = [article.title or "", *(b.span.of(article.text) for b in article.blocks_of("body")[:_FIRST])]
    language = article.language if article.language in lexicon.languages() else "en"
    small = lexicon.words("stopwords", "function", language) | lexicon.words("stopwords", "reporting", language)
    return frozenset(w for text in told for w in _capitalised(text) if w not in small)


def _capitalised(text: str) -> set[str]:
    return {w.casefold() for w in _WORD.findall(text) if w[0].isupper() and len(w) > 2}
