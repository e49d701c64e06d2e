"""The bundled example against its answer key."""

from __future__ import annotations

from typing import Any

import pytest

import variorum
from tests.keyed import EXAMPLE, entry_with, key, readings_of, relation_between, span_of
from variorum.model import Edition, Volume

KEY = key("harbour_bridge")


@pytest.fixture(scope="module")
def volume() -> Volume:
    return variorum.compare(variorum.read(EXAMPLE))


@pytest.fixture(scope="module")
def edition(volume: Volume) -> Edition:
    return next(e for e in volume if "courier" in e.event.articles)


def test_events_and_storyline(volume: Volume) -> None:
    assert sorted(sorted(e.event.articles) for e in volume) == sorted(KEY["events"])
    assert len(volume.storylines) == KEY["storylines"]
    assert not volume.rejected


@pytest.mark.parametrize("wanted", KEY["entries"], ids=lambda w: w["about"])
def test_entry(volume: Volume, edition: Edition, wanted: dict[str, Any]) -> None:
    entry = entry_with(volume, edition, wanted["readings"], wanted.get("kind"))
    assert entry is not None
    if "speaker" in wanted:
        assert entry.speaker is not None
        assert entry.speaker.name == wanted["speaker"]
    for a, b, relation in wanted["relations"]:
        assert relation in relation_between(volume, entry, wanted["readings"], a, b), (a, b)


@pytest.mark.parametrize("wanted", KEY["apart"], ids=lambda w: w["a"][1])
def test_kept_apart(volume: Volume, edition: Edition, wanted: dict[str, Any]) -> None:
    (a, x), (b, y) = wanted["a"], wanted["b"]
    one, two = span_of(volume, a, x), span_of(volume, b, y)
    for entry in edition.entries:
        assert not (readings_of(entry, a, one) and readings_of(entry, b, two))


@pytest.mark.parametrize("wanted", KEY["findings"], ids=lambda w: f"{w['kind']}-{'-'.join(w['articles'])}")
def test_finding(edition: Edition, wanted: dict[str, Any]) -> None:
    assert any(f.kind == wanted["kind"] and set(wanted["articles"]) <= set(f.articles) for f in edition.findings)


def test_no_false_finding(volume: Volume) -> None:
    found = {f.kind for e in volume for f in e.findings}
    assert not found & set(KEY["never"])


def test_origins_fold_the_agency(edition: Edition) -> None:
    agency = next(o for o in edition.origins if o.label == KEY["origins"]["agency"])
    assert agency.kind == "agency"
    assert list(agency.articles) == KEY["origins"]["carriers"]
    least, most = edition.independent
    assert least <= KEY["origins"]["least"] <= most < len(edition.event.articles)
