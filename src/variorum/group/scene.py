"""Where the occasion of a report was: what tells one press conference from the next.

The same speaker on the same subject in another city a week later shares names, terms and even phrases with the first
occasion; what differs is a few words that set the scene.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache

from .. import lexicon
from ..text import normal
from .stems import stem

Scene = tuple[int, str]
"""A kind of occasion (its line in the list) and the normal form of a place."""

_PLACE = r"(?:the\s+)?((?:St\.?\s|Mt\.?\s|[A-Z])[\w’'-]*(?:[ -](?:[A-Z][\w’'-]*|de|del|la|al|el))*)"
DOUBT = -0.5
BETWEEN = 60
"""Characters that may stand between an occasion and its place, in one clause."""


def scenes(paragraphs: list[str]) -> frozenset[Scene]:
    """The occasions with a place that the paragraphs report from."""
    found: set[Scene] = set()
    pattern, kinds, places_first = _patterns()
    for paragraph in paragraphs:
        for m in pattern.finditer(paragraph):
            _add(found, kinds[" ".join(m.group(1).casefold().split())], m.group(2))
        for m in places_first.finditer(paragraph):
            _add(found, kinds[" ".join(m.group(2).casefold().split())], m.group(1))
    return frozenset(found)


def agreement(a: frozenset[Scene], b: frozenset[Scene], in_a: Container[str], in_b: Container[str]) -> float:
    """1: one kind of occasion in one place; -1: one kind in two places; ``DOUBT``: the same, but one article also names
    the other's place, so that the two may be one (a hall and its city); 0: nothing to compare.

    ``in_a`` and ``in_b`` hold the stems of the articles.
    """
    if any(_same(x, y) for x in a for y in b):
        return 1.0
    kinds = {k for k, _ in a} & {k for k, _ in b}
    if not kinds:
        return 0.0
    known = any(k in kinds and _named(p, in_b) for k, p in a) or any(k in kinds and _named(p, in_a) for k, p in b)
    return DOUBT if known else -1.0


def unnamed(scenes: frozenset[Scene], stems: Container[str]) -> bool:
    """Whether there are occasions, and another article (its stems) names none of their places."""
    return bool(scenes) and not any(_named(place, stems) for _, place in scenes)


def _named(place: str, stems: Container[str]) -> bool:
    return stem(place.rsplit(maxsplit=1)[-1]) in stems


def _same(x: Scene, y: Scene) -> bool:
    return x[0] == y[0] and (x[1].startswith(y[1]) or y[1].startswith(x[1]))


def _add(found: set[Scene], kind: int, place: str) -> None:
    form = " ".join(normal(w).removesuffix("'s") for w in re.findall(r"[^\W_]+(?:['’][^\W_]+)?", place))
    if form and form not in _no_places():
        found.add((kind, form))


@cache
def _no_places(language: str = "en") -> frozenset[str]:
    calendar = lexicon.load("stopwords", language)["calendar"]
    return frozenset(calendar["months"]) | frozenset(calendar["weekdays"]) | lexicon.words("stopwords", "function")


@cache
def _patterns(language: str = "en") -> tuple[re.Pattern[str], dict[str, int], re.Pattern[str]]:
    """Occasion before place, the kind of each name, and place before occasion."""
    table = lexicon.load("occasions", language)
    kinds = {name: at for at, names in enumerate(table["kinds"]) for name in names}
    names = "|".join(re.escape(n).replace(r"\ ", r"\s") for n in sorted(kinds, key=lambda n: (-len(n), n)))
    openers, links = "|".join(table["openers"]), "|".join(table["links"])
    lead = rf"\b(?i:{openers})\s(?:[a-z’'-]+\s){{0,4}}?"
    after = re.compile(rf"{lead}((?i:{names}))\b[^.,;:!?\n]{{0,{BETWEEN}}}?\s(?:{links})\s{_PLACE}")
    before = re.compile(rf"\b(?i:{openers})\s{_PLACE}\s((?i:{names}))\b")
    return after, kinds, before
