"""The prose of our own that networks and forests learn from is well formed: what is marked can be found, and what is
judged stands on both sides."""

from __future__ import annotations

import json

import briefs
import stance_data


def test_what_is_judged_of_two_briefs_is_what_both_give() -> None:
    pairs = list(briefs.pairs())
    assert len(pairs) > 500
    for pair in pairs:
        both = set.intersection(*({number for number, _ in side.marked} for side in pair.sides))
        assert set(pair.verdicts) == both, pair.name
        assert set(pair.verdicts.values()) <= {"equal", "compatible", "conflict"}, pair.name


def test_a_mark_of_a_brief_cuts_out_its_words_and_leaves_no_sign() -> None:
    for pair in briefs.pairs():
        for side in pair.sides:
            assert not set("{}[]|") & set(side.text), pair.name
            assert all(span.of(side.text).strip() == span.of(side.text) != "" for _, span in side.marked), pair.name
            assert all(span.of(side.text).strip() == span.of(side.text) != "" for _, span in side.told), pair.name


def test_a_fact_of_twin_reports_is_told_by_both_and_only_such_facts_differ() -> None:
    pairs = list(briefs.twins())
    assert len(pairs) > 150
    for pair in pairs:
        one, two = (frozenset[str]().union(*(names for names, _ in side.told)) for side in pair.sides)
        assert one == two != frozenset(), pair.name
        assert set(pair.differs) <= one, pair.name
        assert set(pair.differs.values()) <= {"contrary", "weaker in b", "firmer in b"}, pair.name


def test_contrast_sets_have_the_same_point_told_the_same_and_otherwise() -> None:
    for line in stance_data.SETS.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        passages = [told["base"], *(t for name in (*stance_data.SAME_POINT, "near") for t in told.get(name, ()))]
        assert told["agree"], told["base"]
        assert told["contrary"], told["base"]
        assert len(set(passages)) == len(passages), told["base"]


def test_turned_pairs_change_places_and_levels() -> None:
    pair = next(p for p in stance_data.of_sets() if p.classes == (stance_data.FIRMER,))
    assert pair.turned().classes == (stance_data.WEAKER,)
    assert (pair.turned().a, pair.turned().b) == (pair.b, pair.a)
    assert pair.turned().turned() == pair
