"""What an article is about, as counts of terms: the view that ``group`` takes of a witness.

Everything is read from title, headings, dateline and body; chrome never links two articles.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from .. import lexicon
from ..model import Article, Role, Witness
from ..text import normal
from ..text import sentences as _sentences
from . import calendar, told
from .scene import Scene, scenes
from .stems import stem

LEAD = 45
"""Words of title and body that make the lead: news says first what happened."""
MOST = 6000
"""Words of an article that are read: a book of one megabyte is no more about its event than its first pages."""
LEAST_WORDS = 12
"""An article of fewer words says too little to be linked, even with its own copy."""
LEAST_SAID = 4
"""Words of a sentence that says something by itself."""
QUOTED = 6
"""Words of a quotation that count as one shared wording."""

_BODY: tuple[Role, ...] = ("heading", "dateline", "body")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\W_]+")
_QUOTED = re.compile(r"[“«\"]([^“”«»\"\n]{20,600})[”»\"]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Counts of the stems of an article (``terms``) and of parts of it; ``forms`` gives each stem a word to show.

    ``names``: stems written with a capital letter only; ``numbers``: figures as they stand; ``pairs``: two stems in a
    row; ``days``: days of the calendar as ``month-day``, weekdays as ``w1`` to ``w7`` (``lead_days``: those of the
    lead); ``wordings``: runs of :data:`QUOTED` words in quotation marks; ``scenes``: occasions and their places;
    ``published``: a day number; ``happened``: those of the lead's days; ``opening``: the first characters; ``told``:
    title and first sentences (none in a stored profile: only their vectors are needed again); ``size``: words read;
    ``digest``: of these words, equal for texts that differ in typography only.
    """

    article: str
    terms: Mapping[str, int]
    lead: Mapping[str, int]
    names: Mapping[str, int]
    numbers: Mapping[str, int]
    pairs: Mapping[str, int]
    days: frozenset[str]
    lead_days: frozenset[str]
    happened: frozenset[int]
    wordings: frozenset[str]
    forms: Mapping[str, str]
    scenes: frozenset[Scene]
    published: int | None
    opening: str
    told: tuple[str, ...]
    size: int
    digest: str


def of(witness: Witness) -> Profile:
    """The profile of one article; an empty one when it has no words."""
    article = witness.article
    pieces = _pieces(article)
    title_words = len(_WORD.findall(pieces[0])) if pieces and _titled(article) else 0
    raw: list[str] = []
    for piece in pieces:
        raw += _WORD.findall(piece)
        if len(raw) >= MOST:
            break
    del raw[MOST:]
    words = [normal(w).removesuffix("'s") for w in raw]
    stems = ["" if w in _empty() or (len(w) == 1 and w.isalpha()) else stem(w) for w in words]
    small = {w.lower() for w in raw if w[0].islower()}
    named = {
        s
        for at, (r, s) in enumerate(zip(raw, stems, strict=True))
        if s and at >= title_words and r[0].isupper() and len(r) > 1 and r.lower() not in small
    }
    terms = Counter(s for s in stems if s)
    published, lead_days = calendar.published(article, words), calendar.days(words[:LEAD])
    return Profile(
        article=article.id,
        terms=terms,
        lead=Counter(s for s in stems[:LEAD] if s),
        names={s: terms[s] for s in terms if s in named},
        numbers=Counter(w for w in words if w[0].isdigit()),
        pairs=Counter(f"{x} {y}" for x, y in pairwise(stems) if x and y),
        days=calendar.days(words),
        lead_days=lead_days,
        happened=calendar.resolved(lead_days, published),
        wordings=_wordings(pieces),
        scenes=scenes([p[: MOST * 8] for p in pieces]),
        published=published,
        forms=_forms(raw, stems),
        opening=". ".join(pieces)[:400],
        told=_told(pieces),
        size=len(raw),
        digest=hashlib.sha256(" ".join(words).encode()).hexdigest(),
    )


def _titled(article: Article) -> bool:
    return bool(article.title) or bool(article.blocks_of("title"))


def _pieces(article: Article) -> list[str]:
    """The title, once, and the texts of the blocks that count."""
    title = [b.span.of(article.text) for b in article.blocks_of("title")][:1] or (
        [article.title] if article.title else []
    )
    if not article.blocks:
        return [*title, article.text]
    return title + [b.span.of(article.text) for b in article.blocks_of(*_BODY)]


def _told(pieces: list[str]) -> tuple[str, ...]:
    """The sentences that the encoder of passages reads."""
    found: list[str] = []
    for piece in pieces:
        said = (s.of(piece) for s in _sentences(piece[: MOST * 8]))
        found += [s for s in said if len(_WORD.findall(s)) >= LEAST_SAID]
        if len(found) >= told.MOST:
            break
    return tuple(found[: told.MOST])


@cache
def _empty(language: str = "en") -> frozenset[str]:
    return lexicon.words("stopwords", "function", language) | lexicon.words("stopwords", "reporting", language)


def _wordings(pieces: list[str]) -> frozenset[str]:
    found: set[str] = set()
    for piece in pieces:
        for quotation in _QUOTED.findall(piece[: MOST * 8]):
            words = [normal(w) for w in _WORD.findall(quotation)]
            found.update(" ".join(words[i : i + QUOTED]) for i in range(len(words) - QUOTED + 1))
    return frozenset(found)


def _forms(raw: list[str], stems: list[str]) -> dict[str, str]:
    """For each stem the word by which it is shown: its first one."""
    forms: dict[str, str] = {}
    for word, s in zip(raw, stems, strict=True):
        if s:
            forms.setdefault(s, word)
    return forms
