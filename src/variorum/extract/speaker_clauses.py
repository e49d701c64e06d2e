"""Where a name stands in its clause: subject, speaking subject, object or the rest."""

from __future__ import annotations

from collections.abc import Sequence

from .speaker_lexicon import Roles
from .speaker_phrases import Item

# Weights by place (Lappin and Leass rank subject before object before the rest; the figures are ours).
SUBJECT, _SPEAKING, _OBJECT, _OBLIQUE, _OWNER = 1.0, 1.15, 0.6, 0.45, 0.5


def weigh(found: Sequence[Item], i: int, roles: Roles) -> tuple[float, bool]:
    """The weight of the mention at ``i`` by its place in the clause, and whether it speaks there."""
    item = found[i]
    if item.possessive or item.word in roles.pronouns["possessive"]:
        return _OWNER, False
    start = i
    while start > 0 and _modifies(found[start - 1], roles):
        start -= 1
    before = found[start - 1] if start > 0 else None
    if before is not None and before.name is None:
        if before.word in roles.speaking:
            return _SPEAKING, True
        according = start > 1 and found[start - 2].word in roles.small["according"]
        if before.word in roles.small["to"] and according:
            return _SPEAKING, True
    verb = verb_after(found, i, roles)
    inverted = before is not None and before.name is None and before.word in roles.speech
    if inverted and verb is None:
        return _SPEAKING, True
    if before is not None and before.name is None and before.word in roles.prepositions:
        return _OBLIQUE, False
    if verb is not None:
        return (_SPEAKING, True) if verb in roles.speech else (SUBJECT, False)
    return _OBJECT, False


def _modifies(item: Item, roles: Roles) -> bool:
    if item.name is not None:
        return item.possessive or item.name.kind in ("group", "place", "organisation")
    if roles.names.titles(item.text):
        return True
    stem = roles.singular(item.word)[0]
    determiner = item.word in roles.definite or item.word in roles.small["article"]
    return determiner or stem in roles.persons or stem in roles.distinct


def verb_after(found: Sequence[Item], i: int, roles: Roles) -> str | None:
    """The finite verb that follows a name, over an apposition or an adverb between."""
    k = i + 1
    if k < len(found) and found[k].text == ",":
        k = next((n + 1 for n in range(k + 1, min(k + 14, len(found))) if found[n].text in (",", "—", "–")), len(found))
    for n in range(k, min(k + 3, len(found))):
        item = found[n]
        if item.name is not None or not item.text[0].islower():
            return None
        if item.word in roles.speech or roles.is_verb(item.word):
            return item.word if item.word in roles.speech else _after_adverb(found, n, roles)
        if not roles.ends(item.word, "adverb_ending"):
            return None
    return None


def _after_adverb(found: Sequence[Item], n: int, roles: Roles) -> str:
    """ "also said", "has said": the speaking verb after an auxiliary or adverb, else the word itself."""
    for item in found[n + 1 : n + 3]:
        if item.name is None and item.word in roles.speech:
            return item.word
        if item.name is not None or not item.text[0].isalpha():
            break
    return found[n].word
