"""Rounds of one thing, strangers and company: what must not be joined, and what a second look makes of a score."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from tests.recurring import CASES
from tests.test_group_events import threads, together, witness
from variorum.group import again, contrast, events, measure, profile, reasons
from variorum.model import Witness

ROUNDS = {("a0", "a1"), ("b0", "b1")}
TOLD_BY_DATE = {"two weekly briefings of one spokeswoman", "two decisions on one interest rate"}
"""Cases in which nothing but the day tells the rounds apart surely."""


def reports(case: str, *, dated: bool, prefix: str = "") -> list[Witness]:
    return [
        witness(f"{prefix}{name}{i}", text, published=occasion.day if dated else None)
        for name, occasion in zip("ab", CASES[case], strict=True)
        for i, text in enumerate(occasion.reports)
    ]


@pytest.mark.parametrize("case", CASES)
def test_another_round_is_another_event(case: str) -> None:
    assert together(events(reports(case, dated=True))) == ROUNDS


@pytest.mark.parametrize("case", [case for case in CASES if case not in TOLD_BY_DATE])
def test_another_round_is_told_without_dates(case: str) -> None:
    assert together(events(reports(case, dated=False))) == ROUNDS


def test_rounds_are_mostly_one_storyline() -> None:
    found = [threads(events(reports(case, dated=True))) for case in CASES]
    assert sum(t == {("a0", "a1", "b0", "b1")} for t in found) >= len(CASES) - 1


def test_rounds_stay_apart_in_one_folder_of_all() -> None:
    pile = [w for n, case in enumerate(CASES) for w in reports(case, dated=True, prefix=str(n))]
    expected = {tuple(f"{n}{name}{i}" for i in (0, 1)) for n in range(len(CASES)) for name in "ab"}
    assert together(events(pile)) == expected


def test_one_report_of_each_case_makes_a_folder_of_strangers() -> None:
    pile = [w for n, case in enumerate(CASES) for w in reports(case, dated=True, prefix=str(n))[:1]]
    assert all(len(e.articles) == 1 for e in events(pile).events)


def made(*texts: str, days: Sequence[str | None] | None = None) -> measure.Pool:
    days = days or [None] * len(texts)
    witnesses = [witness(f"w{i}", t, published=d) for i, (t, d) in enumerate(zip(texts, days, strict=True))]
    return measure.pool([profile.of(w) for w in witnesses])


def feature(pool: measure.Pool, name: str) -> float:
    """The feature of the first two articles."""
    pairs = measure.candidates(pool)
    at = np.flatnonzero((pairs.left == 0) & (pairs.right == 1))
    assert len(at) == 1
    return float(measure.features(pool, pairs, pairs)[at[0], measure.FEATURES.index(name)])


QUAKE = "The geological institute counted aftershocks near Tessaly {when}, and the mayor of Tessaly closed the schools."


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("on Monday", "on Monday", 1.0), ("on Monday", "on Sunday", 0.5), ("overnight", "on Monday", 0.0)],
)
def test_days_of_leads_are_compared_where_they_can_be_told(first: str, second: str, expected: float) -> None:
    texts = [QUAKE.format(when=when) for when in (first, second)]
    assert feature(made(*texts, days=["2031-06-03", "2031-06-03"]), "gap") == expected


def test_days_of_leads_a_week_apart_speak_against_a_link() -> None:
    texts = [QUAKE.format(when="on Monday")] * 2
    assert feature(made(*texts, days=["2031-06-03", "2031-06-10"]), "gap") == -1.0
    assert feature(made(*texts, days=["2031-06-03", None]), "gap") == 0.0


def test_months_and_years_speak_for_and_against() -> None:
    march, april = (QUAKE.format(when=f"in {month} 2031") for month in ("March", "April"))
    assert feature(made(march, april), "months") == -1.0
    assert feature(made(march, march), "months") == 1.0
    assert feature(made(march, april), "years") == 1.0


def test_figures_of_a_lead_are_looked_for_in_the_other_article() -> None:
    one, same, other = (QUAKE.format(when=f"after {n} tremors") for n in (37, 37, 52))
    assert feature(made(one, same), "lead_numbers") == pytest.approx(1.0)
    assert feature(made(one, other), "lead_numbers") == 0.0
    assert feature(made(one, QUAKE.format(when="overnight")), "lead_numbers") == 0.5


def test_features_have_their_names() -> None:
    pool = made(QUAKE.format(when="on Monday"), QUAKE.format(when="on Sunday"))
    pairs = measure.candidates(pool)
    assert measure.features(pool, pairs, pairs).shape == (1, len(measure.FEATURES))
    assert len(contrast.columns(pool, pairs, pairs)) == len(contrast.FEATURES)


def looked(pairs: dict[tuple[int, int], float], size: int) -> dict[tuple[int, int], float]:
    """Event scores after the second look, where both levels had the same scores."""
    left, right = (np.array([k[side] for k in sorted(pairs)], dtype=np.int64) for side in (0, 1))
    score = np.array([pairs[k] for k in sorted(pairs)])
    found = again.events(again.Scores(left, right, score, score), size)
    return dict(zip(sorted(pairs), found.tolist(), strict=True))


def test_company_that_two_articles_share_speaks_for_them() -> None:
    doubtful = 0.4
    shared = looked({(0, 1): doubtful, (0, 2): 0.95, (0, 3): 0.95, (1, 2): 0.95, (1, 3): 0.95, (2, 3): 0.95}, 4)
    separate = looked({(0, 1): doubtful, (0, 2): 0.95, (0, 3): 0.95, (1, 4): 0.95, (1, 5): 0.95, (2, 3): 0.95}, 6)
    assert shared[0, 1] > separate[0, 1]


def test_what_was_set_apart_stays_apart() -> None:
    apart = 0.01
    found = looked({(0, 1): apart, (0, 2): 0.99, (1, 2): 0.99}, 3)
    assert found[0, 1] == apart


def test_the_second_look_at_nothing() -> None:
    none = np.zeros(0, dtype=np.int64)
    assert again.events(again.Scores(none, none, np.zeros(0), np.zeros(0)), 0).shape == (0,)


def test_a_reason_names_likeness_company_and_what_speaks_against() -> None:
    texts = [QUAKE.format(when="on Monday")] * 2
    pool = made(*texts, days=["2031-06-03", "2031-06-17"])
    why = reasons.between(pool, dict(zip(pool.names, pool.weights.tolist(), strict=True)), 0, 1, others=2)
    assert "Tessaly (" in why
    assert "sense of the openings 100%" in why
    assert "linked to 2 others alike" in why
    assert "published 14 days apart" in why
    assert "the leads name days 14 days apart" in why
