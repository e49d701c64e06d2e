"""What the page shows of a single entry; part of ``html_data``, which has the whole tree."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import RelationKind
from .collation import Run
from .view import CellState, EntryView, FindingView, Quote, ReadingView


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """Words of an article and the place on the page where they stand."""

    quote: Quote
    """The exact words."""
    id: str
    """The place on the page where they stand."""
    before: str = ""
    """Words before them, where they are too short to be read alone."""
    after: str = ""
    """Words after them, likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A witness sign and the id of its article on the page."""

    text: str
    """The sign itself."""
    id: str
    """Its article's place on the page."""
    name: str
    """What the outlet is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a reading is the base, or stands to the base as it does; said once for all readings that share it."""

    words: str
    """The reason, in words."""
    rule: str = ""
    """The rule that told the relation; "" for the choice of a base."""
    score: float = 0.0
    """How sure the relation is, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPage:
    """A reading.  ``before`` and ``after`` are the words around it where it is too short to be read alone."""

    view: ReadingView
    """What the shared view says of it."""
    id: str
    """The place of its passage in the article on the page."""
    sign: Sign
    """The witness."""
    state: CellState
    """How it stands to the base, as in the matrix."""
    before: str
    """Words before it, where it is too short to be read alone."""
    after: str
    """Words after it, likewise."""
    quoted: bool
    """The words stand within quotation marks that are not part of them."""
    collation: tuple[Run, ...]
    """Against the base, where the two have enough in common to be read as one line."""
    value: str
    """A figure's or moment's value for people; "" for other kinds."""
    why: int
    """The number of the reason why it is the base, or stands to it as it does; 0 where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsencePage:
    """Witnesses that lack an entry for the same reason."""

    state: CellState
    """The reason."""
    signs: tuple[Sign, ...]
    """The witnesses that lack it for that reason; those with a passage that is shown stand apart."""
    near: tuple[Pointer, ...]
    """The likeliest passages of others that perhaps have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRef:
    """A link to an entry: its number and its first words."""

    id: str
    """Its place on the page: the name that a link leads to."""
    number: int
    """Its number in the edition, by importance."""
    words: str
    """The first words of its base text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """One line of the apparatus."""

    view: EntryView
    """What the shared view says of it."""
    id: str
    """Its place on the page: the name that a link leads to."""
    number: int
    """Its number in the edition, by importance."""
    prominent: bool
    """Several witnesses have it, or a grave finding is about it."""
    base: ReadingPage
    """The base text."""
    alike: tuple[ReadingPage, ...]
    """Readings with the words of the base: their signs say it all."""
    variants: tuple[ReadingPage, ...]
    """The other readings, the most different first."""
    absences: tuple[AbsencePage, ...]
    """Who does not have it, by reason."""
    relations: tuple[RelationKind, ...]
    """The relations of its readings to the base, for the filter."""
    speakers: tuple[str, ...]
    """All who are named as its speaker, for the filter."""
    signs: tuple[Sign, ...]
    """The witnesses that have it."""
    findings: tuple[FindingView, ...]
    """The findings about it."""
    finding_ids: tuple[str, ...]
    """Where these stand on the page, in the same order."""
    measure: str
    """What a figure counts, in some witness's words; "" when not told."""
