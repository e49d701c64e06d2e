"""The nouns of Variorum: what the rooms hand to one another.

Every noun is frozen, slotted and keyword-only (``Span`` alone may be built by position, as ``Span(3, 9)``), and
needs nothing but the standard library.  All offsets are code points of ``Article.text``, half open.  Times are
ISO 8601 strings, never ``datetime``: a page that names a day has not named an hour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, overload

Media = Literal["text", "html", "record"]
ArticleKind = Literal["report", "agency", "handout", "transcript"]
Role = Literal[
    "title", "heading", "body", "byline", "dateline", "caption", "related", "promo", "bio", "navigation", "other"
]
PublishedBasis = Literal["page", "text", "url", "given", "file-name", "inferred"]
Form = Literal["direct", "mixed", "indirect", "narration"]
SpeakerKind = Literal["person", "organisation", "collective", "unnamed", "unknown"]
Stance = Literal[
    "neutral", "claims", "admits", "denies", "warns", "promises", "asks", "praises", "criticises", "orders", "other"
]
CertaintyLevel = Literal["asserted", "likely", "possible", "planned", "conditional", "asked", "denied", "unclear"]
FigureClass = Literal["amount", "percent", "money", "rank", "ratio"]
Bound = Literal["exact", "at least", "at most", "about", "more than", "less than"]
Change = Literal["by", "to", "from"]
MomentType = Literal["DATE", "TIME", "DURATION", "SET"]
NameKind = Literal["person", "organisation", "place", "group", "product", "facility", "event", "other"]
EntryKind = Literal["statement", "figure", "moment", "pledge", "forecast", "fact"]
RelationKind = Literal[
    "verbatim", "trimmed", "reworded", "translated", "indirect", "nested", "contradicts",
    "same", "compatible", "conflicts", "different measure",
]  # fmt: skip
DiffKind = Literal["equal", "omit", "add", "replace", "move"]
SubstanceKind = Literal["number", "negation", "hedge", "name", "time"]
AbsenceState = Literal["silent", "perhaps", "earlier", "time unknown", "unread", "outside its subject"]
VerdictKind = Literal["agree", "differ", "compatible", "conflict", "single", "unclear"]
ReuseKind = Literal["verbatim", "edited", "parallel"]
PassageKind = Literal["narration", "quotation", "title", "boilerplate"]
Direction = Literal["a->b", "b->a", "unknown"]
OriginKind = Literal["agency", "outlet", "handout", "transcript", "own reporting", "unknown"]
Severity = Literal["high", "medium", "low"]
FindingKind = Literal[
    "reworded-quote", "translation-differs", "trimmed-quote", "relayed-quote", "figure-conflict", "date-conflict",
    "date-check", "certainty-differs", "stance-differs", "speaker-differs", "contradiction", "attribution-dropped",
    "single-source", "one-voice", "shared-origin", "internal-inconsistency", "headline-not-in-body", "left-out",
    "unread-article",
]  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``end`` of ``Article.text``: code points, half open, never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}-{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def to(self, other: Span) -> Span:
        """The smallest span over both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What a feed, a web archive or a server says of a document that it holds, in its own words and unchecked.

    ``captured``: when the bytes were taken; ``charset``: the encoding that the server named; ``site``: the address of
    the feed's home page; ``entry``: it is an entry of a feed, with nothing around it; ``excerpt``: it holds no more
    than a summary or a part of the article.
    """

    id: str | None = None
    url: str | None = None
    captured: str | None = None
    charset: str | None = None
    title: str | None = None
    outlet: str | None = None
    site: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    entry: bool = False
    excerpt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Bytes as received.  ``line`` (from 1) is set for one of many in a file: a line of JSONL, the entry of a feed or
    the record of an archive, whose ``content`` is that part alone."""

    path: str
    content: bytes
    media: Media
    sha256: str
    line: int | None = None
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """An input that could not be used, and why; ``room`` is the one that gave up."""

    path: str
    reason: str
    room: str
    id: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file of a folder that is no document (an image, a script); counted, not rejected."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of an article with one role.  Blocks are in order and never overlap; white space may lie between them."""

    span: Span
    role: Role
    xpath: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCandidate:
    """A date found for the article; ``span`` is absent when it does not stand in ``Article.text``."""

    value: str
    basis: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A part of an article that stands for itself: a post of a live blog, a piece of a round-up.

    ``time``: when it was posted (ISO 8601), where that can be told.  ``span`` begins with its heading or its time and
    ends with its last paragraph.
    """

    span: Span
    title: str | None
    time: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One witness: the document's text as read, never edited, and what each part of it is.

    ``captured`` is when its bytes were taken; ``items`` are its parts where it is a live blog or a round-up.  ``mine``
    marks the user's own draft, ahead of which the others are read.
    """

    id: str
    text: str
    sha256: str
    blocks: tuple[Block, ...]
    paths: tuple[str, ...] = ()
    kind: ArticleKind = "report"
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    language: str | None = None
    url: str | None = None
    published: str | None = None
    published_basis: PublishedBasis | None = None
    modified: str | None = None
    captured: str | None = None
    items: tuple[Item, ...] = ()
    date_candidates: tuple[DateCandidate, ...] = ()
    complete: bool = True
    supported: bool = True
    mine: bool = False

    @property
    def known_date(self) -> str | None:
        """The publication date, unless it was only inferred from the event's other witnesses."""
        return None if self.published_basis == "inferred" else self.published

    def blocks_of(self, *roles: Role) -> tuple[Block, ...]:
        return tuple(b for b in self.blocks if b.role in roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile(Sequence[Article]):
    """What reading and cleaning made: a sequence of articles in input order, and what was turned away."""

    articles: tuple[Article, ...]
    rejected: tuple[Rejected, ...] = ()
    skipped: int = 0
    warnings: tuple[str, ...] = ()

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Article]: ...
    def __getitem__(self, index: int | slice) -> Article | Sequence[Article]:
        return self.articles[index]

    def __len__(self) -> int:
        return len(self.articles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    name: str
    kind: SpeakerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """``factuality``: how certain the words present their main event to have happened, -3 (certainly not, or not yet)
    to 3."""

    level: CertaintyLevel
    score: float
    factuality: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An attribution relation.  ``content`` leaves out the enclosing quotation marks and may be in several pieces;
    ``passage`` is the whole of it, attribution and marks included."""

    id: str
    form: Form
    passage: Span
    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    speaker: Speaker | None
    speaker_basis: str
    stance: Stance
    certainty: Certainty
    role: Role
    score: float
    relayed_by: Speaker | None = None
    via: tuple[str, ...] = ()
    nested_in: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with unit.  ``klass`` is the contract's ``class``; ``measures`` spans what it counts, ``of`` whose
    measure it is, ``when`` the moment that dates it; ``statement`` is the id of the statement it stands in."""

    span: Span
    klass: FigureClass
    value: float | None
    unit: str | None
    role: Role
    score: float
    range: tuple[float, float] | None = None
    bound: Bound = "exact"
    change: Change | None = None
    measures: Span | None = None
    of: Span | None = None
    when: Span | None = None
    statement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time expression with its TIMEX3 value (null when it cannot be told) and the basis of that value; ``partial``
    is what is known of one that lacks its year (``XXXX-06-27``), ``clause`` what it dates, ``statement`` the id of the
    statement it stands in (in its words, or in its attribution)."""

    span: Span
    value: str | None
    type: MomentType
    basis: str
    role: Role
    score: float
    partial: str | None = None
    clause: Span | None = None
    statement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A mention of something named; ``name`` is its canonical form in the article."""

    span: Span
    kind: NameKind
    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """An agency named as a source of the text or of a photo; ``agency`` is its short name."""

    agency: str
    span: Span
    of: Literal["text", "photo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A sentence that the outlet states in its own voice, outside any statement."""

    span: Span
    certainty: Certainty
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """All that ``extract`` found in one article, each kind in text order."""

    article: str
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    moments: tuple[Moment, ...] = ()
    names: tuple[Name, ...] = ()
    credits: tuple[Credit, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """An article with its claims: what the later rooms work on."""

    article: Article
    claims: Claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Locus:
    """A span in a named article: the form in which evidence is given."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why two articles belong together; ``a`` < ``b``."""

    a: str
    b: str
    score: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening and the articles that report it, sorted by id."""

    id: str
    storyline: str
    title: str
    articles: tuple[str, ...]
    links: tuple[Link, ...] = ()
    first: str | None = None
    last: str | None = None
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The same speaker's word or the same measure in several events of a storyline: ``entries`` from the earliest to
    the latest event, and what changed on the way.  A change over time is never a conflict between witnesses."""

    entries: tuple[str, ...]
    change: str
    why: str
    score: float
    evidence: tuple[Locus, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Storyline:
    """The thread of related events; ``links`` join articles of different events of it.  ``threads`` are laid through
    its editions by ``judge``, when these are made."""

    id: str
    title: str
    events: tuple[str, ...]
    why: str
    links: tuple[Link, ...] = ()
    threads: tuple[Thread, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    events: tuple[Event, ...]
    storylines: tuple[Storyline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """A passage that two articles share; ``tokens`` counts words of the ``a`` side, ``similarity`` is 0 to 1."""

    a: Locus
    b: Locus
    tokens: int
    similarity: float
    kind: ReuseKind
    passage: PassageKind
    direction: Direction
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where reports ultimately come from, with the receipts."""

    label: str
    kind: OriginKind
    articles: tuple[str, ...]
    why: str
    evidence: tuple[Locus, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The words of attribution in a reading; ``span`` covers all ``spans``."""

    span: Span
    spans: tuple[Span, ...]
    stance: Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """The language the words were probably spoken in (``en``, ``other``, ``unclear`` or an ISO 639-1 code)."""

    language: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """By when a pledge is to be kept or a forecast to come true: the words, and their TIMEX3 value where it can be
    told."""

    span: Span
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How one witness gives an entry.  ``content`` is the part of ``span`` that is this entry's.  Of a figure,
    ``measures`` spans what it counts, ``of`` whose measure it is, ``when`` the moment that dates it; of a pledge or
    forecast, ``due`` is its time."""

    article: str
    span: Span
    form: Form
    content: tuple[Span, ...]
    certainty: Certainty
    source: tuple[Span, ...] = ()
    cue: Cue | None = None
    speaker: Speaker | None = None
    relayed_by: Speaker | None = None
    via: tuple[str, ...] = ()
    utterance: Utterance | None = None
    value: float | str | None = None
    range: tuple[float, float] | None = None
    unit: str | None = None
    bound: Bound | None = None
    measures: Span | None = None
    of: Span | None = None
    when: Span | None = None
    due: Due | None = None
    statement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffOp:
    """One step of a word-level collation from reading ``a`` to reading ``b``; the spans lie in their articles."""

    op: DiffKind
    a: Span | None
    b: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Something of substance in which two wordings differ; a side is null that has nothing there."""

    part: SubstanceKind
    a: Span | None
    b: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """Another capture of an article that stands in the volume as witness ``of``: no report of its own.

    ``changes`` lead from ``article`` to that witness and leave out what is equal, ``figures`` are those in which one
    number stands for another; ``removed`` and ``added`` count words.
    """

    article: Article
    of: str
    why: str
    removed: int
    added: int
    changes: tuple[DiffOp, ...] = ()
    figures: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How reading ``b`` stands to reading ``a`` (indices into ``Entry.readings``), by which rule and why.
    ``substance`` is where the two differ in more than style (none: as far as the rules can see, in style alone)."""

    a: int
    b: int
    relation: RelationKind
    score: float
    rule: str
    why: str
    diff: tuple[DiffOp, ...] | None = None
    substance: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """The passage of an article without a reading in an entry that is likeliest of the same thing, and how surely it is
    (0 to 1)."""

    article: str
    span: Span
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """What may be concluded from an article's having no reading.  ``near`` is given where it ``perhaps`` has one."""

    article: str
    state: AbsenceState
    why: str
    near: Near | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """All readings of one thing.  ``collate`` leaves relations, absence and the fields after them to ``judge``, which
    makes ``absence`` of ``near``."""

    id: str
    kind: EntryKind
    readings: tuple[Reading, ...]
    base: int
    base_why: str
    score: float
    speaker: Speaker | None = None
    aliases: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    relations: tuple[Relation, ...] = ()
    absence: tuple[Absence, ...] = ()
    origins: tuple[int, int] = (0, 0)
    asserted_by: tuple[str, ...] = ()
    verdict: VerdictKind = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    value: str
    first: str
    last: str
    basis: str
    entries: tuple[str, ...]
    articles: tuple[str, ...]
    evidence: tuple[Locus, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something an editor should look at; ``message`` says what stands where, ``caveat`` what may explain it."""

    id: str
    kind: FindingKind
    severity: Severity
    message: str
    rule: str
    score: float
    articles: tuple[str, ...]
    entries: tuple[str, ...]
    evidence: tuple[Locus, ...]
    caveat: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The critical edition of one event; ``independent``: least and most independent origins behind its articles."""

    event: Event
    entries: tuple[Entry, ...]
    reuse: tuple[Reuse, ...]
    origins: tuple[Origin, ...]
    timeline: tuple[TimelineRow, ...]
    findings: tuple[Finding, ...]
    independent: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume(Sequence[Edition]):
    """What one run made: a sequence of editions, with the articles they stand on and what was turned away.

    ``labels`` gives each article id its witness sign.  ``versions`` are other captures of the witnesses; they stand in
    no edition.
    """

    recipe: str
    witnesses: tuple[Witness, ...]
    labels: tuple[tuple[str, str], ...]
    editions: tuple[Edition, ...]
    storylines: tuple[Storyline, ...]
    versions: tuple[Version, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    skipped: int = 0
    warnings: tuple[str, ...] = ()

    @overload
    def __getitem__(self, index: int) -> Edition: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Edition]: ...
    def __getitem__(self, index: int | slice) -> Edition | Sequence[Edition]:
        return self.editions[index]

    def __len__(self) -> int:
        return len(self.editions)

    def witness(self, article: str) -> Witness:
        """The witness of that id; raises ``KeyError`` when there is none."""
        for w in self.witnesses:
            if w.article.id == article:
                return w
        raise KeyError(article)
