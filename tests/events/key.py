"""The answers that fall out of how an event was made: relations between readings, and findings.

A pair of readings has a tuple of accepted relations, the plainest first; an empty one is not judged.  Two are accepted
where two answers are fair: a re-wording or a translation when the articles give no sign of the language spoken, a
trimmed or an indirect version when one has only some of the words in marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from tests.events.derive import Event, Given, Report
from tests.events.draw import TOLD
from tests.events.story import Item, Story
from variorum.model import Finding, Span

HIGH = ("reworded-quote", "contradiction", "figure-conflict", "date-conflict", "certainty-differs")
"""Kinds that must be found, and whose false ones are false accusations."""
_WORDS = ("full", "trim", "cut")
_PLAIN = ("full", "trim", "cut", "reworded", "indirect")
_ALIKE = frozenset({"planned", "asserted"})
"""Levels that reports turn into one another with the tense: to tell them apart is right, and not to is no miss."""
_SOURCED = re.compile(r"\b(?:said|says|according|told|reported|estimated|announced|put)\b|\{[Ss]\}")


def relation(event: Event, a: Given, b: Given) -> tuple[str, ...]:
    """The accepted relations between two witnesses' versions of one item."""
    item = next(i for i in event.story.items if i.id == a.item)
    ops = {a.version.op, b.version.op}
    if item.kind in ("figure", "moment"):
        return _of_values(event, item, a, b)
    if item.kind == "fact":
        return ("indirect", *_like(a, b))
    if "relayed" in ops:
        return ("nested", *(x for op, x in (("contrary", "contradicts"), ("narrated", "indirect")) if op in ops))
    if "contrary" in ops:
        if len(ops) == 1:
            return ("indirect", "verbatim", "trimmed")
        return ("contradicts", "indirect") if ops & {"weaker", "partial"} else ("contradicts",)
    if a.version.op in TOLD or b.version.op in TOLD:
        denied = {_level(item, x) == "denied" for x in (a, b)} == {True, False}
        return ("indirect", *_like(a, b), *(("contradicts",) if denied else ()))
    if "reworded" in ops and (a.version != b.version):
        partial = ("indirect",) if "partial" in ops else ()
        return (*partial, *_other_words(event.story, item), *_like(a, b))
    if "partial" in ops:
        same = _norm(a.words) == _norm(b.words)
        either = ("trimmed", "indirect") if ops & set(_WORDS) else ("indirect", "trimmed")
        return ("verbatim", *either) if same else either
    return _of_quotations(a, b)


def _of_quotations(a: Given, b: Given) -> tuple[str, ...]:
    """Two quotations of the same words, whole or shortened."""
    if _norm(a.words) == _norm(b.words):
        return ("verbatim",)
    one, two = sorted((_norm(a.words).split(), _norm(b.words).split()), key=len)
    rest = iter(two)
    return ("trimmed",) if all(w in rest for w in one) else ()


def _of_values(event: Event, item: Item, a: Given, b: Given) -> tuple[str, ...]:
    ops = [a.version.op, b.version.op]
    if ops.count("other") == 2:
        return ("same",) if a.version.n == b.version.n else ("conflicts",)
    if "other" in ops:
        if "rounded" in ops:
            return ()  # "more than 40" and 57 may both hold
        return ("conflicts",) if _of_one_day(event, item, a, b) else ("conflicts", "compatible")
    if "rounded" in ops:
        return ("same", "compatible") if ops.count("rounded") == 2 else ("compatible", "same")
    return ("same",) if item.kind == "figure" else ("same", "compatible")


def _of_one_day(event: Event, item: Item, a: Given, b: Given) -> bool:
    """Whether two reports speak of the same time: a count may have grown from one day to the next, and a weekday in
    a report without a date may be any."""
    one, two = (r.published for r in _reports(event, a, b))
    if item.kind == "moment":
        return one is not None and two is not None
    return one is None or two is None or one[:10] == two[:10]


