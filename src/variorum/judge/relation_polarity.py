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
_LONGEST_NOT = 3
"""Words up to which what one side lacks is a negation and its verb ("did not"), and no clause of its own."""
_ALL_BUT_ONE = 5
"""Words from which one word of content fewer will do, where all but one word are the same."""


@dataclass(frozen=True, slots=True)
class Contrary:
    """``a`` and ``b`` are the places of the words that make the contrary; empty where a side has nothing there."""

    score: float
    rule: str
    why: str
    a: range
    b: range


@dataclass(frozen=True, slots=True)
class _Change:
    """Words that stand between two shared ones on each side, and the places of the first of them."""

    a: tuple[str, ...]
    b: tuple[str, ...]
    at_a: int
    at_b: int

    @property
    def left_out(self) -> int:
        """How many words one side has where the other has none."""
        return 0 if self.a and self.b else len(self.a) + len(self.b)

    @property
    def outside(self) -> bool:
        """Of words at an end: whether they lie outside what the two have in common."""
        longest, shortest = max(len(self.a), len(self.b)), min(len(self.a), len(self.b))
        return longest > 3 or (longest > 1 and not shortest)


def contrary(a: Sequence[str], b: Sequence[str]) -> Contrary | None:
    """``a`` and ``b`` are normal words."""
    if not a or not b or tuple(a) == tuple(b) or max(len(a), len(b)) > wording.LONGEST:
        return None
    one, two = [wording.stem(w) for w in a], [wording.stem(w) for w in b]
    same: list[int] = []
    changes: list[_Change] = []
    i = k = 0
    for block in LCSseq.editops(one, two).as_matching_blocks():
        if i < block.a or k < block.b:
            change = _Change(tuple(a[i : block.a]), tuple(b[k : block.b]), i, k)
            edge = (i == 0 and k == 0) or (block.a == len(one) and block.b == len(two))
            changes.extend([] if edge and change.outside else [change])
        same.extend(range(block.a, block.a + block.size))
        i, k = block.a + block.size, block.b + block.size
    if found := _quantified(a, b) or _of_all(a, b):
        return found
    told = [i for i in same if a[i] not in wording.function_words()]
    all_but_one = len(changes) == 1 and len(changes[0].a + changes[0].b) <= 2 and len(same) >= _ALL_BUT_ONE
    if len(told) < _FEWEST - all_but_one or len(same) < _LIKE * min(len(a), len(b)):
        return None
    return _negated(a, b, changes, shared=[a[i] for i in same]) or _opposed(changes)


def _negated(
    a: Sequence[str], b: Sequence[str], changes: Sequence[_Change], *, shared: Sequence[str]
) -> Contrary | None:
    """One side has a negator that the other lacks, and nothing with a negation built in stands for it.

    A negation beside one that both have only strengthens it, and one in a whole clause that the other leaves out is of
    that clause.
    """
    left = _once([c.at_a + n for c in changes for n in range(len(c.a)) if negates_at(a, c.at_a + n)], a)
    right = _once([c.at_b + n for c in changes for n in range(len(c.b)) if negates_at(b, c.at_b + n)], b)
    if abs(len(left) - len(right)) != 1 or len(left) * len(right) or negates(shared) or _affirms(a) or _affirms(b):
        return None
    if _count(a) == _count(b) or any(c.left_out > _LONGEST_NOT and negates(c.a + c.b) for c in changes):
        return None
    if any(turns(c.a) or turns(c.b) or _opposite(c) for c in changes):
        return None
    why = "one has a negation that the other lacks, the other words are the same"
    return Contrary(0.75, "negation", why, _first(left), _first(right))


def _count(words: Sequence[str]) -> int:
    return len(_once([n for n in range(len(words)) if negates_at(words, n)], words))


def _quantified(a: Sequence[str], b: Sequence[str]) -> Contrary | None:
    """ "Nobody" here, "some" there, and all that the shorter one tells of them stands in the longer one, too."""
    for none, some, turned in ((a, b, False), (b, a, True)):
        at = [n for n, w in enumerate(none) if w in _table().nobody]
        other = [n for n, w in enumerate(some) if w in _table().somebody]
        if len(at) != 1 or len(other) != 1 or negates(some) or _count(none) != 1:
            continue
        if _same_told(none, at[0], some, other[0]) and not turns((*none, *some)):
            why = f"“{none[at[0]]}” here, “{some[other[0]]}” there, the other words of content are the same"
            x, y = _first(at), _first(other)
            return Contrary(0.65, "opposite", why, *((y, x) if turned else (x, y)))
    return None


