"""One entry's collations laid over one another: the base cut where any witness departs from it (parallel segmentation).

Each witness was collated with the base alone.  Here their departures are brought together: those that touch are one
*place*, for which every witness gives its words; between places all agree.  A run that a witness has elsewhere is
lacking at the base's place and added at its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from .. import text, wording
from ..model import DiffOp, Entry, Reading, Relation, Span
from ..wording import Atom
from .apparatus import GAP


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where some witness departs from the base: the base's words, and each collated reading's (by index of reading).

    None stands for words that were not compared with that reading, "" for none.
    """

    base: str
    words: tuple[tuple[int, str | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segmented:
    """The base in order: what all collated readings agree on (text) and where one departs (a place)."""

    parts: tuple[str | Place, ...]
    collated: tuple[int, ...]
    relations: tuple[tuple[int, Relation], ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """Base words ``start`` to ``end`` (by number) and the reading's for them; ``equal``: word by word the same."""

    start: int
    end: int
    words: tuple[Span, ...]
    equal: bool


@dataclass(frozen=True, slots=True)
class _Witness:
    """A reading's steps against the base, in the order of the base; no two have base words in common."""

    index: int
    text: str
    steps: tuple[_Step, ...]


def of(entry: Entry, texts: dict[str, str]) -> Segmented | None:
    """The segmentation of an entry; ``texts`` are those of the articles.  None where nothing was collated by words."""
    base = entry.readings[entry.base]
    ours = texts[base.article]
    atoms = wording.atoms(ours, base.content)
    relations = _chosen(entry)
    if not atoms or not relations:
        return None
    witnesses = [_witness(entry, index, relation, atoms, texts) for index, relation in relations]
    regions = _regions(witnesses, len(atoms))
    return Segmented(
        parts=tuple(_parts(base, ours, atoms, witnesses, regions)),
        collated=tuple(index for index, _ in relations),
        relations=relations,
    )


def _chosen(entry: Entry) -> tuple[tuple[int, Relation], ...]:
    """For each other witness the reading that was collated with the base, the surest relation first."""
    best: dict[str, tuple[int, Relation]] = {}
    for relation in entry.relations:
        if relation.diff and entry.base in (relation.a, relation.b):
            other = relation.b if relation.a == entry.base else relation.a
            article = entry.readings[other].article
            if article not in best or relation.score > best[article][1].score:
                best[article] = other, relation
    return tuple(sorted(best.values(), key=lambda pair: pair[0]))


def _witness(entry: Entry, index: int, relation: Relation, base: Sequence[Atom], texts: dict[str, str]) -> _Witness:
    reading = entry.readings[index]
    theirs = texts[reading.article]
    turned = relation.b == entry.base
    pairs = [(op.b, op.a) if turned else (op.a, op.b) for op in relation.diff or ()]
    words = wording.atoms(theirs, reading.content)
    steps: list[_Step] = []
    at = 0
    for op, (mine, other) in zip(relation.diff or (), pairs, strict=True):
        start, end = _numbers(base, mine) if mine else (at, at)
        if op.op == "move":
            continue
        spans = _spans(words, other)
        steps.append(_Step(start, end, spans, op.op == "equal" and len(spans) == end - start))
        at = max(at, end)
    steps += _moved(relation.diff or (), pairs, steps, base, words)
    return _Witness(index, theirs, tuple(sorted(steps, key=_order)))


def _order(step: _Step) -> tuple[int, int, int]:
    """By the base; what several runs add at one place stands as in the reading."""
    return step.start, step.end, step.words[0].start if step.words else 0


def _moved(
    diff: Sequence[DiffOp],
    pairs: Sequence[tuple[Span | None, Span | None]],
    steps: Sequence[_Step],
    base: Sequence[Atom],
    words: Sequence[Atom],
) -> Iterator[_Step]:
    """A moved run lacks at its place in the base, and is added after the words that it follows in the reading."""
    for op, (mine, other) in zip(diff, pairs, strict=True):
        if op.op == "move" and mine and other:
            start, end = _numbers(base, mine)
            yield _Step(start, end, (), False)
            ahead = [s.end for s in steps if s.words and s.words[-1].end <= other.start]
            at = max(ahead, default=0)
            yield _Step(at, at, _spans(words, other), False)


def _numbers(atoms: Sequence[Atom], span: Span) -> tuple[int, int]:
    """The numbers of the words within a span."""
    start = bisect_left(atoms, span.start, key=lambda a: a.span.start)
    return start, max(start, bisect_left(atoms, span.end, key=lambda a: a.span.start))


def _spans(atoms: Sequence[Atom], span: Span | None) -> tuple[Span, ...]:
    if span is None:
        return ()
    start, end = _numbers(atoms, span)
    return tuple(a.span for a in atoms[start:end])


def _regions(witnesses: Sequence[_Witness], size: int) -> list[tuple[int, int]]:
    """The base words of each place: what is not equal in some witness, or was not compared; touching ones joined."""
    found: list[tuple[int, int]] = []
    for witness in witnesses:
        covered = 0
        for step in witness.steps:
            if step.start > covered:
                found.append((covered, step.start))
            if not step.equal:
                found.append((step.start, step.end))
            covered = max(covered, step.end)
        if covered < size:
            found.append((covered, size))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _parts(
    base: Reading,
    ours: str,
    atoms: Sequence[Atom],
    witnesses: Sequence[_Witness],
    regions: Sequence[tuple[int, int]],
) -> Iterator[str | Place]:
    at = base.content[0].start
    for start, end in regions:
        first = atoms[start].span.start if start < end else atoms[start - 1].span.end if start else at
        yield _within(base, ours, at, first)
        words = tuple((w.index, _words(w, start, end)) for w in witnesses)
        yield Place(base=_joined(ours, [a.span for a in atoms[start:end]]), words=words)
        at = atoms[end - 1].span.end if start < end else first
    yield _within(base, ours, at, base.content[-1].end)


def _within(base: Reading, ours: str, start: int, end: int) -> str:
    """What the base has from one place to another, pieces joined where the attribution interrupts them."""
    pieces = [(max(p.start, start), min(p.end, end)) for p in base.content]
    return GAP.join(ours[s:e] for s, e in pieces if s < e)


def _words(witness: _Witness, start: int, end: int) -> str | None:
    """What a witness has for some words of the base."""
    spans: list[Span] = []
    compared = 0
    for step in islice(witness.steps, bisect_left(witness.steps, start, key=lambda s: s.end), None):
        if step.start > end:
            break
        if step.equal:
            low, high = max(step.start, start), min(step.end, end)
            spans.extend(step.words[low - step.start : high - step.start] if low < high else ())
            compared += max(0, high - low)
        elif start <= step.start and step.end <= end:
            spans.extend(step.words)
            compared += step.end - step.start
    if not spans and compared < end - start:
        return None
    return _joined(witness.text, spans)


def _joined(whole: str, spans: Sequence[Span]) -> str:
    """Words with what stands between them; words that do not follow one another, with a blank."""
    runs: list[Span] = []
    for span in spans:
        follows = runs and runs[-1].end <= span.start
        if follows and (runs[-1].end == span.start or not text.words(whole, Span(runs[-1].end, span.start))):
            runs[-1] = runs[-1].to(span)
        else:
            runs.append(span)
    return " ".join(r.of(whole) for r in runs)
