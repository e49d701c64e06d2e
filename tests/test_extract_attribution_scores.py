"""Floors on public attribution data (PolNeAR development part), so that no change lowers them unseen."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.scorers import DATA, scorer
from variorum.extract import statements
from variorum.extract.document import Document, lay_out
from variorum.extract.statements import Reading
from variorum.model import Article, Block, Span

pytestmark = pytest.mark.skipif(DATA is None, reason="VARIORUM_DATA is not set: no outside data")

FLOORS = {"source": 0.66, "cue": 0.65, "content": 0.58}
LINKED = 0.62


def article(record: dict[str, Any]) -> Article:
    """One body block for each line that is not empty."""
    text = record["text"]
    blocks = tuple(Block(span=Span(m.start(), m.end()), role="body") for m in re.finditer(r"\S[^\n\r]*", text))
    return Article(id=record["id"], text=text, sha256="", blocks=blocks)


def spans(some: tuple[Span, ...]) -> list[list[int]]:
    return [[s.start, s.end] for s in some]


def row(reading: Reading, id: str) -> dict[str, Any]:
    """The drafts as the contract writes statements; speakers do not count here."""
    return {
        "id": id,
        "statements": [
            {
                "source": spans(d.source),
                "cue": spans(d.cue),
                "content": spans(d.content),
                "nested_in": None if around is None else "outer",
            }
            for d, around in zip(reading.drafts, reading.outer, strict=True)
        ],
    }


def reading(document: Document) -> Reading:
    return statements.read(document, statements.by_rules(document))


def test_attribution_stays_above_its_floors(tmp_path: Path) -> None:
    gold = Path(DATA or "") / "data" / "attribution" / "polnear_dev.jsonl"
    records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    written = tmp_path / "predicted.jsonl"
    rows = (row(reading(lay_out(article(r))), r["id"]) for r in records)
    written.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    result = scorer("score_attribution").main(str(gold), str(written))
    assert result["missing"] == 0
    for role, floor in FLOORS.items():
        assert result[role]["exact"] >= floor, role
    assert result["linked"] >= LINKED
