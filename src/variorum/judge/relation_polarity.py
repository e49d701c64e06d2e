"""Whether two wordings say the contrary: the same sentence with a negation or an opposite in it.  Made to miss rather
than to accuse: nearly all other words must be the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import LCSseq

from .. import lexicon, wording

_LIKE = 0.75
"""Share of the shorter side's stems that must stand in the other, in order."""
_FEWEST = 3
"""Words of content that must be the same."""


@dataclass(frozen=True, slots=True)
class Contrary:
    score: float
    rule: str
    why: str


def contrary(a: Sequence[str], b: Sequence[str]) -> Contrary | None:
    """``a`` and ``b`` are normal words."""
    if not a or not b or tuple(a) == tuple(b) or max(len(a), len(b)) > wording.LONGEST:
        return None
    one, two = [wording.stem(w) for w in a], [wording.stem(w) for w in b]
    same: list[int] = []
    changes: list[tuple[Sequence[str], Sequence[str]]] = []
    reach = _Reach(len(one), len(two))
    i = k = 0
    for block in LCSseq.editops(one, two).as_matching_blocks():
        if not reach.at_an_end(i, block.a, k, block.b):
            changes.append((a[i : block.a], b[k : block.b]))
        same.extend(range(block.a, block.a + block.size))
        i, k = block.a + block.size, block.b + block.size
    told = [i for i in same if a[i] not in wording.function_words()]
    if len(told) < _FEWEST or len(same) < _LIKE * min(len(a), len(b)):
        return None
    return _negated(a, b, changes) or _opposed(changes)


@dataclass(frozen=True, slots=True)
class _Reach:
    """Words before the first or after the last shared one lie outside what the two have in common."""

    a: int
    b: int

    def at_an_end(self, i: int, j: int, k: int, m: int) -> bool:
        longest = max(j - i, m - k)
        return longest > 3 and ((i == 0 and k == 0) or (j == self.a and m == self.b))


def _negated(
    a: Sequence[str], b: Sequence[str], changes: Sequence[tuple[Sequence[str], Sequence[str]]]
) -> Contrary | None:
    """One side has a negator that the other lacks, and nothing with a negation built in stands for it."""
    more = sum(_negators(x) for x, _ in changes) - sum(_negators(y) for _, y in changes)
    if abs(more) != 1 or _affirms(a) or _affirms(b):
        return None
    if any(_turned(x) or _turned(y) for x, y in changes) or any(_opposite(x, y) for x, y in changes):
        return None
    return Contrary(0.75, "negation", "one has a negation that the other lacks, the other words are the same")


def _opposed(changes: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Contrary | None:
    found = [pair for x, y in changes if max(len(x), len(y)) <= 2 and (pair := _opposite(x, y))]
    if len(found) != 1 or any(_negators(x) or _negators(y) for x, y in changes):
        return None
    one, two = found[0]
    return Contrary(0.7, "opposite", f"“{one}” here, “{two}” there, the other words are the same")


def _opposite(x: Sequence[str], y: Sequence[str]) -> tuple[str, str] | None:
    for one in x:
        for two in y:
            if (wording.stem(one), wording.stem(two)) in _antonyms():
                return one, two
    return None


def _negators(words: Sequence[str]) -> int:
    return sum(w in _table().negators for w in words)


def _turned(words: Sequence[str]) -> bool:
    joined = f" {' '.join(words)} "
    return any(f" {w} " in joined for w in _table().turned)


def _affirms(words: Sequence[str]) -> bool:
    joined = f" {' '.join(words)} "
    return any(f" {w} " in joined for w in _table().affirming)


@dataclass(frozen=True, slots=True)
class _Words:
    negators: frozenset[str]
    turned: tuple[str, ...]
    affirming: tuple[str, ...]


@cache
def _table(language: str = "en") -> _Words:
    found = lexicon.load("contrast", language)
    return _Words(frozenset(found["negators"]), tuple(found["turned"]), tuple(found["affirming"]))


@cache
def _antonyms(language: str = "en") -> frozenset[tuple[str, str]]:
    pairs = [(wording.stem(x), wording.stem(y)) for x, y in lexicon.load("contrast", language)["antonyms"]]
    return frozenset(pairs) | frozenset((y, x) for x, y in pairs)
