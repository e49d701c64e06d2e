"""Reading: what is taken in, what is turned away, and why."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
from pathlib import Path

import pytest

from variorum.clean import article
from variorum.model import Capture, Rejected, Skipped
from variorum.read import captures
from variorum.settings import ReadSettings

SMALL = ReadSettings(max_bytes=1000)
PAGE = "<html><body><article><p>The council of Ellery met in the town hall on Tuesday.</p></article></body></html>"
PROSE = "The council of Ellery said on Monday that the bridge would stay shut.\n"


def only(path: Path | str, settings: ReadSettings | None = None) -> Capture | Rejected | Skipped:
    found = list(captures([path], settings=settings or ReadSettings()))
    assert len(found) == 1, found
    return found[0]


def reason(path: Path, settings: ReadSettings = SMALL) -> str:
    found = only(path, settings=settings)
    assert isinstance(found, Rejected), found
    assert found.room == "read" and found.path == str(path)
    return found.reason


def write(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_text_file_comes_as_its_bytes(tmp_path: Path) -> None:
    found = only(write(tmp_path, "a.txt", PROSE))
    assert isinstance(found, Capture)
    assert (found.media, found.content, found.line) == ("text", PROSE.encode(), None)
    assert found.sha256 == hashlib.sha256(PROSE.encode()).hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "media"),
    [
        ("page.html", "<html><body><p>x</p></body></html>", "html"),
        ("page.htm", "<p>No head here.</p>", "html"),
        ("saved.txt", "<!DOCTYPE html><html><body><p>x</p></body></html>", "html"),
        ("note.html", "Plain words, and no tag.", "text"),
        ("prose.txt", "He wrote <b> for bold, he said.", "text"),
        ("noname", '{"id": "a", "text": "words"}\n', "record"),
        ("data.jsonl", "not json at all", "record"),
        ("one.json", '{\n  "id": "a",\n  "text": "words"\n}\n', "record"),
        ("bom.txt", b"\xef\xbb\xbfWords.", "text"),
        ("utf16.txt", "Words.".encode("utf-16"), "text"),
    ],
)
def test_the_kind_is_told_from_content_and_name(tmp_path: Path, name: str, content: str, media: str) -> None:
    found = only(write(tmp_path, name, content))
    assert isinstance(found, Capture) and found.media == media


def test_records_come_one_a_line_with_their_numbers(tmp_path: Path) -> None:
    path = write(tmp_path, "r.jsonl", '\ufeff{"text": "a"}\n\n{broken\r\n{"text": "b"}')
    found = list(captures([path]))
    assert [(f.line, f.content) for f in found if isinstance(f, Capture)] == [
        (1, b'{"text": "a"}'),
        (3, b"{broken"),
        (4, b'{"text": "b"}'),
    ]


def test_a_record_over_many_lines_is_one(tmp_path: Path) -> None:
    found = only(write(tmp_path, "r.json", json.dumps({"text": "words"}, indent=2)))
    assert isinstance(found, Capture) and found.line is None


def test_standard_input_is_jsonl() -> None:
    found = list(captures(["-"], stdin=io.BytesIO(b'{"text": "a"}\n{"text": "b"}\n')))
    assert [(f.path, f.line) for f in found if isinstance(f, Capture)] == [("-", 1), ("-", 2)]
    assert isinstance(only("-"), Rejected)


def test_compressed_files_are_opened(tmp_path: Path) -> None:
    page = only(write(tmp_path, "p.html.gz", gzip.compress(b"<html><body><p>x</p></body></html>")))
    assert isinstance(page, Capture) and page.media == "html" and page.content.startswith(b"<html>")
    records = list(captures([write(tmp_path, "r.jsonl.gz", gzip.compress(b'{"text": "a"}\n{"text": "b"}\n'))]))
    assert [getattr(r, "line", None) for r in records] == [1, 2]


def test_a_folder_is_walked_in_a_fixed_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c.txt", ".hidden/x.txt", ".secret.txt", "b/.x"):
        write(tmp_path, name, PROSE)
    found = list(captures([tmp_path]))
    assert [str(Path(f.path).relative_to(tmp_path)) for f in found] == ["a.txt", "b/1.txt", "b/2.txt", "c.txt"]


def test_what_is_no_document_in_a_folder_is_skipped(tmp_path: Path) -> None:
    write(tmp_path, "page.html", "<html><body><p>x</p></body></html>")
    write(tmp_path, "page_files/ad.html", "<html><body><p>ad</p></body></html>")
    write(tmp_path, "page_files/deep/style.css", "p {}")
    write(tmp_path, "logo.png", b"\x89PNG\r\n")
    write(tmp_path, "my_files/kept.txt", PROSE)  # no page of that name: somebody's own folder
    kinds = {str(Path(f.path).relative_to(tmp_path)): type(f).__name__ for f in captures([tmp_path])}
    assert kinds == {
        "logo.png": "Skipped",
        "my_files/kept.txt": "Capture",
        "page.html": "Capture",
        "page_files/ad.html": "Skipped",
        "page_files/deep/style.css": "Skipped",
    }


def test_the_side_folder_of_a_saved_page_has_the_name_that_the_browsers_language_gives_it(tmp_path: Path) -> None:
    write(tmp_path, "Seite.htm", "<html><body><p>x</p></body></html>")
    write(tmp_path, "Seite-Dateien/ad.html", "<html><body><p>ad</p></body></html>")
    assert [type(f).__name__ for f in captures([tmp_path])] == ["Skipped", "Capture"]


MHTML = """\
From: <Saved by Blink>
Snapshot-Content-Location: https://e.example/2024/story
Subject: A story
Date: Tue, 14 May 2024 10:00:00 -0700
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----B"

