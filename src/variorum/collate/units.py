"""Units: the sentences and clauses of an article's statements and facts, which are aligned one by one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import accumulate

from .. import lexicon, text, wording
from ..model import Certainty, Fact, Form, Role, Span, Statement
from . import firmness, given, speakers
from .lexis import READ, Lexis
from .sense import Vector, none
from .speakers import Voice
from .terms import Term

_BREAK = re.compile(r"\.{2,}|…|;|\s[—–-]{1,2}\s|—|,|\s(?=\w+\s+\w+)")
_WORD = re.compile(r"[\s\"'“”‘’]*([^\W\d_]+)(?:\s+([^\W\d_]+))?")
_DOUBLE = '”"»“'
_FINAL = re.compile(r"[.!?…][\"'”’»)\]]*\s")
_MIN_TOLD = 0.35
_OWN_WORDS = 0.2
"""Weight of the words that a sentence must have beside the statement inside it, to be told on its own."""
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
    from_cue: tuple[str, ...] = ()
    """Words of attribution that belong to what is said."""

    place: float = 0.0
    """How far into its article it stands, 0 to 1."""

    values: tuple[given.Value, ...] = ()
    """The figures and times that it gives."""

    vector: Vector = field(default_factory=none, compare=False, repr=False)
    """What it means (:mod:`.sense`)."""

    trailing: bool = False
    """Whether it only goes with an aligned clause of its sentence."""

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
        if s.id not in nested or not _given_by_nested(laid_out, s, pieces, statements)
    ]
    claimed += [(f, (f.span,)) for f in claims.facts if f.role in READ]
    drafts = [(clause, n, owner) for n, (owner, pieces) in enumerate(claimed) for clause in _clauses(laid_out, pieces)]
    drafts.sort(key=lambda d: (d[0][0].start, d[0][-1].end, isinstance(d[2], Fact), getattr(d[2], "id", "")))
    certain = _certain(whole, drafts)
    return tuple(
        replace(_unit(laid_out, order, draft, certainty), place=order / len(drafts))
        for order, (draft, certainty) in enumerate(zip(drafts, certain, strict=True))
    )


def _relays(inner: Statement, outer: Statement) -> bool:
    """Whether a statement inside another is somebody else's words, and not the outer speaker's own thought.

    "We plan to ..." is no statement of its own, nor is "the country wants ..." from the mouth of its minister.
    """
    if inner.speaker is None or inner.speaker.kind == "unknown" or speakers.same(inner.speaker, outer.speaker):
        return False
    if inner.form in ("direct", "mixed") or inner.speaker.kind == "person":
        return True
    return outer.form == "indirect" and not speakers.is_country(inner.speaker)


_Draft = tuple[tuple[Span, ...], int, Statement | Fact]
"""The pieces of a unit, the number of its sentence, and whose words they are."""


def _certain(whole: str, drafts: Sequence[_Draft]) -> list[Certainty]:
    """How certain each unit is: a statement's level where the unit holds the words that gave it."""
    parts: dict[Statement | Fact, list[int]] = defaultdict(list)
    for n, (_, _, owner) in enumerate(drafts):
        parts[owner].append(n)
    found = [owner.certainty for _, _, owner in drafts]
    for owner, places in parts.items():
        for n, certainty in zip(places, firmness.of_parts(whole, owner, [drafts[n][0] for n in places]), strict=True):
            found[n] = _as_asked(whole, drafts[n], certainty)
    return found


def _as_asked(whole: str, draft: _Draft, certainty: Certainty) -> Certainty:
    """A question whose level was read off other sentences is asked, as weakly as that level was given."""
    pieces, _, owner = draft
    weak = certainty.score < firmness.SURE and certainty.level != "asked"
    return Certainty(level="asked", score=certainty.score) if weak and _asks(whole, pieces, owner) else certainty


def _unit(laid_out: Lexis, order: int, draft: _Draft, certainty: Certainty) -> Unit:
    pieces, sentence, owner = draft
    whole = laid_out.article.text
    statement = owner if isinstance(owner, Statement) else None
    passage = owner.span if isinstance(owner, Fact) else owner.passage
    from_cue = _from_cue(laid_out, statement, pieces)
    return Unit(
        article=laid_out.article.id,
        witness=laid_out.index,
        order=order,
        sentence=sentence,
        pieces=pieces,
        passage=passage.to(pieces[0]).to(pieces[-1]),
        form=statement.form if statement else "narration",
        certainty=certainty,
        role=owner.role,
        statement=statement,
        terms=(*from_cue, *laid_out.within(pieces))[:_MOST_TERMS],
        words=(*(t.norm for t in from_cue), *wording.norms(whole, pieces)),
        quoted=_quoted(whole, pieces, statement),
        asks=_asks(whole, pieces, owner),
        voice=speakers.voice(whole, statement) if statement else None,
        from_cue=tuple(t.norm for t in from_cue),
        values=given.within(laid_out.values, pieces),
        vector=laid_out.sense.of(pieces),
    )


