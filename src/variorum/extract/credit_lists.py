"""The lists by which credits are told: agencies, picture houses, outlets, and the phrases around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from .. import lexicon

NAMED = "\x00"
"""Stands for the name of an agency where the shape of a line is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditLines:
    """The shapes of lines that credit: ``text`` and ``notes`` for the text, ``photo`` for a picture; ``copyright`` for
    the text at an article's end, for a picture elsewhere."""

    text: re.Pattern[str]
    notes: re.Pattern[str]
    photo: re.Pattern[str]
    copyright: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditLists:
    """``forms`` gives each form its short name; phrases end ``before`` or begin ``after`` an agency.  ``shaped`` finds
    agencies that no list has by the shape of their names; ``sole`` are the heads that leave one word as short name."""

    forms: Mapping[str, str]
    pattern: re.Pattern[str]
    strict: frozenset[str]
    surnames: frozenset[str]
    houses: frozenset[str]
    unsure: frozenset[str]
    photo_words: re.Pattern[str]
    before: tuple[tuple[str, ...], ...]
    after: tuple[tuple[str, ...], ...]
    fillers: frozenset[str]
    suffixes: tuple[tuple[str, ...], ...]
    works: frozenset[str]
    works_before: tuple[tuple[str, ...], ...]
    crew: frozenset[str]
    saw: frozenset[str]
    actor: frozenset[str]
    tail: tuple[tuple[str, ...], ...]
    called: tuple[str, ...]
    contributes: tuple[str, ...]
    pictured: tuple[str, ...]
    pictures: re.Pattern[str]
    shaped: re.Pattern[str]
    sole: frozenset[str]
    outlets: re.Pattern[str]
    lines: CreditLines


@cache
def credit_lists(language: str) -> CreditLists:
    table = lexicon.load("agencies", language)
    forms: dict[str, str] = {}
    for short, others in table["agencies"].items():
        for form in (short, *others):
            forms[form] = short
            if " " in form:
                forms.setdefault(form.upper(), short)
    for house in table["photo"]["houses"]:
        forms[house] = table["photo"]["desks"].get(house, house)
    context = table["context"]
    return CreditLists(
        forms=MappingProxyType(forms),
        pattern=either(forms),
        strict=frozenset(table["use"]["strict"]),
        surnames=frozenset(table["use"]["surnames"]),
        houses=frozenset(table["photo"]["houses"]),
        unsure=frozenset(table["photo"]["unsure"]),
        photo_words=re.compile(
            rf"(?:^|[\s(\[|.])(?:{'|'.join(_longest_first(table['photo']['words']))})\s*(?:by|[:,/|])?\s*(?:the\s+)?$",
            re.IGNORECASE,
        ),
        before=_phrases([*context["told"], *context["before"]]),
        after=_phrases(context["after"]),
        fillers=frozenset(context["fillers"]),
        suffixes=_phrases(context["suffixes"]),
        works=frozenset(context["works"]),
        works_before=_phrases(context["works_before"]),
        crew=frozenset(context["crew"]),
        saw=frozenset(context["saw"]),
        actor=frozenset(context["actor"]),
        tail=_phrases(context["tail"]),
        called=tuple(context["called"]),
        contributes=tuple(context["contributes"]),
        pictured=tuple(context["pictured"]),
        pictures=re.compile(rf"\s*(?:{'|'.join(_longest_first(context['pictures']))})\b", re.IGNORECASE),
        shaped=_shaped_pattern(table["shapes"]),
        sole=frozenset(table["shapes"]["sole"]),
        outlets=_outlet_pattern(language, context),
        lines=_lines(table["lines"]),
    )


def _lines(table: Mapping[str, Sequence[str]]) -> CreditLines:
    leads, trails, marks = ("|".join(_longest_first(table[key])) for key in ("leads", "trails", "copyright"))
    name = r"[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,3}(?:\s(?:in|at)\s[A-Z][\w.'’-]*)?"
    ours = r"(?:our\s|own\s)?(?:staff|agencies|correspondents?|own)"
    item = rf"(?:(?i:the\s)?{NAMED}(?:\snews\sagency|\sagency)?|(?:and\s)?{name}|{ours})"
    listed = rf"{item}(?:\s*(?:[,/;&|+]|\band\b)+\s*{item}){{0,6}}"
    trail = rf"(?:[,.]?\s(?i:{trails}))?"
    several = rf"(?i:the\s)?{NAMED}(?:\s*(?:[,/;&|+]|\band\b)+\s*(?i:the\s)?{NAMED}){{1,6}}"
    year = r"(?:©\s*)?(?:(?:19|20)\d\d\s*)?(?i:by\s|the\s){0,2}"
    notes = "|".join(note.replace("{agency}", NAMED).replace(" ", r"\s") for note in table["notes"])
    return CreditLines(
        text=re.compile(
            rf"[\s(\[*—–-]*(?:(?i:{leads})(?:\s*:\s*|\s+){listed}{trail}|{listed}\s(?i:{trails})|{several})[\s)\].*]*"
        ),
        notes=re.compile(rf"(?i:{notes})"),
        photo=re.compile(rf"[\s(\[]*(?:{name}\s*[|•]\s*{NAMED}|©\s*{name},\s*{NAMED}|©\s*{NAMED}\s*[./].+)[\s)\].]*"),
        copyright=re.compile(
            rf"[\s(\[*—–-]*(?i:{marks})\s*{year}{NAMED}(?:[.,]?\s(?i:{trails}))?[\s)\].]*(?:$|(?=\n))"
        ),
    )


def _outlet_pattern(language: str, context: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    named = lexicon.load("publishers", language)
    listed = [*named["outlets"], *(o for owned in named["families"].values() for o in owned), *context["channels"]]
    heads = "|".join(_longest_first(context["outlet_heads"]))
    known = "|".join(_longest_first(listed))
    starts = "|".join(_longest_first(context["outlet_starts"]))
    shaped = rf"(?:[A-Z][\w'’.-]+ ){{1,3}}(?:{heads})|(?:{starts}) (?:[A-Z]\w+|\d{{1,2}}\b)(?: [A-Z]\w+)?"
    return re.compile(rf"\b(?:{known}|{shaped})\b")


def _shaped_pattern(shapes: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    heads = "|".join(_longest_first(shapes["heads"]))
    solid = "|".join(_longest_first(shapes["endings"]))
    return re.compile(rf"\b(?:(?:[A-Z][\w'’-]+\s){{1,4}}(?:{heads})|[A-Z][a-z]+(?:{solid}))\b")


def either(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])(?:" + "|".join(_longest_first(tuple(forms))) + r")(?![\w-])")


def _longest_first(listed: Sequence[str]) -> list[str]:
    return [re.escape(item) for item in sorted(set(listed), key=lambda i: (-len(i), i))]


def _phrases(listed: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(p.casefold().split()) for p in sorted(set(listed), key=lambda p: (-len(p.split()), p)))
