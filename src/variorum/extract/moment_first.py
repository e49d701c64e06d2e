"""What a time pattern can begin with, read off the pattern itself, so that only patterns that can match are tried."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

DIGIT, MARK = "0", "'"
"""The keys of any digit and of an apostrophe; all other keys are words in small letters."""

_ASIDE = ("(?=", "(?<=")
"""How a group begins that matches no characters of its own."""
_LETTERS = re.compile(r"[^\W\d_]+")


def key_at(text: str, at: int) -> str:
    """The key of what stands at ``at``."""
    char = text[at]
    if char.isdigit():
        return DIGIT
    match = _LETTERS.match(text, at)
    return match.group().casefold() if match else MARK


def of_word(word: str) -> str:
    """The key of a listed word."""
    return key_at(word, 0)


def keys(pattern: str, lists: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """The keys that a match of ``pattern`` can begin with; ``lists`` gives the words of each ``{name}``.

    Understood is what the patterns use: groups with alternatives, ``?`` and ``*``, classes, lists, plain words.
    """
    found: set[str] = set()
    for option in _options(pattern):
        at = 0
        while at < len(option):
            part, at = _element(option, at)
            found |= _element_keys(part, option[at : at + 1], lists)
            if option[at : at + 1] in ("?", "*"):
                at += 1
            elif not part.startswith(_ASIDE):
                break
    return frozenset(found)


def _options(pattern: str) -> list[str]:
    """The top-level alternatives."""
    depth, begin, options = 0, 0, []
    escaped = bracket = False
    for i, char in enumerate(pattern):
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif bracket:
            bracket = char != "]"
        elif char == "[":
            bracket = True
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        elif char == "|" and depth == 0:
            options.append(pattern[begin:i])
            begin = i + 1
    return [*options, pattern[begin:]]


def _element(pattern: str, at: int) -> tuple[str, int]:
    """The first element from ``at`` and where it ends: a group, a class, a list, an escape, a word or a character."""
    char = pattern[at]
    if char == "(":
        depth, i = 0, at
        while i < len(pattern):
            if pattern[i] == "\\":
                i += 2
                continue
            depth += (pattern[i] == "(") - (pattern[i] == ")")
            i += 1
            if depth == 0:
                break
        return pattern[at:i], i
    if char in "[{":
        end = pattern.index("]" if char == "[" else "}", at) + 1
        return pattern[at:end], end
    if char == "\\":
        return pattern[at : at + 2], at + 2
    word = _LETTERS.match(pattern, at)
    return (word.group(), word.end()) if word else (char, at + 1)


_GROUP = re.compile(r"\((?:\?:|\?P<\w+>|\?=)?")


def _element_keys(part: str, quantifier: str, lists: Mapping[str, Iterable[str]]) -> set[str]:
    if part.startswith(_ASIDE):
        return set()
    if part[0] == "(":
        head = _GROUP.match(part)
        return set(keys(part[head.end() if head else 1 : -1], lists))
    if part[0] == "[":
        letters = {c.casefold() for c in part if c.isalpha() and c != "d"}
        return (
            letters
            | ({DIGIT} if re.search(r"\d", part) or "\\d" in part else set())
            | ({MARK} if "'" in part else set())
        )
    if part[0] == "{":
        return {of_word(word) for word in lists.get(part[1:-1].split(":", maxsplit=1)[0], ())}
    if part == "\\d" or part.isdigit():
        return {DIGIT}
    if part[0].isalpha():
        word = part.casefold()
        return {word, word[:-1]} if quantifier == "?" else {word}
    return {MARK} if part in "'’" else set()
