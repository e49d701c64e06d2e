"""Word-level collation: examples to check by hand, and what must hold for any two passages."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum import wording
from variorum.collate import diff
from variorum.model import DiffOp, Span


def _steps(a: str, b: str) -> list[tuple[str, str | None, str | None]]:
    ops = diff(a, (Span(0, len(a)),), b, (Span(0, len(b)),))
    return [(op.op, op.a.of(a) if op.a else None, op.b.of(b) if op.b else None) for op in ops]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The harbour — at 5% — closed", "the harbor, at 5 per cent, closed"),
        ("We’re sure it isn't full", "We are sure it is not full"),
        ("a round-the-clock job", "A round the clock job"),
        ("“Organised” colour", "'organized' color"),
        ("about 3,000 of the U.S. crew", "About 3000 of the US crew"),
        ("in five towns", "in 5 towns"),
        ("Twenty-five boats and twelve oars", "25 boats and 12 oars"),
        ("two hundred and 3 million", "200 and 3,000,000"),
        ("It cost 4.5 million euros", "It cost €4.5m"),
        ("five dollars a day", "$5 a day"),
        ("They are destabilising it", "They are destabilizing it"),
    ],
)
def test_typography_and_spelling_are_no_variants(a: str, b: str) -> None:
    assert _steps(a, b) == [("equal", a.strip("“"), b.strip("'"))] or [s[0] for s in _steps(a, b)] == ["equal"]


def test_other_words_are_a_replacement() -> None:
    assert _steps("Leave the pump to me. Bring the rope.", "I will see to the pump. Do bring the rope.") == [
        ("replace", "Leave", "I will see to"),
        ("equal", "the pump", "the pump"),
        ("replace", "to me", "Do"),
        ("equal", "Bring the rope", "bring the rope"),
    ]


def test_a_trimmed_end_is_an_omission() -> None:
    assert _steps("We shall mend the roof before winter", "we shall mend the roof") == [
        ("equal", "We shall mend the roof", "we shall mend the roof"),
        ("omit", "before winter", None),
    ]


def test_grammar_words_do_not_cut_a_replacement_to_shreds() -> None:
    steps = _steps("The council rejected a plan of the architect", "The council threw out every idea of any builder")
    assert [s[0] for s in steps] == ["equal", "replace"]


def test_words_that_stand_elsewhere_are_a_move() -> None:
    a = "Before the first snow falls, we shall mend the roof of the chapel"
    b = "We shall mend the roof of the chapel before the first snow falls"
    assert _steps(a, b) == [
        ("move", "Before the first snow falls", "before the first snow falls"),
        ("equal", "we shall mend the roof of the chapel", "We shall mend the roof of the chapel"),
    ]


def test_two_words_of_content_have_not_moved() -> None:
    assert "move" not in {s[0] for s in _steps("The old pier will be mended", "Mended will be the old pier")}


def test_a_word_that_both_repeat_takes_bounded_time() -> None:
    a, b = " ".join(["red boat sank"] * 1500), " ".join(["sank boat red"] * 1500)
    start = time.process_time()
    assert diff(a, _pieces(a), b, _pieces(b))
    assert time.process_time() - start < 8


def test_no_step_runs_over_an_interruption() -> None:
    a = "“We shall,” she said, “mend the roof.”"
    pieces = (Span(1, 9), Span(a.index("mend"), a.index(".”")))
    b = "We shall mend the roof"
    ops = diff(a, pieces, b, (Span(0, len(b)),))
    assert [(op.op, op.a.of(a) if op.a else None) for op in ops] == [("equal", "We shall"), ("equal", "mend the roof")]


def test_nothing_against_something() -> None:
    assert diff("", (), "", ()) == ()
    assert _steps("word", "...") == [("omit", "word", None)]
    assert [s[0] for s in _steps("...", "word here")] == ["add"]


SAMPLE = [
    "the",
    "mayor",
    "won't",
    "open",
    "a",
    "bridge,",
    "5%",
    "3,000",
    "harbour—light",
    "U.S.",
    "per",
    "cent",
    "“so”",
]
WORDS = st.lists(st.sampled_from(SAMPLE), max_size=24)


@given(WORDS, WORDS)
@settings(max_examples=150, deadline=None)
def test_all_words_of_both_sides_are_covered_once(first: list[str], second: list[str]) -> None:
    a, b = " ".join(first), " ".join(second)
    pieces_a, pieces_b = _pieces(a), _pieces(b)
    ops = diff(a, pieces_a, b, pieces_b)
    assert _covered(ops, "a", a) == [x.span for x in wording.atoms(a, pieces_a)]
    assert _covered(ops, "b", b) == [x.span for x in wording.atoms(b, pieces_b)]
    for op in ops:
        norms = [[x.norm for x in wording.atoms(t, (s,))] if s else [] for t, s in ((a, op.a), (b, op.b))]
        assert (op.op == "equal") == (norms[0] == norms[1])
        assert (op.a is None) == (op.op == "add") and (op.b is None) == (op.op == "omit")


@given(WORDS, WORDS)
@settings(max_examples=150, deadline=None)
def test_the_way_back_is_the_same_turned_round(first: list[str], second: list[str]) -> None:
    a, b = " ".join(first), " ".join(second)
    there, back = diff(a, _pieces(a), b, _pieces(b)), diff(b, _pieces(b), a, _pieces(a))
    turned = {"omit": "add", "add": "omit"}
    assert {(op.op, op.a, op.b) for op in there} == {(turned.get(op.op, op.op), op.b, op.a) for op in back}


@given(WORDS, WORDS)
@settings(max_examples=150, deadline=None)
def test_the_steps_make_one_side_from_the_other(first: list[str], second: list[str]) -> None:
    a, b = " ".join(first), " ".join(second)
    ops = diff(a, _pieces(a), b, _pieces(b))
    assert [n for op in sorted((o for o in ops if o.b), key=lambda o: o.b or Span(0, 1)) for n in _made(op, a, b)] == [
        x.norm for x in wording.atoms(b, _pieces(b))
    ]


def _made(op: DiffOp, a: str, b: str) -> list[str]:
    """The words that a step gives for ``b``: those of ``a`` where it keeps or moves them."""
    text, span = (a, op.a) if op.op in ("equal", "move") else (b, op.b)
    return [x.norm for x in wording.atoms(text, (span,))] if span else []


@given(
    st.permutations(
        [
            "one red boat sank early",
            "the mayor wept aloud",
            "two grey gulls flew home",
            "three cracked bells rang there",
        ]
    )
)
@settings(max_examples=24, deadline=None)
def test_sentences_in_another_order_are_moves(order: list[str]) -> None:
    a, b = ". ".join(sorted(order)), ". ".join(order)
    ops = diff(a, _pieces(a), b, _pieces(b))
    assert {op.op for op in ops} <= {"equal", "move"}
    assert _covered(ops, "a", a) == [x.span for x in wording.atoms(a, _pieces(a))]


def _pieces(text: str) -> tuple[Span, ...]:
    return (Span(0, len(text)),) if text else ()


def _covered(ops: tuple[DiffOp, ...], side: str, text: str) -> list[Span]:
    in_order = [getattr(op, side) for op in ops if getattr(op, side) and (side == "a" or op.op != "move")]
    assert in_order == sorted(in_order)
    spans = sorted(getattr(op, side) for op in ops if getattr(op, side))
    return [x.span for s in spans for x in wording.atoms(text, (s,))]


def test_long_passages_take_bounded_time() -> None:
    a = " ".join(f"w{n % 997}" for n in range(20_000))
    b = " ".join(f"w{n % 991}" for n in range(20_000))
    start = time.process_time()
    assert diff(a, _pieces(a), b, _pieces(b))
    assert time.process_time() - start < 8


def test_marks_of_any_kind_hold_what_they_hold() -> None:
    for line, inside in [
        ('She called it “a fine bridge" and left', ["a fine bridge"]),
        ("It’s ‘a dog’s life’, he said", ["a dog’s life"]),
        ('"One," he said. "Two."', ["One,", "Two."]),
        ("the dockers' wage isn't high", []),
        ("“Never closed", ["Never closed"]),
    ]:
        assert [s.of(line) for s in wording.marked(line, Span(0, len(line)))] == inside


def test_a_passage_may_begin_inside_a_quotation() -> None:
    line = 'He had "great patience", and that the work was "nearly done", he said.'
    within = Span(line.index("patience"), len(line))
    assert [s.of(line) for s in wording.marked(line, within)] == ["great patience", "nearly done"]
