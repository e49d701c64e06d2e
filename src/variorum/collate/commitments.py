"""Pledges and forecasts: statements that commit their speaker, or say what will happen outside his will.

A pledge is told by the words of attribution ("promised to rebuild"), or by a clause whose subject is the speaker or a
body that he speaks for, with a verb that points ahead and an act ("we will rebuild").  A forecast is told by the words
of attribution ("expects growth"), or by such a clause about what nobody does by deciding it ("prices will fall").
A demand, a wish, a question, a conditional about others and what somebody's diary says are neither: when no rule
speaks, a statement stays one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..model import EntryKind, Reading, Span, Witness
from . import commitment_clauses, commitment_cues, commitment_dues
from .commitment_words import cover, sentences

_MOST = 3
"""Sentences for each of which one must commit or predict: a long answer is no pledge for one line of it."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a reading commits to or predicts: in which sentence, and from which character on."""

    kind: EntryKind
    sentence: Span
    start: int


def told(
    kind: EntryKind, witnesses: Sequence[Witness], readings: Iterable[Reading]
) -> tuple[EntryKind, tuple[Reading, ...]]:
    """The kind of an entry of ``kind`` (statement or fact) and its readings, each with the time that is set in it.

    At least half of its witnesses must commit or predict; of as many of both, it is a pledge.
    """
    by_id = {w.article.id: w for w in witnesses}
    read = [(r, commitment(by_id[r.article], r)) for r in readings]
    voices: dict[str, set[EntryKind]] = defaultdict(set)
    for reading, found in read:
        voices[reading.article].update([found.kind] if found else [])
    pledges, forecasts = (sum(k in v for v in voices.values()) for k in ("pledge", "forecast"))
    if 2 * sum(bool(v) for v in voices.values()) < len(voices):
        return kind, tuple(r for r, _ in read)
    chosen: EntryKind = "pledge" if pledges >= forecasts else "forecast"
    return chosen, tuple(_dated(by_id[r.article], r, found) for r, found in read)


def _dated(witness: Witness, reading: Reading, found: Commitment | None) -> Reading:
    """The reading with the time in the sentence that commits or predicts, else with one elsewhere in its words."""
    whole = reading.content[0].to(reading.content[-1])
    due = commitment_dues.due(witness, reading, found.sentence, found.start) if found else None
    start = found.start if found else whole.start
    return replace(reading, due=due or commitment_dues.due(witness, reading, whole, start))


def commitment(witness: Witness, reading: Reading) -> Commitment | None:
    """What a reading of a statement or fact commits to or predicts, or None."""
    whole = witness.article.text
    laid_out = [s for s in sentences(whole, reading.content) if s]
    if not laid_out or reading.certainty.level == "asked" or commitment_cues.unsaid(whole, reading):
        return None
    by_cue = commitment_cues.kind(witness, reading, laid_out[0])
    if by_cue is not None:
        return Commitment(by_cue, cover(laid_out[0]), laid_out[0][0].span.start)
    if commitment_cues.wishes(whole, reading):
        return None
    found = [
        Commitment(clause.kind, cover(sentence), clause.start)
        for sentence in laid_out
        if (clause := commitment_clauses.first(witness, reading, sentence))
    ]
    return found[0] if found and _MOST * len(found) >= len(laid_out) else None
