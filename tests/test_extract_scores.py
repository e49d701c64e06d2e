"""Floors for time expressions and figures on public annotated sets (WikiWars, MEANTIME); outside data, or skipped."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from variorum.extract import figures, moments
from variorum.extract.document import lay_out
from variorum.model import Article, Block, Span

from .expressions import speed
from .scorers import DATA, scorer

pytestmark = pytest.mark.skipif(not DATA, reason="needs VARIORUM_DATA: annotated sets and their scorers")


def _article(record: dict[str, Any]) -> Article:
    text: str = record["text"]
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        if body:
            start = at + line.index(body[0])
            blocks.append(Block(span=Span(start, start + len(body)), role="body"))
        at += len(line)
    return Article(
        id=record["id"],
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        blocks=tuple(blocks),
        published=record.get("published") or None,
    )


def _records(name: str) -> list[dict[str, Any]]:
    with Path(str(DATA), "data", name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _predicted(record: dict[str, Any]) -> dict[str, Any]:
    document = lay_out(_article(record))
    dated = moments.find(document)
    counted = figures.find(document, moments=dated)
    return {
        "id": record["id"],
        "moments": [{"start": m.span.start, "end": m.span.end, "value": m.value} for m in dated],
        "figures": [
            {"start": f.span.start, "end": f.span.end, "value": f.value, "unit": f.unit, "class": f.klass}
            for f in counted
        ],
    }


def _score(judge: str, name: str, out: Path) -> dict[str, float]:
    predicted = out / "predicted.jsonl"
    predicted.write_text("".join(json.dumps(_predicted(r)) + "\n" for r in _records(name)), encoding="utf-8")
    result: dict[str, float] = scorer(judge).main(str(Path(str(DATA), "data", name)), str(predicted))
    return result


def test_wikiwars_times(tmp_path: Path) -> None:
    result = _score("score_dates", "dates/wikiwars.jsonl", tmp_path)
    assert result["strict_f1"] >= 0.87
    assert result["relaxed_f1"] >= 0.945
    assert result["value_f1"] >= 0.85


def test_meantime_times(tmp_path: Path) -> None:
    result = _score("score_dates", "figures/meantime_dev.jsonl", tmp_path)
    assert result["relaxed_f1"] >= 0.93
    assert result["value_f1"] >= 0.85


def test_meantime_figures(tmp_path: Path) -> None:
    result = _score("score_figures", "figures/meantime_dev.jsonl", tmp_path)
    assert result["f1"] >= 0.95
    assert result["kind_right"] >= 0.99


def test_speed() -> None:
    """Processor time, not wall time, and a fifth of what a quiet machine does: a floor against a slow pattern."""
    assert speed([_article(r) for r in _records("attribution/polnear_dev.jsonl")]) > 120
