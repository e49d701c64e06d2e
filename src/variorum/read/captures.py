"""From paths to captures: files, folders, streams and web addresses, each bounded in what it may take in."""

from __future__ import annotations

import gzip
import io
import os
import stat
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from ..errors import ReadError
from ..model import Media, Provenance, Rejected, Skipped
from ..settings import ReadSettings
from . import addresses, archives, feeds, kinds, mhtml, records, streams
from .found import Found, capture

if TYPE_CHECKING:
    from . import web

STDIN = "-"
_DEFAULT = ReadSettings()
_SIDE_FOLDERS = (
    "_files", ".files", "-Dateien", "_fichiers", "_archivos", "_bestanden", "_arquivos", "_ficheiros", "_file",
    "-filer", "_pliki", "_soubory", "_tiedostot", "_elemei", "_dosyalar", "_fitxers", "_datoteke", "_fajlovi",
    "_failid", "_bylos", "_fails", "_fitxategiak",
)  # fmt: skip
"""What browsers add to a page's name for the folder beside it, in the language that they speak."""


def captures(
    paths: Sequence[str | Path], *, settings: ReadSettings = _DEFAULT, stdin: BinaryIO | None = None
) -> Iterator[Found]:
    """What stands at ``paths``, in the order given: files, folders (walked in a fixed order, hidden files left
    out), web addresses (fetched; nothing else ever is) and ``-`` for JSONL on ``stdin``.

    Nothing is lost without a word: what cannot be read comes back as ``Rejected`` with the reason, and what is no
    document in a folder or archive as ``Skipped``.  No more than ``settings.max_bytes`` bytes of a document are taken
    in.
    """
    fetcher = _Lazy(settings)
    pages = _pages(map(Path, paths))
    for path in map(str, paths):
        if path == STDIN:
            yield from _standard_input(stdin, settings)
        elif addresses.is_address(path):
            yield from _guarded(_fetched(path, fetcher.get(), settings), path)
        elif Path(path).is_dir():
            beside = _side_of(Path(path)) & pages
            yield from (
                (Skipped(path=str(f)) for f in _files(Path(path))[0]) if beside else _folder(Path(path), settings)
            )
        else:
            yield from _file(Path(path), settings)


class _Lazy:
    """The fetcher of a run, made when the first address comes: most runs have none, and need none of its libraries."""

    def __init__(self, settings: ReadSettings) -> None:
        self._settings = settings
        self._made: web.Fetcher | None = None

    def get(self) -> web.Fetcher:
        from . import web  # noqa: PLC0415

        self._made = self._made or web.Fetcher(self._settings)
        return self._made


def _standard_input(stdin: BinaryIO | None, settings: ReadSettings) -> Iterator[Found]:
    if stdin is None:
        yield ReadError("no standard input to read from", path=STDIN).rejected()
        return
    yield from _guarded(records.lines(stdin, STDIN, settings), STDIN)


def _fetched(url: str, fetcher: web.Fetcher, settings: ReadSettings) -> Iterator[Found]:
    found = fetcher.fetch(url)
    known = Provenance(url=found.url, captured=found.captured, charset=found.charset)
    name = "page.html" if "html" in found.content_type else PurePosixPath(urlsplit(found.url).path).name
    yield from _document(io.BytesIO(found.content), name, url, settings, known)


def _folder(folder: Path, settings: ReadSettings) -> Iterator[Found]:
    """The documents under a folder, sorted by their path's parts, so that no file system decides the order."""
    files, failed = _files(folder)
    yield from failed
    if not files and not failed:
        yield ReadError("an empty folder", path=str(folder)).rejected()
    pages = _pages(files)
    for file in files:
        if kinds.is_non_document(file.name) or not file.is_file() or _beside_saved_page(file, folder, pages):
            yield Skipped(path=str(file))
        else:
            yield from _file(file, settings)


