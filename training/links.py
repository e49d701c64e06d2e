"""Train the forests of ``variorum.group`` on the public event sets under ``$VARIORUM_DATA/data/events``.

usage: PYTHONPATH=. python training/links.py HALF_0.npz HALF_1.npz WHOLE.npz     (needs scikit-learn; writes links.npz,
                    links_again.npz, links_whole.npz and links_told.npz to src/variorum/weights)

The files given are those of ``told_vectors.py``: what the sentences of each article tell, by the encoder without the
one half of the stories, by that without the other, and by that of the package.  The forests learn from the vectors by
the encoder that has not seen a story (for two articles of two halves: the mean of what both encoders find).

Pools of every kind are made from the sets (``event_pools``; see the data's README for names and licences).

The second look (``links_again``) is trained on first scores as they are on articles that the first forests have not
seen: the storylines are dealt into parts, and the forests that score a part are trained on the others.  So is what
compares groups as wholes (``links_whole``).  ``tests/group_score.py --folds`` reports what such scores reach.
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from event_pools import LEVELS, Record, Sheet, every, load, means, pools, sheet, whitening
from forests import dump, store
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from stories import half

from variorum.group import again, find, measure, whole
from variorum.group.cluster import average_link
from variorum.settings import GroupSettings

UNSIGNED = frozenset({"shorter", "longer", "pool", "known_least", "known_most"})
"""Features that may speak for or against a link; all others can only raise the score."""
PARTS = 3
EASY = 0.12
"""Cosine of all terms under which a pair of different storylines is an easy one: a quarter of them, with four times
the weight, teach as much as all."""
THREADED = ("mixed_dev", "ecbplus_dev")
"""Sets with storylines of several events; in the others what a storyline has besides an event is a piece of it."""
CUTS = (("ecbplus_dev", 12, 0.6), ("mixed_dev", 6, 0.5), ("ecbplus_dev", 20, 0.08), ("mixed_dev", 30, 0.012))
"""Of which sets how many smaller ones are cut for comparing wholes, with which share of the storylines."""


@dataclass(frozen=True, eq=False)
class Laid:
    """The candidate pairs of a pool, their features and what they are; of each article its id, its ``group`` by level,
    the part that it is ``dealt`` to and which half of the stories it is in."""

    weight: float
    ids: tuple[str, ...]
    group: dict[str, np.ndarray]
    left: np.ndarray
    right: np.ndarray
    features: np.ndarray
    same: dict[str, np.ndarray]
    dealt: np.ndarray
    half: np.ndarray

    @property
    def parts(self) -> tuple[np.ndarray, np.ndarray]:
        """The parts of both articles of each pair."""
        return self.dealt[self.left], self.dealt[self.right]

    @property
    def size(self) -> int:
        return len(self.ids)

    def outside(self, part: int) -> np.ndarray:
        """The pairs without an article of the part."""
        return np.asarray((self.parts[0] != part) & (self.parts[1] != part))


def part_of(storyline: str, deal: int = 0) -> int:
    """The part that a storyline is dealt to: told by its digest, another one for each deal."""
    told = f"{deal}/{storyline}" if deal else storyline
    return int(hashlib.sha256(told.encode()).hexdigest(), 16) % PARTS


def laid(known: Sheet, records: Sequence[Record], weight: float, deal: int = 0) -> Laid:
    ordered = sorted((r for r in records if r["id"] in known.profiles), key=lambda r: r["id"])
    pools = [known.pool([r["id"] for r in ordered], at) for at in range(len(known.told))]
    found = [measure.candidates(p) for p in pools]
    codes = np.unique(np.concatenate([f.left * len(ordered) + f.right for f in found]))
    left, right = codes // max(1, len(ordered)), codes % max(1, len(ordered))
    halves = np.array([half(r["storyline"]) % len(pools) for r in ordered], dtype=np.int64)
    features = []
    for p in pools:
        ranked = measure.Ranked(left, right, measure.ranked(p, left, right))
        features.append(measure.features(p, ranked, ranked))
    group = {level: np.array([r[level] for r in ordered]) for level in LEVELS}
    return Laid(
        weight=weight,
        ids=tuple(r["id"] for r in ordered),
        group=group,
        left=left,
        right=right,
        features=unseen(features, halves[left], halves[right]).astype(np.float32),
        same={level: g[left] == g[right] for level, g in group.items()},
        dealt=np.array([part_of(r["storyline"], deal) for r in ordered], dtype=np.int64),
        half=halves,
    )


def unseen(found: Sequence[np.ndarray], left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The rows of pairs by the encoders that have not seen the halves of the one and of the other side: their mean."""
    by_half, every = np.stack(found), np.arange(len(left))
    return np.asarray((by_half[left, every] + by_half[right, every]) / 2)


