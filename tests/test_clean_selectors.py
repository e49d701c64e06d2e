"""The way back: a span keeps its place on a page, and is never guessed at after the page has changed."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.invented import paragraphs
from tests.reanchoring import score
from variorum.clean import article
from variorum.clean.selectors import find, selector
from variorum.model import Article, Capture, Span

SENTENCES = (
    "The harbour board met on Tuesday behind closed doors in the old customs house.",
    "Its chair, Ann Lee, said that the crane would be mended by the end of March.",
    "Two councillors left the room before the vote and would not say why they did.",
    "The crane has stood still since a storm bent its arm in the first week of autumn.",
    "A second vote is due next month, when the engineers hand in what they have found.",
)


def plain(text: str) -> Article:
    return article(Capture(path="a.txt", content=text.encode(), media="text", sha256=""))


def page(paragraphs: tuple[str, ...]) -> Article:
    html = "<html><body><article><h1>Crane to be mended</h1>" + "".join(f"<p>{p}</p>" for p in paragraphs)
    return article(Capture(path="a.html", content=html.encode(), media="html", sha256=""))


def span_of(found: Article, words: str) -> Span:
    at = found.text.index(words)
    return Span(at, at + len(words))


def test_a_selector_reads_as_the_standard_says() -> None:
    found = page(SENTENCES)
    span = span_of(found, "the crane would be mended")
    (between, position, quote) = selector(found, span).as_json()
    assert position == {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    assert quote["type"] == "TextQuoteSelector"
    assert quote["exact"] == "the crane would be mended"
    assert quote["prefix"].endswith("said that ")
    assert quote["suffix"].startswith(" by the end of March.")
    start, end = between["startSelector"], between["endSelector"]
    assert between["type"] == "RangeSelector"
    assert start["value"] == end["value"] == "/html[1]/body[1]/article[1]/p[2]"
    offsets = start["refinedBy"]["start"], end["refinedBy"]["start"]
    assert SENTENCES[1][slice(*offsets)] == "the crane would be mended"


def test_a_range_may_reach_over_several_elements() -> None:
    found = page(SENTENCES)
    span = span_of(found, "mended by").to(span_of(found, "Two councillors"))
    made = selector(found, span)
    assert made.first is not None
    assert made.last is not None
    assert (made.first.xpath[-4:], made.last.xpath[-4:]) == ("p[2]", "p[3]")
    assert SENTENCES[2][: made.last.offset] == "Two councillors"


def test_plain_text_has_no_elements() -> None:
    found = plain("\n".join(SENTENCES))
    assert [s["type"] for s in selector(found, Span(0, 11)).as_json()] == ["TextPositionSelector", "TextQuoteSelector"]


def test_a_span_beyond_the_text_is_refused() -> None:
    found = plain(SENTENCES[0])
    with pytest.raises(ValueError, match="not in the text"):
        selector(found, Span(0, len(found.text) + 1))


def test_words_that_changed_are_named() -> None:
    old, new = plain("\n".join(SENTENCES)), plain("\n".join(SENTENCES).replace("the end of March", "the end of April"))
    found = find(selector(old, span_of(old, "the crane would be mended by the end of March")), new)
    assert found.state == "changed"
    assert found.span is not None
    assert found.span.of(new.text) == "the crane would be mended by the end of April"
    (edit,) = found.edits
    assert edit.new is not None
    assert (edit.old, edit.new.of(new.text)) == ("March", "April")


def test_other_words_at_the_same_place_are_no_change_of_the_old_ones() -> None:
    old = plain("\n".join(SENTENCES))
    new = plain("\n".join(SENTENCES).replace("left the room before the vote", "asked for more money at once"))
    assert find(selector(old, span_of(old, "left the room before the vote")), new).state == "lost"


def test_the_same_words_with_the_same_neighbours_twice_are_ambiguous() -> None:
    old = plain("\n".join(SENTENCES))
    new = plain("\n".join(["Corrected on Friday.", *SENTENCES, *SENTENCES]))
    found = find(selector(old, span_of(old, "would be mended")), new)
    assert (found.state, found.span) == ("lost", None)
    assert found.why.startswith("ambiguous")


def test_the_same_words_elsewhere_are_not_taken_for_the_deleted_ones() -> None:
    old = plain("\n".join([*SENTENCES, "Later on, she said that the crane would be mended by then, if ever."]))
    new = plain(old.text.replace(SENTENCES[1] + "\n", ""))
    found = find(selector(old, span_of(old, "the crane would be mended by")), new)
    assert found.state == "lost"
    assert "other neighbours" in found.why


@settings(deadline=None)
@given(st.data())
def test_an_unchanged_page_gives_every_span_back(data: st.DataObject) -> None:
    texts = ("\n".join(SENTENCES), "ha ha ha ha ha ha. " * 9, "A b.\nA b.\nA b.\nA b.")
    found = plain(data.draw(st.sampled_from(texts)))
    start = data.draw(st.integers(0, len(found.text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(found.text))))
    back = find(selector(found, span), found)
    assert (back.state, back.span) == ("same", span)


@settings(deadline=None)
@given(st.integers(0, 4), st.text("xyz \n", min_size=1, max_size=90), st.integers(0, 3))
def test_words_with_something_new_before_them_have_moved(number: int, added: str, where: int) -> None:
    old = plain("\n".join(SENTENCES))
    span = span_of(old, SENTENCES[number])
    at = span_of(old, SENTENCES[min(where, number)]).start
    new = plain(old.text[:at] + "New: " + added + "|" + old.text[at:])
    found = find(selector(old, span), new)
    assert found.state == "moved"
    assert found.span is not None
    assert found.span.of(new.text) == SENTENCES[number]


@settings(deadline=None)
@given(st.integers(0, 4))
def test_deleted_words_are_lost(number: int) -> None:
    old = plain("\n".join(SENTENCES))
    new = plain("\n".join(s for i, s in enumerate(SENTENCES) if i != number))
    found = find(selector(old, span_of(old, SENTENCES[number])), new)
    assert (found.state, found.span) == ("lost", None)


@settings(deadline=None)
@given(st.text("ab .\n", min_size=1, max_size=60), st.text("ab .\n", min_size=1, max_size=60), st.data())
def test_what_is_found_is_what_was_asked_for(before: str, after: str, data: st.DataObject) -> None:
    old, new = plain(f"Word {before}"), plain(f"Word {after}")
    start = data.draw(st.integers(0, len(old.text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(old.text))))
    found = find(selector(old, span), new)
    if found.state in {"same", "moved"}:
        assert found.span is not None
        assert found.span.of(new.text) == span.of(old.text)
    if found.state == "changed":
        assert found.edits
    assert (found.span is None) == (found.state == "lost")


def test_hostile_repetition_ends_soon() -> None:
    found = plain("ab " * 60_000)
    started = time.perf_counter()
    assert find(selector(found, Span(3, 5)), plain("x" + "ab " * 60_000)).state == "lost"
    assert time.perf_counter() - started < 20


def test_a_list_that_stands_twice_is_not_taken_for_its_other_self() -> None:
    """Links at the head of a page and at its foot: one of the two lists goes."""
    links = "\n".join(["Home and garden", "Schools of the county", "Ferries", "Letters to us", "Weather at sea"])
    old = plain(f"{links}\n{SENTENCES[0]}\n{SENTENCES[1]}\n{links}\nPrinted in Ellery")
    at = old.text.rindex("Ferries")
    wanted = selector(old, Span(at, at + 7))
    assert find(wanted, old).state == "same"
    assert find(wanted, plain(f"Now: {old.text}")).span == Span(at + 5, at + 12)
    assert find(wanted, plain(f"{links}\n{SENTENCES[0]}\n{SENTENCES[1]}\nPrinted in Ellery")).state == "lost"


def test_a_short_word_is_not_found_in_the_next_line_of_its_list() -> None:
    old = plain("Best ferry of the year\nBest pier\nBest crane of all\n" + "\n".join(SENTENCES))
    at = old.text.index("Best pier")
    assert find(selector(old, Span(at, at + 4)), plain(old.text.replace("Best pier\n", ""))).state == "lost"


def test_changed_pages_never_give_a_wrong_place() -> None:
    rng = random.Random(2)
    links = tuple(f"{a} {b}" for a in ("Best", "Old", "New") for b in ("piers", "ferries", "mills", "schools"))
    pages = [page((*links, *paragraphs(rng, 12), *links)) for _ in range(6)]
    told = score(pages)
    assert told["wrong"] == 0
    assert told["found"] > 0.6 * sum(told.values())
