"""Words after a colon: a quotation that a sentence introduces, and labels (`MAYOR: ...`, `Smith: We will ...`)."""

from __future__ import annotations

from collections.abc import Sequence

from .cues import Entry, Lexicon
from .statement_drafts import Found, Pieces
from .statement_subjects import governing_subject, subject_before
from .statement_syntax import Subject, group, is_finite, noun_phrase_after
from .statement_units import Unit

_LABEL_LENGTH = 6
_ENTRY = Entry(lemma=":", rest=(), stance="neutral", frames=frozenset("q"), prepositions=frozenset(), speech=True)


def read(unit: Unit, lexicon: Lexicon, so_far: Sequence[Found]) -> Found | None:
    """The relation that the first colon of a unit makes, if no cue has taken what follows it."""
    colon = next((i for i in range(min(len(unit), 80)) if unit.tags[i] == ":"), None)
    if colon is None or colon == 0:
        return None
    if colon == 1 and unit.tags[0] == "Q":
        return _headline(unit)
    label = _label(unit, colon)
    if label is not None:
        return label
    if unit.tag(colon + 1) not in ("Q", "$"):
        return None
    taken = [a for f in so_far for a, b in f.pieces if a <= colon + 1 <= b]
    if any(a > colon for a in taken):
        return None
    pieces: Pieces = ()
    last = colon
    while last + 1 < len(unit) and unit.tags[last + 1] == "Q":
        last += 1
        pieces = (*pieces, (last, last))
    return _introduced(unit, colon, pieces, lexicon, low=max(taken, default=0))


def _headline(unit: Unit) -> Found | None:
    """Words in marks, a colon, and who says them: `“I saw it fall”: Smith tells of the night`."""
    last = noun_phrase_after(unit, 2)
    if unit.role not in ("title", "heading") or last is None or "N" not in unit.tags[2 : last + 1]:
        return None
    owner = next((i for i in range(2, last + 1) if unit.norms[i].endswith("'s")), last)
    return Found(
        pieces=((0, 0),), cue=((1, 1),), subject=Subject(first=2, last=owner), mention=None, entry=_ENTRY,
        score=0.6, rule="headline", before=True,
    )  # fmt: skip


def _label(unit: Unit, colon: int) -> Found | None:
    """A name at the very beginning, then the colon: `Smith: We will rebuild`."""
    if colon > _LABEL_LENGTH or (colon + 2 >= len(unit) and unit.tag(colon + 1) != "Q"):
        return None
    if any(t not in ("N", "#", "I", "D", "(", ")") for t in unit.tags[:colon]) or "N" not in unit.tags[:colon]:
        return None
    last = len(unit) - 1
    while last > colon + 1 and unit.tags[last] in (".", "!", "?", ";"):
        last -= 1
    quoted = all(unit.tags[i] == "Q" for i in range(colon + 1, last + 1))
    if not quoted and not any(is_finite(unit, i) or unit.tags[i] == "P" for i in range(colon + 1, last + 1)):
        return None
    pieces = tuple((i, i) for i in range(colon + 1, last + 1)) if quoted else ((colon + 1, last),)
    return Found(
        pieces=pieces, cue=((colon, colon),), subject=Subject(first=0, last=colon - 1), mention=None, entry=_ENTRY,
        score=0.75 if quoted else 0.6,
        rule="label",
    )  # fmt: skip


def _introduced(unit: Unit, colon: int, pieces: Pieces, lexicon: Lexicon, *, low: int = 0) -> Found | None:
    """`He had this to say about the plan: "..."`: the last cue before the colon, or its verb, with its subject.

    Without a quotation in the unit the content stays empty: the next paragraph may bring it.  ``low`` is the item where
    the words begin that another statement has (`Smith said Jones had told him: "..."`).
    """
    inside, low = low > 0, max(low, colon - 40)
    for at in range(colon - 1, low - 1, -1):
        readings = lexicon.verbs.get(unit.norms[at]) if unit.tags[at] in "VGE" else None
        if not readings and not (is_finite(unit, at) and pieces):
            continue
        entry = next((e for e, _ in readings if e.speech), None) if readings else None
        verbs = group(unit, at, at, participle=True)
        subject = subject_before(unit, verbs.first) or governing_subject(unit, verbs.first)
        if subject is None or subject.relative or subject.after_verb or (entry is None and not pieces):
            continue
        if inside and (entry is None or subject.first < low):
            continue
        return Found(
            pieces=pieces, cue=((verbs.first, colon - 1),) if colon - verbs.first < 9 else ((verbs.first, at),),
            subject=subject, mention=None, entry=entry or _ENTRY, score=0.85 if entry else 0.55, group=verbs,
            rule="colon",
        )  # fmt: skip
    return None
