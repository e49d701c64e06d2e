"""Parallel reuse: the same points in the same order in other words.

Rewritten copy shares hardly a run of seven words with its source, but keeps its points and their order.  Sentences of
two articles are compared by rare words, names and figures in common and by their vectors; the heaviest chain of
sentence pairs that keeps the order in both (dynamic programming) is held against the heaviest chain through the
*reversed* article, which shows what the subject alone would give.  It is a hint, never a proof: two reporters who
follow one agenda make the same points in the same order as well.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from .. import encode, lexicon, text
from ..model import Locus, Reuse, Role, Span, Witness
from ..text import normal

POINTS = 6
"""Points that two articles must make in one order."""
SHARE = 0.6
"""Share of the shorter article's sentences that must be such points."""
WEIGHT = 0.15
"""Mean weight of a chain over the sentences of the shorter article."""
AGAINST = 2.25
"""How many times the chain must outweigh the one through the reversed article."""
ORDER = 0.8
"""Share of all that the sentences of one article have in common with those of the other that the one order must hold:
two reporters of one event share points, and a part of their order."""
LEAST = 0.25
"""Similarity under which two sentences make no common point."""
MOST = 150
"""Sentences of an article that are compared."""
CONTENT = 4
"""Words with content that a sentence needs to make a point."""
RARE = 1 / 600

_BODY: tuple[Role, ...] = ("body",)
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\W_]+")
Matrix = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """The sentences of one article that can make a point: span, number of words, vector.

    ``words`` numbers the distinct words of all of them, and ``often`` tells how many sentences have each; ``held``
    gives a row for each word of each sentence (the sentence, the word's number), and ``weights`` what it weighs.
    """

    article: str
    spans: tuple[Span, ...]
    sizes: tuple[int, ...]
    vectors: encode.Vectors
    words: Mapping[str, int]
    often: Numbers
    held: Numbers
    weights: Matrix


def points(witness: Witness) -> Points:
    """The points of one article, in order."""
    article = witness.article
    found: list[tuple[Span, Mapping[str, float], int]] = []
    for block in article.blocks_of(*_BODY):
        for span in text.sentences(article.text, block.span):
            words = [normal(w).removesuffix("'s") for w in _WORD.findall(span.of(article.text))]
            weights = {w[:6]: -math.log(_shares().get(w, RARE)) for w in words if w not in _empty()}
            if len(weights) >= CONTENT:
                found.append((span, weights, len(words)))
    del found[MOST:]
    index: dict[str, int] = {}
    held = [(n, index.setdefault(word, len(index))) for n, (_, weights, _) in enumerate(found) for word in weights]
    laid = np.asarray(held, dtype=np.intp).reshape(len(held), 2)
    return Points(
        article=article.id,
        spans=tuple(f[0] for f in found),
        sizes=tuple(f[2] for f in found),
        vectors=encode.vectors([f[0].of(article.text) for f in found]),
        words=index,
        often=np.bincount(laid[:, 1], minlength=len(index)),
        held=laid,
        weights=np.asarray([w for _, weights, _ in found for w in weights.values()], dtype=np.float64),
    )


@cache
def _empty(language: str = "en") -> frozenset[str]:
    return lexicon.words("stopwords", "function", language) | lexicon.words("stopwords", "reporting", language)


@cache
def _shares(language: str = "en") -> dict[str, float]:
    """The share of articles that hold each listed word."""
    listed = lexicon.load("stopwords", language)["frequency"]
    return {w: 0.75 * 2.0 ** -int(name.removeprefix("class_")) for name in listed for w in listed[name].split()}


