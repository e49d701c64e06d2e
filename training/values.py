"""What the forest learns from that says how surely two figures are of one thing (``variorum.collate.figure_score``;
``figures.py`` trains it).

These are real events of which readers wrote down what their reports have in common (:mod:`labelled`), invented ones
written as newsrooms write (``tests/keys/desks``, the development fold), generated ones (``tests/events``: the
development stories as they stand and in looser words), the half of the key ``tests/keys/figure_pairs.toml`` that is for
looking at, and pairs of briefs in which every figure is marked (:mod:`briefs`).

Equal values are easily paired; what matters are two values of one measure that differ, and of these real events have
few.  So each event is read again with some of its values altered: a value that several reports give is another one in
one of them, and the pair is of one measure still.  Of real pairs that differ, those that a first forest took for likely
were read by eye (``same_measure.jsonl``: the first half of the sha256 of each text, a span of it, the verdict).
"""

from __future__ import annotations

import io
import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Generic, TypeVar

import briefs
import labelled
import numpy as np
from alignment import witness
from alignment_pairs import MOST, Row, Table, anchored, entries_told, of_values
from labelled import Labelled
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from tests import desk_key, value_pairs
from tests.events import derive, story
from variorum import pipeline
from variorum.collate import figure_items, figure_score, figures, similar
from variorum.collate.figure_items import Item, equal, key
from variorum.collate.figure_rest import Rest
from variorum.collate.figure_score import FEATURES
from variorum.collate.lexis import lexis
from variorum.model import Entry, Figure, Span, Witness

READ = Path(__file__).parent / "same_measure.jsonl"
SEED, FOLDS = 101, 5
DESK, REAL, GENERATED, KEYED, BRIEF = 1.5, 1.0, 0.5, 4.0, 1.0
"""Weight of a pair of each source."""
UNKEYED, UNKEYED_EQUAL, UNLISTED_EQUAL, BY_EYE = 0.5, 0.13, 0.25, 3.0
"""What is left of it where a key does not know one of the values; the same, and both are equal; of two equal values
that readers did not list; and of a pair that was looked at one by one."""
DIFFERENT, WRONG_EQUAL = 2.0, 1.5
"""How much more two different values weigh, and two equal ones that are of two things."""
ALTERED = (1, 2, 3)
SHARE = 0.3
"""Share of the values that several reports give which are altered in one of them."""
SMALL = 12
"""Counts up to which one more or less is another value."""
STEPS, SHARES = (-2, -1, -1, 1, 1, 2, 3), (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.9, 1.5)
"""By how much a small count is altered, and by which share (a logarithm) any other value."""
FREE = {"telling", "money", "percent", "measured", "general", "toll", "crowd", "small", "digits", "opens", "before",
        "after"}  # fmt: skip
AGAINST = {"ratio", "names", "marks", "change", "claimed", "free", "rival", "apart", "spread", "left_over", "years",
           "times", "scope", "slot", "contrary", "own_rival", "own_left", "other_kind"}  # fmt: skip

