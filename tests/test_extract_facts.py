"""What the outlet tells in its own voice."""

from __future__ import annotations

import pytest

from tests.ruled import by_rules
from variorum.model import Article, Block, Role, Span


def facts(*paragraphs: tuple[str, Role]) -> list[str]:
    text, blocks = "", []
    for words, role in paragraphs:
        blocks.append(Block(span=Span(len(text), len(text) + len(words)), role=role))
        text += words + "\n"
    return [f.span.of(text) for f in by_rules(Article(id="a", text=text, sha256="", blocks=tuple(blocks))).facts]


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


def beside(sentence: str) -> list[str]:
    return facts((f"Mayor Anna Orlov met Governor Peter Hale. {sentence}", "body"))[1:]


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        ("Although the river fell on Sunday, Orlov said the bridge was shut.", "the river fell on Sunday"),
        (
            "While the town, now in its third year of repairs, has no money, Orlov praised Hale for his work.",
            "the town, now in its third year of repairs, has no money",
        ),
        ("Even though nobody had checked it, Orlov called the bridge safe.", "nobody had checked it"),
        ("While the old bridge is shut, “we will mend it,” Orlov said.", "the old bridge is shut"),
    ],
)
def test_a_concession_before_a_statement_is_a_fact(sentence: str, clause: str) -> None:
    assert beside(sentence) == [clause]


@pytest.mark.parametrize(
    "sentence",
    [
        "Although he admitted the bridge was old, Hale said it would stand.",
        "While Hale praised the new plan, Orlov said it was too costly.",
        "While speaking in the town of Lenz, Orlov said the bridge was old.",
        "While acknowledging that the river could rise, Orlov said the bridge would stand.",
        "Although “the old bridge is shut for good”, Orlov said it would open again.",
    ],
)
def test_a_concession_that_is_said_or_a_participle_is_none(sentence: str) -> None:
    assert beside(sentence) == []
