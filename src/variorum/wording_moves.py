"""Words that stand elsewhere on the other side of a collation: what looks left out here and added there.

A leaf without dependencies: it works on lists of normal words, and knows nothing of text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FEWEST = 3
"""Words of content that a run must have to count as moved; fewer stand in two places by chance."""
_OFTEN = 8
"""Places at which one word triple is looked up; a text that repeats itself more often has moved nothing."""


@dataclass(frozen=True, slots=True, order=True)
class Move:
    """``size`` words that stand at ``a`` on one side and at ``b`` on the other."""

    a: int
    b: int
    size: int


def moves(
    a: Sequence[str],
    b: Sequence[str],
    left: Sequence[range],
    right: Sequence[range],
    *,
    grammar: frozenset[str],
) -> tuple[Move, ...]:
    """The runs moved from the unequal ranges ``left`` of ``a`` to the ranges ``right`` of ``b``, by place in ``a``.

    The longest run counts first; no word belongs to two.  ``grammar`` are the words that carry no content.
    """
    found: list[Move] = []
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    for run in sorted(_runs(a, b, left, right), key=lambda m: (-m.size, m.a, m.b)):
        for part in _free(run, taken_a, taken_b):
            if sum(word not in grammar for word in a[part.a : part.a + part.size]) >= FEWEST:
                found.append(part)
                taken_a.update(range(part.a, part.a + part.size))
                taken_b.update(range(part.b, part.b + part.size))
    return tuple(sorted(found))


def _runs(a: Sequence[str], b: Sequence[str], left: Sequence[range], right: Sequence[range]) -> Iterator[Move]:
    """The longest equal runs of any range of one side with any of the other."""
    places: dict[tuple[str, ...], list[tuple[int, range]]] = {}
    for there in right:
        for k in range(there.start, there.stop - 2):
            places.setdefault(tuple(b[k : k + 3]), []).append((k, there))
    for here in left:
        for i in range(here.start, here.stop - 2):
            known = places.get(tuple(a[i : i + 3]), ())
            for k, there in known if len(known) <= _OFTEN else ():
                if i > here.start and k > there.start and a[i - 1] == b[k - 1]:
                    continue  # a part of the run that was found at the word before
                size = 3
                while i + size < here.stop and k + size < there.stop and a[i + size] == b[k + size]:
                    size += 1
                yield Move(i, k, size)


def _free(run: Move, taken_a: set[int], taken_b: set[int]) -> Iterator[Move]:
    """The stretches of a run of which no word is taken."""
    start: int | None = None
    for n in range(run.size + 1):
        used = n == run.size or run.a + n in taken_a or run.b + n in taken_b
        if used and start is not None:
            yield Move(run.a + start, run.b + start, n - start)
            start = None
        elif not used and start is None:
            start = n
