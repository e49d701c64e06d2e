"""Where a name stands in its clause: subject, speaking subject, object or the rest."""

from __future__ import annotations

from collections.abc import Sequence

from .speaker_lexicon import Roles
from .speaker_nouns import phrase_start
from .speaker_phrases import Item

# Weights by place (Lappin and Leass rank subject before object before the rest; the figures are ours).
SUBJECT, _SPEAKING, _OBJECT, OBLIQUE, _OWNER = 1.0, 1.15, 0.6, 0.45, 0.5
_ASKING, _ASKED = 0.7, 1.2  # who is asked is the one to answer
_BEFORE = 12  # words of a phrase before a name or noun
_ASIDES = {",": ",—–", "—": "—–", "–": "—–", "(": ")"}  # what opens an aside after a name, and what closes it
ACTING = 0.7  # from here on a mention is a subject of some kind


def weigh(found: Sequence[Item], i: int, roles: Roles) -> tuple[float, bool]:
    """The weight of the mention at ``i`` by its place in the clause, and whether it speaks there."""
    item = found[i]
    if item.possessive or item.word in roles.pronouns["possessive"]:
        return _OWNER, False
    start = i
    while start > 0 and i - start < _BEFORE and _modifies(found[start - 1], roles):
        start -= 1
    if item.name is not None and start > 1 and found[start - 1].text == ",":
        start = _beside(found, start, roles)
    before = found[start - 1] if start > 0 else None
    if before is not None and before.name is None:
        if before.word in roles.speaking:
            return _SPEAKING, True
        according = start > 1 and found[start - 2].word in roles.small["according"]
        if before.word in roles.small["to"] and according:
            return _SPEAKING, True
        if before.word in roles.speech or before.word in roles.small["questioning"]:
            return _beside_verb(found, i, start - 1, roles)
    verb = verb_after(found, i, roles)
    if before is not None and before.name is None and before.word in roles.prepositions:
        return OBLIQUE, False
    if verb is not None:
        if verb in roles.small["questioning"]:
            return _ASKING, True
        return (_SPEAKING, True) if verb in roles.speech else (SUBJECT, False)
    return _OBJECT, False


def _beside(found: Sequence[Item], start: int, roles: Roles) -> int:
    """Where the description begins beside which a name stands: "the guard, Ivo Marek"."""
    noun = found[start - 2]
    told = noun.name is None and roles.noun(noun.word) in ("person", "body")
    return phrase_start(found, start - 2, roles) if told else start


def _beside_verb(found: Sequence[Item], i: int, verb: int, roles: Roles) -> tuple[float, bool]:
    """The same for the mention right after a verb of speech: it speaks ("..." said Berg) or is spoken to."""
    asks = found[verb].word in roles.small["questioning"]
    lead = found[verb - 1] if verb else None
    if lead is None or not lead.text[0].isalnum() or roles.ends(lead.word, "adverb_ending"):
        following = verb_after(found, i, roles)
        if following is None:
            return (_ASKING if asks else _SPEAKING), True
        return (_SPEAKING, True) if following in roles.speech else (SUBJECT, False)
    if asks and lead.word not in roles.small["be"]:
        return _ASKED, False
    following = verb_after(found, i, roles)
    if following is None:
        return _OBJECT, False
    return (_SPEAKING, True) if following in roles.speech else (SUBJECT, False)


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
    if k < len(found) and found[k].text in _ASIDES:
        direct = _verb_at(found, k + 1, roles)  # "her sister, Ana Holm, doubts"
        if direct is not None:
            return direct
        closing = _ASIDES[found[k].text]
        k = next((n + 1 for n in range(k + 1, min(k + 14, len(found))) if found[n].text in closing), len(found))
    return _verb_at(found, k, roles)


def _verb_at(found: Sequence[Item], k: int, roles: Roles) -> str | None:
    """The finite verb at ``k``, over adverbs."""
    for n in range(k, min(k + 3, len(found))):
        item = found[n]
        if item.name is not None or not item.text[0].islower():
            return None
        if item.word in roles.speech or roles.is_verb(item.word):
            passive = item.word in roles.small["be"]
            return item.word if passive or item.word in roles.speech else _after_adverb(found, n, roles)
        if not roles.ends(item.word, "adverb_ending") and item.word not in roles.small["floating"]:
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
