"""Noun phrases in running text: where the phrase around a noun for a person, a body or a text begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Name, Span
from .name_lexicon import key
from .speaker_lexicon import Roles
from .speaker_phrases import Description, Item, apposed, describe

_BEFORE = 7  # words before a noun that may belong to its phrase
_AFTER = 7  # and words after it


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Items ``start`` to ``end`` (half open) of a sentence, read; ``lead`` is the word before them, if any."""

    start: int
    end: int
    read: Description
    lead: Item | None


def phrase_at(found: Sequence[Item], i: int, roles: Roles, text: str) -> Phrase | None:
    """The phrase whose head is the noun at ``i``; None when the noun is a title, a modifier, or only says what
    somebody named is ("Berg, a farmer", "Berg is a farmer", "the farmer, Ole Berg")."""
    if found[i].possessive or not _is_head(found, i, roles):
        return None
    start, end = phrase_start(found, i, roles), _end(found, i, roles)
    lead = found[start - 1] if start else None
    if lead is not None and lead.name is None and _likens(lead.word, roles):
        return None
    if _beside_name(found, start) is not None or _before_name(found, end, roles):
        return None
    read = describe(found[start:end], roles, text)
    if read is None or read.named:
        return None
    return Phrase(start=start, end=end, read=read, lead=lead)


def _likens(word: str, roles: Roles) -> bool:
    """Whether the word before a phrase makes it say what somebody is: "was a", "as a", "I'm a"."""
    return word in roles.small["be"] or word in roles.small["likening"] or roles.ends(word, "leaning_be")


def _is_head(found: Sequence[Item], i: int, roles: Roles) -> bool:
    """Whether no name and no further noun of the phrase follows."""
    after = found[i + 1] if i + 1 < len(found) else None
    if after is None:
        return True
    if after.name is not None or roles.names.titles(key(after.text)):
        return False
    if after.word in roles.verbs or after.word in roles.speech or not after.text[0].isalpha():
        return after.text != "-"
    return roles.noun(roles.singular(after.word)[0]) is None


def phrase_start(found: Sequence[Item], i: int, roles: Roles) -> int:
    """Where the phrase begins that the noun at ``i`` ends."""
    start = i
    while start > 0 and i - start < _BEFORE:
        before = found[start - 1]
        if before.name is not None:
            if before.name.kind == "person" and not before.possessive:
                break
        elif _determines(before, roles):
            return start - 1
        elif not _may_modify(found, start - 1, roles):
            break
        start -= 1
    return start


def _determines(item: Item, roles: Roles) -> bool:
    return item.word in roles.definite or item.word in roles.indefinite or item.word in roles.pronouns["possessive"]


def _may_modify(found: Sequence[Item], k: int, roles: Roles) -> bool:
    """Whether a word may stand before the noun of its own phrase."""
    item = found[k]
    if not item.text[0].isalnum():
        return item.text == "-"
    outside = roles.prepositions | roles.small["and"] | roles.pronouns["relative"]
    if item.word in outside or item.word in roles.third or item.word in roles.verbs or item.word in roles.speech:
        return False
    if item.possessive or item.text[0].isupper():
        return True
    return not roles.is_verb(item.word) or (k > 0 and (_determines(found[k - 1], roles) or found[k - 1].possessive))


def _end(found: Sequence[Item], i: int, roles: Roles) -> int:
    """Where what the noun is of ("for the ministry", "at the scene") ends."""
    end = i + 1
    if end >= len(found) or found[end].name is not None or found[end].word not in roles.small["complement"]:
        return end
    k = end + 1
    while k < len(found) and k - i <= _AFTER:
        item = found[k]
        if item.name is None:
            if not item.text[0].isalnum() or item.word in roles.verbs or item.word in roles.speech:
                break
            if _joins_names(found, k, roles) or (k == end + 1 and item.word in roles.small["to"]):
                k += 1
                continue
            outside = roles.pronouns["relative"] | roles.small["adding"]
            verbal = roles.ends(item.word, "participle_ending") or roles.ends(item.word, "fronting_ending")
            if item.word in outside or item.word in roles.third or verbal:
                break
        k += 1
    return k if k > end + 1 else end


def named_beside(found: Sequence[Item], phrase: Span) -> Name | None:
    """The person or body after whose name a phrase stands in apposition; ``found``: the sentence up to its end."""
    start = next((k for k, item in enumerate(found) if item.span.start >= phrase.start), len(found))
    return _beside_name(found, start)


def _joins_names(found: Sequence[Item], k: int, roles: Roles) -> bool:
    """ "close to both Berg and Holm"."""
    around = [*found[k - 1 : k], *found[k + 1 : k + 2]]
    return found[k].word in roles.small["pair"] and len(around) == 2 and all(i.name is not None for i in around)


def _beside_name(found: Sequence[Item], start: int) -> Name | None:
    """The name before an apposition: "Berg, a farmer", "Berg, 41, a farmer"."""
    if start < 2 or found[start - 1].text not in (",", "(", "—", "–"):
        return None
    before = start - 2
    if found[before].text.isdigit() and before >= 2 and found[before - 1].text == ",":
        before -= 2
    name = found[before].name
    return name if name is not None and name.kind in ("person", "organisation") else None


def _before_name(found: Sequence[Item], end: int, roles: Roles) -> bool:
    """Whether a name in apposition follows: "the farmer, Ole Berg,"."""
    if end >= len(found) or found[end].text != ",":
        return False
    stop = next((k for k in range(end + 1, len(found)) if found[k].name is None and not found[k].text[0].isalnum()), -1)
    return stop > end and apposed(found[end + 1 : stop], roles) is not None
