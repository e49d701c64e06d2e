"""Train the two forests that find one thing told in other words (``variorum.collate.score``, ``.support``).

usage: PYTHONPATH=. python training/alignment_sense.py MODEL_DIR HALF_0 HALF_1 [--write]     (needs torch, scikit-learn)

Learns from all pairs of passages that are compared in the events of :mod:`lessons`; in some of the invented ones two
reports are made one, so that articles repeat themselves as real ones do.  HALF_0 and HALF_1 are encoders that
``passages.py`` made without the one and without the other half of the stories (MODEL_DIR as there): the vectors of each
event come from the one that has not seen it.  Nor has the second forest's teacher: it sees what the first one says of
all pairs of an event, by forests fitted without a fifth of the stories at a time.  Prints, for each kind of event, how
many of the right pairs are found at some precisions, out of sample.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha1
from pathlib import Path

import numpy as np
import passage_tasks
import passages
import torch
from alignment import AGAINST, FREE
from forests import dump, store
from lessons import Lesson, all_of_them
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from stories import half

from variorum.collate import align, score, similar, support
from variorum.collate.units import Unit

FOLDS = 5
AGAINST_SENSE = AGAINST | {"rank", "worst", "other_values"}
WEIGHT = {"plain": (0.7, 0.85), "looser": (0.4, 0.6), "desk": (2.0, 2.6), "merged": (1.5, 2.0), "real": (1.0, 1.2)}
"""What a right and a wrong pair of each kind of event weigh."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Table:
    """The compared pairs of one event: ``right`` is 1, 0, or -1 where the key does not tell; ``there`` counts the right
    pairs of two reports, compared or not."""

    story: str
    kind: str
    nodes: Sequence[support.Node]
    pairs: Sequence[tuple[int, int]]
    rows: Matrix
    right: NDArray[np.intp]
    across: NDArray[np.bool_]
    there: int


def table(lesson: Lesson) -> Table:
    """The pairs of passages of an event with their features and answers."""
    at = {(u.witness, u.order): n for n, u in enumerate(lesson.units)}
    nodes = align._nodes(lesson.units)
    pairs, rows = score.table(similar.prepare([node[0] for node in nodes], whole=True))
    of = [[at[u.witness, u.order] for u in node] for node in nodes]
    witness = [{u.witness for u in node} for node in nodes]

    def answer(i: int, j: int) -> int:
        found = {lesson.answer(a, b) for a in of[i] for b in of[j]}
        return 1 if 1 in found else -1 if -1 in found else 0

    there = sum(answer(i, j) == 1 for i in range(len(nodes)) for j in range(i) if witness[i] != witness[j])
    return Table(
        lesson.story, lesson.kind, nodes, pairs, rows, np.asarray([answer(i, j) for i, j in pairs], dtype=np.intp),
        np.asarray([witness[i] != witness[j] for i, j in pairs], dtype=np.bool_), there,
    )  # fmt: skip


def seen_by_another(lesson: Lesson, halves: Sequence[passages.Passages]) -> Lesson:
    """The lesson with vectors by the encoder that has not seen its story."""
    with torch.no_grad():
        rows = passages.vectors(halves[half(lesson.story)], passage_tasks.of_passages(lesson)).numpy()
    return replace(lesson, units=tuple(replace(u, vector=row) for u, row in zip(lesson.units, rows, strict=True)))


def merged(lesson: Lesson) -> Lesson:
    """The lesson with the second report made one with the first."""
    first = [u for u in lesson.units if u.witness == 0]
    after = max((u.order for u in first), default=0) + 2
    sentences = max((u.sentence for u in first), default=0) + 1
    return replace(lesson, kind="merged", units=tuple(_moved(u, after, sentences) for u in lesson.units))


def _moved(unit: Unit, after: int, sentences: int) -> Unit:
    if unit.witness == 0:
        return replace(unit, place=unit.place / 2)
    if unit.witness == 1:
        return replace(
            unit, witness=0, order=unit.order + after, sentence=unit.sentence + sentences, place=(1 + unit.place) / 2
        )
    return unit


def tables(lessons: Sequence[Lesson], halves: Sequence[passages.Passages]) -> Iterator[Table]:
    """The tables of all lessons, of the invented ones some with two reports made one."""
    for lesson in lessons:
        if len({u.witness for u in lesson.units}) < 2:
            continue
        read = seen_by_another(lesson, halves)
        yield table(read)
        if lesson.kind == "desk":
            yield table(merged(read))


