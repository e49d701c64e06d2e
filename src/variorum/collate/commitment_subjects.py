"""Who is the subject of a clause that points ahead: the speaker, a body that he speaks for, or somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .. import text
from ..model import Reading, Speaker, Witness
from . import commitment_bodies, commitment_dues
from .commitment_words import Word, listed, phrases

_LONGEST = 14
"""Words of a subject; a longer one is not read."""


@dataclass(frozen=True, slots=True)
class Subject:
    """``own``: the speaker, or a body of his; ``person``: "he", "she", "they"; ``measure``: what is measured, or a
    crowd; ``body``: an organisation; ``nobody``: one that does nothing; ``predicted``: an introduction makes the
    clause a prediction ("I think that")."""

    own: bool = False
    person: bool = False
    measure: bool = False
    body: bool = False
    nobody: bool = False
    predicted: bool = False


def subject(witness: Witness, reading: Reading, sentence: Sequence[Word], at: int) -> Subject | None:
    """The subject of the verb at ``at`` of a sentence, or None where none can be told."""
    run, predicted = _opened(_run(sentence, at))
    run = _bare(witness, run)
    if not run or len(run) > _LONGEST or _broken(run):
        return None
    return replace(_told(witness, reading, run), predicted=predicted)


def head(run: Sequence[Word]) -> Word | None:
    """The noun that a phrase is about: the last word before a mark or a preposition."""
    for n, word in enumerate(run):
        if n and (word.apart or word.norm in listed("subjects", "prepositions")):
            return run[n - 1]
    return run[-1] if run else None


def _run(sentence: Sequence[Word], at: int) -> list[Word]:
    """The words from the last mark to the verb; a relative clause between subject and verb is stepped over."""
    begin = at
    while begin > 0 and not sentence[begin].apart:
        begin -= 1
    if begin < at:
        return list(sentence[begin:at])
    first = next((n for n in range(1, at) if sentence[n].apart), 0)
    relative = first and sentence[first].norm in listed("subjects", "relatives")
    return list(sentence[:first]) if relative else []


def _opened(run: list[Word]) -> tuple[list[Word], bool]:
    """Without an introduction ("I think that"), and whether that makes the clause a prediction."""
    run = _led(run)
    norms = tuple(w.norm for w in run)
    for name, predicts in (("predicting", True), ("plain", False)):
        for phrase in phrases("openings", name):
            if norms[: len(phrase)] == phrase:
                return _led(run[len(phrase) :]), predicts
    return run, False


def _led(run: list[Word]) -> list[Word]:
    at = 0
    while at < len(run) and run[at].norm in listed("subjects", "leads"):
        at += 1
    return run[at:]


def _bare(witness: Witness, run: list[Word]) -> list[Word]:
    """Without the time or place that a clause may begin with, and the adverbs before its verb."""
    while run and run[-1].norm in listed("markers", "between"):
        run = run[:-1]
    while run:
        leads = run[0].norm in listed("subjects", "prepositions")
        dated = commitment_dues.at(witness, run[min(int(leads), len(run) - 1)].span)
        if dated is not None:
            run = _led([w for w in run if w.span.start >= dated.span.end])
        elif leads:
            return _after_place(run)
        else:
            break
    return run


def _after_place(run: list[Word]) -> list[Word]:
    """The subject behind "in this town", where a pronoun or an article shows where it begins."""
    if run[-1].norm in listed("subjects", "pronouns"):
        return run[-1:]
    if run[0].norm in listed("markers", "infinitive") or any(w.norm in listed("subjects", "never") for w in run):
        return []
    begin = max((n for n, w in enumerate(run) if n > 1 and w.norm in listed("subjects", "determiners")), default=None)
    return run[begin:] if begin is not None else []


def _broken(run: Sequence[Word]) -> bool:
    """Whether these words are no subject: a verb or a conjunction stands among them, or no noun at their end."""
    norms = [w.norm for w in run]
    if len(run) > 1 and _relative(run):
        return True
    return norms[-1] in listed("subjects", "articles") or any(n in listed("subjects", "never") for n in norms)


def _relative(run: Sequence[Word]) -> bool:
    """Whether a pronoun, a name or an article has another noun before it: "the number that (she) will take"."""
    last, before = run[-1], run[-2]
    if run[0].norm in listed("subjects", "pronouns") or last.norm in listed("subjects", "pronouns"):
        return True
    joined = before.norm in listed("subjects", "prepositions") or before.norm in listed("subjects", "joining")
    if any(_new_noun(run[n - 1], run[n]) for n in range(1, len(run))):
        return True
    named = last.capital and not before.capital and not joined
    return named and any(w.norm in listed("things", "measures") for w in run[:-1])


def _new_noun(before: Word, word: Word) -> bool:
    """Whether a second noun begins at ``word``, with nothing that joins it to the one before it."""
    if word.norm not in listed("subjects", "articles") or before.norm in listed("subjects", "predeterminers"):
        return False
    return before.norm not in listed("subjects", "prepositions") and before.norm not in listed("subjects", "joining")


def _told(witness: Witness, reading: Reading, run: Sequence[Word]) -> Subject:
    first = run[0].norm
    if len(run) == 1:
        if first in listed("subjects", "first_person"):
            return Subject(own=reading.form != "narration")
        if first in listed("subjects", "third_person"):
            own = reading.form in ("indirect", "mixed") and _fits(first, reading.speaker)
            return Subject(own=own, person=first not in listed("subjects", "things"))
    if first in listed("subjects", "nobody") or first in listed("subjects", "second_person"):
        return Subject(nobody=True)
    noun = head(run)
    assert noun is not None  # a run is never empty
    if noun.norm in listed("things", "measures") or noun.norm in listed("things", "masses"):
        return Subject(measure=True)
    own = commitment_bodies.committed(witness, reading, run, noun)
    return Subject(own=own, body=commitment_bodies.organised(witness, run, noun))


def _fits(pronoun: str, speaker: Speaker | None) -> bool:
    """Whether a pronoun may stand for the speaker."""
    if speaker is None or speaker.kind == "unknown" or document(speaker):
        return False
    if pronoun in listed("subjects", "persons"):
        return speaker.kind in ("person", "unnamed")
    if pronoun in listed("subjects", "things"):
        return speaker.kind == "organisation"
    return speaker.kind in ("organisation", "collective", "unnamed")


def document(speaker: Speaker | None) -> bool:
    """Whether the words come from a poll or a paper, which has no will."""
    return speaker is not None and any(t.norm in listed("subjects", "documents") for t in text.words(speaker.name))
