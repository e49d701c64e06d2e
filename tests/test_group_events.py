"""Grouping: small invented piles that a reader can check, and properties that must hold for any pile."""

from __future__ import annotations

import hashlib
import json
import os
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.group import events
from variorum.model import Article, Block, Claims, Grouping, Span, Witness

HARBOUR_A = (
    "Mayor Ilse Brandvik told a press conference in Norhaven on Friday that the city will close its old coal harbour "
    "within two years.\n"
    "“We cannot ask our children to breathe what our grandparents breathed,” Brandvik said.\n"
    "The closure will cost 48 million crowns, the port authority's director Tomas Eklo said, and 310 dockers will be "
    "offered work at the new ferry terminal.\n"
    "The dockers' union called the plan hasty."
)
HARBOUR_B = (
    "Norhaven's coal harbour is to be shut down by the year after next, Mayor Ilse Brandvik announced on Friday.\n"
    "Speaking at a press conference in Norhaven, Brandvik said children should not “breathe what our grandparents "
    "breathed”.\n"
    "Port director Tomas Eklo put the cost at 48 million crowns. Some 310 dockers are to move to the ferry terminal.\n"
    "Their union said the plan was rushed."
)
HARBOUR_EARLIER = (
    "Mayor Ilse Brandvik said on Monday that she had not decided about the future of Norhaven's coal harbour.\n"
    "At a press conference in Sundby, where mayors of the coast met, Brandvik said that closing the harbour would cost "
    "dockers their work.\n"
    "“I will not promise what I cannot pay for,” Brandvik told reporters. Port director Tomas Eklo did not comment.\n"
    "The dockers' union welcomed the mayor's words about the coal harbour."
)
FOOTBALL = (
    "Rovers beat Karlstrand 3-1 on Saturday with two late goals from teenage striker Anouk Vermeer.\n"
    "Coach Pietro Salvi praised the defence after the match, which was interrupted by heavy rain.\n"
    "Karlstrand remain bottom of the table."
)
SHARES = (
    "Shares in the chip maker Veltronic fell nine per cent after it cut its sales forecast for the third time.\n"
    "Analysts blamed weak demand for laptops. Chief executive Mara Dunne said orders would recover in spring."
)


