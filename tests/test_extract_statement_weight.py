"""What a statement is worth: bare objects, participles, figures put on things, words of others inside quotations."""

from __future__ import annotations

import pytest

from tests.test_extract_statements import Told, told


def by_cue(sentence: str) -> dict[str, Told]:
    return {t.cue: t for t in told(sentence)}


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("Orlov praised Hale.", "praised"),
        ("Orlov praised him.", "praised"),
        ("Orlov lauded the 12th provincial governor.", "lauded"),
        ("Orlov expressed gratitude and said the bridge would stand.", "expressed"),
        ("Orlov welcomed Hale’s remarks.", "welcomed"),
        ("The plans, which outline each side’s wishes for the bridge, were old.", "outline"),
        ("Orlov wrote that story.", "wrote"),
    ],
)
def test_a_bare_object_has_a_low_score(sentence: str, cue: str) -> None:
    assert by_cue(sentence)[cue].whole.score <= 0.4


def test_a_bare_object_of_a_headline_has_a_low_score() -> None:
    (statement,) = told("Orlov Praises Hale", role="title")
    assert statement.whole.score <= 0.4


@pytest.mark.parametrize(
    ("sentence", "cue", "content"),
    [
        ("Orlov praised Hale for his patience.", "praised", "Hale for his patience"),
        ("Orlov thanked Hale for mending the bridge.", "thanked", "Hale for mending the bridge"),
        ("Orlov credited Hale with the idea.", "credited", "Hale with the idea"),
        ("Orlov called the bridge safe.", "called", "the bridge safe"),
        ("Orlov announced new works.", "announced", "new works"),
        ("Orlov dismissed claims that the bridge was unsafe.", "dismissed", "claims that the bridge was unsafe"),
    ],
)
def test_an_object_that_says_something_keeps_its_score(sentence: str, cue: str, content: str) -> None:
    statement = by_cue(sentence)[cue]
    assert statement.content == [content]
    assert statement.whole.score > 0.5


def test_what_only_points_back_is_dropped() -> None:
    assert [t.cue for t in told("Responding to this, Orlov said the bridge would stand.")] == ["said"]


@pytest.mark.parametrize(
    ("sentence", "cue", "content"),
    [
        (
            "Orlov said traffic had fallen, attributing this drop to the new ferry.",
            "attributing",
            "this drop to the new ferry",
        ),
        ("The council shut the bridge, citing continued safety fears.", "citing", "continued safety fears"),
        ("Orlov agreed to shut the bridge, citing continued safety fears.", "citing", "continued safety fears"),
        ("Orlov opened the bridge, crediting Hale with the idea.", "crediting", "Hale with the idea"),
        ("Orlov defended the delay, blaming the weather for it.", "blaming", "the weather for it"),
    ],
)
def test_participles_that_give_reasons(sentence: str, cue: str, content: str) -> None:
    assert by_cue(sentence)[cue].content == [content]


@pytest.mark.parametrize(
    ("sentence", "cue", "content"),
    [
        ("Police put the toll at 12.", "put", "the toll at 12"),
        ("Orlov put the cost of the works at $3 million.", "put", "the cost of the works at $3 million"),
        (
            "Orlov told reporters that the bridge was shut, put the cost of the works at 3 million and left.",
            "put",
            "the cost of the works at 3 million",
        ),
        ("Orlov said it was shut and put the number of cracks at about 40.", "put", "the number of cracks at about 40"),
        ("Analysts pegged the price at about 300 crowns.", "pegged", "the price at about 300 crowns"),
    ],
)
def test_a_figure_put_on_something(sentence: str, cue: str, content: str) -> None:
    assert by_cue(sentence)[cue].content == [content]


@pytest.mark.parametrize(
    "sentence",
    ["Orlov put the plan at the top of the list.", "Orlov put pressure on Hale at 3 in the morning."],
)
def test_other_things_that_are_put_are_none(sentence: str) -> None:
    assert told(sentence) == []


def test_putting_and_setting_stay_in_what_is_said() -> None:
    (statement,) = told("Orlov said the town had shut the bridge and set a guard on it.")
    assert statement.content == ["the town had shut the bridge and set a guard on it"]


def test_what_unnamed_people_say_inside_a_quotation_is_nested_without_a_speaker() -> None:
    outer, inner = told("“They claim we broke the bridge. But who paid for it?” Orlov said.")
    assert (inner.speaker, inner.stance, inner.content) == (None, "claims", ["we broke the bridge"])
    assert inner.whole.nested_in == outer.whole.id


def test_what_one_man_says_inside_a_quotation_is_his() -> None:
    outer, inner = told("“He said the bridge was old. I disagree,” Orlov said.")
    assert (inner.speaker, inner.relayed_by) == ("Peter Hale", "Anna Orlov")
    assert inner.whole.nested_in == outer.whole.id


def test_a_noun_between_a_name_and_its_verb_is_no_cue() -> None:
    assert told("The Lenzian state trusts in its old bridges.") == []
