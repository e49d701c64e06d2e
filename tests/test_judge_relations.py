"""Relations between readings: each rule by an example, and what must hold for all."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.judge.relations import relate
from variorum.model import Certainty, Entry, EntryKind, Form, Reading, Relation, Span, Speaker, Witness

from .collate_builders import Draft

QUILL = Speaker(name="Edda Quill", kind="person")
BRAND = Speaker(name="Tolly Brand", kind="person")


def _reading(
    article: str, line: str, content: Sequence[str], form: Form, speaker: Speaker | None, relayer: Speaker | None
) -> Reading:
    spans = tuple(Span(line.index(c), line.index(c) + len(c)) for c in content)
    return Reading(
        article=article,
        span=Span(0, len(line)),
        form=form,
        content=spans,
        certainty=Certainty(level="asserted", score=1),
        speaker=speaker,
        relayed_by=relayer,
        statement=None if form == "narration" else "s0",
    )


def _related(*told: tuple[str, Form, str] | tuple[str, Form, str, Speaker | None]) -> tuple[Entry, list[str]]:
    """An entry of one reading a witness: line, form, content (pieces joined by a bar), and who relays it."""
    lines = [t[0] for t in told]
    readings = tuple(
        _reading(
            f"w{n}", t[0], t[2].split("|"), t[1], None if t[1] == "narration" else QUILL, t[3] if len(t) > 3 else None
        )
        for n, t in enumerate(told)
    )
    entry = Entry(id="e", kind="statement", readings=readings, base=0, base_why="", score=1)
    return relate(entry, {f"w{n}": Draft(f"w{n}", line).done() for n, line in enumerate(lines)}), lines


def _one(*told: tuple[str, Form, str] | tuple[str, Form, str, Speaker | None]) -> Relation:
    entry, _ = _related(*told)
    assert len(entry.relations) == 1
    return entry.relations[0]


FULL = "“We shall rebuild the old pier before winter, and the town will pay for all of it,” Quill said."
FULL_CONTENT = "We shall rebuild the old pier before winter, and the town will pay for all of it"


def test_the_same_words_are_verbatim_whatever_their_type() -> None:
    found = _one((FULL, "direct", FULL_CONTENT), (FULL.replace("“", '"').replace(",”", '"'), "direct", FULL_CONTENT))
    assert (found.relation, found.rule) == ("verbatim", "same-words")
    assert found.diff is not None and [op.op for op in found.diff] == ["equal"]


def test_a_part_is_trimmed_and_b_is_the_shorter() -> None:
    short = "Quill said: “The town will pay for all of it.”"
    found = _one((short, "direct", "The town will pay for all of it"), (FULL, "direct", FULL_CONTENT))
    assert (found.relation, found.rule, found.a, found.b) == ("trimmed", "part-quoted", 1, 0)


def test_an_ellipsis_is_a_trim() -> None:
    short = "“We shall rebuild the old pier ... and the town will pay for all of it,” Quill said."
    found = _one((FULL, "direct", FULL_CONTENT), (short, "direct", short[1 : short.index(",”")]))
    assert (found.relation, found.rule) == ("trimmed", "ellipsis-trim")


def test_words_left_out_without_an_ellipsis_are_told() -> None:
    short = "“We shall rebuild the old pier, and the town will pay for it,” Quill said."
    found = _one((FULL, "direct", FULL_CONTENT), (short, "direct", short[1 : short.index(",”")]))
    assert (found.relation, found.rule) == ("trimmed", "words-left-out")
    assert "winter" in found.why


def _quoted(words: str, said: str = "said") -> tuple[str, Form, str]:
    return f"“{words},” Quill {said}.", "direct", words


def test_sentences_run_into_one_are_the_same_words_and_an_ellipsis_is_a_cut() -> None:
    two = _quoted("We closed the ward. We will open it again in May")
    one = _quoted("We closed the ward and we will open it again in May")
    cut = _quoted("We closed the ward … we will open it again in May")
    found = _one(two, one)
    assert (found.relation, found.rule) == ("verbatim", "same-words-joined") and "“and”" in found.why
    assert (_one(one, cut).relation, _one(one, cut).rule) == ("trimmed", "ellipsis-trim")
    same = _one(_quoted("It took the roof. And it took the pier"), _quoted("It took the roof, and it took the pier"))
    assert (same.rule, "in one sentence" in same.why) == ("same-words", True)


def test_two_parts_of_one_quotation_are_no_re_wording() -> None:
    head = _quoted("If it rains tonight we shall have to take the crane off that hill")
    tail = _quoted("If it rains ... we shall have to take the crane off that hill, because nobody may die under it")
    assert (_one(head, tail).relation, _one(head, tail).rule) == ("trimmed", "cut-on-both-sides")
    other = _quoted("Nobody in this valley ever lost a harvest")
    assert (_one(head, other).rule, _one(head, other).score < 0.5) == ("nothing-in-common", True)


def test_what_was_said_on_two_occasions_is_neither_re_worded_nor_contradicted() -> None:
    monday = _quoted("We will open the northern mill this year", "told a rally")
    friday = _quoted("We will not open the northern mill this year", "said in an interview")
    found = _one(monday, friday)
    assert (found.relation, found.rule) == ("reworded", "two-occasions")
    assert found.score <= 0.5 and "rally" in found.why and "interview" in found.why
    assert _one(monday, _quoted("We will not open the northern mill this year")).relation == "contradicts"


def test_a_negation_of_a_clause_left_out_or_beside_another_contradicts_nothing() -> None:
    for one, two in [
        (
            "They will stand at our door in Chicago on Monday",
            "Without talks they will stand at our door in Chicago on Monday",
        ),
        (
            "We are not selling the name and nobody asked us",
            "We are not selling the name, we have not been, and nobody asked us",
        ),
        (
            "She saw the slip and used the brakes",
            "It could not be stopped although she saw the slip and used the brakes",
        ),
    ]:
        assert _one(_quoted(one), _quoted(two)).relation != "contradicts"


def test_an_editor_s_brackets_change_no_words() -> None:
    noted = (
        "“We shall rebuild the [harbour's] old pier before winter, and [Larkhaven] will pay for all of it,” Quill said."
    )
    found = _one((FULL, "direct", FULL_CONTENT), (noted, "direct", noted[1 : noted.index(",” Quill")]))
    assert (found.relation, found.rule) == ("verbatim", "same-words-but-brackets")


def test_two_words_in_marks_are_a_part_of_the_sentence() -> None:
    part = "Quill spoke of “the old pier” at length."
    found = _one((FULL, "direct", FULL_CONTENT), (part, "mixed", "“the old pier”"))
    assert (found.relation, found.a, found.b) == ("trimmed", 0, 1)


OTHER = "“Before winter we will put the old pier up again, and the town covers the cost,” Quill said."
OTHER_CONTENT = OTHER[1 : OTHER.index(",”")]


def test_other_words_in_marks_without_a_sign_of_translation() -> None:
    found = _one((FULL, "direct", FULL_CONTENT), (OTHER, "direct", OTHER_CONTENT))
    assert (found.relation, found.rule) == ("reworded", "quoted-both-language-unclear")


def test_other_words_in_marks_of_a_speaker_of_the_language() -> None:
    lead = "The British minister Edda Quill came. "
    found = _one((lead + FULL, "direct", FULL_CONTENT), (OTHER, "direct", OTHER_CONTENT))
    assert (found.relation, found.rule) == ("reworded", "quoted-both-other-words")


@pytest.mark.parametrize(
    "lead", ["Norwegian fisheries minister Edda Quill came. ", "Edda Quill, the Norwegian minister, came. "]
)
def test_other_words_in_marks_of_a_speaker_of_another_language(lead: str) -> None:
    entry, _ = _related((lead + FULL, "direct", FULL_CONTENT), (OTHER, "direct", OTHER_CONTENT))
    assert entry.relations[0].relation == "translated"
    assert {r.utterance.language for r in entry.readings if r.utterance} == {"no"}


def test_the_text_names_the_language() -> None:
    lead = "Norwegian minister Edda Quill came. "
    line = FULL.replace("said.", "said in English.")
    found = _one((lead + line, "direct", FULL_CONTENT), (OTHER, "direct", OTHER_CONTENT))
    assert found.relation == "reworded"


def test_an_interpreter_means_another_language() -> None:
    line = FULL.replace("said.", "said through an interpreter.")
    assert _one((line, "direct", FULL_CONTENT), (OTHER, "direct", OTHER_CONTENT)).relation == "translated"


def test_a_quotation_and_a_report_of_it() -> None:
    told = "Quill promised that the town would rebuild the old pier by winter."
    found = _one((told, "indirect", "the town would rebuild the old pier by winter"), (FULL, "direct", FULL_CONTENT))
    assert (found.relation, found.rule, found.a, found.b) == ("indirect", "quote-and-paraphrase", 1, 0)


def test_a_report_without_a_source() -> None:
    told = "The town will rebuild the old pier by winter."
    found = _one((FULL, "direct", FULL_CONTENT), (told, "narration", told))
    assert found.relation == "indirect" and "without naming a source" in found.why


def test_words_through_another_mouth_are_nested_and_b_relays() -> None:
    told = "Brand recalled Quill saying that the town would rebuild the old pier."
    found = _one((told, "indirect", "the town would rebuild the old pier", BRAND), (FULL, "direct", FULL_CONTENT))
    assert (found.relation, found.a, found.b) == ("nested", 1, 0)


@pytest.mark.parametrize(
    ("other", "rule"),
    [
        ("We shall not rebuild the old pier before winter, and the town will pay for all of it", "negation"),
        ("We shall rebuild the old pier after winter, and the town will pay for all of it", "opposite"),
    ],
)
def test_the_contrary(other: str, rule: str) -> None:
    found = _one((FULL, "direct", FULL_CONTENT), (f"“{other},” Quill said.", "direct", other))
    assert (found.relation, found.rule) == ("contradicts", rule)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("The old pier was not safe for the children", "The old pier was unsafe for the children"),
        ("We will not accept the offer of the company", "We will refuse the offer of the company"),
        ("It is not only the pier that the storm broke", "It is the pier that the storm broke"),
        ("The mayor did not come", "The harbour was full of boats"),
    ],
)
def test_no_contrary_is_seen_where_there_is_none(one: str, two: str) -> None:
    assert (
        _one((f"“{one},” she said.", "direct", one), (f"“{two},” she said.", "direct", two)).relation != "contradicts"
    )


def _value(
    kind: EntryKind, *values: dict[str, object], published: Sequence[str | None] = ("2031-05-06", "2031-05-06")
) -> Relation:
    readings = tuple(
        Reading(
            article=f"w{n}",
            span=Span(0, 4),
            form="narration",
            content=(Span(0, 4),),
            certainty=Certainty(level="asserted", score=1),
            **v,  # type: ignore[arg-type]
        )
        for n, v in enumerate(values)
    )
    entry = Entry(id="e", kind=kind, readings=readings, base=0, base_why="", score=1)
    witnesses = {f"w{n}": Draft(f"w{n}", f"day{n}", published=p).done() for n, p in enumerate(published)}
    (found,) = relate(entry, witnesses).relations
    return found


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ({"value": 5, "unit": "percent"}, {"value": 5, "unit": "percent"}, "same"),
        ({"value": 27, "unit": "dead"}, {"value": 30, "unit": "dead", "bound": "at least"}, "conflicts"),
        ({"value": 27, "unit": "dead", "bound": "at least"}, {"value": 30, "unit": "dead"}, "compatible"),
        ({"value": 27, "unit": "dead"}, {"value": 28, "unit": "dead"}, "conflicts"),
        ({"value": 4.2e6, "unit": "EUR"}, {"value": 4.18e6, "unit": "EUR"}, "compatible"),
        ({"value": 4.2e6, "unit": "EUR"}, {"value": 4.3e6, "unit": "EUR"}, "conflicts"),
        ({"value": 30_000, "bound": "about"}, {"value": 28_500}, "compatible"),
        ({"value": None, "range": (20.0, 30.0)}, {"value": 25}, "compatible"),
        ({"value": None, "range": (20.0, 30.0)}, {"value": 31}, "conflicts"),
        ({"value": 100, "bound": "more than"}, {"value": 100, "bound": "less than"}, "conflicts"),
        ({"value": 12, "unit": "dead"}, {"value": 12, "unit": "dead", "bound": "at least"}, "compatible"),
        ({"value": 5, "unit": "percent"}, {"value": 5, "unit": "percentage points"}, "different measure"),
        ({"value": 4_300, "unit": "job"}, {"value": 1 / 14}, "different measure"),
    ],
)
def test_figures(a: dict[str, object], b: dict[str, object], relation: str) -> None:
    assert _value("figure", a, b).relation == relation


def test_a_count_that_grows_from_day_to_day_is_no_conflict() -> None:
    found = _value(
        "figure", {"value": 27, "unit": "dead"}, {"value": 30, "unit": "dead"}, published=("2031-05-06", "2031-05-07")
    )
    assert (found.relation, found.rule) == ("compatible", "older-count")


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("2031-05-06", "2031-05-06", "same"),
        ("2031-05", "2031-05-06", "compatible"),
        ("2031-W19", "2031-05-06", "compatible"),
        ("2031-05-06", "2031-05-08", "conflicts"),
        ("2031-05-06T10:00", "2031-05-06", "compatible"),
        (None, "2031-05-06", "compatible"),
    ],
)
def test_moments(a: str | None, b: str, relation: str) -> None:
    assert _value("moment", {"value": a}, {"value": b}).relation == relation


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("PT9M", "PT11M", "conflicts"),  # nobody rounds eleven to nine
        ("PT26M", "PT30M", "compatible"),  # "half an hour"
        ("P2M", "P7W", "compatible"),
        ("P4D", "PT22H", "compatible"),  # of four days, 22 hours of talks
        ("P10D", "PT72H", "conflicts"),
        ("P4Y", "P5Y", "conflicts"),
    ],
)
def test_lengths(a: str, b: str, relation: str) -> None:
    assert _value("moment", {"value": a}, {"value": b}).relation == relation


LINES: list[tuple[str, Form, str]] = [
    (FULL, "direct", FULL_CONTENT),
    (OTHER, "direct", OTHER_CONTENT),
    ("Quill spoke of “the old pier” at length.", "mixed", "“the old pier” at length"),
    ("Quill said the pier would be rebuilt.", "indirect", "the pier would be rebuilt"),
    ("The pier will be rebuilt.", "narration", "The pier will be rebuilt"),
    ("“...,” Quill said.", "direct", "..."),
]


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_every_pair_has_one_relation_and_a_reason(told: list[tuple[str, Form, str]]) -> None:
    entry, lines = _related(*told)
    pairs = [(min(r.a, r.b), max(r.a, r.b)) for r in entry.relations]
    assert pairs == [(a, b) for a in range(len(told)) for b in range(a + 1, len(told))]
    for found in entry.relations:
        assert found.rule and found.why and 0 <= found.score <= 1
        for op in found.diff or ():
            assert op.a is None or lines[found.a][op.a.start : op.a.end].strip()
            assert op.b is None or lines[found.b][op.b.start : op.b.end].strip()


def test_relations_of_a_pair_do_not_hang_on_its_place() -> None:
    told = LINES[:5]
    first, _ = _related(*told)
    kinds = {frozenset((told[r.a][0], told[r.b][0])): (r.relation, told[r.a][0]) for r in first.relations}
    order = list(told)
    random.Random(3).shuffle(order)
    second, _ = _related(*order)
    for r in second.relations:
        relation, derived_from = kinds[frozenset((order[r.a][0], order[r.b][0]))]
        assert r.relation == relation
        if relation in ("trimmed", "indirect") and r.rule != "both-in-own-words":
            assert order[r.a][0] == derived_from


def test_readings_of_one_witness_are_not_compared() -> None:
    line = "“Never,” she said."
    readings = tuple(_reading("w0", line, ["Never"], "direct", QUILL, None) for _ in range(10))
    entry = Entry(id="e", kind="statement", readings=readings, base=0, base_why="", score=1)
    witnesses: dict[str, Witness] = {"w0": Draft("w0", line).done()}
    assert relate(entry, witnesses).relations == ()


def test_three_hundred_readings_are_bounded() -> None:
    entry, _ = _related(*(LINES[n % 4] for n in range(300)))
    assert len(entry.relations) == 300 * 299 // 2
    assert any(r.diff for r in entry.relations) and any(r.diff is None for r in entry.relations)