def witness(id: str, text: str, *, title: str | None = None, published: str | None = None) -> Witness:
    """A witness of one block a line."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(span=Span(at, at + len(line)), role="body"))
        at += len(line) + 1
    article = Article(
        id=id,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        blocks=tuple(blocks),
        title=title,
        published=published,
        published_basis="given" if published else None,
    )
    return Witness(article=article, claims=Claims(article=id))


def together(grouping: Grouping) -> set[tuple[str, ...]]:
    return {e.articles for e in grouping.events}


def threads(grouping: Grouping) -> set[tuple[str, ...]]:
    members = {e.id: e.articles for e in grouping.events}
    return {tuple(sorted(a for e in s.events for a in members[e])) for s in grouping.storylines}


PILE = [
    witness("a", HARBOUR_A),
    witness("b", HARBOUR_B),
    witness("c", HARBOUR_EARLIER),
    witness("d", FOOTBALL),
    witness("e", SHARES),
]


def test_two_reports_of_one_press_conference_are_one_event() -> None:
    assert ("a", "b") in together(events(PILE))


def test_the_same_speaker_elsewhere_is_another_event_of_one_storyline() -> None:
    grouping = events(PILE)
    assert ("c",) in together(grouping)
    assert ("a", "b", "c") in threads(grouping)


def test_strangers_stay_alone() -> None:
    grouping = events([PILE[0], PILE[3], PILE[4]])
    assert together(grouping) == {("a",), ("d",), ("e",)}
    assert threads(grouping) == {("a",), ("d",), ("e",)}


def test_a_link_names_the_evidence_with_weights() -> None:
    (event,) = [e for e in events(PILE).events if len(e.articles) > 1]
    (link,) = event.links
    assert (link.a, link.b) == ("a", "b")
    assert 0.5 <= link.score <= 1
    assert "Brandvik (" in link.why
    assert "48 (" in link.why
    assert "Friday" in link.why


def test_a_storyline_says_what_joins_its_events() -> None:
    (storyline,) = [s for s in events(PILE).storylines if len(s.events) > 1]
    assert "Brandvik" in storyline.why
    assert "(Norhaven; Sundby)" in storyline.why
    assert storyline.links
    assert {storyline.links[0].a, storyline.links[0].b} & {"c"}


def test_titles_are_the_members_own_words() -> None:
    titled = witness("b", HARBOUR_B, title="Norhaven to shut coal harbour")
    grouping = events([PILE[0], titled, PILE[3]])
    assert {e.title for e in grouping.events if "b" in e.articles} == {"Norhaven to shut coal harbour"}
    assert {e.title for e in grouping.events if "d" in e.articles} == {FOOTBALL.split("\n", maxsplit=1)[0]}


def test_dates_are_those_of_publication_or_unknown() -> None:
    pile = [witness("a", HARBOUR_A, published="2031-05-02"), witness("b", HARBOUR_B, published="2031-05-03T08:00:00Z")]
    (event,) = events(pile).events
    assert (event.first, event.last) == ("2031-05-02", "2031-05-03")
    assert events([PILE[0]]).events[0].first is None


def test_an_id_stays_when_a_later_article_joins() -> None:
    first = witness("a", HARBOUR_A, published="2031-05-02")
    later = witness("b", HARBOUR_B, published="2031-05-03")
    assert events([first]).events[0].id == events([first, later]).events[0].id


def test_ten_copies_are_one_event() -> None:
    grouping = events([witness(f"n{i}", HARBOUR_A) for i in range(10)])
    assert len(grouping.events) == 1
    assert all(k.score == 1 for k in grouping.events[0].links)


def test_chrome_links_nothing() -> None:
    chrome = "\nBrandvik Norhaven Eklo dockers harbour newsletter subscribe terminal ferry coal crowns"

    def framed(w: Witness) -> Witness:
        text = w.article.text + chrome
        extra = Block(span=Span(len(w.article.text) + 1, len(text)), role="promo")
        article = Article(id=w.article.id, text=text, sha256="0" * 64, blocks=(*w.article.blocks, extra))
        return Witness(article=article, claims=Claims(article=w.article.id))

    assert len(events([framed(PILE[3]), framed(PILE[4])]).storylines) == 2


@given(st.permutations(PILE))
@settings(max_examples=10, deadline=None)
def test_the_order_of_articles_makes_no_difference(pile: Sequence[Witness]) -> None:
    assert events(pile) == events(PILE)


SOME = ["mayor", "harbour", "fell", "Rovers", "48", "said", "the", "of", "Friday", "in", "coal", "Norhaven"]
words = st.lists(st.sampled_from(SOME), max_size=40)


@given(st.lists(words.map(" ".join), max_size=12))
@settings(max_examples=30, deadline=None)
def test_each_article_is_in_one_event_and_each_event_in_one_storyline(texts: list[str]) -> None:
    pile = [witness(f"n{i:02}", t) for i, t in enumerate(texts)]
    grouping = events(pile)
    assert sorted(a for e in grouping.events for a in e.articles) == [w.article.id for w in pile]
    assert sorted(i for s in grouping.storylines for i in s.events) == sorted(e.id for e in grouping.events)
    assert len({e.id for e in grouping.events}) == len(grouping.events)
    for event in grouping.events:
        assert all(
            0 <= k.score <= 1 and k.a < k.b and k.a in event.articles and k.b in event.articles for k in event.links
        )


def test_nothing_in_nothing_out() -> None:
    assert events([]) == Grouping(events=(), storylines=())
    (event,) = events([witness("a", "")]).events
    assert event.title == ""


def test_hostile_piles_end_in_time() -> None:
    rng = random.Random(1)
    start = time.monotonic()
    assert len(events([witness(f"n{i:05}", "storm") for i in range(10_000)]).events) == 10_000
    book = " ".join(rng.choice(HARBOUR_A.split()) for _ in range(170_000))
    events([PILE[0], PILE[3], witness("z", book)])
    events([witness("q", "“" * 100_000), witness("r", "at a " * 50_000), witness("s", "At a A" + "a" * 100_000)])
    assert time.monotonic() - start < 20


def test_a_future_or_broken_date_is_no_obstacle() -> None:
    pile = [witness("a", HARBOUR_A, published="2999-01-01"), witness("b", HARBOUR_B, published="soon")]
    assert len(events(pile).events) >= 1


def floors(name: str) -> tuple[float, float]:
    """B-cubed F1 of events and of storylines on a development pool, scored by the shared scorer's formula."""
    lines = (Path(os.environ["VARIORUM_DATA"]) / "data/events" / f"{name}.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    grouping = events([witness(r["id"], r["text"], title=r["title"] or None) for r in records])
    place = {a: (e.id, e.storyline) for e in grouping.events for a in e.articles}
    return (
        cubed([r["event"] for r in records], [place[r["id"]][0] for r in records]),
        cubed([r["storyline"] for r in records], [place[r["id"]][1] for r in records]),
    )


def cubed(gold: list[str], found: list[str]) -> float:
    both, golds, founds = Counter(zip(gold, found, strict=True)), Counter(gold), Counter(found)
    precision = sum(n * n / founds[f] for (_, f), n in both.items()) / len(gold)
    recall = sum(n * n / golds[g] for (g, _), n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


@pytest.mark.skipif("VARIORUM_DATA" not in os.environ, reason="outside data (VARIORUM_DATA) is not there")
@pytest.mark.parametrize(
    ("name", "event", "storyline"),
    [
        # The shipped scores were trained on these: the floors guard against a broken table and promise nothing.
        ("ecbplus_dev", 0.93, 0.88),
        ("allsides_val", 0.86, 0.85),
        ("news_cluster_dev", 0.92, 0.92),
    ],
)
def test_development_pools_keep_their_floors(name: str, event: float, storyline: float) -> None:
    found = floors(name)
    assert found[0] >= event
    assert found[1] >= storyline
