"""Whether two readings say the contrary: as wholes, or in one clause of each ("I have somebody in mind, but I will not
say whom" beside "he had nobody in mind")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from .. import lexicon
from ..model import Span
from . import relation_polarity as polarity
from .relation_polarity import Contrary
from .relation_view import View
from .substance_parts import Wording, common, content, lay_out, stems_equal

_CLAUSES = 12
"""Clauses of a reading that are looked at one by one."""
_TOLD = 3
"""Words of content of a clause that is denied, all of which the other side has."""
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


def denied(one: Wording, two: Wording) -> tuple[range, range] | None:
    """The one negation that only ``one`` has, up to the word that it denies, and that word where ``two`` has it
    without; all words of content of its clause stand there, too."""
    if len(one.negators) != 1 or two.negators:
        return None
    at = _denied_word(one, one.negators[0])
    if at is None or one.asks or two.asks or one.conditions or two.conditions:
        return None
    same = [n for n, atom in enumerate(two.atoms) if stems_equal(atom.norm, one.atoms[at].norm)]
    clause = content(one.words(one.in_clause(at)))
    if len(same) != 1 or not common(clause, content(two.words(range(len(two.atoms))))) == len(clause) >= _TOLD:
        return None
    return range(one.negators[0], at + 1), range(same[0], same[0] + 1)


def _denied_word(w: Wording, negator: int) -> int | None:
    """The place of the word that is denied: the next one of content, verbs of belief passed over."""
    raising = lexicon.words("substance", "raising")
    for n in range(negator + 1, min(len(w.atoms), negator + 6)):
        if content((w.atoms[n].norm,)) and w.atoms[n].norm not in raising:
            return n if w.sentence[n] == w.sentence[negator] else None
    return None
