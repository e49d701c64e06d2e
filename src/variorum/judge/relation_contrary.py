"""Whether two readings say the contrary: as wholes, or in one clause of each ("I have somebody in mind, but I will not
say whom" beside "he had nobody in mind")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from ..model import Span
from . import relation_polarity as polarity
from .relation_polarity import Contrary
from .relation_view import View
from .substance_parts import content, lay_out, stems_equal

_CLAUSES = 12
"""Clauses of a reading that are looked at one by one."""
_SURE = 0.9
"""What is left of a score where one clause is compared, and not the whole."""


def between(a: View, b: View) -> Contrary | None:
    """Where ``a`` and ``b`` say the contrary: the places are those of their ``words``."""
    found = polarity.contrary(a.words, b.words)
    if found is not None or not (polarity.negates(a.words) or polarity.negates(b.words)):
        return found
    for x in _clauses(a):
        for y in _clauses(b):
            if len(x) == len(a.words) and len(y) == len(b.words):
                continue
            one, two = a.words[x.start : x.stop], b.words[y.start : y.stop]
            part = polarity.contrary(one, two)
            sure = part is not None and part.rule == "opposite"  # a lone "not" of a clause may be of another thing
            if part is not None and sure and not _elsewhere(a, x, two) and not _elsewhere(b, y, one):
                return replace(
                    part, score=round(_SURE * part.score, 4), a=_moved(part.a, x.start), b=_moved(part.b, y.start)
                )
    return None


def _moved(places: range, by: int) -> range:
    return range(places.start + by, places.stop + by)


def _elsewhere(v: View, clause: range, told: tuple[str, ...]) -> bool:
    """Whether a reading has all that the other's clause tells outside its own clause, too: it may say both."""
    rest = (*v.words[: clause.start], *v.words[clause.stop :])
    return all(any(stems_equal(w, r) for r in rest) for w in content(told))


def _clauses(v: View) -> tuple[range, ...]:
    return _cut(v.whole, v.reading.content, len(v.words))


@lru_cache(maxsize=1 << 12)
def _cut(whole: str, pieces: tuple[Span, ...], count: int) -> tuple[range, ...]:
    return tuple(_runs(lay_out(whole, pieces).clause[:count]))[:_CLAUSES]


def _runs(clause: tuple[int, ...]) -> Iterator[range]:
    start = 0
    for n in range(1, len(clause) + 1):
        if n == len(clause) or clause[n] != clause[start]:
            yield range(start, n)
            start = n
