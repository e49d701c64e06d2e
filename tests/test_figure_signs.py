"""Figures: what a bare number, a cent or an emphasised word is, which counts are parts of others, and which values may
stand in for a reading that is missing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum import collate
from variorum.collate import figure_items, measure
from variorum.judge import relations
from variorum.judge.figure_reach import rounds_to
from variorum.model import Entry, Figure, FigureClass, Span, Witness

from .value_pairs import witness


def _read(text: str) -> list[tuple[str, float | None, str | None]]:
    found = witness("a", text, "2031-05-06").claims.figures
    return [(f.span.of(text), f.value, f.unit) for f in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The dividend falls from 1.10 euros to 40 cents.", [("1.10 euros", 1.1, "EUR"), ("40 cents", 0.4, "EUR")]),
        ("A stamp costs 40 cents.", [("40 cents", 0.4, "USD")]),
        ("It cost 2 euros, or 90 U.S. cents.", [("2 euros", 2.0, "EUR"), ("90 U.S. cents", 0.9, "USD")]),
        ("The blast left at least FOUR dead.", [("at least FOUR", 4.0, "dead")]),
        ("It was minus 20 outside.", [("minus 20", -20.0, None)]),
        ("Lund died at home. He was 95.", []),
        ("The runner, who turned 31 in April, won again.", []),
    ],
)
def test_reads(text: str, wanted: list[tuple[str, float, str | None]]) -> None:
    assert _read(text) == wanted


_Row = tuple[FigureClass, float, str | None]


def _figure(klass: FigureClass, value: float, unit: str | None) -> Figure:
    return Figure(span=Span(0, 1), klass=klass, value=value, unit=unit, role="body", score=1.0, bound="exact")


@pytest.mark.parametrize(
    ("a", "b", "together"),
    [
        (("amount", 2.6, None), ("percent", 2.6, "percent"), True),
        (("amount", 230e6, None), ("money", 290e6, "EUR"), True),
        (("amount", 12.0, None), ("money", 12.0, "EUR"), False),
        (("amount", 40.0, "mile per hour"), ("amount", 60.0, "woman"), False),
        (("amount", 4300.0, "job"), ("amount", 4300.0, "post"), True),
        (("money", 5.0, "USD"), ("money", 5.0, "EUR"), False),
        (("amount", 41.9, "degree"), ("amount", 42.3, "degree Celsius"), True),
        (("amount", 107.0, "degree"), ("amount", 42.3, "degree Celsius"), False),
        (("amount", 41.9, "degree Fahrenheit"), ("amount", 42.3, "degree Celsius"), False),
    ],
)
def test_units_that_go_together(
    a: tuple[FigureClass, float, str], b: tuple[FigureClass, float, str], together: bool
) -> None:
    one, two = _figure(*a), _figure(*b)
    assert (figure_items.kinship(one, two) > 0) == (figure_items.kinship(two, one) > 0) == together


def _signs(text: str, *words: str) -> measure.Signs:
    """The signs of the first of some figures."""
    span, *others = (Span(text.index(w), text.index(w) + len(w)) for w in words)
    return measure.signs(measure.distance(text, Span(0, len(text)), span, sorted({span, *others})))


def test_a_part_says_so_before_the_number_or_after_it() -> None:
    assert _signs("He took three of his 11 rebounds late.", "three").part
    assert _signs("They freed five other workers.", "five").part
    assert not _signs("They freed five workers of the bank.", "five").part


@pytest.mark.parametrize(
    ("text", "words", "part"),
    [
        ("Seven people died and 34 others were hurt.", "34", False),
        ("Another 27 others were hurt.", "27", False),
        ("Of the crew 12 were hurt, and 27 others were hurt later.", "27", True),
        ("The slide, in which about four million tonnes moved, ended there.", "four", False),
        ("The blast, which killed nine people, was heard in Orvik.", "nine", False),
        ("They named 20 ships, of which nine are tugs.", "nine", True),
    ],
)
def test_others_and_which_make_a_part_only_of_a_count_of_the_same(text: str, words: str, part: bool) -> None:
    assert _signs(text, words, *re.findall(r"\d+", text)).part is part


def test_a_count_belongs_to_its_own_clause() -> None:
    told = _signs("Seven people died and dozens were also badly injured.", "dozens").kinds[measure.TOLL]
    assert told == _signs("Dozens were injured.", "Dozens").kinds[measure.TOLL]


def test_what_is_told_besides_is_of_others() -> None:
    besides = _signs("Besides those who died, 27 people were hurt.", "27")
    assert besides.kinds["harm"] == _signs("In all 27 people were hurt.", "27").kinds["harm"]


def test_those_who_have_not_survived_are_dead() -> None:
    denied, dead = _signs("So far eleven have not survived it.", "eleven"), _signs("Eleven have died.", "Eleven")
    assert dead.kinds["harm"] <= denied.kinds["harm"]
    assert not denied.negated


def _entries(*texts: str, days: tuple[str, str] = ("2031-05-06", "2031-05-06")) -> tuple[list[Witness], list[Entry]]:
    read = [witness(f"w{n}", text, days[min(n, 1)]) for n, text in enumerate(texts)]
    return read, [e for e in collate.entries(read) if e.kind == "figure"]


def test_a_value_that_another_article_has_is_near() -> None:
    _, found = _entries(
        "The Orvik yard will cut 4,300 jobs by spring.", "Shipbuilding news. On page two: 4,300 jobs, a chart."
    )
    alone = [e for e in found if len({r.article for r in e.readings}) == 1]
    assert all(n.score >= 0.5 for e in alone for n in e.near)
    assert all({n.article for n in e.near} == {"w0", "w1"} - {r.article for r in e.readings} for e in alone)


_LINES = ("12 people died.", "9 people fled.", "It cost 12 crowns.", "12 boats sank.")


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.sampled_from(["12 people died.", "9 people fled.", "It cost 12 crowns.", "12 boats sank."]), max_size=4)
)
def test_near_names_each_witness_without_a_reading_once(lines: list[str]) -> None:
    _, found = _entries(" ".join(lines) or "None.", "12 people died in it.", "Some 12 boats sank at Orvik.")
    for entry in found:
        assert [n.article for n in entry.near] == sorted({n.article for n in entry.near})
        assert not {n.article for n in entry.near} & {r.article for r in entry.readings}
        assert all(0.02 <= n.score <= 1 for n in entry.near)


@pytest.mark.parametrize(
    ("fine", "coarse", "wanted"),
    [(1.46e6, 1.4e6, True), (1.46e6, 1.5e6, True), (1.46e6, 1.3e6, False), (96_400, 100_000, True), (27, 25, False)],
)
def test_a_number_may_be_rounded_or_cut_off(fine: float, coarse: float, wanted: bool) -> None:
    assert rounds_to(fine, coarse) == wanted


def _relation(a: str, b: str, *days: str) -> tuple[str, str] | None:
    read, found = _entries(a, b, days=(days[0], days[1]) if days else ("2031-05-06", "2031-05-06"))
    by_id = {w.article.id: w for w in read}
    told = [r for e in found for r in relations.relate(e, by_id).relations]
    return (told[0].relation, told[0].rule) if told else None


def test_the_missing_may_become_fewer() -> None:
    a, b = (f"Rescuers said {n} hikers were still missing near Lake Tarn." for n in ("eight", "seven"))
    assert _relation(a, b) == ("compatible", "older-count")


def test_a_bound_that_is_itself_rough_leaves_room() -> None:
    told = "Officials in Orvik said {} of the seats in the hall were filled on Sunday."
    assert _relation(told.format("no more than about 60%"), told.format("61 percent")) == (
        "compatible",
        "within-bounds",
    )
    assert _relation(told.format("no more than 60%"), told.format("61 percent")) == ("conflicts", "outside-bounds")
    assert _relation(told.format("no more than about 60%"), told.format("71 percent")) == (
        "conflicts",
        "outside-bounds",
    )


def test_undated_figures_of_articles_far_apart_are_of_two_times() -> None:
    a, b = (f"The camp at Orvik holds {n} refugees, officials said." for n in ("2,310", "2,640"))
    assert _relation(a, b) == ("conflicts", "other-value")
    assert _relation(b, a, "2031-05-06", "2031-11-06") == ("different measure", "other-time")
