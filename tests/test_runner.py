"""The local runner: every item once, in order, however many processes."""

from __future__ import annotations

import pytest

from variorum.runner import Local


def double(n: int) -> int:
    return 2 * n


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("count", [0, 1, 3, 4, 5, 700])
def test_map_keeps_every_item_in_order(processes: int, count: int) -> None:
    runner = Local(processes=processes, worth=4)
    assert list(runner.map(double, (n for n in range(count)))) == [2 * n for n in range(count)]


def test_reduce_gathers_by_key() -> None:
    assert Local().reduce(lambda n: n % 2, range(5)) == {0: [0, 2, 4], 1: [1, 3]}
