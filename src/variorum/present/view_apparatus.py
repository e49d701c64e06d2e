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
    "silent", "perhaps", "earlier", "time unknown", "unread", "outside its subject",
]  # fmt: skip
"""How a witness stands to an entry: a relation to the base reading, ``own words`` (the outlet's narration), ``given``
(it is there, how it relates was not told), or the reason why it is not there."""

Difference = Literal["certainty", "stance", "speaker", "value"]
"""Something in which a reading differs from the base besides its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Exact words.  ``text`` is ``Article.text[locus.span]`` to the character; ``sign`` is the article's sign."""

    locus: Locus
    """Where they stand."""
    sign: str
    """The article's sign."""
    text: str
    """The words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CueView:
    """The words of attribution; ``words`` is the verb or phrase as written, pieces joined by a blank."""

    words: str
    """The verb or phrase."""
    stance: Stance
    """How it puts what is said."""
    quotes: tuple[Quote, ...]
    """Its pieces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One step of the collation of a reading against the base, in order.

    ``equal``, ``replace`` and ``move`` have both sides, ``omit`` (the reading lacks it) only the base's, ``add`` only
    the reading's; a missing side is "" with span None.  Punctuation between words is no difference: it comes as
    ``equal`` with the reading's side only.  "..." with no span stands for words within it that were not compared.  The
    ``_space`` flags say whether white space stood before that side.
    """

    op: DiffKind
    """What the reading does with it."""
    base_text: str
    """The base's words."""
    reading_text: str
    """The reading's words."""
    base: Span | None
    """Where the base has them."""
    reading: Span | None
    """Where the reading has them."""
    base_space: bool
    """Whether white space stood before them in the base."""
    reading_space: bool
    """Whether white space stood before them in the reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingView:
    """How one witness gives an entry, and how that stands to the base reading."""

    index: int
    """Its index in ``Entry.readings``."""
    anchor: str
    """A stable identifier for links to this reading."""
    sign: str
    """The witness."""
    passage: Quote
    """The whole passage, attribution and quotation marks included."""
    content: tuple[Quote, ...]
    """The pieces of it that are this entry's."""
    words: str
    """The content pieces, joined by " ... " where the passage was interrupted."""
    form: Form
    """Direct, mixed, indirect or narration."""
    is_base: bool
    """Whether it is the base."""
    relation: RelationKind | None
    """To the base; None for the base itself, for a second reading of its witness, and where none was told."""
    same_words: bool
    """Whether it gives the base's very words and no others, so that a view need not show them twice."""
    relation_score: float
    """How sure the relation is, 0 to 1."""
    relation_rule: str
    """The rule that says so."""
    relation_why: str
    """The reason, in words."""
    segments: tuple[Segment, ...]
    """The collation against the base; () where there is none."""
    differs: tuple[Difference, ...]
    """In what it differs from the base besides its words."""
    cue: CueView | None
    """The words of attribution."""
    source: tuple[Quote, ...]
    """The words that name the speaker."""
    speaker: str | None
    """Who says it."""
    speaker_kind: SpeakerKind | None
    """Person, organisation, collective, unnamed or unknown."""
    relayed_by: str | None
    """Who passes it on."""
    via: tuple[str, ...]
    """Agencies or outlets that it came through."""
    certainty: CertaintyLevel
    """How certain it is put."""
    certainty_score: float
    """How sure that level is, 0 to 1."""
    utterance: str | None
    """The language in which the words were probably spoken."""
    value: float | str | None
    """Its value."""
    range: tuple[float, float] | None
    """Lowest and highest value, where it is a range."""
    unit: str | None
    """The unit, or the noun that is counted."""
    bound: Bound | None
    """Whether the value is exact, a least, a most or about."""
    measures: Quote | None
    """What a figure counts."""
    due: Quote | None
    """By when it is to be, of a pledge or forecast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceView:
    """A witness that does not have the entry, and what may be concluded from that."""

    sign: str
    """The witness."""
    state: AbsenceState
    """What may be concluded."""
    why: str
    """The reason, in words."""
    near: Quote | None
    """The passage that is perhaps of this, where it is one of the likeliest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One line of the apparatus: the base reading first, then how the others give it."""

    id: str
    """The entry's id in the record."""
    anchor: str
    """A stable identifier for links."""
    kind: EntryKind
    """Statement, figure, moment, pledge, forecast or fact."""
    speaker: str | None
    """Who says it; the common speaker of its readings."""
    speaker_kind: SpeakerKind | None
    """Person, organisation, collective, unnamed or unknown."""
    verdict: VerdictKind
    """What the entry comes to."""
    importance: float
    """Larger comes first: its findings, then its differences, then the number of its witnesses."""
    base: ReadingView
    """The base reading."""
    base_why: str
    """Why that reading is the base."""
    variants: tuple[ReadingView, ...]
    """All readings but the base, the most different first, then by sign."""
    signs: tuple[str, ...]
    """Witnesses that have it, the base's first."""
    single: bool
    """Only one witness has it."""
    absences: tuple[AbsenceView, ...]
    """Who does not have it, and why."""
    silent: tuple[str, ...]
    """Witnesses that could have it and do not."""
    unread: tuple[str, ...]
    """Witnesses that were not read in full."""
    origins: tuple[int, int]
    """Independent origins, least and most."""
    asserted_by: tuple[str, ...]
    """Who vouches for it."""
    findings: tuple[str, ...]
    """Ids of the findings about it, the most important first."""
    score: float
    """How sure it is that all readings are of one thing, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How one witness stands to one entry; ``reading`` is its closest reading's index, None when it has none."""

    sign: str
    """The witness."""
    state: CellState
    """How the witness stands to the entry."""
    is_base: bool
    """Whether it is the base."""
    reading: int | None
    """Its closest reading's index; None when it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """One entry across all witnesses, in the order of ``Coverage.signs``."""

    entry: str
    """The entry's id."""
    cells: tuple[Cell, ...]
    """One for each witness, in the order of the signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The matrix: entries down (in the order of ``EditionView.entries``), witnesses across."""

    signs: tuple[str, ...]
    """The columns."""
    rows: tuple[CoverageRow, ...]
    """The rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCell:
    """One witness's figure as written."""

    sign: str
    """The witness."""
    quote: Quote
    """The figure as written."""
    value: float | str | None
    """Its value."""
    range: tuple[float, float] | None
    """Lowest and highest value, where it is a range."""
    unit: str | None
    """The unit, or the noun that is counted."""
    bound: Bound | None
    """Whether the value is exact, a least, a most or about."""
    state: CellState
    """How the witness stands to the entry."""
    is_base: bool
    """Whether it is the base."""
    reading: int
    """The reading's index in ``Entry.readings``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One figure across the witnesses; ``measure`` is what it counts in some witness's words, None when not told."""

    entry: str
    """The entry's id."""
    measure: Quote | None
    """What it counts."""
    verdict: VerdictKind
    """What the entry comes to."""
    cells: tuple[FigureCell, ...]
    """The figures as written."""
    silent: tuple[str, ...]
    """Witnesses that could have it and do not."""
