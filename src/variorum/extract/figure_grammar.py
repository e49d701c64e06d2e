"""The grammar of figures: what a number, its scale, unit, currency and bounds look like in a language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from .. import lexicon
from ..model import Bound
from . import numbers
from .casing import lowered_pattern

_SIGNS_AFTER = ("€", "£", "₽", "₴", "₺", "₹")
HYPHENS = "-‐‑"
BLANK = r"[ \t\u00a0\u2009\u202f]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Word lists and endings for the noun phrases around a figure."""

    determiners: frozenset[str]
    articles: frozenset[str]
    of: frozenset[str]
    fillers: frozenset[str]
    particles: frozenset[str]
    stops: frozenset[str]
    links: frozenset[str]
    bridges: frozenset[str]
    attributive: frozenset[str]
    nouns_too: frozenset[str]
    participles_too: frozenset[str]
    left_links: frozenset[str]
    auxiliaries: frozenset[str]
    relatives: frozenset[str]
    plural: frozenset[str]
    not_plural: frozenset[str]
    states: frozenset[str]
    adverbs: frozenset[str]
    compared: frozenset[str]
    more: frozenset[str]
    purposes: frozenset[str]
    singular: dict[str, str]
    singular_rules: tuple[tuple[re.Pattern[str], str], ...]
    plural_mark: str
    past: str
    adverb: str
    not_plural_endings: tuple[str, ...]
    verbal_endings: tuple[str, ...]
    possessives: tuple[str, ...]
    possessive: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWords:
    """Words that tell a change and its ends."""

    to: frozenset[str]
    by: frozenset[str]
    from_: frozenset[str]
    words: frozenset[str]
    no_money: frozenset[str]
    movers: frozenset[str]
    up_from: frozenset[str]
    no_to: frozenset[str]
    points: frozenset[str]
    reach: frozenset[str]
    nouns: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """What a share or an open number is of: ``of a million``, ``a percentage point``, ``of dollars``."""

    of_scale: re.Pattern[str]
    of_percent: re.Pattern[str]
    of_point: re.Pattern[str]
    of_money: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metres:
    """The letter that is metres beside some words, and else a million: words before a number, words after it, and
    prepositions after it that lead to one of the first."""

    unit: str
    symbols: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    leads: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The compiled resources of a language."""

    language: str
    start: re.Pattern[str]
    starters: frozenset[str]
    """Words and signs that a figure can begin with, besides digits."""
    articles: frozenset[str]
    article_next: frozenset[str]
    """What the second word of a figure that begins with an article can be."""
    scale: re.Pattern[str]
    percent: re.Pattern[str]
    money_after: re.Pattern[str]
    symbol: re.Pattern[str]
    unit_word: re.Pattern[str]
    bound_before: re.Pattern[str]
    bound_after: re.Pattern[str]
    range_join: re.Pattern[str]
    between: re.Pattern[str]
    changed: re.Pattern[str]
    """A word of change straight before a figure."""
    closed_by: dict[str, str]
    apart: frozenset[str]
    either: frozenset[str]
    percents: dict[str, str]
    hundredth_percents: frozenset[str]
    shares: Shares
    negative: re.Pattern[str]
    negative_units: frozenset[str]
    worth_of_year: tuple[str, ...]
    metres: Metres
    result: re.Pattern[str]
    """The two numbers of a vote or a game."""
    result_in_words: re.Pattern[str]
    signs: dict[str, str]
    lettered_signs: frozenset[str]
    """Signs of letters alone, which are none in another case."""
    signs_with_scale: dict[str, str]
    currencies: dict[str, str]
    need_scale: frozenset[str]
    hundredths: dict[str, str]
    weight: frozenset[str]
    weight_before: frozenset[str]
    weight_units: frozenset[str]
    symbols: dict[str, str]
    scaled_symbols: dict[str, tuple[str, float]]
    scale_left_out: dict[str, frozenset[str]]
    unit_words: dict[str, str]
    bounds: dict[str, Bound]
    bound_verbs: dict[str, frozenset[str]]
    bounds_after: dict[str, Bound]
    change: ChangeWords
    phrase: Phrase
    names: dict[str, frozenset[str]]


_EDGE = r"(?!\w)"
"""The end of a word."""


def key(text: str) -> str:
    """A phrase as the lists spell it: small letters, single blanks, straight marks."""
    return re.sub(r"[\s\u00a0]+", " ", text.casefold().replace("’", "'").replace("‑", "-").replace("‐", "-")).strip()


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern for text in small letters."""
    return re.compile(lowered_pattern(pattern))


