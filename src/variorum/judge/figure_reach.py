"""How far what a figure says reaches: bounds and ranges, "about", and round numbers in words."""

from __future__ import annotations

import math
import re
from functools import cache

from .. import lexicon, text, wording
from ..model import Reading, Span

_ABOUT, _WIDELY = 0.1, 0.2
"""How far "about" reaches, as a share of the value; and before a number of one digit ("some 50"), where the other side
is exact."""
_IN_WORDS = 0.06
"""How far a round number in words reaches ("seventy", "a third of a million"), as a share of the value."""
_LEAST_ROUND = 20
"""From which a number in words is a round one, where it has one digit but for noughts."""
_LOOSE = 2
"""How far "dozens" and "tens of thousands" reach beyond what they say."""
_WHOLE, _REST = 100.0, 0.5
"""All, in percent; and how far two shares may miss it that make it up."""
_STATE = 40
"""Characters on both sides of a count within which a word tells that it is of a state that ends."""
_THOUSAND = 1_000
_WORD = re.compile(r"[^\W\d_]+")
_SCALES = 4
"""Powers of a thousand that have a name."""


def interval(reading: Reading, whole: str, *, exactly: bool = False) -> tuple[float, float] | None:
    """The least and the most that a reading in the article ``whole`` says, ends included; ``exactly``: what it is held
    against is told as exact.  None for no number."""
    if reading.range is not None:
        low, high = reading.range
        if reading.bound == "about" and in_letters(reading, whole):
            return low, _LOOSE * high
        slack = _ABOUT if _roughly(reading, whole) else 0.0
        return low - slack * abs(low), high + slack * abs(high)
    number = reading.value
    if not isinstance(number, (int, float)):
        return None
    match reading.bound:
        case "at least" | "more than":  # "more than 120 billion" is what others round to 120 billion
            return number - (_ABOUT * abs(number) if _roughly(reading, whole) else 0.0), math.inf
        case "at most" | "less than":
            return -math.inf, number + (_ABOUT * abs(number) if _roughly(reading, whole) else 0.0)
        case "about":
            reach = abs(number) * (_WIDELY if exactly and digits(number) == 1 else _ABOUT)
            return number - reach, number + reach
        case _:
            return number, number


def _roughly(reading: Reading, whole: str) -> bool:
    """Whether a bound or a range is itself told as a rough one ("no more than about 60", "some 15 to 20")."""
    if reading.bound == "about":
        return True
    words = " ".join(wording.norms(whole, reading.content))
    return any(re.search(rf"\b{phrase}\b", words) for phrase in _rough_words())


@cache
def _rough_words(language: str = "en") -> tuple[str, ...]:
    listed = lexicon.load("units", language)
    return tuple(re.escape(w) for w in listed["joins"]["fillers"] if listed["bounds"].get(w) == "about")


def intervals(a: Reading, one: str, b: Reading, two: str) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """The intervals of two readings in the articles ``one`` and ``two``; None where a number is missing."""
    exact = [r.bound in (None, "exact") and r.range is None for r in (a, b)]
    first, second = interval(a, one, exactly=exact[1]), interval(b, two, exactly=exact[0])
    return None if first is None or second is None else (first, second)


def may_be_rounded(a: Reading, one: str, b: Reading, two: str) -> bool:
    """Whether one of two numbers is a round one in words, and the other near it ("seventy", 73)."""
    if not (isinstance(a.value, (int, float)) and isinstance(b.value, (int, float))):
        return False
    in_words = _is_round_in_words(a, one, a.value) or _is_round_in_words(b, two, b.value)
    return in_words and abs(a.value - b.value) <= _IN_WORDS * max(abs(a.value), abs(b.value))


def in_letters(reading: Reading, whole: str) -> bool:
    """Whether a number is written without digits ("a third")."""
    return not any(c.isdigit() for span in reading.content for c in span.of(whole))


def _is_round_in_words(reading: Reading, whole: str, number: float) -> bool:
    """Whether a number is told in words that are seldom meant exactly: tens and hundreds, parts of a great number."""
    if not in_letters(reading, whole):
        return False
    parts = lexicon.load("numbers")["fractions"].keys()
    of_a_scale = number >= 1 and any(not parts.isdisjoint(w.split("-")) for w in wording.norms(whole, reading.content))
    return of_a_scale or (number >= _LEAST_ROUND and digits(number) == 1)


def rounds_to(fine: float, coarse: float) -> bool:
    """Whether ``coarse``, having fewer digits, is ``fine`` rounded, or cut off after its digits ("1.4" for 1.46);
    counts under a hundred are never rounded."""
    shown = digits(coarse)
    if coarse == 0 or shown >= digits(fine) or (abs(coarse) < 100 and fine == int(fine) and coarse == int(coarse)):
        return False
    step = 10.0 ** (math.floor(math.log10(abs(coarse))) - shown + 1)
    cut_off = abs(fine) >= abs(coarse) and abs(fine - coarse) < step and shown > 1
    near = abs(fine - coarse) <= step / 2 + 1e-9 or cut_off
    return near and abs(fine - coarse) <= 0.06 * abs(coarse)


def without_scale(small: float, great: float) -> bool:
    """Whether a number is another one whose "million" or the like is left out ("at 190 million, now 212")."""
    scales = (_THOUSAND**n for n in range(1, _SCALES))
    return 0 < small < _THOUSAND and any(math.isclose(great, small * scale) for scale in scales)


def make_up_the_whole(a: Reading, b: Reading) -> bool:
    """Whether two readings are shares that come to all of something."""
    one, two = _share(a), _share(b)
    return one is not None and two is not None and abs(one + two - _WHOLE) <= _REST


def _share(reading: Reading) -> float | None:
    """A share, in percent."""
    number = reading.value
    if not isinstance(number, (int, float)):
        return None
    if reading.unit == "percent":
        return number
    return _WHOLE * number if reading.unit is None and 0 < number < 1 else None


def names_scale(reading: Reading, whole: str) -> bool:
    """Whether the words of a number have a "million" or the like, or its letter ("46 m")."""
    table = lexicon.load("numbers")
    listed = table["scales"].keys() | table["abbreviated_scales"].keys()
    return any(w in listed for span in reading.content for w in _WORD.findall(span.of(whole).casefold()))


def shrinks(reading: Reading, whole: str) -> bool:
    """Whether a figure counts what is in a state that ends: the missing, the trapped."""
    return _stands_near(reading, whole, lexicon.words("judgement", "shrinking"))


def is_toll(reading: Reading, whole: str) -> bool:
    """Whether the words near a figure tell of people harmed, of whom more become known by the hour."""
    return _stands_near(reading, whole, _harm())


def _stands_near(reading: Reading, whole: str, listed: frozenset[str]) -> bool:
    near = Span(max(0, reading.content[0].start - _STATE), reading.content[-1].end + _STATE)
    return any(a.norm in listed and near.contains(a.span) for a in wording.atoms(whole, (reading.span,)))


@cache
def _harm(language: str = "en") -> frozenset[str]:
    return frozenset(word for listed in lexicon.load("measures", language)["measures"]["harm"] for word in listed)


def digits(value: float) -> int:
    """The digits of a number but for the noughts at its ends, one at least."""
    return text.telling_digits(value) or 1
