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
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessView:
    """One article as a witness."""

    id: str
    sign: str
    """The witness sign: short, unique in the volume."""
    anchor: str
    """A stable identifier (letters, digits, hyphens) for links to this witness."""
    name: str
    """What to call it: the outlet, else the file's name, else the id."""
    kind: ArticleKind
    outlet: str | None
    title: str | None
    byline: str | None
    url: str | None
    paths: tuple[str, ...]
    language: str | None
    published: str | None
    """ISO 8601, as precise as the source."""
    published_basis: PublishedBasis | None
    when: str
    """``published`` for people ("27 June 2025"), "undated" when there is none."""
    words: int
    """Words of the body and its headings."""
    text_credits: tuple[CreditView, ...]
    photo_credits: tuple[CreditView, ...]
    complete: bool
    """False: cut off, paywalled or failed, so that nothing may be concluded from what it lacks."""
    readable: bool
    """False: in a language that is not read."""
    reused: float
    """Share (0 to 1) of the body's characters that lie in narration shared with another witness."""
    article: Article
    claims: Claims


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """Something to look at.  ``shown`` is False beyond the number or under the score that the settings ask for."""

    id: str
    anchor: str
    kind: FindingKind
    severity: Severity
    message: str
    caveat: str | None
    rule: str
    score: float
    signs: tuple[str, ...]
    entries: tuple[str, ...]
    evidence: tuple[Quote, ...]
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineView:
    """A time that the witnesses name; ``first`` and ``last`` are ISO 8601 days that bound it."""

    value: str
    first: str
    last: str
    when: str
    basis: str
    entries: tuple[str, ...]
    signs: tuple[str, ...]
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginView:
    """Where reports come from, for which witnesses, and the words that show it."""

    label: str
    anchor: str
    kind: OriginKind
    signs: tuple[str, ...]
    why: str
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReuseView:
    """A passage that two witnesses share; ``source`` is the sign that had it first, None when it cannot be told."""

    a: Quote
    b: Quote
    tokens: int
    similarity: float
    kind: ReuseKind
    passage: PassageKind
    source: str | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceView:
    """What a readable witness does not have though two or more others do: entries in order of importance."""

    sign: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """Why two witnesses belong together."""

    a: str
    b: str
    score: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """The headline facts of an event."""

    id: str
    anchor: str
    storyline: str
    title: str
    first: str | None
    last: str | None
    when: str
    """For people: "27 June 2025", "26 to 27 June 2025", "date unknown"."""
    places: tuple[str, ...]
    who: tuple[str, ...]
    """The speakers whom most witnesses quote, at most four."""
    signs: tuple[str, ...]
    """Its witnesses, by date, then sign."""
    unread: tuple[str, ...]
    """Those of them that are incomplete or in a language that is not read."""
    origins: tuple[int, int]
    """Independent origins, least (unknown ones may be the known) and most."""
    links: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadStepView:
    """One entry of a thread: in which event, who has it (whose words are quoted comes first), and the words."""

    entry: str
    event: str
    when: str
    """The event's time for people, as in ``EventView.when``."""
    signs: tuple[str, ...]
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadView:
    """One speaker's word, or one measure, through several events: no conflict between witnesses."""

    change: str
    why: str
    score: float
    steps: tuple[ThreadStepView, ...]
    """The earliest first, where the order of the events is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StorylineView:
    """A thread of related events, the earliest first; ``links`` join witnesses of different events."""

    id: str
    title: str
    why: str
    events: tuple[EventView, ...]
    links: tuple[LinkView, ...]
    threads: tuple[ThreadView, ...] = ()
    """The most telling first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """The edition of one event."""

    event: EventView
    witnesses: tuple[WitnessView, ...]
    """In the order of ``event.signs``."""
    findings: tuple[FindingView, ...]
    """All of them, by severity, then score; those not ``shown`` come last."""
    hidden_findings: int
    entries: tuple[EntryView, ...]
    """All of them, the most important first."""
    coverage: Coverage
    figures: tuple[FigureRow, ...]
    timeline: tuple[TimelineView, ...]
    origins: tuple[OriginView, ...]
    reuse: tuple[ReuseView, ...]
    """Narration first, the longest first."""
    silences: tuple[SilenceView, ...]

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
    storylines: tuple[StorylineView, ...]
    editions: tuple[EditionView, ...]
    """By storyline; within one, the event with the most witnesses first, then the earliest."""
    witnesses: tuple[WitnessView, ...]
    """All of them, by sign."""
    unplaced: tuple[str, ...]
    """Signs of witnesses that stand in no edition."""
    rejected: tuple[Rejected, ...]
    skipped: int
    warnings: tuple[str, ...]

    def witness(self, sign: str) -> WitnessView:
        """The witness of that sign; raises ``KeyError`` when there is none."""
        for witness in self.witnesses:
            if witness.sign == sign:
                return witness
        raise KeyError(sign)
