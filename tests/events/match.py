"""Which readings of an edition give which keyed item."""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import variorum
from tests.events.derive import Event, Given, Report
from variorum import pipeline
from variorum.model import Entry, Reading, Span, Volume

SHARE = 0.6
"""Of an item's words that readings must cover, or of a reading that must lie in an item's passage."""
PART = 0.15
"""Of an item's words that a reading of a part of it must have: an edition may split a sentence."""
VALUES = ("figure", "moment")
NARRATION = "narration"
"""What stands for the opening of a report, which may have any item in brief: not judged."""
CHROME = "chrome"
UNKEYED = "a value of no item"

Pair = tuple[str, str, str]
"""An item and two witnesses, sorted."""


def edit(event: Event, reports: Iterable[Report] | None = None) -> Volume:
    """The volume of an event's reports (all, or those given, in their order)."""
    lines = "".join(_line(event, r) for r in (event.reports if reports is None else reports))
    return variorum.compare(pipeline.articles(["-"], stdin=io.BytesIO(lines.encode())))


def _line(event: Event, report: Report) -> str:
    place = event.reports.index(report)
    return event.jsonl().splitlines(keepends=True)[place]


def overlap(spans: Sequence[Span], others: Sequence[Span]) -> int:
    """Characters that two lists of spans share."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in spans for b in others)


def pieces(reading: Reading) -> tuple[Span, ...]:
    return reading.content or (reading.span,)


def gives(reading: Reading, given: Given) -> bool:
    """Whether a reading has most of an item's words, or is of a part of them (of a value: any of its characters)."""
    if reading.article != given.witness:
        return False
    spans = pieces(reading)
    shared, size = overlap(spans, given.spans), _size(given.spans)
    if given.version.op in ("same", "rounded", "other"):
        return shared > 0
    return shared >= SHARE * size or (shared >= PART * size and shared >= SHARE * _size(spans))


def _size(spans: Iterable[Span]) -> int:
    return sum(map(len, spans))