def passages(a: Points, b: Points) -> tuple[Reuse, ...]:
    """The points that ``a`` and ``b`` (whose article sorts later) make in one order; nothing when the order tells
    nothing."""
    shorter = min(len(a.spans), len(b.spans))
    if shorter < POINTS or _close(a, b) < POINTS:
        return ()
    similar = _similarities(a, b)
    gains = np.where(similar >= LEAST, similar - LEAST + 0.1, 0.0)
    weight, chain = _chain(gains)
    by_chance = _chain(gains[::-1])[0]
    whole = float(gains.max(axis=1).sum())
    if len(chain) < max(POINTS, SHARE * shorter) or weight < max(WEIGHT * shorter, AGAINST * by_chance, ORDER * whole):
        return ()
    times = weight / max(by_chance, 0.1)
    why = (
        f"of {len(chain)} points that both articles make in one order ({len(a.spans)} and {len(b.spans)} sentences; "
        f"the order holds {weight / whole:.0%} of all that they have in common, {times:.1f} times what chance gives); "
        "a hint at a common source, not a proof: reports of one event often keep one order"
    )
    return tuple(
        Reuse(
            a=Locus(article=a.article, span=a.spans[i]),
            b=Locus(article=b.article, span=b.spans[j]),
            tokens=a.sizes[i],
            similarity=round(float(similar[i, j]), 4),
            kind="parallel",
            passage="narration",
            direction="unknown",
            why=f"point {at} {why}",
        )
        for at, (i, j) in enumerate(chain, 1)
    )


def _close(a: Points, b: Points) -> int:
    """How many sentences of ``a`` have one in ``b`` of roughly their meaning: a quick look before the careful one."""
    return int(((a.vectors @ b.vectors.T).max(axis=1) > 0.5).sum())


def _similarities(a: Points, b: Points) -> Matrix:
    """0 to 1 for each pair of sentences: words in common (those of many sentences count less), and vectors."""
    both = [(a.words[word], n) for word, n in b.words.items() if word in a.words]
    one, two = np.asarray(both, dtype=np.intp).reshape(len(both), 2).T
    in_a, in_b = a.often.copy(), b.often.copy()
    in_a[one] += b.often[two]
    in_b[two] = in_a[one]
    damped = _damped(len(a.spans) + len(b.spans))
    left, right = _rows(a, one, damped[in_a]), _rows(b, two, damped[in_b])
    senses = np.maximum(0.0, (a.vectors @ b.vectors.T - 0.3) / 0.7)
    return np.asarray(0.7 * (left @ right.T) + 0.3 * senses, dtype=np.float64)


@lru_cache(maxsize=2 * MOST)
def _damped(sentences: int) -> Matrix:
    """What a word counts for by how many of all ``sentences`` have it, from none to all."""
    whole = math.log(sentences + 1)
    return np.asarray([1.0, *(1 - math.log(n) / whole for n in range(1, sentences + 1))])


def _rows(points: Points, common: Numbers, damped: Matrix) -> Matrix:
    """Of each sentence, as a row of length 1, the part that the words ``common`` to both articles have in it."""
    sentence, word = points.held.T
    told = points.weights * damped[word]
    length = np.sqrt(np.bincount(sentence, told**2, minlength=len(points.spans)))
    column = np.full(len(damped), -1, dtype=np.intp)
    column[common] = np.arange(len(common))
    shared = column[word] >= 0
    rows = np.zeros((len(points.spans), len(common)))
    rows[sentence[shared], column[word[shared]]] = (told / length[sentence])[shared]
    return rows


def _chain(gains: Matrix) -> tuple[float, list[tuple[int, int]]]:
    """The heaviest chain of pairs that goes forward in both, and its weight."""
    n, m = gains.shape
    best = np.zeros((n + 1, m + 1))
    for i in range(n - 1, -1, -1):
        here = np.maximum(best[i + 1, :m], gains[i] + best[i + 1, 1:])
        best[i, :m] = np.maximum.accumulate(here[::-1])[::-1]
    chain, i, j = [], 0, 0
    while i < n and j < m:
        if gains[i, j] > 0 and math.isclose(best[i, j], gains[i, j] + best[i + 1, j + 1]):
            chain.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1, j] >= best[i, j + 1]:
            i += 1
        else:
            j += 1
    return float(best[0, 0]), chain
