"""Sentences, tokens and normal forms."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum import text
from variorum.model import Span


def cut(source: str) -> list[str]:
    return [s.of(source) for s in text.sentences(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("She left. He stayed.", ["She left.", "He stayed."]),
        ("Mr. Vask met Dr. Quill. They spoke.", ["Mr. Vask met Dr. Quill.", "They spoke."]),
        ("The U.S. is here. The rest is not.", ["The U.S. is here.", "The rest is not."]),
        ("It cost 3.5 million. No. 5 won.", ["It cost 3.5 million.", "No. 5 won."]),
        ("“We go.” He left.", ["“We go.”", "He left."]),
        ("“Really?” she asked. Yes!", ["“Really?” she asked.", "Yes!"]),
        ("One line\nanother line", ["One line", "another line"]),
        ("He lives in the U.S. The house is old.", ["He lives in the U.S.", "The house is old."]),
        ("J. R. Vask spoke.", ["J. R. Vask spoke."]),
        ("Wait… no. Go.", ["Wait… no.", "Go."]),
        ("", []),
    ],
)
def test_sentences(source: str, expected: list[str]) -> None:
    assert cut(source) == expected


def test_lines_of_one_paragraph_are_joined_on_request() -> None:
    source = "The mayor said on\nFriday it was so.\r\nShe left.\n\nAnother paragraph"
    found = [s.of(source) for s in text.sentences(source, across_lines=True)]
    assert found == ["The mayor said on\nFriday it was so.", "She left.", "Another paragraph"]
    assert len(text.sentences(source)) == 4


@given(st.text(alphabet=st.sampled_from("aB .!?…\"“”'’\n\r()5U.S"), max_size=200))
def test_sentences_are_in_order_trimmed_and_lose_only_white_space(source: str) -> None:
    found = text.sentences(source)
    assert list(found) == sorted(found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(s.of(source) == s.of(source).strip() for s in found)
    covered = set().union(*(range(s.start, s.end) for s in found)) if found else set()
    assert all(c.isspace() for i, c in enumerate(source) if i not in covered)


@given(st.text(max_size=200), st.integers(0, 50), st.integers(0, 150))
def test_tokens_cut_themselves_out(source: str, start: int, length: int) -> None:
    start = min(start, len(source))
    end = min(start + length, len(source))
    span = Span(start, end) if start < end else None
    for token in text.tokens(source, span):
        assert token.span.of(source) == token.text
        assert span is None or span.contains(token.span)


@given(st.text(max_size=30))
def test_normal_is_stable(word: str) -> None:
    assert text.normal(text.normal(word)) == text.normal(word)


@pytest.mark.parametrize(
    ("a", "b"),
    [("defence", "Defense"), ("“", '"'), ("don’t", "don't"), ("organisation’s", "organization's"), ("—", "-")],
)
def test_spelling_and_typography_are_no_variants(a: str, b: str) -> None:
    assert text.normal(a) == text.normal(b)


@pytest.mark.parametrize(("value", "digits"), [(3_000, 1), (-3_400, 2), (0.25, 2), (1.4e12, 2), (6e10, 1), (0, 0)])
def test_noughts_at_the_ends_tell_nothing(value: float, digits: int) -> None:
    assert text.telling_digits(value) == digits


def test_hostile_length_is_linear() -> None:
    started = time.perf_counter()
    for source in ("a" * 200_000, "." * 200_000, '"' * 200_000, "A. " * 60_000, "1," * 100_000, "a-" * 100_000):
        text.sentences(source)
        text.tokens(source)
    assert time.perf_counter() - started < 10
