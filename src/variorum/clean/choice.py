"""Which pieces of a page are the article: what the extraction engine took, or, where it plainly went astray, what the
page declares or the paragraphs that look most like one another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from . import dom, engine, layout
from .declared import Declared
from .dom import Piece

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FEW_WORDS = 25
"""Words under which what is kept is not believed to be the article, when the page declares one."""
_ASTRAY = 0.3
"""The engine went astray when its own paragraphs have less than this share of the words of the page's largest set."""
_ENOUGH = 100
"""Words from which a set of paragraphs may be the article."""
_SHORTEST = 40
"""Characters of a paragraph that counts."""
_APART = frozenset({
    "nav", "footer", "aside", "form", "button", "comments", "related", "promo", "navigation", "share", "caption",
    "figcaption", "bio", "consent",
})  # fmt: skip
_INDEX = re.compile(r"\[\d+\]")
_WORD = re.compile(r"\w+")

Choice = tuple[tuple[Piece, ...], tuple[bool, ...]]


def article(root: HtmlElement, html: str, found: Declared) -> Choice:
    """The page's pieces and for each whether it is the article's."""
    pieces = dom.pieces(root)
    lines = engine.extraction(html)
    said = [t for node in found.articles if (t := node.get("articleBody")) and isinstance(t, str)]
    kept = _without_notices(pieces, engine.kept(pieces, lines))
    if _words(pieces, kept) >= _FEW_WORDS and _words(pieces, kept) >= 0.5 * sum(len(engine.normal(x)) for x in lines):
        return pieces, _corrected(pieces, kept)
    options = [(pieces, kept)]
    hidden = dom.pieces(root, hidden=True)
    options.append((hidden, _without_notices(hidden, engine.kept(hidden, lines))))
    if said:
        options.append((hidden, engine.kept(hidden, max(said, key=len).splitlines())))
    best = max(options, key=lambda option: _words(*option))
    best = best[0], _corrected(*best)
    if _words(*best) == 0:
        longest = max((len(p.text) for p in pieces), default=0)
        return pieces, tuple(len(p.text) >= max(80, longest // 8) and p.linked * 2 < len(p.text) for p in pieces)
    return best


def _without_notices(pieces: Sequence[Piece], kept: Sequence[bool]) -> tuple[bool, ...]:
    """What was kept, without the notices about cookies that lie over a page."""
    return tuple(k and "consent" not in p.place.signs for p, k in zip(pieces, kept, strict=True))


def _corrected(pieces: Sequence[Piece], kept: Sequence[bool]) -> tuple[bool, ...]:
    """What the engine kept, unless the page has far more paragraphs of one shape that it left out altogether."""
    prose = [_is_paragraph(p) for p in pieces]
    words: Counter[str] = Counter()
    for piece, own in zip(pieces, prose, strict=True):
        if own:
            words[shape(piece)] += _count(piece)
    best = max(words, key=lambda key: (words[key], key), default=None)
    if best is None or words[best] < _ENOUGH:
        return tuple(kept)
    taken = sum(_count(p) for p, k, own in zip(pieces, kept, prose, strict=True) if k and own)
    if taken >= _ASTRAY * words[best]:
        return tuple(kept)
    return tuple(own and (k or shape(p) == best) for p, k, own in zip(pieces, kept, prose, strict=True))


def _is_paragraph(piece: Piece) -> bool:
    text = piece.text
    long = len(text) >= _SHORTEST and piece.linked * 3 < len(text)
    return long and layout.stops(text) and not piece.place.signs & _APART


def shape(piece: Piece) -> str:
    """The element's path without numbers: paragraphs of one text have it in common."""
    return _INDEX.sub("", piece.place.xpath)


def _count(piece: Piece) -> int:
    return len(_WORD.findall(piece.text))


def _words(pieces: Sequence[Piece], kept: Sequence[bool]) -> int:
    return sum(len(engine.normal(p.text)) for p, k in zip(pieces, kept, strict=True) if k)