def _same_told(a: Sequence[str], at_a: int, b: Sequence[str], at_b: int) -> bool:
    """Whether what the shorter of two wordings tells on one side of a word, the longer one tells there, too: what is
    on its other side is of others."""
    sides = ((a[at_a + 1 :], b[at_b + 1 :]), (a[:at_a], b[:at_b]))
    told = [(_told(one), _told(two)) for one, two in sides]
    return any(min(len(one), len(two)) >= _FEWEST - 1 and (one <= two or two <= one) for one, two in told)


def _of_all(a: Sequence[str], b: Sequence[str]) -> Contrary | None:
    """ "Not all" here, "all" or "every" there, and all that the shorter one tells of them stands in the longer one."""
    for some, every, turned in ((a, b, False), (b, a, True)):
        at = [n for n in range(1, len(some)) if some[n - 1] == _table().not_ and some[n] in _table().every]
        other = [n for n, w in enumerate(every) if w in _table().every]
        if len(at) != 1 or len(other) != 1 or negates(every) or _count(some) != 1 or turns((*some, *every)):
            continue
        one, two = (told - _stems(_table().every) for told in (_told(some), _told(every)))
        if min(len(one), len(two)) >= 1 and (one <= two or two <= one):
            x, y = range(at[0] - 1, at[0] + 1), _first(other)
            why = f"“not {some[at[0]]}” here, “{every[other[0]]}” there, the other words of content are the same"
            return Contrary(0.7, "opposite", why, *((y, x) if turned else (x, y)))
    return None


def _stems(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(wording.stem, words))


def _told(words: Sequence[str]) -> frozenset[str]:
    empty = wording.function_words() | _table().anybody
    return frozenset(wording.stem(w) for w in words if w not in empty)


def _once(places: list[int], words: Sequence[str]) -> list[int]:
    """Negators with the second half of a pair ("neither ... nor") left out."""
    first, second = _table().paired
    return [n for n in places if words[n] != second or not any(words[k] == first for k in places)]


def _first(places: Sequence[int]) -> range:
    return range(places[0], places[0] + 1) if places else range(0)


def _opposed(changes: Sequence[_Change]) -> Contrary | None:
    found = [(c, pair) for c in changes if max(len(c.a), len(c.b)) <= 2 and (pair := _opposite(c))]
    if len(found) != 1:
        return None
    change, (i, k) = found[0]
    beside = (*change.a[:i], *change.a[i + 1 :], *change.b[:k], *change.b[k + 1 :])
    if negates(beside) or any(negates(c.a) or negates(c.b) for c in changes if c is not change):
        return None
    why = f"“{change.a[i]}” here, “{change.b[k]}” there, the other words are the same"
    a, b = change.at_a + i, change.at_b + k
    return Contrary(0.7, "opposite", why, range(a, a + 1), range(b, b + 1))


def _opposite(change: _Change) -> tuple[int, int] | None:
    for i, one in enumerate(change.a):
        for k, two in enumerate(change.b):
            if (wording.stem(one), wording.stem(two)) in _antonyms():
                return i, k
    return None


def opposed(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether some words hold the opposite of one of the others."""
    theirs = {wording.stem(w) for w in others}
    return any((wording.stem(w), other) in _antonyms() for w in some for other in theirs)


def negates(words: Sequence[str]) -> bool:
    """Whether words hold a negation."""
    return any(negates_at(words, n) for n in range(len(words)))


def negates_at(words: Sequence[str], n: int) -> bool:
    """Whether a word negates: a "no" before a number is short for it ("No. 1")."""
    numbered = words[n] == _table().number and n + 1 < len(words) and words[n + 1][:1].isdigit()
    return words[n] in _table().negators and not numbered


def turns(words: Sequence[str]) -> bool:
    """Whether words hold a verb or adjective with a negation built in ("refuse", "unable")."""
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
    paired: tuple[str, str]
    nobody: frozenset[str]
    somebody: frozenset[str]
    anybody: frozenset[str]
    every: frozenset[str]
    not_: str
    number: str


@cache
def _table(language: str = "en") -> _Words:
    found = lexicon.load("contrast", language)
    first, second = found["paired"]
    return _Words(
        negators=frozenset(found["negators"]),
        turned=tuple(found["turned"]),
        affirming=tuple(found["affirming"]),
        paired=(first, second),
        nobody=frozenset(found["nobody"]),
        somebody=frozenset(found["somebody"]),
        anybody=frozenset(found["anybody"]),
        every=frozenset(found["every"]),
        not_=found["not"],
        number=found["number"],
    )


@cache
def _antonyms(language: str = "en") -> frozenset[tuple[str, str]]:
    pairs = [(wording.stem(x), wording.stem(y)) for x, y in lexicon.load("contrast", language)["antonyms"]]
    return frozenset(pairs) | frozenset((y, x) for x, y in pairs)
