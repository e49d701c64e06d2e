"""What the outlet tells in its own voice."""

from __future__ import annotations

from variorum.extract import claims
from variorum.model import Article, Block, Role, Span


def facts(*paragraphs: tuple[str, Role]) -> list[str]:
    text, blocks = "", []
    for words, role in paragraphs:
        blocks.append(Block(span=Span(len(text), len(text) + len(words)), role=role))
        text += words + "\n"
    return [f.span.of(text) for f in claims(Article(id="a", text=text, sha256="", blocks=tuple(blocks))).facts]


def test_a_sentence_outside_any_statement_is_a_fact() -> None:
    assert facts(("The bridge in Lenz was closed on Monday. Mayor Anna Orlov said it was old.", "body")) == [
        "The bridge in Lenz was closed on Monday."
    ]


def test_only_the_body_and_only_sentences() -> None:
    assert (
        facts(
            ("The bridge was closed on Monday.", "caption"),
            ("Bridge closed", "body"),
            ("Photo: archive of the town of Lenz", "body"),
        )
        == []
    )


def test_a_sentence_of_a_quotation_is_none() -> None:
    assert facts(("“The bridge was closed. It was old. It will open again,” Anna Orlov said.", "body")) == []
