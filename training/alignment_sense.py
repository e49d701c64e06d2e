"""Train the two forests that find one thing told in other words (``variorum.collate.score``, ``.support``).

usage: PYTHONPATH=. python training/alignment_sense.py [--seeds N] [--write]     (needs scikit-learn)

Learns from pairs of passages of invented events: the development stories of ``tests/events`` in plain and in looser
words, and the events written as newsrooms write (``tests/keys/desks``, those named ``dev_``; what their key does not
have in two reports is of one report only), which weigh most.  In half of them two reports are made one, so that
articles repeat themselves as real ones do.  Wrong pairs of real articles are all those compared between the two
confusable events of each storyline of ECB+ and between the halves of single articles (see ``alignment.py``).

The second forest sees what the first one says of all pairs of an event, which for training comes from events that the
first was not fitted on: a fifth of the stories is left out at a time, all versions of one story together.  Prints, for
each kind of event, how many of the right pairs are found at precision .95 and .9, out of sample.
"""

from __future__ import annotations

import argparse
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from alignment import AGAINST, FREE, Matrix, article_of, items_of, records, witness
from links import dump
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from tests import desk_key
from tests.events import derive, story
from variorum.collate import align, score, similar, support
from variorum.collate.lexis import lexis
from variorum.collate.units import Unit, units
from variorum.model import Span, Witness

WEIGHTS = Path(__file__).parent.parent / "src/variorum/weights"
FIRST_SEED = 101
FOLDS = 5
AGAINST_SENSE = AGAINST | {"rank", "worst", "other_values"}
VALUES = ("figure", "moment")
MOSTLY = 0.6
WEIGHT = {"plain": (0.7, 0.85), "looser": (0.4, 0.6), "desk": (5.0, 7.0), "merged": (3.5, 4.9), "real": (0.0, 1.0)}
"""What a right and a wrong pair of each kind of event weigh."""
PER_EVENT = 3
"""Articles of each confusable event."""

Told = tuple[frozenset[str], frozenset[str], bool]
"""The statements and facts that a unit is of; its figures and times; whether the key knows all that it is of."""
Teller = Callable[[Unit], Told]


@dataclass(frozen=True, slots=True)
class Table:
    """The compared pairs of one event: ``right`` is 1, 0, or -1 where the key does not tell."""

    story: str
    kind: str
    nodes: Sequence[support.Node]
    pairs: Sequence[tuple[int, int]]
    rows: Matrix
    right: NDArray[np.intp]


def table(story: str, kind: str, found: Sequence[Unit], told: Teller) -> Table:
    """The pairs of units of an event with their features and answers."""
    nodes = align._nodes(found)
    pairs, rows = score.table(similar.prepare([node[0] for node in nodes], whole=True))
    of = [[told(u) for u in node] for node in nodes]
    return Table(story, kind, nodes, pairs, rows, np.asarray([_right(of[i], of[j]) for i, j in pairs], dtype=np.intp))


def _right(a: Sequence[Told], b: Sequence[Told]) -> int:
    things, values = ([frozenset().union(*(t[k] for t in side)) for side in (a, b)] for k in (0, 1))
    if things[0] & things[1]:
        return 1
    known = not values[0] & values[1] and all(t[2] for t in (*a, *b))
    return 0 if known else -1


def shared(pieces: Sequence[Span], others: Sequence[Span]) -> int:
    """Characters that two lists of spans share."""
    return sum(max(0, min(p.end, s.end) - max(p.start, s.start)) for p in pieces for s in others)


def merged(found: Sequence[Unit]) -> tuple[list[Unit], dict[support.Place, Unit]]:
    """The units with the second report made one with the first, and the unit that stood where each now stands."""
    after = max((u.order for u in found if u.witness == 0), default=0) + 2
    sentences = max((u.sentence for u in found if u.witness == 0), default=0) + 1
    made, was = [], {}
    for u in found:
        now = u
        if u.witness == 0:
            now = replace(u, place=u.place / 2)
        elif u.witness == 1:
            now = replace(u, witness=0, order=u.order + after, sentence=u.sentence + sentences, place=(1 + u.place) / 2)
        made.append(now)
        was[now.witness, now.order] = u
    return made, was


def both_ways(story: str, kind: str, found: Sequence[Unit], told: Teller, *, merge: bool) -> Iterator[Table]:
    """The event as it is, and with two reports made one."""
    if merge:
        made, was = merged(found)
        yield table(story, "merged", made, lambda u: told(was[u.witness, u.order]))
    if kind == "desk" or not merge:
        yield table(story, kind, found, told)


def generated(seeds: int) -> Iterator[Table]:
    """The generated events of the development stories."""
    for fold, kind in (("development", "plain"), ("looser", "looser")):
        for name in story.names(fold):
            for seed in range(FIRST_SEED, FIRST_SEED + seeds):
                event = derive.event(story.load(name), seed)
                reports = sorted(event.reports, key=lambda r: r.id)
                values = {i.id for i in event.story.items if i.kind in VALUES}

                def told(unit: Unit) -> Told:
                    report = reports[unit.witness]  # noqa: B023 - used before the next event
                    own = items_of(unit, report) - values  # noqa: B023
                    around = {g.item for g in report.given if g.item in values and _mostly(unit, (g.passage,))}  # noqa: B023
                    things = frozenset(own | around)
                    return things, frozenset(), bool(things) and not _mostly(unit, report.leads)

                found = [u for n, r in enumerate(reports) for u in units(lexis(witness(r), n))]
                last = seed == FIRST_SEED + seeds - 1
                yield from both_ways(name.removesuffix(".looser"), kind, found, told, merge=last)


def _mostly(unit: Unit, spans: Sequence[Span]) -> bool:
    return shared(unit.pieces, spans) >= MOSTLY * sum(map(len, unit.pieces))


