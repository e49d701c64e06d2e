"""Marks in a text: they nest, lose nothing, and each covers exactly its characters."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from variorum.model import Block, Role, Span
from variorum.present.html_marks import Mark, MarkedText, Piece, Ref, lay

TEXTS = st.text(alphabet="ab 🛳é\n", min_size=1, max_size=60)
ROLES: tuple[Role, ...] = ("body", "promo", "title", "other")


@st.composite
def laid_out(draw: st.DrawFn) -> tuple[str, tuple[Block, ...], tuple[Mark, ...]]:
    text = draw(TEXTS)
    places = st.integers(0, len(text))
    cuts = sorted(draw(st.sets(places, max_size=6)))
    blocks = tuple(
        Block(span=Span(a, b), role=draw(st.sampled_from(ROLES))) for a, b in pairwise(cuts) if draw(st.booleans())
    )
    spans = draw(st.lists(st.tuples(places, places).filter(lambda p: p[0] < p[1]), max_size=8))
    marks = tuple(
        Mark(span=Span(a, b), rank=n % 3, kind="x", id=f"m{n}", ref=Ref(id=f"e{n}", number=n))
        for n, (a, b) in enumerate(spans)
    )
    return text, blocks, marks


def written(laid: MarkedText) -> str:
    return "".join(p.text for b in laid.blocks for p in b.pieces)


def covered(laid: MarkedText) -> dict[str, str]:
    """What each mark holds; fails when pieces do not nest within their block."""
    found: dict[str, str] = {}
    for block in laid.blocks:
        opened: list[str] = []
        for piece in block.pieces:
            opened = _step(piece, opened, found)
        assert not opened
    return found


def _step(piece: Piece, opened: list[str], found: dict[str, str]) -> list[str]:
    if piece.op == "text":
        assert piece.text
        for name in opened:
            found[name] = found.get(name, "") + piece.text
        return opened
    assert piece.mark is not None
    assert piece.mark.id is not None
    if piece.op == "open":
        assert piece.first == (piece.mark.id not in found)
        found.setdefault(piece.mark.id, "")
        return [*opened, piece.mark.id]
    if piece.op == "close":
        assert opened[-1] == piece.mark.id
        return opened[:-1]
    assert piece.mark.id in found
    return opened


@given(laid_out())
def test_nothing_of_the_text_is_lost_but_blank_between_blocks(
    given_: tuple[str, tuple[Block, ...], tuple[Mark, ...]],
) -> None:
    text, blocks, marks = given_
    assert "".join(written(lay(text, blocks, marks)).split()) == "".join(text.split())


@given(laid_out())
def test_marks_nest_and_cover_their_words(given_: tuple[str, tuple[Block, ...], tuple[Mark, ...]]) -> None:
    text, blocks, marks = given_
    laid = lay(text, blocks, marks)
    found = covered(laid)
    assert set(found) | set(laid.lost) == {m.id for m in marks}
    for mark in marks:
        held = "".join(found.get(str(mark.id), "").split())
        assert held == "".join(mark.span.of(text).split())


@given(laid_out())
def test_every_mark_that_is_shown_has_one_way_to_its_entry(
    given_: tuple[str, tuple[Block, ...], tuple[Mark, ...]],
) -> None:
    laid = lay(*given_)
    refs = [p.mark.id for b in laid.blocks for p in b.pieces if p.op == "ref" and p.mark]
    assert sorted(r for r in refs if r) == sorted(covered(laid))


def test_a_crossing_mark_is_cut_and_named_once() -> None:
    text = "one two three"
    marks = (
        Mark(span=Span(0, 7), rank=0, kind="a", id="first"),
        Mark(span=Span(4, 13), rank=0, kind="b", id="second"),
    )
    laid = lay(text, (Block(span=Span(0, 13), role="body"),), marks)
    assert laid.split == ("second",)
    assert covered(laid) == {"first": "one two", "second": "two three"}


def test_text_outside_all_blocks_is_kept_as_furniture() -> None:
    laid = lay("Menu\nBody", (Block(span=Span(5, 9), role="body"),), ())
    assert [(b.role, b.lines) for b in laid.blocks] == [("other", 1), ("body", 1)]


def test_many_marks_take_bounded_time() -> None:
    text = "word " * 20_000
    blocks = tuple(Block(span=Span(i, i + 49), role="body") for i in range(0, len(text) - 50, 50))
    marks = tuple(Mark(span=Span(i, i + 120), rank=0, kind="x", id=f"m{i}") for i in range(0, 90_000, 15))
    began = time.perf_counter()
    lay(text, blocks, marks)
    assert time.perf_counter() - began < 5
