"""How much of an article comes from elsewhere: the summary of its passages that researchers of copying count with."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..model import Article, Locus, Reuse, Span, Witness
from .stream import body, quotations

NEAR = 0.8
"""Share of both bodies that must stand in the other for the two to be near-duplicates."""

_WORD = re.compile(r"[^\W_]+")
Mask = npt.NDArray[np.bool_]
Side = tuple[Locus, Locus, Reuse]
"""A passage as one article sees it: its own place first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one article has in common with others; counts are characters of ``Article.text`` if not said otherwise.

    ``narration`` counts the body outside quotation marks, ``reused`` what of it lies in shared passages of narration
    (the few edited words inside a passage included); ``quoted`` counts the body inside quotation marks,
    ``quoted_reused`` what of it stands in any shared passage.  ``longest`` is the longest passage of narration with
    most words (``longest_words``) and ``longest_from`` its place in the other article.  ``sources`` are the articles
    that share narration, ``near_duplicates`` those of which nearly the whole body is the same, ``parallel`` those that
    make the same points in one order; all sorted.
    """

    article: str
    narration: int
    reused: int
    quoted: int
    quoted_reused: int
    longest: Span | None
    longest_words: int
    longest_from: Locus | None
    sources: tuple[str, ...]
    near_duplicates: tuple[str, ...]
    parallel: tuple[str, ...]

    @property
    def share(self) -> float:
        """0 to 1: how much of the narration comes from elsewhere; 0 where there is none."""
        return self.reused / self.narration if self.narration else 0.0

    @property
    def quoted_share(self) -> float:
        """0 to 1: how much of the quotations is found elsewhere; 0 where there are none."""
        return self.quoted_reused / self.quoted if self.quoted else 0.0


def shares(
    witnesses: Sequence[Witness], found: Iterable[Reuse], *, targets: Collection[str] | None = None
) -> tuple[Share, ...]:
    """The share of each target (else of each article), in the order given.

    ``found`` are the passages of these witnesses.  Who copied whom is not asked: within one pile a passage counts on
    both sides.
    """
    by_id = {w.article.id: w.article for w in witnesses}
    sizes = {name: sum(span.end - span.start for span in body(article)) for name, article in by_id.items()}
    sided: dict[str, list[Side]] = defaultdict(list)
    for r in found:
        sided[r.a.article].append((r.a, r.b, r))
        sided[r.b.article].append((r.b, r.a, r))
    return tuple(_share(by_id[n], sided[n], sizes) for n in by_id if targets is None or n in targets)


def _share(article: Article, sided: Sequence[Side], sizes: Mapping[str, int]) -> Share:
    bodily, quoted = _masks(article)
    copied = [(own, other) for own, other, r in sided if r.kind != "parallel" and r.passage == "narration"]
    alike = [*copied, *((own, other) for own, other, r in sided if r.passage == "quotation")]
    in_copied, in_alike = (_mask(article, (own.span for own, _ in pairs)) for pairs in (copied, alike))
    longest = min(copied, key=lambda pair: _by_length(article, *pair), default=None)
    return Share(
        article=article.id,
        narration=int((bodily & ~quoted).sum()),
        reused=int((bodily & ~quoted & in_copied).sum()),
        quoted=int((bodily & quoted).sum()),
        quoted_reused=int((bodily & quoted & in_alike).sum()),
        longest=longest[0].span if longest else None,
        longest_words=_words(article, longest[0].span) if longest else 0,
        longest_from=longest[1] if longest else None,
        sources=tuple(sorted({other.article for _, other in copied})),
        near_duplicates=tuple(_near(article.id, alike, sizes)),
        parallel=tuple(sorted({other.article for _, other, r in sided if r.kind == "parallel"})),
    )


def _masks(article: Article) -> tuple[Mask, Mask]:
    """Which characters belong to the body, and which of them stand in quotation marks."""
    spans = body(article)
    quoted = [q for span in spans for q in quotations(article.text, span)]
    return _mask(article, spans), _mask(article, quoted)


def _mask(article: Article, spans: Iterable[Span]) -> Mask:
    mask = np.zeros(len(article.text), dtype=np.bool_)
    for span in spans:
        mask[span.start : span.end] = True
    return mask


def _by_length(article: Article, own: Locus, other: Locus) -> tuple[int, Span, str, Span]:
    """The most words first, then the earliest place."""
    return -_words(article, own.span), own.span, other.article, other.span


def _words(article: Article, span: Span) -> int:
    return len(_WORD.findall(article.text, span.start, span.end))


def _near(id: str, pairs: Iterable[tuple[Locus, Locus]], sizes: Mapping[str, int]) -> Iterator[str]:
    """The articles that share so much of both bodies."""
    own: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    for here, there in pairs:
        own[there.article] += here.span.end - here.span.start
        theirs[there.article] += there.span.end - there.span.start
    for other in sorted(own):
        if own[other] >= NEAR * sizes[id] and theirs[other] >= NEAR * sizes[other]:
            yield other
