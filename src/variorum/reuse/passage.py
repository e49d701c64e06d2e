"""From an alignment to a shared passage: cut at quotation marks, named by kind, with its direction and the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..model import Locus, PassageKind, Reuse
from ..settings import ReuseSettings
from .align import Pair
from .stream import Stream, Zone

MIN_CONTENT = 3
"""Shared words that carry a subject: eight function words in a row are no passage."""
STRICTER = 0.015
"""How much more of it must be the same for each word that a passage is shorter than twice the least length: a few
words in common with others between them are chance or formula."""


def shared(
    a: Stream, b: Stream, pairs: Sequence[Pair], *, common: frozenset[str], settings: ReuseSettings
) -> Iterator[Reuse]:
    """The passages of one alignment (of ``a``, whose article sorts first, with ``b``); direction still unknown.

    Whether it is more than chance is asked of the alignment as a whole: a short quotation inside a copied paragraph is
    copied with it.
    """
    if not _tells(pairs, a, common, settings):
        return
    for part in _parted(pairs, a, b, settings.min_tokens):
        if _similarity(part) >= settings.min_similarity:
            yield _passage(part, a, b)


def _tells(pairs: Sequence[Pair], a: Stream, common: frozenset[str], settings: ReuseSettings) -> bool:
    """Whether so many words are the same, and so many of these carry a subject, that it cannot be chance."""
    if len(pairs) < settings.min_tokens or sum(a.words[x] not in common for x, _ in pairs) < MIN_CONTENT:
        return False
    least = settings.min_similarity + STRICTER * max(0, 2 * settings.min_tokens - len(pairs))
    return _similarity(pairs) >= min(1.0, least)


def _similarity(pairs: Sequence[Pair]) -> float:
    return len(pairs) / max(pairs[-1][0] - pairs[0][0] + 1, pairs[-1][1] - pairs[0][1] + 1)


def _passage(pairs: Sequence[Pair], a: Stream, b: Stream) -> Reuse:
    kind = _kind(pairs, a, b)
    (first_a, first_b), (last_a, last_b) = pairs[0], pairs[-1]
    long_a, long_b = last_a - first_a + 1, last_b - first_b + 1
    return Reuse(
        a=Locus(article=a.article, span=a.span(first_a, last_a)),
        b=Locus(article=b.article, span=b.span(first_b, last_b)),
        tokens=long_a,
        similarity=round(_similarity(pairs), 4),
        kind="verbatim" if len(pairs) == long_a == long_b else "edited",
        passage=kind,
        direction="unknown",
        why=_why(kind, len(pairs), long_a, long_b),
    )


def _kind(pairs: Sequence[Pair], a: Stream, b: Stream) -> PassageKind:
    zones = {a.zone[pairs[0][0]], b.zone[pairs[0][1]]}
    if Zone.CHROME in zones:
        return "boilerplate"
    if Zone.TITLE in zones:
        return "title"
    quoted = sum(_both_quoted(p, a, b) for p in pairs)
    return "quotation" if 2 * quoted > len(pairs) else "narration"


def _why(kind: PassageKind, same: int, long_a: int, long_b: int) -> str:
    place = {
        "quotation": "for the most part inside quotation marks on both sides",
        "narration": "in the outlets' own words on at least one side",
        "title": "in a title",
        "boilerplate": "outside the article's body on at least one side",
    }[kind]
    if same == long_a == long_b:
        return f"the same {same} words, {place}"
    return f"{same} words the same, in the same order, of {long_a} and {long_b}, {place}"


def _both_quoted(pair: Pair, a: Stream, b: Stream) -> bool:
    return a.quoted[pair[0]] and b.quoted[pair[1]]


def _parted(pairs: Sequence[Pair], a: Stream, b: Stream, least: int) -> list[Sequence[Pair]]:
    """The alignment cut where a shared quotation begins or ends; parts under ``least`` words stay with a neighbour."""
    bounds = [0, *(i for i in range(1, len(pairs)) if _turns(pairs, i, a, b)), len(pairs)]
    while len(bounds) > 2:
        sizes = [(bounds[i + 1] - bounds[i], i) for i in range(len(bounds) - 1)]
        size, at = min(sizes)
        if size >= least:
            break
        # Taking out a short part joins its two neighbours, which are of one kind: both its bounds go.
        inner = {i for i in (at, at + 1) if 0 < i < len(bounds) - 1}
        bounds = [x for i, x in enumerate(bounds) if i not in inner]
    return [pairs[start:end] for start, end in pairwise(bounds)]


def _turns(pairs: Sequence[Pair], at: int, a: Stream, b: Stream) -> bool:
    return _both_quoted(pairs[at], a, b) != _both_quoted(pairs[at - 1], a, b)
