"""The public event sets under ``$VARIORUM_DATA/data/events`` and the pools that are made from them.

Pools of every kind: whole sets, thinned ones in which most events have one to three articles, tiny folders, and folders
of strangers, one article of each storyline, so that a score means the same in all of them.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from tests import desk_key
from variorum.clean import article as clean_article
from variorum.errors import CleanError
from variorum.group import measure, profile, told
from variorum.model import Capture, Claims, Witness

SETS = ("mixed_dev", "ecbplus_dev", "allsides_val", "news_cluster_dev")
DESKS = "desks_dev"
"""The invented events that were written as newsrooms write (``tests/keys/desks``), those named ``dev_``."""
LEVELS = ("event", "storyline")
Record = dict[str, str]


def load() -> dict[str, list[Record]]:
    folder = Path(os.environ["VARIORUM_DATA"]) / "data" / "events"
    sets = {name: _records(folder / f"{name}.jsonl") for name in SETS}
    return sets | {DESKS: desks()}


def desks() -> list[Record]:
    """The reports of the invented events, each event a storyline of its own."""
    return [
        r | {"id": f"{name}/{r['id']}", "event": name, "storyline": name}
        for name in desk_key.names("dev")
        for r in _records(desk_key.FOLDER / f"{name}.jsonl")
    ]


def _records(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def every(sets: dict[str, list[Record]]) -> list[Record]:
    """Each record once, as its own set has it (with a date, where there is one)."""
    return list({r["id"]: r for records in sets.values() for r in records}.values())


@dataclass(frozen=True, eq=False)
class Sheet:
    """What is known of each article before pools are made: its profile and its vectors."""

    profiles: dict[str, profile.Profile]
    vectors: dict[str, dict[str, np.ndarray]]
    told: tuple[dict[str, np.ndarray], ...]

    def pool(self, ids: Sequence[str], half: int = 0) -> measure.Pool:
        """The articles with what they tell by the encoder that has not seen a half of the stories."""
        named = self.vectors | {"told": self.told[half]}
        known = {name: np.stack([rows[i] for i in ids]) for name, rows in named.items()} if ids else None
        return measure.pool([self.profiles[i] for i in ids], known)


def sheet(records: Sequence[Record], halves: Sequence[Path]) -> Sheet:
    """``halves``: the vectors of sentences (``told_vectors.py``) by the encoders without the one and without the other
    half of the stories."""
    profiles = {r["id"]: profile.of(w) for r in records if (w := witness(r))}
    some = [replace(p, told=()) for p in profiles.values()]
    vectors = {name: dict(zip(profiles, rows, strict=True)) for name, rows in measure.vectors(some).items()}
    vectors.pop("told")
    return Sheet(profiles, vectors, tuple(_told(path, profiles) for path in halves))


def _told(path: Path, profiles: Iterable[str]) -> dict[str, np.ndarray]:
    found = means(path)
    own = whitening(found)
    return {i: told.rows(found[i], own) for i in profiles}


def means(path: Path) -> dict[str, np.ndarray]:
    """What ``told_vectors.py`` has written: the :func:`told.means` of each article, by id."""
    with np.load(path) as stored:
        ids, counts, rows = str(stored["ids"]).split("\n"), stored["counts"], stored["means"].astype(np.float32)
    return dict(zip(ids, np.split(rows, np.cumsum(counts)[:-1]), strict=True))


def whitening(found: Mapping[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """What whitens such means, learned from the articles of the public sets."""
    return told.whitening(np.concatenate([rows for i, rows in found.items() if not i.startswith("dev_")]))


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
    made += [(1.0, thinned(sets["mixed_dev"], rng)) for _ in range(3)]
    made += [(1.0, thinned(sets["mixed_dev"] + sets[DESKS], rng)) for _ in range(2)]
    small = (*SETS[1:], DESKS)
    made += [(1.0, thinned(sets[name], rng)) for name in small for _ in range(2)]
    made += [(4.0, tiny(sets[rng.choice(small)], rng)) for _ in range(400)]
    made += [(4.0, [r for r in sets[DESKS] if r["event"] == name]) for name in desk_key.names("dev")]
    made.append((1.0, rng.sample(sets["mixed_dev"], min(120, len(sets["mixed_dev"])))))
    made += [(1.0, strangers(sets["mixed_dev"], rng)) for _ in range(3)]
    return made
