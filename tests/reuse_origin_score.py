"""Directions and origins measured on articles with known ancestry (``tests.reuse_origin_key``)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests import reuse_origin_key as key
from variorum import pipeline
from variorum.model import Article, Origin
from variorum.reuse import independent, origins, passages

SEEDS = range(1, 5)
WRONG = 5
"""What a wrong direction costs against a right one."""


@dataclass(slots=True)
class Directions:
    """Pairs by what was said of them; ``third`` counts pairs of two copies, of which nothing may be said."""

    right: int = 0
    wrong: int = 0
    open: int = 0
    third_said: int = 0
    third: int = 0
    unseen: int = 0
    by_case: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    @property
    def decided(self) -> int:
        return self.right + self.wrong + self.third_said

    def __str__(self) -> str:
        copies = self.right + self.wrong + self.open
        share = (self.right + self.wrong) / max(1, copies)
        score = self.right - WRONG * (self.wrong + self.third_said)
        return (
            f"copies {copies}: decided {share:.3f} (right {self.right}, wrong {self.wrong}); of two copies of a third "
            f"{self.third}: decided {self.third_said}; of all decided {self.right / max(1, self.decided):.3f} right; "
            f"score {score}; no shared narration {self.unseen}"
        )


def directions(pairs: Iterable[key.Pair]) -> Directions:
    total = Directions()
    for pair in pairs:
        found = passages(pipeline.credited((pair.a, pair.b)))
        said = {p.direction for p in found if p.passage == "narration" and p.kind != "parallel"}
        told = next(iter(said - {"unknown"}), "unknown")
        if not said:
            total.unseen += 1
            continue
        if pair.direction == "unknown":
            total.third += 1
            total.third_said += told != "unknown"
            outcome = "third, said" if told != "unknown" else "third, open"
        else:
            outcome = "open" if told == "unknown" else "right" if told == pair.direction else "wrong"
            total.right += outcome == "right"
            total.wrong += outcome == "wrong"
            total.open += outcome == "open"
        for case in (f"credit {pair.credit}", f"dates {pair.dates}", f"source {pair.source}"):
            total.by_case[case][outcome] += 1
    return total


@dataclass(slots=True)
class Origins:
    """Events whose counts are right, and articles whose kinds of origin are."""

    cases: int = 0
    least: int = 0
    most: int = 0
    covered: int = 0
    above: int = 0
    articles: int = 0
    kinds: int = 0
    joined: int = 0
    parted: int = 0
    by_kind: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __str__(self) -> str:
        n, m = max(1, self.cases), max(1, self.articles)
        return (
            f"events {self.cases}: least right {self.least / n:.3f} (too high {self.above}), most right "
            f"{self.most / n:.3f}, the truth within both {self.covered / n:.3f}; articles {self.articles}: kinds right "
            f"{self.kinds / m:.3f}; wrongly under one origin {self.joined}, of one origin and not folded {self.parted}"
        )


def counted(cases: Iterable[key.Case]) -> Origins:
    total = Origins()
    for case in cases:
        _count(total, case, _origins(case.pile))
    return total


def _origins(pile: Sequence[Article]) -> tuple[Origin, ...]:
    witnesses = pipeline.credited(pile)
    return origins(witnesses, passages(witnesses))


def _count(total: Origins, case: key.Case, found: tuple[Origin, ...]) -> None:
    least, most = independent([a.id for a in case.pile], found)
    total.cases += 1
    total.least += least == case.least
    total.above += least > case.least
    total.most += most == case.most
    total.covered += least <= case.most <= most
    for group in case.groups:
        for article in group.articles:
            mine = [o for o in found if article in o.articles]
            kinds = {o.kind for o in mine}
            wanted = {group.kind, "outlet"} if group.kind == "own reporting" else {group.kind}
            right = bool(kinds & wanted) if group.shown else kinds == {"unknown"}
            total.articles += 1
            total.kinds += right
            if not right:
                total.by_kind[group.kind if group.shown else "unknown", " + ".join(sorted(kinds))] += 1
            others = {a for o in mine for a in o.articles} - set(group.articles)
            total.joined += bool(others)
            total.parted += not set(group.articles) <= {a for o in mine for a in o.articles}


def print_direction(fold: str) -> None:
    total = directions(key.pairs(fold, SEEDS))
    print(f"direction, {fold}: {total}")
    if fold == "development":
        for case, outcomes in sorted(total.by_case.items()):
            print(f"  {case:<18}{dict(sorted(outcomes.items()))}")


def print_origins(fold: str) -> None:
    total = counted(key.cases(fold, SEEDS))
    print(f"origins, {fold}: {total}")
    if fold == "development":
        for (wanted, got), count in total.by_kind.most_common(12):
            print(f"  {count:>4} {wanted} taken for {got}")
