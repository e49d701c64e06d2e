"""Web Annotations: one collection an article, each selector finding the exact words it speaks of."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.keyed import EXAMPLE
from tests.test_cli import call
from variorum import pipeline
from variorum.model import Volume
from variorum.present import abridged
from variorum.present.annotations import by_article
from variorum.settings import PresentSettings

from . import sample_volume
from .sample_volume import hostile

IRI = {"type": "string", "pattern": '^(https?://[^\\s<>"{}|\\\\^`]+|urn:[a-z0-9][a-z0-9-]*:[A-Za-z0-9:_.-]+)$'}
TEXT = {"type": "string"}
PLACE = {
    "type": "object",
    "properties": {
        "type": {"const": "TextPositionSelector"},
        "start": {"type": "integer", "minimum": 0},
        "end": {"type": "integer", "minimum": 1},
    },
    "required": ["type", "start", "end"],
    "additionalProperties": False,
}
QUOTE = {
    "type": "object",
    "properties": {
        "type": {"const": "TextQuoteSelector"},
        "exact": {"type": "string", "minLength": 1},
        "prefix": TEXT,
        "suffix": TEXT,
    },
    "required": ["type", "exact"],
    "additionalProperties": False,
}
BODY = {
    "type": "object",
    "properties": {
        "type": {"const": "TextualBody"},
        "value": {"type": "string", "minLength": 1},
        "format": {"const": "text/plain"},
        "language": TEXT,
        "purpose": {"const": "tagging"},
    },
    "required": ["type", "value"],
    "additionalProperties": False,
}
ANNOTATION = {
    "type": "object",
    "properties": {
        "id": IRI,
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["describing", "assessing"]},
        "body": {"type": "array", "items": BODY, "minItems": 1},
        "target": {
            "type": "object",
            "properties": {
                "source": IRI,
                "selector": {"type": "array", "items": {"anyOf": [QUOTE, PLACE]}, "minItems": 1, "maxItems": 2},
            },
            "required": ["source", "selector"],
            "additionalProperties": False,
        },
    },
    "required": ["id", "type", "motivation", "body", "target"],
    "additionalProperties": False,
}
PAGE = {
    "type": "object",
    "properties": {
        "id": IRI,
        "type": {"const": "AnnotationPage"},
        "partOf": IRI,
        "startIndex": {"const": 0},
        "items": {"type": "array", "items": ANNOTATION, "minItems": 1},
    },
    "required": ["id", "type", "partOf", "startIndex", "items"],
    "additionalProperties": False,
}
COLLECTION = {
    "type": "object",
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": IRI,
        "type": {"const": "AnnotationCollection"},
        "label": TEXT,
        "total": {"type": "integer", "minimum": 0},
        "first": PAGE,
    },
    "required": ["@context", "id", "type", "label", "total"],
    "additionalProperties": False,
}
"""What the Web Annotation Data Model (W3C, 2017) asks of the parts that are used."""
CHECK = Draft202012Validator({"type": "array", "items": COLLECTION})


@pytest.fixture(scope="module")
def example() -> Volume:
    return pipeline.volume(pipeline.articles([EXAMPLE]))


def items(made: list[Any]) -> list[tuple[str, Any]]:
    """The annotations, each with the digest of its article."""
    return [(c["id"].rsplit(":", 1)[1], a) for c in made for a in c.get("first", {"items": []})["items"]]


def test_they_are_web_annotations(example: Volume) -> None:
    for volume in (example, abridged.of(example), sample_volume.volume()):
        made = by_article(volume)
        CHECK.validate(made)
        assert [c["total"] for c in made] == [len(c["first"]["items"]) if "first" in c else 0 for c in made]
        names = [a["id"] for _, a in items(made)]
        assert len(names) == len(set(names)) > 0
        assert len(made) == len(volume.witnesses)


def test_every_reading_and_all_evidence_is_there(example: Volume) -> None:
    made = items(by_article(example))
    readings = sum(len(e.readings) for x in example.editions for e in x.entries)
    least = PresentSettings().min_score
    evidence = sum(len(f.evidence) for x in example.editions for f in x.findings if f.score >= least)
    assert sum(a["motivation"] == "describing" for _, a in made) == readings
    assert sum(a["motivation"] == "assessing" for _, a in made) == evidence


def test_both_selectors_find_the_same_words(example: Volume) -> None:
    texts = {w.article.sha256: w.article.text for w in example.witnesses}
    for digest, annotation in items(by_article(example)):
        quote, place = annotation["target"]["selector"]
        text, start, end = texts[digest], place["start"], place["end"]
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
        assert (start == 0) == (quote["prefix"] == "")


def test_the_source_is_the_address_or_the_digest(example: Volume) -> None:
    known = {w.article.sha256: w.article.url for w in example.witnesses}
    assert any(known.values()) and not all(known.values())
    for digest, annotation in items(by_article(example)):
        assert annotation["target"]["source"] == (known[digest] or f"urn:sha256:{digest}")


def test_abridged_ones_hold_quotations_alone(example: Volume) -> None:
    texts = {w.article.sha256: w.article.text for w in example.witnesses}
    quoted = 0
    for digest, annotation in items(by_article(abridged.of(example))):
        *quotes, place = annotation["target"]["selector"]
        for quote in quotes:
            quoted += 1
            assert set(quote) == {"type", "exact"}
            assert quote["exact"] == texts[digest][place["start"] : place["end"]]
            assert len(quote["exact"]) <= PresentSettings().quotation
    assert quoted


def test_hostile_words_make_no_other_annotation() -> None:
    words = 'x\ud800 "}],"@id":"javascript:alert(1)" \u202e \U0001f600'
    made = by_article(hostile(sample_volume.volume(), words))
    CHECK.validate(made)


def test_the_command_writes_them() -> None:
    done = call("compare", EXAMPLE, "--annotations", "-")
    assert done.exit_code == 0
    made = json.loads(done.stdout)
    CHECK.validate(made)
    assert re.match(r"\w+: ", made[0]["label"])
