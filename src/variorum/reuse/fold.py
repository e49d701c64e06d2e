"""Counting independent origins: what shares an origin folds into one, and the unknown never counts as independent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from ..model import Locus, Origin

UNKNOWN = "unknown origin"
SHARED = "a shared passage"
FAMILY = "outlets of "
"""Labels of unknown origins.  Articles under the first have one origin, whatever it is; those under the second (beside
much that is not shared) and the third (a publisher's name follows) only *may* have one."""


def independent(
    articles: Collection[str], origins: tuple[Origin, ...], *, readings: Collection[Locus] = ()
) -> tuple[int, int]:
    """The least and the most number of independent reports behind a set of articles.

    Articles with an origin in common fold into one.  In the least, an article of unknown origin counts nothing (the
    least of a non-empty set is still 1), and outlets of one publisher count once; in the most, an unknown article
    counts one, folded with those it shares narration with, and an article of two origins does not fold the others of
    either.  An article that belongs to an agency *and* to an unknown origin rests on the agency in part only: that part
    folds it in the least, not in the most.  ``readings`` are the passages in question, if there are such: a part that
    an origin's evidence places elsewhere then counts for nothing.  How many *voices* vouch is another count.
    """
    if not articles:
        return 0, 0
    own = frozenset(articles)
    theirs = [o for o in origins if not own.isdisjoint(o.articles)]
    rest = frozenset(a for o in theirs if _is_rest(o) for a in o.articles)
    kept = [(o, _members(o, rest, own, readings)) for o in theirs]
    loose = _components(articles, (sorted(m) for _, m in kept))
    known = {article for o, m in kept if o.kind != "unknown" for article in m}
    least = max(1, sum(bool(known.intersection(c)) for c in loose))
    in_part = {a for o, m in kept if _is_rest(o) for a in m}
    whole = [m if o.kind == "unknown" or readings else m - in_part for o, m in kept if not _may(o, readings)]
    return least, max(least, _apart(articles, whole))


def _may(origin: Origin, readings: Collection[Locus]) -> bool:
    """Whether it only may be one origin: that of one publisher's outlets, or of a passage in much that is not shared
    (unless the passages in question are what is shared)."""
    return _is_loose(origin) and not (readings and origin.evidence)


def _is_loose(origin: Origin) -> bool:
    return origin.kind == "unknown" and (origin.label == SHARED or origin.label.startswith(FAMILY))


def _is_rest(origin: Origin) -> bool:
    return origin.kind == "unknown" and not _is_loose(origin)


def _apart(articles: Collection[str], groups: Sequence[set[str]]) -> int:
    """How many articles can be picked no two of which share a group: those with fewest neighbours first.

    A greedy choice; where each article is in one group, as most are, it is the number of groups.
    """
    near: dict[str, set[str]] = {a: {a} for a in articles}
    for group in groups:
        for a in group:
            near[a] |= group
    left, picked = set(articles), 0
    for a in sorted(near, key=lambda a: (len(near[a]), a)):
        if a in left:
            picked += 1
            left -= near[a]
    return picked


def _members(origin: Origin, rest: frozenset[str], articles: frozenset[str], readings: Collection[Locus]) -> set[str]:
    """The articles of the set that rest on this origin, as far as the passages in question go; ``rest``: those that
    rest on a known origin in part only."""
    members = set(origin.articles).intersection(articles)
    if not readings or _is_rest(origin) or not origin.evidence:
        return members
    if origin.kind == "unknown":
        return {a for a in members if _touches(origin, a, readings)}
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
