"""A folder of everything that goes wrong: each input ends in an article or in a typed refusal, soon, and the good one
among them is read as if it were alone."""

from __future__ import annotations

import gzip
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from variorum import pipeline
from variorum.model import Pile
from variorum.settings import ReadSettings, Settings

P = "<p>The council of Ellery met on Tuesday and voted seven to two for the new pier.</p>"
GOOD = f"<html><body><article><h1>Pier to be built in Ellery</h1>{P * 3}</article></body></html>"
ENTITIES = "<!DOCTYPE html [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 10}'>" for i in range(9)
)
SECONDS = 10
"""Of processor time: a generous bound, each of these takes well under a second."""


def warc(body: str, kind: str = "text/html; charset=utf-8", url: str = "https://e.example/pier") -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{body}".encode("utf-8", "surrogateescape")
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-05-20T06:00:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def feed(entry: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Ellery</title>{entry}</channel></rss>'


BAD: dict[str, tuple[bytes, str]] = {
    "cut.html.gz": (gzip.compress(random.Random(1).randbytes(2500).hex().encode())[:-900], "cut off"),
    "cut.warc": (warc(GOOD)[:-200], "cut off"),
    "nested.html": (b"<html><body>" + b"<div>" * 100_000 + P.encode(), "no text"),
    "too-large.html": (b"<div>" * 300_000, "too large"),
    "bomb.html.gz": (gzip.compress(b"<div>" * 4_000_000), "too large"),
    "list.html": (b"<html><body>" + b"<p>It is so.</p>" * 30_000, "more than any article has"),
    "bomb.xml": (
        f"{ENTITIES.replace('html', 'rss')}]><rss><channel><item><title>&j;</title></item></channel></rss>".encode(),
        "entities",
    ),
    "nul.txt": (b"The council\0met on Tuesday.", "NUL"),
    "nul.html": (GOOD.replace(" ", "\0 ").encode(), "NUL"),
    "halves.jsonl": (b'{"text": "The council \\ud800 met."}', "halves"),
    "deep.jsonl": (b'{"text": ' + b"[" * 50_000, "not JSON"),
    "empty.xml": (feed("").encode(), "without entries"),
}
"""Inputs that cannot be used, and what is said of them."""

ITEM = "<item><title>Pier</title><description>&lt;p&gt;It is built.&lt;/p&gt;</description></item>"
NESTED_DATA = '<script type="application/ld+json">' + '{"@graph":[' * 9_000 + "</script>"
ODD: dict[str, bytes] = {
    "links.html": GOOD.replace("</article>", "<a href='/x'>A link to more</a> " * 10_000 + "</article>").encode(),
    "entities.html": f"{ENTITIES}]>{GOOD}".replace("seven", "&j;").encode(),
    "entities.xhtml": f'<?xml version="1.0"?>{ENTITIES}]>{GOOD}'.encode(),
    "mixed.html": GOOD.replace("Ellery met", "Größe met").encode("latin-1") + "<p>“Größe”, she said.</p>".encode(),
    "no-dates.xml": feed(ITEM * 9).encode(),
    "bracket.html": GOOD.replace("<body>", '<head><link rel="canonical" href="https://["></head><body>').encode(),
    "ip.html": GOOD.replace("<body>", '<head><meta property="og:url" content="http://[1]/a"></head><body>').encode(),
    "charset.warc": warc(GOOD.replace("Ellery", "Gr\udcf6\udcdfe"), "text/html; charset=a\0b"),
    "url.warc": warc(GOOD, url="https://[1]:99999999/\N{SNOWMAN}"),
    "data.html": GOOD.replace("<body>", f"{NESTED_DATA}<body>").encode(),
    "comments.html": b"<html>" + b"<!--url: http://-->" * 9_000 + GOOD.encode(),
}  # fmt: skip
"""Inputs that are strange and can be used."""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[str, bytes]], Pile]:
    def run(inputs: dict[str, bytes]) -> Pile:
        folder = tmp_path_factory.mktemp("pile")
        for name, content in inputs.items():
            Path(folder, name).write_bytes(content)
        return pipeline.articles([folder], settings=Settings(read=ReadSettings(max_bytes=1_000_000)))

    return run


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_used_is_refused_soon(read: Callable[[dict[str, bytes]], Pile], name: str) -> None:
    content, expected = BAD[name]
    started = time.process_time()
    pile = read({name: content})
    assert time.process_time() - started < SECONDS
    assert pile.articles == ()
    assert [expected in r.reason for r in pile.rejected] == [True], pile.rejected


@pytest.mark.parametrize("name", ODD)
def test_what_is_strange_is_read_soon(read: Callable[[dict[str, bytes]], Pile], name: str) -> None:
    started = time.process_time()
    pile = read({name: ODD[name]})
    assert time.process_time() - started < SECONDS
    assert pile.articles
    assert not pile.rejected
    assert all(len(a.text) < 500_000 for a in pile.articles)


def test_a_feed_without_dates_gives_articles_without_dates(read: Callable[[dict[str, bytes]], Pile]) -> None:
    for found in read({"no-dates.xml": ODD["no-dates.xml"]}):
        assert (found.published, found.published_basis, found.modified) == (None, None, None)


def test_the_good_one_among_them_is_unharmed(read: Callable[[dict[str, bytes]], Pile]) -> None:
    (alone,) = read({"good.html": GOOD.encode()})
    pile = read({name: content for name, (content, _) in BAD.items()} | {"good.html": GOOD.encode()})
    (among,) = pile.articles
    assert (among.text, among.title, among.blocks) == (alone.text, alone.title, alone.blocks)
    assert len(pile.rejected) == len(BAD)
