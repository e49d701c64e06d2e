"""What an entry is about: its telling words as keys that two events' reports share, and how much each one tells."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ... import lexicon, wording
from ...model import Span
from ...wording import Atom

MOST_WORDS = 400
"""Words of one entry that are read."""
_LONGEST_NAME = 3
_DAMPING = 0.2
"""How fast a key loses weight with the natural logarithm of the storyline's entries that have it."""
_FEW = 50
"""Entries under which a share of them says little."""
_UNLISTED, _COUNTRY, _MOST_CLASS = 1.0, 0.7, 0.6

Weights = Mapping[str, float]


def atoms(whole: str, pieces: Sequence[Span]) -> tuple[Atom, ...]:
    """The words of ``pieces``, no more than :data:`MOST_WORDS`."""
    return wording.atoms(whole, pieces)[:MOST_WORDS]


@dataclass(frozen=True, slots=True)
class Word:
    """``shown`` is the word as written; words with one key and other stems may stand for one another."""

    stem: str
    shown: str


def keys(whole: str, words: Sequence[Atom], *, idle: bool = False) -> dict[str, Word]:
    """The keys of some words: a stem or its class of words, or a country by whatever name it goes.

    Grammar and numbers have none, nor, unless ``idle`` ones count, words that tell how a thing is put ("plans").
    """
    found: dict[str, Word] = {}
    at = 0
    while at < len(words):
        length, stem = _country(whole, words, at) or (1, _single(words[at]))
        if stem and (idle or stem not in _idle()):
            span = words[at].span.to(words[at + length - 1].span)
            found.setdefault(_classes().get(stem, stem), Word(stem, _bare(" ".join(span.of(whole).split()))))
        at += length
    return found


def numbers(words: Sequence[Atom]) -> frozenset[str]:
    """The numbers among some words, years included."""
    return frozenset(a.norm for a in words if a.norm[0].isdigit())


def weights(entries: Sequence[Mapping[str, Word]], *, themes: bool) -> Weights:
    """How much each key and each stem tells in a storyline, 0 to 1: rare words much, and, unless ``themes`` count in
    full, what many entries have little."""
    listed = [frozenset({*entry, *(word.stem for word in entry.values())}) for entry in entries]
    many = max(len(listed), _FEW)
    counts = Counter(key for entry in listed for key in entry)
    if themes:
        return {key: _rarity(key) for key in counts}
    return {key: _rarity(key) * (1 - 0.5 * n / many) / (1 + _DAMPING * math.log(n)) for key, n in counts.items()}


def _single(atom: Atom) -> str | None:
    if len(atom.norm) < 2 or atom.norm[0].isdigit() or atom.norm in wording.function_words():
        return None
    return wording.stem(atom.norm)


def _country(whole: str, words: Sequence[Atom], at: int) -> tuple[int, str] | None:
    """How many words from ``at`` on name a country, its seat or its people, and its key."""
    if not words[at].span.of(whole)[0].isupper():
        return None
    for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
        shown = tuple(_bare(a.span.of(whole)) for a in words[at : at + length])
        if key := _countries().get(shown):
            return length, key
    return None


def _bare(shown: str) -> str:
    return shown.removesuffix("'s").removesuffix("’s")


@cache
def _rarity(key: str, language: str = "en") -> float:
    if key.startswith("country:"):
        return _COUNTRY
    if key.startswith("class:"):
        return _class_weights(language)[key]
    return _frequency(language).get(key, _UNLISTED)


@cache
def _frequency(language: str = "en") -> dict[str, float]:
    """The weight of each listed common word, by its stem; of two words with one stem, the commoner decides."""
    found: dict[str, float] = {}
    for word, weight in wording.common_words(language).items():
        stem = wording.stem(word)
        found[stem] = min(found.get(stem, _UNLISTED), weight)
    return found


@cache
def _classes(language: str = "en") -> dict[str, str]:
    """The class of each word that belongs to one alone, by its stem: words that may stand for one another."""
    found: dict[str, set[str]] = {}
    for name, listed in lexicon.load("paraphrase", language)["classes"].items():
        for word in listed:
            if " " not in word:
                found.setdefault(wording.stem(word), set()).add(f"class:{name}")
    return {stem: next(iter(names)) for stem, names in found.items() if len(names) == 1}


@cache
def _class_weights(language: str = "en") -> dict[str, float]:
    """A class tells as much as its commonest word, and no more than :data:`_MOST_CLASS`."""
    frequency = _frequency(language)
    found: dict[str, float] = {}
    for stem, name in _classes(language).items():
        found[name] = min(found.get(name, _MOST_CLASS), frequency.get(stem, _UNLISTED))
    return found


@cache
def _idle(language: str = "en") -> frozenset[str]:
    return frozenset(wording.stem(w) for w in lexicon.load("threads", language)["idle"].split())


@cache
def _countries(language: str = "en") -> dict[tuple[str, ...], str]:
    table = lexicon.load("utterance", language)["countries"]
    named = ((shown, name) for name, c in table.items() for shown in (*c["names"], *c["people"], *c["seats"]))
    found: dict[tuple[str, ...], str] = {}
    for shown, name in named:
        words = wording.atoms(shown, (Span(0, len(shown)),))
        found[tuple(a.span.of(shown) for a in words)] = f"country:{name}"
    return found