def _share(readings: Iterable[Reading], given: Given) -> float:
    """The part of an item's words that readings have, 0 to 1."""
    places = {n for r in readings for p in pieces(r) for n in range(p.start, p.end)}
    own = [n for s in given.spans for n in range(s.start, s.end)]
    return sum(n in places for n in own) / len(own)


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry with what its readings are of, as far as the key knows: one set of item ids a reading."""

    entry: Entry
    items: tuple[frozenset[str], ...]


class Matched:
    """A volume laid over the key of its event."""

    def __init__(self, event: Event, volume: Volume) -> None:
        self.event, self.volume = event, volume
        self.kinds = {i.id: i.kind for i in event.story.items}
        self.by_report = {r.id: r for r in event.reports}
        self.given = {(g.item, g.witness): g for r in event.reports for g in r.given}
        self.entries = [Placed(e, tuple(self._items(e, r) for r in e.readings)) for ed in volume for e in ed.entries]
        self._by_item: dict[str, list[Entry]] = defaultdict(list)
        for placed in self.entries:
            for item in frozenset().union(*placed.items):
                self._by_item[item].append(placed.entry)

    def _items(self, entry: Entry, reading: Reading) -> frozenset[str]:
        """The items that a reading is of."""
        report, spans = self.by_report[reading.article], pieces(reading)
        if entry.kind in VALUES:
            own = [g for g in report.given if self.kinds[g.item] in VALUES]
            found = {g.item for g in own if overlap(spans, g.spans)}
            return frozenset(found or {UNKEYED})
        size = _size(spans)
        found = {g.item for g in report.given if self.kinds[g.item] not in VALUES and gives(reading, g)}
        found |= {g.item for g in report.given if overlap(spans, [g.passage]) >= SHARE * size}
        if overlap(spans, report.leads):
            found.add(NARRATION)
        if overlap(spans, report.chrome) >= SHARE * size:
            found.add(CHROME)
        return frozenset(found)

    def wanted(self) -> Iterator[tuple[Given, Given]]:
        """The pairs that one entry should read: two witnesses' versions of one item."""
        for item in self.kinds:
            own = sorted((g for (i, _), g in self.given.items() if i == item), key=lambda g: g.witness)
            yield from combinations(own, 2)

    def joining(self, a: Given, b: Given) -> list[tuple[Entry, list[int], list[int]]]:
        """The entries that read both versions, of the kind that their item needs, with the readings that do."""
        found = []
        for entry in self._by_item[a.item]:
            if (self.kinds[a.item] if self.kinds[a.item] in VALUES else "") != (
                entry.kind if entry.kind in VALUES else ""
            ):
                continue
            one, two = ([n for n, r in enumerate(entry.readings) if gives(r, g)] for g in (a, b))
            if one and two:
                found.append((entry, one, two))
        return found

    def paired(self, a: Given, b: Given) -> bool:
        """Whether entries read both versions, most of the words of one of them and a part of the other's."""
        joined = self.joining(a, b)
        if self.kinds[a.item] in VALUES:
            return bool(joined)
        one = _share((e.readings[n] for e, one, _ in joined for n in one), a)
        two = _share((e.readings[n] for e, _, two in joined for n in two), b)
        return max(one, two) >= SHARE and min(one, two) >= PART

    def relations(self, a: Given, b: Given) -> list[str]:
        """The relations between two versions: first that of most of the words, then others that hold for a part.

        A trimmed one whose longer side is ``b`` is ``trimmed, turned``.  Where an edition has a sentence in parts, the
        same words in one part make a trimmed quotation when another part stands with one of the two alone.
        """
        sizes: Counter[str] = Counter()
        joined = self.joining(a, b)
        for entry, one, two in joined:
            for r in entry.relations:
                turned = r.a in two and r.b in one
                if turned or (r.a in one and r.b in two):
                    name = "trimmed, turned" if turned and r.relation == "trimmed" else r.relation
                    sizes[name] += sum(_size(pieces(entry.readings[n])) for n in (r.a, r.b))
        found = [name for name, _ in sorted(sizes.items(), key=lambda x: (-x[1], x[0]))]
        if found == ["verbatim"]:
            found += ["trimmed"] * self._alone(a, joined) + ["trimmed, turned"] * self._alone(b, joined)
        return found

    def _alone(self, given: Given, joined: list[tuple[Entry, list[int], list[int]]]) -> bool:
        """Whether a part of a version stands in an entry without the other."""
        both = {id(e) for e, _, _ in joined}
        apart = [e for e in self._by_item[given.item] if id(e) not in both and e.kind not in VALUES]
        return any(gives(r, given) for e in apart for r in e.readings)

    def false_pairs(self) -> Iterator[tuple[Reading, frozenset[str], Reading, frozenset[str], Entry]]:
        """Readings of two witnesses in one entry that are of different items."""
        seen = set()
        for placed in self.entries:
            readings = list(zip(placed.entry.readings, placed.items, strict=True))
            for (a, of_a), (b, of_b) in combinations(readings, 2):
                told = {NARRATION} & (of_a | of_b)
                keyed = (of_a | of_b) & self.kinds.keys()
                if a.article == b.article or not of_a or not of_b or of_a & of_b or told or not keyed:
                    continue
                mark = (a.article, of_a, b.article, of_b)
                if mark not in seen:
                    seen.add(mark)
                    yield a, of_a, b, of_b, placed.entry

    def text(self, reading: Reading) -> str:
        whole = self.by_report[reading.article].text
        return " ... ".join(p.of(whole) for p in pieces(reading))


Related = dict[tuple[tuple[object, ...], tuple[object, ...]], set[str]]


def related(volume: Volume) -> Related:
    """All relations of a volume, by the two readings that they join."""
    found: Related = defaultdict(set)
    for edition in volume:
        for entry in edition.entries:
            for r in entry.relations:
                a, b = ((x.article, entry.kind, x.content, x.span) for x in (entry.readings[r.a], entry.readings[r.b]))
                found[a, b].add(r.relation)
    return dict(found)