def _from_cue(laid_out: Lexis, statement: Statement | None, pieces: Sequence[Span]) -> tuple[Term, ...]:
    """Words of attribution that belong to what is said: a refusal to meet and a readiness to meet differ in them."""
    if statement is None or pieces[0].start != statement.content[0].start:
        return ()
    return tuple(t for t in laid_out.within(sorted(statement.cue)) if t.key in _telling_cues())


@cache
def _telling_cues(language: str = "en") -> frozenset[str]:
    return frozenset(wording.stem(w) for w in lexicon.load("collate", language)["telling_cues"].split())


def _asks(whole: str, pieces: Sequence[Span], owner: Statement | Fact) -> bool:
    if isinstance(owner, Statement) and owner.form == "indirect" and owner.certainty.level == "asked":
        return True
    return "?" in whole[pieces[-1].start : pieces[-1].end + 2]


def _quoted(whole: str, pieces: tuple[Span, ...], statement: Statement | None) -> tuple[tuple[str, ...], ...]:
    if statement is None or statement.form == "indirect":
        return ()
    if statement.form == "direct":
        return (wording.norms(whole, pieces),)
    stretches = [
        Span(max(m.start, p.start), min(m.end, p.end))
        for m in wording.marked(whole, statement.passage)
        for p in pieces
        if m.overlaps(p)
    ]
    return tuple(wording.norms(whole, (s,)) for s in stretches)


def _given_by_nested(
    laid_out: Lexis, owner: Statement, pieces: Sequence[Span], statements: Sequence[Statement]
) -> bool:
    """Whether a statement inside ``owner`` holds most words of these pieces, and the rest only attributes them.

    What else the sentence tells ("he rang up and said ...") stays with the outer speaker.
    """
    nested = [s for s in statements if s.nested_in == owner.id]
    inside = [c for s in nested for c in s.content]
    whole = laid_out.article.text
    spans = [a.span for a in wording.atoms(whole, pieces) if a.norm not in wording.function_words()]
    covered = sum(any(c.contains(span) for c in inside) for span in spans)
    if 2 * covered < len(spans):
        return False
    attributed = [*inside, *(c for s in nested for c in (*s.cue, *s.source))]
    own = [t for t in laid_out.within(pieces) if not any(c.overlaps(t.span) for c in attributed)]
    return sum(t.weight for t in own if t.kind == "word") < _OWN_WORDS


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
    led_by = _leads(whole, sentence)
    for m in _BREAK.finditer(whole, sentence.start, sentence.end):
        done, here = mass[bisect_right(ends, begin)], mass[bisect_right(ends, m.start())]
        if min(here - done, mass[-1] - here) < _MIN_CLAUSE:
            continue
        if not _cuts(whole, m, sentence.end, last_mark) and not (led_by and _main_begins(whole, m, sentence.end)):
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


def _leads(whole: str, sentence: Span) -> bool:
    """Whether a sentence begins with a subordinate clause ("while talks go on, ...")."""
    opening = [t.norm for t in text.words(whole, Span(sentence.start, min(sentence.end, sentence.start + 40)))[:3]]
    return any(w in _clause_words().leading for w in opening)


def _main_begins(whole: str, stop: re.Match[str], end: int) -> bool:
    """Whether the comma ``stop`` closes a leading clause in the reporter's words: a quotation follows."""
    found = _WORD.match(whole, stop.end(), end) if stop.group() == "," else None
    return found is not None and bool(whole[stop.end() : found.start(1)].strip())


@dataclass(frozen=True, slots=True)
class _ClauseWords:
    joiners: frozenset[str]
    openers: frozenset[str]
    always: frozenset[str]
    complements: frozenset[str]
    endings: tuple[str, ...]
    leading: frozenset[str]


@cache
def _clause_words(language: str = "en") -> _ClauseWords:
    table = lexicon.load("collate", language)["clauses"]
    return _ClauseWords(
        frozenset(table["joiners"]),
        frozenset(table["openers"].split()),
        frozenset(table["always"]),
        frozenset(table["complements"]),
        tuple(table["endings"]),
        frozenset(table["leading"]),
    )
