"""What stands beside a number and makes it a figure: its scale, currency, percent sign or unit of measurement."""

from __future__ import annotations

import re
from dataclasses import replace

from ..model import Span
from . import numbers
from .figure_found import Found, Page
from .figure_grammar import HYPHENS, Grammar, key


def with_scale(page: Page, found: Found, end: int, known: Grammar) -> Found:
    """``1.2m``, ``5 billion``, ``two hundred thousand``; "m" is metres beside a word of length."""
    match = known.scale.match(page.low, found.core.end, end)
    if match is None or found.value is None:
        return found
    words = numbers.words(known.language)
    if match["scale"]:
        name = match["scale"].casefold()
        factor = words.scales.get(name) or words.hundred[name]
        if name in words.words_only and found.shape == "digits":
            return found
    else:
        if found.shape != "digits" or _is_metres(page, match, end, known):
            return found
        if (
            match.group()[0].isspace()
            and len(match["short"]) == 1
            and not page.low[match.end() : match.end() + 1].isspace()
        ):
            return found
        factor = words.abbreviated[match["short"].casefold()]
    return replace(found, value=found.value * factor, core=Span(found.core.start, match.end()), scaled=True)


_LENGTH = re.compile(r"[\s-]*([^\W\d_]+)(?:\s([^\W\d_]+))?")


def _is_metres(page: Page, match: re.Match[str], end: int, known: Grammar) -> bool:
    if match["short"] not in known.metres.symbols:
        return False
    after = _LENGTH.match(page.low[match.end() : min(end, match.end() + 30)])
    if after and (
        after[1] in known.metres.after or (after[1] in known.metres.leads and after[2] in known.metres.before)
    ):
        return True
    before = re.findall(r"[^\W\d_]+", page.low[max(0, match.start() - 40) : match.start()])
    return any(w.casefold() in known.metres.before for w in before[-4:])


def with_sign(sign: str, found: Found, known: Grammar) -> Found:
    lowered = re.sub(r"\s+", " ", sign.casefold())
    code = None if sign.isalpha() and sign not in known.lettered_signs else known.signs.get(lowered)
    if code is None and found.scaled:
        code = known.signs_with_scale.get(sign)
    if code is None:
        return replace(found, core=Span(found.number.start, found.core.end))
    return replace(found, klass="money", unit=code, measured=True)


def with_unit(page: Page, found: Found, end: int, known: Grammar) -> Found:
    """Percent, currency or unit of measurement after the number."""
    at = found.core.end
    match = known.percent.match(page.low, at, end)
    if match and not found.measured:
        return as_percent(found, match, known)
    match = known.money_after.match(page.low, at, end)
    if match:
        paid = _paid(page, match, found, known)
        if paid is not None:
            return paid
    if found.measured:
        return found
    match = known.unit_word.match(page.low, at, end)
    if match:
        unit = known.unit_words[key(match["unit"]).replace("-", " ")]
        if match.group()[0] in HYPHENS:
            return replace(found, core=Span(found.core.start, match.end()), unit=unit, measured=True)
        return replace(found, unit=unit, measured=True, noun=Span(match.start("unit"), match.end("unit")))
    match = known.symbol.match(page.raw, at, end)
    if match and match["symbol"] in known.scaled_symbols:
        return _in_many(page, found, match, end, known)
    if match and found.shape == "digits":
        unit = known.symbols.get(match["symbol"], known.metres.unit)
        if len(match["symbol"]) == 1 and match["symbol"].isalpha() and match.group()[0] in HYPHENS:
            return found
        return replace(found, core=Span(found.core.start, match.end()), unit=unit, measured=True)
    return found


_NAMED = re.compile(r"[.\s]{1,2}([^\W\d_])")


def _in_many(page: Page, found: Found, match: re.Match[str], end: int, known: Grammar) -> Found:
    """``6.4 Mt``: a symbol of a million tonnes, where it stands before no name."""
    named = _NAMED.match(page.raw, match.end(), end)
    if found.shape != "digits" or found.value is None or (named and named[1].isupper()):
        return found
    unit, factor = known.scaled_symbols[match["symbol"]]
    core = Span(found.core.start, match.end())
    return replace(found, core=core, unit=unit, value=found.value * factor, measured=True, scaled=True)


def as_percent(found: Found, match: re.Match[str], known: Grammar) -> Found:
    """The number with the percent sign (or words) of ``match``; basis points are hundredths of a point."""
    word = key(match["percent"]).replace("-", " ")
    value, span = found.value, found.range
    if word in known.hundredth_percents:
        value = None if value is None else round(value / 100, 6)
        span = span and (span[0] / 100, span[1] / 100)
    return replace(
        found, core=Span(found.core.start, match.end()), klass="percent", unit=known.percents[word], measured=True,
        value=value, range=span,
    )  # fmt: skip


def _paid(page: Page, match: re.Match[str], found: Found, known: Grammar) -> Found | None:
    """A currency after the number; ``None`` when the word is another one here."""
    word = key(match["money"])
    end = match.end() + (match.group().count("(") and page.low[match.end() : match.end() + 1] == ")")
    core = Span(found.core.start, end)
    if word in known.hundredths:
        if found.klass == "money" or (len(word) == 1 and match.group()[0].isspace()):
            return None
        value = None if found.value is None else round(found.value / 100, 6)
        return replace(found, core=core, klass="money", value=value, unit=known.hundredths[word], measured=True)
    code = known.currencies[word]
    if found.klass == "money":
        return replace(found, core=core) if found.unit in (code, "USD") else None
    if _worth_of_year(page, found, known):
        return None
    if word in known.need_scale and not found.scaled and found.shape != "vague" and (found.value or 0) < 1000:
        return None
    if word in known.weight_units and _is_weight(page, found, end, known):
        return None
    return replace(found, core=core, klass="money", unit=code, measured=True)


_AFTER = re.compile(r"[\s-]{1,2}([^\W\d_]+)")


def _is_weight(page: Page, found: Found, end: int, known: Grammar) -> bool:
    """Whether pounds are weighed and not paid ("500 pounds of sugar", "weighs nine pounds")."""
    after = _AFTER.match(page.low, end)
    before = re.findall(r"[^\W\d_]+", page.low[max(0, found.core.start - 30) : found.core.start])
    return any(w in known.weight for w in before[-3:]) or (after is not None and after[1] in known.weight_before)


_YEAR = re.compile(r"(?:19|20)\d\d")


def _worth_of_year(page: Page, found: Found, known: Grammar) -> bool:
    """Whether a currency only says of which year it is the worth ("in 2006 dollars")."""
    if found.scaled or not _YEAR.fullmatch(found.number.of(page.low)):
        return False
    return page.low[max(0, found.core.start - 12) : found.core.start].rstrip().endswith(known.worth_of_year)
