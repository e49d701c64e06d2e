"""The cue lexicon: wide, inflected, and free of contradictions."""

from __future__ import annotations

import pytest

from variorum import lexicon
from variorum.extract import cues


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("claim", ["claim", "claims", "claimed", "claimed", "claiming"]),
        ("deny", ["deny", "denies", "denied", "denied", "denying"]),
        ("promise", ["promise", "promises", "promised", "promised", "promising"]),
        ("stress", ["stress", "stresses", "stressed", "stressed", "stressing"]),
        ("decree", ["decree", "decrees", "decreed", "decreed", "decreeing"]),
    ],
)
def test_regular_verbs_are_inflected_by_rule(verb: str, forms: list[str]) -> None:
    assert [word for _, word in cues.inflect(verb, {})] == forms


def test_irregular_verbs_are_listed() -> None:
    table = lexicon.load("cues")["irregular"]
    assert all(len(forms) == 5 and forms[0] == verb for verb, forms in table.items())
    assert {e.lemma for e, _ in cues.load().verbs["told"]} == {"tell"}
    assert "past" in {f for _, f in cues.load().verbs["wrote"]}


def test_the_lexicon_is_wide() -> None:
    loaded = cues.load()
    lemmas = {e.lemma for readings in loaded.verbs.values() for e, _ in readings}
    assert len(lemmas) > 350
    assert len({e.lemma for e in loaded.nouns.values()}) > 100
    assert len(loaded.adjectives) > 40


@pytest.mark.parametrize(
    ("word", "stance"),
    [
        ("said", "neutral"),
        ("alleged", "claims"),
        ("conceded", "admits"),
        ("denied", "denies"),
        ("warned", "warns"),
        ("vowed", "promises"),
        ("asked", "asks"),
        ("lauded", "praises"),
        ("denounced", "criticises"),
        ("ordered", "orders"),
    ],
)
def test_stance(word: str, stance: str) -> None:
    assert cues.load().verbs[word][0][0].stance == stance


def test_no_lemma_has_two_stances() -> None:
    seen: dict[str, str] = {}
    table = lexicon.load("cues")
    for group in ("speech", "attitude"):
        for stance, entries in table[group].items():
            for lemma in entries:
                assert seen.setdefault(lemma, stance) == stance, lemma


def test_verbs_of_several_words_come_before_their_head_alone() -> None:
    rests = [len(e.rest) for e, _ in cues.load().verbs["called"]]
    assert rests == sorted(rests, reverse=True)
    assert rests[0] > 0
