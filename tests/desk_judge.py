"""Scores of judgement by itself: the events of ``tests.desks`` with their entries made from the key.

usage: python -m tests.desk_judge [--fold dev|held] [--event NAME ...] [--errors]

Each keyed item is one entry: of words, with the sentences and clauses of the program in each mention; of values, with
the program's figures or moments there.  Values in the words of an item are set beside one another where each mention
holds one of its unit.  So whatever is not told was before the rules of judgement, and is their miss.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tests import desk_key, desks
from tests.desk_key import Desk, Mention
from tests.desks import Laid, Score
from tests.events.match import SHARE, VALUES, overlap
from tests.events.report import head, line
from tests.events.score import Rate
from variorum.collate import figure_items, figures, moment_items, moments, passages
from variorum.collate.align import Group
from variorum.collate.lexis import lexis
from variorum.collate.units import Unit, units
from variorum.judge import edition
from variorum.model import Entry, Span, Witness
from variorum.reuse import independent, origins
from variorum.reuse import passages as shared

_MOST = 400
Item = figure_items.Item | moment_items.Item


def judged(name: str) -> Laid:
    """An event with the entries of its key, as judged."""
    known = desks.laid(name).volume
    desk, signs = desk_key.load(name), dict(known.labels)
    witnesses = tuple(w for w in known.witnesses if w.article.id in signs)
    passed_on = shared(witnesses)
    event = replace(known.editions[0].event, articles=tuple(w.article.id for w in witnesses))
    made = edition(
        event,
        witnesses=witnesses,
        entries=tuple(_entries(desk, witnesses)),
        passages=passed_on,
        origins=origins(witnesses, passed_on),
        signs=signs,
        count=independent,
    )
    return Laid(desk, replace(known, editions=(made,)))


def _entries(desk: Desk, witnesses: Sequence[Witness]) -> Iterator[Entry]:
    laid_out = [lexis(w, n) for n, w in enumerate(witnesses)]
    read: dict[str, list[Item]] = {
        "figure": [i for one in laid_out for i in figure_items.items(one, _MOST)],
        "moment": [i for one in laid_out for i in moment_items.items(one, _MOST)],
    }
    sentences = [u for one in laid_out for u in units(one)]
    by_item: dict[str, list[Mention]] = defaultdict(list)
    for mention in desk.mentions:
        by_item[mention.item].append(mention)
    for item, mentions in sorted(by_item.items()):
        made = list(_of_values(witnesses, mentions, read))
        if mentions[0].kind not in VALUES:
            of_item = tuple(u for u in sentences if any(_tells(u, m) for m in mentions))
            if len({u.article for u in of_item}) > 1:
                made.append(passages._entry(witnesses, Group(of_item, 1.0)))
        yield from (replace(entry, id=f"{item}-{number}") for number, entry in enumerate(made))


def _tells(unit: Unit, mention: Mention) -> bool:
    if unit.article != mention.witness:
        return False
    both = overlap(unit.pieces, mention.spans)
    return both >= SHARE * _size(unit.pieces) or both >= SHARE * _size(mention.spans)


def _size(spans: Sequence[Span]) -> int:
    return sum(map(len, spans))


def _of_values(
    witnesses: Sequence[Witness], mentions: Sequence[Mention], read: Mapping[str, Sequence[Item]]
) -> Iterator[Entry]:
    """The values in some mentions; where a report gives several of one unit, nothing says which of them is meant."""
    ids = [w.article.id for w in witnesses]
    keyed = mentions[0].kind
    for kind in VALUES if keyed not in VALUES else (keyed,):
        groups: dict[str, list[Item]] = defaultdict(list)
        for item in read[kind]:
            if any(ids[item.witness] == m.witness and overlap((item.setting.span,), m.spans) for m in mentions):
                groups["" if keyed in VALUES else _unit(item)].append(item)
        for _, group in sorted(groups.items()):
            several = {w for w, count in Counter(i.witness for i in group).items() if count > 1}
            alone = [i for i in group if i.witness not in several]
            if len({i.witness for i in alone}) > 1:
                yield _entry(witnesses, alone)


def _unit(item: Item) -> str:
    return item.own.unit or "" if isinstance(item, figure_items.Item) else item.moment.type


def _entry(witnesses: Sequence[Witness], group: Sequence[Item]) -> Entry:
    counted = [i for i in group if isinstance(i, figure_items.Item)]
    timed = [i for i in group if isinstance(i, moment_items.Item)]
    return figures._entry(witnesses, counted, [1.0]) if counted else moments._entry(witnesses, timed, range(len(timed)))


def _told(over: Laid, made: Score) -> None:
    """The findings of levels and lost sources: right where the key has such a difference on the item."""
    keyed = {(d.item, d.what) for d in over.desk.differences}
    for finding in (f for edited in over.volume for f in edited.findings):
        for what in (w for w, kinds in desks.FINDINGS.items() if finding.kind in kinds):
            for item in sorted({e.rpartition("-")[0] for e in finding.entries}):
                right = (item, what) in keyed
                made.differences[what].add(Rate(given=1, right=int(right)))
                if not right:
                    texts = "\n  ".join(over.told(item, w) for w in sorted(over.by_witness[item]))
                    made.errors.append((f"{what} false", f"{over.desk.name} {item}: {finding.message}\n  {texts}"))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.desk_judge")
    parser.add_argument("--fold", default="dev", choices=("dev", "held"))
    parser.add_argument("--event", action="append", help="only this event")
    parser.add_argument("--errors", action="store_true", help="list each error")
    chosen = parser.parse_args()
    if chosen.errors and chosen.fold == "held":
        parser.error("the errors of the held fold are not for reading")
    made = Score()
    for name in desk_key.names(chosen.fold):
        if not chosen.event or name in chosen.event:
            made.events += 1
            over = judged(name)
            desks.judgement(over, made)
            _told(over, made)
    for about, told in sorted(made.errors) if chosen.errors else ():
        sys.stdout.write(f"{about}: {told}\n\n")
    sys.stdout.write(f"{chosen.fold}: {made.events} events{head('differences')}\n")
    sys.stdout.write("".join(f"{line(k, r)}\n" for k, r in sorted(made.differences.items())))
    sys.stdout.write(f"findings: {made.found} of {made.wanted} wanted; {made.told} of {made.unwanted} unwanted\n")


if __name__ == "__main__":
    main()
