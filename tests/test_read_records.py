"""JSON records: many in a file, however it is laid out, and those that other programs write."""

from __future__ import annotations

import gzip
import json
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.clean import article
from variorum.errors import CleanError
from variorum.model import Article, Capture, Rejected, Skipped
from variorum.read import captures
from variorum.read.records import _Cutter
from variorum.settings import ReadSettings

TEXT = "The council of Ellery said on Monday that the bridge would stay shut.\n\n“We will wait,” the mayor said."


def read(folder: Path, name: str, content: bytes | str, limit: int = 20_000_000) -> list[Capture | Rejected | Skipped]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(captures([path], settings=ReadSettings(max_bytes=limit)))


def only(folder: Path, record: dict[str, Any]) -> Article:
    (found,) = read(folder, "r.jsonl", json.dumps(record))
    assert isinstance(found, Capture)
    return article(found)


def test_a_list_of_records_comes_item_by_item(tmp_path: Path) -> None:
    rows = [{"text": f'Words {i}, "]}}" and \\ and [{{ in it.', "n": [[i], {"a": None}]} for i in range(500)]
    for indent in (None, 2):
        for name, packed in (("r.json", False), ("r.json.gz", True), ("noname", False)):
            data = json.dumps(rows, indent=indent).encode()
            found = read(tmp_path, name, gzip.compress(data) if packed else data)
            assert [json.loads(f.content) for f in found if isinstance(f, Capture)] == rows
            assert [f.line for f in found if isinstance(f, Capture)] == list(range(1, 501))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(json_values, max_size=6), st.integers(1, 9), st.sampled_from([None, 0, 1]))
def test_a_list_is_cut_the_same_wherever_its_pieces_end(rows: list[Any], size: int, indent: int | None) -> None:
    data = json.dumps(rows, indent=indent).encode()
    cutter = _Cutter(10_000)
    cut = [item for at in range(0, len(data), size) for item in cutter.feed(data[at : at + size])]
    assert [json.loads(item) for item in cut if item is not None] == rows
    assert cutter.closed and not cutter.trailing


def test_a_list_that_breaks_off_gives_what_it_has(tmp_path: Path) -> None:
    found = read(tmp_path, "r.json", '[{"text": "a"}, {"text": "b"}, {"text": "c')
    assert [type(f).__name__ for f in found] == ["Capture", "Capture", "Rejected"]
    assert isinstance(found[-1], Rejected) and found[-1].line == 3 and "cut off" in found[-1].reason
    trailing = read(tmp_path, "t.json", '[{"text": "a"}] [{"text": "b"}]')
    assert isinstance(trailing[-1], Rejected) and "follows" in trailing[-1].reason
    assert [getattr(f, "reason", "") for f in read(tmp_path, "e.json", "[ ]")] == ["holds no record"]


def test_an_item_that_is_too_long_is_rejected_alone(tmp_path: Path) -> None:
    rows = [{"text": "a"}, {"text": "x" * 300_000}, {"text": "b"}]
    found = read(tmp_path, "r.json", json.dumps(rows), limit=1000)
    assert [type(f).__name__ for f in found] == ["Capture", "Rejected", "Capture"]
    assert [getattr(f, "line", None) for f in found] == [1, 2, 3]


