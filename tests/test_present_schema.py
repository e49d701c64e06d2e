"""The JSON Schemas: what is written fits them, what is not so does not, and neither lacks a field of the other."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from tests.keyed import EXAMPLE
from tests.test_cli import call
from variorum import model, pipeline
from variorum.model import (
    Certainty,
    DateCandidate,
    Difference,
    Due,
    Fact,
    Link,
    Locus,
    Name,
    Span,
    Thread,
    Volume,
    Witness,
)
from variorum.present import abridged, record, schema
from variorum.present.schema_parts import Json

from . import sample_volume

ROOMS = ("clean", "extract", "group", "reuse")


def validator(name: Any, *, closed: bool = False) -> Draft202012Validator:
    made = schema.schema(name)
    return Draft202012Validator(_closed(made) if closed else made)


def _closed(node: Any) -> Any:
    """The same with every object closed, so that a field that the schema lacks is an error."""
    if isinstance(node, list):
        return [_closed(n) for n in node]
    if not isinstance(node, dict):
        return node
    made = {k: _closed(v) for k, v in node.items()}
    return {**made, "additionalProperties": False} if "properties" in node and "required" in node else made


@pytest.fixture(scope="module")
def example() -> Volume:
    return pipeline.volume(pipeline.articles([EXAMPLE]))


def full() -> Volume:
    """A volume in which every field that may be empty holds something at least once."""
    volume = sample_volume.volume()
    edition = next(e for e in volume.editions if len(e.event.articles) > 1)
    entry = next(e for e in edition.entries if e.relations)
    at = entry.readings[0].span
    pledge = replace(entry.readings[0], due=Due(span=at, value=None), measures=at, of=at, when=at, range=(1.0, 2.0))
    relation = replace(entry.relations[0], substance=(Difference(part="number", a=at, b=None),))
    made = replace(entry, readings=(pledge, *entry.readings[1:]), relations=(relation, *entry.relations[1:]))
    entries = tuple(made if e.id == entry.id else e for e in edition.entries)
    place = Locus(article=entry.readings[0].article, span=at)
    line = volume.storylines[0]
    first = volume.witnesses[0]
    named = Name(span=at, kind="place", name="Larnholt", role="body")
    stated = Fact(span=at, certainty=Certainty(level="asserted", score=1.0), role="body")
    claims = replace(first.claims, names=(named,), facts=(stated,))
    thread = Thread(entries=(entry.id,), change="repeated", why="the same words", score=0.5, evidence=(place,))
    link = Link(a=edition.event.articles[0], b=edition.event.articles[1], score=0.5, why="names")
    blocks = (replace(first.article.blocks[0], xpath="/html/body/p"), *first.article.blocks[1:])
    dated = DateCandidate(value="2024-03-12", basis="dateline", span=at)
    article = replace(first.article, blocks=blocks, date_candidates=(dated,))
    return replace(
        volume,
        witnesses=(Witness(article=article, claims=claims), *volume.witnesses[1:]),
        editions=tuple(replace(e, entries=entries) if e is edition else e for e in volume.editions),
        storylines=(replace(line, threads=(thread,), links=(link,)), *volume.storylines[1:]),
        versions=(sample_volume.version(article),),
        warnings=("a note",),
    )


@pytest.mark.parametrize("name", schema.NAMES)
def test_they_are_schemas_that_the_command_writes(name: str) -> None:
    written = json.loads(call("schema", name).stdout)
    Draft202012Validator.check_schema(written)
    assert written == schema.schema(name)  # type: ignore[arg-type]
    assert written["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_an_unknown_name_is_refused_and_a_file_written(tmp_path: Path) -> None:
    assert call("schema", "nothing").exit_code == 2
    assert call("schema", "reuse", "-o", tmp_path / "s.json").exit_code == 0
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))["title"].startswith("A line")


def test_the_example_fits(example: Volume) -> None:
    file = record.edition_file(example)
    validator("edition", closed=True).validate(file)
    short = abridged.of(example)
    validator("edition", closed=True).validate(abridged.edition_file(short, example))


@pytest.mark.parametrize("room", ROOMS)
def test_the_lines_of_the_rooms_fit(room: str, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    extra = [tmp_path / "empty.txt"] if room == "clean" else []
    lines = call(room, EXAMPLE, *extra).stdout.splitlines()
    assert lines
    for line in lines:
        validator(room, closed=True).validate(json.loads(line))


@pytest.mark.skipif("VARIORUM_DATA" not in os.environ, reason="needs VARIORUM_DATA")
def test_the_seeds_fit() -> None:
    seeds = Path(os.environ["VARIORUM_DATA"]) / "seeds"
    validator("edition", closed=True).validate(json.loads(call("compare", seeds, "--json", "-").stdout))
    for room in ROOMS:
        for line in call(room, seeds).stdout.splitlines():
            validator(room, closed=True).validate(json.loads(line))


def _objects(node: Any, way: str = "") -> Iterator[tuple[str, Json]]:
    """Every object of a schema, with the way to it."""
    if isinstance(node, dict):
        if "properties" in node:
            yield way, node
        for key, value in node.items():
            yield from _objects(value, f"{way}/{key}")
    elif isinstance(node, list):
        for n, value in enumerate(node):
            yield from _objects(value, f"{way}/{n}")


def test_every_field_is_written_and_every_field_written_is_told() -> None:
    volume = full()
    file, short = record.edition_file(volume), abridged.edition_file(abridged.of(volume), volume)
    closed = _closed(schema.schema("edition"))
    assert not list(Draft202012Validator(closed).iter_errors(file))
    file["articles"] += short["articles"]
    for way, node in list(_objects(closed)):
        for name in list(node["properties"]):
            kept = node["properties"].pop(name)
            node["required"] = [n for n in node["required"] if n != name]
            assert not Draft202012Validator(closed).is_valid(file), f"{way}: nothing wrote {name}"
            node["properties"][name] = kept


def _mutants(file: Json) -> Iterator[tuple[str, Json]]:
    for name in file:
        yield f"without {name}", {k: v for k, v in file.items() if k != name}
    way: list[tuple[tuple[str | int, ...], Any]] = [
        (("articles", 0, "sha256"), "abc"),
        (("articles", 0, "blocks", 0, "role"), "poem"),
        (("articles", 0, "blocks", 0, "start"), -1),
        (("articles", 0, "claims", "statements", 0, "stance"), "sneers"),
        (("editions", 0, "entries", 0, "kind"), "rumour"),
        (("editions", 0, "entries", 0, "verdict"), None),
        (("editions", 0, "entries", 0, "score"), 1.5),
        (("editions", 0, "entries", 0, "readings"), []),
        (("editions", 0, "entries", 0, "readings", 0, "content", 0), [1, 2, 3]),
        (("editions", 0, "findings", 0, "kind"), "misquote"),
        (("editions", 0, "findings", 0, "severity"), "fatal"),
        (("editions", 0, "event", "title"), 7),
        (("version",), 2),
    ]
    for steps, wrong in way:
        made = copy.deepcopy(file)
        node = made
        for step in steps[:-1]:
            node = node[step]  # type: ignore[index]
        node[steps[-1]] = wrong  # type: ignore[index]
        yield f"{steps}", made


def test_what_is_not_so_does_not_fit(example: Volume) -> None:
    file = json.loads(record.dumps(record.edition_file(example)))
    file["editions"].sort(key=lambda e: -len(e["findings"]))
    file["articles"].sort(key=lambda a: -len(a["claims"]["statements"]))
    check = validator("edition")
    assert check.is_valid(file)
    for what, mutant in _mutants(file):
        assert not check.is_valid(mutant), what


def test_further_fields_are_tolerated(example: Volume) -> None:
    file = record.edition_file(example)
    file["colour"] = file["editions"][0]["mood"] = "blue"
    assert validator("edition").is_valid(file)


def test_the_closed_lists_are_those_of_the_model() -> None:
    lists = {tuple(get_args(v)) for n, v in vars(model).items() if not n.startswith("_") and get_args(v)}
    told = [
        tuple(w for w in node["enum"] if w is not None)
        for name in schema.NAMES
        for node in _enums(schema.schema(name))  # type: ignore[arg-type]
    ]
    assert told
    assert set(told) <= lists | {("text", "photo")}
    unused = lists - set(told)
    assert unused == {get_args(model.Media)}


def _enums(node: Any) -> Iterator[Json]:
    if isinstance(node, dict):
        if "enum" in node:
            yield node
        for value in node.values():
            yield from _enums(value)
    elif isinstance(node, list):
        for value in node:
            yield from _enums(value)


def test_spans_are_told_alike() -> None:
    """A pair is two offsets, as ``Span`` is."""
    pair = schema.schema("edition")["$defs"]["pair"]
    assert Draft202012Validator(pair).is_valid([Span(3, 9).start, Span(3, 9).end])
    assert not Draft202012Validator(pair).is_valid([3])
