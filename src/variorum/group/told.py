"""What two articles tell in common, in whatever words: their sentences compared one by one by their sense.

Each sentence is read whole by the encoder of passages; the mean of its pieces is its vector.  Means of one encoder all
point the same way more or less, and along a few wide roads: so the vectors are whitened (Su et al. 2021, "Whitening
Sentence Representations"), by what ``training/links.py`` has seen of news.  An article is near another when most of its
sentences have a near one there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .. import encode, network
from .sparse import Floats, Ints

MOST = 21
"""Sentences of an article that are read: the title and the first ones."""
TOP = 5
"""So many of them, those with the nearest ones in the other article, tell how near the nearest parts are."""
LEAD = 3
DIGITS = 5
"""To which cosines are rounded: what is multiplied beside a pair must not tell in them."""
NEAREST = 12
"""Articles that each article finds as candidates by what it tells."""
NEAR = 0.15
"""A cosine of the sums of two articles' sentences that makes them candidates: one of a hundred strangers has more."""
FEW = 24
"""Articles of a pool in which all pairs are compared."""
FLOOR = 0.01
"""A direction is taken to vary by this much of what the middle one does: in one the encoder's vectors do not vary."""
BLOCK = 1 << 10
"""Articles that are compared with one, or with all, at once; it bounds the memory."""
COLUMNS = ("told", "told_top", "told_lead", "told_whole")

Sentences = NDArray[np.int8]
"""Shape (..., MOST, 384): vectors of sentences, the greatest number of each being 127; noughts where there is none."""
Reader = Callable[[str], encode.Vectors]
"""The vectors of the pieces of a sentence."""


def pieces(sentence: str) -> encode.Vectors:
    """The vectors of the pieces of a sentence, by the encoder of passages."""
    return encode.pieces(sentence)[1]


def means(sentences: Sequence[str], read: Reader = pieces) -> encode.Vectors:
    """A row of length 1 a sentence, :data:`MOST` at most, before whitening; of noughts where nothing was read."""
    rows = np.zeros((min(len(sentences), MOST), encode.WIDTH), dtype=np.float32)
    for row, sentence in zip(rows, sentences, strict=False):
        found = read(sentence)
        if len(found):
            row[:] = found.mean(axis=0)
    return _unit(rows)


def rows(found: encode.Vectors, whitened: tuple[encode.Vectors, encode.Vectors] | None = None) -> Sentences:
    """The vectors of one article from its :func:`means`; ``whitened``: the middle of such means and the matrix that
    whitens them (those of the package unless given)."""
    middle, turn = whitened or _whitening()
    turned = (found[np.abs(found).sum(axis=1) > 0] - middle) @ turn
    turned /= np.maximum(np.abs(turned).max(axis=1, keepdims=True), 1e-9)
    out = np.zeros((MOST, turn.shape[1]), dtype=np.int8)
    out[: len(turned)] = np.rint(127 * turned)
    return out


def nearness(sentences: Sentences, whole: encode.Vectors, left: Ints, right: Ints) -> Floats:
    """How near pairs of articles are (``left`` sorted; ``whole``: their :func:`middles`); one row a pair, a column each
    of :data:`COLUMNS`: the mean cosine of a sentence with the nearest one of the other article, both ways; the same of
    the :data:`TOP` best; the best of their first :data:`LEAD`; that of the wholes.  0 where one has no sentence.
    """
    out = np.zeros((len(left), len(COLUMNS)))
    starts = np.flatnonzero(np.diff(left, prepend=-1))
    for begin, end in pairwise([*starts.tolist(), len(left)]):
        own = _filled(sentences[left[begin]])
        for start in range(begin, end if len(own) else begin, BLOCK):
            some = slice(start, min(end, start + BLOCK))
            out[some, :-1] = _near(own, sentences[right[some]])
            out[some, -1] = np.round(np.maximum(whole[right[some]] @ whole[left[begin]], 0.0), DIGITS)
    return out


