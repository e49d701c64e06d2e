"""Web pages and records: everything visible is kept, and each part is what it is."""

from __future__ import annotations

import gzip
import json
import os
import re
import time
from collections import Counter
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from lxml.html import HtmlElement

from variorum.clean import article, body
from variorum.errors import CleanError
from variorum.model import Article, Capture

PARAGRAPHS = (
    "The harbour minister said on Thursday that the bridge would be rebuilt by autumn, despite doubts among engineers.",
    "“We will not wait,” she told reporters at the quay. “The town needs its bridge, and it will have it this year.”",
    "The council meets on Monday to decide on the cost, which engineers put at 40 million marks at the very least.",
    "Engineers who looked at the pillars said that they could not be saved, and that new ones would take two years.",
)
PAGE = f"""<!doctype html><html lang="en-GB"><head>
<title>Minister vows to rebuild Ellery bridge | The Ellery Gazette</title>
<meta property="og:site_name" content="The Ellery Gazette">
<meta property="og:title" content="Minister vows to rebuild Ellery bridge | The Ellery Gazette">
<link rel="canonical" href="https://gazette.example/2024/05/02/bridge">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"Minister vows to rebuild Ellery bridge","datePublished":"2024-05-02T10:15:00Z",
"dateModified":"2024-05-02T11:00:00Z","author":[{{"@type":"Person","name":"Jane Doe"}}],
"publisher":{{"@type":"Organization","name":"The Ellery Gazette"}}}}</script>
<style>p {{ color: red }}</style></head><body>
<nav class="main-nav"><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<main><article>
<h1>Minister vows to rebuild Ellery bridge</h1>
<div class="byline">By Jane Doe</div>
<figure><img src="a.jpg"><figcaption>A crane over the fallen bridge. Ann Lee / AFP</figcaption></figure>
<p>PORT ELLERY (Reuters) - {PARAGRAPHS[0]}</p>
<p>{PARAGRAPHS[1]}</p>
<div class="newsletter-box"><p>Sign up for our newsletter and never miss a story from the harbour.</p></div>
<h2>What it will cost</h2>
<p>{PARAGRAPHS[2]}</p>
<p><strong>Read more:</strong> <a href="/x">Why the old bridge was never inspected</a></p>
<p>{PARAGRAPHS[3]}</p>
</article>
<aside class="related"><h3>Related stories</h3><a href="/y">Ferry line opens after two-year delay</a></aside>
</main>
<p style="display:none">Nobody sees this line.</p><script>var words = "Nor this one.";</script>
<footer>© 2024 The Ellery Gazette</footer></body></html>"""


def clean(content: str | bytes, media: str = "html", path: str = "page.html.gz") -> Article:
    data = content.encode() if isinstance(content, str) else content
    return article(Capture(path=path, content=data, media=media, sha256=""))  # type: ignore[arg-type]


def blocks(found: Article, *roles: str) -> list[str]:
    return [b.span.of(found.text) for b in found.blocks if b.role in roles]


def test_a_page_is_read_with_all_that_it_tells() -> None:
    found = clean(PAGE)
    assert found.id == "page"
    assert found.title == "Minister vows to rebuild Ellery bridge"
    assert (found.outlet, found.byline, found.language) == ("The Ellery Gazette", "Jane Doe", "en")
    assert found.url == "https://gazette.example/2024/05/02/bridge"
    assert (found.published, found.published_basis) == ("2024-05-02T10:15+00:00", "page")
    assert found.modified == "2024-05-02T11:00+00:00"
    assert ("2024-05-02", "url") in [(c.value, c.basis) for c in found.date_candidates]
    assert found.complete and found.supported


def test_each_part_of_a_page_has_its_role() -> None:
    found = clean(PAGE)
    assert blocks(found, "title") == ["Minister vows to rebuild Ellery bridge"]
    assert blocks(found, "dateline") == ["PORT ELLERY (Reuters) -"]
    assert blocks(found, "body") == list(PARAGRAPHS)
    assert blocks(found, "heading") == ["What it will cost"]
    assert blocks(found, "caption") == ["A crane over the fallen bridge. Ann Lee / AFP"]
    assert "Read more: Why the old bridge was never inspected" in blocks(found, "related")
    assert "Home" in blocks(found, "navigation")
    assert body(found).startswith("PORT ELLERY (Reuters) - The harbour minister")


