"""What the page shows beyond the shared view: names for its places, texts with their marks, words in context.

Everything here is plain data; the templates lay it out and escape it.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..model import RelationKind
from .collation import Run
from .html_graph import Graph
from .html_marks import MarkedBlock
from .view import (
    CellState,
    CreditView,
    EditionView,
    EntryView,
    FindingView,
    Quote,
    ReadingView,
    StorylineView,
    ThreadStepView,
    ThreadView,
    TimelineView,
    VolumeView,
    WitnessView,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """Words of an article and the place on the page where they stand."""

    quote: Quote
    id: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A witness sign and the id of its article on the page."""

    text: str
    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPage:
    """A reading.  ``before`` and ``after`` are the words around it where it is too short to be read alone."""

    view: ReadingView
    id: str
    sign: Sign
    state: CellState
    before: str
    after: str
    quoted: bool
    """The words stand within quotation marks that are not part of them."""
    collation: tuple[Run, ...]
    """Against the base, where the two have enough in common to be read as one line."""
    value: str
    """A figure's or moment's value for people; "" for other kinds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsencePage:
    """Witnesses that lack an entry for the same reason."""

    state: CellState
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRef:
    """A link to an entry: its number and its first words."""

    id: str
    number: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """One line of the apparatus."""

    view: EntryView
    id: str
    number: int
    prominent: bool
    """Several witnesses have it, or a grave finding is about it."""
    base: ReadingPage
    alike: tuple[ReadingPage, ...]
    """Readings with the words of the base: their signs say it all."""
    variants: tuple[ReadingPage, ...]
    absences: tuple[AbsencePage, ...]
    relations: tuple[RelationKind, ...]
    speakers: tuple[str, ...]
    signs: tuple[Sign, ...]
    findings: tuple[FindingView, ...]
    finding_ids: tuple[str, ...]
    measure: str
    """What a figure counts, in some witness's words; "" when not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPage:
    """A finding with its evidence."""

    view: FindingView
    id: str
    signs: tuple[Sign, ...]
    evidence: tuple[Pointer, ...]
    entries: tuple[EntryRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPage:
    """One cell of the coverage matrix; ``id`` is its reading's place, None for an absence."""

    state: CellState
    is_base: bool
    id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPage:
    """One row of the coverage matrix."""

    entry: EntryRef
    speaker: str | None
    cells: tuple[CellPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCell:
    """One witness's figure."""

    id: str
    words: str
    value: str
    state: CellState


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One figure across the witnesses; ``cells`` holds a tuple for each witness, in the order of the signs."""

    entry: EntryRef
    measure: str
    verdict: str
    cells: tuple[tuple[LedgerCell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """One time that the witnesses name."""

    view: TimelineView
    entries: tuple[EntryRef, ...]
    signs: tuple[Sign, ...]
    evidence: tuple[Pointer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginPage:
    """One origin with its receipts."""

    label: str
    kind: str
    id: str
    why: str
    signs: tuple[Sign, ...]
    evidence: tuple[Pointer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPage:
    """A passage that two witnesses share."""

    a: Pointer
    b: Pointer
    tokens: int
    kind: str
    passage: str
    source: str | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SilencePage:
    """What a witness does not have though two or more others do."""

    sign: Sign
    entries: tuple[EntryRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditPage:
    """A credited agency and where it is credited."""

    view: CreditView
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessPage:
    """One row of the table of witnesses."""

    view: WitnessView
    sign: Sign
    credits: tuple[CreditPage, ...]
    photos: tuple[CreditPage, ...]
    link: str | None
    """Its address, when it is one of the web."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPage:
    """The edition of one event."""

    view: EditionView
    id: str
    signs: tuple[Sign, ...]
    entries: tuple[EntryPage, ...]
    findings: tuple[FindingPage, ...]
    matrix: tuple[RowPage, ...]
    states: frozenset[CellState]
    """The states that the matrix shows, for its legend."""
    alone: tuple[int, ...]
    """For each witness, how many entries it alone has."""
    ledger: tuple[LedgerRow, ...]
    timeline: tuple[TimelinePage, ...]
    origins: tuple[OriginPage, ...]
    shared: tuple[SharedPage, ...]
    silences: tuple[SilencePage, ...]
    witnesses: tuple[WitnessPage, ...]
    graph: Graph | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockGroup:
    """Blocks in a row that stand open, or that are folded away as page furniture."""

    furniture: bool
    lines: int
    blocks: tuple[MarkedBlock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """An article with its marks.  ``lost``: ids that must exist though no text of it carries them."""

    view: WitnessView
    sign: Sign
    link: str | None
    groups: tuple[BlockGroup, ...]
    split: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerKey:
    """A speaker and the underline that marks what is theirs; slot 0 stands for all the others."""

    name: str
    slot: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the filters offer, each in the order in which it is met."""

    kinds: tuple[str, ...]
    speakers: tuple[str, ...]
    relations: tuple[str, ...]
    severities: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPage:
    """One entry of a thread, with the way to it."""

    view: ThreadStepView
    entry: EntryRef
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadPage:
    """A thread through the events of a storyline."""

    view: ThreadView
    steps: tuple[StepPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StorylinePage:
    """A storyline with the editions of its events."""

    view: StorylineView
    editions: tuple[EditionPage, ...]
    threads: tuple[ThreadPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The whole page."""

    view: VolumeView
    title: str
    storylines: tuple[StorylinePage, ...]
    editions: tuple[EditionPage, ...]
    articles: tuple[ArticlePage, ...]
    speakers: tuple[SpeakerKey, ...]
    choices: Choices
    entries: int
    opened: str
    """The id of the edition that stands open: the one with most witnesses."""
