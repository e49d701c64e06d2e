"""How well articles are grouped, beside TF-IDF with average-link clustering, and how many strangers are joined.

usage: VARIORUM_DATA=DIR python -m tests.group_score [--folds HALF_0.npz HALF_1.npz [DEAL ...]]

``--folds``: cross-validated instead of with the shipped scores.  The storylines are dealt into parts; a pair of
articles is scored only by forests that were trained without the articles of either one's part (for articles of two
parts: the mean of both parts' forests), the second look and the comparison of wholes included.  ``DEAL``: numbers of
deals of the parts (0 unless given); after several of them the mean and the range of each score are printed.
Thresholds are those of the settings in any case; TF-IDF is given the threshold that is best on each pool.

Strangers: pools that hold one article of each storyline, so that by the gold nothing belongs together.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.feature_extraction.text import TfidfVectorizer

from tests.scorers import scorer
from variorum.group import events, find, rounds, whole
from variorum.group.profile import LEAST_WORDS
from variorum.group.sparse import Floats
from variorum.settings import GroupSettings

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))

import event_pools
import links

THRESHOLDS = np.arange(0.04, 0.61, 0.02)
STRANGERS = 3
Records = Sequence[event_pools.Record]
Places = Mapping[str, tuple[str, str]]
"""By article: its event and its storyline."""


def shipped(records: Records) -> Places:
    """Grouped by the program as it is."""
    grouping = events([w for r in records if (w := event_pools.witness(dict(r)))])
    return {a: (e.id, e.storyline) for e in grouping.events for a in e.articles}


class Folded:
    """Grouped by scores that have not seen what they score."""

    def __init__(self, sets: dict[str, list[event_pools.Record]], known: event_pools.Sheet, deal: int = 0) -> None:
        self._known, self._deal = known, deal
        made = links.all_laid(known, sets, deal)
        self._firsts = [links.First(made, part) for part in range(links.PARTS)]
        scores = [links.first_scores(p, self._firsts) for p in made]
        self._seconds = [links.Second(made, scores, part) for part in range(links.PARTS)]
        rows = list(links.wholes(known, list(sets), made, self._firsts, self._seconds))
        self._thirds = [links.Third(rows, part) for part in range(links.PARTS)]

    def __call__(self, records: Records) -> Places:
        copies = self._copies(records)
        of = {r["id"]: dict(r) for r in records}
        laid = links.laid(self._known, [of[ids[0]] for ids in copies], 1.0, self._deal)
        table = links.table(laid, links.first_scores(laid, self._firsts), self._seconds)
        settings, sizes = GroupSettings(), [len(ids) for ids in copies]
        pool, seen = self._known.pool(laid.ids), links.views(self._known, laid)
        groups = find.groups(sizes, table, settings.event_threshold)
        judge = self._judge(seen, laid, table, "event")
        groups = whole.gathered(seen[0], table, groups, sizes, settings.whole_threshold, judge=judge)
        groups = rounds.parted(groups, pool)
        judge = self._judge(seen, laid, table, "storyline")
        threads = whole.threads(seen[0], table, groups, sizes, settings.storyline_threshold, judge=judge)
        return {
            a: (str(g), str(at))
            for at, thread in enumerate(threads)
            for g in thread
            for i in groups[g]
            for a in copies[i]
        }

    def _copies(self, records: Records) -> list[list[str]]:
        """The articles (ids) of each text, in the order of the first ones."""
        found: dict[str, list[str]] = {}
        for i in sorted(r["id"] for r in records if r["id"] in self._known.profiles):
            p = self._known.profiles[i]
            found.setdefault(p.digest if p.size >= LEAST_WORDS else f"#{i}", []).append(i)
        return list(found.values())

    def _judge(self, seen: Sequence[whole.Views], laid: links.Laid, table: find.Table, level: str) -> whole.Judge:
        """For groups of two parts the mean of both parts' scores."""

        def judge(_near: whole.Wholes, groups: Sequence[Sequence[int]]) -> Floats:
            near = links.near(seen, laid, table, groups)
            parts, every = links.dealt(laid, groups), np.arange(len(near.left))
            by_part = np.stack([getattr(third, level)(near.features) for third in self._thirds])
            return np.asarray((by_part[parts[near.left], every] + by_part[parts[near.right], every]) / 2)

        return judge


