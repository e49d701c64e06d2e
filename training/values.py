"""Train the forest that says how surely two figures are of one thing (``variorum.collate``).

usage: PYTHONPATH=. python training/values.py [--seeds N] [--write]     (needs scikit-learn)

Learns from events written as newsrooms write (``tests/keys/desks``, the development fold), from generated events
(``tests/events``: the development stories as they stand and in looser words) and from the half of the keys
``tests/keys/*_pairs.toml`` that is for looking at.  Pairs that are wrong are, besides, those of the two events of each
storyline of ECB+ and of single articles dealt out to two, as in ``alignment.py``, and the different values that the
reports of one real event give: those are hardly ever of one measure, whatever stands around them.  The few of them that
a first forest, which has not seen their event, takes for likely are left out: about half of these are of one measure.

Prints precision and recall, a sixth of the stories and events left out at a time; with ``--write`` the forest of all is
put into the package.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from alignment import article_of, records, witness
from alignment_pairs import Row, Table, answered, of_values, values_of_measures
from links import dump
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from tests import desk_key, value_pairs
from tests.events import derive, story
from variorum.collate.figure_score import FEATURES
from variorum.model import Span, Witness

OUT = Path(__file__).parent.parent / "src/variorum/weights"
FIRST_SEED = 101
FOLDS = 6
WRITTEN, UNKEYED, UNKEYED_EQUAL = 2.0, 1.0, 0.2
"""Weight of a pair of an event written as newsrooms write: keyed; with a value that the key does not have; the same,
and both values equal: the key leaves out many of these that stand in keyed words."""
DOUBT, KEYED, REAL = 0.35, 4.0, 0.5
"""Weight of a pair of strangers, of a keyed pair, and of two values of one real event."""
LIKELY = 0.25
"""Score from which a pair of one real event is left out."""
MOST_REPORTS, LONG = 8, 900
"""Reports of a real event that are read, and how many characters they must have on average."""
EQUAL = FEATURES.index("equal")
MAY_BE_ONE = [FEATURES.index(name) for name in ("equal", "like", "toll")]
"""Features of pairs of one real event that may well be of one thing."""
FREE = {"telling", "money", "percent", "measured", "general", "toll"}
AGAINST = {"ratio", "names", "marks", "change", "claimed", "free", "rival", "apart", "spread"}
WRONG, WRONG_DIFFERENT = 1.5, 2.0
"""A wrong pair weighs as much as so many that are missed; of different values it would be a false conflict."""


@dataclass(frozen=True, slots=True)
class Example:
    """A row of features, whether it is right, its weight, the number of its story and what it was taken from."""

    row: Row
    right: bool
    weight: float
    story: int
    source: str


def desks() -> Iterator[Example]:
    """Pairs of events written as newsrooms write."""
    for n, name in enumerate(desk_key.names("dev")):
        desk = desk_key.load(name)
        reports = sorted((article_of(json.loads(x)) for x in desk.lines.splitlines()), key=lambda w: w.article.id)
        table = values_of_measures(reports)
        told = [_keyed(desk, reports[w], spans) for w, spans in zip(table.witness, table.spans, strict=True)]
        for i, j, row in _across(table):
            right = bool(told[i] & told[j])
            known = right or (told[i] and told[j])
            weight = WRITTEN if known else UNKEYED_EQUAL if row[EQUAL] else UNKEYED
            yield Example(row, right, weight, n, "desks" if known else "unkeyed")


def _keyed(desk: desk_key.Desk, report: Witness, spans: Sequence[Span]) -> frozenset[str]:
    return frozenset(
        m.item
        for m in desk.mentions
        if m.kind in ("figure", "moment")
        and m.witness == report.article.id
        and any(s.overlaps(x) for s in spans for x in m.spans)
    )


def _across(table: Table) -> Iterator[tuple[int, int, Row]]:
    """The pairs of two witnesses."""
    for (i, j), row in zip(table.pairs, table.rows, strict=True):
        if table.witness[i] != table.witness[j]:
            yield i, j, row


def generated(seeds: int) -> Iterator[Example]:
    """Pairs of generated events."""
    for n, name in enumerate(story.names("development")):
        for told in (name, f"{name}.looser"):
            for seed in range(FIRST_SEED, FIRST_SEED + seeds):
                event = derive.event(story.load(told), seed)
                table = values_of_measures([witness(r) for r in sorted(event.reports, key=lambda r: r.id)])
                for row, same in answered(table, of_values(event, table)):
                    yield Example(row, same, 1.0, 100 + n, "generated")


def strangers(root: Path) -> Iterator[Example]:
    """Pairs of two events of a storyline, and of single articles dealt out to two."""
    storylines: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for record in records(root / "events/ecbplus_dev.jsonl"):
        storylines[record["storyline"]][record["event"]].append(record)
    for n, (_, events) in enumerate(sorted(storylines.items())):
        members = [
            (k, r) for k, (_, e) in enumerate(sorted(events.items())) for r in sorted(e, key=lambda r: r["id"])[:4]
        ]
        table = values_of_measures([article_of(r) for _, r in members])
        for i, j, row in _across(table):
            if members[table.witness[i]][0] != members[table.witness[j]][0]:
                yield Example(row, False, DOUBT, 1000 + n, "strangers")
    for n, record in enumerate(records(root / "attribution/polnear_dev.jsonl")):
        for _, _, row in _across(values_of_measures([article_of(record)], dealt=True)):
            yield Example(row, False, DOUBT, 2000 + n, "strangers")


def keyed() -> Iterator[Example]:
    """Pairs of the keys of single passages."""
    for n, pair in enumerate(value_pairs.halves("figure")[0]):
        apart = {v in value_pairs.APART for v in pair.verdicts}
        if len(apart) > 1:
            continue
        table = values_of_measures(
            [value_pairs.witness(a, t, d) for a, t, d in zip("ab", pair.texts, pair.days, strict=True)]
        )
        for i, j, row in _across(table):
            marked = [any(s.overlaps(pair.marked[table.witness[x]]) for s in table.spans[x]) for x in (i, j)]
            if any(marked):
                yield Example(row, all(marked) and apart == {False}, KEYED, 3000 + n, "keys")


def real(root: Path) -> Iterator[Example]:
    """Different values of one real event: of news_cluster, and of every third event of ECB+ whose reports are long."""
    for n, members in enumerate(_real_events(root)):
        table = values_of_measures([article_of(r) for r in members])
        for _, _, row in _across(table):
            if not any(row[f] for f in MAY_BE_ONE):
                yield Example(row, False, REAL, 4000 + n, "real")


def _real_events(root: Path) -> Iterator[list[dict[str, str]]]:
    for name, step in (("news_cluster_dev", 1), ("ecbplus_dev", 3)):
        events: dict[str, list[dict[str, str]]] = defaultdict(list)
        for record in records(root / f"events/{name}.jsonl"):
            events[record["event"]].append(record)
        large = [e for _, e in sorted(events.items()) if len(e) >= 3]
        long = [e for e in large if step == 1 or sum(len(r["text"]) for r in e) >= LONG * len(e)]
        yield from (sorted(e, key=lambda r: r["id"])[:MOST_REPORTS] for e in long[::step])


def model() -> HistGradientBoostingClassifier:
    signs = [0 if f in FREE else -1 if f in AGAINST else 1 for f in FEATURES]
    return HistGradientBoostingClassifier(
        max_iter=140, learning_rate=0.06, max_leaf_nodes=10, min_samples_leaf=20, l2_regularization=5.0,
        monotonic_cst=signs, random_state=0,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pairs:
    """All examples as arrays."""

    rows: NDArray[np.float64]
    right: NDArray[np.bool_]
    weight: NDArray[np.float64]
    story: NDArray[np.intp]
    source: NDArray[np.str_]
    equal: NDArray[np.bool_]

    @staticmethod
    def of(examples: Sequence[Example]) -> Pairs:
        rows = np.asarray([e.row for e in examples])
        equal = rows[:, EQUAL] > 0
        right = np.asarray([e.right for e in examples])
        cost = np.where(right, 1.0, np.where(equal, WRONG, WRONG_DIFFERENT))
        return Pairs(
            rows, right, np.asarray([e.weight for e in examples]) * cost,
            np.asarray([e.story for e in examples]), np.asarray([e.source for e in examples]), equal,
        )  # fmt: skip

    def kept(self, chosen: NDArray[np.bool_]) -> Pairs:
        return Pairs(
            self.rows[chosen], self.right[chosen], self.weight[chosen], self.story[chosen],
            self.source[chosen], self.equal[chosen],
        )  # fmt: skip

    def fitted(self, chosen: NDArray[np.bool_] | slice = slice(None)) -> HistGradientBoostingClassifier:
        return model().fit(self.rows[chosen], self.right[chosen], sample_weight=self.weight[chosen])

    def left_out(self) -> NDArray[np.float64]:
        """The score of each pair by a forest that has not seen its story."""
        chance = np.zeros(len(self.right))
        for n in range(FOLDS):
            own = self.story % FOLDS == n
            chance[own] = self.fitted(~own).predict_proba(self.rows[own])[:, 1]
        return chance


def train(seeds: int, *, write: bool) -> None:
    root = Path(os.environ["VARIORUM_DATA"]) / "data"
    sources = (desks(), generated(seeds), strangers(root), keyed(), real(root))
    pairs = Pairs.of([e for source in sources for e in source])
    pairs = pairs.kept((pairs.source != "real") | (pairs.left_out() < LIKELY))
    chance = pairs.left_out()
    for name in ("desks", "unkeyed", "generated", "keys", "strangers", "real"):
        for about, chosen in (("equal", pairs.equal), ("different", ~pairs.equal)):
            these = chosen & (pairs.source == name)
            _told(f"{name} {about}", chance[these] >= 0.5, pairs.right[these])
    if write:
        columns = dump(pairs.fitted(), "figure")
        np.savez_compressed(OUT / "figures.npz", features=np.array(" ".join(FEATURES)), **columns)


def _told(name: str, found: NDArray[np.bool_], right: NDArray[np.bool_]) -> None:
    hit = int((found & right).sum())
    print(
        f"{name}: {len(right)} pairs, {right.sum()} right; joined {found.sum()}, "
        f"P {hit / max(found.sum(), 1):.3f} R {hit / max(right.sum(), 1):.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    train(options.seeds, write=options.write)


if __name__ == "__main__":
    main()
