"""Invented events written as newsrooms write: what an editor is told of them, and what not."""

from __future__ import annotations

import pytest

from tests.newsrooms import names, rows

FLOORS = {"coach": 2, "court": 1, "ferry": 6, "quake": 7, "rates": 2}
"""Wanted findings that are there; no later change may lose one."""


def test_every_event_has_a_floor() -> None:
    assert names() == sorted(FLOORS)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_wanted_findings_are_there(name: str) -> None:
    missed = [r.what for r in rows(name) if r.wanted and not r.found]
    assert sum(r.wanted and r.found for r in rows(name)) >= FLOORS[name], missed


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_nothing_is_told_that_is_not_so(name: str) -> None:
    assert [r.what for r in rows(name) if not r.wanted and r.found] == []
