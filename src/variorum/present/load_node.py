"""A value of a stored file and the way to it: every look into the file goes through here, and every surprise becomes a
``FormatError`` that names the place.

Readers tolerate fields that they do not know, so only what is asked for is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..errors import FormatError
from ..model import Span

_MOST = 1e300
"""Numbers beyond this are no figure of any report; they would overflow where they are shown."""
_SHOWN = 60
"""Characters of a wrong value that a message shows."""


class Node:
    """One value; ``parent`` and ``key`` tell where it stands."""

    __slots__ = ("_key", "_parent", "value")

    def __init__(self, value: Any, *, parent: Node | None = None, key: str | int = "") -> None:
        self.value, self._parent, self._key = value, parent, key

    def error(self, why: str) -> FormatError:
        """What is wrong here, with the way to it: ``editions[0].entries[3].base: ...``."""
        steps: list[str] = []
        node: Node | None = self
        while node is not None and node._parent is not None:
            steps.append(f"[{node._key}]" if isinstance(node._key, int) else f".{node._key}")
            node = node._parent
        where = "".join(reversed(steps)).removeprefix(".")
        return FormatError(f"{where}: {why}" if where else why)

    def _wrong(self, wanted: str) -> FormatError:
        shown = repr(self.value)
        return self.error(f"{shown[:_SHOWN]}{'...' if len(shown) > _SHOWN else ''} is not {wanted}")

    def __getitem__(self, name: str) -> Node:
        """A field that must be there."""
        if not isinstance(self.value, dict):
            raise self._wrong("an object")
        if name not in self.value:
            raise self.error(f"the field {name!r} is missing")
        return Node(self.value[name], parent=self, key=name)

    def get(self, name: str) -> Node | None:
        """A field that may be absent or null."""
        if not isinstance(self.value, dict):
            raise self._wrong("an object")
        found = self.value.get(name)
        return None if found is None else Node(found, parent=self, key=name)

    def items(self) -> Iterator[Node]:
        if not isinstance(self.value, list):
            raise self._wrong("a list")
        for n, item in enumerate(self.value):
            yield Node(item, parent=self, key=n)

    def listed(self, name: str) -> Iterator[Node]:
        """The items of a list that may be absent."""
        found = self.get(name)
        return found.items() if found is not None else iter(())

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self._wrong("a text")
        if not self.value.isascii():
            try:
                self.value.encode("utf-8")
            except UnicodeEncodeError as error:
                raise self._wrong("a text of whole characters") from error
        return self.value

    def texts(self) -> tuple[str, ...]:
        return tuple(n.text() for n in self.items())

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            raise self._wrong("true or false")
        return self.value

    def number(self) -> float:
        """A finite number, as it stands (whole numbers stay whole)."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self._wrong("a number")
        if not -_MOST <= self.value <= _MOST:  # nor is "not a number" within them
            raise self._wrong("a number of sense")
        return self.value

    def whole(self, *, below: int | None = None) -> int:
        """A whole number from 0."""
        if isinstance(self.value, bool) or not isinstance(self.value, int) or self.value < 0 or self.value > _MOST:
            raise self._wrong("a whole number")
        if below is not None and self.value >= below:
            raise self.error(f"{self.value} points nowhere: there are {below}")
        return self.value

    def choice(self, known: tuple[Any, ...], *, otherwise: str | None = None) -> Any:
        """A word of a closed list; ``otherwise`` is what the list has for one that this version does not know."""
        word = self.text()
        if word in known:
            return word
        if otherwise is None:
            raise self._wrong(f"one of {', '.join(map(str, known))}")
        return otherwise

    def among(self, known: Mapping[str, object] | frozenset[str], what: str) -> str:
        """The name of something that must be there."""
        name = self.text()
        if name not in known:
            raise self._wrong(f"the id of {what}")
        return name

    def pair(self, text: str) -> Span:
        """``[start, end]`` within a text."""
        ends = list(self.items())
        if len(ends) != 2:
            raise self._wrong("a pair of offsets")
        return self._span(ends[0].whole(), ends[1].whole(), text)

    def pairs(self, text: str) -> tuple[Span, ...]:
        return tuple(n.pair(text) for n in self.items())

    def span(self, text: str) -> Span:
        """``start`` and ``end`` among other fields, within a text."""
        return self._span(self["start"].whole(), self["end"].whole(), text)

    def _span(self, start: int, end: int, text: str) -> Span:
        if not start < end <= len(text):
            raise self.error(f"{start}-{end} is no span of a text of {len(text)} characters")
        return Span(start, end)


def maybe_text(node: Node, name: str) -> str | None:
    """A text that may be absent or null."""
    found = node.get(name)
    return None if found is None else found.text()


def maybe_pair(node: Node, name: str, text: str) -> Span | None:
    """A pair of offsets that may be absent or null."""
    found = node.get(name)
    return None if found is None else found.pair(text)


def two_numbers(node: Node) -> tuple[float, float]:
    """``[low, high]``."""
    ends = [n.number() for n in node.items()]
    if len(ends) != 2:
        raise node.error("not a pair of numbers")
    return ends[0], ends[1]
