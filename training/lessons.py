"""What the alignment of passages learns from: events of which it is known which passages tell the same thing.

Invented ones: the development stories of ``tests/events`` in plain and in looser words, and the events written as
newsrooms write (``tests/keys/desks``, those named ``dev_``; what their key does not have in two reports is of one
report only).  Real ones: those of :mod:`labelled`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import labelled
import numpy as np
from alignment import article_of, items_of, records, witness
from labelled import MOSTLY, shared
from numpy.typing import NDArray

from tests import desk_key
from tests.events import derive, story
from tests.events.derive import Report
from variorum.collate.lexis import lexis
from variorum.collate.sense import Sense
from variorum.collate.units import Unit, units
from variorum.model import Witness

FIRST_SEED = 101  # the events that are measured have the lowest seeds
VALUES = ("figure", "moment")
KINDS = ("plain", "looser", "desk", "real")

Told = tuple[frozenset[object], frozenset[object], bool]
"""The things that a passage tells; the figures and times that it gives; whether the key knows all that it tells."""
Answers = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One event.  ``story``: what must not stand on both sides of a cut; ``units`` are those of ``witnesses``, each
    with what it tells; ``copies``: witnesses (by number) with one text, of which readers labelled only a part."""

    story: str
    kind: str
    witnesses: tuple[Witness, ...]
    units: tuple[Unit, ...]
    told: tuple[Told, ...]
    copies: frozenset[tuple[int, int]] = frozenset()

    def answer(self, i: int, j: int) -> int:
        """Whether units ``i`` and ``j`` tell the same: 1, 0, or -1 where nobody can tell."""
        (things, values, known), (others, theirs, sure) = self.told[i], self.told[j]
        one, two = self.units[i], self.units[j]
        if things & others:
            return 1
        if one.words == two.words and one.witness != two.witness:
            return 1 if len(one.words) > 3 else -1
        unsure = values & theirs or not known or not sure or (one.witness, two.witness) in self.copies
        return -1 if unsure else 0


def all_of_them(seeds: int) -> Iterator[Lesson]:
    """Every lesson; ``seeds``: how many events are derived from each story."""
    yield from generated(seeds)
    yield from desks()
    yield from real()


def generated(seeds: int) -> Iterator[Lesson]:
    """The generated events of the development stories."""
    for fold, kind in (("development", "plain"), ("looser", "looser")):
        for name in story.names(fold):
            for seed in range(FIRST_SEED, FIRST_SEED + seeds):
                event = derive.event(story.load(name), seed)
                reports = sorted(event.reports, key=lambda r: r.id)
                values = frozenset(i.id for i in event.story.items if i.kind in VALUES)
                yield _lesson(
                    name.removesuffix(".looser"), kind, [witness(r) for r in reports], _by_report(reports, values)
                )


def _by_report(reports: Sequence[Report], values: frozenset[str]) -> Callable[[Unit], Told]:
    def told(unit: Unit) -> Told:
        report = reports[unit.witness]
        own = items_of(unit, report) - values
        around = {g.item for g in report.given if g.item in values and shared(unit.pieces, (g.passage,)) >= _most(unit)}
        things = frozenset(own | around)
        return things, frozenset(), bool(things) and shared(unit.pieces, report.leads) < _most(unit)

    return told


def _most(unit: Unit) -> float:
    return MOSTLY * sum(map(len, unit.pieces))


def desks() -> Iterator[Lesson]:
    """The events written as newsrooms write, of the development fold."""
    for name in desk_key.names("dev"):
        desk = desk_key.load(name)
        read = sorted(records(desk_key.FOLDER / f"{name}.jsonl"), key=lambda r: r["id"])
        yield _lesson(name, "desk", [article_of(r) for r in read], _by_key(desk))


def _by_key(desk: desk_key.Desk) -> Callable[[Unit], Told]:
    def told(unit: Unit) -> Told:
        own = [m for m in desk.mentions if m.witness == unit.article]
        size = sum(map(len, unit.pieces))
        things = frozenset(
            m.item
            for m in own
            if m.kind not in VALUES and shared(unit.pieces, m.spans) >= MOSTLY * min(size, sum(map(len, m.spans)))
        )
        return things, frozenset(m.item for m in own if m.kind in VALUES and shared(unit.pieces, m.spans)), True

    return told


def real() -> Iterator[Lesson]:
    """The real events that readers have labelled."""
    for event in labelled.events():
        found = _units(event.witnesses)
        told = tuple((event.things(u), frozenset[object](), event.known(u.witness, u.pieces[-1])) for u in found)
        yield Lesson(event.storyline, "real", event.witnesses, found, told, event.copies)


def _lesson(story: str, kind: str, witnesses: Sequence[Witness], told: Callable[[Unit], Told]) -> Lesson:
    found = _units(witnesses)
    return Lesson(story, kind, tuple(witnesses), found, tuple(told(u) for u in found))


def _units(witnesses: Sequence[Witness]) -> tuple[Unit, ...]:
    """The units of an event, without vectors."""
    laid_out = (replace(lexis(w, n), sense=Sense()) for n, w in enumerate(witnesses))
    return tuple(u for one in laid_out for u in units(one))
