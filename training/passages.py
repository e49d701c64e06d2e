"""Tune the sentence encoder so that passages of two reports that tell the same thing get near vectors
(``variorum.encode.pieces``, ``variorum.collate.sense``).

usage: PYTHONPATH=. python training/passages.py MODEL_DIR [--epochs N] [--without HALF] [--write OUT.onnx] [--save OUT]

Begins at all-MiniLM-L6-v2 (MODEL_DIR as for ``static_table.py``) and learns from the events of :mod:`lessons`, one a
step.  A sentence is read whole, a passage is the mean over its own word pieces: read alone, a clause is understood much
worse.  For each passage and each other report the loss is that of a choice (InfoNCE; van den Oord et al. 2018) between
the passages of that report and none of them, so that rivals of one theme are what it learns to part.  Vectors of word
pieces stay as they are: the networks of the package share them.  ``--without`` leaves out a half of the stories (0 or
1), so that the forests can learn from vectors of events that the encoder has not seen.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections import defaultdict
from pathlib import Path

import torch
from lessons import all_of_them
from passage_tasks import Task, numbers, of_passages
from reader_export import export, fused
from reader_model import Reader
from stories import half
from torch import Tensor, nn

SEEDS = 2
ALTERED = 0.5
"""Share of the digits of figures that are others each time."""
RATE, HEAD_RATE, WARM = 4e-5, 1e-3, 0.08
NOTHING = 0.5
"""What it weighs that a report does not have a passage."""
EVEN = 0.3
"""How much more it tells that all passages of a report that tell the thing are near, not only one of them."""
LENGTHS = (16, 32, 48, 64, 96, 128, 192, 256)
"""Sentences are padded to these lengths: each new shape compiles new kernels."""
BATCH = 32
FAR = -1e4


class Passages(nn.Module):
    """The encoder, how much a cosine tells, and how likely it is that a report does not have a passage at all."""

    def __init__(self, model: Path) -> None:
        super().__init__()
        self.reader = Reader()
        self.reader.start_from(model)
        self.reader.word.weight.requires_grad_(requires_grad=False)
        self.scale = nn.Parameter(torch.tensor(math.log(15.0)))
        self.none = nn.Parameter(torch.tensor(8.0))

    def pieces(self, ids: Tensor) -> Tensor:
        """The vectors of word pieces, shape (sentences, pieces, 384); an id of 0 is padding."""
        bias = torch.where(ids == 0, FAR, 0.0)[:, None, None, :]
        return self.read(self.reader.word(ids), bias)

    def read(self, x: Tensor, bias: Tensor) -> Tensor:
        """The same from the vectors of word pieces that the networks share."""
        x = x + self.reader.position.weight[: x.shape[1]] + self.reader.kind
        return self.reader.encode(x, bias.to(x.dtype))


class Exported(nn.Module):
    """What the package runs; shape of ``x``: (1, pieces, 384)."""

    def __init__(self, passages: Passages) -> None:
        super().__init__()
        self.passages = passages

    def forward(self, x: Tensor) -> Tensor:
        reader = self.passages.reader
        return fused(reader, x + reader.position.weight[: x.shape[1]] + reader.kind)


def seen(one: Task, *, altered: bool) -> tuple[Tensor, ...]:
    """The sentences of a task; ``altered``: half of its figures have other digits."""
    if not (altered and one.free):
        return one.sentences
    made = [ids.clone() for ids in one.sentences]
    for n, k in one.free:
        if random.random() < ALTERED:
            made[n][k] = random.choice(numbers()[int(made[n][k])])
    return tuple(made)


def vectors(model: Passages, one: Task) -> Tensor:
    """A row of length 1 a unit."""
    sentences = seen(one, altered=model.training)
    held: list[Tensor] = [torch.zeros(0)] * len(sentences)
    by_length: dict[int, list[int]] = defaultdict(list)
    for n, ids in enumerate(sentences):
        by_length[next(length for length in LENGTHS if length >= len(ids))].append(n)
    for length, members in sorted(by_length.items()):
        for start in range(0, len(members), BATCH):
            part = members[start : start + BATCH]
            ids = torch.zeros(len(part), length, dtype=torch.long)
            for row, n in enumerate(part):
                ids[row, : len(sentences[n])] = sentences[n]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                read = model.pieces(ids).float()
            for row, n in enumerate(part):
                held[n] = read[row, : len(sentences[n])]
    mean = (torch.cat(held)[one.places] * one.mask[..., None]).sum(1) / one.mask.sum(1, keepdim=True)
    return nn.functional.normalize(mean, dim=-1)


def loss(model: Passages, one: Task) -> Tensor:
    """How unlikely the right choices are, a choice."""
    found = vectors(model, one)
    near = (model.scale.exp() * (found @ found.T)).masked_fill(one.unknown, FAR)
    total, count = torch.zeros(()), 0.0
    for other in one.witness.unique():
        rows, columns = one.witness != other, one.witness == other
        chances = torch.cat([near[rows][:, columns], model.none.expand(int(rows.sum()), 1)], 1).log_softmax(1)
        right = one.right[rows][:, columns]
        told = right.any(1)
        chosen = chances[:, :-1][told]
        total = total - torch.logsumexp(chosen.masked_fill(~right[told], FAR), 1).sum()
        total = total - EVEN * ((chosen * right[told]).sum(1) / right[told].sum(1)).sum()
        total = total - NOTHING * chances[~told, -1].sum()
        count += float(told.sum()) + NOTHING * float((~told).sum())
    return one.weight * total / max(count, 1.0)


def train(model: Passages, tasks: list[Task], epochs: int) -> None:
    body = [p for name, p in model.named_parameters() if p.requires_grad and name.startswith("reader")]
    heads = [model.scale, model.none]
    steps = epochs * len(tasks)
    optimiser = torch.optim.AdamW([{"params": body, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min(1.0, (n + 1) / (WARM * steps)) * max(0.02, 1 - n / steps)
    )
    begun = time.monotonic()
    for epoch in range(epochs):
        random.shuffle(tasks)
        total = 0.0
        for one in tasks:
            optimiser.zero_grad()
            lost = loss(model, one)
            lost.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(lost.detach())
        print(f"epoch {epoch}: loss {total / len(tasks):.3f}, {time.monotonic() - begun:.0f} s", flush=True)


def save(model: Passages, out: Path) -> None:
    """Keep what was learned, to go on from."""
    torch.save({k: v for k, v in model.state_dict().items() if k != "reader.word.weight"}, out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--without", type=int, choices=(0, 1))
    parser.add_argument("--write", type=Path)
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    torch.manual_seed(0)
    random.seed(0)
    lessons = [x for x in all_of_them(SEEDS) if len({u.witness for u in x.units}) > 1]
    tasks = [of_passages(x) for x in lessons if options.without is None or half(x.story) != options.without]
    model = Passages(options.model)
    train(model, tasks, options.epochs)
    if options.save:
        save(model, options.save)
    if options.write:
        export(Exported(model), ("vectors",), options.write)
        print(f"{options.write}: {options.write.stat().st_size} bytes")


if __name__ == "__main__":
    main()
