"""Web archives (WARC, ISO 28500) as captures: one a page, streamed, however large the file.

fastwarc cuts the file into records.  Where it meets a damaged one, that record is rejected and reading goes on at the
next that begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any

from ..errors import ReadError
from ..model import Provenance, Rejected, Skipped
from ..settings import ReadSettings
from . import codings, kinds
from .found import Found, capture

_PIECE = 1 << 20
_MOST_FAULTS = 1000
"""Damaged places after which the rest of an archive is left unread."""
_HEAD = re.compile(rb"WARC/\d\.\d{1,2}\r?\n[A-Za-z-]{4,40}:")
_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
_LONGEST_SIGN = 64
_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_BOOKKEEPING = frozenset({"warcinfo", "request", "metadata"})
"""Records about the crawl itself: they hold no document, and are not even counted as skipped."""


def captures(stream: IO[bytes], path: str, settings: ReadSettings, *, packed: bool) -> Iterator[Found]:
    """The pages of an archive: its responses with status 200 that hold HTML or text, numbered as its records are.

    Other documents come back as ``Skipped``, damaged records as ``Rejected``.  No more than one record is in memory.
    """
    reader = _Records(stream, path, settings, packed=packed)
    start: int | None = 0
    seen = False
    for _ in range(_MOST_FAULTS):
        if start is None:
            break
        for found in reader.read_from(start):
            seen = True
            yield found
        start = reader.next_start
    if not seen:
        yield ReadError("an archive that holds no document", path=path).rejected()
    if start is not None:
        yield ReadError("too many damaged records; the rest of the archive was left unread", path=path).rejected()


class _Records:
    """Reads the records from one place of an archive to the next fault, and knows where to go on from there."""

    def __init__(self, stream: IO[bytes], path: str, settings: ReadSettings, *, packed: bool) -> None:
        self._stream = stream
        self._path = path
        self._settings = settings
        self._packed = packed
        self._number = 0
        self._inside = False
        self._told = False
        self.next_start: int | None = None

    def read_from(self, start: int) -> Iterator[Found]:
        from fastwarc.warc import ArchiveIterator  # noqa: PLC0415  -- loaded when there is an archive

        self._stream.seek(start)
        at = start
        try:
            for record in ArchiveIterator(self._stream, parse_http=False):
                self._number += 1
                at = start + record.stream_pos
                self._inside = True
                result = self._record(record)
                self._inside = self._told = False
                if result is not None:
                    yield result
        except OSError:
            yield from self._fault("a damaged record of an archive")
            self.next_start = self._after(at)
        except _OverrunError:
            yield from self._fault("a record of an archive that was cut off")
            self.next_start = self._after(at)
        else:
            self.next_start = None

    def _fault(self, reason: str) -> Iterator[Rejected]:
        """One row for a damaged place, however many attempts it takes to get past it."""
        if not self._told:
            self._number += not self._inside
            yield self._rejected(reason)
        self._inside, self._told = False, True

    def _after(self, at: int) -> int | None:
        """Where the next record may begin behind a place."""
        sign = _MEMBER if self._packed else _HEAD
        at += 1
        self._stream.seek(at)
        tail = b""
        while piece := self._stream.read(_PIECE):
            window = tail + piece
            if m := sign.search(window):
                return at - len(tail) + m.start()
            at += len(piece)
            tail = window[-_LONGEST_SIGN:]
        return None

    def _record(self, record: Any) -> Found | None:
        kind = record.headers.get("WARC-Type")
        if kind is None or record.headers.get("Content-Length") is None:
            return self._rejected("a record of an archive without a readable head")
        if kind in _BOOKKEEPING:
            return None
        if kind != "response" or not record.is_http:
            return Skipped(path=self._path)
        limit = self._settings.max_bytes
        length = record.content_length
        record.parse_http()
        if record.http_headers.status_code != 200 or not _holds_page(record.http_content_type):
            return Skipped(path=self._path) if record.http_headers.status_code else self._rejected(_NO_HTTP)
        expected = record.content_length
        if expected > limit:
            return self._rejected(f"too large: {length:,} bytes, at most {limit:,} are read")
        content = record.reader.read(expected)
        if not self._packed and _HEAD.search(content):
            raise _OverrunError
        if len(content) < expected:
            return self._rejected("a record of an archive that was cut off")
        return self._page(record, content)

    def _page(self, record: Any, content: bytes) -> Found:
        head = record.http_headers
        try:
            content = codings.decoded(
                content, head.get("Transfer-Encoding"), head.get("Content-Encoding"), limit=self._settings.max_bytes
            )
        except codings.CodingError as error:
            return self._rejected(str(error))
        reason = "empty" if not content.strip() else kinds.unreadable(content)
        if reason:
            return self._rejected(reason)
        url = record.headers.get("WARC-Target-URI")
        provenance = Provenance(
            id=url,
            url=url,
            captured=record.headers.get("WARC-Date"),
            charset=record.http_charset,
            excerpt=record.headers.get("WARC-Truncated") is not None,
        )
        media = "html" if "html" in (record.http_content_type or "") else kinds.page_or_text(content[: kinds.SNIFF])
        return capture(content, media, self._path, line=self._number, provenance=provenance)

    def _rejected(self, reason: str) -> Rejected:
        return ReadError(reason, path=self._path, line=self._number).rejected()


_NO_HTTP = "a response of an archive without a readable HTTP head"


class _OverrunError(Exception):
    """A record is shorter than it says: the next one begins within it."""


def _holds_page(content_type: str | None) -> bool:
    return content_type is None or content_type.lower().startswith(_PAGES)
