"""From tag scores to spans: the best tag sequence under a linear-chain conditional random field (Lafferty et al. 2001).

Tags are ``O`` and, for each name, begin, inside, end and single, in this order; all blocks of an article are decoded
side by side, so that Python loops over the longest block only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A span of words ``first`` to ``last`` (inclusive) with its name's number, and how sure the tagger is of it (0 to
    1): the least probability that one of its words has its tag."""

    first: int
    last: int
    name: int
    score: float


def find(scores: Floats, moves: Floats, edges: Sequence[int]) -> list[Piece]:
    """The pieces of an article, in order.

    ``scores``: shape (words, tags); ``moves``: shape (tags, tags), from row to column; ``edges``: where blocks begin,
    and the number of words.  No piece reaches over an edge.
    """
    if not len(scores):
        return []
    starts, sizes = np.asarray(edges[:-1]), np.diff(edges)
    longest = int(sizes.max())
    at = np.minimum(starts[:, None] + np.arange(longest), len(scores) - 1)
    inside = np.arange(longest) < sizes[:, None]
    padded = np.where(inside[:, :, None], scores[at], 0).astype(np.float32)
    allowed = moves + _ruled_out(scores.shape[1])
    best = _best(padded, inside, allowed)
    sure = _marginals(padded, inside, allowed)
    tags = np.empty(len(scores), dtype=np.int64)
    tags[at[inside]] = best[inside]
    chosen = np.empty(len(scores), dtype=np.float32)
    chosen[at[inside]] = np.take_along_axis(sure, best[:, :, None], axis=2)[:, :, 0][inside]
    return list(_pieces(tags.tolist(), chosen))


def _ruled_out(tags: int) -> Floats:
    """Moves that no span allows."""
    kind = np.arange(tags)
    part = np.where(kind == 0, 4, (kind - 1) % 4)  # begin, inside, end, single, O
    name = np.where(kind == 0, -1, (kind - 1) // 4)
    begun = part < 2
    goes_on = (part == 1) | (part == 2)
    allowed = np.where(begun[:, None], goes_on[None, :] & (name[:, None] == name[None, :]), ~goes_on[None, :])
    return np.where(allowed, np.float32(0), _NEVER)


def _best(scores: Floats, inside: NDArray[np.bool_], moves: Floats) -> NDArray[np.int64]:
    """Viterbi; shape (blocks, words)."""
    blocks, length, tags = scores.shape
    alpha = scores[:, 0] + moves[0]
    back = np.zeros((length, blocks, tags), dtype=np.int64)
    for t in range(1, length):
        step = alpha[:, :, None] + moves
        back[t] = step.argmax(axis=1)
        alpha = np.where(inside[:, t, None], step.max(axis=1) + scores[:, t], alpha)
        back[t][~inside[:, t]] = np.arange(tags)
    path = np.empty((blocks, length), dtype=np.int64)
    path[:, -1] = (alpha + moves[:, 0]).argmax(axis=1)
    rows = np.arange(blocks)
    for t in range(length - 1, 0, -1):
        path[:, t - 1] = back[t][rows, path[:, t]]
    return path


def _marginals(scores: Floats, inside: NDArray[np.bool_], moves: Floats) -> Floats:
    """The probability of each tag of each word (forward-backward); shape (blocks, words, tags)."""
    length = scores.shape[1]
    weights = np.exp(moves)
    ahead, behind = np.empty_like(scores), np.empty_like(scores)
    emitted = np.exp(scores - scores.max(axis=2, keepdims=True))
    ahead[:, 0] = _unit(emitted[:, 0] * weights[0])
    for t in range(1, length):
        step = _unit((ahead[:, t - 1] @ weights) * emitted[:, t])
        ahead[:, t] = np.where(inside[:, t, None], step, ahead[:, t - 1])
    behind[:, -1] = weights[:, 0]
    for t in range(length - 2, -1, -1):
        step = _unit((behind[:, t + 1] * emitted[:, t + 1]) @ weights.T)
        behind[:, t] = np.where(inside[:, t + 1, None], step, behind[:, t + 1])
    return _unit(ahead * behind)


def _unit(values: Floats) -> Floats:
    summed: Floats = values / np.maximum(values.sum(axis=-1, keepdims=True), 1e-30)
    return summed


def _pieces(tags: Sequence[int], sure: Floats) -> list[Piece]:
    found, first = [], 0
    for i, tag in enumerate(tags):
        part = (tag - 1) % 4
        if tag and part in (0, 3):
            first = i
        if tag and part in (2, 3):
            found.append(
                Piece(first=first, last=i, name=(tag - 1) // 4, score=round(float(sure[first : i + 1].min()), 3))
            )
    return found
