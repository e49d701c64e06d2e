"""All shared passages of a set of articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations, product

from .. import lexicon
from ..model import Reuse, Witness
from ..settings import ReuseSettings
from . import align, candidates, direction, parallel, passage, recurring, stream
from .stream import Stream

EVENT = 60
"""Articles up to which every pair is tried for parallel reuse."""
COPIED = 0.5
"""Share of the shorter narration from which a pair is plain copying, and its order of points no news."""


def passages(
    witnesses: Sequence[Witness], *, settings: ReuseSettings | None = None, sources: Collection[str] | None = None
) -> tuple[Reuse, ...]:
    """The passages of at least ``settings.min_tokens`` words that two articles share, in order of article and place.

    Spans are characters of each article's text; case, quotation marks, hyphens and spelling variants make no
    difference, small edits are passed over (``kind`` is then ``edited``).  A word of an article is in one passage at
    most per partner.  Where more than :data:`~variorum.reuse.candidates.CROWD` articles hold the same words, each is
    compared with the first few of them only.  Up to :data:`EVENT` articles (the size of an event), pairs with little
    or no text in common are also tried for *parallel* reuse (see :mod:`variorum.reuse.parallel`).

    ``sources``: ids of articles; only passages that one of them shares with one that is not among them.
    """
    settings = settings or ReuseSettings()
    apart = frozenset(sources or ())
    ordered = sorted(witnesses, key=lambda w: (w.article.id not in apart, w.article.id))
    first = sum(w.article.id in apart for w in ordered) if sources is not None else None
    streams = [stream.of(w) for w in ordered]
    common = common_words()
    pairs = candidates.pairs(streams, common, sources=first)
    indices = {i: align.index(streams[i]) for i in sorted({i for pair in pairs for i in pair})}
    found: list[Reuse] = []
    outlets = (
        frozenset(w.article.outlet for w in witnesses if w.article.outlet) if len(ordered) <= EVENT else frozenset()
    )
    sides: dict[int, direction.Side] = {}
    for one, two in pairs:
        i, j = sorted((one, two), key=lambda n: streams[n].article)
        a, b = streams[i], streams[j]
        of_pair = [
            p
            for aligned in align.alignments(a, b, indices[i], indices[j])
            for p in passage.shared(a, b, aligned, common=common, settings=settings)
        ]
        if any(p.passage == "narration" for p in of_pair):
            for n in (i, j):
                sides.setdefault(n, direction.side(ordered[n], streams[n], outlets))
            of_pair = direction.given(of_pair, sides[i], sides[j])
        found += of_pair
    found = recurring.marked(found, ordered)
    if len(ordered) <= EVENT:
        across = product(range(first), range(first, len(ordered))) if first is not None else None
        found += _parallel(ordered, streams, found, across or combinations(range(len(ordered)), 2))
    return tuple(sorted(found, key=lambda r: (r.a.article, r.b.article, r.a.span, r.b.span, r.kind)))


def _parallel(
    ordered: Sequence[Witness], streams: Sequence[Stream], found: Sequence[Reuse], pairs: Iterable[tuple[int, int]]
) -> Iterator[Reuse]:
    """Points in one order, for pairs of which neither holds the other's text for the most part."""
    shared: Counter[tuple[str, str]] = Counter()
    for r in found:
        if r.passage == "narration":
            shared[r.a.article, r.b.article] += r.tokens
    listed = [parallel.points(w) for w in ordered]
    for one, two in pairs:
        i, j = sorted((one, two), key=lambda n: streams[n].article)
        a, b = listed[i], listed[j]
        if shared[a.article, b.article] < COPIED * min(streams[i].narration, streams[j].narration) + 1:
            yield from parallel.passages(a, b)


def common_words(language: str = "en") -> frozenset[str]:
    """Words that tell nothing about a subject."""
    return lexicon.words("stopwords", "function", language) | lexicon.words("stopwords", "reporting", language)
