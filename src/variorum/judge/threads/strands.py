"""The entries of a storyline laid out for comparison: each with its event's place in time, its words and their keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ... import text, wording
from ...model import Edition, Entry, Figure, Locus, Reading, Span, Witness
from ...wording import Atom
from ..case import SAID, passage, place
from ..certainty_scale import STRENGTH
from . import stages, terms
from .stages import Stage
from .terms import Weights, Word
from .voices import own_words, voices

MOST_ENTRIES = 1_500
"""Entries of one event that are compared: those with most readings first."""
_READINGS = 8
"""Readings of one entry whose certainty and stage are looked at."""
_AROUND = 14
_SETTING = ("place", "facility", "event", "product", "group")
"""Kinds of names that tell where or of what a figure is; persons and bodies are mostly its source."""
_SURE = 0.5
_DAY = len("2000-01-01")
_MARKS = "".join(sorted(text.QUOTATION_MARKS)) + " \n)]"
_STOPS = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """An event of the storyline; ``day`` is its first one (ISO 8601), None when it is not known to the day."""

    id: str
    day: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """One entry of one event.  ``keys`` gives what it is about, with the words as written; ``strength`` the least and
    the most certain that its readings put it, None where one of them has no place on the scale.  ``place`` is
    where its words stand, ``staged`` those that tell the ``stage``.  ``names`` are the keys of the places and other
    things named in its passage."""

    occasion: Occasion
    entry: Entry
    reading: Reading
    witness: Witness
    reported: str | None
    atoms: tuple[Atom, ...]
    keys: Mapping[str, Word]
    numbers: frozenset[str]
    names: frozenset[str]
    speaker: str | None
    strength: tuple[int, int] | None
    stage: Stage | None
    place: Locus
    staged: Locus
    figure: Figure | None = None

    @property
    def whole(self) -> str:
        return self.witness.article.text

    @property
    def day(self) -> str | None:
        """The day of its earliest report, its event's where a report has none."""
        return self.reported or self.occasion.day

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(a.norm for a in self.atoms)

    @property
    def order(self) -> tuple[str, str, str, Span]:
        """Undated events come last, in the order of their ids; that is no claim about time."""
        return (self.occasion.day or "9999", self.occasion.id, self.entry.id, self.place.span)


def strands(editions: Sequence[Edition], witnesses: Mapping[str, Witness]) -> list[Strand]:
    """The statements of known speakers, one strand a sentence, and the figures of all events."""
    known = voices({e.speaker for edition in editions for e in edition.entries if e.speaker})
    found: list[Strand] = []
    for edition in editions:
        occasion = _occasion(edition)
        for entry in _chosen(edition.entries):
            layout = _Layout(occasion, entry, witnesses)
            speaker = known.get(entry.speaker) if entry.speaker else None
            if entry.kind == "figure":
                found += layout.figure()
            elif speaker is not None:
                found += layout.remarks(speaker)
    return found


def weights(laid_out: Sequence[Strand]) -> tuple[Weights, Weights]:
    """What each key tells about the subject of a statement, and about the measure of a figure.

    What all of a storyline is about tells two remarks apart no better than grammar does, but it is just what the
    figures of its main happening are told by.
    """
    entries = [s.keys for s in laid_out]
    return terms.weights(entries, themes=False), terms.weights(entries, themes=True)


def _chosen(entries: Sequence[Entry]) -> Sequence[Entry]:
    comparable = [e for e in entries if e.kind in SAID or e.kind == "figure"]
    return sorted(comparable, key=lambda e: (-len(e.readings), e.id))[:MOST_ENTRIES]


