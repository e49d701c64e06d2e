"""Feeds: each entry a capture, with what the feed says of it; the broken and the hostile told with a reason."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from variorum.clean import article, body
from variorum.model import Article, Capture, Rejected
from variorum.read import captures
from variorum.settings import ReadSettings

FIRST = (
    "<p>The council of Ellery said on Monday that the bridge would stay shut until the end of the year.</p>"
    "<h2>What happens next</h2><ul><li>First, the cables are to be cut by a firm from the coast.</li></ul>"
    "<p>“We will not wait,” the mayor, Ada Holm, told reporters. “The town needs its bridge.”</p>"
)
SECOND = "<p>The ferry of Ellery ran late on Tuesday, its captain said, because the tide was low at noon.</p>"
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>World news | The Ellery Gazette</title><link>https://www.ellerygazette.example/world</link>
<item><title>Bridge &amp;amp; road stay shut - The Ellery Gazette</title>
<link>https://www.ellerygazette.example/2024/bridge</link><guid isPermaLink="false">tag:ellery:17</guid>
<pubDate>Tue, 14 May 2024 23:40:00 -0700</pubDate><dc:creator>Jane Doe and John Roe</dc:creator>
<description>A short summary.</description><content:encoded><![CDATA[{FIRST}]]></content:encoded></item>
<item><title>Ferry late</title><link>https://www.ellerygazette.example/2024/ferry</link>
<description>{escape(SECOND)}</description></item>
</channel></rss>
"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Ellery Gazette RSS Feed</title>
<link href="https://ellerygazette.example/"/><updated>2024-05-15T10:00:00Z</updated>
<entry><title type="html">Bridge &lt;b&gt;shut&lt;/b&gt;</title><id>urn:uuid:1</id>
<link href="https://ellerygazette.example/a"/><published>2024-05-14T09:00:00+02:00</published>
<updated>2024-05-15T09:00:00+02:00</updated><author><name>Jane Doe</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The council said that the bridge is shut.</p></div>
</content></entry>
<entry><title>Ferry</title><id>urn:uuid:2</id><updated>2024-05-15T09:00:00Z</updated>
<summary>The ferry ran late on Tuesday, its captain said.</summary></entry></feed>
"""


def write(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(folder: Path, name: str, content: bytes | str) -> list[Capture | Rejected]:
    found = list(captures([write(folder, name, content)]))
    assert all(isinstance(f, Capture | Rejected) for f in found)
    return [f for f in found if isinstance(f, Capture | Rejected)]


def articles(folder: Path, name: str, content: bytes | str) -> list[Article]:
    return [article(c) for c in read(folder, name, content) if isinstance(c, Capture)]


def reasons(found: list[Capture | Rejected]) -> list[tuple[int | None, str]]:
    return [(f.line, f.reason) for f in found if isinstance(f, Rejected)]


def test_an_entry_holds_its_content_as_the_feed_has_it(tmp_path: Path) -> None:
    first, second = read(tmp_path, "world.xml", RSS)
    assert isinstance(first, Capture) and isinstance(second, Capture)
    assert (first.media, first.line, first.content) == ("html", 1, FIRST.encode())
    assert second.content == SECOND.encode()
    assert first.provenance and first.provenance.published == "2024-05-14T23:40:00-07:00"


def test_an_rss_entry_becomes_an_article(tmp_path: Path) -> None:
    first, second = articles(tmp_path, "world.xml", RSS)
    assert first.id == "tag:ellery:17" and second.id == "https://www.ellerygazette.example/2024/ferry"
    assert first.title == "Bridge & road stay shut"
    assert first.outlet == "The Ellery Gazette"
    assert first.byline == "Jane Doe, John Roe"
    assert first.url == "https://www.ellerygazette.example/2024/bridge"
    assert (first.published, first.published_basis) == ("2024-05-14T23:40-07:00", "given")  # its own zone's day
    assert [b.role for b in first.blocks] == ["body", "heading", "body", "body"]
    assert first.complete and body(first).startswith("The council of Ellery")
    assert second.published is None and second.published_basis is None


def test_an_atom_feed(tmp_path: Path) -> None:
    first, second = articles(tmp_path, "feed", ATOM)
    assert (first.id, first.title, first.outlet) == ("urn:uuid:1", "Bridge shut", "Ellery Gazette")
    assert (first.published, first.modified) == ("2024-05-14T09:00+02:00", "2024-05-15T09:00+02:00")
    assert first.byline == "Jane Doe" and first.complete
    assert not second.complete  # a summary is not the article


def test_a_json_feed(tmp_path: Path) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Ellery Gazette",
        "home_page_url": "https://ellerygazette.example/",
        "language": "en",
        "items": [
            {
                "id": 7,
                "url": "https://ellerygazette.example/bridge",
                "title": "Bridge shut",
                "content_html": FIRST,
                "date_published": "2024-05-14T09:00:00+02:00",
                "authors": [{"name": "Jane Doe"}],
            },
            {"id": "8", "content_text": "The ferry ran late on Tuesday, its captain said."},
            {"id": "9", "title": "Nothing in it"},
            "no object",
        ],
    }
    found = read(tmp_path, "feed.json", json.dumps(feed, indent=1))
    assert reasons(found) == [(3, "an entry of a feed without text"), (4, "an entry of a feed that is no object")]
    first, second = (article(f) for f in found if isinstance(f, Capture))
    assert (first.id, first.outlet, first.byline) == ("7", "The Ellery Gazette", "Jane Doe")
    assert first.published == "2024-05-14T09:00+02:00"
    assert second.text == feed["items"][1]["content_text"]  # type: ignore[index]


