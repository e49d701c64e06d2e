"""Shared passages: examples to check by eye, planted passages with known spans, and properties."""

from __future__ import annotations

import hashlib
import json
import os
import random
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.model import Article, ArticleKind, Block, Claims, Credit, Reuse, Role, Span, Witness
from variorum.reuse import passages
from variorum.settings import ReuseSettings

COPY = "The ferry Halvard ran aground off the Orm skerries shortly before dawn with ninety people on board"


def witness(
    id: str, *lines: str | tuple[Role, str], kind: ArticleKind = "report", outlet: str | None = None
) -> Witness:
    """A witness of one block a line; a line is body unless it says otherwise."""
    blocks, at, texts = [], 0, []
    for line in lines:
        role, words = line if isinstance(line, tuple) else ("body", line)
        if words:
            blocks.append(Block(span=Span(at, at + len(words)), role=role))
        texts.append(words)
        at += len(words) + 1
    text = "\n".join(texts)
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article(id=id, text=text, sha256=digest, blocks=tuple(blocks), kind=kind, outlet=outlet)
    return Witness(article=article, claims=Claims(article=id))


def cut(found: Reuse, pile: Sequence[Witness]) -> tuple[str, str]:
    by_id = {w.article.id: w.article.text for w in pile}
    return found.a.span.of(by_id[found.a.article]), found.b.span.of(by_id[found.b.article])


def test_a_copied_sentence_is_found_on_both_sides() -> None:
    pile = [witness("a", "Early news.", f"{COPY}, the coast guard said."), witness("b", f"{COPY}. Nobody was hurt.")]
    (found,) = passages(pile)
    assert cut(found, pile) == (COPY, COPY)
    assert (found.kind, found.passage, found.direction) == ("verbatim", "narration", "unknown")
    assert (found.tokens, found.similarity) == (17, 1.0)


def test_small_edits_are_passed_over_and_counted() -> None:
    edited = COPY.replace("shortly before dawn", "just before daybreak").replace("ninety people", "ninety passengers")
    (found,) = passages([witness("a", COPY), witness("b", edited)])
    assert found.kind == "edited"
    assert 0.7 < found.similarity < 0.9
    assert "words the same" in found.why


def test_case_marks_hyphens_and_spelling_make_no_difference() -> None:
    a = witness("a", "The HARBOUR board’s long-term programme to reorganise coal traffic was approved on Monday night")
    b = witness("b", "the harbor board's long term program to reorganize coal traffic was approved on monday night")
    (found,) = passages([a, b])
    assert found.kind == "verbatim"


def test_fewer_words_than_the_least_are_no_passage() -> None:
    short = " ".join(COPY.split()[:7])
    assert passages([witness("a", short), witness("b", short)]) == ()
    longer = " ".join(COPY.split()[:8])
    assert len(passages([witness("a", longer), witness("b", longer)])) == 1


def test_function_words_alone_are_no_passage() -> None:
    empty = "and so it was to be that he had not been there at all when they were"
    assert passages([witness("a", empty), witness("b", empty)]) == ()


def test_a_shared_quotation_is_told_from_narration() -> None:
    quoted = "we shall rebuild the lighthouse stone by stone before the autumn storms"
    a = witness("a", f"“We shall rebuild the lighthouse stone by stone before the autumn storms,” said {COPY[:3]}.")
    b = witness("b", f'Keeper Jon Aas: "{quoted}."')
    c = witness("c", f"Officials admit {quoted}.")
    kinds = {(p.a.article, p.b.article): p.passage for p in passages([a, b, c])}
    assert kinds == {("a", "b"): "quotation", ("a", "c"): "narration", ("b", "c"): "narration"}


def test_a_passage_is_parted_where_a_quotation_begins() -> None:
    line = f"{COPY}. “I heard the hull groan like an old door and then nothing at all,” said a passenger from Lund."
    found = passages([witness("a", line), witness("b", line)])
    assert [p.passage for p in found] == ["narration", "quotation"]
    assert cut(found[1], [witness("a", line), witness("b", line)])[0].startswith("I heard")


def test_titles_and_chrome_are_named_as_such() -> None:
    promo: tuple[Role, str] = ("promo", "Sign up for the morning letter from our newsroom and never miss a story again")
    title: tuple[Role, str] = ("title", "Ferry with ninety people aground off the Orm skerries before dawn on Friday")
    found = passages([witness("a", title, promo), witness("b", title, promo)])
    assert {p.passage for p in found} == {"title", "boilerplate"}


def test_no_passage_runs_over_a_link_box() -> None:
    words = COPY.split()
    a = witness("a", " ".join(words[:9]), ("related", "Also read: ferries"), " ".join(words[9:]))
    b = witness("b", COPY)
    assert [cut(p, [a, b])[0] for p in passages([a, b])] == [" ".join(words[:9]), " ".join(words[9:])]


