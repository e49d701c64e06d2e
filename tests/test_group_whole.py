"""Groups as wholes: pieces of one event are joined, events are threaded, and what a rule set apart stays apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_group_events import FOOTBALL, HARBOUR_A, HARBOUR_B, SHARES, witness
from variorum.group import find, measure, profile, reasons, whole
from variorum.group.sparse import Floats, Rows, rows

Groups = Sequence[Sequence[int]]
RIVERS = {
    "lisk": (
        "Three people were rescued from a roof in Lisk after the river burst its banks on Sunday night.\n"
        "Firefighters took the stranded residents off by boat, and about forty houses were flooded.",
        "Flood water reached the roofs of Lisk on Sunday night when the river burst its banks.\n"
        "Three stranded residents were rescued by boat, firefighters said; some forty houses stand in water.",
    ),
    "orva": (
        "A swollen river burst its banks in Orva on Tuesday and flooded the school and a dozen houses.\n"
        "Firefighters rescued nine stranded pupils by boat from the roof of the gymnasium.",
        "Nine pupils stranded on a gymnasium roof in Orva were rescued by boat on Tuesday, firefighters said.\n"
        "The river had burst its banks; a dozen houses were flooded.",
    ),
}


def dense(view: Rows) -> Floats:
    out = np.zeros((len(view), view.width))
    for at in range(len(view)):
        part = slice(view.bounds[at], view.bounds[at + 1])
        out[at, view.columns[part]] = view.data[part]
    return out


counted = st.lists(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 9), max_size=5), min_size=1, max_size=7)


@given(counted, st.data())
def test_sums_of_rows_are_those_of_plain_rows(of: list[dict[str, int]], data: st.DataObject) -> None:
    view, _ = rows(of)
    home = np.array(data.draw(st.lists(st.integers(-1, 3), min_size=len(of), max_size=len(of))), dtype=np.int64)
    expected = np.zeros((4, view.width))
    for at, group in enumerate(home.tolist()):
        if group >= 0:
            expected[group] += dense(view)[at]
    assert np.allclose(dense(view.summed(home, 4)), expected)


@given(counted, counted)
def test_without_leaves_only_what_the_other_lacks(some: list[dict[str, int]], others: list[dict[str, int]]) -> None:
    size, columns = min(len(some), len(others)), dict[str, int]()
    (view, _), (other, _) = rows(some[:size], columns), rows(others[:size], columns)
    other = Rows(other.bounds, other.columns, other.data, len(columns))
    view = Rows(view.bounds, view.columns, view.data, len(columns))
    assert np.allclose(dense(view.without(other)), np.where(dense(other) > 0, 0.0, dense(view)))


def pile(*texts: str) -> measure.Pool:
    return measure.pool([profile.of(witness(f"w{i}", text)) for i, text in enumerate(texts)])


def table(*scores: tuple[int, int, float, float]) -> find.Table:
    """Pairs of articles with their event and storyline scores."""
    left, right, event, storyline = np.array(scores).T
    nothing = np.zeros((len(scores), len(measure.RANKED)))
    return find.table(left.astype(np.int64), right.astype(np.int64), nothing, event, storyline)


HARBOUR = (HARBOUR_A, HARBOUR_B, HARBOUR_A[:300], FOOTBALL, SHARES)
NEAR = table((0, 1, 0.9, 0.9), (0, 2, 0.2, 0.3), (1, 2, 0.1, 0.2), (2, 3, 0.005, 0.4), (3, 4, 0.3, 0.3))


def sure(near: whole.Wholes, _groups: Groups) -> Floats:
    return np.ones(len(near.left))


def column(near: whole.Wholes, name: str) -> dict[tuple[int, int], float]:
    values = near.features[:, whole.FEATURES.index(name)].tolist()
    return dict(zip(zip(near.left.tolist(), near.right.tolist(), strict=True), values, strict=True))


def test_features_are_those_of_the_sums() -> None:
    near = whole.compared(whole.views(pile(*HARBOUR)), NEAR, [[0, 1], [2], [3], [4]])
    assert set(column(near, "terms")) == {(0, 1), (1, 2), (2, 3)}
    assert column(near, "event")[0, 1] == pytest.approx(0.15)
    assert column(near, "event_most")[0, 1] == pytest.approx(0.2)
    assert column(near, "more")[0, 1] == pytest.approx(np.log(2))
    assert column(near, "terms")[0, 1] > 0.7
    assert column(near, "terms")[1, 2] < 0.2
    assert column(near, "bare")[0, 1] <= 1.0


def test_a_whole_is_nearer_than_its_articles() -> None:
    """What stands in either of two reports stands in both together."""
    texts = (HARBOUR_A, HARBOUR_B, HARBOUR_A[:150] + HARBOUR_B[-150:], FOOTBALL)
    seen = whole.views(pile(*texts))
    singles = column(whole.compared(seen, table((0, 2, 0.2, 0.2), (1, 2, 0.2, 0.2)), [[0], [1], [2]]), "terms")
    both = column(whole.compared(seen, table((0, 2, 0.2, 0.2), (1, 2, 0.2, 0.2)), [[0, 1], [2]]), "terms")
    assert both[0, 1] > max(singles.values())


def test_the_order_of_groups_makes_no_difference() -> None:
    seen, groups = whole.views(pile(*HARBOUR)), [[0, 1], [2], [3], [4]]
    there, back = (whole.compared(seen, NEAR, g) for g in (groups, groups[::-1]))
    for name in whole.FEATURES:
        turned = {(3 - b, 3 - a): v for (a, b), v in column(back, name).items()}
        assert turned == pytest.approx(column(there, name))


def test_articles_of_no_group_are_left_out() -> None:
    near = whole.compared(whole.views(pile(*HARBOUR)), NEAR, [[0, 1], [4]])
    assert len(near.left) == 0


def test_what_was_set_apart_is_not_joined_as_a_whole() -> None:
    """Nor are two single articles: these have been compared already."""
    seen, groups = whole.views(pile(*HARBOUR)), [[0, 1], [2], [3], [4]]
    assert whole.gathered(seen, NEAR, groups, [1] * 5, 0.6, judge=sure) == [[0, 1, 2], [3], [4]]


def test_storylines_are_joined_again_as_wholes() -> None:
    """Whose partner hides behind a piece of the same event is joined once that piece is."""
    asked: list[int] = []

    def judge(near: whole.Wholes, groups: Groups) -> Floats:
        asked.append(len(groups))
        return np.where(near.left == 0, 1.0, 0.0) if len(asked) == 1 else np.ones(len(near.left))

    seen = whole.views(pile(*HARBOUR))
    found = whole.threads(seen, NEAR, [[0], [1], [2], [3, 4]], [1] * 5, 0.5, judge=judge)
    assert asked == [4, 2]
    assert found == [[0, 1, 2, 3]]


def test_a_group_is_compared_with_its_nearest_only() -> None:
    size = 3 * whole.NEAREST
    pairs = table(*((0, other, 0.1, other / size / 2) for other in range(1, size)))
    seen = whole.views(pile(*(f"{HARBOUR_A} {n} {SHARES}" for n in range(size))))
    near = whole.compared(seen, pairs, [[at] for at in range(size)])
    assert len(near.left) == size - 1  # each of the others has but this one
    crowd = table(*((a, b, 0.1, 0.2) for a in range(size) for b in range(a + 1, size)))
    assert len(whole.compared(seen, crowd, [[at] for at in range(size)]).left) < size * whole.NEAREST


def test_nothing_to_compare() -> None:
    seen = whole.views(pile(HARBOUR_A, FOOTBALL))
    for groups in ([], [[0]], [[0], [1]]):
        assert len(whole.compared(seen, find.empty(), groups).left) == 0
        assert whole.threads(seen, find.empty(), groups, [1, 1], 0.5) == [[at] for at in range(len(groups))]


def test_reasons_name_what_most_articles_of_both_say() -> None:
    a, b = ([profile.of(witness(f"{p}{n}", t)) for n, t in enumerate(texts)] for p, texts in RIVERS.items())
    said = reasons.as_wholes(a, b, {"burst": 4.0, "boat": 3.0})
    assert said.startswith("burst (4.0), boat (3.0), ")
    assert "Lisk" not in said
