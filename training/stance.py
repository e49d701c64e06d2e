"""A network that reads two passages on one point together and says how they stand to one another: in agreement, as the
contrary, one more firmly, or as two points.  **Measured, and not shipped**: docs/decisions/0015 tells why.

usage: PYTHONPATH=. python training/stance.py MODEL_DIR [--epochs N] [--from ENCODER.pt] [--only HALF] [--save OUT.pt]

Begins at all-MiniLM-L6-v2 (MODEL_DIR as for ``static_table.py``), or at what ``passages.py`` saved, and learns from
:mod:`stance_data`.  Both passages are read in one go, each in its sentence (a cross-encoder, as for natural language
inference; Bowman et al. 2015): marks tell the two apart, and the passage from the rest of its sentence.
``--only``: learn from one half of the stories and measure on the other.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from reader_model import WIDTH, Reader
from stance_data import AGREE, CONTRARY, FIRMER, OTHER, WEAKER, Pair, Side, pairs
from stories import half
from torch import Tensor, nn

from variorum import encode

CLASSES, HIDDEN = 5, 192
RATE, HEAD_RATE, WARM = 5e-5, 5e-4, 0.1
BATCH, FAR = 32, -1e4
LONGEST = 120
"""Word pieces of a side that are read."""
RARE = {AGREE: 1.0, CONTRARY: 1.3, FIRMER: 1.3, WEAKER: 1.3, OTHER: 1.0}
MARKS = 4
"""Whose piece it is, and whether it is of the passage or of the rest of its sentence: 2 * (second side) + (passage)."""


class Stance(nn.Module):
    """The encoder and its one head."""

    def __init__(self, model: Path, saved: Path | None = None) -> None:
        super().__init__()
        self.reader = Reader()
        self.reader.start_from(model)
        if saved is not None:
            stored = {k.removeprefix("reader."): v for k, v in torch.load(saved).items() if k.startswith("reader.")}
            self.reader.load_state_dict(stored, strict=False)
        self.reader.word.weight.requires_grad_(requires_grad=False)
        self.marks = nn.Parameter(torch.zeros(MARKS, WIDTH))
        self.head = nn.Sequential(
            nn.Linear(5 * WIDTH, HIDDEN), nn.GELU(), nn.Dropout(0.1), nn.Linear(HIDDEN, CLASSES)
        )  # fmt: skip

    def forward(self, ids: Tensor, marks: Tensor) -> Tensor:
        """The logits of the classes, shape (pairs, 5); an id of 0 is padding."""
        bias = torch.where(ids == 0, FAR, 0.0)[:, None, None, :]
        return self.read(self.reader.word(ids), marks, bias)

    def read(self, x: Tensor, marks: Tensor, bias: Tensor) -> Tensor:
        x = x + self.reader.position.weight[: x.shape[1]] + self.reader.kind + self.marks[marks]
        x = self.reader.encode(x, bias.to(x.dtype)).float()
        a, b = (self._mean(x, (marks == 2 * side + 1).float()) for side in (0, 1))
        return self.head(torch.cat([x[:, 0], a, b, (a - b).abs(), a * b], -1))

    @staticmethod
    def _mean(x: Tensor, mask: Tensor) -> Tensor:
        return (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True).clamp(min=1.0)


@dataclass(frozen=True, slots=True)
class Read:
    """A pair as numbers."""

    ids: list[int]
    marks: list[int]
    classes: tuple[int, ...]
    weight: float


def read(pair: Pair) -> Read:
    one, two = _side(pair.a, 0), _side(pair.b, 1)
    ids = [encode.CLS, *one[0], encode.SEP, *two[0], encode.SEP]
    return Read(ids, [0, *one[1], 0, *two[1], 2], pair.classes, pair.weight)


def _side(side: Side, number: int) -> tuple[list[int], list[int]]:
    made = encode.tokenizer().encode(side.text, add_special_tokens=False)
    own = [any(a < p.end and b > p.start for p in side.pieces) for a, b in made.offsets]
    first = max(0, min(own.index(True) if True in own else 0, len(own) - LONGEST))
    cut = slice(first, first + LONGEST)
    return made.ids[cut], [2 * number + o for o in own[cut]]


def batches(rows: Sequence[Read]) -> Iterator[tuple[Tensor, Tensor, Sequence[Read]]]:
    """Rows of like length together, the batches in a random order."""
    order = sorted(range(len(rows)), key=lambda n: len(rows[n].ids) + random.random() * 12)
    starts = list(range(0, len(rows), BATCH))
    random.shuffle(starts)
    for start in starts:
        yield packed([rows[n] for n in order[start : start + BATCH]])


def packed(part: Sequence[Read]) -> tuple[Tensor, Tensor, Sequence[Read]]:
    length = 16 * math.ceil(max(len(r.ids) for r in part) / 16)
    ids, marks = (torch.zeros(len(part), length, dtype=torch.long) for _ in range(2))
    for n, row in enumerate(part):
        ids[n, : len(row.ids)] = torch.tensor(row.ids)
        marks[n, : len(row.marks)] = torch.tensor(row.marks)
    return ids, marks, part


def loss(logits: Tensor, part: Sequence[Read]) -> Tensor:
    chances = logits.log_softmax(-1)
    lost = [
        -torch.logsumexp(chances[n, list(r.classes)], 0) * r.weight * RARE[r.classes[0]] for n, r in enumerate(part)
    ]
    return torch.stack(lost).sum() / sum(r.weight for r in part)


def train(model: Stance, rows: Sequence[Read], epochs: int) -> None:
    body = [p for name, p in model.named_parameters() if p.requires_grad and name.startswith("reader")]
    heads = [model.marks, *model.head.parameters()]
    steps = epochs * math.ceil(len(rows) / BATCH)
    optimiser = torch.optim.AdamW([{"params": body, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min(1.0, (n + 1) / (WARM * steps)) * max(0.02, 1 - n / steps)
    )
    begun = time.monotonic()
    for epoch in range(epochs):
        model.train()
        total = count = 0.0
        for ids, marks, part in batches(rows):
            optimiser.zero_grad()
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = model(ids, marks)
            lost = loss(logits.float(), part)
            lost.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total, count = total + float(lost.detach()), count + 1
        print(f"epoch {epoch}: loss {total / count:.3f}, {time.monotonic() - begun:.0f} s", flush=True)


def chances(model: Stance, rows: Sequence[Read]) -> Tensor:
    """The chances of the classes, shape (rows, 5)."""
    model.eval()
    found = torch.zeros(len(rows), CLASSES)
    order = sorted(range(len(rows)), key=lambda n: len(rows[n].ids))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(rows), BATCH):
            chosen = order[start : start + BATCH]
            ids, marks, _ = packed([rows[n] for n in chosen])
            found[chosen] = model(ids, marks).float().softmax(-1)
    return found


def told(name: str, found: Tensor, rows: Sequence[Read]) -> None:
    """Precision and recall of what differs, at some levels, among pairs of one point; and of the points."""
    right = [r.classes for r in rows]
    for title, classes in (("contrary", {CONTRARY}), ("level", {FIRMER, WEAKER}), ("other", {OTHER})):
        chance = found[:, sorted(classes)].sum(1)
        one_point = [n for n, c in enumerate(right) if OTHER not in c or title == "other"]
        of = [n for n in one_point if set(right[n]) <= classes]
        line = []
        for least in (0.5, 0.7, 0.8, 0.9, 0.95):
            given = [n for n in one_point if chance[n] >= least]
            hit = len(set(given) & set(of))
            line.append(f"{least}: {hit}/{len(given)}")
        print(f"{name} {title}: {len(of)} of {len(one_point)}; " + "  ".join(line))
    known = [n for n, c in enumerate(right) if len(c) == 1]
    exact = sum(int(found[n].argmax()) == right[n][0] for n in known)
    print(f"{name}: {exact} of {len(known)} right", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--from", dest="saved", type=Path)
    parser.add_argument("--only", type=int, choices=(0, 1))
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    torch.manual_seed(0)
    random.seed(0)
    every = list(pairs())
    learned = [p for p in every if options.only is None or half(p.story) == options.only]
    model = Stance(options.model, options.saved)
    train(model, [read(p if n % 2 else p.turned()) for n, p in enumerate(learned)], options.epochs)
    if options.save:
        torch.save({k: v for k, v in model.state_dict().items() if k != "reader.word.weight"}, options.save)
    if options.only is not None:
        for source in ("sets", "desk", "real"):
            rows = [read(p) for p in every if half(p.story) != options.only and p.source == source]
            if rows:
                told(source, chances(model, rows), rows)


if __name__ == "__main__":
    main()
