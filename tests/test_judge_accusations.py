"""What is no accusation, or no first thing to look at: small invented events, each with a trap of real reports."""

from __future__ import annotations

import io
import json
from functools import cache

import pytest

from variorum import pipeline
from variorum.judge import relation_polarity
from variorum.model import Edition, Finding, FindingKind

SCENE = "The ferry pier at Larnholt slid into the bay on Tuesday, harbour master Edda Quill said.\n\n"


@cache
def event(*texts: str) -> Edition:
    """The edition of some reports of one event, called a, b, c ..."""
    lines = [
        json.dumps({"id": "abcdef"[n], "title": "Larnholt pier", "published": "2026-03-04", "text": SCENE + text})
        for n, text in enumerate(texts)
    ]
    volume = pipeline.volume(pipeline.articles(["-"], stdin=io.BytesIO("\n".join(lines).encode())))
    return max(volume.editions, key=lambda e: len(e.event.articles))


def found(kind: FindingKind, *texts: str) -> list[Finding]:
    return [f for f in event(*texts).findings if f.kind == kind]


def test_words_of_grammar_alone_are_the_last_thing_to_look_at() -> None:
    told = found(
        "reworded-quote",
        "“The tears you see are tears of joy and the relief of a whole e-mail generation,” Quill told reporters.",
        "“The tears you see are tears of joy, relief of a whole email generation,” Quill told reporters.",
    )
    assert [f.severity for f in told] == ["low"]


def test_who_has_which_wording_is_said() -> None:
    one = "“I will look after the old pier. Help me with the road,” Quill told reporters."
    told = found("reworded-quote", one, one, "“Let me look after the old pier. Help me out with the road,” Quill said.")
    assert [f.severity for f in told] == ["high"]
    assert "(a and b / c)" in told[0].message
    assert {e.article for e in told[0].evidence} == {"a", "b", "c"}


def test_two_remarks_that_one_report_has_both_are_no_rewording() -> None:
    both = "“I will miss the pilots of Larnholt,” Quill said.\n\n“I will miss the rowers of Larnholt,” Quill said."
    assert not found("reworded-quote", both, "“I will miss the rowers of Larnholt,” Quill told reporters.")


def test_two_people_do_not_reword_one_another() -> None:
    told = found(
        "reworded-quote",
        "“We will learn more about the pier as the night goes on,” said coastguard Jan Petri.",
        "“We will have more details about the pier as the evening goes on,” said diver Mona Ruud.",
    )
    assert not told


@pytest.mark.parametrize(
    ("one", "other", "opposed"),
    [
        ("they opened something up there and nobody rang me", "somebody opened something up", False),
        ("nobody opened the old gates", "somebody opened the old gates", True),
        ("the company wrote to nobody", "the company wrote to some", True),
    ],
)
def test_nobody_is_the_contrary_of_somebody_of_whom_the_same_is_told(one: str, other: str, opposed: bool) -> None:
    assert (relation_polarity.contrary(one.split(), other.split()) is not None) is opposed


def test_a_clause_says_the_contrary_of_a_clause() -> None:
    told = found(
        "contradiction",
        "“I have got somebody in mind for that empty building, and no, I will not say whom,” Quill said.",
        "Quill said she had nobody in mind for the empty building.",
    )
    assert told


FACT = "The pillars of the old pier were never inspected by the ferry company"


def test_first_person_words_without_marks_are_no_plain_fact() -> None:
    said = f"“{FACT} that we paid,” Quill said."
    assert not found("attribution-dropped", said, f"{FACT} that we paid.")


def test_signed_posts_are_somebodys_words() -> None:
    said = f"{FACT}, Quill said."
    assert found("attribution-dropped", said, f"The council met.\n\n{FACT}.")
    assert not found("attribution-dropped", said, f"The council met.\n\n{FACT}. — Edda Quill (@equill) March 3, 2026")


@pytest.mark.parametrize(("told", "severities"), [("indirect", ["medium"]), ("quoted", [])])
def test_quotations_alone_are_no_points_that_rest_on_one_voice(told: str, severities: list[str]) -> None:
    points = (
        "The pillars were never inspected",
        "The ferry company ignored four letters from the harbour office",
        "The old lamp on the pier had been dark since Easter",
    )
    quoted = "\n\n".join(f"“{p},” Quill said." for p in points)
    own = "\n\n".join(f"{p}, Quill said." for p in points) if told == "indirect" else quoted
    assert [f.severity for f in found("one-voice", quoted, own, own)] == severities


