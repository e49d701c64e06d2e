"""Which pairs of articles are worth aligning: those that share runs of words close to each other.

Every run of :data:`RUN` words is hashed; one sort brings equal runs together (the postings of an inverted index), so
that the cost grows with the words of the corpus and the pairs that share something, not with all pairs.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .stream import Stream

RUN = 4
"""Words in a hashed run."""
SMALL = 60
"""Up to this many articles one shared run makes a pair; above, two are needed, within :data:`NEAR` words."""
NEAR = 24
CROWD = 48
"""A run in more articles than this joins each of them to the first few only: ten thousand copies stay linear."""
HUBS = 2

_BASE = np.uint64(0x9E3779B97F4A7C15)
Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]


def pairs(streams: Sequence[Stream], common: frozenset[str], *, sources: int | None = None) -> list[tuple[int, int]]:
    """Pairs of indices (the smaller first), in order.  ``common``: words that alone make no run worth looking at.

    ``sources``: only pairs of one of the first so many streams with one of the others.
    """
    hashes, owners, places = _runs(streams, common)
    if not len(hashes):
        return []
    codes, shift, at = _join(hashes, owners, places, len(streams))
    if sources is not None:
        across = (codes // len(streams) < sources) & (codes % len(streams) >= sources)
        codes, shift, at = codes[across], shift[across], at[across]
    if len(streams) > SMALL:
        codes = codes[_close(codes, shift, at)]
    return [(int(c) // len(streams), int(c) % len(streams)) for c in np.unique(codes)]


def _runs(streams: Sequence[Stream], common: frozenset[str]) -> tuple[Hashes, Places, Places]:
    """The distinct runs of each article: hash, article, place of the first one."""
    numbers: dict[str, int] = {}
    hashes: list[Hashes] = [np.zeros(0, dtype=np.uint64)]
    owners: list[Places] = [np.zeros(0, dtype=np.int64)]
    places: list[Places] = [np.zeros(0, dtype=np.int64)]
    for owner, stream in enumerate(streams):
        count = len(stream) - RUN + 1
        if count < 1:
            continue
        ids = np.array([numbers.setdefault(w, len(numbers) + 1) for w in stream.words], dtype=np.uint64)
        rare = np.array([w not in common for w in stream.words])
        section = np.array(stream.section)
        run = np.zeros(count, dtype=np.uint64)
        content = np.zeros(count, dtype=np.int64)
        for k in range(RUN):
            run = run * _BASE + ids[k : count + k]
            content += rare[k : count + k]
        there = np.flatnonzero((content > 0) & (section[:count] == section[RUN - 1 :]))
        kept, first = np.unique(run[there], return_index=True)
        hashes.append(kept)
        owners.append(np.full(len(kept), owner, dtype=np.int64))
        places.append(there[first])
    return np.concatenate(hashes), np.concatenate(owners), np.concatenate(places)


def _join(hashes: Hashes, owners: Places, places: Places, size: int) -> tuple[Places, Places, Places]:
    """For each run that articles ``a`` < ``b`` share: the code ``a * size + b``, how much later it stands in ``b`` than
    in ``a``, and where in ``a``."""
    order = np.argsort(hashes, kind="stable")  # stable: owners stay ascending within a run
    hashes, owners, places = hashes[order], owners[order], places[order]
    bounds = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1], True])
    sizes = np.diff(bounds)
    codes: list[Places] = [np.zeros(0, dtype=np.int64)]
    shifts: list[Places] = [np.zeros(0, dtype=np.int64)]
    at: list[Places] = [np.zeros(0, dtype=np.int64)]
    for count in np.unique(sizes[sizes > 1]):
        groups = bounds[:-1][sizes == count][:, None] + np.arange(count)
        left, right = np.triu_indices(count, 1) if count <= CROWD else _spokes(int(count))
        a, b = groups[:, left].ravel(), groups[:, right].ravel()
        codes.append(owners[a] * size + owners[b])
        shifts.append(places[b] - places[a])
        at.append(places[a])
    return np.concatenate(codes), np.concatenate(shifts), np.concatenate(at)


def _spokes(count: int) -> tuple[Places, Places]:
    left = np.repeat(np.arange(HUBS), count)
    right = np.tile(np.arange(count), HUBS)
    return left[left < right], right[left < right]


def _close(codes: Places, shift: Places, at: Places) -> npt.NDArray[np.bool_]:
    """Which shared runs have another one of their pair close by, in both articles."""
    order = np.lexsort((at, codes))
    near = (np.diff(codes[order]) == 0) & (np.diff(at[order]) <= NEAR) & (np.abs(np.diff(shift[order])) <= NEAR)
    kept = np.zeros(len(codes), dtype=bool)
    kept[order[1:][near]] = True
    return kept