def plain(records: Records, level: str) -> dict[str, float]:
    """TF-IDF with average-link clustering at the threshold that is best on these very records."""
    texts = [f"{r.get('title') or ''}\n{r['text']}" for r in records]
    weighted = TfidfVectorizer(sublinear_tf=True, stop_words="english", min_df=2).fit_transform(texts)
    apart = np.clip(1 - (weighted @ weighted.T).toarray(), 0, 1)
    np.fill_diagonal(apart, 0)
    tree = linkage(squareform(apart, checks=False), "average")
    gold = [r[level] for r in records]
    found = [scorer("score_events").scores(gold, fcluster(tree, 1 - t, "distance").tolist()) for t in THRESHOLDS]
    return max(found, key=lambda s: s["b3_f1"])


def bare(records: Records) -> list[event_pools.Record]:
    """The articles without their dates and titles."""
    return [{**r, "title": None, "published": None} for r in records]  # type: ignore[dict-item]


def line(what: str, s: Mapping[str, float]) -> str:
    cubed = f"P {s['b3_precision']:.3f}  R {s['b3_recall']:.3f}  F1 {s['b3_f1']:.3f}"
    return f"  {what:32} B-cubed {cubed}  ARI {s['ari']:.3f}"


def pool(name: str, records: Records, grouped: Callable[[Records], Places]) -> dict[str, dict[str, float]]:
    """Prints the scores of a pool and returns them by level."""
    print(f"{name}, {len(records)} articles")
    found, told = grouped(records), {}
    for at, level in enumerate(event_pools.LEVELS):
        gold = [r[level] for r in records]
        scores = scorer("score_events").scores(gold, [found.get(r["id"], (r["id"], r["id"]))[at] for r in records])
        told[level] = scores
        print(line(f"{level}s", scores))
        if level == "event" or len(set(gold)) < len({r["event"] for r in records}):
            print(line(f"{level}s, TF-IDF at its best", plain(records, level)))
    return told


def joined_share(records: Records, grouped: Callable[[Records], Places]) -> str:
    found = grouped(records)
    sizes = Counter(event for event, _ in found.values())
    return f"{sum(sizes[e] > 1 for e, _ in found.values())} of {len(found)}"


def scored(sets: Mapping[str, Records], grouped: Callable[[Records], Places]) -> dict[str, float]:
    """Prints the scores of all pools and of the strangers; returns F1 and ARI by pool and level."""
    told = {}
    for name, records in sets.items():
        for level, scores in pool(name, records, grouped).items():
            told[f"{name}, {level}s, F1"], told[f"{name}, {level}s, ARI"] = scores["b3_f1"], scores["ari"]
    for seed in range(STRANGERS):
        one_each = event_pools.strangers(list(map(dict, sets["mixed_dev"])), random.Random(seed))
        print(f"strangers, draw {seed}: {joined_share(one_each, grouped)} grouped with another", flush=True)
    return told


def desks(records: Records, grouped: Callable[[Records], Places]) -> None:
    """Prints how many invented events are grouped whole, each by itself."""
    by_event: dict[str, list[event_pools.Record]] = defaultdict(list)
    for r in records:
        by_event[r["event"]].append(dict(r))
    parts = {
        name: sorted(Counter(event for event, _ in grouped(own).values()).values()) for name, own in by_event.items()
    }
    broken = {name: sizes for name, sizes in parts.items() if len(sizes) > 1}
    print(f"desks by themselves: {len(parts) - len(broken)} of {len(parts)} whole; not: {broken}", flush=True)


def folds(sets: dict[str, list[event_pools.Record]], halves: Sequence[Path], deals: Sequence[int]) -> None:
    known, told = event_pools.sheet(event_pools.every(sets), halves), []
    for deal in deals:
        print(f"deal {deal}")
        grouped = Folded(sets, known, deal)
        told.append(scored(sets, grouped))
        desks(sets[event_pools.DESKS], grouped)
    for what in told[0] if len(told) > 1 else ():
        values = [scores[what] for scores in told]
        print(f"  {what:40} mean {np.mean(values):.3f}, {min(values):.3f} to {max(values):.3f}")


def main() -> None:
    sets = event_pools.load()
    if sys.argv[1:2] == ["--folds"]:
        folds(sets, [Path(name) for name in sys.argv[2:4]], [int(n) for n in sys.argv[4:]] or [0])
        return
    scored(sets, shipped)
    desks(sets[event_pools.DESKS], shipped)
    for name in ("ecbplus_dev", "news_cluster_dev"):
        pool(f"{name} without dates and titles", bare(sets[name]), shipped)


if __name__ == "__main__":
    main()
