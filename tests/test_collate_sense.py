"""One thing told in other words: values in one form, rivals, what the other pairs say, and what is near an entry."""

from __future__ import annotations

import json
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import variorum
from variorum import collate
from variorum.clean import article as cleaned
from variorum.collate import given as values
from variorum.collate import speakers, standing, support
from variorum.collate.lexis import lexis
from variorum.collate.meaning import Meaning
from variorum.collate.sense import Sense
from variorum.collate.speakers import Voice
from variorum.collate.units import Unit, units
from variorum.model import Article, Capture, Span, Speaker, Witness

QUARRY = (
    "The quarry above Tellin stopped work on August 10. Its 1,240 men went home at 7.10pm. "
    "A goat had fallen into the crusher. The mayor opened a new bakery beside the church."
)
PIT = (
    "Since 10 August nobody has broken stone over the village. Twelve hundred and forty workers left the gate "
    "at 19:10. Nobody knows why a bakery was needed. It will rain."
)


def _read(id: str, text: str, published: str = "2031-08-12") -> Witness:
    line = json.dumps({"id": id, "text": text, "published": published}).encode()
    article = cleaned(Capture(path="", content=line, media="record", sha256="", line=1))
    assert isinstance(article, Article)
    return Witness(article=article, claims=variorum.extract(article))


def _units(text: str, witness: int = 0) -> tuple[Unit, ...]:
    return units(lexis(_read("abc"[witness], text), witness))


def _keys(text: str) -> set[str]:
    return {key for unit in _units(text) for key, _ in unit.values}


def test_a_value_has_one_form_however_it_is_written() -> None:
    assert _keys(QUARRY) & _keys(PIT) >= {"on 08-10", "at 19:10", "1240"}


def test_a_value_tells_less_the_more_often_its_article_gives_it_and_the_rounder_it_is() -> None:
    once = dict(values.placed(_read("a", "They sold 1,240 lamps.").claims)[0][1:])
    often = values.placed(_read("a", "They sold 1,240 lamps, then 1,240 chairs, then 1,240 beds.").claims)
    assert all(weight < once["1240"] for _, (key, weight) in often if key == "1240")
    two = values.placed(_read("a", "They sold two lamps and 1,247 chairs.").claims)
    weight = dict(v for _, v in two)
    assert weight["2"] < weight["1247"]


@given(*(st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 1)) for _ in range(2)))
def test_shared_values_count_the_same_from_both_sides(a: dict[str, float], b: dict[str, float]) -> None:
    assert values.shared(a, b) == values.shared(b, a)
    assert 0 <= values.shared(a, b) <= 2
    assert values.shared(a, {k: 1.0 for k in b if k not in a}) == 0


