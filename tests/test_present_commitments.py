"""What the views say of a pledge: that it is one, by when, how firmly, and that its line of the timeline lies ahead."""

from __future__ import annotations

import re

import pytest

import variorum
from variorum.model import Article, Block, Span, Volume
from variorum.present import html, markdown, record, terminal

STORM = "A storm broke the sea wall at Larnholt this week, and the harbour lay under water for two days."
TEXTS = {
    "a": f"{STORM}\n“We will rebuild the sea wall at Larnholt by 2034,” Mayor Edda Quill said.",
    "b": f"{STORM}\nMayor Edda Quill promised to rebuild the sea wall at Larnholt by 2034.\n"
    "“The tide will rise again by Friday,” harbour master Tolly Brand said.",
}


@pytest.fixture(scope="module")
def volume() -> Volume:
    articles = []
    for name, text in TEXTS.items():
        blocks = tuple(Block(span=Span(m.start(), m.end()), role="body") for m in re.finditer(r"[^\n]+", text))
        articles.append(
            Article(
                id=name, text=text, sha256=name * 64, blocks=blocks, outlet=f"Larn {name}", published="2031-05-07",
                published_basis="given", language="en",
            )
        )  # fmt: skip
    return variorum.compare(articles)


def flat(shown: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", shown).split())


def test_the_terminal(volume: Volume) -> None:
    shown = flat(terminal.render(volume, width=200))
    assert re.search(r"Edda Quill a pledge, [^)]*2 of 2 witnesses", shown)
    assert "(promised; stance promises; due by 2034; planned)" in shown
    assert re.search(r"Tolly Brand: “The tide will rise again by Friday” \(said; a forecast; due by Friday; \w+", shown)
    assert re.search(r"2034 “by 2034” \(a, b\) \(due, as promised; explicit; see [ST]1, [ST]1\)", shown)


def test_markdown(volume: Volume) -> None:
    shown = markdown.render(volume)
    assert re.search(r"#### S\d+ Edda Quill\n\n\*a pledge, ", shown)
    assert "(promised; stance promises; due by 2034; planned)" in shown
    assert "(said; a forecast; due by Friday; " in shown
    assert "(due, as promised; explicit)" in shown


def test_the_page(volume: Volume) -> None:
    shown = flat(html.render(volume))
    assert len(re.findall(r"· due by 2034 · planned", shown)) == 2
    assert "due, as promised; explicit" in shown


def test_the_record(volume: Volume) -> None:
    file = record.edition_file(volume)
    (pledge,) = [e for e in file["editions"][0]["entries"] if e["kind"] == "pledge"]
    assert [r["due"]["value"] for r in pledge["readings"]] == ["2034", "2034"]
    assert {TEXTS[r["article"]][r["due"]["start"] : r["due"]["end"]] for r in pledge["readings"]} == {"by 2034"}
