"""Drafts: relations as found in one unit, before speakers are resolved and quotations joined."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..model import Span
from ..text import trimmed
from .cues import Entry
from .quotes import Quotation
from .statement_syntax import Group, Subject, words
from .statement_units import Unit

Pieces = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """``cue``, ``source`` and ``content`` are characters; ``mention`` is what to resolve for the speaker (the noun
    before a relative pronoun, else the source).  ``quoted``: every piece of the content is a quotation;
    ``quotes``: the quotations that it takes up; ``before``: some of the content stands before the cue;
    ``worth``: the highest score that a statement of so little content may have (see ``statement_weight``)."""

    unit: int
    within: int | None
    entry: Entry
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    mention: Span | None
    content: tuple[Span, ...]
    quotes: tuple[int, ...]
    quoted: bool
    score: float
    extent: Span
    rule: str
    before: bool = False
    negated: bool = False
    worth: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Items of a relation: the parts of its content, and the items of cue and source."""

    pieces: Pieces
    cue: Pieces
    subject: Subject | None
    mention: tuple[int, int] | None
    entry: Entry
    score: float
    rule: str
    group: Group | None = None
    before: bool = False
    worth: float = 1.0


def spoken(text: str, quotation: Quotation) -> Span:
    """The words of a quotation, without the comma that only leads on to the attribution."""
    inner = quotation.inner
    return trimmed(text, inner.start, inner.end, drop="," if inner.of(text)[-1] == "," else "") or inner


def draft(number: int, unit: Unit, found: Found, quotations: tuple[Quotation, ...], text: str) -> Draft:
    """The draft of what was found: items turned into characters."""
    content, quotes, quoted = _content(unit, found.pieces, quotations, text)
    source = () if found.subject is None else (_owner(text, unit.cover(found.subject.first, found.subject.last)),)
    mention = unit.cover(*found.mention) if found.mention is not None else (source[0] if source else None)
    if found.subject is not None and found.subject.relative and found.mention is None:
        mention = None
    cue = tuple(unit.cover(a, b) for a, b in found.cue)
    everything = [*cue, *source, *content]
    extent = Span(min(s.start for s in everything), max(s.end for s in everything))
    negated = found.group is not None and any(
        unit.norms[i] in words("classes", "denial") or unit.norms[i].endswith("n't")
        for i in range(found.group.first, found.group.head)
    )
    return Draft(
        unit=number, within=unit.within, entry=found.entry, cue=cue, source=source, mention=mention, content=content,
        quotes=quotes, quoted=quoted, score=found.score, extent=extent, rule=found.rule,
        before=found.before, negated=negated, worth=found.worth,
    )  # fmt: skip


def extended(one: Draft) -> Draft:
    """A draft whose extent covers all its parts."""
    everything = [*one.cue, *one.source, *one.content]
    return replace(one, extent=Span(min(s.start for s in everything), max(s.end for s in everything)))


def _owner(text: str, span: Span) -> Span:
    """A source without the possessive ending."""
    words = span.of(text)
    return Span(span.start, span.end - 2) if words[-2:] in ("'s", "’s") and len(words) > 2 else span


def _content(
    unit: Unit, pieces: Pieces, quotations: tuple[Quotation, ...], text: str
) -> tuple[tuple[Span, ...], tuple[int, ...], bool]:
    """The characters of the pieces; a piece that is one whole quotation loses its marks."""
    spans: list[Span] = []
    quotes: list[int] = []
    quoted = bool(pieces)
    for first, last in pieces:
        inside = [unit.quotes[i] for i in range(first, last + 1) if unit.quotes[i] >= 0]
        quotes.extend(inside)
        if inside and first == last:
            spans.append(spoken(text, quotations[inside[0]]))
        else:
            quoted = False
            spans.append(unit.cover(first, last))
    return tuple(spans), tuple(quotes), quoted