def test_a_line_of_a_hundred_megabytes_is_rejected_alone_and_cheaply(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "a"}\n{"text": "')
        for _ in range(100):
            file.write(b"words " * 175_000)
        file.write(b'"}\n{"text": "b"}\n')
    began = time.monotonic()
    tracemalloc.start()
    found = list(captures([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(f).__name__ for f in found] == ["Capture", "Rejected", "Capture"]
    assert isinstance(found[1], Rejected) and "too large" in found[1].reason
    assert time.monotonic() - began < 40 and peak < 90_000_000


@pytest.mark.parametrize("opening", ['{"text": ', '[{"text": ', '{"a": '])
def test_json_nested_without_end_is_rejected(tmp_path: Path, opening: str) -> None:
    for name in ("r.json", "r.jsonl"):
        found = read(tmp_path, name, opening + "[" * 100_000 + "]" * 100_000 + ("}]" if opening[0] == "[" else "}"))
        assert len(found) == 1
        if isinstance(found[0], Capture):
            with pytest.raises(CleanError):
                article(found[0])


def test_a_record_of_news_please(tmp_path: Path) -> None:
    found = only(
        tmp_path,
        {
            "authors": ["Jane Doe", "John Roe"],
            "date_download": "2024-05-20 08:00:00",
            "date_modify": "None",
            "date_publish": "2024-05-14 16:40:00",
            "description": "A summary.",
            "filename": "https%3A%2F%2Fe.example%2Fa.json",
            "language": "en",
            "localpath": None,
            "maintext": TEXT,
            "source_domain": "www.ellerygazette.example",
            "text": None,
            "title": "Bridge shut",
            "title_page": None,
            "url": "https://www.ellerygazette.example/a",
        },
    )
    assert (found.text, found.title, found.byline) == (TEXT, "Bridge shut", "Jane Doe, John Roe")
    assert (found.published, found.published_basis, found.modified) == ("2024-05-14T16:40", "given", None)
    assert (found.outlet, found.url) == ("ellerygazette.example", "https://www.ellerygazette.example/a")
    assert ("2024-05-20T08:00", "captured") in [(c.value, c.basis) for c in found.date_candidates]


def test_a_record_of_fundus(tmp_path: Path) -> None:
    record = {
        "title": "Bridge shut",
        "authors": ["Jane Doe"],
        "publishing_date": "2024-05-14 16:40:00+02:00",
        "publisher": "The Ellery Gazette",
        "topics": ["Bridges"],
        "free_access": True,
        "body": {
            "summary": ["The bridge stays shut."],
            "sections": [
                {"headline": [], "paragraphs": ["The council met.", "It said that the bridge would stay shut."]},
                {"headline": ["What next"], "paragraphs": ["It meets again on Monday."]},
            ],
        },
    }
    found = only(tmp_path, record)
    assert found.text == (
        "The bridge stays shut.\n\nThe council met.\n\nIt said that the bridge would stay shut.\n\n"
        "What next\n\nIt meets again on Monday."
    )
    assert (found.published, found.outlet, found.byline) == ("2024-05-14T16:40+02:00", "The Ellery Gazette", "Jane Doe")
    assert only(tmp_path, {**record, "plaintext": TEXT}).text == TEXT


def test_a_record_of_trafilatura(tmp_path: Path) -> None:
    found = only(
        tmp_path,
        {
            "title": "Bridge shut",
            "author": "Jane Doe; John Roe",
            "hostname": "ellerygazette.example",
            "date": "2024-05-14",
            "fingerprint": "a1",
            "id": None,
            "raw_text": "raw",
            "text": TEXT,
            "language": None,
            "source": "https://ellerygazette.example/a",
            "source-hostname": "The Ellery Gazette",
            "excerpt": "A summary.",
            "categories": "",
            "comments": "",
        },
    )
    assert (found.text, found.byline, found.outlet) == (TEXT, "Jane Doe, John Roe", "The Ellery Gazette")
    assert (found.published, found.url) == ("2024-05-14", "https://ellerygazette.example/a")


def test_our_own_fields_come_first(tmp_path: Path) -> None:
    found = only(tmp_path, {"text": TEXT, "maintext": "Other.", "published": "2024-05-14", "date": "2020-01-01"})
    assert (found.text, found.published) == (TEXT, "2024-05-14")


def test_a_source_that_is_a_name_is_no_address(tmp_path: Path) -> None:
    assert only(tmp_path, {"text": TEXT, "source": "The Ellery Gazette"}).url is None
