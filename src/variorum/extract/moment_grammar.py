"""The grammar of time expressions: patterns and word lists from ``time.toml``, and where they match.

The engine knows shapes (a day, a year, a number); the words and their order are data.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from .. import lexicon
from ..model import Span
from ..text import Token
from . import moment_first, numbers
from .casing import lowered_pattern

_YEAR = 4
"""Digits of a year."""
DATING = frozenset({"date", "numeric", "month", "year"})
_BLANK = r"(?:[ \t\u00a0\u2009\u202f]{1,3})"
_LOOSE = r"(?:[ \t\u00a0\u2009\u202f]{1,3}|[-‐‑–])"
_PAIR_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9]){mark}?(?![\w%]|[.,:/]\d)(?:,? (?P<year>(?:1\d|20)\d{2})(?!\d))?"
NEVER = r"(?!)"
"""The pattern of what a language does not have."""
_AROUND = (
    "mark", "daypart_of", "late_night", "daypart_after", "aged", "young", "young_word", "pair", "pair_shift",
)  # fmt: skip
_ASKED = ("units", "ago", "relative", "during", "after_preposition", "afternoon", "single_stretch")
"""Lists that are looked into, beside those that the patterns name; a language may leave them out."""
_PLACE = re.compile(r"\{(\w+)(?::(\w+))?\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One pattern and the name of the reading it is given; compiled when it is first tried."""

    make: str
    source: str

    @property
    def pattern(self) -> re.Pattern[str]:
        return _compiled(self.source)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """The rules of what begins alike.  ``screen`` matches wherever one of them does: most places fail at this one
    pattern, and only the others are tried rule by rule."""

    screen: re.Pattern[str]
    rules: tuple[Rule, ...]
    alone: bool
    """Whether one word can be a whole expression."""


