"""Times of one thing side by side: how two values go together, which moments share an entry, what is nearly there."""

from __future__ import annotations

import random
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.value_pairs import witness
from variorum import collate
from variorum.collate import moment_items, moment_values, similar
from variorum.collate.lexis import lexis
from variorum.collate.moment_score import Moments
from variorum.collate.moment_values import Value
from variorum.judge import relations
from variorum.model import Entry, Moment, MomentType, Span, Witness
from variorum.stretch import stretch, told


def _value(value: str, words: str = "then", before: str = "", *, floating: bool = False) -> Value:
    kind: MomentType = "DURATION" if value.startswith("P") else "TIME" if "T" in value else "DATE"
    partial = value[value.index("T") :] if floating else None
    moment = Moment(span=Span(0, 4), value=value, type=kind, basis="test", role="body", score=1, partial=partial)
    return moment_values.of(moment, words.split(), before.split())


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        (_value("2027", "the end of 2027"), _value("2027", "late 2027"), 2),
        (_value("2027", "early 2027"), _value("2027", "late 2027"), 0),
        (_value("2027", "the end of 2027"), _value("2027", "2027"), 1),
        (_value("2025-12", "the end of december"), _value("2025-12-31", "december 31"), 1),
        (_value("2025-12", "the end of december"), _value("2025-12-04", "december 4"), 0),
        (_value("2025-W12"), _value("2025-03-18"), 1),
        (_value("2025-03-18"), _value("2025-03-19"), 0),
        (_value("2024-05-03", "may 3"), _value("2025-05-03", "may 3"), 2),
        (_value("2024-05-03", "may 3 2024"), _value("2025-05-03", "may 3 2025"), 0),
        (_value("2023-10", "two and a half years ago"), _value("2023-09", "september 2023"), 1),
        (_value("2023-10", "october 2023"), _value("2023-09", "september 2023"), 0),
        (_value("2026-03-11T02:00", "2am", "shortly after"), _value("2026-03-11T02:17", "2.17am"), 1),
        (_value("2026-03-11T02:05", "2.05am"), _value("2026-03-11T02:17", "2.17am"), 0),
        (_value("2026-03-12T02:17", "2.17am", floating=True), _value("2026-03-11T02:17", "2.17am"), 2),
        (_value("2026-03-12T18:40", "18:40", floating=True), _value("2026-03-11T19:05", "19:05"), 0),
        (_value("2026-03-11T24:00", "midnight", floating=True), _value("2026-03-11T00:00", "midnight"), 2),
        (_value("P24M"), _value("P2Y"), 2),
        (_value("P4W"), _value("P1M"), 1),
        (_value("P9D"), _value("P10D"), 0),
    ],
)
def test_how_two_times_go_together(a: Value, b: Value, level: int) -> None:
    assert moment_values.kinship(a, b).level == moment_values.kinship(b, a).level == level


_VALUES = st.one_of(st.dates().map(str), st.text(alphabet="0123456789-WXPT:QFASUHEMO", max_size=14))


@given(_VALUES, _VALUES, st.sampled_from(["", "late", "about", "early mid", "ago"]))
def test_kinship_is_symmetric_and_never_fails(one: str, two: str, words: str) -> None:
    a, b = _value(one, words), _value(two)
    assert moment_values.kinship(a, b) == moment_values.kinship(b, a)
    assert moment_values.kinship(a, a).level == 2 or not a.known or a.length is not None or a.stretch is None


@given(st.dates().map(str), st.sampled_from(["start", "end", "middle", "about", "then"]))
def test_a_part_of_a_month_lies_in_it(day: str, word: str) -> None:
    part, whole = told(day[:7], [word], []), stretch(day[:7])
    assert part is not None and whole is not None
    assert part.within(whole)


def _moments(*texts: str, days: tuple[str, ...] = ()) -> list[Entry]:
    read = [witness(f"w{n}", text, (days or ("2031-05-06",) * len(texts))[n]) for n, text in enumerate(texts)]
    return _judged(read)


def _judged(read: list[Witness]) -> list[Entry]:
    by_id = {w.article.id: w for w in read}
    return [relations.relate(e, by_id) for e in collate.entries(read) if e.kind == "moment"]


def _words(entry: Entry, texts: tuple[str, ...]) -> set[str]:
    return {r.content[0].of(texts[int(r.article[1:])]) for r in entry.readings}


def test_the_day_of_a_report_and_the_day_of_the_thing_are_one_moment() -> None:
    texts = (
        "The harbour board of Tarn said on Monday that it would close the north pier for repairs.",
        "The harbour board of Tarn announced yesterday that the north pier will be closed for repairs.",
    )
    (entry,) = _moments(*texts)
    assert _words(entry, texts) == {"Monday", "yesterday"}
    assert [r.relation for r in entry.relations] == ["same"]


