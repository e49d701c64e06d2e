"""Who speaks, over the events of a storyline: one key for all names of one speaker, none where names may deceive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from ... import lexicon, text, wording
from ...model import Speaker

Voices = Mapping[Speaker, str]

_ARTICLE = "the"


def voices(speakers: Iterable[Speaker]) -> Voices:
    """A key for each person or organisation with a name of its own; others are left out.

    A surname alone goes with the one full name of the storyline that ends in it; where two do, it is nobody's.
    """
    named = {s: _words(s.name) for s in speakers if s.kind in ("person", "organisation")}
    full: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for speaker, words in named.items():
        if speaker.kind == "person" and len(words) > 1:
            full[words[-1]].add((words[0], words[-1]))
    found = {}
    for speaker, words in named.items():
        key = _person(words, full) if speaker.kind == "person" else _organisation(speaker.name)
        if key:
            found[speaker] = key
    return found


def own_words(key: str) -> frozenset[str]:
    """The stems of a speaker's name: they tell nothing about the subject."""
    return frozenset(wording.stem(w) for w in key.split()[1:])


def _person(words: tuple[str, ...], full: Mapping[str, set[tuple[str, str]]]) -> str | None:
    if not words:
        return None
    known = full.get(words[-1], set())
    if len(words) > 1:
        return f"person {words[0]} {words[-1]}"
    if len(known) > 1:
        return None
    first, last = next(iter(known), ("", words[-1]))
    return f"person {first} {last}".replace("  ", " ")


def _organisation(name: str) -> str | None:
    """Its name, where that has a proper one in it: there are many finance ministries."""
    words = [t for t in text.words(name) if t.norm != _ARTICLE]
    own = any(t.is_capitalised and t.norm not in _common() for t in words)
    folded = " ".join(t.norm.removesuffix("'s") for t in words)
    return f"organisation {folded}" if own else None


@cache
def _words(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without posts and forms of address."""
    folded = (t.norm.replace(".", "").removesuffix("'s") for t in text.words(name))
    return tuple(w for w in folded if w and w not in _common())


@cache
def _common(language: str = "en") -> frozenset[str]:
    table = lexicon.load("collate", language)["speakers"]
    return frozenset(table["offices"].split()) | frozenset(table["collectives"].split())
