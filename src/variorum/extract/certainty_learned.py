"""What the learned reader adds to the level of certainty that the words give: whether the event itself has happened.

Levels come from words (:mod:`.certainty`); the reader tells of each event how certain the text presents it to have
happened (trained on the UDS-IH2 labels of Rudinger, White and Van Durme 2018, where what is planned or possible has not
happened, yet).  Where both agree the level is surer; a hedge beside an event that is told as a fact gets a score below
one half, so that nothing is built on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..model import Certainty, Span
from . import cues, reader_pieces
from .reader import Readout

_EVENT = 0.3  # probability from which a word is taken for an event
_SURE = 2.0  # from here on an event is told as a fact
_AGREED, _DIVIDED = 0.1, 0.45
_OF_EVENTS = frozenset({"possible", "likely", "planned", "conditional", "unclear"})


def weighed(level: Certainty, text: str, spans: Sequence[Span], readout: Readout | None) -> Certainty:
    """A level with the factuality of the main event of the words at ``spans``, and a score that heeds it."""
    value = factuality(text, spans, readout)
    if value is None:
        return level
    score = level.score
    if level.level in _OF_EVENTS and value >= _SURE:
        score = min(score, _DIVIDED)
    elif level.level in _OF_EVENTS or (level.level == "asserted" and value >= _SURE):
        score = min(1.0, score + _AGREED)
    return replace(level, score=round(score, 3), factuality=value)


def factuality(text: str, spans: Sequence[Span], readout: Readout | None) -> float | None:
    """How certain the first event of the words is (-3 to 3) that is no saying or thinking; None where there is none."""
    if readout is None or readout.events is None or readout.certainty is None:
        return None
    known = cues.load().verbs
    for span in spans:
        for i in reader_pieces.covered(readout.words, span):
            word = text[readout.words.start[i] : readout.words.end[i]].casefold()
            if readout.events[i] >= _EVENT and word not in known:
                return round(float(readout.certainty[i]), 2)
    return None