def _occasion(edition: Edition) -> Occasion:
    first = edition.event.first or ""
    return Occasion(id=edition.event.id, day=first[:_DAY] if len(first) >= _DAY else None)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Lays out one entry by its base reading."""

    occasion: Occasion
    entry: Entry
    witnesses: Mapping[str, Witness]

    @property
    def reading(self) -> Reading:
        return self.entry.readings[self.entry.base]

    @property
    def witness(self) -> Witness:
        return self.witnesses[self.reading.article]

    def figure(self) -> Iterator[Strand]:
        """None where the article has no such figure."""
        reading = self.reading
        figure = next((f for f in self.witness.claims.figures if (f.span,) == reading.content), None)
        if figure is not None:
            told = [
                (stages.of_figure(self._text(r), r.span, r.content[0]), passage(r))
                for r in self.entry.readings[:_READINGS]
                if r.content
            ]
            words = _near(self._text(reading), reading.span, figure.span)
            yield self._strand(words, passage(reading), told, strength=self._strength(), figure=figure)

    def remarks(self, speaker: str) -> Iterator[Strand]:
        """One a sentence: a speech takes up many subjects.  Of several, none has a certainty of its own."""
        reading = self.reading
        sentences = _remarks(self._text(reading), reading.content)
        for pieces in sentences:
            words = terms.atoms(self._text(reading), pieces)
            own = Locus(article=reading.article, span=Span(pieces[0].start, pieces[-1].end))
            told = [(self._stage(reading, pieces, words), own)]
            alone = len(sentences) == 1
            if alone:
                others = [r for r in self.entry.readings[:_READINGS] if r is not reading and r.content]
                told += [(self._stage(r, r.content), place(r)) for r in others]
            yield self._strand(words, own, told, strength=self._strength() if alone else None, speaker=speaker)

    def _strand(
        self,
        words: tuple[Atom, ...],
        own: Locus,
        told: Sequence[tuple[Stage | None, Locus]],
        *,
        strength: tuple[int, int] | None,
        speaker: str | None = None,
        figure: Figure | None = None,
    ) -> Strand:
        keys = terms.keys(self._text(self.reading), words)
        name = own_words(speaker) if speaker else frozenset()
        stage, staged = _agreed(told, own)
        return Strand(
            occasion=self.occasion,
            entry=self.entry,
            reading=self.reading,
            witness=self.witness,
            reported=self._reported(),
            atoms=words,
            keys={k: word for k, word in keys.items() if word.stem not in name},
            numbers=terms.numbers(words),
            names=self._names(words),
            speaker=speaker,
            strength=strength,
            stage=stage,
            place=own,
            staged=staged,
            figure=figure,
        )

    def _text(self, reading: Reading) -> str:
        return self.witnesses[reading.article].article.text

    def _stage(self, reading: Reading, pieces: Sequence[Span], words: Sequence[Atom] | None = None) -> Stage | None:
        """None for a question, too: it asks whether, however firm its words are."""
        whole = self._text(reading)
        if pieces[-1].of(whole).rstrip(_MARKS).endswith("?"):
            return None
        cue = wording.atoms(whole, reading.cue.spans) if reading.cue else ()
        return stages.of_remark(whole, (*cue, *(terms.atoms(whole, pieces) if words is None else words)))

    def _reported(self) -> str | None:
        """The day of the earliest article that has the entry; None where one of them has no date."""
        days = [(self.witnesses[r.article].article.published or "")[:_DAY] for r in self.entry.readings]
        return min(days) if all(len(d) == _DAY for d in days) else None

    def _names(self, words: Sequence[Atom]) -> frozenset[str]:
        names = (n for n in self.witness.claims.names if n.kind in _SETTING)
        spans = [n.span for n in names if n.span.overlaps(self.reading.span)]
        named = [a for a in words if any(s.overlaps(a.span) for s in spans)] if spans else []
        return frozenset(terms.keys(self._text(self.reading), named))

    def _strength(self) -> tuple[int, int] | None:
        levels = [r.certainty for r in self.entry.readings[:_READINGS]]
        if not all(c.level in STRENGTH and c.score >= _SURE for c in levels):
            return None
        steps = [STRENGTH[c.level] for c in levels]
        return min(steps), max(steps)


def _near(whole: str, passage: Span, figure: Span) -> tuple[Atom, ...]:
    """The words of a figure's passage that stand within :data:`_AROUND` words of it."""
    words = wording.atoms(whole, (passage,))
    first = next((n for n, w in enumerate(words) if w.span.end > figure.start), len(words))
    last = next((n for n, w in enumerate(words) if w.span.start >= figure.end), len(words))
    return words[max(0, first - _AROUND) : last + _AROUND]


def _remarks(whole: str, content: Sequence[Span]) -> list[tuple[Span, ...]]:
    """The sentences of a content, each in its pieces: an attribution may stand in the middle of one."""
    found: list[tuple[Span, ...]] = []
    held: list[Span] = []
    for piece in content:
        if held and _ends(whole[held[-1].end : piece.start]):
            found.append(tuple(held))
            held = []
        for sentence in text.sentences(whole, piece, across_lines=True):
            held.append(sentence)
            if _ends(sentence.of(whole)):
                found.append(tuple(held))
                held = []
    return [*found, tuple(held)] if held else found


def _ends(words: str) -> bool:
    """Whether a sentence ends with some words, quotation marks left out."""
    return words.rstrip(_MARKS)[-1:] in _STOPS


def _agreed(told: Sequence[tuple[Stage | None, Locus]], otherwise: Locus) -> tuple[Stage | None, Locus]:
    """The stage that readings agree on, with the words of the first that tells it; those that tell none have no say."""
    found = [(stage, shown) for stage, shown in told if stage]
    return found[0] if found and len({stage.name for stage, _ in found}) == 1 else (None, otherwise)
