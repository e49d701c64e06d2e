"""What the forest learns from that says how surely two moments are of one thing (``variorum.collate.moment_score``;
``moments.py`` trains it).

These are invented events written as newsrooms write (``tests/keys/desks``, the development fold), generated ones
(``tests/events``: the development stories as they stand and in looser words), the half of the key
``tests/keys/moment_pairs.toml`` that is for looking at, real events of which readers wrote down what their reports have
in common (:mod:`labelled`), and pairs of briefs in which every time is marked (:mod:`briefs`).

Real reports hardly ever give two times for one thing.  So each event is read again with some of its times altered: a
time that several reports give is another one in one of them, and the pair is of one thing still.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from random import Random

import briefs
import labelled
from alignment import witness
from alignment_pairs import MOST, Row, Table, anchored, of_values, told_of
from values import SEED, Case, Teller, marked_alike, only, other

from tests import desk_key, value_pairs
from tests.events import derive, story
from tests.events.derive import Event
from variorum import pipeline, stretch
from variorum.collate import moment_items, moment_score, moments, similar
from variorum.collate.lexis import lexis
from variorum.collate.moment_items import Item
from variorum.collate.moment_values import Value, kinship
from variorum.model import Article, Span, Witness

DESK, KEYED, BRIEF = 2.0, 4.0, 1.0
"""Weight of a pair of a desk, of a keyed pair, and of one of two briefs."""
UNKEYED = (0.7, 0.2, 0.15)
"""That of a keyed moment with one that the key does not know, by how their times go together: apart, one within the
other, one and the same; of these most are right, and only not keyed."""
BY_EYE, LISTED, APART, UNLISTED = 3.0, 0.6, 0.7, 0.12
"""That of a pair of a real event: compared by readers, in pieces that tell the same thing, not so, and not so though
both times can hold."""
ALTERED = (1, 2)
SHARE = 0.3
"""Share of the times that several reports give which are altered in one of them."""
DAYS, MINUTES = (1, 1, 2, 3, 7, 7, 14, 30), (5, 10, 15, 30, 60, 90)
"""By how much a day and a time of day are altered."""
MONTHS = (1, 1, 2, 3)
_NUMBER, _CLOCK = re.compile(r"\d+(?:\.\d+)?"), re.compile(r"T\d{2}(?::\d{2})?")
_DATE, _MONTH = re.compile(r"\d{4}-\d{2}-\d{2}"), re.compile(r"(\d{4})(?:-(\d{2}))?")
_DAY = 1_440
"""Minutes."""


@dataclass(frozen=True, slots=True)
class Example:
    """``level``: 2 for one time, 1 for one within the other, 0 for two; ``altered``: one of them is not that of the
    article."""

    row: Row
    right: bool
    weight: float
    level: int
    lasting: bool
    story: str
    source: str
    altered: bool


def cases() -> Iterator[Case[Item]]:
    """All events."""
    for source in (desks(), generated(), keyed(), real(), briefed()):
        yield from source


def _case(name: str, source: str, witnesses: Sequence[Witness], tell: Callable[[Sequence[Item]], Teller]) -> Case[Item]:
    laid_out = [lexis(w, n) for n, w in enumerate(witnesses)]
    items = [i for one in laid_out for i in moment_items.items(one, MOST)]
    return Case(name, source, witnesses, items, told_of(witnesses, laid_out), tell(items))


def desks() -> Iterator[Case[Item]]:
    """Events written as newsrooms write."""
    for name in desk_key.names("dev"):
        desk = desk_key.load(name)
        members = anchored(pipeline.articles(["-"], stdin=io.BytesIO(desk.lines.encode())).articles)
        yield _case(name, "desks", members, partial(_of_desk, desk, members))


def _of_desk(desk: desk_key.Desk, members: Sequence[Witness], items: Sequence[Item]) -> Teller:
    told = [_keyed(desk, members[i.witness].article.id, i.moment.span) for i in items]
    differ = {(d.item, d.between) for d in desk.differences if d.what in ("conflict", "older")}

    def tell(i: int, j: int) -> tuple[bool, float] | None:
        if not told[i] | told[j]:
            return None
        shared, level = told[i] & told[j], kinship(items[i].value, items[j].value).level
        if not shared:
            return False, DESK * (1.0 if told[i] and told[j] else UNKEYED[level])
        between = frozenset(members[items[n].witness].article.id for n in (i, j))
        return (True, DESK) if level or any((item, between) in differ for item in shared) else None

    return tell


def _keyed(desk: desk_key.Desk, article: str, span: Span) -> frozenset[str]:
    """The items of a moment; a length of time may be keyed as a figure."""
    own = (m for m in desk.mentions if m.kind in ("figure", "moment") and m.witness == article)
    return frozenset(m.item for m in own if any(s.overlaps(span) for s in m.spans))


def generated() -> Iterator[Case[Item]]:
    """Generated events."""
    for name in story.names("development"):
        for version in (name, f"{name}.looser"):
            event = derive.event(story.load(version), SEED)
            members = [witness(r) for r in sorted(event.reports, key=lambda r: r.id)]
            yield _case(name, "generated", members, partial(_of_story, event))


def _of_story(event: Event, items: Sequence[Item]) -> Teller:
    told = of_values(event, Table([i.witness for i in items], [(i.moment.span,) for i in items]))

    def tell(i: int, j: int) -> tuple[bool, float] | None:
        (one, sure), (two, certain) = told[i], told[j]
        if one & two:
            return True, 1.0
        return (False, 1.0) if sure and certain and (one or two) else None

    return tell


def keyed() -> Iterator[Case[Item]]:
    """Single passages with their key."""
    for n, pair in enumerate(value_pairs.halves("moment")[0]):
        apart = {v in value_pairs.APART for v in pair.verdicts}
        if len(apart) == 1:
            both = zip("ab", pair.texts, pair.days, strict=True)
            members = [value_pairs.witness(a, t, d) for a, t, d in both]
            yield _case(f"pair {n}", "keys", members, partial(_of_pair, pair.marked, apart == {False}))


def _of_pair(spans: Sequence[Span], one: bool, items: Sequence[Item]) -> Teller:
    marked = [i.moment.span.overlaps(spans[i.witness]) for i in items]

    def tell(i: int, j: int) -> tuple[bool, float] | None:
        return (marked[i] and marked[j] and one, KEYED) if marked[i] or marked[j] else None

    return tell


def briefed() -> Iterator[Case[Item]]:
    """Pairs of short reports in which every time is marked."""
    for pair in briefs.pairs():
        members = [value_pairs.witness(a, side.text, pair.day) for a, side in zip("ab", pair.sides, strict=True)]
        yield _case(pair.name, "briefs", members, partial(_of_brief, pair.sides))


def _of_brief(sides: Sequence[briefs.Brief], items: Sequence[Item]) -> Teller:
    return marked_alike([sides[i.witness].numbers(i.moment.span) for i in items], BRIEF)


def real() -> Iterator[Case[Item]]:
    """Events that readers labelled."""
    for event in labelled.events():
        yield _case(event.storyline, "real", event.witnesses, partial(_of_readers, event))


def _of_readers(event: labelled.Labelled, items: Sequence[Item]) -> Teller:
    """What readers tell: of moments that they compared, of those in pieces that tell the same thing (if their times can
    both hold), and of all others that they read."""
    groups = [event.around(i.witness, i.moment.span) for i in items]
    known = [event.known(i.witness, i.moment.span) for i in items]
    values = _compared(event, items)

    def tell(i: int, j: int) -> tuple[bool, float] | None:
        level, verdict = kinship(items[i].value, items[j].value).level, values.get(frozenset((i, j)))
        if verdict is not None:
            return verdict, BY_EYE
        if not (known[i] and known[j]):
            return None
        if groups[i] & groups[j]:
            return (True, LISTED) if level else None
        return False, UNLISTED if level else APART

    return tell


def _compared(event: labelled.Labelled, items: Sequence[Item]) -> dict[frozenset[int], bool]:
    """The moments that readers compared: of one thing, or of another one."""
    places = [(i.witness, i.moment.span) for i in items]
    found = {}
    for one, two, verdict in event.raw["values"]:
        sides = [only(places, article, Span(start, end)) for article, start, end in (one, two)]
        if None not in sides:
            found[frozenset(n for n in sides if n is not None)] = verdict != "other-measure"
    return found


def examples(case: Case[Item]) -> Iterator[Example]:
    """The pairs of two reports of an event, as it stands and with some times altered."""
    yield from _examples(case, case.items, frozenset(range(len(case.items))), altered=False)
    for seed in ALTERED if case.source != "keys" else ():
        items, done = altered(case, seed)
        yield from _examples(case, items, done, altered=True)


def _examples(case: Case[Item], items: Sequence[Item], of: frozenset[int], *, altered: bool) -> Iterator[Example]:
    if not of or not items:
        return
    laid_out = similar.prepare([i.setting.unit for i in items], whole=True)
    pairs, rows = moment_score.table(laid_out, items, moments.candidates(laid_out, items), case.told)
    for (i, j), row in zip(pairs, rows, strict=True):
        answer = case.teller(i, j) if i in of or j in of else None
        if answer is None:
            continue
        level = kinship(items[i].value, items[j].value).level
        if altered and answer[0] and kinship(case.items[i].value, case.items[j].value).level == 0:
            continue  # as it stands it is there already
        lasting = items[i].value.length is not None
        yield Example(row, answer[0], answer[1], level, lasting, case.story, case.source, altered)


def altered(case: Case[Item], seed: int) -> tuple[list[Item], frozenset[int]]:
    """The moments of an event, some that several reports give being others in one of them, and which these are."""
    rng = Random(f"{case.story} {seed}")
    places: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, item in enumerate(case.items):
        places[item.value.key][item.witness].append(n)
    made = list(case.items)
    done: set[int] = set()
    for _, by in sorted(places.items()):
        chosen, step = by[rng.choice(sorted(by))], rng.random()
        if len(by) < 2 or rng.random() >= SHARE:
            continue
        for n in chosen:
            if (value := moved(made[n].value, Random(step))) is not None:
                made[n] = _set(made[n], value, case.witnesses[made[n].witness].article)
                done.add(n)
    for w, report in enumerate(case.witnesses):
        own = [n for n, i in enumerate(made) if i.witness == w]
        for n, item in zip(own, moment_items.counted([made[n] for n in own], report.article), strict=True):
            made[n] = item
    return made, frozenset(done)


def _set(item: Item, value: Value, article: Article) -> Item:
    moment = replace(item.moment, value=value.known)
    return replace(item, value=value, moment=moment, tense=moment_items.tense(moment, article))


def moved(value: Value, rng: Random) -> Value | None:
    """Another length, day, month, year or time of day; None of what is none of these."""
    if value.length is not None:
        return _other_length(value, rng)
    forward = rng.choice((-1, 1))
    try:
        if value.minute is not None:
            return _later(value, forward * rng.choice(MINUTES))
        if _DATE.fullmatch(value.known):
            return _days_on(value, forward * rng.choice(DAYS))
    except (ValueError, OverflowError):
        return None
    return _months_on(value, forward * rng.choice(MONTHS))


def _other_length(value: Value, rng: Random) -> Value | None:
    number = _NUMBER.search(value.known)
    if number is None:
        return None
    known = f"{value.known[: number.start()]}{other(float(number[0]), rng):g}{value.known[number.end() :]}"
    return replace(value, known=known, length=stretch.days(known)) if known != value.known else None


def _days_on(value: Value, days: int) -> Value:
    known = (date.fromisoformat(value.known) + timedelta(days)).isoformat()
    return replace(value, known=known, stretch=_on(value.stretch, days))


def _later(value: Value, minutes: int) -> Value:
    minute = ((value.minute or 0) + minutes) % _DAY
    known = _CLOCK.sub(f"T{minute // 60:02}:{minute % 60:02}", value.known)
    return replace(value, known=known, minute=minute, stretch=_on(value.stretch, minutes / _DAY))


def _months_on(value: Value, months: int) -> Value | None:
    """A year moves by as many years."""
    found = _MONTH.fullmatch(value.known)
    if found is None or value.stretch is None or value.stretch != stretch.stretch(value.known):
        return None
    year, month = int(found[1]), found[2]
    at = 12 * year + int(month or 1) - 1 + (months if month else 12 * months)
    known = f"{at // 12:04}-{at % 12 + 1:02}" if month else f"{at // 12:04}"
    return replace(value, known=known, stretch=stretch.stretch(known))


def _on(value: stretch.Stretch | None, days: float) -> stretch.Stretch | None:
    return stretch.Stretch(value.start + days, value.end + days) if value is not None else None