def desks() -> Iterator[Table]:
    """The events written as newsrooms write, of the development fold."""
    for name in desk_key.names("dev"):
        desk = desk_key.load(name)
        path = desk_key.FOLDER / f"{name}.jsonl"
        read = [article_of(r) for r in sorted(records(path), key=lambda r: r["id"])]

        def told(unit: Unit) -> Told:
            own = [m for m in desk.mentions if m.witness == unit.article]  # noqa: B023 - used before the next event
            size = sum(map(len, unit.pieces))
            things = frozenset(
                m.item
                for m in own
                if m.kind not in VALUES and shared(unit.pieces, m.spans) >= MOSTLY * min(size, sum(map(len, m.spans)))
            )
            values = frozenset(m.item for m in own if m.kind in VALUES and shared(unit.pieces, m.spans))
            return things, values, True

        found = [u for n, w in enumerate(read) for u in units(lexis(w, n))]
        yield from both_ways(name, "desk", found, told, merge=True)


def strangers(root: Path) -> Iterator[Table]:
    """Pairs of real passages that are not one thing."""
    storylines: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for record in records(root / "events/ecbplus_dev.jsonl"):
        storylines[record["storyline"]][record["event"]].append(record)
    for name, events in sorted(storylines.items()):
        members = [
            (k, article_of(record))
            for k, (_, told) in enumerate(sorted(events.items()))
            for record in sorted(told, key=lambda r: r["id"])[:PER_EVENT]
        ]
        yield apart(name, [w for _, w in members], [k for k, _ in members])
    for part, step in (("dev", 2), ("train", 10)):
        for n, record in enumerate(records(root / f"attribution/polnear_{part}.jsonl")[::step]):
            own = units(lexis(article_of(record), 0))
            yield parted(f"{part} {n}", [replace(u, witness=u.sentence % 2) for u in own], lambda u: u.witness)


def apart(name: str, witnesses: Sequence[Witness], side: Sequence[int]) -> Table:
    """Articles of which those on two sides tell nothing in common."""
    return parted(name, [u for n, w in enumerate(witnesses) for u in units(lexis(w, n))], lambda u: side[u.witness])


def parted(name: str, found: Sequence[Unit], side: Callable[[Unit], int]) -> Table:
    """Units of which those on two sides tell nothing in common."""
    made = table(name, "real", found, lambda _: (frozenset(), frozenset(), True))
    sides = [side(node[0]) for node in made.nodes]
    right = np.asarray([0 if sides[i] != sides[j] else -1 for i, j in made.pairs], dtype=np.intp)
    return replace(made, right=right)


def fitted(tables: Sequence[Table], rows: Sequence[Matrix], names: Sequence[str]) -> HistGradientBoostingClassifier:
    """A forest of the known pairs of some events."""
    known = [t.right >= 0 for t in tables]
    right = np.concatenate([t.right[k] for t, k in zip(tables, known, strict=True)])
    weight = np.concatenate([np.asarray(WEIGHT[t.kind][::-1])[t.right[k]] for t, k in zip(tables, known, strict=True)])
    signs = [0 if f in FREE else -1 if f in AGAINST_SENSE else 1 for f in names]
    model = HistGradientBoostingClassifier(
        max_iter=100, learning_rate=0.08, max_leaf_nodes=10, min_samples_leaf=30, l2_regularization=5.0,
        monotonic_cst=signs, random_state=0,
    )  # fmt: skip
    return model.fit(np.concatenate([r[k] for r, k in zip(rows, known, strict=True)]), right, sample_weight=weight)


def out_of_sample(tables: Sequence[Table], rows: Sequence[Matrix], names: Sequence[str]) -> list[Matrix]:
    """The chances of all pairs by forests that have not seen their story."""
    stories = sorted({t.story for t in tables})
    part = [stories.index(t.story) % FOLDS for t in tables]
    found: list[Matrix] = [np.zeros(0)] * len(tables)
    for fold in range(FOLDS):
        rest = [n for n, p in enumerate(part) if p != fold]
        model = fitted([tables[n] for n in rest], [rows[n] for n in rest], names)
        for n, p in enumerate(part):
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
    """The share of right pairs of a kind of event found at two precisions; of real ones, how many wrong ones are."""
    right = np.concatenate([t.right for t in tables if t.kind == kind])
    chance = np.concatenate([c for t, c in zip(tables, chances, strict=True) if t.kind == kind])[right >= 0]
    right = right[right >= 0]
    if kind == "real":
        return f"{(chance >= 0.5).sum()} of {len(right)} wrong at .5"
    hits = np.cumsum(right[np.argsort(-chance, kind="stable")])
    precision = hits / np.arange(1, len(hits) + 1)
    best = [hits[precision >= p].max(initial=0) / right.sum() for p in (0.95, 0.9)]
    return f"{len(right)} pairs, {right.sum()} right; found at precision .95 / .9: {best[0]:.3f} / {best[1]:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    tables = [*generated(options.seeds), *desks(), *strangers(Path(os.environ["VARIORUM_DATA"]) / "data")]
    rows = [t.rows for t in tables]
    first = out_of_sample(tables, rows, score.FEATURES)
    second_rows = again(tables, first)
    second = out_of_sample(tables, second_rows, score.AGAIN)
    for kind in WEIGHT:
        print(f"{kind}: first {told(tables, first, kind)}; second {told(tables, second, kind)}")
    if options.write:
        for name, made, features in (("sense", rows, score.FEATURES), ("again", second_rows, score.AGAIN)):
            columns = dump(fitted(tables, made, features), "pair")
            out = WEIGHTS / f"alignment_{name}.npz"
            np.savez_compressed(out, features=np.array(" ".join(features)), **columns)
            print(f"{out}: {out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
