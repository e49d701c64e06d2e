"""The parts of the learned reader that hold without its weights: pieces, windows, tag sequences, links."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.paragraphs import article
from variorum.encode import CLS, SEP
from variorum.extract import quotes, reader_links, reader_pieces, reader_tags
from variorum.extract.document import lay_out
from variorum.extract.reader_links import CONTENT, CUE, SOURCE
from variorum.extract.reader_pieces import MAX_PIECES, Case, Words
from variorum.extract.reader_tags import Piece
from variorum.model import Span

WORDS = st.sampled_from(
    ["The", "mayor", "said", "“yes”", "NATO’s", "3.5%", "e-mail", "Ökonom", "…", "naïveté", "x" * 300]
)
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=1, max_size=60).map(" ".join), min_size=1, max_size=8)


def read(*paragraphs: str) -> tuple[str, Words]:
    document = lay_out(article(*paragraphs))
    return document.text, reader_pieces.words(document, quotes.find(document))


def test_a_word_keeps_its_place_and_its_case_whatever_the_vocabulary_folds() -> None:
    text, words = read("NATO’s Müller wrote iPads in 2024.")
    cut = [text[a:b] for a, b in zip(words.start, words.end, strict=True)]
    assert cut == ["NATO", "’", "s", "Müller", "wrote", "iPads", "in", "2024", "."]
    assert [Case(c).name for c in words.case] == [
        "UPPER", "SIGN", "LOWER", "TITLE", "LOWER", "MIXED", "LOWER", "DIGITS", "SIGN",
    ]  # fmt: skip


@pytest.mark.parametrize("opening, closing", ["“”", '""', "«»", "„“"])
def test_depth_in_quotations_does_not_depend_on_the_marks(opening: str, closing: str) -> None:
    text, words = read(f"She said {opening}we will come{closing} and left.")
    inside = [text[a:b] for a, b, d in zip(words.start, words.end, words.depth, strict=True) if d == 1]
    assert inside == ["we", "will", "come"]


@given(PARAGRAPHS, st.integers(24, 80), st.integers(0, 30))
def test_windows_answer_for_every_word_once_and_keep_to_their_size(parts: list[str], size: int, context: int) -> None:
    text, words = read(*parts)
    made = list(reader_pieces.windows(text, words, pieces=size, context=context))
    own = [int(w) for window in made for w in window.words[window.context :] if w >= 0]
    assert own == list(range(len(words)))
    for window in made:
        assert len(window.ids) <= size
        assert window.ids[0] == CLS
        assert window.ids[-1] == SEP
        real = window.words >= 0
        assert (window.ids[window.at[~real]] == SEP).all()
        first = words.pieces[words.first[window.words[real]]]
        assert (window.ids[window.at[real]] == first).all()
        assert len(window.ids) == len(window.case) == len(window.depth) == len(window.place)


@given(PARAGRAPHS)
def test_words_lie_in_the_text_in_order_and_are_never_long(parts: list[str]) -> None:
    text, words = read(*parts)
    spans = list(zip(words.start.tolist(), words.end.tolist(), strict=True))
    assert all(a < b for a, b in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
    assert "".join(text[a:b] for a, b in spans) == "".join(text.split())
    assert np.diff(words.first).max() <= MAX_PIECES


def test_covered_words_are_those_that_a_span_touches() -> None:
    _, words = read("one two three")
    assert list(reader_pieces.covered(words, Span(4, 7))) == [1]
    assert list(reader_pieces.covered(words, Span(2, 5))) == [0, 1]
    assert list(reader_pieces.covered(words, Span(3, 4))) == []


@settings(deadline=None)
@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_the_best_tags_are_those_that_trying_all_would_find(length: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    scores = chance.normal(0, 2, (length, 9)).astype(np.float32)
    moves = chance.normal(0, 1, (9, 9)).astype(np.float32)
    allowed = moves + reader_tags._ruled_out(9)

    def total(path: tuple[int, ...]) -> float:
        whole = (0, *path, 0)
        return sum(float(allowed[a, b]) for a, b in itertools.pairwise(whole)) + sum(
            float(scores[i, t]) for i, t in enumerate(path)
        )

    best = max(itertools.product(range(9), repeat=length), key=total)
    found = reader_tags.find(scores, moves, [0, length])
    tags = [0] * length
    for piece in found:
        base = 1 + 4 * piece.name
        tags[piece.first : piece.last + 1] = [base + 1] * (piece.last - piece.first + 1)
        tags[piece.first], tags[piece.last] = base, base + 2
        if piece.first == piece.last:
            tags[piece.first] = base + 3
        assert 0 <= piece.score <= 1
    assert total(tuple(tags)) == pytest.approx(total(best), abs=1e-3)


@given(st.lists(st.integers(1, 6), min_size=2, max_size=6), st.integers(0, 2**32 - 1))
def test_blocks_are_decoded_side_by_side_as_they_would_be_alone(sizes: list[int], seed: int) -> None:
    chance = np.random.default_rng(seed)
    scores = chance.normal(0, 2, (sum(sizes), 5)).astype(np.float32)
    moves = chance.normal(0, 1, (5, 5)).astype(np.float32)
    edges = [0, *itertools.accumulate(sizes)]
    together = [(p.first, p.last, p.name) for p in reader_tags.find(scores, moves, edges)]
    alone = [
        (a + p.first, a + p.last, p.name)
        for a, b in itertools.pairwise(edges)
        for p in reader_tags.find(scores[a:b], moves, [0, b - a])
    ]
    assert together == alone


def piece(first: int, last: int, name: int) -> Piece:
    return Piece(first=first, last=last, name=name, score=0.9)


def test_pieces_go_to_the_cue_that_their_words_ask_for() -> None:
    pieces = [
        piece(0, 0, SOURCE), piece(1, 1, CUE), piece(2, 3, CONTENT),
        piece(5, 5, SOURCE), piece(6, 6, CUE), piece(7, 8, CONTENT), piece(9, 9, CONTENT),
    ]  # fmt: skip
    answers = np.zeros((10, 2), dtype=np.float32)
    answers[1], answers[6] = (9, 0), (0, 9)
    asks = np.zeros((10, 2), dtype=np.float32)
    asks[[0, 2, 3, 9]] = (9, 0)
    asks[[5, 7, 8]] = (0, 9)
    one, two = reader_links.relations(pieces, np.zeros(10, dtype=np.int32), asks, answers)
    assert [p.first for p in one.content] == [2, 9]
    assert [p.first for p in one.source] == [0]
    assert [p.first for p in two.content] == [7]
    assert [p.first for p in two.source] == [5]
    assert one.link > 0.9


def test_a_cue_that_nothing_belongs_to_is_no_relation() -> None:
    nought = np.zeros((3, 2), dtype=np.float32)
    block = np.asarray([0, 0, 1], dtype=np.int32)
    assert reader_links.relations([piece(0, 0, CUE), piece(2, 2, CONTENT)], block, nought, nought) == []
    assert reader_links.relations([piece(0, 0, SOURCE), piece(1, 1, CUE)], block, nought, nought) == []
    assert reader_links.relations([piece(0, 0, CONTENT)], block, nought, nought) == []