def _near(own: encode.Vectors, others: Sentences) -> Floats:
    there = np.asarray(others.any(axis=2), dtype=np.bool_)
    some = there.sum(axis=1) > 0
    flat = _unit(others.reshape(-1, others.shape[2]).astype(np.float32))
    cosines = (own @ flat.T).reshape(len(own), *there.shape).transpose(1, 0, 2)
    cosines = np.where(there[:, None, :], cosines, -1.0)
    mine, theirs = cosines.max(axis=2), np.where(there, cosines.max(axis=1), 0.0)
    counts = np.maximum(there.sum(axis=1), 1)
    told = (mine.mean(axis=1) + theirs.sum(axis=1) / counts) / 2
    tops = [_top(mine, np.full(mine.shape, fill_value=True)), _top(theirs, there)]
    lead = cosines[:, :LEAD, :LEAD].max(axis=(1, 2))
    found = np.stack([told, (tops[0] + tops[1]) / 2, lead], axis=1)
    return np.asarray(np.where(some[:, None], np.maximum(found, 0.0), 0.0).round(DIGITS), dtype=np.float64)


def _top(values: encode.Vectors, there: NDArray[np.bool_]) -> Floats:
    """The mean of the :data:`TOP` best values of each row, of those that are there."""
    best = -np.sort(-np.where(there, values, -1.0), axis=1)[:, :TOP]
    some = np.minimum(np.maximum(there.sum(axis=1), 1), TOP)
    return np.asarray(np.where(best > -1, best, 0.0).sum(axis=1) / some, dtype=np.float64)


def middles(sentences: Sentences) -> encode.Vectors:
    """The sums of the sentences of each article, of length 1."""
    out = np.zeros((len(sentences), sentences.shape[2]), dtype=np.float32)
    for row, one in zip(out, sentences, strict=True):
        row[:] = _filled(one).sum(axis=0)
    return _unit(out)


def neighbours(whole: encode.Vectors, of: Ints | None = None) -> tuple[Ints, Ints]:
    """Pairs of articles whose :func:`middles` are near, sorted, the smaller first; ``of``: only those that these find.

    Each finds its nearest :data:`NEAREST`; in a pool of :data:`FEW` all pairs are there.
    """
    size = len(whole)
    asked = np.arange(size) if of is None else of
    if size <= FEW:
        a, b = np.repeat(asked, size), np.tile(np.arange(size), len(asked))
    else:
        found = [_nearest(whole, asked[start : start + BLOCK]) for start in range(0, len(asked), BLOCK)]
        a, b = (np.concatenate(ends) for ends in zip(*found, strict=True)) if found else (asked, asked)
    codes = np.unique((np.minimum(a, b) * size + np.maximum(a, b))[a != b])
    return codes // max(1, size), codes % max(1, size)


def _nearest(whole: encode.Vectors, some: Ints) -> tuple[Ints, Ints]:
    cosines = whole[some] @ whole.T
    cosines[np.arange(len(some)), some] = -1
    best = np.argpartition(-cosines, NEAREST, axis=1)[:, :NEAREST]
    near = np.take_along_axis(cosines, best, axis=1) >= NEAR
    return np.repeat(some, near.sum(axis=1)), best[near]


def _filled(one: Sentences) -> encode.Vectors:
    return _unit(one[one.any(axis=1)].astype(np.float32))


def _unit(found: encode.Vectors) -> encode.Vectors:
    length = np.linalg.norm(found, axis=-1, keepdims=True)
    return np.asarray(found / np.where(length > 0, length, 1.0), dtype=np.float32)


def whitening(found: encode.Vectors) -> tuple[encode.Vectors, encode.Vectors]:
    """The middle of many :func:`means` and the matrix that whitens them: all directions then vary alike."""
    middle = found.mean(axis=0)
    spread, axes = np.linalg.eigh(np.cov((found - middle).T.astype(np.float64)))
    return middle.astype(np.float32), (axes / np.sqrt(np.maximum(spread, FLOOR * np.median(spread)))).astype(np.float32)


@cache
def _whitening() -> tuple[encode.Vectors, encode.Vectors]:
    with network.stored("links_told") as stored:
        return stored["middle"].astype(np.float32), stored["turn"].astype(np.float32)
