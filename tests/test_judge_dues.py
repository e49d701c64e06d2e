"""By when: times of one pledge that cannot both hold, and the lines of the timeline that say what is to be."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from variorum import collate
from variorum.judge import calendar, relations, timeline
from variorum.judge.case import Case
from variorum.judge.findings.commitments import due_conflicts
from variorum.model import Entry, Event, Finding, Witness

from .collate_builders import Draft

WORDS = "We will rebuild the old fish market of Larkhaven {}"
TOLD = "Quill promised to rebuild the old fish market of Larkhaven {}."


def quoted(id: str, when: str, *moments: tuple[str, str], published: str = "2031-05-06") -> Witness:
    words = WORDS.format(when).strip()
    draft = Draft(id, f"“{words},” Edda Quill said.", published=published)
    draft.say(draft.text, words, speaker="Edda Quill", source="Edda Quill", level="planned")
    for shown, value in moments:
        draft.moment(shown, value, "DURATION" if value.startswith("P") else "DATE")
    return draft.done()


def told(id: str, when: str, *moments: tuple[str, str]) -> Witness:
    passage = TOLD.format(when)
    draft = Draft(id, passage)
    content = passage.removeprefix("Quill promised ").removesuffix(".")
    draft.say(passage, content, speaker="Quill", source="Quill", cue="promised", form="indirect", level="planned")
    for shown, value in moments:
        draft.moment(shown, value, "DURATION" if value.startswith("P") else "DATE")
    return draft.done()


def judged(witnesses: Sequence[Witness]) -> tuple[list[Finding], tuple[Entry, ...], dict[str, Witness]]:
    by_id = {w.article.id: w for w in witnesses}
    entries = tuple(relations.relate(e, by_id) for e in collate.entries(witnesses))
    case = Case(
        event=Event(id="e", storyline="s", title="", articles=tuple(by_id)),
        witnesses=by_id,
        entries=entries,
        passages=(),
        origins=(),
        signs={a: a.upper() for a in by_id},
    )
    return list(due_conflicts(case)), entries, by_id


def test_two_last_days_of_one_pledge_are_a_finding() -> None:
    found, entries, _ = judged([quoted("a", "by 2034", ("2034", "2034")), told("b", "by 2036", ("2036", "2036"))])
    (finding,) = found
    assert (finding.kind, finding.rule, finding.severity) == ("date-conflict", "due-conflict", "medium")
    assert finding.message == "Edda Quill: by when differs: by 2034 (A), by 2036 (B)."
    assert finding.entries == tuple(e.id for e in entries if e.kind == "pledge")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("by 2034", "2034"), ("by 2034", "2034")),
        (("by 2034", "2034"), ("by March 2034", "2034-03")),
        (("by 2034", "2034"), ("from 2032", "2032")),
        (("by 2034", "2034"), ("in 2033", "2033")),
        (("by 2034", "2034"), ("within three years", "P3Y")),
        (("within one year", "P1Y"), ("within twelve months", "P12M")),
        (("by 2034", "2034"), ("", "")),
        (("by tonight", "2031-05-06"), ("by tonight", "2031-05-07")),
    ],
)
def test_times_that_may_both_hold_are_none(one: tuple[str, str], other: tuple[str, str]) -> None:
    def moment(when: tuple[str, str]) -> list[tuple[str, str]]:
        return [(when[0].split(" ", 1)[1], when[1])] if when[1] else []

    assert not judged([quoted("a", one[0], *moment(one)), told("b", other[0], *moment(other))])[0]


def test_a_reading_that_gives_both_times_is_in_no_conflict() -> None:
    both = quoted("a", "by 2034, or at the latest by 2036", ("2034", "2034"), ("2036", "2036"))
    assert not judged([both, told("b", "by 2036", ("2036", "2036"))])[0]


def test_what_is_due_has_a_line_of_its_own() -> None:
    firm, loose = quoted("a", "by 2034", ("2034", "2034")), told("b", "by 2036", ("2036", "2036"))
    past = Draft("c", "A comet that few have seen comes back in 2034.")
    past.fact(past.text).moment("2034", "2034")
    _, entries, by_id = judged([firm, loose, past.done()])
    rows = {(r.value, r.articles): r for r in timeline.rows(entries, by_id)}
    assert set(rows) == {("2034", ("a",)), ("2036", ("b",)), ("2034", ("c",))}
    (pledge,) = [e.id for e in entries if e.kind == "pledge"]
    due = rows["2034", ("a",)]
    assert due.basis == "due, as promised; by when differs; test"
    assert pledge in due.entries
    assert [e.span.of(firm.article.text) for e in due.evidence] == ["by 2034"]
    assert "due" not in rows["2034", ("c",)].basis


def test_a_length_of_time_is_counted_from_the_day_of_publication() -> None:
    _, entries, by_id = judged([quoted("a", "within three years", ("three years", "P3Y"))])
    (row,) = timeline.rows(entries, by_id)
    assert (row.value, row.first, row.last) == ("2034", "2034-01-01", "2034-12-31")
    assert row.basis == "due, as promised; counted from the day of publication"


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("P3Y", "2031-05-06", "2034"),
        ("P8M", "2031-05-06", "2032-01"),
        ("P2W", "2031-05-06T10:00", "2031-05-20"),
        ("P10D", "2031-02-25", "2031-03-07"),
        ("PXY", "2031-05-06", None),
        ("P3Y", None, None),
        ("P3Y", "2031", None),
        ("P999Y", "9990-05-06", "10989"),
        ("P999W", "9990-05-06", None),
    ],
)
def test_counted(value: str, start: str | None, end: str | None) -> None:
    assert calendar.counted(value, start) == end
