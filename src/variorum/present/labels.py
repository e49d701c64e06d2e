"""Words for people: dates, and what the labels of the record mean.  Plain, and never a judgement of motive."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ..model import EntryKind, OriginKind, PublishedBasis, RelationKind, ReuseKind, VerdictKind
from . import safe
from .view import CellState, EntryView, ReadingView

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PARTS_OF_YEAR: Final = MappingProxyType(
    {
        "SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter", "H1": "first half of", "H2": "second half of",
        "Q1": "first quarter of", "Q2": "second quarter of", "Q3": "third quarter of", "Q4": "fourth quarter of",
    }
)  # fmt: skip
"""As TIMEX3 writes them after the year."""

CELLS: Final[Mapping[CellState, str]] = MappingProxyType(
    {
        "verbatim": "the same words",
        "trimmed": "shortened",
        "reworded": "other words inside quotation marks",
        "translated": "another translation inside quotation marks",
        "indirect": "reported without quotation marks",
        "nested": "relayed by another speaker",
        "own words": "in the outlet's own voice",
        "contradicts": "says the opposite",
        "same": "the same value",
        "compatible": "compatible value",
        "conflicts": "another value",
        "different measure": "measures something else",
        "given": "given; relation not told",
        "silent": "not found in it",
        "perhaps": "perhaps in other words",
        "earlier": "published before it was said",
        "time unknown": "not found in it; undated, so it may have come before",
        "unread": "not read in full",
        "outside its subject": "outside its subject",
    }
)
"""Each state of the coverage matrix in words."""

SIGNS: Final[Mapping[CellState, str]] = MappingProxyType(
    {
        "verbatim": "=", "trimmed": "<", "reworded": "~", "translated": "t", "indirect": "i", "nested": "n",
        "own words": "o", "contradicts": "!", "same": "=", "compatible": "c", "conflicts": "!",
        "different measure": "d", "given": "+", "silent": "-", "perhaps": "p", "earlier": "e", "time unknown": "?",
        "unread": "u", "outside its subject": ".",
    }
)  # fmt: skip
"""One character for each state, told apart without colour."""


RELATIONS: Final[Mapping[RelationKind, str]] = MappingProxyType(
    {
        "verbatim": "same words",
        "trimmed": "shortened",
        "reworded": "re-worded",
        "translated": "translated",
        "indirect": "indirect",
        "nested": "relayed",
        "contradicts": "contradicts",
        "same": "same",
        "compatible": "compatible",
        "conflicts": "conflicts",
        "different measure": "different measure",
    }
)
"""Each relation to the base reading, short."""

VERDICTS: Final[Mapping[VerdictKind, str]] = MappingProxyType(
    {
        "differ": "the wording differs",
        "compatible": "compatible",
        "conflict": "in conflict",
        "single": "one witness",
        "unclear": "not told how they compare",
    }
)
STEADY: Final = frozenset({"repeated", "taken up again", "told again", "unchanged"})
"""What a thread says where nothing changed on the way."""
SAME_WORDS: Final = "the same words"
SHORTENED: Final = "the same words, in places shortened"
PARTLY: Final = "partly the same words, partly told in other words"
OTHER_WORDS: Final = "told in other words, not compared word by word"
CERTAINTY: Final = "how certain it is differs"
FIGURE_VERDICTS: Final[Mapping[VerdictKind, str]] = MappingProxyType(
    {
        "agree": "the same",
        "differ": "not the same",
        "compatible": "compatible",
        "conflict": "in conflict",
        "single": "one witness",
        "unclear": "not told how they compare",
    }
)
COMMITMENTS: Final[Mapping[EntryKind, str]] = MappingProxyType({"pledge": "a pledge", "forecast": "a forecast"})
"""Entries that say what is to be: what a view calls them."""
DUE: Final = "due"
"""First word of the basis of a timeline row that tells what is to be, and not what happened."""
BASES: Final[Mapping[PublishedBasis, str]] = MappingProxyType(
    {
        "page": "from the page",
        "text": "from the text",
        "url": "from the address",
        "given": "as given",
        "file-name": "from the file name",
        "inferred": "inferred from the other witnesses",
    }
)
"""On what a publication date rests."""

REUSE: Final[Mapping[ReuseKind, str]] = MappingProxyType(
    {"verbatim": "the same words", "edited": "lightly edited", "parallel": "the same point in other words"}
)
"""How two passages stand to one another."""

ORIGINS: Final[Mapping[OriginKind, str]] = MappingProxyType(
    {
        "agency": "agency",
        "outlet": "another outlet",
        "handout": "handout",
        "transcript": "transcript",
        "own reporting": "own reporting",
        "unknown": "origin unknown",
    }
)


def verdict(entry: EntryView) -> str:
    """What an entry comes to, in words.

    Only what was compared can agree: readings that tell a point in words of their own were taken for the same point,
    and nothing more is known of how they stand to one another.
    """
    if entry.kind in {"figure", "moment"}:
        return FIGURE_VERDICTS[entry.verdict]
    found = {v.relation for v in entry.variants if v.relation}
    if entry.verdict == "differ" and not found & {"reworded", "translated"}:
        varied = any("certainty" in v.differs for v in entry.variants)
        return CERTAINTY if varied else VERDICTS["differ"]
    if entry.verdict != "agree":
        return VERDICTS[entry.verdict]
    exact = found & {"verbatim", "trimmed"}
    if found - exact:
        return PARTLY if exact else OTHER_WORDS
    return SHORTENED if "trimmed" in found else SAME_WORDS if found else VERDICTS["unclear"]


def count(number: int, one: str, many: str = "") -> str:
    """``1 witness``, ``2 witnesses``; ``many`` defaults to ``one`` with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def relation(reading: ReadingView, base: ReadingView) -> str:
    """How a reading stands to the base, short; a second reading of the base's witness is ``again``."""
    if reading.relation is None:
        return "again" if reading.sign == base.sign else "also"
    if reading.relation == "indirect" and reading.form == "narration":
        return "own words"
    if reading.relation == "verbatim" and not reading.same_words:
        return "same words in marks"
    return RELATIONS[reading.relation]


