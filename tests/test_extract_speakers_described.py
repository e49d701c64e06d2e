"""Whom descriptions, pronouns and texts stand for: invented articles, one rule of news English a test."""

from __future__ import annotations

import re

import pytest

from tests.test_extract_names import document
from tests.test_extract_speakers import cast_of, resolved, who
from variorum.model import Span, Speaker


def told(source: str, *blocks: str, verb: str = "", nth: int = 0) -> tuple[str, str] | None:
    """What the ``nth`` occurrence of ``source`` stands for, doing ``verb``."""
    laid = document(*blocks)
    at = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(source)}(?!\w)", laid.text)][nth]
    speaker = cast_of(laid).resolve(Span(at, at + len(source)), verb=verb).speaker
    return (speaker.name, speaker.kind) if speaker else None


# -- contractions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_contraction_is_no_person(mark: str) -> None:
    blocks = (
        "Mayor Ada Quill left the hall.",
        f"“I{mark}ll be back and I{mark}m not sorry. He{mark}d know,” she said.",
        "She smiled.",
    )
    assert who("She", *blocks) == ("Ada Quill", "person")


# -- offices, ages, appositions -------------------------------------------------------------------------------

CREW = "The court tried the death of deckhands Ivo Marek, 23, and Ole Berg, 31, on the barge of Peter Vask, a pilot."


@pytest.mark.parametrize(
    ("article", "source", "name"),
    [
        (("Ivo Marek, a deckhand on a barge, met Ana Kolar.", "Then the deckhand wept."), "the deckhand", "Ivo Marek"),
        ((CREW, "It was late. The pilot slept."), "The pilot", "Peter Vask"),
        ((CREW, "A recording of Marek was played.", "“Stop,” the deckhand said."), "the deckhand", "Ivo Marek"),
        (("Judge Elaine Vask heard Ivo Marek.", "The judge sighed."), "The judge", "Elaine Vask"),
        (("The judge, Mrs Justice Elaine Vask, heard Ivo Marek.", "The judge sighed."), "The judge", "Elaine Vask"),
        (("PC Laura Quill met Ivo Marek.", "The officer took notes."), "The officer", "Laura Quill"),
        (("Sen. Ole Berg (D-Ohio) met Ivo Marek.", "The senator left."), "The senator", "Ole Berg"),
        (("Sen. Ole Berg (D-Ohio) met Rep. Ivo Marek (R-Iowa).", "The Democrat left."), "The Democrat", "Ole Berg"),
        (("Kofi Holm, 17, scored. Peter Vask, 31, did not.", "The teenager wept."), "The teenager", "Kofi Holm"),
        (("Kofi Holm, 17, met Peter Vask, 31.", "The 31-year-old left."), "The 31-year-old", "Peter Vask"),
        (("Kofi Holm (17) met Peter Vask.", "Vask left.", "The 17-year-old slept."), "The 17-year-old", "Kofi Holm"),
        (("The card went to the captain, Luke Berg.", "The captain left."), "The captain", "Luke Berg"),
    ],
)  # fmt: skip
def test_a_description_goes_to_whom_the_article_has_told_it_of(
    article: tuple[str, ...], source: str, name: str
) -> None:
    laid = document(*article)
    at = laid.text.rindex(source)
    assert cast_of(laid).resolve(Span(at, at + len(source))).speaker == Speaker(name=name, kind="person")


def test_an_office_is_not_looked_up_ahead() -> None:
    blocks = (
        "Ivo Marek spoke. He was calm. It rained. Nobody came.", "The senator left early, an aide said.",
        "Later Sen. Ole Berg came.",
    )  # fmt: skip
    assert told("The senator", *blocks) == ("senator", "unnamed")


def test_a_headline_looks_ahead() -> None:
    laid = document(
        ("Yard sinks as chief executive warns of hard year", "title"),
        "“It is hard,” said Ada Quill, the chief executive.",
    )
    at = laid.text.index("chief executive")
    assert cast_of(laid).resolve(Span(at, at + 15)).speaker == Speaker(name="Ada Quill", kind="person")


def test_an_epithet_goes_to_the_one_who_stands_out() -> None:
    blocks = ("Ana Kolar is late.", "At 73 the photographer has a new book.", "Her editor, Ole Berg, read it.")
    assert told("the photographer", *blocks) == ("Ana Kolar", "person")
    assert told("The photographer", *blocks, "The photographer laughed.") == ("Ana Kolar", "person")


