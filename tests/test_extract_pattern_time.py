"""No pattern of dates and figures takes more than a moment on text that is made to hold it up."""

from __future__ import annotations

import dataclasses
import re
import time
from collections.abc import Iterator

import pytest

from variorum.extract import figure_grammar, figure_names, moment_grammar, numbers

PIECES = [
    "1", "1,", "1.", "1 ", "123 456 ", "1,234,", "1/", "1-", "1:", "٣", "'", "’", "-", "$", "€1,", "+1 (", "a@", "http://",
    "one ", "one and ", "one and one and ", "two hundred and ", "half a ", "a third of a ", "many thousands ", "fifty-",
    "june ", "june 5-7, ", "12 march ", "friday ", "the ", "the first ", "early ", "last next ", "on friday and ",
    "two years and ", "in 2020 ", "from 5 to 10 ", "no. ", "10:45 gmt ", "of the ", "5% of ", "rose by ", "minus ",
    "\u00a0", "vor drei ", "il y a ", "3. ",
]  # fmt: skip
SIZE = 100_000
MOST = 0.5
"""Seconds of processor time for all patterns of a kind at one place of a hostile text; they take thousandths."""


def patterns(language: str) -> list[re.Pattern[str]]:
    known = moment_grammar.grammar(language)
    leads = [*known.rules.values(), *known.dating.values()]
    rules = {rule.pattern for lead in leads for rule in lead.rules}
    return [*rules, *(lead.screen for lead in leads), *_fields(known.around)]


def _fields(resource: object) -> Iterator[re.Pattern[str]]:
    assert dataclasses.is_dataclass(resource)
    for field in dataclasses.fields(resource):
        value = getattr(resource, field.name)
        if isinstance(value, re.Pattern):
            yield value


def figure_patterns() -> list[re.Pattern[str]]:
    known = figure_grammar.grammar()
    constants = [v for module in (figure_names, numbers) for v in vars(module).values() if isinstance(v, re.Pattern)]
    return [*_fields(known), *_fields(known.shares), *constants]


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_time_patterns(language: str) -> None:
    compiled = patterns(language)
    assert _slowest(compiled) < MOST


def test_figure_patterns() -> None:
    assert _slowest(figure_patterns()) < MOST


def _slowest(compiled: list[re.Pattern[str]]) -> float:
    """Seconds for all patterns at one place, for the worst text."""
    worst = 0.0
    for piece in PIECES:
        text = piece * (SIZE // len(piece))
        begun = time.process_time()
        for pattern in compiled:
            pattern.match(text)
            pattern.match(text, SIZE // 2)
        worst = max(worst, time.process_time() - begun)
    return worst


@pytest.mark.parametrize("piece", PIECES)
def test_what_is_searched_for_is_searched_for_in_linear_time(piece: str) -> None:
    """Patterns that look through a whole sentence."""
    searched = [figure_names._OPAQUE, figure_names._NET, figure_grammar.grammar().result]

    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        begun = time.process_time()
        for pattern in searched:
            for _ in pattern.finditer(text):
                pass
        return time.process_time() - begun

    assert seconds(SIZE) < 8 * seconds(SIZE // 4) + 0.3
