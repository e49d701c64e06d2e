"""Train the forests of ``variorum.group.model`` on the public event sets under ``$VARIORUM_DATA/data/events``.

usage: python training/links.py     (needs scikit-learn; writes src/variorum/weights/links.npz)

Pools of every kind are made from the sets (see the data's README for names and licences): whole sets, thinned ones in
which most events have one to three articles, tiny folders, and folders where nothing belongs together, so that the
score means the same in all of them.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from variorum.clean import article as clean_article
from variorum.errors import CleanError
from variorum.group import measure, profile
from variorum.group.measure import FEATURES
from variorum.model import Capture, Claims, Witness

SETS = ("mixed_dev", "ecbplus_dev", "allsides_val", "news_cluster_dev")
UNSIGNED = frozenset({"shorter", "longer", "pool"})
Record = dict[str, str]


def witness(record: Record) -> Witness | None:
    """A record as the pipeline sees it, or None where it holds no text; claims are not looked at by the forests."""
    line = json.dumps(record).encode()
    capture = Capture(path="", content=line, media="record", sha256=hashlib.sha256(line).hexdigest(), line=1)
    try:
        article = clean_article(capture)
    except CleanError:
        return None
    return Witness(article=article, claims=Claims(article=article.id))


def thinned(records: list[Record], rng: random.Random) -> list[Record]:
    """Seven storylines of ten, and of each event a few articles only."""
    chosen = {s: rng.random() < 0.7 for s in sorted({r["storyline"] for r in records})}
    by_event = defaultdict(list)
    for r in records:
        if chosen[r["storyline"]]:
            by_event[r["event"]].append(r)
    kept = []
    for _, members in sorted(by_event.items()):
        kept += rng.sample(members, min(len(members), rng.choice([1, 1, 1, 2, 2, 3, 4, 6, 9])))
    return kept


def tiny(records: list[Record], rng: random.Random) -> list[Record]:
    """A folder of two to twelve articles from one to five storylines."""
    storylines = sorted({r["storyline"] for r in records})
    chosen = set(rng.sample(storylines, min(len(storylines), rng.choice([1, 1, 2, 2, 3, 5]))))
    members = [r for r in records if r["storyline"] in chosen]
    return rng.sample(members, min(len(members), rng.choice([2, 3, 4, 5, 6, 8, 12])))


def pools(sets: dict[str, list[Record]], rng: random.Random) -> list[tuple[float, list[Record]]]:
    """Pools with the weight of their pairs."""
    made = [(1.0, records) for records in sets.values()]
    made += [(1.0, thinned(sets["mixed_dev"], rng)) for _ in range(5)]
    made += [(1.0, thinned(sets[name], rng)) for name in SETS[1:] for _ in range(2)]
    made += [(4.0, tiny(sets[rng.choice(SETS[1:])], rng)) for _ in range(300)]
    made.append((1.0, rng.sample(sets["mixed_dev"], min(120, len(sets["mixed_dev"])))))
    return made


def dump(model: HistGradientBoostingClassifier, level: str) -> dict[str, np.ndarray]:
    """The trees as plain columns."""
    columns = defaultdict(list)
    roots, base = [], 0
    for (tree,) in model._predictors:
        nodes = tree.nodes
        roots.append(base)
        leaf = nodes["is_leaf"].astype(bool)
        columns["feature"].append(np.where(leaf, -1, nodes["feature_idx"]).astype(np.int64))
        columns["bound"].append(nodes["num_threshold"])
        columns["low"].append(nodes["left"].astype(np.int64) + base)
        columns["high"].append(nodes["right"].astype(np.int64) + base)
        columns["value"].append(np.where(leaf, nodes["value"], 0.0))
        base += len(nodes)
    table = {f"{level}_{name}": np.concatenate(parts) for name, parts in columns.items()}
    table[f"{level}_roots"] = np.array(roots, dtype=np.int64)
    table[f"{level}_base"] = np.array(float(model._baseline_prediction.ravel()[0]))
    return table


def fitted(features: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> HistGradientBoostingClassifier:
    signs = [0 if f in UNSIGNED else 1 for f in FEATURES]
    model = HistGradientBoostingClassifier(
        max_iter=150, learning_rate=0.08, max_leaf_nodes=12, min_samples_leaf=80, monotonic_cst=signs, random_state=0
    )
    return model.fit(features, labels, sample_weight=weights)


def table(sets: dict[str, list[Record]], *, seed: int = 0) -> dict[str, np.ndarray]:
    """The whole table, trained on pools of these sets."""
    known = {r["id"]: w for records in sets.values() for r in records if (w := witness(r))}
    profiles = {i: profile.of(w) for i, w in known.items()}
    rows, labels, weights = [], {"event": [], "storyline": []}, []
    for weight, records in pools(sets, random.Random(seed)):
        ordered = sorted((r for r in records if r["id"] in profiles), key=lambda r: r["id"])
        found = measure.pairs(measure.pool([profiles[r["id"]] for r in ordered]))
        rows.append(found.features)
        weights.append(np.full(len(found.left), weight))
        for level, listed in labels.items():
            group = np.array([r[level] for r in ordered])
            listed.append(group[found.left] == group[found.right])
    made: dict[str, np.ndarray] = {"features": np.array(" ".join(FEATURES))}
    for level, listed in labels.items():
        made |= dump(fitted(np.concatenate(rows), np.concatenate(listed), np.concatenate(weights)), level)
    return made


def load() -> dict[str, list[Record]]:
    folder = Path(os.environ["VARIORUM_DATA"]) / "data" / "events"
    return {
        name: [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        for name in SETS
    }


def main() -> None:
    out = Path(__file__).parent.parent / "src" / "variorum" / "weights" / "links.npz"
    np.savez_compressed(out, **table(load()))
    sys.stdout.write(f"{out}: {out.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
