"""What is known of names beforehand: the language's lists, indexed for look-up.

All look-ups are case-sensitive and by *key*: a word without its full stop at the end (``St.`` and ``St`` are one),
with straight apostrophes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from .. import lexicon
from ..model import NameKind

Gender = Literal["male", "female"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A listed name: its kind, the form under which it is counted, and the country it belongs to (or none)."""

    kind: NameKind
    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Listed names by their keys joined with blanks; ``longest`` gives for a first key how many words to try."""

    phrases: Mapping[str, Entry]
    longest: Mapping[str, int]
    seats: Mapping[str, str]
    genders: Mapping[str, Gender]
    given: frozenset[str]
    surnames: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    short: frozenset[str]
    honorifics: Mapping[str, Gender | None]
    offices: frozenset[str]
    modifiers: frozenset[str]
    long_titles: tuple[tuple[str, ...], ...]
    title_nouns: frozenset[str]
    common: frozenset[str]
    endings: tuple[str, ...]
    origins: tuple[str, ...]
    sets: Mapping[str, frozenset[str]]

    def titles(self, word: str) -> bool:
        """Whether a word may stand as (the last word of) a title before a name."""
        return word in self.offices or word in self.honorifics


def key(word: str) -> str:
    """The form of a word under which the lists are searched."""
    word = word.replace("’", "'")
    return word[:-1] if word.endswith(".") else word


def items(listed: str) -> tuple[str, ...]:
    """The items of a list written as one string: separated by commas and line ends."""
    return tuple(item for piece in listed.split("\n") for item in (p.strip() for p in piece.split(",")) if item)


def keys(listed: str) -> frozenset[str]:
    return frozenset(key(item) for item in items(listed))


@cache
def gazetteer(language: str = "en") -> Gazetteer:
    """The lists of a language, read once."""
    names, titles = lexicon.load("names", language), lexicon.load("titles", language)
    organisations, places = lexicon.load("organisations", language), lexicon.load("places", language)
    phrases = dict(_phrases(language))
    male, female = frozenset(names["male"].split()), frozenset(names["female"].split())
    honorifics: dict[str, Gender | None] = dict.fromkeys(keys(titles["honorifics"]["either"]))
    honorifics.update(dict.fromkeys(keys(titles["honorifics"]["male"]), "male"))
    honorifics.update(dict.fromkeys(keys(titles["honorifics"]["female"]), "female"))
    return Gazetteer(
        phrases=MappingProxyType(phrases),
        longest=MappingProxyType(_longest(phrases)),
        seats=MappingProxyType(
            {seat: country for country, entry in places["countries"].items() for seat in entry["seats"]}
        ),
        genders=MappingProxyType({**dict.fromkeys(male - female, "male"), **dict.fromkeys(female - male, "female")}),
        given=male | female | frozenset(names["either"].split()),
        surnames=frozenset(names["surnames"].split()),
        particles=frozenset(names["particles"].split()),
        suffixes=frozenset(names["suffixes"].split()),
        short=frozenset(names["short"].split()),
        honorifics=MappingProxyType(honorifics),
        offices=keys(titles["offices"]["heads"]),
        modifiers=keys(titles["offices"]["modifiers"]),
        long_titles=tuple(
            sorted((tuple(t.split()) for t in items(titles["offices"]["long"])), key=lambda t: (-len(t), t))
        ),
        title_nouns=keys(titles["offices"]["nouns"]),
        common=keys(titles["words"]["common"]),
        endings=tuple(sorted(keys(titles["words"]["endings"]))),
        origins=tuple(sorted(keys(titles["words"]["origins"]))),
        sets=MappingProxyType(
            {
                **_sets(organisations, places["more"]),
                "headline": keys(titles["words"]["headline"]),
                "directions": keys(titles["words"]["directions"]),
                **{f"small {use}": keys(listed) for use, listed in titles["small"].items()},
            }
        ),
    )


def _sets(organisations: dict[str, Any], places: dict[str, Any]) -> dict[str, frozenset[str]]:
    return {
        "organisation heads": keys(organisations["heads"]),
        "organisation openers": keys(organisations["openers"]),
        "fields": keys(organisations["fields"]),
        "event heads": keys(organisations["event_heads"]),
        "event openers": keys(organisations["event_openers"]),
        "other heads": keys(organisations["other_heads"]),
        "no organisation": keys(organisations["not_organisations"]),
        "place heads": keys(places["heads"]),
        "place openers": keys(places["openers"]),
        "facility heads": keys(places["facilities"]),
        "place cues": keys(places["cues"]),
        "place nouns": keys(places["generic"]),
    }


def _phrases(language: str) -> Iterable[tuple[str, Entry]]:
    """Weaker lists first: a name in two lists is what the later one says."""
    organisations, places = lexicon.load("organisations", language), lexicon.load("places", language)
    nationalities = lexicon.load("nationalities", language)
    yield from _listed(nationalities["more"]["groups"], "group")
    lists: tuple[tuple[str, NameKind], ...] = (
        ("other", "other"), ("events", "event"), ("facilities", "facility"), ("products", "product"),
    )  # fmt: skip
    for name, kind in lists:
        yield from _listed(organisations[name], kind)
    yield from _listed(places["more"]["regions"], "place")
    yield from _listed(places["more"]["cities"], "place")
    for country, entry in places["countries"].items():
        for seat in entry["seats"]:
            yield _phrase(seat), Entry("place", seat, country)
    yield from _listed(organisations["known"], "organisation")
    for country, entry in places["countries"].items():
        for form in (country, *entry["aliases"]):
            yield _phrase(form), Entry("place", country, country)
    for country, forms in nationalities["countries"].items():
        for form in forms:
            yield _phrase(form), Entry("group", forms[0], country)


def _listed(listed: str, kind: NameKind) -> Iterable[tuple[str, Entry]]:
    for item in items(listed):
        yield _phrase(item), Entry(kind, item)


def _phrase(item: str) -> str:
    return " ".join(key(word) for word in item.split())


def _longest(phrases: Mapping[str, Entry]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for phrase in phrases:
        words = phrase.split()
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest
