"""Piles that no newsroom would send: bounded time, sensible groups, and a reason where nothing can be said."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import variorum
from tests.test_group_events import FOOTBALL, HARBOUR_A, HARBOUR_B, PILE, together, witness
from tests.test_group_incremental import FERRY, FERRY_AGAIN, partition
from variorum.cli import main
from variorum.group import State, added, events
from variorum.model import Article, Witness


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fails where the block takes more processor time."""
    start = time.process_time()
    yield
    assert time.process_time() - start < seconds


def unread(w: Witness) -> Witness:
    return replace(w, article=replace(w.article, supported=False, language="fi"))


def reasons(pile: list[Witness]) -> dict[str, str]:
    """Why each lone article stands alone, from the log of the first batch."""
    changes = added(State(), pile).changes
    return {c.members[0]: c.why for c in changes if c.level == "event" and len(c.members) == 1}


def test_ten_copies_weigh_as_ten_articles_and_say_so() -> None:
    pile = [witness(f"n{i}", HARBOUR_A) for i in range(10)] + [witness("z", HARBOUR_B), PILE[3]]
    grouping = events(pile)
    assert together(grouping) == {("d",), (*(f"n{i}" for i in range(10)), "z")}
    (event,) = [e for e in grouping.events if len(e.articles) > 1]
    assert sum(k.why == "the same words throughout" for k in event.links) == 9


def test_thousands_of_articles_of_one_word_stand_alone_and_say_why() -> None:
    with within(10):
        growth = added(State(), [witness(f"n{i:05}", "storm") for i in range(2_000)])
    assert len(growth.state.grouping.events) == 2_000
    assert {c.why for c in growth.changes if c.level == "event"} == {"too few words (1) to be linked"}
    assert {s.why for s in growth.state.grouping.storylines} == {"a single event: too few words (1) to be linked"}


def test_thousands_of_copies_are_one_event() -> None:
    with within(10):
        grouping = events([witness(f"n{i:05}", HARBOUR_A) for i in range(2_000)])
    assert len(grouping.events) == 1


def test_a_book_of_one_megabyte_is_one_article_among_others() -> None:
    rng = random.Random(2)
    words = (FERRY + " " + FERRY_AGAIN).split()
    book = " ".join(rng.choice(words) for _ in range(200_000))
    with within(10):
        found = together(events([*PILE, witness("z", book)]))
    assert len(book) > 1_000_000
    assert {("a", "b"), ("d",), ("e",)} <= found
    assert sorted(i for event in found for i in event) == ["a", "b", "c", "d", "e", "z"]


def test_articles_in_other_languages_are_kept_apart_with_the_reason() -> None:
    finnish = (
        "Satama suljetaan kahden vuoden kuluessa, kaupunginjohtaja kertoi perjantaina toimittajille illalla satamassa."
    )
    other = (
        "Laiva ajoi karille sumussa tiistaina, eikä kukaan loukkaantunut, kertoi merivartiosto keskiviikkona illalla."
    )
    pile = [*PILE, unread(witness("x", finnish)), unread(witness("y", other)), unread(witness("z", finnish))]
    assert {("a", "b"), ("x",), ("y",), ("z",)} <= together(events(pile))
    assert reasons(pile)["x"] == "in a language that is not read"


@pytest.mark.parametrize("published", ["2999-01-01", "9999-12-31", "0001-01-01", "soon", "2031-13-45", ""])
def test_dates_that_cannot_be_are_no_obstacle(published: str) -> None:
    pile = [witness("a", HARBOUR_A, published=published), witness("b", HARBOUR_B, published=published), PILE[3]]
    assert sum(len(e.articles) for e in events(pile).events) == 3
    later = added(added(State(), pile).state, [witness("f", FERRY, published=published)])
    assert len(later.state.articles()) == 4


def test_the_same_id_twice_is_told_apart_by_its_text() -> None:
    same = [a.article for a in (witness("a", HARBOUR_A), witness("a", HARBOUR_A), witness("a", FOOTBALL))]
    grouping = variorum.group(same)
    assert sorted(len(e.articles) for e in grouping.events) == [1, 1]
    assert all(a.startswith("a-") for e in grouping.events for a in e.articles)


def article(id: str, text: str) -> Article:
    return witness(id, text).article


def test_a_stream_keeps_names_apart(tmp_path: Path) -> None:
    from variorum.api import grow  # noqa: PLC0415 - the front door lends it when the package is asked

    state = tmp_path / "state"
    first = grow([article("a", FERRY), article("d", FOOTBALL)], state)
    again = grow([article("a", FERRY), article("d", FOOTBALL)], state)
    assert again.changes == ()
    assert again.state.grouping == first.state.grouping
    other = grow([article("a", FERRY_AGAIN)], state)
    (name,) = set(other.state.articles()) - {"a", "d"}
    assert name == f"a-{article('a', FERRY_AGAIN).sha256[:6]}"
    both = grow([article("a", FERRY), article("a", FERRY_AGAIN)], state)
    assert both.changes == ()
    assert ("a", name) in partition(both.state.grouping)


def rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_the_command_adds_to_a_stored_grouping(tmp_path: Path) -> None:
    def record(id: str, text: str) -> str:
        return json.dumps({"id": id, "text": text, "language": "en"}) + "\n"

    def run(*arguments: str) -> list[dict[str, object]]:
        done = CliRunner().invoke(main, ["group", *arguments, "--state", str(tmp_path / "state")])
        assert done.exit_code == 0, done.output
        return rows(done.stdout)

    (tmp_path / "one.jsonl").write_text(record("a", HARBOUR_A) + record("d", FOOTBALL), encoding="utf-8")
    (tmp_path / "two.jsonl").write_text(record("b", HARBOUR_B) + record("d", FOOTBALL), encoding="utf-8")
    first = run(str(tmp_path / "one.jsonl"))
    second = run(str(tmp_path / "two.jsonl"), "--log", str(tmp_path / "log.jsonl"))
    assert [r["id"] for r in second] == ["b", "d"]
    assert [r["event"] for r in second] == [r["event"] for r in first]
    (change,) = rows((tmp_path / "log.jsonl").read_text(encoding="utf-8"))
    assert change.keys() == {"batch", "level", "change", "id", "source", "members", "why"}
    assert (change["change"], change["members"]) == ("grown", ["b"])
    assert run("--afresh") == []


@pytest.mark.parametrize("arguments", [["--afresh"], ["--log", "x"], []])
def test_options_that_need_a_stored_grouping_say_so(arguments: list[str]) -> None:
    assert CliRunner().invoke(main, ["group", *arguments]).exit_code == 2


def test_a_file_that_is_no_grouping_ends_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HARBOUR_A, encoding="utf-8")
    done = CliRunner().invoke(main, ["group", str(tmp_path / "a.txt"), "--state", str(tmp_path / "a.txt")])
    assert isinstance(done.exception, variorum.FormatError)
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == HARBOUR_A
