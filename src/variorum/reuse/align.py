"""Where two streams run together: local alignments, found by seeds, chains and small fillings.

Seeds are shared runs of three words; runs that follow each other in both articles are chained with a price on the words
between them (as in local alignment of sequences); short gaps and the two ends are then aligned word by word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .stream import Stream

SEED = 3
"""Words of an exact run that may start or continue a passage."""
CORE = 4
"""Words that the runs of a chain must share before its gaps are looked at."""
GAP = 12
"""Words that may be edited between two runs of one passage."""
PRICE = 0.55
"""What each edited word costs against each shared one."""
REPEATS = 12
"""A run that stands more often than this in one article seeds nothing there (a list, a refrain, padding)."""
LOOK_BACK = 48
"""Runs before a run that may be its predecessor in a chain: keeps chaining linear."""

Index = Mapping[tuple[str, str, str], Sequence[int]]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Run:
    """``length`` equal words from word ``a`` of one stream and word ``b`` of the other."""

    a: int
    b: int
    length: int


def index(stream: Stream) -> Index:
    """Where each run of three words stands; runs over a section's edge are left out."""
    places: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    words, section = stream.words, stream.section
    for at, run in enumerate(zip(words, words[1:], words[2:], strict=False)):
        if section[at] == section[at + SEED - 1]:
            places[run].append(at)
    return {run: at for run, at in places.items() if len(at) <= REPEATS}


def alignments(a: Stream, b: Stream, in_a: Index, in_b: Index) -> Iterator[tuple[Pair, ...]]:
    """Passages that both streams hold: for each, the pairs of equal words in order (word of ``a``, word of ``b``).

    Best first; no word of ``a`` is used twice, none of ``b`` either.
    """
    runs = _runs(a, b, in_a, in_b)
    used_a: set[int] = set()
    used_b: set[int] = set()
    for chain in _chains(runs, a, b):
        if sum(run.length for run in chain) < CORE or _taken(chain, used_a, used_b):
            continue
        pairs = _firm(_free(_filled(chain, a, b), used_a, used_b))
        if pairs:
            used_a.update(range(pairs[0][0], pairs[-1][0] + 1))
            used_b.update(range(pairs[0][1], pairs[-1][1] + 1))
            yield pairs


