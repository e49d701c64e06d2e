"""When a page was published: what it declares, weighed against what it prints beside its title.

A declaration is often in another time zone than its readers', or that of an earlier version: the day that a page prints
under its title is the day that it gives itself.  All dates are kept as candidates, with where they came from.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from .. import lexicon
from ..model import DateCandidate, PublishedBasis
from . import dates, declared, engine, marks
from .declared import Declared
from .dom import Piece

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "datepublished", "parsely-pub-date",
    "dc.date.issued", "dc.date.created", "dcterms.created", "dc.date", "sailthru.date", "pubdate", "pub_date",
    "publish-date", "publication_date", "publishdate", "published_at", "cxenseparse:recs:publishtime",
    "og:published_time", "date", "created", "article:created", "originalpublicationdate", "bt:pubdate", "datecreated",
    "citation_date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "last-modified",
    "dcterms.modified", "lastmod",
)  # fmt: skip
_ABOVE, _BELOW = 3, 14
"""Pieces above and below the title in which a page prints its dates."""
_LONGEST = 160
_MOST_WORDS = 14
"""Words that may stand around a date in a line about the article; a sentence with a date in it tells of something."""
_WIDEST = timedelta(hours=14)
"""The farthest that a clock on earth is from Greenwich."""
_GLUED = re.compile(r"(?<=[a-z.:)])(?=[A-Z])|(?<=[AP]M)(?=[A-Z][a-z])|(?<=\s-)(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Dated:
    """The dates of a page."""

    published: str | None
    basis: PublishedBasis | None
    modified: str | None
    candidates: tuple[DateCandidate, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A date beside the title; ``changed``: its line calls it that of a change."""

    value: str
    changed: bool

    @property
    def day(self) -> str:
        return self.value[:10]


def dated(
    root: HtmlElement,
    html: str,
    found: Declared,
    url: str | None,
    *,
    shown: Sequence[DateCandidate],
    beside: Sequence[Printed],
) -> Dated:
    """All dates of a page and the one that it gives as its publication; ``shown`` are those in its text, ``beside``
    those that :func:`printed` found."""
    said = [v for n in found.articles if (v := dates.normalised(declared.text_at(n, "datePublished")))]
    said += [v for name in _PUBLISHED if (v := dates.normalised(found.meta.get(name)))]
    changed = [v for n in found.articles if (v := dates.normalised(declared.text_at(n, "dateModified")))]
    changed += [v for name in _MODIFIED if (v := dates.normalised(found.meta.get(name)))]
    times = [v for e in root.iter("time") if (v := dates.normalised(e.get("datetime")))]
    in_url = dates.in_address(url)
    published: str | None
    basis: PublishedBasis | None
    if said:
        published, basis = _declared(said, changed, times, in_url, beside), "page"
    else:
        published, basis = _undeclared(html, times, in_url, shown, beside)
    candidates = [DateCandidate(value=v, basis="page") for v in dict.fromkeys([*said, *changed, *times[:3]])]
    candidates += shown
    if in_url:
        candidates.append(DateCandidate(value=in_url, basis="url"))
    if published and not any(c.value == published for c in candidates):
        candidates.append(DateCandidate(value=published, basis=basis or "page"))
    return Dated(published, basis, next(iter(changed), None), tuple(dict.fromkeys(candidates)))


def _declared(
    said: Sequence[str], changed: Sequence[str], times: Sequence[str], in_url: str | None, beside: Sequence[Printed]
) -> str:
    """The declared publication; as the page prints it, where it prints the same moment or another declared day."""
    first = said[0]
    days = {p.day for p in beside}
    if first[:10] in days and not (beside[0].day != first[:10] and _is_same(first, beside[0].value)):
        return first
    for p in beside:
        if _is_same(first, p.value):
            return _with_zone(p.value, first)
    for other in (*said[1:], *changed):
        if other[:10] in days:
            return other
    unchanged = [p for p in beside if not p.changed]
    for p in beside:
        for other in changed:
            if _is_same(other, p.value):
                return _with_zone(p.value, other)
    if unchanged and in_url and unchanged[0].day == in_url:
        return unchanged[0].value
    local = _local(first, [*times, *said[1:]])
    if local is None and not beside and in_url and in_url != first[:10] and _is_same(first, in_url):
        return in_url
    return local or first