def _loose(listed: Iterable[str]) -> str:
    """An alternation in which a blank may also be a hyphen."""
    return numbers.alternation(listed).replace(r"[\s]{1,3}", rf"(?:{BLANK}{{1,3}}|[-‐‑])")


def _start(language: str, signs: Iterable[str], joins: dict[str, Any]) -> re.Pattern[str]:
    words = numbers.words(language)
    fraction = numbers.alternation(words.fractions)
    cardinal = numbers.cardinal_pattern(language)
    article = numbers.alternation([*words.article, *(w for w, v in words.small.items() if v == 1)])
    bare = numbers.alternation(w for w, v in words.fractions.items() if v == 0.5)
    big = numbers.alternation([*words.hundred, *words.scales])
    odds, many = numbers.alternation(joins["odds"]), numbers.alternation(joins["many"])
    against = numbers.alternation(joins["against"])
    one = numbers.alternation(w for w, v in words.small.items() if v == 1)
    count = rf"(?:{cardinal}|\d{{1,3}}(?!,))"
    whole = rf"(?:{cardinal}|(?:{big})(?!\w)|\d{{1,3}}(?:,\d{{3}}){{1,2}}|(?!(?:1[89]|20)\d\d(?!\d))\d{{1,4}})"
    gap = rf"(?:{BLANK}|[-‐‑])"
    parts = [
        rf"(?P<against>(?:{cardinal}|\d{{1,3}}){gap}(?:{against}){gap}(?:{one}|1)(?![\w.,:/-]*\d)(?!\w)|\d{{1,2}}:1(?![\d:]))",
        rf"(?P<glyph>[{''.join(numbers.FRACTIONS)}])(?!\w)",
        rf"(?P<odds>(?P<part>{count}){BLANK}(?:{odds}){BLANK}(?P<whole>{whole}))(?![\w,.]*\d)",
        rf"(?P<fraction>(?:(?:{article}){BLANK}|(?:{cardinal})(?:{BLANK}|[-‐‑]))(?:{fraction})|(?:{bare})(?!{BLANK}(?:{article}){BLANK}(?:{big}))|\d{{1,2}}/\d{{1,3}}(?![\d/]))",
        rf"(?P<ordinal>{numbers.ordinal_pattern(language)})",
        rf"(?P<vague>(?:(?:{many}){BLANK})?(?:{numbers.alternation(words.vague)}))",
        rf"(?P<sign>[-−](?=[\d$€£]))?(?P<currency>(?:{numbers.alternation(signs)}){BLANK}?)?(?P<number>{numbers.DIGITS}|{numbers.POINTED})(?P<half>{BLANK}?[{''.join(numbers.FRACTIONS)}])?",
        rf"(?P<words>{cardinal})(?P<tail>{BLANK}(?:{numbers.alternation(words.and_fraction)}))?",
    ]
    return _compiled(rf"(?<!\w)(?:{'|'.join(parts)})")


def _starters(words: numbers.Words, signs: Iterable[str], joins: dict[str, Any]) -> frozenset[str]:
    listed = [
        *words.small,
        *words.article,
        *words.vague,
        *words.ordinals,
        *words.fractions,
        *joins["many"],
        *signs,
        *"-.",
    ]
    pieces = (re.match(r"[^\W\d_]+|.", word) for word in listed)
    return frozenset(p.group().casefold() for p in pieces if p)


def _after_article(words: numbers.Words) -> frozenset[str]:
    seconds = (word.split()[1] for word in words.vague if len(word.split()) > 1)
    return frozenset([*words.hundred, *words.scales, *words.fractions, *words.ordinals, *seconds])


