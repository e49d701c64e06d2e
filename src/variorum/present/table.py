"""CSV for spreadsheets: every reading of every entry, and the checker's work list.

Rows end as RFC 4180 says.  Cells hold one line of text each; what a spreadsheet would take for a formula is made plain
text by ``safe.csv_text``.  Offsets are code points of the article's text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from ..model import Article, Entry, EntryKind, Reading, Relation, Speaker, Volume
from .apparatus import GAP
from .safe import csv_text

Cell = str | float | None

READINGS = (
    "event", "entry", "kind", "verdict", "entry_score", "speaker", "relayed_by", "via", "witness", "outlet",
    "published", "url", "base", "form", "words", "relation_to_base", "rule", "relation_score", "certainty", "stance",
    "value", "low", "high", "unit", "bound", "due", "article", "start", "end",
)  # fmt: skip
"""The columns of :func:`readings`."""
CLAIMS = (
    "claim", "words", "who", "via", "witness", "outlet", "url", "published", "published_basis", "digest", "verdict",
    "witnesses", "kind", "certainty", "start", "end", "status",
)  # fmt: skip
"""The columns of :func:`claims`; ``status`` is left to the checker."""
_CLAIMED: frozenset[EntryKind] = frozenset({"statement", "pledge", "forecast", "figure", "fact"})


def readings(volume: Volume) -> Iterator[str]:
    """The lines of a table with one row a reading, in the order of the record; the base of an entry has ``base`` 1."""
    return lines(READINGS, _readings(volume))


def claims(volume: Volume) -> Iterator[str]:
    """The lines of a work list for checking: each claim as each witness words it, with where to find it."""
    return lines(CLAIMS, _claims(volume))


def lines(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The lines of any table as CSV, its columns first."""
    for row in chain([columns], rows):
        line = io.StringIO(newline="")
        csv.writer(line, lineterminator="\r\n").writerow([_cell(c) for c in row])
        yield line.getvalue()


def _cell(value: Cell) -> str:
    """Numbers as numbers, a minus included; text as text."""
    if value is None:
        return ""
    return csv_text(value) if isinstance(value, str) else f"{value:.15g}"


def _readings(volume: Volume) -> Iterator[list[Cell]]:
    signs, witnesses = dict(volume.labels), {w.article.id: w for w in volume.witnesses}
    for edition in volume.editions:
        for entry in edition.entries:
            to_base = _to_base(entry)
            for index, reading in enumerate(entry.readings):
                article = witnesses[reading.article].article
                relation = to_base.get(index)
                yield [
                    edition.event.id, entry.id, entry.kind, entry.verdict, entry.score,
                    _name(reading.speaker or entry.speaker), _name(reading.relayed_by), "; ".join(reading.via),
                    signs[article.id], article.outlet, article.published, article.url,
                    1 if index == entry.base else 0, reading.form, _words(reading, article.text),
                    relation.relation if relation else None, relation.rule if relation else None,
                    relation.score if relation else None, reading.certainty.level,
                    reading.cue.stance if reading.cue else None, reading.value, *(reading.range or (None, None)),
                    reading.unit, reading.bound, reading.due.value if reading.due else None,
                    article.id, reading.span.start, reading.span.end,
                ]  # fmt: skip


def _to_base(entry: Entry) -> dict[int, Relation]:
    found: dict[int, Relation] = {}
    for relation in entry.relations:
        if entry.base in (relation.a, relation.b):
            found.setdefault(relation.b if relation.a == entry.base else relation.a, relation)
    return found


def _claims(volume: Volume) -> Iterator[list[Cell]]:
    signs, witnesses = dict(volume.labels), {w.article.id: w for w in volume.witnesses}
    for edition in volume.editions:
        for entry in edition.entries:
            if entry.kind not in _CLAIMED:
                continue
            base = entry.readings[entry.base]
            claim = _words(base, witnesses[base.article].article.text)
            for reading in entry.readings:
                yield _claim(
                    reading, entry, claim, article=witnesses[reading.article].article, sign=signs[reading.article]
                )


def _claim(reading: Reading, entry: Entry, claim: str, *, article: Article, sign: str) -> list[Cell]:
    told = len({r.article for r in entry.readings})
    via = [n for n in (_name(reading.relayed_by), *reading.via) if n]
    return [
        claim, reading.span.of(article.text), _name(reading.speaker or entry.speaker), "; ".join(via), sign,
        article.outlet, article.url, article.published, article.published_basis, article.sha256, entry.verdict, told,
        entry.kind, reading.certainty.level, reading.span.start, reading.span.end, None,
    ]  # fmt: skip


def _words(reading: Reading, text: str) -> str:
    """The words of a reading that are the entry's; the whole passage where none are marked."""
    return GAP.join(piece.of(text) for piece in reading.content or (reading.span,))


def _name(speaker: Speaker | None) -> str | None:
    return speaker.name if speaker else None
