"""Statements that say the opposite, and values that only seem to: short rules on invented words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import relation_rows
from variorum.judge import relation_polarity
from variorum.judge.relations import relate
from variorum.model import Cue, Span


@pytest.mark.parametrize(
    ("one", "other", "opposed"),
    [
        ("all of them had been inspected in 2021", "not all of them had been inspected", True),
        ("every house was inspected", "not every house was inspected last year", True),
        ("all of them had been inspected", "all of them had been inspected twice", False),
        ("all of them had been inspected", "not all of the pipes had been replaced", False),
        ("not all of them were inspected", "not every one was inspected", False),
    ],
)
def test_not_all_is_the_contrary_of_all(one: str, other: str, opposed: bool) -> None:
    for a, b in ((one, other), (other, one)):
        found = relation_polarity.contrary(a.split(), b.split())
        assert (found is not None) is opposed


@pytest.mark.parametrize("denying", [0, 1])
def test_what_is_denied_is_not_contrary_to_its_denial(denying: int) -> None:
    """ "No crewman was freed" here, and there the minister denied that a crewman was freed: both say the same."""
    row = relation_rows.Row(
        0, "", "I|Quill said {no crewman was freed for the hostages}.",
        "I|Quill said {a crewman was freed for the hostages}.", frozenset(),
    )  # fmt: skip
    found, entry, witnesses = relation_rows.related(row)
    assert found.relation == "contradicts"
    reading = entry.readings[denying]
    cue = Cue(span=Span(6, 10), spans=(Span(6, 10),), stance="denies")
    readings = tuple(replace(r, cue=cue) if r is reading else r for r in entry.readings)
    (now,) = relate(replace(entry, readings=readings, relations=()), witnesses).relations
    assert now.relation != "contradicts"
