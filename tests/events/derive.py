"""An event with known answers: from a base story and a seed, the reports of several outlets and what each gives.

usage: python -m tests.events.derive STORY SEED

prints the reports.  The same story and seed give the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from tests.events import draw, prose, story
from tests.events.draw import QUOTED, Row, Version
from tests.events.prose import Paragraph, Piece, Style, Writer
from tests.events.story import Item, Story
from variorum.model import Span

Unit = list[Paragraph]
"""Paragraphs that stand or fall together: one, or the two of a quotation that runs on."""
AGENCY = "Norda"
_CAPTIONS = (
    "The scene on the day. Photo: Mara Oke / Fotolab",
    "File picture. Photo: Lena Storm / Norda",
    "Image: Ivo Tarr",
)
_CHROME = (
    "Read more: {headline}",
    "Related: {headline}",
    "Sign up for our morning newsletter",
    "Share this article",
    "Advertisement",
)
_SYNONYMS = (
    (r"\bstarted\b", "began"),
    (r"\bnearly\b", "almost"),
    (r"\bshut\b", "closed"),
    (r"\bclose to\b", "near"),
    (r"\bmany\b", "numerous"),
    (r"\blarge\b", "big"),
    (r"\b(?:also|already|now) ", ""),
    (r"\bhowever, ", ""),
    (r"\bthroughout\b", "all through"),
    (r"\bin front of\b", "outside"),
    (r"\bseveral\b", "a number of"),
    (r"\bis due to\b", "is set to"),
    (r"\btook place\b", "was held"),
    (r"\bas well as\b", "and"),
    (r"\bin order to\b", "to"),
    (r"\breporters\b", "journalists"),
    (r"\bduring\b", "in the course of"),
    (r"\buntil\b", "till"),
    (r"\babout (?=\d)", "around "),
    (r" said\.$", " told journalists."),
    (r" said that $", " said "),
    (r"\bon ((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)", r"\1"),
)
_EDITABLE = ("lead", "told", "rest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One item as one witness gives it: ``spans`` cut out its content words (of a value: the value, of a partial
    quotation: what stands in marks), ``passage`` is from the first to the last character that is about it."""

    witness: str
    item: str
    version: Version
    spans: tuple[Span, ...]
    passage: Span
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One witness.  ``leads`` are its opening narration, ``chrome`` what is no part of the report."""

    id: str
    outlet: str
    title: str
    text: str
    published: str | None
    given: tuple[Given, ...]
    leads: tuple[Span, ...]
    chrome: tuple[Span, ...]
    copied_from: str | None = None

    @property
    def record(self) -> dict[str, str]:
        """The report as ``read`` takes it from a JSONL file."""
        made = {"id": self.id, "outlet": self.outlet, "title": self.title, "text": self.text}
        return made if self.published is None else {**made, "published": self.published}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    story: Story
    seed: int
    reports: tuple[Report, ...]

    @property
    def name(self) -> str:
        return f"{self.story.name}/{self.seed}"

    def jsonl(self) -> str:
        return "".join(json.dumps(r.record, ensure_ascii=False) + "\n" for r in self.reports)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """A report before it is laid out: what the copy of one is made from."""

    outlet: str
    title: str
    published: str | None
    style: Style
    row: Row
    units: tuple[Unit, ...]


def event(base: Story, seed: int) -> Event:
    """The event of a story for a seed."""
    rng = Random(f"{base.name}/{seed}")
    count = rng.randint(4, 7)
    wired = rng.random() < 0.5
    outlets, headlines, leads = (rng.sample(x, len(x)) for x in (base.outlets, base.headlines, base.leads))
    styles = _styles(base, rng, count)
    dates = _dates(base, rng, count)
    sheets = [
        _Sheet(
            outlet=outlets[n],
            title=headlines[n],
            published=dates[n],
            style=styles[n],
            row=row,
            units=tuple(_units(base, rng, row, styles[n], leads[n])),
        )
        for n, row in enumerate(draw.rows(base, rng, count - wired))
    ]
    reports = [_laid_out(s, rng, headlines[-1]) for s in sheets]
    if wired:
        source = rng.randrange(len(sheets))
        copy = _copy(sheets[source], rng, outlets[count - 1], headlines[count - 1], dates[count - 1])
        reports.append(_laid_out(copy, rng, headlines[-1], copied_from=reports[source].id))
    return Event(story=base, seed=seed, reports=tuple(reports))


def _styles(base: Story, rng: Random, count: int) -> list[Style]:
    """At most one outlet has single quotation marks, and none where the words have such marks inside."""
    found = [rng.choice((prose.CURLY, prose.CURLY, prose.STRAIGHT)) for _ in range(count)]
    nested = any(re.search(r"[‘]|(?<!\w)'", i.words) for i in base.items)
    if not nested and rng.random() < 0.6:
        found[rng.randrange(count)] = prose.BRITISH
    return found


def _dates(base: Story, rng: Random, count: int) -> list[str | None]:
    """Most on the day, with or without an hour, some on the day after; now and then one has none."""
    found: list[str | None] = []
    for _ in range(count):
        day = base.day + timedelta(days=rng.random() < 0.12)
        hour = f"T{rng.randint(10, 22):02}:{rng.randrange(60):02}:00+00:00" if rng.random() < 0.6 else ""
        found.append(f"{day.isoformat()}{hour}")
    if rng.random() < 0.3:
        found[rng.randrange(count)] = None
    return found


def _units(base: Story, rng: Random, row: Row, style: Style, lead: str) -> list[Unit]:
    """The lead, then the items in an order of the report's own, some of them in one paragraph."""
    writer = Writer(base, rng, style)
    writer.sees(lead)
    units: list[Unit] = [[[Piece(lead, part="lead")]]]
    noted = base.spoken_note
    for group in _groups(base, rng, row):
        before = writer.spoke
        made = writer.joined(group) if len(group) > 1 else [writer.sentence(*group[0])]
        if len(units) > 1 and len(made) == 1 and _same_turn(group[0], before) and rng.random() < 0.4:
            units[-1][-1] += [Piece(" "), *made[0]]
        else:
            units.append(made)
        if noted and _speaks(base, group[0]):
            units[-1][-1] += [Piece(" "), Piece(noted, part="note")]
            noted = writer.spoke = ""
    return units


