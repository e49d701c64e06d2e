"""What is looked at of passages two by two: examples that can be checked by hand, and rows that stand alone."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.collate_builders import Draft
from variorum.collate import paired, score, similar
from variorum.collate.lexis import lexis
from variorum.collate.paired import NAMES, Passages
from variorum.collate.similar import Similar
from variorum.collate.units import units
from variorum.model import Witness

LAMP = "“The lamp at Orrin Point will be lit by 340 volunteers,” Vesna Hale said."
SAME = "Vesna Hale said: “The lamp at Orrin Point will be lit by 340 volunteers.”"
NOT = "The lamp at Orrin Point will not be lit by the volunteers, the coastguard fears."


def _witness(id: str, passage: str, content: str, speaker: str | None) -> Witness:
    draft = Draft(id, f"{passage} Owls slept in the tower of Orrin.")
    if speaker:
        draft.say(passage, content, speaker=speaker)
    else:
        draft.fact(passage)
    return draft.fact("Owls slept in the tower of Orrin.").done()


@pytest.fixture(scope="module")
def laid_out() -> Similar:
    said = "The lamp at Orrin Point will be lit by 340 volunteers"
    witnesses = (
        _witness("a", LAMP, said, "Vesna Hale"),
        _witness("b", SAME, said, "Vesna Hale"),
        _witness("c", NOT, "", None),
    )
    found = [u for n, w in enumerate(witnesses) for u in units(lexis(w, n))]
    return similar.prepare(found, whole=True)


def _pairs(laid_out: Similar) -> NDArray[np.intp]:
    return np.asarray(list(combinations(range(len(laid_out.units)), 2)), dtype=np.intp)


def test_each_column_has_its_name_and_leads_the_features_of_the_score(laid_out: Similar) -> None:
    assert paired.rows(Passages(laid_out), _pairs(laid_out)).shape[1] == len(NAMES)
    assert score.FEATURES[: len(NAMES)] == NAMES


def test_the_same_words_from_the_same_mouth(laid_out: Similar) -> None:
    at = [n for n, u in enumerate(laid_out.units) if u.statement]
    row = dict(zip(NAMES, paired.rows(Passages(laid_out), np.asarray([at]))[0].tolist(), strict=True))
    assert row["quoted"] > 0.8
    assert row["order"] == row["voice"] == row["said_in_both"] == 1.0
    assert row["short_share"] == pytest.approx(1.0)
    assert row["run"] == 11
    assert row["polarity"] == row["other_numbers"] == row["other_names"] == row["told_in_both"] == 0.0


def test_a_denial_has_another_polarity(laid_out: Similar) -> None:
    denied = next(n for n, u in enumerate(laid_out.units) if "not" in u.words)
    row = dict(zip(NAMES, paired.rows(Passages(laid_out), np.asarray([[0, denied]]))[0].tolist(), strict=True))
    assert row["polarity"] == 1.0
    assert row["said_in_both"] == row["told_in_both"] == 0.0


def test_a_row_is_the_same_alone_and_among_others(laid_out: Similar) -> None:
    pairs = _pairs(laid_out)
    passages = Passages(laid_out)
    together = paired.rows(passages, pairs)
    alone = np.concatenate([paired.rows(passages, pair[None, :]) for pair in pairs])
    assert np.array_equal(together, alone)
    assert np.array_equal(together[::-1], paired.rows(passages, pairs[::-1]))


def test_nearness_is_that_of_the_vectors_and_of_the_nearest_others(laid_out: Similar) -> None:
    assert laid_out.meaning is not None
    units, vectors = laid_out.units, laid_out.meaning.vectors.astype(np.float64)
    for (i, j), (cosine, lead) in zip(_pairs(laid_out).tolist(), laid_out.meaning.near(_pairs(laid_out)), strict=True):
        others = [
            float(vectors[one] @ vectors[k])
            for one, other in ((i, j), (j, i))
            for k, u in enumerate(units)
            if u.witness == units[other].witness and k not in (one, other)
        ]
        assert cosine == pytest.approx(float(vectors[i] @ vectors[j]), abs=1e-3)
        assert lead == pytest.approx(min(0.05, cosine - max([0.0, *others])), abs=1e-3)


def test_who_is_refused_by_his_attribution_is_asked_first(laid_out: Similar) -> None:
    passages = Passages(laid_out)
    owls = [n for n, u in enumerate(laid_out.units) if "owls" in u.words]
    assert passages.possible(*np.asarray([[owls[0], owls[1]]]).T).tolist() == [True]
    passages.refuses[owls[0]] = True
    assert passages.possible(*np.asarray([[owls[0], owls[1]]]).T).tolist() == [False]
