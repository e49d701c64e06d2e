"""Whose statement it is, in its place among the others: exchanges, chains of pronouns, words that nobody is given."""

from __future__ import annotations

from hashlib import sha256

import pytest

from variorum.extract import claims, cues, names, quotes, speakers, statements
from variorum.extract.document import Document, lay_out
from variorum.extract.statement_loose import loose
from variorum.extract.statement_units import units
from variorum.extract.statement_voices import voice
from variorum.model import Article, Block, Span, Speaker
from variorum.settings import ExtractSettings


def article(*paragraphs: str) -> Document:
    text, blocks = "", []
    for words in paragraphs:
        text += "\n\n" if text else ""
        blocks.append(Block(span=Span(len(text), len(text) + len(words)), role="body"))
        text += words
    return lay_out(Article(id="a", text=text, sha256=sha256(text.encode()).hexdigest(), blocks=tuple(blocks)))


def who(words: str, *paragraphs: str) -> str | None:
    """Who says the statement whose content begins with ``words``."""
    document = article(*paragraphs)
    found = claims(document.article, settings=ExtractSettings(learned=False)).statements
    says = [s for s in found if s.content[0].of(document.text).startswith(words)]
    assert says, [[p.of(document.text) for p in s.content] for s in found]
    return says[0].speaker.name if says[0].speaker else None


def test_a_body_goes_on_as_it() -> None:
    text = "The Vask Group said the yard was safe. “We will not sell it,” it said."
    assert who("We will", text) == "Vask Group"


def test_several_go_on_as_they() -> None:
    assert who("We will", "Residents said the yard was loud. “We will leave,” they said.") == "Residents"


def test_a_pronoun_goes_on_with_the_speaker_before() -> None:
    text = "“It is late,” Ole Berg told the friends of Ana Kolar. “We will leave,” he said."
    assert who("We will", text) == "Ole Berg"


def test_a_description_between_breaks_the_chain() -> None:
    blocks = (
        "Energy Minister Ida Berg met the opposition leader, Ana Kolar.", "“It is late,” Kolar said.",
        "The minister brushed that aside. “We will wait,” she said.",
    )  # fmt: skip
    assert who("We will", *blocks) == "Ida Berg"


def test_somebody_named_before_the_pronoun_in_its_own_sentence() -> None:
    text = "“It is late,” said Ole Berg. Ivo Marek laughed, and he said it was early."
    assert who("it was early", text) == "Ivo Marek"


def test_who_spoke_before_the_question_answers_it() -> None:
    blocks = ("“It was dark,” Ole Berg said.", "“Was it late?” Ivo Marek asked.", "“No, it was not,” he replied.")
    assert who("No, it", *blocks) == "Ole Berg"


def test_who_is_asked_answers_it() -> None:
    text = "Mr Marek asked the officer, Ole Berg, whether it was dark. “No, sir,” he replied."
    assert who("No, sir", text) == "Ole Berg"


def test_a_plea_is_no_question() -> None:
    blocks = ("“It was dark,” Ana Kolar said.", "Ida Berg made a plea to her son. “Come home to us,” she said.")
    assert who("Come home", *blocks) == "Ida Berg"


def test_it_reads_what_is_written() -> None:
    text = "Ana Kolar came home to a note from plumber Ole Berg on the table. It read: “Gone for a while.”"
    assert who("Gone for", text) == "Ole Berg"


def test_a_text_does_not_go_on_as_its_maker() -> None:
    blocks = ("Ana Kolar laughs. She shows a message from Ida Berg. It reads: “Did you sleep?”", "“I did,” she says.")
    assert who("I did", *blocks) == "Ana Kolar"


def test_somebody_brought_up_inside_a_quotation_speaks_there() -> None:
    text = "“My daughter asked me that. She said, ‘Is it a trick, then?’” said Ana Kolar."
    assert who("Is it a trick", text) == "daughter"


# -- words that nobody is given -------------------------------------------------------------------------------


def loosely(*paragraphs: str) -> list[tuple[str, str | None]]:
    """Each bare quotation with whom its place gives it to; attributed ones count as taken."""
    document = article(*paragraphs)
    quotations = quotes.find(document)
    laid = units(document, quotations, cues.load())
    cast = speakers.cast(document, names.find(document))
    found = []
    for draft in loose(laid, (), quotations, document.text):
        made = voice(
            document.text, draft, draft.extent, cast=cast, around=None, before=None, after=None, unit=laid[draft.unit]
        )
        found.append((draft.content[0].of(document.text), made.speaker.name if made.speaker else None))
    return found


@pytest.mark.parametrize(
    ("paragraphs", "told"),
    [
        (["Ana Kolar is not sorry. “My brother is. He weeps.”"], [("My brother is. He weeps.", "Ana Kolar")]),
        (["Ole Berg was asked about ships. 'Next question.'"], [("Next question.", "Ole Berg")]),
        (["“It was like a train.”", "Ole Berg was asleep."], [("It was like a train.", "Ole Berg")]),
        (["It rained. “It was like a train.”", "It was late."], [("It was like a train.", None)]),
        (["Ole Berg called it “a fine mess”."], []),
        (["“no verb and no capital”"], []),
    ],
)
def test_a_quotation_that_stands_alone(paragraphs: list[str], told: list[tuple[str, str | None]]) -> None:
    assert loosely(*paragraphs) == told


def test_a_passive_without_an_agent_is_nobodys() -> None:
    document = article("Ole Berg was accused of “open contempt” by no one in the room.")
    assert loosely(document.text) == []


def test_the_answer_in_an_exchange_without_verbs() -> None:
    document = article("“It was dark,” Ana Kolar said.", "“Was it late?” asked Ole Berg.", "“The clock had stopped.”")
    quotations = quotes.find(document)
    laid = units(document, quotations, cues.load())
    cast = speakers.cast(document, names.find(document))
    ruled = statements.by_rules(document)
    made = None
    for draft in ruled.drafts:
        made = voice(
            document.text, draft, laid[draft.unit].span, cast=cast, around=None, before=made, after=None,
            unit=laid[draft.unit],
        )  # fmt: skip
    (last,) = loose(laid, ruled.drafts, quotations, document.text)
    answer = voice(
        document.text, last, last.extent, cast=cast, around=None, before=made, after=None, unit=laid[last.unit]
    )
    assert answer.speaker == Speaker(name="Ana Kolar", kind="person")
