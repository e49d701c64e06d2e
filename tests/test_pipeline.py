"""The whole way from paths to a volume: nothing lost, the same for any order, every span what it says."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import variorum
from tests.keyed import EXAMPLE
from variorum import pipeline
from variorum.extract import claims, redated
from variorum.model import Article, Block, Span, Volume
from variorum.present import record
from variorum.runner import Local


def as_json(volume: Volume) -> str:
    return record.dumps(record.edition_file(volume))


@pytest.fixture(scope="module")
def volume() -> Volume:
    return variorum.compare(variorum.read(EXAMPLE))


def spans_in(value: object) -> Iterator[dict[str, Any]]:
    """Every object of the JSON that names an article and a span."""
    if isinstance(value, dict):
        if {"start", "end"} <= value.keys() and ("article" in value or "id" in value):
            yield value
        for v in value.values():
            yield from spans_in(v)
    elif isinstance(value, list):
        for v in value:
            yield from spans_in(v)


def test_every_span_cuts_out_what_it_says(volume: Volume) -> None:
    data = json.loads(as_json(volume))
    texts = {a["id"]: a["text"] for a in data["articles"]}
    checked = 0
    for edition in data["editions"]:
        for found in spans_in(edition):
            text = texts[found.get("article", found.get("id"))]
            assert 0 <= found["start"] < found["end"] <= len(text)
            if "text" in found:
                assert text[found["start"] : found["end"]] == found["text"]
            checked += 1
        for entry in edition["entries"]:
            for reading in entry["readings"]:
                pieces = [x for pair in reading["content"] for x in pair]
                assert pieces == sorted(pieces)
                assert not pieces or reading["start"] <= pieces[0] < pieces[-1] <= reading["end"]
                if reading["cue"]:
                    cue = reading["cue"]
                    assert texts[reading["article"]][cue["start"] : cue["end"]] == cue["text"]
    assert checked > 100


def test_same_bytes_twice_and_for_any_order_of_paths(volume: Volume) -> None:
    files = sorted(EXAMPLE.iterdir())
    once = as_json(variorum.compare(variorum.read(*files)))
    for seed in range(3):
        shuffled = list(files)
        random.Random(seed).shuffle(shuffled)
        assert as_json(variorum.compare(variorum.read(*shuffled))) == once


def test_same_bytes_in_another_process_with_another_hash_seed() -> None:
    code = (
        "import variorum, hashlib; from variorum.present import record;"
        f"v = variorum.compare(variorum.read({str(EXAMPLE)!r}));"
        "print(hashlib.sha256(record.dumps(record.edition_file(v)).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, check=True, capture_output=True, text=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_several_processes_make_the_same(volume: Volume) -> None:
    pile = pipeline.articles([EXAMPLE])
    assert as_json(pipeline.volume(pile, runner=Local(processes=2, worth=2))) == as_json(volume)


def test_entry_ids_stay_when_an_article_is_added() -> None:
    few = variorum.compare(variorum.read(EXAMPLE / "courier.html", EXAMPLE / "gazette.html"))
    many = variorum.compare(
        variorum.read(EXAMPLE / "courier.html", EXAMPLE / "gazette.html", EXAMPLE / "saltmarsh.txt")
    )
    before = {e.id for e in few[0].entries if len({r.article for r in e.readings}) > 1}
    after = {e.id for e in many[0].entries}
    assert before
    assert len(before & after) >= 0.8 * len(before)


def test_same_id_same_text_is_one_article_with_two_paths(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    for name in ("a.txt", "x/a.txt"):
        (tmp_path / name).write_text("The mayor opened the bridge on Tuesday. She spoke briefly.\n", encoding="utf-8")
    pile = pipeline.articles([tmp_path])
    assert [len(a.paths) for a in pile.articles] == [2]
    assert not pile.warnings


def test_same_id_other_text_gets_a_digest_and_a_warning(tmp_path: Path) -> None:
    rows = [{"id": "r", "text": "One text about a bridge."}, {"id": "r", "text": "Another text about a bridge."}]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    pile = pipeline.articles([tmp_path / "in.jsonl"])
    assert len({a.id for a in pile.articles}) == 2
    assert all(a.id == f"r-{a.sha256[:6]}" for a in pile.articles)
    assert len(pile.warnings) == 1


def test_an_article_in_another_language_is_kept_and_unread(tmp_path: Path) -> None:
    german = (
        "Die Bürgermeisterin Ada Lindqvist sagte am Dienstag, die Brücke von Tarnholm bleibe geschlossen, bis jede "
        "Schraube geprüft sei. Zwölf Menschen wurden bei dem Zusammenstoß mit der Fähre verletzt."
    )
    (tmp_path / "bote.txt").write_text(german, encoding="utf-8")
    volume = variorum.compare(variorum.read(EXAMPLE, tmp_path))
    article = volume.witness("bote").article
    assert article.language == "de"
    for edition in volume:
        if "bote" in edition.event.articles:
            for entry in edition.entries:
                assert {a.state for a in entry.absence if a.article == "bote"} == {"unread"}


def test_a_single_article_makes_an_edition() -> None:
    volume = variorum.compare(variorum.read(EXAMPLE / "courier.html"))
    assert len(volume) == 1
    assert volume[0].entries
    assert all(e.verdict == "single" for e in volume[0].entries if len({r.article for r in e.readings}) == 1)


def test_an_article_that_is_dated_anew_reads_as_if_it_had_been_dated_so() -> None:
    text = "The mayor, Ada Lind, said on Friday that the bridge would open next week. It cost €3 million."
    undated = Article(id="a", text=text, sha256="", blocks=(Block(span=Span(0, len(text)), role="body"),))
    dated = replace(undated, published="2024-05-15", published_basis="inferred")
    assert redated(dated, claims(undated)) == claims(dated)
    assert claims(undated) != claims(dated)
