"""A score as a compact table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.events.score import Rate, Score


def table(fold: str, score: Score) -> str:
    return "\n".join(_lines(fold, score))


def _lines(fold: str, score: Score) -> Iterator[str]:
    yield f"{fold}: {score.events} events, {score.whole} of them grouped whole"
    yield head("alignment pairs")
    yield line("all", score.pairs)
    yield from _rows(score.by_kind)
    yield f"  near items joined: {score.near_joined}"
    yield "pairs of statements by operation: found of wanted"
    ops = sorted(score.by_ops.items(), key=lambda x: (x[1].recall, x[0]))
    cells = [f"{name} {r.found}/{r.wanted}" for name, r in ops]
    yield from (f"  {'   '.join(cells[i : i + 5])}" for i in range(0, len(cells), 5))
    yield head(f"relations, macro F1 {score.macro:.3f}")
    yield from _rows({k: r for k, r in score.relations().items() if r.wanted or r.given})
    wrong = [f"{w} called {g}: {n}" for (w, g), n in sorted(score.confusion.items(), key=lambda x: -x[1]) if w != g]
    yield from (f"  {'   '.join(wrong[i : i + 4])}" for i in range(0, len(wrong), 4))
    yield head("verdicts of conflict")
    yield from _rows(score.conflicts)
    yield head("findings")
    yield from _rows(score.findings)
    yield f"  high severity: {score.high.right} of {score.high.given} right, precision {score.high.precision:.3f}"
    yield f"  cost (false accusation 5, miss 1): {score.cost}"
    if score.reordered:
        yield f"  relations that depend on the order or number of witnesses: {score.reordered}"


def head(about: str) -> str:
    return f"{about:<34}{'given':>7}{'right':>7}{'wanted':>8}{'found':>7}{'P':>8}{'R':>7}{'F1':>7}"


def _rows(rates: Mapping[str, Rate]) -> Iterator[str]:
    for name, rate in sorted(rates.items()):
        yield line(name, rate)


def line(name: str, r: Rate) -> str:
    numbers = f"{r.given:>7}{r.right:>7}{r.wanted:>8}{r.found:>7}{r.precision:>8.3f}{r.recall:>7.3f}{r.f1:>7.3f}"
    return f"  {name:<32}{numbers}"
