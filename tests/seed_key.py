"""The answer key of five real articles, and how an edition of them is held against it.

The key has spans and labels only; the articles themselves lie outside the repository.  All counts below are of
keyed spans, and every function returns what it missed, so that a failing floor names its reasons.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from tests.keyed import key
from variorum.model import Edition, Entry, Finding, Locus, Reading, Role, Span, Statement, Volume

RUNNING_TEXT: tuple[Role, ...] = ("body",)
SHARE = 0.6  # of a keyed span that the content of a reading must cover to be a reading of it
VALUES = ("figure", "moment")
EDGES = " \t\r\n.,;:!?…\"'“”‘’«»„"


@dataclass(frozen=True, slots=True)
class Score:
    """How many of ``total`` keyed things were found, and a line for each that was not."""

    found: int
    total: int
    misses: tuple[str, ...] = field(default=())

    @property
    def share(self) -> float:
        return self.found / self.total if self.total else 1.0

    def __str__(self) -> str:
        return "\n".join([f"{self.found} of {self.total} ({self.share:.3f})", *self.misses])


class SeedKey:
    """The key, with its short article signs turned into the ids of the articles."""

    def __init__(self) -> None:
        self.table: dict[str, Any] = key("seeds")
        self.ids: dict[str, str] = {sign: a["id"] for sign, a in self.table["articles"].items()}
        self.signs: dict[str, str] = {a: sign for sign, a in self.ids.items()}

    def unlike(self, folder: Path) -> list[str]:
        """The articles whose bytes are not those that the offsets were taken from."""

        def digest(article: str) -> str:
            return hashlib.sha256((folder / f"{article}.txt").read_bytes()).hexdigest()

        return [a["id"] for a in self.table["articles"].values() if digest(a["id"]) != a["sha256"]]

    def locus(self, row: list[Any]) -> Locus:
        sign, start, end = row
        return Locus(article=self.ids[sign], span=Span(start, end))

    def loci(self, rows: Iterable[list[Any]]) -> list[Locus]:
        return [self.locus(row) for row in rows]

    def line(self, about: str, *loci: Locus) -> str:
        """One line of a list of misses: the label and where it stands; never the words."""
        return f"  {about}: " + " / ".join(f"{self.signs[x.article]} {x.span.start}-{x.span.end}" for x in loci)


def trimmed(span: Span, text: str) -> Span | None:
    """The span without marks and white space at its edges."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(EDGES))
    end = span.end - (len(words) - len(words.rstrip(EDGES)))
    return Span(start, end) if start < end else None


def covers(reading: Reading, locus: Locus) -> bool:
    """True when the content of a reading covers most of a keyed span."""
    if reading.article != locus.article:
        return False
    pieces = reading.content or (reading.span,)
    shared = sum(max(0, min(p.end, locus.span.end) - max(p.start, locus.span.start)) for p in pieces)
    return shared >= SHARE * len(locus.span)


def readings_of(entry: Entry, locus: Locus) -> set[int]:
    return {i for i, r in enumerate(entry.readings) if covers(r, locus)}


def joining(edition: Edition, a: Locus, b: Locus, kind: str | None) -> Iterator[Entry]:
    """The entries that read both spans; ``kind`` limits figures and moments to entries of their kind."""
    for entry in edition.entries:
        if kind in VALUES and entry.kind != kind:
            continue
        if readings_of(entry, a) and readings_of(entry, b):
            yield entry


def relations_between(entry: Entry, a: Locus, b: Locus) -> set[str]:
    one, two = readings_of(entry, a), readings_of(entry, b)
    return {
        r.relation for r in entry.relations if (r.a in one and r.b in two) or (r.a in two and r.b in one)
    }  # fmt: skip


