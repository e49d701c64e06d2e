"""From paths to captures: files, folders and JSONL streams, each bounded in what it may take in."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import os
import stat
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, BinaryIO

from ..errors import ReadError
from ..model import Capture, Media, Rejected, Skipped
from ..settings import ReadSettings
from . import kinds

Found = Capture | Rejected | Skipped

STDIN = "-"
_DEFAULT = ReadSettings()
_GIVE_UP = 16
"""How many times ``max_bytes`` a JSONL stream may go on without a line end before the rest is left unread."""


def captures(
    paths: Sequence[str | Path], *, settings: ReadSettings = _DEFAULT, stdin: BinaryIO | None = None
) -> Iterator[Found]:
    """What stands at ``paths``, in the order given: files, folders (walked in a fixed order, hidden files left
    out) and ``-`` for JSONL on ``stdin``.

    Nothing is lost without a word: what cannot be read comes back as ``Rejected`` with the reason, and what is no
    document in a folder as ``Skipped``.  No more than ``settings.max_bytes`` bytes of a document are taken in.
    """
    for path in map(str, paths):
        if path == STDIN:
            yield from _standard_input(stdin, settings)
        elif Path(path).is_dir():
            yield from _folder(Path(path), settings)
        else:
            yield from _file(Path(path), settings)


def _standard_input(stdin: BinaryIO | None, settings: ReadSettings) -> Iterator[Found]:
    if stdin is None:
        yield ReadError("no standard input to read from", path=STDIN).rejected()
        return
    yield from _guarded(_records(stdin, STDIN, settings), STDIN)


def _folder(folder: Path, settings: ReadSettings) -> Iterator[Found]:
    """The documents under a folder, sorted by their path's parts, so that no file system decides the order."""
    failed: list[Rejected] = []

    def unreadable(error: OSError) -> None:
        failed.append(ReadError(_why(error), path=str(error.filename)).rejected())

    files: list[Path] = []
    for at, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = [d for d in folders if not d.startswith(".")]
        files += (Path(at, name) for name in names if not name.startswith("."))
    files.sort(key=lambda p: p.parts)
    yield from failed
    if not files and not failed:
        yield ReadError("an empty folder", path=str(folder)).rejected()
    saved_pages = {p.with_suffix("") for p in files if p.suffix.lower() in {".html", ".htm"}}
    for file in files:
        if kinds.is_non_document(file.name) or not file.is_file() or _beside_saved_page(file, folder, saved_pages):
            yield Skipped(path=str(file))
        else:
            yield from _file(file, settings)


def _beside_saved_page(file: Path, folder: Path, saved_pages: set[Path]) -> bool:
    """Whether a browser put the file into the ``_files`` folder of a page that it saved."""
    for parent in file.parents:
        if parent == folder:
            return False
        if parent.name.endswith("_files") and parent.with_name(parent.name.removesuffix("_files")) in saved_pages:
            return True
    return False


def _file(file: Path, settings: ReadSettings) -> Iterator[Found]:
    return _guarded(_document(file, settings), str(file))


def _guarded(found: Iterator[Found], path: str) -> Iterator[Found]:
    """``found``, with whatever goes wrong on the way as its last, rejected item."""
    try:
        yield from found
    except ReadError as error:
        yield error.rejected()
    except gzip.BadGzipFile:
        yield ReadError("not a gzip file, or a damaged one", path=path).rejected()
    except EOFError:
        yield ReadError("a gzip file that was cut off", path=path).rejected()
    except zlib.error:
        yield ReadError("a damaged gzip file", path=path).rejected()
    except OSError as error:
        yield ReadError(_why(error), path=path).rejected()
    except ValueError as error:  # a path with a NUL in it
        yield ReadError(str(error), path=path).rejected()


def _document(file: Path, settings: ReadSettings) -> Iterator[Found]:
    path = str(file)
    with file.open("rb") as raw:
        magic = raw.read(2)
        packed = magic == kinds.GZIP_MAGIC
        stream: IO[bytes] = io.BufferedReader(_Rejoined(magic, raw))
        if packed:
            stream = io.BufferedReader(gzip.GzipFile(fileobj=stream))
        with stream:
            head = stream.read(kinds.SNIFF)
            media = _media(file.name, head, path)
            rest = io.BufferedReader(_Rejoined(head, stream))
            if media == "record" and kinds.holds_records(file.name, head, whole=len(head) < kinds.SNIFF):
                yield from _records(rest, path, settings)
                return
            info = os.fstat(raw.fileno())
            if stat.S_ISREG(info.st_mode) and not packed:
                _check_size(info.st_size, path, settings)
            yield _capture(_bounded(rest, path, settings), media, path)


def _media(name: str, head: bytes, path: str) -> Media:
    if not head.strip():
        raise ReadError("empty", path=path)
    reason = kinds.unreadable(head)
    if reason:
        raise ReadError(reason, path=path)
    return kinds.media_of(name, head, whole=len(head) < kinds.SNIFF)


def _check_size(size: int, path: str, settings: ReadSettings) -> None:
    if size > settings.max_bytes:
        raise ReadError(f"too large: {size:,} bytes, at most {settings.max_bytes:,} are read", path=path)


def _bounded(stream: IO[bytes], path: str, settings: ReadSettings) -> bytes:
    content = stream.read(settings.max_bytes + 1)
    if len(content) > settings.max_bytes:
        raise ReadError(f"too large: at most {settings.max_bytes:,} bytes are read", path=path)
    reason = kinds.unreadable(content) if b"\0" in content else None
    if reason:
        raise ReadError(reason, path=path)
    return content


def _records(stream: IO[bytes], path: str, settings: ReadSettings) -> Iterator[Found]:
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
            yield _capture(line.rstrip(b"\r\n"), "record", path, line=number)
    if not seen:
        yield ReadError("holds no record", path=path).rejected()


def _skip_line(stream: IO[bytes], settings: ReadSettings) -> bool:
    """Read on to the end of a line that is too long; whether it came within bounds."""
    for _ in range(_GIVE_UP):
        piece = stream.readline(settings.max_bytes)
        if not piece or piece.endswith(b"\n"):
            return True
    return False


def _capture(content: bytes, media: Media, path: str, *, line: int | None = None) -> Capture:
    return Capture(path=path, content=content, media=media, sha256=hashlib.sha256(content).hexdigest(), line=line)


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "not allowed to read it"
    return (error.strerror or str(error)).lower()


class _Rejoined(io.RawIOBase):
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
