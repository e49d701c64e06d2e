"""How well articles are grouped, beside TF-IDF with average-link clustering, and how many strangers are joined.

usage: VARIORUM_DATA=DIR python -m tests.group_score [--folds]

``--folds``: cross-validated instead of with the shipped scores.  The storylines are dealt into parts; a pair of
articles is scored only by forests that were trained without the articles of either one's part (for articles of two
parts: the mean of both parts' forests), the second look included.  Thresholds are those of the settings in any case;
TF-IDF is given the threshold that is best on each pool.  Scores of TF-IDF need no training.

Strangers: pools that hold one article of each storyline, so that by the gold nothing belongs together.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.feature_extraction.text import TfidfVectorizer

from tests.scorers import scorer
from variorum.group import again, events, find, measure, rounds
from variorum.group.texts import joined
from variorum.settings import GroupSettings

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))

import links

THRESHOLDS = np.arange(0.04, 0.61, 0.02)
STRANGERS = 3
Records = Sequence[links.Record]
Places = Mapping[str, tuple[str, str]]
"""By article: its event and its storyline."""


def shipped(records: Records) -> Places:
    """Grouped by the program as it is."""
    grouping = events([w for r in records if (w := links.witness(dict(r)))])
    return {a: (e.id, e.storyline) for e in grouping.events for a in e.articles}


class Folded:
    """Grouped by forests that have not seen the pairs that they score."""

    def __init__(self, sets: dict[str, list[links.Record]]) -> None:
        self._known = links.sheet(links.every(sets))
        made = links.all_laid(self._known, sets)
        self._firsts = [links.First(made, part) for part in range(links.PARTS)]
        scores = [links.first_scores(p, self._firsts) for p in made]
        self._seconds = [links.Second(made, scores, part) for part in range(links.PARTS)]

    def __call__(self, records: Records) -> Places:
        witnesses = [w for r in records if (w := links.witness(dict(r)))]
        texts = sorted(joined((), witnesses), key=lambda t: t.articles[0])
        of = {r["id"]: dict(r) for r in records}
        known = replace(self._known, profiles={t.articles[0]: t.profile for t in texts})
        pool = links.laid(known, [of[i] for i in known.profiles], 1.0)
        table = self._table(pool, links.first_scores(pool, self._firsts))
        settings = GroupSettings()
        groups = rounds.parted(
            find.groups(texts, table, settings.event_threshold), known.pool([t.articles[0] for t in texts])
        )
        threads = find.threads(texts, table, groups, settings.storyline_threshold)
        return {
            a: (str(g), str(at))
            for at, thread in enumerate(threads)
            for g in thread
            for i in groups[g]
            for a in texts[i].articles
        }

    def _table(self, pool: links.Laid, first: again.Scores) -> find.Table:
        open_ = first.storyline >= again.LEAST
        rows = again.features(first.open(), pool.size)
        parts = (pool.parts[0][open_], pool.parts[1][open_])
        chances, every = np.stack([s.chance(rows) for s in self._seconds]), np.arange(len(rows))
        chance = (chances[parts[0], every] + chances[parts[1], every]) / 2
        event = first.event.copy()
        event[open_] = np.where(first.event[open_] < again.LEAST, first.event[open_], chance)
        nothing = np.zeros((len(event), 1))
        columns = [pool.features[:, measure.FEATURES.index(name)] for name in ("terms", "deep", "wordings")]
        event *= find.ground(*columns)
        return find.table(pool.left, pool.right, nothing, event, np.maximum(event, first.storyline))


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


def bare(records: Records) -> list[links.Record]:
    """The articles without their dates and titles."""
    return [{**r, "title": None, "published": None} for r in records]  # type: ignore[dict-item]


def line(what: str, s: Mapping[str, float]) -> str:
    cubed = f"P {s['b3_precision']:.3f}  R {s['b3_recall']:.3f}  F1 {s['b3_f1']:.3f}"
    return f"  {what:32} B-cubed {cubed}  ARI {s['ari']:.3f}"


def pool(name: str, records: Records, grouped: Callable[[Records], Places]) -> None:
    print(f"{name}, {len(records)} articles")
    found = grouped(records)
    for at, level in enumerate(links.LEVELS):
        gold = [r[level] for r in records]
        scores = scorer("score_events").scores(gold, [found.get(r["id"], (r["id"], r["id"]))[at] for r in records])
        print(line(f"{level}s", scores))
        if level == "event" or len(set(gold)) < len({r["event"] for r in records}):
            print(line(f"{level}s, TF-IDF at its best", plain(records, level)))


def joined_share(records: Records, grouped: Callable[[Records], Places]) -> str:
    found = grouped(records)
    sizes = Counter(event for event, _ in found.values())
    return f"{sum(sizes[e] > 1 for e, _ in found.values())} of {len(found)}"


def main() -> None:
    sets = links.load()
    grouped: Callable[[Records], Places] = Folded(sets) if "--folds" in sys.argv[1:] else shipped
    for name, records in sets.items():
        pool(name, records, grouped)
    if grouped is shipped:
        for name in ("ecbplus_dev", "news_cluster_dev"):
            pool(f"{name} without dates and titles", bare(sets[name]), grouped)
    for seed in range(STRANGERS):
        one_each = links.strangers(sets["mixed_dev"], random.Random(seed))
        print(f"strangers, draw {seed}: {joined_share(one_each, grouped)} grouped with another")


if __name__ == "__main__":
    main()
