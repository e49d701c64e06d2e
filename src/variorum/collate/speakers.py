"""Whether two statements may be one speaker's: names as articles shorten them, posts, groups, relays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .. import lexicon, text
from ..model import Speaker, Statement

SAME, UNKNOWN, GROUP, POST, OTHER = 1.0, 0.8, 0.75, 0.5, 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """``score``: how far the speakers allow one utterance (0: never); ``relayed``: through the mouth of another."""

    score: float
    relayed: bool = False


def match(a: Statement | None, b: Statement | None) -> Match:
    """How the speakers of two statements go together; ``None`` stands for the outlet's own voice."""
    if a is None or b is None:
        return Match(UNKNOWN)
    direct = _alike(a.speaker, b.speaker)
    if direct:
        once = (a.relayed_by is None) != (b.relayed_by is None)
        return Match(min(direct, UNKNOWN) if once else direct, relayed=once)
    for relayer, outer in ((a.relayed_by, b.speaker), (b.relayed_by, a.speaker)):
        if same(relayer, outer):
            return Match(UNKNOWN, relayed=True)
    return Match(OTHER)


def same(a: Speaker | None, b: Speaker | None) -> bool:
    """Whether two names surely name one speaker."""
    return a is not None and b is not None and _alike(a, b) == SAME


def is_country(speaker: Speaker) -> bool:
    """Whether a speaker is a country, its seat or its people."""
    return speaker.name.removeprefix("the ").removeprefix("The ") in _countries()


@cache
def _countries(language: str = "en") -> frozenset[str]:
    table = lexicon.load("utterance", language)["countries"]
    return frozenset(shown for c in table.values() for shown in (*c["names"], *c["people"], *c["seats"]))


def key(speaker: Speaker | None) -> str:
    """What two articles' names of one speaker most often share: the last word of the name, folded."""
    if speaker is None:
        return ""
    words = _name(speaker.name)
    return words[-1] if words else ""


def _alike(a: Speaker | None, b: Speaker | None) -> float:
    if a is None or b is None or "unknown" in (a.kind, b.kind):
        return UNKNOWN
    first, second = _name(a.name), _name(b.name)
    nameless = [not words or s.kind in ("unnamed", "collective") for s, words in ((a, first), (b, second))]
    if first and second and _one_name(first, second):
        return SAME
    if all(nameless):
        return GROUP
    if any(nameless):
        return POST if "person" in (a.kind, b.kind) else GROUP
    if a.kind != b.kind:
        return POST
    return OTHER


def _one_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if a == b or "".join(a) == _initials(b) or "".join(b) == _initials(a):
        return True
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        return short[0] == long[-1] or (len(short[0]) > 3 and short[0] in long)
    if short[-1] == long[-1]:
        return short[0] == long[0] or (short[0][0] == long[0][0] and 1 in (len(short[0]), len(long[0])))
    return set(short) <= set(long)


def _initials(words: tuple[str, ...]) -> str:
    return "".join(w[0] for w in words) if len(words) > 1 else ""


@cache
def _name(shown: str) -> tuple[str, ...]:
    """The words of a name without posts and forms of address."""
    table = lexicon.load("collate")["speakers"]
    posts = frozenset(table["offices"].split()) | frozenset(table["collectives"].split())
    found = tuple(t.norm.replace(".", "").removesuffix("'s") for t in text.words(shown))
    return tuple(w for w in found if w and w not in posts)
