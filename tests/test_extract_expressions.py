"""The answer keys of expressions: what was written down before the program read it, class by class."""

from __future__ import annotations

import pytest

from variorum import lexicon

from .expressions import LANGUAGES, of_figures, of_times, samples

LEAST = 0.98
"""The share of expressions whose type and value (kind, value, unit, bound and change) must be right."""
LEAST_OF_A_CLASS = 0.85
MOST_EXTRAS = 4
"""What may be found where nothing is marked."""


def test_time_expressions() -> None:
    score = of_times(samples("expressions_times"))
    assert len(score.outcomes) >= 300
    assert score.right >= LEAST, score.by_class()
    assert len(score.extras) <= MOST_EXTRAS, score.extras
    assert all(right >= LEAST_OF_A_CLASS * n for right, n in score.by_class().values()), score.by_class()


def test_figures() -> None:
    score = of_figures(samples("expressions_figures"))
    assert len(score.outcomes) >= 300
    assert score.right >= LEAST, score.by_class()
    assert len(score.extras) <= MOST_EXTRAS, score.extras


@pytest.mark.parametrize("name", LANGUAGES)
def test_another_language_is_data(name: str) -> None:
    """The same engine reads German and French with their word lists."""
    score = of_times(samples(f"expressions_{name}", language=LANGUAGES[name]))
    assert len(score.outcomes) >= 30
    assert score.right >= 0.95, [o for o in score.outcomes if not o.right]


def test_time_words_alone_make_no_language_that_is_read() -> None:
    assert lexicon.has("time", "de") and not lexicon.has("time", "xx")
    assert "en" in lexicon.languages() and not {"de", "fr"} & lexicon.languages()
