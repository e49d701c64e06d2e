"""Pairs of short reports of our own prose, dense with figures and times: ``value_briefs.jsonl``.

Each line is one pair, as two newsrooms would write of one invented event: the day both were published, both texts, and
the verdict on each measure that both give.  Every figure and time stands in braces with a number
("{3:about 40 homes}"); the same number on both sides is the same measure or time, whatever its value.
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
Verdict = Literal["equal", "compatible", "conflict"]
_MARK = re.compile(r"\{(\d+):([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Brief:
    """A report without its braces; ``marked``: the number and the span (characters) of each figure and time."""

    text: str
    marked: tuple[tuple[int, Span], ...]


@dataclass(frozen=True, slots=True)
class Both:
    """Two reports; ``verdicts``: by the numbers that stand in both."""

    name: str
    day: str
    sides: tuple[Brief, Brief]
    verdicts: Mapping[int, Verdict]


def pairs() -> Iterator[Both]:
    """Every pair, in the order of the file."""
    for n, line in enumerate(BRIEFS.read_text(encoding="utf-8").splitlines()):
        told = json.loads(line)
        verdicts = {int(number): verdict for number, verdict in told["verdicts"].items()}
        yield Both(f"brief {n}", told["day"], (_read(told["a"]), _read(told["b"])), verdicts)


def _read(source: str) -> Brief:
    made, at, marked = "", 0, []
    for found in _MARK.finditer(source):
        made += source[at : found.start()]
        marked.append((int(found[1]), Span(len(made), len(made) + len(found[2]))))
        made += found[2]
        at = found.end()
    return Brief(made + source[at:], tuple(marked))
