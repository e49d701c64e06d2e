"""Web archives: pages out of WARC files, damaged records rejected one by one, memory bounded."""

from __future__ import annotations

import gzip
import random
import time
import tracemalloc
import zlib
from collections.abc import Iterable
from pathlib import Path

import brotli
import pytest

from variorum.clean import article
from variorum.model import Capture, Rejected, Skipped
from variorum.read import captures
from variorum.settings import ReadSettings

Found = Capture | Rejected | Skipped


def page(words: str) -> bytes:
    said = f"The council of Ellery said on Monday that {words}, and that nobody in the town was to blame for it."
    return f"<html><head><title>T</title></head><body><article><p>{said}</p></article></body></html>".encode()


def record(
    url: str, body: bytes, *, status: str = "200 OK", head: str = "Content-Type: text/html", kind: str = "response",
    more: str = "",
) -> bytes:  # fmt: skip
    http = f"HTTP/1.1 {status}\r\n{head}\r\n\r\n".encode() + body if kind in {"response", "request"} else body
    mime = f"application/http; msgtype={kind}" if kind in {"response", "request"} else "text/plain"
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{zlib.crc32(body)}>\r\n{more}"
        f"WARC-Date: 2024-05-14T10:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: {mime}\r\nContent-Length: {len(http)}\r\n\r\n"
    ).encode() + http + b"\r\n\r\n"  # fmt: skip


PAGES = [record(f"https://e.example/{i}", page(f"bridge number {i} would stay shut")) for i in range(5)]


def packed(records: Iterable[bytes]) -> list[bytes]:
    return [gzip.compress(r, mtime=0) for r in records]


def read(folder: Path, data: bytes, name: str = "crawl.warc", limit: int = 20_000_000) -> list[Found]:
    path = folder / name
    path.write_bytes(data)
    return list(captures([path], settings=ReadSettings(max_bytes=limit)))


def told(found: list[Found]) -> list[str | int | None]:
    """The page numbers of captures, the reasons of rejections, ``skipped``."""
    return [
        f.reason if isinstance(f, Rejected) else "skipped" if isinstance(f, Skipped)
        else int(((f.provenance and f.provenance.url) or "").rpartition("/")[2])
        for f in found
    ]  # fmt: skip


@pytest.mark.parametrize("how", ["plain", "packed", "packed as one", "no name"])
def test_pages_come_with_their_address_and_time(tmp_path: Path, how: str) -> None:
    plain = b"".join(PAGES)
    data = {"packed": b"".join(packed(PAGES)), "packed as one": gzip.compress(plain)}.get(how, plain)
    found = read(tmp_path, data, "crawl" if how == "no name" else "crawl.warc.gz" if "packed" in how else "crawl.warc")
    assert told(found) == [0, 1, 2, 3, 4]
    first = found[0]
    assert isinstance(first, Capture) and first.provenance
    assert (first.media, first.line, first.content) == ("html", 1, page("bridge number 0 would stay shut"))
    made = article(first)
    assert (made.id, made.url, made.published) == ("https://e.example/0", "https://e.example/0", None)
    assert [(c.value, c.basis) for c in made.date_candidates] == [("2024-05-14T10:00+00:00", "captured")]


def test_what_is_no_page_is_skipped_and_counted(tmp_path: Path) -> None:
    records = [
        record("", b"software: test\r\n", kind="warcinfo"),
        record("https://e.example/0", b"", kind="request"),
        PAGES[0],
        record("https://e.example/9", b"gone", status="404 Not Found"),
        record("https://e.example/9", b"", status="301 Moved", head="Location: /x"),
        record("https://e.example/9.png", b"\x89PNG", head="Content-Type: image/png"),
        record("https://e.example/9", b"", kind="revisit"),
        record("https://e.example/1", b"The council said that the bridge is shut.", head="Content-Type: text/plain"),
    ]
    found = read(tmp_path, b"".join(records))
    assert told(found) == [0, "skipped", "skipped", "skipped", "skipped", 1]
    assert isinstance(found[-1], Capture) and found[-1].media == "text" and found[-1].line == 8


def test_an_archive_without_a_document_is_rejected(tmp_path: Path) -> None:
    for data in (b"", record("", b"software: test\r\n", kind="warcinfo")):
        assert told(read(tmp_path, data)) == ["an archive that holds no document"]


def test_an_encoding_that_only_the_server_names(tmp_path: Path) -> None:
    body = page("Ada Hölm would wait").decode().encode("cp1252").replace(b"H\xf6lm", b"H\xf6lm \x97")
    head = "Content-Type: text/html; charset=iso-8859-1"
    found = read(tmp_path, record("https://e.example/0", body, head=head))
    assert isinstance(found[0], Capture) and "Ada Hölm —" in article(found[0]).text
    greek = page("Ellery").replace(b"council", "Βουλή".encode("iso8859-7"))
    found = read(tmp_path, record("https://e.example/0", greek, head="Content-Type: text/html; charset=iso-8859-7"))
    assert isinstance(found[0], Capture) and "Βουλή" in article(found[0]).text


def chunks(body: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (body[:10], body[10:])) + b"0\r\n\r\n"


