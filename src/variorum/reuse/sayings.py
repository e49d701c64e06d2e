"""The patterns by which an article names where it has something from: outlets, its own newsroom, releases, chains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from .. import lexicon

_WORD = r"[\w’'&-]+"
_ASIDE = r"(?:,\s[^,.;:()\"“”]{3,60},)?"
_SMALL_WHO = rf"[Tt]he(?:\s(?!(?:the|and|that|in|on|at|of|to|a)\b){_WORD}(?:\sof\b)?){{1,4}}?"
_GREAT_WHO = r"[A-Z][\w'’&-]*(?:\s(?:of\s|and\s|for\s)?[A-Z][\w'’&-]*){0,4}"
WHO = rf"(?P<who>{_SMALL_WHO}|{_GREAT_WHO})"


@dataclass(frozen=True, slots=True)
class Sayings:
    """``cited`` have a group ``name`` (an outlet), ``released`` a group ``who``; ``chain`` matches after a name."""

    cited: tuple[re.Pattern[str], ...]
    reprint: re.Pattern[str]
    released: tuple[re.Pattern[str], ...]
    chain: re.Pattern[str]
    heads: frozenset[str]
    tails: frozenset[str]
    never: frozenset[str]


@lru_cache(maxsize=256)
def sayings(outlets: frozenset[str], language: str = "en") -> Sayings:
    """The patterns that know these outlets besides the listed ones; names in full, without "The"."""
    origins = lexicon.load("origins", language)
    context = lexicon.load("agencies", language)["context"]
    named = _names(outlets, context, language)
    fillers = rf"(?:(?i:{_either(context['fillers'])})\s+){{0,4}}"
    handed = _either((*context["told"], *context["before"]))
    after = _either(context["after"])
    suffixes = rf"(?:(?i:{_either(context['suffixes'])})\s+){{0,2}}"
    actor = _either(context["actor"])
    release = origins["release"]
    papers, said = _either(release["papers"]), _either(release["said"])
    in_paper = rf"(?i:in|via|through)\s(?i:a|an|its|the|their|his|her)\s(?:{_WORD}\s)?(?i:{papers})\b"
    when = rf"(?:(?:on\s)?{_WORD}day\s|late\s|earlier\s)?"
    return Sayings(
        cited=(
            re.compile(rf"\b(?i:{handed})\s+{fillers}(?P<name>{named})\b"),
            re.compile(rf"\b(?P<name>{named}){_ASIDE}\s+{suffixes}(?i:{after})\b(?!\s(?i:{actor})\b)"),
            re.compile(
                rf"[,”\"]\s(?i:reports|reported|writes|wrote|says|said)\s(?i:the\s)?(?P<name>{named})(?=[.,;]|$)"
            ),
        ),
        reprint=re.compile(
            rf"\b(?i:{_either(origins['reprint']['lines'])})\s(?i:the\s)?(?P<name>{named}|{_GREAT_WHO})"
        ),
        released=(
            re.compile(rf"\b{WHO}\s(?i:{said})\s{when}{in_paper}"),
            re.compile(rf"\b(?i:{said})\s{WHO}\s{when}{in_paper}"),
            re.compile(rf"\b{in_paper}(?:\s(?:on\s)?[A-Z]\w+day)?,?\s{WHO}\s(?i:{said})\b"),
            re.compile(
                rf"\b(?i:{papers})\s{when}(?i:{_either(release['from'])})\s"
                rf"(?P<who>{_GREAT_WHO}(?:\s[a-z]{{2,4}}(?=[.,;:]))?|[Tt]he(?:\s(?!(?i:{_either(release['verbs'])})\b){_WORD}){{1,4}}?)(?=[.,;:”\"]|$|\s(?i:{said}|on|that|which|late)\b)"
            ),
        ),
        chain=re.compile(
            rf"(?:,?\s[a-z]+){{0,3}}?,?\s(?i:{_either(origins['chain']['links'])})\s(?P<whom>(?:(?!\sas\ssaying)[^.,;:()”\"“]){{3,60}})(?!\sas\ssaying)"
        ),
        heads=frozenset(release["heads"]),
        tails=frozenset(release["tails"]),
        never=frozenset(origins["shape"]["never"]),
    )


@lru_cache(maxsize=256)
def own(outlet: str, language: str = "en") -> tuple[re.Pattern[str], ...]:
    """What shows an outlet's own reporting: something was told or shown to it, or one of its people was there."""
    origins = lexicon.load("origins", language)["own"]
    context = lexicon.load("agencies", language)["context"]
    ours, there, crew = _either(origins["ours"]), _either(origins["there"]), _either(context["crew"])
    who = rf"(?i:{ours})" + (rf"|(?:[Tt]he\s)?{_plain(outlet)}" if outlet else "")
    told, saw = _either(context["told"]), _either(context["saw"])
    scene = rf"(?:\s(?i:{_either(origins['scene'])})|\s(?:in|at)\s(?:the\s)?{_WORD}(?:\s{_WORD})?)?(?:\swho\s{_WORD})?"
    found = [
        re.compile(rf"\b(?i:{told})\s(?:{who})(?:\s(?i:{crew}))?\b(?!['’]s)"),
        re.compile(rf"\b(?i:{there}){scene}\s(?i:{saw}|{_either(origins['after'])})\b"),
        re.compile(rf"\b(?i:{_either([o for o in origins['ours'] if o != 'us'])})\s(?i:{_either(origins['after'])})\b"),
    ]
    if outlet:
        name = rf"(?:[Tt]he\s)?{_plain(outlet)}"
        theirs = rf"{name}(?:['’]s)?\s(?i:{crew})|(?i:{crew})\s(?:for|from|of|with)\s{name}"
        found += [
            re.compile(rf"\b{name}\s(?i:{_either(origins['after'])})\b"),
            re.compile(rf"\b(?:{theirs}){scene}\s(?i:{saw})\b"),
        ]
    return tuple(found)


