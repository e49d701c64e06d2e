"""Train the forest that says how surely two moments are of one thing (``variorum.collate.moment_score``).

usage: PYTHONPATH=. python training/moments.py MODEL_DIR HALF0 HALF1 [--write]     (scikit-learn, torch; VARIORUM_DATA)

Learns from the pairs of :mod:`moment_cases`, with vectors by the encoder of measures that has not seen the story
(HALF0, HALF1: as for ``figures.py``).  Prints precision and recall, a fifth of the stories left out at a time; with
``--write`` the forest of all is put into the package.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from hashlib import sha1
from pathlib import Path

import moment_cases
import numpy as np
import passage_tasks
from alignment_sense import halves
from figures import seen_by_another
from forests import dump, store
from moment_cases import Example
from sklearn.ensemble import HistGradientBoostingClassifier

from variorum.collate.moment_score import FEATURES

FOLDS = 5
DIFFERENT = 2.0
"""How much more a wrong pair of two times that cannot both hold weighs: joined, it would be told as a conflict."""
SOURCES = ("desks", "real", "generated", "keys", "briefs")
FREE = {
    "length", "coarse", "fine", "ahead", "over", "shown", "lone", "once", "opens", "spoken", "spread", "crowd", "main",
}  # fmt: skip
AGAINST = {
    "gap", "names", "tense", "steps", "negated", "contrary", "update", "claimed", "rival", "apart", "bound",
    "own_rival", "own_left",
}  # fmt: skip


def fitted(examples: Sequence[Example]) -> HistGradientBoostingClassifier:
    """A forest of some pairs."""
    signs = [0 if f in FREE else -1 if f in AGAINST else 1 for f in FEATURES]
    model = HistGradientBoostingClassifier(
        max_iter=160, learning_rate=0.06, max_leaf_nodes=10, min_samples_leaf=20, l2_regularization=5.0,
        monotonic_cst=signs, random_state=0,
    )  # fmt: skip
    weight = [e.weight * (1.0 if e.right or e.level else DIFFERENT) for e in examples]
    return model.fit(np.asarray([e.row for e in examples]), [e.right for e in examples], sample_weight=weight)


def fold(story: str) -> int:
    """Which part of the stories one is in that are left out together."""
    return int(sha1(b"moments" + story.encode()).hexdigest(), 16) % FOLDS


def left_out(examples: Sequence[Example]) -> list[float]:
    """The score of each pair by a forest that has not seen its story."""
    chance = np.zeros(len(examples))
    folds = np.asarray([fold(e.story) for e in examples])
    for n in range(FOLDS):
        model = fitted([e for e, own in zip(examples, folds, strict=True) if own != n])
        own = np.flatnonzero(folds == n)
        chance[own] = model.predict_proba(np.asarray([examples[k].row for k in own]))[:, 1]
    return [float(c) for c in chance]


def told(about: str, examples: Sequence[Example], chances: Sequence[float]) -> str:
    """Precision and recall at some scores."""
    parts = []
    for least in (0.5, 0.6, 0.7, 0.8):
        found = [e.right for e, c in zip(examples, chances, strict=True) if c >= least]
        wanted = sum(e.right for e in examples)
        parts.append(f"{least}: P {sum(found) / max(len(found), 1):.3f} R {sum(found) / max(wanted, 1):.3f}")
    return f"{about}: {len(examples)} pairs, {sum(e.right for e in examples)} right; {'; '.join(parts)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("half", type=Path, nargs=2)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    encoders = halves(options.model, options.half)
    read = (seen_by_another(case, passage_tasks.of_moments(case), encoders) for case in moment_cases.cases())
    examples = [e for case in read for e in moment_cases.examples(case)]
    chances = left_out(examples)
    for source in SOURCES:
        for about, lasting in (("times", False), ("lengths", True)):
            for what, same in (("different", False), ("akin", True)):
                chosen = [
                    n for n, e in enumerate(examples)
                    if (e.source, e.lasting, e.level > 0, e.altered) == (source, lasting, same, False)
                ]  # fmt: skip
                of = [examples[n] for n in chosen]
                print(told(f"{source} {what} {about}", of, [chances[n] for n in chosen]), flush=True)
    if options.write:
        store("moments", dump(fitted(examples), "moment"), FEATURES)


if __name__ == "__main__":
    main()