Answer = tuple[bool, float]
"""Whether two figures are of one thing, and what that weighs."""
Teller = Callable[[int, int], Answer | None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Case(Generic[T]):
    """The figures (or moments) of one event, and who tells (None: nobody) whether two of them, by number, are of one
    thing."""

    story: str
    source: str
    witnesses: Sequence[Witness]
    items: Sequence[T]
    told: Sequence[Entry]
    teller: Teller


@dataclass(frozen=True, slots=True)
class Example:
    """A row of features; ``altered``: one of its values is not that of the article."""

    row: Row
    right: bool
    weight: float
    story: str
    source: str
    altered: bool


def _items(witnesses: Sequence[Witness]) -> list[Item]:
    return [i for n, w in enumerate(witnesses) for i in figure_items.items(lexis(w, n), MOST)]


def desks() -> Iterator[Case[Item]]:
    """Events written as newsrooms write."""
    for name in desk_key.names("dev"):
        desk = desk_key.load(name)
        members = anchored(pipeline.articles(["-"], stdin=io.BytesIO(desk.lines.encode())).articles)
        items = _items(members)
        told = [_keyed(desk, members[i.witness], i) for i in items]
        yield Case(name, "desks", members, items, entries_told(members), _of_desk(items, told))


def _keyed(desk: desk_key.Desk, report: Witness, item: Item) -> frozenset[str]:
    own = (m for m in desk.mentions if m.kind in ("figure", "moment") and m.witness == report.article.id)
    return frozenset(m.item for m in own if any(item.figure.span.overlaps(s) for s in m.spans))


def _of_desk(items: Sequence[Item], told: Sequence[frozenset[str]]) -> Teller:
    def tell(i: int, j: int) -> Answer:
        right = bool(told[i] & told[j])
        if right or (told[i] and told[j]):
            return right, DESK
        return False, DESK * (UNKEYED_EQUAL if equal(items[i], items[j]) else UNKEYED)

    return tell


def generated() -> Iterator[Case[Item]]:
    """Generated events."""
    for name in story.names("development"):
        for version in (name, f"{name}.looser"):
            event = derive.event(story.load(version), SEED)
            members = [witness(r) for r in sorted(event.reports, key=lambda r: r.id)]
            items = _items(members)
            table = Table([i.witness for i in items], [(i.figure.span,) for i in items])
            yield Case(name, "generated", members, items, entries_told(members), _of_story(of_values(event, table)))


def _of_story(told: Sequence[tuple[frozenset[str], bool]]) -> Teller:
    def tell(i: int, j: int) -> Answer | None:
        (one, sure), (two, certain) = told[i], told[j]
        if one & two:
            return True, GENERATED
        return (False, GENERATED) if sure and certain and (one or two) else None

    return tell


def real() -> Iterator[Case[Item]]:
    """Events that readers labelled."""
    read = _by_eye()
    for event in labelled.events():
        items = _items(event.witnesses)
        told = entries_told(event.witnesses)
        yield Case(event.storyline, "real", event.witnesses, items, told, _of_readers(event, items, read))


def _by_eye() -> dict[frozenset[tuple[str, int]], bool]:
    lines = map(json.loads, READ.read_text(encoding="utf-8").splitlines())
    return {_places(x): x["same"] for x in lines}


def _places(pair: dict[str, list[str | int]]) -> frozenset[tuple[str, int]]:
    return frozenset((str(pair[side][0]), int(pair[side][1])) for side in ("a", "b"))


def _of_readers(event: Labelled, items: Sequence[Item], read: dict[frozenset[tuple[str, int]], bool]) -> Teller:
    """What readers tell: of values that they compared, of pieces that tell the same thing, and of all other pieces that
    they read."""
    groups = [event.around(i.witness, i.figure.span) for i in items]
    known = [event.known(i.witness, i.figure.span) for i in items]
    values = _values(event, items)
    keys = {(i.witness, key(i.figure)) for i in items}
    places = [(event.witnesses[i.witness].article.sha256[:16], i.figure.span.start) for i in items]

    def tell(i: int, j: int) -> Answer | None:
        a, b = items[i], items[j]
        verdict = read.get(frozenset((places[i], places[j])), values.get(frozenset((i, j))))
        if verdict is not None:
            return verdict, REAL * BY_EYE
        if not (known[i] and known[j]) or (a.witness, b.witness) in event.copies:
            return None
        shared, same = groups[i] & groups[j], equal(a, b)
        if not shared:
            return False, REAL * (UNLISTED_EQUAL if same else 1.0)
        if same:
            return True, REAL
        claimed = (b.witness, key(a.figure)) in keys or (a.witness, key(b.figure)) in keys
        return (False, REAL) if claimed else None

    return tell


def _values(event: Labelled, items: Sequence[Item]) -> dict[frozenset[int], bool]:
    """The figures that readers compared: of one measure, or of another one."""
    places = [(i.witness, i.figure.span) for i in items]
    found = {}
    for one, two, verdict in event.raw["values"]:
        sides = [only(places, article, Span(start, end)) for article, start, end in (one, two)]
        if None not in sides:
            found[frozenset(n for n in sides if n is not None)] = verdict != "other-measure"
    return found


def only(places: Sequence[tuple[int, Span]], article: int, span: Span) -> int | None:
    """The one value, of all by their witnesses and spans, that overlaps ``span``; none where there are more."""
    held = [n for n, (witness, own) in enumerate(places) if witness == article and own.overlaps(span)]
    return held[0] if len(held) == 1 else None


def keyed() -> Iterator[Case[Item]]:
    """Single passages with their key."""
    for n, pair in enumerate(value_pairs.halves("figure")[0]):
        apart = {v in value_pairs.APART for v in pair.verdicts}
        if len(apart) == 1:
            both = zip("ab", pair.texts, pair.days, strict=True)
            members = [value_pairs.witness(a, t, d) for a, t, d in both]
            items = _items(members)
            marked = [i.figure.span.overlaps(pair.marked[i.witness]) for i in items]
            yield Case(f"pair {n}", "keys", members, items, (), _of_pair(marked, one=apart == {False}))


def briefed() -> Iterator[Case[Item]]:
    """Pairs of short reports in which every figure is marked."""
    for pair in briefs.pairs():
        members = [value_pairs.witness(a, side.text, pair.day) for a, side in zip("ab", pair.sides, strict=True)]
        items = _items(members)
        numbers = [pair.sides[i.witness].numbers(i.figure.span) for i in items]
        yield Case(pair.name, "briefs", members, items, entries_told(members), marked_alike(numbers, BRIEF))


def marked_alike(numbers: Sequence[frozenset[int]], weight: float) -> Teller:
    """Tells of values with the numbers that they are marked with."""

    def tell(i: int, j: int) -> Answer | None:
        known = bool(numbers[i] and numbers[j])
        return (bool(numbers[i] & numbers[j]), weight) if known else None

    return tell


def _of_pair(marked: Sequence[bool], *, one: bool) -> Teller:
    def tell(i: int, j: int) -> Answer | None:
        return (marked[i] and marked[j] and one, KEYED) if marked[i] or marked[j] else None

    return tell


def examples(case: Case[Item]) -> Iterator[Example]:
    """The pairs of two reports of an event, as it stands and with some values altered."""
    for (i, j), row in _compared(case.items, case.told):
        if (answer := case.teller(i, j)) is not None:
            yield Example(row, answer[0], answer[1], case.story, case.source, altered=False)
    for seed in ALTERED if case.source != "keys" else ():
        items, done = altered(case, seed)
        for (i, j), row in _compared(items, case.told):
            answer = case.teller(i, j)
            real = answer is None or (answer[0] and not equal(case.items[i], case.items[j]))
            if answer is not None and not real and (i in done or j in done):
                yield Example(row, answer[0], answer[1], case.story, case.source, altered=True)


def _compared(items: Sequence[Item], told: Sequence[Entry]) -> Iterator[tuple[tuple[int, int], Row]]:
    laid_out = similar.prepare([i.setting.unit for i in items], whole=True)
    rest = Rest.of(items, told)
    pairs, rows = figure_score.table(laid_out, items, figures.candidates(laid_out, items, rest), rest)
    return (
        (pair, row) for pair, row in zip(pairs, rows, strict=True) if items[pair[0]].witness != items[pair[1]].witness
    )


def altered(case: Case[Item], seed: int) -> tuple[list[Item], frozenset[int]]:
    """The figures of an event, some that several reports give being others in one of them, and which these are."""
    rng = Random(f"{case.story} {seed}")
    places: dict[tuple[object, ...], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, item in enumerate(case.items):
        places[key(item.figure)][item.witness].append(n)
    made = list(case.items)
    done: set[int] = set()
    for _, by in sorted(places.items(), key=lambda x: str(x[0])):
        chosen = by[rng.choice(sorted(by))]
        value = made[chosen[0]].own.value
        if len(by) > 1 and value and rng.random() < SHARE and (new := other(value, rng)) != value:
            done.update(chosen)
            for n in chosen:
                made[n] = replace(made[n], figure=_scaled(made[n].figure, new / value), own=_set(made[n].own, new))
    times = Counter((i.witness, key(i.figure)) for i in made)
    return [replace(i, lone=times[i.witness, key(i.figure)] == 1) for i in made], frozenset(done)


def other(value: float, rng: Random) -> float:
    """Another value: of a small count one near it."""
    if value == int(value) and abs(value) <= SMALL:
        return max(1.0, value + rng.choice(STEPS))
    made = value * math.exp(rng.choice((-1, 1)) * rng.choice(SHARES) * rng.uniform(0.7, 1.3))
    digits = max(2, len(f"{abs(value):.10g}".replace(".", "").strip("0")))
    made = float(f"{made:.{digits}g}")
    return float(round(made)) if value == int(value) else made


def _scaled(figure: Figure, factor: float) -> Figure:
    return figure if figure.value is None else replace(figure, value=figure.value * factor)


def _set(figure: Figure, value: float) -> Figure:
    return replace(figure, value=value)


def model() -> HistGradientBoostingClassifier:
    signs = [0 if f in FREE else -1 if f in AGAINST else 1 for f in FEATURES]
    return HistGradientBoostingClassifier(
        max_iter=200, learning_rate=0.04, max_leaf_nodes=8, min_samples_leaf=30, l2_regularization=20.0,
        monotonic_cst=signs, random_state=0,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pairs:
    """All examples as arrays."""

    rows: NDArray[np.float64]
    right: NDArray[np.bool_]
    weight: NDArray[np.float64]
    different: NDArray[np.bool_]
    altered: NDArray[np.bool_]
    source: NDArray[np.str_]
    fold: NDArray[np.intp]

    @staticmethod
    def of(made: Iterable[Example]) -> Pairs:
        every = list(made)
        stories = sorted({e.story for e in every})
        Random(SEED).shuffle(stories)
        fold = {name: n % FOLDS for n, name in enumerate(stories)}
        rows = np.asarray([e.row for e in every])
        right = np.asarray([e.right for e in every])
        different = (rows[:, FEATURES.index("equal")] == 0) & (rows[:, FEATURES.index("like")] == 0)
        cost = np.where(different, DIFFERENT, np.where(right, 1.0, WRONG_EQUAL))
        return Pairs(
            rows, right, np.asarray([e.weight for e in every]) * cost, different,
            np.asarray([e.altered for e in every]),
            np.asarray([e.source for e in every]), np.asarray([fold[e.story] for e in every]),
        )  # fmt: skip

    def fitted(self, chosen: NDArray[np.bool_] | slice = slice(None)) -> HistGradientBoostingClassifier:
        return model().fit(self.rows[chosen], self.right[chosen], sample_weight=self.weight[chosen])

    def left_out(self) -> NDArray[np.float64]:
        """The score of each pair by a forest that has not seen its story."""
        chance = np.zeros(len(self.right))
        for n in range(FOLDS):
            own = self.fold == n
            chance[own] = self.fitted(~own).predict_proba(self.rows[own])[:, 1]
        return chance
