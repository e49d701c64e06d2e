"""Silence needs a ground: every other kind of absence says what it is."""

from __future__ import annotations

import time
from dataclasses import replace
from hashlib import sha256

from variorum.judge import absence
from variorum.model import Article, Block, Certainty, Claims, Entry, Name, Near, Reading, Span, Speaker, Witness

MAYOR = Speaker(name="Ada Quill", kind="person")
TEXT = "Mayor Ada Quill spoke in Larnholt."


def witness(
    id: str, *, published: str | None = None, modified: str | None = None, complete: bool = True, names: bool = True
) -> Witness:
    article = Article(
        id=id,
        text=TEXT,
        sha256=sha256(id.encode()).hexdigest(),
        blocks=(Block(span=Span(0, len(TEXT)), role="body"),),
        published=published,
        modified=modified,
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
    found = absence.of(e, absence.ground([e, *others], {w.article.id: w for w in witnesses}))
    assert all(a.why for a in found)
    return {a.article: a.state for a in found}


def test_an_article_with_a_passage_that_is_near_is_not_called_silent() -> None:
    by_near = {0.9: "perhaps", absence.PERHAPS: "perhaps", 0.0: "silent"}
    for score, state in by_near.items():
        near = (Near(article="b", span=Span(0, 5), score=score),)
        told = replace(entry("x", "a"), near=near)
        dated = [witness(name, published="2024-05-14") for name in ("a", "b")]
        [found] = absence.of(told, absence.ground([told], {w.article.id: w for w in dated}))
        assert found.state == state
        assert found.near == (near[0] if state == "perhaps" else None)


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


def test_an_article_changed_before_it_was_published_has_no_time() -> None:
    found = states(
        entry("x", "a"),
        [],
        witness("a", published="2024-05-14"),
        witness("b", published="2024-05-16", modified="2024-05-12"),
        witness("c", published="2024-05-14T10:00", modified="2024-05-14T09:59"),
    )
    assert found == {"b": "time unknown", "c": "silent"}, "minutes of clock drift are no contradiction"


def test_a_date_long_after_all_others_is_not_believed() -> None:
    others = [witness(n, published="2024-05-14") for n in "ac"]
    assert states(entry("x", "a"), [], *others, witness("b", published="2034-05-14")) == {
        "b": "time unknown",
        "c": "silent",
    }
    assert states(entry("x", "a"), [], *others, witness("b", published="2024-06-14")) == {"b": "silent", "c": "silent"}


def test_words_of_an_article_that_was_changed_later_may_have_come_later() -> None:
    updated = witness("a", published="2024-05-14", modified="2024-05-16")
    between, after = witness("b", published="2024-05-15"), witness("c", published="2024-05-17")
    assert states(entry("x", "a"), [], updated, between, after) == {"b": "time unknown", "c": "silent"}
    early = witness("d", published="2024-05-14")
    assert states(entry("x", "a", "d"), [], updated, between, early) == {"b": "silent"}, "d had them from the start"


def test_an_entry_told_by_doubtful_dates_alone_makes_nobody_silent() -> None:
    doubtful = witness("a", published="2024-05-14", modified="2024-05-01")
    assert states(entry("x", "a"), [], doubtful, witness("b", published="2024-05-20")) == {"b": "time unknown"}


def test_a_date_that_is_none_is_harmless() -> None:
    found = states(entry("x", "a"), [], witness("a", published="soon"), witness("b", published="2024"))
    assert set(found) == {"b"}


def test_three_hundred_witnesses_take_bounded_time() -> None:
    many = [witness(f"w{n:03}", published=f"2024-05-{1 + n % 28:02}") for n in range(300)]
    entries = [entry(f"e{n}", *(f"w{m:03}" for m in range(n % 7, 300, 2 + n % 5))) for n in range(300)]
    begun = time.process_time()
    ground = absence.ground(entries, {w.article.id: w for w in many})
    found = [absence.of(e, ground) for e in entries]
    assert time.process_time() - begun < 10
    assert all(len(f) == 300 - len(e.readings) for f, e in zip(found, entries, strict=True))
    assert {a.state for f in found for a in f} == {"silent"}, "the same speaker, reported elsewhere"