def test_nothing_visible_is_lost_and_nothing_hidden_is_shown() -> None:
    found = clean(PAGE)
    for shown in ("Home", "World", "Sign up for our newsletter", "Ferry line opens", "© 2024 The Ellery Gazette"):
        assert shown in found.text
    for hidden in ("Nobody sees", "Nor this one", "color: red", "og:title"):
        assert hidden not in found.text


def test_every_block_keeps_the_path_of_its_element() -> None:
    found = clean(PAGE)
    tree = lxml_html.document_fromstring(PAGE)
    for block in found.blocks:
        assert block.xpath is not None
        (element,) = cast(list[HtmlElement], tree.xpath(block.xpath))
        assert " ".join(block.span.of(found.text).split()) in " ".join(element.text_content().split())


def test_the_page_s_title_is_no_site_and_no_section() -> None:
    page = PAGE.replace("<h1>Minister vows", "<h1>World | Minister vows")
    assert clean(page).title == "Minister vows to rebuild Ellery bridge"


def test_a_date_that_the_page_prints_serves_when_it_declares_none() -> None:
    page = re.sub(r'"date(?:Published|Modified)":"[^"]+",', "", PAGE).replace("/2024/05/02/", "/")
    dated = page.replace("By Jane Doe</div>", "By Jane Doe</div><div>Published: 3 May 2024 09:00</div>")
    found = clean(dated)
    assert (found.published, found.published_basis) == ("2024-05-03T09:00", "text")
    in_url = clean(re.sub(r'"date(?:Published|Modified)":"[^"]+",', "", PAGE))
    assert (in_url.published, in_url.published_basis) == ("2024-05-02", "url")


def test_the_local_day_of_the_same_instant_is_taken() -> None:
    page = PAGE.replace("2024-05-02T10:15:00Z", "2024-05-03T01:15:00Z")
    page = page.replace("By Jane Doe", 'By Jane Doe <time datetime="2024-05-02T20:15:00-05:00">Thursday</time>')
    assert clean(page).published == "2024-05-02T20:15-05:00"


def test_the_first_part_of_a_paid_article_is_incomplete() -> None:
    short = re.sub(r"<p>The council.*?</p>|<p>Engineers who.*?</p>", "", PAGE)
    assert not clean(
        short.replace('"@type":"NewsArticle"', '"@type":"NewsArticle","isAccessibleForFree":false')
    ).complete


def test_the_declared_encoding_is_used() -> None:
    page = PAGE.replace("Ellery bridge", "Éllery bridge").replace("<head>", '<head><meta charset="iso-8859-1">')
    page = page.replace("“", '"').replace("”", '"')
    assert clean(page.encode("latin-1")).title == "Minister vows to rebuild Éllery bridge"


def test_one_page_leaves_no_trace_in_another() -> None:
    first = clean(PAGE)
    for _ in range(4):  # the engine can be told to drop what it has seen often
        assert clean(PAGE) == first


def test_an_article_that_a_page_folds_away_is_found() -> None:
    inner = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    found = clean(f'<html><body><h1>Bridge</h1><div style="display: none">{inner}</div></body></html>')
    assert blocks(found, "body") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body></body></html>",
        b"<html><body><script>alert('words')</script></body></html>",
        b"<html>",
        b"<!-- only a remark -->",
    ],
)
def test_a_page_without_text_is_refused(content: bytes) -> None:
    with pytest.raises(CleanError) as caught:
        clean(content)
    assert "text" in caught.value.reason or "page" in caught.value.reason
    assert caught.value.rejected().room == "clean"


