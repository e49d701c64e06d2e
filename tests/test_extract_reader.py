"""The learned reader with its weights: what it finds on articles of our own, and that no text breaks it."""

from __future__ import annotations

import time

import numpy as np
import pytest

import variorum
from tests.paragraphs import article
from variorum.extract import claims, reader, statements
from variorum.extract.document import lay_out
from variorum.extract.reader import KINDS, Readout
from variorum.settings import ExtractSettings


def read(*paragraphs: str) -> tuple[str, Readout]:
    document = lay_out(article(*paragraphs))
    ruled = statements.by_rules(document)
    return document.text, reader.read(document, ruled.quotations, statements.hints(ruled))


def test_an_indirect_statement_is_found_with_its_source_and_its_cue() -> None:
    text, found = read("Harbour officials said on Monday that the ferry had lost power before it struck the pier.")
    (relation,) = found.relations or ()
    assert [found.span(p).of(text) for p in relation.source] == ["Harbour officials"]
    assert "said" in found.span(relation.cue).of(text)
    assert "the ferry had lost power" in found.span(relation.content[0]).of(text)


def test_names_have_their_kinds() -> None:
    text, found = read("The German chancellor met Maria Lopez of the United Nations in Geneva on Friday.")
    named = {found.span(p).of(text): KINDS[p.name] for p in found.names or ()}
    assert named["Maria Lopez"] == "person"
    assert named["Geneva"] == "place"
    assert named["German"] == "group"


def test_what_happened_is_more_certain_to_have_happened_than_what_may_or_did_not() -> None:
    told = ["The bridge collapsed on Monday.", "The bridge may collapse soon.", "The bridge did not collapse."]
    text, found = read(*told)
    assert found.certainty is not None
    places = [text.index(told[0]) + 11, text.index(told[1]) + 15, text.index(told[2]) + 19]
    did, may, never = (found.certainty[np.searchsorted(found.words.start, place)] for place in places)
    assert did > 2
    assert did - 2 > may
    assert did - 2 > never


def test_reading_twice_gives_the_same() -> None:
    one = claims(article("“We will come,” the mayor, Ada Lind, said.", "She declined to say when."))
    assert one == claims(article("“We will come,” the mayor, Ada Lind, said.", "She declined to say when."))


def test_an_article_is_read_as_if_it_were_alone() -> None:
    some = [article(f"Minister Tom Vale said {n} people were hurt.") for n in range(3)]
    assert [variorum.extract(a) for a in some] == [variorum.extract(a) for a in reversed(some)][::-1]


def test_without_the_reader_the_rules_decide() -> None:
    a = article("“We will come,” the mayor, Ada Lind, said.")
    (said,) = claims(a, settings=ExtractSettings(learned=False)).statements
    assert said.speaker is not None
    assert said.speaker.name == "Ada Lind"


HOSTILE = {
    "capitals": "THE MAYOR SAID ON MONDAY THAT NOBODY WAS HURT AND THAT THE BRIDGE WOULD REOPEN SOON. " * 20,
    "no punctuation": "the mayor said that nobody was hurt and the bridge would open again she said " * 200,
    "one paragraph": "The mayor said that the bridge would open on Monday, and nobody disagreed with her. " * 1400,
    "other scripts": "Мэр сказал, что мост закрыт. 市长说桥梁将关闭。 قال العمدة إن الجسر مغلق. " * 50,
    "quotation marks": "“ ” \" ' ‘ ’ « » " * 1500,
    "one long word": "x" * 200_000,
    "empty words": " \u200b \ufeff ",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_breaks_it(text: str) -> None:
    started = time.process_time()
    found = claims(article(text.strip() or "."))
    assert time.process_time() - started < 60
    assert all(0 <= s.score <= 1 for s in found.statements)
    for statement in found.statements:
        for span in (*statement.source, *statement.cue, *statement.content):
            assert span.of(text).strip()
