"""A stored edition comes back whole, and a file that is none ends in a typed error that says where."""

from __future__ import annotations

import copy
import json
import os
import random
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.keyed import EXAMPLE
from variorum import pipeline
from variorum.errors import FormatError
from variorum.model import (
    Certainty,
    DateCandidate,
    Difference,
    Due,
    Edition,
    Entry,
    Fact,
    Locus,
    Name,
    Span,
    Thread,
    Volume,
    Witness,
)
from variorum.present import html, load, markdown, record, table, tei, terminal
from variorum.present.load_node import Node

from . import sample_volume


def stored(volume: Volume) -> str:
    return record.dumps(record.edition_file(volume), indent=1)


@pytest.fixture(scope="module")
def example() -> Volume:
    return pipeline.volume(pipeline.articles([EXAMPLE]))


def test_the_example_comes_back_whole(example: Volume) -> None:
    text = stored(example)
    assert load.volume(text) == example
    assert stored(load.volume(text)) == text


@pytest.mark.skipif("VARIORUM_DATA" not in os.environ, reason="needs VARIORUM_DATA")
def test_the_seeds_come_back_whole() -> None:
    volume = pipeline.volume(pipeline.articles([Path(os.environ["VARIORUM_DATA"]) / "seeds"]))
    assert load.volume(stored(volume)) == volume


def _with_everything() -> Volume:
    """The sample with every field that an edition may have."""
    volume = sample_volume.volume()
    edition = volume.editions[0]
    entry = next(e for e in edition.entries if e.relations)
    a, b = entry.relations[0].a, entry.relations[0].b
    span = entry.readings[a].content[0]
    difference = Difference(part="hedge", a=span, b=None)
    relations = (replace(entry.relations[0], substance=(difference,)), *entry.relations[1:])
    readings = list(entry.readings)
    readings[a] = replace(
        readings[a], due=Due(span=span, value="2024-12"), of=span, when=span, source=(span,), range=(1.0, 2.5),
        statement="s1",
    )  # fmt: skip
    full = replace(entry, relations=relations, readings=tuple(readings), aliases=("e-old",))
    editions = (_exchanged(edition, full), *volume.editions[1:])
    thread = Thread(
        entries=(full.id,), change="firmer", why="one speaker", score=0.7,
        evidence=(Locus(article=readings[b].article, span=readings[b].span),),
    )  # fmt: skip
    storylines = tuple(replace(s, threads=(thread,)) if edition.event.id in s.events else s for s in volume.storylines)
    witnesses = tuple(
        _full_witness(w) if w.article.id == "herald" else replace(w, article=replace(w.article, supported=n != 1))
        for n, w in enumerate(volume.witnesses)
    )
    versions = (sample_volume.version(witnesses[0].article),)
    return replace(volume, editions=editions, storylines=storylines, witnesses=witnesses, versions=versions)


def _full_witness(witness: Witness) -> Witness:
    """The witness with every field of an article and of claims in use."""
    article, claims = witness.article, witness.claims
    statement, figure, moment = claims.statements[0], claims.figures[0], claims.moments[0]
    span, level = figure.span, Certainty(level="likely", score=0.8, factuality=-1.5)
    return Witness(
        article=replace(
            article, mine=True, kind="handout", modified="2024-03-13",
            blocks=(replace(article.blocks[0], xpath="/html[1]"), *article.blocks[1:]),
            date_candidates=(DateCandidate(value="2024-03-12", basis="text", span=span),
                             DateCandidate(value="2024-03-13", basis="page")),
        ),
        claims=replace(
            claims,
            statements=(replace(statement, nested_in="s0", relayed_by=statement.speaker, via=("Nordwire",)),),
            figures=(replace(figure, bound="at least", change="by", measures=span, of=span, when=span, range=(1.0, 2.0),
                             statement="s1", value=None),),
            moments=(replace(moment, clause=span, partial="XXXX-03-12", statement="s1", value=None),),
            names=(Name(span=span, kind="place", name="Larnholt", role="title"),),
            facts=(Fact(span=span, certainty=level, role="body"),),
        ),
    )  # fmt: skip