@pytest.mark.parametrize("noun", ["officer", "official", "referee", "spokesman", "driver", "witness"])
def test_other_nouns_are_nobody_named(noun: str) -> None:
    article = f"Ole Berg fell in the first half. Ana Kolar ran on, and the {noun} said no."
    assert told(f"the {noun}", article) == (noun, "unnamed")


def test_a_description_right_after_a_sentence_about_one_person() -> None:
    article = "Ole Berg had another story. “He will tell you that he slept,” the manager said."
    assert told("the manager", article) == ("Ole Berg", "person")


def test_a_party_is_an_epithet_and_a_member_of_it_nobody_named() -> None:
    assert told("the Republican", "Ivo Marek spoke in Ohio. “Vote,” the Republican said.") == ("Ivo Marek", "person")
    assert told("a Nevada Democrat", "“Vote,” said a Nevada Democrat.") == ("Nevada Democrat", "unnamed")
    assert told("Some Democrats", "Some Democrats agreed.") == ("Democrats", "collective")


def test_a_nationality_of_many_is_no_single_person() -> None:
    assert told("The French", "Ivo Marek met Ana Kolar. The French said no.") == ("French", "collective")


def test_kin() -> None:
    blocks = ("Ole Berg’s sister, Ana Berg, runs the yard.", "“My brother is soft,” she said.", "Her brother laughed.")
    assert told("Her brother", *blocks) == ("Ole Berg", "person")
    assert told("My brother", *blocks) == ("Ole Berg", "person")


def test_a_noun_before_a_name_makes_no_other_office_of_it() -> None:
    blocks = ("Governor Ole Berg came. Ana Kolar played.", "The band leader waved.")
    assert told("The band leader", *blocks) != ("Ole Berg", "person")


# -- bodies ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("blocks", "source", "name"),
    [
        (("Vask Foods, the maker of soups, fell.", "The Zenda-based company said so."), "The Zenda-based company",
         "Vask Foods"),
        (("The developers, Quill Homes, say it is done.", "The company said so."), "The company", "Quill Homes"),
        (("The airline Vask Airways met the Sund Town Council.", "The airline wept."), "The airline", "Vask Airways"),
        (("Sund Borough Council met Vask Foods, a soup maker.", "The council said so."), "The council",
         "Sund Borough Council"),
        (("The Sund Times wrote of Vask Foods.", "Vask Foods fell. The newspaper said so."), "The newspaper",
         "Sund Times"),
    ],
)  # fmt: skip
def test_a_body_is_called_again_by_its_noun(blocks: tuple[str, ...], source: str, name: str) -> None:
    assert told(source, *blocks, nth=-1) == (name, "organisation")


def test_another_body_is_not_the_one_before() -> None:
    assert told("The party", "Another party left the hall.", "The party said no.") == ("party", "organisation")


# -- those who have no name -----------------------------------------------------------------------------------


def test_nameless_sources_stay_apart() -> None:
    blocks = (
        "“She is finished,” said one minister, who asked not to be named.", "A second minister disagreed.",
        "“Never,” they said.", "Another minister shrugged.", "Allies of Ole Berg wept.", "One of them called it a day.",
    )  # fmt: skip
    assert told("one minister, who asked not to be named", *blocks) == ("minister", "unnamed")
    assert told("A second minister", *blocks) == ("second minister", "unnamed")
    assert told("they", *blocks) == ("second minister", "unnamed")
    assert told("Another minister", *blocks) == ("Another minister", "unnamed")
    assert told("One of them", *blocks) == ("One of them", "unnamed")


def test_a_name_inside_a_description_does_not_speak() -> None:
    blocks = ("One person close to both Berg and Kolar believes so.", "“It is over,” the person said.")
    assert told("One person close to both Berg and Kolar", *blocks) == (
        "person close to both Berg and Kolar",
        "unnamed",
    )
    assert told("the person", *blocks) == ("person close to both Berg and Kolar", "unnamed")


def test_a_spokesman_is_not_his_principal() -> None:
    blocks = ("Prime Minister Ole Berg's official spokesman was brief. “No,” he said.",)
    assert told("he", *blocks) == ("Prime Minister Ole Berg's official spokesman", "unnamed")


def test_a_relative_clause_is_no_part_of_the_name() -> None:
    source = "A police officer at the scene, who would give no name,"
    assert told(source, f"{source} said no.") == ("police officer at the scene", "unnamed")
    assert told("A trader who knows the yard", "A trader who knows the yard left.") == ("trader", "unnamed")


def test_the_officer_who_was_described_before() -> None:
    blocks = ("A police officer at the scene said no.", "“It is dark,” the officer said.")
    assert told("the officer", *blocks) == ("police officer at the scene", "unnamed")


