"""Which drafts stand inside which, and which of two that claim the same words is kept."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ..model import Credit, Name
from .statement_drafts import Draft

DROPPED = -1


def settle(*found: Sequence[Draft]) -> list[Draft]:
    """Of two drafts that claim the same words, with neither inside the other, the better one: of the first list that
    has one, then the one with the higher score."""
    reach = max((len(d.extent) for tier in found for d in tier), default=0)
    kept: list[Draft] = []
    starts: list[int] = []
    ranked = (d for tier in found for d in sorted(tier, key=lambda d: (-d.score, d.extent.start)))
    for one in ranked:
        near = range(bisect_left(starts, one.extent.start - reach), bisect_right(starts, one.extent.end))
        if not any(_clash(one, kept[n]) for n in near):
            place = bisect_right(starts, one.extent.start)
            starts.insert(place, one.extent.start)
            kept.insert(place, one)
    return kept


def _clash(one: Draft, other: Draft) -> bool:
    if not one.extent.overlaps(other.extent):
        return False
    inside, around = _within(one, other), _within(other, one)
    if inside != around:
        return False
    return (inside and around) or any(a.overlaps(b) for a in one.content for b in other.content)


def _within(inner: Draft, outer: Draft) -> bool:
    """Whether the cue of ``inner`` lies in the content of ``outer``."""
    at = inner.cue[0] if inner.cue else inner.content[0] if inner.content else None
    return at is not None and any(c.contains(at) for c in outer.content)


def nesting(drafts: Sequence[Draft]) -> tuple[int | None, ...]:
    """For each draft the index of the nearest one whose content holds its cue, or None.

    Drafts are in text order, so the open ones form a stack that is searched from the top.
    """
    nearest: list[int | None] = []
    stack: list[int] = []
    for i, one in enumerate(drafts):
        while stack and drafts[stack[-1]].extent.end <= one.extent.start:
            stack.pop()
        nearest.append(next((n for n in reversed(stack[-12:]) if _within(one, drafts[n])), None))
        stack.append(i)
    return tuple(nearest)


def in_order(drafts: Sequence[Draft], outer: Sequence[int | None]) -> tuple[tuple[Draft, ...], tuple[int | None, ...]]:
    """The drafts by place of source or content, then of cue, each followed by those that are nested in it."""
    inner: dict[int | None, list[int]] = {}
    for i, around in enumerate(outer):
        inner.setdefault(around, []).append(i)
    order: list[int] = []
    pending = list(reversed(_by_place(drafts, inner.get(None, []))))
    while pending:
        order.append(pending.pop())
        pending.extend(reversed(_by_place(drafts, inner.get(order[-1], []))))
    place = {old: new for new, old in enumerate(order)}
    moved = tuple(None if (around := outer[old]) is None else place[around] for old in order)
    return tuple(drafts[old] for old in order), moved


def _by_place(drafts: Sequence[Draft], some: Sequence[int]) -> list[int]:
    return sorted(some, key=lambda i: (drafts[i].extent.start, drafts[i].cue[0].start if drafts[i].cue else 0))


def without_carriers(
    drafts: Sequence[Draft], nested: Sequence[int | None], names: Sequence[Name], credits: Sequence[Credit]
) -> list[int | None]:
    """The nesting of the drafts without labels that name nobody and without agencies that only hand a statement on
    (`..., Reuters reported`): what they carried stands for itself, and the agency stays as the way it came."""
    outer = list(nested)
    inner: dict[int, list[int]] = {}
    for i, around in enumerate(outer):
        if around is not None:
            inner.setdefault(around, []).append(i)
    people = [n.span for n in names if n.kind in ("person", "organisation")]
    agencies = [c.span for c in credits if c.of == "text"]
    for i, one in enumerate(drafts):
        if one.rule == "label":
            drop = not any(n.overlaps(s) for s in one.source for n in people)
        else:
            carried = [drafts[n] for n in inner.get(i, ()) if drafts[n].within == one.within]
            drop = any(a.overlaps(s) for s in one.source for a in agencies) and passes_on(one, carried)
        if drop:
            for n in inner.get(i, ()):
                outer[n] = outer[i] if outer[i] != DROPPED else None
            outer[i] = DROPPED
    return outer


def passes_on(outer: Draft, inner: Sequence[Draft]) -> bool:
    """Whether ``outer`` only hands on one statement (`..., Reuters reported`): most of its content is that."""
    whole = sum(len(c) for c in outer.content)
    return any(sum(len(c) for c in d.content) + sum(len(c) for c in d.cue) >= 0.5 * whole for d in inner)