def commitment(reading: ReadingView) -> list[str]:
    """By when a pledge is to be kept or a forecast to come true, and how firmly this reading puts it."""
    due = [f"{DUE} {safe.one_line(reading.due.text)}"] if reading.due else []
    return [*due, *([reading.certainty] if reading.certainty != "unclear" else [])]


def between(bounds: tuple[int, int], one: str) -> str:
    """``1 origin``, ``1 to 3 origins``."""
    least, most = bounds
    return count(most, one) if least == most else f"{least} to {count(most, one)}"


def when(first: str | None, last: str | None) -> str:
    """Two ISO 8601 values (days, months, years, with or without a time) as one date or range for people; "" for none.

    What does not parse is given as it stands.
    """
    if not first or not last:
        return _day(first or last or "")
    start, end = _parts(first), _parts(last)
    if not start or not end or start == end:
        return _day(first) if start == end or first == last else f"{_day(first)} to {_day(last)}"
    if len(start) == len(end) == 3 and start[0] == end[0]:
        if start[1] == end[1]:
            return f"{start[2]} to {_day(last)}"
        return f"{start[2]} {_MONTHS[start[1] - 1]} to {_day(last)}"
    return f"{_day(first)} to {_day(last)}"


def moment(value: str, first: str, last: str) -> str:
    """A TIMEX3 value for people: itself where it names a day, month, season or year, else its bounds."""
    if _parts(value):
        return _day(value)
    year, _, part = value.partition("-")
    if part in _PARTS_OF_YEAR and _parts(year):
        return f"{_PARTS_OF_YEAR[part]} {year}"
    return when(first, last) or value


def _day(value: str) -> str:
    parts = _parts(value)
    if not parts:
        return value
    year, *rest = parts
    month = f"{_MONTHS[rest[0] - 1]} " if rest else ""
    return f"{rest[1]} {month}{year}" if len(rest) == 2 else f"{month}{year}"


def _parts(value: str) -> tuple[int, ...]:
    """Year, month and day as far as the value names them; () for anything else."""
    pieces = value[:10].partition("T")[0].split("-")
    if len(pieces) > 3 or not all(p.isascii() and p.isdigit() for p in pieces) or len(pieces[0]) != 4:
        return ()
    numbers = tuple(int(p) for p in pieces)
    return numbers if len(numbers) == 1 or 1 <= numbers[1] <= 12 else ()
