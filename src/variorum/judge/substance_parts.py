"""What in a wording carries its substance: its hedges, negations and conditions, clause by clause.

A wording is the atoms of the pieces that are compared (``variorum.wording``).  Clauses end at a comma, a dash and the
like, and before a word that opens one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from .. import lexicon, wording
from ..model import Reading, Span
from ..wording import Atom

_ENDS = frozenset(".!?…")
_BREAKS = frozenset(",;:()[]—–")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words compared.  ``clause`` and ``sentence`` number the part that each word stands in."""

    atoms: tuple[Atom, ...]
    clause: tuple[int, ...]
    sentence: tuple[int, ...]
    asks: frozenset[int]
    """The sentences that are questions."""
    hedges: tuple[range, ...] = ()
    conditions: tuple[range, ...] = ()
    """The clauses that say under which condition the rest of their sentence holds."""
    negators: tuple[int, ...] = ()

    def words(self, places: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.atoms[n].norm for n in places)

    def span(self, places: range) -> Span:
        return self.atoms[places.start].span.to(self.atoms[places.stop - 1].span)

    def at(self, span: Span) -> range:
        """The places of the words that touch ``span``."""
        found = [n for n, atom in enumerate(self.atoms) if atom.span.overlaps(span)]
        return range(found[0], found[-1] + 1) if found else range(0)

    def in_clause(self, n: int) -> list[int]:
        return [k for k, c in enumerate(self.clause) if c == self.clause[n]]

    def in_sentence(self, n: int) -> list[int]:
        return [k for k, s in enumerate(self.sentence) if s == self.sentence[n]]


def lay_out(whole: str, pieces: Sequence[Span]) -> Wording:
    """The wording of some pieces of an article's text ``whole``."""
    bare = _cut_up(whole, pieces)
    return replace(
        bare,
        hedges=tuple(_hedges(bare, whole)),
        conditions=tuple(_conditions(bare)),
        negators=tuple(_negators(bare)),
    )


def with_hedge(reading: Reading, whole: str, words: Span) -> Span:
    """Words of a reading with its cue, where that is a hedge and stands right before them ("is considering ...")."""
    cue = reading.cue
    if cue is None or not 0 <= words.start - cue.span.end <= 1:
        return words
    found = lay_out(whole, (cue.span,))
    return cue.span.to(words) if any(len(h) == len(found.atoms) for h in found.hedges) else words


def _cut_up(whole: str, pieces: Sequence[Span]) -> Wording:
    atoms = wording.atoms(whole, pieces)
    clause, sentence, asks = [0] * len(atoms), [0] * len(atoms), set[int]()
    opening, measured = lexicon.words("substance", "openings"), lexicon.words("substance", "measured")
    for n in range(1, len(atoms)):
        beside = {atoms[n - 1].norm, atoms[min(n + 1, len(atoms) - 1)].norm}
        gap = whole[atoms[n - 1].span.end : atoms[n].span.start]
        ended = bool(_ENDS & set(gap)) or atoms[n].piece != atoms[n - 1].piece
        cut = ended or bool(_BREAKS & set(gap)) or (atoms[n].norm in opening and measured.isdisjoint(beside))
        clause[n], sentence[n] = clause[n - 1] + cut, sentence[n - 1] + ended
        if "?" in gap:
            asks.add(sentence[n - 1])
    if atoms and "?" in whole[atoms[-1].span.end : atoms[-1].span.end + 2]:
        asks.add(sentence[-1])
    return Wording(atoms, tuple(clause), tuple(sentence), frozenset(asks))


def _hedges(w: Wording, whole: str) -> Iterator[range]:
    """The hedges of a wording: the places of their words.  A month is none, and a question hedges nothing."""
    listed, unhedged = _phrases("hedges"), _phrases("unhedged")
    n = 0
    while n < len(w.atoms):
        if size := _phrase(w, n, unhedged):
            n += size
            continue
        size = _phrase(w, n, listed)
        if size and w.sentence[n] not in w.asks and not _month(w, whole, n):
            yield range(n, n + size)
        n += size or 1


