"""Lines that credit and do nothing else: "With files from Reuters", "(AP/dpa)", "© 2031 AFP", "Tove Brandt | AP"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Block, Span
from .credit_context import Of
from .credit_lists import NAMED, CreditLists

_SHORT = 200
"""Characters up to which a block may be a line of credits."""
_APART = ("caption", "navigation")
_TAIL = 90
"""Characters at the end of a longer block in which a line of credits may stand after the last sentence."""
_AFTER = re.compile(r"[.!?”\"’]\s*(?=[(\[—–©-])")


def judge(text: str, block: Block, named: Sequence[Span], lists: CreditLists, *, last: bool) -> dict[Span, Of]:
    """What those of the agencies ``named`` in a block are credited for that stand in a line of credits.

    ``last``: the block is one of the last of the report, where a mark of copyright is the text's and no picture's, and
    a line that only looks like a caption or a menu may be one.
    """
    if not named or block.role in ("related", "promo", "byline") or (block.role in _APART and not last):
        return {}
    start = block.span.start if len(block.span) <= _SHORT else _tail(text, block)
    inside = [s for s in named if s.start >= start]
    if not inside:
        return {}
    line = _masked(text, start, block.span.end, inside)
    if block.role in _APART:
        of: Of | None = "text" if _alone(line, lists, caption=block.role == "caption") else None
    else:
        of = _of(line, lists, last=last and block.role != "title")
    return dict.fromkeys(inside, of) if of else {}


def _alone(line: str, lists: CreditLists, *, caption: bool) -> bool:
    """Whether a line is a credit of the text, whatever its layout: with a phrase that says so, or under the report."""
    shapes = lists.lines
    said = shapes.text.fullmatch(line) or shapes.copyright.match(line)
    return bool(said) or (caption and line.strip(" ()[].—–-") == NAMED)


def _tail(text: str, block: Block) -> int:
    """Where the last words of a block begin that a bracket, a dash or a mark of copyright opens after a sentence."""
    floor = max(block.span.start, block.span.end - _TAIL)
    ends = [m.end() for m in _AFTER.finditer(text, floor, block.span.end)]
    return ends[-1] if ends else block.span.end


def _masked(text: str, start: int, end: int, named: Sequence[Span]) -> str:
    """The line with each agency's name as one character."""
    parts, at = [], start
    for span in named:
        parts += [text[at : span.start], NAMED]
        at = span.end
    return "".join((*parts, text[at:end]))


def _of(line: str, lists: CreditLists, *, last: bool) -> Of | None:
    shapes = lists.lines
    if shapes.photo.fullmatch(line):
        return "photo"
    if shapes.copyright.match(line):
        return "text" if last else "photo"
    return "text" if shapes.text.fullmatch(line) or shapes.notes.search(line) else None
