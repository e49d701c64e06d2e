"""What a single line of a page is by its own words: weather, navigation, a link, a credit, an appeal ...

The words are in ``data/<language>/chrome.toml``.  A mark is what a line says of itself; ``zones`` decides with the
lines around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from .. import lexicon
from . import dates
from .layout import Line

Kind = Literal[
    "weather", "clock", "interface", "legal", "related", "related head", "appeal", "appeal head",
    "credit", "caption", "bio", "byline", "dated", "list",
]  # fmt: skip

_LOOK_LONG = 3000
"""Characters of a paragraph that are searched for signs."""
_LOOK = 400
"""Characters of a line that patterns see: what a line is, it says at its start."""
_SEPARATORS = re.compile(r"\s*[|•·»>/›,]\s*")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MARKS_OF_SPEECH = re.compile(r"[“\"”]")
_QUOTATION = re.compile(r"“[^”]{0,2000}”?|\"[^\"]{0,2000}\"?|''.{0,2000}?(?:''|$)|(?<!\w)‘[^’]{0,400}’(?!\w)")
_SLASHED = re.compile(r"[^\W\d_][\w.’' -]{1,50}\s?/\s?[A-Z][\w.’' -]{1,40}$")
_NAME = re.compile(r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,3}")
_LISTED = re.compile(r"[-–—•*·‣▪●]\s+\S|\(?\d{1,2}[.)]\s+\S")


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of one table, compiled: of a whole line, of its start, or of any part of it."""

    whole: dict[str, re.Pattern[str]]
    start: dict[str, re.Pattern[str]]
    inside: dict[str, re.Pattern[str]]
    appeal: tuple[tuple[re.Pattern[str], int], ...]
    any_appeal: re.Pattern[str]
    reader: re.Pattern[str]
    photo: re.Pattern[str]
    agency_first: re.Pattern[str]
    agency_last: re.Pattern[str]


def _any(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{p})" for p in patterns)


@cache
def patterns(language: str = "en") -> Patterns:
    """All patterns of a language."""
    table = lexicon.load("chrome", language)
    # names of groups may occur once a pattern only, and each alternative may have its own
    whole = {
        k: re.compile(_any(re.sub(r"\?P<\w+>", "?:", p) for p in v), re.IGNORECASE) for k, v in table["line"].items()
    }
    inside = {k: v for k, v in table["inside"].items() if k not in {"appeal", "appeal_weak", "reader"}}
    weights = ((2, table["inside"]["appeal"]), (1, table["inside"]["appeal_weak"]))
    pictures = lexicon.load("agencies", language)["photo"]
    named = {*pictures["houses"], *pictures["stock"], *pictures["signing"]}
    photo = "|".join(sorted((re.escape(n) for n in named), key=lambda n: (-len(n), n)))
    return Patterns(
        whole=whole,
        start={k: re.compile(_any(v), re.IGNORECASE) for k, v in table["start"].items()},
        inside={k: re.compile(_any(v), re.IGNORECASE) for k, v in inside.items()},
        appeal=tuple((re.compile(rf"\b(?:{p})(?!\w)", re.IGNORECASE), w) for w, listed in weights for p in listed),
        # of lower-case text, four times as fast as without regard to case
        any_appeal=re.compile(rf"\b(?:{_any(p for _, listed in weights for p in listed)})(?!\w)"),
        # "US" is a country
        reader=re.compile(
            rf"\b(?:{_any([*table['inside']['reader'], *map(str.capitalize, table['inside']['reader'])])})\b"
        ),
        agency_first=re.compile(rf"(?:{photo})(?:\s?[:/•–-]\s?\w+(?: Press)?)?\s(?=[A-Z])"),
        agency_last=re.compile(rf"\((?:[^()]{{2,30}}/\s?)?(?:{photo})(?:/[^()]{{2,30}})?\)\.?$"),
        photo=re.compile(rf"(?:^|[\s/|,(\[–—-])(?:{photo})(?:$|[\s/|,.)\]–—-])"),
    )


def tell(line: Line, language: str = "en") -> Kind | None:
    """What the line is by its own words, or ``None`` when it is the article's, or cannot be told."""
    known = patterns(language)
    text = line.folded[:_LOOK]
    if line.words == 0:
        return "interface"
    if known.whole["weather"].fullmatch(text) and line.words <= 8:
        return "weather"
    if line.words <= 12 and (dates.whole(text, language) or dates.is_calendar(text, language)):
        return "clock"
    if _is_interface(text, line, known):
        return "interface"
    if known.whole["legal"].fullmatch(text) and line.words <= 80 and not _speaks(line):
        return "legal"
    if line.words <= 12 and known.whole["related_head"].fullmatch(text) and not line.folded.endswith("."):
        return "related head"
    if line.words <= 30 and known.whole["dated"].fullmatch(text) and dates.first(text, language) is not None:
        return "dated"
    return _tell_longer(line, text, known, language)


def _tell_longer(line: Line, text: str, known: Patterns, language: str) -> Kind | None:
    if is_credit_only(line, known):
        return "credit"
    if is_caption(line, known):
        return "caption"
    if _is_related(line, text, known):
        return "related"
    if line.words <= 40 and known.whole["byline"].fullmatch(text) and _is_byline(text, line):
        return "byline"
    if line.words <= 14 and _is_name_with_date(text, language):
        return "byline"
    if _is_bio(line, text, known):
        return "bio"
    score = appeals(line, known)
    if known.start["promo"].match(text) and not _speaks(line) and (score or line.words <= 8):
        return "appeal head"
    if _appeals_to_reader(line, score, reader_words(line, known)):
        return "appeal"
    return "list" if _LISTED.match(text) else None


