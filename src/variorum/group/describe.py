"""What an event is called, when it was and where: always a member's own words."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from .. import lexicon, text
from ..model import Article, Witness

LEAD = 600
"""Characters of the body whose dates may be the event's, when nothing tells when the articles were published."""
PLACES = 3
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def identity(members: Sequence[Witness], prefix: str, taken: Collection[str]) -> str:
    """``prefix`` and a digest of the earliest article's text, so that an id stays when a later article joins."""
    first = min(members, key=lambda w: (w.article.published or "9999", w.article.id)).article
    digest = prefix + hashlib.sha256(first.sha256.encode()).hexdigest()[:10]
    if digest in taken:  # the same text stands for two events only where it is too short to link anything
        digest = prefix + hashlib.sha256(f"{first.sha256}\n{first.id}".encode()).hexdigest()[:10]
    return digest


def title(members: Sequence[Witness], standing: Mapping[str, float]) -> str:
    """The title of the member with the most in common with the others; without any, the first sentence of its body."""
    ranked = sorted(members, key=lambda w: (-standing.get(w.article.id, 0.0), w.article.id))
    titled = (_title(w.article) for w in ranked)
    return next((t for t in titled if t), None) or next((s for w in ranked if (s := _first(w.article))), "")


def _title(article: Article) -> str:
    if article.title:
        return " ".join(article.title.split())
    return next((" ".join(b.span.of(article.text).split()) for b in article.blocks_of("title")), "")


def _first(article: Article) -> str:
    for block in article.blocks_of("body") or article.blocks:
        for sentence in text.sentences(article.text, block.span)[:1]:
            return " ".join(sentence.of(article.text).split())[:200]
    return ""


def days(members: Sequence[Witness]) -> tuple[str | None, str | None]:
    """The first and the last day: of publication where known, else the day that half of the leads write out."""
    known = sorted(m.group() for w in members if (m := _DAY.match(w.article.published or "")))
    if known:
        return known[0], known[-1]
    named = Counter(day for w in members for day in _lead_days(w))
    best = min(named, key=lambda d: (-named[d], d), default=None)
    if best is None or 2 * named[best] < len(members):
        return None, None
    return best, best


def _lead_days(witness: Witness) -> set[str]:
    body = witness.article.blocks_of("body")
    start = body[0].span.start if body else 0
    return {
        m.value
        for m in witness.claims.moments
        if m.value
        and m.type == "DATE"
        and m.basis == "explicit"
        and _DAY.fullmatch(m.value)
        and start <= m.span.start < start + LEAD
    }


def places(members: Sequence[Witness]) -> tuple[str, ...]:
    """Places where the leads of at least half of the members (two of them at least, unless there is but one) say that
    something was: named after ``in``, ``at`` and the like, or in a dateline."""
    count = Counter(place for w in members for place in _lead_places(w))
    least = max(min(2, len(members)), (len(members) + 1) // 2)
    shared = [n for n in count if count[n] >= least]
    return tuple(sorted(shared, key=lambda n: (-count[n], n))[:PLACES])


def _lead_places(witness: Witness) -> set[str]:
    article = witness.article
    body = article.blocks_of("body")
    end = (body[0].span.start if body else 0) + LEAD
    return {
        n.name
        for n in witness.claims.names
        if n.kind == "place"
        and (
            n.role == "dateline"
            or (
                n.role == "body"
                and n.span.start < end
                and _located(article.text[max(0, n.span.start - 16) : n.span.start])
            )
        )
    }


def _located(before: str) -> bool:
    return bool(_links().search(before))


@cache
def _links(language: str = "en") -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon.load('occasions', language)['links'])})\s+(?:the\s+)?$")
