"""Nouns and adjectives that attribute: `his claim that ...`, `voiced concern about ...`, `was confident that ...`."""

from __future__ import annotations

from collections.abc import Sequence

from .cues import Entry, Lexicon
from .statement_drafts import Found, Pieces
from .statement_ends import Matrix, clause_end
from .statement_subjects import following_subject, mention, nominal_start, subject_before, subject_so_far
from .statement_syntax import Group, Subject, group
from .statement_units import Unit

_REACH = 5


def read(unit: Unit, at: int, lexicon: Lexicon, so_far: Sequence[Found]) -> Found | None:
    """The relation of the cue noun at item ``at``, or None where the word only stands there."""
    if unit.tags[at] not in "nVGN" or at + 1 >= len(unit):
        return None
    entry = lexicon.nouns[unit.norms[at]]
    content = _content(unit, at, entry, lexicon)
    if content is None:
        return None
    pieces, last = content
    kind = unit.tags[at + 1] if unit.tags[at + 1] in ("T", "W", "to") else "of"
    verb = _light_verb(unit, at, lexicon)
    if verb is not None:
        subject = _who(unit, verb, so_far)
        if subject is None:
            return None
        return Found(
            pieces=pieces, cue=((verb.first, last),), subject=subject, mention=mention(unit, subject), entry=entry,
            score=0.72, rule=f"light verb {kind}", group=verb,
        )  # fmt: skip
    owner = _owner(unit, at)
    if owner is None or kind != "T":
        return None
    return Found(
        pieces=pieces, cue=((owner + 1, last),), subject=_possessor(unit, owner), mention=None, entry=entry,
        score=0.62, rule=f"possessed {kind}",
    )  # fmt: skip


def adjective(unit: Unit, at: int, lexicon: Lexicon, so_far: Sequence[Found]) -> Found | None:
    """`is confident that ...`, `was critical of ...`: an adjective after a form of *be*."""
    if at == 0 or unit.tag(at - 1) not in "XA" or at + 1 >= len(unit):
        return None
    verb = group(unit, at, at, participle=False)
    if not verb.copular:
        return None
    entry = lexicon.adjectives[unit.norms[at]]
    content = _content(unit, at, entry, lexicon)
    subject = None if content is None else _who(unit, verb, so_far)
    if content is None or subject is None:
        return None
    pieces, last = content
    return Found(
        pieces=pieces, cue=((verb.first, last),), subject=subject, mention=mention(unit, subject), entry=entry,
        score=0.55, rule="adjective", group=verb,
    )  # fmt: skip


def _content(unit: Unit, at: int, entry: Entry, lexicon: Lexicon) -> tuple[Pieces, int] | None:
    """The content after the noun, and the last item of the cue."""
    tag, norm = unit.tags[at + 1], unit.norms[at + 1]
    matrix = Matrix(entry=entry, forms=frozenset(), lexicon=lexicon)
    if tag == "T" and "s" in entry.frames and at + 2 < len(unit) and unit.tags[at + 2] not in "VXM":
        return ((at + 1, clause_end(unit, at + 1, matrix)),), at
    if tag == "W" and "w" in entry.frames:
        return ((at + 1, clause_end(unit, at + 1, matrix)),), at
    if tag == "to" and "t" in entry.frames:
        return ((at + 1, clause_end(unit, at + 1, matrix, nominal=True)),), at
    if norm in entry.prepositions and at + 2 < len(unit) and unit.tags[at + 2] in "NnDHGPOQ#E":
        return ((at + 2, clause_end(unit, at + 2, matrix, nominal=True)),), at + 1
    return None


def _light_verb(unit: Unit, at: int, lexicon: Lexicon) -> Group | None:
    """The group of a verb like *express* or *make* whose object the noun is."""
    i = at - 1
    while i >= 0 and at - i <= _REACH and unit.tags[i] in "nDHEA" and unit.norms[i] not in lexicon.light:
        i -= 1
    if i < 0 or unit.norms[i] not in lexicon.light or unit.tags[i] not in "VGEnX":
        return None
    return group(unit, i, i, participle=False)


def _who(unit: Unit, verb: Group, so_far: Sequence[Found]) -> Subject | None:
    if unit.tags[verb.head] == "G" and not verb.copular:
        if verb.first == 0:
            return following_subject(unit, verb.last)
        return subject_so_far(unit, verb.first - 1, so_far)
    if verb.infinitive:
        return subject_so_far(unit, verb.first, so_far)
    subject = subject_before(unit, verb.first)
    if subject is None and verb.first and unit.tags[verb.first - 1] in ("C", ","):
        return subject_so_far(unit, verb.first - 1, so_far)
    return subject


def _owner(unit: Unit, at: int) -> int | None:
    """The item that owns the noun: a possessive pronoun or a name with 's, at most an adjective or two before it."""
    for i in range(at - 1, max(-1, at - _REACH), -1):
        if unit.tags[i] == "H" or unit.norms[i].endswith(("'s", "s'")):
            return i
        if unit.tags[i] not in "nEA":
            return None
    return None


def _possessor(unit: Unit, owner: int) -> Subject:
    if unit.tags[owner] == "H":
        return Subject(first=owner, last=owner)
    start = nominal_start(unit, owner)
    return Subject(first=owner if start is None else start, last=owner)
