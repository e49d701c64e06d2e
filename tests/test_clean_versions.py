"""Several captures of one article are one witness; what is only like it stays apart."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import Any

import pytest

import variorum
from tests import version_key
from tests.version_key import Draft, draft
from variorum.clean import sites, versions
from variorum.model import Article, Volume
from variorum.present import load, record

COUNT = 4


@pytest.fixture(scope="module")
def rng() -> random.Random:
    return random.Random(3)


@pytest.fixture(scope="module")
def report(rng: random.Random) -> Draft:
    return draft(rng, 1)


def of(*articles: Article) -> list[tuple[str, str]]:
    return [(v.article.id, v.of) for v in versions(articles)]


def test_the_key() -> None:
    right, wrong = version_key.score(COUNT)
    assert {name: hits for name, hits in right.items() if hits < COUNT} == {}
    assert not wrong


def test_the_same_for_any_order() -> None:
    made = version_key.articles(2)
    once = versions(made)
    random.Random(1).shuffle(made)
    assert versions(made) == once


def test_what_was_changed_is_told(report: Draft) -> None:
    first = replace(report, body=["The work costs 300 crowns, the board said on Tuesday in Ellery.", *report.body])
    later = replace(
        first,
        modified="2024-05-14T18:00+02:00",
        body=[first.body[0].replace("300", "450"), *first.body[1:], "Nobody was hurt at all, it added."],
    )
    a, b = first.written("a"), later.written("b")
    (version,) = versions([b, a])
    assert (version.article.id, version.of, version.removed, version.added) == ("a", "b", 1, 8)
    (figure,) = version.figures
    assert figure.a and figure.b
    assert (figure.a.of(a.text), figure.b.of(b.text)) == ("300", "450")
    added = [c.b.of(b.text) for c in version.changes if c.op == "add" and c.b]
    assert added == ["Nobody was hurt at all, it added"]


def test_the_later_stays_by_change_then_by_capture(report: Draft) -> None:
    a, b = report.written("a"), report.written("b")
    assert of(a, replace(b, modified="2024-05-14T18:00+02:00")) == [("a", "b")]
    assert of(replace(a, modified="2024-05-14T18:00+02:00"), b) == [("b", "a")]
    assert of(replace(a, captured="2024-05-15T09:00+00:00"), replace(b, captured="2024-05-15T10:00+02:00")) == [
        ("b", "a")
    ]
    assert of(a, replace(b, modified="2024-05-14T18:00+02:00", complete=False)) == [("b", "a")]


def test_the_users_own_draft_is_no_version(report: Draft) -> None:
    assert of(report.written("a"), replace(report.written("b"), mine=True)) == []


def test_texts_that_say_nothing_of_their_outlet_stay_apart(report: Draft) -> None:
    bare = replace(report, outlet=None, url=None)
    assert of(bare.written("a"), bare.written("b")) == []


def test_a_crowd_takes_little_time() -> None:
    """Thousands of reports of one outlet that share their last paragraph."""
    texts = [f"Report {n} of the day speaks of matter {n * 7919} and of nothing else, says {n}." for n in range(2000)]
    crowd = [
        variorum.model.Article(
            id=f"{n:05}", text=f"{t}\n{_LAST}", sha256="", outlet="The Ellery Gazette", title=t,
            blocks=(_block(0, len(t)), _block(len(t) + 1, len(t) + 1 + len(_LAST))),
        )
        for n, t in enumerate(texts)
    ]  # fmt: skip
    assert versions(crowd) == ()


_LAST = "The Ellery Gazette is a paper of the town and the islands, and is printed on each day of the week but Monday."


def _block(start: int, end: int) -> Any:
    return variorum.model.Block(span=variorum.model.Span(start, end), role="body")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("https://www.e.example/2024/05/a-b-c", "http://m.e.example/2024/05/a-b-c/?utm_source=x#top"),
        ("https://e.example/a-b-c/amp/", "https://amp.e.example/a-b-c"),
        ("https://e.example/a.html?id=12&fbclid=3", "https://e.example/a.html?id=12"),
    ],
)
def test_addresses_of_one_article(one: str, two: str) -> None:
    assert sites.key(one) == sites.key(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("https://e.example/a?id=1", "https://e.example/a?id=2"),
        ("https://e.example/a", "https://e.example/b"),
        ("https://e.example/a", "https://f.example/a"),
    ],
)
def test_addresses_of_two_articles(one: str, two: str) -> None:
    assert sites.key(one) != sites.key(two)


@pytest.mark.parametrize(
    "url", ["https://[", "", None, "http://", "https://e.example/?" + "a=1&" * 5000, "https://1]/"]
)
def test_hostile_addresses(url: str | None) -> None:
    sites.key(url)
    sites.labels(url)
    sites.is_article(url)


@pytest.fixture(scope="module")
def volume(rng: random.Random, report: Draft) -> Volume:
    other = replace(report, outlet="Coastline Daily", url="https://coastline.example/news/wire-copy-12345")
    later = replace(report, body=[*report.body, "The board met for an hour."], modified="2024-05-14T18:00+02:00")
    return variorum.compare([report.written("a"), later.written("b"), other.written("c")])


def test_an_edition_counts_them_once(volume: Volume) -> None:
    assert [v.article.id for v in volume.versions] == ["a"]
    assert [w.article.id for w in volume.witnesses] == ["b", "c"]
    for edition in volume.editions:
        assert "a" not in edition.event.articles
        assert edition.independent[1] <= 2
        for entry in edition.entries:
            assert "a" not in {r.article for r in entry.readings} | {x.article for x in entry.absence}
        for finding in edition.findings:
            assert "a" not in finding.articles
    assert any(w.startswith("a is another capture of b") for w in volume.warnings)


def test_the_record_keeps_them(volume: Volume) -> None:
    text = record.dumps(record.edition_file(volume))
    rows = {row["id"]: row for row in json.loads(text)["articles"]}
    assert [row["version_of"] for row in rows.values()] == ["b", None, None]
    told = rows["a"]["version"]
    assert (told["removed"], told["added"]) == (0, 6)
    assert "version" not in rows["b"]
    again = load.volume(text)
    assert again.versions == volume.versions
    assert record.dumps(record.edition_file(again)) == text
