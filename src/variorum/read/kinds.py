"""What kind of document some bytes are, told from their content and the file's name."""

from __future__ import annotations

import codecs
import json
import re
from functools import cache
from pathlib import PurePath
from typing import Literal

from .. import lexicon
from ..model import Media
from . import mhtml

Kind = Literal["text", "html", "record", "lines", "list", "feed", "json feed", "mhtml"]
"""``record``: one JSON record; ``lines`` and ``list``: many."""

GZIP_MAGIC = b"\x1f\x8b"
ARCHIVE = b"WARC/"
SNIFF = 1 << 16
"""Bytes looked at to tell a kind."""

_PROLOGUE = 4096
"""Bytes within which a feed has named itself."""
_COMPRESSION = (".gz",)
_HTML = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_RECORDS = frozenset({".jsonl", ".ndjson"})
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\f\v\x1b")
_WIDE = 4096
"""Bytes by which UTF-16 is told."""
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstandard archive"),
)
# fmt: off
_NON_DOCUMENTS = frozenset({
    ".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".webp", ".avif", ".bmp", ".ico", ".svg", ".tif",
    ".tiff", ".heic", ".js", ".mjs", ".cjs", ".map", ".css", ".scss", ".less", ".wasm", ".php", ".py", ".pyc",
    ".sh", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".m4a", ".ogg", ".oga", ".wav", ".flac", ".mp4",
    ".m4v", ".webm", ".mov", ".avi", ".mkv", ".mpg", ".vtt", ".srt", ".zip", ".tar", ".tgz", ".7z", ".rar",
    ".bz2", ".xz", ".zst", ".exe", ".dll", ".so", ".bin", ".iso", ".lock", ".log", ".part", ".crdownload",
    ".download", ".tmp", ".bak", ".db", ".sqlite",
})
# fmt: on
# a tag that only a page has, near the start: prose that speaks of "<b>" is still prose
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|main|div|p|meta|title)[\s>/]", re.IGNORECASE)
_MARKUP_FIRST = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--|<!doctype\s+html|<html|<head|<body)", re.IGNORECASE
)
_RECORD_FIRST = re.compile(rb'\s*\{\s*"')
_LIST_FIRST = re.compile(rb'\s*\[\s*\{\s*"')
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)[\s>]")
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:(?:\\?/){2}jsonfeed\.org(?:\\?/)version')
_XML_ROOT = re.compile(rb"<([A-Za-z][\w:.-]{0,60})")


def endings(name: str) -> tuple[str, ...]:
    """The endings of a file name, lower case, compression left out: ``.html`` of ``a.HTML.gz``."""
    return tuple(s for s in (e.lower() for e in PurePath(name).suffixes) if s not in _COMPRESSION)


def is_non_document(name: str) -> bool:
    """Whether a name in a folder plainly is not one of an article (an image, a script, a font)."""
    return PurePath(name).suffix.lower() in _NON_DOCUMENTS


def named_archive(name: str) -> bool:
    """Whether the name says that the file is a web archive; one that is damaged at its front is still one."""
    return endings(name)[-1:] == (".warc",)


def named_records(name: str) -> bool:
    """Whether the name says that the file holds one JSON record a line."""
    last = endings(name)[-1:]
    return bool(last) and last[0] in _RECORDS


def unreadable(head: bytes) -> str | None:
    """Why these first bytes cannot be a text document, or ``None`` when they can."""
    for magic, what in _SIGNATURES:
        if head.startswith(magic):
            return f"{what}, which Variorum does not read"
    if head.startswith(_UTF16) or is_wide(head):
        return None
    if b"\0" in head:
        return "binary: holds NUL bytes"
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > max(4, len(head) // 100):
        return "binary: too many control characters"
    return None


def is_wide(head: bytes) -> bool:
    """Whether a text that does not say so is in UTF-16: one of two bytes is nearly always NUL, the other never."""
    first, second = head[0:_WIDE:2].count(0), head[1:_WIDE:2].count(0)
    half = min(len(head), _WIDE) // 2
    return half > 4 and min(first, second) == 0 and max(first, second) > 0.8 * half


def kind_of(name: str, head: bytes, *, whole: bool) -> Kind:
    """The kind of a document by its first bytes and its name; ``whole`` says that ``head`` is all there is.

    Content that cannot be mistaken wins over the name; the name decides between the rest.
    """
    start = head.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"").lstrip(b"\xff\xfe")
    if named_records(name):
        return "lines"
    if mhtml.is_one(start):
        return "mhtml"
    if _MARKUP_FIRST.match(start):
        return "html"
    if start.lstrip().startswith(b"<") and _FEED.search(start[:_PROLOGUE]):
        return "feed"
    last = "".join(endings(name)[-1:])
    found = _json_kind(start, whole=whole, named=last == ".json")
    if found:
        return found
    return "html" if last in _HTML and _PAGE.search(start) else page_or_text(start)


def page_or_text(start: bytes) -> Media:
    """Whether a document that says nothing of its kind is a page: by several tags that only a page has."""
    return "html" if _MARKUP_FIRST.match(start) or len(_PAGE.findall(start[:_PROLOGUE])) >= 3 else "text"


def other_xml(head: bytes) -> str | None:
    """Why an XML document that is no feed cannot be read: it is data, whose tags are no text."""
    start = head.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"")
    if not start.lstrip().startswith(b"<?xml") or _PAGE.search(start) or _FEED.search(start[:_PROLOGUE]):
        return None
    root = _XML_ROOT.search(start)
    of = f" ({root.group(1).decode('ascii')})" if root else ""
    return f"an XML document{of} that is neither a page nor a feed"


def _json_kind(start: bytes, *, whole: bool, named: bool) -> Kind | None:
    if _RECORD_FIRST.match(start):
        if _JSON_FEED.search(start[:_PROLOGUE]):
            return "json feed"
        return _records_kind(start, whole=whole) or ("record" if named else None)
    if _LIST_FIRST.match(start) or (named and start.lstrip().startswith(b"[")):
        return "list"
    return "record" if named else None


def _records_kind(start: bytes, *, whole: bool) -> Kind | None:
    """Whether an object stands on the first line, or over many, and is a record by its text."""
    line, newline, _ = start.lstrip().partition(b"\n")
    if not newline and not whole:
        return "lines" if _text_field().search(line) else None
    if _is_record(line):
        return "lines"
    if line.strip() != b"{" and not line.rstrip().endswith(b","):
        return None
    return "record" if (_is_record(start) if whole else _text_field().search(start)) else None


def _is_record(data: bytes) -> bool:
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and any(name in record for name in _text_names())


@cache
def _text_names() -> tuple[str, ...]:
    return tuple(lexicon.load("records")["fields"]["text"])


@cache
def _text_field() -> re.Pattern[bytes]:
    names = "|".join(map(re.escape, _text_names()))
    return re.compile(rf'"(?:{names})"\s*:\s*["{{]'.encode())
