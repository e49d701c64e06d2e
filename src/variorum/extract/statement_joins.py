"""Quotations that run on: pieces of one quotation brought together over sentences and paragraphs.

A sentence or paragraph that is nothing but a quotation belongs to the attribution before it (`"...," he said. "..."`),
or, when the sentence before introduced it with a colon, to that one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..model import Span
from .quotes import Quotation
from .statement_drafts import Draft, spoken
from .statement_units import Unit

_EDGE = frozenset([".", ",", "!", "?", "-", ":", ";", "C"])


def join(
    units: Sequence[Unit], drafts: Sequence[Draft], quotations: Sequence[Quotation], text: str
) -> tuple[Draft, ...]:
    """The drafts with bare quotations added to the attribution that they continue."""
    by_unit: dict[int, list[int]] = {}
    for i, draft in enumerate(drafts):
        by_unit.setdefault(draft.unit, []).append(i)
    taken = {q: i for i, draft in enumerate(drafts) for q in draft.quotes}
    made = list(drafts)
    last: int | None = None
    last_unit = reached = 0
    for number, unit in enumerate(units):
        if unit.within is not None:
            break
        own = by_unit.get(number, []) or sorted({taken[q] for q in unit.quotes if q in taken})
        if own or not _is_bare(unit):
            last, last_unit, reached = (_final(made, own) if own else None), number, unit.block
            continue
        if last is None or unit.block > reached + 1 or not _carries_on(made[last], units[last_unit], unit, quotations):
            last = None
            continue
        reached = unit.block
        runs_on = made[last].quoted or made[last].before or not made[last].content
        if runs_on and (unit.block == units[last_unit].block or not made[last].content or _continues(unit, quotations)):
            made[last] = _with(made[last], unit, quotations, text)
        else:
            made.append(_new(made[last], number, unit, quotations, text))
            last, last_unit = len(made) - 1, number
    return tuple(d for d in made if d.content)


def _is_bare(unit: Unit) -> bool:
    return "Q" in unit.tags and all(t == "Q" or t in _EDGE for t in unit.tags)


def _final(drafts: Sequence[Draft], own: Sequence[int]) -> int:
    """The draft of a unit that a following quotation carries on: the quoted one that ends last, else the first."""
    quoted = [i for i in own if drafts[i].quoted or not drafts[i].content]
    if quoted:
        return max(quoted, key=lambda i: drafts[i].extent.end)
    return max(own, key=lambda i: (drafts[i].score, -drafts[i].extent.start))


def _carries_on(draft: Draft, before: Unit, unit: Unit, quotations: Sequence[Quotation]) -> bool:
    if unit.block == before.block or not draft.content:
        return True
    return draft.quoted or _continues(unit, quotations)


def _continues(unit: Unit, quotations: Sequence[Quotation]) -> bool:
    """Whether a unit begins with a quotation that the paragraph before left open."""
    return quotations[next(q for q in unit.quotes if q >= 0)].continues is not None


def _with(draft: Draft, unit: Unit, quotations: Sequence[Quotation], text: str) -> Draft:
    indices = tuple(q for q in unit.quotes if q >= 0)
    spans = tuple(spoken(text, quotations[q]) for q in indices)
    return replace(
        draft,
        content=(*draft.content, *spans),
        quotes=(*draft.quotes, *indices),
        quoted=draft.quoted or not draft.content,
        extent=Span(draft.extent.start, max(draft.extent.end, unit.span.end)),
    )


def _new(draft: Draft, number: int, unit: Unit, quotations: Sequence[Quotation], text: str) -> Draft:
    indices = tuple(q for q in unit.quotes if q >= 0)
    return replace(
        draft,
        unit=number,
        content=tuple(spoken(text, quotations[q]) for q in indices),
        quotes=indices,
        quoted=True,
        cue=(),
        extent=unit.span,
        rule="continued",
        score=0.55,
        before=False,
    )
