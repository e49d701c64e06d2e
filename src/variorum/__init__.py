"""Variorum: the critical edition of a news event.

``read`` turns paths into articles, ``extract`` an article into its claims, ``compare`` articles into editions::

    import variorum

    editions = variorum.compare(variorum.read("folder/"))
    for finding in editions[0].findings:
        print(finding.severity, finding.message)
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from .errors import CleanError, FormatError, InputError, ReadError, SettingsError, VariorumError
from .model import Article, Claims, Edition, Entry, Finding, Pile, Reading, Span, Statement, Volume
from .settings import Settings

if TYPE_CHECKING:
    from .api import clean, compare, extract, group, grow, read, reuse

    __version__: str

_FRONT_DOOR = frozenset({"clean", "compare", "extract", "group", "grow", "read", "reuse"})


class _Door(ModuleType):
    """The package, whose functions are named after rooms: importing a room's package must not take the name away.

    Functions are found when they are asked for, so that ``import variorum`` loads no room.  Inside the project a room
    is imported by what it holds: ``from .extract import claims``.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if name not in _FRONT_DOOR or not isinstance(value, ModuleType):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> object:
        if name in _FRONT_DOOR:
            from . import api  # noqa: PLC0415 - loads all rooms

            return getattr(api, name)
        if name == "__version__":
            from importlib.metadata import version  # noqa: PLC0415 - slow to import

            return version("variorum")
        raise AttributeError(f"module 'variorum' has no attribute {name!r}")


sys.modules[__name__].__class__ = _Door

__all__ = [
    "Article",
    "Claims",
    "CleanError",
    "Edition",
    "Entry",
    "Finding",
    "FormatError",
    "InputError",
    "Pile",
    "ReadError",
    "Reading",
    "Settings",
    "SettingsError",
    "Span",
    "Statement",
    "VariorumError",
    "Volume",
    "clean",
    "compare",
    "extract",
    "group",
    "grow",
    "read",
    "reuse",
]
