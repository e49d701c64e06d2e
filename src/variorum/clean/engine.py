"""What the extraction engine (trafilatura) takes for the article in a page, aligned with the page's pieces.

trafilatura: Barbaresi, "Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and
Extraction", ACL 2021.  It is called without its store of texts seen before, so that no page changes another.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence

from .dom import Piece

_WORD = re.compile(r"\w+")
_SHORT = 5
"""Words under which a piece must be a whole line of the extraction: "Read more" stands anywhere."""
_COVERED = 0.7
"""Share of a piece's word trigrams that the extraction must hold: it leaves out an inline element at times."""
_LOOK = 80
"""Characters of a text in which its first word stands."""
_LONGER = 4
"""How many times as long as another a text of the same words is at most."""


def extraction(html: str) -> tuple[str, ...]:
    """The lines that the engine keeps of a page; none when it finds no article."""
    from lxml import etree  # noqa: PLC0415  -- plain text needs neither
    from trafilatura import bare_extraction  # noqa: PLC0415  -- a third of a second

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document = bare_extraction(
            html, fast=True, include_comments=False, favor_precision=True, deduplicate=False, with_metadata=False
        )
    except (etree.LxmlError, ValueError, RecursionError):
        return ()
    text = getattr(document, "text", None) or ""
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def kept(found: Sequence[Piece], lines: Sequence[str]) -> tuple[bool, ...]:
    """For each piece whether the engine kept it.

    Pieces and lines run in the same order, but the engine joins and splits, so words are compared and not lines.  A
    trigram counts as often as the extraction has it: a teaser that repeats a paragraph is not kept twice.
    """
    words = [w for line in lines for w in normal(line)]
    supply = Counter(zip(words, words[1:], words[2:], strict=False))
    whole = Counter(" ".join(normal(line)) for line in lines)
    decided: list[bool] = []
    for piece in found:
        own = normal(piece.text)
        if len(own) < _SHORT:
            key = " ".join(own)
            decided.append(bool(own) and whole[key] > 0)
            whole[key] -= decided[-1]
            continue
        grams = list(zip(own, own[1:], own[2:], strict=False))
        have = sum(1 for g in grams if supply[g] > 0)
        decided.append(have >= _COVERED * len(grams))
        if decided[-1]:
            supply.subtract(grams)
    return tuple(decided)


def same(found: Sequence[Piece], text: str | None) -> list[int]:
    """The pieces that have the words of ``text`` and no others."""
    wanted = normal(text or "")
    if text is None or not wanted:
        return []
    low, high = len(text) // _LONGER, len(text) * _LONGER  # of the same words, marks and blanks are the lesser part
    near = (i for i, p in enumerate(found) if low <= len(p.text) <= high and wanted[0] in p.text[:_LOOK].casefold())
    return [i for i in near if normal(found[i].text) == wanted]


def normal(text: str) -> list[str]:
    """The words of a text for comparison."""
    return [w.casefold() for w in _WORD.findall(text)]
