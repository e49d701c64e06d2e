"""The lists by which credits are told: agencies, picture houses, outlets, and the phrases around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from .. import lexicon


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


@cache
def credit_lists(language: str) -> CreditLists:
    table = lexicon.load("agencies", language)
    forms: dict[str, str] = {}
    for short, others in table["agencies"].items():
        for form in (short, *others):
            forms[form] = short
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
            rf"(?:^|[\s(\[|.])(?:{'|'.join(_longest_first(table['photo']['words']))})\s*(?:by|:|/|\|)?\s*(?:the\s+)?$",
            re.IGNORECASE,
        ),
        before=_phrases(context["before"]),
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
    )


def _outlet_pattern(language: str, context: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    listed = [*lexicon.load("origins", language)["outlets"], *context["channels"]]
    heads = "|".join(_longest_first(context["outlet_heads"]))
    named = "|".join(_longest_first(listed))
    shaped = rf"(?:[A-Z][\w'’.-]+ ){{1,3}}(?:{heads})"
    return re.compile(rf"\b(?:{named}|{shaped})\b")


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
