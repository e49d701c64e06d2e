"""How far a matter has come by the words of a report: thought of ("considering", "proposal") or settled ("agreed")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ... import lexicon, wording
from ...model import Span
from ...wording import Atom

_BEFORE, _AFTER = 12, 6
"""Words before and after a figure among which its stage is looked for."""
_OPEN = 4
"""Words before a form of settling that leave it open ("has yet to be approved")."""
_MOST = 160


@dataclass(frozen=True, slots=True)
class Stage:
    """``shown`` is the word that tells it."""

    name: Literal["considered", "settled"]
    shown: str


def of_figure(whole: str, passage: Span, figure: Span) -> Stage | None:
    """The stage that the words around a figure tell; None where no word or two words tell different ones."""
    words = wording.atoms(whole, (passage,))[:_MOST]
    at = next((n for n, a in enumerate(words) if a.span.end > figure.start), len(words))
    end = next((n for n, a in enumerate(words) if a.span.start >= figure.end), len(words))
    near = range(max(0, at - _BEFORE), min(len(words), end + _AFTER))
    found = [*_told(whole, words, near, _table().considered), *_settled(whole, words, near, _table().settled)]
    return found[0] if found and len({s.name for s in found}) == 1 else None


def of_remark(whole: str, words: Sequence[Atom]) -> Stage | None:
    """How firmly the words of a remark and of its attribution put it; one soft word outweighs any firm ones ("will
    consider")."""
    words = words[:_MOST]
    everywhere = range(len(words))
    soft = _told(whole, words, everywhere, _table().considered | _table().soft)
    firm = _settled(whole, words, everywhere, _table().settled | _table().firm)
    return next(iter((*soft, *firm)), None)


def tells(words: Iterable[str]) -> bool:
    """Whether one of some words tells a stage."""
    table = _table()
    return any(w in table.considered or w in table.settled or w in table.soft or w in table.firm for w in words)


def _told(whole: str, words: Sequence[Atom], near: range, listed: frozenset[str]) -> list[Stage]:
    return [Stage("considered", words[n].span.of(whole)) for n in near if words[n].norm in listed]


def _settled(whole: str, words: Sequence[Atom], near: range, listed: frozenset[str]) -> list[Stage]:
    table = _table()
    return [
        Stage("settled", words[n].span.of(whole))
        for n in near
        if words[n].norm in listed
        and (words[n].norm in table.firm or not any(a.norm in table.open for a in words[max(0, n - _OPEN) : n]))
    ]


@dataclass(frozen=True, slots=True)
class _Words:
    considered: frozenset[str]
    settled: frozenset[str]
    soft: frozenset[str]
    firm: frozenset[str]
    open: frozenset[str]


@cache
def _table(language: str = "en") -> _Words:
    listed = lexicon.load("threads", language)["stages"]
    return _Words(*(frozenset(listed[name].split()) for name in ("considered", "settled", "soft", "firm", "open")))
