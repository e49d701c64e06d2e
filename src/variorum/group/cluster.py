"""Average-link agglomeration over sparse scores: pairs without a score count as nothing in common.

Merging always takes the best pair of groups first, ties in the order of the groups' first members, so that the result
depends on the scores alone.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence

Entry = tuple[float, int, int, int, int]


def average_link(sizes: Sequence[int], scores: Iterable[tuple[int, int, float]], threshold: float) -> list[list[int]]:
    """Groups of items, each sorted, in order of their first item.

    ``sizes`` weighs the items (copies that were folded into one); ``scores`` gives pairs (smaller first) their sum
    over all pairs of copies.  Two groups merge while their mean score is at least ``threshold``.
    """
    links: list[dict[int, float]] = [{} for _ in sizes]
    for a, b, score in scores:
        links[a][b] = links[b][a] = score
    weight = list(sizes)
    members = [[i] for i in range(len(sizes))]
    version = [0] * len(sizes)
    heap: list[Entry] = []

    def offer(a: int, b: int) -> None:
        mean = links[a][b] / (weight[a] * weight[b])
        if mean >= threshold:
            low, high = min(a, b), max(a, b)
            heapq.heappush(heap, (-round(mean, 9), low, high, version[low], version[high]))

    for a, near in enumerate(links):
        for b in near:
            if a < b:
                offer(a, b)
    while heap:
        _, a, b, seen_a, seen_b = heapq.heappop(heap)
        if version[a] != seen_a or version[b] != seen_b:
            continue
        members[a] += members[b]
        members[b] = []
        weight[a] += weight[b]
        version[a] += 1
        version[b] = -1
        _joined(links, a, b)
        for c in links[a]:
            offer(a, c)
    return sorted(sorted(group) for group in members if group)


def _joined(links: list[dict[int, float]], a: int, b: int) -> None:
    """Group ``b`` becomes part of ``a``."""
    links[a].pop(b, None)
    for c, score in links[b].items():
        if c == a:
            continue
        links[a][c] = links[a].get(c, 0.0) + score
        links[c][a] = links[a][c]
        del links[c][b]
    links[b] = {}
