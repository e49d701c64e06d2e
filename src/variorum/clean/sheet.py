"""What every kind of document is brought to before it becomes an article: a text, its blocks and what they tell."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import ArticleKind, Block, DateCandidate, PublishedBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A document read, before the settings' defaults come to it."""

    text: str
    blocks: tuple[Block, ...]
    id: str | None = None
    kind: ArticleKind = "report"
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    language: str | None = None
    url: str | None = None
    published: str | None = None
    published_basis: PublishedBasis | None = None
    modified: str | None = None
    date_candidates: tuple[DateCandidate, ...] = ()
    complete: bool = True
