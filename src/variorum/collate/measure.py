"""What stands near a figure or a moment and says what it measures.

The words of its sentence are counted from it, other figures and punctuation standing in the way.  Of those near it are
told: which of several measures that exclude one another it belongs to (the dead or the injured), whether it is negated,
whether it is a part of a number just given, what it is so much *for each* of, and what it is *in* or *of*.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, pairwise

from .. import lexicon, text
from ..model import Span
from ..text import Token

_ACROSS_MARK = 4
"""Words that a comma or semicolon between counts for."""
_ACROSS_AND = 3
"""Words that an "and" between counts for besides itself: "seven died and dozens were hurt"."""
_ACROSS_FIGURE = 6
_REACH = 9
"""Words within which a word may say what is measured."""
_ALONE = 16
"""Words within which one tells of another time: at the head of the sentence, most often."""
_NEGATED = 7
_PART = 3
"""Words before a figure among which one says that it is a part of another."""
_OF = 4
"""Words after a figure among which it may be told what it is a part of."""
_FAR = 14
"""Words after a figure among which a preposition may lead to what it is of."""
_SLOT = 4
"""Words after a preposition among which its noun stands."""

TOLL = "harm"
"""The group of measures of which an event has one of each: its dead, its injured, its missing."""

_STEP_BACK = "past"
"""The group of words by which a report puts what it is told into the past."""

Kinds = Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Distance:
    """How many words lie between a place and a word of its sentence; marks and other figures count for several."""

    span: Span
    tokens: tuple[Token, ...]
    starts: tuple[int, ...]
    steps: tuple[int, ...]
    others: tuple[Span, ...] = ()
    """The other figures of the sentence."""

    def to(self, other: Span) -> int:
        behind = (other.start, other.end) < (self.span.start, self.span.end)
        first, second = (other, self.span) if behind else (self.span, other)
        if second.start <= first.end:
            return 0
        return self.steps[bisect_left(self.starts, second.start)] - self.steps[bisect_left(self.starts, first.end)]


@dataclass(frozen=True, slots=True)
class Signs:
    """``kinds`` and ``steps`` give, by group of measures (or of steps of one thing), the members that the nearest word
    belongs to; ``each`` is the noun that the figure is so much for, ``slots`` the nouns after each preposition,
    ``alone`` the groups of words that on one side alone part two values."""

    kinds: Kinds
    steps: Kinds
    negated: bool = False
    part: bool = False
    each: str = ""
    slots: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()


def distance(whole: str, sentence: Span, span: Span, figures: Sequence[Span], language: str = "en") -> Distance:
    """The words of ``sentence``, counted from ``span``; ``figures`` are the spans of all figures of the article."""
    found = text.tokens(whole, sentence)
    starts = tuple(t.start for t in found)
    inside = figures[
        bisect_left(figures, Span(sentence.start, sentence.start + 1)) : bisect_left(
            figures, Span(sentence.end, sentence.end + 1)
        )
    ]
    others = tuple(f for f in inside if not f.overlaps(span))
    begun = {bisect_left(starts, f.start) for f in others}
    joins = _words(language).joins
    costs = [
        int(t.is_word)
        + _ACROSS_MARK * (t.text in ",;:—–")
        + _ACROSS_AND * (t.norm in joins)
        + _ACROSS_FIGURE * (n in begun)
        for n, t in enumerate(found)
    ]
    return Distance(span, found, starts, tuple(accumulate(costs, initial=0)), others)


def signs(near: Distance, *, reported: bool = False, language: str = "en") -> Signs:
    """The signs near the place that ``near`` counts from; ``reported``: it stands in somebody's words as another tells
    them, whose past lies a step back for that alone."""
    words = _words(language)
    after = [t for t in near.tokens if t.start >= near.span.end]
    before = [t for t in near.tokens if t.end <= near.span.start]
    each = next((n for n in _pairs(after) if n[0].norm in words.each and near.to(n[1].span) <= _PART), None)
    aside = _asides(near, words)
    phrases = [p for p in _phrases(near) if not any(a.contains(p[1].span) for a in aside)]
    kinds = _kinds(near, phrases, words.measured)
    denied = {first.start for phrase, first, last in phrases if first is not last and phrase in words.measured}
    negating = [t for t in _reached(near, _NEGATED) if t.norm in words.negators or t.norm.endswith("n't")]
    return Signs(
        kinds=kinds,
        steps=_kinds(near, phrases, words.steps),
        negated=sum(t.start not in denied for t in negating) % 2 == 1,
        part=any(t.norm in words.part and near.to(t.span) < _PART for t in before)
        or any(f"{a.norm} {b.norm}" in words.part and near.to(b.span) < _PART for a, b in _pairs(before))
        or _is_some_of(after, words)
        or (_is_besides(after, words) and not _has_its_own_toll(near, kinds, phrases, words)),
        each=each[1].norm if each and each[1].norm not in words.measured else "",
        slots=_slots(near, words),
        alone=frozenset(_kinds(near, phrases, words.alone, _ALONE)) - ({_STEP_BACK} if reported else set()),
    )


def _asides(near: Distance, words: _Words) -> tuple[Span, ...]:
    """What names others that the count is told besides: "besides those who died, 27 were hurt"."""
    commas = [t.start for t in near.tokens if t.text == ","]
    leads = (t.start for t in near.tokens if t.norm in words.aside)
    ends = ((start, next((c for c in commas if c > start), None)) for start in leads)
    return tuple(Span(start, end) for start, end in ends if end is not None and end <= near.span.start)


def _is_some_of(after: Sequence[Token], words: _Words) -> bool:
    """Whether what follows tells of more than are counted: "three of his eleven", "three of them"."""
    first = after[0].norm if after else ""
    if len(after) > 1 and f"{first} {after[1].norm}" in words.of_those:
        return True
    return first in words.whole and any(t.is_number for t in after[1:_OF])


def _is_besides(after: Sequence[Token], words: _Words) -> bool:
    """Whether what is counted is told to be besides others: "five other workers", "five more"."""
    return bool(after) and after[0].norm in words.besides


def _has_its_own_toll(near: Distance, kinds: Kinds, phrases: Sequence[_Phrase], words: _Words) -> bool:
    """Whether those besides whom they are counted are of another toll ("seven died and 34 others were hurt"): those of
    which the sentence tells, else those of a sentence before it, where this one has no other count."""
    own = kinds.get(TOLL)
    if not own:
        return False
    told = {m for phrase, _, _ in phrases for group, m in words.measured.get(phrase, ()) if group == TOLL}
    return bool(told - own) or not near.others


def exclude(a: Kinds, b: Kinds, groups: frozenset[str]) -> str | None:
    """The group in which two places differ, if any."""
    return next((g for g in sorted(groups & a.keys() & b.keys()) if not a[g] & b[g]), None)


@cache
def scopes(language: str = "en") -> frozenset[str]:
    """The groups that set a figure's period or standing, and part figures only where the values differ."""
    return frozenset(lexicon.load("measures", language)["scope"])


