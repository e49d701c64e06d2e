"""Language resources: data files under ``data/<language>/``, one TOML file a subject.

Words that belong to a language stand there and not in the code, so that a new language is a new folder.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from .errors import FormatError


@cache
def load(subject: str, language: str = "en") -> dict[str, Any]:
    """The tables of ``data/<language>/<subject>.toml``; callers must not change what they get.

    Raises ``FormatError`` when there is no such file or it does not parse.
    """
    path = files("variorum") / "data" / language / f"{subject}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise FormatError(f"no language resource {language}/{subject}") from error
    except tomllib.TOMLDecodeError as error:
        raise FormatError(f"language resource {language}/{subject}: {error}") from error


@cache
def words(subject: str, table: str, language: str = "en") -> frozenset[str]:
    """One list of a resource as a set."""
    return frozenset(load(subject, language)[table])


def members(groups: Mapping[str, Sequence[Sequence[str]]]) -> dict[str, tuple[tuple[str, int], ...]]:
    """The groups that each word stands in, and as which of their members: words of one member stand for one thing."""
    found: dict[str, list[tuple[str, int]]] = {}
    for group, listed in groups.items():
        for n, member in enumerate(listed):
            for word in member:
                found.setdefault(word, []).append((group, n))
    return {word: tuple(places) for word, places in found.items()}


@cache
def has(subject: str, language: str) -> bool:
    """Whether there is a resource for a subject in a language; a folder may hold a few subjects only."""
    return (files("variorum") / "data" / language / f"{subject}.toml").is_file()


_READS = "attribution"
"""The subject that a language must have for whole articles in it to be read."""


@cache
def languages() -> frozenset[str]:
    """The languages whose articles can be read, and not only their time words."""
    folders = (p.name for p in (files("variorum") / "data").iterdir() if p.is_dir() and len(p.name) == 2)
    return frozenset(name for name in folders if has(_READS, name))
