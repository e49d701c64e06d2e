"""What servers do to bytes on the way (chunks, compression), undone within bounds."""

from __future__ import annotations

import zlib

_CHUNK_HEAD = 1000
"""Bytes within which the length of a chunk ends."""


class CodingError(ValueError):
    """Bytes that are not coded as their head says, or that grow beyond all bounds."""


def decoded(content: bytes, transfer: str | None, coding: str | None, *, limit: int) -> bytes:
    """The document in a response's bytes; ``transfer`` and ``coding`` as its head gives them.

    Many archives keep the head of a response and store its bytes decoded: what is plainly not coded stays as it is.
    Raises ``CodingError``; never gives more than ``limit`` bytes.
    """
    if "chunked" in (transfer or "").lower():
        content = _joined(content)
    for name in reversed([c.strip().lower() for c in (coding or "").split(",")]):
        content = _decompressed(content, name, limit)
    return content


def _joined(content: bytes) -> bytes:
    """The chunks of a body put together; a body that does not begin with a chunk is not in chunks."""
    parts: list[bytes] = []
    at = 0
    while (end := content.find(b"\n", at, at + _CHUNK_HEAD)) >= 0:
        try:
            size = int(content[at:end].split(b";")[0].strip() or b"x", 16)
        except ValueError:
            break
        if size <= 0:
            return b"".join(parts)
        parts.append(content[end + 1 : end + 1 + size])
        at = end + 1 + size + (2 if content[end + 1 + size : end + 3 + size] == b"\r\n" else 1)
    if not parts:
        return content
    raise CodingError("a response whose chunks break off")


def _decompressed(content: bytes, name: str, limit: int) -> bytes:
    if name in {"", "identity", "none", "utf-8"} or content.lstrip().startswith(b"<"):
        return content
    if name in {"gzip", "x-gzip", "deflate"}:
        return _inflated(content, limit)
    if name == "br":
        return _unbrotlied(content, limit)
    raise CodingError(f"a response packed in a way that Variorum does not read ({name[:20]})")


def _is_zlib(content: bytes) -> bool:
    return content.startswith((b"\x1f\x8b", b"\x78"))


class Inflater:
    """gzip or deflate, piece by piece; raises ``CodingError`` when it breaks, or gives more than ``limit`` bytes."""

    def __init__(self, *, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._machine: zlib._Decompress | None = None

    def feed(self, piece: bytes) -> bytes:
        if self._machine is None:
            # 47: gzip or zlib, whichever it is; -15: deflate without a head, as some servers send it
            self._machine = zlib.decompressobj(47 if _is_zlib(piece) else -15)
        try:
            out = self._machine.decompress(piece, self._limit + 1 - self._size)
        except zlib.error as error:
            raise CodingError("a damaged compressed response") from error
        self._size += len(out)
        if self._size > self._limit:
            raise CodingError(f"too large: at most {self._limit:,} bytes are read")
        return out

    def close(self) -> None:
        """Say that no more comes; raises ``CodingError`` when more was to come."""
        if self._machine is not None and not self._machine.eof:
            raise CodingError("a compressed response that was cut off")


def _inflated(content: bytes, limit: int) -> bytes:
    machine = Inflater(limit=limit)
    content = machine.feed(content)
    machine.close()
    return content


def _unbrotlied(content: bytes, limit: int) -> bytes:
    import brotli  # noqa: PLC0415  -- comes with fastwarc, for the few archives that need it

    machine = brotli.Decompressor()
    try:
        out: bytes = machine.process(content, output_buffer_limit=limit + 1)
    except brotli.error as error:
        raise CodingError("a damaged compressed response") from error
    if len(out) > limit:
        raise CodingError(f"too large: at most {limit:,} bytes are read")
    if not machine.is_finished():
        raise CodingError("a compressed response that was cut off")
    return out
