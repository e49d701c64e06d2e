"""One event of a volume on its own, as a volume that stands alone."""

from __future__ import annotations

from dataclasses import replace

from ..model import Edition, Storyline, Volume


def of(volume: Volume, event: str) -> Volume:
    """The volume of the event with that id: its articles, its edition, and what its storyline says of them.

    Raises ``KeyError`` when there is none.  What was turned away stays: it may have belonged to it.
    """
    edition = next((e for e in volume.editions if e.event.id == event), None)
    if edition is None:
        raise KeyError(event)
    members = set(edition.event.articles)
    return replace(
        volume,
        witnesses=tuple(w for w in volume.witnesses if w.article.id in members),
        labels=tuple(pair for pair in volume.labels if pair[0] in members),
        editions=(edition,),
        versions=tuple(v for v in volume.versions if v.of in members),
        storylines=tuple(_within(s, edition) for s in volume.storylines if event in s.events),
    )


def _within(storyline: Storyline, edition: Edition) -> Storyline:
    """A storyline without the links and threads that lead out of one event."""
    members, entries = set(edition.event.articles), {e.id for e in edition.entries}
    return replace(
        storyline,
        events=(edition.event.id,),
        links=tuple(x for x in storyline.links if {x.a, x.b} <= members),
        threads=tuple(t for t in storyline.threads if entries.issuperset(t.entries)),
    )
