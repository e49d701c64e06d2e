"""Forests: the quick way to a leaf is the way that the questions lead."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from variorum.forest import Floats, Forest


def grown(rng: np.random.Generator, *, trees: int, leaves: int, features: int) -> Forest:
    """A forest of random trees."""
    columns: dict[str, list[float]] = {name: [] for name in ("feature", "bound", "low", "high", "value")}

    def node(count: int) -> int:
        at = len(columns["feature"])
        for values, start in zip(columns.values(), (-1, 0.0, 0, 0, 0.0), strict=True):
            values.append(start)
        if count == 1:
            columns["value"][at] = rng.normal()
            return at
        columns["feature"][at] = int(rng.integers(features))
        columns["bound"][at] = int(rng.integers(-3, 4)) / 2
        less = int(rng.integers(1, count))
        columns["low"][at], columns["high"][at] = node(less), node(count - less)
        return at

    roots = [node(int(rng.integers(1, leaves + 1))) for _ in range(trees)]
    whole = {name: np.array(columns[name], dtype=np.int64) for name in ("feature", "low", "high")}
    return Forest(
        base=0.25,
        roots=np.array(roots),
        bound=np.array(columns["bound"], dtype=float),
        value=np.array(columns["value"], dtype=float),
        **whole,
    )


def walked(forest: Forest, row: Floats) -> float:
    """The score of one row, question by question."""
    logit = forest.base
    for root in forest.roots:
        node = root
        while forest.feature[node] >= 0:
            below = row[forest.feature[node]] <= forest.bound[node]
            node = forest.low[node] if below else forest.high[node]
        logit += forest.value[node]
    return float(1 / (1 + np.exp(-logit)))


@given(
    arrays.arrays(
        float, st.tuples(st.integers(0, 20), st.just(4)), elements=st.sampled_from([-2.0, -0.5, 0, 0.5, 1.1])
    ),
    st.integers(0, 30),
    st.sampled_from([1, 5, 16, 40]),
)
def test_each_row_gets_what_its_questions_lead_to(rows: Floats, seed: int, leaves: int) -> None:
    forest = grown(np.random.default_rng(seed), trees=7, leaves=leaves, features=4)
    assert forest.chance(rows).tolist() == [walked(forest, row) for row in rows]


def test_what_is_no_number_is_above_every_bound() -> None:
    forest = grown(np.random.default_rng(3), trees=9, leaves=12, features=2)
    rows = np.array([[np.nan, 0.0], [np.inf, -np.inf]])
    assert forest.chance(rows).tolist() == [walked(forest, row) for row in rows]


@pytest.mark.parametrize("leaves", [12, 30])
def test_many_rows_take_little_time(leaves: int) -> None:
    forest = grown(np.random.default_rng(1), trees=100, leaves=leaves, features=20)
    rows = np.random.default_rng(2).normal(size=(20_000, 20))
    start = time.process_time()
    forest.chance(rows)
    assert time.process_time() - start < 3