class Leads(Mapping[str, Lead]):
    """Leads by what a match begins with (see :mod:`moment_first`); each is made when it is first asked for, since an
    article needs few of them and compiling all takes a second."""

    def __init__(self, rules: Mapping[str, Sequence[Rule]]) -> None:
        self._rules = rules
        self._made: dict[str, Lead] = {}

    def __getitem__(self, name: str) -> Lead:
        lead = self._made.get(name)
        if lead is None:
            lead = self._made[name] = _lead(name, self._rules[name])
        return lead

    def get(self, name: str, default: Lead | None = None) -> Lead | None:  # type: ignore[override]
        """The lead of a word: none for most words, so that no exception is raised and caught for each."""
        return self[name] if name in self._rules else default

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)


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
    pair_day: re.Pattern[str]
    pair_shift: re.Pattern[str]
    aged: re.Pattern[str]
    young: re.Pattern[str]
    young_word: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The compiled resource of a language."""

    language: str
    capitals: bool
    """Whether months and weekdays are written with a capital, so that "may" is no month."""
    rules: Leads
    dating: Leads
    """The rules for dates, months and years alone."""
    vocabulary: frozenset[str]
    """All words of the lists and patterns: only they follow the first word of an expression."""
    eras: tuple[str, ...]
    """What stands next to a year of less than four digits."""
    around: Around
    lists: dict[str, dict[str, str | int | float]]

    def value(self, name: str, word: str) -> str | int | float:
        """What the list ``name`` says about ``word``."""
        return self.lists[name][_key(word)]

    def as_written(self, word: str) -> bool:
        """Whether the spelling of a month or weekday is that of one."""
        return not self.capitals or word[0].isupper()

    def knows(self, name: str, word: str) -> bool:
        return _key(word) in self.lists[name]


def _key(word: str) -> str:
    return re.sub(r"\s+", " ", word.casefold().replace("’", "'").replace("‑", "-").replace("‐", "-"))


def _shapes(language: str, around: dict[str, Any]) -> dict[str, str]:
    return {
        "day": r"(?:3[01]|[12]\d|0?[1-9])(?!\d|[.,:]\d|%)",
        "year": r"(?:1\d{3}|20\d{2})(?!\d|[.,:]\d|%)",
        "number": rf"(?:{numbers.DIGITS}|{numbers.cardinal_pattern(language)})"
        rf"(?: ?½|[ \u00a0-](?:{numbers.alternation(numbers.words(language).and_fraction)}))?",
        "ordinal": numbers.ordinal_pattern(language),
        "hour": r"(?:2[0-4]|1\d|0?\d)",
        "minute": r"[0-5]\d",
        "mark": around["mark"],
        "pair": around["pair"],
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
    listed = numbers.words(language)
    lists: dict[str, dict[str, str | int | float]] = {
        **{name: {} for name in _ASKED}, **table["words"], "small": {**listed.small}
    }  # fmt: skip
    around: dict[str, Any] = {**dict.fromkeys(_AROUND, NEVER), "before": [NEVER], **table["around"]}
    shapes = _shapes(language, around)

    def source(pattern: str, tail: str) -> str:
        return lowered_pattern(rf"(?:{_expand(pattern, lists, shapes)}){tail}")

    def compiled(pattern: str, tail: str) -> re.Pattern[str]:
        return re.compile(source(pattern, tail))

    first: dict[str, Iterable[str]] = {
        **lists,
        **dict.fromkeys(("day", "year", "hour", "minute"), ("0",)),
        "number": ["0", *listed.small, *listed.article, *listed.fractions],
        "ordinal": ["0", *listed.small, *listed.ordinals],
    }
    rules: dict[str, list[Rule]] = {}
    for table_rule in table["rules"]:
        for pattern in table_rule["patterns"]:
            rule = Rule(make=table_rule["make"], source=source(pattern, r"(?!\w)"))
            for name in sorted(moment_first.keys(pattern, first)):
                rules.setdefault(name, []).append(rule)
    before = "|".join(_expand(p, lists, shapes) for p in around["before"])
    return Grammar(
        language=language,
        capitals=table["spelling"]["capitals"],
        rules=Leads(rules),
        dating=Leads(
            {name: dated for name, some in rules.items() if (dated := [rule for rule in some if rule.make in DATING])}
        ),
        around=Around(
            before=re.compile(lowered_pattern(rf"(?<!\w)(?:{before})(?:{_LOOSE})$")),
            daypart_of=compiled(around["daypart_of"], rf"{_BLANK}$"),
            late_night=compiled(around["late_night"], rf"{_BLANK}$"),
            daypart_after=compiled(around["daypart_after"], r"(?!\w)"),
            aged=re.compile(around["aged"]),
            young=re.compile(around["young"]),
            young_word=re.compile(around["young_word"]),
            pair=compiled(around["pair"], r"(?=\d)"),
            pair_day=compiled(_PAIR_DAY, ""),
            pair_shift=compiled(around["pair_shift"], r"(?=\s?[.,;:)”\"]|$)"),
        ),
        eras=tuple(around.get("eras", ())),
        vocabulary=_vocabulary(table, language),
        lists=lists,
    )


_NAMED = re.compile(r"\(\?P<\w+>")


def _lead(name: str, rules: Sequence[Rule]) -> Lead:
    screen = _compiled("|".join(_NAMED.sub("(?:", rule.source) for rule in rules))
    free = any(_FREE.search(rule.source) for rule in rules)
    return Lead(screen=screen, rules=tuple(rules), alone=free or screen.match(name) is not None)


_FREE = re.compile(r"\[a-z\]")
"""What stands in a pattern for any word."""


def _vocabulary(table: dict[str, Any], language: str) -> frozenset[str]:
    """Every word that the resource names, in lists and patterns."""
    listed = numbers.words(language)
    texts: list[str] = [word for words in table["words"].values() for word in words]
    texts += [pattern for rule in table["rules"] for pattern in rule["patterns"]]
    texts += [*listed.small, *listed.hundred, *listed.scales, *listed.joins, *listed.article, *listed.ordinals]
    texts += [*listed.fractions, *listed.and_fraction, *table["around"].get("before", ())]
    found = {word for text in texts for word in _LETTERS.findall(text.casefold())}
    return frozenset(found | {word[:-1] for word in found})


_LETTERS = re.compile(r"[^\W\d_]+")


_OTHER_DIGIT = re.compile(r"(?![0-9])\d")


def plain_digits(text: str) -> str:
    """The text with the decimal digits of every script as 0 to 9, character for character."""
    if text.isascii() or not _OTHER_DIGIT.search(text):
        return text
    return _OTHER_DIGIT.sub(lambda m: str(unicodedata.decimal(m.group())), text)


_LEAD = re.compile(r"[^\W\d_]+|\d+")


def places(tokens: tuple[Token, ...], leads: Leads, known: Grammar) -> Iterator[tuple[int, Lead]]:
    """Where an expression could begin, and the rules for what begins so: at a word that begins a pattern, at a number,
    or after a hyphen."""
    last = len(tokens) - 1
    digits, marks = leads.get(moment_first.DIGIT), leads.get(moment_first.MARK)
    for i, token in enumerate(tokens):
        norm = token.norm
        lead = leads.get(norm)
        if lead is not None:
            if lead.alone or (i < last and _goes_on(tokens[i + 1].norm, known)):
                yield token.span.start, lead
        elif norm.isalpha():
            continue
        elif norm[0].isdigit():
            if digits and (i == last or not _mere_count(tokens, i, known)):
                yield token.span.start, digits
        elif norm[0] == "'":
            if marks:
                yield token.span.start, marks
        elif "-" in norm or "'" in norm:
            for match in _LEAD.finditer(token.text):
                piece = match.group()
                lead = digits if piece.isdigit() else leads.get(piece.casefold())
                if lead is not None:
                    yield token.span.start + match.start(), lead


def _goes_on(norm: str, known: Grammar) -> bool:
    """Whether a word can be the second of an expression."""
    return norm in known.vocabulary or not norm.isalpha()


def _mere_count(tokens: tuple[Token, ...], i: int, known: Grammar) -> bool:
    """Whether a number is followed by a word that no time expression goes on with, nor with the one after it."""
    token, following = tokens[i], tokens[i + 1]
    if len(token.text) == _YEAR or not token.text.replace(",", "").replace(".", "", 1).isdigit():
        return False
    if following.span.start == token.span.end or not following.norm.isalpha():
        return False
    if following.norm in known.vocabulary:
        return False
    return i + 2 >= len(tokens) or tokens[i + 2].norm not in known.lists["unit"]


def hits(text: str, low: str, at: int, end: int, lead: Lead) -> list[Hit]:
    """All that matches at ``at`` (up to ``end``), the longest first; ``low`` is the text in small letters."""
    if lead.screen.match(low, at, end) is None:
        return []
    found = []
    for rule in lead.rules:
        match = rule.pattern.match(low, at, end)
        if match:
            groups = {
                name: text[slice(*match.span(name))] for name, value in match.groupdict().items() if value is not None
            }
            found.append(Hit(make=rule.make, span=Span(match.start(), match.end()), groups=groups))
    found.sort(key=lambda hit: (-len(hit.span), -len(hit.groups)))
    return found
