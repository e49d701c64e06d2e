"""What tells that two figures are of one measure, or of two."""

from __future__ import annotations

import pytest

from variorum import collate
from variorum.collate import context, figure_contrast, figure_items, measure, moment_items
from variorum.collate.context import Setting
from variorum.collate.figure_items import Item
from variorum.collate.lexis import lexis
from variorum.collate.within import Within
from variorum.judge import relations
from variorum.model import Certainty, Entry, Reading, Span, Witness

from .value_pairs import witness


def _items(*texts: str) -> list[Item]:
    read = [witness("abcd"[n], text, "2031-05-06") for n, text in enumerate(texts)]
    return [i for n, w in enumerate(read) for i in figure_items.items(lexis(w, n), 10)]


def _conflicts(*texts: str) -> list[set[object]]:
    read = [witness("abcd"[n], text, "2031-05-06") for n, text in enumerate(texts)]
    by_id = {w.article.id: w for w in read}
    judged = [relations.relate(e, by_id) for e in collate.entries(read) if e.kind == "figure"]
    return [
        {e.readings[r.a].value, e.readings[r.b].value} for e in judged for r in e.relations if r.relation == "conflicts"
    ]


def test_of_what_is_traded_each_minute_has_its_own_price() -> None:
    one = "The lorn rose against the euro and stood at 7.31 in early trading."
    two = "The lorn rose against the euro and stood at 7.38 in late trading."
    a, b = _items(one, two)
    assert figure_contrast.elsewhere(a, b)
    assert not _conflicts(one, two)
    assert not figure_contrast.elsewhere(*_items("The bridge cost 7.31 million.", "The bridge cost 7.38 million."))


def test_a_number_without_its_unit_is_compared_as_written() -> None:
    full, short, other = _items("He ran 101 yards.", "Moss added 101.", "He ran 92 yards.")
    assert figure_items.equal(full, short)
    assert not figure_items.equal(full, other)


@pytest.mark.parametrize("words", ["of them", "of whom", "of those"])
def test_some_of_those_just_told_of_are_a_part(words: str) -> None:
    (item,) = _items(f"The police held farmers, 30 {words} from Vell.")
    assert item.setting.signs.part


@pytest.mark.parametrize(("number", "digits"), [(40.0, 1), (1_250_000.0, 3), (0.75, 2), (1_001.0, 4)])
def test_digits_leave_out_noughts_at_the_ends(number: float, digits: int) -> None:
    (item,) = _items(f"They sold {number:,.10g} boats.")
    assert figure_items.digits(item.figure) == digits


def _setting(read: Witness, number: int, words: str) -> Setting:
    start = read.article.text.index(words)
    found = context.reader(lexis(read, number)).setting(Span(start, start + len(words)), None, 0)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        ("Besides those who fled, 12 people drowned.", "12", set()),
        ("Downstream, 33 percent of the fields went dry.", "33", set()),
        ("“Nobody saw it,” she said. “Upriver, 12 people drowned.”", "12", set()),
        ("Vellmar lost 12 people. The mayor of Vellmar wept.", "12", {"vellmar"}),
        ("The rooms at Vellmar held 12 people.", "12", {"vellmar"}),
        ("It was 12 degrees Celsius in Vellmar.", "12", {"vellmar"}),
    ],
)
def test_the_first_word_of_a_sentence_is_a_name_only_where_something_says_so(
    text: str, words: str, names: set[str]
) -> None:
    assert _setting(witness("a", text, "2031-05-06"), 0, words).names == names


def test_a_denied_opposite_is_the_word_itself() -> None:
    closed, idle = (_items(t)[0] for t in ("In Orvik 612 schools were closed.", "In Orvik 812 schools did not open."))
    plain = _items("In Orvik 812 schools opened.")[0]
    assert not figure_contrast.otherwise(closed, idle)
    assert figure_contrast.otherwise(plain, idle)


