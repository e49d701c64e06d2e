"""The names that the learned reader found, as mentions of the same kind that the rules make.

The reader tells where a name stands and of what kind it is; the rules tell the title before it and what the lists know
of it, by which its bearer is found (``name_chains``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from .name_lexicon import Gazetteer
from .name_reading import LIKELY, LISTED, Mention
from .name_words import Word
from .reader import KINDS, Readout


def mentions(
    readout: Readout,
    ruled: Sequence[Mention],
    laid: Mapping[int, Sequence[Word]],
    starts: Sequence[int],
    lists: Gazetteer,
) -> list[Mention]:
    """The reader's names, each with what a mention of the rules in the same place knows, and those of the rules that
    stand elsewhere and are sure: in the lists, or of a bearer that the reader knows.

    ``laid``: the words of sentences by their index; ``starts``: where sentences begin.
    """
    found = list(_read(readout, ruled, laid, starts, lists))
    taken = sorted(m.span for m in found)
    known = {m.words for m in found}
    surnames = {m.words[-1] for m in found if m.kind == "person"}
    for m in ruled:
        after = bisect_right(taken, m.span.start, key=lambda s: s.end)
        if after < len(taken) and taken[after].overlaps(m.span):
            continue
        if m.strength >= LISTED or m.words in known or (m.kind == "person" and m.words[-1] in surnames):
            found.append(m)
    return found


def _read(
    readout: Readout,
    ruled: Sequence[Mention],
    laid: Mapping[int, Sequence[Word]],
    starts: Sequence[int],
    lists: Gazetteer,
) -> Iterator[Mention]:
    by_place = sorted(ruled, key=lambda m: m.span)
    places = [m.span.start for m in by_place]
    for piece in readout.names or ():
        span, kind = readout.span(piece), KINDS[piece.name]
        sentence = bisect_right(starts, span.start) - 1
        inside = [
            w for w in laid.get(sentence, ()) if w.start < span.end and w.end > span.start and w.is_word and w.key
        ]
        if not inside:
            continue
        near = by_place[max(0, bisect_right(places, span.start) - 1) : bisect_right(places, span.end)]
        beside = next((m for m in near if m.span.overlaps(span)), None)
        if beside is not None and beside.span == span and beside.kind == kind:
            yield beside
            continue
        keys = tuple(w.key for w in inside)
        entry = lists.phrases.get(" ".join(keys))
        yield Mention(
            span=span, kind=kind, strength=LIKELY, words=keys, initial=False, sentence=sentence,
            title=beside.title if beside is not None else (), gender=beside.gender if beside is not None else None,
            entry=entry if entry is not None and entry.kind == kind else None,
        )  # fmt: skip