def test_a_description_that_tells_the_name() -> None:
    assert told("A neighbour who gave her name only as Berta", "A neighbour who gave her name only as Berta wept.") == (
        "Berta", "person",
    )  # fmt: skip
    assert told("a man named Ole Berg", "It was a man named Ole Berg who left.") == ("Ole Berg", "person")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("his wife, longtime Ole Berg aide Ana Kolar,", "Ana Kolar"),
        ("the “national editor” Ana Kolar", "Ana Kolar"),
        ("Ana Kolar, a member of the yard's council,", "Ana Kolar"),
        ("by Ana Kolar", "Ana Kolar"),
    ],
)
def test_a_name_beside_a_description_speaks(source: str, name: str) -> None:
    assert told(source, f"It was Friday. So {source} said no.") == (name, "person")


def test_two_persons_with_appositions() -> None:
    source = "Ana Kolar, an engineer, and Ole Berg, a pilot,"
    assert told(source, f"{source} agreed.") == ("Ana Kolar and Ole Berg", "collective")


def test_an_apposition_is_the_one_named_before_it() -> None:
    text = "“No,” said Ana Kolar, a lawyer for the yard, who left."
    assert told("a lawyer for the yard", text) == ("Ana Kolar", "person")


# -- pronouns -------------------------------------------------------------------------------------------------


def test_who_is_asked_answers() -> None:
    blocks = ("Ole Berg spoke of the match.", "A reporter asked him whether he would play.", "“Me? No,” he said.")
    assert told("he", *blocks, nth=1) == ("Ole Berg", "person")
    article = "Mr Berg asked the guard, Ivo Marek, whether he slept. “No,” he replied."
    assert told("he", article, nth=1) == ("Ivo Marek", "person")


def test_the_one_whom_the_article_is_about() -> None:
    blocks = (
        "Ana Kolar built ships. She built ten.", "She sold them all.", *["It rained, and nothing moved."] * 16,
        "“It was late,” she says.",
    )  # fmt: skip
    assert told("she", *blocks) == ("Ana Kolar", "person")


def test_two_persons_are_they() -> None:
    blocks = ("Ole Berg and Ana Kolar both ran.", "They said it was late.")
    assert told("They", *blocks) == ("Ole Berg and Ana Kolar", "collective")
    blocks = ("Ole Berg, a pilot, and Ana Kolar, a diver, wrote a letter.", "They said it was late.")
    assert told("They", *blocks) == ("Ole Berg and Ana Kolar", "collective")


def test_a_place_or_a_silent_body_is_not_they() -> None:
    assert told("They", "Ole Berg left for Norway with the Vask Group.", "They said it was late.") is None


def test_a_person_whom_another_speaks_through_is_not_he() -> None:
    assert told("he", "Ole Berg sold the yard. Through a spokesman, he declined to comment.") == ("Ole Berg", "person")


def test_a_relative_clause_after_a_longer_phrase() -> None:
    assert told("who", "It was the rise of Ole Berg, who said no.") == ("Ole Berg", "person")
    assert told("who", "It was a row with Senate Republicans who said no.") == ("Senate Republicans", "collective")
    assert told("which", "It was a book by Ole Berg, which says no.") is None
    assert told("who", "It was Ole Berg, now the majority leader, who said no.") == ("Ole Berg", "person")


# -- texts ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("blocks", "verb", "name"),
    [
        (("Ana Kolar found a note from plumber Ole Berg on the fridge.", "It read: “Gone.”"), "read", "Ole Berg"),
        (("The court heard that Mr Berg had sent a message to his wife.", "It said: “Gone.”"), "said", "Berg"),
        (("The Vask Group said in a statement that it was sorry.", "“We will help,” It said."), "said", "Vask Group"),
        (("A letter was found in the yard.", "It read: “Gone.”"), "read", "letter"),
    ],
)
def test_it_is_a_text_or_who_made_it(blocks: tuple[str, ...], verb: str, name: str) -> None:
    found = told("It", *blocks, verb=verb)
    assert found is not None
    assert found[0] == name


def test_they_are_minutes() -> None:
    assert told("they", "The minutes survive. “It was agreed,” they read.", verb="read") == ("minutes", "unknown")


def test_a_text_speaks_for_whom_the_article_gives_as_its_maker() -> None:
    blocks = ("In a statement, the Vask Group said it was sorry.", "“We will help,” the statement said.")
    assert told("the statement", *blocks) == ("Vask Group", "organisation")
    assert told("An email about Norway", "An email about Norway said no.") == ("email about Norway", "unknown")
    report = "A report on ships issued over the summer by the Vask Group"
    assert told(report, f"{report} said no.") == ("Vask Group", "organisation")