@cache
def measures(language: str = "en") -> frozenset[str]:
    """The groups that always part two figures."""
    return frozenset(lexicon.load("measures", language)["measures"])


@cache
def phases(language: str = "en") -> frozenset[str]:
    """The groups of steps of one thing, which have a day each."""
    return frozenset(lexicon.load("measures", language)["phase"])


def is_unit(unit: str | None, language: str = "en") -> bool:
    """Whether a unit is one of measurement (a metre, a barrel), and no thing counted."""
    return unit in _units(language)


def leaves_scale_out(unit: str | None, other: str | None, language: str = "en") -> bool:
    """Whether ``unit`` may be ``other`` without its scale ("degrees", "degrees Celsius")."""
    return bool(other in lexicon.load("units", language)["scale_left_out"].get(unit, ()))


def one_unit(unit: str | None, language: str = "en") -> tuple[str | None, float]:
    """The unit in which measures of this kind are compared, and how much of it one ``unit`` is."""
    base, factor = lexicon.load("measures", language)["convert"].get(unit, (unit, 1.0))
    return base, float(factor)


@cache
def _units(language: str) -> frozenset[str]:
    table = lexicon.load("units", language)
    return frozenset([*table["symbols"].values(), *table["words"].values()])


def _reached(near: Distance, steps: int) -> Iterator[Token]:
    return (t for t in near.tokens if t.is_word and not t.span.overlaps(near.span) and near.to(t.span) <= steps)