@cache
def grammar(language: str = "en") -> Grammar:
    """The grammar of ``language``, compiled once."""
    units, money = lexicon.load("units", language), lexicon.load("currencies", language)
    words = numbers.words(language)
    scales, short = (numbers.alternation(w) for w in ((*words.scales, *words.hundred), words.abbreviated))
    coins = numbers.alternation([*money["words"], *money["hundredths"], *_SIGNS_AFTER])
    symbols = numbers.alternation([*units["symbols"], *units["scaled_symbols"], *units["metres"]["symbols"]])
    joins, fillers = units["joins"], numbers.alternation(units["joins"]["fillers"])
    opening = numbers.alternation([*joins["closed_by"], *joins["apart"]])
    all_signs = [*money["signs"], *money["signs_with_scale"]]
    return Grammar(
        language=language,
        start=_start(language, all_signs, joins),
        starters=_starters(words, all_signs, joins),
        articles=words.article,
        article_next=_after_article(words),
        scale=_compiled(rf"(?:{BLANK}|[-‐‑])?(?P<scale>{scales}){_EDGE}|{BLANK}?(?P<short>{short}){_EDGE}"),
        percent=_compiled(rf"(?:{BLANK}|[-‐‑])?(?P<percent>{_loose(units['percent'])}){_EDGE}"),
        shares=_shares(units, words, scales, coins),
        negative=_compiled(rf"(?<!\w)(?:{numbers.alternation(units['negative']['words'])}){BLANK}$"),
        negative_units=frozenset(units["negative"]["units"]),
        worth_of_year=tuple(f" {word}" for word in units["names"]["worth_of_year"]),
        result=_result(units["names"], [*units["percent"], *words.scales, *words.hundred]),
        result_in_words=_result_in_words(units["names"], language),
        money_after=_compiled(rf"(?:{BLANK}{{0,2}}|[-‐‑])\(?(?P<money>{coins}){_EDGE}"),
        symbol=re.compile(rf"(?:{BLANK}|[-‐‑])?(?P<symbol>{symbols}){_EDGE}"),
        unit_word=_compiled(rf"(?:{BLANK}|[-‐‑])(?P<unit>{_loose(units['words'])}){_EDGE}"),
        bound_before=_compiled(
            rf"(?<!\w)(?P<bound>{numbers.alternation(units['bounds'])}){BLANK}{{1,2}}(?:(?:{fillers}){BLANK}{{1,2}})?$"
        ),
        bound_after=_compiled(rf"(?:{BLANK}|[-‐‑])?(?P<bound>{numbers.alternation(units['bounds_after'])}){_EDGE}"),
        range_join=_range_join(joins),
        between=_compiled(rf"(?<!\w)(?P<word>{opening}){BLANK}{{1,2}}(?:(?:{fillers}){BLANK})?$"),
        changed=_compiled(rf"(?<!\w)(?:{numbers.alternation(units['change']['words'])}){BLANK}$"),
        closed_by=joins["closed_by"],
        apart=frozenset(joins["apart"]),
        either=frozenset(joins["either"]),
        percents={key(k): v for k, v in units["percent"].items()},
        hundredth_percents=frozenset(units["hundredth_percents"]),
        signs={k.casefold(): v for k, v in money["signs"].items()},
        lettered_signs=frozenset(k for k in money["signs"] if k.isalpha()),
        signs_with_scale=money["signs_with_scale"],
        currencies={**money["words"], **{s: money["signs"][s] for s in _SIGNS_AFTER}},
        need_scale=frozenset(money["need_scale"]),
        hundredths=money["hundredths"],
        weight=frozenset(money["weight"]["words"]),
        weight_before=frozenset(money["weight"]["before"]),
        weight_units=frozenset(money["weight"]["units"]),
        symbols=units["symbols"],
        scaled_symbols={symbol: (unit, float(factor)) for symbol, (unit, factor) in units["scaled_symbols"].items()},
        scale_left_out=_sets(units["scale_left_out"]),
        unit_words={key(k).replace("-", " "): v for k, v in units["words"].items()},
        metres=_metres(units["metres"]),
        bounds=units["bounds"],
        bound_verbs=_sets(units["bound_verbs"]),
        bounds_after=units["bounds_after"],
        change=_change(units["change"]),
        phrase=_phrase(units["phrase"], units["singular"], units["endings"]),
        names=_names(units["names"], language),
    )


def _range_join(joins: dict[str, Any]) -> re.Pattern[str]:
    return _compiled(
        rf"{BLANK}?[-–—]{BLANK}?(?=[\d$€£¥])|{BLANK}(?P<word>{numbers.alternation(joins['range'])}){BLANK}"
    )


def _sets(listed: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in listed.items()}


