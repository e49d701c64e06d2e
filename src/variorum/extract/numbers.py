"""Numbers in digits and in words.

A value is read, never guessed: what is too long, too large or of no known shape has the value ``None``.
Separators follow English use (``1,500`` is fifteen hundred, ``1.5`` one and a half) with two exceptions that no
English number can be: a comma before one or two last digits is a decimal comma, and several full stops group.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from .. import lexicon

HALF = 0.5
MAX_DIGITS = 18
"""Digits a number may have; a longer string of them is a key or a code, and beyond exact arithmetic."""

_GROUP = "[ \u00a0\u2009\u202f'’]"
DIGITS = (
    rf"(?:\d{{1,3}}(?:,\d{{2,3}}){{1,6}}(?:\.\d+)?"
    rf"|\d{{1,3}}(?:{_GROUP}\d{{3}}){{1,5}}(?!\w)(?:[.,]\d+)?"
    r"|\d{1,24}(?:[.,]\d{1,24}){0,12})"
)
"""The shape of a number in digits, as a pattern without groups; bounded, since a longer string of digits is none."""

POINTED = r"(?<![\w.])\.\d{1,4}(?![\d.])"
"""A part of one in digits without its nought (``.41``), as a pattern without groups."""

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_LAKHS = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_STOPPED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}\.\d{3},\d+")
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
FRACTIONS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 0.2, "⅖": 0.4, "⅗": 0.6, "⅘": 0.8,
        "⅛": 0.125, "⅜": 0.375, "⅝": 0.625, "⅞": 0.875,
    }
)  # fmt: skip
"""Fractions that are one character."""


def from_digits(raw: str) -> float | None:
    """The value of ``1,500``, ``6.3``, ``1,5``, ``10 000``, ``1.234.567``, ``1,50,000``; ``None`` for other shapes."""
    text = re.sub(_GROUP, "", raw)
    if sum(c.isdigit() for c in text) > MAX_DIGITS:
        return None
    if _PLAIN.fullmatch(text):
        return float(text)
    if _GROUPED.fullmatch(text) or _LAKHS.fullmatch(text):
        return float(text.replace(",", ""))
    if _STOPPED.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    if _DECIMAL_COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The number words of a language."""

    small: dict[str, int]
    hundred: dict[str, int]
    scales: dict[str, int]
    abbreviated: dict[str, int]
    words_only: frozenset[str]
    """Scales that no digits stand before."""
    joins: frozenset[str]
    article: frozenset[str]
    vague: dict[str, tuple[float, float]]
    ordinals: dict[str, int]
    ordinal_marks: tuple[str, ...]
    fractions: dict[str, float]
    and_fraction: dict[str, float]


@cache
def words(language: str = "en") -> Words:
    """The number words of ``language``."""
    table = lexicon.load("numbers", language)
    return Words(
        small=table["small"],
        hundred=table["hundred"],
        scales=table["scales"],
        abbreviated=table["abbreviated_scales"],
        words_only=frozenset(table["words_only"]),
        joins=frozenset(table["joins"]),
        article=frozenset(table["article"]),
        vague={name: (float(low), float(high)) for name, (low, high) in table["vague"].items()},
        ordinals=table["ordinals"],
        ordinal_marks=tuple(table["ordinal_marks"]["after"]),
        fractions=table["fractions"],
        and_fraction=table["and_fraction"],
    )


def alternation(listed: object) -> str:
    """The words of a list as a pattern, the longest first; blanks match any short white space, hyphens any hyphen."""
    ordered = sorted((str(w) for w in listed), key=lambda w: (-len(w), w))  # type: ignore[attr-defined]
    return "|".join(
        re.escape(w).replace(r"\ ", r"[\s]{1,3}").replace(r"\-", "[-‐‑]").replace("'", "['’]") for w in ordered
    )


@cache
def cardinal_pattern(language: str = "en") -> str:
    """A number in words as a pattern without groups: ``twenty-five``, ``two hundred and fifty thousand``."""
    listed = words(language)
    word = alternation([*listed.small, *listed.hundred, *listed.scales])
    start = alternation([*listed.small])
    article = alternation(listed.article)
    big = alternation([*listed.hundred, *listed.scales])
    joins = alternation(listed.joins)
    halves = alternation(w for w, v in listed.fractions.items() if v == HALF)
    lead = rf"(?:{start})|(?:{article}|(?:{halves}) (?:{article}))[ \u00a0]{{1,3}}(?:{big})"
    return rf"(?:(?:{lead})(?:(?:[ \u00a0]{{1,3}}(?:{joins}))?(?:[ \u00a0]{{1,3}}|[-‐‑])(?:{word})\b){{0,8}})"