def quotations(volume: Volume, book: SeedKey) -> Score:
    """Quotations with a content piece that ends where the marks do, and with the right speaker.

    For a mixed one the content may be the whole clause that the quoted words stand in.
    """
    rows = book.table["quotations"]
    misses = []
    for row in rows:
        where = book.locus(row["span"])
        hits = _statements_of(volume, where, mixed=row["form"] == "mixed")
        speakers = {s.speaker.name for s in hits if s.speaker}
        if row["speaker"] not in speakers:
            why = f"speaker {', '.join(sorted(speakers)) or 'none'}" if hits else "no statement"
            misses.append(book.line(f"{row['about']} ({why}; wanted {row['speaker']})", where))
        elif missing := set(row.get("via", ())) - {v for s in hits for v in s.via}:
            misses.append(book.line(f"{row['about']} (not via {', '.join(sorted(missing))})", where))
    return Score(len(rows) - len(misses), len(rows), tuple(misses))


def _statements_of(volume: Volume, where: Locus, *, mixed: bool) -> list[Statement]:
    witness = volume.witness(where.article)
    text = witness.article.text
    wanted = trimmed(where.span, text)

    def hit(statement: Statement) -> bool:
        if any(trimmed(piece, text) == wanted for piece in statement.content):
            return True
        return mixed and statement.form == "mixed" and any(p.contains(where.span) for p in statement.content)

    return [s for s in witness.claims.statements if hit(s)]


def relayed(volume: Volume, book: SeedKey) -> Score:
    """Words of one man in another's mouth: both are named."""
    rows = book.table["relayed"]
    misses = []
    for row in rows:
        where = book.locus(row["span"])
        found = [
            s
            for s in volume.witness(where.article).claims.statements
            if s.speaker
            and s.speaker.name == row["speaker"]
            and s.relayed_by
            and s.relayed_by.name == row["relayed_by"]
            and any(p.overlaps(where.span) for p in s.content)
        ]
        if not found:
            misses.append(book.line(row["about"], where))
    return Score(len(rows) - len(misses), len(rows), tuple(misses))


def pairs(edition: Edition, book: SeedKey) -> Score:
    """Pairs of spans of two witnesses that one entry should read."""
    total, misses = 0, []
    for group in book.table["groups"]:
        for a, b in combinations(book.loci(group["spans"]), 2):
            if a.article == b.article:
                continue
            total += 1
            if not any(joining(edition, a, b, group.get("kind"))):
                misses.append(book.line(group["about"], a, b))
    return Score(total - len(misses), total, tuple(misses))


def relations(edition: Edition, book: SeedKey) -> Score:
    """Of the pairs with a plain relation that one entry reads: those that have it."""
    total, misses = 0, []
    for group in book.table["groups"]:
        loci = book.loci(group["spans"])
        for one, two, accepted in group.get("relations", ()):
            entries = list(joining(edition, loci[one], loci[two], group.get("kind")))
            if not entries:
                continue
            total += 1
            given = set().union(*(relations_between(e, loci[one], loci[two]) for e in entries))
            if not given & set(accepted):
                label = f"{group['about']} (given {', '.join(sorted(given)) or 'none'}; wanted {' or '.join(accepted)})"
                misses.append(book.line(label, loci[one], loci[two]))
    return Score(total - len(misses), total, tuple(misses))


def precision(edition: Edition, book: SeedKey) -> Score:
    """Pairs of readings of one entry and two witnesses that both cover keyed spans: those of one group."""
    total, misses = 0, []
    for entry in edition.entries:
        groups = [(g["about"], book.loci(g["spans"])) for g in book.table["groups"] if _may_read(entry, g)]
        keyed = [(r, {name for name, loci in groups if any(covers(r, x) for x in loci)}) for r in entry.readings]
        for (a, of_a), (b, of_b) in combinations([k for k in keyed if k[1]], 2):
            if a.article == b.article:
                continue
            total += 1
            if not of_a & of_b:
                label = f"{' + '.join(sorted(of_a))} with {' + '.join(sorted(of_b))}"
                misses.append(
                    book.line(label, Locus(article=a.article, span=a.span), Locus(article=b.article, span=b.span))
                )
    return Score(total - len(misses), total, tuple(misses))


