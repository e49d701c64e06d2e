"""Who speaks: invented articles a reader can check, and properties that hold for any text."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import variorum
from tests.test_extract_names import document
from variorum.extract import names, speakers
from variorum.extract.document import Document, lay_out
from variorum.extract.speakers import Cast, Resolved
from variorum.model import Role, Span, Speaker

DATA = os.environ.get("VARIORUM_DATA")


def cast_of(laid: Document) -> Cast:
    return speakers.cast(laid, names.find(laid))


def resolved(source: str, *blocks: str | tuple[str, Role], nth: int = -1) -> Resolved:
    """What the ``nth`` occurrence of ``source`` stands for."""
    laid = document(*blocks)
    at = [m.start() for m in re.finditer(rf"\b{re.escape(source)}\b", laid.text)][nth]
    return cast_of(laid).resolve(Span(at, at + len(source)))


def who(source: str, *blocks: str | tuple[str, Role], nth: int = -1) -> tuple[str, str] | None:
    speaker = resolved(source, *blocks, nth=nth).speaker
    return (speaker.name, speaker.kind) if speaker else None


MEETING = (
    "Ruritanian President Ivo Marek met Sylvanian Prime Minister Ana Kolar in Zenda on Monday.",
    "Kolar thanked Marek for the invitation. She said the talks had been open.",
    "The Ruritanian leader said he would go on. The Sylvanian prime minister smiled.",
)


@pytest.mark.parametrize(
    ("source", "nth", "name"),
    [
        ("Ruritanian President Ivo Marek", 0, "Ivo Marek"),
        ("Kolar", 1, "Ana Kolar"),
        ("She", 0, "Ana Kolar"),
        ("The Ruritanian leader", 0, "Ivo Marek"),
        ("he", 0, "Ivo Marek"),
        ("The Sylvanian prime minister", 0, "Ana Kolar"),
    ],
)
def test_names_pronouns_and_offices(source: str, nth: int, name: str) -> None:
    assert who(source, *MEETING, nth=nth) == (name, "person")


def test_a_seat_of_power_stands_for_its_country() -> None:
    text = (
        "French President Luc Morel and British Prime Minister Jane Holt met. The Downing Street resident left early."
    )
    assert who("the Downing Street leader", text, "Later the Downing Street leader said no.") == ("Jane Holt", "person")


def test_an_age_stands_for_the_nearest_person() -> None:
    text = "Mayor Ada Quill opened the quay. The 61-year-old said it was late."
    assert who("The 61-year-old", text) == ("Ada Quill", "person")


def test_a_quoted_person_is_not_the_he_of_the_quotation() -> None:
    blocks = (
        "Marek praised the efforts of Peter Holm. “He told me it is hard,” Marek said.",
        "Ivo Marek is president.",
    )
    assert who("He", *blocks) == ("Peter Holm", "person")


def test_a_fronted_phrase_looks_ahead() -> None:
    blocks = ("Peter Holm left the room.", "In her speech, Anna Brandt said the port would open.")
    assert who("her", *blocks) == ("Anna Brandt", "person")


def test_a_pronoun_shuns_the_other_gender() -> None:
    blocks = ("Mr Vask met Ms Quill.", "She said it was late, and he agreed.")
    assert who("She", *blocks) == ("Quill", "person")
    assert who("he", *blocks) == ("Vask", "person")


def test_the_subject_of_what_is_said_comes_after_who_says_it() -> None:
    assert who("He", "Ivo Marek said that Peter Holm was in favour of a quay.", "He also spoke of a bridge.") == (
        "Ivo Marek", "person",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("local officials", "collective"),
        ("Residents of the old town", "collective"),
        ("a person briefed on the matter", "unnamed"),
        ("people familiar with the talks", "unnamed"),
        ("sources", "unnamed"),
        ("a spokesman for the ministry", "unnamed"),
        ("a farmer from the valley", "unnamed"),
        ("Western observers", "collective"),
        ("the finance ministry", "organisation"),
        ("Ukraine", "organisation"),
        ("the White House", "organisation"),
        ("the report", "unknown"),
    ],
)
def test_kinds_of_sources(source: str, kind: str) -> None:
    speaker = resolved(source, f"The quay will be closed in May, according to {source}.").speaker
    assert speaker is not None
    assert speaker.kind == kind


def test_the_name_of_a_described_source_is_the_phrase_without_determiner() -> None:
    assert who("the local officials", "It was late, the local officials said.") == ("local officials", "collective")


def test_a_name_in_apposition_is_the_speaker() -> None:
    text = "“No,” said the head of the yard, Piet Rourke, on Friday."
    assert who("the head of the yard, Piet Rourke", text) == ("Piet Rourke", "person")
    assert who("spokesman Piet Rourke", "It is late, spokesman Piet Rourke said.") == ("Piet Rourke", "person")


def test_several_speakers_are_a_collective() -> None:
    assert who("Ivo Marek and Ana Kolar", "Ivo Marek and Ana Kolar said so.") == (
        "Ivo Marek and Ana Kolar",
        "collective",
    )


def test_a_ministry_is_called_again_by_its_noun() -> None:
    blocks = ("The finance ministry raised its forecast, the White House said.", "The ministry plans no cuts.")
    assert who("The ministry", *blocks) == ("finance ministry", "organisation")


def test_who_stands_for_the_phrase_before_it() -> None:
    assert who("who", "It was Ada Quill, who said the quay was old.") == ("Ada Quill", "person")


def test_what_cannot_be_told_stays_open() -> None:
    assert resolved("He", "It rained all day. He said so.") == speakers.UNRESOLVED
    assert resolved("I", "“I know,” it said.").speaker is None


def test_apart_from_leaves_someone_out() -> None:
    laid = document("Ivo Marek met Peter Holm. He left.")
    at = laid.text.index("He left")
    marek = Speaker(name="Ivo Marek", kind="person")
    assert cast_of(laid).resolve(Span(at, at + 2)).speaker == marek
    assert cast_of(laid).resolve(Span(at, at + 2), apart_from=marek).speaker == Speaker(
        name="Peter Holm", kind="person"
    )


def test_chrome_is_no_narration() -> None:
    blocks: tuple[str | tuple[str, Role], ...] = (
        "Ivo Marek opened the quay.", ("Peter Holm says no", "related"), ("Peter Holm. Photo: AFP", "caption"),
        "He was late.",
    )  # fmt: skip
    assert who("He", *blocks) == ("Ivo Marek", "person")


WORDS = st.sampled_from(
    ["Ivo", "Marek", "he", "She", "said", "the", "president", "of", "Russia", ",", ".", "“", "”", "who", "officials",
     "and", "a", "ministry", "Mr", "’s", "\n", "-", "72", "year-old", "according", "to", "In", "her", "Q", "A", ":",
     "it", "they", "letter", "my", "brother", "asked", "(", ")", "company", "named", "as", "Republican", "I’ll"]
)  # fmt: skip


@settings(deadline=None, max_examples=120)
@given(st.lists(WORDS, min_size=1, max_size=50).map(" ".join), st.data())
def test_any_span_of_any_text_is_answered(text: str, data: st.DataObject) -> None:
    text = text.strip()
    if not text:
        return
    cast = cast_of(document(text))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    answer = cast.resolve(Span(start, end), verb=data.draw(st.sampled_from(["", "said", "reads"])))
    assert 0 <= answer.score <= 1
    assert answer.basis
    assert cast.text_before(start).score <= 1
    for speaker in (cast.acting_before(start), cast.acting_after(start), cast.labelled(start)):
        assert speaker is None or speaker.name


def test_time_stays_bounded_on_a_long_article() -> None:
    laid = document(*["Ivo Marek said he met Ana Kolar. She told the president of Russia so."] * 1500)
    begin = time.process_time()
    cast = cast_of(laid)
    for at in range(0, len(laid.text) - 2, 997):
        cast.resolve(Span(at, at + 2))
    assert time.process_time() - begin < 20


@pytest.mark.skipif(not DATA, reason="VARIORUM_DATA names no folder with the seeds")
@pytest.mark.parametrize(
    ("seed", "source", "name"),
    [
        ("003", "the Kremlin leader", "Vladimir Putin"),
        ("003", "the Ukrainian leader", "Volodymyr Zelensky"),
        ("004", "The 72-year-old Russian President", "Vladimir Putin"),
        ("002", "the Russian president", "Vladimir Putin"),
        ("001", "the US president", "Donald Trump"),
        ("000", "The ministry", "finance ministry"),
        ("003", "local officials", "local officials"),
    ],
)
def test_sources_of_real_articles(seed: str, source: str, name: str) -> None:
    (path,) = (Path(DATA or "") / "seeds").glob(f"{seed}_*")
    (article,) = variorum.read(path)
    laid = lay_out(article)
    at = laid.text.index(source)
    speaker = cast_of(laid).resolve(Span(at, at + len(source))).speaker
    assert speaker is not None
    assert speaker.name == name
