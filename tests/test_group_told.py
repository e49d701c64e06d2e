"""What articles tell in whatever words: sentences compared by their sense, candidates found by it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_group_events import FOOTBALL, HARBOUR_A, HARBOUR_B, SHARES, witness
from variorum import encode
from variorum.group import added, events, opened, profile, saved, told
from variorum.group.grow import State

MILL = (
    "A blaze swept through the old paper mill at Tarnby on Friday night and destroyed its roof.\n"
    "No one was hurt. Some sixty firefighters needed five hours to put it out, the county brigade said.\n"
    "The mill, closed since the spring, was to be turned into flats. The cause of the fire was not known, a police "
    "spokeswoman said, but arson could not be ruled out.\n"
    "Smoke was seen as far away as the coast, and people living nearby were told to keep their windows shut.",
    "Flames lit up the sky over Tarnby. What was left on Saturday morning of the disused factory, where paper was once "
    "made, was four walls.\n"
    "Neighbours had called for help shortly before ten, when smoke rose from the top floor. It took crews from all "
    "over the county until three in the morning to bring the fire under control.\n"
    "Nobody was inside. Detectives are looking into whether somebody set the building alight.\n"
    "Plans to make homes of it, which its owners gave up months ago, are now in doubt.",
)
"""Two reports of one fire in other words."""
PLAIN = (np.zeros(encode.WIDTH, dtype=np.float32), np.eye(encode.WIDTH, dtype=np.float32))


def sentences(*vectors: Mapping[int, float]) -> told.Sentences:
    """The sentences of one article, each given by some of its numbers."""
    found = np.zeros((len(vectors), encode.WIDTH), dtype=np.float32)
    for row, numbers in zip(found, vectors, strict=True):
        for at, value in numbers.items():
            row[at] = value
    return told.rows(found, PLAIN)


def near(*articles: told.Sentences) -> dict[str, float]:
    """How near the first two are."""
    stacked = np.stack(articles)
    found = told.nearness(stacked, told.middles(stacked), np.array([0]), np.array([1]))
    return dict(zip(told.COLUMNS, found[0].tolist(), strict=True))


vectors = st.lists(st.dictionaries(st.integers(0, 5), st.integers(-9, 9), max_size=4), max_size=told.MOST)


def test_the_same_sentences_in_another_order_are_as_near_as_can_be() -> None:
    one, two = {0: 1.0}, {1: 1.0}
    assert near(sentences(one, two), sentences(two, one)) == pytest.approx(dict.fromkeys(told.COLUMNS, 1.0), abs=0.01)


def test_what_only_one_of_two_tells_counts_against_them() -> None:
    one, two, other = {0: 1.0}, {1: 1.0}, {2: 1.0}
    found = near(sentences(one), sentences(one, two, other))
    assert found["told"] == pytest.approx((1 + 1 / 3) / 2, abs=0.01)
    assert found["told_lead"] == pytest.approx(1.0, abs=0.01)


def test_who_tells_nothing_is_near_nobody() -> None:
    assert near(sentences(), sentences({0: 1.0})) == dict.fromkeys(told.COLUMNS, 0.0)
    assert near(sentences({0: 1.0}), sentences({})) == dict.fromkeys(told.COLUMNS, 0.0)


@given(vectors, vectors)
def test_nearness_has_no_direction_and_ends_at_one(a: list[dict[int, int]], b: list[dict[int, int]]) -> None:
    there, back = near(sentences(*a), sentences(*b)), near(sentences(*b), sentences(*a))
    assert there == pytest.approx(back, abs=2e-5)
    assert all(0 <= value <= 1.00002 for value in there.values())


@given(st.lists(vectors, min_size=2, max_size=6))
def test_others_in_the_pool_make_no_difference_to_a_pair(pool: list[list[dict[int, int]]]) -> None:
    stacked = np.stack([sentences(*one) for one in pool])
    left, right = np.triu_indices(len(pool), 1)
    found = told.nearness(stacked, told.middles(stacked), left, right)
    assert near(*stacked[:2]) == dict(zip(told.COLUMNS, found[0].tolist(), strict=True))


def test_whitened_vectors_vary_alike_in_all_directions() -> None:
    rng = np.random.default_rng(0)
    made = (rng.normal(size=(500, 4)) * [5.0, 1.0, 0.2, 1.0] + 3).astype(np.float32)
    middle, turn = told.whitening(made)
    assert np.allclose(np.cov(((made - middle) @ turn).T), np.eye(4), atol=1e-3)


def test_a_direction_in_which_nothing_varies_is_not_blown_up() -> None:
    rng = np.random.default_rng(0)
    made = np.c_[rng.normal(size=(500, 3)), np.full(500, 2.0)].astype(np.float32)
    assert np.abs(told.whitening(made)[1]).max() < 20


def test_all_pairs_of_a_small_pool_are_candidates() -> None:
    whole = np.eye(told.FEW, dtype=np.float32)
    assert len(told.neighbours(whole)[0]) == told.FEW * (told.FEW - 1) // 2
    left, right = told.neighbours(whole, np.array([3]))
    assert sorted(set(left.tolist()) | set(right.tolist())) == list(range(told.FEW))
    assert len(left) == told.FEW - 1


def test_in_a_large_pool_each_finds_its_nearest() -> None:
    rng = np.random.default_rng(0)
    whole = rng.normal(size=(300, 384)).astype(np.float32)
    whole[7] = whole[250] + 0.2 * whole[7]
    whole /= np.linalg.norm(whole, axis=1, keepdims=True)
    left, right = told.neighbours(whole)
    pairs = set(zip(left.tolist(), right.tolist(), strict=True))
    assert (7, 250) in pairs
    assert len(pairs) < 300 * told.NEAREST
    assert all(a < b for a, b in pairs)


def test_no_pool_no_pairs() -> None:
    assert len(told.neighbours(np.zeros((0, 384), dtype=np.float32))[0]) == 0


def test_only_so_many_sentences_are_read() -> None:
    asked = []

    def read(sentence: str) -> encode.Vectors:
        asked.append(sentence)
        return np.ones((2, encode.WIDTH), dtype=np.float32)

    text = "\n".join(f"Number {n} of many sentences is this one." for n in range(60)) + "\nToo short."
    said = profile.of(witness("a", text)).told
    assert len(said) == told.MOST
    assert np.allclose(np.linalg.norm(told.means(said, read), axis=1), 1)
    assert asked == list(said)


def test_short_pieces_say_nothing() -> None:
    assert profile.of(witness("a", "TARNBY (X)\nThe mill at Tarnby has burnt down.")).told == (
        "The mill at Tarnby has burnt down.",
    )


def test_one_fire_in_other_words_is_one_event() -> None:
    pile = [witness(f"m{n}", text) for n, text in enumerate(MILL)]
    strangers = [witness("a", HARBOUR_A), witness("b", FOOTBALL), witness("c", SHARES)]
    for pool in (pile, [*pile, *strangers]):
        assert ("m0", "m1") in {e.articles for e in events(pool).events}


def test_what_is_stored_are_vectors_not_sentences(tmp_path: Path) -> None:
    file = tmp_path / "stream"
    state = State()
    grown = added(state, [witness("m0", MILL[0]), witness("a", HARBOUR_A), witness("b", HARBOUR_B)])
    saved(file, state, grown)
    again = opened(file)
    assert [t.profile.told for t in again.texts] == [()] * 3
    for before, after in zip(grown.state.texts, again.texts, strict=True):
        assert np.array_equal(before.vectors["told"], after.vectors["told"])
    more = added(again, [witness("m1", MILL[1])]).state.grouping
    assert {e.articles for e in more.events} == {("a", "b"), ("m0", "m1")}