def test_agency_copy_points_from_the_agency() -> None:
    (found,) = passages([witness("a", COPY), witness("b", COPY, kind="agency")])
    assert (found.direction, found.why.endswith("b is given as agency")) == ("b->a", True)


def test_a_credit_points_to_the_outlet_that_is_credited() -> None:
    a = witness("a", f"{COPY}, the Tidning reported.", outlet="Kuriren")
    credit = Credit(agency="Tidning", span=Span(len(COPY) + 6, len(COPY) + 13), of="text")
    a = replace(a, claims=replace(a.claims, credits=(credit,)))
    (found,) = passages([a, witness("b", COPY, outlet="Tidning")])
    assert found.direction == "b->a"
    assert "credits Tidning" in found.why


def dated(w: Witness, published: str) -> Witness:
    return replace(w, article=replace(w.article, published=published, published_basis="page"))


def test_time_and_containment_are_said_and_settle_nothing() -> None:
    rest = "Divers went down at noon and came back with the ship's bell, two anchors and a crate of wet oranges."
    early = dated(witness("a", COPY, rest), "2031-02-01T06:00:00Z")
    late = dated(witness("b", COPY), "2031-02-01T09:00:00Z")
    (found,) = passages([early, late])
    assert found.direction == "unknown"
    assert "a is earlier and holds 100% of the narration of b; both may have it from a third" in found.why


def test_time_tells_a_direction_where_the_earlier_article_shows_own_reporting() -> None:
    rest = "“I saw the mast go down,” a fisherman told the Orm Herald."
    other = "The council met for nine hours about parking, bins, benches, trees, noise, dogs and the weather. "
    early = dated(witness("a", COPY, rest, outlet="The Orm Herald"), "2031-02-01T06:00:00Z")
    (found,) = passages([early, dated(witness("b", COPY), "2031-02-01T09:00:00Z")])
    assert (found.direction, "a shows own reporting" in found.why) == ("a->b", True)
    (found,) = passages([early, dated(witness("b", COPY, other * 4), "2031-02-01T09:00:00Z")])
    assert found.direction == "unknown"
    (found,) = passages([early, dated(witness("b", COPY), "2031-01-31T09:00:00Z")])
    assert found.direction == "unknown"


def test_shared_words_that_show_own_reporting_point_from_it() -> None:
    said = "“I saw the mast go down and swam,” a fisherman"
    a = witness("a", f"{COPY}. {said} told this newspaper.")
    (*_, found) = passages([a, witness("b", f"{COPY}. {said} said.")])
    assert found.direction == "unknown"  # the words that show it were not taken along
    found = next(
        p
        for p in passages(
            [
                witness("a", f"{COPY}, as a fisherman told this newspaper on the pier at Vik."),
                witness("b", f"{COPY}, as a fisherman said on the pier at Vik."),
            ]
        )
        if p.passage == "narration"
    )
    assert (found.direction, "own reporting of a (told this newspaper)" in found.why) == ("a->b", True)


def test_two_prints_of_one_agency_have_no_direction() -> None:
    a = dated(witness("a", f"VIK (Reuters) - {COPY}."), "2031-02-01T06:00:00Z")
    b = dated(witness("b", COPY), "2031-02-01T09:00:00Z")
    named = Credit(agency="Reuters", span=Span(5, 12), of="text")
    a = replace(a, claims=replace(a.claims, credits=(named,)))
    (found,) = passages([a, b])
    assert (found.direction, "a credits Reuters, from whom both may have it" in found.why) == ("unknown", True)


def test_a_press_release_is_told_by_its_marks() -> None:
    (found,) = passages([witness("a", COPY), witness("b", "FOR IMMEDIATE RELEASE", COPY, outlet="Coast Guard")])
    assert (found.direction, found.why.endswith("b is marked as a press release")) == ("b->a", True)


def test_marks_of_copying_are_said() -> None:
    whole = f"Captain Olaf Tveit had the watch. {COPY} when Tveit was asleep in the chartroom below."
    cut = f"{COPY} when Tveit was asleep in the chartroom below."
    (found,) = passages([witness("a", whole), witness("b", cut)])
    assert "b names Tveit without the full name by which a introduces them; both may have it from a third" in found.why
    right = f"{COPY} near the lighthouse. The lighthouse was dark."
    (found,) = passages([witness("a", right), witness("b", right.replace("the lighthouse", "the lihgthouse"))])
    assert "b has “lihgthouse” where a has “lighthouse”" in found.why


def test_a_higher_least_similarity_finds_unedited_passages_only() -> None:
    edited = COPY.replace("shortly before", "just ahead of")
    strict = ReuseSettings(min_similarity=1.0)
    assert all(p.kind == "verbatim" for p in passages([witness("a", COPY), witness("b", edited)], settings=strict))


