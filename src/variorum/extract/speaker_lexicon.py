"""What is known of speakers beforehand: pronouns, nouns for persons and bodies, offices and their seats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from .. import lexicon
from ..text import normal
from . import cues
from .name_lexicon import Gazetteer, Gender, gazetteer, items

NounKind = Literal["person", "body", "text", "unnamed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Words by their normal forms (:func:`variorum.text.normal`).

    ``persons`` gives the gender a noun carries, if any; ``classes`` the nouns that may stand for one another;
    ``distinct`` the modifiers that make another office of the same noun, ``same`` which of them mean one thing.
    ``abbreviated`` gives the noun that a short title stands for, ``parties`` the one for a letter in brackets;
    ``documents`` are texts that "it" may stand for; ``epithets`` are nouns by which news calls a person it has named;
    ``kin`` gives what somebody is to the one whose "sister" they are, ``titled`` the noun that a word in a name tells.
    """

    names: Gazetteer
    pronouns: Mapping[str, frozenset[str]]
    third: Mapping[str, str]
    seats: Mapping[str, str]
    countries: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    heads_end: frozenset[str]
    prepositions: frozenset[str]
    speaking: frozenset[str]
    persons: Mapping[str, Gender | None]
    classes: Mapping[str, frozenset[str]]
    bodies: frozenset[str]
    generic: frozenset[str]
    titled: Mapping[str, str]
    agents: tuple[str, ...]
    texts: frozenset[str]
    documents: frozenset[str]
    makers: frozenset[str]
    by: frozenset[str]
    reads: frozenset[str]
    only_read: frozenset[str]
    epithets: frozenset[str]
    never_epithets: frozenset[str]
    abbreviated: Mapping[str, str]
    parties: Mapping[str, str]
    kin: Mapping[str, frozenset[str]]
    unnamed: frozenset[str]
    only_knowing: frozenset[str]
    knowing: frozenset[str]
    plurals: frozenset[str]
    no_plurals: frozenset[str]
    frequent: frozenset[str]
    distinct: frozenset[str]
    same: Mapping[str, str]
    verbs: frozenset[str]
    no_verbs: frozenset[str]
    speech: frozenset[str]
    small: Mapping[str, frozenset[str]]

    def singular(self, word: str) -> tuple[str, bool]:
        """The singular of a noun's normal form, and whether the word was a plural."""
        if word in self.plurals:
            return _singular_people(word), True
        if not word.endswith("s") or word in self.no_plurals or word.endswith("ss") or len(word) < 4:
            return word, False
        for stem in (word[:-1], word[:-2], word[:-3] + "y"):
            if stem in self.persons or stem in self.bodies or stem in self.unnamed:
                return stem, True
        return word[:-1], True

    def is_verb(self, word: str) -> bool:
        """Whether a small-letter word looks like a finite verb (after a name)."""
        if word in self.no_verbs:
            return False
        if word in self.verbs or word in self.speech:
            return True
        if len(word) < 4:
            return False
        return self.ends(word, "participle_ending") or (word.endswith("s") and not word.endswith("ss"))

    def ends(self, word: str, use: str) -> bool:
        """Whether a word has an ending of the list ``small.<use>``."""
        return word.endswith(tuple(self.small[use]))

    def noun(self, word: str) -> NounKind | None:
        """What a singular noun stands for."""
        if word in self.unnamed:
            return "unnamed"
        if word in self.persons:
            return "person"
        if word in self.bodies:
            return "body"
        return "text" if word in self.texts or word in self.documents else None

    def stands_for(self, word: str, other: str) -> bool:
        """Whether two nouns may be said of one bearer: equal, or one the more general of the two."""
        return word == other or other in self.classes.get(word, frozenset())


def _singular_people(word: str) -> str:
    if word.endswith("women"):
        return word[:-5] + "woman"
    return word[:-3] + "man" if word.endswith("men") else word