def _may_read(entry: Entry, group: dict[str, Any]) -> bool:
    """Figures and moments are read by entries of their kind, and a sentence around one by any other."""
    kind = group.get("kind")
    return entry.kind == kind if kind in VALUES else entry.kind not in VALUES


def together(volume: Volume, book: SeedKey) -> list[str]:
    """Pairs that must be apart and share an entry."""
    found = []
    for row in book.table["apart"]:
        a, b = book.locus(row["a"]), book.locus(row["b"])
        for edition in volume:
            entries = joining(edition, a, b, row.get("kind"))
            found += [book.line(f"{row['about']} in {e.kind} {e.id}", a, b) for e in entries]
    return found


def chrome_read(volume: Volume, book: SeedKey) -> list[str]:
    """Readings that lie in page chrome."""
    walls = [(row["about"], book.locus(row["span"])) for row in book.table["unread"]]
    return [
        book.line(about, Locus(article=r.article, span=r.span))
        for edition in volume
        for entry in edition.entries
        for r in entry.readings
        for about, wall in walls
        if r.article == wall.article and any(p.overlaps(wall.span) for p in (*r.content, r.span))
    ]


def _bears_on(finding: Finding, loci: list[Locus]) -> bool:
    return not loci or any(
        e.article == x.article and e.span.overlaps(x.span) for e in finding.evidence for x in loci
    )  # fmt: skip


def findings_missing(volume: Volume, book: SeedKey) -> Score:
    rows = book.table["findings"]
    given = [f for edition in volume for f in edition.findings]
    misses = []
    for row in rows:
        articles = {book.ids[sign] for sign in row["articles"]}
        loci = book.loci(row["spans"])
        if not any(f.kind in row["kinds"] and articles <= set(f.articles) and _bears_on(f, loci) for f in given):
            misses.append(f"  {row['about']}: {' or '.join(row['kinds'])} of {', '.join(row['articles'])}")
    return Score(len(rows) - len(misses), len(rows), tuple(misses))


def findings_false(volume: Volume, book: SeedKey) -> list[str]:
    return sorted(
        f"  {row['about']}: {f.kind} {f.severity} {f.rule}: "
        + " / ".join(f"{book.signs[e.article]} {e.span.start}-{e.span.end}" for e in f.evidence)
        for edition in volume
        for f in edition.findings
        for row in book.table["false_findings"]
        if (f.kind in row["kinds"] or "*" in row["kinds"]) and _bears_on(f, book.loci(row["spans"]))
    )


def roles(volume: Volume, book: SeedKey) -> list[str]:
    """Keyed stretches with a wrong role, and running text that is not body."""
    wrong = []
    kept: dict[str, list[Span]] = {a: [] for a in book.ids.values()}
    for row in book.table["roles"]:
        where = book.locus(row["span"])
        kept[where.article].append(where.span)
        found = _roles_in(volume, where)
        if not found <= set(row["accept"]):
            wrong.append(book.line(f"{row['about']} is {', '.join(sorted(found))}", where))
    for article, spans in kept.items():
        for rest in _between(spans, len(volume.witness(article).article.text)):
            where = Locus(article=article, span=rest)
            found = _roles_in(volume, where) - set(RUNNING_TEXT)
            if found:
                wrong.append(book.line(f"running text is {', '.join(sorted(found))}", where))
    return wrong


def _between(spans: list[Span], length: int) -> Iterator[Span]:
    at = 0
    for span in [*sorted(spans), Span(length, length + 1)]:
        if at < span.start:
            yield Span(at, span.start)
        at = max(at, span.end)


def _roles_in(volume: Volume, where: Locus) -> set[str]:
    """The roles of the letters and digits of a stretch; ``none`` for those outside every block."""
    article = volume.witness(where.article).article
    found: set[str] = set()
    for at in range(where.span.start, where.span.end):
        if article.text[at].isalnum():
            found.add(next((b.role for b in article.blocks if b.span.start <= at < b.span.end), "none"))
    return found
