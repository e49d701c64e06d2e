"""Paragraphs that an outlet prints under one article after the other: boilerplate that no layout marks as such."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..model import Locus, Reuse, Witness
from ..text import normal, words
from . import sayings

LEAST = 3
"""Articles of one outlet that must hold a paragraph."""
OTHERWISE = 0.5
"""Share of the shorter body in common from which two articles are versions of each other, and no paragraph is told."""

Words = tuple[str, ...]


def marked(found: Sequence[Reuse], witnesses: Sequence[Witness]) -> list[Reuse]:
    """The passages, those of narration that are whole paragraphs of :data:`LEAST` articles of an outlet, word for word,
    as boilerplate."""
    by_id = {w.article.id: w for w in witnesses}
    shared: Counter[tuple[str, str]] = Counter()
    for r in found:
        shared[r.a.article, r.b.article] += len(r.a.span)
    holders: dict[tuple[str, Words], set[str]] = defaultdict(set)
    keys: dict[int, tuple[str, Words]] = {}
    for at, r in enumerate(found):
        key = _key(r, by_id) if r.passage == "narration" and r.kind == "verbatim" else None
        shorter = min(len(by_id[x.article].article.text) for x in (r.a, r.b))
        if key and shared[r.a.article, r.b.article] < OTHERWISE * shorter:
            keys[at] = key
            holders[key] |= {r.a.article, r.b.article}
    return [
        _as_boilerplate(r, len(holders[keys[at]])) if at in keys and len(holders[keys[at]]) >= LEAST else r
        for at, r in enumerate(found)
    ]


def _key(passage: Reuse, by_id: Mapping[str, Witness]) -> tuple[str, Words] | None:
    """The outlet of both articles and the words, where the passage is a whole paragraph on both sides."""
    outlets = {sayings.plain(by_id[x.article].article.outlet or "") for x in (passage.a, passage.b)}
    if len(outlets) != 1 or outlets == {""} or not all(_whole(x, by_id) for x in (passage.a, passage.b)):
        return None
    text = by_id[passage.a.article].article.text
    return outlets.pop(), tuple(normal(w.text) for w in words(text, passage.a.span))


def _whole(place: Locus, by_id: Mapping[str, Witness]) -> bool:
    """Whether nothing but marks stands in the lines of a passage besides it."""
    text = by_id[place.article].article.text
    start = text.rfind("\n", 0, place.span.start) + 1
    end = text.find("\n", place.span.end)
    rest = text[start : place.span.start] + text[place.span.end : end if end >= 0 else len(text)]
    return len(rest) < 12 and not any(c.isalnum() for c in rest)


def _as_boilerplate(passage: Reuse, count: int) -> Reuse:
    why = f"{passage.why}; a paragraph that {count} articles of one outlet have, and little else in common"
    return replace(passage, passage="boilerplate", direction="unknown", why=why)
