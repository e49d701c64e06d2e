"""Train the learned reader from MiniLM.

usage: python training/reader.py MODEL_DIR OUT_DIR [--epochs N] [--seed N] [--without SET ...] [--tasks ...]

MODEL_DIR holds all-MiniLM-L6-v2 (``model.safetensors``); the annotated sets are found under ``$VARIORUM_DATA/data``.
OUT_DIR gets ``reader.pt`` (the averaged weights), ``log.jsonl`` (a line an epoch, scores included) and ``state.pt``,
from which an interrupted run goes on.  Seeded; a GPU is used when there is one.

Batches are of one task each, drawn so that every task is spread over the whole epoch.  Weights that are shipped are
an exponential average over the steps.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import reader_data as data
import torch
from reader_data import Source
from reader_model import KINDS, ROLES, Crf, Reader
from torch import Tensor, nn

from variorum.extract import reader_pieces
from variorum.extract.reader_pieces import Case, Window

PIECES = 256  # of a window
TOKENS = 4096  # of a batch
TASKS = ("attribution", "names", "certainty")
SHARE = {"attribution": 1.0, "names": 0.5, "certainty": 0.5}  # of a task's windows that an epoch takes
WEIGHT = {"roles": 1.0, "links": 0.5, "names": 1.0, "certainty": 0.25, "events": 0.25}


class Learner(nn.Module):
    """The reader with what only training needs around it."""

    def __init__(self) -> None:
        super().__init__()
        self.reader = Reader()
        self.roles, self.names = Crf(ROLES), Crf(KINDS)

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        """The losses of a batch's task."""
        out = self.reader(batch.ids, *batch.features)
        rows = torch.arange(len(batch.ids), device=batch.ids.device)[:, None]
        if batch.task == "certainty":
            guess = out.certainty[rows, batch.at].float()
            known = torch.isfinite(batch.certainty)
            event = out.events[rows, batch.at].float()
            return {
                "certainty": nn.functional.mse_loss(guess[known], batch.certainty[known]),
                "events": nn.functional.binary_cross_entropy_with_logits(event, known.float(), batch.mask),
            }
        if batch.task == "names":
            return {"names": self.names.loss(out.names[rows, batch.at].float(), batch.names, batch.mask)}
        asks, answers = out.asks[rows, batch.at].float(), out.answers[rows, batch.at].float()
        scores = asks @ answers.transpose(1, 2) / asks.shape[-1] ** 0.5
        scores = scores.masked_fill(batch.mask[:, None, :] == 0, -1e4)
        linked = batch.cue >= 0
        return {
            "roles": self.roles.loss(out.roles[rows, batch.at].float(), batch.roles, batch.mask),
            "links": nn.functional.cross_entropy(scores[linked], batch.cue[linked])
            if linked.any()
            else scores.sum() * 0,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Windows of one task, padded: pieces in ``ids`` and its features, words in the rest."""

    task: str
    ids: Tensor
    case: Tensor
    depth: Tensor
    place: Tensor
    hint: Tensor
    at: Tensor
    mask: Tensor
    roles: Tensor
    names: Tensor
    cue: Tensor
    certainty: Tensor

    def to(self, device: str) -> Batch:
        """The same on another device."""
        tensors = {f.name: getattr(self, f.name) for f in fields(self)}
        return Batch(**{k: v.to(device) if isinstance(v, Tensor) else v for k, v in tensors.items()})

    @property
    def features(self) -> tuple[Tensor, ...]:
        return self.case, self.depth, self.place, self.hint


def batch(rows: Sequence[tuple[Source, Window]]) -> Batch:
    """Windows padded to one length: of 32, 64, 96, ... pieces, since every new shape has to be compiled."""
    size = -(-max(len(w.ids) for _, w in rows) // 32) * 32
    length = max(len(w.at) for _, w in rows)
    length = -(-length // 32) * 32
    whole = {name: np.zeros((len(rows), size), dtype=np.int64) for name in ("ids", *reader_pieces.FEATURES)}
    of_words = {name: np.zeros((len(rows), length), dtype=np.int64) for name in ("at", "roles", "names")}
    cue = np.full((len(rows), length), -1, dtype=np.int64)
    mask = np.zeros((len(rows), length), dtype=np.float32)
    certain = np.full((len(rows), length), np.nan, dtype=np.float32)
    for i, (source, window) in enumerate(rows):
        for name, table in whole.items():
            table[i, : len(window.ids)] = getattr(window, name)
        n, real = len(window.at), window.words >= 0
        at = window.words[real]
        of_words["at"][i, :n] = window.at
        for name in ("roles", "names"):
            tags = np.zeros(n, dtype=np.int32)
            tags[real] = getattr(source.gold, name)[at]
            of_words[name][i, :n] = data.whole(tags)
        certain[i, :n][real] = source.gold.certainty[at]
        mask[i, :n] = 1
        place = {int(word): j for j, word in enumerate(window.words) if word >= 0}
        cue[i, :n][real] = [place.get(int(c), -1) for c in source.gold.cue[at]]
    tensors = {k: torch.from_numpy(v) for k, v in {**whole, **of_words, "cue": cue, "certainty": certain}.items()}
    return Batch(task=rows[0][0].task, mask=torch.from_numpy(mask), **tensors)


def epoch(sources: Sequence[Source], chance: random.Random) -> Iterator[Batch]:
    """The batches of one epoch in random order; windows begin elsewhere every time."""
    made = []
    for task in sorted({s.task for s in sources}):
        rows = [(s, _spoiled(w, chance)) for s in sources if s.task == task for w in _cut(s, chance)]
        chance.shuffle(rows)
        rows = rows[: int(len(rows) * SHARE[task])]
        rows.sort(key=lambda r: len(r[1].ids) // 32)
        made += [list(group) for group in _groups(rows)]
    chance.shuffle(made)
    yield from map(batch, made)


def _cut(source: Source, chance: random.Random) -> Iterator[Window]:
    pieces = PIECES if source.task == "certainty" else chance.choice((PIECES, PIECES, 192, 128))
    yield from reader_pieces.windows(source.text, source.words, pieces=pieces)


def _spoiled(window: Window, chance: random.Random) -> Window:
    """Now and then a window without its case, its depth in quotations or the rules' hints: none of them may decide."""
    luck = chance.random()
    if luck < 0.03:
        case = np.where(window.case < Case.DIGITS, Case.UPPER, window.case).astype(np.int32)
        return _with(window, case=case)
    if luck < 0.05:
        return _with(window, case=np.where(window.case < Case.DIGITS, Case.LOWER, window.case).astype(np.int32))
    if luck < 0.08:
        return _with(window, depth=np.zeros_like(window.depth))
    if luck < 0.18:
        return _with(window, hint=np.zeros_like(window.hint))
    return window


def _with(window: Window, **changed: object) -> Window:
    fields = {name: getattr(window, name) for name in ("ids", *reader_pieces.FEATURES, "words", "at", "context")}
    return Window(**{**fields, **changed})


def _groups(rows: Sequence[tuple[Source, Window]]) -> Iterator[list[tuple[Source, Window]]]:
    group: list[tuple[Source, Window]] = []
    for row in rows:
        size = max(len(w.ids) for _, w in [*group, row])
        if group and size * (len(group) + 1) > TOKENS + 2 * PIECES:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def load(root: Path, without: Sequence[str], tasks: Sequence[str]) -> list[Source]:
    """All that there is to learn from, the sets ``without`` left out."""
    found: list[Source] = []
    if "attribution" in tasks and "polnear" not in without:
        found += data.attribution(root / "attribution/polnear_train.jsonl")
    if "names" in tasks and "worldwide" not in without:
        found += data.names(root / "names/worldwide_dev.jsonl", held_out=False)
    for name in ("uds_ih2", "meantime"):
        if "certainty" in tasks and name not in without:
            found += data.certainty(root / f"certainty/{name}_train.jsonl")
    return found


def optimiser(learner: Learner, rate: float, only: str | None = None) -> torch.optim.Optimizer:
    """AdamW; word embeddings stay as they are, lower layers move less, heads more; of one head ``only`` where named."""
    groups = []
    for name, weight in learner.named_parameters():
        if name.startswith("reader.word"):
            weight.requires_grad = False
            continue
        parts = name.split(".")
        if only is not None and parts[:2] != ["reader", only]:
            weight.requires_grad = False
            continue
        if parts[1] == "layers":
            scale = 0.88 ** (5 - int(parts[2]))
        elif parts[1] in ("position", "kind", "norm"):
            scale = 0.4
        else:
            scale = 3.0
        if parts[0] != "reader":
            scale = 10.0
        groups.append({"params": [weight], "lr": rate * scale, "weight_decay": 0.01 if weight.ndim > 1 else 0.0})
    return torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98), fused=True)


