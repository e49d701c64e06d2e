"""Short numbers by which a view's parts refer to one another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .view import CoverageRow, EditionView

Numbers = Mapping[str, str]
"""Entry id to its number in this view (``S1`` a statement, ``F1`` a figure, ``T1`` a time); shared entries only."""

_LETTERS: Final = "SFT"
"""Statements, figures and times, in the order in which views list them."""


def numbers(edition: EditionView) -> Numbers:
    """Numbers for the entries that two or more witnesses have, each kind in order of importance."""
    made: dict[str, str] = {}
    last: dict[str, int] = {}
    for entry in edition.entries:
        if not entry.single:
            letter = "F" if entry.kind == "figure" else "T" if entry.kind == "moment" else "S"
            last[letter] = last.get(letter, 0) + 1
            made[entry.id] = f"{letter}{last[letter]}"
    return made


def in_order(edition: EditionView, order: Numbers) -> tuple[CoverageRow, ...]:
    """The rows of the coverage matrix that have a number, by it."""
    rows = (row for row in edition.coverage.rows if row.entry in order)
    return tuple(sorted(rows, key=lambda row: (_LETTERS.index(order[row.entry][0]), int(order[row.entry][1:]))))
