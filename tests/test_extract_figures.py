"""Figures: what a reader can check by hand, and properties that hold for any text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.extract import figures, moments, numbers
from variorum.extract.document import lay_out
from variorum.model import Figure

from .test_extract_moments import article


def find(text: str) -> tuple[Figure, ...]:
    document = lay_out(article(text, published="2025-06-27"))
    return figures.find(document, moments=moments.find(document))


def row(text: str, index: int = 0) -> tuple[str, str, float | tuple[float, float] | None, str | None]:
    """Words, class, value (or range) and unit."""
    f = find(text)[index]
    return f.span.of(text), f.klass, f.range or f.value, f.unit


def measure(text: str, index: int = 0) -> str | None:
    span = find(text)[index].measures
    return span.of(text) if span else None


CASES: list[tuple[str, str, str, float | tuple[float, float] | None, str | None]] = [
    ("The firm lost $1.2m.", "$1.2m", "money", 1_200_000, "USD"),
    ("The firm lost €3 million.", "€3 million", "money", 3_000_000, "EUR"),
    ("The firm lost 400 million pounds.", "400 million pounds", "money", 400_000_000, "GBP"),
    ("The firm lost two million roubles.", "two million roubles", "money", 2_000_000, "RUB"),
    ("The firm lost $5bn.", "$5bn", "money", 5_000_000_000, "USD"),
    ("Output fell 5%.", "5%", "percent", 5, "percent"),
    ("Output fell 5 per cent.", "5 per cent", "percent", 5, "percent"),
    ("Output fell five percent.", "five percent", "percent", 5, "percent"),
    ("Its share fell 0.4 percentage points.", "0.4 percentage points", "percent", 0.4, "percentage points"),
    ("Output fell by 15-20%.", "15-20%", "percent", (15, 20), "percent"),
    (
        "It will cost between $12 million and $20 million.",
        "between $12 million and $20 million",
        "money",
        (12e6, 20e6),
        "USD",
    ),
    ("Some 3,000 more Norwegian sailors came.", "Some 3,000", "amount", 3000, "sailor"),
    ("A dozen sheep were lost.", "A dozen", "amount", 12, "sheep"),
    ("Hundreds of children came.", "Hundreds", "amount", (200, 999), "child"),
    ("Tens of thousands of voters came.", "Tens of thousands", "amount", (20_000, 99_999), "voter"),
    ("Twenty-five people came.", "Twenty-five", "amount", 25, "person"),
    ("Half a million people came.", "Half a million", "amount", 500_000, "person"),
    ("A 12-member jury sat.", "12", "amount", 12, "member"),
    ("The pipe is 400 km long.", "400 km", "amount", 400, "kilometre"),
    ("The tower is 45m high.", "45m", "amount", 45, "metre"),
    ("The span is 46 m in length.", "46 m", "amount", 46, "metre"),
    ("It was -5C at dawn.", "-5C", "amount", -5, "degree Celsius"),
    ("One in five voters stayed away.", "One in five", "ratio", 0.2, None),
    ("Two-thirds of members agreed.", "Two-thirds", "ratio", 0.666667, None),
    ("Output fell by a quarter.", "a quarter", "ratio", 0.25, None),
    ("A third round of talks is near.", "third", "rank", 3, "round"),
    ("He is the 47th mayor of the town.", "47th", "rank", 47, "mayor"),
    ("The mill made 6.4 Mt of steel.", "6.4 Mt", "amount", 6.4e6, "tonne"),
    ("He batted .41 over the year.", ".41", "amount", 0.41, None),
    ("Some fourteen in every hundred pupils stayed away.", "Some fourteen in every hundred", "ratio", 0.14, None),
    ("Three in two hundred buses failed.", "Three in two hundred", "ratio", 0.015, None),
    ("Perhaps 300 people came.", "Perhaps 300", "amount", 300, "person"),
    ("Barely 300 people came.", "300", "amount", 300, "person"),
    ("The pipe holds 1,5 litres.", "1,5", "amount", 1.5, "litre"),
]


@pytest.mark.parametrize(("text", "words", "klass", "value", "unit"), CASES)
def test_reads(text: str, words: str, klass: str, value: object, unit: str | None) -> None:
    found = row(text)
    assert (found[0], found[1], found[3]) == (words, klass, unit)
    assert found[2] == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("At least 28 people came.", "at least"),
        ("No fewer than 28 people came.", "at least"),
        ("Up to 28 people came.", "at most"),
        ("Nearly 28 people came.", "about"),
        ("More than 28 people came.", "more than"),
        ("Fewer than 28 people came.", "less than"),
        ("There were 28 people or more.", "exact"),
        ("There were 28 or more people.", "at least"),
        ("There were 28 people.", "exact"),
        ("The envelopes added up to €2 million.", "exact"),
        ("He must hand over 240 euros.", "exact"),
        ("It took up to 240 euros.", "at most"),
    ],
)
def test_bounds(text: str, bound: str) -> None:
    assert find(text)[0].bound == bound


@pytest.mark.parametrize(
    "text",
    [
        "Article 5 was invoked.",
        "An F-16 and a Boeing 747 landed.",
        "The G7 met in May.",
        "Covid-19 spread.",
        "Flight 447 was late.",
        "Call 020 7946 0958 or +1 (555) 123-4567, 24/7.",
        "Rovers beat United 3-1.",
        "Rovers lost 5–2 and drew 1-1.",
        "Call 555-0142 or turn to pp. 12-15.",
        "The side is 1-2 away from home.",
        "On day two, in vol. 3, it is put in 2006 dollars.",
        "The singer, a teller of one-liners, died at 77.",
        "It happened on June 5, 2019 at 10:45, when she was 72 years old.",
        "One of them saw another one, and no one spoke.",
        "The highest since the war; the first steps were taken.",
        "She lives at 10 Elm Street.",
        "See https://example.org/2025/5 or mail 5@example.org.",
        "The deal runs for five years.",
        "The ferries sail half empty.",
        "Prices fell below 2024 levels.",
        "Police in Room 37 slept.",
    ],
)
def test_no_figures(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    "text", ["The motion passed by 52 to 48.", "The chamber voted 52-48.", "It won by 52 votes to 48."]
)
def test_a_vote_is_two_counts_of_votes(text: str) -> None:
    assert [(f.value, f.unit) for f in find(text)] == [(52, "vote"), (48, "vote")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The club has 1.500 members.", 1500),
        ("It weighs 1.500 tonnes.", 1.5),
        ("It has 1,5 litres.", 1.5),
        ("It cost €1.500.", 1500),
    ],
)
def test_one_full_stop_groups_where_nobody_counts_in_thousandths(text: str, value: float) -> None:
    assert find(text)[0].value == value


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Rates rose 25 basis points.", (0.25, "percentage points")),
        ("Its lead is half a percentage point.", (0.5, "percentage points")),
        ("It was minus 3°C.", (-3, "degree Celsius")),
        ("Three quarters of a million people came.", (750_000, "person")),
        ("A million and a half people came.", (1_500_000, "person")),
        ("Its party outnumbers ours by two to one.", (2, None)),
        ("He is the world No. 1.", (1, None)),
        ("She finished ninth.", (9, None)),
        ("They found 500 pounds of sugar.", (500, "pound")),
        ("A 300-pound bomb was found.", (300, "pound")),
        ("It cost 500 pounds.", (500, "GBP")),
        ("The lake covers 1.234.567 hectares.", (1_234_567, "hectare")),
    ],
)
def test_odd_shapes(text: str, read: tuple[float, str | None]) -> None:
    assert (find(text)[0].value, find(text)[0].unit) == read


def test_open_sums_of_money() -> None:
    f = find("They lost tens of millions of dollars.")[0]
    assert (f.klass, f.unit, f.range, f.bound) == ("money", "USD", (20e6, 99_999_999), "about")


@pytest.mark.parametrize(
    "text",
    ["10^400 dollars", "9" * 500, "٣٤٥ jobs", "$1,5 and 1..5 and 1,2,3,4", "−−5%", "1/0 of it", "½½", "3,000,00 euros"],
)
def test_odd_input_gives_bounded_values(text: str) -> None:
    assert all(f.value is None or abs(f.value) < 1e19 for f in find(text))


def test_digits_of_any_script() -> None:
    assert row("They made ٣٤٥ jobs.")[2] == 345


def test_what_names_a_thing_once_names_it_again() -> None:
    text = "The airline bought the Boeing 787 last year.\nIt likes its new 787 and has four."
    assert [f.span.of(text) for f in find(text)] == ["four"]


def test_a_rise_by_and_to_is_two_figures() -> None:
    text = "The town raised its spending on public roads by a fifth, reaching 7.1% of income."
    by, to = find(text)
    assert (by.change, by.value, to.change, to.value) == ("by", 0.2, "to", 7.1)
    assert measure(text, 0) == measure(text, 1) == "spending on public roads"


def test_from_and_to_share_what_they_measure() -> None:
    text = (
        "The bank lifted its inflation estimate to 1.7% of output in April from 0.5%, after a 24% drop in oil prices."
    )
    to, origin, drop = find(text)
    assert [f.change for f in (to, origin, drop)] == ["to", "from", "by"]
    assert measure(text, 0) == measure(text, 1) == "inflation estimate"
    assert measure(text, 2) == "drop in oil prices"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Members agreed to raise their joint spending target to 5% of output.", "joint spending target"),
        ("Road repairs account for 32% of the town budget.", "Road repairs"),
        ("About 40 percent of farmers agreed.", "farmers"),
        ("The court upheld a $2 million fine.", "fine"),
        ("The town will return the bodies of 3,000 more Danish sailors.", "more Danish sailors"),
        ("At least 28 people killed in the flood were found.", "people killed"),
        ("Turnout was 61.5%.", "Turnout"),
        ("It brought twenty tonnes of grain.", "tonnes of grain"),
        ("Unemployment in the north stands at 5.2 percent.", "Unemployment in the north"),
        ("Twelve of the 36 weekly sailings will go.", "weekly sailings"),
        ("They run 12 daily flights to Oslo.", "daily flights"),
        ("The line will cut a third of its winter sailings.", "winter sailings"),
        ("The line will drop one in three winter sailings.", "winter sailings"),
        ("It is reducing its winter timetable by up to a third.", "winter timetable"),
        ("The firm cut 10% of its workforce.", "workforce"),
        ("Spending rose to 5% of output.", "Spending"),
        ("It blamed a fuel bill that has risen by 40 percent.", "fuel bill"),
        ("It blamed the fuel bill, which has risen by 40 percent.", "fuel bill"),
        ("Energy costs have climbed 40% this year.", "Energy costs"),
        ("In Danby 37 people died.", "people"),
        ("The toll from Monday's flood in Danby rose to 38.", "toll from Monday's flood in Danby"),
        ("Of these, 17 still missing are children.", "still missing"),
        ("It would release 50 million euros ($54 million) in emergency aid.", "emergency aid"),
        ("Interest rates are to stay at 4.25%.", "Interest rates"),
        ("The bank left its key rate unchanged at 4.25 percent.", "key rate"),
        ("The bank expects inflation to average 2.8 percent.", "inflation"),
        ("Growth is now forecast at 1.1%.", "Growth"),
        ("He wanted an immediate cut of a quarter of a point.", "immediate cut"),
    ],
)
def test_measures(text: str, words: str) -> None:
    assert measure(text) == words


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The nine-member board met.", [(9, "member")]),
        ("A five-storey house fell.", [(5, "storey")]),
        ("The board voted six to three.", [(6, "vote"), (3, "vote")]),
        ("Members voted by five to four to strike.", [(5, "vote"), (4, "vote")]),
        ("Six to three people came.", [(6, None), (3, "person")]),
        ("The quake had a magnitude of 6.1.", [(6.1, "magnitude")]),
        ("They want a quarter-point cut.", [(0.25, "percentage points")]),
        ("They want a cut of a quarter of a point.", [(0.25, "percentage points")]),
        ("It was real, according to two people.", [(2, "person")]),
    ],
)
def test_units(text: str, read: list[tuple[float, str | None]]) -> None:
    assert [(f.value, f.unit) for f in find(text)] == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The rate rose from 0.6% to 10.42.", [(0.6, "percent"), (10.42, "percent")]),
        ("Support fell from 42 to 38 percent.", [(42.0, "percent"), (38.0, "percent")]),
        ("The rate rose to 10.4 percent from 9.8.", [(10.4, "percent"), (9.8, "percent")]),
        ("The crowd grew from 600 to 640 people.", [(600.0, "person"), (640.0, "person")]),
        ("It was 42C; the old mark of 41.9 degrees fell.", [(42.0, "degree Celsius"), (41.9, "degree Celsius")]),
        (
            "It was 42C, or 107.6F; the mark was 41.9 degrees.",
            [(42.0, "degree Celsius"), (107.6, "degree Fahrenheit"), (41.9, "degree")],
        ),
    ],
)
def test_a_unit_left_out_is_that_of_the_figure_beside(text: str, read: list[tuple[float, str]]) -> None:
    assert [(f.value, f.unit) for f in find(text)] == read


def test_a_level_and_where_it_came_from_measure_one_thing() -> None:
    text = "It lowered its growth forecast to 1.1% from 1.4% and its inflation forecast to 2.8% from 3.1%."
    found = [(f.change, f.measures.of(text) if f.measures else None) for f in find(text)]
    assert found == [
        ("to", "growth forecast"),
        ("from", "growth forecast"),
        ("to", "inflation forecast"),
        ("from", "inflation forecast"),
    ]


def test_a_noun_left_out_is_that_of_the_count_before() -> None:
    text = "They will return 3,000 sailors, on top of the 6,000 already handed over."
    first, second = find(text)
    assert (first.unit, second.unit, measure(text, 1)) == ("sailor", "sailor", "already handed over")


def test_roles_are_kept() -> None:
    text = "34.4 C\nGive from just $2."
    document = lay_out(article(text, roles=("other", "promo")))
    found = figures.find(document, moments=())
    assert [(f.unit, f.role) for f in found] == [("degree Celsius", "other"), ("USD", "promo")]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("1,500", 1500), ("1.5", 1.5), ("1,5", 1.5), ("1.500", 1.5), ("1.234.567", 1_234_567), ("10 000", 10_000),
        ("1,50,000", 150_000), ("9" * 400, None), ("1,2,3", None), ("٣", 3),
    ],
)  # fmt: skip
def test_digits(raw: str, value: float | None) -> None:
    assert numbers.from_digits(raw) == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("twenty-five", 25), ("two hundred and fifty thousand", 250_000), ("half a million", 500_000),
        ("one and a half million", 1_500_000), ("two and a half", 2.5), ("five six", None), ("a hundred", 100),
    ],
)  # fmt: skip
def test_number_words(raw: str, value: float | None) -> None:
    assert numbers.value_of(raw) == value


@given(st.integers(min_value=0, max_value=10**15))
def test_grouped_digits_are_read_back(value: int) -> None:
    assert numbers.from_digits(f"{value:,}") == value


_WORDS = """5 1,500 2.5 10% $ € two half million bn m a quarter of the rose to from by between and at least more than
people soldiers killed 3-1 20-30 third one in five F-16 No. 747 per cent points, . ; ( ) km"""
WORDS = st.sampled_from(_WORDS.split())


@given(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=80))
def test_spans_cut_out_what_they_say(text: str) -> None:
    if not text.strip():
        return
    document = lay_out(article(text, published="2025-06-27"))
    dated = moments.find(document)
    found = figures.find(document, moments=dated)
    assert found == figures.find(document, moments=dated)
    for figure in found:
        assert figure.span.end <= len(text) and not figure.span.of(text)[0].isspace()
        assert not any(figure.span.overlaps(m.span) for m in dated)
        assert figure.measures is None or figure.measures.end <= len(text)
        assert figure.range is None or (figure.value is None and figure.range[0] < figure.range[1])
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "123 456 ",
        "5% of ",
        "5 men ",
        "$",
        "1999-",
        "3-1, ",
        "half a ",
        "rose slowly ",
        "two hundred and ",
        "1.1.",
        "one and ",
        "from 5 to 10 ",
        "No. ",
        "a@",
        "minus 3 degrees ",
        "a third of a ",
        "€1.234,50 ",
        "half of ",
        "several hundred ",
        "two to ",
    ],
)
def test_hostile_length_takes_bounded_time(piece: str) -> None:
    """Four times the text takes at most some eight times as long: linear, with room for a busy machine."""

    def seconds(size: int) -> float:
        document = lay_out(article(piece * (size // len(piece))))
        begun = time.process_time()
        figures.find(document, moments=())
        return time.process_time() - begun

    find("warm up 5%")
    assert seconds(100_000) < 8 * seconds(25_000) + 0.5
