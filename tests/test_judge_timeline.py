"""Days are inferred only when the signs of the witnesses agree."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.judge import dating, timeline
from variorum.model import Article, Block, Claims, DateCandidate, Moment, Span, Witness


def witness(id: str, text: str, moments: dict[str, str | None], *, clock: str | None = None) -> Witness:
    article = Article(
        id=id,
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        blocks=(Block(span=Span(0, len(text)), role="body"),),
        date_candidates=(DateCandidate(value=clock, basis="page-clock"),) if clock else (),
    )
    found = tuple(
        Moment(
            span=Span(text.index(words), text.index(words) + len(words)),
            value=None if value and value.startswith("XXXX") else value,
            partial=value if value and value.startswith("XXXX") else None,
            type="DATE",
            basis="written",
            role="body",
            score=0.9,
        )
        for words, value in moments.items()
    )
    return Witness(article=article, claims=Claims(article=id, moments=found))


A = witness("a", "He spoke on May 14.", {"May 14": "XXXX-05-14"})
B = witness("b", "She said on Tuesday it was so.", {"Tuesday": None}, clock="2024-05-15")


def test_day_and_month_weekday_and_a_page_clock_agree() -> None:
    day = dating.infer([A, B])
    assert day is not None
    assert day.value == "2024-05-14"
    assert "Tuesday" in day.why


def test_a_weekday_that_does_not_fit_infers_nothing() -> None:
    other = witness("b", "She said on Friday it was so.", {"Friday": None}, clock="2024-05-15")
    assert dating.infer([A, other]) is None


def test_a_date_months_away_infers_nothing() -> None:
    other = witness("b", "She said on Tuesday it was so.", {"Tuesday": None}, clock="2024-09-15")
    assert dating.infer([A, other]) is None


def test_undated_witnesses_are_anchored_on_dated_ones() -> None:
    given = replace(B, article=replace(B.article, published="2024-05-15T08:00", published_basis="page"))
    later = replace(B, article=replace(B.article, id="c", published="2024-05-29", published_basis="page"))
    assert dating.infer([A, given]) == dating.Day(
        value="2024-05-15", why="the event's dated witnesses were published from 2024-05-15 on"
    )
    signs = dating.infer([A, given, later])
    assert signs is not None, "too far apart to anchor on, so the signs decide"
    assert signs.value == "2024-05-14"


def test_an_inferred_date_is_no_knowledge() -> None:
    inferred = replace(A.article, published="2024-05-14", published_basis="inferred")
    assert inferred.known_date is None


def test_rows_join_witnesses_and_mark_what_is_inferred() -> None:
    one = witness("a", "He spoke on May 14, 2024.", {"May 14, 2024": "2024-05-14"})
    two = witness("b", "She said on Tuesday it was so.", {"Tuesday": "2024-05-14"})
    two = replace(two, article=replace(two.article, published="2024-05-14", published_basis="inferred"))
    explicit = replace(one.claims.moments[0], basis="explicit")
    one = replace(one, claims=replace(one.claims, moments=(explicit,)))
    (row,) = timeline.rows([], {"a": one, "b": two})
    assert row.articles == ("a", "b")
    assert row.first == row.last == "2024-05-14"
    assert row.basis == "explicit; inferred"


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-W20", "2024-05-13", "2024-05-19"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-FA", "2024-01-01", "2024-12-31"),
        ("2024-05-14T10:00", "2024-05-14", "2024-05-14"),
        ("2024-W99", "2024-W99", "2024-W99"),
        ("PRESENT_REF", "PRESENT_REF", "PRESENT_REF"),
    ],
)
def test_bounds(value: str, first: str, last: str) -> None:
    assert timeline.bounds(value) == (first, last)


@given(st.text(alphabet="0123456789-WXT:QFA", max_size=20))
def test_bounds_never_fail(value: str) -> None:
    first, last = timeline.bounds(value)
    assert first <= last or len(first) != len(last)
