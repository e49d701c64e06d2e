"""What can go wrong, as a tree.

    VariorumError
    ├── SettingsError        an option that makes no sense
    ├── InputError           one input cannot be used; carries its path and the room that gave up
    │   ├── ReadError
    │   │   └── FetchError
    │   └── CleanError
    └── FormatError          a stored file is not what it should be

An ``InputError`` never ends a run: the pipeline turns it into a ``Rejected`` row.
"""

from __future__ import annotations

from .model import Rejected


class VariorumError(Exception):
    """The root of all errors that Variorum raises on purpose."""


class SettingsError(VariorumError):
    """An option that makes no sense, or two that exclude each other."""


class FormatError(VariorumError):
    """A stored file (an edition, a language resource) that is not what it should be."""


class InputError(VariorumError):
    """One input that cannot be used."""

    room = "read"

    def __init__(self, reason: str, *, path: str, line: int | None = None, id: str | None = None) -> None:
        super().__init__(f"{path}: {reason}")
        self.reason, self.path, self.line, self.id = reason, path, line, id

    def rejected(self) -> Rejected:
        """The row that stands in the result for this input."""
        return Rejected(path=self.path, line=self.line, id=self.id, reason=self.reason, room=self.room)


class ReadError(InputError):
    """The bytes could not be had, or are of no kind that Variorum reads."""


class FetchError(ReadError):
    """An address could not be fetched: refused, unreachable, too slow, or no document."""


class CleanError(InputError):
    """The bytes were read but hold no article."""

    room = "clean"
