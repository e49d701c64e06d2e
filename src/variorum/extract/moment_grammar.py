"""The grammar of time expressions: patterns and word lists from ``time.toml``, and where they match.

The engine knows shapes (a day, a year, a number); the words and their order are data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from .. import lexicon
from ..model import Span
from ..text import Token
from . import moment_first, numbers

_BLANK = r"(?:[ \t\u00a0\u2009\u202f]{1,3})"
_LOOSE = r"(?:[ \t\u00a0\u2009\u202f]{1,3}|[-‐‑–])"
_PLACE = re.compile(r"\{(\w+)(?::(\w+))?\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One pattern and the name of the reading it is given."""

    make: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place where a pattern matches; ``groups`` are the words that it caught, by list."""

    make: str
    span: Span
    groups: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What may stand before and after an expression and be part of it."""

    before: re.Pattern[str]
    daypart_of: re.Pattern[str]
    late_night: re.Pattern[str]
    daypart_after: re.Pattern[str]
    pair: re.Pattern[str]
    aged: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The compiled resource of a language."""

    language: str
    rules: dict[str, tuple[Rule, ...]]
    """By what a match begins with (see :mod:`moment_first`)."""
    around: Around
    lists: dict[str, dict[str, str | int | float]]

    def value(self, name: str, word: str) -> str | int | float:
        """What the list ``name`` says about ``word``."""
        return self.lists[name][_key(word)]

    def knows(self, name: str, word: str) -> bool:
        return _key(word) in self.lists[name]


def _key(word: str) -> str:
    return re.sub(r"\s+", " ", word.casefold().replace("’", "'").replace("‑", "-").replace("‐", "-"))


def _shapes(language: str, pair: str) -> dict[str, str]:
    return {
        "day": r"(?:3[01]|[12]\d|0?[1-9])(?!\d|[.,:]\d|%)",
        "year": r"(?:1\d{3}|20\d{2})(?!\d|[.,:]\d|%)",
        "number": rf"(?:{numbers.DIGITS}|{numbers.cardinal_pattern(language)})"
        rf"(?: ?½|[ \u00a0-](?:{numbers.alternation(numbers.words(language).and_fraction)}))?",
        "ordinal": numbers.ordinal_pattern(language),
        "hour": r"(?:2[0-4]|1\d|0?\d)",
        "minute": r"[0-5]\d",
        "mark": r"(?:st|nd|rd|th)",
        "pair": pair,
    }


def _expand(pattern: str, lists: dict[str, dict[str, str | int | float]], shapes: dict[str, str]) -> str:
    def place(match: re.Match[str]) -> str:
        name, alias = match.group(1), match.group(2) or match.group(1)
        if name in ("mark", "pair"):
            return shapes[name]
        if name in shapes:
            return f"(?P<{alias}>{shapes[name]})"
        if name not in lists:
            return match.group()  # a counted repetition
        return f"(?P<{alias}>{numbers.alternation(lists[name])})"

    spaced = pattern.replace("~", "\x01").replace(" ", "\x02").replace("[-\x02]", r"[-‐‑\s]")
    return _PLACE.sub(place, spaced).replace("\x01", _LOOSE).replace("\x02", _BLANK)


@cache
def grammar(language: str = "en") -> Grammar:
    """The grammar of ``language``, compiled once."""
    table = lexicon.load("time", language)
    lists: dict[str, dict[str, str | int | float]] = table["words"]
    around = table["around"]
    shapes = _shapes(language, around["pair"])

    def compiled(pattern: str, tail: str) -> re.Pattern[str]:
        return re.compile(rf"(?:{_expand(pattern, lists, shapes)}){tail}", re.IGNORECASE)

    listed = numbers.words(language)
    first: dict[str, Iterable[str]] = {
        **lists,
        **dict.fromkeys(("day", "year", "hour", "minute"), ("0",)),
        "number": ["0", *listed.small, *listed.article, *listed.fractions],
        "ordinal": ["0", *listed.small, *listed.ordinals],
    }
    rules: dict[str, list[Rule]] = {}
    for table_rule in table["rules"]:
        for pattern in table_rule["patterns"]:
            rule = Rule(make=table_rule["make"], pattern=compiled(pattern, r"(?!\w)"))
            for name in sorted(moment_first.keys(pattern, first)):
                rules.setdefault(name, []).append(rule)
    before = "|".join(_expand(p, lists, shapes) for p in around["before"])
    return Grammar(
        language=language,
        rules={name: tuple(some) for name, some in rules.items()},
        around=Around(
            before=re.compile(rf"(?<!\w)(?:{before})(?:{_LOOSE})$", re.IGNORECASE),
            daypart_of=compiled(around["daypart_of"], rf"{_BLANK}$"),
            late_night=compiled(around["late_night"], rf"{_BLANK}$"),
            daypart_after=compiled(around["daypart_after"], r"(?!\w)"),
            aged=re.compile(around["aged"]),
            pair=compiled(around["pair"], r"(?=\d)"),
        ),
        lists=lists,
    )


_LEAD = re.compile(r"[^\W\d_]+|\d+")


def places(tokens: tuple[Token, ...], known: Grammar) -> Iterator[int]:
    """Where an expression could begin: at a word that begins a pattern, at a number, or after a hyphen."""
    rules = known.rules
    for token in tokens:
        norm = token.norm
        if norm in rules or norm[0].isdigit() or norm[0] == "'":
            yield token.span.start
        elif "-" in norm or "'" in norm:
            for match in _LEAD.finditer(token.text):
                if match.group().casefold() in rules or match.group().isdigit():
                    yield token.span.start + match.start()


def hits(text: str, at: int, end: int, known: Grammar, *, makes: frozenset[str] | None = None) -> list[Hit]:
    """All that matches at ``at`` (up to ``end``), the longest first; ``makes``: only these readings."""
    found = []
    for rule in known.rules.get(moment_first.key_at(text, at), ()):
        if makes is not None and rule.make not in makes:
            continue
        match = rule.pattern.match(text, at, end)
        if match:
            groups = {name: value for name, value in match.groupdict().items() if value is not None}
            found.append(Hit(make=rule.make, span=Span(match.start(), match.end()), groups=groups))
    found.sort(key=lambda hit: (-len(hit.span), -len(hit.groups)))
    return found
