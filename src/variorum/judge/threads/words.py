"""What one speaker says on one subject in two events: repeated, firmer, weaker, reversed, or taken up again."""

from __future__ import annotations

from collections import Counter

from rapidfuzz.distance import LCSseq

from ... import lexicon, text
from ..case import SAID
from ..relation_polarity import contrary, negates
from .stages import tells
from .strands import Strand
from .terms import Weights
from .tie import Change, Shared, Sign, Tie

_SAME = 0.6
"""Share of both sides' weight that must be shared by two wordings of one remark."""
_SUBJECT = 0.4
_LEAST_SHARED = 1.8
_LEAST_SAME = 1.2
_LEAST_TELLING = 2
_FEWEST_KEYS = 3
_VERBATIM, _FEWEST = 0.8, 6
"""Share of the shorter side's words that stand in the other, in order, when the two are one wording, and how many
words it needs."""
_STEP = {"considered": 0, "settled": 1}
_AGAIN: tuple[Change, Sign] = ("taken up again", "wording")
_FIRMER: tuple[Change, Sign] = ("firmer", "stage")
_WEAKER: tuple[Change, Sign] = ("weaker", "stage")


def tie(a: Strand, b: Strand, weights: Weights) -> Tie | None:
    """How ``b``, the later one, goes on from ``a``; None where they are not surely about one thing."""
    if a.entry.kind not in SAID or b.entry.kind not in SAID or a.speaker is None or a.speaker != b.speaker:
        return None
    shared = Shared.of(a, b, weights)
    if shared.both >= _SAME and shared.weight >= _LEAST_SAME and len(shared.keys) >= _FEWEST_KEYS:
        return _remark(a, b, shared)
    about_one = shared.telling >= _LEAST_TELLING and shared.both >= _SUBJECT and shared.weight >= _LEAST_SHARED
    if not about_one or (a.numbers and b.numbers and not a.numbers & b.numbers):
        return None
    change: Change = _told(b) if _one_wording(a, b) else "taken up again"
    return Tie(a=a, b=b, change=change, sign="wording", shared=shared)


def _remark(a: Strand, b: Strand, shared: Shared) -> Tie | None:
    """How two wordings of what is surely one point differ; ``taken up again`` where no more than that can be told.

    Where their numbers differ it is the figures' thread to tell.
    """
    if a.numbers and b.numbers and a.numbers != b.numbers:
        return None
    against = contrary(a.words, b.words)
    if against is not None:
        return Tie(a=a, b=b, change="reversed", sign="wording", shared=shared, reason=against.why)
    if _one_wording(a, b):
        return Tie(a=a, b=b, change=_told(b), sign="wording", shared=shared)
    change, sign = _firmness(a, b) if _negated(a) == _negated(b) else _AGAIN
    return Tie(a=a, b=b, change=change, sign=sign, shared=shared)


def _firmness(a: Strand, b: Strand) -> tuple[Change, Sign]:
    """By words that tell how firmly it is put where both have one, and by certainty; the two must not disagree."""
    staged = _STEP[b.stage.name] - _STEP[a.stage.name] if a.stage and b.stage else 0
    if a.strength is None or b.strength is None:
        return (_FIRMER if staged > 0 else _WEAKER) if staged else _AGAIN
    steps = (b.strength[0] > a.strength[1]) - (b.strength[1] < a.strength[0])
    if steps * staged < 0:
        return _AGAIN
    if staged:
        return _FIRMER if staged > 0 else _WEAKER
    if steps:
        return ("firmer", "certainty") if steps > 0 else ("weaker", "certainty")
    softened = {s.stage.name if s.stage else "" for s in (a, b)} == {"considered", ""}
    return ("repeated", "wording") if a.strength == b.strength and not softened else _AGAIN


def _negated(strand: Strand) -> int:
    """Whether the number of negations in the content is odd."""
    return sum(negates((word,)) for word in strand.words) % 2


def _one_wording(a: Strand, b: Strand) -> bool:
    """Whether nearly all words of the shorter one stand in the other, in order, and nothing there denies it or puts it
    more or less firmly; what the longer one has before and after is another matter."""
    short, long = sorted((a.words, b.words), key=lambda words: (len(words), words))
    blocks = LCSseq.editops(short, long).as_matching_blocks()[:-1]
    same = sum(block.size for block in blocks)
    if len(short) < _FEWEST or same < _VERBATIM * len(short):
        return False
    within = long[blocks[0].b : blocks[-1].b + blocks[-1].size]
    one, two = Counter(short), Counter(within)
    apart = [*(one - two), *(two - one)]
    return not tells(apart) and not negates(apart)


def _told(later: Strand) -> Change:
    """``repeated`` where the report says so, else no more than that it is told again."""
    cue = later.reading.cue
    said = {t.norm for t in text.words(later.whole, cue.span)} if cue else set()
    return "repeated" if said & lexicon.words("threads", "repeating") else "told again"
