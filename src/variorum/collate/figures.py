"""Figure entries: the same measure in several witnesses, whatever its value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from ..model import Entry, Reading, Witness
from . import cluster, figure_items, figure_rest, figure_score, finish, own_sense, similar
from .figure_contrast import apart, doubted, never, other_time, otherwise
from .figure_items import ROUNDED, Item, family, is_bare, key, size
from .figure_near import Neighbours
from .figure_rest import Rest
from .lexis import Lexis
from .similar import Similar

_FLOOR = 0.3
_DIFFERENT = 0.8
"""Score from which two different values of two witnesses are of one measure; below, on real articles, most are of
two."""
_ALONE = 0.56
"""Score of two different values that are the only ones of their unit, in readings of one entry or in their articles."""
_BESIDE, _ONLY = 0.6, 0.6
"""What such a pair must score by itself: in readings of one entry, and in their articles."""
_MOST_READINGS = 60
_MOST_EQUAL = 60
"""Of very many equal values, each is compared with this many that follow it."""


def entries(laid_out: Sequence[Lexis], told: Sequence[Entry], *, threshold: float, most: int) -> list[Entry]:
    """One entry a measure, single figures too; ``told``: the event's statements and facts; ``most``: figures of an
    article that are read."""
    witnesses = [one.witness for one in laid_out]
    items = [item for one in laid_out for item in figure_items.items(one, most)]
    prepared = similar.prepare([i.setting.unit for i in items], whole=True)
    rest = Rest.of(items, told)
    scored = figure_score.scores(prepared, items, candidates(prepared, items, rest), rest)
    around = Neighbours.of(items, scored)
    return [
        replace(_entry(witnesses, [items[n] for n in together], links), near=around.near(together))
        for together, links in grouped(items, told, scored, rest, threshold=threshold)
        if len({items[n].witness for n in together}) > 1 or _worth(items[together[0]])
    ]


def grouped(
    items: Sequence[Item],
    told: Sequence[Entry],
    scored: Mapping[tuple[int, int], float],
    rest: Rest,
    *,
    threshold: float,
) -> Iterator[tuple[list[int], list[float]]]:
    """The figures (by number) that are of one measure, with the scores of their pairs."""
    scores = {(a, b): s for (a, b), s in scored.items() if s >= _least(items[a], items[b])}
    alone = _alone(items, told, scored, rest)
    for pair in alone:
        scores[pair] = max(scores.get(pair, 0.0), _ALONE)
    values = [(key(i.figure), i.figure.bound == "exact") for i in items]
    granted = {frozenset((values[a], values[b])) for a, b in alone}
    found = cluster.clusters(
        values,
        scores,
        threshold=threshold,
        apart=lambda a, b: apart(items[a], items[b], scores.get((min(a, b), max(a, b)), 0.0)),
        doubted=lambda a, b: doubted(items[a], items[b]) and frozenset((values[a], values[b])) not in granted,
    )
    return ((together, [scores[p] for p in _pairs(together) if p in scores]) for together in found)


def _least(a: Item, b: Item) -> float:
    """What two values must score to be of one measure."""
    return _DIFFERENT if doubted(a, b) else _FLOOR


def candidates(laid_out: Similar, items: Sequence[Item], rest: Rest) -> set[tuple[int, int]]:
    """The pairs of figures that are compared."""
    in_sense = own_sense.nearest(laid_out.units, [i.sense for i in items])
    return laid_out.candidates().union(_near_pairs(items), _left_out(items), in_sense, rest.only)


def _worth(item: Item) -> bool:
    """Whether a figure that stands alone is worth a line: no ranks, no bare small counts."""
    figure = item.figure
    if figure.klass == "rank":
        return False
    return figure.klass != "amount" or (figure.value or 0) > 3 or figure.range is not None


def _pairs(together: Sequence[int]) -> Iterable[tuple[int, int]]:
    return ((a, b) for n, a in enumerate(together) for b in together[n + 1 :])


def _near_pairs(items: Sequence[Item]) -> Iterable[tuple[int, int]]:
    """Pairs of equal or almost equal values, and of one toll, whatever the words around them."""
    order = sorted(range(len(items)), key=lambda n: (*family(items[n].figure), size(items[n].figure), n))
    for k, i in enumerate(order):
        for j in order[k + 1 : k + 1 + _MOST_EQUAL]:
            a, b = items[i].figure, items[j].figure
            if family(a) != family(b) or size(b) > ROUNDED * size(a):
                break
            yield min(i, j), max(i, j)
    tolls: dict[int, list[int]] = defaultdict(list)
    for n, item in enumerate(items):
        if item.toll is not None:
            tolls[item.toll].append(n)
    for together in tolls.values():
        for k, i in enumerate(together):
            yield from ((i, j) for j in together[k + 1 : k + 1 + _MOST_EQUAL])


def _left_out(items: Sequence[Item]) -> Iterable[tuple[int, int]]:
    """Pairs of a bare number with the same one that has its unit ("to 2.8 percent from 2.6", "from 2.6 percent")."""
    named: dict[float, list[int]] = defaultdict(list)
    for n, item in enumerate(items):
        if item.figure.klass in ("percent", "money"):
            named[size(item.figure)].append(n)
    for n, item in enumerate(items):
        if is_bare(item.figure):
            yield from ((min(n, m), max(n, m)) for m in named[size(item.figure)][:_MOST_EQUAL])


def _alone(
    items: Sequence[Item], told: Sequence[Entry], scored: Mapping[tuple[int, int], float], rest: Rest
) -> frozenset[tuple[int, int]]:
    """Pairs of different values that are the only ones of their unit, in readings of one entry or in their articles,
    and not unlikely by themselves; of values on a scale of which an event has one, all."""
    pairs = dict.fromkeys(_side_by_side(items, told), _BESIDE) | dict.fromkeys(rest.only, _ONLY)
    return frozenset(
        (a, b)
        for (a, b), least in pairs.items()
        if figure_rest.is_scale(items[a]) or scored.get((a, b), 0.0) >= least
        if _may_differ(items[a], items[b]) and not rest.claimed(items[a], items[b])
    )


def _side_by_side(items: Sequence[Item], told: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    """Figures of one unit that stand in readings of one entry, where these have as many of them each: the first with
    the first, the second with the second ("6-3", "5-4")."""
    by_article: dict[str, list[int]] = defaultdict(list)
    for n, item in enumerate(items):
        by_article[item.setting.unit.article].append(n)
    for entry in told:
        counted = [(r.article, _units(r, by_article[r.article], items)) for r in entry.readings]
        for (one, ours), (two, theirs) in combinations(counted[:_MOST_READINGS], 2):
            if one == two:
                continue
            for unit in ours.keys() & theirs.keys():
                if len(ours[unit]) == len(theirs[unit]) <= 2:
                    pairs = zip(ours[unit], theirs[unit], strict=True)
                    yield from ((min(p), max(p)) for p in pairs)


def _units(reading: Reading, numbers: Sequence[int], items: Sequence[Item]) -> dict[str, list[int]]:
    """The figures in the words of a reading, in order, by their units."""
    found: dict[str, list[int]] = defaultdict(list)
    for n in numbers:
        unit = items[n].own.unit
        inside = any(c.contains(items[n].own.span) for c in reading.content or (reading.span,))
        if unit is not None and inside and figure_rest.names_a_thing(items[n]):
            found[unit].append(n)
    return found


def _may_differ(one: Item, two: Item) -> bool:
    """Whether two different values may be of one measure: no sign near them says that they are of two.  Who named a
    value on a scale is no such sign."""
    if key(one.figure) == key(two.figure) or never(one, two):
        return False
    return not (other_time(one, two) if figure_rest.is_scale(one) else otherwise(one, two))


def _entry(witnesses: Sequence[Witness], items: Sequence[Item], links: Sequence[float]) -> Entry:
    readings = [_reading(witnesses[i.witness], i) for i in items]
    return finish.entry("figure", witnesses, readings, confidence=sum(links) / len(links) if links else 0.6)


def _reading(witness: Witness, item: Item) -> Reading:
    figure = item.own
    reading = finish.attributed(
        witness,
        item.setting,
        value=figure.value,
        range=figure.range,
        unit=figure.unit,
        bound=figure.bound,
        measures=figure.measures,
    )
    return replace(reading, of=figure.of, when=figure.when)
