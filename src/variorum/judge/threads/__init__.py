"""Threads through a storyline: what one speaker said, or one measure was, in an earlier event and in a later one.

A change over time is no conflict between witnesses, and is told apart from it here.  Entries are compared only across
events, and only where they share words that tell the subject; an index over those words keeps the time in bounds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...model import Edition, Storyline, Thread, Witness
from . import values, words
from .chains import chains
from .strands import Strand, strands, weights
from .terms import Weights
from .tie import CHANGES, Tie
from .told import thread

MOST = 12
"""Threads of one storyline."""
_COMMON = 40
"""Entries of one speaker or unit that may share a word, before it is too common to look them up by."""
_LEAST_SHARED = 0.45
"""Weight of the words that are not too common which two entries must share to be compared at all."""
_AHEAD, _EACH = 4, 4
"""With how many later events an entry is compared, the nearest first, and with how many entries of each."""


def threads(storyline: Storyline, editions: Sequence[Edition], witnesses: Mapping[str, Witness]) -> tuple[Thread, ...]:
    """The threads through the events of a storyline, at most :data:`MOST`, the most telling first.

    ``editions`` may be of more events than the storyline's; ``witnesses`` are by article id.  An event's time is its
    first day; where it has none, or two have the same, their order is unknown, and a thread between them says so.
    """
    wanted = set(storyline.events)
    own = sorted((e for e in editions if e.event.id in wanted), key=lambda e: e.event.id)
    if len(own) < 2:
        return ()
    laid_out = sorted(strands(own, witnesses), key=lambda s: s.order)
    subject, measure = weights(laid_out)

    def bind(a: Strand, b: Strand) -> Tie | None:
        return values.tie(a, b, measure) if a.figure else words.tie(a, b, subject)

    pairs = _candidates(laid_out, subject, measure, common=max(_COMMON, 2 * len(own)))
    ties = [tie for i, j in pairs if (tie := bind(laid_out[i], laid_out[j]))]
    made = sorted((thread(c) for c in chains(ties, bind)), key=lambda t: (CHANGES.index(t.change), -t.score, t.entries))
    best = {(t.entries, t.change): t for t in reversed(made)}
    return tuple(t for t in made if best[t.entries, t.change] is t)[:MOST]


def _candidates(
    laid_out: Sequence[Strand], subject: Weights, measure: Weights, *, common: int
) -> Iterator[tuple[int, int]]:
    """Pairs of different events, the earlier one first, that share enough to be looked at."""
    index = _index(laid_out, common)
    for i, strand in enumerate(laid_out):
        shared: dict[int, float] = defaultdict(float)
        weight = measure if strand.figure else subject
        for key in sorted(strand.keys):
            places = index.get((_bond(strand), key), ())
            for j in places[bisect_right(places, i) :]:
                shared[j] += weight[key]
        events: dict[str, list[int]] = defaultdict(list)
        for j in sorted((j for j, told in shared.items() if told >= _LEAST_SHARED), key=lambda j: (-shared[j], j)):
            events[laid_out[j].occasion.id].append(j)
        events.pop(strand.occasion.id, None)
        nearest = sorted(events.values(), key=lambda places: laid_out[places[0]].order[:2])
        yield from ((i, j) for places in nearest[:_AHEAD] for j in places[:_EACH])


def _index(laid_out: Iterable[Strand], common: int) -> Mapping[tuple[tuple[str, str], str], Sequence[int]]:
    found: dict[tuple[tuple[str, str], str], list[int]] = defaultdict(list)
    for n, strand in enumerate(laid_out):
        for key in strand.keys:
            found[_bond(strand), key].append(n)
    return {key: places for key, places in found.items() if 2 <= len(places) <= common}


def _bond(strand: Strand) -> tuple[str, str]:
    """What two strands must have in common to be compared: the speaker, or the class of figure."""
    return ("figure", strand.figure.klass) if strand.figure else ("said", strand.speaker or "")
