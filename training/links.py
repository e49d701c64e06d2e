"""Train the forests of ``variorum.group`` on the public event sets under ``$VARIORUM_DATA/data/events``.

usage: python training/links.py     (needs scikit-learn; writes links.npz and links_again.npz to src/variorum/weights)

Pools of every kind are made from the sets (see the data's README for names and licences): whole sets, thinned ones in
which most events have one to three articles, tiny folders, and folders of strangers, one article of each storyline, so
that the score means the same in all of them.

The second look (``links_again``) is trained on first scores as they are on articles that the first forests have not
seen: the storylines are dealt into parts, and the forests that score a part are trained on the others.
``tests/group_score.py --folds`` reports what such forests reach.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from variorum.clean import article as clean_article
from variorum.errors import CleanError
from variorum.group import again, find, measure, profile
from variorum.model import Capture, Claims, Witness

SETS = ("mixed_dev", "ecbplus_dev", "allsides_val", "news_cluster_dev")
LEVELS = ("event", "storyline")
UNSIGNED = frozenset({"shorter", "longer", "pool", "known_least", "known_most"})
"""Features that may speak for or against a link; all others can only raise the score."""
PARTS = 3
EASY = 0.12
"""Cosine of all terms under which a pair of different storylines is an easy one: a quarter of them, with four times
the weight, teach as much as all."""
Record = dict[str, str]


@dataclass(frozen=True, eq=False)
class Laid:
    """The candidate pairs of a pool: their features, what they are, and the parts that their articles are dealt to."""

    weight: float
    size: int
    left: np.ndarray
    right: np.ndarray
    features: np.ndarray
    same: dict[str, np.ndarray]
    parts: tuple[np.ndarray, np.ndarray]

    def outside(self, part: int) -> np.ndarray:
        """The pairs without an article of the part."""
        return np.asarray((self.parts[0] != part) & (self.parts[1] != part))


@dataclass(frozen=True, eq=False)
class Sheet:
    """What is known of each article before pools are made: its profile and its vectors."""

    profiles: dict[str, profile.Profile]
    vectors: dict[str, dict[str, np.ndarray]]

    def pool(self, ids: Sequence[str]) -> measure.Pool:
        known = {name: np.stack([rows[i] for i in ids]) for name, rows in self.vectors.items()} if ids else None
        return measure.pool([self.profiles[i] for i in ids], known)


def sheet(records: Sequence[Record]) -> Sheet:
    profiles = {r["id"]: profile.of(w) for r in records if (w := witness(r))}
    vectors = measure.vectors(list(profiles.values()))
    return Sheet(profiles, {name: dict(zip(profiles, rows, strict=True)) for name, rows in vectors.items()})


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


def strangers(records: list[Record], rng: random.Random) -> list[Record]:
    """One article of each storyline: nothing belongs together."""
    by_storyline = defaultdict(list)
    for r in records:
        by_storyline[r["storyline"]].append(r)
    return [rng.choice(members) for _, members in sorted(by_storyline.items())]


def pools(sets: dict[str, list[Record]], rng: random.Random) -> list[tuple[float, list[Record]]]:
    """Pools with the weight of their pairs."""
    made = [(1.0, records) for records in sets.values()]
    made += [(1.0, thinned(sets["mixed_dev"], rng)) for _ in range(5)]
    made += [(1.0, thinned(sets[name], rng)) for name in SETS[1:] for _ in range(2)]
    made += [(4.0, tiny(sets[rng.choice(SETS[1:])], rng)) for _ in range(300)]
    made.append((1.0, rng.sample(sets["mixed_dev"], min(120, len(sets["mixed_dev"])))))
    made += [(1.0, strangers(sets["mixed_dev"], rng)) for _ in range(3)]
    return made


def part_of(storyline: str, parts: int) -> int:
    """The part that a storyline is dealt to: told by its digest."""
    return int(hashlib.sha256(storyline.encode()).hexdigest(), 16) % parts


def laid(known: Sheet, records: list[Record], weight: float, parts: int = PARTS) -> Laid:
    ordered = sorted((r for r in records if r["id"] in known.profiles), key=lambda r: r["id"])
    found = measure.pairs(known.pool([r["id"] for r in ordered]))
    group = {level: np.array([r[level] for r in ordered]) for level in LEVELS}
    dealt = np.array([part_of(r["storyline"], parts) for r in ordered])
    return Laid(
        weight=weight,
        size=len(ordered),
        left=found.left,
        right=found.right,
        features=found.features.astype(np.float32),
        same={level: g[found.left] == g[found.right] for level, g in group.items()},
        parts=(dealt[found.left], dealt[found.right]),
    )


def all_laid(known: Sheet, sets: dict[str, list[Record]], parts: int = PARTS) -> list[Laid]:
    """All pools for training that have candidate pairs at all."""
    made = (laid(known, records, weight, parts) for weight, records in pools(sets, random.Random(0)))
    return [p for p in made if len(p.left)]


class First:
    """The first forests: one a level, trained on the pairs without an article of ``part`` (None: on all)."""

    def __init__(self, pools: Sequence[Laid], part: int | None = None) -> None:
        rng = np.random.default_rng(0)
        rows, weights = [], []
        same: dict[str, list[np.ndarray]] = {level: [] for level in LEVELS}
        for p in pools:
            used = p.outside(part) if part is not None else np.ones(len(p.left), dtype=bool)
            easy = (p.features[:, find.TERMS] < EASY) & ~p.same["storyline"]
            kept = used & (~easy | (rng.random(len(easy)) < 0.25))
            rows.append(p.features[kept])
            weights.append(np.where(easy, 4.0, 1.0)[kept] * p.weight)
            for level in LEVELS:
                same[level].append(p.same[level][kept])
        signs = [0 if f in UNSIGNED else 1 for f in measure.FEATURES]
        x, w = np.concatenate(rows), np.concatenate(weights)
        self.models = {
            level: fitted(x, np.concatenate(same[level]), w, signs=signs, trees=100, leaves=12) for level in LEVELS
        }

    def scores(self, features: np.ndarray) -> np.ndarray:
        """Both scores of some pairs, before the rules."""
        return np.stack([self.models[level].predict_proba(features)[:, 1] for level in LEVELS])


class Second:
    """The forest of the second look, trained like :class:`First`, on pairs with their :func:`first_scores`."""

    def __init__(self, pools: Sequence[Laid], scores: Sequence[again.Scores], part: int | None = None) -> None:
        rows, same, weights = [], [], []
        for p, first in zip(pools, scores, strict=True):
            kept, open_ = first.open(), first.storyline >= again.LEAST
            used = p.outside(part)[open_] if part is not None else np.ones(len(kept.left), dtype=bool)
            rows.append(again.features(kept, p.size)[used])
            same.append(p.same["event"][open_][used])
            weights.append(np.full(used.sum(), p.weight))
        signs = [0 if "_others_" in f else 1 for f in again.FEATURES]
        x, w = np.concatenate(rows), np.concatenate(weights)
        self.model = fitted(x, np.concatenate(same), w, signs=signs, trees=80, leaves=8)

    def chance(self, features: np.ndarray) -> np.ndarray:
        return np.asarray(self.model.predict_proba(features)[:, 1])


def shared(p: Laid, scores: Sequence[np.ndarray]) -> np.ndarray:
    """Of the scores by the forests of each part, those that have not seen the pair: for two parts the mean."""
    by_part, every = np.stack(scores), np.arange(len(p.left))
    return np.asarray((by_part[p.parts[0], ..., every] + by_part[p.parts[1], ..., every]).T / 2)


def first_scores(p: Laid, firsts: Sequence[First]) -> again.Scores:
    """The first scores of a pool's pairs by forests that have not seen them, and the rules applied."""
    event, storyline = shared(p, [f.scores(p.features) for f in firsts])
    return again.Scores(p.left, p.right, find.ruled(event, p.features), np.maximum(event, storyline))


