"""The words by which a statement commits or predicts, and the sentences in which they are looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from .. import lexicon, text, wording
from ..model import Reading, Span

_TERMINAL = ".?!…"
_LONGEST = 400
"""Words of a sentence that are read: an endless one must not take endless time."""
_MARKS = ",;:()—–"


@dataclass(frozen=True, slots=True)
class Word:
    """``apart``: a mark of punctuation stands between it and the word before it."""

    norm: str
    span: Span
    apart: bool
    capital: bool

    @property
    def stem(self) -> str:
        return wording.stem(self.norm)


def words(whole: str, pieces: Sequence[Span]) -> tuple[Word, ...]:
    """The words of ``pieces`` in order."""
    found: list[Word] = []
    end = None
    for atom in wording.atoms(whole, pieces):
        gap = "" if end is None else whole[end : atom.span.start]
        apart = any(c in _MARKS for c in gap) or " - " in gap
        found.append(Word(atom.norm, atom.span, apart, whole[atom.span.start].isupper()))
        end = atom.span.end
    return tuple(found)


def sentences(whole: str, content: Sequence[Span]) -> Iterator[tuple[Word, ...]]:
    """The words of each sentence of a content; one that an attribution interrupts goes on in the next piece."""
    begun: list[Span] = []
    for piece in content:
        for sentence in text.sentences(whole, piece):
            if begun and whole[begun[-1].end - 1] in _TERMINAL:
                yield words(whole, begun)[:_LONGEST]
                begun = []
            begun.append(sentence)
    if begun:
        yield words(whole, begun)[:_LONGEST]


def cue_words(whole: str, reading: Reading) -> tuple[Word, ...]:
    """The words of attribution of a reading; the outlet's own voice has none."""
    return words(whole, reading.cue.spans) if reading.cue and reading.form != "narration" else ()


def cover(sentence: Sequence[Word]) -> Span:
    """From the first to the last character of some words."""
    return sentence[0].span.to(sentence[-1].span)


@cache
def listed(table: str, name: str, language: str = "en") -> frozenset[str]:
    """One list of words as it stands."""
    return frozenset(_resource(language)[table][name].split())


@cache
def stems(table: str, name: str, language: str = "en") -> frozenset[str]:
    """The stems of one list of words."""
    return frozenset(wording.stem(word) for word in listed(table, name, language))


@cache
def phrases(table: str, name: str, language: str = "en") -> tuple[tuple[str, ...], ...]:
    """One list of phrases as words, the longest first."""
    split = (tuple(phrase.split()) for phrase in _resource(language)[table][name])
    return tuple(sorted(split, key=lambda p: (-len(p), p)))


@cache
def needs(language: str = "en") -> dict[str, frozenset[str]]:
    """By the stem of a verb that says too little alone: the words one of which must follow it."""
    return {wording.stem(v): frozenset(w.split()) for v, w in _resource(language)["verbs"]["needs"].items()}


@cache
def _resource(language: str) -> dict[str, Any]:
    return lexicon.load("commitments", language)


@dataclass(frozen=True, slots=True)
class Marker:
    """A finite verb that points ahead: its kind, its first word and the word after it."""

    kind: str
    at: int
    after: int


_KINDS = ("likely", "intend", "will", "would", "may")


@cache
def _forms(language: str = "en") -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """By the stem of its first word: the kinds and the rest of each marker, the longest first."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for kind in _KINDS:
        for phrase in phrases("markers", kind, language):
            found.setdefault(wording.stem(phrase[0]), []).append((kind, tuple(wording.stem(w) for w in phrase[1:])))
    return {first: tuple(sorted(rest, key=lambda r: -len(r[1]))) for first, rest in found.items()}


def markers(sentence: Sequence[Word]) -> Iterator[Marker]:
    """The markers of a sentence in order; none lies inside another."""
    at = 0
    while at < len(sentence):
        found = _marker(sentence, at)
        if found:
            yield found
        at = found.after if found else at + 1


def _marker(sentence: Sequence[Word], at: int) -> Marker | None:
    for kind, rest in _forms().get(sentence[at].stem, ()):
        here = at + 1
        for part in rest:
            while here < len(sentence) and sentence[here].norm in listed("markers", "between"):
                here += 1
            if here >= len(sentence) or sentence[here].stem != part:
                break
            here += 1
        else:
            return Marker(kind, at, here)
    return None
