"""What every renderer shows: a plain tree of frozen dataclasses, in the order a reader wants it.

``compose.volume(volume, settings=...)`` makes it from a ``model.Volume``; terminal, Markdown and page only lay it
out, so that they cannot tell different stories.  Nothing here is escaped: that is each renderer's duty (see ``safe``).
Texts of articles come as ``Quote``: the exact characters and where they stand.  Fields are added, never renamed or
dropped.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..model import (
    Article,
    ArticleKind,
    Claims,
    FindingKind,
    OriginKind,
    PassageKind,
    PublishedBasis,
    Rejected,
    ReuseKind,
    Severity,
)
from .view_apparatus import (
    AbsenceView,
    Cell,
    CellState,
    Coverage,
    CoverageRow,
    CueView,
    Difference,
    EntryView,
    FigureCell,
    FigureRow,
    Quote,
    ReadingView,
    Segment,
)

__all__ = [
    "AbsenceView",
    "Cell",
    "CellState",
    "Coverage",
    "CoverageRow",
    "CreditView",
    "CueView",
    "Difference",
    "EditionView",
    "EntryView",
    "EventView",
    "FigureCell",
    "FigureRow",
    "FindingView",
    "LinkView",
    "OriginView",
    "Quote",
    "ReadingView",
    "ReuseView",
    "Segment",
    "SilenceView",
    "StorylineView",
    "ThreadStepView",
    "ThreadView",
    "TimelineView",
    "VolumeView",
    "WitnessView",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditView:
    """An agency credited in an article, and the words that say so."""

    agency: str
    """The agency, by its short name."""
    quote: Quote
    """The words that credit it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessView:
    """One article as a witness."""

    id: str
    """The article's id."""
    sign: str
    """The witness sign: short, unique in the volume."""
    anchor: str
    """A stable identifier (letters, digits, hyphens) for links to this witness."""
    name: str
    """What to call it: the outlet, else the file's name, else the id."""
    kind: ArticleKind
    """Report, agency, handout or transcript."""
    outlet: str | None
    """Who published it."""
    title: str | None
    """Its title."""
    byline: str | None
    """Who wrote it."""
    url: str | None
    """Its address."""
    paths: tuple[str, ...]
    """The files it was read from."""
    language: str | None
    """Its language."""
    published: str | None
    """ISO 8601, as precise as the source."""
    published_basis: PublishedBasis | None
    """On what the date rests."""
    when: str
    """``published`` for people ("27 June 2025"), "undated" when there is none."""
    words: int
    """Words of the body and its headings."""
    text_credits: tuple[CreditView, ...]
    """Agencies credited for the text."""
    photo_credits: tuple[CreditView, ...]
    """Agencies credited for pictures."""
    complete: bool
    """False: cut off, paywalled or failed, so that nothing may be concluded from what it lacks."""
    readable: bool
    """False: in a language that is not read."""
    reused: float
    """Share (0 to 1) of the body's characters that lie in narration shared with another witness, word for word or
    lightly edited."""
    article: Article
    """The article itself."""
    claims: Claims
    """What was found in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """Something to look at.  ``shown`` is False beyond the number or under the score that the settings ask for."""

    id: str
    """The finding's id in the record."""
    anchor: str
    """A stable identifier for links."""
    kind: FindingKind
    """Its kind, a word of the closed list."""
    severity: Severity
    """High, medium or low."""
    message: str
    """What stands where."""
    caveat: str | None
    """What speaks against making much of it."""
    rule: str
    """The rule that says so."""
    score: float
    """How sure, 0 to 1."""
    signs: tuple[str, ...]
    """The witnesses it concerns."""
    entries: tuple[str, ...]
    """Ids of the entries that it is about."""
    evidence: tuple[Quote, ...]
    """The words that show it."""
    shown: bool
    """False beyond the number or under the score that the settings ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineView:
    """A time that the witnesses name; ``first`` and ``last`` are ISO 8601 days that bound it."""

    value: str
    """The time as TIMEX3."""
    first: str
    """ISO 8601: the earliest day."""
    last: str
    """ISO 8601: the latest day."""
    when: str
    """The time, for people."""
    basis: str
    """How it was told."""
    entries: tuple[str, ...]
    """Ids of the entries that name it."""
    signs: tuple[str, ...]
    """The witnesses that name it."""
    evidence: tuple[Quote, ...]
    """The words that show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginView:
    """Where reports come from, for which witnesses, and the words that show it."""

    label: str
    """What it is called."""
    anchor: str
    """A stable identifier for links."""
    kind: OriginKind
    """Agency, outlet, handout, transcript, own reporting or unknown."""
    signs: tuple[str, ...]
    """The witnesses that rest on it."""
    why: str
    """The reason, in words."""
    evidence: tuple[Quote, ...]
    """The words that show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReuseView:
    """A passage that two witnesses share; ``source`` is the sign that had it first, None when it cannot be told."""

    a: Quote
    """The words in one article."""
    b: Quote
    """The words in the other."""
    tokens: int
    """How many words are in common."""
    similarity: float
    """How like they are, 0 to 1."""
    kind: ReuseKind
    """Verbatim, edited or parallel."""
    passage: PassageKind
    """Narration, quotation, title or boilerplate."""
    source: str | None
    """The sign that had it first; None when that cannot be told."""
    why: str
    """The reason, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceView:
    """What a readable witness does not have though two or more others do: entries in order of importance."""

    sign: str
    """The witness."""
    entries: tuple[str, ...]
    """Ids of the entries that it lacks, the most important first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """Why two witnesses belong together."""

    a: str
    """The sign of one."""
    b: str
    """The sign of the other."""
    score: float
    """How sure, 0 to 1."""
    why: str
    """The reason, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """The headline facts of an event."""

    id: str
    """The event's id in the record."""
    anchor: str
    """A stable identifier for links."""
    storyline: str
    """The id of its storyline."""
    title: str
    """Its title."""
    first: str | None
    """ISO 8601: the earliest day."""
    last: str | None
    """ISO 8601: the latest day."""
    when: str
    """For people: "27 June 2025", "26 to 27 June 2025", "date unknown"."""
    places: tuple[str, ...]
    """Where it happened, as the reports say."""
    who: tuple[str, ...]
    """The speakers whom most witnesses quote, at most four."""
    signs: tuple[str, ...]
    """Its witnesses, by date, then sign."""
    unread: tuple[str, ...]
    """Those of them that are incomplete or in a language that is not read."""
    origins: tuple[int, int]
    """Independent origins, least (unknown ones may be the known) and most."""
    links: tuple[LinkView, ...]
    """Why its witnesses belong together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadStepView:
    """One entry of a thread: in which event, who has it (whose words are quoted comes first), and the words."""

    entry: str
    """The entry's id."""
    event: str
    """The event's id."""
    when: str
    """The event's time for people, as in ``EventView.when``."""
    signs: tuple[str, ...]
    """Who has it, whose words are quoted first."""
    quote: Quote
    """The exact words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadView:
    """One speaker's word, or one measure, through several events: no conflict between witnesses."""

    change: str
    """What happened on the way, a word of the closed list."""
    why: str
    """The reason, in words."""
    score: float
    """How sure, 0 to 1."""
    steady: bool
    """Nothing changed: the same point or value, told again."""
    steps: tuple[ThreadStepView, ...]
    """The earliest first, where the order of the events is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StorylineView:
    """A thread of related events, the earliest first; ``links`` join witnesses of different events."""

    id: str
    """The storyline's id in the record."""
    title: str
    """Its title."""
    why: str
    """The reason, in words."""
    events: tuple[EventView, ...]
    """Its events, the earliest first."""
    links: tuple[LinkView, ...]
    """Why witnesses of different events belong together."""
    threads: tuple[ThreadView, ...] = ()
    """The most telling first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """The edition of one event."""

    event: EventView
    """What is told at its head."""
    witnesses: tuple[WitnessView, ...]
    """In the order of ``event.signs``."""
    findings: tuple[FindingView, ...]
    """All of them, by severity, then score; those not ``shown`` come last."""
    hidden_findings: int
    """How many findings are not shown."""
    entries: tuple[EntryView, ...]
    """All of them, the most important first."""
    coverage: Coverage
    """The matrix."""
    figures: tuple[FigureRow, ...]
    """The ledger of figures."""
    timeline: tuple[TimelineView, ...]
    """The times that the witnesses name, in order."""
    origins: tuple[OriginView, ...]
    """Where the reports come from, what is known first."""
    reuse: tuple[ReuseView, ...]
    """Narration first, the longest first; the same points in other words (``parallel``) last."""
    silences: tuple[SilenceView, ...]
    """What each witness lacks though two or more others have it."""

    def entry(self, id: str) -> EntryView:
        """The entry of that id; raises ``KeyError`` when there is none."""
        for entry in self.entries:
            if entry.id == id:
                return entry
        raise KeyError(id)


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeView:
    """All editions of a run: storylines with their events first."""

    recipe: str
    """The digest of settings, models and code."""
    storylines: tuple[StorylineView, ...]
    """The storylines, those with most witnesses first."""
    editions: tuple[EditionView, ...]
    """By storyline; within one, the event with the most witnesses first, then the earliest."""
    witnesses: tuple[WitnessView, ...]
    """All of them, by sign."""
    unplaced: tuple[str, ...]
    """Signs of witnesses that stand in no edition."""
    rejected: tuple[Rejected, ...]
    """What could not be used, and why."""
    skipped: int
    """How many files were of no kind that holds an article."""
    warnings: tuple[str, ...]
    """Notes for the reader."""

    def witness(self, sign: str) -> WitnessView:
        """The witness of that sign; raises ``KeyError`` when there is none."""
        for witness in self.witnesses:
            if witness.sign == sign:
                return witness
        raise KeyError(sign)
