"""Generated events: the stories, their derivation and key, and floors for the engine on a few of them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.events import derive, key, match, score, story
from tests.events.derive import Event
from tests.events.draw import QUOTED, versions
from tests.events.match import Matched
from tests.events.score import Score
from variorum.model import FindingKind, RelationKind

NAMES = story.names("all")
QUICK = (
    ("dev_court_quarry", 1),
    ("dev_disaster_derailment", 1),
    ("dev_health_measles", 2),
    ("dev_politics_coalition", 2),
)
_MARKS = re.compile(r"[\"“”‘’']")


@cache
def base(name: str) -> story.Story:
    return story.load(name)


events = st.builds(lambda name, seed: derive.event(base(name), seed), st.sampled_from(NAMES), st.integers(1, 10_000))


@cache
def laid(name: str, seed: int) -> Matched:
    event = derive.event(base(name), seed)
    return Matched(event, match.edit(event))


@pytest.fixture(scope="module")
def scored() -> Score:
    made = Score()
    for name, seed in QUICK:
        made.add(score.of(laid(name, seed)))
    return made


@pytest.mark.parametrize("name", NAMES)
def test_a_story_has_no_mistakes(name: str) -> None:
    assert base(name).items


def test_each_story_is_in_one_fold() -> None:
    development, held = story.names("development"), story.names("held")
    assert not set(development) & set(held)
    assert sorted(p.stem for p in story.STORIES.glob("*.toml")) == sorted(development + held)


def _broken(**changes: object) -> list[str]:
    """The mistakes of a good story with some fields of its first statement changed."""
    table = tomllib.loads((story.STORIES / "dev_court_quarry.toml").read_text(encoding="utf-8"))
    table["items"][0] |= changes
    return list(story.mistakes(table))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"partial": ["{S} spoke of an expert who “had never seen it”."]}, "the quoted words are not in words"),
        ({"partial": ["They had “never set foot” there."]}, "{S} or {s}"),
        ({"trim": "A verdict that rests on a witness"}, "trim is no part of words"),
        ({"cut": "A verdict that rests ... set foot ... on an expert."}, "cut: not in words"),
        ({"indirect": ["that it was unsafe", "it was unsafe", "it was not safe."]}, "begins with that"),
        ({"weaker_level": "asserted"}, "no other level"),
        ({"weaker": ""}, "weaker is no text"),
        ({"speaker": "nobody"}, "no speaker has the id"),
        ({"words": "A verdict is a verdict. Nobody may call it anything but what it is."}, "more than one sentence"),
        ({"colour": "red"}, "unknown field"),
        ({"relayed": ["Her clerk said Ferrier had told her so."]}, "{words} or {trim}"),
    ],
)
def test_a_mistake_is_told(changes: dict[str, object], told: str) -> None:
    assert any(told in m for m in _broken(**changes)), _broken(**changes)


@given(name=st.sampled_from(NAMES), seed=st.integers(1, 10_000))
@settings(max_examples=40, deadline=None)
def test_the_same_seed_gives_the_same_bytes(name: str, seed: int) -> None:
    assert derive.event(base(name), seed).jsonl() == derive.event(base(name), seed).jsonl()


@given(events)
@settings(max_examples=60, deadline=None)
def test_the_key_cuts_out_the_words_that_were_written(event: Event) -> None:
    items = {i.id: i for i in event.story.items}
    for report in event.reports:
        for g in report.given:
            op = "full" if g.version.op == "relayed" else g.version.op
            written = _plain(" ".join(versions(items[g.item], op)))
            for span in g.spans:
                assert g.passage.contains(span)
                assert not _MARKS.match(span.of(report.text))
                if report.copied_from is None:
                    assert _plain(span.of(report.text)) in written


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


@given(events)
@settings(max_examples=60, deadline=None)
def test_an_event_is_like_its_description(event: Event) -> None:
    assert 4 <= len(event.reports) <= 7
    assert len({r.id for r in event.reports}) == len(event.reports)
    for report in event.reports:
        assert not re.search(r"\{|\}|  |\.\.$|\?\?", report.text), report.text
        assert len({g.item for g in report.given}) == len(report.given) >= 3
    rare = [g.version.op for r in event.reports if not r.copied_from for g in r.given]
    for op in ("contrary", "narrated", "relayed"):
        assert rare.count(op) <= 2
    for copy in event.reports:
        source = next((r for r in event.reports if r.id == copy.copied_from), None)
        if source:
            own = {g.item: g for g in source.given}
            for g in copy.given:
                assert g.version == own[g.item].version
                if g.version.op in (*QUOTED, "partial", "relayed"):
                    assert g.words == own[g.item].words


@given(events)
@settings(max_examples=40, deadline=None)
def test_the_key_speaks_the_words_of_the_contract(event: Event) -> None:
    found = key.differences(event)
    assert {d.kind for d in found} <= set(get_args(FindingKind))
    items = {i.id for i in event.story.items}
    for item in items:
        given_ = [g for r in event.reports for g in r.given if g.item == item]
        for a, b in pairwise(given_):
            assert set(key.relation(event, a, b)) <= set(get_args(RelationKind))
            assert set(key.relation(event, a, b)) == set(key.relation(event, b, a))


def test_pairs_are_found_and_right(scored: Score) -> None:
    assert scored.whole == len(QUICK)
    assert scored.pairs.precision >= FLOORS["pair precision"], scored.errors
    assert scored.pairs.recall >= FLOORS["pair recall"]
    assert scored.near_joined == 0


def test_relations_are_right(scored: Score) -> None:
    assert scored.macro >= FLOORS["relations"], "\n".join(map(str, scored.errors))


def test_conflicts_of_figures_are_right(scored: Score) -> None:
    assert scored.conflicts["figure"].precision >= FLOORS["figure conflict precision"]


def test_accusations_are_right(scored: Score) -> None:
    accused = [e for e in scored.errors if e.about == "false accusation"]
    assert scored.high.precision >= FLOORS["high precision"], "\n".join(map(str, accused))


@pytest.mark.parametrize(("name", "seed"), QUICK[:2])
def test_relations_do_not_depend_on_the_order_or_number_of_witnesses(name: str, seed: int) -> None:
    one = laid(name, seed)
    assert not list(score.unstable(one.event, one))


FLOORS = {
    "pair precision": 0.98,
    "pair recall": 0.55,
    "relations": 0.9,
    "figure conflict precision": 0.95,
    "high precision": 0.7,
}
"""Under what the engine reaches on the few events of ``QUICK``; raise them when it improves."""
