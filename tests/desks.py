"""Scores of editions of events that were written as newsrooms write (``tests/keys/desks``, ``tests.desk_key``).

usage: python -m tests.desks [--fold dev|held|fresh] [--grouped] [--event NAME ...] [--errors]

Alignment: for each item every two reports that give it, found when one entry reads a mention of both (values in an
entry of their own kind).  A false pair is two readings of an entry that are of different items; what only joins words
that the key does not know is counted apart.  Differences: found when a relation (or for levels and lost sources a
finding) tells of it between the two reports; a conflict or contradiction that the key does not have is false.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations

from tests import desk_key, newsrooms
from tests.desk_key import Desk, Mention
from tests.events.match import PART, SHARE, VALUES, overlap, pieces
from tests.events.report import head, line
from tests.events.score import Rate
from variorum import pipeline
from variorum.model import Entry, Finding, Reading, Relation, Span, Volume
from variorum.settings import GroupSettings, Settings

RELATIONS = {
    "conflict": ("conflicts", "contradicts"),
    "reworded": ("reworded", "translated"),
    "contradicts": ("contradicts",),
    "nested": ("nested",),
}
"""The relations that tell of a difference."""
FINDINGS = {"certainty": ("certainty-differs",), "dropped": ("attribution-dropped",)}
AGAINST = ("conflicts", "contradicts")
KEYED = ("conflict", "contradicts", "older")

Error = tuple[str, str]


@dataclass(slots=True)
class Score:
    """Counts over some events."""

    events: int = 0
    whole: int = 0
    pairs: Rate = field(default_factory=Rate)
    by_kind: dict[str, Rate] = field(default_factory=lambda: defaultdict(Rate))
    unkeyed: Counter[str] = field(default_factory=Counter)
    differences: dict[str, Rate] = field(default_factory=lambda: defaultdict(Rate))
    wanted: int = 0
    found: int = 0
    unwanted: int = 0
    told: int = 0
    errors: list[Error] = field(default_factory=list)


class Laid:
    """A volume laid over the key of its event."""

    def __init__(self, desk: Desk, volume: Volume) -> None:
        self.desk, self.volume = desk, volume
        self.entries = [e for edition in volume for e in edition.entries]
        self.items = {
            (n, m): frozenset(x.item for x in desk.mentions if of(e, r, x))
            for n, e in enumerate(self.entries)
            for m, r in enumerate(e.readings)
        }
        self.within = {
            (n, m): frozenset(x.item for x in desk.mentions if e.kind in VALUES and _stands_in(r, x))
            for n, e in enumerate(self.entries)
            for m, r in enumerate(e.readings)
        }
        """Items of words in whose mentions a value stands."""
        self.by_witness: dict[str, dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
        for mention in desk.mentions:
            self.by_witness[mention.item][mention.witness].append(mention)

    def text(self, reading: Reading) -> str:
        whole = self.desk.texts[reading.article]
        return f"{reading.article}: {' ... '.join(p.of(whole) for p in pieces(reading))}"

    def told(self, item: str, witness: str) -> str:
        whole = self.desk.texts[witness]
        mentions = self.by_witness[item][witness]
        return f"{witness}: {' / '.join(' ... '.join(s.of(whole) for s in m.spans) for m in mentions)}"


def of(entry: Entry, reading: Reading, mention: Mention) -> bool:
    """Whether a reading is of a mention: of a value any of its characters; of words most of them, or a part of them."""
    if reading.article != mention.witness:
        return False
    spans, own = pieces(reading), mention.spans
    shared, size = overlap(spans, own), _size(own)
    if mention.kind == entry.kind in VALUES:
        return shared > 0
    if mention.kind in VALUES:  # an age or a length of time may be keyed as a figure and read as a moment
        length = entry.kind == "moment" and isinstance(reading.value, str) and reading.value.startswith("P")
        return shared > 0 if length else shared >= SHARE * size
    if entry.kind in VALUES:
        return False
    return shared >= SHARE * size or (shared >= PART * size and shared >= SHARE * _size(spans))


def _stands_in(reading: Reading, mention: Mention) -> bool:
    """Whether a value is one of those that a mention in words gives."""
    inside = all(any(s.contains(p) for s in mention.spans) for p in pieces(reading))
    return reading.article == mention.witness and mention.kind not in VALUES and inside


def _size(spans: Sequence[Span]) -> int:
    return sum(map(len, spans))


@cache
def laid(name: str, *, grouped: bool = False) -> Laid:
    """The edition of an event over its key; ``grouped``: as the program groups the reports, else all as one event."""
    desk = desk_key.load(name)
    settings = Settings(group=GroupSettings(together=not grouped))
    return Laid(
        desk, pipeline.volume(pipeline.articles(["-"], stdin=io.BytesIO(desk.lines.encode())), settings=settings)
    )


def score(name: str, made: Score, *, grouped: bool = False) -> None:
    """Add the counts of one event; ``grouped`` as in :func:`laid`."""
    over = laid(name, grouped=grouped)
    made.events += 1
    made.whole += len(over.volume.editions) == 1
    _alignment(over, made)
    _false_pairs(over, made)
    judgement(over, made)


def judgement(over: Laid, made: Score) -> None:
    """Add what is told of the differences of an event, and of what is none."""
    _differences(over, made)
    _accusations(over, made)
    _findings(over, made)


def _alignment(over: Laid, made: Score) -> None:
    joined = _joined(over)
    for item, by in sorted(over.by_witness.items()):
        kind = next(m.kind for ms in by.values() for m in ms)
        for a, b in combinations(sorted(by), 2):
            found = int((item, a, b) in joined)
            made.pairs.add(Rate(wanted=1, found=found, given=found, right=found))
            made.by_kind[kind].add(Rate(wanted=1, found=found, given=found, right=found))
            if not found:
                texts = f"{over.told(item, a)}\n  {over.told(item, b)}"
                made.errors.append(("pair missed", f"{over.desk.name} {kind} {item}\n  {texts}"))


def _joined(over: Laid) -> set[tuple[str, str, str]]:
    """Items with two reports, sorted, whose mentions one entry of the right kind reads."""
    kinds = {m.item: m.kind for m in over.desk.mentions}
    found = set()
    for n, entry in enumerate(over.entries):
        by_item: dict[str, set[str]] = defaultdict(set)
        for m, reading in enumerate(entry.readings):
            for item in over.items[n, m]:
                if (kinds[item] in VALUES) == (entry.kind in VALUES):
                    by_item[item].add(reading.article)
        found |= {(i, a, b) for i, ws in by_item.items() for a, b in combinations(sorted(ws), 2)}
    return found


def _false_pairs(over: Laid, made: Score) -> None:
    for n, entry in enumerate(over.entries):
        for (i, a), (j, b) in combinations(enumerate(entry.readings), 2):
            one, two = over.items[n, i], over.items[n, j]
            if a.article == b.article or one & two:
                continue
            kind = entry.kind if entry.kind in VALUES else "statement" if entry.kind == "statement" else "fact"
            if one and two:
                made.pairs.add(Rate(given=1))
                made.by_kind[kind].add(Rate(given=1))
            else:
                made.unkeyed[kind] += 1
            about = "pair false" if one and two else "pair unkeyed"
            of_what = f"{kind} {'+'.join(sorted(one))} with {'+'.join(sorted(two))}"
            made.errors.append((about, f"{over.desk.name} {of_what}\n  {over.text(a)}\n  {over.text(b)}"))


def _differences(over: Laid, made: Score) -> None:
    """Those that the key has: told or not."""
    findings = [f for edition in over.volume for f in edition.findings]
    for d in sorted(over.desk.differences, key=lambda d: (d.item, d.what, sorted(d.between))):
        if d.what in RELATIONS:
            found = any(r in RELATIONS[d.what] for r in _relations(over, d.item, d.between))
        elif d.what in FINDINGS:
            found = any(f.kind in FINDINGS[d.what] and _on(over, f, d.item, d.between) for f in findings)
        else:
            continue
        made.differences[d.what].add(Rate(wanted=1, found=int(found)))
        if not found:
            one, two = sorted(d.between)
            texts = f"{over.told(d.item, one)}\n  {over.told(d.item, two)}"
            called = ", ".join(_relations(over, d.item, d.between)) or "in no common entry"
            made.errors.append((f"{d.what} missed", f"{over.desk.name} {d.item}: {called}\n  {texts}"))


def _relations(over: Laid, item: str, between: frozenset[str]) -> list[str]:
    return sorted(
        r.relation
        for n, e in enumerate(over.entries)
        for r in e.relations
        if {e.readings[r.a].article, e.readings[r.b].article} == between and item in _shared(over, n, r)
    )


def _shared(over: Laid, n: int, r: Relation) -> frozenset[str]:
    """The items that both readings of a relation of entry ``n`` are of."""
    return (over.items[n, r.a] & over.items[n, r.b]) | (over.within[n, r.a] & over.within[n, r.b])


def _on(over: Laid, finding: Finding, item: str, between: frozenset[str]) -> bool:
    """Whether the evidence of a finding touches an item in both reports."""
    touched = {
        m.witness
        for m in over.desk.mentions
        for e in finding.evidence
        if m.item == item and e.article == m.witness and any(e.span.overlaps(s) for s in m.spans)
    }
    return between <= touched


def _accusations(over: Laid, made: Score) -> None:
    """Verdicts of conflict and contradiction: keyed, or false."""
    keyed = {(d.item, d.between): d.what for d in over.desk.differences if d.what in KEYED}
    for n, entry in enumerate(over.entries):
        for r in entry.relations:
            if r.relation not in AGAINST:
                continue
            a, b = entry.readings[r.a], entry.readings[r.b]
            items = _shared(over, n, r)
            whats = {keyed.get((i, frozenset((a.article, b.article)))) for i in items}
            right = bool(whats & {"conflict", "contradicts"})
            made.differences["conflict" if r.relation == "conflicts" else "contradicts"].add(
                Rate(given=1, right=int(right))
            )
            if not right:
                of_what = f"{over.desk.name} {'+'.join(sorted(items)) or 'unkeyed'}: {r.why}"
                made.errors.append((f"{r.relation} false", f"{of_what}\n  {over.text(a)}\n  {over.text(b)}"))


def _findings(over: Laid, made: Score) -> None:
    for row in newsrooms.looked_up(over.desk.name, over.volume, over.desk.findings):
        if row.wanted:
            made.wanted, made.found = made.wanted + 1, made.found + row.found
        else:
            made.unwanted, made.told = made.unwanted + 1, made.told + row.found
        if row.wanted != row.found:
            made.errors.append(("finding missed" if row.wanted else "finding false", f"{row.name}: {row.what}"))


def _lines(fold: str, made: Score) -> Iterator[str]:
    yield f"{fold}: {made.events} events, {made.whole} of them whole"
    yield head("alignment pairs")
    yield line("all", made.pairs)
    yield from (line(k, r) for k, r in sorted(made.by_kind.items()))
    yield f"  pairs of words that the key does not know: {dict(sorted(made.unkeyed.items()))}"
    yield head("differences")
    yield from (line(k, r) for k, r in sorted(made.differences.items()))
    yield f"findings: {made.found} of {made.wanted} wanted; {made.told} of {made.unwanted} unwanted"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.desks")
    parser.add_argument("--fold", default="dev", choices=("dev", "held", "fresh"))
    parser.add_argument("--event", action="append", help="only this event")
    parser.add_argument("--grouped", action="store_true", help="as the program groups the reports")
    parser.add_argument("--errors", action="store_true", help="list each error")
    chosen = parser.parse_args()
    if chosen.errors and chosen.fold != "dev":
        parser.error(f"the errors of the {chosen.fold} fold are not for reading")
    made = Score()
    for name in desk_key.names(chosen.fold):
        if not chosen.event or name in chosen.event:
            score(name, made, grouped=chosen.grouped)
    for about, told in sorted(made.errors) if chosen.errors else ():
        sys.stdout.write(f"{about}: {told}\n\n")
    sys.stdout.write("".join(f"{x}\n" for x in _lines(chosen.fold, made)))


if __name__ == "__main__":
    main()
