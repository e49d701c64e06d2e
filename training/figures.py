"""Train the forest that says how surely two figures are of one thing (``variorum.collate.figure_score``).

usage: PYTHONPATH=. python training/figures.py MODEL_DIR HALF0 HALF1 [--write]     (scikit-learn, torch; VARIORUM_DATA)

Learns from the pairs of :mod:`values`.  The encoder of measures has learned from the same events: so HALF0 and HALF1
are two made without a half of the stories each (``measures.py --without``), and each figure has its vector from the one
that has not seen its story.  Prints precision and recall, a fifth of the stories left out at a time; with ``--write``
the forest of all is put into the package.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import passage_tasks
import passages
import torch
from alignment_sense import halves
from forests import dump, store
from numpy.typing import NDArray
from stories import half
from values import Case, Pairs, T, briefed, desks, examples, generated, keyed, real

from variorum.collate.figure_score import FEATURES

SOURCES = ("desks", "real", "generated", "keys", "briefs")


def seen_by_another(case: Case[T], task: passage_tasks.Task | None, encoders: Sequence[passages.Passages]) -> Case[T]:
    """The event with vectors by the encoder that has not seen its story; ``task``: its values as they are read."""
    if task is None:
        return case
    with torch.no_grad():
        rows = passages.vectors(encoders[half(case.story)], task).numpy()
    return replace(case, items=[replace(i, sense=row) for i, row in zip(case.items, rows, strict=True)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("half", type=Path, nargs=2)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    encoders = halves(options.model, options.half)
    cases = (case for source in (desks(), real(), generated(), keyed(), briefed()) for case in source)
    pairs = Pairs.of(
        e for case in cases for e in examples(seen_by_another(case, passage_tasks.of_figures(case), encoders))
    )
    chance = pairs.left_out()
    for name in SOURCES:
        for about, chosen in (("equal", ~pairs.different), ("different", pairs.different)):
            these = chosen & (pairs.source == name) & ~pairs.altered
            for least in (0.5, 0.7):
                _told(f"{name} {about} from {least}", chance[these] >= least, pairs.right[these])
    if options.write:
        store("figures", dump(pairs.fitted(), "figure"), FEATURES)


def _told(name: str, found: NDArray[np.bool_], right: NDArray[np.bool_]) -> None:
    hit = int((found & right).sum())
    print(
        f"{name}: {len(right)} pairs, {right.sum()} right; joined {found.sum()}, "
        f"P {hit / max(found.sum(), 1):.3f} R {hit / max(right.sum(), 1):.3f}"
    )


if __name__ == "__main__":
    main()
