"""The cue lexicon: which words hand words or thoughts to a source, in which frames, with which stance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from .. import lexicon
from ..model import Stance

WordForm = Literal["base", "s", "past", "participle", "ing", "noun", "adjective"]
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A cue: ``rest`` are the fixed words after its head.  ``speech`` tells words said from thoughts and wishes.
    ``prepositions`` may introduce the content; for ``frames`` see ``data/en/cues.toml``."""

    lemma: str
    rest: tuple[str, ...]
    stance: Stance
    frames: frozenset[str]
    prepositions: frozenset[str]
    speech: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """``verbs``, ``nouns`` and ``adjectives`` by inflected form; ``phrases`` by first word, longest first.

    ``finite`` are the forms that may be finite verbs, ``bare`` those that are base forms and nothing else,
    ``quotative`` those of verbs that take a quotation, ``light`` those of verbs that only lend themselves to a cue
    noun ("make a promise").  ``according`` is the cue of all phrases.
    """

    verbs: dict[str, tuple[tuple[Entry, WordForm], ...]]
    nouns: dict[str, Entry]
    adjectives: dict[str, Entry]
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    finite: frozenset[str]
    quotative: frozenset[str]
    bare: frozenset[str]
    light: frozenset[str]
    according: Entry


@cache
def load(language: str = "en") -> Lexicon:
    """The lexicon of a language, inflected; made once, never changed."""
    table = lexicon.load("cues", language)
    irregular: dict[str, list[str]] = table["irregular"]
    verbs: dict[str, list[tuple[Entry, WordForm]]] = {}
    for group in ("speech", "attitude"):
        for stance, entries in table[group].items():
            for lemma, frames in entries.items():
                entry = _entry(lemma, frames, stance, speech=group == "speech")
                for form, word in inflect(lemma.split()[0], irregular):
                    verbs.setdefault(word, []).append((entry, form))
    quotative = {word for word, readings in verbs.items() if any("q" in e.frames and not e.rest for e, _ in readings)}
    return Lexicon(
        verbs={w: tuple(sorted(r, key=lambda p: -len(p[0].rest))) for w, r in verbs.items()},
        nouns=_nouns(table["nouns"]),
        adjectives={
            lemma: _entry(lemma, frames, stance, speech=False)
            for stance, entries in table["adjectives"].items()
            for lemma, frames in entries.items()
        },
        phrases=_phrases(table["phrases"]),
        finite=frozenset(w for w, r in verbs.items() if any(f in ("past", "s", "base") for _, f in r)),
        quotative=frozenset(quotative),
        bare=frozenset(w for w, r in verbs.items() if {f for _, f in r} == {"base"}),
        light=frozenset(form for verb in table["light"]["verbs"] for _, form in inflect(verb, irregular)),
        according=_entry("according to", "s q", "neutral", speech=True),
    )


def _entry(lemma: str, frames: str, stance: str, *, speech: bool) -> Entry:
    rest = lemma.split()[1:]
    codes: set[str] = set()
    prepositions: set[str] = set()
    for word in frames.split():
        if len(word) == 1:
            codes.add(word)
        else:
            parts = word.split("|")
            prepositions.update(p for p in parts if len(p) > 1)
            codes.update(p for p in parts if len(p) == 1)
    return Entry(
        lemma=lemma,
        rest=tuple(rest),
        stance=cast(Stance, stance),
        frames=frozenset(codes),
        prepositions=frozenset(prepositions),
        speech=speech,
    )


def _nouns(table: dict[str, dict[str, str]]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for stance, entries in table.items():
        for lemma, frames in entries.items():
            entry = _entry(lemma, frames, stance, speech=True)
            found[lemma] = entry
            found.setdefault(_plural(lemma), entry)
    return found


def _phrases(table: dict[str, dict[str, str]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for entries in table.values():
        for phrase in entries:
            words = tuple(phrase.split())
            by_first.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(listed, key=len, reverse=True)) for first, listed in by_first.items()}


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    return noun + "s"


def inflect(verb: str, irregular: dict[str, list[str]]) -> tuple[tuple[WordForm, str], ...]:
    """The forms of a verb: base, -s, past, participle, -ing; by rule where it is not listed."""
    names: tuple[WordForm, ...] = ("base", "s", "past", "participle", "ing")
    if verb in irregular:
        return tuple(zip(names, irregular[verb], strict=True))
    if verb.endswith("e"):
        past, ing = verb + "d", (verb if verb.endswith("ee") else verb[:-1]) + "ing"
    elif verb.endswith("y") and verb[-2] not in _VOWELS:
        past, ing = verb[:-1] + "ied", verb + "ing"
    else:
        past, ing = verb + "ed", verb + "ing"
    return tuple(zip(names, (verb, _plural(verb), past, past, ing), strict=True))
