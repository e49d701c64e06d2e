"""Who copied whom, and where the reports of an event come from, on articles whose ancestry is known."""

from __future__ import annotations

import hashlib
import json
from itertools import islice

import pytest

from tests import reuse_origin_key as key
from tests.reuse_origin_score import counted, directions
from variorum import pipeline
from variorum.clean import article as clean_article
from variorum.model import Article, Capture, Origin
from variorum.reuse import independent, origins, passages

LEAD = "The ferry Halvard ran aground off the Orm skerries shortly before dawn with ninety people on board."
BOATS = "Fishermen in three small boats carried the passengers to the pier at Vik, where the school was opened to them."
CRANE = "The owner sent two tugs and a floating crane from the yard at Lund, which are to arrive before noon on Friday."
DIVERS = "Divers who went down in the morning found a gash of nine metres in the hull and a propeller without blades."


def report(id: str, *paragraphs: str, outlet: str | None = None, published: str | None = None) -> Article:
    record = {
        "id": id,
        "text": "\n\n".join(paragraphs),
        "outlet": outlet,
        "published": published,
        "title": f"Ferry {id}",
    }
    content = json.dumps({k: v for k, v in record.items() if v}).encode()
    digest = hashlib.sha256(content).hexdigest()
    return clean_article(Capture(path="x.jsonl", content=content, media="record", sha256=digest, line=1))


def found(*pile: Article) -> tuple[Origin, ...]:
    witnesses = pipeline.credited(pile)
    return origins(witnesses, passages(witnesses))


def rows(listed: tuple[Origin, ...]) -> set[tuple[str, str, tuple[str, ...]]]:
    return {(o.label, o.kind, o.articles) for o in listed}


def counts(*pile: Article) -> tuple[int, int]:
    return independent([a.id for a in pile], found(*pile))


@pytest.mark.parametrize(
    ("sentence", "label", "kind"),
    [
        ("“We were lucky,” the captain told the Wall Street Journal.", "Wall Street Journal", "outlet"),
        ("The keel was cracked, the BBC reported.", "BBC", "outlet"),
        ("The keel was cracked, according to the Lund Evening Post.", "Lund Evening Post", "outlet"),
        ("The keel was cracked, reports the Lund Gazette.", "Lund Gazette", "outlet"),
        ("Speaking to broadcaster NHK, the captain wept.", "NHK", "outlet"),
        ("This article was originally published by Skerry Monthly.", "Skerry Monthly", "outlet"),
        ("The keel was cracked, the coast guard said in a statement.", "coast guard", "handout"),
        ("In a statement on Monday, the coast guard said that the keel was cracked.", "coast guard", "handout"),
        ("The keel was cracked, according to a press release from Norrline.", "Norrline", "handout"),
        ("The keel was cracked, according to a statement from Norrline plc.", "Norrline plc", "handout"),
        ("The keel was cracked, Radio Vik reported.", "Radio Vik", "outlet"),
        ("“We were lucky,” the captain told this newspaper.", "own reporting of Kuriren", "own reporting"),
        ("“We were lucky,” the captain told Kuriren by phone.", "own reporting of Kuriren", "own reporting"),
        ("A reporter for Kuriren counted nine buses at the pier.", "own reporting of Kuriren", "own reporting"),
        ("Our correspondent at the scene saw two cranes.", "own reporting of Kuriren", "own reporting"),
        ("The letter, seen by Kuriren, is short.", "own reporting of Kuriren", "own reporting"),
    ],
)
def test_signs_of_an_origin(sentence: str, label: str, kind: str) -> None:
    assert (label, kind, ("a",)) in rows(found(report("a", LEAD, sentence, BOATS, outlet="Kuriren")))


@pytest.mark.parametrize(
    "sentence",
    [
        "“They told us nothing,” the cook said.",
        "“I read that in the Lund Gazette,” the cook said.",
        "The Lund Gazette said it would close its office in Vik.",
        "Our reporters were beaten in the street.",
        "The statement was read aloud twice.",
        "A bank statement from the drawer was found.",
        "He had once edited the Wall Street Journal.",
    ],
)
def test_a_mere_mention_is_no_origin(sentence: str) -> None:
    listed = found(report("a", LEAD, sentence, BOATS, outlet="Kuriren"))
    assert {o.kind for o in listed} == {"unknown"}, listed


