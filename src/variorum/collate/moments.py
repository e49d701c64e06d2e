"""Moment entries: the days, hours and lengths of time that witnesses give for the same thing.

Not every "now" makes an entry.  Several witnesses must give a time of one thing, as a small forest tells from the times
themselves and all that stands around them; of one witness alone a line is worth who names two days for one thing, or
something arranged (a list of such words: a hearing, a summit, a vote) still ahead when the article appeared.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, product

from .. import lexicon, wording
from ..model import Entry, Reading, Witness
from . import cluster, finish, moment_items, moment_score, nearby, own_sense, similar
from .lexis import Lexis
from .moment_items import Item, known
from .moment_values import kinship
from .nearby import Scores, Spot
from .similar import Similar

_DAY = 2.0
"""The grain of a day."""
_ROUNDED = 60
"""Minutes within which two times of day may be one, told roughly."""
_ONE_PASSAGE, _ONE_STATEMENT = 0.8, 0.6
"""Scores of two equal durations in readings of one entry, and in two statements that share an entry."""
_OTHER_LENGTH = 0.55
"""Score of the only durations, and different ones, of two readings of one entry."""
_DIFFERENT, _BY_THEMSELVES = 0.9, 0.3
"""Score from which two different times of two witnesses may date one thing, wherever these stand, and what any two
moments that give them must score."""
_OWN = 0.6
"""Score from which two different days of one witness may date one thing."""
_SPOKEN, _SPOKEN_TOO = 0.9, 0.6
"""Scores of one day on which a speaker spoke, and of two that attributions of the same words name."""
_MOST_READINGS = 60
"""Readings of an entry whose durations are linked; and times with which one is compared because they are the same."""

Times = tuple[int | None, str, str]
"""Two times, and the witness where one gives both."""


def entries(laid_out: Sequence[Lexis], told: Sequence[Entry], *, threshold: float, most: int) -> list[Entry]:
    """The moment entries of an event; ``told``: its statements and facts; ``most``: moments of an article that are
    read."""
    witnesses = [one.witness for one in laid_out]
    items = [item for one in laid_out for item in moment_items.items(one, most)]
    linked = _linked(items, told)
    scores = _scored(items, told, linked)
    found = grouped(items, scores, linked, threshold=threshold)
    partners = nearby.partners(scores)
    spots = [Spot(i.witness, n, i.setting.unit.article, i.moment.span) for n, i in enumerate(items)]
    made = []
    for together in found:
        own = {items[n].witness for n in together}
        if len(own) > 1 or _worth([items[n] for n in together]):
            compared = ((s, spots[m]) for n in together for s, m in partners.get(n, ()))
            made.append(replace(_entry(witnesses, items, together), near=nearby.near(compared, own)))
    return made


def grouped(items: Sequence[Item], scores: Scores, linked: Scores, *, threshold: float) -> list[list[int]]:
    """The moments (by number) that are of one thing; ``linked``: lengths of time in one entry's words."""
    surest = _surest(items, {**scores, **dict.fromkeys(linked, 1.0)})

    def apart(a: int, b: int) -> bool:
        return _apart(items[a], items[b], scores.get((min(a, b), max(a, b)), 0.0), surest)

    return cluster.clusters(range(len(items)), scores, threshold=threshold, apart=apart)


def _scored(items: Sequence[Item], told: Sequence[Entry], linked: Scores) -> dict[tuple[int, int], float]:
    """How surely pairs of moments are of one thing, those left out that are almost surely not; ``linked``: lengths of
    time in one entry's words."""
    laid_out = similar.prepare([i.setting.unit for i in items], whole=True)
    every = moment_score.scores(laid_out, items, candidates(laid_out, items), told)
    scores = {pair: s for pair, s in every.items() if s >= nearby.LEAST}
    for granted in (linked, _of_speaking(items, told)):
        for pair, score in granted.items():
            scores[pair] = max(scores.get(pair, 0.0), score)
    return scores


def _entry(witnesses: Sequence[Witness], items: Sequence[Item], together: Sequence[int]) -> Entry:
    readings = [_reading(witnesses[items[n].witness], items[n]) for n in together]
    return finish.entry("moment", witnesses, readings, confidence=0.7)


