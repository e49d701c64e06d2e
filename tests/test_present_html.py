"""The page as a document: it is whole, its links lead somewhere, and no article can write in it."""

from __future__ import annotations

import base64
import re
from collections import Counter
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from tests import page_volumes, sample_volume
from variorum.model import Span, Volume
from variorum.present import html
from variorum.present.html_words import context, excerpt, figure_words, visible, web_address

Document = Any
"""An lxml document; its stubs do not know what an XPath gives."""
HOSTILE = (
    "<script>alert(1)</script>",
    "</title></style></script><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x=\'',
    "<!-- --><![CDATA[ ]]>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "a\u202egnp.exe\u2066b",
    "\x00\x1b[31mred\x1b[0m\x7f\x85",
    "\ud83d lone",
    "🛳️ emoji 👩‍🚀 first",
    "مرحبا بالعالم שלום",
    "W" * 5000,
    "</textarea></select></details></dialog>",
)


def parsed(page: str) -> Document:
    return lxml_html.document_fromstring(page.encode(), parser=lxml_html.HTMLParser(encoding="utf-8", huge_tree=True))


@pytest.fixture(scope="module")
def sample() -> str:
    return html.render(sample_volume.volume())


def shape(page: str) -> Counter[tuple[str, tuple[str, ...]]]:
    """The elements of a page with the names of their attributes.

    Those that keep writing directions apart are left out, and the classes, whose values are never an article's words:
    one says whether a reading needs quotation marks of the page's.
    """
    elements = (e for e in parsed(page).iter() if isinstance(e.tag, str) and e.tag != "bdi")
    return Counter((str(e.tag), tuple(sorted(set(e.attrib) - {"dir", "class"}))) for e in elements)


def test_the_sample_has_all_its_parts(sample: str) -> None:
    document = parsed(sample)
    for part in ("findings", "apparatus", "coverage", "figures", "timeline", "origins", "witnesses", "turned-away"):
        assert document.find_class(part), part
    assert len(document.xpath("//article[contains(@class, 'witness')]")) == 5
    assert len(document.xpath("//h1")) == 1


def test_ids_are_unique_and_links_lead_somewhere(sample: str) -> None:
    document = parsed(sample)
    ids = Counter(document.xpath("//@id"))
    assert [i for i, count in ids.items() if count > 1] == []
    targets = {h[1:] for h in document.xpath("//@href") if h.startswith("#")}
    assert targets - set(ids) == set()
    by_name = ("aria-labelledby", "for", "data-c", "data-w", "data-of")
    named = {i for name in by_name for value in document.xpath(f"//@{name}") for i in value.split()}
    assert named - set(ids) == set()


def test_the_policy_names_every_script(sample: str) -> None:
    document = parsed(sample)
    scripts = document.xpath("//script")
    (policy,) = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    digests = [base64.b64encode(sha256(s.text.encode()).digest()).decode() for s in scripts]
    assert len(scripts) == 2
    assert "script-src " + " ".join(f"'sha256-{d}'" for d in digests) + ";" in policy
    assert "default-src 'none'" in policy
    assert not [a for a in document.xpath("//@*") if str(a).strip().lower().startswith("javascript:")]
    assert not document.xpath("//*[@src or @srcset or @action or @background or @ping]")
    assert not [name for e in document.iter() for name in e.attrib if name.startswith("on")]


def test_nothing_is_loaded_from_anywhere(sample: str) -> None:
    document = parsed(sample)
    assert not document.xpath("//link|//iframe|//object|//embed|//base|//img|//video|//audio")
    style = "".join(document.xpath("//style/text()"))
    assert "url(" not in style
    assert "@import" not in style


def test_every_reading_points_at_its_exact_words(sample: str) -> None:
    volume = sample_volume.volume()
    document = parsed(sample)
    texts = {w.article.id: w.article.text for w in volume.witnesses}
    wanted = Counter(r.span.of(texts[r.article]) for e in volume.editions for x in e.entries for r in x.readings)
    passages = document.xpath("//article[@class='witness']//*[@class='text']//*[starts-with(@id, 'r-')]/@id")
    found = Counter(held(document, str(i)) for i in passages)
    assert found == wanted


def held(document: Document, id: str) -> str:
    return "".join(e.text_content() for e in document.xpath("//*[@id=$i or @data-of=$i]", i=id))


@pytest.mark.parametrize("words", HOSTILE, ids=lambda w: ascii(w[:24]))
def test_hostile_words_change_no_element(words: str) -> None:
    assert shape(html.render(page_volumes.worded(words))) == shape(html.render(page_volumes.worded("x" * len(words))))


WORDS = st.text(
    alphabet=st.sampled_from(list("<>\"'&/=`\\{}%#!-;: abscript\x00\x1b\u202e\u2066\ud800🛳é\u2028\t")),
    min_size=1,
    max_size=40,
).filter(lambda t: t.strip() == t)


@given(WORDS)
@settings(max_examples=40, deadline=None)
@example("--><script>")
def test_any_words_change_no_element(words: str) -> None:
    page = html.render(page_volumes.worded(words))
    assert shape(page) == shape(html.render(page_volumes.worded("x" * len(words))))
    page.encode("utf-8")


