"""Events that nobody would call well made: bounded, stable, explained."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.collate_builders import Draft
from variorum.collate import entries
from variorum.judge import edition
from variorum.model import Edition, Event, Witness
from variorum.reuse import independent, origins, passages

QUOTE = "We shall rebuild the old pier before winter, and the town will pay for all of it"
OTHER = "Before winter the old pier will stand again, and all of it is paid by the town"
TOLD = "the old pier would be rebuilt before winter"


def _witness(id: str, *lines: str, published: str | None = "2031-05-06") -> Witness:
    draft = Draft(id, "\n".join(lines), published=published)
    for line in lines:
        for words, form in (
            (QUOTE, "direct"),
            (OTHER, "direct"),
            (TOLD, "indirect"),
            ("...", "direct"),
            ("!", "direct"),
        ):
            if words in line and (len(words) > 3 or f"“{words}”" in line):
                at = draft.text.index(line)
                content = draft.find(words, at)
                draft.say(line, words, speaker="Edda Quill", form=form, source=None)  # type: ignore[arg-type]
                draft.statements[-1] = replace(draft.statements[-1], content=(content,))
                break
        else:
            draft.fact(line)
    return draft.done()


def _judged(witnesses: Sequence[Witness]) -> Edition:
    event = Event(id="v", storyline="s", title="", articles=tuple(sorted(w.article.id for w in witnesses)))
    shared = passages(witnesses)
    return edition(
        event,
        witnesses=witnesses,
        entries=entries(witnesses),
        passages=shared,
        origins=origins(witnesses, shared),
        signs={w.article.id: w.article.id for w in witnesses},
        count=independent,
    )


def _quoted(words: str) -> str:
    return f"“{words},” Quill said."


def test_an_event_of_one_witness_has_no_relation_and_says_single() -> None:
    made = _judged([_witness("a", _quoted(QUOTE), "The harbour was closed on that day.")])
    assert made.entries and all(e.verdict == "single" and not e.relations for e in made.entries)
    assert all(e.base_why == "the only reading" for e in made.entries)
    assert not [f for f in made.findings if f.severity == "high"]


def test_a_quotation_ten_times_in_one_witness_is_no_ten_findings() -> None:
    again = _witness("a", *(f"For the {n}th time, “{QUOTE},” Quill said." for n in range(10)))
    made = _judged([again, _witness("b", _quoted(OTHER)), _witness("c", _quoted(QUOTE))])
    about = [f for f in made.findings if f.kind == "reworded-quote"]
    clauses = 2  # of the quotation: each is an entry
    assert len(about) <= clauses
    for found in made.entries:
        assert all(found.readings[r.a].article != found.readings[r.b].article for r in found.relations)


@pytest.mark.parametrize("empty", ["“...” Quill said.", "“!” Quill said.", "“ ” Quill said."])
def test_empty_quotations_stand_for_nothing(empty: str) -> None:
    made = _judged([_witness("a", empty, _quoted(QUOTE)), _witness("b", empty, _quoted(OTHER))])
    for found in made.entries:
        for r in found.relations:
            assert r.why and 0 <= r.score <= 1
    assert all(f.message for f in made.findings)


def test_contradictory_dates_are_no_crash_and_no_guess() -> None:
    line = "Quill said on Monday that the old pier would be rebuilt before winter."
    days = ["2031-05-06", "1999-13-45", "not a day", None]
    made = _judged([_witness(f"w{n}", line, published=day) for n, day in enumerate(days)])
    assert {r.article for e in made.entries for r in e.readings} == {"w0", "w1", "w2", "w3"}
    assert not [f for f in made.findings if f.kind == "date-conflict"]


def test_three_hundred_witnesses_are_bounded_and_stable() -> None:
    lines = [_quoted(QUOTE), _quoted(OTHER), f"Quill said that {TOLD}."]
    crowd = [_witness(f"w{n:03d}", lines[n % 3], f"Boat number {n} lay in the harbour.") for n in range(300)]
    begun = time.process_time()
    made = _judged(crowd)
    assert time.process_time() - begun < 60
    large = [e for e in made.entries if len(e.readings) >= 200]
    assert large
    for found in large:
        assert len(found.relations) <= 300 * 299 // 2
        assert sum(r.diff is not None for r in found.relations) < 300
    random.Random(7).shuffle(crowd)
    again = _judged(crowd)
    assert [e.id for e in again.entries] == [e.id for e in made.entries]
    assert again.findings == made.findings
