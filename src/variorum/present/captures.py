"""Other captures of a witness in the record of an event: among its articles, and unread in each of its entries.

So every article of a record stands in one event and has one place in each of its entries, while what the engine knows,
and every view shows, are the witnesses alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from ..model import Absence, Edition, Version


def included(edition: Edition, versions: Iterable[Version], labels: Mapping[str, str]) -> Edition:
    """An edition with the other captures of its witnesses."""
    members = set(edition.event.articles)
    beside = sorted((v.article.id, labels[v.of]) for v in versions if v.of in members)
    if not beside:
        return edition
    absent = tuple(
        Absence(article=article, state="unread", why=f"another capture of {sign}, which stands for both")
        for article, sign in beside
    )
    return replace(
        edition,
        event=replace(edition.event, articles=tuple(sorted((*members, *(a.article for a in absent))))),
        entries=tuple(replace(e, absence=(*e.absence, *absent)) for e in edition.entries),
    )


def left_out(edition: Edition, versions: Collection[str]) -> Edition:
    """The edition without ``versions``, the ids of other captures: what :func:`included` was given."""
    if not versions:
        return edition
    return replace(
        edition,
        event=replace(edition.event, articles=tuple(a for a in edition.event.articles if a not in versions)),
        entries=tuple(
            replace(e, absence=tuple(a for a in e.absence if a.article not in versions)) for e in edition.entries
        ),
    )
