"""What the page shows beyond the shared view: names for its places, texts with their marks, words in context.

Everything here is plain data; the templates lay it out and escape it.
"""

from __future__ import annotations

from dataclasses import dataclass

from .html_data_entry import EntryPage, EntryRef, Pointer, Reason, Sign
from .html_graph import Graph
from .html_marks import MarkedBlock
from .view import (
    CellState,
    CreditView,
    EditionView,
    FindingView,
    StorylineView,
    ThreadStepView,
    ThreadView,
    TimelineView,
    VolumeView,
    WitnessView,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPage:
    """A finding with its evidence."""

    view: FindingView
    """What the shared view says of it."""
    id: str
    """Its place on the page: the name that a link leads to."""
    signs: tuple[Sign, ...]
    """The witnesses it concerns."""
    evidence: tuple[Pointer, ...]
    """The words that show it."""
    entries: tuple[EntryRef, ...]
    """The entries that it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPage:
    """One cell of the coverage matrix; ``id`` is its reading's place, None for an absence."""

    state: CellState
    """How the witness stands to the entry."""
    is_base: bool
    """Whether it is the base."""
    id: str | None
    """The place of the reading's words; None for an absence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPage:
    """One row of the coverage matrix."""

    entry: EntryRef
    """The entry it is about."""
    speaker: str | None
    """Who says it; None where nobody or several do."""
    cells: tuple[CellPage, ...]
    """One for each witness, in the order of the signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCell:
    """One witness's figure."""

    id: str
    """The place of the reading's words."""
    words: str
    """The figure as written."""
    value: str
    """The figure for people."""
    state: CellState
    """How the witness stands to the entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One figure across the witnesses; ``cells`` holds a tuple for each witness, in the order of the signs."""

    entry: EntryRef
    """The entry it is about."""
    measure: str
    """What it counts, in some witness's words."""
    verdict: str
    """What the entry comes to."""
    cells: tuple[tuple[LedgerCell, ...], ...]
    """For each witness a tuple of its figures, in the order of the signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """One time that the witnesses name."""

    view: TimelineView
    """What the shared view says of it."""
    entries: tuple[EntryRef, ...]
    """The entries that it is about."""
    signs: tuple[Sign, ...]
    """The witnesses that have it."""
    evidence: tuple[Pointer, ...]
    """The words that show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginPage:
    """One origin with its receipts."""

    label: str
    """What it is called."""
    kind: str
    """Agency, outlet, handout, transcript, own reporting or unknown."""
    id: str
    """Its place on the page: the name that a link leads to."""
    why: str
    """The reason, in words."""
    signs: tuple[Sign, ...]
    """The witnesses that have it."""
    evidence: tuple[Pointer, ...]
    """The words that show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPage:
    """A passage that two witnesses share."""

    id: str
    """Its place on the page: the name that a link leads to."""
    a: Pointer
    """The words in one article."""
    b: Pointer
    """The words in the other."""
    tokens: int
    """How many words are in common."""
    kind: str
    """Verbatim, edited or parallel."""
    passage: str
    """Narration, quotation, title or boilerplate."""
    source: str | None
    """The sign that had it first; None when that cannot be told."""
    why: str
    """The reason, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SilencePage:
    """What a witness does not have though two or more others do."""

    sign: Sign
    """The witness."""
    entries: tuple[EntryRef, ...]
    """The entries that it lacks, the most important first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditPage:
    """A credited agency and where it is credited."""

    view: CreditView
    """What the shared view says of it."""
    id: str
    """The place of the words that credit it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessPage:
    """One row of the table of witnesses."""

    view: WitnessView
    """What the shared view says of it."""
    sign: Sign
    """The witness."""
    credits: tuple[CreditPage, ...]
    """Agencies credited for the text."""
    photos: tuple[CreditPage, ...]
    """Agencies credited for pictures."""
    link: str | None
    """Its address, when it is one of the web."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPage:
    """The edition of one event."""

    view: EditionView
    """What the shared view says of it."""
    id: str
    """Its place on the page: the name that a link leads to."""
    signs: tuple[Sign, ...]
    """Its witnesses, by date."""
    entries: tuple[EntryPage, ...]
    """The apparatus, the most important entry first."""
    findings: tuple[FindingPage, ...]
    """The gravest first."""
    matrix: tuple[RowPage, ...]
    """The coverage matrix: entries that several witnesses have."""
    states: frozenset[CellState]
    """The states that the matrix shows, for its legend."""
    alone: tuple[int, ...]
    """For each witness, how many entries it alone has."""
    ledger: tuple[LedgerRow, ...]
    """The figures, witness by witness."""
    timeline: tuple[TimelinePage, ...]
    """The times that the witnesses name, in order."""
    origins: tuple[OriginPage, ...]
    """Where the reports come from."""
    shared: tuple[SharedPage, ...]
    """Passages in common, text before mere points."""
    silences: tuple[SilencePage, ...]
    """What each witness lacks though two or more others have it."""
    witnesses: tuple[WitnessPage, ...]
    """The table of witnesses, by date."""
    graph: Graph | None
    """The drawing of the origins; None where there is nothing to draw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockGroup:
    """Blocks in a row that stand open, or that are folded away as page furniture."""

    furniture: bool
    """Whether it is folded away."""
    lines: int
    """Lines that are not blank, for the label of the fold."""
    blocks: tuple[MarkedBlock, ...]
    """The blocks with their marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """An article with its marks.  ``lost``: ids that must exist though no text of it carries them."""

    view: WitnessView
    """What the shared view says of it."""
    sign: Sign
    """Its sign and place."""
    link: str | None
    """Its address, when it is one of the web."""
    groups: tuple[BlockGroup, ...]
    """Its text, furniture folded."""
    split: tuple[str, ...]
    """Ids of passages that had to be cut in several pieces."""
    lost: tuple[str, ...]
    """Ids that must exist though no text of it carries them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerKey:
    """A speaker and the underline that marks what is theirs; slot 0 stands for all the others."""

    name: str
    """The speaker."""
    slot: int
    """1 to 6: the line under their words; 0 for all the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the filters offer, each in the order in which it is met."""

    kinds: tuple[str, ...]
    """Kinds of entries."""
    speakers: tuple[str, ...]
    """Speakers, by name."""
    relations: tuple[str, ...]
    """Relations to a base."""
    severities: tuple[str, ...]
    """Severities of findings, the gravest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPage:
    """One entry of a thread, with the way to it."""

    view: ThreadStepView
    """What the shared view says of it."""
    entry: EntryRef
    """The entry it is about."""
    signs: tuple[Sign, ...]
    """The witnesses that have it, whose words are quoted first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadPage:
    """A thread through the events of a storyline."""

    view: ThreadView
    """What the shared view says of it."""
    steps: tuple[StepPage, ...]
    """Its entries, the earliest first where that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StorylinePage:
    """A storyline with the editions of its events."""

    view: StorylineView
    """What the shared view says of it."""
    editions: tuple[EditionPage, ...]
    """The editions of its events, by time."""
    threads: tuple[ThreadPage, ...]
    """What was told again, and what changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The whole page."""

    view: VolumeView
    """What the shared view says of it."""
    title: str
    """The page's title, as in the browser's tab."""
    storylines: tuple[StorylinePage, ...]
    """The storylines, those with most witnesses first."""
    editions: tuple[EditionPage, ...]
    """All editions, the one with most witnesses of each storyline first."""
    articles: tuple[ArticlePage, ...]
    """All articles, by sign."""
    speakers: tuple[SpeakerKey, ...]
    """The speakers, the one with most statements first."""
    choices: Choices
    """What the filters offer."""
    reasons: tuple[Reason, ...]
    """Why readings are bases or stand to them as they do, by number from 1."""
    entries: int
    """How many entries there are."""
    opened: str
    """The id of the edition that stands open: the one with most witnesses."""
