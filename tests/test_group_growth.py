"""What grouping costs as a pool grows, and that nothing is lost by it: sparse rows against plain ones."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.group import sparse
from variorum.group.sparse import POSTINGS, Floats, Rows

counts = st.lists(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 4), max_size=6), min_size=1, max_size=12)


def dense(rows: Rows) -> Floats:
    out = np.zeros((len(rows), rows.width))
    for i in range(len(rows)):
        row = slice(rows.bounds[i], rows.bounds[i + 1])
        out[i, rows.columns[row]] = rows.data[row]
    return out


def scaled(of: list[dict[str, int]]) -> Rows:
    rows, terms = sparse.rows(of)
    return rows.scaled(np.ones(len(terms)))


@given(counts, st.data())
def test_products_are_those_of_plain_rows(of: list[dict[str, int]], data: st.DataObject) -> None:
    rows = scaled(of)
    places = st.lists(st.integers(0, len(of) - 1), max_size=20)
    left = np.array(data.draw(places), dtype=np.int64)
    right = np.array(
        data.draw(st.lists(st.integers(0, len(of) - 1), min_size=len(left), max_size=len(left))), dtype=int
    )
    plain = dense(rows)
    assert rows.dots(left, right) == pytest.approx((plain[left] * plain[right]).sum(axis=1))
    different = left != right
    assert rows.shared().dots(left[different], right[different]) == pytest.approx(
        (plain[left[different]] * plain[right[different]]).sum(axis=1)
    )


@given(counts)
def test_neighbours_are_all_that_are_near_enough(of: list[dict[str, int]]) -> None:
    rows = scaled(of)
    left, right = sparse.neighbours(rows, least=0.3, crowd=100, most=100)
    products = dense(rows) @ dense(rows).T
    near = {(i, j) for i in range(len(of)) for j in range(i + 1, len(of)) if products[i, j] > 0.3 + 1e-9}
    found = set(zip(left.tolist(), right.tolist(), strict=True))
    assert near <= found
    assert all(i < j and products[i, j] > 0.3 - 1e-9 for i, j in found)


def test_neighbours_of_some_rows_are_those_that_they_would_find_among_all() -> None:
    rng = np.random.default_rng(4)
    of = [{str(t): 1 for t in rng.integers(0, 60, size=12)} for _ in range(80)]
    rows = scaled(of)
    whole = set(zip(*(x.tolist() for x in sparse.neighbours(rows, least=0.2, crowd=50, most=100)), strict=True))
    some = np.array([3, 40, 79])
    found = sparse.neighbours(rows, least=0.2, crowd=50, most=100, of=some)
    assert set(zip(*(x.tolist() for x in found), strict=True)) == {p for p in whole if set(p) & set(some.tolist())}


def alike(count: int) -> Rows:
    """Rows of which each has twelve of the same sixteen columns, and one of its own."""
    rng = np.random.default_rng(5)
    return scaled([{**{f"c{c}": 1 for c in rng.permutation(16)[:12]}, f"own{i}": 1} for i in range(count)])


def test_hundreds_of_rows_that_are_alike_find_one_another() -> None:
    left, right = sparse.neighbours(alike(600), least=0.05, crowd=200, most=200)
    degree = np.bincount(np.r_[left, right], minlength=600)
    assert degree.min() >= 200


def test_a_row_costs_the_same_in_a_larger_pool() -> None:
    """Not seconds, which no test machine has to spare, but postings: what is looked up is bounded for each row."""
    for count in (2_000, 8_000):
        rows = alike(count)
        asked, parts = sparse._rare(rows, 200)
        postings = rows.spread()[asked.columns]
        looked_up = np.add.reduceat(postings, asked.bounds[:-1])
        assert looked_up.max() <= POSTINGS + count
        assert (parts > 0).all()


def test_thousands_of_rows_take_little_time() -> None:
    rng = np.random.default_rng(6)
    rows = scaled([{str(t): 1 for t in rng.zipf(1.3, size=60) % 20_000} for _ in range(4_000)])
    start = time.process_time()
    left, right = sparse.neighbours(rows, least=0.05, crowd=200, most=200)
    rows.shared().dots(left, right)
    assert time.process_time() - start < 10
