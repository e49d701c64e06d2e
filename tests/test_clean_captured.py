"""When an article's bytes were taken, from whatever tells it; a capture's time is no publication date."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from variorum.clean import article
from variorum.model import Article, Capture
from variorum.read import captures

PAGE = (
    "<html><head><title>Ferry</title></head><body><article><h1>Ferry rests in June</h1>"
    "<p>The ferry to Saltmarsh will not run in June, the harbour board decided.</p></article></body></html>"
)


def of(path: Path, content: str | bytes) -> Article:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (found,) = captures([path])
    assert isinstance(found, Capture)
    return article(found)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"captured": "2024-05-20T08:00:00Z"}, "2024-05-20T08:00+00:00"),
        ({"maintext": "x", "date_download": "2024-05-20 08:00:00", "date_publish": "2024-05-14"}, "2024-05-20T08:00"),
        ({"html": {"responded_url": "https://e.example/", "crawl_date": "2024-05-20 08:00:00"}}, "2024-05-20T08:00"),
        ({"filedate": "2024-05-20", "date": "2024-05-14"}, "2024-05-20"),
        ({"date": "2024-05-14"}, None),
    ],
)  # fmt: skip
def test_records(tmp_path: Path, fields: dict[str, object], expected: str | None) -> None:
    record = {"title": "Ferry rests", "text": "The ferry to Saltmarsh will not run in June.", **fields}
    found = of(tmp_path / "a.jsonl", json.dumps(record))
    assert found.captured == expected
    assert found.published in {"2024-05-14", None}


def test_a_record_of_fundus_gives_its_address_in_its_page(tmp_path: Path) -> None:
    html = {"requested_url": "https://e.example/a?x", "responded_url": "https://e.example/a", "crawl_date": None}
    found = of(tmp_path / "a.jsonl", json.dumps({"plaintext": "The ferry will not run in June.", "html": html}))
    assert (found.url, found.captured) == ("https://e.example/a", None)


@pytest.mark.parametrize(
    ("comment", "url", "captured"),
    [
        ("<!-- saved from url=(0030)https://e.example/ferry-rests -->", "https://e.example/ferry-rests", None),
        (
            "<!--\n Page saved with SingleFile \n url: https://e.example/ferry \n saved date: "
            "Mon May 20 2024 08:00:01 GMT+0200 (Central European Summer Time)\n-->",
            "https://e.example/ferry",
            "2024-05-20T08:00:01+02:00",
        ),
        (
            "<!-- Mirrored from e.example/ferry.html by HTTrack Website Copier/3.x [XR&CO'2014], "
            "Mon, 20 May 2024 06:00:00 GMT -->",
            "https://e.example/ferry.html",
            "2024-05-20T06:00+00:00",
        ),
        ("<!-- nothing: of the kind -->", None, None),
    ],
)  # fmt: skip
def test_saved_pages(tmp_path: Path, comment: str, url: str | None, captured: str | None) -> None:
    found = of(tmp_path / "a.html", comment + PAGE)
    assert (found.url, found.captured, found.published) == (url, captured, None)


def test_a_page_of_the_wayback_machine(tmp_path: Path) -> None:
    end = (
        "<!--\n     FILE ARCHIVED ON 08:00:00 May 20, 2024 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE ON 1 June -->"
    )
    assert of(tmp_path / "a.html", PAGE + " " * 9000 + end).captured == "2024-05-20T08:00+00:00"


def test_archives_and_pages_saved_as_one_file(tmp_path: Path) -> None:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-05-20T06:00:00Z\r\n"
        "WARC-Target-URI: https://e.example/ferry\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    found = of(tmp_path / "a.warc", head.encode() + http + b"\r\n\r\n")
    assert (found.url, found.captured) == ("https://e.example/ferry", "2024-05-20T06:00+00:00")
    saved = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://e.example/ferry\r\n"
        "Date: Mon, 20 May 2024 08:00:00 +0200\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n'
        f"{PAGE}\r\n--b--\r\n"
    )
    assert of(tmp_path / "b.mhtml", saved).captured == "2024-05-20T08:00+02:00"


def test_a_plain_file_does_not_say(tmp_path: Path) -> None:
    assert of(tmp_path / "2024-05-20.txt", "The ferry to Saltmarsh will not run in June.").captured is None
