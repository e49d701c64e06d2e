"""Floors for the whole of ``extract`` on public annotated sets: attribution, names, certainty."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from held_out import is_held_out

import variorum
from tests.scorers import DATA, scorer
from variorum.extract import reader, statements
from variorum.extract.document import lay_out
from variorum.model import Article, Block, Span

pytestmark = pytest.mark.skipif(DATA is None, reason="VARIORUM_DATA is not set: no outside data")

ROLES = {"source": 0.80, "cue": 0.73, "content": 0.68}
LINKED = 0.725
NAMES = 0.83
CERTAINTY = 0.81


def spans(some: Sequence[Span]) -> list[list[int]]:
    return [[s.start, s.end] for s in some]


def row(article: Article) -> dict[str, Any]:
    found = variorum.extract(article)
    return {
        "id": article.id,
        "names": [{"start": n.span.start, "end": n.span.end, "kind": n.kind} for n in found.names],
        "statements": [
            {"source": spans(s.source), "cue": spans(s.cue), "content": spans(s.content), "nested_in": s.nested_in}
            for s in found.statements
        ],
    }


def test_attribution(tmp_path: Path) -> None:
    gold = Path(DATA or "") / "data" / "attribution" / "polnear_dev.jsonl"
    written = tmp_path / "predicted.jsonl"
    written.write_text("".join(json.dumps(row(a)) + "\n" for a in variorum.read(gold)), encoding="utf-8")
    result = scorer("score_attribution").main(str(gold), str(written))
    assert result["missing"] == 0
    for role, floor in ROLES.items():
        assert result[role]["exact"] >= floor, role
    assert result["linked"] >= LINKED


def test_names_of_the_tenth_that_training_has_not_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    judge = scorer("score_names")
    rows = (Path(DATA or "") / "data" / "names" / "worldwide_dev.jsonl").read_text(encoding="utf-8").splitlines()
    kept = [r for r in rows if is_held_out(json.loads(r)["id"])]
    gold, texts, found = (tmp_path / n for n in ("gold.jsonl", "texts.jsonl", "found.jsonl"))
    gold.write_text("\n".join(kept), encoding="utf-8")
    laid = [(json.loads(r)["id"], judge.laid_out(json.loads(r))[0]) for r in kept]
    texts.write_text("".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in laid), encoding="utf-8")
    found.write_text("".join(json.dumps(row(a)) + "\n" for a in variorum.read(texts)), encoding="utf-8")
    judge.main(str(gold), str(found))
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["f1"] >= NAMES


def test_certainty_of_events() -> None:
    gold: list[float] = []
    guess: list[float] = []
    for line in (Path(DATA or "") / "data/certainty/uds_ih2_dev.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text: str = record["text"]
        whole = Article(id="a", text=text, sha256="", blocks=(Block(span=Span(0, len(text)), role="body"),))
        document = lay_out(whole)
        ruled = statements.by_rules(document)
        found = reader.read(document, ruled.quotations, statements.hints(ruled))
        tokens = text.split(" ")
        for target in record["targets"]:
            place = len(" ".join(tokens[: target["span1"][0]])) + 1 if target["span1"][0] else 0
            assert found.certainty is not None
            gold.append(target["label"])
            guess.append(float(found.certainty[np.searchsorted(found.words.end, place, side="right")]))
    assert np.corrcoef(gold, guess)[0, 1] >= CERTAINTY