def fitted(
    features: np.ndarray, same: np.ndarray, weights: np.ndarray, *, signs: list[int], trees: int, leaves: int
) -> HistGradientBoostingClassifier:
    model = HistGradientBoostingClassifier(
        max_iter=trees,
        learning_rate=0.1,
        max_leaf_nodes=leaves,
        min_samples_leaf=60,
        max_bins=127,
        monotonic_cst=signs,
        random_state=0,
    )
    return model.fit(features, same, sample_weight=weights)


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


def load() -> dict[str, list[Record]]:
    folder = Path(os.environ["VARIORUM_DATA"]) / "data" / "events"
    return {
        name: [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        for name in SETS
    }


def every(sets: dict[str, list[Record]]) -> list[Record]:
    """Each record once, as its own set has it (with a date, where there is one)."""
    return list({r["id"]: r for records in sets.values() for r in records}.values())


def main() -> None:
    sets = load()
    known = sheet(every(sets))
    made = all_laid(known, sets)
    firsts = [First(made, part) for part in range(PARTS)]
    second = Second(made, [first_scores(p, firsts) for p in made])
    first = First(made)
    tables = {
        "links": {"features": np.array(" ".join(measure.FEATURES))}
        | {name: column for level in LEVELS for name, column in dump(first.models[level], level).items()},
        "links_again": {"features": np.array(" ".join(again.FEATURES))} | dump(second.model, "event"),
    }
    for name, table in tables.items():
        out = Path(__file__).parent.parent / "src" / "variorum" / "weights" / f"{name}.npz"
        np.savez_compressed(out, allow_pickle=False, **table)
        sys.stdout.write(f"{out}: {out.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
