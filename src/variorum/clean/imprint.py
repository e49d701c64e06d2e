"""Outlet and byline of a text that was copied off a page, from what the page says of itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from .. import lexicon
from . import dateline, marks
from .zones import Marked

_WORD = r"(?-i:[A-Z0-9&])[\w’'&!-]*(?:\.[\w’'&!-]+)*"
_NAME = rf"(?:the )?{_WORD}(?: (?:{_WORD}|of|and|the|for|in|on|de|du|la|le|el|al)){{0,6}}"
_TRAILING = re.compile(r"(?:\s+(?:of|and|the|for|in|on|de|du|la|le|el|al|is|a|an|or))+$|[\s.,:;!’'&-]+$", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+[|•·–—-]\s+")
_MOST_NAMES = 6


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str, float], ...]:
    """Each with the role of the lines in which it counts and its weight."""
    table: list[dict[str, Any]] = lexicon.load("outlets", language)["evidence"]
    return tuple(
        (re.compile(row["pattern"].replace("<name>", f"(?P<name>{_NAME})"), re.IGNORECASE), row["where"], row["weight"])
        for row in table
    )


def outlet(marked: Sequence[Marked], tag: str | None = None, *, language: str = "en") -> str | None:
    """The outlet that the page's own lines name, the best supported one; ``tag`` is who signs the dateline."""
    votes: Counter[str] = Counter()
    for m in marked:
        for name, weight in _named(m, language):
            votes[name] += weight  # type: ignore[assignment]
    for name in list(votes):
        if tag and _initials(name) == tag.casefold().replace(".", ""):
            votes[name] += 2
    best = max(votes, key=lambda name: (votes[name], len(name), name), default=None)
    if best is not None and votes[best] >= 1:
        return best
    return tag


def without_outlet(title: str | None, outlet: str | None) -> str | None:
    """A title without the outlet's name after its last separator."""
    if not title or not outlet:
        return title
    last = next(iter(reversed(list(_SEPARATOR.finditer(title)))), None)
    if last is None:
        return title
    front, tail = title[: last.start()], title[last.end() :]
    return front if tail.casefold().removeprefix("the ") == outlet.casefold().removeprefix("the ") else title


def _named(m: Marked, language: str) -> Iterator[tuple[str, float]]:
    text = marks.outside_quotations(m.line.folded[:1200])
    for pattern, where, weight in _patterns(language):
        if m.role not in where.split():
            continue
        for found in pattern.finditer(text):
            name = _tidy(found.group("name"))
            if name and _is_outlet(name, where, language):
                yield name, weight


def _tidy(name: str) -> str:
    before = None
    while before != name:
        before, name = name, _TRAILING.sub("", name)
    return name


def _is_outlet(name: str, where: str, language: str) -> bool:
    """Whether a name may be an outlet's: one with a word that outlets have, or one from a place that only names it."""
    words = [w.casefold().strip(".,!") for w in name.split()]
    never = lexicon.words("outlets", "never", language)
    if not words or dateline.is_agency(name, language) or name.casefold() in never:
        return False
    known = lexicon.words("outlets", "words", language)
    return "sure" in where.split() or any(w in known or w.endswith(tuple(_endings(language))) for w in words)


@cache
def _endings(language: str) -> tuple[str, ...]:
    return tuple(lexicon.load("outlets", language)["word_endings"])


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.split() if w[0].isupper()).casefold()


def byline(marked: Sequence[Marked], *, language: str = "en") -> str | None:
    """The names of those who wrote it, joined by commas."""
    for m in marked:
        if m.role == "byline" and m.kind in {"byline", None}:
            names = names_in(m.line.folded[:300], language)
            if names:
                return names
    return None


@cache
def _byline_words(language: str) -> re.Pattern[str]:
    listed = lexicon.load("chrome", language)["signatures"]
    return re.compile("|".join(f"(?:{p})" for p in listed), re.IGNORECASE)


def names_in(text: str, language: str = "en") -> str | None:
    """The names in a byline ("By Jane Doe and John Roe, Staff Writers"), joined by commas; ``None`` without any."""
    m = _byline_words(language).match(text)
    if m is None and len(text.split()) > 5:
        return None
    rest = text[m.end() :] if m else text
    names: list[str] = []
    for piece in re.split(r"\s*(?:,|;|\||•|·|/|\band\b|&|\bwith\b|\bin\b(?= [A-Z])|\s[–—-]\s)\s*", rest):
        if not is_person(piece, language):
            break
        names.append(piece.strip(" ."))
    return ", ".join(names[:_MOST_NAMES]) or None


def is_person(name: str, language: str = "en") -> bool:
    """Whether it looks like a person's name: two to five capitalised words, none of them a desk's."""
    words = name.strip(" .").split()
    desks = lexicon.words("chrome", "desks", language)
    particles = lexicon.words("chrome", "particles", language)
    return (
        2 <= len(words) <= 5
        and all(w[0].isupper() or w in particles for w in words)
        and all(re.fullmatch(r"[^\W\d_][\w.’'-]*", w) for w in words)
        and not any(w.casefold() in desks for w in words)
    )
