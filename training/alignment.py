"""Train the forest that says by their words how surely two passages are readings of one thing
(``variorum.collate.score``; ``alignment_sense.py`` trains those that find it in other words).

usage: PYTHONPATH=. python training/alignment.py [--seeds N] [--write]     (needs scikit-learn)

Learns from generated events with known answers (``tests/events``: the stories of the development fold; those of the
held fold are never looked at): every pair of keyed passages of two witnesses that is compared at all, right or wrong.
What invented events lack is two things that look alike: so pairs of passages from the two confusable events of each
storyline of ECB+ (Cybulska and Vossen 2014; CC BY 3.0; ``$VARIORUM_DATA/data/events/ecbplus_dev.jsonl``) are wrong
pairs, too, and so are the sentences of one real article, dealt out to two (``attribution/polnear_dev.jsonl``): one
speaker's remarks on one subject, of which hardly any are made twice.  Prints the area under the curve and precision
and recall, a fifth of the stories left out at a time; with ``--write`` the forest of all is put into the package.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from forests import dump, store
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

import variorum
from tests.events import derive, story
from tests.events.derive import Event, Report
from variorum.clean import article as clean_article
from variorum.collate import score, similar
from variorum.collate.lexis import lexis
from variorum.collate.units import Unit, units
from variorum.model import Capture, Witness

FIRST_SEED = 101  # the events that are measured have the lowest seeds
AGAINST = frozenset({
    "other_numbers", "other_names", "relayed", "asked", "polarity", "not_hedged", "lag", "apart", "rival"
})  # fmt: skip
WORDS = [score.FEATURES.index(name) for name in score.WORDS]
PLAIN = [score.WORDS.index(name) for name in ("short_share", "long_share", "meaning")]
FREE = frozenset({"said_in_both", "told_in_both", "both_relayed", "short_mass"})
PRECISE = 1.2
"""A wrong pair weighs as much as so many that are missed."""
STRANGERS = 60
"""Pairs of passages taken from a storyline of real articles, the likeliest first."""
OWN = 15
"""Pairs of passages taken from a single real article."""
DOUBT = 0.35
"""Weight of such a pair: two events may share an old fact, and a lead says what the body says again."""

STRICTER = 0.24
"""Taken off every logit: real articles hold more that looks alike than these pairs."""

Matrix = NDArray[np.float64]
Row = Matrix
_FIELDS = ("id", "title", "text", "published", "outlet")


@dataclass(frozen=True, slots=True)
class Pairs:
    """``rows`` of features, ``right`` 0 or 1, the ``weight`` and the ``story`` of each."""

    rows: Matrix
    right: Matrix
    weight: Matrix
    story: NDArray[np.intp]


def witness(report: Report) -> Witness:
    """A generated report as the pipeline sees it."""
    line = json.dumps({"id": report.id, "text": report.text, "title": report.title, "published": report.published})
    content = line.encode()
    article = clean_article(Capture(path="", content=content, media="record", sha256="", line=1))
    return Witness(article=article, claims=variorum.extract(article))


def items_of(unit: Unit, report: Report) -> frozenset[str]:
    """The items that most of a unit's words, or most of whose words, belong to the unit."""
    found = set()
    size = sum(map(len, unit.pieces))
    for given in report.given:
        shared = sum(max(0, min(p.end, s.end) - max(p.start, s.start)) for p in unit.pieces for s in given.spans)
        if shared >= 0.6 * min(size, sum(map(len, given.spans))):
            found.add(given.item)
    return frozenset(found)


def pairs_of(event: Event) -> Iterator[tuple[Row, bool]]:
    """The features of all pairs of keyed passages of an event, and whether they are of one item."""
    reports = sorted(event.reports, key=lambda r: r.id)
    found: list[Unit] = []
    items: list[frozenset[str]] = []
    values = {i.id for i in event.story.items if i.kind in ("figure", "moment")}
    for n, report in enumerate(reports):
        own = units(lexis(witness(report), n))
        found += own
        items += [items_of(u, report) - values for u in own]
    for (i, j), row in across(found, [u.witness for u in found]):
        if items[i] and items[j]:
            yield row, bool(items[i] & items[j])


def across(found: Sequence[Unit], side: Sequence[int]) -> Iterator[tuple[tuple[int, int], Row]]:
    """The pairs of units of two sides that are compared, with their features."""
    pairs, rows = score.table(similar.prepare(found, whole=True))
    return (((i, j), row[WORDS]) for (i, j), row in zip(pairs, rows, strict=True) if side[i] != side[j])


def article_of(record: dict[str, str]) -> Witness:
    """A record of a public set as the pipeline sees it."""
    content = json.dumps({field: value for field, value in record.items() if field in _FIELDS}).encode()
    article = clean_article(Capture(path="", content=content, media="record", sha256="", line=1))
    return Witness(article=article, claims=variorum.extract(article))


