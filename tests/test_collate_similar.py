"""What terms of an event have in common, and how far one passage covers another: by example, and for any pairs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.value_pairs import witness
from variorum.collate import nearby, similar, vocabulary
from variorum.collate.lexis import lexis
from variorum.collate.nearby import Spot
from variorum.collate.terms import Term, terms
from variorum.collate.units import Unit, units
from variorum.collate.vocabulary import Ragged
from variorum.model import Span
from variorum.stretch import days, is_one_clock, minute, minutes_apart
from variorum.wording import before, norms

TEXTS = (
    "The harbour board of Larkhaven rejected the bridge on Tuesday. Quill counted 340 boats in the bay.",
    "Larkhaven turned down a new bridge. Owls slept in the tower, and nobody counted anything.",
    "The vessels in the bay were 340, said Quill. The council has refused the plan.",
    "Trams were late.",
)


def _terms(text: str) -> tuple[Term, ...]:
    return terms(text, (Span(0, len(text)),))


def _degrees(*words: str) -> dict[tuple[str, str], float]:
    """How far each word stands for each of the others that it has anything in common with."""
    made, rows = vocabulary.laid_out([_terms(w)[:1] for w in words])
    found: dict[tuple[str, str], float] = {}
    for word, row in zip(words, rows, strict=True):
        kin = dict(zip(*(column.tolist() for column in made.cover(row)), strict=True))
        found |= {(word, other): kin[n] for other, (n,) in zip(words, rows, strict=True) if n in kin}
    return found


def test_a_term_stands_for_itself_in_full_and_for_its_like_in_part() -> None:
    found = _degrees("boat", "boats", "vessel", "Stanislawski", "Stanislavski", "340", "341")
    assert found["boat", "boat"] == found["boat", "boats"] == 1.0
    assert 0 < found["boat", "vessel"] < 1
    assert found["Stanislawski", "Stanislavski"] == pytest.approx(0.9)
    assert ("340", "341") not in found
    assert ("boat", "Stanislawski") not in found


def test_degrees_are_the_same_both_ways_and_whatever_else_an_event_has() -> None:
    few = _degrees("boat", "vessel", "bridge", "harbour")
    more = _degrees("boat", "vessel", "bridge", "harbour", "river", "ship", "port", "owl")
    assert all(few[a, b] == few[b, a] == more[a, b] for a, b in few)


def _units() -> list[Unit]:
    return [u for n, text in enumerate(TEXTS) for u in units(lexis(witness(f"w{n}", text, "2031-05-06"), n))]


UNITS = _units()
PAIRS = st.tuples(st.integers(0, len(UNITS) - 1), st.integers(0, len(UNITS) - 1))


@settings(max_examples=40, deadline=None)
@given(st.lists(PAIRS, max_size=12))
def test_a_cover_depends_on_its_two_passages_alone(pairs: list[tuple[int, int]]) -> None:
    laid_out = similar.prepare(UNITS)
    together = laid_out.covers(pairs)
    for n, (i, j) in enumerate(pairs):
        alone, turned = laid_out.covers([(i, j)])[0], laid_out.covers([(j, i)])[0]
        assert len(together[n].a) == len(UNITS[i].terms)
        assert len(together[n].b) == len(UNITS[j].terms)
        for own, other in ((together[n].a, alone.a), (together[n].b, alone.b), (alone.a, turned.b)):
            np.testing.assert_array_equal(own, other)


def test_a_passage_covers_itself() -> None:
    laid_out = similar.prepare(UNITS)
    assert all((laid_out.covers([(n, n)])[0].a == 1).all() for n in range(len(UNITS)))


def test_the_passages_that_share_words_are_candidates() -> None:
    found = {(UNITS[i].article, UNITS[j].article) for i, j in similar.prepare(UNITS).candidates()}
    assert ("w0", "w2") in found
    assert not any("w3" in pair for pair in found)


def test_rows_of_unequal_length() -> None:
    rows = Ragged.of([[4, 5], [], [6]])
    assert rows.flat[rows.places(np.asarray([2, 1, 0, 2]))].tolist() == [6, 4, 5, 6]
    assert rows.places(np.zeros(0, dtype=np.intp)).tolist() == []


def test_of_each_absent_witness_the_likeliest_and_of_equals_the_first() -> None:
    def spot(witness: int, order: int) -> Spot:
        return Spot(witness, order, f"w{witness}", Span(order, order + 1))

    scored = [(0.3, spot(2, 5)), (0.3, spot(2, 4)), (0.9, spot(0, 1)), (0.01, spot(3, 2)), (0.2, spot(1, 9))]
    found = nearby.near(scored, {0})
    assert [(n.article, n.span.start, n.score) for n in found] == [("w1", 9, 0.2), ("w2", 4, 0.3)]
    assert nearby.near(reversed(scored), {0}) == found


def test_partners_are_those_that_may_be_one() -> None:
    found = nearby.partners({(0, 1): 0.5, (1, 2): 0.001})
    assert dict(found) == {0: [(0.5, 1)], 1: [(0.5, 0)]}


def test_the_words_before_a_place() -> None:
    text = "It happened long ago, shortly after noon, he said."
    noon = text.index("noon")
    assert before(text, noon) == ("shortly", "after")
    assert before(text, noon, most=1) == ("after",)
    assert before(text, noon, since=text.index("after")) == ("after",)
    assert before(text, 0) == ()
    assert norms(text, (Span(noon, noon + 4),)) == ("noon",)


def test_lengths_and_times_of_day() -> None:
    assert days("P2W") == 14
    assert days("PT36H") == 1.5
    assert days("P") is None
    assert days("PXD") is None
    assert minute("2031-05-06T14:05") == 845
    assert minute("2031-05-06") is None
    assert minutes_apart(23 * 60 + 50, 10) == minutes_apart(10, 23 * 60 + 50) == 20
    assert is_one_clock(14 * 60, 14 * 60 + 15, rough=False)
    assert not is_one_clock(14 * 60 + 5, 14 * 60 + 17, rough=False)
    assert is_one_clock(14 * 60 + 5, 14 * 60 + 45, rough=True)
