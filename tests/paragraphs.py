"""An article made of paragraphs, and nothing else."""

from __future__ import annotations

from variorum.model import Article, Block, Span


def article(*paragraphs: str) -> Article:
    text, blocks = "", []
    for paragraph in paragraphs:
        blocks.append(Block(span=Span(len(text), len(text) + len(paragraph)), role="body"))
        text += paragraph + "\n\n"
    return Article(id="a", text=text, sha256="", blocks=tuple(blocks))
