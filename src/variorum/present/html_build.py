"""From the shared view to the data of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .html_anchors import Anchors
from .html_articles import articles, speakers
from .html_data import Choices, EditionPage, Page, StepPage, StorylinePage, ThreadPage
from .html_data_entry import EntryPage, EntryRef
from .html_edition import edition_page
from .html_words import excerpt
from .view import StorylineView, ThreadView, VolumeView

_SEVERITIES = ("high", "medium", "low")
_STEP = 220
"""Characters of the words shown for one step of a thread."""


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
        storylines=tuple(_storyline(s, by_event) for s in view.storylines),
        editions=editions,
        articles=articles(view, entries=entries, anchors=anchors, keys=keys),
        speakers=keys,
        choices=_choices(editions, entries),
        reasons=anchors.reasons,
        entries=len(entries),
        opened=max(editions, key=lambda e: len(e.signs)).id if editions else "",
    )


def _storyline(view: StorylineView, by_event: Mapping[str, EditionPage]) -> StorylinePage:
    editions = tuple(by_event[e.id] for e in view.events)
    return StorylinePage(view=view, editions=editions, threads=tuple(_thread(t, by_event) for t in view.threads))


def _thread(view: ThreadView, by_event: Mapping[str, EditionPage]) -> ThreadPage:
    steps = []
    for step in view.steps:
        entry = next(e for e in by_event[step.event].entries if e.view.id == step.entry)
        ref = EntryRef(id=entry.id, number=entry.number, words=excerpt(step.quote.text, _STEP))
        signs = tuple(sorted(entry.signs, key=lambda sign: step.signs.index(sign.text)))
        steps.append(StepPage(view=step, entry=ref, signs=signs))
    return ThreadPage(view=view, steps=tuple(steps))


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