def records(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def strangers(path: Path) -> Iterator[tuple[Row, int]]:
    """The likeliest pairs of passages of the two events of each storyline, and the number of the storyline."""
    by_storyline: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for record in records(path):
        by_storyline[record["storyline"]][record["event"]].append(record)
    for n, (_, events) in enumerate(sorted(by_storyline.items())):
        members = [
            (k, record)
            for k, (_, told) in enumerate(sorted(events.items()))
            for record in sorted(told, key=lambda r: r["id"])[:4]
        ]
        found = [units(lexis(article_of(record), w)) for w, (_, record) in enumerate(members)]
        side = [k for (k, _), own in zip(members, found, strict=True) for _ in own]
        yield from ((row, n) for row in likeliest([u for own in found for u in own], side, STRANGERS))


def dealt_out(path: Path) -> Iterator[tuple[Row, int]]:
    """The likeliest pairs of sentences of one article, every other of which is given to a second witness."""
    for n, record in enumerate(records(path)):
        found = units(lexis(article_of(record), 0))
        side = [u.sentence % 2 for u in found]
        own = [replace(u, witness=k) for u, k in zip(found, side, strict=True)]
        yield from ((row, n) for row in likeliest(own, side, OWN))


def likeliest(found: Sequence[Unit], side: Sequence[int], most: int) -> list[Row]:
    """The features of the pairs of units of two sides that look most like one thing."""
    rows = [row for _, row in across(found, side)]
    return sorted(rows, key=lambda row: -row[PLAIN].sum())[:most]


def collect(seeds: int) -> Pairs:
    """The pairs of all development stories, and those of strangers; a storyline of these is a story."""
    rows: list[Row] = []
    right: list[float] = []
    weight: list[float] = []
    of: list[int] = []
    for n, name in enumerate(story.names("development")):
        before = len(rows)
        for seed in range(FIRST_SEED, FIRST_SEED + seeds):
            for row, same in pairs_of(derive.event(story.load(name), seed)):
                rows.append(row)
                right.append(float(same))
                weight.append((1.0 if same else PRECISE) / seeds)
                of.append(n)
        print(f"{name}: {len(rows) - before} pairs", flush=True)
    root = Path(os.environ["VARIORUM_DATA"]) / "data"
    for first, wrong in (
        (1000, strangers(root / "events/ecbplus_dev.jsonl")),
        (2000, dealt_out(root / "attribution/polnear_dev.jsonl")),
    ):
        for row, n in wrong:
            rows.append(row)
            right.append(0.0)
            weight.append(DOUBT)
            of.append(first + n)
    return Pairs(np.asarray(rows), np.asarray(right), np.asarray(weight), np.asarray(of))


def fitted(pairs: Pairs, chosen: NDArray[np.bool_]) -> HistGradientBoostingClassifier:
    signs = [0 if f in FREE else -1 if f in AGAINST else 1 for f in score.WORDS]
    model = HistGradientBoostingClassifier(
        max_iter=140, learning_rate=0.06, max_leaf_nodes=10, min_samples_leaf=30, l2_regularization=5.0,
        monotonic_cst=signs, random_state=0,
    )  # fmt: skip
    return model.fit(pairs.rows[chosen], pairs.right[chosen], sample_weight=pairs.weight[chosen])


def told(chance: Matrix, right: Matrix) -> str:
    """Area under the curve and F1 at one half."""
    order = np.argsort(chance, kind="stable")
    rank = np.empty(len(order))
    rank[order] = np.arange(1, len(order) + 1)
    good = right.sum()
    area = (rank[right > 0].sum() - good * (good + 1) / 2) / (good * (len(right) - good))
    found = chance >= 0.5
    hit = (found & (right > 0)).sum()
    return (
        f"AUC {area:.4f}  P {hit / max(1, found.sum()):.3f} R {hit / good:.3f} F1 {2 * hit / (found.sum() + good):.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    pairs = collect(options.seeds)
    print(f"{len(pairs.right)} pairs, {int(pairs.right.sum())} right")
    out = np.zeros(len(pairs.right))
    for n in range(5):
        own = pairs.story % 5 == n
        out[own] = fitted(pairs, ~own).predict_proba(pairs.rows[own])[:, 1]
    print("fitted on the other stories:", told(out, pairs.right))
    if options.write:
        columns = dump(fitted(pairs, np.ones(len(pairs.right), dtype=bool)), "pair")
        columns["pair_base"] = columns["pair_base"] - STRICTER
        store("alignment", columns, score.WORDS)


if __name__ == "__main__":
    main()
