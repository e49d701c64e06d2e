"""Where a text stands in time, and which way an expression points: what a reading of it may look at.

Two ways to tell time are known.  News counts from the day it is published: "in April" is the last April or the next
one, as the verb says.  A narrative (a history, a chronology) counts from the day last spoken of: "in April" is the
April after that.  Which of them governs is decided once for an article from its own dates.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache

from .. import lexicon
from ..text import Token
from .document import Sentence
from .moment_calendar import Point
from .moment_grammar import Grammar

FAR = 12
"""Months from publication beyond which a date is history."""
NEARBY = 2
"""Sentences for which a date of history goes on to govern."""
_ARRANGED = 8
"""Words before "for" among which something is arranged."""
REACH = 30
"""Words that are looked at, on either side, for the verb that gives the direction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The day that an article counts from; ``basis`` says where it was found."""

    point: Point | None
    basis: str
    narrative: bool
    present: frozenset[int] = frozenset()
    """Blocks (by index) that speak of "today" or a weekday."""


@dataclass(slots=True, kw_only=True)
class Scene:
    """The state of reading one article, sentence by sentence.  ``last`` is the date last spoken of."""

    text: str
    low: str
    """The text in small letters, character for character."""
    grammar: Grammar
    anchor: Anchor
    sentence: Sentence
    last: Point | None = None
    last_sentence: int = -1
    last_block: int = -1
    last_explicit: bool = False
    """Whether ``last`` was given with its year, or told from one that was."""
    index: int = 0
    starts: list[int] = field(default_factory=list)

    def enter(self, sentence: Sentence, index: int) -> None:
        """Go on to the next sentence."""
        self.sentence, self.index, self.starts = sentence, index, []

    @property
    def now(self) -> Point | None:
        """The day that "this" and "next" count from."""
        return self.last if self.anchor.narrative else self.anchor.point

    @property
    def now_basis(self) -> str:
        return "narrative" if self.anchor.narrative else self.anchor.basis

    @property
    def then(self) -> Point | None:
        """The day that "later" and "the same" count from."""
        near = self.last is not None and (self.anchor.narrative or self.index - self.last_sentence <= 3)
        return self.last if near else self.anchor.point

    @property
    def tale(self) -> Point | None:
        """The date last spoken of, when the words stand in a short tale of its year within an article of news: the
        year was named in this sentence; or shortly before in a paragraph that tells of nothing near publication."""
        last, now = self.last, self.anchor.point
        if last is None or now is None or not self.last_explicit or last.year == now.year:
            return None
        if self.last_sentence == self.index:
            return last if last.month is not None else None
        far = abs(last.months - now.months) > FAR and last.year < now.year
        block = self.sentence.block
        near = self.last_block == block and self.index - self.last_sentence <= NEARBY
        return last if far and near and block not in self.anchor.present else None

    def before(self, at: int, size: int = 40) -> str:
        """What stands before ``at`` in the sentence."""
        return self.text[max(self.sentence.span.start, at - size) : at]

    def after(self, at: int, size: int = 40) -> str:
        """What stands after ``at`` in the sentence."""
        return self.text[at : min(self.sentence.span.end, at + size)]

    def token_at(self, at: int) -> int:
        """The index of the first token at or after ``at``."""
        if not self.starts:
            self.starts = [t.start for t in self.sentence.tokens]
        return bisect_left(self.starts, at)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verbs:
    ahead: frozenset[str]
    ahead_to: frozenset[str]
    behind: frozenset[str]
    passive: frozenset[str]
    neutral: frozenset[str]
    not_past: frozenset[str]
    join: frozenset[str]
    before_day: frozenset[str]
    arranged: frozenset[str]
    arranged_for: frozenset[str]
    lead_in: frozenset[str]
    clause: frozenset[str]
    came_from: frozenset[str]
    articles: frozenset[str]
    reported: frozenset[str]
    past_endings: tuple[str, ...]
    possessives: tuple[str, ...]


_VERB_LISTS = (
    "ahead", "ahead_to", "behind", "passive", "neutral", "not_past", "join", "before_day", "arranged", "arranged_for",
    "lead_in", "clause", "came_from", "articles", "reported",
)  # fmt: skip


@cache
def _verbs(language: str) -> _Verbs:
    table = lexicon.load("time", language)["direction"]
    return _Verbs(
        past_endings=tuple(table.get("past_endings", ())),
        possessives=tuple(table.get("possessives", ())),
        **{name: frozenset(table.get(name, ())) for name in _VERB_LISTS},
    )


def direction(scene: Scene, start: int, end: int, *, present: int = 0) -> int:
    """-1 when the words around say that it is past, 1 when they say that it is to come, 0 when they say nothing;
    ``present`` when the verb is a plain "is".

    The verb before the expression decides, else the first one after it; a modal straight after it comes first
    ("the talks on Friday will ..."), and so does the verb of a clause that the expression begins ("..., and on Friday
    they left").
    """
    verbs, tokens = _verbs(scene.grammar.language), scene.sentence.tokens
    left, right = scene.token_at(start), scene.token_at(end)
    if left >= 2 and f"{tokens[left - 2].norm} {tokens[left - 1].norm}" in verbs.before_day:
        return 1
    if _is_arranged(tokens, left, verbs):
        return 1
    if _is_level(tokens, left, verbs) or _is_of_report(tokens, left, right, verbs):
        return -1
    possessive = left < len(tokens) and tokens[left].norm.endswith(verbs.possessives)
    after = range(right, min(right + REACH, len(tokens)))
    if possessive or (right < len(tokens) and tokens[right].text in verbs.ahead):
        found = _first(tokens, after, verbs, present)
        if found:
            return found
    if _begins_clause(tokens, left, verbs):
        found = _first(tokens, _to_comma(tokens, after), verbs, present)
        if found:
            return found
    before = range(left - 1, max(-1, left - 1 - REACH), -1)
    return _first(tokens, before, verbs, present) or _first(tokens, after, verbs, present)


def _is_arranged(tokens: tuple[Token, ...], left: int, verbs: _Verbs) -> bool:
    """Whether something was arranged for the day ("had invited the unions for Tuesday")."""
    if not left or tokens[left - 1].norm not in verbs.arranged_for:
        return False
    return any(t.norm in verbs.arranged for t in tokens[max(0, left - 1 - _ARRANGED) : left - 1])


def _is_level(tokens: tuple[Token, ...], left: int, verbs: _Verbs) -> bool:
    """Whether a figure that something came from stands right before ("down from 17 on Monday night")."""
    i = left - 1
    while i >= 0 and tokens[i].norm in verbs.lead_in - verbs.came_from:
        i -= 1
    return i > 0 and tokens[i].is_number and tokens[i - 1].norm in verbs.came_from


def _is_of_report(tokens: tuple[Token, ...], left: int, right: int, verbs: _Verbs) -> bool:
    """Whether a noun for what was told or happened then has the expression before it ("a February estimate")."""
    owned = left > 0 and tokens[left - 1].norm in verbs.articles
    return owned and right < len(tokens) and tokens[right].norm in verbs.reported


def _begins_clause(tokens: tuple[Token, ...], left: int, verbs: _Verbs) -> bool:
    i = left - 1
    while i >= 0 and tokens[i].norm in verbs.lead_in:
        i -= 1
    return i >= 0 and i < left - 1 and (tokens[i].norm in verbs.clause or not tokens[i].is_word)


def _to_comma(tokens: tuple[Token, ...], places: range) -> range:
    """The places up to the next punctuation mark; one straight after the expression is passed over."""
    for i in places[1:]:
        if not tokens[i].is_word:
            return range(places.start, i)
    return places


def _first(tokens: tuple[Token, ...], order: range, verbs: _Verbs, present: int) -> int:
    weak = 0
    for i in order:
        norm = tokens[i].norm
        if norm == ";":
            break
        if not (tokens[i].text[0].islower() or norm[0] == "'"):
            continue
        joined = i + 1 < len(tokens) and tokens[i + 1].norm in verbs.join
        if norm in verbs.ahead or (joined and norm in verbs.ahead_to):
            return 1
        past = norm in verbs.behind or (
            norm.endswith(verbs.past_endings) and norm not in verbs.not_past and len(norm) > 3
        )
        led = tokens[i - 1].norm if i else ""
        if past and (led in verbs.passive or led in verbs.ahead):  # "will be cut", "will cut"
            return 1
        if past and led not in verbs.join:  # "was asked to cut" has its time from "was"
            return -1
        if norm in verbs.neutral and not weak:
            weak = present
    return weak
