"""Rows of the key of relations as entries: two readings of one remark, a line each (see ``keys/relations.toml``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tests.collate_builders import Draft
from tests.keyed import key
from variorum.extract import claims
from variorum.judge.relations import relate
from variorum.model import Certainty, Entry, Form, Reading, Relation, Span, Speaker, Witness
from variorum.settings import ExtractSettings

FORMS: dict[str, Form] = {"D": "direct", "M": "mixed", "I": "indirect", "N": "narration"}
NAMES = {"Quill": "Edda Quill", "Brand": "Tolly Brand", "Hale": "Marta Hale"}


@dataclass(frozen=True, slots=True)
class Row:
    """A keyed pair; ``place`` counts from 0."""

    place: int
    relation: str
    a: str
    b: str
    substance: frozenset[str]

    @property
    def measured_only(self) -> bool:
        return self.place % 2 == 1


def rows() -> tuple[Row, ...]:
    return tuple(
        Row(n, r, a, b, frozenset(parts.split())) for n, (r, a, b, parts) in enumerate(key("relations")["pairs"])
    )


def related(row: Row, *, turned: bool = False) -> tuple[Relation, Entry, dict[str, Witness]]:
    """The relation that the rules give to a row; ``turned``: with its second reading first."""
    lines = (row.b, row.a) if turned else (row.a, row.b)
    witnesses, readings = [], []
    for n, line in enumerate(lines):
        head, _, text = line.partition("|")
        witness, reading = _reading(f"w{n}", head.split(), text)
        witnesses.append(witness)
        readings.append(reading)
    by_id = {w.article.id: w for w in witnesses}
    entry = Entry(id="e", kind="statement", readings=tuple(readings), base=0, base_why="", score=1)
    entry = relate(entry, by_id)
    (found,) = entry.relations
    return found, entry, by_id


def _reading(article: str, head: Sequence[str], marked: str) -> tuple[Witness, Reading]:
    text, content = "", []
    for part in _parts(marked):
        inside = part.startswith("{")
        shown = part[1:-1] if inside else part
        if inside:
            content.append(Span(len(text), len(text) + len(shown)))
        text += shown
    draft = Draft(article, text)
    named = dict(pairwise(head))
    form = FORMS[head[0]]
    speaker = None if form == "narration" else NAMES[named.get("by", "Quill")]
    relayer = NAMES[named["via"]] if "via" in named else None
    stop = text.rfind(". ", 0, content[0].start)
    reading = Reading(
        article=article,
        span=Span(stop + 2 if stop >= 0 else 0, len(text)),
        form=form,
        content=tuple(content),
        certainty=Certainty(level="asserted", score=1),
        speaker=Speaker(name=speaker, kind="person") if speaker else None,
        relayed_by=Speaker(name=relayer, kind="person") if relayer else None,
        statement=None if form == "narration" else "s0",
    )
    witness = draft.done()
    found = claims(witness.article, settings=ExtractSettings(learned=False))
    return replace(witness, claims=found), reading


def _parts(marked: str) -> Iterator[str]:
    """The text of a line, cut before and after each pair of braces."""
    for n, piece in enumerate(marked.split("{")):
        inside, brace, after = piece.partition("}")
        if n and brace:
            yield "{" + inside + "}"
            yield after
        else:
            yield piece
