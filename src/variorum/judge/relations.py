"""How the readings of an entry stand to one another.

:func:`relate` compares every two readings of different witnesses.  The rules stand in ``relation_words`` (statements
and facts), ``relation_values`` (figures) and ``relation_moments``; the first that applies names the relation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from .. import wording
from ..model import DiffOp, Entry, Reading, Relation, RelationKind, Witness
from . import relation_moments, relation_values, relation_words
from .relation_values import Value
from .relation_view import View, compared, view
from .relation_words import Ruling
from .substance import Scales
from .utterance import utterance

COLLATED: frozenset[RelationKind] = frozenset(
    {"verbatim", "trimmed", "reworded", "translated", "contradicts", "nested"}
)
"""Relations between wordings, which carry a word-level collation."""
WEIGHED: frozenset[RelationKind] = frozenset({"trimmed", "reworded", "translated", "contradicts", "indirect"})
"""Relations between wordings that may differ in substance."""
FEW = 60
"""Readings up to which every pair is collated and weighed word by word; of more, only the pairs with the base."""


def relate(entry: Entry, witnesses: Mapping[str, Witness]) -> Entry:
    """``entry`` with the relations of all pairs of readings from different witnesses, in order of reading, and each
    reading's utterance (of statements).  ``witnesses`` are keyed by article id."""
    alone = len({r.article for r in entry.readings}) < 2
    if entry.kind in ("figure", "moment"):
        return replace(entry, relations=() if alone else tuple(_of_values(entry, witnesses)))
    if any(r.statement for r in entry.readings):
        spoken = utterance(entry, witnesses)
        readings = tuple(replace(r, utterance=spoken) if r.statement else r for r in entry.readings)
        entry = replace(entry, readings=readings)
    return replace(entry, relations=() if alone else tuple(_of_words(entry, witnesses)))


def _pairs(readings: tuple[Reading, ...]) -> Iterator[tuple[int, int]]:
    for a in range(len(readings)):
        for b in range(a + 1, len(readings)):
            if readings[a].article != readings[b].article:
                yield a, b


def _of_values(entry: Entry, witnesses: Mapping[str, Witness]) -> Iterator[Relation]:
    values = [Value(r, witnesses[r.article]) for r in entry.readings]
    rule = relation_values.figures if entry.kind == "figure" else relation_moments.moments
    for a, b in _pairs(entry.readings):
        found = rule(values[a], values[b])
        yield Relation(a=a, b=b, relation=found.relation, score=found.score, rule=found.rule, why=found.why)


def _of_words(entry: Entry, witnesses: Mapping[str, Witness]) -> Iterator[Relation]:
    views = [view(witnesses[r.article], r) for r in entry.readings]
    alike: dict[object, int] = {}
    kinds = [alike.setdefault(v.key, len(alike)) for v in views]
    known: dict[tuple[int, int], Ruling] = {}
    spoken = next((r.utterance for r in entry.readings if r.utterance), None)
    language = spoken or relation_words.UNKNOWN
    scales = Scales(views)
    for a, b in _pairs(entry.readings):
        found = known.get((kinds[a], kinds[b]))
        if found is None:
            found = known[kinds[a], kinds[b]] = relation_words.ruling(views[a], views[b], language)
        one, two = (b, a) if found.turned else (a, b)
        collated = len(views) <= FEW or entry.base in (a, b)
        diff = _diff(views[one], views[two]) if collated and found.relation in COLLATED else None
        weighed = collated and found.relation in WEIGHED
        yield Relation(
            a=one,
            b=two,
            relation=found.relation,
            score=found.score,
            rule=found.rule,
            why=found.why,
            diff=diff,
            substance=scales.between(one, two, found.relation, diff or ()) if weighed else (),
        )


def _diff(a: View, b: View) -> tuple[DiffOp, ...]:
    return wording.diff(a.whole, compared(a, b), b.whole, compared(b, a))
