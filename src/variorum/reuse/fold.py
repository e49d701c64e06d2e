"""Counting independent origins: what shares an origin folds into one, and the unknown never counts as independent."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..model import Locus, Origin


def independent(
    articles: Collection[str], origins: tuple[Origin, ...], *, readings: Collection[Locus] = ()
) -> tuple[int, int]:
    """The least and the most number of independent origins behind a set of articles.

    Articles with an origin in common fold into one.  In the least, an article of unknown origin counts nothing (the
    least of a non-empty set is still 1); in the most, it counts one, folded with those it shares narration with.  An
    article that belongs to an agency *and* to an unknown origin rests on the agency in part only: that part folds it
    in the least, not in the most.  ``readings`` are the passages in question, if there are such: a part that an
    origin's evidence places elsewhere then counts for nothing.
    """
    if not articles:
        return 0, 0
    kept = [(o, _members(o, origins, articles, readings)) for o in origins]
    loose = _components(articles, (sorted(m) for _, m in kept))
    known = {article for o, m in kept if o.kind != "unknown" for article in m}
    least = max(1, sum(bool(known.intersection(c)) for c in loose))
    in_part = {a for o, m in kept if o.kind == "unknown" for a in m}
    whole = (sorted(m - in_part) if o.kind != "unknown" else sorted(m) for o, m in kept)
    most = len(_components(articles, whole))
    return least, max(least, most)


def _members(
    origin: Origin, origins: tuple[Origin, ...], articles: Collection[str], readings: Collection[Locus]
) -> set[str]:
    """The articles of the set that rest on this origin, as far as the passages in question go."""
    members = set(origin.articles).intersection(articles)
    if not readings or origin.kind == "unknown":
        return members
    rest = {a for o in origins if o.kind == "unknown" for a in o.articles}
    return {a for a in members if a not in rest or _touches(origin, a, readings)}


def _touches(origin: Origin, article: str, readings: Collection[Locus]) -> bool:
    return any(
        e.article == article and r.article == article and e.span.overlaps(r.span)
        for e in origin.evidence
        for r in readings
    )


def _components(articles: Collection[str], groups: Iterable[list[str]]) -> list[set[str]]:
    return components(articles, ((group[0], other) for group in groups if group for other in group[1:]))


def components(articles: Collection[str], links: Iterable[tuple[str, str]]) -> list[set[str]]:
    """The sets of articles that links hold together, in order of their first article (union-find)."""
    parent = {article: article for article in articles}

    def root(article: str) -> str:
        while parent[article] != article:
            parent[article] = parent[parent[article]]
            article = parent[article]
        return article

    for a, b in links:
        x, y = root(a), root(b)
        parent[max(x, y)] = min(x, y)
    found: dict[str, set[str]] = {}
    for article in sorted(articles):
        found.setdefault(root(article), set()).add(article)
    return list(found.values())