def test_a_time_of_day_and_its_day_are_one_reading() -> None:
    texts = (
        "The boiler of the Lindal mill blew up at 2.17am on Monday and killed two stokers.",
        "The boiler of the Lindal mill blew up shortly after 2am yesterday; two stokers were killed.",
    )
    (entry,) = _moments(*texts)
    assert _words(entry, texts) == {"2.17am on Monday", "2am yesterday"}
    assert [r.relation for r in entry.relations] == ["compatible"]


def test_a_time_of_day_without_a_day_is_held_against_the_clock_alone() -> None:
    texts = (
        "The sluice of the Arle dam was opened at 18:40, its owner said. It is 43 metres high.",
        "The sluice of the Arle dam was opened on 5 May at 18:40, its owner said. It is 43 metres high.",
    )
    told_of = [e for e in _moments(*texts, days=("2031-05-08", "2031-05-06")) if len(e.readings) > 1]
    assert [[r.relation for r in e.relations] for e in told_of] == [["same"]]


def test_two_days_for_the_next_round_are_a_conflict() -> None:
    texts = (
        "The next round of the talks on the Orsk canal will be held in Sarn on 24 May.",
        "The next round of the talks on the Orsk canal will be held in Sarn on 26 May.",
    )
    (entry,) = _moments(*texts)
    assert [r.relation for r in entry.relations] == ["conflicts"]


def test_today_in_quotation_marks_is_the_day_of_speaking() -> None:
    texts = (
        "The mayor had her lunch on the harbour front of Orvik on Monday, her office said.",
        "“I had my lunch on the harbour front of Orvik today,” the mayor told the council.",
    )
    found = [r.relation for e in _moments(*texts) for r in e.relations]
    assert "conflicts" not in found


@pytest.mark.parametrize(
    ("when", "score"), [(("on 4 May", "on 9 May"), 0.75), (("on Sunday", "on 9 May"), 0.65)], ids=["dated", "weekday"]
)
def test_days_that_rest_on_the_day_of_an_article_differ_less_surely(when: tuple[str, str], score: float) -> None:
    texts = tuple(f"The old mill of Lindal burned down {day}, the fire service said." for day in when)
    found = [(r.relation, r.score) for e in _moments(*texts) for r in e.relations]
    assert all(relation != "conflicts" or told == score for relation, told in found)
    assert ("conflicts", 0.75) in found or score < 0.75


def test_of_two_times_that_both_sentences_name_each_has_its_own() -> None:
    texts = ("A draft was there on 12 May and gone again on 14 May.", "On 12 May it lay there; on 14 May it was gone.")
    laid_out = [lexis(witness(f"w{n}", text, "2031-05-06"), n) for n, text in enumerate(texts)]
    items = [item for one in laid_out for item in moment_items.items(one, 9)]
    compared = Moments(similar.prepare([i.setting.unit for i in items], whole=True), items)
    pairs = np.asarray([(i, j) for i in (0, 1) for j in (2, 3)])
    assert [i.value.known for i in items] == ["2031-05-12", "2031-05-14"] * 2
    assert compared.comparable(pairs).tolist() == [True, False, False, True]


def test_what_each_counts_up_to_a_day_of_its_own_is_no_conflict() -> None:
    texts = (
        "In the first nine months of the year the Arle canal carried less grain than before, the board said.",
        "In the first ten months of the year the Arle canal carried less grain than before, the board said.",
    )
    assert all(r.relation != "conflicts" for e in _moments(*texts) for r in e.relations)


def test_a_moment_that_is_nearly_one_of_an_entry_is_named_beside_it() -> None:
    texts = (
        "The verdict in the Amberson trial is due on 14 May.",
        "The verdict in the Amberson trial is due on 14 May.",
        "The Amberson family hopes for rain on 14 May, the day of the village fair.",
    )
    entry = next(e for e in _moments(*texts) if {r.article for r in e.readings} >= {"w0", "w1"})
    given_, near = {r.article for r in entry.readings}, {n.article for n in entry.near}
    assert "w2" in given_ | near
    assert not given_ & near
    assert all(0 < n.score <= 1 for n in entry.near)


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 1_000))
def test_the_order_of_witnesses_changes_nothing(seed: int) -> None:
    days = ["on Monday", "yesterday", "on 5 May", "on Tuesday", "last week", "at 9 p.m."]
    read = [
        witness(f"w{n}", f"The Torvik mill exploded {day}, killing 27.", "2031-05-06") for n, day in enumerate(days)
    ]
    shuffled = list(read)
    random.Random(seed).shuffle(shuffled)
    assert _judged(read) == _judged(shuffled)


def test_many_reports_of_one_day_take_bounded_time() -> None:
    line = "The ferry to Halmay left on Monday at 9 p.m. and was {} hours late; it left again on 5 May. "
    read = [witness(f"w{n}", line.format(n % 7 + 2) * 3, "2031-05-06") for n in range(24)]
    begun = time.process_time()
    collate.entries(read)
    assert time.process_time() - begun < 30
