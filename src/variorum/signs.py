"""Witness signs: the short labels under which a reader meets the articles, the same for any order of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from .model import Article

_LONGEST = 10
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def of(articles: Sequence[Article]) -> tuple[tuple[str, str], ...]:
    """One (article id, sign) pair an article, by id.

    The sign is the id itself where ids are short, else the id up to its first separator, else letters in the order
    of the ids: whichever first gives each article a sign of its own.
    """
    ids = sorted(a.id for a in articles)
    ways: tuple[Callable[[str], str], ...] = (str, lambda i: re.split(r"[\s_.:/-]", i, maxsplit=1)[0])
    for way in ways:
        signs = [way(i) for i in ids]
        if len(set(signs)) == len(ids) and all(0 < len(s) <= _LONGEST for s in signs):
            return tuple(zip(ids, signs, strict=True))
    return tuple((i, _letters(n)) for n, i in enumerate(ids))


def _letters(n: int) -> str:
    """A ... Z, AA, AB ..."""
    sign = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, len(_LETTERS))
        sign = _LETTERS[rest] + sign
    return sign
