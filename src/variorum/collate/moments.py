"""Moment entries: when the thing was said, and the dates and durations that witnesses give for the same thing.

Not every "now" makes an entry.  Three kinds do: the day on which a speaker spoke, as the attributions of several
witnesses give it; a day or hour in a sentence whose other words several witnesses share, or which dates something
arranged (a list of such words: a hearing, a summit, a vote) still ahead when the article appeared; and a duration that
stands in passages which are readings of one thing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from .. import lexicon, wording
from ..model import Entry, Reading, Witness
from . import cluster, finish, moment_items, moment_score, similar
from .lexis import Lexis
from .moment_items import Item, known, same
from .similar import Similar

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FLOOR = 0.3
_ONE_PASSAGE, _ONE_STATEMENT = 0.8, 0.6
"""Scores of two equal durations in readings of one entry, and in two statements that share an entry."""
_OTHER_LENGTH = 0.55
"""Score of the only durations, and different ones, of two readings of one entry."""
_OWN = 0.6
"""Score from which two different days of one witness may date one thing."""
_SPOKEN = 0.6
"""Score of two days that attributions of the same words name."""
_MOST_READINGS = 60
"""Readings of an entry whose durations are linked."""


def entries(laid_out: Sequence[Lexis], told: Sequence[Entry], *, threshold: float, most: int) -> list[Entry]:
    """The moment entries of an event; ``told``: its statements and facts; ``most``: moments of an article that are
    read."""
    witnesses = [one.witness for one in laid_out]
    items = [item for one in laid_out for item in moment_items.items(one, most)]
    dated = [i for i in items if not i.spoken]
    return [
        *_of_speaking(witnesses, [i for i in items if i.spoken], told),
        *_of_things(witnesses, dated, told, threshold),
    ]


def _of_speaking(witnesses: Sequence[Witness], items: Sequence[Item], told: Sequence[Entry]) -> list[Entry]:
    """The day on which a speaker spoke, where at least two witnesses name one, each witness's first mention of a day.

    Days that differ are of one speaking only where the words are: two witnesses read one entry in those statements.
    """
    shared = _entries_of(told)
    by_speaker: dict[str, list[Item]] = defaultdict(list)
    seen: set[tuple[str, int, str]] = set()
    for item in items:
        day = item.day or "unknown"
        if (item.spoken, item.witness, day) not in seen:
            seen.add((item.spoken, item.witness, day))
            by_speaker[item.spoken].append(item)
    found: list[Entry] = []
    for _, own in sorted(by_speaker.items()):
        for together in _one_speaking(own, shared):
            if len({own[n].witness for n in together}) > 1:
                readings = [_reading(witnesses[own[n].witness], own[n]) for n in together]
                found.append(finish.entry("moment", witnesses, readings, confidence=0.8))
    return found


def _one_speaking(items: Sequence[Item], shared: Mapping[tuple[str, str], frozenset[str]]) -> list[list[int]]:
    joined = _joined(items, shared)
    return cluster.clusters(
        range(len(items)), joined, threshold=_SPOKEN, apart=lambda a, b: (min(a, b), max(a, b)) not in joined
    )


def _joined(items: Sequence[Item], shared: Mapping[tuple[str, str], frozenset[str]]) -> dict[tuple[int, int], float]:
    """Which mentions of a speaker's day are of one speaking."""
    found: dict[tuple[int, int], float] = {}
    for (i, a), (j, b) in combinations(enumerate(items), 2):
        if a.witness == b.witness:
            continue
        one, two = (shared.get((x.setting.unit.article, x.statement), frozenset()) for x in (a, b))
        if same(a, b) and (a.value or not b.value):
            found[i, j] = 0.9
        elif one & two:
            found[i, j] = _SPOKEN
    return found


