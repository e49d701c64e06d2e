"""A grouping that grows: settled events keep their ids, the log is complete, and order within a batch is nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_group_events import FOOTBALL, HARBOUR_A, HARBOUR_B, HARBOUR_EARLIER, PILE, SHARES, witness
from variorum.errors import FormatError, SettingsError
from variorum.group import Change, Growth, State, added, events, log, opened, replayed, saved
from variorum.model import Grouping, Witness

FERRY = (
    "A ferry with 212 people on board ran aground off Sundby in thick fog on Tuesday evening, the coast guard said.\n"
    "Nobody was hurt. Captain Rune Halvard told the harbour radio that both engines had failed within a minute.\n"
    "The ferry Astrid Marie was on her way from Norhaven. Two tugs are to pull her free at high tide."
)
FERRY_AGAIN = (
    "Two tugs were trying on Wednesday to free the ferry Astrid Marie, which ran aground off Sundby in fog.\n"
    "All 212 people on board are safe, the coast guard said. Captain Rune Halvard blamed the engines, both of which "
    "failed within a minute.\n"
    "The ship had left Norhaven for Sundby on Tuesday evening."
)
TEXTS = (
    HARBOUR_A,
    HARBOUR_B,
    HARBOUR_EARLIER,
    FOOTBALL,
    SHARES,
    FERRY,
    FERRY_AGAIN,
    "storm",
    "",
    HARBOUR_A + " Again.",
)


def partition(grouping: Grouping) -> set[tuple[str, ...]]:
    return {e.articles for e in grouping.events}


def members(grouping: Grouping) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    return (
        {e.id: tuple(sorted(e.articles)) for e in grouping.events},
        {s.id: tuple(sorted(s.events)) for s in grouping.storylines},
    )


def grown(*batches: Sequence[Witness]) -> list[Growth]:
    """The growth of each batch, one on another."""
    made: list[Growth] = []
    for batch in batches:
        made.append(added(made[-1].state if made else State(), batch))
    return made


def test_one_batch_is_the_grouping_of_a_pile() -> None:
    assert added(State(), PILE).state.grouping == events(PILE)


def test_an_article_joins_the_event_it_reports() -> None:
    first, second = grown([PILE[0], PILE[2], PILE[3]], [PILE[1]])
    before = {e.articles: e.id for e in first.state.grouping.events}
    after = {e.articles: e.id for e in second.state.grouping.events}
    assert after["a", "b"] == before["a",]
    assert after["d",] == before["d",]
    (change,) = [c for c in second.changes if c.level == "event"]
    assert (change.change, change.id, change.members, change.source) == ("grown", before["a",], ("b",), None)
    assert "Brandvik" in change.why


def test_a_copy_joins_without_any_score() -> None:
    _, second = grown([PILE[0], PILE[3]], [witness("z", HARBOUR_A)])
    (change,) = second.changes
    assert (change.change, change.members, change.why) == ("grown", ("z",), "1.00 on average with the others; a and z "
                                                           "(1.00): the same words throughout")  # fmt: skip


def test_what_stands_alone_says_why() -> None:
    (growth,) = grown([witness("s", "storm"), PILE[3]])
    why = {c.members: c.why for c in growth.changes if c.level == "event"}
    assert why["s",] == "too few words (1) to be linked"
    assert why["d",] == "no article so far reports the same"


def test_untouched_events_stay_as_they_were() -> None:
    first, second = grown([witness("f", FERRY), witness("g", FERRY_AGAIN), PILE[4]], [PILE[3]])
    assert set(first.state.grouping.events) < set(second.state.grouping.events)
    assert [c.change for c in second.changes] == ["new", "new"]  # the event of one article, and its storyline


def test_an_article_comes_once() -> None:
    with pytest.raises(SettingsError):
        added(added(State(), PILE).state, [witness("a", FERRY)])
    with pytest.raises(SettingsError):
        added(State(), [PILE[0], witness("a", FERRY)])


def test_afresh_is_what_one_batch_gives() -> None:
    *_, last = grown(PILE[:2], PILE[2:4], PILE[4:])
    again = added(last.state, [], afresh=True)
    assert partition(again.state.grouping) == partition(events(PILE))
    assert {e.id for e in again.state.grouping.events} == {e.id for e in last.state.grouping.events}


piles = st.lists(st.sampled_from(TEXTS), max_size=8).map(
    lambda texts: [witness(f"n{at}", text) for at, text in enumerate(texts)]
)


@given(piles, st.data())
@settings(max_examples=30, deadline=None)
def test_the_log_is_complete_and_nothing_is_lost(pile: list[Witness], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(pile)))
    again = data.draw(st.booleans())
    steps = grown(data.draw(st.permutations(pile[:cut])), pile[cut:])
    if again:
        steps.append(added(steps[-1].state, [], afresh=True))
    state = State()
    for growth in steps:
        now = growth.state.grouping
        assert replayed(*members(state.grouping), growth.changes) == members(now)
        touched = {i for c in growth.changes for i in (c.id, c.source)}
        settled = {e.id: e.articles for e in state.grouping.events if e.id not in touched}
        assert settled.items() <= {e.id: e.articles for e in now.events}.items()
        assert not ({e.id for e in now.events} - {e.id for e in state.grouping.events}) & state.used
        state = growth.state
    assert sorted(a for e in state.grouping.events for a in e.articles) == [w.article.id for w in pile]
    assert sorted(e for s in state.grouping.storylines for e in s.events) == sorted(e.id for e in state.grouping.events)


@given(st.permutations(list(enumerate(TEXTS))))
@settings(max_examples=5, deadline=None)
def test_any_order_of_a_batch_gives_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, order: list[tuple[int, str]]
) -> None:
    folder = tmp_path_factory.mktemp("order")
    sorted_, mixed = folder / "sorted", folder / "mixed"
    for file, listed in ((sorted_, sorted(order)), (mixed, order)):
        first = [witness(f"n{at}", text) for at, text in listed if at % 2]
        second = [witness(f"n{at}", text) for at, text in listed if not at % 2]
        for batch in (first, second):
            state = opened(file)
            saved(file, state, added(state, batch))
    assert sorted_.read_bytes() == mixed.read_bytes()


def test_a_stored_grouping_goes_on_as_if_it_had_not_been_stored(tmp_path: Path) -> None:
    file = tmp_path / "stream"
    batches = (PILE[:2], [witness("f", FERRY), *PILE[2:]], [witness("g", FERRY_AGAIN)])
    changes: list[Change] = []
    for batch, growth in zip(batches, grown(*batches), strict=True):
        state = opened(file)
        stored = added(state, batch)
        saved(file, state, stored)
        assert stored.state.grouping == growth.state.grouping == opened(file).grouping
        assert stored.changes == growth.changes
        changes += stored.changes
    assert log(file) == tuple(changes)
    assert opened(file).articles() == {w.article.id: w.article.sha256 for b in batches for w in b}


def test_no_text_is_stored(tmp_path: Path) -> None:
    file = tmp_path / "stream"
    saved(file, State(), added(State(), PILE))
    assert b"wait" not in file.read_bytes()
    assert b"offered work" not in file.read_bytes()


@pytest.fixture(scope="module")
def stream(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("stream") / "stream"
    saved(file, State(), added(State(), PILE))
    return file.read_bytes()


def test_a_foreign_file_is_a_typed_error(tmp_path: Path) -> None:
    for name, content in (("text", b"{}\n" * 400), ("short", b"x"), ("header", b"SQLite format 3\0" + b"\0" * 2000)):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(FormatError):
            opened(tmp_path / name)
    with sqlite3.connect(tmp_path / "other") as db:
        db.execute("CREATE TABLE meta(key, value)")
    with pytest.raises(FormatError, match="not a stored grouping"):
        opened(tmp_path / "other")
    with pytest.raises(FormatError):
        opened(tmp_path)


def test_a_cut_or_damaged_file_is_a_typed_error(tmp_path: Path, stream: bytes) -> None:
    file = tmp_path / "stream"
    for end in range(1, len(stream), 1009):
        file.write_bytes(stream[:end])
        with pytest.raises(FormatError):
            opened(file)


@given(st.integers(100, 60_000), st.binary(min_size=1, max_size=64))
@settings(max_examples=60, deadline=None)
def test_any_damage_is_a_typed_error_or_none(
    tmp_path_factory: pytest.TempPathFactory, stream: bytes, at: int, noise: bytes
) -> None:
    file = tmp_path_factory.mktemp("noise") / "stream"
    at %= len(stream)
    file.write_bytes(stream[:at] + noise + stream[at + len(noise) :])
    try:
        state = opened(file)
    except FormatError:
        return
    assert sorted(a for e in state.grouping.events for a in e.articles) == sorted(state.articles())


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM articles WHERE id = 'a'",
        "DELETE FROM vectors",
        "DELETE FROM events",
        "DELETE FROM meta",
        "UPDATE texts SET profile = x'00'",
        "UPDATE texts SET number = number + 7",
        "UPDATE pairs SET b = b + 900",
        "UPDATE articles SET card = '[]'",
        "UPDATE events SET body = '{\"id\": 3}'",
        "DROP TABLE storylines",
        "PRAGMA user_version = 9",
        "UPDATE meta SET value = 'else' WHERE key = 'recipe'",
        "UPDATE meta SET value = 'else' WHERE key = 'profile'",
    ],
)
def test_rows_that_do_not_fit_are_a_typed_error(tmp_path: Path, stream: bytes, damage: str) -> None:
    file = tmp_path / "stream"
    file.write_bytes(stream)
    with sqlite3.connect(file) as db:
        db.execute(damage)
    db.close()
    with pytest.raises(FormatError):
        opened(file)


def test_scores_of_another_version_are_made_again(tmp_path: Path, stream: bytes) -> None:
    file = tmp_path / "stream"
    file.write_bytes(stream)
    with sqlite3.connect(file) as db:
        db.execute("UPDATE meta SET value = 'else' WHERE key = 'recipe'")
    db.close()
    state = opened(file, afresh=True)
    saved(file, state, added(state, [], afresh=True))
    assert partition(opened(file).grouping) == partition(events(PILE))


def test_two_runs_at_once_do_not_lose_articles(tmp_path: Path) -> None:
    file = tmp_path / "stream"
    empty = opened(file)
    saved(file, empty, added(empty, PILE[:2]))
    with pytest.raises(FormatError, match="meanwhile"):
        saved(file, empty, added(empty, PILE[2:]))
    state = opened(file)
    saved(file, state, added(state, PILE[2:3]))
    with pytest.raises(FormatError, match="meanwhile"):
        saved(file, state, added(state, PILE[3:]))
    assert len(opened(file).articles()) == 3


def test_names_of_files_that_cannot_be_encoded_are_stored(tmp_path: Path) -> None:
    file = tmp_path / "stream"
    odd = [witness("x\udc80", HARBOUR_A), witness("y\udc80", "storm")]
    state = State()
    saved(file, state, growth := added(state, odd))
    assert opened(file).grouping == growth.state.grouping
