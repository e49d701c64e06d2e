"""Two readings of one article, the learned reader's and the rules', made into one list of drafts.

Measured on PolNeAR's development part, what the rules find beside the reader is wrong more often than not, but for
quotations and labels; so these are kept, and of the rest only what completes a relation that the reader found.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..model import Span
from ..text import trimmed
from .statement_drafts import Draft, extended
from .statement_nesting import settle
from .statement_syntax import words

_JOINTS = ",;—–- "  # what parts two statements
_ADDRESS = 60  # characters that the words for a listener have, at most
_LAID_OUT = frozenset({"label", "colon"})  # rules that go by the layout: `Smith: ...`


def merged(learned: Iterable[Draft], ruled: Sequence[Draft], agencies: Sequence[Span], text: str) -> list[Draft]:
    """The reader's drafts, completed and parted; then the rules' drafts with quotations or labels, and all of words
    within quotations, that claim other words.

    Whose words an agency hands on (`..., Reuters reported`) the rules know better: they keep these.
    """
    by_cue = _ByCue.of(ruled)
    read: list[Draft] = []
    carried: list[Draft] = []
    for one in learned:
        handed_on = _handed_on(one, by_cue, agencies)
        carried += handed_on
        if not handed_on:
            same = by_cue.at(one.cue[0])
            whole = next((d for d in same if _relays(one, d, by_cue)), None)
            read.append(
                _completed(one, same, text) if whole is None else replace(one, content=whole.content, quoted=False)
            )
    read = list(_parted(read, by_cue, text))
    kept = [d for d in ruled if d.within is not None or d.quoted or d.rule in _LAID_OUT or not d.content]
    return settle(read, tuple(dict.fromkeys((*kept, *carried, *_inside(read, by_cue)))))


@dataclass(frozen=True, slots=True, kw_only=True)
class _ByCue:
    """Drafts of the running text by the place of their cues."""

    drafts: tuple[Draft, ...]
    places: tuple[int, ...]
    reach: int

    @classmethod
    def of(cls, ruled: Iterable[Draft]) -> _ByCue:
        drafts = sorted((d for d in ruled if d.within is None and d.cue), key=lambda d: d.cue[0].start)
        return cls(
            drafts=tuple(drafts),
            places=tuple(d.cue[0].start for d in drafts),
            reach=max((len(d.cue[0]) for d in drafts), default=0),
        )

    def within(self, extent: Span) -> Sequence[Draft]:
        """The drafts whose cue begins in a stretch."""
        return self.drafts[bisect_left(self.places, extent.start) : bisect_left(self.places, extent.end)]

    def at(self, cue: Span) -> list[Draft]:
        """The drafts whose cue has a character in common with this one."""
        near = self.drafts[bisect_left(self.places, cue.start - self.reach) : bisect_left(self.places, cue.end)]
        return [d for d in near if d.cue[0].overlaps(cue)]


def _inside(read: Sequence[Draft], by_cue: _ByCue) -> Iterator[Draft]:
    """The rules' statements by others within the words of the reader's: it knows none of these."""
    for one in read:
        for piece in one.content:
            for other in by_cue.within(piece):
                if other.source and piece.contains(other.cue[0]) and not _same_source(other, one):
                    yield other


def _handed_on(one: Draft, by_cue: _ByCue, agencies: Sequence[Span]) -> list[Draft]:
    """The rules' statements by somebody else that an agency's, as the reader sees it, is made of."""
    if not any(a.overlaps(s) for a in agencies for s in one.source):
        return []
    others = [d for d in by_cue.within(one.extent) if d.source and not _same_source(d, one)]
    return [d for d in others if any(a.overlaps(b) for a in d.content for b in one.content)]


def _completed(one: Draft, same: Sequence[Draft], text: str) -> Draft:
    """A draft of the reader with what the rules know of the same cue: how little it tells, which quotations belong to
    it, and who is meant where the reader found no source or only a relative pronoun."""
    one = replace(one, worth=min((d.worth for d in same if _share(d, one)), default=1.0))
    quoted = next((d for d in same if d.quoted and _fits(one, d)), None)
    if quoted is not None:
        one = replace(one, content=quoted.content, quotes=quoted.quotes, quoted=True, before=quoted.before)
    told = next((d for d in same if "o" in d.entry.frames and _only_addressed(one, d)), None)
    if told is not None:
        one = replace(one, content=told.content)
    if one.source:
        meant = next((d.mention for d in same if any(a.overlaps(b) for a in d.source for b in one.source)), None)
        return extended(replace(one, mention=meant or one.mention))
    passive = any(w in words("be", "forms") for w in one.cue[0].of(text).casefold().split())
    named = None if passive else next((d for d in same if d.source), None)
    if named is not None:
        content = tuple(c for c in one.content if not any(c.overlaps(s) for s in named.source))
        one = replace(one, source=named.source, mention=named.mention, content=content or one.content)
    return extended(one)


def _parted(read: Sequence[Draft], by_cue: _ByCue, text: str) -> Iterator[Draft]:
    """The reader's drafts, and between them the rules' second statements of one source that the reader ran together
    with the first (`said that ..., adding that ...`): these take their words with them."""
    cues = sorted(d.cue[0] for d in read)
    for one in read:
        own = [d for d in by_cue.within(one.extent) if _same_source(d, one) and not _meets(cues, d.cue[0])]
        for other in own:
            content = tuple(_without(one.content, other, text))
            if content and content != one.content:
                one = extended(replace(one, content=content))  # noqa: PLW2901
                yield replace(other, rule="parted")
        yield one


def _same_source(one: Draft, other: Draft) -> bool:
    return any(a.overlaps(b) for a in one.source for b in other.source)


def _meets(spans: Sequence[Span], span: Span) -> bool:
    after = bisect_right(spans, span.start, key=lambda s: s.end)
    return after < len(spans) and spans[after].overlaps(span)


def _without(content: Sequence[Span], other: Draft, text: str) -> Iterator[Span]:
    """The pieces of a content up to another statement's cue, and without those that are all its own."""
    cue = other.cue[0]
    for n, piece in enumerate(content):
        if piece.contains(cue) and cue.start > piece.start:
            before = trimmed(text, piece.start, cue.start, drop=_JOINTS)
            if before is not None:
                yield before
        elif not n or not any(piece.overlaps(c) for c in other.content):
            yield piece


