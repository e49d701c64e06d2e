"""Headings glued onto a paragraph, and datelines: cut precisely, or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.clean import dateline, glued
from variorum.model import Span

REST = (
    "Putnam Vale said on Monday that the plan stood.",
    "The ministry in Ellery wants to spend more, Vale told reporters.",
    "Analysts in Ellery doubt that Vale can pay for it.",
)


def heading(paragraph: str) -> str | None:
    usage = glued.Usage((paragraph, *REST))
    end = glued.heading(paragraph, Span(0, len(paragraph)), usage, number=0)
    return None if end is None else paragraph[:end]


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("Sudden Turn On Fuel Prices", "In a short statement, the ministry said it would wait."),
        ("Harbour Strike and Its Consequences", "Vale praised the dockers for keeping the port open all night."),
        ("Falling Exports and Rising Debts", "Ellery is going through its weakest year since the flood."),
        ("Ada Finch backs Robert Lane", "The 61-year-old mayor was thanked for his work on the bridge."),
        ("Robert Lane responds", "“She said some very kind things about me tonight,” the mayor was quoted as saying."),
        ("Critics respond", '"This was no accident, it was neglect over many years," the union\'s leader said.'),
        ("Minister Under Pressure", "Opposition leaders asked him to resign within a day of the vote."),
        ("TALKS BREAK DOWN AGAIN", "Envoys left the town before noon, and no date was set."),
        ("Ministers meet in private", "According to two officials, the cabinet did not vote on it."),
        ("How the bridge fell", "On the morning of the storm, the guards had gone home early."),
        ("What Comes Next?", "The council meets on Monday to decide on the cost of it."),
        ("A Long Road Ahead", "However, engineers warned that the pillars could not be saved."),
    ],
)
def test_glued_headings_are_cut_where_the_sentence_begins(title: str, sentence: str) -> None:
    assert heading(f"{title} {sentence}") == title


@pytest.mark.parametrize(
    "sentence",
    [
        "Ellery President Putnam Vale said on Monday that the bridge would open.",
        "Prime Minister Jane Doe said the cabinet had agreed to the plan.",
        "New York City Mayor Robert Lane said the city would send engineers.",
        "Former U.S. Ambassador to Ellery Robert Lane told reporters that he was sorry.",
        "White House Press Secretary Ann Lee declined to say what was discussed.",
        "Italian Serie A club Ellery said it had sold its striker to a rival.",
        "Chinese Vice Premier He told reporters that the talks had gone well.",
        "Supreme Court Justice Ada Finch wrote that the law was clear on it.",
        "World Bank economists in Ellery said that growth would be slower.",
        "Hurricane Maria made landfall on the coast early on Sunday morning.",
        "Vale said “We will not wait for them any longer,” officials reported.",
        "Boston Celtics star Robert Lane said that he would not play again.",
        "He declined to comment The ministry said nothing about it either.",
        "Foreign Affairs Minister Putnam Vale is likely to visit the port next month.",
        "In The Hague, the judges said that they would rule on it in June.",
        "Ministry of Health officials said they were looking into the matter.",
        "Nobody was hurt in the fall of the bridge, the police said on Tuesday.",
    ],
)
def test_title_cased_openings_of_sentences_are_left_alone(sentence: str) -> None:
    assert heading(sentence) is None


def test_a_paragraph_is_no_witness_for_itself() -> None:
    paragraph = "Harbour Strike and Its Consequences Zorn praised the dockers for keeping the port open all night."
    assert heading(paragraph) is None  # nobody knows a Zorn from elsewhere


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*REST[0].split(), "The", "In", "Plan", "“", ",", "—", "WAR", "a"]), max_size=30))
def test_a_cut_lies_between_words_and_leaves_both_sides(words: list[str]) -> None:
    text = " ".join(words)
    if not text:
        return
    end = glued.heading(text, Span(0, len(text)), glued.Usage((text, *REST)), number=0)
    if end is not None:
        assert 0 < end < len(text) and text[end].isspace() and text[end:].strip()


@pytest.mark.parametrize(
    ("paragraph", "line", "tag", "date"),
    [
        ("Ellery (TEG): The council said", "Ellery (TEG):", "TEG", None),
        ("LONDON, June 3 (Reuters) - The minister", "LONDON, June 3 (Reuters) -", "Reuters", None),
        ("KYIV — The army said", "KYIV —", None, None),
        ("WASHINGTON (AP) — Jane Doe said", "WASHINGTON (AP) —", "AP", None),
        ("MOSCOW, May 9. /TASS/. The ship", "MOSCOW, May 9. /TASS/.", "TASS", None),
        ("NEW DELHI, India -- The court", "NEW DELHI, India --", None, None),
        ("ISLAMABAD: The prime minister", "ISLAMABAD:", None, None),
        ("Ellery [Northland], May 9 (ANI): The", "Ellery [Northland], May 9 (ANI):", "ANI", None),
        ("Ellery, 9 May 2024 – The council", "Ellery, 9 May 2024 –", None, "2024-05-09"),
        ("(Reuters) - The council said", "(Reuters) -", "Reuters", None),
        ("St. Petersburg (XYZ) — The ship", "St. Petersburg (XYZ) —", "XYZ", None),
    ],
)
def test_datelines(paragraph: str, line: str, tag: str | None, date: str | None) -> None:
    found = dateline.at_start(paragraph)
    assert found is not None
    assert (paragraph[: found.end], found.tag, found.date) == (line, tag, date)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Vale — the mayor of Ellery — said on Monday",
        "The minister (who resigned): He said",
        "Jane Doe (Labour): We will not wait",
        "WATCH: The bridge falls",
        "NATO: The alliance said",
        "On Monday - The mayor",
        "The talks (held in Ellery) — The second this year",
    ],
)
def test_what_is_no_dateline(paragraph: str) -> None:
    assert dateline.at_start(paragraph) is None


@pytest.mark.skipif("VARIORUM_DATA" not in os.environ, reason="needs the news articles under VARIORUM_DATA")
def test_hardly_any_heading_is_found_in_running_news() -> None:
    """Of the paragraphs of articles that hold no glued heading but in capitals, one in 1,000 at most is cut."""
    path = Path(os.environ["VARIORUM_DATA"], "data", "attribution", "polnear_dev.jsonl")
    paragraphs = cuts = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        listed = [p for p in text.split("\n") if len(p) > 60]
        usage = glued.Usage(listed)
        for number, paragraph in enumerate(listed):
            end = glued.heading(paragraph, Span(0, len(paragraph)), usage, number=number)
            paragraphs += 1
            cuts += end is not None and not paragraph[:end].isupper()
    assert paragraphs > 1000
    assert cuts <= paragraphs / 1000
