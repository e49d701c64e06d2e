"""Editions of generated events, held against their keys.

usage: python -m tests.events.score [--fold development|looser|held|all] [--story NAME] [--errors]

prints the scores of a fold; with ``--errors`` each error besides, for whoever develops the engine (never of the held
fold).  What each line counts is told in README.md.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.events import derive, key, match, story
from tests.events.derive import Event, Given
from tests.events.key import HIGH, Difference
from tests.events.match import Matched
from tests.events.report import table
from variorum.model import Finding, Locus

SEEDS = (1, 2)
FALSE, MISS = 5, 1
"""What a false accusation and a miss cost."""
JUDGED = (
    *HIGH, "translation-differs", "attribution-dropped", "single-source", "left-out",
    "internal-inconsistency", "speaker-differs", "date-check",
)  # fmt: skip
"""Kinds of finding of which the key has all that are right (of the last three: none)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """One thing that an edition has wrong, for a reader who knows neither the story nor the key."""

    about: str
    event: str
    item: str
    texts: tuple[str, ...]
    found: str

    def __str__(self) -> str:
        return "\n".join((f"{self.about} [{self.event} {self.item}] {self.found}", *(f"    {t}" for t in self.texts)))


@dataclass(slots=True)
class Rate:
    """What was given, how much of it was right; what was wanted, how much of it was found."""

    given: int = 0
    right: int = 0
    wanted: int = 0
    found: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def add(self, other: Rate) -> None:
        self.given += other.given
        self.right += other.right
        self.wanted += other.wanted
        self.found += other.found


@dataclass(slots=True)
class Score:
    """Counts over one event or many."""

    events: int = 0
    whole: int = 0
    pairs: Rate = field(default_factory=Rate)
    by_kind: dict[str, Rate] = field(default_factory=dict)
    by_ops: dict[str, Rate] = field(default_factory=dict)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    conflicts: dict[str, Rate] = field(default_factory=dict)
    findings: dict[str, Rate] = field(default_factory=dict)
    high: Rate = field(default_factory=Rate)
    near_joined: int = 0
    reordered: int = 0
    errors: list[Error] = field(default_factory=list)

    def add(self, other: Score) -> None:
        self.events += other.events
        self.whole += other.whole
        self.pairs.add(other.pairs)
        self.high.add(other.high)
        self.confusion.update(other.confusion)
        self.near_joined += other.near_joined
        self.reordered += other.reordered
        self.errors += other.errors
        for mine, theirs in (
            (self.by_kind, other.by_kind),
            (self.by_ops, other.by_ops),
            (self.conflicts, other.conflicts),
            (self.findings, other.findings),
        ):
            for name, rate in theirs.items():
                mine.setdefault(name, Rate()).add(rate)

    def relations(self) -> dict[str, Rate]:
        """Each relation with its counts, from the confusion of wanted with given."""
        found: dict[str, Rate] = {}
        for (wanted, given), n in self.confusion.items():
            right = n if wanted == given else 0
            found.setdefault(wanted, Rate()).add(Rate(wanted=n, found=right))
            found.setdefault(given, Rate()).add(Rate(given=n, right=right))
        return found

    @property
    def macro(self) -> float:
        """The mean F1 of the relations that were wanted."""
        wanted = [r.f1 for r in self.relations().values() if r.wanted]
        return sum(wanted) / len(wanted) if wanted else 1.0

    @property
    def cost(self) -> int:
        """False accusations and misses among the findings of weight, on one scale."""
        missed = sum(self.findings[k].wanted - self.findings[k].found for k in HIGH if k in self.findings)
        return FALSE * (self.high.given - self.high.right) + MISS * missed


def of(laid: Matched, *, orders: bool = False) -> Score:
    """The score of one event; with ``orders`` its edition is made again from its witnesses in another order, and
    without one of them."""
    event = laid.event
    made = Score(events=1, whole=int(any(len(e.event.articles) == len(event.reports) for e in laid.volume)))
    _pairs(laid, made)
    _false_pairs(laid, made)
    _conflicts(laid, made)
    _findings(laid, made)
    if orders:
        made.reordered = len(list(unstable(event, laid)))
    return made


def _pairs(laid: Matched, made: Score) -> None:
    """The pairs that should stand in one entry, and the relations of those that do."""
    for a, b in laid.wanted():
        kind, ops = laid.kinds[a.item], _ops(a, b)
        found = laid.paired(a, b)
        rate = Rate(wanted=1, found=int(found), given=int(found), right=int(found))
        made.pairs.add(rate)
        made.by_kind.setdefault(kind, Rate()).add(rate)
        if kind == "statement":
            made.by_ops.setdefault(ops, Rate()).add(rate)
        if not found:
            made.errors.append(_error(laid, "pair missed", a, b, found=f"{ops}: in no common entry"))
            continue
        _relation(laid, made, a, b)