def _names(listed: dict[str, list[str]], language: str) -> dict[str, frozenset[str]]:
    """The lists for what names a thing; no word of grammar does at the head of a sentence ("Perhaps 300 came")."""
    names = _sets(listed)
    return {**names, "openers": names["openers"] | lexicon.words("stopwords", "function", language)}


def _metres(table: dict[str, Any]) -> Metres:
    symbols, before, after, leads = (frozenset(table[name]) for name in ("symbols", "before", "after", "leads"))
    return Metres(unit=table["unit"], symbols=symbols, before=before, after=after, leads=leads)


def _shares(units: dict[str, Any], words: numbers.Words, scales: str, coins: str) -> Shares:
    articles, of = numbers.alternation(words.article), numbers.alternation(units["phrase"]["of"])
    percents = _loose(units["percent"])
    points, nouns = (numbers.alternation(units["change"][name]) for name in ("points", "nouns"))
    return Shares(
        of_scale=_compiled(rf"{BLANK}(?:{of}){BLANK}(?:{articles}){BLANK}(?P<scale>{scales}){_EDGE}"),
        of_percent=_compiled(rf"(?:{BLANK}(?:{of}))?(?:{BLANK}(?:{articles}))?{BLANK}(?P<percent>{percents}){_EDGE}"),
        of_point=_compiled(
            rf"{BLANK}(?:{of}){BLANK}(?:{articles}){BLANK}(?:{points}){_EDGE}"
            rf"|[-‐‑](?:{points})(?={BLANK}(?:{nouns}){_EDGE})"
        ),
        of_money=_compiled(rf"{BLANK}(?:{of}){BLANK}(?P<money>{coins}){_EDGE}"),
    )


def _result(names: dict[str, list[str]], no_more: Iterable[str]) -> re.Pattern[str]:
    votes, joins = numbers.alternation(names["vote"]), numbers.alternation(names["result_joins"])
    return _compiled(
        rf"(?<![\w.,$€£-])(?P<a>\d{{1,3}})(?P<vote>{BLANK}(?:{votes}))?(?P<join>[-–]|{BLANK}(?:{joins}){BLANK})(?P<b>\d{{1,3}})"
        rf"(?![\w%-]|[.,]\d|{BLANK}(?:{numbers.alternation(no_more)}))"
    )


def _result_in_words(names: dict[str, list[str]], language: str) -> re.Pattern[str]:
    votes, joins = numbers.alternation(names["vote"]), numbers.alternation(names["result_joins"])
    number = numbers.cardinal_pattern(language)
    join = rf"{BLANK}(?:{joins}){BLANK}"
    return _compiled(rf"(?<![\w-])(?P<a>{number})(?P<vote>{BLANK}(?:{votes}))?(?P<join>{join})(?P<b>{number})(?![\w-])")


def _change(table: dict[str, Any]) -> ChangeWords:
    return ChangeWords(
        to=frozenset(table["to"]),
        by=frozenset(table["by"]),
        from_=frozenset(table["from"]),
        words=frozenset(table["words"]),
        no_money=frozenset(table["no_money"]),
        movers=frozenset(table["movers"]),
        up_from=frozenset(table["up_from"]),
        no_to=frozenset(table["no_to"]),
        points=frozenset(table["points"]),
        reach=frozenset(table["reach"]),
        nouns=frozenset(table["nouns"]),
    )


_LISTS = (
    "determiners", "articles", "of", "fillers", "particles", "stops", "links", "left_links", "bridges", "plural",
    "not_plural", "attributive", "nouns_too", "participles_too", "auxiliaries", "relatives", "states", "adverbs",
    "compared", "more", "purposes",
)  # fmt: skip


def _phrase(table: dict[str, Any], singular: dict[str, str], endings: dict[str, Any]) -> Phrase:
    return Phrase(
        singular=singular,
        singular_rules=tuple((re.compile(pattern), ending) for pattern, ending in endings["singular"]),
        plural_mark=endings["plural"],
        past=endings["past"],
        adverb=endings["adverb"],
        not_plural_endings=tuple(endings["not_plural"]),
        verbal_endings=tuple(endings["verbal"]),
        possessives=tuple(endings["possessives"]),
        possessive=re.compile(endings["possessive"]),
        **{name: frozenset(table[name]) for name in _LISTS},
    )