def _pairs(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    return pairwise(tokens)


_Phrase = tuple[str, Token, Token]
"""One or two words as they are listed, the first of them and the last."""


def _kinds(near: Distance, phrases: Sequence[_Phrase], table: _Table, reach: int = _REACH) -> dict[str, frozenset[int]]:
    nearest: dict[str, tuple[int, set[int]]] = {}
    for words, first, last in phrases:
        listed = table.get(words)
        if not listed:
            continue
        steps = near.to(first.span.to(last.span))
        for group, member in listed:
            best, members = nearest.get(group, (reach, set()))
            if steps < best:
                nearest[group] = (steps, {member})
            elif steps == best and members:
                members.add(member)
    return {group: frozenset(members) for group, (_, members) in nearest.items() if members}


def _phrases(near: Distance) -> Iterator[_Phrase]:
    """The words outside the place itself, and every two of them side by side."""
    tokens = [t for t in near.tokens if not t.span.overlaps(near.span)]
    yield from ((t.norm, t, t) for t in tokens)
    yield from ((f"{a.norm} {b.norm}", a, b) for a, b in _pairs(tokens) if a.is_word and b.is_word)


def _slots(near: Distance, words: _Words) -> dict[str, tuple[Span, ...]]:
    found: dict[str, list[Span]] = {}
    reached = [t for t in near.tokens if t.span.start >= near.span.end and near.to(t.span) <= _FAR]
    for at, token in enumerate(reached):
        phrase = _phrase(reached[at + 1 : at + 1 + _SLOT], words) if token.norm in words.slots else None
        if phrase is not None:
            found.setdefault(token.norm, []).append(phrase)
    return {preposition: tuple(nouns) for preposition, nouns in found.items()}


def _phrase(following: Sequence[Token], words: _Words) -> Span | None:
    """The words of the phrase that begins here, if there is no name and no number among them."""
    held: list[Token] = []
    for token in following:
        if not token.is_word or token.norm in words.ends:
            break
        if not token.text.islower():
            return None
        if token.norm not in words.determiners:
            held.append(token)
    return held[0].span.to(held[-1].span) if held else None


_Table = Mapping[str, tuple[tuple[str, int], ...]]


@dataclass(frozen=True, slots=True)
class _Words:
    measured: _Table
    steps: _Table
    alone: _Table
    negators: frozenset[str]
    part: frozenset[str]
    joins: frozenset[str]
    of_those: frozenset[str]
    besides: frozenset[str]
    aside: frozenset[str]
    whole: frozenset[str]
    each: frozenset[str]
    slots: frozenset[str]
    determiners: frozenset[str]
    ends: frozenset[str]


@cache
def _words(language: str) -> _Words:
    table, near = lexicon.load("measures", language), lexicon.load("measures", language)["near"]
    determiners = frozenset(near["determiners"])
    return _Words(
        measured=lexicon.members({**table["measures"], **table["scope"]}),
        steps=lexicon.members(table["phase"]),
        alone=lexicon.members({group: [listed] for group, listed in table["alone"].items()}),
        negators=frozenset(lexicon.load("contrast", language)["negators"]),
        part=frozenset(near["part"]),
        joins=frozenset(near["joins"]),
        of_those=frozenset(near["of_those"]),
        besides=frozenset(near["besides"]),
        aside=frozenset(near["aside"]),
        whole=frozenset(near["whole"]),
        each=frozenset(near["each"]),
        slots=frozenset(near["slots"]),
        determiners=determiners,
        ends=lexicon.words("stopwords", "function", language) - determiners,
    )