def _relation(laid: Matched, made: Score, a: Given, b: Given) -> None:
    accepted = key.relation(laid.event, a, b)
    given = [_direction(g, a, b) for g in laid.relations(a, b)]
    if not accepted:
        return
    right = [x for x in accepted if x in given]
    if right:
        made.confusion[right[0], right[0]] += 1
        return
    got = given[0] if given else "none"
    made.confusion[accepted[0], got] += 1
    wanted = " or ".join(accepted)
    made.errors.append(_error(laid, "relation", a, b, found=f"{_ops(a, b)}: {got}; wanted {wanted}"))


def _direction(given: str, a: Given, b: Given) -> str:
    """A trimmed relation is right when its second reading is the shorter quotation."""
    if given == "trimmed, turned":
        a, b, given = b, a, "trimmed"
    shorter = b.version.op == "full" and a.version.op in ("trim", "cut", "partial")
    return "trimmed, turned" if given == "trimmed" and shorter else given


def _ops(a: Given, b: Given) -> str:
    return "+".join(sorted((a.version.op, b.version.op)))


def _false_pairs(laid: Matched, made: Score) -> None:
    near = {frozenset((i.id, n)) for i in laid.event.story.items for n in i.near}
    for a, of_a, b, of_b, entry in laid.false_pairs():
        rate = Rate(given=1)
        made.pairs.add(rate)
        kind = entry.kind if entry.kind in match.VALUES else "statement"
        made.by_kind.setdefault(kind, Rate()).add(rate)
        made.near_joined += any(frozenset((x, y)) in near for x in of_a for y in of_b)
        made.errors.append(
            Error(
                about="pair false",
                event=laid.event.name,
                item=f"{'+'.join(sorted(of_a))} with {'+'.join(sorted(of_b))}",
                texts=(f"{a.article}: {laid.text(a)}", f"{b.article}: {laid.text(b)}"),
                found=f"in one {entry.kind} entry",
            )
        )


def _conflicts(laid: Matched, made: Score) -> None:
    """Verdicts of conflict between figures and between moments, and of contradiction between statements."""
    wanted = {("figure", "conflicts"), ("moment", "conflicts"), ("statement", "contradicts")}
    for a, b in laid.wanted():
        accepted, kind = key.relation(laid.event, a, b), laid.kinds[a.item]
        word = next((w for k, w in wanted if k == kind), "")
        if accepted == (word,):
            rate = Rate(wanted=1, found=int(word in laid.relations(a, b)))
            made.conflicts.setdefault(kind, Rate()).add(rate)
            if not rate.found:
                made.errors.append(_error(laid, f"{word} missed", a, b, found="not so called"))
    for placed in laid.entries:
        for r in placed.entry.relations:
            if r.relation in ("conflicts", "contradicts"):
                kind = placed.entry.kind if placed.entry.kind in match.VALUES else "statement"
                one, two = placed.entry.readings[r.a], placed.entry.readings[r.b]
                right = _truly(laid, placed.items[r.a] & placed.items[r.b], one.article, two.article, r.relation)
                made.conflicts.setdefault(kind, Rate()).add(Rate(given=1, right=int(right)))
                if not right:
                    made.errors.append(
                        Error(
                            about=f"{r.relation} false",
                            event=laid.event.name,
                            item="+".join(sorted(placed.items[r.a] | placed.items[r.b])),
                            texts=(f"{one.article}: {laid.text(one)}", f"{two.article}: {laid.text(two)}"),
                            found=r.why,
                        )
                    )


def _truly(laid: Matched, items: frozenset[str], a: str, b: str, relation: str) -> bool:
    """Whether two witnesses do stand in a relation on one of some items (what is not judged counts for it)."""
    for item in items & laid.kinds.keys():
        one, two = laid.given.get((item, a)), laid.given.get((item, b))
        if one and two:
            accepted = key.relation(laid.event, one, two)
            if not accepted or relation in accepted:
                return True
    return False


def _findings(laid: Matched, made: Score) -> None:
    told = [f for edition in laid.volume for f in edition.findings]
    differences = key.differences(laid.event)
    for d in differences:
        if d.must:
            rate = Rate(wanted=1, found=int(any(d.told_by(f) for f in told)))
            made.findings.setdefault(d.kind, Rate()).add(rate)
            if not rate.found:
                made.errors.append(_missed(laid, d))
    for f in told:
        if _unknown(laid, f):
            continue
        right = _rightly(laid, f, differences)
        if f.kind in JUDGED:
            made.findings.setdefault(f.kind, Rate()).add(Rate(given=1, right=int(right)))
        if f.severity == "high":
            made.high.add(Rate(given=1, right=int(right)))
        if not right and (f.severity == "high" or f.kind in JUDGED):
            made.errors.append(_false(laid, f))


