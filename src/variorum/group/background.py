"""How common a term is in news at large: what a folder of five articles cannot tell by itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from .. import lexicon
from .sparse import Floats, Ints
from .stems import stem

RARE = 1 / 600
"""Share of articles that hold a term which is not listed."""
WEIGHT = 200.0
"""Articles that the background counts for: a pool of as many has half the say."""


def rarity(terms: Sequence[str], spread: Ints, articles: int) -> Floats:
    """The weight of each term: minus the logarithm of the share of articles that hold it, pool and background blended.

    ``spread`` is the number of articles of the pool with the term.
    """
    listed = _shares()
    expected = np.array([listed.get(t, RARE) for t in terms], dtype=np.float64)
    return -np.log((spread + WEIGHT * expected) / (articles + WEIGHT)) if len(terms) else np.zeros(0)


@cache
def _shares(language: str = "en") -> dict[str, float]:
    """The share of articles for each listed stem: the sum over its words."""
    shares: dict[str, float] = {}
    for name, words in lexicon.load("stopwords", language)["frequency"].items():
        share = 0.75 * 2.0 ** -int(name.removeprefix("class_"))
        for word in words.split():
            shares[stem(word)] = min(0.95, shares.get(stem(word), 0.0) + share)
    return shares
