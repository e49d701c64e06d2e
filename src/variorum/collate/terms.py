"""The terms of a passage: its words of content, each with what it may stand for and how much it tells.

A term's weight (0 to 1) is the rarity of the word in English news; :mod:`.lexis` lowers it by how often its own
article uses it: the theme of an article tells two of its sentences apart no better than grammar does.  It depends on
that one article alone, so the score of a pair of passages never changes when another article is added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from .. import lexicon, wording
from ..model import Span
from ..wording import Atom

TermKind = Literal["word", "number", "name"]
LONGEST_PHRASE = 4
_UNLISTED = 1.0
_SMALL_NUMBER = 0.35
_COUNTRY = 0.7


@dataclass(frozen=True, slots=True)
class Term:
    """``key`` is the stem (of a phrase: its stems); ``classes`` name the things it may stand for."""

    span: Span
    norm: str
    key: str
    classes: frozenset[str]
    kind: TermKind
    weight: float


def terms(whole: str, pieces: Sequence[Span]) -> tuple[Term, ...]:
    """The terms of ``pieces`` in order, weighed by rarity alone."""
    atoms = wording.atoms(whole, pieces)
    found: list[Term] = []
    at = 0
    while at < len(atoms):
        if idle := _idiom(atoms, at):
            at += idle
            continue
        length, term = _phrase(whole, atoms, at) or (1, _single(whole, atoms[at], first=at == 0))
        if term is not None:
            found.append(term)
        at += length
    return tuple(found)


def _idiom(atoms: Sequence[Atom], at: int) -> int:
    """How many atoms from ``at`` on are a phrase without news ("on the other hand"); 0 for none."""
    for words in _idioms().get(atoms[at].norm, ()):
        if tuple(a.norm for a in atoms[at : at + len(words)]) == words:
            return len(words)
    return 0


@cache
def _idioms(language: str = "en") -> dict[str, tuple[tuple[str, ...], ...]]:
    """The listed phrases by their first word, the longest first."""
    listed = sorted((tuple(p.split()) for p in lexicon.load("collate", language)["idioms"]), key=lambda w: (-len(w), w))
    return {first: tuple(w for w in listed if w[0] == first) for first in sorted({w[0] for w in listed})}


def _phrase(whole: str, atoms: Sequence[Atom], at: int) -> tuple[int, Term] | None:
    table = _phrases()
    if wording.stem(atoms[at].norm) not in table.heads:
        return None
    for length in range(min(LONGEST_PHRASE, len(atoms) - at), 1, -1):
        run = atoms[at : at + length]
        key = " ".join(wording.stem(a.norm) for a in run)
        classes = table.of.get(key)
        if classes and run[0].piece == run[-1].piece:
            weight = max(rarity(a.norm) for a in run)
            named = any(c.startswith("country:") for c in classes) and whole[run[0].span.start].isupper()
            span = Span(run[0].span.start, run[-1].span.end)
            kind: TermKind = "name" if named else "word"
            return length, Term(
                span, " ".join(a.norm for a in run), key, classes, kind, _COUNTRY if named else max(weight, 0.4)
            )
    return None


def _single(whole: str, atom: Atom, *, first: bool) -> Term | None:
    shown = atom.span.of(whole)
    shouted = shown.isupper() and len(atom.norm) > 1
    if atom.norm in wording.function_words() and not shouted:
        return None
    if atom.norm[0].isdigit():
        small = len(atom.norm) == 1
        return Term(atom.span, atom.norm, atom.norm, frozenset(), "number", _SMALL_NUMBER if small else 0.9)
    if len(atom.norm) == 1:
        return None
    stem = wording.stem(atom.norm)
    classes = _phrases().of.get(stem, frozenset())
    capital = shown[0].isupper()
    if not capital or (len(atom.norm) < 3 and not shouted):
        classes = frozenset(c for c in classes if not c.startswith("country:"))
    elif any(c.startswith("country:") for c in classes):
        classes = frozenset(c for c in classes if c.startswith("country:"))
    named = shouted or (capital and (not first or atom.norm not in _frequency()))
    weight = _COUNTRY if any(c.startswith("country:") for c in classes) else rarity(atom.norm)
    return Term(atom.span, atom.norm, stem, classes, "name" if named else "word", weight)


@cache
def rarity(norm: str, language: str = "en") -> float:
    """0 (grammar) to 1 (not among the listed common words)."""
    if norm in wording.function_words(language):
        return 0.1
    return _frequency(language).get(norm, _UNLISTED)


@cache
def _frequency(language: str = "en") -> dict[str, float]:
    """The weight of each listed word and of its regular forms; of two words with one form, the commoner decides."""
    spread: dict[str, float] = {}
    for word, weight in sorted(wording.common_words(language).items(), key=lambda pair: pair[1]):
        for form in (word, f"{word}s", f"{word}ed", f"{word}ing"):
            spread.setdefault(form, weight)
    return spread


@dataclass(frozen=True, slots=True)
class _Phrases:
    of: dict[str, frozenset[str]]
    heads: frozenset[str]


@cache
def _phrases(language: str = "en") -> _Phrases:
    """Words and phrases, by their stems, with the classes that they belong to."""
    classes: dict[str, set[str]] = {}
    for name, listed in lexicon.load("paraphrase", language)["classes"].items():
        for phrase in listed:
            classes.setdefault(_key(phrase), set()).add(name)
    for name, country in lexicon.load("utterance", language)["countries"].items():
        for phrase in (*country["names"], *country["people"], *country["seats"]):
            classes.setdefault(_key(phrase), set()).add(f"country:{name}")
    of = {key: frozenset(names) for key, names in classes.items()}
    return _Phrases(of, frozenset(key.split()[0] for key in of if " " in key))


def _key(phrase: str) -> str:
    return " ".join(wording.stem(a.norm) for a in wording.atoms(phrase, (Span(0, len(phrase)),)))
