"""Streams of bytes that are looked at before they are read, unpacked on the way, and bounded."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import IO

from ..errors import ReadError
from ..settings import ReadSettings
from . import kinds

_GZIP = 31
"""zlib's sign for "a gzip header, please"."""


class Rejoined(io.RawIOBase):
    """A stream with the bytes that were already taken from its front put back (a pipe cannot be rewound)."""

    def __init__(self, front: bytes, stream: IO[bytes]) -> None:
        self._front = front
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        piece = self._front[: len(view)]
        self._front = self._front[len(piece) :]
        piece = piece or self._stream.read(len(view))
        view[: len(piece)] = piece
        return len(piece)


def is_packed(front: bytes) -> bool:
    """Whether these first bytes begin a gzip file."""
    return front.startswith(kinds.GZIP_MAGIC)


def head(front: bytes) -> bytes:
    """The first bytes of a document as they are when unpacked; raises ``zlib.error`` for a damaged gzip file and
    ``EOFError`` for one that ends before it begins."""
    if not is_packed(front):
        return front
    machine = zlib.decompressobj(_GZIP)
    out = machine.decompress(front, kinds.SNIFF)
    if not out and not machine.eof:
        raise EOFError
    return out


def unpacked(front: bytes, rest: IO[bytes]) -> IO[bytes]:
    """The whole stream of which ``front`` was taken, unpacked if it is packed."""
    whole = io.BufferedReader(Rejoined(front, rest))
    return io.BufferedReader(gzip.GzipFile(fileobj=whole)) if is_packed(front) else whole


def bounded(stream: IO[bytes], path: str, settings: ReadSettings) -> bytes:
    """All bytes of a document; raises ``ReadError`` when they are too many, or those of no text."""
    content = stream.read(settings.max_bytes + 1)
    if len(content) > settings.max_bytes:
        raise ReadError(f"too large: at most {settings.max_bytes:,} bytes are read", path=path)
    reason = kinds.unreadable(content) if b"\0" in content else None
    if reason:
        raise ReadError(reason, path=path)
    return content
