"""Files of many JSON records: one a line, or the items of one list, each cut out without reading the others."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import IO

from ..errors import ReadError
from ..settings import ReadSettings
from .found import Found, capture

_GIVE_UP = 16
"""How many times ``max_bytes`` a JSONL stream may go on without a line end before the rest is left unread."""
_PIECE = 1 << 16
_MARKS = re.compile(rb'["{}\[\],]')
_IN_STRING = re.compile(rb'["\\]')
_SPACE = b" \t\r\n"


def lines(stream: IO[bytes], path: str, settings: ReadSettings) -> Iterator[Found]:
    """One capture a line that is not blank; a line that is too long is rejected alone."""
    number, seen = 0, False
    while line := stream.readline(settings.max_bytes + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if len(line) > settings.max_bytes:
            seen = True
            reason = f"too large: a line of more than {settings.max_bytes:,} bytes"
            ended = _skip_line(stream, settings)
            if not ended:
                reason += "; the rest of the file was left unread"
            yield ReadError(reason, path=path, line=number).rejected()
            if not ended:
                return
        elif line.strip():
            seen = True
            yield capture(line.rstrip(b"\r\n"), "record", path, line=number)
    if not seen:
        yield ReadError("holds no record", path=path).rejected()


def _skip_line(stream: IO[bytes], settings: ReadSettings) -> bool:
    """Read on to the end of a line that is too long; whether it came within bounds."""
    for _ in range(_GIVE_UP):
        piece = stream.readline(settings.max_bytes)
        if not piece or piece.endswith(b"\n"):
            return True
    return False


def items(stream: IO[bytes], path: str, settings: ReadSettings) -> Iterator[Found]:
    """One capture an item of a JSON list, numbered from 1; an item that is too long is rejected alone."""
    cutter = _Cutter(settings.max_bytes)
    number = 0
    while piece := stream.read(_PIECE):
        for item in cutter.feed(piece):
            number += 1
            if item is None:
                reason = f"too large: an item of more than {settings.max_bytes:,} bytes"
                yield ReadError(reason, path=path, line=number).rejected()
            else:
                yield capture(item, "record", path, line=number)
    if not cutter.closed:
        yield ReadError("a JSON list that was cut off", path=path, line=number + 1).rejected()
    elif cutter.trailing:
        yield ReadError("something follows the end of the JSON list; it was left unread", path=path).rejected()
    elif number == 0:
        yield ReadError("holds no record", path=path).rejected()


class _Cutter:
    """Cuts a JSON list into its items by brackets and quotation marks alone: no depth is too deep for it."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._depth = 0
        self._in_string = False
        self._escaped = False
        self._item = bytearray()
        self._too_long = False
        self.closed = False
        self.trailing = False

    def feed(self, piece: bytes) -> Iterator[bytes | None]:
        """The items that end within the next bytes; ``None`` for one that is too long."""
        at = kept = 0
        if self._escaped and piece:
            at, self._escaped = 1, False
        while not self.closed:
            m = (_IN_STRING if self._in_string else _MARKS).search(piece, at)
            if m is None:
                break
            at = m.end()
            mark = m.group()
            if mark == b"\\":
                self._escaped = at == len(piece)
                at += 1
            elif mark == b'"':
                self._in_string = not self._in_string
            elif mark in b"{[":
                self._depth += 1
                kept = at if self._depth == 1 else kept
            elif mark != b",":
                self._depth -= 1
            if (mark == b"," and self._depth == 1) or self._depth == 0:
                self._take(piece[kept : m.start()])
                kept = at
                self.closed = self._depth == 0
                yield from self._cut()
        if self.closed:
            self.trailing = self.trailing or bool(piece[at:].strip(_SPACE))
        elif self._depth:
            self._take(piece[kept:])

    def _take(self, part: bytes) -> None:
        if len(self._item) + len(part) > self._limit:
            self._too_long = True
            self._item.clear()
        elif not self._too_long:
            self._item += part

    def _cut(self) -> Iterator[bytes | None]:
        item, too_long = bytes(self._item.strip(_SPACE)), self._too_long
        self._item.clear()
        self._too_long = False
        if too_long:
            yield None
        elif item:
            yield item
