"""Untrusted words stay words, in every kind of output."""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from variorum.present import safe

_HOSTILE = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("\x1b\x9b\x07\r\n\t\u202e\u2066\u200b\ufeff\u2028\\`*_[]()<>|~^$#&!:-+=.1@{}%'\" a"),
    )
)


@given(_HOSTILE)
def test_a_terminal_gets_no_control_character(words: str) -> None:
    shown = safe.terminal_text(words)
    assert not any(unicodedata.category(c) in {"Cc", "Zl", "Zp", "Cs"} for c in shown)
    assert not any(c in shown for c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")
    shown.encode("utf-8")


@given(_HOSTILE)
def test_safe_text_is_one_line_and_stays_what_it_is(words: str) -> None:
    shown = safe.terminal_text(words)
    assert len(shown.splitlines()) <= 1
    assert safe.terminal_text(shown) == shown


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Sc", "Sm"], max_codepoint=0xFFFF)))
def test_ordinary_words_are_not_changed(words: str) -> None:
    assert safe.terminal_text(words) == words


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "<U+001B>[31mred<U+001B>[0m"),
        ("two\n\n  lines\tand\u00a0more ", "two lines and more"),
        ("abc\u202edef", "abc<U+202E>def"),
        ("soft\u00adhyphen", "softhyphen"),
        ("lone \ud800 half", "lone \ufffd half"),
        ("👩\u200d🚒", "👩\u200d🚒"),
    ],
)
def test_what_a_terminal_shows(words: str, shown: str) -> None:
    assert safe.terminal_text(words) == shown


class _Seen(HTMLParser):
    """Tags and text of a rendered document."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def _rendered(markdown: str) -> _Seen:
    seen = _Seen()
    seen.feed(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown))
    return seen


@given(_HOSTILE)
def test_markdown_reads_the_words_as_words(words: str) -> None:
    seen = _rendered(safe.markdown_text(words))
    assert set(seen.tags) <= {"p"}
    assert seen.words.strip("\n") == safe.terminal_text(words)


@given(_HOSTILE)
def test_markdown_in_a_list_and_in_a_cell(words: str) -> None:
    made = safe.markdown_text(words)
    assert set(_rendered(f"- {made}").tags) <= {"ul", "li"}
    table = _rendered(f"| a | b |\n|---|---|\n| {made} | x |\n")
    assert table.tags.count("td") == 2
    assert table.words.split()[-1:] == ["x"]


@given(_HOSTILE)
def test_markdown_has_no_structure_of_the_article(words: str) -> None:
    made = safe.markdown_text(words)
    assert "<" not in made
    for mark in "[`*_":
        assert all(made[i - 1] == "\\" for i, c in enumerate(made) if c == mark)


@pytest.mark.parametrize(
    "words",
    [
        "[^1]: a note",
        "![x](http://e.example/x.png)",
        "<script>x</script>",
        "# head",
        "1. one",
        "---",
        "~~gone~~",
        "&lt;",
    ],
)
def test_markup_is_shown_as_written(words: str) -> None:
    assert _rendered(safe.markdown_text(words)).words.strip() == words


def test_bare_addresses_are_not_linked() -> None:
    assert "http://" not in safe.markdown_text("see http://e.example")
    assert "www." not in safe.markdown_text("see www.e.example")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/x", "http://", "http://[x", "x y"]
)
def test_only_web_addresses_are_links(url: str) -> None:
    assert safe.markdown_url(url) is None


@given(_HOSTILE)
def test_an_address_cannot_end_its_link(words: str) -> None:
    made = safe.markdown_url("https://e.example/" + words)
    assert made is None or not any(c in made for c in '<>\n \x1b"`')


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "  =1", "\u200b=1", "＝1"])
def test_a_cell_is_never_a_formula(words: str) -> None:
    assert safe.csv_text(words).startswith("'")


@given(_HOSTILE)
def test_no_cell_begins_like_a_formula(words: str) -> None:
    assert safe.csv_text(words)[:1] not in set("=+-@\t\r\n＝＋－＠")