def all_laid(known: Sheet, sets: dict[str, list[Record]], deal: int = 0) -> list[Laid]:
    """All pools for training that have candidate pairs at all."""
    made = (laid(known, records, weight, deal) for weight, records in pools(sets, random.Random(0)))
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
        return np.asarray(self.model.predict_proba(features)[:, 1]) if len(features) else np.zeros(0)


def shared(p: Laid, scores: Sequence[np.ndarray]) -> np.ndarray:
    """Of the scores by the forests of each part, those that have not seen the pair: for two parts the mean."""
    by_part, every = np.stack(scores), np.arange(len(p.left))
    return np.asarray((by_part[p.parts[0], ..., every] + by_part[p.parts[1], ..., every]).T / 2)


def first_scores(p: Laid, firsts: Sequence[First]) -> again.Scores:
    """The first scores of a pool's pairs by forests that have not seen them, and the rules applied."""
    event, storyline = shared(p, [f.scores(p.features) for f in firsts])
    return again.Scores(p.left, p.right, find.ruled(event, p.features), np.maximum(event, storyline))


def table(p: Laid, first: again.Scores, seconds: Sequence[Second]) -> find.Table:
    """The pairs of a pool with their event scores looked at again by forests that have not seen them."""
    open_ = first.storyline >= again.LEAST
    rows = again.features(first.open(), p.size)
    chances, every = np.stack([s.chance(rows) for s in seconds]), np.arange(len(rows))
    event = first.event.copy()
    chance = (chances[p.parts[0][open_], every] + chances[p.parts[1][open_], every]) / 2
    event[open_] = np.where(first.event[open_] < again.LEAST, first.event[open_], chance)
    event *= find.ground(*(p.features[:, measure.FEATURES.index(name)] for name in find.OWNED))
    ranked = p.features[:, [measure.FEATURES.index(name) for name in measure.RANKED]].astype(np.float64)
    return find.table(p.left, p.right, ranked, event, np.maximum(event, first.storyline))


@dataclass(frozen=True, eq=False)
class Compared:
    """Pairs of groups of a pool: their features, what they are, the parts of their storylines, and how many articles
    the smaller one has; ``threaded``: whether they tell something of storylines."""

    features: np.ndarray
    same: dict[str, np.ndarray]
    parts: tuple[np.ndarray, np.ndarray]
    fewer: np.ndarray
    threaded: bool

    def outside(self, part: int | None) -> np.ndarray:
        """The pairs without a group of the part (None: all)."""
        return np.asarray((self.parts[0] != part) & (self.parts[1] != part))


def near(seen: Sequence[whole.Views], p: Laid, scores: find.Table, groups: Sequence[Sequence[int]]) -> whole.Wholes:
    """Pairs of groups with their features; ``seen``: by the encoders without each half of the stories."""
    found = [whole.compared(views, scores, groups) for views in seen]
    left, right = found[0].left, found[0].right
    halves = np.array([p.half[g[0]] for g in groups], dtype=np.int64)
    return whole.Wholes(left, right, unseen([f.features for f in found], halves[left], halves[right]))


def views(known: Sheet, p: Laid) -> list[whole.Views]:
    """What :func:`near` looks at."""
    return [whole.views(known.pool(p.ids, at)) for at in range(len(known.told))]


def compared(
    seen: Sequence[whole.Views], p: Laid, scores: find.Table, groups: Sequence[Sequence[int]], *, threaded: bool = False
) -> Compared:
    """A group is of the event, and of the storyline, that most of its articles are of."""
    found = near(seen, p, scores, groups)
    named = {level: np.array([most(p.group[level][list(g)].tolist()) for g in groups]) for level in LEVELS}
    parts = dealt(p, groups)
    counts = np.array([len(g) for g in groups])
    return Compared(
        features=found.features,
        same={level: n[found.left] == n[found.right] for level, n in named.items()},
        parts=(parts[found.left], parts[found.right]),
        fewer=np.minimum(counts[found.left], counts[found.right]),
        threaded=threaded,
    )


def dealt(p: Laid, groups: Sequence[Sequence[int]]) -> np.ndarray:
    """The part of each group: that of its storyline."""
    part = dict(zip(p.group["storyline"].tolist(), p.dealt.tolist(), strict=True))
    return np.array([part[most(p.group["storyline"][list(g)].tolist())] for g in groups], dtype=np.int64)


def most(names: Sequence[str]) -> str:
    """The most frequent name, the first of several such."""
    return min(Counter(names).items(), key=lambda item: (-item[1], item[0]))[0]


