"""An article laid out for extraction: its sentences and tokens, made once and read by every extractor."""

from __future__ import annotations

from dataclasses import dataclass

from .. import lexicon, text
from ..model import Article, Role, Span
from ..text import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of one block.  ``block`` is its index in ``Article.blocks``; a paragraph is a block."""

    span: Span
    block: int
    role: Role
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """``sentences`` are those of all blocks, in order."""

    article: Article
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        return self.article.text


def lay_out(article: Article) -> Document:
    """The document of an article; a pure function of it."""
    language = article.language if article.language and lexicon.has("abbreviations", article.language) else "en"
    return Document(
        article=article,
        sentences=tuple(
            Sentence(span=span, block=i, role=block.role, tokens=text.tokens(article.text, span))
            for i, block in enumerate(article.blocks)
            for span in text.sentences(article.text, block.span, language=language, across_lines=True)
        ),
    )
