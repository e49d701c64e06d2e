"""Quotations: which quotation marks belong together, and what stands between them.

One pass over the marks of a block with a stack.  A mark is read by its kind (“ opens, ” closes) or, where the kind
does not tell, by its neighbours; apostrophes and inch marks are no quotations.  An opening mark may be closed by a
mark of another kind when no better partner is open ("typed by hand").  Time is linear in the number of marks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from .. import lexicon
from ..model import Span
from ..text import trimmed
from .document import Document

_MARK = re.compile(r"''+|``|‘‘|’’|,,(?=\w)|[\"“”„‟«»‹›‘’‚‛']")
_DOUBLE = frozenset(["“", "”", "„", "‟", "«", "»", '"', "''", "``", "‘‘", "’’", ",,"])
_OPENS = frozenset("“‟«‹‘‛„‚") | {"``", "‘‘", ",,"}
_CLOSES = frozenset("”»›") | {"’’"}
_PARTNERS = frozenset(
    {
        ("“", "”"), ("„", "“"), ("„", "”"), ("‟", "”"), ("«", "»"), ("»", "«"), ("‹", "›"), ("›", "‹"), ('"', '"'),
        ("''", "''"), ("``", "''"), ("‘‘", "’’"), ("‘", "’"), ("‚", "‘"), ("‚", "’"), ("‛", "’"), ("'", "'"),
        ("”", "”"), ("’", "’"), (",,", "''"), (",,", '"'), (",,", "”"), ("„", '"'),
    }
)  # fmt: skip
_BEFORE_OPENING = frozenset("([{—–-/…:;=>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """``span`` includes the marks, ``inner`` leaves them and white space out.  ``depth`` counts the quotations around
    it, ``parent`` is the index of the nearest.  ``continues`` is the index of the quotation in the paragraph before
    that this one carries on (each paragraph opens, only the last closes)."""

    index: int
    span: Span
    inner: Span
    block: int
    depth: int = 0
    parent: int | None = None
    closed: bool = True
    continues: int | None = None


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    text: str
    double: bool
    can_open: bool
    can_close: bool


def find(document: Document) -> tuple[Quotation, ...]:
    """All quotations of an article, outer before inner, in text order."""
    found: list[Quotation] = []
    blocks = document.article.blocks
    starts = [s.span.start for s in document.sentences]
    open_before: int | None = None
    for number, block in enumerate(blocks):
        following = blocks[number + 1].span if number + 1 < len(blocks) else None
        closed, dangling = _scan(document.text, block.span, carried=_opens_single(document.text, following))
        pairs = [(a, b, True) for a, b in closed]
        if dangling is not None:
            carried = following is not None and _begins_open(document.text, following, dangling)
            end = block.span.end
            if not carried and dangling.start > block.span.start:
                end = _sentence_end(document, starts, dangling.start, end)
            pairs.append((dangling, _Mark(end, end, "", dangling.double, False, True), False))
        made = _nest(document.text, pairs, number, len(found))
        carries_on = open_before is not None and bool(made) and made[0].span.start == block.span.start
        if carries_on:
            made[0] = replace(made[0], continues=open_before)
        found.extend(made)
        outer = [q for q in made if q.depth == 0]
        open_before = outer[-1].index if outer and not outer[-1].closed else None
    return tuple(found)


def _sentence_end(document: Document, starts: list[int], at: int, limit: int) -> int:
    """Where the sentence around ``at`` ends: as far as a quotation reaches that nothing closes."""
    place = bisect_left(starts, at + 1) - 1
    return min(limit, document.sentences[place].span.end) if place >= 0 else limit


def _begins_open(text: str, span: Span, dangling: _Mark) -> bool:
    mark = _MARK.match(text, span.start, span.end)
    return bool(mark) and (mark.group() in _DOUBLE) == dangling.double  # type: ignore[union-attr]


def _opens_single(text: str, span: Span | None) -> bool:
    """Whether a block begins with a single mark that opens: one that the block before left open would go on there."""
    mark = _MARK.match(text, span.start, span.end) if span is not None else None
    if span is None or mark is None or mark.group() in _DOUBLE or mark.end() >= span.end:
        return False
    return _read(text, mark.start(), mark.end(), " ", text[mark.end()]).can_open


def _marks(text: str, span: Span) -> list[_Mark]:
    marks: list[_Mark] = []
    for m in _MARK.finditer(text, span.start, span.end):
        before = text[m.start() - 1] if m.start() > span.start else " "
        after = text[m.end()] if m.end() < span.end else " "
        for start, end in _pieces(m, closing=not before.isspace()):
            marks.append(_read(text, start, end, before, after))
    return [m for m in marks if m.can_open or m.can_close]


def _pieces(m: re.Match[str], *, closing: bool) -> tuple[tuple[int, int], ...]:
    """Three straight marks are a single and a double: at the end the single one closes first."""
    start, end = m.start(), m.end()
    if m.group() == "'''":
        middle = start + 1 if closing else start + 2
        return (start, middle), (middle, end)
    return ((start, end if end - start <= 2 else start + 2),)


def _read(text: str, start: int, end: int, before: str, after: str) -> _Mark:
    """A mark with what its kind and neighbours allow it to be."""
    sign = text[start:end]
    double = sign in _DOUBLE
    free = before.isspace() or before in _BEFORE_OPENING or _MARK.match(before) is not None
    if not double and before.isalnum() and after.isalnum():
        return _Mark(start, end, sign, double, False, False)
    if sign in _OPENS:
        stray = sign == "“" and not before.isspace() and (after.isspace() or after in ".,;:!?)")
        return _Mark(start, end, sign, double, not stray, sign in "“‘«" or stray)
    if sign in _CLOSES:
        return _Mark(start, end, sign, double, (before.isspace() and not after.isspace()) or sign in "»›", True)
    opens = free and not after.isspace() and (double or after.isalnum() or after in '$“"[…')
    if opens and not double and (after.isdigit() or _elided(text, end)):
        opens = False
    closes = not before.isspace()
    if double and not opens and not closes:
        opens = closes = True
    return _Mark(start, end, sign, double, opens, closes)


def _elided(text: str, at: int) -> bool:
    word = re.match(r"[^\W\d_]+", text[at : at + 12])
    return bool(word) and word.group().casefold() in lexicon.load("attribution")["marks"]["elisions"]  # type: ignore[union-attr]


def _scan(text: str, span: Span, *, carried: bool = False) -> tuple[list[tuple[_Mark, _Mark]], _Mark | None]:
    """The pairs of marks of a block, and the outermost one that nothing closes; a single one only where ``carried``
    over into the next block."""
    marks = _marks(text, span)
    closers = [m.start for m in marks if not m.double and m.can_close]
    pairs: list[tuple[_Mark, _Mark]] = []
    stack: list[_Mark] = []
    doubles = [i for i, m in enumerate(marks) if m.double]
    position = {i: n for n, i in enumerate(doubles)}
    for i, mark in enumerate(marks):
        partner = _partner(stack, mark) if mark.can_close and not _possessive(text, marks, i) else None
        if partner is not None and not _rather_opens(stack, partner, mark):
            pairs.append((stack[partner], mark))
            del stack[partner:]
        elif mark.can_open and _worth_opening(mark, closers, stack, carried=carried):
            same = next((n for n, m in enumerate(stack) if m.text == mark.text), None)
            if mark.double and same is not None and not _closes_twice(marks, doubles, position[i]):
                end = trimmed(text, stack[same].end, mark.start)
                if end is not None:
                    pairs.append((stack[same], _Mark(end.end, end.end, "", True, False, True)))
                del stack[same:]
            stack.append(mark)
    left = [m for m in stack if m.double or carried]
    return pairs, left[0] if left else None


def _possessive(text: str, marks: list[_Mark], at: int) -> bool:
    """An apostrophe after a plural ("the allies' plan"): a small letter follows, and a better closing mark."""
    mark = marks[at]
    if mark.double or text[mark.start - 1 : mark.start] not in ("s", "S"):
        return False
    after = text[mark.end : mark.end + 2]
    following = marks[at + 1] if at + 1 < len(marks) else None
    better = following is not None and not following.double and following.can_close and not following.can_open
    return better and len(after) == 2 and after[0].isspace() and after[1].islower()


def _worth_opening(mark: _Mark, closers: list[int], stack: list[_Mark], *, carried: bool) -> bool:
    """A single mark opens only where a later one can close it (or the next block carries it on), and never inside
    another single quotation."""
    if mark.double:
        return True
    if any(not m.double for m in stack):
        return False
    return carried or bisect_left(closers, mark.end + 1) < len(closers)


def _rather_opens(stack: list[_Mark], partner: int, mark: _Mark) -> bool:
    """A mark that could do both closes only its own kind."""
    return mark.can_open and mark.text in _OPENS and (stack[partner].text, mark.text) not in _PARTNERS


def _partner(stack: list[_Mark], mark: _Mark) -> int | None:
    """The open mark that ``mark`` closes: the nearest of its own kind, else one that a typist may have meant."""
    loose: int | None = None
    for n in range(len(stack) - 1, max(-1, len(stack) - 7), -1):
        opened = stack[n]
        if opened.double != mark.double:
            continue
        if (opened.text, mark.text) in _PARTNERS:
            return n
        if loose is None:
            loose = n
    if not mark.double and mark.text == "’" and loose is None:
        return None
    return loose


def _closes_twice(marks: list[_Mark], doubles: list[int], at: int) -> bool:
    """Whether the next two double marks both only close: the sign of a quotation inside one of the same marks."""
    following = [marks[i] for i in doubles[at + 1 : at + 3]]
    return len(following) == 2 and all(m.can_close and not m.can_open for m in following)


def _nest(text: str, pairs: list[tuple[_Mark, _Mark, bool]], block: int, first: int) -> list[Quotation]:
    made: list[Quotation] = []
    stack: list[Quotation] = []
    for opening, closing, closed in sorted(pairs, key=lambda p: (p[0].start, -p[1].end)):
        inner = trimmed(text, opening.end, closing.start)
        if inner is None:
            continue
        span = Span(opening.start, max(closing.end, inner.end))
        while stack and stack[-1].span.end <= span.start:
            stack.pop()
        if stack and not stack[-1].span.contains(span):
            continue  # crossing marks: the outer pair stands
        made.append(
            Quotation(
                index=first + len(made),
                span=span,
                inner=inner,
                block=block,
                depth=len(stack),
                parent=stack[-1].index if stack else None,
                closed=closed,
            )
        )
        stack.append(made[-1])
    return made
