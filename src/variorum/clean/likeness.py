"""How like two articles are, and whether they are captures of one: the rules behind ``versions``."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from zlib import crc32

from .. import lexicon
from ..model import Article
from . import sites

NO_MARK = -1
"""Stands in a sketch for an address itself."""
_SHINGLE = 5
_SKETCH = 32
_FEWEST = 40
"""Words under which a text says too little to be known by."""
_SAME_PAGE = 0.1
"""Share of the shorter text's shingles from which two captures of one article's address are of one article."""
_SAME_PLACE = 0.5
"""The same for an address that need not be an article's (a front page, a column of the day)."""
_SAME_TEXT = 0.7
"""The same for two texts of one outlet, when an address is not known; and when they are known and differ:"""
_OTHER_PAGE = 0.8
_DAYS = 2
"""Days that may lie between the publication dates of two captures with different addresses."""
_TITLE, _LEAD = 0.5, 0.8
"""Likeness from which two titles, or two first paragraphs, are the same one changed."""
_TELLING = 0.6
"""Share of one text's names and numbers that the other must have: reports of a series keep the words around them."""
_WORD = re.compile(r"\w+")
_NAME_OR_NUMBER = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]+|\b\d[\d.,]*")


@dataclass(frozen=True)
class Copy:
    """What of an article tells whether another one is a capture of the same; ``address`` is its address's key."""

    article: Article
    address: str | None
    outlet: str | None
    hosts: frozenset[str]

    @property
    def id(self) -> str:
        return self.article.id

    @property
    def houses(self) -> Sequence[str]:
        """Where captures of the same article may be found: its address, its outlet, its site."""
        found = (self.address, f"outlet {self.outlet}" if self.outlet else None, *(f"site {h}" for h in self.hosts))
        return [h for h in found if h]

    @cached_property
    def lead(self) -> Set[str]:
        first = next(iter(self.article.blocks_of("body")), None)
        return frozenset(_words(first.span.of(self.article.text))) if first else frozenset()

    @cached_property
    def title(self) -> Set[str]:
        return frozenset(_words(self.article.title or ""))

    @cached_property
    def count(self) -> int:
        """Words of the body."""
        return len(_words(self._body))

    @cached_property
    def shingles(self) -> Set[int]:
        """Digests of all runs of five words; of a shorter text, of all of it."""
        words = _words(self._body)
        runs = (words[i : i + _SHINGLE] for i in range(max(1, len(words) - _SHINGLE + 1)))
        return frozenset(crc32(" ".join(run).encode()) for run in runs)

    @cached_property
    def sketch(self) -> Sequence[int]:
        return sorted(self.shingles)[:_SKETCH]

    @cached_property
    def telling(self) -> Set[str]:
        """Numbers, and words with a capital letter in mid-sentence."""
        return frozenset(_NAME_OR_NUMBER.findall(self._body))

    @cached_property
    def _body(self) -> str:
        article = self.article
        return "\n".join(b.span.of(article.text) for b in article.blocks_of("body", "heading"))


def copy_of(article: Article) -> Copy:
    """The article, ready to be compared."""
    return Copy(
        article=article,
        address=sites.key(article.url),
        outlet=_outlet(article.outlet),
        hosts=sites.labels(article.url),
    )


@dataclass(frozen=True, slots=True)
class Link:
    """Why two articles are captures of one; the higher its score, the surer."""

    score: float
    why: str


def same_article(a: Copy, b: Copy) -> Link | None:
    """Whether two articles are captures of one; ``None`` when nothing says so for sure."""
    named = bool((a.outlet and b.outlet) or a.hosts & b.hosts)
    if a.article.kind != b.article.kind or not named or not may_be_one_house(a, b) or not a.count or not b.count:
        return None
    shared = _containment(a.shingles, b.shingles)
    if a.address is not None and a.address == b.address:
        return _same_address(a, b, shared)
    if min(a.count, b.count) < _FEWEST or _days_apart(a.article, b.article) > _DAYS:
        return None
    needed = _OTHER_PAGE if a.address and b.address else _SAME_TEXT
    begins_alike = _alike(a.title, b.title) >= _TITLE or _alike(a.lead, b.lead) >= _LEAD
    if shared < needed or not begins_alike or _is_series(a, b):
        return None
    own_site = any(x.outlet and x.hosts and _is_of(x.outlet, x.hosts) for x in (a, b))
    return Link(shared + own_site, f"the same outlet and {shared:.0%} of the shorter text")


def _same_address(a: Copy, b: Copy, shared: float) -> Link | None:
    known = sites.is_article(a.article.url) and (_days_apart(a.article, b.article) <= _DAYS or shared >= _SAME_PLACE)
    titled = _alike(a.title, b.title) >= _TITLE
    if shared >= _SAME_PLACE or (known and (shared >= _SAME_PAGE or titled)):
        return Link(2 + shared, f"the same address and {shared:.0%} of the shorter text")
    return None


def may_be_one_house(a: Copy, b: Copy) -> bool:
    """Whether one outlet may have published both, by its name and its site, as far as these are known.

    A page may give the address of the outlet that it has the text from for its own, so that an address alone does not
    do where the names of the outlets differ.
    """
    if a.hosts and b.hosts and not a.hosts & b.hosts:
        return False
    if a.outlet and b.outlet:
        x, y = set(a.outlet.split()), set(b.outlet.split())
        return x <= y or y <= x or (bool(a.hosts & b.hosts) and _is_of(a.outlet, a.hosts) and _is_of(b.outlet, b.hosts))
    return True


def _is_of(outlet: str, hosts: Set[str]) -> bool:
    """Whether a site has the outlet's name, or its initials."""
    run, initials = outlet.replace(" ", ""), "".join(w[0] for w in outlet.split())
    return any(
        run in h or h in run or (len(initials) > 1 and initials in h) for h in (h.replace("-", "") for h in hosts)
    )


def _is_series(a: Copy, b: Copy) -> bool:
    fewer, other = sorted((a.telling, b.telling), key=len)
    return len(fewer & other) < _TELLING * len(fewer)


def _containment(a: Set[int], b: Set[int]) -> float:
    return len(a & b) / min(len(a), len(b))


def _alike(a: Set[str], b: Set[str]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def _days_apart(a: Article, b: Article) -> int:
    """Days between two publication dates; none where one is not known to the day."""
    days = [_day(x.known_date) for x in (a, b)]
    return abs((days[0] - days[1]).days) if days[0] and days[1] else 0


def _day(moment: str | None) -> date | None:
    try:
        return date.fromisoformat((moment or "")[:10])
    except ValueError:
        return None


def _words(text: str) -> list[str]:
    return [w.casefold() for w in _WORD.findall(text)]


def _outlet(name: str | None) -> str | None:
    """An outlet's name as it is compared: without articles, and without the end of its site's name."""
    words = _words((name or "").removeprefix("www."))
    dropped = lexicon.words("versions", "outlets")
    return " ".join(w for w in words if w not in dropped) or None