@cache
def roles(language: str = "en") -> Roles:
    """The lists of a language, read once."""
    table = lexicon.load("roles", language)
    cue_words = cues.load(language)
    pronouns = {name: _normals(listed) for name, listed in table["pronouns"].items()}
    third = {p: kind for kind in ("male", "female", "plural", "thing") for p in pronouns[kind]}
    persons: dict[str, Gender | None] = dict.fromkeys(_normals(table["persons"]["either"]))
    persons.update(dict.fromkeys(_normals(table["persons"]["male"]), "male"))
    persons.update(dict.fromkeys(_normals(table["persons"]["female"]), "female"))
    return Roles(
        names=gazetteer(language),
        pronouns=MappingProxyType(pronouns),
        third=MappingProxyType(third),
        seats=MappingProxyType(dict(table["seats"])),
        countries=frozenset(gazetteer(language).seats.values()),
        definite=_normals(table["determiners"]["definite"]),
        indefinite=_normals(table["determiners"]["indefinite"]),
        heads_end=_normals(table["after_head"]["prepositions"]) | _normals(table["after_head"]["others"]),
        prepositions=_normals(table["clauses"]["prepositions"]),
        speaking=frozenset(p.split()[-1] for p in _normals(table["clauses"]["speaking_prepositions"])),
        persons=MappingProxyType(persons),
        classes=MappingProxyType(_classes(table["classes"])),
        bodies=_normals(table["bodies"]["nouns"]),
        generic=_normals(table["bodies"]["generic"]),
        titled=MappingProxyType({w: noun for noun, listed in table["titled"].items() for w in _normals(listed)}),
        agents=tuple(sorted(items(table["bodies"]["agents"]))),
        texts=_normals(table["bodies"]["texts"]),
        documents=_normals(table["bodies"]["documents"]),
        makers=_normals(table["bodies"]["makers"]),
        by=_normals(table["bodies"]["by"]),
        reads=_normals(table["bodies"]["reads"]),
        only_read=_normals(table["bodies"]["only_read"]),
        epithets=_normals(table["epithets"]["nouns"]),
        never_epithets=_normals(table["epithets"]["never"]),
        abbreviated=MappingProxyType(dict(_pairs(table["abbreviated"]["nouns"]))),
        parties=MappingProxyType(dict(_pairs(table["abbreviated"]["parties"]))),
        kin=MappingProxyType({noun: _normals(listed) for noun, listed in table["kin"].items()}),
        unnamed=_normals(table["bodies"]["unnamed"]),
        only_knowing=_normals(table["bodies"]["only_knowing"]),
        knowing=_normals(table["bodies"]["knowing"]),
        plurals=_normals(table["bodies"]["plurals"]),
        no_plurals=_normals(table["bodies"]["no_plurals"]),
        frequent=_normals(table["grades"]["frequent"]),
        distinct=_normals(table["grades"]["distinct"]),
        same=MappingProxyType({normal(a): normal(b) for a, b in _pairs(table["grades"]["same"])}),
        verbs=_normals(table["clauses"]["verbs"]) | cue_words.finite,
        no_verbs=_normals(table["clauses"]["no_verbs"]),
        speech=cue_words.quotative,
        small=MappingProxyType({use: _normals(listed) for use, listed in table["small"].items()}),
    )


def _normals(listed: str) -> frozenset[str]:
    return frozenset(" ".join(normal(word) for word in item.split()) for item in items(listed))


def _pairs(listed: str) -> list[tuple[str, str]]:
    return [(a, b) for a, _, b in (item.partition(":") for item in items(listed))]


def _classes(table: dict[str, Any]) -> dict[str, frozenset[str]]:
    """For each noun all nouns that may stand for it: those with which it shares a list whose name is one of the two."""
    found: dict[str, set[str]] = {}
    for name, listed in table.items():
        members = _normals(listed)
        general = normal(name)
        for member in members:
            found.setdefault(member, set()).update(members if member == general else {general} & members or members)
    return {word: frozenset(others) for word, others in found.items()}