WORKING = ("Entry", "near")
"""What one room hands to the next; the record has what became of it."""


def _exchanged(edition: Edition, entry: Entry) -> Edition:
    return replace(edition, entries=tuple(entry if e.id == entry.id else e for e in edition.entries))


def test_every_field_comes_back() -> None:
    volume = _with_everything()
    assert load.volume(stored(volume)) == volume


def _nouns(value: object) -> Iterator[object]:
    """Every dataclass within a value."""
    if isinstance(value, tuple):
        for item in value:
            yield from _nouns(item)
    elif is_dataclass(value):
        yield value
        for f in fields(value):
            yield from _nouns(getattr(value, f.name))


def test_the_sample_tries_every_field_that_could_be_lost() -> None:
    """A field with a default that no sample sets could be forgotten by the reader without a test noticing."""
    tried: dict[tuple[str, str], bool] = {}
    for noun in _nouns(_with_everything()):
        assert is_dataclass(noun)
        for f in fields(noun):
            if f.default is not MISSING:
                key = type(noun).__name__, f.name
                tried[key] = tried.get(key, False) or getattr(noun, f.name) != f.default
    assert sorted(key for key, was in tried.items() if not was) == [WORKING]


def test_a_file_written_before_claims_were_kept_is_read(example: Volume) -> None:
    data = json.loads(stored(example))
    for article in data["articles"]:
        del article["claims"], article["supported"], article["mine"]
    read = load.volume(json.dumps(data))
    assert read.editions == example.editions
    assert all(not w.claims.statements for w in read.witnesses)


def test_what_a_newer_writer_adds_is_passed_over(example: Volume) -> None:
    data = json.loads(stored(example))
    data["mood"] = data["articles"][0]["mood"] = data["editions"][0]["entries"][0]["mood"] = {"calm": True}
    data["editions"][0]["entries"][0]["verdict"] = "tangled"
    data["editions"][0]["entries"][0]["readings"][0]["certainty"]["level"] = "dreamt"
    read = load.volume(json.dumps(data)).editions[0].entries[0]
    assert (read.verdict, read.readings[0].certainty.level) == ("unclear", "unclear")