def fitted(tables: Sequence[Table], rows: Sequence[Matrix], names: Sequence[str]) -> HistGradientBoostingClassifier:
    """A forest of the known pairs of some events."""
    known = [t.right >= 0 for t in tables]
    right = np.concatenate([t.right[k] for t, k in zip(tables, known, strict=True)])
    weight = np.concatenate([np.asarray(WEIGHT[t.kind][::-1])[t.right[k]] for t, k in zip(tables, known, strict=True)])
    signs = [0 if f in FREE else -1 if f in AGAINST_SENSE else 1 for f in names]
    model = HistGradientBoostingClassifier(
        max_iter=140, learning_rate=0.08, max_leaf_nodes=12, min_samples_leaf=40, l2_regularization=5.0,
        monotonic_cst=signs, random_state=0,
    )  # fmt: skip
    return model.fit(np.concatenate([r[k] for r, k in zip(rows, known, strict=True)]), right, sample_weight=weight)


def _fold(story: str) -> int:
    return int(sha1(b"fold" + story.encode()).hexdigest(), 16) % FOLDS


def out_of_sample(tables: Sequence[Table], rows: Sequence[Matrix], names: Sequence[str]) -> list[Matrix]:
    """The chances of all pairs by forests that have not seen their story."""
    folds = [_fold(t.story) for t in tables]
    found: list[Matrix] = [np.zeros(0)] * len(tables)
    for fold in range(FOLDS):
        rest = [n for n, p in enumerate(folds) if p != fold]
        model = fitted([tables[n] for n in rest], [rows[n] for n in rest], names)
        for n, p in enumerate(folds):
            if p == fold and len(rows[n]):
                found[n] = model.predict_proba(rows[n])[:, 1]
    return found


def again(tables: Sequence[Table], chances: Sequence[Matrix]) -> list[Matrix]:
    """The rows of the second forest."""
    kept = [score.FEATURES.index(name) for name in score.KEPT]
    return [
        np.hstack([support.rows(t.nodes, t.pairs, c.tolist()), t.rows[:, kept]])
        for t, c in zip(tables, chances, strict=True)
    ]


def told(tables: Sequence[Table], chances: Sequence[Matrix], kind: str) -> str:
    """The share of the right pairs of two reports, in a kind of event, that are found at some precisions."""
    chosen = [(t, c) for t, c in zip(tables, chances, strict=True) if t.kind == kind]
    there = sum(t.there for t, _ in chosen)
    known = [(t.right >= 0) & t.across for t, _ in chosen]
    right = np.concatenate([t.right[k] for (t, _), k in zip(chosen, known, strict=True)])
    chance = np.concatenate([c[k] for (_, c), k in zip(chosen, known, strict=True)])
    ordered = right[np.argsort(-chance, kind="stable")]
    hits = np.cumsum(ordered)
    precision = hits / np.arange(1, len(hits) + 1)
    best = " / ".join(f"{hits[precision >= p].max(initial=0) / there:.3f}" for p in (0.95, 0.9, 0.8))
    average, sure = (precision * ordered).sum() / there, right[chance >= 0.5]
    return (
        f"{len(right)} compared, {right.sum()} right of {there}; average precision {average:.3f}; "
        f"found at .95 / .9 / .8: {best}; at score .5 {sure.mean():.3f} / {sure.sum() / there:.3f}"
    )


def halves(model: Path, stored: Sequence[Path]) -> list[passages.Passages]:
    """The encoders made without one and the other half of the stories."""
    found = []
    for path in stored:
        encoder = passages.Passages(model)
        encoder.load_state_dict(torch.load(path), strict=False)
        found.append(encoder.eval())
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("half", type=Path, nargs=2)
    parser.add_argument("--seeds", type=int, default=passages.SEEDS)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    made = list(tables(list(all_of_them(options.seeds)), halves(options.model, options.half)))
    rows = [t.rows for t in made]
    first = out_of_sample(made, rows, score.FEATURES)
    second_rows = again(made, first)
    second = out_of_sample(made, second_rows, score.AGAIN)
    for kind in WEIGHT:
        print(
            f"{kind}: first {told(made, first, kind)}\n{' ' * len(kind)}  second {told(made, second, kind)}", flush=True
        )
    if options.write:
        for name, of, features in (("sense", rows, score.FEATURES), ("again", second_rows, score.AGAIN)):
            store(f"alignment_{name}", dump(fitted(made, of, features), "pair"), features)


if __name__ == "__main__":
    main()
