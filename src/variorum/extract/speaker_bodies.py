"""What an article tells of its companies, clubs and councils: the nouns by which it may call them again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ..text import normal
from .speaker_lexicon import Roles
from .speaker_phrases import Description, Item, describe

_WINDOW = 10  # items of an apposition

Nouns = Mapping[str, frozenset[str]]


def learn_bodies(sentences: Sequence[Sequence[Item]], roles: Roles, text: str) -> Nouns:
    """For each organisation, by canonical name, the singular nouns that its name, a title or an apposition gives it."""
    nouns: dict[str, set[str]] = defaultdict(set)
    for sentence in sentences:
        for k, item in enumerate(sentence):
            if item.name is None or item.name.kind != "organisation":
                continue
            own = nouns[item.name.name]
            own |= _in_name(item.name.name, roles)
            own |= {found.head for found in _told(sentence, k, roles, text) if found.head.isalpha()}
    return {name: frozenset(found) for name, found in nouns.items()}


def _in_name(name: str, roles: Roles) -> set[str]:
    """The nouns in a name: "council" in "Sund Borough Council", "newspaper" for "The Sund Times"."""
    words = [normal(w) for w in name.split()]
    told = {roles.singular(w)[0] for w in words} & roles.bodies
    return told | {roles.titled[w] for w in words if w in roles.titled}


def _told(sentence: Sequence[Item], k: int, roles: Roles, text: str) -> Iterator[Description]:
    """The noun before the name ("the airline Vask Air"), and the appositions on both sides."""
    if k and sentence[k - 1].name is None:
        before = roles.singular(sentence[k - 1].word)[0]
        found = describe(sentence[k - 1 : k], roles, text) if before in roles.bodies else None
        if found is not None:
            yield found
    if k >= 2 and sentence[k - 1].text == ",":
        start = _back(sentence, k - 2)
        found = describe(sentence[start : k - 1], roles, text)
        if found is not None and not found.named and found.determiner == "definite":
            yield found
    if k + 2 < len(sentence) and sentence[k + 1].text == ",":
        after = sentence[k + 2 : k + 2 + _WINDOW]
        end = next((i for i, item in enumerate(after) if not item.text[0].isalnum() and item.text != "-"), len(after))
        articled = after[0].name is None and after[0].word in roles.small["articles"]
        found = describe(after[:end], roles, text) if articled and end else None
        if found is not None and not found.named and found.kind in ("body", "person", None):
            yield found


def _back(sentence: Sequence[Item], k: int) -> int:
    start = k
    while start > 0 and k - start < _WINDOW and (sentence[start - 1].text[0].isalnum() or sentence[start - 1].name):
        start -= 1
    return start
