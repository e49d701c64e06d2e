"""The corpora of shared text are what they say, and the scores on some of them do not fall."""

from __future__ import annotations

import pytest

from tests import reuse_corpus as corpus
from tests.reuse_score import ours, rate
from variorum.reuse import passages


def test_a_corpus_is_the_same_each_time_and_its_key_points_at_the_words() -> None:
    made = corpus.planted("development", 1, rate=0)
    assert made == corpus.planted("development", 1, rate=0)
    assert made.key
    texts = {w.article.id: w.article.text for w in made.pile}
    for (a, b), (of_a, of_b) in made.key.items():
        source, planted = texts[a][min(of_a) : max(of_a) + 1], texts[b][min(of_b) : max(of_b) + 1]
        assert source.split() == planted.split()


@pytest.mark.parametrize(("share", "floor"), [(0.0, 0.97), (0.1, 0.96), (0.25, 0.92), (0.4, 0.8)])
def test_edited_passages_are_found(share: float, floor: float) -> None:
    found = rate([corpus.planted("development", s, rate=share) for s in (1, 2, 3, 4)], ours)
    assert found.f1 >= floor
    assert found.precision >= 0.98


def test_unrelated_articles_share_nothing() -> None:
    for seed in (1, 2, 3):
        pile = [corpus.witness(f"n{n}", b) for n, b in enumerate(corpus.unrelated("development", seed))]
        assert [p for p in passages(pile) if p.tokens > 12] == []


def test_wire_copy_is_found() -> None:
    assert rate(list(corpus.agency("development", [1, 2])), ours).f1 >= 0.97


def test_articles_retold_in_order_are_told_from_the_others() -> None:
    pairs = list(corpus.retold("development", [1]))
    hits = {p.relation: 0 for p in pairs}
    for p in pairs:
        hits[p.relation] += any(r.kind == "parallel" for r in passages([p.a, p.b]))
    assert hits["rewritten"] >= 9
    assert (hits["other order"], hits["other event"]) == (0, 0)
