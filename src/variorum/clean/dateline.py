"""The dateline that opens a report: "LONDON, June 3 (Reuters) -", "Ellery (TEG):", "KYIV —"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .. import lexicon
from . import dates

_LOOK = 130
_PLACE = r"[A-Z][\w.’'-]*(?:[ /][A-Z(][\w.’')-]*|\s(?:de|del|la|al|el|of|the|and|am|an|den|der|upon|sur|on)\b){0,5}"
_TAG = r"\((?P<tag>[^()\n]{2,40})\)"
_DASH = r"(?:--|[-–—―:]|\.\s?[-–—])"
_BODY = r"(?=\s*[\"'“‘«]?[A-Z0-9$€£“\"])"
_FORMS = (
    # LONDON, June 3 (Reuters) -     Ellery (TEG):     Ellery [Northland], May 9 (ANI):
    rf"(?P<place>{_PLACE}(?:\s?\[[^\]\n]{{2,30}}\])?(?:,\s[^()\n–—]{{2,50}}?)?)\s*{_TAG}\s*(?P<mark>{_DASH}){_BODY}",
    # (Reuters) -
    rf"\((?P<tag>[A-Z][^()\n]{{1,40}})\)\s*(?:--|[-–—:]){_BODY}",
    # MOSCOW, May 9. /TASS/.
    rf"(?P<place>{_PLACE}(?:,\s[^/\n]{{2,40}}?)?)\.?\s*/(?P<tag>[A-Z][\w -]{{1,25}})/\s*[.:–—-]*{_BODY}",
    # NEW DELHI, India --     KYIV —     ISLAMABAD:     WASHINGTON, May 9 —
    rf"(?P<place>(?P<upper>[A-Z][A-Z.’'-]+(?:[ /][A-Z][A-Z.’'-]+){{0,4}})(?:,\s[^:\n–—]{{2,50}}?)?)"
    rf"\s*(?:(?:--|[–—―])|\s-|(?P<colon>:))(?=\s){_BODY}",
    # Ellery, 9 May 2024 –
    rf"(?P<place>{_PLACE}),\s(?P<date>[^:\n–—]{{4,40}}?)\s*(?:--|[–—―]|\s-|:)(?=\s){_BODY}",
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """``end`` counts characters of the paragraph up to the end of the dateline's last mark."""

    end: int
    place: str | None
    tag: str | None
    date: str | None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form) for form in _FORMS)


def at_start(paragraph: str, language: str = "en") -> Dateline | None:
    """The dateline that ``paragraph`` begins with, or ``None``."""
    head = paragraph[:_LOOK]
    for number, pattern in enumerate(_patterns()):
        m = pattern.match(head)
        if m is None:
            continue
        groups = m.groupdict()
        place, tag = groups.get("place"), groups.get("tag")
        if not _plausible(number, place, tag, groups, language):
            continue
        found = dates.first(m.group(), language)
        return Dateline(end=m.end(), place=place, tag=tag, date=found.day if found else None)
    return None


def _plausible(number: int, place: str | None, tag: str | None, groups: dict[str, str | None], language: str) -> bool:
    if place and len(place.split()) > 10:
        return False
    if number == 0:
        colon = groups.get("mark") == ":"
        signed = tag is not None and (tag.isupper() or is_agency(tag, language) or (place or "").isupper())
        return tag is not None and _is_tag(tag) and (signed or not colon)
    if number == 1:
        return tag is not None and (is_agency(tag, language) or tag.isupper())
    if number == 3:
        upper = groups.get("upper") or ""
        if upper.casefold() in lexicon.words("chrome", "kickers", language):
            return False
        return len(upper) >= (5 if groups.get("colon") else 4) or "." in upper or _has_date(place or "", language)
    if number == 4:
        return _has_date(groups.get("date") or "", language)
    return True


def _is_tag(tag: str) -> bool:
    """Who signs: names and short forms, not a remark in brackets."""
    words = re.findall(r"[^\W\d_][\w.’'-]*", tag)
    return bool(words) and all(w[0].isupper() or w in {"and", "of", "with", "dpa", "the"} for w in words)


def _has_date(text: str, language: str) -> bool:
    """Whether a day stands in it, with or without a year."""
    return dates.has_day(text, language)


def is_agency(tag: str, language: str = "en") -> bool:
    """Whether a tag in brackets is that of a listed agency."""
    listed = agencies(language)
    return any(part.strip().casefold() in listed for part in re.split(r"[/,&]|\band\b", tag) if part.strip())


@cache
def agencies(language: str = "en") -> frozenset[str]:
    listed = lexicon.load("agencies", language)["agencies"]
    forms = (form for short, others in listed.items() for form in (short, *others))
    return frozenset(form.casefold() for form in (*forms, *lexicon.load("outlets", language)["desks"]))