def wholes(
    known: Sheet, names: Sequence[str], made: Sequence[Laid], firsts: Sequence[First], seconds: Sequence[Second]
) -> Iterator[Compared]:
    """Pairs of groups of all pools (the first ones are the sets of these names) as they are found; of the sets also as
    they should be, and in smaller pools cut from them."""
    rng = random.Random(0)
    for at, p in enumerate(made):
        name = names[at] if at < len(names) else ""
        seen, scores = views(known, p), table(p, first_scores(p, firsts), seconds)
        sums = zip(p.left.tolist(), p.right.tolist(), scores.event.tolist(), strict=True)
        found = average_link([1] * p.size, sums, GroupSettings().event_threshold)
        yield compared(seen, p, scores, found, threaded=name in THREADED)
        if name:
            yield compared(seen, p, scores, by_event(p, range(p.size)), threaded=name in THREADED)
        for count, share in ((n, s) for other, n, s in CUTS if other == name):
            for _ in range(count):
                yield compared(seen, p, scores, by_event(p, cut(p, share, rng)), threaded=True)


def by_event(p: Laid, articles: Sequence[int]) -> list[list[int]]:
    groups = defaultdict(list)
    for at in articles:
        groups[p.group["event"][at]].append(at)
    return sorted(groups.values())


def cut(p: Laid, share: float, rng: random.Random) -> list[int]:
    """Some articles of a share of the storylines."""
    chosen = {s for s in sorted(set(p.group["storyline"].tolist())) if rng.random() < share}
    kept = rng.choice((0.2, 0.4, 0.7))
    return [at for at, s in enumerate(p.group["storyline"].tolist()) if s in chosen and rng.random() < kept]


class Third:
    """What compares groups as wholes: a forest for events, a logistic score for storylines, trained on the pairs
    without a group of ``part`` (None: on all); the more articles the smaller group has, the more a pair weighs."""

    def __init__(self, rows: Sequence[Compared], part: int | None = None) -> None:
        x, w = self._stacked(rows, part)
        more = x[:, whole.FEATURES.index("more")] >= np.log(whole.SEVERAL)
        same = np.concatenate([r.same["event"][r.outside(part)] for r in rows])
        signs = [0 if f in ("fewer", "more") else 1 for f in whole.FEATURES]
        self.model = fitted(x[more], same[more], w[more], signs=signs, trees=40, leaves=4, least=30)
        threaded = [r for r in rows if r.threaded]
        x, w = self._stacked(threaded, part)
        x = x[:, : len(whole.STORY)]
        same = np.concatenate([r.same["storyline"][r.outside(part)] for r in threaded])
        middle, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
        line = LogisticRegression(C=0.3, max_iter=3000).fit((x - middle) / spread, same, sample_weight=w)
        self.weights = line.coef_[0] / spread
        self.base = float(line.intercept_[0] - self.weights @ middle)

    @staticmethod
    def _stacked(rows: Sequence[Compared], part: int | None) -> tuple[np.ndarray, np.ndarray]:
        return (
            np.concatenate([r.features[r.outside(part)] for r in rows]),
            np.sqrt(np.concatenate([r.fewer[r.outside(part)] for r in rows])),
        )

    def event(self, features: np.ndarray) -> np.ndarray:
        return np.asarray(self.model.predict_proba(features)[:, 1]) if len(features) else np.zeros(0)

    def storyline(self, features: np.ndarray) -> np.ndarray:
        return np.asarray(1 / (1 + np.exp(-(features[:, : len(whole.STORY)] @ self.weights + self.base))))


def fitted(
    features: np.ndarray,
    same: np.ndarray,
    weights: np.ndarray,
    *,
    signs: list[int],
    trees: int,
    leaves: int,
    least: int = 60,
) -> HistGradientBoostingClassifier:
    model = HistGradientBoostingClassifier(
        max_iter=trees,
        learning_rate=0.1,
        max_leaf_nodes=leaves,
        min_samples_leaf=least,
        max_bins=127,
        monotonic_cst=signs,
        random_state=0,
    )
    return model.fit(features, same, sample_weight=weights)


def main() -> None:
    *halves, own = (Path(name) for name in sys.argv[1:4])
    sets = load()
    known = sheet(every(sets), halves)
    made = all_laid(known, sets)
    firsts = [First(made, part) for part in range(PARTS)]
    scores = [first_scores(p, firsts) for p in made]
    seconds = [Second(made, scores, part) for part in range(PARTS)]
    third = Third(list(wholes(known, list(sets), made, firsts, seconds)))
    first, second = First(made), Second(made, scores)
    middle, turn = whitening(means(own))
    levels = {name: column for level in LEVELS for name, column in dump(first.models[level], level).items()}
    line = {"storyline_weights": third.weights, "storyline_base": np.array(third.base)}
    store("links", levels, measure.FEATURES)
    store("links_again", dump(second.model, "event"), again.FEATURES)
    store("links_whole", dump(third.model, "event") | line, whole.FEATURES)
    store("links_told", {"middle": middle, "turn": turn.astype(np.float16)})


if __name__ == "__main__":
    main()