def _conditions(w: Wording) -> Iterator[range]:
    """The clauses that say under which condition the rest of their sentence holds."""
    listed = _phrases("conditions")
    for n in range(len(w.atoms)):
        if w.sentence[n] not in w.asks and _phrase(w, n, listed):
            yield range(n, w.in_clause(n)[-1] + 1)


def softened(words: Sequence[str], *, reported: bool) -> bool:
    """Whether words hold a hedge, or one that may stand in for it; ``reported``: "would" is "will"."""
    single = _single("hedges") | lexicon.words("substance", "softening") | _single("conditions")
    return any(word in single or (word in _willed() and not reported) for word in words)


def conditional(words: Sequence[str]) -> bool:
    """Whether words may hold a condition."""
    listed = lexicon.words("substance", "conditional") | _single("conditions")
    return any(word in listed for word in words)


def _willed() -> frozenset[str]:
    return lexicon.words("substance", "backshifted")


def _negators(w: Wording) -> Iterator[int]:
    """The places of the words that negate; "not only" and the like negate nothing."""
    listed, number = lexicon.words("contrast", "negators"), lexicon.load("contrast")["number"]
    affirming = _phrases_of(tuple(lexicon.load("contrast")["affirming"]))
    n = 0
    while n < len(w.atoms):
        size = _phrase(w, n, affirming)
        numbered = w.atoms[n].norm == number and n + 1 < len(w.atoms) and w.atoms[n + 1].norm[:1].isdigit()
        if not size and w.atoms[n].norm in listed and not numbered:
            yield n
        n += size or 1


def content(words: Iterable[str]) -> tuple[str, ...]:
    """The words that carry more than grammar."""
    return tuple(w for w in words if w not in wording.function_words())


@lru_cache(maxsize=1 << 14)
def keys(word: str) -> frozenset[str]:
    """What a word may stand for: its stem, and the listed classes of like words."""
    stem = wording.stem(word)
    return frozenset({stem}) | _classes().get(stem, frozenset())


def stems_equal(one: str, two: str) -> bool:
    return wording.stem(one) == wording.stem(two)


def common(some: Iterable[str], others: Iterable[str]) -> int:
    """How many of ``some`` words have a like one among ``others``."""
    theirs = frozenset(k for w in others for k in keys(w))
    return sum(bool(keys(w) & theirs) for w in some)


def _phrase(w: Wording, n: int, listed: dict[str, tuple[tuple[str, ...], ...]]) -> int:
    """How many words from ``n`` on are a listed phrase; 0 for none."""
    for words in listed.get(w.atoms[n].norm, ()):
        if tuple(a.norm for a in w.atoms[n : n + len(words)]) == words:
            return len(words)
    return 0


def _month(w: Wording, whole: str, n: int) -> bool:
    """Whether the word is a month's name ("in May") and no verb."""
    shown = w.atoms[n].span.of(whole)
    first = n == 0 or w.sentence[n - 1] != w.sentence[n]
    return w.atoms[n].norm in lexicon.words("substance", "months") and shown[0].isupper() and not first


@cache
def _phrases(table: str, language: str = "en") -> dict[str, tuple[tuple[str, ...], ...]]:
    return _phrases_of(tuple(lexicon.load("substance", language)[table]))


@cache
def _phrases_of(listed: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases by their first word, the longest first."""
    split = sorted((tuple(p.split()) for p in listed), key=lambda p: (-len(p), p))
    return {first: tuple(p for p in split if p[0] == first) for first in sorted({p[0] for p in split})}


@cache
def _single(table: str, language: str = "en") -> frozenset[str]:
    return frozenset(p for p in lexicon.load("substance", language)[table] if " " not in p)


@cache
def _classes(language: str = "en") -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, listed in lexicon.load("paraphrase", language)["classes"].items():
        for phrase in listed:
            if " " not in phrase:
                found.setdefault(wording.stem(phrase), set()).add(f"class:{name}")
    return {stem: frozenset(names) for stem, names in found.items()}