def test_coded_bodies_are_decoded(tmp_path: Path) -> None:
    body = page("it was packed")
    deflated = zlib.compressobj(wbits=-15)
    bare = deflated.compress(body) + deflated.flush()
    coded = [
        ("gzip", gzip.compress(body)), ("deflate", zlib.compress(body)), ("deflate", bare),
        ("br", brotli.compress(body)), ("gzip", body),
    ]  # fmt: skip
    records = [
        record(f"https://e.example/{i}", data, head=f"Content-Type: text/html\r\nContent-Encoding: {name}")
        for i, (name, data) in enumerate(coded)
    ]
    records += [
        record("https://e.example/5", data, head="Content-Type: text/html\r\nTransfer-Encoding: chunked")
        for data in (chunks(body), body)
    ]
    found = read(tmp_path, b"".join(records))
    assert [f.content for f in found if isinstance(f, Capture)] == [body] * 7


def test_bombs_and_damage_within_a_record_are_rejected_alone(tmp_path: Path) -> None:
    big = b"<html>" + b"word " * 4_000_000
    coded = [
        ("gzip", gzip.compress(big)), ("br", brotli.compress(big, quality=1)), ("gzip", b"\x1f\x8b no gzip"),
        ("gzip", gzip.compress(page("it"))[:-20]), ("br", b"\x01\xff no brotli"), ("zstd", b"(\xb5/\xfd"),
    ]  # fmt: skip
    records = [
        record(f"https://e.example/{i}", data, head=f"Content-Type: text/html\r\nContent-Encoding: {name}")
        for i, (name, data) in enumerate(coded)
    ]
    records.append(record("https://e.example/7", chunks(page("it"))[:-30], head="Transfer-Encoding: chunked"))
    found = read(tmp_path, b"".join([*records, PAGES[0]]), limit=1_000_000)
    assert [type(f).__name__ for f in found] == ["Rejected"] * 7 + ["Capture"]
    assert ["too large" in str(t) for t in told(found)[:2]] == [True, True]


def test_a_page_that_is_too_large_is_rejected_alone(tmp_path: Path) -> None:
    large = record("https://e.example/9", b"<html>" + b"words " * 1000)
    found = read(tmp_path, PAGES[0] + large + PAGES[1], limit=2000)
    assert [type(f).__name__ for f in found] == ["Capture", "Rejected", "Capture"]
    assert isinstance(found[1], Rejected) and found[1].line == 2 and "too large" in found[1].reason


CUT = "a record of an archive that was cut off"
DAMAGED = "a damaged record of an archive"


def test_a_file_that_ends_in_mid_record(tmp_path: Path) -> None:
    assert told(read(tmp_path, b"".join(PAGES)[:-150])) == [0, 1, 2, 3, CUT]
    data = b"".join(packed(PAGES))
    assert told(read(tmp_path, data[:-60]))[:5] == [0, 1, 2, 3, CUT]
    headless = b"".join(PAGES[:2]) + PAGES[2][:40]
    assert told(read(tmp_path, headless)) == [0, 1, "a record of an archive without a readable head"]


def test_a_record_cut_in_the_middle_of_a_file(tmp_path: Path) -> None:
    assert told(read(tmp_path, PAGES[0] + PAGES[1][:-150] + PAGES[2] + PAGES[3])) == [0, CUT, 2, 3]
    members = packed(PAGES)
    members[1] = members[1][:-60]
    found = told(read(tmp_path, b"".join(members)))
    assert [f for f in found if isinstance(f, int)] == [0, 2, 3, 4] and len(found) == 5


def test_damage_in_the_middle_of_a_file(tmp_path: Path) -> None:
    assert told(read(tmp_path, PAGES[0] + b"rubbish\r\n" * 9 + PAGES[1] + PAGES[2])) == [0, DAMAGED, 1, 2]
    members = packed(PAGES)
    members[2] = members[2][:150] + b"\xff" * 30 + members[2][180:]
    found = told(read(tmp_path, b"".join(members)))
    assert [f for f in found if isinstance(f, int)] == [0, 1, 3, 4] and len(found) == 5
    broken = PAGES[1].replace(b"Content-Length: ", b"Content-Length: x")
    found = told(read(tmp_path, PAGES[0] + broken + PAGES[2]))
    assert [f for f in found if isinstance(f, int)] == [0, 2] and len(found) >= 3


def test_every_fault_is_told_and_costs_no_other_record(tmp_path: Path) -> None:
    """Bytes changed at random: no page is lost that was not hit, and reading always ends."""
    dice = random.Random(7)
    for data in (b"".join(PAGES), b"".join(packed(PAGES))):
        for _ in range(40):
            at = dice.randrange(len(data))
            hit = data[:at] + dice.randbytes(12) + data[at + 12 :]
            found = told(read(tmp_path, hit))
            assert len([f for f in found if isinstance(f, int)]) >= 3, found


def test_false_beginnings_do_not_hold_it_up(tmp_path: Path) -> None:
    began = time.monotonic()
    data = packed(PAGES)[0] + b"\x1f\x8b\x08\x00" * 50_000
    found = told(read(tmp_path, data))
    assert found[0] == 0 and "left unread" in str(found[-1]) and len(found) <= 4
    assert time.monotonic() - began < 60


def test_a_large_archive_is_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.warc"
    filler = b"".join(b"<p>The council said that it was number %d of many.</p>" % i for i in range(4000))
    with path.open("wb") as file:
        for i in range(150):
            file.write(record(f"https://e.example/{i}", b"<html><body>" + filler + b"</body></html>"))
    assert path.stat().st_size > 30_000_000
    tracemalloc.start()
    count = sum(isinstance(f, Capture) for f in captures([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 150 and peak < 5_000_000