def _standings(rows: list[list[float]], column: list[int]) -> standing.Standings:
    vectors = np.asarray(rows, dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    none = np.zeros((len(rows), 2), dtype=np.float32)
    return standing.of(Meaning(vectors, none, none, np.asarray(column, dtype=np.intp)))


def test_a_rival_takes_from_a_pair_and_the_nearest_leads() -> None:
    found = _standings([[1, 0, 0], [0, 1, 0], [1, 0.2, 0], [0, 0, 1]], [0, 0, 1, 1])
    near, far = (standing.Standing(*row) for row in found.alike(np.asarray([[0, 2], [1, 2]])))
    assert near.rank == near.worst == 0
    assert far.worst >= 1
    assert near.scaled > far.scaled
    assert near.least > 0 > far.least


def test_what_says_the_same_again_in_its_own_article_is_no_rival() -> None:
    again = _standings([[1, 0, 0], [0, 1, 0], [1, 0.1, 0], [1, 0.15, 0.02], [0, 0, 1]], [0, 0, 1, 1, 1])
    second = standing.Standing(*again.alike(np.asarray([[0, 3]]))[0])
    assert second.worst == 0


def test_standings_do_not_change_when_an_article_is_added() -> None:
    rows: list[list[float]] = [[1, 0, 0], [0, 1, 0.1], [1, 0.2, 0], [0.1, 0, 1]]
    column = [0, 0, 1, 1]
    pairs = np.asarray([[0, 2], [0, 3], [1, 2], [1, 3]])
    alone = _standings(rows, column).alike(pairs)
    more = _standings([*rows, [1, 0.1, 0], [0.5, 0.5, 0.5]], [*column, 2, 2]).alike(pairs)
    np.testing.assert_allclose(alone, more, atol=2e-4)


def _nodes(*texts: str) -> list[support.Node]:
    return [(u,) for n, text in enumerate(texts) for u in _units(text, n)]


THREE = (
    "Cranes stood idle on Mole Street. Bakers ran out of flour. The trams of the old town were late again. "
    "Owls slept through it all in the tower."
)


def test_a_third_report_that_goes_with_both_speaks_for_a_pair() -> None:
    nodes = _nodes(THREE, THREE, THREE)
    size = len(nodes) // 3
    pairs = [(0, size), (0, 2 * size), (size, 2 * size), (1, size + 1)]
    with_third, *_, without = support.rows(nodes, pairs, [0.4, 0.9, 0.9, 0.4])
    third = support.Support._fields.index("third")
    assert with_third[third] > without[third]
    assert with_third[support.Support._fields.index("thirds")] == 1


def test_a_better_partner_speaks_against_a_pair_and_the_neighbours_for_it() -> None:
    nodes = _nodes(THREE, THREE)
    size = len(nodes) // 2
    (first, _, _), (beside, _, _) = (
        support.rows(nodes, [(0, size), (0, size + 1), (1, size + 2)], [0.4, other, 0.1]) for other in (0.9, 0.1)
    )
    named = support.Support(*first), support.Support(*beside)
    assert named[0].least < 0 < named[1].least
    in_order = support.rows(nodes, [(0, size), (1, size + 1)], [0.4, 0.9])[0]
    assert support.Support(*in_order).next_one > support.Support(*beside).next_one


def test_pairs_below_the_least_score_are_left_out() -> None:
    nodes = _nodes(THREE, THREE)
    size = len(nodes) // 2
    found = support.rows(nodes, [(0, size), (1, size + 1)], [0.01, 0.5], least=0.02)
    assert found.shape == (1, len(support.Support._fields))


def test_the_same_fact_in_other_words_is_one_entry() -> None:
    read = [
        _read("a", "The quarry at Tellin shut on August 10. Its crusher is for sale. The mayor was on holiday."),
        _read("b", "Since 10 August the Tellin quarry has been closed. A choir sang in the square."),
    ]
    joined = [e for e in collate.entries(read) if {r.article for r in e.readings} == {"a", "b"} and e.kind == "fact"]
    assert len(joined) == 1


def test_an_entry_names_the_likeliest_passage_of_each_witness_without_a_reading() -> None:
    read = [
        _read("a", QUARRY),
        _read("b", QUARRY),
        _read("c", PIT),
        _read("d", "Snow fell on the pass."),
    ]
    texts = {w.article.id: w.article for w in read}
    for entry in collate.entries(read):
        given_by = {r.article for r in entry.readings}
        told = [n.article for n in entry.near]
        assert told == sorted(set(told) - given_by)
        for near in entry.near:
            assert 0 < near.score <= 1
            assert near.span.of(texts[near.article].text).strip()


def test_what_is_near_does_not_depend_on_the_order_of_witnesses() -> None:
    read = [_read("a", QUARRY), _read("b", PIT), _read("c", THREE)]
    first, *others = ({e.id: e.near for e in collate.entries(order)} for order in permutations(read))
    assert all(other == first for other in others)


@pytest.mark.parametrize(
    ("one", "two", "score"),
    [
        ("Åse Brønn", "Ase Bronn", speakers.SAME),
        ("Brønn", "Åse Broenn", speakers.OTHER),
        ("Zsófia Kőrösi", "Korosi", speakers.SAME),
        ("the Swede", "Karin Lund", speakers.POST),
        ("Jordan", "Karin Lund", speakers.OTHER),
    ],
)
def test_names_lose_the_marks_on_their_letters_and_a_country_names_nobody(one: str, two: str, score: float) -> None:
    a, b = (Voice(Speaker(name=name, kind="person"), None) for name in (one, two))
    assert speakers.match(a, b).score == score


ROAD = "The council closed the coast road after the rocks fell, and the school stayed shut. Two goats were unhurt."
CUT = ROAD.index(" Two")


def _sense() -> Sense:
    return Sense(ROAD, [Span(0, CUT), Span(CUT + 1, len(ROAD))])


@given(st.integers(0, len(ROAD) - 1), st.integers(1, len(ROAD)))
def test_a_passage_has_a_vector_of_length_one_or_none_at_all(start: int, size: int) -> None:
    found = _sense().of([Span(start, min(len(ROAD), start + size))])
    assert found.shape == (384,)
    assert abs(float(np.linalg.norm(found)) - 1) < 1e-4 or not found.any()


def test_a_passage_of_two_pieces_is_what_both_hold_and_the_gap_says_nothing() -> None:
    first, last = Span(0, 34), Span(ROAD.index("and the school"), CUT)
    together = _sense().of([first, last])
    assert 0.5 < float(together @ _sense().of([first])) < 0.9999
    assert not _sense().of([Span(CUT, CUT + 1)]).any()


def test_a_clause_is_nearer_to_another_telling_of_it_than_its_neighbour_is() -> None:
    told = "Lessons were cancelled at the school; boulders on the road by the sea had made it impassable."
    other = Sense(told, [Span(0, len(told))])
    lessons, road = other.of([Span(0, told.index(";"))]), other.of([Span(told.index(";") + 1, len(told))])
    closed, school = Span(0, ROAD.index(", and")), Span(ROAD.index("the school"), CUT)
    mine = _sense()
    assert float(lessons @ mine.of([school])) > float(lessons @ mine.of([closed]))
    assert float(road @ mine.of([closed])) > float(road @ mine.of([school]))
