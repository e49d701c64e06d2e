"""Pages that are more than their article: a text copied with all its menus, a notice laid over it, an engine astray."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.page_dumps import dump
from variorum.clean import article, blocks, body, dom, engine
from variorum.model import Article, Capture

STORY = tuple(
    f"{who} told the harbour board on Monday that {what}, and asked it to decide before the winter storms set in."
    for who, what in (
        ("The engineer", "the crane cannot be mended where it stands"),
        ("Ann Lee", "the fishermen need a place to land their catch"),
        ("The treasurer", "there is money for one pier and no more"),
        ("The chair", "both piers have stood for eighty years"),
        ("A diver", "the posts under the water are as soft as bread"),
        ("The mayor", "the town would rather wait for the province"),
    )
)
TITLE = "Harbour board hears about its failing piers"
MENU = [f"Section {n} of {n + 3}" for n in range(40)]
TEASERS = [f"Something else happened far away in place number {n}, and nobody here knows why." for n in range(4)]


def clean(content: str, media: str) -> Article:
    return article(Capture(path="a", content=content.encode(), media=media, sha256=""))  # type: ignore[arg-type]


def roles(found: Article) -> dict[str, str]:
    return {b.span.of(found.text): b.role for b in found.blocks}


def test_the_article_of_a_whole_page_is_its_longest_stretch_of_paragraphs() -> None:
    foot = [line for teaser in TEASERS for line in ("More", "Opinion", "3 min", "12", teaser)]
    text = "\n".join([*MENU, TITLE, "By Ann Doe", ""]) + "\n\n".join(STORY) + "\n\n" + "\n".join([*MENU[:9], *foot])
    found = clean(text, "text")
    assert found.text == text
    assert body(found).split("\n") == list(STORY)
    assert found.title == TITLE
    assert {roles(found)[t] for t in TEASERS} == {"other"}


def test_a_text_without_menus_keeps_all_its_paragraphs() -> None:
    text = "\n\n".join([TITLE, *STORY[:2], "Share", "Print", "12 comments", "Listen", "Save", "Menu", *STORY[2:3]])
    assert body(clean(text, "text")).split("\n") == list(STORY[:3])


def test_a_notice_about_cookies_is_no_article() -> None:
    notice = "".join(
        f"<p>Cookies of kind {n} are kept so that the site can be used as its makers want.</p>" for n in range(30)
    )
    story = "".join(f"<p>{p}</p>" for p in STORY)
    content = f"<h1>{TITLE}</h1><div class='x'>{story}</div><div id='onetrust-consent'>{notice}</div>"
    page = f"<html><body>{content}</body></html>"
    found = clean(page, "html")
    assert body(found).split("\n") == list(STORY)
    assert found.text.count("Cookies of kind") == 30


def test_the_next_article_under_an_article_is_none_of_it() -> None:
    other = "".join(f"<p>{p.replace('harbour', 'railway').replace('Monday', 'Friday')}</p>" for p in STORY)
    story = "".join(f"<p>{p}</p>" for p in STORY)
    first = f"<article><header><h1>{TITLE}</h1></header><div>{story}</div></article>"
    second = f"<article><header><h1>Railway board hears about its tracks</h1></header><div>{other}</div></article>"
    page = f"<html><head><meta property='og:title' content='{TITLE}'></head><body>{first}{second}</body></html>"
    found = clean(page, "html")
    assert body(found).split("\n") == list(STORY)
    assert "railway board on Friday" in found.text


@pytest.mark.parametrize(
    "wrap", ["<div class='x'>{}</div>", "<main><section>{}</section></main>", "<table><tr><td>{}</table>"]
)
def test_a_page_needs_no_engine_where_its_paragraphs_stand_together(wrap: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "extraction", lambda html: pytest.fail("asked"))
    links = "".join(f"<li><a href='/{n}'>{line}</a></li>" for n, line in enumerate(MENU))
    story = wrap.format("".join(f"<p>{p}</p>" for p in STORY))
    teasers = "".join(f"<div class='teaser'><a href='/t'>{t}</a></div>" for t in TEASERS)
    page = f"<nav><ul>{links}</ul></nav><h1>{TITLE}</h1>{story}{teasers}<footer>All rights</footer>"
    assert body(clean(f"<html><body>{page}</body></html>", "html")).split("\n") == list(STORY)


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "<div>", "</div>", "<h1>", "<article>", "A man said so. ", "x", "<a href=x>", "</a>", "<li>"]
        )
    )
)
def test_every_piece_of_any_page_has_a_score(parts: list[str]) -> None:
    root = dom.parse("<html><body>" + "".join(parts) + "</body></html>")
    assert root is not None
    pieces = dom.pieces(root)
    judged = blocks.judged(pieces, title="A man said so", said="A man said so")
    assert len(judged.scores) == len(pieces)
    assert all(0 <= score <= 1 for score in judged.scores)
    assert 0 <= judged.doubt <= 1


def test_a_browser_s_copy_has_lines_and_blank_lines_where_the_page_has_blocks() -> None:
    page = "<body><nav><a>Home</a> <a>World</a></nav><h1>A  title</h1><p>One<br>two</p><p>Three <b>four</b></p>"
    hidden = "<p style='display: none'>Unseen</p><script>x</script><ul><li>a<li>b</ul><table><tr><td>1<td>2</table>"
    assert dump(page + hidden) == "Home World\nA title\n\nOne\ntwo\n\nThree four\n\na\nb\n1\t2"
