"""Score a trained reader on development data, before it is exported.

usage: python training/reader_eval.py READER.pt [--context N] [--pieces N]

Prints the exact-span F1 of roles and the linked F1 with the scorer in ``$VARIORUM_DATA/bench``, the F1 of names on the
held-out tenth, and Pearson's r of certainty.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np
import reader
import reader_data as data
import torch
from reader import Learner
from reader_data import Source
from reader_model import Output

import variorum
from variorum.extract import reader_links, reader_pieces, reader_tags
from variorum.extract.reader_pieces import Words
from variorum.extract.reader_tags import Piece


class Judge:
    """A trained reader, run over whole articles."""

    def __init__(self, path: Path, *, pieces: int, context: int) -> None:
        self.learner = Learner().eval()
        self.learner.load_state_dict(torch.load(path), strict=False)
        self.pieces, self.context = pieces, context
        self.moves = {
            k: (c.moves.detach().numpy()) for k, c in (("roles", self.learner.roles), ("names", self.learner.names))
        }

    @torch.no_grad()
    def __call__(self, source: Source) -> dict[str, np.ndarray]:
        """Scores a word, one array a head."""
        found: dict[str, np.ndarray] = {}
        made = list(reader_pieces.windows(source.text, source.words, pieces=self.pieces, context=self.context))
        padded = reader.batch([(source, w) for w in made])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = self.learner.reader(padded.ids, *padded.features)
        for row, w in enumerate(made):
            own = w.own
            for name in (f.name for f in fields(Output)):
                values = getattr(out, name)[row].float().numpy()
                if name not in found:
                    found[name] = np.zeros((len(source.words), *values.shape[1:]), dtype=np.float32)
                found[name][w.words[own]] = values[w.at[own]]
        return found


def _cut(words: Words, pieces: Sequence[Piece]) -> list[list[int]]:
    return [[int(words.start[p.first]), int(words.end[p.last])] for p in pieces]


def attribution(judge: Judge, root: Path) -> None:
    path = root / "data/attribution/polnear_dev.jsonl"
    articles = variorum.read(path)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as out:
        for article, source in zip(articles, data.attribution(path), strict=True):
            scores = judge(source)
            pieces = reader_tags.find(scores["roles"], judge.moves["roles"], reader_pieces.edges(source.words))
            w = source.words
            made = [
                {"source": _cut(w, r.source), "cue": _cut(w, [r.cue]), "content": _cut(w, r.content)}
                for r in reader_links.relations(pieces, w.block, scores["asks"], scores["answers"])
            ]
            out.write(json.dumps({"id": article.id, "statements": made}) + "\n")
        out.flush()
        subprocess.run([sys.executable, str(root / "bench/score_attribution.py"), str(path), out.name], check=True)


def names(judge: Judge, root: Path) -> None:
    right = found = there = 0
    for source in data.names(root / "data/names/worldwide_dev.jsonl", held_out=True):
        pieces = reader_tags.find(judge(source)["names"], judge.moves["names"], reader_pieces.edges(source.words))
        guess = {(p.first, p.last, p.name) for p in pieces}
        gold = set()
        first = 0
        for i, tag in enumerate(source.gold.names.tolist()):
            if tag and (tag - 1) % 4 in (0, 3):
                first = i
            if tag and (tag - 1) % 4 in (2, 3):
                gold.add((first, i, (tag - 1) // 4))
        right, found, there = right + len(guess & gold), found + len(guess), there + len(gold)
    print(f"names P {right / found:.3f} R {right / there:.3f} F1 {2 * right / (found + there):.3f}")


def certainty(judge: Judge, root: Path) -> None:
    for name in ("uds_ih2", "meantime"):
        gold, guess = [], []
        for source in data.certainty(root / f"data/certainty/{name}_dev.jsonl"):
            known = np.isfinite(source.gold.certainty)
            gold += source.gold.certainty[known].tolist()
            guess += judge(source)["certainty"][known].tolist()
        r = np.corrcoef(gold, guess)[0, 1]
        print(f"{name} r {r:.3f} MAE {np.abs(np.subtract(gold, guess)).mean():.3f} ({len(gold)})")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", type=Path)
    parser.add_argument("--pieces", type=int, default=256)
    parser.add_argument("--context", type=int, default=0)
    parser.add_argument("--tasks", nargs="*", default=["attribution", "names", "certainty"])
    options = parser.parse_args()
    torch.set_num_threads(2)
    judge = Judge(options.reader, pieces=options.pieces, context=options.context)
    for task in options.tasks:
        {"attribution": attribution, "names": names, "certainty": certainty}[task](
            judge, Path(os.environ["VARIORUM_DATA"])
        )
