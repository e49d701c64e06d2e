"""What a batch of articles changed: which event is which from one grouping to the next, and the log that says so.

A group keeps the id of the former one with which it has the most members in common.  The log is complete: replayed
from the former grouping it gives the new one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Level = Literal["event", "storyline"]
Kind = Literal["new", "grown", "merged", "split", "moved"]
Members = Mapping[str, Sequence[str]]
"""The members of each group by its id: articles of an event, events of a storyline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the log: ``members`` join the group ``id``.

    ``new``: the group is new, and so are they; ``grown``: they are new, the group is not; ``merged``: they are all that
    was left of the group ``source``, whose id is retired; ``split``: they leave ``source`` for a group that is new;
    ``moved``: they leave it for another that was there.  ``batch`` counts from 1; ``members`` are articles of an event
    and events of a storyline.
    """

    batch: int
    level: Level
    change: Kind
    id: str
    source: str | None
    members: tuple[str, ...]
    why: str


def kept(old: Members, groups: Sequence[Iterable[str]]) -> list[str | None]:
    """For each new group the id that it keeps: that of the former group which it has the most members in common with,
    and which has no more in common with another."""
    home = {m: identity for identity, members in old.items() for m in members}
    shared: dict[tuple[int, str], int] = defaultdict(int)
    for at, group in enumerate(groups):
        for m in group:
            if m in home:
                shared[at, home[m]] += 1
    found: list[str | None] = [None] * len(groups)
    taken: set[str] = set()
    for at, identity in sorted(shared, key=lambda k: (-shared[k], k[1], k[0])):
        if found[at] is None and identity not in taken:
            found[at] = identity
            taken.add(identity)
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """A change without its reason."""

    change: Kind
    id: str
    source: str | None
    members: tuple[str, ...]


def steps(old: Members, new: Members) -> list[Step]:
    """What leads from one grouping to the next, in an order in which it can be replayed."""
    home = {m: identity for identity, members in old.items() for m in members}
    made = []
    for identity in sorted(new):
        comers: dict[str | None, list[str]] = defaultdict(list)
        for m in new[identity]:
            if home.get(m) != identity:
                comers[home.get(m)].append(m)
        for source in sorted(comers, key=lambda s: s or ""):
            members = tuple(sorted(comers[source]))
            made.append(Step(_kind(identity, source, old, new), identity, source, members))
    return made


def _kind(identity: str, source: str | None, old: Members, new: Members) -> Kind:
    if source is None:
        return "grown" if identity in old else "new"
    if source not in new:
        return "merged"
    return "moved" if identity in old else "split"


def replayed(events: Members, storylines: Members, changes: Iterable[Change]) -> tuple[Members, Members]:
    """The events and storylines after some changes, from those before them."""
    batches: dict[int, dict[Level, list[Change]]] = defaultdict(lambda: {"event": [], "storyline": []})
    for change in changes:
        batches[change.batch][change.level].append(change)
    for _, both in sorted(batches.items()):
        events = _applied(events, both["event"])
        left = {s: [e for e in members if e in events] for s, members in storylines.items()}
        storylines = _applied(left, both["storyline"])
    return events, storylines


def _applied(old: Members, changes: Iterable[Change]) -> dict[str, tuple[str, ...]]:
    groups = {identity: set(members) for identity, members in old.items()}
    for change in changes:
        if change.source is not None:
            groups[change.source] -= set(change.members)
        groups.setdefault(change.id, set()).update(change.members)
    return {identity: tuple(sorted(members)) for identity, members in sorted(groups.items()) if members}
