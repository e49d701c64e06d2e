"""Units: the sentences and clauses of an article's statements and facts, which are aligned one by one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from .. import lexicon, text, wording
from ..model import Certainty, Fact, Form, Role, Span, Statement
from . import speakers
from .lexis import READ, Lexis
from .speakers import Voice
from .terms import Term

_BREAK = re.compile(r"\.{2,}|…|;|\s[—–-]{1,2}\s|—|,|\s(?=\w+\s+\w+)")
_WORD = re.compile(r"[\s\"'“”‘’]*([^\W\d_]+)(?:\s+([^\W\d_]+))?")
_DOUBLE = '”"»“'
_FINAL = re.compile(r"[.!?…][\"'”’»)\]]*\s")
_MIN_TOLD = 0.35
_MOST_TERMS = 160
"""Terms of a clause that are compared: an endless sentence must not take endless time."""
_MIN_CLAUSE = 1.1
"""Weight of terms that a clause must have to stand alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """``order`` counts the units of its article; ``sentence`` is equal for the clauses of one sentence."""

    article: str
    witness: int
    order: int
    sentence: int
    pieces: tuple[Span, ...]
    passage: Span
    form: Form
    certainty: Certainty
    role: Role
    statement: Statement | None
    terms: tuple[Term, ...]
    words: tuple[str, ...]
    quoted: tuple[tuple[str, ...], ...]
    """The words of each stretch in quotation marks."""

    asks: bool
    voice: Voice | None = None

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def tells(self) -> bool:
        """Whether it says anything: a quotation, or a word that is no name, with some weight in all."""
        if self.quoted:
            return self.mass >= _MIN_TOLD
        return self.mass >= 2 * _MIN_TOLD and any(t.kind == "word" for t in self.terms)

    @property
    def mass(self) -> float:
        """The weight of all its terms."""
        return sum(t.weight for t in self.terms)


def units(laid_out: Lexis) -> tuple[Unit, ...]:
    """The units of one article in text order."""
    whole, claims = laid_out.article.text, laid_out.witness.claims
    read = [s for s in claims.statements if s.role in READ and s.content]
    by_id = {s.id: s for s in read}
    statements = [s for s in read if s.nested_in not in by_id or _relays(s, by_id[s.nested_in])]
    nested = {s.nested_in for s in statements if s.nested_in}
    claimed: list[tuple[Statement | Fact, tuple[Span, ...]]] = [
        (s, pieces)
        for s in statements
        for pieces in _full_sentences(whole, s.content)
        if s.id not in nested or not _given_by_nested(whole, s, pieces, statements)
    ]
    claimed += [(f, (f.span,)) for f in claims.facts if f.role in READ]
    drafts = [(clause, n, owner) for n, (owner, pieces) in enumerate(claimed) for clause in _clauses(laid_out, pieces)]
    drafts.sort(key=lambda d: (d[0][0].start, d[0][-1].end, isinstance(d[2], Fact), getattr(d[2], "id", "")))
    return tuple(_unit(laid_out, order, draft) for order, draft in enumerate(drafts))


def _relays(inner: Statement, outer: Statement) -> bool:
    """Whether a statement inside another is somebody else's words, and not the outer speaker's own thought.

    "We plan to ..." is no statement of its own, nor is "the country wants ..." from the mouth of its minister.
    """
    if inner.speaker is None or inner.speaker.kind == "unknown" or speakers.same(inner.speaker, outer.speaker):
        return False
    if inner.form in ("direct", "mixed") or inner.speaker.kind == "person":
        return True
    return outer.form == "indirect" and not speakers.is_country(inner.speaker)


def _unit(laid_out: Lexis, order: int, draft: tuple[tuple[Span, ...], int, Statement | Fact]) -> Unit:
    pieces, sentence, owner = draft
    whole = laid_out.article.text
    statement = owner if isinstance(owner, Statement) else None
    passage = owner.span if isinstance(owner, Fact) else owner.passage
    return Unit(
        article=laid_out.article.id,
        witness=laid_out.index,
        order=order,
        sentence=sentence,
        pieces=pieces,
        passage=passage.to(pieces[0]).to(pieces[-1]),
        form=statement.form if statement else "narration",
        certainty=owner.certainty,
        role=owner.role,
        statement=statement,
        terms=laid_out.within(pieces)[:_MOST_TERMS],
        words=_words(whole, pieces),
        quoted=_quoted(whole, pieces, statement),
        asks=_asks(whole, pieces, owner),
        voice=speakers.voice(whole, statement) if statement else None,
    )


def _asks(whole: str, pieces: Sequence[Span], owner: Statement | Fact) -> bool:
    if isinstance(owner, Statement) and owner.form == "indirect" and owner.certainty.level == "asked":
        return True
    return "?" in whole[pieces[-1].start : pieces[-1].end + 2]


def _words(whole: str, pieces: Sequence[Span]) -> tuple[str, ...]:
    return tuple(a.norm for a in wording.atoms(whole, pieces))


