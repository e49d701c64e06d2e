"""Just enough syntax: the words that belong to a cue, who stands before or after it, and where a clause ends.

All functions look at a bounded number of items, so that one endless sentence cannot make them slow.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .. import lexicon
from .statement_units import Unit

REACH_LEFT = 60
_NAMES = frozenset("NnDHP#O")
GROUP = frozenset("XMA")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The verb group of a cue: items ``first`` to ``last`` (auxiliaries and adverbs before the head included).

    ``copular``: a form of *be* is in it; ``modal``: a modal verb or *do*."""

    first: int
    head: int
    last: int
    passive: bool = False
    infinitive: bool = False
    aux: bool = False
    modal: bool = False
    copular: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Items of a source; ``relative``: a relative pronoun stands for it; ``after_verb``: it may be an object."""

    first: int
    last: int
    relative: bool = False
    after_verb: bool = False


@cache
def words(table: str, name: str) -> frozenset[str]:
    return frozenset(lexicon.load("attribution")[table][name])


def group(unit: Unit, head: int, last: int, *, participle: bool) -> Group:
    """The verb group around ``head``; ``participle`` says whether the head may be a passive participle."""
    be, support = words("be", "forms"), words("be", "support")
    first = head
    passive = infinitive = aux = modal = copular = False
    while first > 0 and head - first < 7:
        tag, norm = unit.tags[first - 1], unit.norms[first - 1]
        if tag == "to" and first - 1 < head:
            infinitive = True
        elif tag not in GROUP or (tag == "A" and not _adverb_of_verb(unit, first - 1)):
            break
        first -= 1
        aux = aux or tag in "XM"
        modal = modal or tag == "M" or norm in support
        copular = copular or norm in be
        passive = passive or (norm in be and participle)
    while first < head and unit.tags[first] == "A" and not _leads(unit, first):
        first += 1
    return Group(
        first=first, head=head, last=last, passive=passive, infinitive=infinitive, aux=aux, modal=modal, copular=copular
    )


def _adverb_of_verb(unit: Unit, at: int) -> bool:
    return unit.norms[at] not in words("classes", "not_of_verb")


def _leads(unit: Unit, at: int) -> bool:
    """Whether an adverb at the head of a group belongs to the verb: something stands before it."""
    return at > 0 and unit.tags[at - 1] not in (",", ";", ":", "-", ".", "C", "S")


def is_finite(unit: Unit, at: int) -> bool:
    """Whether the item is very likely a finite verb."""
    tag = unit.tags[at]
    if tag in "XM":
        return True
    before = unit.tag(at - 1)
    if tag == "V":
        return before not in ("D", "H", "to", "I")
    if tag == "E":
        after = unit.tag(at + 1)
        return before in ("P", "R", "N", "n", "A", "O", ")") and after in ("D", "H", "I", "to", "T", "O", "A", "#", "N")
    return False


def has_finite(unit: Unit, first: int, last: int) -> bool:
    """Whether a finite verb stands in ``first`` to ``last`` outside relative clauses."""
    inside_relative = False
    for i in range(max(first, last - REACH_LEFT), last + 1):
        if unit.tags[i] == "R" or (unit.tags[i] == "T" and i > first and unit.tags[i - 1] in "nN"):
            inside_relative = True
        elif unit.tags[i] == ",":
            inside_relative = False
        elif is_finite(unit, i):
            if not inside_relative:
                return True
            inside_relative = False
        elif unit.tags[i] == "P" and "'" in unit.norms[i]:
            return True
    return False


def begins_clause(unit: Unit, first: int, last: int) -> bool:
    """Whether a subject and its finite verb begin at ``first``, and not just a noun phrase."""
    if unit.tags[first] == "P" and first < last and unit.tags[first + 1] in "nVXMAE":
        return True
    inside_relative = False
    for i in range(first, min(last, first + 30) + 1):
        tag = unit.tags[i]
        if tag in ("R", "T", "W") and i > first:
            inside_relative = True
        elif tag == "P" and "'" in unit.norms[i]:
            return True
        elif i > first and is_finite(unit, i):
            if not inside_relative:
                return True
            inside_relative = tag in "XM"
        elif (tag == "Q" and i > first) or (tag == "P" and i > first):
            return True
        elif tag == "S" and i > first:
            return False
    return False


def noun_phrase_after(unit: Unit, at: int) -> int | None:
    """The last item of the noun phrase that begins at ``at`` (a source after its cue, a listener), or None."""
    if at >= len(unit) or unit.tags[at] not in _NAMES:
        return None
    if unit.tags[at] in "PO":
        return at
    last = at
    end = min(len(unit), at + REACH_LEFT)
    while last + 1 < end and (step := _goes_on(unit, last)):
        last += step
    return last


def _goes_on(unit: Unit, last: int) -> int:
    """By how many items a noun phrase that reaches to ``last`` goes on; 0 when it ends there."""
    tag, norm, following = unit.tag(last + 1), unit.norm(last + 1), unit.tag(last + 2)
    if tag in "NnDHE#" or (tag == "G" and following in "nN" and unit.tags[last] in "DHN"):
        return 1
    if tag == "I" and norm in words("classes", "in_names") and following in "NnDH#":
        return 2
    if tag == "C" and norm in words("classes", "and") and following in "NDn" and not _clause_follows(unit, last + 2):
        return 2
    return 0


def measures(unit: Unit, at: int) -> bool:
    """Whether what follows a verb puts a figure on something: `the cost of the work at 3 million`."""
    counted = False
    for i in range(at, min(len(unit) - 1, at + 16)):
        if unit.norms[i] in words("measured", "links"):
            return counted and (unit.tags[i + 1] in "#$" or unit.norms[i + 1] in words("measured", "amounts"))
        if unit.tags[i] in "VXMQTWRS,.;:-!?":
            return False
        counted = counted or unit.norms[i] in words("measured", "things")
    return False


def _clause_follows(unit: Unit, at: int) -> bool:
    for i in range(at, min(len(unit), at + 8)):
        if unit.tags[i] in ("V", "X", "M"):
            return True
        if unit.tags[i] in (",", ".", "Q", ":", ";", "C", "I"):
            return False
    return False
