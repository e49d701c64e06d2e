"""The origins drawn: where reports come from on the left, the witnesses on the right, shared narration beside them.

Lengths are units of the drawing's own coordinate system (CSS pixels at its natural size).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from . import labels
from .view import OriginView, ReuseView

_LEFT, _RIGHT = 210, 315
_ARC = 110
_STEP, _TOP = 34, 26
_LABEL = 27


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An origin's dot at ``x``, ``y``, or a witness's box from ``x``, ``width`` wide, around the height ``y``."""

    x: int
    """Left edge of a box, centre of a dot."""
    y: int
    """Height of its middle."""
    width: int
    """Width of a box."""
    label: str
    """The words beside it, shortened."""
    full: str
    """All of these words."""
    kind: str
    """The kind of origin, or ``witness``."""
    id: str
    """Where it leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A line with what it stands for; ``weight`` is its width, ``target`` the id of the text behind it."""

    path: str
    """The line, as SVG writes it."""
    kind: Literal["origin", "unknown", "shared", "parallel"]
    """What it stands for."""
    weight: float
    """Its width."""
    title: str
    """What it says when it is pointed at."""
    target: str
    """The id of the text behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """A drawing ``width`` by ``height``."""

    width: int
    """Of the whole drawing."""
    height: int
    """Of the whole drawing."""
    origins: tuple[Node, ...]
    """The dots on the left."""
    witnesses: tuple[Node, ...]
    """The boxes on the right."""
    edges: tuple[Edge, ...]
    """The lines between and beside them."""


def draw(
    origins: Sequence[OriginView],
    reuse: Sequence[ReuseView],
    *,
    signs: Sequence[str],
    origin_ids: Sequence[str],
    witness_ids: Sequence[str],
    shared_ids: Sequence[str],
) -> Graph | None:
    """The graph of an event; None where there is nothing to draw."""
    if not origins or not signs:
        return None
    wide = 14 + 8 * max(len(s) for s in signs)
    rows = max(len(origins), len(signs))
    left = _spread(len(origins), rows)
    right = dict(zip(signs, _spread(len(signs), rows), strict=True))
    edges = [
        Edge(
            path=_curve(_LEFT + 8, y, _RIGHT, right[sign]),
            kind="unknown" if origin.kind == "unknown" else "origin",
            weight=1.5,
            title=f"{origin.label}, {sign}",
            target=place,
        )
        for origin, y, place in zip(origins, left, origin_ids, strict=True)
        for sign in origin.signs
        if sign in right
    ]
    return Graph(
        width=_RIGHT + wide + _ARC,
        height=_TOP * 2 + (rows - 1) * _STEP,
        origins=tuple(
            Node(x=_LEFT, y=y, width=12, label=_short(o.label), full=o.label, kind=o.kind.replace(" ", "-"), id=place)
            for o, y, place in zip(origins, left, origin_ids, strict=True)
        ),
        witnesses=tuple(
            Node(x=_RIGHT, y=right[s], width=wide, label=s, full=s, kind="witness", id=place)
            for s, place in zip(signs, witness_ids, strict=True)
        ),
        edges=(*edges, *_shared(reuse, shared_ids, right, _RIGHT + wide)),
    )


def _shared(reuse: Sequence[ReuseView], ids: Sequence[str], at: dict[str, int], edge: int) -> tuple[Edge, ...]:
    """One arc for each pair of witnesses that share narration, the wider the more words; it leads to the longest.

    A pair that has no text in common but makes the same points in one order gets a dashed one: a hint, no proof.
    """
    words: dict[tuple[str, str], int] = {}
    points: dict[tuple[str, str], int] = {}
    first: dict[tuple[str, str], str] = {}
    for shared, place in zip(reuse, ids, strict=True):
        a, b = sorted((shared.a.sign, shared.b.sign))
        if shared.passage == "narration" and a in at and b in at and a != b:
            if shared.kind == "parallel":
                points[a, b] = points.get((a, b), 0) + 1
            else:
                words[a, b] = words.get((a, b), 0) + shared.tokens
            first.setdefault((a, b), place)
    arcs = [
        Edge(
            path=_arc(edge, at[a], at[b]),
            kind="shared",
            weight=min(8.0, 1.5 + count / 25),
            title=f"{a} and {b} share {count} words of narration",
            target=first[a, b],
        )
        for (a, b), count in sorted(words.items())
    ]
    return (
        *arcs,
        *(
            Edge(
                path=_arc(edge, at[a], at[b]),
                kind="parallel",
                weight=1.5,
                title=f"{a} and {b} make {labels.count(made, 'point')} in one order, in other words",
                target=first[a, b],
            )
            for (a, b), made in sorted(points.items())
            if (a, b) not in words
        ),
    )


def _spread(count: int, rows: int) -> tuple[int, ...]:
    """``count`` heights, centred in ``rows`` rows."""
    offset = (rows - count) * _STEP / 2
    return tuple(round(_TOP + offset + i * _STEP) for i in range(count))


def _curve(x1: int, y1: int, x2: int, y2: int) -> str:
    middle = (x1 + x2) // 2
    return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"


def _arc(x: int, y1: int, y2: int) -> str:
    reach = x + min(_ARC, 24 + abs(y2 - y1) // 3)
    return f"M{x} {y1}C{reach} {y1} {reach} {y2} {x} {y2}"


def _short(label: str) -> str:
    return label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + "…"
