"""Figures and days that do not agree: each rule by an example, stretches of time, one article alone, headlines."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum import collate
from variorum.extract import claims
from variorum.judge import edition, headline
from variorum.judge.relations import relate
from variorum.model import (
    Article,
    Block,
    Certainty,
    Entry,
    EntryKind,
    Event,
    Finding,
    Moment,
    Reading,
    Relation,
    Role,
    Span,
    Witness,
)
from variorum.stretch import stretch

from .collate_builders import Draft


def _related(
    a: Mapping[str, object],
    b: Mapping[str, object],
    *,
    kind: EntryKind = "figure",
    when: tuple[str | None, str | None] = (None, None),
    published: tuple[str | None, str | None] = ("2031-05-06", "2031-05-06"),
    words: tuple[str, str] = ("then x", "then y"),
) -> Relation:
    """How two readings stand; ``words`` are their whole articles, of which the first four letters date them."""
    readings, witnesses = [], {}
    for n, (given_, value, day, text) in enumerate(zip((a, b), when, published, words, strict=True)):
        draft = Draft(f"w{n}", text, published=day)
        witnessed = draft.done()
        if value:
            moment = Moment(span=Span(0, 4), value=value, type="DATE", basis="test", role="body", score=1)
            draft.moments.append(moment)
            witnessed = draft.done()
        witnesses[f"w{n}"] = witnessed
        readings.append(
            Reading(
                article=f"w{n}",
                span=Span(0, len(text)),
                form="narration",
                content=(Span(0, len(text)),),
                certainty=Certainty(level="asserted", score=1),
                when=Span(0, 4) if value else None,
                **given_,  # type: ignore[arg-type]
            )
        )
    entry = Entry(id="e", kind=kind, readings=tuple(readings), base=0, base_why="", score=1)
    (found,) = relate(entry, witnesses).relations
    return found


def test_an_older_as_of_time_in_the_words() -> None:
    dated = ("2031-05-05", "2031-05-06")
    found = _related({"value": 40, "unit": "body"}, {"value": 57, "unit": "body"}, when=dated)
    assert (found.relation, found.rule) == ("compatible", "older-count")
    assert "older as-of time" in found.why
    shrunk = _related({"value": 57, "unit": "body"}, {"value": 40, "unit": "body"}, when=dated)
    assert shrunk.relation == "conflicts"


def test_an_older_as_of_time_of_the_articles() -> None:
    a, b = {"value": 40, "unit": "person"}, {"value": 57, "unit": "person"}
    assert _related(a, b, published=("2031-05-05", "2031-05-06")).rule == "older-count"
    assert _related(b, a, published=("2031-05-05", "2031-05-06")).rule == "other-value"
    assert _related(a, b, published=("2031-05-06T08:00", "2031-05-06T15:00")).rule == "older-count"
    assert _related(a, b, published=("2031-05-06T08:00", "2031-05-06T09:00")).rule == "other-value"
    assert _related(a, b, published=(None, "2031-05-06")).rule == "other-value"


@pytest.mark.parametrize("unit", ["percent", "EUR", "kilometre"])
def test_what_does_not_grow_is_no_older_count(unit: str) -> None:
    found = _related({"value": 40, "unit": unit}, {"value": 57, "unit": unit}, published=("2031-05-05", "2031-05-06"))
    assert found.relation == "conflicts"


def test_a_share_then_and_a_share_now() -> None:
    found = _related({"value": 7.2, "unit": "percent"}, {"value": 7.6, "unit": "percent"}, when=("2031-03", "2031-02"))
    assert (found.relation, found.rule) == ("different measure", "other-time")


@pytest.mark.parametrize(
    ("a", "b", "relation", "rule"),
    [
        ({"value": 0.25}, {"value": 25, "unit": "percent"}, "same", "same-value"),
        ({"value": 0.666667}, {"value": 67, "unit": "percent"}, "compatible", "rounding"),
        ({"value": 0.5}, {"value": 61, "unit": "percent"}, "conflicts", "other-value"),
        ({"value": 1180, "unit": "kilometre"}, {"value": 735, "unit": "mile"}, "compatible", "rounding"),
        ({"value": 2000, "unit": "kilometre"}, {"value": 735, "unit": "mile"}, "conflicts", "other-value"),
        ({"value": 112, "unit": "millimetre"}, {"value": 11.2, "unit": "centimetre"}, "same", "same-value"),
        ({"value": 9, "unit": "EUR", "bound": "more than"}, {"value": 9, "unit": "EUR"}, "compatible", "within-bounds"),
        ({"value": 2, "unit": "percent"}, {"value": 2, "unit": "percentage points"}, "different measure", "other-unit"),
    ],
)  # fmt: skip
def test_figures(a: Mapping[str, object], b: Mapping[str, object], relation: str, rule: str) -> None:
    for one, two in ((a, b), (b, a)):
        found = _related(one, two)
        assert (found.relation, found.rule) == (relation, rule)


@pytest.mark.parametrize(
    ("words", "a", "b", "relation"),
    [
        (("past seventy", "seen 73"), {"value": 70}, {"value": 73}, "compatible"),
        (("past seventy", "seen 79"), {"value": 70}, {"value": 79}, "conflicts"),
        (("forty-two", "seen 44"), {"value": 42}, {"value": 44}, "conflicts"),
        (("a third of a million", "340,000"), {"value": 333333.3}, {"value": 340000}, "compatible"),
        (("some 50", "seen 42"), {"value": 50, "bound": "about"}, {"value": 42}, "compatible"),
        (("some 50", "some 40"), {"value": 50, "bound": "about"}, {"value": 40, "bound": "about"}, "conflicts"),
        (("212 million", "now 212"), {"value": 2.12e8, "unit": "USD"}, {"value": 212}, "compatible"),
        (("3,000 men", "no 3"), {"value": 3000}, {"value": 3}, "conflicts"),
        (("two thirds", "a third"), {"value": 0.666667}, {"value": 0.333333}, "different measure"),
        (("40 percent", "60 percent"), {"value": 40, "unit": "percent"}, {"value": 60, "unit": "percent"},
         "different measure"),
        (("40 percent", "61 percent"), {"value": 40, "unit": "percent"}, {"value": 61, "unit": "percent"}, "conflicts"),
    ],
)  # fmt: skip
def test_numbers_that_are_told_roughly(
    words: tuple[str, str], a: Mapping[str, object], b: Mapping[str, object], relation: str
) -> None:
    assert _related(a, b, words=words).relation == relation
    assert _related(b, a, words=(words[1], words[0])).relation == relation


def test_an_open_toll_may_be_later_than_one_without_a_day() -> None:
    a, b = {"value": 6, "unit": "person"}, {"value": 9, "unit": "person", "bound": "at least"}
    words = ("then 6 people died", "then 9 people died")
    assert _related(a, b, words=words, published=(None, "2031-05-06")).rule == "older-count"
    assert _related(a, b, words=words).relation == "conflicts"
    guests = ("then 6 people sang", "then 9 people sang")
    assert _related(a, b, words=guests, published=(None, "2031-05-06")).relation == "conflicts"


def test_a_bare_sum_is_in_the_currency_of_its_own_article() -> None:
    a, b = Draft("a", "It cost £40 million."), Draft("b", "Of the 47 million, €5 million were paid.")
    a.figure("£40 million", value=4e7, unit="GBP", klass="money")
    b.figure("47 million", value=4.7e7, unit=None, klass="amount")
    b.figure("€5 million", value=5e6, unit="EUR", klass="money")
    assert _of_two(a, b).relation == "different measure"
    other = Draft("b", "Of the 47 million, nothing was paid.")
    other.figure("47 million", value=4.7e7, unit=None, klass="amount")
    assert _of_two(a, other).relation == "conflicts"


def _of_two(a: Draft, b: Draft) -> Relation:
    """The relation of the first figures of two articles."""
    readings = []
    for draft in (a, b):
        first = draft.figures[0]
        readings.append(
            Reading(
                article=draft.article.id, span=Span(0, len(draft.text)), form="narration", content=(first.span,),
                certainty=Certainty(level="asserted", score=1), value=first.value, unit=first.unit, bound=first.bound,
            )
        )  # fmt: skip
    entry = Entry(id="e", kind="figure", readings=tuple(readings), base=0, base_why="", score=1)
    (found,) = relate(entry, {d.article.id: d.done() for d in (a, b)}).relations
    return found


@pytest.mark.parametrize(
    ("words", "one", "two", "relation"),
    [
        (("in July", "the middle of July"), "2031-07", "2030-07", "same"),
        (("Easter", "early April"), "2031-04-13", "2030-04", "compatible"),
        (("on Saturday", "on 15 May"), "2031-05-10", "2031-05-17", "compatible"),
        (("on Saturday", "on 15 May"), "2031-05-10", "2031-05-15", "conflicts"),
        (("the Saturday of Lent", "on 17 May"), "2031-05-10", "2031-05-17", "conflicts"),
        (("that morning", "on 17 May"), "2031-05-10TMO", "2031-05-17", "compatible"),
        (("on the same day", "on 17 May"), "2031-05-10", "2031-05-17", "compatible"),
        (("at Easter", "on 9 April"), "2031-04-13", "2031-04-09", "compatible"),
        (("the end of April", "on 1 May"), "2031-04", "2031-05-01", "compatible"),
        (("the end of April", "in May"), "2031-04", "2031-05", "conflicts"),
        (("well into the thirties", "in 2038"), "193", "2038", "compatible"),
        (("well into the thirties", "in 2048"), "193", "2048", "conflicts"),
    ],
)
def test_times_that_are_told_roughly(words: tuple[str, str], one: str, two: str, relation: str) -> None:
    assert _related({"value": one}, {"value": two}, kind="moment", words=words).relation == relation


@pytest.mark.parametrize(
    ("one", "two", "relation", "rule"),
    [
        ("2031-05-05", "2031-W18", "conflicts", "other-date"),
        ("2031-04-30", "2031-W18", "compatible", "less-precise"),
        ("2031-05-04", "2031-W18-WE", "compatible", "less-precise"),
        ("2031-05-05", "2031-05-05TNI", "compatible", "overlapping-dates"),
        ("XXXX-05-03", "2031-05-03", "compatible", "year-missing"),
        ("XXXX-05-03", "2031-05-04", "conflicts", "other-date"),
        ("2032-06", "2032-SU", "compatible", "less-precise"),
        ("1887", "188", "compatible", "less-precise"),
        ("1887", "1902", "conflicts", "other-date"),
        ("2031-05-12", "2031-Q2", "compatible", "less-precise"),
        ("2031-05-12", "FUTURE_REF", "compatible", "unknown-date"),
    ],
)
def test_days(one: str, two: str, relation: str, rule: str) -> None:
    found = _related({"value": one}, {"value": two}, kind="moment", words=("5 May", "on 4 May"))
    assert (found.relation, found.rule) == (relation, rule)


def test_a_word_that_names_no_day_may_be_a_day_off() -> None:
    a, b = {"value": "2031-05-06"}, {"value": "2031-05-05"}
    told, days = ("today", "Monday"), ("2031-05-06", "2031-05-05")
    assert _related(a, b, kind="moment", words=told, published=days).rule == "relative-day"
    assert _related(a, b, kind="moment", words=told).relation == "conflicts", "both articles are of one day"
    assert _related(a, b, kind="moment", words=("Tuesday", "Monday")).relation == "conflicts"


@given(st.text(alphabet="0123456789-WXT:QFASPUHEMO", max_size=16))
def test_stretches_never_fail(value: str) -> None:
    found = stretch(value)
    assert found is None or found.start < found.end


@given(st.dates().map(str), st.dates().map(str))
def test_a_day_lies_in_its_month_and_year(one: str, two: str) -> None:
    day, month, year = stretch(one), stretch(one[:7]), stretch(one[:4])
    if year is None:
        assert one[:4] == "9999", "the last year has no end in this calendar"
        return
    assert day is not None and month is not None
    assert day.within(month) and month.within(year)
    other = stretch(two)
    assert other is None or (day.gap(other) < 0) == (one == two)


def article(name: str, title: str, text: str) -> Witness:
    """A report with a headline, read."""
    whole = f"{title}\n\n{text}"
    roles: list[Role] = ["title"]
    blocks = []
    for n, found in enumerate(re.finditer(r"[^\n]+", whole)):
        blocks.append(Block(span=Span(found.start(), found.end()), role=roles[n] if n < 1 else "body"))
    made = Article(
        id=name,
        text=whole,
        sha256=hashlib.sha256(whole.encode()).hexdigest(),
        blocks=tuple(blocks),
        title=title,
        published="2031-05-06",
        published_basis="given",
        language="en",
    )
    return Witness(article=made, claims=claims(made))


def _findings(*witnesses: Witness) -> list[Finding]:
    ids = tuple(w.article.id for w in witnesses)
    made = edition(
        Event(id="e", storyline="s", title="t", articles=ids),
        witnesses=witnesses,
        entries=collate.entries(witnesses),
        passages=(),
        origins=(),
        signs={a: a.upper() for a in ids},
        count=lambda articles, origins, *, readings=(): (1, 1),
    )
    return list(made.findings)


def rules(*witnesses: Witness) -> set[str]:
    watched = {
        "internal-figure", "internal-day", "headline-figure", "headline-certainty", "headline-speaker",
        "headlines-figure", "headlines-certainty", "figure-conflict",
    }  # fmt: skip
    return {f.rule for f in _findings(*witnesses)} & watched


FIRE = (
    "A fire at the Calder mill killed 12 people on Monday. The mill had been empty for years.\nThree towns sent help.\n"
)
BURNED = "The Calder mill burned down on Monday.\nIt was old.\nThe Calder mill burned down on Sunday with its archive."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (FIRE + "The fire at the mill killed 14 people and left the roof in ruins.", {"internal-figure"}),
        (FIRE + "Police had earlier said that the fire at the mill killed 9 people.", set()),
        (FIRE + "The dead in the fire at the mill include 3 children.", set()),
        (FIRE + "The fire at the mill injured 30 people.", set()),
        (FIRE + "“The fire at the mill killed 20 people,” union leader Tove Brink told reporters.", set()),
        (FIRE + "A fire at the Ostrel mill killed 5 people in 2019.", set()),
        ("The bridge at Perrin will cost $4.18 million. The bridge will cost $4.2 million and carry two lanes.", set()),
        (BURNED, {"internal-day"}),
        ("The strike at the Lindal yard begins on Wednesday.\nThe strike at the Lindal yard ends on Friday.", set()),
    ],
)  # fmt: skip
def test_one_article_against_itself(text: str, wanted: set[str]) -> None:
    assert rules(article("a", "News from Calder", text)) == wanted


@pytest.mark.parametrize(
    ("title", "text", "wanted"),
    [
        (
            "Finance minister to resign over budget",
            "Finance minister Ilsa Crane met aides.\nCrane may resign over the budget, two people close to her said.",
            {"headline-certainty"},
        ),
        (
            "Finance minister to resign over budget",
            "Ilsa Crane will resign over the budget, she said on Monday.\nShe may stay in parliament.",
            set(),
        ),
        (
            "Kestrel Air cuts 1,200 jobs in Ostrel",
            "Kestrel Air has high fuel prices.\nThe airline may cut 1,200 jobs in Ostrel, its chief executive said.",
            {"headline-certainty"},
        ),
        (
            "Kestrel Air may cut 1,200 jobs in Ostrel",
            "Kestrel Air has high fuel prices.\nThe airline may cut 1,200 jobs in Ostrel, its chief executive said.",
            set(),
        ),
        (
            "Crane says harbour will never close",
            "Harbour master Joss Hale met the unions.\n“The harbour will never close,” Hale said. Ilsa Crane was away.",
            {"headline-speaker"},
        ),
        (
            "Hale says harbour will never close",
            "Harbour master Joss Hale met the unions.\n“The harbour will never close,” Hale said. Ilsa Crane was away.",
            set(),
        ),
        (
            "Storm injures 17 passengers at Larnholt",
            "A storm injured 12 passengers on the ferry pier at Larnholt, police said.",
            {"headline-figure"},
        ),
        (
            "Storm injures dozen passengers at Larnholt",
            "A storm injured 12 passengers on the ferry pier at Larnholt, police said.",
            set(),
        ),
    ],
)
def test_a_headline_and_its_body(title: str, text: str, wanted: set[str]) -> None:
    assert rules(article("a", title, text)) == wanted


def test_headlines_against_one_another() -> None:
    firm = article("a", "Finance minister to resign over budget", "Ilsa Crane will resign over the budget, she said.")
    weak = article("b", "Finance minister may resign over budget", "Ilsa Crane may resign over the budget, aides said.")
    assert "headlines-certainty" in rules(firm, weak)
    assert "headlines-certainty" not in rules(firm, article("b", firm.article.title or "", "Crane resigns."))
    seven = article("a", "Mill blast in Torvik kills 27 people", "A blast in Torvik killed 27 people at a mill.")
    more = article("b", "Mill blast in Torvik kills 31 people", "In Torvik a blast killed 31 people at a mill.")
    hurt = article("b", "Mill blast in Torvik injures 31 people", "In Torvik a blast injured 31 people at a mill.")
    assert "headlines-figure" in rules(seven, more)
    assert "headlines-figure" not in rules(seven, hurt)


def test_an_article_that_gives_both_values_is_in_conflict_with_nobody() -> None:
    both = article("a", "Fire", FIRE + "The fire at the mill killed 14 people and left the roof in ruins.")
    one = article("b", "Blaze", "The fire at the Calder mill killed 14 people.")
    assert "figure-conflict" not in rules(both, one)


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Minister to resign over budget", "planned"),
        ("Minister considers resigning", "possible"),
        ("Minister likely to resign", "likely"),
        ("Minister resigns over budget", "asserted"),
        ("Will the minister resign?", "asked"),
        ("Minister resigns, aide says", "unclear"),
    ],
)
def test_the_level_of_a_headline(title: str, level: str) -> None:
    found = headline.of(article("a", title, "The minister spoke."))
    assert found is not None and found.level == level