@given(WORDS)
@settings(max_examples=40, deadline=None)
def test_the_words_of_an_article_stand_on_the_page(words: str) -> None:
    document = parsed(html.render(page_volumes.worded("plain", body=words)))
    blocks = [p.text_content() for p in document.xpath("//*[@class='text']/p[not(@class)]")]
    assert blocks == [visible(words)] * 2


def test_no_edition_is_a_page_too() -> None:
    page = html.render(Volume(recipe="r", witnesses=(), labels=(), editions=(), storylines=()))
    assert "Nothing could be compared" in page


def test_a_page_of_twenty_articles_stays_light() -> None:
    """Articles of 570 words, with 40 entries told by five of them and perhaps by others: at most 31 bytes a word."""
    volume = page_volumes.twenty()
    empty = len(html.render(Volume(recipe="r", witnesses=(), labels=(), editions=(), storylines=())).encode())
    size = len(html.render(volume).encode()) - empty
    words = sum(len(w.article.text.split()) for w in volume.witnesses)
    assert empty < 64_000
    assert 20 < size / words < 31


def test_what_many_readings_share_stands_once() -> None:
    """A reason, and the words of a passage that is perhaps of an entry, are led to and not said again."""
    document = parsed(html.render(page_volumes.twenty()))
    reasons = document.xpath("//section[@class='reasons']//li")
    assert [" ".join(r.text_content().split()) for r in reasons] == [
        "the first",
        "both in quotation marks (rule quoted-both-other-words, 0.80)",
    ]
    ways = document.xpath("//a[starts-with(@href, '#v-y')]")
    assert len(ways) > 100
    near = document.xpath("//p[@class='absences']//a")
    assert near
    for link in (*ways, *near):
        assert len(document.xpath("//*[@id=$i]", i=link.get("href")[1:])) == 1
        assert len(link.text_content()) <= len("why 10")


def test_lean_markup_is_the_same_page(sample: str) -> None:
    """Quotation marks that HTML does not ask for are left out, and nothing else changes."""
    body = (
        '<p class="a b" id="x-1" title="it&#39;s &#34;so&#34;"><a href="#x-1">say &#34;=&#39; class=&#34;b&#34;</a></p>'
    )
    assert html.lean(body) == (
        '<p class="a b" id=x-1 title="it&#39;s &#34;so&#34;"><a href=#x-1>say "=\' class="b"</a></p>'
    )
    assert shape(html.lean(body)) == shape(body)
    assert parsed(html.lean(body)).text_content() == parsed(body).text_content()


def test_end_tags_are_left_out_where_what_follows_ends_the_element() -> None:
    table = (
        '<table><thead><tr><th scope="col">a</th></tr></thead>\n<tbody><tr><td>b</td><td>c</td></tr>\n</tbody></table>'
    )
    nested = "<ol><li>one <ul><li>two</li>\n<li>three</li></ul></li><li>four</li></ol><p>end</p>"
    assert html.lean(nested) == "<ol><li>one <ul><li>two<li>three</ul><li>four</ol><p>end</p>"
    for body in (table, nested):
        assert shape(html.lean(body)) == shape(body)
        assert "".join(parsed(html.lean(body)).text_content().split()) == "".join(parsed(body).text_content().split())


def test_ids_are_short_and_those_of_readings_lead_to_their_entries(sample: str) -> None:
    ids = set(parsed(sample).xpath("//@id"))
    readings = {i for i in ids if i.startswith("r-")}
    assert readings
    assert all("e" + i.rpartition("-")[0][1:] in ids for i in readings)
    assert max(map(len, readings)) <= 24


def test_same_bytes_twice(sample: str) -> None:
    assert html.render(sample_volume.volume()) == sample


def test_assets_are_plain() -> None:
    page = html.render(page_volumes.worded("x"))
    assert page.count("</script") == 2
    assert not re.search(r"https?://", page.split("<body>")[0])


def test_only_web_addresses_become_links() -> None:
    assert web_address("https://example.org/a?b=c") == "https://example.org/a?b=c"
    for bad in (
        None,
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "//x",
        "https:/x",
        "https://a b",
        "https://[x",
        "file:///x",
    ):
        assert web_address(bad) is None


def test_what_acts_is_written_out() -> None:
    assert visible("a\u202eb") == "a⟦U+202E⟧b"
    assert visible("tab\tline\n emoji 👩‍🚀") == "tab\tline\n emoji 👩‍🚀"


def test_figures_in_words() -> None:
    assert figure_words(3000.0, unit="soldiers", bound="at least") == "at least 3,000 soldiers"
    assert figure_words(None, range=(5.0, 10.5), unit="percent") == "5 to 10.5 percent"
    assert figure_words(float("nan")) == "nan"
    assert figure_words(None) == ""


def test_words_in_context() -> None:
    text = "Before this\n" + "word " * 30 + "FIVE" + " after" * 30 + "\nnext line"
    at = text.index("FIVE")
    before, after = context(text, Span(at, at + 4))
    assert before.startswith("… word")
    assert before.endswith("word ")
    assert after.startswith(" after")
    assert after.endswith("after …")
    assert context("only", Span(0, 4)) == ("", "")


@given(st.text(max_size=200), st.integers(4, 60))
def test_an_excerpt_is_short(words: str, length: int) -> None:
    assert len(excerpt(words, length)) <= length + 1