def _unknown(laid: Matched, f: Finding) -> bool:
    """Whether the key cannot tell if a finding is right: it has neither levels nor sources of the sentences around a
    value, and a shortened quotation may lack the very part that a finding says it lacks."""
    if f.kind == "left-out":
        lacking = {laid.given[i, a] for i, a in _lacked(laid, f) if (i, a) in laid.given}
        return bool(lacking) and all(g.version.op in ("trim", "cut", "partial") for g in lacking)
    items = {g.item for g in laid.given.values() if any(_on(e, g) for e in f.evidence)}
    sentence = f.kind in ("certainty-differs", "attribution-dropped") and len(items) == 1
    return sentence and laid.kinds[items.pop()] in match.VALUES


def _lacked(laid: Matched, f: Finding) -> list[tuple[str, str]]:
    """The items that a finding says a witness lacks, each with that witness."""
    lacking = set(f.articles) - {e.article for e in f.evidence}
    touched = {g.item for g in laid.given.values() if key.touches(f, g)}
    return sorted((item, a) for item in touched for a in lacking)


def _on(evidence: Locus, given: Given) -> bool:
    return evidence.article == given.witness and evidence.span.overlaps(given.passage)


def _rightly(laid: Matched, f: Finding, differences: Sequence[Difference]) -> bool:
    """Whether a finding tells of what is there.  One that says what a witness lacks must be right in every point."""
    if f.kind != "left-out":
        return any(d.told_by(f) for d in differences)
    lacked = _lacked(laid, f)
    return bool(lacked) and not any(place in laid.given for place in lacked)


def _error(laid: Matched, about: str, a: Given, b: Given, *, found: str) -> Error:
    texts = tuple(f"{g.witness}: {g.passage.of(laid.by_report[g.witness].text)}" for g in (a, b))
    return Error(about=about, event=laid.event.name, item=a.item, texts=texts, found=found)


def _missed(laid: Matched, d: Difference) -> Error:
    sides = [f"{side[0].witness} ({side[0].version.op}): {_shown(laid, side[0])}" for side in d.sides]
    found = f"{d.kind}{f', {d.absent} lacks it' if d.absent else ''}"
    return Error(about="finding missed", event=laid.event.name, item=d.item, texts=tuple(sides), found=found)


def _shown(laid: Matched, given: Given) -> str:
    return given.passage.of(laid.by_report[given.witness].text)[:240]


def _false(laid: Matched, f: Finding) -> Error:
    texts = tuple(f"{e.article}: {e.span.of(laid.by_report[e.article].text)[:240]}" for e in f.evidence)
    about = "false accusation" if f.severity == "high" else "finding false"
    return Error(about=about, event=laid.event.name, item=f.kind, texts=texts, found=f"{f.severity}: {f.message}")


def unstable(event: Event, laid: Matched) -> Iterator[str]:
    """Readings whose relations change with the order of the witnesses, or when one of them is not there."""
    rng = Random(event.name)
    first = match.related(laid.volume)
    shuffled = rng.sample(event.reports, len(event.reports))
    if match.related(match.edit(event, shuffled)) != first:
        yield "the order of the witnesses"
    left_out = rng.choice(event.reports).id
    fewer = match.related(match.edit(event, [r for r in event.reports if r.id != left_out]))
    for pair in fewer.keys() & first.keys():
        if fewer[pair] != first[pair]:
            yield f"without {left_out}: {pair}: {first[pair]} becomes {fewer[pair]}"


def over(names: Sequence[str], *, seeds: Sequence[int] = SEEDS, orders: bool = False) -> Score:
    """The score of the events of some stories."""
    made = Score()
    for name in names:
        base = story.load(name)
        for seed in seeds:
            event = derive.event(base, seed)
            made.add(of(Matched(event, match.edit(event)), orders=orders))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.events.score")
    parser.add_argument("--fold", default="development", choices=("development", "looser", "held", "all"))
    parser.add_argument("--story", action="append", help="only this story")
    parser.add_argument("--errors", action="store_true", help="list each error")
    parser.add_argument("--orders", action="store_true", help="make each edition in other orders, too")
    chosen = parser.parse_args()
    known = story.names(chosen.fold)
    names = [n for n in known if not chosen.story or n in chosen.story]
    if chosen.errors and set(names) & set(story.names("held")):
        parser.error("the errors of the held fold are not for reading")
    made = over(names, orders=chosen.orders)
    for error in sorted(made.errors, key=lambda e: (e.about, e.event, e.item)) if chosen.errors else ():
        print(f"{error}\n")
    print(table(chosen.fold, made))


if __name__ == "__main__":
    main()
