"""What two things tell of one another, asked once for each two kinds."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from variorum.collate.by_kind import Kinds, highest


@given(st.lists(st.integers(0, 5), min_size=1, max_size=20), st.data())
def test_each_pair_gets_what_is_told_of_its_two_things(things: list[int], data: st.DataObject) -> None:
    numbers = st.integers(0, len(things) - 1)
    pairs = np.asarray(data.draw(st.lists(st.tuples(numbers, numbers), max_size=30)), dtype=np.intp).reshape(-1, 2)
    kinds = Kinds.by(things, things)
    i, j = pairs.T
    told = kinds.told(i, j, lambda a, b: 10 * a + b)
    assert told.tolist() == [10 * things[i] + things[j] for i, j in pairs.tolist()]


def test_two_kinds_are_asked_about_once() -> None:
    asked: list[tuple[str, str]] = []

    def tell(a: str, b: str) -> float:
        asked.append((a, b))
        return 0.0

    things = ["an owl", "an eel", "an owl", "an owl"]
    i, j = np.asarray([[0, 1], [2, 1], [3, 1], [0, 2]], dtype=np.intp).T
    Kinds.by(things, things).told(i, j, tell)
    assert sorted(asked) == [("an owl", "an eel"), ("an owl", "an owl")]


def test_the_highest_of_each_part() -> None:
    values = np.asarray([0.25, 0.5, -1.0, 0.75], dtype=np.float32)
    assert highest(values, np.asarray([0, 0, 2, 3, 3, 4, 4])).tolist() == [0.0, 0.5, 0.0, 0.0, 0.75, 0.0]
    assert highest(values[:0], np.asarray([0, 0])).tolist() == [0.0]
