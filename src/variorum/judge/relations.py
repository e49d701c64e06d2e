"""How the readings of an entry stand to one another.

:func:`relate` compares every two readings of different witnesses.  The rules stand in ``relation_words`` (statements
and facts) and ``relation_values`` (figures and moments); the first that applies names the relation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from .. import wording
from ..model import DiffOp, Entry, Reading, Relation, RelationKind, Span, Witness
from . import relation_values, relation_words
from .relation_values import Value
from .relation_view import View, view
from .relation_words import Ruling
from .utterance import utterance

COLLATED: frozenset[RelationKind] = frozenset(
    {"verbatim", "trimmed", "reworded", "translated", "contradicts", "nested"}
)
"""Relations between wordings, which carry a word-level collation."""
FEW = 60
"""Readings up to which every pair is collated word by word; of more, only the pairs with the base reading."""


def relate(entry: Entry, witnesses: Mapping[str, Witness]) -> Entry:
    """``entry`` with the relations of all pairs of readings from different witnesses, in order of reading, and each
    reading's utterance (of statements).  ``witnesses`` are keyed by article id."""
    if entry.kind in ("figure", "moment"):
        return replace(entry, relations=tuple(_of_values(entry, witnesses)))
    if any(r.statement for r in entry.readings):
        spoken = utterance(entry, witnesses)
        readings = tuple(replace(r, utterance=spoken) if r.statement else r for r in entry.readings)
        entry = replace(entry, readings=readings)
    return replace(entry, relations=tuple(_of_words(entry, witnesses)))


def _pairs(readings: tuple[Reading, ...]) -> Iterator[tuple[int, int]]:
    for a in range(len(readings)):
        for b in range(a + 1, len(readings)):
            if readings[a].article != readings[b].article:
                yield a, b


def _of_values(entry: Entry, witnesses: Mapping[str, Witness]) -> Iterator[Relation]:
    values = [Value(r, witnesses[r.article].article) for r in entry.readings]
    rule = relation_values.figures if entry.kind == "figure" else relation_values.moments
    for a, b in _pairs(entry.readings):
        found = rule(values[a], values[b])
        yield Relation(a=a, b=b, relation=found.relation, score=found.score, rule=found.rule, why=found.why)


def _of_words(entry: Entry, witnesses: Mapping[str, Witness]) -> Iterator[Relation]:
    views = [view(witnesses[r.article].article, r) for r in entry.readings]
    known: dict[tuple[object, object], Ruling] = {}
    spoken = next((r.utterance for r in entry.readings if r.utterance), None)
    language = spoken or relation_words.UNKNOWN
    for a, b in _pairs(entry.readings):
        one, two = views[a], views[b]
        found = known.get((one.key, two.key))
        if found is None:
            found = known[one.key, two.key] = relation_words.ruling(one, two, language)
        collated = len(views) <= FEW or entry.base in (a, b)
        yield _relation(_Side(a, one), _Side(b, two), found, collated=collated)


@dataclass(frozen=True, slots=True)
class _Side:
    index: int
    view: View


def _relation(a: _Side, b: _Side, found: Ruling, *, collated: bool) -> Relation:
    if found.turned:
        a, b = b, a
    return Relation(
        a=a.index,
        b=b.index,
        relation=found.relation,
        score=found.score,
        rule=found.rule,
        why=found.why,
        diff=_diff(a.view, b.view) if collated and found.relation in COLLATED else None,
    )


def _diff(a: View, b: View) -> tuple[DiffOp, ...]:
    return wording.diff(a.whole, _compared(a, b), b.whole, _compared(b, a))


def _compared(v: View, other: View) -> tuple[Span, ...]:
    """The words in marks where both quote, else the whole content."""
    return v.stretches if v.stretches and other.stretches else v.reading.content