def _quoted(whole: str, pieces: tuple[Span, ...], statement: Statement | None) -> tuple[tuple[str, ...], ...]:
    if statement is None or statement.form == "indirect":
        return ()
    if statement.form == "direct":
        return (_words(whole, pieces),)
    stretches = [
        Span(max(m.start, p.start), min(m.end, p.end))
        for m in wording.marked(whole, statement.passage)
        for p in pieces
        if m.overlaps(p)
    ]
    return tuple(_words(whole, (s,)) for s in stretches)


def _given_by_nested(whole: str, owner: Statement, pieces: Sequence[Span], statements: Sequence[Statement]) -> bool:
    """Whether a statement inside ``owner`` holds most words of these pieces: they are then the inner speaker's."""
    inside = [c for s in statements if s.nested_in == owner.id for c in s.content]
    spans = [a.span for a in wording.atoms(whole, pieces) if a.norm not in wording.function_words()]
    covered = sum(any(c.contains(span) for c in inside) for span in spans)
    return 2 * covered >= len(spans)


def _full_sentences(whole: str, content: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    """Sentences of a statement; one of grammar words alone ("Us or them?") goes with the one before it."""
    last: tuple[Span, ...] | None = None
    for pieces in _sentences(whole, content):
        bare = len(pieces) == 1 and all(a.norm in wording.function_words() for a in wording.atoms(whole, pieces))
        if last and bare and any(c.contains(last[-1]) and c.contains(pieces[0]) for c in content):
            last = (*last[:-1], last[-1].to(pieces[0]))
            continue
        if last:
            yield last
        last = pieces
    if last:
        yield last


def _sentences(whole: str, content: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    """The sentences of a statement's content; one that an attribution interrupts is of several pieces."""
    begun: list[Span] = []
    for n, piece in enumerate(content):
        runs_on = _runs_on(whole, content, n)
        found = text.sentences(whole, piece)
        for k, sentence in enumerate(found):
            begun.append(sentence)
            if k < len(found) - 1 or not runs_on:
                yield tuple(begun)
                begun = []
    if begun:
        yield tuple(begun)


def _runs_on(whole: str, content: Sequence[Span], n: int) -> bool:
    """Whether the sentence at the end of piece ``n`` goes on in the next piece: none ends between the two."""
    if n + 1 >= len(content):
        return False
    last = whole[content[n].end - 1]
    return last not in ".!?…" and not _FINAL.search(whole, content[n].end, content[n + 1].start)


def _clauses(laid_out: Lexis, pieces: tuple[Span, ...]) -> list[tuple[Span, ...]]:
    whole = laid_out.article.text
    if len(pieces) > 1:
        return [pieces]
    sentence = pieces[0]
    clauses: list[tuple[Span, ...]] = []
    inside = laid_out.within(pieces)
    ends = [t.span.end for t in inside]
    mass = list(accumulate((t.weight for t in inside), initial=0.0))
    begin = sentence.start
    last_mark = max(whole.rfind(mark, sentence.start, sentence.end) for mark in _DOUBLE)
    for m in _BREAK.finditer(whole, sentence.start, sentence.end):
        done, here = mass[bisect_right(ends, begin)], mass[bisect_right(ends, m.start())]
        if min(here - done, mass[-1] - here) < _MIN_CLAUSE or not _cuts(whole, m, sentence.end, last_mark):
            continue
        left, right = text.trimmed(whole, begin, m.start()), text.trimmed(whole, m.end(), sentence.end)
        if left and right:
            clauses.append((left,))
            begin = right.start
    last = text.trimmed(whole, begin, sentence.end)
    return [*clauses, (last,)] if last else clauses


def _cuts(whole: str, stop: re.Match[str], end: int, last_mark: int) -> bool:
    """Whether a clause begins after ``stop``; after the last quotation mark, one that goes on in own words may too."""
    if not stop.group().isspace() and stop.group() != ",":
        return True
    found = _WORD.match(whole, stop.end(), end)
    if not found:
        return False
    first, second = found.group(1), found.group(2) or ""
    table = _clause_words()
    if stop.group().isspace():
        own_words = 0 <= last_mark < stop.start() and second.endswith(table.endings) and len(second) > 5
        return first in table.joiners and (second in table.complements or own_words)
    if first.lower() in table.always or (first.islower() and first.endswith(table.endings) and len(first) > 5):
        return True
    return first in table.joiners and (second.lower() in table.openers or second[:1].isupper())


@dataclass(frozen=True, slots=True)
class _ClauseWords:
    joiners: frozenset[str]
    openers: frozenset[str]
    always: frozenset[str]
    complements: frozenset[str]
    endings: tuple[str, ...]


@cache
def _clause_words(language: str = "en") -> _ClauseWords:
    table = lexicon.load("collate", language)["clauses"]
    return _ClauseWords(
        frozenset(table["joiners"]),
        frozenset(table["openers"].split()),
        frozenset(table["always"]),
        frozenset(table["complements"]),
        tuple(table["endings"]),
    )
