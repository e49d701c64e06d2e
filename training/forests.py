"""Boosted forests as the package reads them (``variorum.forest``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

WEIGHTS = Path(__file__).parent.parent / "src/variorum/weights"


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


def store(name: str, columns: Mapping[str, Any], features: Sequence[str] = ()) -> None:
    """Put tables into the package, with the names of the ``features`` that they were made from."""
    out = WEIGHTS / f"{name}.npz"
    named = {"features": np.array(" ".join(features))} if features else {}
    np.savez_compressed(out, allow_pickle=False, **named, **columns)
    print(f"{out}: {out.stat().st_size} bytes")
