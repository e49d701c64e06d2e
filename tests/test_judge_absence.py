"""Silence needs a ground: every other kind of absence says what it is."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from variorum.judge import absence
from variorum.model import Article, Block, Certainty, Claims, Entry, Name, Reading, Span, Speaker, Witness

MAYOR = Speaker(name="Ada Quill", kind="person")
TEXT = "Mayor Ada Quill spoke in Larnholt."


def witness(id: str, *, published: str | None = None, complete: bool = True, names: bool = True) -> Witness:
    article = Article(
        id=id,
        text=TEXT,
        sha256=sha256(id.encode()).hexdigest(),
        blocks=(Block(span=Span(0, len(TEXT)), role="body"),),
        published=published,
        complete=complete,
    )
    named = (Name(span=Span(6, 15), kind="person", name="Ada Quill", role="body"),) if names else ()
    return Witness(article=article, claims=Claims(article=id, names=named))


def reading(article: str) -> Reading:
    return Reading(
        article=article,
        span=Span(0, len(TEXT)),
        form="direct",
        content=(Span(6, 15),),
        certainty=Certainty(level="asserted", score=0.9),
        speaker=MAYOR,
    )


def entry(id: str, *articles: str) -> Entry:
    return Entry(
        id=id,
        kind="statement",
        readings=tuple(reading(a) for a in articles),
        base=0,
        base_why="",
        score=1,
        speaker=MAYOR,
    )


def states(e: Entry, others: list[Entry], *witnesses: Witness) -> dict[str, str]:
    found = absence.of(e, [e, *others], {w.article.id: w for w in witnesses})
    assert all(a.why for a in found)
    return {a.article: a.state for a in found}


def test_an_undated_article_is_not_called_silent() -> None:
    assert states(entry("x", "a"), [], witness("a", published="2024-05-14"), witness("b")) == {"b": "time unknown"}


def test_an_undated_article_that_reports_the_same_speaker_is_silent() -> None:
    shared = entry("y", "a", "b")
    assert states(entry("x", "a"), [shared], witness("a"), witness("b")) == {"b": "silent"}


def test_an_earlier_article_cannot_be_silent() -> None:
    found = states(
        entry("x", "a"),
        [],
        witness("a", published="2024-05-14"),
        witness("b", published="2024-05-13T22:00"),
        witness("c", published="2024-05-14"),
    )
    assert found == {"b": "earlier", "c": "silent"}


def test_a_cut_off_article_is_unread() -> None:
    found = states(entry("x", "a"), [], witness("a"), witness("b", complete=False, published="2030-01-01"))
    assert found == {"b": "unread"}


def test_an_article_about_something_else_is_outside_its_subject() -> None:
    found = states(entry("x", "a"), [], witness("a"), witness("b", names=False, published="2030-01-01"))
    assert found == {"b": "outside its subject"}


def test_relayed_words_belong_to_the_occasion_of_the_one_who_relays() -> None:
    """An article with other words of the one relayed may still have come before they were relayed."""
    relay = Speaker(name="Ivo Marek", kind="person")
    told = entry("x", "a")
    relayed = replace(told, readings=tuple(replace(r, relayed_by=relay) for r in told.readings))
    own = entry("y", "a", "b")
    assert states(relayed, [own], witness("a"), witness("b")) == {"b": "time unknown"}
    by_relay = replace(own, speaker=relay, readings=tuple(replace(r, speaker=relay) for r in own.readings))
    assert states(relayed, [by_relay], witness("a"), witness("b")) == {"b": "silent"}
