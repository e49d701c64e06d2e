"""The Markdown view: a document that stands alone, in which articles can say nothing but words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from variorum.model import Volume
from variorum.present import compose, markdown
from variorum.present.safe import markdown_text
from variorum.settings import PresentSettings

from . import sample_volume
from .sample_volume import hostile

_HOSTILE = "[^1]: x [^2] | `code` **b** <img src=x onerror=y> [a](javascript:x) ![i](http://e.example) ~~s~~ # h \\"


@pytest.fixture(scope="module")
def volume() -> Volume:
    return sample_volume.volume()


@pytest.fixture(scope="module")
def shown(volume: Volume) -> str:
    return markdown.render(volume)


def _notes(document: str) -> list[int]:
    return [int(n) for n in re.findall(r"(?m)^\[\^(\d+)\]: ", document)]


def _marks(document: str) -> set[int]:
    return {int(n) for n in re.findall(r"(?<!\\)\[\^(\d+)\](?!:)", document)}


def test_every_mark_has_its_note_and_every_note_its_mark(shown: str) -> None:
    notes = _notes(shown)
    assert notes == list(range(1, len(notes) + 1))
    assert _marks(shown) == set(notes)


def test_a_note_names_source_place_and_exact_words(volume: Volume, shown: str) -> None:
    herald = compose.volume(volume).witness("H").article
    found = re.findall(r"(?m)^\[\^\d+\]: \*\*H\*\*, Harbour Herald, .*?characters (\d+) to (\d+): (.*)$", shown)
    assert len(found) > 10
    for start, end, words in found:
        assert words == markdown_text(herald.text[int(start) : int(end)])
    assert "<https://herald.example/quay>" in shown


def test_the_parts_are_there(shown: str) -> None:
    for heading in ("Events", "Witnesses", "Findings", "Statements", "Figures", "Who has what", "Timeline", "Origins",
                    "Shared narration", "Not used"):  # fmt: skip
        assert re.search(rf"(?m)^##+ {heading}$", shown), heading
    assert r"“We \[will &gt; may\] rebuild it before the first frost, \[+ if the council agrees\].”" in shown


def test_findings_beyond_the_number_are_counted(volume: Volume) -> None:
    assert "4 more in the record." in markdown.render(volume, settings=PresentSettings(findings=2))


def test_an_empty_volume_is_a_document() -> None:
    empty = Volume(recipe="", witnesses=(), labels=(), editions=(), storylines=())
    assert "No article could be compared." in markdown.render(empty)


def _kinds(document: str) -> list[str]:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(document)

    def walk(found: list[Token]) -> list[str]:
        return [t for token in found for t in (token.type, *walk(token.children or []))]

    return [k for k in walk(tokens) if k not in {"text", "text_special", "softbreak"}]


def _check(words: str) -> None:
    """Hostile words leave the document with the very structure that harmless words give it."""
    made = markdown.render(hostile(sample_volume.volume(), words))
    kinds = _kinds(made)
    assert not {"html_inline", "html_block", "image", "s_open", "code_inline", "fence", "code_block"} & set(kinds)
    notes = _notes(made)
    assert notes == list(range(1, len(notes) + 1))
    assert _marks(made) == set(notes)
    plain = _kinds(markdown.render(hostile(sample_volume.volume(), "plain words")))
    for kind in ("heading_open", "tr_open", "td_open", "list_item_open"):
        assert kinds.count(kind) == plain.count(kind), kind


def test_articles_bring_no_structure() -> None:
    _check(_HOSTILE)


@settings(max_examples=15, deadline=None)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("[]^1:|`*<>~#\\\n-+ ")), min_size=1, max_size=40))
def test_no_words_bring_structure(words: str) -> None:
    _check("x" + words)
