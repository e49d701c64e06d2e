"""From entries to an edition: relations, absence, verdicts, timeline, findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..model import Edition, Entry, Event, Origin, Reuse, Witness
from . import absence, findings, relations, timeline, verdicts
from .case import Case
from .dating import Day, infer
from .threads import threads
from .verdicts import Count

__all__ = ["Day", "edition", "infer", "threads"]


def edition(
    event: Event,
    *,
    witnesses: Sequence[Witness],
    entries: Sequence[Entry],
    passages: Sequence[Reuse],
    origins: Sequence[Origin],
    signs: Mapping[str, str],
    count: Count,
) -> Edition:
    """The judged edition of one event.

    ``count`` gives the least and most independent origins behind some articles; it is handed in because the room that
    knows is not this one's to import.
    """
    by_id = {w.article.id: w for w in witnesses}
    related = [relations.relate(e, by_id) for e in entries]
    ground = absence.ground(related, by_id)
    judged = tuple(_judged(e, ground, tuple(origins), count) for e in related)
    case = Case(
        event=event,
        witnesses=by_id,
        entries=judged,
        passages=tuple(passages),
        origins=tuple(origins),
        signs=signs,
    )
    return Edition(
        event=event,
        entries=judged,
        reuse=tuple(passages),
        origins=tuple(origins),
        timeline=timeline.rows(judged, by_id),
        findings=findings.of(case),
        independent=count(tuple(by_id), tuple(origins)),
    )


def _judged(entry: Entry, ground: absence.Ground, origins: tuple[Origin, ...], count: Count) -> Entry:
    return replace(
        entry,
        absence=absence.of(entry, ground),
        near=(),
        verdict=verdicts.verdict(entry),
        asserted_by=verdicts.asserted_by(entry, ground.witnesses, tuple(origins)),
        origins=verdicts.origins(entry, origins, count),
    )
