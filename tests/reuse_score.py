"""Reuse measured on generated corpora with known answers, beside datasketch MinHash in the same run.

usage: python -m tests.reuse_score [--fold development|held] [PART]...

``passages``: precision, recall and F1 of characters, on both sides, against the rate of edited words.
``direction``, ``origins``: see ``tests.reuse_origin_score``.
``shares``: see ``tests.reuse_shares_score``.
``parallel``: how many articles retold in one order are found, and how many other pairs are taken for such.
``speed``: CPU seconds for all pairs of a growing pile.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from tests import reuse_corpus as corpus
from tests.reuse_corpus import Corpus, Key
from tests.reuse_origin_score import print_direction, print_origins
from tests.reuse_shares_score import print_shares
from variorum.model import Span, Witness
from variorum.reuse import passages

SEEDS = range(1, 13)
RATES = (0.0, 0.1, 0.25, 0.4)
_SENTENCE = re.compile(r"[^.?!\n]+[.?!]*[”\"’]?")
Finder = Callable[[Sequence[Witness]], Key]


@dataclass(slots=True)
class Rate:
    """Characters that are shared and found, found and not shared, shared and not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    def __str__(self) -> str:
        return f"{self.precision:8.3f}{self.recall:8.3f}{self.f1:8.3f}"


def rate(made: Sequence[Corpus], find: Finder) -> Rate:
    """The characters of all pairs of these corpora, both sides."""
    total = Rate()
    for one in made:
        found = find(one.pile)
        for pair in one.key.keys() | found.keys():
            nothing: tuple[set[int], set[int]] = (set(), set())
            for truth, seen in zip(one.key.get(pair, nothing), found.get(pair, nothing), strict=True):
                total.right += len(truth & seen)
                total.wrong += len(seen - truth)
                total.missed += len(truth - seen)
    return total


def ours(pile: Sequence[Witness]) -> Key:
    found = Key()
    for p in passages(pile):
        if p.kind != "parallel":
            _add(found, p.a.article, p.a.span, p.b.article, p.b.span)
    return found


def _add(found: Key, a: str, of_a: Span, b: str, of_b: Span) -> None:
    sides = found.setdefault((a, b), (set(), set()))
    sides[0].update(range(of_a.start, of_a.end))
    sides[1].update(range(of_b.start, of_b.end))


def minhash(similarity: float, *, window: int = 1, shingle: int = 2) -> Finder | None:
    """Windows of sentences whose sets of word shingles have an estimated Jaccard similarity from ``similarity``, as
    datasketch finds them with locality-sensitive hashing; None where datasketch is not installed."""
    try:
        tool = import_module("datasketch")  # for comparison only; it has no types
    except ImportError:
        return None

    def sketches(w: Witness) -> Iterator[tuple[Span, Any]]:
        sentences = [Span(*m.span()) for m in _SENTENCE.finditer(w.article.text) if len(m.group().split()) > 3]
        for n in range(max(1, len(sentences) - window + 1)):
            if not sentences:
                return
            span = sentences[n].to(sentences[min(n + window, len(sentences)) - 1])
            words = re.findall(r"\w+", span.of(w.article.text).casefold())
            sketch = tool.MinHash(num_perm=128, seed=1)
            sketch.update_batch([" ".join(words[i : i + shingle]).encode() for i in range(len(words) - shingle + 1)])
            yield span, sketch

    def find(pile: Sequence[Witness]) -> Key:
        found = Key()
        lsh = tool.MinHashLSH(threshold=similarity, num_perm=128)
        known: dict[str, tuple[str, Span, Any]] = {}
        for w in sorted(pile, key=lambda w: w.article.id):
            own = {f"{w.article.id} {n}": (w.article.id, s, k) for n, (s, k) in enumerate(sketches(w))}
            for b, of_b, sketch in own.values():
                for other in lsh.query(sketch):
                    a, of_a, theirs = known[other]
                    if sketch.jaccard(theirs) >= similarity:
                        _add(found, a, of_a, b, of_b)
            for name, entry in own.items():
                lsh.insert(name, entry[2])
            known |= own
        return found

    return find


def corpora(fold: str) -> Iterator[tuple[str, list[Corpus]]]:
    """The lines of the table: what was edited and how much, and the corpora."""
    for share in RATES:
        yield f"words {share:.0%}", [corpus.planted(fold, s, rate=share) for s in SEEDS]
    for edit in corpus.WORDS:
        yield f"{edit} 25%", [corpus.planted(fold, s, rate=0.25, edits=(edit,)) for s in SEEDS]
    moved = (corpus.SENTENCES,)
    yield "sentences moved", [corpus.planted(fold, s, rate=0, edits=moved) for s in SEEDS]
    yield "agency copy", list(corpus.agency(fold, SEEDS))


def print_passages(fold: str) -> None:
    theirs = {f"MinHash {s}": minhash(s) for s in (0.3, 0.5)}
    finders = {"ours": ours, **{name: f for name, f in theirs.items() if f}}
    if None in theirs.values():
        print("datasketch is not installed: ours alone")
    print(f"passages, {fold}: precision, recall, F1 of characters")
    print(f"{'edited':<18}" + "".join(f"{name:>22}  " for name in finders))
    for name, made in corpora(fold):
        print(f"{name:<18}" + "".join(f"{rate(made, f)}  " for f in finders.values()), flush=True)


def print_parallel(fold: str) -> None:
    pairs = [*corpus.retold(fold, SEEDS), *corpus.reporters(fold, SEEDS)]
    total = Counter(p.relation for p in pairs)
    found = Counter(p.relation for p in pairs if any(r.kind == "parallel" for r in passages([p.a, p.b])))
    print(f"parallel, {fold}: pairs said to make the same points in one order")
    for relation, count in total.items():
        print(f"  {relation:<14}{found[relation]:>5} of {count:<5} {found[relation] / count:.3f}")


def print_speed(_: str) -> None:
    print("speed: all pairs of articles of 500 words")
    for count in (1_000, 2_000, 4_000):
        pile = corpus.many(count)
        start = time.process_time()
        found = passages(pile)
        print(f"  {count:>6} articles {time.process_time() - start:8.1f} CPU s {len(found):>7} passages", flush=True)


PARTS = {
    "passages": print_passages,
    "direction": print_direction,
    "origins": print_origins,
    "shares": print_shares,
    "parallel": print_parallel,
    "speed": print_speed,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fold", choices=("development", "held", "all"), default="held")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    given = parser.parse_args()
    for name, show in PARTS.items():
        if not given.parts or name in given.parts:
            show(given.fold)


if __name__ == "__main__":
    main()
