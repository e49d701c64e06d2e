"""Which pieces of a page are the article: those of which the forest of ``blocks`` is sure; where it is in doubt, what
the extraction engine takes, and where that plainly went astray, what the page declares or the paragraphs that look most
like one another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from . import blocks, dom, engine, layout
from .declared import Declared
from .dom import Piece

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LIKELY = 0.4
"""Score from which a piece is the article's."""
DOUBT = 0.16
"""Doubt from which the engine is asked: about one page in five."""
_FEW_WORDS = 25
"""Words under which what is kept is not believed to be the article, when the page declares one."""
_ASTRAY = 0.3
"""The engine went astray when its own paragraphs have less than this share of the words of the page's largest set."""
_ENOUGH = 100
"""Words from which a set of paragraphs may be the article."""
_HEADLINE = 4
"""Words of a headline at least."""
_SHORTEST = 40
"""Characters of a paragraph that counts."""
_APART = frozenset({
    "nav", "footer", "aside", "form", "button", "comments", "related", "promo", "navigation", "share", "caption",
    "figcaption", "bio", "consent",
})  # fmt: skip
_INDEX = re.compile(r"\[\d+\]")
_WORD = re.compile(r"\w+")

Choice = tuple[tuple[Piece, ...], tuple[bool, ...]]


def article(root: HtmlElement, html: str, found: Declared, pieces: tuple[Piece, ...], title: str | None) -> Choice:
    """The page's pieces and for each whether it is the article's; ``pieces`` are those that a reader sees, and only
    where the article is not among them others come in their place."""
    chosen, kept = _sure(pieces, found, title) or _asked(root, html, pieces, declared_text(found))
    return chosen, _first_only(chosen, kept, title)


def _sure(pieces: tuple[Piece, ...], found: Declared, title: str | None) -> Choice | None:
    """What the forest takes, unless it is in doubt."""
    said = declared_text(found)
    judged = blocks.judged(pieces, title=title, said=said)
    kept = _without_notices(pieces, (judged.scores >= _LIKELY).tolist())
    if judged.doubt < DOUBT and _words(pieces, kept) >= _FEW_WORDS:
        return pieces, kept
    return None


def declared_text(found: Declared) -> str | None:
    """The article as the page's head gives it, the longest."""
    said = [t for node in found.articles if (t := node.get("articleBody")) and isinstance(t, str)]
    return max(said, key=len, default=None)


def _asked(root: HtmlElement, html: str, pieces: tuple[Piece, ...], said: str | None) -> Choice:
    """What the engine makes of the page, or what else there is."""
    lines = engine.extraction(html)
    kept = _without_notices(pieces, engine.kept(pieces, lines))
    if _words(pieces, kept) >= _FEW_WORDS and _words(pieces, kept) >= 0.5 * sum(len(engine.normal(x)) for x in lines):
        return pieces, _corrected(pieces, kept)
    options = [(pieces, kept)]
    hidden = dom.pieces(root, hidden=True)
    options.append((hidden, _without_notices(hidden, engine.kept(hidden, lines))))
    if said:
        options.append((hidden, engine.kept(hidden, said.splitlines())))
    best = max(options, key=lambda option: _words(*option))
    best = best[0], _corrected(*best)
    if _words(*best) == 0:
        longest = max((len(p.text) for p in pieces), default=0)
        return pieces, tuple(len(p.text) >= max(80, longest // 8) and p.linked * 2 < len(p.text) for p in pieces)
    return best


def _first_only(pieces: Sequence[Piece], kept: Sequence[bool], title: str | None) -> tuple[bool, ...]:
    """What was kept, up to the headline of a next article: a page that goes on for ever has one under the other, each
    in elements of the same shape."""
    own = next((i for i in engine.same(pieces, title) if pieces[i].place.tag == "h1"), None)
    if own is None:
        return tuple(kept)
    parent = _parent(pieces[own])
    words = 0
    for i in range(own + 1, len(pieces)):
        words += _count(pieces[i]) if kept[i] else 0
        headline = pieces[i].place.tag == "h1" and _count(pieces[i]) >= _HEADLINE and words >= _ENOUGH
        if headline and shape(pieces[i]) == shape(pieces[own]) and _parent(pieces[i]) != parent:
            return (*kept[:i], *[False] * (len(pieces) - i))
    return tuple(kept)


def _parent(piece: Piece) -> str:
    return piece.place.xpath.rpartition("/")[0]


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
