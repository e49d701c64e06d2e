"""The terminal view: nothing over the width, no code that was not asked for, the important first."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from variorum.model import Volume
from variorum.present import compose, terminal
from variorum.present.sheet import Sheet
from variorum.settings import PresentSettings

from . import sample_volume
from .sample_volume import hostile

_HOSTILE = "\x1b[2J\x1b]0;x\x07 \x9b31m a\u202eb [bold]x[/bold] :smile: " + "w" * 500 + " 漢字" * 60


@pytest.fixture(scope="module")
def volume() -> Volume:
    return sample_volume.volume()


@pytest.mark.parametrize("width", [10, 40, 60, 80, 100, 160])
def test_no_line_is_over_the_width(volume: Volume, width: int) -> None:
    for line in terminal.render(volume, width=width).splitlines():
        assert cell_len(line) <= max(width, 40), line
        assert line == line.rstrip()


def test_plain_has_no_escape_codes_and_colour_has_the_same_words(volume: Volume) -> None:
    plain, coloured = terminal.render(volume), terminal.render(volume, colour=True)
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    stripped = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in stripped.splitlines()] == plain.splitlines()


def test_no_fragment_is_left_alone(volume: Volume) -> None:
    """No line holds nothing but a mark or a broken bracket."""
    for line in terminal.render(volume).splitlines():
        assert not line or any(c.isalnum() or c == "=" for c in line)
        assert not line.strip().startswith((",", ".", ")", "”", "]"))


def test_the_environment_has_no_say(volume: Volume, monkeypatch: pytest.MonkeyPatch) -> None:
    before = terminal.render(volume, colour=True)
    for name, value in (("NO_COLOR", "1"), ("COLUMNS", "20"), ("TERM", "dumb"), ("FORCE_COLOR", "1")):
        monkeypatch.setenv(name, value)
    assert terminal.render(volume, colour=True) == before


def test_the_parts_come_in_the_order_of_a_reader(volume: Volume) -> None:
    shown = terminal.render(volume)
    marks = ["Storyline:", "12 March 2024; Larnholt", "FINDINGS", "STATEMENTS", "WHO HAS WHAT", "FIGURES",
             "TIMELINE", "ORIGINS", "NOT MENTIONED", "WITNESSES", "THREADS  earlier", "NOT USED"]  # fmt: skip
    places = [shown.index(m) for m in marks]
    assert places == sorted(places)


def test_what_a_fact_checker_looks_for_is_there(volume: Volume) -> None:
    shown = re.sub(r"\s+", " ", terminal.render(volume))
    assert "“We will rebuild it before the first frost.”" in shown
    assert "[will > may]" in shown
    assert "[+ if the council agrees]" in shown
    assert "text credits Nordwire; photo Fotolab" in shown
    assert "18 million crowns (H); About 18m crowns (B: compatible); 21 million crowns (C: conflicts)" in shown
    assert "relayed by Ada Quill" in shown
    assert "not read in full: what it lacks means nothing" in shown
    assert "Note: two articles had one id" in shown
    assert "in/feed.jsonl, line 7: a record without text" in shown


def test_the_head_says_who_the_signs_are(volume: Volume) -> None:
    head = terminal.render(volume).partition("FINDINGS")[0]
    for sign, name in (("H", "Harbour Herald"), ("C", "courier.txt")):
        assert f"{sign}: {name}" in head


def test_events_are_numbered_as_the_command_takes_them(volume: Volume) -> None:
    head = terminal.render(volume).partition("====")[0]
    places = {e.event.title: n for n, e in enumerate(compose.volume(volume).editions, 1)}
    for title, place in places.items():
        assert re.search(rf"^ +\[{place}\] [^\n]*{re.escape(title[:20])}", head, re.MULTILINE)


def test_a_part_that_is_asked_for_is_shown_in_full(volume: Volume) -> None:
    named = {e for x in volume.editions for f in x.findings for e in f.entries}
    short = terminal.render(volume, settings=PresentSettings(entries=0, singles=0))
    few = re.findall(r"^S\d+", short, re.MULTILINE)
    all_ = re.findall(r"^S\d+", terminal.render(volume, sections=frozenset({"entries"})), re.MULTILINE)
    assert 0 < len(few) <= len(named)
    assert len(all_) > len(few)
    assert "all with --entries" in short


def test_one_part_can_be_asked_for(volume: Volume) -> None:
    shown = terminal.render(volume, sections=frozenset({"findings"}))
    assert "FINDINGS" in shown
    assert "Larnholt" in shown
    for absent in ("WITNESSES", "STATEMENTS", "TIMELINE", "NOT USED"):
        assert absent not in shown


def test_findings_beyond_the_number_are_counted(volume: Volume) -> None:
    shown = terminal.render(volume, settings=PresentSettings(findings=2))
    assert "2 shown, 4 more in the record" in shown


def test_an_empty_volume_says_so() -> None:
    empty = Volume(recipe="", witnesses=(), labels=(), editions=(), storylines=())
    assert terminal.render(empty) == "No article could be compared.\n"


@pytest.mark.parametrize("width", [40, 80])
def test_hostile_words_are_shown_not_obeyed(volume: Volume, width: int) -> None:
    shown = terminal.render(hostile(volume, _HOSTILE), width=width)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    assert all(cell_len(line) <= width for line in shown.splitlines())


@settings(max_examples=20, deadline=None)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\x1b\x9b\u202e\n\t[] ")), max_size=60))
def test_no_words_bring_an_escape_code(words: str) -> None:
    shown = terminal.render(hostile(sample_volume.volume(), words), width=60)
    assert "\x1b" not in shown
    assert "\x9b" not in shown
    assert all(cell_len(line) <= 60 for line in shown.splitlines())


def test_long_hostile_words_take_little_time(volume: Volume) -> None:
    began = time.perf_counter()
    terminal.render(hostile(volume, "[[" * 5_000 + " ([" * 5_000))
    assert time.perf_counter() - began < 20


def test_a_long_label_stands_above_its_text() -> None:
    sheet = Sheet(width=40, colour=False)
    sheet.item("a label that is long", "and its words", indent=2, column=6)
    sheet.item("b", "words", indent=2, column=6)
    assert sheet.text() == "  a label that is long\n      and its words\n  b   words\n"


def test_a_short_word_is_not_left_alone_on_a_line() -> None:
    sheet = Sheet(width=40, colour=False)
    sheet.line("one two three four five six seven eight it")
    assert sheet.text().splitlines()[-1] != "it"


def test_flow_breaks_between_items_only() -> None:
    sheet = Sheet(width=40, colour=False)
    sheet.flow(["alpha beta gamma", "delta epsilon zeta", "eta theta"], indent=2)
    assert sheet.text() == "  alpha beta gamma  delta epsilon zeta\n  eta theta\n"
