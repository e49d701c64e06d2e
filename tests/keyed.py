"""Reads an answer key and finds its words in an edition."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from variorum.model import Edition, Entry, Reading, Relation, Span, Volume

EXAMPLE = Path(__file__).parent.parent / "examples" / "harbour-bridge"
KEYS = Path(__file__).parent / "keys"


def key(name: str) -> dict[str, Any]:
    return tomllib.loads((KEYS / f"{name}.toml").read_text(encoding="utf-8"))


def span_of(volume: Volume, article: str, words: str) -> Span:
    """Where words stand in the body of an article (the last place: titles and chrome come before it)."""
    body = volume.witness(article).article
    starts = [
        b.span.start + at
        for b in body.blocks
        if b.role in ("body", "heading")
        for at in _places(b.span.of(body.text), words)
    ]
    assert starts, f"{words!r} is not in the body of {article}"
    return Span(starts[-1], starts[-1] + len(words))


def _places(text: str, words: str) -> list[int]:
    return [i for i in range(len(text)) if text.startswith(words, i)]


def readings_of(entry: Entry, article: str, span: Span) -> list[int]:
    """The readings of an entry whose content shares most of ``span``."""
    return [i for i, r in enumerate(entry.readings) if r.article == article and _covers(r, span)]


def _covers(reading: Reading, span: Span) -> bool:
    pieces = reading.content or (reading.span,)
    shared = sum(max(0, min(p.end, span.end) - max(p.start, span.start)) for p in pieces)
    return shared >= 0.6 * len(span)


def entry_with(volume: Volume, edition: Edition, readings: dict[str, str], kind: str | None) -> Entry | None:
    """The one entry in which every article has its words, or None."""
    spans = {a: span_of(volume, a, w) for a, w in readings.items()}
    for entry in edition.entries:
        if kind in (None, entry.kind) and all(readings_of(entry, a, s) for a, s in spans.items()):
            return entry
    return None


def relation_between(volume: Volume, entry: Entry, readings: dict[str, str], a: str, b: str) -> set[str]:
    """The relations that an entry gives between the keyed words of two articles."""
    one = set(readings_of(entry, a, span_of(volume, a, readings[a])))
    two = set(readings_of(entry, b, span_of(volume, b, readings[b])))

    def joins(r: Relation) -> bool:
        return (r.a in one and r.b in two) or (r.a in two and r.b in one)

    return {r.relation for r in entry.relations if joins(r)}
