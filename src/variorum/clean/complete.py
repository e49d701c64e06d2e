"""Whether an article is all there, or only its beginning: cut off, or kept back for those who pay or log in.

Three things say that something is missing: the page declares more words than it shows, the last paragraph breaks off,
or a sign of a paywall stands where the text ends.  A sign alone is none: pages carry it in their heads for everybody,
and many that ask for money serve the whole of it.  The words are in ``data/<language>/incomplete.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from .. import lexicon
from . import declared, marks, pagemeta
from .declared import Declared
from .zones import Marked

_PROMISE = 60
"""Words from which what a page declares is believed to be an article."""
_MUCH_LESS, _NEARLY = 0.6, 0.8
"""Shares of the words declared under which something is missing, and from which nothing is."""
_TEASER = 200
"""Words under which an article that is not free is taken for its beginning only."""
_SHORT = 150
"""Words under which an article with a sign of a paywall anywhere is taken for its beginning only."""
_EXCERPT = 250
"""Words under which an article that ends in an ellipsis is an excerpt; writers of longer ones may trail off."""
_SENTENCE = 8
"""Words from which a line without an end was meant to be a sentence."""
_CUT = 25
"""The same for a line that ends in any word."""
_AFTER = 4
"""Pieces behind the last paragraph in which a sign belongs to it."""
_LOOK = 1000
"""Characters at the end of a paragraph that are searched for a broken sentence."""
_PARAGRAPH = 30
"""Words from which a paragraph speaks of paywalls and is none."""
_TAG = re.compile(r"<[^<>]{1,500}>")
_ELLIPSIS = re.compile(r"(?:…|\.\.\.)\s*$")
_BRACKETED = re.compile(r"[\[(]\s*(?:…|\.\.\.|\+\s?\d+ chars)\s*[\])]\s*$")
_IN_MIDDLE = re.compile(r"(?:[,;]|\s[–—-])$")
_LAST_WORD = re.compile(r"(?:^|\s)([^\W\d_]+)$")
_FRAGMENT = re.compile(r"(?:^|[.!?][”\"’]?\s)[^\s.!?:/|@]+(?:\s[^\s.!?:/|@]+){3,}(?<=[a-z]{2})$")
"""The beginning of a sentence at the end of a line: four words or more and nothing that lists and credits have."""
_ASIDE = frozenset({"related", "bio", "caption", "byline"})


@dataclass(frozen=True, slots=True)
class _Signs:
    """Patterns of text in small letters: matching without regard to case takes four times as long."""

    strong: re.Pattern[str]
    any: re.Pattern[str]
    more: re.Pattern[str]
    open: frozenset[str]


@cache
def _signs(language: str) -> _Signs:
    table = lexicon.load("incomplete", language)
    strong, weak, more = ("|".join(f"(?:{p})" for p in table[k]) for k in ("strong", "weak", "more"))
    return _Signs(
        strong=re.compile(strong),
        any=re.compile(f"{strong}|{weak}"),
        more=re.compile(more),
        open=lexicon.words("incomplete", "open", language),
    )


def page(found: Declared, marked: Sequence[Marked], *, language: str = "en") -> bool:
    """Whether the article of a page is all there."""
    words = _words(marked)
    counted = pagemeta.words_declared(found) or 0
    promised = max(counted, _words_of_text(found))
    if promised >= _PROMISE and words < _MUCH_LESS * promised:
        return False
    if counted >= _PROMISE and words >= _NEARLY * counted:
        return True
    if not pagemeta.is_free(found) and (words < _TEASER or _trails_off(marked)):
        return False
    return text(marked, language=language)


def is_teaser(body: str) -> bool:
    """Whether the text of an article that is not free is so short that it is taken for its beginning only."""
    return len(body.split()) < _TEASER


def text(marked: Sequence[Marked], *, language: str = "en") -> bool:
    """Whether an article of which nothing is declared is all there."""
    signs, words = _signs(language), _words(marked)
    body = [i for i, m in enumerate(marked) if m.role == "body"]
    if body:
        last = marked[body[-1]].line
        if _BRACKETED.search(last.folded) or _breaks_off(marked, body, signs):
            return False
        if _trails_off(marked) and (words < _EXCERPT or any(_is_more(m, signs) for m in _behind(marked, body))):
            return False
    if words < _SHORT:
        return not any(_says(m, signs.any) for m in marked)
    return not any(_says(m, signs.strong) for m in (marked[body[-1]], *_behind(marked, body)))


def _words(marked: Sequence[Marked]) -> int:
    return sum(m.line.words for m in marked if m.role == "body")


def _words_of_text(found: Declared) -> int:
    """Words of the longest text that the page gives to search engines."""
    texts = (node.get("articleBody") for node in found.articles)
    return max((len(declared.folded(_TAG.sub(" ", t)).split()) for t in texts if isinstance(t, str)), default=0)


def _behind(marked: Sequence[Marked], body: Sequence[int]) -> Sequence[Marked]:
    return marked[body[-1] + 1 : body[-1] + 1 + _AFTER]


def _trails_off(marked: Sequence[Marked]) -> bool:
    """Whether the last paragraph ends in an ellipsis that is not within a quotation."""
    last = next((m.line.folded for m in reversed(marked) if m.role == "body"), "")
    return _ELLIPSIS.search(last) is not None and _ELLIPSIS.search(marks.outside_quotations(last)) is not None


def _breaks_off(marked: Sequence[Marked], body: Sequence[int], signs: _Signs) -> bool:
    """Whether the last paragraph has no end: it stops at a comma, at a word that more must follow, or anywhere while
    all the others have theirs."""
    line = marked[body[-1]].line
    if line.words < _SENTENCE or line.stops:
        return False
    word = _LAST_WORD.search(line.folded)
    if _IN_MIDDLE.search(line.folded) or (word and word.group(1) in signs.open):
        return True
    others = [marked[i].line for i in body[:-1]]
    broken = _FRAGMENT.search(line.folded[-_LOOK:])
    return broken is not None and line.words >= _CUT and all(o.stops for o in others)


def _is_more(m: Marked, signs: _Signs) -> bool:
    return signs.more.fullmatch(m.line.folded.lower()) is not None


def _says(m: Marked, sign: re.Pattern[str]) -> bool:
    if m.role in _ASIDE or (m.role == "body" and m.line.words > _PARAGRAPH):
        return False
    return sign.search(marks.outside_quotations(m.line.folded).lower()) is not None