def test_a_packed_feed_and_one_in_another_encoding(tmp_path: Path) -> None:
    assert len(read(tmp_path, "f.xml.gz", gzip.compress(RSS.encode()))) == 2
    western = RSS.replace("UTF-8", "iso-8859-1").replace("Ada Holm", "Ada Hölm").encode("cp1252")
    assert "Ada Hölm" in articles(tmp_path, "west.xml", western)[0].text
    wide = RSS.replace("UTF-8", "utf-16").encode("utf-16")
    assert [a.outlet for a in articles(tmp_path, "wide.xml", wide)] == ["The Ellery Gazette"] * 2


def test_bytes_of_another_encoding_within_a_feed_do_no_harm(tmp_path: Path) -> None:
    mixed = RSS.encode().replace(b"Ada Holm", "Ada Hölm".encode("cp1252"))
    found = articles(tmp_path, "mixed.xml", mixed)
    assert len(found) == 2 and "told reporters" in found[0].text


@pytest.mark.parametrize(
    ("outlet", "site", "url", "expected"),
    [
        ("BBQ News - World", "https://www.bbq.example/news", "https://www.bbq.example/1", "BBQ News"),
        ("NYP > Politics", "https://www.nyp.example", "https://nyp.example/1", "NYP"),
        ("Ellery Times: Latest", "https://ellerytimes.example", "https://ellerytimes.example/1", "Ellery Times"),
        ("Harbour Daily", "https://hd.example", "https://hd.example/1", "Harbour Daily"),
        ("All the news, collected", "https://collector.example", "https://ellerytimes.example/1", None),
    ],
)
def test_the_outlet_is_the_publisher(tmp_path: Path, outlet: str, site: str, url: str, expected: str | None) -> None:
    feed = f"""<rss version="2.0"><channel><title>{escape(outlet)}</title><link>{site}</link>
      <item><title>T</title><link>{url}</link><description>{escape(SECOND)}</description></item></channel></rss>"""
    assert articles(tmp_path, "f.xml", feed)[0].outlet == expected


def test_an_entry_that_names_its_source_has_that_outlet(tmp_path: Path) -> None:
    feed = f"""<rss version="2.0"><channel><title>Collected</title><link>https://c.example</link><item>
      <link>https://c.example/r/1</link><source url="https://ellerytimes.example">The Ellery Times</source>
      <description>{escape(SECOND)}</description></item></channel></rss>"""
    found = read(tmp_path, "f.xml", feed)
    assert isinstance(found[0], Capture) and found[0].provenance
    assert (found[0].provenance.outlet, found[0].provenance.site) == ("The Ellery Times", "https://ellerytimes.example")


def test_a_feed_that_breaks_off_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    found = read(tmp_path, "cut.xml", RSS[: RSS.index("its captain said")])
    assert [line for line, _ in reasons(found)] == [2, 3] and isinstance(found[0], Capture)
    assert "not well-formed" in reasons(found)[1][1]
    found = read(tmp_path, "cut.xml", RSS[: RSS.rindex("</item>")])
    assert isinstance(found[1], Capture) and not article(found[1]).complete  # more may have followed
    assert [line for line, _ in reasons(found)] == [3]


def test_a_small_fault_that_loses_nothing_is_no_rejection(tmp_path: Path) -> None:
    found = read(tmp_path, "amp.xml", RSS.replace("Ferry late", "Ferry & tide &nbsp; late"))
    assert [type(f).__name__ for f in found] == ["Capture", "Capture"]


def test_a_feed_without_entries_is_rejected(tmp_path: Path) -> None:
    found = read(tmp_path, "none.xml", '<rss version="2.0"><channel><title>T</title></channel></rss>')
    assert reasons(found) == [(None, "a feed without entries")]
    assert "without entries" in reasons(read(tmp_path, "j.json", '{"version": "https://jsonfeed.org/version/1"}'))[0][1]


BOMB = '<!DOCTYPE rss [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
)
DEEP = "<item>" * 100_000


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f'<?xml version="1.0"?>{BOMB}]><rss><channel><item><title>&j;</title></item></channel></rss>', "entities"),
        (f"<rss><channel>{DEEP}", "deep"),
        (f'{{"version": "https://jsonfeed.org/version/1", "items": {"[" * 100_000}', "not JSON"),
        ("<rss><channel>" + "<a " * 1_500_000, "too large to be mended"),
    ],
)
def test_hostile_feeds_are_refused_at_once(tmp_path: Path, content: str, expected: str) -> None:
    began = time.monotonic()
    found = read(tmp_path, "f.xml" if content.startswith("<") else "f.json", content)
    assert len(found) == 1 and expected in reasons(found)[0][1]
    assert time.monotonic() - began < 20


def test_a_hostile_feed_in_another_encoding(tmp_path: Path) -> None:
    bomb = f'<?xml version="1.0" encoding="utf-16"?>{BOMB}]><rss><channel><item>&j;</item></channel></rss>'
    assert "entities" in reasons(read(tmp_path, "f.xml", bomb.encode("utf-16")))[0][1]


def test_other_xml_is_not_read_as_prose(tmp_path: Path) -> None:
    found = read(
        tmp_path, "sitemap.xml", '<?xml version="1.0"?><urlset><url><loc>https://e.example</loc></url></urlset>'
    )
    assert reasons(found) == [(None, "an XML document (urlset) that is neither a page nor a feed")]


def test_a_feed_that_is_too_large_is_rejected(tmp_path: Path) -> None:
    path = write(tmp_path, "f.xml", RSS)
    (found,) = captures([path], settings=ReadSettings(max_bytes=500))
    assert isinstance(found, Rejected) and "too large" in found.reason
