"""The apparatus as TEI P5: well formed, valid, and each witness's words to be read off it again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests import page_volumes, sample_volume
from tests.keyed import EXAMPLE
from variorum import pipeline, wording
from variorum.judge.relations import relate
from variorum.model import (
    Article,
    Block,
    Certainty,
    Claims,
    Edition,
    Entry,
    Event,
    Reading,
    Span,
    Speaker,
    Volume,
    Witness,
)
from variorum.present import tei

NAMES = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
RULES = etree.RelaxNG(etree.parse(str(Path(__file__).parent / "tei_subset.rng")))


def parsed(volume: Volume) -> etree._Element:
    root = etree.fromstring(tei.render(volume).encode("utf-8"))
    RULES.assertValid(root)
    ids = [e.get(ID) for e in root.iter() if e.get(ID)]
    assert len(ids) == len(set(ids))
    for element in root.iter(etree.Element):
        for pointer in (element.get("wit") or element.get("source") or "").split():
            assert pointer.removeprefix("#") in ids, pointer
    return root


def told(base: str, *others: str) -> Volume:
    """One quotation as some witnesses print it."""
    witnesses, readings = [], []
    for n, words in enumerate((base, *others)):
        text = f"“{words}” Quill said."
        article = Article(
            id=f"w{n}", text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), language="en",
            blocks=(Block(span=Span(0, len(text)), role="body"),), outlet=f"Post {n}",
            published=f"2031-05-0{n + 1}T09:00",
        )  # fmt: skip
        witnesses.append(Witness(article=article, claims=Claims(article=article.id)))
        readings.append(
            Reading(
                article=article.id, span=Span(0, len(text)), form="direct", content=(Span(1, 1 + len(words)),),
                certainty=Certainty(level="asserted", score=1.0), speaker=Speaker(name="Quill", kind="person"),
                statement="s0",
            )
        )  # fmt: skip
    entry = Entry(id="e", kind="statement", readings=tuple(readings), base=0, base_why="", score=1.0)
    entry = relate(entry, {w.article.id: w for w in witnesses})
    event = Event(id="v", storyline="s", title="Quill speaks", articles=tuple(w.article.id for w in witnesses))
    edition = Edition(event=event, entries=(entry,), reuse=(), origins=(), timeline=(), findings=())
    labels = tuple((w.article.id, "ABCDEFG"[n]) for n, w in enumerate(witnesses))
    return Volume(recipe="r", witnesses=tuple(witnesses), labels=labels, editions=(edition,), storylines=())


def apparatus(root: etree._Element) -> etree._Element:
    (found,) = root.findall(".//t:ab", NAMES)
    return found


def words_of(ab: etree._Element, sign: str) -> str:
    """What a witness reads, off the apparatus: the common text and its own readings."""
    parts = [ab.text or ""]
    for app in ab:
        own = [r.text or "" for r in app if f"#w-{sign}" in (r.get("wit") or "").split()]
        assert len(own) == 1, (sign, etree.tostring(app))
        parts += [" ", own[0], " ", app.tail or ""]
    return "".join(parts)


def norms(words: str) -> list[str]:
    return [a.norm for a in wording.atoms(words, [Span(0, len(words))])] if words else []


def readings(ab: etree._Element) -> Iterator[tuple[str, str, str]]:
    for app in ab:
        lem = app[0].text or ""
        for rdg in list(app)[1:]:
            yield lem, rdg.get("type") or "", rdg.text or ""


def test_variants_are_laid_against_the_base() -> None:
    root = parsed(
        told(
            "We shall rebuild the old pier before winter, and the town will pay",
            "We shall rebuild the pier before winter, and the whole town will pay",
            "We will rebuild the old pier before winter",
        )
    )
    ab = apparatus(root)
    assert sorted(readings(ab)) == [
        ("and the town will pay", "omission", ""),
        ("and the town will pay", "substitution", "and the whole town will pay"),
        ("old", "omission", ""),
        ("shall", "substitution", "will"),
    ]
    assert norms(words_of(ab, "B")) == norms("We shall rebuild the pier before winter and the whole town will pay")
    assert norms(words_of(ab, "C")) == norms("We will rebuild the old pier before winter")


def test_where_all_agree_the_text_is_one_reading_of_them_all() -> None:
    ab = apparatus(parsed(told("The pier is safe again", "The pier is safe again")))
    assert [(e.tag.split("}")[1], e.text, e.get("wit")) for e in ab.iter() if e is not ab][1:] == [
        ("lem", "The pier is safe again", "#w-A #w-B")
    ]


def test_witnesses_are_listed_with_their_day_and_digest() -> None:
    root = parsed(told("The pier is safe again", "The pier is safe"))
    listed = root.findall(".//t:listWit/t:witness", NAMES)
    assert [w.get("n") for w in listed] == ["A", "B"]
    date = listed[0].find(".//t:date", NAMES)
    assert date is not None
    assert (date.get("when"), date.text) == ("2031-05-01", "2031-05-01T09:00")


@pytest.mark.parametrize(
    "volume",
    [sample_volume.volume(), page_volumes.worded("</TEI> <script>a & b</script> \u202e \x1b[31m ]]>")],
    ids=["sample", "hostile"],
)
def test_any_volume_is_valid(volume: Volume) -> None:
    parsed(volume)


def test_a_volume_of_nothing_is_valid() -> None:
    parsed(Volume(recipe="r", witnesses=(), labels=(), editions=(), storylines=()))


def test_what_xml_cannot_hold_is_replaced() -> None:
    root = parsed(told("The pier \x00\x1b is <safe> & \ufffe sound again", "The pier is safe & sound again"))
    assert "<safe> &" in etree.tostring(apparatus(root), encoding="unicode", method="text")


def test_the_example_is_valid_and_has_its_apparatus() -> None:
    root = parsed(pipeline.volume(pipeline.articles([EXAMPLE])))
    assert len(root.findall(".//t:ab", NAMES)) >= 2
    assert len(root.findall(".//t:rdg", NAMES)) >= 2


@pytest.mark.skipif("VARIORUM_DATA" not in os.environ, reason="needs VARIORUM_DATA")
def test_the_seeds_are_valid() -> None:
    root = parsed(pipeline.volume(pipeline.articles([Path(os.environ["VARIORUM_DATA"]) / "seeds"])))
    assert root.findall(".//t:rdg", NAMES)


WORDS = (
    "the", "pier", "old", "winter", "town", "pay", "rebuild", "shall", "may", "not", "before", "council", "again",
)  # fmt: skip
SENTENCES = st.lists(
    st.sampled_from(WORDS),
    min_size=4,
    max_size=24,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@example(base="pier pier pier the the the pier", others=["the the the pier pier pier pier old"])
@given(base=SENTENCES, others=st.lists(SENTENCES, min_size=1, max_size=4))
def test_every_witness_can_be_read_off_the_apparatus(base: str, others: list[str]) -> None:
    volume = told(base, *others)
    (entry,) = volume.editions[0].entries
    root = parsed(volume)
    if not root.findall(".//t:ab", NAMES):
        return
    ab = apparatus(root)
    for sign, reading in zip("ABCDE", entry.readings, strict=False):
        if f"#w-{sign}" in (ab.get("source") or "").split():
            words = reading.content[0].of(volume.witness(reading.article).article.text)
            assert norms(words_of(ab, sign)) == norms(words)