def _files(folder: Path) -> tuple[list[Path], list[Rejected]]:
    """The files under a folder that are not hidden, in a fixed order, and the folders that could not be opened."""
    failed: list[Rejected] = []

    def unreadable(error: OSError) -> None:
        failed.append(ReadError(_why(error), path=str(error.filename)).rejected())

    files: list[Path] = []
    for at, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = [d for d in folders if not d.startswith(".")]
        files += (Path(at, name) for name in names if not name.startswith("."))
    files.sort(key=lambda p: p.parts)
    return files, failed


def _pages(files: Iterable[Path]) -> set[Path]:
    """The web pages among some files, without their endings."""
    return {p.with_suffix("") for p in files if p.suffix.lower() in {".html", ".htm", ".xhtml"}}


def _beside_saved_page(file: Path, folder: Path, saved_pages: set[Path]) -> bool:
    """Whether a browser put the file into the side folder of a page that it saved."""
    for parent in file.parents:
        if parent == folder:
            return False
        if _side_of(parent) & saved_pages:
            return True
    return False


def _side_of(folder: Path) -> set[Path]:
    """The pages, without their endings, whose side folder a folder would be by its name."""
    endings = (e for e in _SIDE_FOLDERS if folder.name.endswith(e) and folder.name != e)
    return {folder.with_name(folder.name.removesuffix(e)) for e in endings}


def _file(file: Path, settings: ReadSettings) -> Iterator[Found]:
    return _guarded(_opened(file, settings), str(file))


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


def _opened(file: Path, settings: ReadSettings) -> Iterator[Found]:
    with file.open("rb") as raw:
        yield from _document(raw, file.name, str(file), settings, Provenance())


def _document(raw: BinaryIO, name: str, path: str, settings: ReadSettings, known: Provenance) -> Iterator[Found]:
    """What a stream holds, by its kind; ``known`` is what is known of it from where it came."""
    front = raw.read(kinds.SNIFF)
    if kinds.named_archive(name) or streams.head(front).startswith(kinds.ARCHIVE):
        if not raw.seekable():
            raise ReadError("an archive can only be read from a file", path=path)
        yield from archives.captures(raw, path, settings, packed=streams.is_packed(front))
        return
    kind = _kind(name, streams.head(front), path)
    with streams.unpacked(front, raw) as stream:
        if kind == "lines":
            yield from records.lines(stream, path, settings)
        elif kind == "list":
            yield from records.items(stream, path, settings)
        else:
            if not streams.is_packed(front):
                _check_size(raw, path, settings)
            content = streams.bounded(stream, path, settings)
            yield from _whole(content, kind, path, known)


def _whole(content: bytes, kind: kinds.Kind, path: str, known: Provenance) -> Iterator[Found]:
    if kind == "feed":
        yield from feeds.captures(content, path, known)
    elif kind == "json feed":
        yield from feeds.json_captures(content, path, known)
    elif kind == "mhtml":
        yield mhtml.page(content, path)
    else:
        media: Media = kind if kind in {"html", "record"} else "text"
        yield capture(content, media, path, provenance=known if known != Provenance() else None)


def _kind(name: str, head: bytes, path: str) -> kinds.Kind:
    reason = "empty" if not head.strip() else kinds.unreadable(head) or kinds.other_xml(head)
    if reason:
        raise ReadError(reason, path=path)
    return kinds.kind_of(name, head, whole=len(head) < kinds.SNIFF)


def _check_size(raw: IO[bytes], path: str, settings: ReadSettings) -> None:
    """Turn a regular file that is too large away before it is read."""
    if isinstance(raw, io.BytesIO):
        return
    info = os.fstat(raw.fileno())
    if stat.S_ISREG(info.st_mode) and info.st_size > settings.max_bytes:
        raise ReadError(f"too large: {info.st_size:,} bytes, at most {settings.max_bytes:,} are read", path=path)


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "not allowed to read it"
    return (error.strerror or str(error)).lower()
