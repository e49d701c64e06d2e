"""What the encoders of passages and of measures are trained on, as tensors: the passages of the events of
:mod:`lessons`; the figures of those of :mod:`values`, and the figures and times of :mod:`briefs`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import briefs
import numpy as np
import torch
from lessons import Answers, Lesson
from torch import Tensor
from values import Case, T

from variorum import encode, text
from variorum.collate import figure_items, moment_items
from variorum.collate.figure_items import equal
from variorum.collate.lexis import lexis
from variorum.collate.moment_values import kinship
from variorum.model import Span

WEIGHT = {"real": 1.0, "desk": 1.0, "plain": 0.3, "looser": 0.5}
"""What an event of each kind weighs."""
LONGEST = 254
MOST = 80

Sentences = Sequence[tuple[int, str]]
"""Texts that are read whole, and where in their article each begins."""
Piece = tuple[int, int, int]
"""A word piece: where it begins and ends in its article, and its place among all pieces of the task."""


@dataclass(frozen=True, slots=True)
class Task:
    """One event in tensors: the sentences' ids; for each unit the places of its pieces, counted through all sentences,
    with a mask; which pairs of units tell the same, which nobody knows; the witness of each unit; and the pieces
    (sentence, place in it) of numbers that may be any others."""

    story: str
    weight: float
    sentences: tuple[Tensor, ...]
    places: Tensor
    mask: Tensor
    right: Tensor
    unknown: Tensor
    witness: Tensor
    free: tuple[tuple[int, int], ...] = ()


def of_passages(lesson: Lesson) -> Task:
    """The passages of an event."""
    read = _Read()
    for n, witness in enumerate(lesson.witnesses):
        whole = witness.article.text
        read.add(n, [(s.start, s.of(whole)) for s, _ in lexis(witness, n).sentences])
    answers = _matrix(len(lesson.units), lesson.answer)
    return read.task(lesson.story, WEIGHT[lesson.kind], [(u.witness, u.pieces) for u in lesson.units], answers)


def of_figures(case: Case[figure_items.Item]) -> Task | None:
    """The figures of an event: their own word pieces must tell what is measured."""
    places = [(i.witness, i.own.span) for i in case.items]
    return _of_values(case, places, lambda i, j: equal(case.items[i], case.items[j]))


def of_moments(case: Case[moment_items.Item]) -> Task | None:
    """The times of an event: their own word pieces must tell what is dated."""
    places = [(i.witness, i.moment.span) for i in case.items]
    return _of_values(case, places, lambda i, j: kinship(case.items[i].value, case.items[j].value).level > 0)


def _of_values(case: Case[T], places: Sequence[tuple[int, Span]], same: Callable[[int, int], bool]) -> Task | None:
    """Values are altered while the encoder learns, so that it does not lean on them."""
    if len({witness for witness, _ in places}) < 2:
        return None

    def answer(i: int, j: int) -> int:
        told = case.teller(i, j)
        if told is None or (not told[0] and same(i, j)):
            return -1
        return int(told[0])

    read = _Read()
    for n, witness in enumerate(case.witnesses):
        whole, own = witness.article.text, [span for w, span in places if w == n]
        sentences = [s for s, _ in lexis(witness, n).sentences if any(s.contains(f) for f in own)]
        read.add(n, [(s.start, s.of(whole)) for s in sentences])
    spans = [(w, (span,)) for w, span in places]
    weight = WEIGHT["looser" if case.source == "generated" else "real"]
    return read.task(case.story, weight, spans, _matrix(len(places), answer), altered=True)


def of_briefs() -> Iterator[Task]:
    """The marked figures and times of pairs of short reports."""
    for pair in briefs.pairs():
        read = _Read()
        for n, side in enumerate(pair.sides):
            read.add(n, [(s.start, s.of(side.text)) for s in text.sentences(side.text)])
        units = [(n, number, span) for n, side in enumerate(pair.sides) for number, span in side.marked]
        answers = _matrix(len(units), lambda i, j, units=units: int(units[i][1] == units[j][1]))
        yield read.task(pair.name, 1.0, [(n, (span,)) for n, _, span in units], answers, altered=True)


class _Read:
    """Sentences as they are added, and where their word pieces are."""

    def __init__(self) -> None:
        self.sentences: list[Tensor] = []
        self.at: dict[int, list[Piece]] = defaultdict(list)
        self.numbers: list[tuple[int, int, int, int, int]] = []  # witness, begin, end, sentence, place in it
        self.count = 0

    def add(self, witness: int, texts: Sentences) -> None:
        for start, sentence in texts:
            read = encode.tokenizer().encode(sentence, add_special_tokens=False)
            if not read.ids:
                continue
            ids = read.ids[:LONGEST]
            for k, (a, b) in enumerate(read.offsets[:LONGEST]):
                self.at[witness].append((start + a, start + b, self.count + 1 + k))
                if ids[k] in numbers():
                    self.numbers.append((witness, start + a, start + b, len(self.sentences), 1 + k))
            self.sentences.append(torch.tensor([encode.CLS, *ids, encode.SEP]))
            self.count += len(self.sentences[-1])

    def task(
        self,
        story: str,
        weight: float,
        units: Sequence[tuple[int, Sequence[Span]]],
        answers: Answers,
        *,
        altered: bool = False,
    ) -> Task:
        places = [_within(self.at[witness], spans) for witness, spans in units]
        longest = max(map(len, places), default=1)
        own = {(w, s.start, s.end) for w, spans in units for s in spans}
        free = [(n, k) for w, a, b, n, k in self.numbers if any(w == x and a < e and b > s for x, s, e in own)]
        return Task(
            story,
            weight,
            tuple(self.sentences),
            torch.tensor([[*p, *[0] * (longest - len(p))] for p in places]),
            torch.tensor([[1.0] * len(p) + [0.0] * (longest - len(p)) for p in places]),
            torch.from_numpy(answers == 1),
            torch.from_numpy(answers == -1),
            torch.tensor([witness for witness, _ in units]),
            tuple(free) if altered else (),
        )


def _within(pieces: Sequence[Piece], spans: Sequence[Span]) -> list[int]:
    found = [place for a, b, place in pieces if any(a < s.end and b > s.start for s in spans)]
    return found[:MOST] or [0]


def _matrix(size: int, answer: Callable[[int, int], int]) -> Answers:
    answers = np.zeros((size, size), dtype=np.int8)
    for i in range(size):
        for j in range(i):
            answers[i, j] = answers[j, i] = answer(i, j)
    return answers


@cache
def numbers() -> Mapping[int, tuple[int, ...]]:
    """The word pieces that are digits, with all that have as many of them and as good a place in a word."""
    shapes: dict[tuple[bool, int], list[int]] = defaultdict(list)
    for piece, number in sorted(encode.tokenizer().get_vocab().items()):
        digits = piece.removeprefix("##")
        if digits.isdecimal() and digits.isascii():
            shapes[piece != digits, len(digits)].append(number)
    return {n: tuple(alike) for alike in shapes.values() for n in alike}
