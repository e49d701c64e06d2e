"""Real events with what their reports have in common, labelled by readers: ``same_thing.jsonl``.

Each line is one event: the public set that it is from (ECB+, CC BY 3.0; Giveme5W1H news_cluster, Apache 2.0; AllSides
roundups of NeuS), the ids of its articles there, the first half of the
sha256 of their texts, and spans ``[article, start, end]`` (characters) into these; no
text.  ``same``: groups of passages that tell the same thing, in whatever words; ``near``: pairs that look alike and are
not; ``values``: two values of one measure or time, with ``conflict``, ``compatible`` or ``other-measure``;
``differs``: the same thing told with a difference; ``read``: up to where each article was read; ``copies``: articles
with one text.  Readers judged by reading, without a program; what they did not list counts as not the same, though they
say that they missed some.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from alignment import article_of, records

from variorum.collate.units import Unit
from variorum.model import Span, Witness

LABELS = Path(__file__).parent / "same_thing.jsonl"
MOSTLY = 0.6
"""Share of the shorter of a passage and a labelled piece that must lie in both."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One event: its storyline in the public set (no storyline may stand on both sides of a cut), its articles in the
    order of the labels, the labelled groups (the spans of each, by article), and up to where each article was read."""

    name: str
    storyline: str
    witnesses: tuple[Witness, ...]
    groups: tuple[Mapping[int, tuple[Span, ...]], ...]
    read: tuple[int, ...]
    copies: frozenset[tuple[int, int]]
    raw: Mapping[str, Any]

    def things(self, unit: Unit) -> frozenset[int]:
        """The groups of which a unit of these witnesses (numbered in their order) tells the thing."""
        size = sum(map(len, unit.pieces))
        return frozenset(
            n
            for n, group in enumerate(self.groups)
            if any(
                shared(unit.pieces, (span,)) >= MOSTLY * min(size, len(span)) for span in group.get(unit.witness, ())
            )
        )

    def around(self, witness: int, span: Span) -> frozenset[int]:
        """The groups with a piece in which ``span`` of a witness (by number) lies."""
        return frozenset(n for n, g in enumerate(self.groups) if any(s.contains(span) for s in g.get(witness, ())))

    def known(self, witness: int, span: Span) -> bool:
        """Whether the readers have read ``span`` of a witness (by number)."""
        return span.end <= self.read[witness] + 1


def shared(pieces: Sequence[Span], others: Sequence[Span]) -> int:
    """Characters that two lists of spans share."""
    return sum(max(0, min(p.end, s.end) - max(p.start, s.start)) for p in pieces for s in others)


def events() -> Iterator[Labelled]:
    """The labelled events, read and understood by the program; ``VARIORUM_DATA`` holds the articles."""
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        found = [articles(told["set"])[name] for name in told["ids"]]
        witnesses = [_witness(*both) for both in zip(found, told["texts"], strict=True)]
        yield Labelled(
            name=told["event"],
            storyline=found[0]["storyline"],
            witnesses=tuple(witnesses),
            groups=tuple(_group(group) for group in told["same"]),
            read=tuple(told["read"]),
            copies=frozenset((a, b) for copied in told["copies"] for a in copied for b in copied if a != b),
            raw=told,
        )


def _group(group: Sequence[Sequence[int]]) -> Mapping[int, tuple[Span, ...]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for article, start, end in group:
        found[article].append(Span(start, end))
    return {article: tuple(spans) for article, spans in found.items()}


def _witness(record: dict[str, str], digest: str) -> Witness:
    made = article_of(record)
    if not made.article.sha256.startswith(digest):
        raise ValueError(f"{record['id']}: not the text that was labelled")
    return made


@cache
def articles(name: str) -> dict[str, dict[str, str]]:
    """The records of a public set by id."""
    path = Path(os.environ["VARIORUM_DATA"]) / "data/events" / f"{name}.jsonl"
    return {record["id"]: record for record in records(path)}