def _names(outlets: Iterable[str], context: Mapping[str, Sequence[str]], language: str) -> str:
    shaped = rf"(?:[A-Z][\w'’&.-]+\s(?:&\s|and\s|of\s)?){{1,3}}(?:{_either(context['outlet_heads'])})"
    begun = rf"(?:{_either(context['outlet_starts'])})\s(?:[A-Z]\w+|\d{{1,2}}\b)(?:\s[A-Z]\w+)?"
    return f"{_plain_either({*outlets, *listed(language)})}|{shaped}|{begun}"


@cache
def listed(language: str = "en") -> frozenset[str]:
    """All outlets that the table of publishers names."""
    return frozenset(lexicon.load("publishers", language)["outlets"]) | frozenset(_owners(language))


@cache
def _owners(language: str) -> Mapping[str, str]:
    families: Mapping[str, list[str]] = lexicon.load("publishers", language)["families"]
    return {outlet: family for family, owned in families.items() for outlet in owned}


@cache
def _folded_owners(language: str) -> Mapping[str, str]:
    return {plain(outlet): family for outlet, family in _owners(language).items()}


def family(outlet: str | None, language: str = "en") -> str | None:
    """The publisher that owns an outlet and others with it; None when no family has it."""
    return _folded_owners(language).get(plain(outlet)) if outlet else None


@cache
def _agencies(language: str) -> Mapping[str, str]:
    forms: Mapping[str, list[str]] = lexicon.load("agencies", language)["agencies"]
    return {plain(form): short for short, others in forms.items() for form in (short, *others)}


def agency(name: str | None, language: str = "en") -> str | None:
    """The short name of the agency that an outlet is: a listed one, or one by the shape of its name."""
    if not name:
        return None
    if plain(name) in _agencies(language):
        return _agencies(language)[plain(name)]
    shapes = lexicon.load("agencies", language)["shapes"]
    if not name.endswith(tuple(shapes["heads"])):
        return None
    words = name.removeprefix("The ").split()
    return words[0] if len(words) == 3 and " ".join(words[1:]) in shapes["sole"] else "".join(w[0] for w in words)


def plain(name: str) -> str:
    """A name as names are compared: case and "the" make no difference."""
    return name.casefold().removeprefix("the ").strip()


def _either(forms: Iterable[str]) -> str:
    return "|".join(_plain(f) for f in sorted(set(forms), key=lambda f: (-len(f), f)))


def _plain_either(forms: Iterable[str]) -> str:
    return _either(f.removeprefix("The ") if " " in f.removeprefix("The ") else f for f in forms)


def _plain(form: str) -> str:
    return re.sub("['’]", "['’]", re.escape(form).replace(r"\ ", r"\s"))
