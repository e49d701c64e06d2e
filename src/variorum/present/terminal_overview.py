"""The head of the terminal view: storylines, their events first, and what changed from one event to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from .labels import count
from .sheet import Sheet
from .terminal_entries import clip
from .view import StorylineView, ThreadView, VolumeView

_THREADS: Final = 3
_WHY: Final = 120
"""Characters of a reason shown; the record has all of it."""
_QUOTED: Final = 140
_SIGNS: Final = 3


def overview(sheet: Sheet, view: VolumeView) -> None:
    """Nothing for a single event: its own head says it all."""
    events = sum(len(s.events) for s in view.storylines)
    if len(view.editions) < 2 or not events:
        if not view.editions:
            sheet.line("No article could be compared.")
        return
    told = (count(len(view.storylines), "storyline"), count(len(view.editions), "event"))
    sheet.line((", ".join((*told, count(len(view.witnesses), "article"))), "bold"))
    places = {e.event.id: n for n, e in enumerate(view.editions, 1)}
    for storyline in view.storylines:
        _storyline(sheet, storyline, places)
    sheet.blank()
    sheet.line(("--event N shows one of them alone; --together makes all one event", "dim"))


def _storyline(sheet: Sheet, storyline: StorylineView, places: Mapping[str, int]) -> None:
    sheet.blank()
    if len(storyline.events) > 1:
        sheet.line("Storyline: ", (storyline.title, "bold"))
    column = 2 + len(f"[{max(places[e.id] for e in storyline.events)}] ")
    for event in storyline.events:
        witnesses = f"{count(len(event.signs), 'witness', 'witnesses')}: {', '.join(event.signs)}"
        sheet.item(
            f"[{places[event.id]}]", event.title, (f" ({event.when}; {witnesses})", "dim"), indent=2, column=column
        )
    if len(storyline.events) > 1:
        sheet.line((f"together because: {clip(storyline.why, _WHY)}", "dim"), indent=2)
    if storyline.threads:
        sheet.line(
            (f"{count(len(storyline.threads), 'thread')} through these events: see THREADS at the end", "dim"), indent=2
        )


def threads(sheet: Sheet, view: VolumeView) -> None:
    """What changed from one event to another, storyline by storyline."""
    told = [s for s in view.storylines if s.threads]
    if not told:
        return
    sheet.blank()
    note = "  earlier against later: a change over time is no conflict between witnesses"
    sheet.line(("THREADS", "bold underline"), (note, "dim"))
    for storyline in told:
        if len(told) > 1:
            sheet.line((storyline.title, "bold"), indent=2)
        _threads(sheet, storyline.threads)


def _threads(sheet: Sheet, threads: Sequence[ThreadView]) -> None:
    changed = [t for t in threads if not t.steady]
    shown = (changed or threads)[:_THREADS]
    for thread in shown:
        sheet.line((f"{thread.change}: ", "bold"), thread.why, indent=2)
        for step in thread.steps:
            signs = f"{', '.join(step.signs[:_SIGNS])}{', ...' if len(step.signs) > _SIGNS else ''}: "
            sheet.item(step.when, (signs, "bold"), clip(step.quote.text, _QUOTED), indent=4, column=22)
    more = len(threads) - len(shown)
    if more:
        steady = len(threads) - len(changed) if changed else 0
        note = f", {steady} of them without a change" if steady else ""
        sheet.line((f"{count(more, 'more thread')}{note}, in the page and the record", "dim"), indent=2)
