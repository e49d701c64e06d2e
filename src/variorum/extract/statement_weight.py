"""How much a relation says: an object that only names somebody or something is no message.

`Praised the mayor for ...` tells why; `praised the mayor` only tells that there was praise.  Such relations stay, with
a score that a reader's threshold leaves out; what only points back (`responding to this`) is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .statement_drafts import Found
from .statement_syntax import words
from .statement_units import Unit

_EMPTY = 0.2
_NAMED = 0.3
_BARE = 0.4
_PHRASE = frozenset("NnDHE#GAC")
_CARRIED = "light verb of"
_KINDS = ("object", "preposition", _CARRIED)


def weigh(unit: Unit, found: Sequence[Found]) -> tuple[Found, ...]:
    """The relations with what their contents are worth, without those that only point back."""
    return tuple(replace(f, worth=worth) for f in found if (worth := _worth(unit, f)) > 0)


def _worth(unit: Unit, found: Found) -> float:
    """The highest score that a relation may have, 0 to 1."""
    if len(found.pieces) != 1:
        return 1.0
    first, last = found.pieces[0]
    if found.rule.endswith("that"):
        return _NAMED if _points(unit, first, last) else 1.0
    if not found.rule.endswith(_KINDS):
        return 1.0
    tags, norms = unit.tags[first : last + 1], unit.norms[first : last + 1]
    if all(t in "PO" or n in words("bare", "empty") for t, n in zip(tags, norms, strict=True)):
        return 0.0 if found.rule.endswith("preposition") else _EMPTY
    who = found.subject
    if who is not None and who.relative and unit.norm(who.first) in words("bare", "things"):
        return _NAMED
    if any(t not in _PHRASE for t in tags):
        return 1.0
    if first == last or (set(tags) <= set("ND#") and not unit.title_case):
        return _NAMED
    expressive = found.entry.stance in words("bare", "stances") or found.entry.lemma in words("bare", "cues")
    return _BARE if expressive and found.rule != _CARRIED else 1.0


def _points(unit: Unit, first: int, last: int) -> bool:
    """Whether *that* points at a thing ("wrote that story") and opens no clause."""
    return last == first + 1 and unit.tags[last] in "nN"
