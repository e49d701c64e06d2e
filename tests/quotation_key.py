"""The key of quotations and their speakers: ten invented articles, and who says what in them.

An article lies beside its key under ``tests/keys/quotations``: ``NAME.txt`` (its first line is the title, blank lines
part its paragraphs) and ``NAME.toml``.  The key gives words, never numbers, so that a human can check it by reading;
this module finds them, and refuses a key whose words do not stand in the article exactly once (or as the ``nth``).
All spans are characters (code points) of the article's text.

What the key holds to:

- A quotation is what stands between one pair of marks, or what an attribution interrupts ("..." he said. "..."), or
  what runs over several paragraphs of which only the last one closes.  Its pieces leave the enclosing marks out and
  keep the punctuation inside them.
- It is ``direct`` when the marks hold all of what is said, ``mixed`` when they hold a part of an indirect clause.  A
  mixed one is keyed for each pair of marks; ``clause`` is the most that may count as its content.
- ``speaker`` is the full name as it stands in the article, else the description; "" where the text does not say.
  ``or_speakers`` are as good (a document or the one who wrote it).  ``also`` in ``speakers`` lists other names of one.
- ``by`` are words around the attribution that stand once in the paragraphs of the quotation; ``source`` is the first
  place of its words in them, without relative clauses and appositions after the name.  ``by_paragraph = 1``: they
  stand in the paragraph after.
- ``nested`` lies inside another quotation; ``marked = false`` is speech laid out as a dialogue, without marks.
- ``indirect`` are clauses with a verb of attribution and no marks, outside quotations; they are scored apart.
- ``not_statements`` are all other pairs of marks, ``apostrophes`` all marks at the edge of a word that are no pair.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from variorum.model import Form, Span, SpeakerKind

FOLDER = Path(__file__).parent / "keys" / "quotations"
MARKS = frozenset("\"'“”‘’")
_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\n))*")


class QuotationKeyError(ValueError):
    """Keyed words that do not stand in the article as the key says."""

    def __init__(self, article: str, words: str, problem: str) -> None:
        super().__init__(f"{article}: {words!r} {problem}")
        self.article, self.words = article, words


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedSpeaker:
    name: str
    kind: SpeakerKind
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A direct or mixed quotation; ``clause`` is empty for a direct one, ``speakers`` holds "" where none is told."""

    form: Form
    trap: str
    content: tuple[Span, ...]
    clause: tuple[Span, ...]
    source: Span | None
    speakers: tuple[str, ...]
    relayed_by: str | None
    nested: bool
    marked: bool
    unclosed: bool

    @property
    def speaker(self) -> str:
        return self.speakers[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indirect:
    content: tuple[Span, ...]
    source: Span | None
    cue: Span
    speaker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotStatement:
    """A pair of marks (``span`` lies between them) or an apostrophe (``span`` holds it) that opens no speech."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleKey:
    name: str
    style: str
    text: str
    speakers: tuple[KeyedSpeaker, ...]
    others: tuple[str, ...]
    quotations: tuple[Quotation, ...]
    indirect: tuple[Indirect, ...]
    not_statements: tuple[NotStatement, ...]
    apostrophes: tuple[NotStatement, ...]

    def speaker(self, name: str) -> KeyedSpeaker:
        """Raises ``QuotationKeyError`` for a speaker whom the key does not introduce."""
        for speaker in self.speakers:
            if speaker.name == name:
                return speaker
        raise QuotationKeyError(self.name, name, "is no speaker of this key")


def names() -> tuple[str, ...]:
    """The articles of the key, in alphabetical order."""
    return tuple(sorted(p.stem for p in FOLDER.glob("*.toml")))


def load(name: str) -> ArticleKey:
    """The key of one article; raises ``QuotationKeyError`` when its words are not those of the article."""
    text = (FOLDER / f"{name}.txt").read_bytes().decode("utf-8")
    return parse(name, text, tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")))


def parse(name: str, text: str, table: Mapping[str, Any]) -> ArticleKey:
    """The key of ``text`` from its table; a pure function."""
    finder = _Finder(name, text)
    made = ArticleKey(
        name=name,
        style=table["style"],
        text=text,
        speakers=tuple(
            KeyedSpeaker(name=row["name"], kind=row["kind"], also=tuple(row.get("also", ())))
            for row in table["speakers"]
        ),
        others=tuple(table["others"]),
        quotations=tuple(_quotation(finder, row) for row in table["quotations"]),
        indirect=tuple(_indirect(finder, row) for row in table.get("indirect", ())),
        not_statements=tuple(
            NotStatement(span=finder.quoted(row), reason=row["reason"]) for row in table.get("not_statements", ())
        ),
        apostrophes=tuple(
            NotStatement(span=finder.plain(row["text"]), reason=row["reason"]) for row in table["apostrophes"]
        ),
    )
    for speaker in _named(made):
        made.speaker(speaker)
    return made


def paragraphs(text: str) -> tuple[Span, ...]:
    """What blank lines part."""
    return tuple(Span(m.start(), m.end()) for m in _PARAGRAPH.finditer(text))


def _named(made: ArticleKey) -> Iterator[str]:
    for quotation in made.quotations:
        yield from (s for s in quotation.speakers if s)
        if quotation.relayed_by is not None:
            yield quotation.relayed_by
    yield from (i.speaker for i in made.indirect if i.speaker)


def _quotation(finder: _Finder, row: Mapping[str, Any]) -> Quotation:
    marked, unclosed = row.get("marked", True), row.get("unclosed", False)
    pieces = row["content"]
    content = tuple(
        (finder.quoted(piece, open_ended=unclosed or at < len(pieces) - 1) if marked else finder.plain(piece))
        for at, piece in enumerate(pieces)
    )
    finder.check_order(content)
    clause = tuple(finder.plain(piece) for piece in row.get("clause", ()))
    if (row["form"] == "mixed") != bool(clause):
        raise QuotationKeyError(finder.name, str(pieces), "needs a clause if it is mixed, and only then")
    if clause and not all(any(c.contains(piece) for c in clause) for piece in _worded(finder.text, content)):
        raise QuotationKeyError(finder.name, str(pieces), "does not lie in its clause")
    return Quotation(
        form=row["form"],
        trap=row["trap"],
        content=content,
        clause=clause,
        source=_source(finder, row, content),
        speakers=(row["speaker"], *row.get("or_speakers", ())),
        relayed_by=row.get("relayed_by"),
        nested=row.get("nested", False),
        marked=marked,
        unclosed=unclosed,
    )


def _worded(text: str, pieces: tuple[Span, ...]) -> Iterator[Span]:
    """Pieces without the stop before their closing mark, which belongs to the sentence around the clause."""
    for piece in pieces:
        yield Span(piece.start, piece.start + len(piece.of(text).rstrip(".,")))


def _indirect(finder: _Finder, row: Mapping[str, Any]) -> Indirect:
    content = tuple(finder.plain(piece) for piece in row["content"])
    finder.check_order(content)
    by = finder.around(content, row["by"])
    speaker: str = row["speaker"]
    return Indirect(
        content=content, source=_source(finder, row, content), cue=finder.word(by, row["cue"]), speaker=speaker
    )


def _source(finder: _Finder, row: Mapping[str, Any], content: tuple[Span, ...]) -> Span | None:
    if "source" not in row:
        return None
    found = finder.word(finder.around(content, row["by"], shift=row.get("by_paragraph", 0)), row["source"])
    if any(found.overlaps(piece) for piece in content):
        raise QuotationKeyError(finder.name, row["source"], "is a source inside its own content")
    return found


class _Finder:
    """Finds keyed words in one text."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        self.paragraphs = paragraphs(text)

    def plain(self, words: str) -> Span:
        """The only place of these words."""
        return self._only(words, list(_places(self.text, words)))

    def quoted(self, piece: str | Mapping[str, Any], *, open_ended: bool = False) -> Span:
        """The place of these words right between two marks; ``open_ended``: the end of a paragraph may close them."""
        words: str = piece if isinstance(piece, str) else piece["text"]
        nth: int | None = None if isinstance(piece, str) else piece.get("nth")
        found = [p for p in _places(self.text, words) if self._between_marks(p, open_ended=open_ended)]
        if nth is None:
            return self._only(words, found, "between marks")
        if not 0 < nth <= len(found):
            raise QuotationKeyError(self.name, words, f"stands {len(found)} times between marks, not {nth} times")
        return found[nth - 1]

    def around(self, content: tuple[Span, ...], words: str, *, shift: int = 0) -> Span:
        """The only place of an attribution in the paragraphs of a content, or ``shift`` paragraphs after them."""
        inside = [at for at, p in enumerate(self.paragraphs) if any(p.overlaps(piece) for piece in content)]
        if inside[-1] + shift >= len(self.paragraphs):
            raise QuotationKeyError(self.name, words, "is keyed after the last paragraph")
        where = self.paragraphs[inside[0] + shift].to(self.paragraphs[inside[-1] + shift])
        return self._only(words, [p for p in _places(self.text, words) if where.contains(p)], "in its paragraphs")

    def word(self, where: Span, words: str) -> Span:
        """The first place of whole words in a span."""
        for place in _places(self.text, words):
            if where.contains(place) and self._whole(place):
                return place
        raise QuotationKeyError(self.name, words, f"is not in {where.of(self.text)!r}")

    def check_order(self, pieces: tuple[Span, ...]) -> None:
        for one, next_one in pairwise(pieces):
            if one.end > next_one.start:
                raise QuotationKeyError(self.name, next_one.of(self.text), "stands before the piece before it")

    def _only(self, words: str, found: list[Span], where: str = "in the article") -> Span:
        if len(found) != 1:
            raise QuotationKeyError(self.name, words, f"stands {len(found)} times {where}")
        return found[0]

    def _between_marks(self, place: Span, *, open_ended: bool) -> bool:
        if place.start == 0 or self.text[place.start - 1] not in MARKS:
            return False
        after = self.text[place.end : place.end + 1]
        return after in MARKS if after.strip() else open_ended and after != " "

    def _whole(self, place: Span) -> bool:
        before, after = self.text[place.start - 1 : place.start], self.text[place.end : place.end + 1]
        return not (before.isalnum() or after.isalnum())


def _places(text: str, words: str) -> Iterator[Span]:
    at = text.find(words)
    while at >= 0:
        yield Span(at, at + len(words))
        at = text.find(words, at + 1)
