"""Train the forests that say how surely two figures, or two moments, are of one thing (``variorum.collate``).

usage: PYTHONPATH=. python training/values.py [--seeds N] [--write]     (needs scikit-learn)

Learns from generated events (``tests/events``: the development stories as they stand and in looser words), from the
half of the keys ``tests/keys/*_pairs.toml`` that is for looking at, and, as pairs that are wrong, from the two events
of each storyline of ECB+ and from single articles dealt out to two, as ``alignment.py`` does.  Prints precision and
recall, a fifth of the stories left out at a time; with ``--write`` the forests of all are put into the package.
"""

from __future__ import annotations

import argparse
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import numpy as np
from alignment import article_of, records, witness
from alignment_pairs import Maker, Row, answered, of_values, times, values_of_measures
from links import dump
from sklearn.ensemble import HistGradientBoostingClassifier

from tests import value_pairs
from tests.events import derive, story
from variorum.collate import figure_score, moment_score

Kind = Literal["figure", "moment"]
Example = tuple[Row, bool, float, int]
"""A row, whether it is right, its weight and the number of its story."""
OUT = Path(__file__).parent.parent / "src/variorum/weights"
FIRST_SEED = 101
DOUBT, KEYED = 0.35, 4.0
"""Weight of a pair of strangers, and of a keyed pair."""
MAKERS: dict[Kind, Maker] = {"figure": values_of_measures, "moment": times}
FEATURES = {"figure": figure_score.FEATURES, "moment": moment_score.FEATURES}
FREE = {"figure": {"telling", "money", "percent"}, "moment": {"length", "ahead", "over", "shown", "finer"}}
AGAINST = {
    "figure": {"ratio", "names", "marks", "change", "claimed", "free", "rival", "apart"},
    "moment": {"names", "tense", "steps", "negated", "contrary", "update", "claimed", "rival", "apart"},
}
WRONG = {"figure": 1.5, "moment": 3.0}
"""A wrong pair weighs as much as so many that are missed."""


def generated(kind: Kind, seeds: int) -> Iterator[Example]:
    for n, name in enumerate(story.names("development")):
        for told in (name, f"{name}.looser"):
            for seed in range(FIRST_SEED, FIRST_SEED + seeds):
                event = derive.event(story.load(told), seed)
                table = MAKERS[kind]([witness(r) for r in sorted(event.reports, key=lambda r: r.id)])
                yield from ((row, same, 1.0, n) for row, same in answered(table, of_values(event, table)))


def strangers(kind: Kind, root: Path) -> Iterator[Example]:
    storylines: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for record in records(root / "events/ecbplus_dev.jsonl"):
        storylines[record["storyline"]][record["event"]].append(record)
    for n, (_, events) in enumerate(sorted(storylines.items())):
        members = [
            (k, r) for k, (_, e) in enumerate(sorted(events.items())) for r in sorted(e, key=lambda r: r["id"])[:4]
        ]
        table = MAKERS[kind]([article_of(r) for _, r in members])
        for (i, j), row in zip(table.pairs, table.rows, strict=True):
            if members[table.witness[i]][0] != members[table.witness[j]][0]:
                yield row, False, DOUBT, 1000 + n
    for n, record in enumerate(records(root / "attribution/polnear_dev.jsonl")):
        table = MAKERS[kind]([article_of(record)], dealt=True)
        for (i, j), row in zip(table.pairs, table.rows, strict=True):
            if table.witness[i] != table.witness[j]:
                yield row, False, DOUBT, 2000 + n


def keyed(kind: Kind) -> Iterator[Example]:
    for n, pair in enumerate(value_pairs.halves(kind)[0]):
        apart = {v in value_pairs.APART for v in pair.verdicts}
        if len(apart) > 1:
            continue
        told = [value_pairs.witness(a, t, d) for a, t, d in zip("ab", pair.texts, pair.days, strict=True)]
        table = MAKERS[kind](told)
        for (i, j), row in zip(table.pairs, table.rows, strict=True):
            marked = [any(s.overlaps(pair.marked[table.witness[x]]) for s in table.spans[x]) for x in (i, j)]
            if table.witness[i] != table.witness[j] and any(marked):
                yield row, all(marked) and apart == {False}, KEYED, 3000 + n


def model(kind: Kind) -> HistGradientBoostingClassifier:
    signs = [0 if f in FREE[kind] else -1 if f in AGAINST[kind] else 1 for f in FEATURES[kind]]
    return HistGradientBoostingClassifier(
        max_iter=140, learning_rate=0.06, max_leaf_nodes=10, min_samples_leaf=20, l2_regularization=5.0,
        monotonic_cst=signs, random_state=0,
    )  # fmt: skip


def train(kind: Kind, seeds: int, *, write: bool) -> None:
    root = Path(os.environ["VARIORUM_DATA"]) / "data"
    every = [*generated(kind, seeds), *strangers(kind, root), *keyed(kind)]
    rows = np.asarray([e[0] for e in every])
    right = np.asarray([e[1] for e in every])
    of = np.asarray([e[3] for e in every])
    weight = np.asarray([e[2] * (1.0 if e[1] else WRONG[kind]) for e in every])
    chance = np.zeros(len(every))
    for n in range(5):
        own = of % 5 == n
        fitted = model(kind).fit(rows[~own], right[~own], sample_weight=weight[~own])
        chance[own] = fitted.predict_proba(rows[own])[:, 1]
    ours, found = of < 1000, chance >= 0.5
    hit = (ours & found & right).sum()
    print(
        f"{kind}: {len(every)} pairs; other stories: P {hit / (ours & found).sum():.3f} R {hit / right[ours].sum():.3f}"
    )
    if write:
        columns = dump(model(kind).fit(rows, right, sample_weight=weight), kind)
        np.savez_compressed(OUT / f"{kind}s.npz", features=np.array(" ".join(FEATURES[kind])), **columns)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    kinds: tuple[Kind, ...] = ("figure", "moment")
    for kind in kinds:
        train(kind, options.seeds, write=options.write)


if __name__ == "__main__":
    main()