# -- dialogues ------------------------------------------------------------------------------------------------

TALK = (
    "Ana Kolar is late. Kolar sits down.", "Q: You once said that ships are theft. Do you still?",
    "A: I said that to annoy Peter Holm.", "Q: And now?", "A: Now I sleep.",
)  # fmt: skip


def test_an_interview_in_questions_and_answers() -> None:
    cast = cast_of(document(*TALK))
    text = cast.document.text
    kolar = Speaker(name="Ana Kolar", kind="person")
    assert cast.labelled(text.index("to annoy")) == kolar
    assert cast.labelled(text.index("Do you")) is None
    assert told("You", *TALK) == ("Ana Kolar", "person")
    answer = text.index("A: I")
    assert cast.resolve(Span(answer, answer + 1)).speaker == kolar


def test_one_label_makes_no_dialogue() -> None:
    cast = cast_of(document("Ana Kolar: the woman who built ships", "She built ten."))
    assert cast.labelled(cast.document.text.index("woman")) is None


def test_who_acts_beside_a_quotation() -> None:
    laid = document("Ana Kolar is not sorry. “My brother is.”", "“Why?”", "Ole Berg laughed.")
    cast = cast_of(laid)
    assert cast.acting_before(laid.text.index("My brother")) == Speaker(name="Ana Kolar", kind="person")
    assert cast.acting_before(laid.text.index("Why")) is None
    assert cast.acting_after(laid.text.index("Why")) == Speaker(name="Ole Berg", kind="person")


def test_a_surname_that_is_a_place_too() -> None:
    blocks = ("Mia Paris sued the yard. Paris said that she was owed money.", "She left for the city.")
    assert who("She", *blocks) == ("Mia Paris", "person")


def test_what_may_be_anybody_stays_open() -> None:
    assert resolved("He", "Ole Berg met Ivo Marek. He left.").score < 0.8
    assert told("the agency", "Ole Berg left. “No,” the agency said.") == ("agency", "organisation")


# -- the head of an article looks ahead -----------------------------------------------------------------------

SAILS = "Vask Shipping will drop one in three sailings, its chief executive said on Tuesday."
CLOSES = "A mill will close this winter, its chief executive said on Tuesday."
HELD = "Chief executive Ole Berg said demand was weak."
RIVAL = "Holm Bank chief executive Ada Quill declined to comment."


@pytest.mark.parametrize(
    ("article", "source", "name"),
    [
        ((SAILS, "Ada Quill told residents that 12 crossings would go."), "its chief executive", "Ada Quill"),
        ((SAILS, "It was no surprise.", f"{HELD} {RIVAL}"), "its chief executive", "Ole Berg"),
        ((CLOSES, "“We cannot go on,” Vask Paper chief executive Ada Quill said."), "its chief executive", "Ada Quill"),
        (("Rates stay, the governor said.", "Governor Ole Berg said prices fell."), "the governor", "Ole Berg"),
        (("A court jailed a mayor.", "The judge wept.", "Judge Ada Quill fined him too."), "The judge", "Ada Quill"),
        # nobody that it could be, another body's, somebody of whom something else is told, too far away
        ((SAILS, "Residents were told that 12 crossings would go."), "its chief executive", "chief executive"),
        ((SAILS, RIVAL), "its chief executive", "chief executive"),
        ((SAILS, "Ada Quill, 41, a resident, said she would move."), "its chief executive", "chief executive"),
        ((SAILS, "A resident, Ada Quill, said she would move."), "its chief executive", "chief executive"),
        ((SAILS, "It rained.", "It blew.", "Ada Quill said no."), "its chief executive", "chief executive"),
        (("Ivo Marek left.", SAILS, "Ada Quill said no."), "its chief executive", "chief executive"),
    ],
)  # fmt: skip
def test_an_office_at_the_head_looks_ahead_to_its_holder(article: tuple[str, ...], source: str, name: str) -> None:
    found = told(source, *article)
    assert found is not None
    assert found[0] == name


@pytest.mark.parametrize("source", ["The seafarers' union", "The union representing the crew"])
def test_a_body_described_by_more_than_its_sort_is_another_one(source: str) -> None:
    assert told(source, "Vask Shipping will cut sailings.", f"{source} disputed that.") == (
        source.removeprefix("The "),
        "organisation",
    )
