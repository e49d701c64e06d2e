"""Parallel reuse: the same points in the same order, told from a mere common subject."""

from __future__ import annotations

import random

from variorum.reuse import independent, origins, passages

from .test_reuse_passages import witness

POINTS = [
    "Lakemoor council voted on Tuesday to sell the old Albion swimming baths to the builder Castellan for 3.2 million.",
    "Councillor Renata Voss said the roof of the baths would fall in within two winters.",
    "Castellan promised forty flats for nurses and a nursery on the site by 2033.",
    "Swimmers had collected 11,000 signatures against the sale since January.",
    "The retired lifeguard Otto Brill wept when the mayor read out the result.",
    "Next month a judge will hear the swimmers' complaint about the missing flood report.",
    "The county museum wants to save the glass dome made by Edda Quist in 1911.",
    "Voss denied that she had met Castellan's chairman at a golf tournament in Perth.",
]
RETOLD = [
    "The builder Castellan gets the Albion baths from Lakemoor council, which accepted 3.2 million on Tuesday.",
    "Two more winters and the roof comes down, warned councillor Renata Voss.",
    "By 2033 nurses shall live there in forty new flats, with a nursery beside them, Castellan promised.",
    "Since January as many as 11,000 people signed the swimmers' petition against selling.",
    "Otto Brill, once a lifeguard there, was in tears as the mayor announced the vote.",
    "A flood report is missing, the swimmers complain; their case comes before a judge next month.",
    "Edda Quist's glass dome of 1911 should be rescued, says the county museum.",
    "A meeting with the chairman of Castellan at a Perth golf tournament never took place, according to Voss.",
]


def test_a_retold_article_is_found_point_by_point() -> None:
    pile = [witness("a", *POINTS), witness("b", *RETOLD)]
    found = [p for p in passages(pile) if p.kind == "parallel"]
    assert len(found) >= 6
    assert [p.a.span for p in found] == sorted(p.a.span for p in found)
    assert [p.b.span for p in found] == sorted(p.b.span for p in found)
    for p in found:
        assert p.direction == "unknown"
        assert "not a proof" in p.why
        at = POINTS.index(p.a.span.of(pile[0].article.text))
        assert p.b.span.of(pile[1].article.text) == RETOLD[at]


def test_the_same_points_in_another_order_are_no_parallel() -> None:
    mixed = RETOLD[:]
    random.Random(4).shuffle(mixed)
    assert [p for p in passages([witness("a", *POINTS), witness("b", *mixed)]) if p.kind == "parallel"] == []


def test_plain_copies_are_no_parallel() -> None:
    assert {p.kind for p in passages([witness("a", *POINTS), witness("b", *POINTS)])} == {"verbatim"}


def test_a_parallel_is_told_but_never_counted() -> None:
    pile = [witness("a", *POINTS), witness("b", *RETOLD)]
    listed = origins(pile, passages(pile))
    assert [o.articles for o in listed] == [("a",), ("b",)]
    assert all("points in one order" in o.why for o in listed)
    assert independent(["a", "b"], listed) == (1, 2)
