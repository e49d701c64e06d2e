"""From the shared view to the data of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .html_anchors import Anchors
from .html_articles import articles, speakers
from .html_data import Choices, EditionPage, EntryPage, Page, StorylinePage
from .html_edition import edition_page
from .view import VolumeView

_SEVERITIES = ("high", "medium", "low")


def page(view: VolumeView) -> Page:
    """All that the templates lay out."""
    anchors = Anchors()
    for witness in view.witnesses:
        anchors.witness(witness)
    editions = tuple(edition_page(edition, view=view, anchors=anchors) for edition in view.editions)
    entries = [entry for edition in editions for entry in edition.entries]
    keys = speakers(view)
    by_event = {edition.view.event.id: edition for edition in editions}
    return Page(
        view=view,
        title=_title(editions),
        storylines=tuple(
            StorylinePage(view=s, editions=tuple(by_event[e.id] for e in s.events)) for s in view.storylines
        ),
        editions=editions,
        articles=articles(view, entries=entries, anchors=anchors, keys=keys),
        speakers=keys,
        choices=_choices(editions, entries),
        entries=len(entries),
        opened=max(editions, key=lambda e: len(e.signs)).id if editions else "",
    )


def _title(editions: Sequence[EditionPage]) -> str:
    if not editions:
        return "No edition"
    first = editions[0].view.event.title
    more = len(editions) - 1
    return first if not more else f"{first} and {more} more event{'s' if more > 1 else ''}"


def _choices(editions: Sequence[EditionPage], entries: Sequence[EntryPage]) -> Choices:
    severities = {f.view.severity for e in editions for f in e.findings}
    return Choices(
        kinds=_met(e.view.kind for e in entries),
        speakers=tuple(sorted({name for e in entries for name in e.speakers})),
        relations=_met(r for e in entries for r in e.relations),
        severities=tuple(s for s in _SEVERITIES if s in severities),
    )


def _met(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
