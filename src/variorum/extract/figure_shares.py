"""Numbers that are no plain count: shares ("two-thirds"), odds ("one in five"), open numbers ("hundreds")."""

from __future__ import annotations

import re
from dataclasses import replace

from ..model import Span
from . import numbers
from .figure_found import Found, Page, closed
from .figure_grammar import HYPHENS, Grammar, key
from .figure_units import as_percent, with_unit

_NEXT_WORD = re.compile(r"[ \t\u00a0]{1,3}([^\W\d_]+)")


def odds(match: re.Match[str], known: Grammar) -> Found | None:
    """``one in five``, ``fourteen in every hundred``."""
    low, high = (numbers.value_of(match[side], known.language) for side in ("part", "whole"))
    if low is None or high is None or not 0 < low < high or high > 1_000_000 or (high > 100 and high % 10):
        return None
    span = Span(match.start(), match.end())
    return Found(
        span=span, core=span, number=span, shape="odds", value=round(low / high, 6), klass="ratio", measured=True
    )


def against(match: re.Match[str], known: Grammar) -> Found | None:
    """``two to one``, ``3:1``: how many times the one is in the other."""
    raw = match["against"]
    head = re.split(rf"[{HYPHENS}\s:]", raw, maxsplit=1)[0] if raw[0].isdigit() else ""
    words = re.split(rf"[{HYPHENS}\s\u00a0]+", raw)[:-2]
    value = numbers.from_digits(head) if head else numbers.from_words(" ".join(words), known.language)
    if not value or value <= 1:
        return None
    span = Span(match.start(), match.end())
    return Found(span=span, core=span, number=span, shape="odds", value=value, klass="ratio", measured=True)


def glyph(match: re.Match[str]) -> Found:
    """``¾`` alone."""
    span = Span(match.start(), match.end())
    value = round(numbers.FRACTIONS[match["glyph"]], 6)
    return Found(span=span, core=span, number=span, shape="fraction", value=value, klass="ratio", measured=True)


def fraction(page: Page, match: re.Match[str], end: int, known: Grammar) -> Found | None:
    raw = match["fraction"]
    if not closed(page.low, match.end(), end):
        return None
    if "/" in raw:
        top, bottom = (int(p) for p in raw.split("/"))
        value = top / bottom if 0 < top < bottom <= 100 else None
    else:
        *lead, last = re.split(r"[\s\u00a0-‐‑]+|-", key(raw))
        part = numbers.words(known.language).fractions.get(last)
        count = numbers.from_words(" ".join(lead), known.language) if lead else 1.0
        value = None if part is None else part * (1.0 if count is None else count)
    if value is None:
        return None
    span = Span(match.start(), match.end())
    ranked = _as_ordinal(page, match, end, known)
    if ranked is not None:
        return ranked
    share = Found(span=span, core=span, number=span, shape="fraction", value=round(value, 6), klass="ratio")
    return _of_unit(page, share, end, known)


def _of_unit(page: Page, share: Found, end: int, known: Grammar) -> Found:
    """``three quarters of a million``, ``half a percentage point``."""
    percent = known.shares.of_percent.match(page.low, share.core.end, end)
    if percent:
        return replace(as_percent(share, percent, known), shape="words")
    point = known.shares.of_point.match(page.low, share.core.end, end)
    if point:  # "a quarter of a point", "a half-point rise"
        core, unit = Span(share.core.start, point.end()), known.percents["percentage point"]
        return replace(share, span=core, core=core, shape="words", klass="percent", unit=unit, measured=True)
    scale = known.shares.of_scale.match(page.low, share.core.end, end)
    if scale is None or share.value is None:
        return share
    words, name = numbers.words(known.language), scale["scale"].casefold()
    value = share.value * (words.scales.get(name) or words.hundred[name])
    core = Span(share.core.start, scale.end())
    found = Found(span=core, core=core, number=core, shape="words", value=value, klass="amount", scaled=True)
    return with_unit(page, found, end, known)


def _as_ordinal(page: Page, match: re.Match[str], end: int, known: Grammar) -> Found | None:
    """``a third round``: an ordinal where a noun follows, a share ("a third of") where none does."""
    last = re.search(r"[^\W\d_]+$", match["fraction"])
    following = _NEXT_WORD.match(page.low, match.end(), end)
    if last is None or following is None or last.group().casefold() not in numbers.words(known.language).ordinals:
        return None
    word = following.group(1).casefold()
    if word in known.phrase.stops or word in known.names["after_share"]:
        return None
    value = numbers.ordinal_value(last.group(), known.language)
    span = Span(match.start("fraction") + last.start(), match.end())
    return Found(span=span, core=span, number=span, shape="ordinal", value=float(value or 0), klass="rank")


def vague(page: Page, match: re.Match[str], end: int, known: Grammar) -> Found | None:
    if not closed(page.low, match.end(), end):
        return None
    low, high = numbers.words(known.language).vague[_vague_key(match["vague"], known)]
    span = Span(match.start(), match.end())
    scale = known.scale.match(page.low, span.end, end)
    if scale and scale["scale"]:
        words, name = numbers.words(known.language), scale["scale"].casefold()
        factor = words.scales.get(name) or words.hundred[name]
        low, high, span = low * factor, high * factor, Span(span.start, scale.end())
    found = Found(
        span=span, core=span, number=span, shape="vague", value=None, range=(low, high), klass="amount", bound="about"
    )
    money = known.shares.of_money.match(page.low, span.end, end)
    if money and key(money["money"]) in known.currencies:
        code = known.currencies[key(money["money"])]
        return replace(found, core=Span(span.start, money.end()), klass="money", unit=code, measured=True)
    return with_unit(page, found, end, known)


def _vague_key(raw: str, known: Grammar) -> str:
    """``many thousands`` is thousands."""
    listed, words = numbers.words(known.language).vague, key(raw)
    return words if words in listed else words.partition(" ")[2]