def _only_addressed(one: Draft, ruled: Draft) -> bool:
    """Whether the reader took no more into a content than whom it was said to (`told friends it was love`)."""
    if len(one.content) != 1 or len(ruled.content) != 1 or ruled.quoted:
        return False
    read, found = one.content[0], ruled.content[0]
    return read.start < found.start <= read.start + _ADDRESS and abs(read.end - found.end) < 4


def _relays(one: Draft, ruled: Draft, by_cue: _ByCue) -> bool:
    """Whether the quotation that the reader took is one that somebody else speaks in the words of the source (`Smith
    said Jones had told him: "..."`): the rules find that other statement there."""
    if not one.quoted or ruled.quoted or len(ruled.content) != 1 or not one.content:
        return False
    whole, first = ruled.content[0], one.content[0]
    between = by_cue.within(Span(whole.start, first.start)) if whole.start < first.start else ()
    others = [d for d in between if d.quoted and d.source and not _same_source(d, one) and _share(d, one)]
    return bool(others) and all(whole.contains(c) for c in one.content)


def _share(one: Draft, other: Draft) -> bool:
    return any(a.overlaps(b) for a in one.content for b in other.content)


def _fits(one: Draft, ruled: Draft) -> bool:
    """Whether the reader, too, sees nothing but those quotations."""
    return one.quoted and all(any(q.overlaps(c) for q in ruled.content) for c in one.content)