def test_figures_of_the_background_come_after_those_of_the_news() -> None:
    news = "Divers found 41 cars under the pier. Repairs to the pier cost 3.4 million euros. The pier has 212 pillars."
    past = "In 1931 a fire in distant Oster killed 17 people, injured 240 others and cost insurers 9 million crowns."
    other = "Divers searched for cars under the pier. Repairs to the pier will be dear. The pillars are old."
    assert [f.severity for f in found("single-source", news, other)] == ["medium"]
    assert [f.severity for f in found("single-source", past, other)] == ["low"]


def test_figures_of_one_source_are_told_with_what_they_count() -> None:
    news = "Divers found 41 cars under the pier. Repairs took 97 days. The pier has 212 old pillars."
    (told,) = found("single-source", news, "Divers searched for cars under the pier. Repairs to the pier will be dear.")
    assert "41 cars" in told.message
    assert "212 old pillars" in told.message


def test_a_verb_that_colours_two_points_is_told_once() -> None:
    one = (
        "Quill admitted that the old pillars of the pier had never been inspected and that the lamp was dark at Easter."
    )
    two = "The old pillars of the pier had never been inspected, Quill said. The lamp was dark at Easter, Quill said."
    (told,) = found("stance-differs", one, two)
    assert len(told.entries) == 2


def test_who_has_an_interpreter_has_one_for_all_words() -> None:
    one = "“The pier was old and we are sorry for it,” Quill told reporters, speaking through an interpreter."
    two = "“Let me look after the pier. Help me out with the road,” Quill said."
    kinds = {
        f.kind
        for f in event(f"{one}\n\n“I will look after the pier. Help me with the road,” Quill said.", two).findings
        if f.rule != "reworded-two-occasions"
    }
    assert "translation-differs" in kinds
    assert "reworded-quote" not in kinds


def test_a_day_that_the_speaker_names_is_not_the_day_he_speaks_on() -> None:
    after = "“If nothing is signed by January 1, 2027, we will row.”"
    told = found(
        "reworded-quote",
        f"“Not one sack of grain will be stopped at our quay this winter,” Quill told reporters. {after}",
        "“Not a single sack of grain will stop at our quay this winter,” Quill told reporters. "
        "“If nothing is signed by January 2, 2027, we will row.”",
    )
    assert told
    assert all(f.rule == "reworded-quote" for f in told)


@pytest.mark.parametrize(
    "before",
    ["According to the ferry company, the pier had stood for 90 years. ", "“We shall look at the pier, ", ""],
)
def test_what_goes_on_with_an_attribution_has_lost_none(before: str) -> None:
    said = f"{FACT}, Quill said."
    dropped = found("attribution-dropped", said, f"The council met.\n\n{before}{FACT}.")
    assert bool(dropped) is (not before)


def test_what_most_reports_state_is_common_knowledge() -> None:
    said, stated = f"{FACT}, Quill said.", f"The council met.\n\n{FACT}."
    assert [f.severity for f in found("attribution-dropped", said, stated)] == ["low"]
    assert all(f.severity == "low" for f in found("attribution-dropped", said, said, stated))
    assert not found("attribution-dropped", said, stated, stated)


def test_what_is_only_alleged_is_alleged_by_whoever_says_so() -> None:
    alleged = "The ferry company allegedly sold the old pillars of the pier to a dealer in Oster before the winter."
    plain = "The ferry company sold the old pillars of the pier to a dealer in Oster before the winter"
    assert found("certainty-differs", alleged, f"The council met.\n\n{plain}.")
    assert not found("certainty-differs", alleged, f"{plain}, police said.")


def test_figures_told_again_and_again_are_one_figure() -> None:
    page = " ".join(f"The picture shows the pier with {n} of 41 cars under the water." for n in ("2", "3"))
    again = "The pier has 41 cars."
    other = "Divers searched for cars under the pier. Repairs to the pier will be dear."
    told = found("single-source", f"{page} {again} {again}", other)
    assert all(f.message.count("41") == 1 for f in told)


def test_the_two_sides_of_one_night_are_one_occasion() -> None:
    words = "“The pier is lost,” Quill said in a speech on {}.\n\n“We shall row,” Quill said on {}."
    assert found("date-check", words.format("Tuesday afternoon", "Thursday"))
    assert not found("date-check", words.format("Tuesday night", "early Wednesday"))
