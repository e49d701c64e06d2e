"""Live blogs and round-ups: the items of one article."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from variorum.clean import article
from variorum.clean.items import items
from variorum.model import Article, Capture

HEADS = ("Ferry leaves its berth again", "Divers find a second crack", "Mayor asks for patience", "Pier closed at dawn")
STAMPS = ("16:40", "14:05", "11:20", "06:15")
TOLD = (
    "The ferry to Vell left its berth with forty people on board, said the harbour board of Tarnholm.",
    "Divers found a second crack under the northern pier, and the engineer asked for another day to look at it.",
    "The mayor asked the islanders for patience and said that bread and milk would come by helicopter.",
    "The northern pier was closed after a fisherman had heard the posts groan, as he told the harbour master.",
)
POSTS = tuple(zip(HEADS, STAMPS, TOLD, strict=True))
TITLE = "Vell ferry: all that happens at the pier"


def clean(content: str, media: str) -> Article:
    return article(Capture(path="a", content=content.encode(), media=media, sha256=""))  # type: ignore[arg-type]


def page(title: str, content: str, meta: str = "") -> str:
    head = f"<head><title>{title}</title>{meta}</head>"
    return f"<html lang='en'>{head}<body><main><h1>{title}</h1>{content}</main></body></html>"


def live_page(stamps: Sequence[str]) -> str:
    posts = "".join(
        f"<section><h2>{head}</h2><time>{stamp}</time><p>{told}</p><p>{told[:-1]} in the morning.</p></section>"
        for (head, _, told), stamp in zip(POSTS, stamps, strict=True)
    )
    return page(TITLE, posts, "<meta property='article:published_time' content='2024-05-14T06:20:00+02:00'>")


def live_text() -> str:
    posts = "\n\n".join(f"{stamp}\n\n{head}\n\n{told}\n\n{told[:-1]} in the morning." for head, stamp, told in POSTS)
    return f"{TITLE}\n\nPublished May 14, 2024\n\n{posts}\n"


@pytest.mark.parametrize(("content", "media"), [(live_page(STAMPS), "html"), (live_text(), "text")])
def test_the_posts_of_a_live_blog_are_items_with_their_times(content: str, media: str) -> None:
    found = clean(content, media)
    posts = items(found)
    assert [p.title for p in posts] == list(HEADS)
    assert [p.time for p in posts] == [f"2024-05-14T{stamp}" for stamp in STAMPS]
    for post, (_, _, told) in zip(posts, POSTS, strict=True):
        assert post.span.of(found.text).count(told[:-1]) == 2
        assert sum(head in post.span.of(found.text) for head in HEADS) == 1
    assert "".join(b.span.of(found.text) for b in found.blocks).count("Divers found") == 2  # nothing is lost


def test_a_time_that_cannot_be_told_is_none() -> None:
    ago = items(clean(live_page(["2 minutes ago", "40 mins ago", "2 hours ago", "1 day ago"]), "html"))
    assert [p.time for p in ago] == [None] * 4
    over_midnight = items(clean(live_page(["01:10", "00:20", "23:50", "22:15"]), "html"))
    assert [p.time for p in over_midnight] == [None] * 4
    dated = items(clean(live_page(["15 May 2024 01:10", "15 May 2024 00:20", "14 May 2024 23:50", "22:15"]), "html"))
    assert [p.time for p in dated] == ["2024-05-15T01:10", "2024-05-15T00:20", "2024-05-14T23:50", "2024-05-14T22:15"]


@pytest.mark.parametrize("title", ["Tarnholm news in brief", "The islands: a round-up"])
def test_the_pieces_of_a_round_up_are_items(title: str) -> None:
    told = "".join(f"<h2>{head}</h2><p>{told}</p>" for head, _, told in POSTS)
    assert [(i.title, i.time) for i in items(clean(page(title, told), "html"))] == [(head, None) for head in HEADS]


def test_an_article_with_headings_is_one() -> None:
    told = "".join(f"<h2>{head}</h2><p>{told}</p>" for head, _, told in POSTS)
    stamps = "<p>Published 14 May 2024, 06:20</p><p>Updated 14 May 2024, 18:00</p>"
    assert items(clean(page(TITLE, stamps + told), "html")) == ()