def _broken(how: str, data: dict[str, Any]) -> None:
    edition = next(e for e in data["editions"] if any(n["relations"] for n in e["entries"]))
    entry = next(n for n in edition["entries"] if n["relations"])
    match how:
        case "format":
            data["format"] = "something-else"
        case "newer":
            data["version"] = 2
        case "no recipe":
            del data["recipe"]
        case "no text":
            data["articles"][0]["text"] = None
        case "other text":
            data["articles"][0]["text"] += "."
        case "block outside":
            data["articles"][0]["blocks"][-1]["end"] = 10**9
        case "two ids":
            data["articles"][1]["id"] = data["articles"][0]["id"]
        case "span":
            entry["readings"][0]["content"] = [[5, 5]]
        case "words":
            entry["readings"][0]["text"] += " indeed"
        case "base":
            entry["base"] = len(entry["readings"])
        case "relation":
            entry["relations"][0]["b"] = 99
        case "finding":
            edition["findings"][0]["entries"] = ["e-nowhere"]
        case "article":
            edition["event"]["articles"][0] = "nobody"
        case "number":
            entry["score"] = 10**400
        case "half a character":
            edition["event"]["title"] = "\ud800"
        case "severity":
            edition["findings"][0]["severity"] = "enormous"


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("format", "not a stored edition"),
        ("newer", "version: written by a newer"),
        ("no recipe", "the field 'recipe' is missing"),
        ("no text", "articles[0]: stored without its text"),
        ("other text", "articles[0].text: not the text"),
        ("block outside", "is no span of a text of"),
        ("two ids", "two articles have the same id"),
        ("span", ".content[0]: 5-5 is no span"),
        ("words", ".text: not what stands at"),
        ("base", ".base: "),
        ("relation", ".relations[0].b: 99 points nowhere"),
        ("finding", "is not the id of an entry"),
        ("article", ".articles[0]: 'nobody' is not the id of an article"),
        ("number", ".score: "),
        ("half a character", ".event.title: "),
        ("severity", "is not one of high, medium, low"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(example: Volume, how: str, told: str) -> None:
    data = json.loads(stored(example))
    _broken(how, data)
    with pytest.raises(FormatError) as error:
        load.volume(json.dumps(data))
    assert told in str(error.value)
    assert len(str(error.value)) < 300


@pytest.mark.parametrize(
    "content",
    [
        "", "{", "[]", "null", "7", '"variorum-edition"', b"\xff\xfe{}", "[" * 200_000, "{\"a\":" * 100_000,
        '{"format": "variorum-edition", "version": ' + "9" * 6_000 + "}", '{"format": NaN}', "\x00" * 100,
        '{"format": "variorum-edition", "version": true}', '{"format": "variorum-edition", "version": 0}',
        '{"format": "variorum-edition", "version": 1, "articles": {}}',
    ],
    ids=range(15),
)  # fmt: skip
def test_hostile_files_end_in_the_typed_error(content: str | bytes) -> None:
    with pytest.raises(FormatError):
        load.volume(content)


def test_a_file_is_named_and_its_size_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FormatError, match=r"nowhere\.json: no such file"):
        load.file(tmp_path / "nowhere.json")
    (tmp_path / "large.json").write_text("{}" + " " * 100, encoding="utf-8")
    monkeypatch.setattr(load, "LARGEST", 50)
    with pytest.raises(FormatError, match=r"large\.json: too large"):
        load.file(tmp_path / "large.json")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(json_values)
def test_any_json_is_read_or_refused(value: object) -> None:
    for whole in (value, {"format": "variorum-edition", "version": 1, "articles": value}):
        with pytest.raises(FormatError):
            load.volume(json.dumps(whole))


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every container and key of a record."""
    found: list[tuple[Any, Any]] = []
    todo = [value]
    while todo:
        at = todo.pop()
        keys = list(at) if isinstance(at, dict) else range(len(at))
        for key in keys:
            found.append((at, key))
            if isinstance(at[key], dict | list):
                todo.append(at[key])
    return found


def _mutate(data: Any, value: object, rng: random.Random) -> None:
    at, key = rng.choice(_places(data))
    match rng.randrange(4):
        case 0:
            at[key] = value
        case 1:
            del at[key]
        case 2:
            other, name = rng.choice(_places(data))
            at[key] = copy.deepcopy(other[name])
        case _:
            at[key] = at[key] + 1 if isinstance(at[key], int | float) else value


RECORD = json.loads(stored(_with_everything()))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(value=json_values, seed=st.integers(0, 2**32), times=st.integers(1, 3))
def test_a_mutated_record_is_read_or_refused_and_what_is_read_can_be_shown(
    value: object, seed: int, times: int
) -> None:
    rng = random.Random(seed)
    data = copy.deepcopy(RECORD)
    for _ in range(times):
        _mutate(data, value, rng)
    try:
        volume = load.volume(json.dumps(data))
    except FormatError as error:
        assert str(error)
        return
    assert load.volume(stored(volume)) == volume
    for shown in (terminal.render(volume), markdown.render(volume), html.render(volume), tei.render(volume)):
        assert shown
    assert "".join(table.readings(volume)).startswith("event,")
    assert "".join(table.claims(volume)).startswith("claim,")


def test_spans_reach_to_the_end_of_the_text_and_no_further() -> None:
    assert Node([0, 3]).pair("abc") == Span(0, 3)
    for wrong in ([0, 4], [2, 2], [-1, 2], [0], [0, 1, 2], ["0", 1], [True, 2], None):
        with pytest.raises(FormatError):
            Node(wrong).pair("abc")
