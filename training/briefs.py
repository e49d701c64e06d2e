"""Pairs of reports of our own prose: ``value_briefs.jsonl``, short and dense with figures and times, and
``twin_reports.jsonl``, longer, with the facts that both tell in other words.

Each line is one pair, as two newsrooms would write of one invented event: the day both were published, both texts, and
the verdict on each measure that both give.  Every figure and time stands in braces with a number
("{3:about 40 homes}"); the same number on both sides is the same measure or time, whatever its value.  In twin reports
a passage that tells what the other report tells, too, stands in brackets with a letter ("[A|the bill was thrown out]",
more letters for more facts); what stands in none, only one of them has.  ``differs``: letters that are told with a
difference, ``contrary``, ``weaker in b`` or ``firmer in b``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from variorum.model import Span

BRIEFS = Path(__file__).parent / "value_briefs.jsonl"
TWINS = Path(__file__).parent / "twin_reports.jsonl"
Verdict = Literal["equal", "compatible", "conflict"]
Difference = Literal["contrary", "weaker in b", "firmer in b"]
_SIGN = re.compile(r"\{(\d+):|\[([A-Z]+)\||[\]}]")


@dataclass(frozen=True, slots=True)
class Brief:
    """A report without its signs; ``marked``: the number and the span (characters) of each figure and time, ``told``:
    the letters and the span of each passage that tells what the other report tells, too."""

    text: str
    marked: tuple[tuple[int, Span], ...]
    told: tuple[tuple[frozenset[str], Span], ...] = ()

    def numbers(self, span: Span) -> frozenset[int]:
        """The numbers of what is marked there."""
        return frozenset(n for n, own in self.marked if own.overlaps(span))


@dataclass(frozen=True, slots=True)
class Both:
    """Two reports; ``verdicts``: by the numbers that stand in both, ``differs``: by letters."""

    name: str
    day: str
    sides: tuple[Brief, Brief]
    verdicts: Mapping[int, Verdict]
    differs: Mapping[str, Difference]


def pairs() -> Iterator[Both]:
    """Every pair, in the order of the files."""
    yield from _pairs(BRIEFS, "brief")
    yield from twins()


def twins() -> Iterator[Both]:
    """The pairs of longer reports whose facts are linked, too."""
    return _pairs(TWINS, "twins")


def _pairs(path: Path, kind: str) -> Iterator[Both]:
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        told = json.loads(line)
        verdicts = {int(number): verdict for number, verdict in told["verdicts"].items()}
        both = (_read(told["a"]), _read(told["b"]))
        yield Both(f"{kind} {n}", told["day"], both, verdicts, told.get("differs", {}))


def _read(source: str) -> Brief:
    made, at = "", 0
    marked: list[tuple[int, Span]] = []
    told: list[tuple[frozenset[str], Span]] = []
    opened: list[tuple[re.Match[str], int]] = []
    for sign in _SIGN.finditer(source):
        made += source[at : sign.start()]
        at = sign.end()
        if sign[0] not in ("]", "}"):
            opened.append((sign, len(made)))
            continue
        begun, start = opened.pop()
        span = Span(start, len(made))
        if begun[1]:
            marked.append((int(begun[1]), span))
        else:
            told.append((frozenset(begun[2]), span))
    return Brief(made + source[at:], tuple(marked), tuple(told))