def test_an_agency_that_goes_by_another_says_so() -> None:
    (origin, _) = found(report("a", LEAD, "The keel was cracked, TASS reported, citing the transport ministry.", BOATS))
    assert (origin.label, "TASS (which goes by the transport ministry)" in origin.why) == ("TASS", True)


def test_an_article_of_the_outlet_that_another_one_cites_has_its_origin() -> None:
    a = report("a", LEAD, "The keel was cracked, according to the Orm Herald.", BOATS, outlet="Kuriren")
    b = report("b", CRANE, DIVERS, outlet="The Orm Herald")
    assert ("Orm Herald", "outlet", ("a", "b")) in rows(found(a, b))
    assert counts(a, b) == (1, 2)


def test_two_articles_by_one_release_rest_on_it() -> None:
    a = report("a", LEAD, "The keel was cracked, the coast guard said in a statement.", outlet="Kuriren")
    b = report("b", "Nobody was hurt, according to a statement from the coast guard.", DIVERS, outlet="The Orm Herald")
    assert ("coast guard", "handout", ("a", "b")) in rows(found(a, b))


def test_words_credited_on_one_side_have_their_origin_on_the_other() -> None:
    a = report("a", LEAD[:-1] + ", Reuters reported.", BOATS)
    b = report("b", LEAD, CRANE, DIVERS)
    (origin,) = [o for o in found(a, b) if o.kind == "agency"]
    assert (origin.label, origin.articles) == ("Reuters", ("a", "b"))
    assert "b shares these words with a, which names Reuters for them" in origin.why


def test_a_small_shared_passage_folds_the_least_and_not_the_most() -> None:
    more = [
        f"Witness {n} spoke at length of {w} and of what came after it on the long way home."
        for n, w in enumerate("abcdefghij")
    ]
    other = [
        f"Clerk {n} wrote nine pages on {w}, none of which anybody in the office ever read."
        for n, w in enumerate("klmnopqrst")
    ]
    a, b = report("a", LEAD, *more), report("b", LEAD, *other)
    assert ("a shared passage", "unknown", ("a", "b")) in rows(found(a, b))
    assert counts(a, b) == (1, 2)


def test_outlets_of_one_publisher_are_not_surely_independent() -> None:
    said = "“We were lucky,” the captain told this newspaper."
    a = report("a", LEAD, said, outlet="Daily Mirror")
    b = report("b", DIVERS, said.replace("lucky", "spared"), outlet="Daily Express")
    c = report("c", CRANE, said.replace("lucky", "saved"), outlet="The Orm Herald")
    assert ("outlets of Reach", "unknown", ("a", "b")) in rows(found(a, b, c))
    assert counts(a, b) == (1, 2)
    assert counts(a, b, c) == (2, 3)


def test_a_report_of_two_agencies_does_not_make_them_one() -> None:
    both = report("a", LEAD, BOATS, "With reporting by Reuters and AFP")
    pile = (both, report("b", "VIK (Reuters) - " + CRANE, DIVERS), report("c", "VIK (AFP) - " + DIVERS[::-1]))
    assert counts(*pile)[1] == 2


def test_a_dateline_with_the_outlets_own_initials_is_a_hint_only() -> None:
    (origin,) = found(report("a", "VIK (OH) - " + LEAD, BOATS, outlet="Orm Herald"))
    assert origin.kind == "unknown"
    assert "own initials, OH, in the dateline (a hint)" in origin.why


def test_what_one_quotes_and_the_other_tells_folds_nobody() -> None:
    said = "the owner had known of the crack in the keel for two winters and kept the ship at sea regardless"
    a = report("a", f"“{said.capitalize()},” said the cook.", BOATS)
    b = report("b", f"The cook said {said}.", DIVERS)
    assert counts(a, b) == (1, 2)


def test_the_key_is_the_same_each_time() -> None:
    first, again = (list(islice(key.pairs("development", [1]), 5)) for _ in range(2))
    assert first == again


def test_directions_that_are_told_are_right() -> None:
    total = directions(islice(key.pairs("development", [1]), 15))
    assert (total.wrong, total.third_said) == (0, 0)
    assert total.right >= 5


def test_counts_of_origins_hold_the_truth() -> None:
    total = counted(islice(key.cases("development", [1]), 5))
    assert total.above == 0
    assert total.covered >= 4
    assert total.kinds >= 0.85 * total.articles