def _entry(*readings: tuple[Witness, str]) -> Entry:
    made = []
    for read, words in readings:
        start = read.article.text.index(words)
        span = Span(start, start + len(words))
        sure = Certainty(level="asserted", score=1.0)
        made.append(Reading(article=read.article.id, span=span, form="narration", content=(span,), certainty=sure))
    return Entry(id="e", kind="fact", readings=tuple(made), base=0, base_why="", score=1.0)


def test_values_in_readings_of_one_entry_are_aligned() -> None:
    a = witness("a", "The mill burned for 9 hours and 3 men fled. It had 40 rooms.", "2031-05-06")
    b = witness("b", "For 7 hours the mill burned, with 2 men fleeing, then it rained.", "2031-05-06")
    settings = [_setting(a, 0, "9"), _setting(a, 0, "3"), _setting(a, 0, "40"), _setting(b, 1, "7")]
    told = _entry((a, "The mill burned for 9 hours"), (b, "For 7 hours the mill burned"))
    within = Within.of(settings, [told], sorts=["n"] * 4, values=[9, 3, 40, 7])
    assert within.aligned(0, 3) == 1.0
    assert within.aligned(1, 3) == 0.5, "only its sentence has a part in the entry"
    assert within.aligned(2, 3) == 0.0
    assert (within.alone(0, 3), within.alone(1, 3)) == (1.0, 0.0)
    wider = _entry((a, "The mill burned for 9 hours and 3 men fled"), (b, "For 7 hours the mill burned"))
    assert Within.of(settings, [wider], sorts=["n"] * 4, values=[9, 3, 40, 7]).alone(0, 3) == 0.5


def test_an_entry_of_one_report_aligns_nothing() -> None:
    a = witness("a", "The mill burned for 9 hours.", "2031-05-06")
    alone = _entry((a, "The mill burned for 9 hours"))
    within = Within.of([_setting(a, 0, "9")], [alone], sorts=["n"], values=[9])
    assert not within.own[0]


def test_the_words_of_trading_are_a_sign_of_their_own() -> None:
    (item,) = _items("The index ended the session at 4,100.")
    assert "market" in item.setting.signs.alone
    assert measure.TOLL not in item.setting.signs.kinds


def _lengths(one: str, two: str) -> set[str]:
    read = [witness(name, text, "2031-05-06") for name, text in zip("ab", (one, two), strict=True)]
    by_id = {w.article.id: w for w in read}
    judged = [relations.relate(e, by_id) for e in collate.entries(read) if e.kind == "moment"]
    return {r.relation for e in judged for r in e.relations}


def test_a_length_told_as_a_bound_leaves_room_for_a_longer_one() -> None:
    told = "The court in Vell sentenced the harbour master to {} years in prison."
    assert _lengths(told.format("six"), told.format("more than five")) == {"compatible"}
    assert _lengths(told.format("six"), told.format("more than eight")) == {"conflicts"}


def test_an_age_that_someone_turned_is_no_length_of_time() -> None:
    read = witness("a", "Mara Quill, who turned 38 last week, left the team after a two-year stay.", "2031-05-06")
    found = [i.moment.value for i in moment_items.items(lexis(read, 0), 10)]
    assert "P38Y" not in found
    assert "P2Y" in found


def test_the_tense_of_reported_words_is_no_other_time() -> None:
    (told,) = _items("The ministry said that 612 schools had been shut.")
    (former,) = _items("In Orvik the rate had been 5 percent.")
    assert "past" not in told.setting.signs.alone
    assert "past" in former.setting.signs.alone


def test_the_trade_of_one_morning_is_told_once() -> None:
    one = "Shares in Vell Lines rose by 8.1% in early trading on the morning of 6 May 2031."
    two = "The share was up 6.2% on the morning of 6 May 2031."
    a, b = _items(one, two)
    assert a.when == b.when
    assert not figure_contrast.otherwise(a, b)
    assert figure_contrast.otherwise(
        *_items("Shares in Vell Lines rose by 8.1% in early trading.", "The share was up 6.2%.")
    )
