"""Train the forest that says how surely two moments are of one thing (``variorum.collate.moment_score``).

usage: PYTHONPATH=. python training/moments.py [--write]     (needs scikit-learn; minutes)

Learns from the development events that were written as newsrooms write (``tests/keys/desks``), from generated ones
(``tests/events``: the development stories as they stand and in looser words), from the half of the key
``tests/keys/moment_pairs.toml`` that is for looking at, and from real events of which readers wrote down what their
reports have in common (:mod:`labelled`).  Prints what it reaches on each desk when trained without it; with ``--write``
the forest of all is put into the package.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import labelled
import numpy as np
from alignment import witness
from alignment_pairs import Row, Table, Told, answered, entries_told, of_values, times
from forests import dump, store
from sklearn.ensemble import HistGradientBoostingClassifier

from tests import desk_key, value_pairs
from tests.desk_key import Desk
from tests.events import derive, story
from variorum import pipeline
from variorum.collate import moment_score
from variorum.extract import redated
from variorum.judge import infer
from variorum.model import Article, Span, Witness

FEATURES = moment_score.FEATURES
SEED = 101
DESK, KEYED, DIFFERENT = 2.0, 4.0, 3.0
"""Weight of a pair of a desk, of a keyed pair, and of a wrong one of two times that cannot both
hold: joined, it would be told as a conflict."""
UNKEYED = (0.7, 0.2, 0.15)
"""That of a keyed moment with one that the key does not know, by how their times go together: apart, one within the
other, one and the same; of these most are right, and only not keyed."""
BY_EYE, LISTED, APART, UNLISTED = 3.0, 0.6, 0.7, 0.12
"""That of a pair of a real event: compared by readers, in pieces that tell the same thing, not so, and not so though
both times can hold."""
FREE = {
    "length", "coarse", "fine", "ahead", "over", "shown", "lone", "once", "opens", "spoken", "spread", "crowd", "main",
}  # fmt: skip
AGAINST = {"gap", "names", "tense", "steps", "negated", "contrary", "update", "claimed", "rival", "apart", "bound"}


@dataclass(frozen=True, slots=True)
class Example:
    """``level``: 2 for one time, 1 for one within the other, 0 for two; ``desk``: which it is of, -1 for none."""

    row: Row
    right: bool
    weight: float
    level: int
    desk: int = -1


def desks() -> Iterator[Example]:
    for n, name in enumerate(desk_key.names("dev")):
        desk = desk_key.load(name)
        members = anchored(pipeline.articles(["-"], stdin=io.BytesIO(desk.lines.encode())).articles)
        table = times(members, entries_told(members))
        items = [
            of_desk(desk, members[w].article.id, spans) for w, spans in zip(table.witness, table.spans, strict=True)
        ]
        keyed = {(d.item, d.between) for d in desk.differences if d.what in ("conflict", "older")}
        for (i, j), row in zip(table.pairs, table.rows, strict=True):
            between = frozenset(members[table.witness[x]].article.id for x in (i, j))
            shared, level = items[i] & items[j], level_of(row)
            if table.witness[i] == table.witness[j] or not items[i] | items[j]:
                continue
            if not shared:
                yield Example(row, False, 1.0 if items[i] and items[j] else UNKEYED[level], level, n)
            elif level or any((item, between) in keyed for item in shared):
                yield Example(row, True, 1.0, level, n)


def anchored(articles: Sequence[Article]) -> list[Witness]:
    """The articles of one event, read; those without a date with that of the others."""
    members = sorted(pipeline.witnesses(articles), key=lambda w: w.article.id)
    day = infer(members)
    if day is None:
        return members
    undated = {w.article.id: replace(w.article, published=day.value, published_basis="inferred") for w in members}
    return [
        w if w.article.published else Witness(article=(a := undated[w.article.id]), claims=redated(a, w.claims))
        for w in members
    ]


def of_desk(desk: Desk, article: str, spans: Sequence[Span]) -> frozenset[str]:
    """The items of a moment."""
    own = (m for m in desk.mentions if m.kind == "moment" and m.witness == article)
    return frozenset(m.item for m in own if any(s.overlaps(x) for s in m.spans for x in spans))


def level_of(row: Row) -> int:
    return int(2 * row[FEATURES.index("same")] + row[FEATURES.index("finer")])


def generated() -> Iterator[Example]:
    for name in story.names("development"):
        for version in (name, f"{name}.looser"):
            event = derive.event(story.load(version), SEED)
            members = [witness(r) for r in sorted(event.reports, key=lambda r: r.id)]
            table = times(members, entries_told(members))
            known: list[Told] = of_values(event, table)
            yield from (Example(row, right, 1.0, level_of(row)) for row, right in answered(table, known))


def keyed() -> Iterator[Example]:
    for pair in value_pairs.halves("moment")[0]:
        apart = {v in value_pairs.APART for v in pair.verdicts}
        if len(apart) > 1:
            continue
        members = [value_pairs.witness(a, t, d) for a, t, d in zip("ab", pair.texts, pair.days, strict=True)]
        table = times(members, entries_told(members))
        for (i, j), row in zip(table.pairs, table.rows, strict=True):
            marked = [any(s.overlaps(pair.marked[table.witness[x]]) for s in table.spans[x]) for x in (i, j)]
            if table.witness[i] != table.witness[j] and any(marked):
                yield Example(row, all(marked) and apart == {False}, KEYED, level_of(row))


def real() -> Iterator[Example]:
    """Moments of events that readers labelled: those that they compared, those in pieces that tell the same thing (if
    their times can both hold), and all others that they read."""
    for event in labelled.events():
        table = times(event.witnesses, entries_told(event.witnesses))
        placed = [(w, spans[0]) for w, spans in zip(table.witness, table.spans, strict=True)]
        groups, known = [event.around(*x) for x in placed], [event.known(*x) for x in placed]
        values = _compared(event, table)
        for (i, j), row in zip(table.pairs, table.rows, strict=True):
            level, verdict = level_of(row), values.get(frozenset((i, j)))
            if table.witness[i] == table.witness[j]:
                continue
            if verdict is not None:
                yield Example(row, verdict, BY_EYE, level)
            elif known[i] and known[j] and groups[i] & groups[j]:
                if level:
                    yield Example(row, True, LISTED, level)
            elif known[i] and known[j]:
                yield Example(row, False, UNLISTED if level else APART, level)


def _compared(event: labelled.Labelled, table: Table) -> dict[frozenset[int], bool]:
    """The moments that readers compared: of one thing, or of another one."""
    found = {}
    for one, two, verdict in event.raw["values"]:
        sides = [
            [n for n, w in enumerate(table.witness) if w == article and table.spans[n][0].overlaps(Span(start, end))]
            for article, start, end in (one, two)
        ]
        if all(len(held) == 1 for held in sides):
            found[frozenset(held[0] for held in sides)] = verdict != "other-measure"
    return found


def fitted(examples: Sequence[Example]) -> HistGradientBoostingClassifier:
    signs = [0 if f in FREE else -1 if f in AGAINST else 1 for f in FEATURES]
    model = HistGradientBoostingClassifier(
        max_iter=120, learning_rate=0.06, max_leaf_nodes=10, min_samples_leaf=20, l2_regularization=5.0,
        monotonic_cst=signs, random_state=0,
    )  # fmt: skip
    weight = [e.weight * (DESK if e.desk >= 0 else 1.0) * (1.0 if e.right or e.level else DIFFERENT) for e in examples]
    return model.fit(np.asarray([e.row for e in examples]), [e.right for e in examples], sample_weight=weight)


def judged(examples: Sequence[Example]) -> Iterator[str]:
    """What forests trained without a desk say of its pairs."""
    counts: dict[int, list[int]] = {level: [0, 0, 0] for level in (2, 1, 0)}
    for n in sorted({e.desk for e in examples if e.desk >= 0}):
        own = [e for e in examples if e.desk == n]
        model = fitted([e for e in examples if e.desk != n])
        found = model.predict_proba(np.asarray([e.row for e in own]))[:, 1] >= 0.5
        for e, given in zip(own, found, strict=True):
            counts[e.level][0] += e.right
            counts[e.level][1] += e.right and given
            counts[e.level][2] += given and not e.right and e.weight == 1.0
    for level, (wanted, right, false) in counts.items():
        yield f"level {level}: {right} of {wanted} right ones found, {false} keyed ones falsely"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    examples = [*desks(), *generated(), *keyed(), *real()]
    print(f"{len(examples)} pairs, {sum(e.right for e in examples)} right")
    print("\n".join(judged(examples)))
    if options.write:
        store("moments", dump(fitted(examples), "moment"), FEATURES)


if __name__ == "__main__":
    main()
