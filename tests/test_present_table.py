"""The tables, read back with the standard library's own reader: every reading, and the work list."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import page_volumes, sample_volume
from variorum.model import Volume
from variorum.present import table

VOLUME = sample_volume.volume()


def rows(lines: str) -> list[dict[str, str]]:
    assert lines.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(lines, newline=""), strict=True))


def readings(volume: Volume) -> list[dict[str, str]]:
    return rows("".join(table.readings(volume)))


def test_there_is_a_row_a_reading_and_its_words_stand_where_it_says() -> None:
    found = readings(VOLUME)
    entries = [e for edition in VOLUME.editions for e in edition.entries]
    assert len(found) == sum(len(e.readings) for e in entries)
    assert list(found[0]) == list(table.READINGS)
    for row in found:
        passage = VOLUME.witness(row["article"]).article.text[int(row["start"]) : int(row["end"])]
        assert all(" ".join(piece.split()) in " ".join(passage.split()) for piece in row["words"].split(" ... "))
        assert dict(VOLUME.labels)[row["article"]] == row["witness"]


def test_each_entry_has_one_base_and_relations_to_it() -> None:
    found = readings(VOLUME)
    for entry in {row["entry"] for row in found}:
        own = [row for row in found if row["entry"] == entry]
        assert [row["base"] for row in own].count("1") == 1
        assert all(not row["relation_to_base"] for row in own if row["base"] == "1")
    assert {row["relation_to_base"] for row in found} > {""}


def test_figures_keep_their_value_and_unit_as_numbers() -> None:
    figures = [row for row in readings(VOLUME) if row["kind"] == "figure" and row["value"]]
    assert figures
    assert all(float(row["value"]) and row["unit"] for row in figures)


def test_the_work_list_has_the_exact_words_and_leaves_the_status_to_the_checker() -> None:
    found = rows("".join(table.claims(VOLUME)))
    assert list(found[0]) == list(table.CLAIMS)
    assert {row["status"] for row in found} == {""}
    digests = {w.article.sha256: w.article.text for w in VOLUME.witnesses}
    for row in found:
        passage = digests[row["digest"]][int(row["start"]) : int(row["end"])]
        assert row["words"] == " ".join(passage.split())


@pytest.mark.parametrize("words", ["=1+1", "+41 79", "-2", "@SUM(A1)", "\t=1", "\r\n=1", "＝1"])
def test_no_cell_is_a_formula(words: str) -> None:
    for row in readings(page_volumes.worded(words)):
        for name, cell in row.items():
            number = name in ("value", "low", "high") and cell
            assert number or cell[:1] not in ("=", "+", "-", "@", "\t", "\r", "＝"), (name, cell)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(str.strip))
def test_any_words_stay_in_their_cell(words: str) -> None:
    volume = page_volumes.worded(words)
    assert len(readings(volume)) == sum(len(e.readings) for edition in volume.editions for e in edition.entries)
    assert len(rows("".join(table.claims(volume)))) == len(list(table.claims(volume))) - 1


def test_a_volume_of_nothing_is_its_head() -> None:
    empty = Volume(recipe="r", witnesses=(), labels=(), editions=(), storylines=())
    assert list(table.readings(empty)) == [",".join(table.READINGS) + "\r\n"]
