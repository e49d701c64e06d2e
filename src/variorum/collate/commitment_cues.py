"""What the words of attribution make of their content: a promise, a plan, a prediction, or what is merely wished."""

from __future__ import annotations

from collections.abc import Sequence

from .. import wording
from ..model import EntryKind, Reading, Span, Witness
from . import commitment_dues, commitment_subjects
from .commitment_verbs import befalls, happens, verb
from .commitment_words import Word, cover, cue_words, listed, phrases, stems

_BEFORE = 24
"""Characters before the words of attribution in which the word before them is looked for."""
_NOUN = 12
"""Words at the beginning of a content within which its first noun stands."""


def unsaid(whole: str, reading: Reading) -> bool:
    """Whether the attribution is denied, passive, lies further back or is a participle ("accused of planning to")."""
    cue = cue_words(whole, reading)
    if not cue:
        return False
    before = _word_before(whole, cue[0].span.start)
    norms = [before, *(w.norm for w in cue)]
    if any(w in listed("cues", "unsaid") for w in norms):
        return True
    if norms[1].endswith("ing") and reading.form == "indirect":
        return before not in listed("cues", "progressive")
    passive = any(w in listed("markers", "be") for w in norms[:2]) and any(w.endswith("ed") for w in norms[1:])
    return passive and not any(w.stem in stems("cues", "states") for w in cue)


def wishes(whole: str, reading: Reading) -> bool:
    """Whether the content is only wished, asked, offered or weighed."""
    return any(w.stem in stems("cues", "wishes") for w in cue_words(whole, reading))


def kind(witness: Witness, reading: Reading, sentence: Sequence[Word]) -> EntryKind | None:
    """What the words of attribution make of their content, whatever its first ``sentence`` says; None for nothing."""
    whole = witness.article.text
    cue = cue_words(whole, reading)
    particle = listed("markers", "infinitive")
    if not cue or not reading.source or particle & {_word_before(whole, cue[0].span.start), cue[0].norm}:
        return None
    said = frozenset(w.stem for w in cue)
    first = sentence[0].norm
    if said & stems("cues", "promises") or _phrased(cue, "promising"):
        return None if first in listed("cues", "feelings") else "pledge"
    if said & stems("cues", "plans"):
        return "pledge" if _plans(witness, reading, cue, sentence) else None
    if _phrased(cue, "excludes"):
        return "pledge" if first.endswith("ing") else None
    if said & stems("cues", "predictions"):
        return None if first.endswith("ing") else "forecast"
    if said & stems("cues", "expectations"):
        return "forecast" if _comes_about(cue, sentence) else None
    return None


def _word_before(whole: str, start: int) -> str:
    """The word right before a place, nothing but spaces between; or nothing."""
    piece = whole[max(0, start - _BEFORE) : start]
    found = wording.atoms(piece, (Span(0, len(piece)),)) if piece else ()
    return found[-1].norm if found and not piece[found[-1].span.end :].strip() else ""


def _phrased(cue: Sequence[Word], name: str) -> bool:
    shown = f" {' '.join(w.stem for w in cue)} "
    return any(f" {' '.join(wording.stem(w) for w in phrase)} " in shown for phrase in phrases("cues", name))


def _infinitive(cue: Sequence[Word], sentence: Sequence[Word]) -> bool:
    near = (cue[-1].norm, *(w.norm for w in sentence[:2]))
    particle = listed("markers", "infinitive")
    return bool(particle & set(near[:2])) or (near[1] in listed("markers", "between") and near[-1] in particle)


def _plans(witness: Witness, reading: Reading, cue: Sequence[Word], sentence: Sequence[Word]) -> bool:
    """Whether an act is planned that still lies ahead: what somebody once decided may be long done."""
    first, said = sentence[0].norm, {w.stem for w in cue}
    thing = bool(said & stems("cues", "plans_a_thing"))
    acts = _infinitive(cue, sentence) or (first.endswith("ing") and bool(said & stems("cues", "states")))
    if not acts and not (thing and first in listed("subjects", "indefinite")):
        return False
    if thing or any(w.norm in listed("markers", "have") for w in cue):
        return True
    return commitment_dues.due(witness, reading, cover(sentence), sentence[0].span.start) is not None


def _comes_about(cue: Sequence[Word], sentence: Sequence[Word]) -> bool:
    """Whether what is expected is a thing that comes about, and no behaviour ("expects players to train")."""
    particle = listed("markers", "infinitive")
    if _infinitive(cue, sentence):
        at = verb(sentence, int(sentence[0].norm in particle))
        return at is not None and (befalls(sentence, at) or happens(sentence, at))
    noun = commitment_subjects.head(sentence[:_NOUN])
    if noun is not None and noun.norm in listed("things", "outcomes"):
        return True
    at = next((n for n in range(1, len(sentence) - 1) if sentence[n].norm in particle), None)
    if at is None:
        return False
    noun = commitment_subjects.head(sentence[:at])
    measured = noun is not None and noun.norm in listed("things", "measures")
    return measured or happens(sentence, at + 1)
