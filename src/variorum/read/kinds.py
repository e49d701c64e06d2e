"""What kind of document some bytes are, told from their content and the file's name."""

from __future__ import annotations

import codecs
import json
import re
from pathlib import PurePath

from ..model import Media

GZIP_MAGIC = b"\x1f\x8b"
SNIFF = 1 << 16
"""Bytes looked at to tell a kind."""

_COMPRESSION = (".gz",)
_HTML = frozenset({".html", ".htm", ".xhtml", ".shtml", ".mhtml"})
_RECORDS = frozenset({".jsonl", ".ndjson"})
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
_TEXT_FIELD = re.compile(rb'"text"\s*:\s*"')


def endings(name: str) -> tuple[str, ...]:
    """The endings of a file name, lower case, compression left out: ``.html`` of ``a.HTML.gz``."""
    return tuple(s for s in (e.lower() for e in PurePath(name).suffixes) if s not in _COMPRESSION)


def is_non_document(name: str) -> bool:
    """Whether a name in a folder plainly is not one of an article (an image, a script, a font)."""
    return PurePath(name).suffix.lower() in _NON_DOCUMENTS


def named_records(name: str) -> bool:
    """Whether the name says that the file holds one JSON record a line."""
    last = endings(name)[-1:]
    return bool(last) and last[0] in _RECORDS


def unreadable(head: bytes) -> str | None:
    """Why these first bytes cannot be a text document, or ``None`` when they can."""
    for magic, what in _SIGNATURES:
        if head.startswith(magic):
            return f"{what}, which Variorum does not read"
    if head.startswith(_UTF16):
        return None
    if b"\0" in head:
        return "binary: holds NUL bytes"
    controls = sum(1 for b in head if b < 32 and b not in b"\t\n\r\f\v\x1b")
    if controls > max(4, len(head) // 100):
        return "binary: too many control characters"
    return None


def media_of(name: str, head: bytes, *, whole: bool) -> Media:
    """The kind of a document by its first bytes and its name; ``whole`` says that ``head`` is all there is.

    Content that cannot be mistaken wins over the name; the name decides between the rest.
    """
    start = head.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"")
    if named_records(name):
        return "record"
    if _MARKUP_FIRST.match(start):
        return "html"
    if _starts_with_record(start, whole=whole):
        return "record"
    last = "".join(endings(name)[-1:])
    if last in _HTML and _PAGE.search(start):
        return "html"
    if last == ".json":
        return "record"
    return "html" if len(_PAGE.findall(start[:4096])) >= 3 else "text"


def holds_records(name: str, head: bytes, *, whole: bool) -> bool:
    """Whether a file of records has one a line (a ``.json`` file may hold one record over many lines)."""
    return named_records(name) or _starts_with_record(head.removeprefix(codecs.BOM_UTF8), whole=whole)


def _starts_with_record(start: bytes, *, whole: bool) -> bool:
    """Whether the first line is a JSON object with a text, or the start of one."""
    if not _RECORD_FIRST.match(start):
        return False
    line, newline, _ = start.lstrip().partition(b"\n")
    if not newline and not whole:
        return _TEXT_FIELD.search(line) is not None
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and "text" in record