def _entries_of(told: Sequence[Entry]) -> dict[tuple[str, str], frozenset[str]]:
    """The entries in which each statement (article and id) is read."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in told:
        for reading in entry.readings:
            if reading.statement is not None:
                found[reading.article, reading.statement].add(entry.id)
    return {place: frozenset(entries) for place, entries in found.items()}


def _of_things(
    witnesses: Sequence[Witness], items: Sequence[Item], told: Sequence[Entry], threshold: float
) -> list[Entry]:
    laid_out = similar.prepare([i.setting.unit for i in items], whole=True)
    scored = moment_score.scores(laid_out, items, candidates(laid_out, items))
    scores = {pair: s for pair, s in scored.items() if s >= _FLOOR}
    for pair, linked in _linked(items, told).items():
        scores[pair] = max(scores.get(pair, 0.0), linked)
    found = cluster.clusters(
        [i.value for i in items],
        scores,
        threshold=threshold,
        apart=lambda a, b: _apart(items[a], items[b], scores.get((min(a, b), max(a, b)), 0.0)),
    )
    return [
        finish.entry(
            "moment", witnesses, [_reading(witnesses[items[n].witness], items[n]) for n in together], confidence=0.7
        )
        for together in found
        if len({items[n].witness for n in together}) > 1 or _worth([items[n] for n in together])
    ]


def candidates(laid_out: Similar, items: Sequence[Item]) -> set[tuple[int, int]]:
    """The pairs of moments that are compared."""
    return {*laid_out.candidates(), *_same_times(items)}


def _same_times(items: Sequence[Item]) -> Iterable[tuple[int, int]]:
    """Pairs of times that are the same, whatever the words around them."""
    alike: dict[str, list[int]] = defaultdict(list)
    for n, item in enumerate(items):
        if item.value:
            alike[item.day].append(n)
    for together in alike.values():
        for k, i in enumerate(together):
            yield from ((i, j) for j in together[k + 1 : k + 1 + _MOST_READINGS])


def _apart(a: Item, b: Item, scored: float) -> bool:
    """Two different times that one witness gives, unless all around them is the same, and no word tells of another
    time."""
    if a.witness != b.witness or same(a, b):
        return False
    days = all(_DATE.fullmatch(x.moment.value or "") for x in (a, b))
    told = days and a.setting.sentence != b.setting.sentence
    return not told or scored < _OWN or "update" in a.setting.signs.alone | b.setting.signs.alone


def _linked(items: Sequence[Item], told: Sequence[Entry]) -> dict[tuple[int, int], float]:
    """Durations that stand in readings of one entry, or in statements that share an entry, of two witnesses."""
    lasting: dict[str, list[int]] = defaultdict(list)
    for n, item in enumerate(items):
        if item.moment.type == "DURATION":
            lasting[item.setting.unit.article].append(n)
    found: dict[tuple[int, int], float] = {}
    for entry in told if lasting else ():
        lengths = [_Lengths.of(r, lasting[r.article], items) for r in entry.readings if lasting.get(r.article)]
        for a, b in combinations([x for x in lengths if x.beside][:_MOST_READINGS], 2):
            for i, j in product(a.beside, b.beside) if a.article != b.article else ():
                pair = (min(i, j), max(i, j))
                found[pair] = max(found.get(pair, 0.0), _link(a, b, i, j, same=same(items[i], items[j])))
    return {pair: scored for pair, scored in found.items() if scored >= _FLOOR}


@dataclass(frozen=True, slots=True)
class _Lengths:
    """The durations (by number) in the words of a reading, and those in all of its statement."""

    article: str
    inside: tuple[int, ...]
    beside: tuple[int, ...]

    @staticmethod
    def of(reading: Reading, numbers: Sequence[int], items: Sequence[Item]) -> _Lengths:
        return _Lengths(
            reading.article,
            tuple(n for n in numbers if _holds(reading, items[n])),
            tuple(n for n in numbers if _states(reading, items[n])),
        )


def _link(a: _Lengths, b: _Lengths, i: int, j: int, *, same: bool) -> float:
    close = i in a.inside and j in b.inside
    if same:
        return _ONE_PASSAGE if close else _ONE_STATEMENT
    return _OTHER_LENGTH if close and len(a.inside) == len(b.inside) == 1 else 0.0


def _holds(reading: Reading, item: Item) -> bool:
    return any(c.contains(item.moment.span) for c in reading.content)


def _states(reading: Reading, item: Item) -> bool:
    """Whether a duration stands in the words of a reading, or elsewhere in its statement."""
    statement = item.setting.statement
    return _holds(reading, item) or (statement is not None and reading.statement == statement.id)


def _worth(together: Sequence[Item]) -> bool:
    """Whether one witness alone is worth a line: it names two days for one thing, or something arranged."""
    return len({i.value for i in together}) > 1 or _arranged(together[0])


def _arranged(item: Item) -> bool:
    """Whether the moment lies ahead of its article and its sentence speaks of something arranged."""
    if item.moment.type == "DURATION" or item.tense != "ahead":
        return False
    near = item.setting.unit.terms
    return any(t.key in _appointments() for t in near)


@cache
def _appointments(language: str = "en") -> frozenset[str]:
    return frozenset(wording.stem(w) for w in lexicon.load("collate", language)["appointments"].split())


def _reading(witness: Witness, item: Item) -> Reading:
    return finish.attributed(witness, item.setting, value=known(item.moment))
