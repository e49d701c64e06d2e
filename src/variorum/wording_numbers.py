"""Numbers and words written in several ways, brought to one: "twenty-five" is 25, "$3m" and "3 million dollars" one.

A leaf: it works on the parts that :mod:`variorum.wording` cut, each a span with its normal form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from . import lexicon
from .model import Span

Part = tuple[Span, str]
_LONGEST = 24
"""Characters of a written number beyond which it is left as it stands."""


def folded(whole: str, parts: Sequence[Part]) -> Iterator[Part]:
    """``parts`` with the words of one number, or of one word that some write in two ("per cent"), as one part.

    A currency belongs to its number, whether its sign stands before ("$5") or its name after ("5 dollars"); a sign
    without a number is no word.
    """
    signs = _table()["money"]["signs"]
    n = 0
    while n < len(parts):
        size, norm = _number(whole, parts, n) or _two_in_one(parts, n) or (1, parts[n][1])
        if size > 1 or norm not in signs:
            yield parts[n][0].to(parts[n + size - 1][0]), norm
        n += size


def _two_in_one(parts: Sequence[Part], n: int) -> tuple[int, str] | None:
    joined: dict[str, str] = _table()["joined"]
    two = f"{parts[n][1]} {parts[n + 1][1]}" if n + 1 < len(parts) else ""
    return (2, joined[two]) if two in joined else None


def _number(whole: str, parts: Sequence[Part], n: int) -> tuple[int, str] | None:
    """How many parts from ``n`` on are one number, and its form; None where none begins or it is a single part."""
    money = _table()["money"]
    at, sign = n, money["signs"].get(parts[n][1])
    if sign is not None:
        at += 1
    value = _value(parts, at) if at < len(parts) else None
    if value is None:
        return None
    at += 1
    at, value = _units(whole, parts, at, value)
    at, value = _scaled(parts, at, value, money=sign is not None)
    if sign is None and at < len(parts) and (named := money["names"].get(parts[at][1])):
        at, sign = at + 1, named
    return (at - n, _written(value) + (sign or "")) if at - n > 1 else None


def _value(parts: Sequence[Part], at: int) -> Decimal | None:
    norm = parts[at][1]
    if not norm[:1].isdigit() or len(norm) > _LONGEST:
        return None
    try:
        value = Decimal(norm)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _units(whole: str, parts: Sequence[Part], at: int, value: Decimal) -> tuple[int, Decimal]:
    """ "twenty" "five": a ten in letters and its unit in letters, next to one another."""
    if at < len(parts) and 20 <= value <= 90 and value % 10 == 0:
        unit = _value(parts, at)
        letters = not whole[parts[at][0].start].isdigit() and not whole[parts[at - 1][0].start].isdigit()
        if unit is not None and 1 <= unit <= 9 and letters and parts[at][0].start - parts[at - 1][0].end == 1:
            return at + 1, value + unit
    return at, value


def _scaled(parts: Sequence[Part], at: int, value: Decimal, *, money: bool) -> tuple[int, Decimal]:
    """ "3 million"; of money also "3m" (of a wall, these are metres)."""
    if at == len(parts):
        return at, value
    scales, word = _table()["scales"], parts[at][1]
    close = money and parts[at][0].start == parts[at - 1][0].end
    power = scales["words"].get(word) or (scales["letters"].get(word) if close else None)
    return (at + 1, value * 10**power) if power is not None else (at, value)


def _written(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"


@cache
def _table(language: str = "en") -> dict[str, Any]:
    return lexicon.load("paraphrase", language)