HOSTILE = {
    "deep": "<div>" * 10_000 + f"<p>{PARAGRAPHS[0]}</p>" + "</div>" * 10_000,
    "spans": "<p>" + "<b>" * 20_000 + PARAGRAPHS[0],
    "attributes": "<p " + " ".join(f"a{i}='x'" for i in range(60_000)) + f">{PARAGRAPHS[0]}</p>",
    "declarations": '<script type="application/ld+json">' + "[" * 50_000 + f"</script><p>{PARAGRAPHS[0]}</p>",
    "one line": f"<p>{PARAGRAPHS[0]} " + "word " * 100_000 + "</p>",
    "nul": f"<p>{PARAGRAPHS[0]}\0</p>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_in_an_article_or_a_reason(name: str) -> None:
    started = time.monotonic()
    try:
        found = clean(f"<html><body>{HOSTILE[name]}</body></html>")
    except CleanError as error:
        assert error.reason
    else:
        assert "harbour minister" in found.text
    assert time.monotonic() - started < 20


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    found = clean(f"{bomb}<html><body><p>&b; {PARAGRAPHS[0]}</p></body></html>")
    assert "aaaaaaaaaaaa" not in found.text


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<div>", "</div>", "<p>", "</p>", "<b>", "<br>", "words here. ", "<ul><li>", "&lt;", "<!--"])
    )
)
def test_blocks_of_any_page_are_in_order(parts: list[str]) -> None:
    page = f"<html><body><p>{PARAGRAPHS[0]}</p>{''.join(parts)}<p>{PARAGRAPHS[1]}</p></body></html>"
    try:
        found = clean(page)
    except CleanError:
        return
    last = 0
    for block in found.blocks:
        assert last <= block.span.start and not found.text[last : block.span.start].strip()
        last = block.span.end
    assert not found.text[last:].strip()


def record(**fields: object) -> bytes:
    return json.dumps(fields).encode()


def test_a_record_keeps_its_text_and_its_fields() -> None:
    text = "\nThe council met.\r\n\r\nIt said that the bridge was shut.\u00a0\n"
    found = clean(
        record(
            id="r1", text=text, title="Bridge shut", published="2024-05-02T10:15:00+02:00", outlet="The Day",
            url="https://day.example/a", byline=["Jane Doe", "John Roe"], language="en", kind="agency",
        ),
        "record",
    )  # fmt: skip
    assert found.text == text
    assert (found.id, found.kind, found.title, found.outlet) == ("r1", "agency", "Bridge shut", "The Day")
    assert (found.published, found.published_basis) == ("2024-05-02T10:15+02:00", "given")
    assert (found.byline, found.url) == ("Jane Doe, John Roe", "https://day.example/a")


def test_a_record_without_id_has_its_file_s_name() -> None:
    assert clean(record(text="The council met."), "record", "in/news.jsonl.gz").id == "news"


def test_a_record_s_address_may_date_it() -> None:
    found = clean(record(text="The council met.", url="https://day.example/2024/05/02/a"), "record")
    assert (found.published, found.published_basis) == ("2024-05-02", "url")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{broken", "not JSON"),
        (b"[1, 2]", "not a JSON object"),
        (b'{"id": "a"}', "without text"),
        (b'{"id": "a", "text": null}', "without text"),
        (b'{"id": "a", "text": 5}', "not a string"),
        (b'{"id": "a", "text": " \\n "}', "empty"),
        (b'{"text": "\\ud800"}', "surrogate"),
        (b'{"text": "\\u0000"}', "NUL"),
        (b'{"text": "caf\xe9"}', "UTF-8"),
        (b"[" * 100_000, "JSON"),
    ],
)
def test_bad_records_are_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(CleanError) as caught:
        clean(content, "record")
    assert reason in caught.value.reason


def test_fields_that_are_no_text_count_as_absent() -> None:
    found = clean(record(text="The council met.", outlet=5, title={"a": 1}, published="soon", kind="poem"), "record")
    assert (found.outlet, found.title, found.published, found.kind) == (None, None, None, "report")


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


@pytest.mark.skipif("VARIORUM_DATA" not in os.environ, reason="needs the saved pages under VARIORUM_DATA")
def test_the_body_of_saved_pages_is_found() -> None:
    """A fixed sample of a public benchmark: mean precision and recall over 4-word shingles; titles and dates."""
    folder = Path(os.environ["VARIORUM_DATA"], "data", "pages")
    rows = [json.loads(row) for row in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()][::20]
    precision, recall, titles = [], [], 0
    for row in rows:
        content = gzip.decompress((folder / "html" / f"{row['id']}.html.gz").read_bytes())
        found = clean(content)
        want, got = _shingles(row["text"]), _shingles(body(found))
        shared = sum((want & got).values())
        precision.append(shared / max(1, sum(got.values())))
        recall.append(shared / max(1, sum(want.values())))
        titles += re.findall(r"\w+", (found.title or "").casefold()) == re.findall(r"\w+", row["title"].casefold())
    p, r = sum(precision) / len(rows), sum(recall) / len(rows)
    assert 2 * p * r / (p + r) >= 0.9
    assert titles >= 0.85 * len(rows)
