"""Of each witness that has no reading in an entry: what it has that may be one all the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from ..model import Near, Span

LEAST = 0.02
"""Score under which two things are almost surely not one, and the pair is forgotten."""

Scores = Mapping[tuple[int, int], float]


class Spot(NamedTuple):
    """Where a thing stands; ``order`` counts the things of its article, or of all."""

    witness: int
    order: int
    article: str
    span: Span


def partners(scores: Scores) -> Mapping[int, Sequence[tuple[float, int]]]:
    """What each thing was compared with, and how surely both are one, those left out that are almost surely not."""
    found: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (i, j), score in scores.items():
        if score >= LEAST:
            found[i].append((score, j))
            found[j].append((score, i))
    return found


def near(compared: Iterable[tuple[float, Spot]], own: Set[int]) -> tuple[Near, ...]:
    """The likeliest of the things ``compared`` for each witness but ``own``, of equal ones the first, by article."""
    best: dict[int, tuple[float, int, Spot]] = {}
    for score, spot in compared:
        if spot.witness not in own and score >= LEAST:
            before = best.get(spot.witness)
            if before is None or (score, -spot.order) > before[:2]:
                best[spot.witness] = score, -spot.order, spot
    found = (Near(article=spot.article, span=spot.span, score=score) for score, _, spot in best.values())
    return tuple(sorted(found, key=lambda x: x.article))
