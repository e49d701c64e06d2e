"""What the pages of one outlet share: found across a pile, whatever its order."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.clean import body
from variorum.clean.shared import marked
from variorum.model import Article, Block, Span

NOTICE = "The Tarnholm Courier answers to the Press Council of Vell."
BACKGROUND = "The northern pier of Tarnholm was built in 1931 and has been shut twice before."
STORIES = (
    ("Ferry leaves its berth again", "The ferry Hilda left its berth on Tuesday.", "Forty people were on board."),
    ("Bakers strike in Ostby", "Bakers in Ostby laid down their work.", "They want two more people a shift."),
    ("Choir wins a prize", "The choir of Saint Olaf won the prize.", "It sang for eleven minutes."),
)


def article(name: str, title: str, *paragraphs: str, site: str | None = "courier.example") -> Article:
    text = "\n".join([title, *paragraphs])
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(span=Span(at, at + len(line)), role="body" if at else "title"))
        at += len(line) + 1
    url = f"https://{site}/{name}" if site else None
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(id=name, text=text, sha256=digest, blocks=tuple(blocks), title=title, url=url, language="en")


PILE = tuple(article(f"a{n}", *story, NOTICE) for n, story in enumerate(STORIES))


def test_what_unrelated_pages_of_a_site_share_is_the_site_s_own() -> None:
    for before, after in zip(PILE, marked(PILE), strict=True):
        assert body(before).endswith(NOTICE)
        assert NOTICE not in body(after)
        assert after.blocks[-1].role == "other"
        assert replace(after, blocks=before.blocks) == before


def test_a_page_alone_keeps_what_it_has() -> None:
    assert marked(PILE[:1]) == PILE[:1]
    elsewhere = [replace(a, url=f"https://paper{n}.example/") for n, a in enumerate(PILE)]
    assert marked(elsewhere) == tuple(elsewhere)
    nowhere = [replace(a, url=None) for a in PILE]
    assert marked(nowhere) == tuple(nowhere)


def test_a_follow_up_keeps_the_background_that_it_tells_again() -> None:
    first = article(
        "one", "Pier shut at dawn", "The northern pier of Tarnholm was shut.", "Nobody was hurt.", BACKGROUND
    )
    second = article(
        "two", "Engineer wants a week", "An engineer looked at the pier of Tarnholm.", "He came alone.", BACKGROUND
    )
    assert marked([first, second]) == (first, second)


def test_two_captures_of_one_article_keep_it() -> None:
    again = article("again", *STORIES[0], NOTICE, "Updated later.")
    assert marked([PILE[0], again]) == (PILE[0], again)
    assert marked([PILE[0], PILE[0]]) == (PILE[0], PILE[0])


def test_an_article_that_is_mostly_shared_stays_an_article() -> None:
    short = [article(f"s{n}", title, "Short.", NOTICE) for n, (title, *_) in enumerate(STORIES)]
    assert marked(short) == tuple(short)


@given(st.lists(st.sampled_from((*PILE, *(replace(a, id=f"{a.id}b") for a in PILE))), max_size=8), st.randoms())
@settings(max_examples=50)
def test_the_order_of_a_pile_changes_nothing(pile: list[Article], chance: object) -> None:
    found = {a.id: a for a in marked(pile)}
    shuffled = list(pile)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert {a.id: a for a in marked(shuffled)} == found
