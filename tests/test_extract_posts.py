"""Posts that a page embeds, once they are text: whose words they are, and where they begin and end."""

from __future__ import annotations

import hashlib
import time

import pytest

from variorum.extract import claims, document, statement_posts
from variorum.model import Article, Block, Span, Statement


def article(*paragraphs: str) -> Article:
    text = "\n\n".join(paragraphs)
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(span=Span(at, at + len(paragraph)), role="body"))
        at += len(paragraph) + 2
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(id="a", text=text, blocks=tuple(blocks), paths=("a",), published="2026-03-04", sha256=digest)


def said(*paragraphs: str) -> tuple[str, tuple[Statement, ...]]:
    made = article(*paragraphs)
    return made.text, claims(made).statements


def test_a_signed_post_is_direct_speech_of_who_signs_it() -> None:
    text, found = said(
        "Passengers were stuck on the quay.",
        "The boat has turned round again. The bar is out of crisps. — Dana Loring (@danaloring) July 4, 2025",
    )
    assert [(s.form, s.speaker.name if s.speaker else None) for s in found] == [("direct", "Dana Loring")]
    assert [c.of(text) for c in found[0].content] == ["The boat has turned round again. The bar is out of crisps."]


def test_links_are_no_words_of_a_post_and_two_posts_are_two() -> None:
    text, found = said(
        "We rowed home. pic.twitter.com/abc https://t.co/xyz — Dana Loring (@danaloring) July 4, 2025 "
        "Nobody waved to us. – Piet Maas (@pietmaas)",
    )
    assert (found[0].content[0].of(text), found[0].speaker.name if found[0].speaker else None) == (
        "We rowed home.",
        "Dana Loring",
    )
    assert found[1].content[0].of(text).endswith("Nobody waved to us.")


def test_what_stands_far_before_a_post_is_not_its() -> None:
    text, found = said("The ferry company has many boats. " * 20 + "We rowed home. — Dana Loring (@danaloring)")
    post = next(s for s in found if s.speaker and s.speaker.name == "Dana Loring")
    assert len(post.content[0].of(text)) <= 320
    assert post.content[0].of(text).endswith("We rowed home.")


def test_a_handle_without_words_is_nothing() -> None:
    assert not [s for s in said("— Dana Loring (@danaloring) July 4, 2025")[1] if s.speaker]


@pytest.mark.parametrize("hostile", ["- a" * 30_000, "— " * 30_000, "—a(@" * 30_000, "- a" + " " * 50_000])
def test_hostile_text_takes_no_time(hostile: str) -> None:
    start = time.process_time()
    assert not list(statement_posts.posts(document.lay_out(article(hostile)), ()))
    assert time.process_time() - start < 5


def test_words_told_by_one_who_heard_them_are_passed_on() -> None:
    text, found = said(
        "Harbour master Edda Quill was silent on Tuesday.",
        'Her lawyer, Jan Petri, said that Quill had told him: "I never signed the paper."',
    )
    inner = next(s for s in found if s.form == "direct")
    assert (inner.speaker and inner.speaker.name, inner.relayed_by and inner.relayed_by.name) == (
        "Edda Quill",
        "Jan Petri",
    )
    assert inner.content[0].of(text).startswith("I never signed")


def test_a_colon_after_a_thing_passes_nothing_on() -> None:
    _, found = said('Harbour master Edda Quill said the plan was clear: "We will build it again."')
    assert [(s.form, s.speaker and s.speaker.name, s.relayed_by) for s in found] == [("direct", "Edda Quill", None)]
