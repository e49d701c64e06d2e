"""A clause that points ahead, and what it comes to: a pledge, a forecast or neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..model import EntryKind, Reading, Witness
from . import commitment_dues, commitment_subjects
from .commitment_subjects import Subject
from .commitment_verbs import acts, becomes, befalls, happens, verb
from .commitment_words import Marker, Word, cover, cue_words, listed, markers, stems

_DISTANT = 3
"""Years ahead from which what others will do is a forecast, and no announcement."""
_INNER = ("‘", "“", " '", ' "')
"""Marks that open a quotation inside a quotation."""


@dataclass(frozen=True, slots=True)
class Found:
    """``start`` is the first character of the finite verb."""

    kind: EntryKind
    start: int


@dataclass(frozen=True, slots=True)
class _Clause:
    """A finite verb that points ahead, its subject, and where the verb that tells what will be stands."""

    witness: Witness
    reading: Reading
    sentence: Sequence[Word]
    marker: Marker
    subject: Subject
    at: int

    @property
    def verb(self) -> Word:
        return self.sentence[self.at]

    def cued(self, *names: str) -> bool:
        """Whether a verb of one of these lists hands the clause to its speaker."""
        cue = cue_words(self.witness.article.text, self.reading)
        return any(w.stem in stems("cues", name) for w in cue for name in names)


def first(witness: Witness, reading: Reading, sentence: Sequence[Word]) -> Found | None:
    """The first clause of a sentence that commits or predicts."""
    if "?" in witness.article.text[sentence[-1].span.end : sentence[-1].span.end + 3]:
        return None
    subject: Subject | None = None
    for marker in markers(sentence):
        if marker.at and marker.kind == "may" and sentence[marker.at].capital:
            continue  # the month
        if _retold(witness.article.text, reading, sentence[: marker.at + 1]):
            return None
        told = commitment_subjects.subject(witness, reading, sentence, marker.at)
        goes_on = marker.at > 0 and sentence[marker.at - 1].norm in listed("subjects", "coordinators")
        subject = told or (subject if goes_on else None)
        at = verb(sentence, marker.after)
        if subject is None or at is None or not _in_time(reading, sentence, marker, at):
            continue
        kind = _kind(_Clause(witness, reading, sentence, marker, subject, at))
        if kind is not None:
            return Found(kind, sentence[marker.at].span.start)
    return None


def _retold(whole: str, reading: Reading, before: Sequence[Word]) -> bool:
    """Whether somebody's own words tell what was said, or quote somebody else."""
    if reading.form == "indirect":
        return False
    quoted = reading.form == "direct" and any(
        mark in whole[a.span.end : b.span.start] for a, b in pairwise(before) for mark in _INNER
    )
    return quoted or any(w.norm in listed("cues", "retold") for w in before)


def _in_time(reading: Reading, sentence: Sequence[Word], marker: Marker, at: int) -> bool:
    """Whether the verb points ahead from where it stands: in indirect speech a past form may, nowhere else.

    "He'd estimated" and "had planned to" lie further back in any speech.
    """
    finite = sentence[marker.at].norm
    if finite in listed("markers", "further_back") or (marker.kind == "would" and sentence[at].norm.endswith("ed")):
        return False
    past = marker.kind == "would" or finite in listed("markers", "past") or finite.endswith("ed")
    return not past or reading.form == "indirect"


def _kind(clause: _Clause) -> EntryKind | None:
    kind, subject = clause.marker.kind, clause.subject
    if clause.reading.form == "narration":
        return "pledge" if kind == "intend" and subject.body else None
    if subject.own:
        if befalls(clause.sentence, clause.at):
            return "forecast" if kind != "may" else None
        return "pledge" if kind not in ("may", "likely") and acts(clause.sentence, clause.at) else None
    able = kind == "may" and clause.reading.form == "indirect" and not clause.cued("speaking", "fears")
    conditional = any(w.norm in listed("verbs", "conditional") for w in clause.sentence)
    if kind == "intend" or subject.nobody or conditional or able:
        return None
    return "forecast" if _predicts(clause) else None


def _predicts(clause: _Clause) -> bool:
    """Whether a clause about somebody or something else tells what will come, and no plan or diary."""
    subject, verb_stem = clause.subject, clause.verb.stem
    if clause.verb.norm in listed("markers", "be"):
        return not subject.person and becomes(clause.sentence, clause.at, measure=subject.measure)
    if verb_stem in stems("verbs", "arranged"):
        return False
    if happens(clause.sentence, clause.at, plain=not subject.person):
        return True
    if subject.person or verb_stem in stems("verbs", "no_act") or verb_stem in stems("verbs", "describes"):
        return False
    if subject.predicted or clause.cued("fears") or commitment_subjects.document(clause.reading.speaker):
        return True
    if clause.marker.kind == "may":
        return False
    return subject.measure or clause.marker.kind == "likely" or _distant(clause)


def _distant(clause: _Clause) -> bool:
    """Whether the clause is dated years ahead."""
    start = clause.sentence[clause.marker.at].span.start
    found = commitment_dues.due(clause.witness, clause.reading, cover(clause.sentence), start)
    year = found.value[:4] if found and found.value else ""
    published = (clause.witness.article.published or "")[:4]
    return year.isdigit() and published.isdigit() and int(year) - int(published) >= _DISTANT