def _same_turn(given: tuple[Item, Version], spoke: str) -> bool:
    """Whether a sentence may go on in the paragraph before it: the same speaker's, or narration after narration."""
    item, version = given
    own = "" if version.op in ("narrated", "relayed") else item.speaker
    return own == spoke


def _speaks(base: Story, given: tuple[Item, Version]) -> bool:
    """Whether the note on the language belongs after a sentence: a quotation of one whom it is about."""
    item, version = given
    return version.op in QUOTED and item.speaker in base.noted


def _groups(base: Story, rng: Random, row: Row) -> list[list[tuple[Item, Version]]]:
    """The items in their order in the story, shaken, and some remarks of one speaker joined."""
    place = {item.id: n + rng.gauss(0, 2.5) for n, item in enumerate(base.items)}
    left = [(i, row[i.id]) for i in sorted(base.items, key=lambda i: place[i.id]) if i.id in row]
    groups = []
    while left:
        first = left.pop(0)
        group = [first]
        while len(group) < 3 and _quotes(first) and rng.random() < 0.3:
            near = next((g for g in left[:4] if _quotes(g) and g[0].speaker == first[0].speaker), None)
            if near is None:
                break
            left.remove(near)
            group.append(near)
        groups.append(group)
    return groups


def _quotes(given: tuple[Item, Version]) -> bool:
    item, version = given
    return version.op in ("full", "cut", "reworded") and item.kind == "statement"


def _copy(source: _Sheet, rng: Random, outlet: str, title: str, published: str | None) -> _Sheet:
    """Wire copy: the same report, a few words changed or left out, perhaps without its end."""
    kept = source.units[: max(6, len(source.units) - rng.randint(0, 2))]
    edited: list[Unit] = [[[_edited(p, rng) for p in paragraph] for paragraph in unit] for unit in kept]
    edited[0][0].insert(0, Piece(f"({AGENCY}) - "))
    return _Sheet(
        outlet=outlet,
        title=title,
        published=published,
        style=source.style,
        row=source.row,
        units=tuple(edited),
    )


def _edited(piece: Piece, rng: Random) -> Piece:
    """Narration with some words changed; what stands in quotation marks stays."""
    text = piece.text
    for pattern, word in _SYNONYMS if piece.part in _EDITABLE else ():
        if rng.random() < 0.6:
            text = re.sub(pattern, word, text)
    return Piece(text, piece.item, piece.part)


def _laid_out(sheet: _Sheet, rng: Random, headline: str, copied_from: str | None = None) -> Report:
    """The text of a report, and where its pieces stand in it."""
    units = list(sheet.units)
    if rng.random() < 0.3:
        units.insert(rng.choice((0, 1)), [[Piece(rng.choice(_CAPTIONS), part="chrome")]])
    for _ in range(rng.choice((0, 0, 1, 2))):
        line = rng.choice(_CHROME).format(headline=headline)
        units.insert(rng.randint(2, len(units)), [[Piece(line, part="chrome")]])
    if rng.random() < 0.3:
        units.insert(0, [[Piece(sheet.title, part="chrome")]])
    return _report(sheet, [paragraph for unit in units for paragraph in unit], copied_from)


def _report(sheet: _Sheet, paragraphs: list[Paragraph], copied_from: str | None) -> Report:
    text = ""
    placed: list[tuple[int, Piece, Span]] = []
    for n, paragraph in enumerate(paragraphs):
        text += "\n\n" if n else ""
        for piece in paragraph:
            placed.append((n, piece, Span(len(text), len(text) + len(piece.text))))
            text += piece.text
    text = _typed(text, sheet.style)
    name = re.sub(r"[^a-z0-9]+", "-", sheet.outlet.casefold()).strip("-")
    return Report(
        id=name,
        outlet=sheet.outlet,
        title=_typed(sheet.title, sheet.style),
        text=text,
        published=sheet.published,
        given=tuple(_given(name, sheet.row, placed, text)),
        leads=tuple(s for _, p, s in placed if p.part == "lead"),
        chrome=tuple(s for _, p, s in placed if p.part in ("chrome", "note")),
        copied_from=copied_from,
    )


def _given(witness: str, row: Row, placed: list[tuple[int, Piece, Span]], text: str) -> Iterator[Given]:
    for item, version in row.items():
        own = [(n, p, s) for n, p, s in placed if p.item == item]
        spans = tuple(s for _, p, s in own if p.part in ("words", "told"))
        if spans:
            yield Given(
                witness=witness,
                item=item,
                version=version,
                spans=spans,
                passage=own[0][2].to(own[-1][2]),
                words=" ... ".join(s.of(text) for s in spans),
            )


def _typed(text: str, style: Style) -> str:
    """The text with the apostrophes that go with the outlet's quotation marks; no character more or less."""
    if style is prose.STRAIGHT:
        return text.replace("’", "'").replace("‘", "'")
    return re.sub(r"(?<=\w)'", "’", text)


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    for report in event(story.load(sys.argv[1]), int(sys.argv[2])).reports:
        print(f"=== {report.outlet} ({report.published}) {report.title}\n\n{report.text}\n")
        for g in report.given:
            print(f"    {g.item} {g.version.op}: {g.words}")


if __name__ == "__main__":
    main()