vocabulary = st.sampled_from(
    ("ferry", "dawn", "the", "of", "Orm", "“", "”", "ninety", "hull", "said", ",", "\n", "coast")
)
texts = st.lists(vocabulary, max_size=80).map(" ".join)


@given(st.lists(texts, max_size=5), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_spans_hold_what_they_say_for_any_order(bodies: list[str], rng: random.Random) -> None:
    pile = [witness(f"n{i}", *b.split("\n")) for i, b in enumerate(bodies)]
    found = passages(pile)
    for p in found:
        assert p.a.article < p.b.article
        a, b = cut(p, pile)
        assert a == a.strip()
        assert b == b.strip()
        assert p.tokens >= 8
        assert 0.6 <= p.similarity <= 1
        assert (p.kind == "verbatim") == (p.similarity == 1)
    rng.shuffle(pile)
    assert passages(pile) == found


def edited(words: list[str], rate: float, rng: random.Random, vocabulary: list[str]) -> list[str]:
    out: list[str] = []
    for word in words:
        edit = rng.choice(("replace", "drop", "add")) if rng.random() < rate else "keep"
        if edit in ("keep", "add"):
            out.append(word)
        if edit in ("replace", "add"):
            out.append(rng.choice(vocabulary))
    return out


@pytest.mark.parametrize(("rate", "floor"), [(0.0, 0.98), (0.1, 0.96), (0.25, 0.88)])
def test_planted_passages_are_found(rate: float, floor: float) -> None:
    """F1 over characters, both sides, of passages of 20 to 60 words planted into unrelated articles."""
    rng = random.Random(7)
    vocabulary = [
        f"{a}{b}{c}" for a in "bdfgk" for b in ("ar", "el", "on", "ust") for c in ("an", "ek", "il", "os", "um")
    ]
    pile, gold = [], {}
    for i in range(30):
        source = [rng.choice(vocabulary) for _ in range(300)]
        target = [rng.choice(vocabulary) for _ in range(300)]
        length, start, place = rng.choice((20, 40, 60)), rng.randrange(230), rng.randrange(300)
        piece = " ".join(edited(source[start : start + length], rate, rng, vocabulary))
        before, after = " ".join(target[:place]), " ".join(target[place:])
        a0 = len(" ".join(source[:start])) + (start > 0)
        a1 = len(" ".join(source[: start + length]))
        pile += [witness(f"s{i:02}", " ".join(source)), witness(f"t{i:02}", before, piece, after)]
        gold[f"s{i:02}", f"t{i:02}"] = (set(range(a0, a1)), set(range(len(before) + 1, len(before) + 1 + len(piece))))
    right = wrong = missed = 0
    found: dict[tuple[str, str], tuple[set[int], set[int]]] = {}
    for p in passages(pile):
        a, b = found.setdefault((p.a.article, p.b.article), (set(), set()))
        a.update(range(p.a.span.start, p.a.span.end))
        b.update(range(p.b.span.start, p.b.span.end))
    for pair in gold.keys() | found.keys():
        for truth, seen in zip(gold.get(pair, (set(), set())), found.get(pair, (set(), set())), strict=True):
            right, wrong, missed = right + len(truth & seen), wrong + len(seen - truth), missed + len(truth - seen)
    assert 2 * right / (2 * right + wrong + missed) >= floor


def test_hostile_articles_end_in_time() -> None:
    rng = random.Random(3)
    start = time.process_time()  # what others do on the machine does not count
    book = " ".join(rng.choice(COPY.split()) for _ in range(170_000))
    passages([witness("a", book), witness("b", book), witness("c", COPY)])
    passages([witness(f"n{i:05}", "storm") for i in range(10_000)])
    passages([witness(f"c{i:04}", COPY) for i in range(1_500)])
    passages([witness("a", "“" * 100_000), witness("b", "a b c " * 50_000), witness("c", "b c a " * 50_000)])
    assert passages([witness("a", ""), witness("b", "")]) == ()
    assert time.process_time() - start < 30


def test_copies_are_all_joined() -> None:
    found = passages([witness(f"c{i}", COPY) for i in range(10)])
    assert len(found) == 45


@pytest.mark.skipif("VARIORUM_DATA" not in os.environ, reason="outside data (VARIORUM_DATA) is not there")
def test_long_passages_join_reports_of_one_event() -> None:
    lines = (Path(os.environ["VARIORUM_DATA"]) / "data/events/news_cluster_dev.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    event = {r["id"]: r["event"] for r in records}
    found = [p for p in passages([witness(r["id"], *r["text"].split("\n")) for r in records]) if p.tokens >= 20]
    same = sum(event[p.a.article] == event[p.b.article] for p in found)
    assert len(found) > 20
    assert same / len(found) > 0.75  # the rest is boilerplate that this set keeps in its texts
