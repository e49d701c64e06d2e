"""Statements that say the opposite, and values that only seem to: short rules on invented words."""

from __future__ import annotations

import pytest

from variorum.judge import relation_polarity


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
