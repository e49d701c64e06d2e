"""From a stored edition (``compare --json``) back to the ``Volume`` it was made of: the inverse of ``record``.

>>> from variorum.present import load
>>> load.volume('{"format": "variorum-edition", "version": 2}')
Traceback (most recent call last):
variorum.errors.FormatError: version: written by a newer Variorum (version 2; this one reads 1)

A file may come from anywhere, so nothing in it is taken on trust: the texts must be those that their digests were made
of, every span must lie in its text and every id lead somewhere.  What is wrong is told with the place where it stands.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

from ..errors import FormatError
from ..model import Rejected, Volume
from . import captures
from .load_article import witness
from .load_edition import Known, edition, storyline, version
from .load_node import Node, maybe_text
from .record import FORMAT, VERSION

LARGEST = 512_000_000
"""Bytes of a file that are read at most."""


def file(path: str | Path) -> Volume:
    """The volume stored in a file.  Raises ``FormatError``, which names the file, where it is none."""
    try:
        if Path(path).stat().st_size > LARGEST:
            raise FormatError(f"too large: at most {LARGEST:,} bytes are read")
        return volume(Path(path).read_bytes())
    except OSError as error:
        raise FormatError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    except FormatError as error:
        raise FormatError(f"{path}: {error}") from error


def volume(content: str | bytes) -> Volume:
    """The volume of a stored edition.  Raises ``FormatError`` when it is not one, saying what is wrong and where."""
    root = Node(_parsed(content))
    _checked(root)
    rows = [(witness(n), n) for n in root["articles"].items()]
    witnesses = tuple(w for w, n in rows if n.get("version_of") is None)
    labels = tuple((w.article.id, n["label"].text()) for w, n in rows if n.get("version_of") is None)
    for what, names in (("id", [i for i, _ in labels]), ("label", [s for _, s in labels])):
        if len(set(names)) != len(names):
            raise root["articles"].error(f"two articles have the same {what}")
    texts = {w.article.id: w.article.text for w in witnesses}
    if len({w.article.id for w, _ in rows}) != len(rows):
        raise root["articles"].error("two articles have the same id")
    known = Known({w.article.id: w.article.text for w, _ in rows})
    beside = known.texts.keys() - texts.keys()
    editions = tuple(captures.left_out(edition(n, known), beside) for n in root["editions"].items())
    events = {e.event.id: e for e in editions}
    if len(events) != len(editions):
        raise root["editions"].error("two events have the same id")
    return Volume(
        recipe=root["recipe"].text(),
        witnesses=witnesses,
        labels=labels,
        editions=editions,
        storylines=tuple(storyline(n, known, events) for n in root["storylines"].items()),
        versions=tuple(version(w.article, n, texts) for w, n in rows if n.get("version_of") is not None),
        rejected=tuple(_rejected(n) for n in root["rejected"].items()),
        skipped=root["skipped"].whole(),
        warnings=tuple(n.text() for n in root.listed("warnings")),
    )


def _parsed(content: str | bytes) -> Any:
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        return json.loads(text, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise FormatError(f"not UTF-8 (byte {error.start})") from error
    except json.JSONDecodeError as error:
        raise FormatError(f"not JSON: {error.msg} (line {error.lineno}, column {error.colno})") from error
    except ValueError as error:  # a whole number of thousands of digits
        raise FormatError(f"not JSON that can be read: {error}") from error
    except RecursionError as error:
        raise FormatError("not an edition: lists within lists without end") from error


def _no_number(word: str) -> NoReturn:
    raise FormatError(f"not JSON: {word} is no number")


def _checked(root: Node) -> None:
    if not isinstance(root.value, dict) or root.value.get("format") != FORMAT:
        raise FormatError(f"not a stored edition: its format is not {FORMAT!r}")
    version = root["version"].whole()
    if version > VERSION:
        raise root["version"].error(f"written by a newer Variorum (version {version}; this one reads {VERSION})")
    if version < VERSION:
        raise root["version"].error(f"there was no version {version}")


def _rejected(node: Node) -> Rejected:
    line = node.get("line")
    return Rejected(
        path=node["path"].text(),
        reason=node["reason"].text(),
        room=node["room"].text(),
        id=maybe_text(node, "id"),
        line=None if line is None else line.whole(),
    )
