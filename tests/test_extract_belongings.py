"""What figures and moments belong to: a statement, a clause, a holder, a date."""

from __future__ import annotations

import time

import pytest

from variorum.extract import belongings, figures, moments, names, speakers, statements
from variorum.extract import credits as text_credits
from variorum.extract.document import lay_out
from variorum.model import Figure, Moment

from .test_extract_moments import article


def attached(text: str) -> tuple[tuple[Figure, ...], tuple[Moment, ...]]:
    document = lay_out(article(text, published="2025-06-27"))
    named = names.find(document)
    cast = speakers.cast(document, named)
    said = statements.find(
        document, names=named, cast=cast, credits=text_credits.find(document), ruled=statements.by_rules(document)
    )
    times = moments.find(document)
    counted = figures.find(document, moments=times)
    return belongings.attach(document, statements=said, names=named, figures=counted, moments=times)


def clauses(text: str) -> dict[str, str | None]:
    return {m.span.of(text): m.clause.of(text) if m.clause else None for m in attached(text)[1]}


def test_a_moment_dates_its_own_clause() -> None:
    text = "The army left Oslo on Friday, and on Sunday it came back."
    assert clauses(text) == {"Friday": "The army left Oslo on Friday", "Sunday": "on Sunday it came back"}


def test_a_date_before_a_comma_dates_what_follows() -> None:
    assert clauses("On Monday, the harbour was closed.")["Monday"] == "On Monday, the harbour was closed"


def test_the_day_of_speaking_and_the_day_spoken_of() -> None:
    text = "Anna Brandt said on Tuesday that the city lost 400 jobs last year."
    found, dated = attached(text)
    assert [(m.span.of(text), m.clause.of(text) if m.clause else None) for m in dated] == [
        ("Tuesday", "Anna Brandt said on Tuesday"),
        ("last year", "that the city lost 400 jobs last year"),
    ]
    assert {m.statement for m in dated} == {found[0].statement} != {None}
    assert found[0].when is not None and found[0].when.of(text) == "last year"


def test_whose_measure_a_figure_is() -> None:
    text = "Unemployment in Norway stood at 5.2 percent in March."
    (figure,), _ = attached(text)
    assert figure.of is not None and figure.of.of(text) == "Norway"
    assert figure.when is not None and figure.when.of(text) == "March"


def test_the_date_of_a_relative_clause_is_its_own() -> None:
    (figure,), _ = attached("The factory, which closed in 2019, employed 3,000 people.")
    assert figure.when is None


@pytest.mark.parametrize("piece", ["5 men in 2019 ", "Oslo spent $5 on Friday, ", "rose 5% and "])
def test_an_endless_sentence_takes_bounded_time(piece: str) -> None:
    def seconds(size: int) -> float:
        document = lay_out(article(piece * (size // len(piece)), published="2025-06-27"))
        times = moments.find(document)
        counted = figures.find(document, moments=times)
        begun = time.process_time()
        belongings.attach(document, statements=(), names=(), figures=counted, moments=times)
        return time.process_time() - begun

    seconds(1_000)
    assert seconds(100_000) < 8 * seconds(25_000) + 0.5