------B
Content-Type: text/html; charset=windows-1252
Content-Transfer-Encoding: quoted-printable
Content-Location: https://e.example/2024/story

<html><body><article><p>The council said that Ada H=F6lm would wait for the br=
idge until the end of the year, and no longer.</p></article></body></html>
------B
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://e.example/i.png

iVBORw0KGgo=
------B--
"""


def test_side_folders_named_beside_their_pages_are_skipped(tmp_path: Path) -> None:
    """What a shell makes of ``pages/*``."""
    page = write(tmp_path, "Pier.html", PAGE)
    side = tmp_path / "Pier.files"
    side.mkdir()
    write(side, "frame.html", PAGE)
    assert [type(f).__name__ for f in captures([page, side])] == ["Capture", "Skipped"]
    assert [type(f).__name__ for f in captures([side])] == ["Capture"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_utf_16_without_its_mark(tmp_path: Path, encoding: str, name: str) -> None:
    words = "The council of Ellery met in the caf\u00e9 on Tuesday \u2013 and voted."
    text = words if name == "a.txt" else f"<html><body><article><p>{words}</p></article></body></html>"
    (found,) = captures([write(tmp_path, name, text.encode(encoding))])
    assert isinstance(found, Capture)
    assert words in article(found).text


def test_a_page_saved_as_one_file(tmp_path: Path) -> None:
    for name in ("story.mhtml", "story", "story.mht"):
        found = only(write(tmp_path, name, MHTML.replace("\n", "\r\n")))
        assert isinstance(found, Capture) and found.media == "html" and found.provenance
        assert found.content.startswith(
            b"<html><body><article><p>The council said that Ada H\xf6lm would wait for the bri"
        )
        assert found.provenance.url == "https://e.example/2024/story"
        made = article(found)
        assert (made.id, made.url, made.published) == ("story", "https://e.example/2024/story", None)
        assert "Ada Hölm would wait for the bridge" in made.text
    assert "without a page" in reason(
        write(tmp_path, "n.mhtml", MHTML.replace("text/html;", "text/css;")), ReadSettings()
    )
    nested = "".join(f'Content-Type: multipart/related; boundary="{i}"\n\n--{i}\n' for i in range(20_000))
    assert "MHTML" in reason(write(tmp_path, "deep.mhtml", "MIME-Version: 1.0\n" + nested), ReadSettings())


def test_a_named_image_is_rejected_and_not_skipped(tmp_path: Path) -> None:
    assert "image" in reason(write(tmp_path, "logo.png", b"\x89PNG\r\n\x1a\n"))


def test_bad_files_are_rejected_with_a_reason(tmp_path: Path) -> None:
    assert reason(write(tmp_path, "empty.txt", b"")) == "empty"
    assert reason(write(tmp_path, "blank.txt", b" \n\n ")) == "empty"
    assert "binary" in reason(write(tmp_path, "b.txt", b"abc\0def"))
    assert "control" in reason(write(tmp_path, "c.txt", bytes(range(1, 9)) * 20))
    assert "no such file" in reason(tmp_path / "missing.txt")
    assert "cut off" in reason(write(tmp_path, "t.html.gz", gzip.compress(os.urandom(2500).hex().encode())[:-900]))
    assert "gzip" in reason(write(tmp_path, "d.gz", b"\x1f\x8b\x08" + bytes(range(40))))
    assert "PDF" in reason(write(tmp_path, "x.txt", b"%PDF-1.7 ..."))
    assert reason(write(tmp_path, "n.jsonl", b"\n \n")) == "empty"
    folder = tmp_path / "nothing"
    folder.mkdir()
    assert "empty folder" in reason(folder)


def test_a_large_file_is_turned_away_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.write(b"words " * 20_000)
        file.truncate(2**40)  # a sparse terabyte: reading it would never end
    assert "too large" in reason(path, ReadSettings())


def test_a_gzip_bomb_is_bounded(tmp_path: Path) -> None:
    path = write(tmp_path, "bomb.txt.gz", gzip.compress(b"word " * 10_000_000))
    assert "too large" in reason(path, ReadSettings(max_bytes=100_000))


def test_a_record_that_is_too_long_is_rejected_alone(tmp_path: Path) -> None:
    lines = ['{"text": "a"}', json.dumps({"text": "x" * 5000}), '{"text": "b"}']
    found = list(captures([write(tmp_path, "r.jsonl", "\n".join(lines))], settings=SMALL))
    assert [type(f).__name__ for f in found] == ["Capture", "Rejected", "Capture"]
    assert [getattr(f, "line", None) for f in found] == [1, 2, 3]


def test_a_line_without_end_leaves_the_rest_unread(tmp_path: Path) -> None:
    found = only(write(tmp_path, "r.jsonl", b'{"text": "' + b"x" * 100_000), settings=SMALL)
    assert isinstance(found, Rejected) and "left unread" in found.reason


def test_a_cut_off_file_of_records_gives_what_it_has(tmp_path: Path) -> None:
    rows = b"".join(json.dumps({"text": os.urandom(400).hex()}).encode() + b"\n" for _ in range(300))
    packed = gzip.compress(rows)
    found = list(captures([write(tmp_path, "r.jsonl.gz", packed[: len(packed) * 3 // 4])]))
    assert isinstance(found[0], Capture) and isinstance(found[-1], Rejected)
    assert "cut off" in found[-1].reason
