"""What an event is called, when it was and where: always a member's own words."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from .. import lexicon, text
from ..model import Article, Witness

LEAD = 600
"""Characters of the body whose dates may be the event's, when nothing tells when the articles were published."""
PLACES = 3
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What an article has to say about the name, the day and the place of its event.

    ``first``: the first sentence of its body; ``days``: those that its lead writes out (ISO 8601); ``places``: those
    where its lead says that something was; both sorted.
    """

    id: str
    sha256: str
    published: str | None
    title: str
    first: str
    days: tuple[str, ...]
    places: tuple[str, ...]


def card(witness: Witness) -> Card:
    """The card of one article."""
    article = witness.article
    return Card(
        id=article.id,
        sha256=article.sha256,
        published=article.published,
        title=_title(article),
        first=_first(article),
        days=tuple(sorted(_lead_days(witness))),
        places=tuple(sorted(_lead_places(witness))),
    )


def identity(members: Sequence[Card], prefix: str, taken: Collection[str]) -> str:
    """``prefix`` and a digest of the earliest article's text, so that an id stays when a later article joins."""
    first = min(members, key=lambda c: (c.published or "9999", c.id))
    digest = prefix + hashlib.sha256(first.sha256.encode()).hexdigest()[:10]
    again = 0
    while digest in taken:  # a text too short to link anything, or one whose event has split or moved on
        tried = f"{first.sha256}\n{first.id}" + (f"\n{again}" if again else "")
        digest = prefix + hashlib.sha256(tried.encode()).hexdigest()[:10]
        again += 1
    return digest


def title(members: Sequence[Card], standing: Mapping[str, float]) -> str:
    """The title of the member with the most in common with the others; without any, the first sentence of its body."""
    ranked = sorted(members, key=lambda c: (-standing.get(c.id, 0.0), c.id))
    return next((c.title for c in ranked if c.title), None) or next((c.first for c in ranked if c.first), "")


def _title(article: Article) -> str:
    if article.title:
        return " ".join(article.title.split())
    return next((" ".join(b.span.of(article.text).split()) for b in article.blocks_of("title")), "")


def _first(article: Article) -> str:
    for block in article.blocks_of("body") or article.blocks:
        for sentence in text.sentences(article.text, block.span)[:1]:
            return " ".join(sentence.of(article.text).split())[:200]
    return ""


def days(members: Sequence[Card]) -> tuple[str | None, str | None]:
    """The first and the last day: of publication where known, else the day that half of the leads write out."""
    known = sorted(m.group() for c in members if (m := _DAY.match(c.published or "")))
    if known:
        return known[0], known[-1]
    named = Counter(day for c in members for day in c.days)
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


def places(members: Sequence[Card]) -> tuple[str, ...]:
    """Places where the leads of at least half of the members (two of them at least, unless there is but one) say that
    something was: named after ``in``, ``at`` and the like, or in a dateline."""
    count = Counter(place for c in members for place in c.places)
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
