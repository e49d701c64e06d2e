"""Whatever bytes come: reading and cleaning end, in typed results only."""

from __future__ import annotations

import gzip
import tempfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from variorum.clean import article
from variorum.errors import CleanError
from variorum.model import Capture, Rejected, Skipped
from variorum.read import captures, codings
from variorum.settings import ReadSettings

WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-05-14T10:00:00Z\r\n"
    b"WARC-Target-URI: https://e.example/\r\nContent-Type: application/http; msgtype=response\r\n"
    b"Content-Length: 92\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The council met and said no more."
    b"</p><p>It is late</p>\r\n\r\n"
)
SEEDS = [
    b"", b"\x1f\x8b\x08", b"<rss><channel><item><title>a</title><description>&lt;p&gt;b</description></item>",
    b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="html">b</content></entry></feed>',
    b'{"version": "https://jsonfeed.org/version/1", "items": [{"content_html": "<p>a</p>"}]}', b'[{"text": "a"}, ',
    b'{"text": "a"}\n{"maintext": "b"}\n', b"<html><body><p>The council met.</p>", WARC, gzip.compress(WARC, mtime=0),
    b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>a</p>\n--b",
    "Größe".encode("utf-16"), b"\xff\xfe\x00\x00", b"\xef\xbb\xbf",
]  # fmt: skip
NAMES = ["a", "a.html", "a.json", "a.jsonl", "a.warc", "a.xml", "a.gz"]


@given(st.sampled_from(SEEDS), st.binary(max_size=60), st.integers(0, 400), st.sampled_from(NAMES))
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_end_in_typed_results(seed: bytes, noise: bytes, at: int, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(seed[:at] + noise + seed[at:])
        found = list(captures([path], settings=ReadSettings(max_bytes=5000)))
    assert found
    for item in found:
        assert isinstance(item, Capture | Rejected | Skipped)
        if isinstance(item, Capture):
            try:
                article(item)
            except CleanError as error:
                assert error.reason


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", "gzip, br", "chunked", "x"]))
@settings(deadline=None)
def test_any_coding_gives_bytes_or_a_typed_error(data: bytes, coding: str) -> None:
    try:
        assert len(codings.decoded(data, coding, coding, limit=100)) <= 300
    except codings.CodingError as error:
        assert str(error)


@given(st.lists(st.binary(min_size=1, max_size=50), max_size=6))
def test_an_answer_is_inflated_whatever_its_pieces(parts: list[bytes]) -> None:
    whole = b"".join(parts)
    packed = zlib.compress(whole)
    machine = codings.Inflater(limit=1000)
    assert b"".join(machine.feed(packed[i : i + 7]) for i in range(0, len(packed), 7)) == whole
    machine.close()


def test_an_answer_that_grows_beyond_bounds_is_stopped() -> None:
    machine = codings.Inflater(limit=1000)
    with pytest.raises(codings.CodingError, match="too large"):
        machine.feed(zlib.compress(b"a" * 10_000_000))
