"""The view says what the volume says, in the order a reader wants, and every word of it stands where it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum import wording
from variorum.model import Article, Certainty, Claims, Finding, Reading, Relation, Span, Volume
from variorum.present import collation, compose, html, labels, steps
from variorum.present.apparatus import Source
from variorum.present.view import EditionView, EntryView, Quote, ReadingView, Segment, VolumeView
from variorum.settings import PresentSettings

from . import sample_volume


@pytest.fixture(scope="module")
def view() -> VolumeView:
    return compose.volume(sample_volume.volume())


@pytest.fixture(scope="module")
def quay(view: VolumeView) -> EditionView:
    return view.editions[0]


def _walk(node: object) -> Iterator[object]:
    yield node
    if is_dataclass(node) and not isinstance(node, Article | Claims | type):
        for field in fields(node):
            yield from _walk(getattr(node, field.name))
    elif isinstance(node, tuple):
        for item in node:
            yield from _walk(item)


def test_every_quotation_is_cut_from_its_article(view: VolumeView) -> None:
    texts = {w.id: w.article.text for w in view.witnesses}
    signs = {w.id: w.sign for w in view.witnesses}
    quotes = [n for n in _walk(view) if isinstance(n, Quote)]
    assert len(quotes) > 60
    for quote in quotes:
        assert quote.text == quote.locus.span.of(texts[quote.locus.article])
        assert quote.sign == signs[quote.locus.article]


def test_every_segment_is_cut_from_its_article(view: VolumeView) -> None:
    texts = {w.sign: w.article.text for w in view.witnesses}
    for entry in (e for edition in view.editions for e in edition.entries):
        for reading in entry.variants:
            for s in reading.segments:
                assert s.base is None or s.base_text == s.base.of(texts[entry.base.sign])
                assert s.reading is None or s.reading_text == s.reading.of(texts[reading.sign])


def test_anchors_are_safe_and_unique(view: VolumeView) -> None:
    anchors = [a for n in _walk(view.editions) for a in [getattr(n, "anchor", None)] if a and not hasattr(n, "article")]
    assert len(set(anchors)) == len(anchors)
    assert all(c.isascii() and (c.isalnum() or c == "-") for a in anchors for c in a)


def test_the_order_of_the_volume_does_not_matter(view: VolumeView) -> None:
    made = sample_volume.volume()
    turned = replace(
        made,
        witnesses=made.witnesses[::-1],
        labels=made.labels[::-1],
        editions=tuple(
            replace(
                e, findings=e.findings[::-1], timeline=e.timeline[::-1], origins=e.origins[::-1], reuse=e.reuse[::-1]
            )
            for e in made.editions[::-1]
        ),
    )
    assert compose.volume(turned) == view


def test_the_largest_event_comes_first_and_storylines_run_in_time(view: VolumeView) -> None:
    assert [e.event.id for e in view.editions] == ["v-quay", "v-letter"]
    assert [e.id for e in view.storylines[0].events] == ["v-letter", "v-quay"]


def test_the_event_has_its_headline_facts(quay: EditionView) -> None:
    event = quay.event
    assert (event.when, event.places, event.origins) == ("12 March 2024", ("Larnholt",), (1, 2))
    assert event.who[:2] == ("Jorun Vask", "Ada Quill")
    assert event.unread == ("G",)


def test_witnesses_tell_text_credits_from_photo_credits(view: VolumeView) -> None:
    courier = view.witness("C")
    assert [c.agency for c in courier.text_credits] == ["Nordwire"]
    assert [c.agency for c in courier.photo_credits] == ["Fotolab"]
    assert courier.name == "courier.txt"
    assert courier.when == "undated"
    assert 0.2 < courier.reused < 0.6
    assert view.witness("B").reused == 0.0


def test_findings_come_by_severity_and_hide_late(quay: EditionView) -> None:
    assert [f.id for f in quay.findings] == ["f-frost", "f-cost", "f-slow", "f-date", "f-unread", "f-weak"]
    assert [f.shown for f in quay.findings] == [True] * 5 + [False]
    few = compose.volume(sample_volume.volume(), settings=PresentSettings(findings=2, min_score=0.0)).editions[0]
    assert [f.id for f in few.findings if f.shown] == ["f-frost", "f-cost"]
    assert few.hidden_findings == 4


def test_entries_with_findings_and_witnesses_come_first(quay: EditionView) -> None:
    ids = [e.id for e in quay.entries]
    assert ids.index("e-frost") < ids.index("e-slow") < ids.index("e-rebuilt") < ids.index("e-warning")
    assert all(not e.single for e in quay.entries[: ids.index("e-warning")])


def _reading(quay: EditionView, entry: str, sign: str) -> ReadingView:
    return next(r for r in quay.entry(entry).variants if r.sign == sign)


def test_a_reading_says_how_it_differs(quay: EditionView) -> None:
    frost = _reading(quay, "e-frost", "C")
    assert (frost.relation, frost.differs, frost.certainty) == ("reworded", ("certainty",), "conditional")
    slow = _reading(quay, "e-slow", "B")
    assert (slow.relation, slow.differs) == ("indirect", ("stance",))
    assert slow.cue is not None
    assert (slow.cue.words, slow.cue.stance) == ("admitted", "admits")


def test_a_relation_told_from_the_other_side_is_turned(quay: EditionView) -> None:
    """The record has the shorter reading second; the base here is the longer, and what it has more is omitted."""
    day = _reading(quay, "e-day", "H")
    told = [(s.op, s.base_text, s.reading_text) for s in day.segments]
    assert ("omit", "This is", "") in told
    assert ("equal", "a good day for the islands", "a good day for the islands") in told
    slow = [(s.op, s.base_text, s.reading_text) for s in _reading(quay, "e-slow", "C").segments if s.op == "replace"]
    assert ("replace", "quay", "pier") in slow


def test_the_coverage_matrix_tells_each_state(quay: EditionView) -> None:
    rows = {row.entry: {c.sign: ("base" if c.is_base else c.state) for c in row.cells} for row in quay.coverage.rows}
    assert rows["e-slow"] == {"G": "unread", "H": "base", "B": "indirect", "C": "translated"}
    assert rows["e-cost"] == {"G": "unread", "H": "base", "B": "compatible", "C": "conflicts"}
    assert rows["e-day"]["C"] == "silent"


def test_unread_is_never_silent(view: VolumeView) -> None:
    assert all(s.sign != "G" for edition in view.editions for s in edition.silences)
    assert all("G" not in e.silent for edition in view.editions for e in edition.entries)


def test_the_figure_ledger_keeps_the_figures_as_written(quay: EditionView) -> None:
    row = next(r for r in quay.figures if r.entry == "e-cost")
    assert row.measure is not None
    assert row.measure.text == "The work"
    assert {c.sign: c.quote.text for c in row.cells} == {
        "H": "18 million crowns", "B": "About 18m crowns", "C": "21 million crowns",
    }  # fmt: skip


def test_the_timeline_runs_in_time(quay: EditionView) -> None:
    assert [t.when for t in quay.timeline] == ["January 2024", "11 March 2024", "12 March 2024", "3 April 2024"]


def test_narration_comes_before_quotation(quay: EditionView) -> None:
    assert [r.passage for r in quay.reuse] == ["narration", "quotation"]
    assert [r.source for r in quay.reuse] == ["H", None]


def _relabelled(relation: str, verdict: str) -> EntryView:
    """The remark that three witnesses have, every reading in one relation to the base."""
    volume = sample_volume.volume()
    edition = compose.volume(volume).editions[0]
    entry = next(e for e in edition.entries if e.kind == "statement" and len(e.variants) > 1)
    variants = tuple(replace(v, relation=relation, differs=()) for v in entry.variants)  # type: ignore[arg-type]
    return replace(entry, variants=variants, verdict=verdict)  # type: ignore[arg-type]


def test_only_what_was_compared_agrees() -> None:
    assert labels.verdict(_relabelled("verbatim", "agree")) == "the same words"
    assert labels.verdict(_relabelled("trimmed", "agree")) == labels.SHORTENED
    for loose in ("indirect", "nested"):
        assert "not compared" in labels.verdict(_relabelled(loose, "agree"))
    mixed = _relabelled("indirect", "agree")
    exact = replace(mixed, variants=(replace(mixed.variants[0], relation="verbatim"), *mixed.variants[1:]))
    assert labels.verdict(exact) == labels.PARTLY
    firm = replace(mixed, verdict="differ", variants=(replace(mixed.variants[0], differs=("certainty",)),))
    assert labels.verdict(firm) == labels.CERTAINTY
    assert labels.verdict(_relabelled("reworded", "differ")) == "the wording differs"
    assert labels.verdict(_relabelled("contradicts", "conflict")) == "in conflict"
    assert "agree" not in {labels.verdict(_relabelled(r, "agree")) for r in ("verbatim", "trimmed", "indirect")}


def test_points_in_common_are_no_text_in_common() -> None:
    volume = sample_volume.volume()
    edition = volume.editions[0]
    other = tuple(replace(r, kind="parallel") for r in edition.reuse)
    told = compose.volume(replace(volume, editions=(replace(edition, reuse=other), *volume.editions[1:])))
    assert any(w.reused for w in compose.volume(volume).witnesses)
    assert not any(w.reused for w in told.witnesses)
    page = html.render(replace(volume, editions=(replace(edition, reuse=other), *volume.editions[1:])))
    assert "words of narration" not in page
    assert "make 1 point in one order, in other words" in page


def test_what_is_said_comes_before_where_it_comes_from(view: VolumeView) -> None:
    volume = sample_volume.volume()
    edition = volume.editions[0]
    shared = replace(edition.findings[0], id="f-shared", kind="shared-origin", severity="high", score=1.0)
    findings = (shared, *edition.findings)
    told = compose.volume(replace(volume, editions=(replace(edition, findings=findings), *volume.editions[1:])))
    high = [f.kind for f in told.editions[0].findings if f.severity == "high" and f.shown]
    assert high[-1] == "shared-origin"
    assert len(high) > 1


def test_a_thread_without_a_change_is_steady(view: VolumeView) -> None:
    (thread,) = view.storylines[0].threads
    assert thread.change == "taken up again"
    assert thread.steady


def test_an_empty_volume_has_a_view() -> None:
    empty = Volume(recipe="", witnesses=(), labels=(), editions=(), storylines=())
    assert compose.volume(empty).editions == ()


def test_a_grave_finding_outranks_many_slight_ones(quay: EditionView) -> None:
    made = sample_volume.volume()
    slight = tuple(
        Finding(
            id=f"f-x{n}", kind="stance-differs", severity="low", message="x", rule="x", score=1.0, articles=(),
            entries=("e-day",), evidence=(),
        )
        for n in range(50)
    )  # fmt: skip
    edition = replace(made.editions[0], findings=made.editions[0].findings + slight)
    ids = [e.id for e in compose.volume(replace(made, editions=(edition,), storylines=())).editions[0].entries]
    assert ids.index("e-frost") < ids.index("e-day")


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2025-06-27", "2025-06-27", "27 June 2025"),
        ("2025-06-26", "2025-06-27", "26 to 27 June 2025"),
        ("2025-06-30", "2025-07-01", "30 June to 1 July 2025"),
        ("2024-12-31", "2025-01-01", "31 December 2024 to 1 January 2025"),
        ("2025-06", "2025-06", "June 2025"),
        ("2025", "2025", "2025"),
        ("2025-06-27T10:00:00Z", "2025-06-27T12:00:00Z", "27 June 2025"),
        ("2025-13-01", "2025-13-01", "2025-13-01"),
        ("next week", None, "next week"),
        (None, None, ""),
    ],
)
def test_dates_for_people(first: str | None, last: str | None, told: str) -> None:
    assert labels.when(first, last) == told


def _step(op: str, base: str, reading: str) -> Segment:
    return Segment(
        op=op, base_text=base, reading_text=reading, base=None, reading=None, base_space=True, reading_space=True  # type: ignore[arg-type]
    )  # fmt: skip


def test_runs_join_neighbouring_changes() -> None:
    steps = (_step("equal", "we", "we"), _step("omit", "will", ""), _step("add", "", "may"), _step("equal", "go", "go"))
    assert [(r.op, r.base_text, r.reading_text) for r in collation.runs(steps)] == [
        ("equal", "we", "we"), ("replace", "will", "may"), ("equal", "go", "go"),
    ]  # fmt: skip


def test_a_word_between_two_replacements_joins_them() -> None:
    steps = (_step("replace", "a", "x"), _step("equal", "of", "of"), _step("replace", "b", "y"))
    assert [(r.op, r.base_text, r.reading_text) for r in collation.runs(steps)] == [("replace", "a of b", "x of y")]


def test_a_collation_with_little_in_common_is_not_legible() -> None:
    assert not collation.legible((_step("replace", "one two three", "quite another thing"), _step("equal", "a", "a")))
    assert collation.legible((_step("equal", "one two three", "one two three"), _step("add", "", "four")))
    assert not collation.legible(())


@pytest.mark.parametrize(
    ("value", "told"),
    [("2025-FA", "autumn 2025"), ("2025-Q3", "third quarter of 2025"), ("2025-06", "June 2025"),
     ("2025-W26", "23 to 29 June 2025"), ("PRESENT_REF", "23 to 29 June 2025")],
)  # fmt: skip
def test_times_for_people(value: str, told: str) -> None:
    assert labels.moment(value, "2025-06-23", "2025-06-29") == told


def test_reasons_name_witnesses_by_sign() -> None:
    ids = {"000_2bd8": "A", "000": "B", "wire": "C", "20250627": "D", "000_2bd8-x": "E"}
    source = Source(texts={}, signs=ids)
    assert source.told("000_2bd8 and 000_2bd8-x share 000 words; 20250627.") == "A and E share 000 words; D."
    assert source.told("a wire report of 000_2bd8x") == "a wire report of 000_2bd8x"


def _side(words: str, *pieces: str) -> steps.Side:
    content = tuple(Span(at, at + len(p)) for p in pieces for at in [words.index(p)])
    certainty = Certainty(level="asserted", score=1.0)
    whole = Span(0, len(words))
    return steps.Side(Reading(article="x", span=whole, form="direct", content=content, certainty=certainty), words)


def _read(base: steps.Side, reading: steps.Side) -> str:
    diff = wording.diff(base.text, base.reading.content, reading.text, reading.reading.content)
    relation = Relation(a=0, b=1, relation="reworded", score=1.0, rule="x", why="x", diff=diff)
    runs = collation.runs(steps.segments(relation, base, reading, turned=False))
    return "".join((" " if r.spaced else "") + r.reading_text for r in runs)


def test_a_collation_reads_with_the_marks_of_its_reading() -> None:
    base = _side("We go, if asked, at dawn.", "We go, if asked, at dawn.")
    assert (
        _read(base, _side("We go - if asked - at dusk?", "We go - if asked - at dusk?"))
        == "We go - if asked - at dusk?"
    )


def test_an_interruption_is_shown() -> None:
    base = _side("We go at dawn and we stay for good.", "We go at dawn and we stay for good.")
    reading = _side('"We go at dawn," she said, "and we stay for good."', "We go at dawn,", "and we stay for good.")
    assert _read(base, reading) == "We go at dawn, ... and we stay for good."


@given(st.text(alphabet="ab ,.’\n", max_size=40), st.text(alphabet="ab ,.’\n", max_size=40))
def test_a_collation_leaves_no_word_of_its_reading_out(left: str, right: str) -> None:
    left, right = "a" + left, "b" + right
    shown = _read(_side(left, left), _side(right, right))
    assert "".join(shown.split()) == "".join(right.split())