class Training:
    """A run: what is learned, how far it is, and the average of the weights so far."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.chance = random.Random(options.seed)
        self.sources = load(Path(os.environ["VARIORUM_DATA"]) / "data", options.without, options.tasks)
        self.tasks = {s.task for s in self.sources}
        self.learner = Learner()
        self.learner.reader.start_from(options.model)
        if options.start:
            stored = torch.load(options.start)
            self.tasks |= set(stored.get("tasks", ()))
            self.learner.load_state_dict(stored, strict=False)
        self.learner.to(self.device)
        self.steps = sum(1 for _ in epoch(self.sources, random.Random(0))) * options.epochs
        self.teacher = optimiser(self.learner, options.rate, options.only)
        self.rates = [g["lr"] for g in self.teacher.param_groups]
        self.average = {k: v.clone() for k, v in self.learner.state_dict().items() if v.is_floating_point()}
        self.step, self.done = 0, 0
        options.out.mkdir(parents=True, exist_ok=True)
        self._go_on()

    def run(self) -> None:
        """Train until all epochs are done; after each one everything is written down."""
        while self.done < self.options.epochs:
            self.done += 1
            started, losses = time.time(), dict[str, list[float]]()
            self.learner.train()
            for rows in epoch(self.sources, self.chance):
                for name, loss in self._learn(rows.to(self.device)).items():
                    losses.setdefault(name, []).append(loss)
                if self.step % 50 == 0:
                    print(self.step, self.steps, _means(losses), flush=True)
            self._write({"epoch": self.done, "seconds": round(time.time() - started), **_means(losses)})

    def _learn(self, rows: Batch) -> dict[str, float]:
        """One step; the rate rises, then falls to a fiftieth."""
        self.step += 1
        scale = min(self.step / (0.06 * self.steps), max(0.02, (self.steps - self.step) / (0.94 * self.steps)), 1.0)
        for group, rate in zip(self.teacher.param_groups, self.rates, strict=True):
            group["lr"] = rate * scale
        with torch.autocast(self.device, dtype=torch.bfloat16):
            losses = self.learner(rows)
        sum(WEIGHT[name] * loss for name, loss in losses.items()).backward()
        nn.utils.clip_grad_norm_(self.learner.parameters(), 1.0)
        self.teacher.step()
        self.teacher.zero_grad()
        keep = min(self.options.keep, self.step / (self.step + 10))
        with torch.no_grad():
            for name, value in self.learner.state_dict().items():
                if name in self.average:
                    self.average[name].lerp_(value, 1 - keep)
        return {name: loss.item() for name, loss in losses.items()}

    def _write(self, line: dict[str, float]) -> None:
        out = self.options.out
        with (out / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")
        torch.save({**_on_cpu(self.average), "tasks": sorted(self.tasks)}, out / "reader.pt")
        torch.save(
            {"learner": self.learner.state_dict(), "teacher": self.teacher.state_dict(), "average": self.average,
             "step": self.step, "done": self.done, "chance": self.chance.getstate()}, out / "state.pt",
        )  # fmt: skip

    def _go_on(self) -> None:
        """Take up an interrupted run."""
        path = self.options.out / "state.pt"
        if path.exists():
            stored = torch.load(path, weights_only=False, map_location=self.device)
            self.learner.load_state_dict(stored["learner"])
            self.teacher.load_state_dict(stored["teacher"])
            self.average, self.step, self.done = stored["average"], stored["step"], stored["done"]
            self.chance.setstate(stored["chance"])


def _means(losses: dict[str, list[float]]) -> dict[str, float]:
    return {name: round(sum(values) / len(values), 4) for name, values in losses.items()}


def _on_cpu(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    return {name: value.cpu() for name, value in weights.items()}


def main() -> None:
    options = _options()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    Training(options).run()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--keep", type=float, default=0.995)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--only", help="the one head to train, all else as it is")
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("--tasks", nargs="*", default=list(TASKS))
    return parser.parse_args()


if __name__ == "__main__":
    main()
