"""Thresholds applied late: from a whole record to what is sure enough to be shown, without reading anything again.

Scores stay in the record; this draws a stricter volume from it.  What is left out is counted in a note, so that
nothing is lost without a word.  An entry of one witness is no alignment, and stays whatever its score.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from ..model import Edition, Entry, Finding, TimelineRow, Volume
from ..settings import JudgeSettings
from . import verdicts

Thing = TypeVar("Thing", Finding, TimelineRow)


def shown(volume: Volume, *, settings: JudgeSettings | None = None) -> Volume:
    """The volume with the alignments and relations that reach ``settings``; verdicts follow the relations that stay.

    A finding all of whose entries are left out goes with them.  Loosening needs the whole record: give the volume as
    it was made or loaded.
    """
    settings = settings or JudgeSettings()
    if settings.min_entry <= 0 and settings.min_relation <= 0:
        return volume
    editions = tuple(_edition(e, settings) for e in volume.editions)
    note = _note(volume.editions, editions, settings)
    return replace(volume, editions=editions, warnings=(*volume.warnings, *note))


def _edition(edition: Edition, settings: JudgeSettings) -> Edition:
    entries = tuple(_entry(e, settings) for e in edition.entries if _aligned(e, settings))
    kept = {e.id for e in entries}
    return replace(
        edition,
        entries=entries,
        findings=tuple(_about(f, kept) for f in edition.findings if not f.entries or kept & set(f.entries)),
        timeline=tuple(_about(r, kept) for r in edition.timeline),
    )


def _aligned(entry: Entry, settings: JudgeSettings) -> bool:
    return entry.score >= settings.min_entry or len({r.article for r in entry.readings}) == 1


def _entry(entry: Entry, settings: JudgeSettings) -> Entry:
    relations = tuple(r for r in entry.relations if r.score >= settings.min_relation)
    if len(relations) == len(entry.relations):
        return entry
    fewer = replace(entry, relations=relations)
    return replace(fewer, verdict=verdicts.verdict(fewer))


def _about(thing: Thing, kept: set[str]) -> Thing:
    return replace(thing, entries=tuple(e for e in thing.entries if e in kept))


def _note(before: tuple[Edition, ...], after: tuple[Edition, ...], settings: JudgeSettings) -> tuple[str, ...]:
    """What was left out, in one line; none where nothing was."""
    entries = sum(len(a.entries) - len(b.entries) for a, b in zip(before, after, strict=True))
    findings = sum(len(a.findings) - len(b.findings) for a, b in zip(before, after, strict=True))
    relations = _relations(before) - _relations(after)
    if not entries and not relations:
        return ()
    return (
        f"not shown: {entries} alignments that score under {settings.min_entry:.2f}, {relations} relations that they "
        f"hold or that score under {settings.min_relation:.2f}, and {findings} findings about those alignments alone; "
        "the record has them",
    )


def _relations(editions: tuple[Edition, ...]) -> int:
    return sum(len(entry.relations) for edition in editions for entry in edition.entries)