def _firm(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """The pairs without loose ends: a last (or first) run that is shorter than the gap before it says little."""
    while len(pairs) > 1:
        kept = _without_loose_end(pairs)
        kept = tuple((-x, -y) for x, y in reversed(kept))
        kept = tuple((-x, -y) for x, y in reversed(_without_loose_end(kept)))
        if kept == pairs:
            break
        pairs = kept
    return pairs


def _without_loose_end(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    end = len(pairs) - 1
    while end and pairs[end][0] - pairs[end - 1][0] == 1 == pairs[end][1] - pairs[end - 1][1]:
        end -= 1
    if not end:
        return pairs
    gap = max(pairs[end][0] - pairs[end - 1][0], pairs[end][1] - pairs[end - 1][1]) - 1
    return pairs[:end] if len(pairs) - end < gap else pairs


def _taken(chain: Sequence[_Run], used_a: set[int], used_b: set[int]) -> bool:
    """Whether a better passage already holds both ends of a chain in either article."""
    first, last = chain[0], chain[-1]
    end = last.length - 1
    return (first.a in used_a and last.a + end in used_a) or (first.b in used_b and last.b + end in used_b)


def _free(pairs: list[Pair], used_a: set[int], used_b: set[int]) -> tuple[Pair, ...]:
    """The pairs from the first to the last free ones; nothing when a better passage lies in between."""
    clear = [i for i, (x, y) in enumerate(pairs) if x not in used_a and y not in used_b]
    if not clear or clear[-1] - clear[0] + 1 != len(clear):
        return ()
    return tuple(pairs[clear[0] : clear[-1] + 1])


def _runs(a: Stream, b: Stream, in_a: Index, in_b: Index) -> list[_Run]:
    """All maximal shared runs, in order of ``a``."""
    if len(in_b) < len(in_a):
        return sorted((_Run(r.b, r.a, r.length) for r in _runs(b, a, in_b, in_a)), key=lambda r: (r.a, r.b))
    by_diagonal: dict[int, list[int]] = defaultdict(list)
    for run, places in in_a.items():
        for y in in_b.get(run, ()):
            for x in places:
                by_diagonal[y - x].append(x)
    found = []
    for diagonal, starts in by_diagonal.items():
        starts.sort()
        first = last = starts[0]
        for x in (*starts[1:], -1):
            if x == last + 1:
                last = x
                continue
            found.append(_Run(first, first + diagonal, last - first + SEED))
            first = last = x
    return sorted(found, key=lambda r: (r.a, r.b))


def _chains(runs: list[_Run], a: Stream, b: Stream) -> Iterator[list[_Run]]:
    """Chains of runs, the best first; each run belongs to one chain."""
    score: list[float] = []
    before: list[int | None] = []
    for at, run in enumerate(runs):
        best, chosen = 0.0, None
        for p in range(at - 1, max(-1, at - 1 - LOOK_BACK), -1):
            price = _price(runs[p], run, a, b)
            if price is not None and score[p] - price > best:
                best, chosen = score[p] - price, p
        score.append(best + run.length)
        before.append(chosen)
    taken = [False] * len(runs)
    for at in sorted(range(len(runs)), key=lambda r: (-score[r], r)):
        chain: list[_Run] = []
        step: int | None = at
        while step is not None and not taken[step]:
            taken[step] = True
            chain.append(runs[step])
            step = before[step]
        if chain:
            yield chain[::-1]


def _price(p: _Run, q: _Run, a: Stream, b: Stream) -> float | None:
    """The price of going from run ``p`` to run ``q``; None when they cannot follow each other."""
    gap_a, gap_b = q.a - p.a - p.length, q.b - p.b - p.length
    overlap = -min(gap_a, gap_b, 0)
    if overlap >= min(p.length, q.length) or max(gap_a, gap_b) > GAP:
        return None
    if a.section[p.a] != a.section[q.a] or b.section[p.b] != b.section[q.b]:
        return None
    return PRICE * max(gap_a, gap_b, 0) + overlap


def _filled(chain: Sequence[_Run], a: Stream, b: Stream) -> list[Pair]:
    """The pairs of a chain, with those of its gaps and of the few words around it."""
    pairs: list[Pair] = _outward(chain[0].a - 1, chain[0].b - 1, -1, a, b)[::-1]
    for run in chain:
        skip = max(0, pairs[-1][0] + 1 - run.a, pairs[-1][1] + 1 - run.b) if pairs else 0
        if skip >= run.length:
            continue
        if pairs:
            last = pairs[-1]
            pairs += _common(range(last[0] + 1, run.a + skip), range(last[1] + 1, run.b + skip), a, b)
        pairs += [(run.a + k, run.b + k) for k in range(skip, run.length)]
    return pairs + _outward(pairs[-1][0] + 1, pairs[-1][1] + 1, 1, a, b)


def _common(xs: Sequence[int], ys: Sequence[int], a: Stream, b: Stream) -> list[Pair]:
    """A longest common subsequence of two gaps (each at most :data:`GAP` words long)."""
    if not xs or not ys:
        return []
    table = [[0] * (len(ys) + 1) for _ in range(len(xs) + 1)]
    for i in range(len(xs) - 1, -1, -1):
        for j in range(len(ys) - 1, -1, -1):
            same = a.words[xs[i]] == b.words[ys[j]]
            table[i][j] = table[i + 1][j + 1] + 1 if same else max(table[i + 1][j], table[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(xs) and j < len(ys):
        if a.words[xs[i]] == b.words[ys[j]]:
            pairs.append((xs[i], ys[j]))
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _outward(x: int, y: int, step: int, a: Stream, b: Stream) -> list[Pair]:
    """Equal words beyond an end of a chain, over one or two edited words at a time, while that pays.

    A longer stretch would hold a run of its own.
    """
    if not (0 <= x < len(a) and 0 <= y < len(b)):
        return []
    home = (a.section[x - step], b.section[y - step])
    pairs: list[Pair] = []
    gain = best = 0.0
    kept = 0
    while gain >= best - 2 and len(pairs) < GAP:
        found = next(
            (
                (x + step * over_a, y + step * over_b, price)
                for over_a, over_b, price in _JUMPS
                if _meet(x + step * over_a, y + step * over_b, a, b, home)
            ),
            None,
        )
        if found is None:
            break
        pairs.append(found[:2])
        gain += 1 - found[2]
        if gain > best:
            best, kept = gain, len(pairs)
        x, y = found[0] + step, found[1] + step
    return pairs[:kept]


_JUMPS = ((0, 0, 0.0), (1, 1, 0.9), (0, 1, 0.9), (1, 0, 0.9), (2, 2, 1.6), (1, 2, 1.6), (2, 1, 1.6))
"""Words passed over in either stream, and what that costs (an equal word earns one)."""


def _meet(x: int, y: int, a: Stream, b: Stream, home: Pair) -> bool:
    """Whether the same word stands at both places, inside the sections ``home``."""
    return 0 <= x < len(a) and 0 <= y < len(b) and a.words[x] == b.words[y] and (a.section[x], b.section[y]) == home