def _appeals_to_reader(line: Line, score: int, own_voice: int) -> bool:
    """Whether signs are enough for an appeal; a paragraph of a report may be about subscriptions or gifts."""
    if line.stops and line.words > 12 and own_voice == 0:
        return False
    if line.prose and line.words > 30:
        return score >= 6 or (score >= 3 and own_voice >= 2)
    return score >= 3 or (score >= 2 and own_voice >= 1)


def _is_interface(text: str, line: Line, known: Patterns) -> bool:
    if line.words > 14:
        return False
    if known.whole["interface"].fullmatch(text.rstrip(" :»›→>|+")):
        return True
    if _URL.fullmatch(text):
        return True
    pieces = [p for p in _SEPARATORS.split(text) if p]
    if len(pieces) >= 3 and all(len(p.split()) <= 2 for p in pieces) and "," not in text:
        return True  # a menu
    return len(pieces) > 1 and all(known.whole["interface"].fullmatch(p) for p in pieces)


def _speaks(line: Line) -> bool:
    """Whether somebody is quoted in it: then its words are not the page's own."""
    return _MARKS_OF_SPEECH.search(line.folded) is not None


def outside_quotations(text: str) -> str:
    """The start of a text without what stands in quotation marks."""
    return _QUOTATION.sub(" ", text[:_LOOK_LONG])


def appeals(line: Line, known: Patterns) -> int:
    """The weight of the signs of an appeal (for a subscription, a gift, a click) that stand outside its quotations."""
    own = outside_quotations(line.folded)
    if not known.any_appeal.search(own.lower()):
        return 0
    return sum(weight for p, weight in known.appeal if p.search(own))


def reader_words(line: Line, known: Patterns) -> int:
    """How often it speaks of itself or to its reader ("we", "your") outside quotations."""
    return len(known.reader.findall(outside_quotations(line.folded)))


def says_modified(text: str, language: str = "en") -> bool:
    """Whether the words before a date call it that of a change."""
    return any(word in text.casefold() for word in lexicon.words("chrome", "modified", language))


def is_credit_only(line: Line, known: Patterns) -> bool:
    """A credit that stands alone: a few names, and a photo agency or a word such as "Photo:" with them."""
    if line.words > 9 or (line.prose and line.words > 6):
        return False
    bare = line.folded.strip("()[]. ")
    if known.start["credit"].match(bare + " ") and not line.stops:
        return True
    names = all(w[0].isupper() or not w[0].isalpha() or len(w) <= 3 for w in bare.split())
    return (
        names
        and bool(known.photo.search(bare))
        and ("/" in bare or line.words <= 3 or bool(known.inside["credit"].search(bare)))
    )


def is_caption(line: Line, known: Patterns) -> bool:
    """A description of a picture with its credit: "The harbour. Jane Doe / AFP", "... Photo: Pool"."""
    if line.words > 70:
        return False
    if known.start["credit"].match(line.folded) and (line.words <= 45):
        return True
    sign = _names_picture(line) and known.inside["credit"].search(outside_quotations(line.folded))
    if sign and line.words <= 70 and (line.words <= 30 or known.inside["scene"].search(line.folded)):
        return True
    if not line.stops and line.words <= 30 and known.agency_first.match(line.folded):
        return True
    ending = line.folded[-60:]
    if line.words <= 45 and known.agency_last.search(ending):
        return True
    slashed = _SLASHED.search(ending)
    return slashed is not None and known.photo.search(slashed.group()) is not None


def _names_picture(line: Line, language: str = "en") -> bool:
    """Whether one of the words stands in it without which no credit does: much quicker than to look for a credit."""
    text = line.folded.casefold()
    return any(word in text for word in lexicon.words("chrome", "pictures", language))


def _is_related(line: Line, text: str, known: Patterns) -> bool:
    start = known.start["related"].match(text)
    if start is None or line.words > 40:
        return False
    rest = text[start.end() :]
    marked = not start.group().rstrip()[-1:].isalnum()
    return marked or (bool(rest) and not line.stops and rest[0].isupper() and line.words <= 25)


def _is_byline(text: str, line: Line) -> bool:
    """A byline has names in it; "by" may also begin a sentence."""
    if text[0] in "(-–—" or line.words <= 3:
        return True
    words = re.findall(r"[^\W\d_][\w.’'-]*", text)[1:]
    capitals = sum(1 for w in words if w[0].isupper() or len(w) <= 3)
    return bool(words) and capitals >= 0.6 * len(words) and not (line.stops and line.words > 14 and text[0] not in "(")


def _is_name_with_date(text: str, language: str) -> bool:
    """ "Jane Doe 3 May 2024 10:15" under a title."""
    if not any(map(str.isdigit, text)):
        return False
    found = dates.first(text, language)
    if found is None or found.start == 0:
        return False
    return _NAME.fullmatch(text[: found.start].strip(" ,|•·–—-")) is not None and len(text) - found.end < 12


def _is_bio(line: Line, text: str, known: Patterns) -> bool:
    return line.words <= 90 and known.whole["bio"].fullmatch(text) is not None and not _speaks(line)