def _undeclared(
    html: str, times: Sequence[str], in_url: str | None, shown: Sequence[DateCandidate], beside: Sequence[Printed]
) -> tuple[str | None, PublishedBasis | None]:
    in_text = [p.value for p in beside if not p.changed] + [c.value for c in shown if c.basis == "text"]
    in_text += [p.value for p in beside]
    if in_text:
        return in_text[0], "text"
    if in_url:
        return in_url, "url"
    if times and len({t[:10] for t in times}) == 1:
        return times[0], "page"
    guessed = _guessed(html)
    return guessed, "page" if guessed else None


def _local(said: str, others: Sequence[str]) -> str | None:
    """The same instant in the page's own time zone (a day may lie between)."""
    if not said.endswith("+00:00"):
        return None
    for other in others:
        if not other.endswith("+00:00") and len(other) > 10 and _is_same(said, other):
            return _with_zone(other, said)
    return None


def _with_zone(clock: str, said: str) -> str:
    """A date on the page's own clock with how far that is from Greenwich, which ``said``, the same instant, tells."""
    moment, instant = _moment(clock), _moment(said)
    if len(clock) == 10 or moment is None or moment.tzinfo or instant is None or instant.tzinfo is None:
        return clock
    minutes = round((moment - instant.astimezone(UTC).replace(tzinfo=None)).total_seconds() / 900) * 15
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    return f"{clock}{sign}{hours:02d}:{rest:02d}"


def _is_same(said: str, other: str) -> bool:
    """Whether ``other``, on a clock of whatever zone, may be the moment ``said``: the same instant, where both tell
    theirs, else whole quarters of an hour away; without a clock a day of which some place on earth was in then."""
    moment, second = _moment(said), _moment(other)
    if moment is None or second is None or len(said) == 10:
        return False
    if len(other) == 10:
        since = moment.replace(tzinfo=None) - second
        return said.endswith("+00:00") and -_WIDEST <= since < timedelta(days=1) + _WIDEST
    if moment.tzinfo and second.tzinfo:
        return abs(moment - second) < timedelta(minutes=1)
    away = abs(moment.replace(tzinfo=None) - second.replace(tzinfo=None))
    return away <= _WIDEST and away.total_seconds() % 900 < 60


def _moment(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value).replace(second=0)
    except ValueError:
        return None


def _guessed(html: str) -> str | None:
    """What htmldate makes of a page that declares nothing (Barbaresi, "htmldate", JOSS 2020)."""
    from htmldate import find_date  # noqa: PLC0415  -- seldom needed and slow to load

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        return dates.normalised(find_date(html, original_date=True, extensive_search=True))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def printed(pieces: Sequence[Piece], title: str | None, *, language: str = "en") -> tuple[Printed, ...]:
    """The dates that a page prints beside its title, in order: under it, then right above it."""
    same = engine.same(pieces, title)
    at = next((i for i in same if pieces[i].place.tag == "h1"), next(iter(same), None))
    if at is None:
        return ()
    below = [d for p in pieces[at + 1 : at + 1 + _BELOW] for d, _ in _dates(p, language)]
    above = [d for p in pieces[max(0, at - _ABOVE) : at] for d, weekday in _dates(p, language) if not weekday]
    return tuple(dict.fromkeys([*below, *above]))


def _dates(piece: Piece, language: str) -> Iterator[tuple[Printed, bool]]:
    """The dates of a line that is about the article, each with whether a weekday stands in it and no clock: above a
    title that is today's date."""
    if len(piece.text) > _LONGEST or piece.place.signs & {"caption", "figcaption"}:
        return
    text = _GLUED.sub(" ", piece.text)
    found = dates.every(text, language)
    at = 0
    for date in found:
        before = text[at : date.start].casefold()
        words = _WORD.findall(before)
        inside = words and words[-1] in lexicon.words("dates", "in_sentences", language)
        if len(words) <= _MOST_WORDS and (not inside or _names_it(before, language)):
            value = Printed(date.value, marks.says_modified(before, language))
            yield value, date.weekday and len(date.value) == 10
        at = date.end


def _names_it(text: str, language: str) -> bool:
    named = (*lexicon.words("dates", "published", language), *lexicon.words("chrome", "modified", language))
    return any(word in text for word in named)
