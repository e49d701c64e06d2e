"""Threads through a storyline: what was said or counted earlier against later, and what must never be joined."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.judge import threads
from variorum.model import Thread
from variorum.present import compose, html, markdown, terminal

from . import sample_volume
from .storylines import Counted, Laid, Said, made, read

FERRIES = {
    "first": [
        (
            "2031-03-04",
            "Mayor Tessa Brandt said on Tuesday that Harrow Bay was considering closing two ferry lines.\n"
            '"We are considering closing two ferry lines to the northern islands," Brandt told a press conference. '
            '"We will not raise the fares on the remaining lines."\n'
            "She said that the harbour fund would need 40 million crowns for new engines.\n"
            "Brandt promised that the night ferry to Corvale Island would keep running until the bridge opens.\n"
            "Brandt thanked the fire brigade for its work during the storm.\n",
        ),
        (
            "2031-03-04",
            "Harrow Bay may lose ferries. The mayor, Tessa Brandt, told reporters on Tuesday: "
            '"We are considering closing two ferry lines to the northern islands."\n'
            "Brandt also said the harbour fund would need 40 million crowns for new engines.\n",
        ),
    ],
    "second": [
        (
            "2031-03-11",
            "Harrow Bay will close two ferry lines, Mayor Tessa Brandt said on Tuesday.\n"
            '"We have decided to close two ferry lines to the northern islands," Brandt told a press conference. '
            '"We will raise the fares on the remaining lines."\n'
            "She said that the harbour fund would now need 55 million crowns for new engines.\n"
            "Brandt repeated that the night ferry to Corvale Island would keep running until the bridge opens.\n"
            "Brandt praised the school choir for its concert in the town hall.\n",
        ),
    ],
}
LANDSLIDE = {
    "slide": [
        (
            "2031-05-02",
            "A landslide buried houses in the village of Corvale on Friday and killed at least 12 people, the "
            "governor's office said.\n"
            "A landslide in nearby Brenn killed 45 people in 1998.\n",
        )
    ],
    "search": [
        (
            "2031-05-06",
            "The death toll from the landslide in Corvale rose to 19 people on Tuesday, the governor's office said.\n"
            "A bus crash near Larn killed 31 people on Tuesday.\n",
        )
    ],
    "end": [
        (
            "2031-05-16",
            "The death toll from the landslide in Corvale has reached 23 people, Governor Ines Roth said on Friday.\n",
        )
    ],
}


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Laid:
    return read(FERRIES, tmp_path_factory.mktemp("ferries"))


@pytest.fixture(scope="module")
def landslide(tmp_path_factory: pytest.TempPathFactory) -> Laid:
    return read(LANDSLIDE, tmp_path_factory.mktemp("landslide"))


def about(laid: Laid, *words: str) -> list[Thread]:
    """The threads all of whose evidence holds the words."""
    return [t for t in laid.threads if all(w in shown for w in words for shown in laid.words(t))]


def test_considered_then_decided_is_firmer(ferries: Laid) -> None:
    (thread,) = about(ferries, "two ferry lines")
    assert thread.change == "firmer"
    assert "“considering”, then “decided”" in thread.why
    assert [e.article.split("-")[0] for e in thread.evidence] == ["first", "second"]


def test_a_promise_turned_round_is_reversed(ferries: Laid) -> None:
    (thread,) = about(ferries, "raise the fares")
    assert thread.change == "reversed"


def test_a_promise_given_again_is_repeated(ferries: Laid) -> None:
    (thread,) = about(ferries, "night ferry")
    assert thread.change == "repeated"


def test_a_sum_that_grew_is_a_changed_value(ferries: Laid) -> None:
    (thread,) = about(ferries, "crowns")
    assert thread.change == "value changed"
    assert "“40 million”, then “55 million”" in thread.why


def test_unrelated_remarks_of_one_speaker_are_not_joined(ferries: Laid) -> None:
    assert not any("brigade" in shown or "choir" in shown for t in ferries.threads for shown in ferries.words(t))


def test_a_toll_is_followed_through_all_events(landslide: Laid) -> None:
    (thread,) = landslide.threads
    assert thread.change == "value changed"
    assert "“at least 12”, then “19”, then “23”" in thread.why
    assert [e.article for e in thread.evidence] == ["slide-0", "search-0", "end-0"]


def test_other_happenings_have_tolls_of_their_own(landslide: Laid) -> None:
    shown = " ".join(words for t in landslide.threads for words in landslide.words(t))
    assert "Brenn" not in shown and "bus" not in shown


FIRST, SECOND = "2031-05-06", "2031-05-13"
RIVER = "We will rebuild the river wall at Larkhaven before the winter."


def pair(one: Said | Counted, two: Said | Counted, *, first: str | None = FIRST, second: str | None = SECOND) -> Laid:
    return made({"a": (first, [one]), "b": (second, [two])})


def changes(laid: Laid) -> list[str]:
    return [t.change for t in laid.threads]


@pytest.mark.parametrize(
    ("earlier", "later", "change"),
    [
        (Said(RIVER), Said("We hope to rebuild the river wall at Larkhaven before the winter."), "weaker"),
        (
            Said("We may rebuild the river wall at Larkhaven before the winter.", level="possible"),
            Said(RIVER, level="planned"),
            "firmer",
        ),
        (Said(RIVER), Said("We will not rebuild the river wall at Larkhaven before the winter."), "reversed"),
        (
            Said(RIVER, level="planned"),
            Said("Before winter comes, Larkhaven's river wall will be rebuilt by us.", level="planned"),
            "repeated",
        ),
        (Said(RIVER), Said(RIVER), "told again"),
        (Said(RIVER), Said("The river wall at Larkhaven, she said, would be rebuilt before the winter."), "repeated"),
        (
            Said(RIVER, level="planned"),
            Said("The river wall at Larkhaven has cost the town a church, a school and a mill in ten years."),
            "taken up again",
        ),
    ],
)
def test_the_change_of_a_remark(earlier: Said, later: Said, change: str) -> None:
    assert changes(pair(earlier, later)) == [change]


def test_other_speakers_are_other_threads() -> None:
    assert not changes(pair(Said(RIVER), Said(RIVER, speaker="Jon Quill")))
    assert not changes(pair(Said(RIVER), Said(RIVER, kind="collective")))


def test_a_surname_goes_with_the_one_full_name_that_has_it() -> None:
    assert changes(pair(Said(RIVER), Said(RIVER, speaker="Quill"))) == ["told again"]
    two = made(
        {"a": (FIRST, [Said(RIVER), Said("Nobody rang.", speaker="Jon Quill")]), "b": (SECOND, [Said(RIVER, "Quill")])}
    )
    assert not two.threads


def test_the_same_remark_twice_in_one_event_is_no_thread() -> None:
    assert not made({"a": (FIRST, [Said(RIVER), Said(RIVER)]), "b": (SECOND, [Said("Nobody rang the bell.")])}).threads


def test_undated_events_are_not_put_in_order() -> None:
    again = "Before winter comes, Larkhaven's river wall will be rebuilt by us."
    (thread,) = pair(Said(RIVER, level="planned"), Said(again, level="planned"), first=None).threads
    assert thread.change == "order unknown"
    assert "not known" in thread.why
    cost = Said("The river wall at Larkhaven has cost the town a church, a school and a mill in ten years.")
    assert not changes(pair(Said(RIVER), cost, first=None)), "what is taken up again is so in time"


def test_events_of_one_day_are_not_put_in_order() -> None:
    weaker = Said("We hope to rebuild the river wall at Larkhaven before the winter.")
    (thread,) = pair(Said(RIVER), weaker, second=FIRST).threads
    assert thread.change == "order unknown"
    assert "“will” and “hope”" in thread.why


def test_an_event_reported_after_the_next_is_not_put_before_it() -> None:
    weaker = Said("We hope to rebuild the river wall at Larkhaven before the winter.")
    laid = pair(Said(RIVER), weaker)
    first = laid.witnesses["a"]
    late = {**laid.witnesses, "a": replace(first, article=replace(first.article, published="2031-05-20"))}
    assert threads(laid.storyline, laid.editions, late) == ()


def rate(text: str, shown: str, value: float) -> Counted:
    return Counted(text, shown, value, "lending rate", unit="percent", klass="percent")


def test_a_target_proposed_and_then_agreed() -> None:
    proposed = rate("Ministers will discuss a proposal for a lending rate of 5 percent in Larkhaven.", "5 percent", 5)
    agreed = rate("Ministers agreed on a lending rate of 5 percent in Larkhaven.", "5 percent", 5)
    (thread,) = pair(proposed, agreed).threads
    assert thread.change == "firmer"
    assert "“discuss”" in thread.why and "“agreed”" in thread.why
    (unordered,) = pair(proposed, agreed, second=None).threads
    assert unordered.change == "order unknown"
    (open_still,) = pair(proposed, rate("If agreed, Larkhaven's lending rate is 5 percent.", "5 percent", 5)).threads
    assert open_still.change == "unchanged"


def toll(text: str, shown: str, value: float, measures: str = "people") -> Counted:
    return Counted(text, shown, value, measures, unit="person")


FIRE = toll("The fire at the Larkhaven mill killed 40 people.", "40", 40)


def test_a_toll_does_not_fall_and_has_its_time() -> None:
    grown = toll("The death toll of the fire at the Larkhaven mill rose to 57 people.", "57", 57)
    assert changes(pair(FIRE, grown)) == ["value changed"]
    assert not changes(pair(FIRE, grown, second="2032-05-13")), "a year later it is another fire"
    fallen = toll("The death toll of the fire at the Larkhaven mill now is 31 people.", "31", 31)
    assert not changes(pair(FIRE, fallen))
    elsewhere = toll("The fire at the Brenn mine killed 57 people.", "57", 57)
    assert not changes(pair(FIRE, elsewhere))
    hurt = toll("The number of people injured in the fire at the Larkhaven mill rose to 57.", "57", 57)
    assert not changes(pair(FIRE, hurt))


def test_a_distance_is_measured_once() -> None:
    one = Counted("The rocket flew 480 miles over Larkhaven.", "480", 480, "miles", unit="mile")
    two = Counted("The rocket now flew 600 miles over Larkhaven.", "600", 600, "miles", unit="mile")
    assert not changes(pair(one, two))
    assert not changes(pair(one, replace(one, text=one.text)))


def test_a_chain_names_every_step_and_one_entry_an_event() -> None:
    lines = {
        "a": ("2031-05-06", [Said(RIVER, level="planned"), Said(RIVER, level="planned")]),
        "b": ("2031-05-13", [Said("We hope to rebuild the river wall at Larkhaven before the winter.")]),
        "c": ("2031-05-20", [Said("We may rebuild the river wall at Larkhaven before the winter.", level="possible")]),
    }
    laid = made(lines)
    (thread,) = [t for t in laid.threads if len(t.entries) == 3]
    assert thread.change == "weaker"
    assert [e.article for e in thread.evidence] == ["a", "b", "c"]


WORDS = ("harbour", "bridge", "school", "engine", "choir", "winter", "budget", "ferry", "island", "bell", "mill", "ox")


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_the_order_of_editions_does_not_matter(data: st.DataObject) -> None:
    remark = st.lists(st.sampled_from(WORDS), min_size=4, max_size=8).map(lambda w: f"We will {' '.join(w)}.")
    days = st.sampled_from([None, "2031-05-06", "2031-05-13", "2031-05-20"])
    lines = st.lists(remark.map(Said), min_size=1, max_size=4)
    laid = made({event: (data.draw(days), data.draw(lines)) for event in "abcd"})
    shuffled = data.draw(st.permutations(laid.editions))
    found = threads(laid.storyline, shuffled, laid.witnesses)
    assert found == laid.threads
    assert len(found) <= 12
    homes = {entry.id: e.event.id for e in laid.editions for entry in e.entries}
    for thread in found:
        assert len({homes[e] for e in thread.entries}) == len(thread.entries) > 1
        assert len(thread.evidence) == len(thread.entries)
        assert 0 < thread.score <= 1


def test_many_events_in_bounded_time() -> None:
    towns = [f"{a}{b}haven" for a in ("Lark", "Brenn", "Oster", "Quill", "Vask") for b in "abcdefghijklmnopqrst"]
    texts = [
        f"We will {WORDS[n % 12]} the {WORDS[(n * 5 + 1) % 12]} of {town} with the {town} {WORDS[n * 7 % 12]}."
        for n, town in enumerate(towns)
    ]
    laid = made({f"e{k:02}": (f"2031-{k // 28 + 1:02}-{k % 28 + 1:02}", [Said(t) for t in texts]) for k in range(50)})
    begun = time.process_time()
    found = laid.threads
    assert time.process_time() - begun < 5, "under two seconds where nothing else runs"
    assert len(found) == 12
    assert all(len(t.entries) == 50 for t in found)


def test_nothing_to_compare() -> None:
    assert made({"a": (FIRST, [Said(RIVER)])}).threads == ()
    assert made({"a": (FIRST, []), "b": (SECOND, [])}).threads == ()


def test_every_view_shows_a_thread_with_its_events_and_entries() -> None:
    volume = sample_volume.volume()
    (storyline,) = compose.volume(volume).storylines
    (thread,) = storyline.threads
    assert [(s.entry, s.event) for s in thread.steps] == [("e-wait", "v-letter"), ("e-slow", "v-quay")]
    assert [s.quote.sign for s in thread.steps] == ["T", "H"]
    assert thread.steps[1].signs[0] == "H"
    plain, document, page = terminal.render(volume), markdown.render(volume), html.render(volume)
    for shown in (plain, document, page):
        assert "taken up again" in shown and "no conflict" in " ".join(shown.split())
    assert re.search(r"27 to 28 February 2024\s+T: We cannot wait another year", plain)
    threads_of_page = page[page.index("class=threads") :]
    assert "href=#e-wait" in threads_of_page and "href=#e-slow" in threads_of_page
    assert re.search(r"(?m)^  - 27 to 28 February 2024, \*\*T\*\*: We cannot wait another year,\[\^\d+\]$", document)


def test_a_thread_that_leads_out_of_the_volume_is_not_shown() -> None:
    volume = sample_volume.volume()
    alone = replace(volume, editions=volume.editions[:1])
    (storyline,) = compose.volume(alone).storylines
    assert storyline.threads == ()
