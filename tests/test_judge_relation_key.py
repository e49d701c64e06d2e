"""The rules of relation and of substance against the key of invented pairs."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.relation_rows import Row, related, rows

ROWS = rows()
FLOOR = {False: 0.95, True: 0.95}
"""Macro F1 of the relations: rows for work, rows that are only measured."""


def test_the_key_is_long_and_even() -> None:
    assert len(ROWS) >= 150
    assert min(Counter(r.relation for r in ROWS).values()) >= 16
    assert abs(sum(r.measured_only for r in ROWS) - len(ROWS) / 2) <= 1


@pytest.mark.parametrize("measured_only", [False, True])
def test_relations_of_the_key(measured_only: bool) -> None:
    right, given, wanted = Counter[str](), Counter[str](), Counter[str]()
    errors = []
    for row in (r for r in ROWS if r.measured_only == measured_only):
        found, _, _ = related(row)
        given[found.relation] += 1
        wanted[row.relation] += 1
        right[row.relation] += found.relation == row.relation
        if found.relation != row.relation:
            errors.append(f"{row.place}: {row.relation}, got {found.relation} by {found.rule}: {row.a} // {row.b}")
    scores = [2 * right[k] / (given[k] + wanted[k]) for k in wanted]
    assert sum(scores) / len(scores) >= FLOOR[measured_only], "\n".join(errors)
    assert given["contradicts"] == right["contradicts"], "\n".join(errors)  # a false contradiction is the worst


def test_substance_accuses_falsely_nowhere() -> None:
    told, missed, wanted = [], [], 0
    for row in ROWS:
        found, _, _ = related(row)
        parts = {d.part for d in found.substance}
        wanted += len(row.substance)
        told += [f"{row.place} {p}: {row.a} // {row.b}" for p in parts - row.substance]
        missed += [f"{row.place} {p}: {row.a} // {row.b}" for p in row.substance - parts]
    assert not told, "\n".join(told)
    assert len(missed) <= 0.1 * wanted, "\n".join(missed)


@pytest.mark.parametrize("row", ROWS[::3], ids=lambda r: str(r.place))
def test_a_relation_does_not_hang_on_the_order(row: Row) -> None:
    there, entry, _ = related(row)
    back, turned, _ = related(row, turned=True)
    assert (there.relation, there.rule, there.score) == (back.relation, back.rule, back.score)
    assert {d.part for d in there.substance} == {d.part for d in back.substance}
    directed = entry.readings[there.a].content != turned.readings[back.a].content
    assert (
        not directed or there.rule in ("both-in-own-words", "relayed-in-both") or (there.a, there.b) == (back.a, back.b)
    )


def test_the_spans_of_a_difference_are_the_words_that_differ() -> None:
    shown = {}
    for place, row in enumerate(ROWS):
        found, entry, witnesses = related(row)
        for d in found.substance:
            texts = [witnesses[entry.readings[n].article].article.text for n in (found.a, found.b)]
            shown[place, d.part] = tuple(s.of(t) if s else None for s, t in zip((d.a, d.b), texts, strict=True))
    pairs = [(p, words) for (_, p), words in sorted(shown.items())]
    assert ("number", ("four", "six")) in pairs
    assert ("time", ("March", "May")) in pairs
    assert ("hedge", ("may", None)) in pairs
    assert ("negation", (None, "not")) in pairs
    assert ("negation", ("accepted", "rejected")) in pairs