def _other_words(story: Story, item: Item) -> tuple[str, ...]:
    translated = story.speaker(item).spoken == "other"
    if item.speaker in story.noted:
        return ("translated",) if translated else ("reworded",)
    return ("translated", "reworded") if translated else ("reworded", "translated")


def _like(a: Given, b: Given) -> tuple[str, ...]:
    """What else two wordings may be called that are the same, or of which one holds the other."""
    one, two = f" {_norm(a.words)} ", f" {_norm(b.words)} "
    if one == two:
        return ("verbatim",)
    return ("trimmed",) if one in two or two in one else ()


def _norm(words: str) -> str:
    return " ".join(re.findall(r"[\w%$€£]+", words.casefold().replace("’", "'").replace("'", "")))


def _level(item: Item, given: Given) -> str:
    match given.version.op:
        case "firmer":
            return item.firmer_level
        case "weaker":
            return item.weaker_level
        case "contrary":
            return "contrary"
        case _:
            return item.level


def _reports(event: Event, *given: Given) -> list[Report]:
    return [next(r for r in event.reports if r.id == g.witness) for g in given]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Something that an editor should be told: ``sides`` are the witnesses' versions on each side of it; a finding
    of ``kind`` bears on it when its evidence touches two sides (``absent`` set: see :meth:`told_by`).
    ``must``: whether not to tell it is a miss."""

    kind: str
    item: str
    sides: tuple[tuple[Given, ...], ...]
    absent: str = ""
    must: bool = True

    def told_by(self, finding: Finding) -> bool:
        if finding.kind != self.kind:
            return False
        if self.absent and self.absent not in {
            a for a in finding.articles if all(e.article != a for e in finding.evidence)
        }:
            return False
        return sum(any(touches(finding, g) for g in side) for side in self.sides) >= min(2, len(self.sides))


def touches(finding: Finding, given: Given) -> bool:
    """Whether the evidence of a finding lies on the words of a version."""
    return any(e.article == given.witness and any(e.span.overlaps(s) for s in given.spans) for e in finding.evidence)


def differences(event: Event) -> list[Difference]:
    """All that an editor should be told of an event, as far as it was put there on purpose."""
    found: list[Difference] = []
    for item in event.story.items:
        given = [g for r in event.reports for g in r.given if g.item == item.id]
        if item.kind == "statement":
            found += _of_a_statement(event, item, given)
        elif item.kind != "fact":
            found += _of_conflicts(event, item, given)
        found += _left_out(event, item, given)
    return [*found, *_single_sources(event), *_copies(event)]


def _of_a_statement(event: Event, item: Item, given: list[Given]) -> Iterator[Difference]:
    wordings: dict[str, list[Given]] = {}
    for g in given:
        op = g.version.op
        if op == "reworded" or op in (*_WORDS, "partial"):
            wordings.setdefault(f"reworded {g.version.n}" if op == "reworded" else "words", []).append(g)
    kinds = {"reworded": "reworded-quote", "translated": "translation-differs"}
    accepted = _other_words(event.story, item)
    whole = [side for side in wordings.values() if any(g.version.op != "partial" for g in side)]
    for n, relation_ in enumerate(accepted if len(wordings) > 1 else ()):
        sides = tuple(map(tuple, wordings.values()))
        yield Difference(kind=kinds[relation_], item=item.id, sides=sides, must=n == 0 and len(whole) > 1)
    yield from _of_levels(item, given)
    yield from _of_contradictions(event, item, given)
    narrated = tuple(g for g in given if g.version.op == "narrated")
    said = tuple(g for g in given if g.version.op not in ("narrated", "contrary", "relayed"))
    if narrated and said:
        plain = any(g.version.op in _PLAIN for g in said)
        yield Difference(kind="attribution-dropped", item=item.id, sides=(narrated, said), must=plain)


def _of_contradictions(event: Event, item: Item, given: list[Given]) -> Iterator[Difference]:
    """Versions that say the opposite, and those that deny it."""
    opposed = [(a, b) for a, b in combinations(given, 2) if "contradicts" in relation(event, a, b)]
    if opposed:
        against = {
            a.witness if a.version.op == "contrary" or _level(item, a) == "denied" else b.witness for a, b in opposed
        }
        sides = tuple(g for g in given if g.witness in against), tuple(g for g in given if g.witness not in against)
        must = any(relation(event, a, b) == ("contradicts",) for a, b in opposed)
        yield Difference(kind="contradiction", item=item.id, sides=sides, must=must)


def _of_levels(item: Item, given: list[Given]) -> Iterator[Difference]:
    levels: dict[str, list[Given]] = {}
    for g in given:
        levels.setdefault(_level(item, g), []).append(g)
    usual = any(g.version.op in _PLAIN for g in levels.get(item.level, ()))
    if len(levels) > 1:
        hedged = bool(levels.keys() - {item.level, "contrary"}) and not levels.keys() <= _ALIKE
        sides = tuple(map(tuple, levels.values()))
        yield Difference(kind="certainty-differs", item=item.id, sides=sides, must=hedged and usual)


def _of_conflicts(event: Event, item: Item, given: list[Given]) -> Iterator[Difference]:
    values: dict[str, list[Given]] = {}
    for g in given:
        values.setdefault(f"other {g.version.n}" if g.version.op == "other" else "true", []).append(g)
    if len(values) > 1:
        plain = any(relation(event, a, b) == ("conflicts",) for a, b in combinations(given, 2))
        sides = tuple(map(tuple, values.values()))
        kind = "figure-conflict" if item.kind == "figure" else "date-conflict"
        yield Difference(kind=kind, item=item.id, sides=sides, must=plain)


def _left_out(event: Event, item: Item, given: list[Given]) -> Iterator[Difference]:
    """What all but one report, where that one is dated and not earlier than they are."""
    have = {g.witness for g in given}
    lacking = [r for r in event.reports if r.id not in have]
    weighty = item.kind == "figure" or (item.kind == "statement" and any(g.version.op in _WORDS for g in given))
    if len(lacking) != 1 or len(have) < 3 or not weighty or not lacking[0].published:
        return
    days = [date.fromisoformat(r.published[:10]) for r in event.reports if r.id in have and r.published]
    if days and date.fromisoformat(lacking[0].published[:10]) >= min(days):
        yield Difference(kind="left-out", item=item.id, sides=(tuple(given),), absent=lacking[0].id)


def _single_sources(event: Event) -> Iterator[Difference]:
    """Witnesses that alone give two figures or more and name nobody for them."""
    figures = {i.id: i for i in event.story.items if i.kind == "figure"}
    lonely: dict[str, list[Given]] = {}
    for item in figures.values():
        given = [g for r in event.reports for g in r.given if g.item == item.id]
        if len(given) == 1 and not _SOURCED.search(item.texts[given[0].version.text]):
            lonely.setdefault(given[0].witness, []).append(given[0])
    for found in lonely.values():
        if len(found) > 1:
            items = " and ".join(g.item for g in found)
            yield Difference(kind="single-source", item=items, sides=tuple((g,) for g in found))


def _copies(event: Event) -> Iterator[Difference]:
    """A report and its copy; any of their words will do as evidence."""
    for copy in event.reports:
        if copy.copied_from:
            source = next(r for r in event.reports if r.id == copy.copied_from)
            yield Difference(kind="shared-origin", item="the copy", sides=(_whole(source), _whole(copy)))


def _whole(report: Report) -> tuple[Given, ...]:
    whole = Span(0, len(report.text))
    first = report.given[0]
    return (
        Given(witness=report.id, item="", version=first.version, spans=(whole,), passage=whole, words=""),
    )  # fmt: skip
