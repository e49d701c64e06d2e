"""Which side a shared passage comes from, told only where there is evidence; otherwise ``unknown``.

Evidence is the kind of an article (an agency's copy or a handout is what others print, not the other way round), a
credit of one article that names the other's outlet, and time together with containment (the later article is for the
greater part the earlier one).  Time alone proves nothing: both may have it from a third.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from ..model import Article, Direction, Reuse, Witness
from .stream import Stream

CONTAINED = 0.5
"""Share of the later article's narration that must stand in the earlier one before time tells a direction."""
_PRIMARY = frozenset({"agency", "handout", "transcript"})
_TRUSTED = frozenset({"page", "text", "given", "url"})

Sign = tuple[Direction, str]


def given(found: Sequence[Reuse], a: Witness, b: Witness, in_a: Stream, in_b: Stream) -> list[Reuse]:
    """The passages of one pair with their direction; quotations, titles and boilerplate keep ``unknown``."""
    narration = [p for p in found if p.passage == "narration"]
    if not narration:
        return list(found)
    shared = sum(p.tokens for p in narration)
    signs = [s for s in (_by_kind(a.article, b.article), _by_credit(a, b)) if s]
    signs += _by_time(a.article, b.article, shared, in_a, in_b)
    directions = {s[0] for s in signs}
    if not signs:
        return list(found)
    reason = "; ".join(s[1] for s in signs)
    told: Direction = signs[0][0]
    if len(directions) > 1:
        reason, told = f"signs disagree: {reason}", "unknown"
    return [replace(p, direction=told, why=f"{p.why}; {reason}") if p.passage == "narration" else p for p in found]


def _by_kind(a: Article, b: Article) -> Sign | None:
    if (a.kind in _PRIMARY) == (b.kind in _PRIMARY):
        return None
    return ("a->b", f"{a.id} is given as {a.kind}") if a.kind in _PRIMARY else ("b->a", f"{b.id} is given as {b.kind}")


def _by_credit(a: Witness, b: Witness) -> Sign | None:
    to_b, to_a = _credits(b, a.article.outlet), _credits(a, b.article.outlet)
    if to_b == to_a:
        return None
    if to_b:
        return "a->b", f"{b.article.id} credits {a.article.outlet}"
    return "b->a", f"{a.article.id} credits {b.article.outlet}"


def _credits(witness: Witness, outlet: str | None) -> bool:
    """Whether a text credit of the article names that outlet."""
    if not outlet:
        return False
    named = {c.agency for c in witness.claims.credits if c.of == "text"}
    named |= {via for s in witness.claims.statements for via in s.via}
    return outlet.casefold() in {n.casefold() for n in named}


def _by_time(a: Article, b: Article, shared: int, in_a: Stream, in_b: Stream) -> list[Sign]:
    order = _earlier(a, b)
    if order is None:
        return []
    first, second, later = (a, b, in_b) if order == "a->b" else (b, a, in_a)
    share = shared / max(1, later.narration())
    if share < CONTAINED:
        return []
    return [(order, f"{first.id} is earlier and holds {share:.0%} of the narration of {second.id}")]


def _earlier(a: Article, b: Article) -> Direction | None:
    if a.published_basis not in _TRUSTED or b.published_basis not in _TRUSTED:
        return None
    x, y = _moment(a.published), _moment(b.published)
    if x is None or y is None:
        return None
    if x[1] and y[1] and (x[0].tzinfo is None) == (y[0].tzinfo is None):
        return "a->b" if x[0] < y[0] else "b->a" if y[0] < x[0] else None
    gap = (y[0].date() - x[0].date()).days  # a bare day, or an unknown zone: only a full day between them tells
    return "a->b" if gap > 1 else "b->a" if gap < -1 else None


def _moment(value: str | None) -> tuple[datetime, bool] | None:
    """The time of an ISO 8601 string and whether it names an hour; None when it is not one."""
    try:
        return (datetime.fromisoformat(value), "T" in value or " " in value) if value else None
    except ValueError:
        return None