def _of_speaking(items: Sequence[Item], told: Sequence[Entry]) -> dict[tuple[int, int], float]:
    """Days on which one speaker spoke, as attributions of two witnesses give them.

    Days that differ are of one speaking only where the words are: two witnesses read one entry in those statements.
    """
    shared = _entries_of(told) if told else {}
    by_speaker: dict[str, list[int]] = defaultdict(list)
    seen: set[tuple[str, int, str]] = set()
    for n, item in enumerate(items):
        place = (item.spoken, item.witness, item.value.known[:10] or "unknown")
        if item.spoken and place not in seen:
            seen.add(place)
            by_speaker[item.spoken].append(n)
    found: dict[tuple[int, int], float] = {}
    for _, own in sorted(by_speaker.items()):
        for i, j in combinations(own, 2):
            a, b = items[i], items[j]
            if a.witness == b.witness:
                continue
            one, two = (shared.get((x.setting.unit.article, x.statement), frozenset()) for x in (a, b))
            if kinship(a.value, b.value).level:
                found[i, j] = _SPOKEN
            elif one & two:
                found[i, j] = _SPOKEN_TOO
    return found


def _entries_of(told: Sequence[Entry]) -> dict[tuple[str, str], frozenset[str]]:
    """The entries in which each statement (article and id) is read."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in told:
        for reading in entry.readings:
            if reading.statement is not None:
                found[reading.article, reading.statement].add(entry.id)
    return {place: frozenset(entries) for place, entries in found.items()}


def candidates(laid_out: Similar, items: Sequence[Item]) -> set[tuple[int, int]]:
    """The pairs of moments that are compared."""
    in_sense = own_sense.nearest(laid_out.units, [i.sense for i in items])
    return laid_out.candidates().union(_same_times(items), in_sense)


def _same_times(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Pairs of times that may be the same, whatever the words around them; each with so many as bound the time."""
    for together in _alike(items):
        for k, i in enumerate(together):
            for j in together[k + 1 : k + 1 + _MOST_READINGS]:
                yield min(i, j), max(i, j)
    placed = sorted(
        (x.value.stretch.start, n) for n, x in enumerate(items) if x.value.stretch and x.value.grain < _DAY + 1
    )
    starts = [start for start, _ in placed]
    for n, item in enumerate(items):
        if item.value.stretch is not None and item.value.grain >= _DAY:
            first, last = (bisect_left(starts, at) for at in (item.value.stretch.start, item.value.stretch.end))
            within = [m for _, m in placed[first:last][:_MOST_READINGS] if items[m].witness != item.witness]
            yield from ((min(n, m), max(n, m)) for m in within)


def _alike(items: Sequence[Item]) -> Iterable[Sequence[int]]:
    """Moments of one day, month, year, length or time of day."""
    alike: dict[str, list[int]] = defaultdict(list)
    for n, item in enumerate(items):
        value = item.value
        if value.length is not None:
            alike[f"{value.length:.3g}"].append(n)
        elif value.known:
            if not value.floating:
                alike[value.known[:10]].append(n)
            if value.yearless and value.grain <= _DAY:
                alike[value.known[5:10]].append(n)
            for quarter in (
                {(value.minute + step) // _ROUNDED for step in (0, _ROUNDED // 2)} if value.minute is not None else ()
            ):
                alike[f"T{quarter % (1_440 // _ROUNDED)}"].append(n)
    return (alike[key] for key in sorted(alike))


def _surest(items: Sequence[Item], scores: Scores) -> Mapping[Times, float]:
    """The best score of any two moments that give these two times; lengths of time in one entry's words are granted."""
    found: dict[Times, float] = defaultdict(float)
    for (i, j), score in scores.items():
        for key in (_times(items[i], items[j]), _times(items[j], items[i])):
            found[key] = max(found[key], score)
    return found


def _times(a: Item, b: Item) -> Times:
    return (a.witness if a.witness == b.witness else None), a.value.known, b.value.known


def _apart(a: Item, b: Item, own: float, surest: Mapping[Times, float]) -> bool:
    """Two different times: of one witness, unless all around them is the same and no word tells of another time; of
    two, unless these two times were found to be of one thing, and these two moments (``own``) are not unlikely to
    be."""
    if kinship(a.value, b.value).level:
        return False
    scored = surest.get(_times(a, b), 0.0)
    if a.witness != b.witness:
        return scored < _DIFFERENT or own < _BY_THEMSELVES
    days = all(x.value.grain == _DAY for x in (a, b))
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
                same = kinship(items[i].value, items[j].value).level > 0
                found[pair] = max(found.get(pair, 0.0), _link(a, b, i, j, same=same))
    return {pair: score for pair, score in found.items() if score >= nearby.LEAST}


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
    return len({i.value.known for i in together}) > 1 or _arranged(together[0])


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
