"""Which quotation marks belong together."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.extract import quotes
from variorum.extract.document import lay_out
from variorum.extract.quotes import Quotation
from variorum.model import Article, Block, Span


def article(text: str) -> Article:
    """One body block a paragraph."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(span=Span(at, at + len(line)), role="body"))
        at += len(line) + 1
    return Article(id="a", text=text, sha256="", blocks=tuple(blocks))


def found(text: str) -> tuple[Quotation, ...]:
    return quotes.find(lay_out(article(text)))


def inner(text: str) -> list[str]:
    return [q.inner.of(text) for q in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “the dam holds” twice.", ["the dam holds"]),
        ('She said "the dam holds" twice.', ["the dam holds"]),
        ("She said „the dam holds“ twice.", ["the dam holds"]),
        ("She said «the dam holds» twice.", ["the dam holds"]),
        ("She said »the dam holds« twice.", ["the dam holds"]),
        ("She said ‘the dam holds’ twice.", ["the dam holds"]),
        ("She said 'the dam holds' twice.", ["the dam holds"]),
        ("She said ''the dam holds'' twice.", ["the dam holds"]),
        ("She said ``the dam holds'' twice.", ["the dam holds"]),
        ("She said ‘‘the dam holds’’ twice.", ["the dam holds"]),
        ("She said ”the dam holds” twice.", ["the dam holds"]),
        ("A dash—“the dam holds”—between.", ["the dam holds"]),
    ],
)
def test_every_kind_of_mark(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_a_curly_mark_may_be_closed_by_a_straight_one() -> None:
    assert inner('He is a “stubborn man" who “never sleeps."') == ["stubborn man", "never sleeps."]
    assert inner('“We stay," he said. "We work.”') == ["We stay,", "We work."]


def test_a_quotation_in_a_quotation() -> None:
    text = "“I told her, ‘Open the gate.’ She did,” Orlov said."
    outer, nested = found(text)
    assert outer.depth == 0
    assert (nested.depth, nested.parent) == (1, outer.index)
    assert nested.inner.of(text) == "Open the gate."


def test_the_same_marks_inside_one_another() -> None:
    assert inner("“The paper asked “Why now?” and left,” he said.") == [
        "The paper asked “Why now?” and left,",
        "Why now?",
    ]


def test_straight_marks_around_curly_ones() -> None:
    assert inner('"She wrote: “never again” on it," he said.') == ["She wrote: “never again” on it,", "never again"]


def test_three_straight_marks_close_the_inner_quotation_first() -> None:
    text = "''They call it 'the pit,''' he said."
    assert inner(text) == ["They call it 'the pit,'", "the pit,"]


@pytest.mark.parametrize(
    "text",
    [
        "The council’s plan and the allies’ doubts don’t matter.",
        "The council's plan and the allies' doubts don't matter in the '90s.",
        "Rock 'n' roll isn't dead, tell 'em.",
        "The board is 5'10\" long.",
    ],
)
def test_apostrophes_and_inch_marks_are_no_quotations(text: str) -> None:
    assert inner(text) == []


def test_an_apostrophe_inside_single_marks_does_not_close_them() -> None:
    assert inner("He said ‘the allies’ plan isn’t ours’ and left.") == ["the allies’ plan isn’t ours"]


def test_each_paragraph_opens_and_only_the_last_closes() -> None:
    text = "“We will rebuild the bridge.\n“It will take years.\n“But it will stand,” Orlov said."
    first, second, third = found(text)
    assert [q.closed for q in (first, second, third)] == [False, False, True]
    assert (first.continues, second.continues, third.continues) == (None, first.index, second.index)


def test_an_unclosed_mark_reaches_no_further_than_its_sentence_or_paragraph() -> None:
    text = "Orlov said “we stay. The bridge is shut.\nNothing else happened."
    assert inner(text) == ["we stay."]
    opening = "“We stay. The bridge is shut.\nNothing else happened."
    assert inner(opening) == ["We stay. The bridge is shut."]


def test_an_opening_mark_ends_the_unclosed_one_before_it() -> None:
    text = "He said “we stay, and later “we go” to all."
    assert inner(text) == ["we stay, and later", "we go"]


MARKS = st.text(alphabet=st.sampled_from(list("“”„«»\"'‘’`ab .,\n")), max_size=120)


@given(MARKS)
@settings(max_examples=200, deadline=None)
def test_quotations_lie_in_their_block_and_nest(text: str) -> None:
    doc = lay_out(article(text))
    made = quotes.find(doc)
    for n, q in enumerate(made):
        assert q.index == n
        assert doc.article.blocks[q.block].span.contains(q.span)
        assert q.span.contains(q.inner)
        assert not q.inner.of(text)[0].isspace()
        if q.parent is not None:
            assert made[q.parent].span.contains(q.span)
            assert made[q.parent].depth == q.depth - 1


@pytest.mark.parametrize("mark", ["“", "”", '"', "'", "‘", "’", "“a” ", '"a ', " ' a", "‘ a’"])
def test_thousands_of_marks_take_bounded_time(mark: str) -> None:
    text = mark * (40_000 // len(mark))
    start = time.process_time()
    found(text)
    assert time.process_time() - start < 5


def test_a_single_mark_that_a_paragraph_leaves_open_goes_on_in_the_next() -> None:
    text = "'No,' he said. 'I'm going home. It's late.\n'And I don't care.'"
    assert inner(text) == ["No,", "I'm going home. It's late.", "And I don't care."]
