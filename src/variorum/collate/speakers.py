"""Whether two statements may be one speaker's: names as articles shorten them, posts, groups, relays."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from .. import lexicon, text
from ..model import Speaker, Statement

SAME, UNKNOWN, GROUP, POST, STRANGE, OTHER = 1.0, 0.8, 0.75, 0.5, 0.25, 0.0
_BESIDE = 90
"""Characters before or after a person's name in which the body that he or she stands for is looked for."""
_APPOSED = re.compile(r",\s*([^,.;:!?\n]{3,90})")
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""How letters that are no letter with a mark are written without them."""
_BREAKS = re.compile(r"[.;:!?\n]\s|[\n“”\"]")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a unit.  ``bodies``: what the article names beside the speaker's own name, folded."""

    speaker: Speaker | None
    relayed_by: Speaker | None
    bodies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """``score``: how far the speakers allow one utterance (0: never).  ``relayed``: one has it through the mouth of
    another; ``both``: both have it through the same mouth."""

    score: float
    relayed: bool = False
    both: bool = False


def voice(whole: str, statement: Statement) -> Voice:
    """The voice of a statement of the article with the text ``whole``."""
    speaker = statement.speaker
    named = speaker is not None and speaker.kind == "person" and _name(speaker.name)
    bodies = _beside(whole, speaker.name) if speaker is not None and named else frozenset()
    return Voice(speaker, statement.relayed_by, bodies)


def match(a: Voice | None, b: Voice | None) -> Match:
    """How the speakers of two units go together; ``None`` stands for the outlet's own voice."""
    if a is None or b is None:
        return Match(UNKNOWN)
    direct = _alike(a.speaker, b.speaker, a.bodies | b.bodies)
    if direct:
        once = (a.relayed_by is None) != (b.relayed_by is None)
        both = direct == SAME and same(a.relayed_by, b.relayed_by)
        return Match(min(direct, UNKNOWN) if once else direct, relayed=once, both=both)
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


def _by_country(speaker: Speaker) -> bool:
    """Whether a person is only called by a country ("the Swede")."""
    return speaker.kind == "person" and speaker.name.removeprefix("the ").removeprefix("The ") in _peoples()


@cache
def _peoples(language: str = "en") -> frozenset[str]:
    return frozenset(shown for c in lexicon.load("utterance", language)["countries"].values() for shown in c["people"])


@cache
def _countries(language: str = "en") -> dict[str, str]:
    table = lexicon.load("utterance", language)["countries"]
    return {shown: name for name, c in table.items() for shown in (*c["names"], *c["people"], *c["seats"])}


def key(speaker: Speaker | None) -> str:
    """What two articles' names of one speaker most often share: the last word of the name, folded."""
    if speaker is None:
        return ""
    words = _name(speaker.name)
    return words[-1] if words else ""


def _alike(a: Speaker | None, b: Speaker | None, bodies: frozenset[str] = frozenset()) -> float:
    if a is None or b is None or "unknown" in (a.kind, b.kind):
        return UNKNOWN
    first, second = (() if _by_country(s) else _name(s.name) for s in (a, b))
    if first and second and _one_name(first, second):
        return SAME
    persons = (a.kind == "person") + (b.kind == "person")
    nameless = [not words or s.kind in ("unnamed", "collective") for s, words in ((a, first), (b, second))]
    if persons == 1:
        return _one_of(a if b.kind == "person" else b, bodies)
    if all(nameless):
        return GROUP if persons or _one_body(a, b) else STRANGE
    if any(nameless):
        return POST if persons else GROUP if _one_body(a, b) else STRANGE
    return OTHER


def _one_of(body: Speaker, bodies: frozenset[str]) -> float:
    """A person and a group: the one may speak for the other if an article puts the two names side by side.

    "The police" may be any officer; "the harbour board of Larkhaven" is nobody whom no article names beside it.
    """
    own = _proper(body.name)
    return POST if not own or own & bodies else STRANGE


def _one_body(a: Speaker, b: Speaker) -> bool:
    """Two groups that share a proper name, or of which one has none."""
    one, two = _proper(a.name), _proper(b.name)
    return not one or not two or bool(one & two)


@lru_cache(maxsize=1 << 14)
def _proper(shown: str) -> frozenset[str]:
    """The proper names in the name of a group, without posts; a country by whatever name it goes."""
    listed, posts = _countries(), _posts()
    found: set[str] = {listed[m.group()] for m in _country_names().finditer(shown)}
    for token in text.words(shown):
        norm = token.norm.replace(".", "").removesuffix("'s")
        if token.text[0].isupper() and norm not in posts and token.text.removesuffix("'s") not in listed:
            found.add(norm)
    return frozenset(found)


@cache
def _country_names() -> re.Pattern[str]:
    names = sorted(_countries(), key=lambda n: (-len(n), n))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


@lru_cache(maxsize=2_048)
def _beside(whole: str, name: str) -> frozenset[str]:
    """The proper names that stand before a person's name or in an apposition after it: "Larkhaven's mayor Edda Quill",
    "Quill, who heads the harbour board,"."""
    last = name.rsplit(maxsplit=1)[-1]
    found: set[str] = set()
    for m in re.finditer(rf"\b{re.escape(last)}\b", whole):
        before = _BREAKS.split(whole[max(0, m.start() - _BESIDE) : m.start()])[-1]
        found |= _proper(_title(before))
        apposed = _APPOSED.match(whole, m.end(), m.end() + _BESIDE)
        if apposed and _posts() & {t.norm for t in text.words(apposed.group(1))}:
            found |= _proper(apposed.group(1))
    return frozenset(found)


def _title(before: str) -> str:
    """The end of ``before`` that may belong to the name that follows: capitals, posts and what joins them."""
    words = before.split()
    kept: list[str] = []
    while words:
        bare = text.normal(words[-1].strip(",’'")).removesuffix("'s").removesuffix("’s")
        if not words[-1][0].isupper() and bare not in _posts():
            break
        kept.append(words.pop())
    return " ".join(reversed(kept))


def _one_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if "".join(a) == "".join(b) or "".join(a) == _initials(b) or "".join(b) == _initials(a):
        return True
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        return short[0] == long[-1] or (len(short[0]) > 3 and short[0] in long)
    if long[-len(short) :] == short:
        return True
    if short[-1] == long[-1]:
        return short[0] == long[0] or (short[0][0] == long[0][0] and 1 in (len(short[0]), len(long[0])))
    return set(short) <= set(long)


def _initials(words: tuple[str, ...]) -> str:
    return "".join(w[0] for w in words) if len(words) > 1 else ""


@lru_cache(maxsize=1 << 14)
def _name(shown: str) -> tuple[str, ...]:
    """The words of a name without posts and forms of address."""
    found = tuple(_unmarked(t.norm.replace(".", "").removesuffix("'s")) for t in text.words(shown))
    return tuple(w for w in found if w and w not in _posts())


def _unmarked(word: str) -> str:
    """A word of a name without the marks on its letters, which one article prints and the next leaves out."""
    bare = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(c for c in bare if not unicodedata.combining(c))


@cache
def _posts(language: str = "en") -> frozenset[str]:
    table = lexicon.load("collate", language)["speakers"]
    return frozenset(table["offices"].split()) | frozenset(table["collectives"].split())
