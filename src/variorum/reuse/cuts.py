"""Marks that copying leaves on the copy: a person cut loose from the introduction, a slip of the pen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ..model import Article, Reuse, Span

_NAME = re.compile(r"\b[A-Z][\w'’-]+\s(?=(?P<last>[A-Z][\w’-]{3,}))")
_WORD = re.compile(r"[^\W\d_]{5,}")
MOST = 20_000
"""Characters of an article's beginning in which people are looked for."""


def orphan(copy: Article, source: Article, shared: Sequence[Reuse]) -> str | None:
    """The surname of somebody whom ``source`` introduces by a full name, in words that ``copy`` lacks.

    ``copy`` has the surname alone, in words that both have.
    """
    in_copy, in_source = ([_span(p, a.id) for p in shared] for a in (copy, source))
    text = copy.text[:MOST]
    for last, at in _introduced(source.text[:MOST]):
        first = text.find(last)
        if first < 0 or _in(at, in_source) or not _in(first, in_copy):
            continue
        word = not text[first - 1 : first].isalnum() and not text[first + len(last) : first + len(last) + 1].isalnum()
        if word and not re.search(r"[A-Z][\w'’.-]*\s$", text[max(0, first - 30) : first]):
            return last
    return None


def _in(at: int, spans: Sequence[Span]) -> bool:
    return any(s.start <= at < s.end for s in spans)


def _introduced(text: str) -> Iterator[tuple[str, int]]:
    """Surnames whose first mention has a given name before it, and where."""
    seen: set[str] = set()
    for m in _NAME.finditer(text):
        last = m.group("last")
        if last not in seen and text.find(last) == m.start("last"):
            seen.add(last)
            yield last, m.start("last")


def _span(passage: Reuse, article: str) -> Span:
    return passage.a.span if passage.a.article == article else passage.b.span


def slip(copy: Article, source: Article, shared: Sequence[Reuse]) -> tuple[str, str] | None:
    """A word of ``copy`` that is one of ``source`` with two letters changed places, and that neither article has
    elsewhere, while the right one stands in them twice or more."""
    for p in shared:
        if p.kind != "edited":
            continue
        ours, theirs = (Counter(_WORD.findall(_span(p, a.id).of(a.text))) for a in (copy, source))
        for wrong in sorted(ours - theirs):
            for right in sorted(theirs - ours):
                if _swapped(wrong, right) and _times(right, copy, source) > 1 == _times(wrong, copy, source):
                    return wrong, right
    return None


def _swapped(a: str, b: str) -> bool:
    """Whether two letters next to each other have changed places."""
    if len(a) != len(b) or a == b:
        return False
    apart = [i for i in range(len(a)) if a[i] != b[i]]
    i = apart[0]
    return len(apart) == 2 and apart[1] == i + 1 and a[i] == b[i + 1] and a[i + 1] == b[i]


def _times(word: str, *articles: Article) -> int:
    return sum(a.text.count(word) for a in articles)
