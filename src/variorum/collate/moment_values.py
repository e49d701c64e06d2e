"""How two times or lengths of time go together, whatever they date: one and the same, one within the other, or apart.

A time of day whose day nobody named is a guess of the reading room: it is compared by the clock alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from .. import lexicon, stretch
from ..model import Moment
from ..stretch import LIKE_LENGTH, Stretch

_DATE = re.compile(r"(?:\d{4}|XXXX)-\d{2}-\d{2}")
_DAY = 1_440
"""Minutes."""
_BOUNDS = ("begins", "ends")
_FAR = 400.0
"""Days beyond which no gap tells more."""
_NEVER = 1_000.0
"""The gap of two values that cannot be laid over one another."""
_GRAINS = (0.9 / 24, 0.9, 1.5, 7.5, 31.5, 200, 400)
"""Days up to which a stretch is an hour, a part of a day, a day, a week, a month, a season, a year."""


@dataclass(frozen=True, slots=True)
class Kinship:
    """``level``: 2 for one time, 1 for one named more finely than the other, 0 for two; ``gap``: the days between two
    times, or for lengths the logarithm of their ratio."""

    level: int
    gap: float


@dataclass(frozen=True, slots=True)
class Value:
    """A moment as it is compared; ``minute`` is that of the day, where a time of day is named, and ``floating``
    whether it has no day; ``yearless`` is set for a day whose words name no year, ``part`` for the first, second or
    last third of a stretch; ``bound`` tells whether it is where something begins ("since") or ends ("until")."""

    known: str
    stretch: Stretch | None
    length: float | None
    minute: int | None
    floating: bool
    yearless: bool
    part: int | None
    rough: bool
    bound: str

    @property
    def day(self) -> str:
        """The day, where it is one, and nothing for a time of day without one."""
        return "" if self.floating else self.known[:10]

    @property
    def key(self) -> str:
        """What is counted as one time: the day, or the time of day that lacks one."""
        return f"T{self.minute}" if self.floating else self.known[:10]

    @property
    def grain(self) -> float:
        """How finely the time is named: 0 for an hour or less, up to 7 for more than a year; 8 for a length."""
        if self.length is not None:
            return 8.0
        if self.stretch is None:
            return 2.0
        return float(sum(self.stretch.end - self.stretch.start > g for g in _GRAINS))


def of(moment: Moment, words: Sequence[str], before: Sequence[str]) -> Value:
    """What is known of a moment; ``words`` are its own, ``before`` the few that lead up to it, in small letters."""
    known = moment.value or moment.partial or ""
    return Value(
        known=known,
        stretch=stretch.told(known, words, before),
        length=stretch.days(known) if moment.type == "DURATION" else None,
        minute=stretch.minute(known),
        floating=(moment.partial or "").startswith("T"),
        yearless=stretch.is_yearless(words),
        part=stretch.part_of(words),
        rough=stretch.is_rough(words, before),
        bound=_bound((*before[-1:], *words[:1])),
    )


def _bound(words: Sequence[str]) -> str:
    """The list that one of these words is in; nothing where they are in none."""
    return next((name for name in _BOUNDS if not lexicon.words("moments", name).isdisjoint(words)), "")


def kinship(a: Value, b: Value) -> Kinship:
    """How two values go together."""
    if a.length is not None or b.length is not None:
        return _of_lengths(a.length, b.length)
    if a.floating or b.floating:
        return _of_clocks(a, b)
    if not a.known or not b.known:
        return Kinship(0, _NEVER)
    if (a.known == b.known and a.part == b.part) or _one_day(a, b):
        return Kinship(2, 0.0)
    if a.stretch is None or b.stretch is None:
        within = a.known.startswith(b.known) or b.known.startswith(a.known)
        return Kinship(1, 0.0) if within else Kinship(0, _NEVER)
    gap = a.stretch.gap(b.stretch)
    return Kinship(1, 0.0) if gap < 0 else Kinship(0, min(gap, _FAR))


def _one_day(a: Value, b: Value) -> bool:
    """Whether two days are one day of the year, and not both name it."""
    dates = all(_DATE.fullmatch(x.known) for x in (a, b))
    return dates and (a.yearless or b.yearless) and a.known[5:] == b.known[5:]


def _of_lengths(a: float | None, b: float | None) -> Kinship:
    if a is None or b is None or not a or not b:
        return Kinship(0, _NEVER)
    ratio = max(a, b) / min(a, b)
    return Kinship(2 if ratio < 1.01 else 1 if ratio <= LIKE_LENGTH else 0, round(min(_FAR, math.log(ratio)), 4))


def _of_clocks(a: Value, b: Value) -> Kinship:
    """Two times of day of which one has no day."""
    one, two = a.minute, b.minute
    if one is not None and two is not None:
        apart = stretch.minutes_apart(one, two)
        may_be_one = stretch.is_one_clock(one, two, rough=a.rough or b.rough)
        return Kinship(2 if not apart else 1 if may_be_one else 0, apart / _DAY)
    if a.stretch is None or b.stretch is None:
        return Kinship(0, _NEVER)
    near = a.stretch.gap(b.stretch) < 0
    return Kinship(1, 0.0) if near else Kinship(0, _NEVER)
