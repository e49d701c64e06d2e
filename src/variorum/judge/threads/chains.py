"""From ties between two entries to chains through several events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .strands import Strand
from .tie import Tie

Bind = Callable[[Strand, Strand], Tie | None]
"""The tie between an earlier and a later strand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Entries of different events, the earliest first, and the ties between neighbours; ``ordered``: whether their
    order in time is known."""

    strands: tuple[Strand, ...]
    ties: tuple[Tie, ...]
    ordered: bool


def chains(ties: Iterable[Tie], bind: Bind) -> list[Chain]:
    """Every strand in one chain at most; what joins a chain is tied with its last strand and with its first.

    Ties whose order in time is unknown make chains of two: three would tell no order either.
    """
    listed = sorted(ties, key=lambda t: (-t.score, t.a.order, t.b.order))
    made = [Chain(strands=_strands(c), ties=tuple(c), ordered=True) for c in _ordered(listed, bind)]
    taken = {strand.order for chain in made for strand in chain.strands}
    for tie in listed:
        pair = {tie.a.order, tie.b.order}
        if tie.timeless and not pair & taken:
            taken |= pair
            made.append(Chain(strands=(tie.a, tie.b), ties=(tie,), ordered=False))
    return made


def _ordered(best: Sequence[Tie], bind: Bind) -> list[list[Tie]]:
    """Event by event in time, the best ties first; of ties about as good, those that lengthen a chain."""
    by_event: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in best:
        if tie.ordered:
            by_event[tie.b.order[:2]].append(tie)
    ending: dict[object, list[Tie]] = {}
    continued: set[object] = set()
    made: list[list[Tie]] = []
    for event in sorted(by_event):
        for tie in sorted(by_event[event], key=lambda t: (-round(t.score, 1), t.a.order not in ending)):
            a, b = tie.a.order, tie.b.order
            chain = ending.get(a)
            if a in continued or b in ending or (chain and bind(chain[0].a, tie.b) is None):
                continue
            continued.add(a)
            if chain is None:
                chain = []
                made.append(chain)
            chain.append(tie)
            ending[b] = chain
    return made


def _strands(chain: Sequence[Tie]) -> tuple[Strand, ...]:
    return (chain[0].a, *(tie.b for tie in chain))
