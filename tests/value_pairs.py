"""Pairs of figures and of time expressions with the verdict that a reader would give, and how the rooms do on them.

``python -m tests.value_pairs figure moment`` scores the keys; every second pair is only measured.  Each report is read,
collated and judged as in a run; two values that share no entry are ``apart``.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tests.keyed import key
from variorum import collate
from variorum.extract import claims
from variorum.judge import relations
from variorum.model import Article, Block, Entry, Span, Witness

Kind = Literal["figure", "moment"]
APART = frozenset({"apart", "different measure"})
_DAY = "2031-05-06"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports, the marked value of each, and the verdicts that serve."""

    verdicts: tuple[str, ...]
    texts: tuple[str, str]
    marked: tuple[Span, Span]
    days: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a pair; ``stray`` counts conflicts between values that are not marked."""

    pair: Pair
    found: str
    rule: str
    stray: int

    @property
    def right(self) -> bool:
        wanted = {"apart" if v in APART else v for v in self.pair.verdicts}
        return ("apart" if self.found in APART else self.found) in wanted


def pairs(kind: Kind) -> tuple[Pair, ...]:
    """The pairs of ``tests/keys/<kind>_pairs.toml``."""
    return tuple(_pair(*row) for row in key(f"{kind}_pairs")["pairs"])


def _pair(verdict: str, a: str, b: str, one: str = _DAY, two: str = _DAY) -> Pair:
    (first, at), (second, there) = _marked(a), _marked(b)
    days = tuple(None if day == "none" else day for day in (one, two))
    return Pair(tuple(verdict.split("|")), (first, second), (at, there), (days[0], days[1]))


def _marked(text: str) -> tuple[str, Span]:
    before, _, rest = text.partition("{")
    inside, _, after = rest.partition("}")
    return before + inside + after, Span(len(before), len(before) + len(inside))


def witness(id: str, text: str, published: str | None) -> Witness:
    """A report of one paragraph, read."""
    article = Article(
        id=id,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        blocks=(Block(span=Span(0, len(text)), role="body"),),
        published=published,
        published_basis="given" if published else None,
        language="en",
    )
    return Witness(article=article, claims=claims(article))


def outcome(pair: Pair, kind: Kind) -> Outcome:
    """The relation of the two marked values."""
    a, b = (witness(name, text, day) for name, text, day in zip("ab", pair.texts, pair.days, strict=True))
    by_id = {"a": a, "b": b}
    judged = [relations.relate(e, by_id) for e in collate.entries([a, b]) if e.kind == kind]
    stray, found, rule = 0, "apart", ""
    for entry in judged:
        for relation in entry.relations:
            if _is(entry, (relation.a, relation.b), pair):
                found, rule = relation.relation, relation.rule
            else:
                stray += relation.relation == "conflicts"
    return Outcome(pair, found, rule, stray)


def _is(entry: Entry, readings: tuple[int, int], pair: Pair) -> bool:
    spans = {entry.readings[n].article: entry.readings[n].content[0] for n in readings}
    return all(spans[side].overlaps(at) for side, at in zip("ab", pair.marked, strict=True))


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall of conflicts, and the share of all pairs that are right."""

    outcomes: tuple[Outcome, ...]

    @property
    def precision(self) -> float:
        said = sum(o.found == "conflicts" for o in self.outcomes) + sum(o.stray for o in self.outcomes)
        return self._hits() / said if said else 1.0

    @property
    def recall(self) -> float:
        wanted = sum("conflicts" in o.pair.verdicts for o in self.outcomes)
        return self._hits() / wanted if wanted else 1.0

    @property
    def right(self) -> float:
        return sum(o.right for o in self.outcomes) / len(self.outcomes)

    def _hits(self) -> int:
        return sum(o.found == "conflicts" and o.right for o in self.outcomes)


def score(kind: Kind, chosen: Iterable[Pair]) -> Score:
    return Score(tuple(outcome(p, kind) for p in chosen))


def halves(kind: Kind) -> tuple[Sequence[Pair], Sequence[Pair]]:
    """The pairs that were looked at, and those that are only measured."""
    every = pairs(kind)
    return every[::2], every[1::2]


def report(result: Score, *, errors: bool) -> Iterator[str]:
    yield f"conflicts: precision {result.precision:.3f} recall {result.recall:.3f}; all right {result.right:.3f}"
    table = Counter(("|".join(o.pair.verdicts), o.found) for o in result.outcomes)
    yield from (f"  {want:20} {got:20} {n}" for (want, got), n in sorted(table.items()))
    for o in result.outcomes if errors else ():
        if not o.right or o.stray:
            yield f"- {'|'.join(o.pair.verdicts)}, got {o.found} {o.rule} (stray {o.stray})"
            yield from (
                f"    {t[: m.start]}{{{m.of(t)}}}{t[m.end :]}" for t, m in zip(o.pair.texts, o.pair.marked, strict=True)
            )


def main() -> None:
    kinds: tuple[Kind, ...] = ("figure", "moment")
    for kind in kinds:
        if kind in sys.argv[1:] or not sys.argv[1:]:
            looked_at, measured = halves(kind)
            print(f"== {kind}: looked at")
            print("\n".join(report(score(kind, looked_at), errors=True)))
            print(f"== {kind}: only measured")
            print("\n".join(report(score(kind, measured), errors=False)))


if __name__ == "__main__":
    main()
