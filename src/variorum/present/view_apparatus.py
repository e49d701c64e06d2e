"""What every renderer shows of the apparatus; part of ``view``, which has the whole tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..model import (
    AbsenceState,
    Bound,
    CertaintyLevel,
    DiffKind,
    EntryKind,
    Form,
    Locus,
    RelationKind,
    Span,
    SpeakerKind,
    Stance,
    VerdictKind,
)

CellState = Literal[
    "verbatim", "trimmed", "reworded", "translated", "indirect", "nested", "own words", "contradicts",
    "same", "compatible", "conflicts", "different measure", "given",
    "silent", "earlier", "time unknown", "unread", "outside its subject",
]  # fmt: skip
"""How a witness stands to an entry: a relation to the base reading, ``own words`` (the outlet's narration), ``given``
(it is there, how it relates was not told), or the reason why it is not there."""

Difference = Literal["certainty", "stance", "speaker", "value"]
"""Something in which a reading differs from the base besides its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Exact words.  ``text`` is ``Article.text[locus.span]`` to the character; ``sign`` is the article's sign."""

    locus: Locus
    sign: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CueView:
    """The words of attribution; ``words`` is the verb or phrase as written, pieces joined by a blank."""

    words: str
    stance: Stance
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One step of the collation of a reading against the base, in order.

    ``equal``, ``replace`` and ``move`` have both sides, ``omit`` (the reading lacks it) only the base's, ``add`` only
    the reading's; a missing side is "" with span None.  Punctuation between words is no difference: it comes as
    ``equal`` with the reading's side only.  "..." with no span stands for words within it that were not compared.  The
    ``_space`` flags say whether white space stood before that side.
    """

    op: DiffKind
    base_text: str
    reading_text: str
    base: Span | None
    reading: Span | None
    base_space: bool
    reading_space: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingView:
    """How one witness gives an entry, and how that stands to the base reading."""

    index: int
    """Its index in ``Entry.readings``."""
    anchor: str
    """A stable identifier for links to this reading."""
    sign: str
    passage: Quote
    """The whole passage, attribution and quotation marks included."""
    content: tuple[Quote, ...]
    """The pieces of it that are this entry's."""
    words: str
    """The content pieces, joined by " ... " where the passage was interrupted."""
    form: Form
    is_base: bool
    relation: RelationKind | None
    """To the base; None for the base itself, for a second reading of its witness, and where none was told."""
    same_words: bool
    """Whether it gives the base's very words and no others, so that a view need not show them twice."""
    relation_score: float
    relation_rule: str
    relation_why: str
    segments: tuple[Segment, ...]
    """The collation against the base; () where there is none."""
    differs: tuple[Difference, ...]
    cue: CueView | None
    source: tuple[Quote, ...]
    speaker: str | None
    speaker_kind: SpeakerKind | None
    relayed_by: str | None
    via: tuple[str, ...]
    certainty: CertaintyLevel
    certainty_score: float
    utterance: str | None
    """The language in which the words were probably spoken."""
    value: float | str | None
    range: tuple[float, float] | None
    unit: str | None
    bound: Bound | None
    measures: Quote | None
    due: Quote | None
    """By when it is to be, of a pledge or forecast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceView:
    """A witness that does not have the entry, and what may be concluded from that."""

    sign: str
    state: AbsenceState
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One line of the apparatus: the base reading first, then how the others give it."""

    id: str
    anchor: str
    kind: EntryKind
    speaker: str | None
    speaker_kind: SpeakerKind | None
    verdict: VerdictKind
    importance: float
    """Larger comes first: its findings, then its differences, then the number of its witnesses."""
    base: ReadingView
    base_why: str
    variants: tuple[ReadingView, ...]
    """All readings but the base, the most different first, then by sign."""
    signs: tuple[str, ...]
    """Witnesses that have it, the base's first."""
    single: bool
    """Only one witness has it."""
    absences: tuple[AbsenceView, ...]
    silent: tuple[str, ...]
    unread: tuple[str, ...]
    origins: tuple[int, int]
    """Independent origins, least and most."""
    asserted_by: tuple[str, ...]
    findings: tuple[str, ...]
    """Ids of the findings about it, the most important first."""
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How one witness stands to one entry; ``reading`` is its closest reading's index, None when it has none."""

    sign: str
    state: CellState
    is_base: bool
    reading: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """One entry across all witnesses, in the order of ``Coverage.signs``."""

    entry: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The matrix: entries down (in the order of ``EditionView.entries``), witnesses across."""

    signs: tuple[str, ...]
    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCell:
    """One witness's figure as written."""

    sign: str
    quote: Quote
    value: float | str | None
    range: tuple[float, float] | None
    unit: str | None
    bound: Bound | None
    state: CellState
    is_base: bool
    reading: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One figure across the witnesses; ``measure`` is what it counts in some witness's words, None when not told."""

    entry: str
    measure: Quote | None
    verdict: VerdictKind
    cells: tuple[FigureCell, ...]
    silent: tuple[str, ...]
