"""A number that was found in the text, before the words around it are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..model import Bound, FigureClass, Span

NEAR = 12
"""Words before a figure in which a verb of change makes it one."""
Shape = Literal["digits", "words", "vague", "ordinal", "fraction", "odds"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A text as it stands, and in small letters, character for character: patterns look at the latter."""

    raw: str
    low: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A number in the text.  ``core`` is the number with its unit, ``span`` adds the bound before it and after it;
    ``number`` is the bare digits or words."""

    span: Span
    core: Span
    number: Span
    shape: Shape
    value: float | None
    klass: FigureClass
    unit: str | None = None
    range: tuple[float, float] | None = None
    bound: Bound = "exact"
    scaled: bool = False
    measured: bool = False
    """The unit was written: a percent sign, a currency, a unit of measurement."""
    voted: bool = False
    """One side of a vote, whatever stands next to it."""
    noun: Span | None = None
    """A unit that stands after the number as a word of its own, and so outside ``core``, like any counted noun."""

    @property
    def whole(self) -> Span:
        """The number with its unit, wherever that stands."""
        return self.core.to(self.noun) if self.noun else self.core


def closed(text: str, at: int, end: int) -> bool:
    """Whether a word ends at ``at``."""
    return at >= end or not (text[at].isalnum() or text[at] == "_")