@cache
def ordinal_pattern(language: str = "en") -> str:
    """An ordinal in digits or words as a pattern without groups: ``47th``, ``twenty-first``."""
    listed = words(language)
    tens = alternation([w for w, v in listed.small.items() if v >= 20])
    mark = alternation(listed.ordinal_marks)
    return (
        rf"(?:\d{{1,6}}(?:{mark})|\d{{1,3}},\d{{3}}(?:{mark})|(?:(?:{tens})[-‐‑ ])?(?:{alternation(listed.ordinals)}))"
    )


_WORD = re.compile(r"[^\W\d_]+")


def from_words(raw: str, language: str = "en") -> float | None:
    """The value of a number in words; ``None`` when they make no one number ("five six")."""
    listed = words(language)
    total, group, last = 0.0, 0.0, float("inf")
    seen = False
    for match in _WORD.finditer(raw.casefold()):
        word = match.group()
        if word in listed.small:
            value = float(listed.small[word])
            if seen and not (last >= 100 or (last >= 20 and 0 < value < 10)):
                return None
            group, last = group + value, value
        elif word in listed.hundred or word in listed.scales:
            factor = float(listed.hundred.get(word) or listed.scales[word])
            group = (group or (1.0 if not seen else 0.0)) * factor
            if group == 0.0 and total:
                total, last = total * factor, factor
                continue
            if word in listed.scales:
                total, group = total + group, 0.0
            last = factor
        elif word in listed.fractions:
            group, last = group + listed.fractions[word], 0.0
        elif word not in listed.joins and word not in listed.article:
            return None
        else:
            continue
        seen = True
    return total + group if seen else None


def ordinal_value(raw: str, language: str = "en") -> int | None:
    """The rank that ``47th``, ``third`` or ``twenty-first`` names."""
    lowered = raw.casefold().strip()
    digits = re.match(r"[\d,]+", lowered)
    if digits:
        number = from_digits(digits.group())
        return int(number) if number is not None else None
    listed = words(language)
    parts = re.split(r"[-‐‑\s]+", lowered)
    if parts[-1] not in listed.ordinals:
        return None
    tens = sum(listed.small.get(p, 0) for p in parts[:-1])
    return tens + listed.ordinals[parts[-1]]


@cache
def _tail(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<head>.+?)[\s-]+(?P<tail>{alternation(words(language).and_fraction)})$", re.IGNORECASE | re.DOTALL
    )


def value_of(raw: str, language: str = "en") -> float | None:
    """The value of a number in digits or words, with a fraction after it ("two and a half", "18½")."""
    text = raw.strip()
    if not text or len(text) > 80:
        return None
    extra = 0.0
    tail = _tail(language).match(text)
    if tail:
        key = re.sub(r"\s+", " ", tail.group("tail").casefold())
        text, extra = tail.group("head"), words(language).and_fraction.get(key, HALF)
        extra *= _last_scale(text, language)
    elif text[-1] in FRACTIONS:
        extra, text = FRACTIONS[text[-1]], text[:-1].strip()
        if not text:
            return extra
    if text[0].isdigit():
        value = from_digits(text) if not re.search(r"[^\W\d_]", text) else _mixed(text, language)
    else:
        value = words(language).fractions.get(text.casefold()) or from_words(text, language)
    return None if value is None else value + extra


def _last_scale(text: str, language: str) -> int:
    """What "and a half" is a half of: of a million after "a million", else of one."""
    last = _WORD.findall(text.casefold())[-1:]
    return words(language).scales.get(last[0], 1) if last else 1


def _mixed(text: str, language: str) -> float | None:
    """``3 million``, ``1.2 billion``."""
    match = re.fullmatch(rf"({DIGITS})[\s-]*([^\W\d_]+)", text)
    if not match:
        return None
    head, scale = from_digits(match.group(1)), match.group(2).casefold()
    listed = words(language)
    factor = listed.scales.get(scale) or listed.hundred.get(scale) or listed.abbreviated.get(scale)
    return head * factor if head is not None and factor else None
