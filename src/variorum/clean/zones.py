"""Roles of the lines of a page that was copied as text: each line's own mark, judged by the lines around it.

A page has a head (navigation, title, byline, pictures), the article, and a tail (author, appeals, links).  A mark that
opens an appeal or a list of links carries on over the short lines after it, until the article plainly goes on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Role
from . import marks
from .layout import Line, word_list
from .marks import Kind

_ROLES: dict[Kind, Role] = {
    "weather": "navigation",
    "clock": "navigation",
    "interface": "navigation",
    "legal": "navigation",
    "related": "related",
    "related head": "navigation",
    "appeal": "promo",
    "appeal head": "promo",
    "credit": "caption",
    "caption": "caption",
    "bio": "bio",
    "byline": "byline",
    "dated": "other",
    "list": "body",
}
_NAME_WORD = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:[’'.-][^\W\d_]*)*,?")
_PARAGRAPH = 8
"""Words from which a line counts as a paragraph of the stretch that is the article."""
_MOST_WORDS = 100
_CLOSE = 0.4
_PLAIN_LINE, _CHROME_LINE = 8, 12
"""What a line that is no paragraph takes from the stretch, in words."""
_WHOLE_PAGE = 40
"""Lines beside the paragraphs from which a text is taken for a whole page, menus and all."""
_FULL_TITLE = 7
"""Words from which a title is no longer likelier for having more."""
_ABOVE = 16
"""Lines above the first paragraph among which its title and what stands under that are."""
_OTHER_PARTS = frozenset({"caption", "credit", "related"})
_CHROME = frozenset(k for k in _ROLES if k != "list")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A line, what it says of itself, and the role that it has among the others."""

    line: Line
    kind: Kind | None
    role: Role


class _Sheet:
    """The lines of one article while their roles are being found; lives for one call."""

    def __init__(self, lines: Sequence[Line], language: str) -> None:
        self.lines = lines
        self.known = marks.patterns(language)
        self.kinds = [marks.tell(line, language) for line in lines]
        # a page with all its menus, and not only what stands around its article
        self.whole_page = sum(1 for line in lines if not (line.prose and line.words >= _PARAGRAPH)) >= _WHOLE_PAGE
        self.roles: list[Role | None] = [_ROLES[k] if k in _CHROME and k else None for k in self.kinds]

    def open(self, i: int) -> bool:
        """Whether line ``i`` has no role yet."""
        return self.roles[i] is None

    def prose(self, i: int) -> bool:
        return self.roles[i] is None and self.lines[i].prose

    def own_voice(self, i: int) -> bool:
        """Whether a line speaks to its reader, outside quotations, or carries a sign of an appeal."""
        line = self.lines[i]
        return marks.reader_words(line, self.known) > 0 or marks.appeals(line, self.known) > 0


def roles(lines: Sequence[Line], *, title: str | None = None, language: str = "en") -> tuple[Marked, ...]:
    """The lines with their roles; ``title`` is the record's, where it has one."""
    sheet = _Sheet(lines, language)
    _twice(sheet)
    _sources(sheet)
    _appeals(sheet)
    _links(sheet)
    start, end = _stretch(sheet)
    first, last = _bounds(sheet, start, end)
    _pictures(sheet)
    _authors(sheet, last)
    _head(sheet, first, title)
    _middle(sheet, first, last)
    _tail(sheet, last)
    _outside(sheet, start, end)
    return tuple(
        Marked(line=line, kind=kind, role=role or "body")
        for line, kind, role in zip(lines, sheet.kinds, sheet.roles, strict=True)
    )


def _twice(sheet: _Sheet) -> None:
    """A line that stands twice in a row is a picture's description and its alternative text, or a headline."""
    for i in range(1, len(sheet.lines)):
        a, b = sheet.lines[i - 1], sheet.lines[i]
        if a.folded != b.folded or b.words < 3:
            continue
        if i == 1 and not a.stops and not sheet.kinds[0]:
            sheet.roles[0] = sheet.roles[1] = "title"
        elif a.quoted and sheet.open(i):
            sheet.roles[i] = "other"  # a quotation set again in large letters
        elif sheet.roles[i] in {None, "caption", "byline"} and a.words <= 60:
            sheet.roles[i - 1] = sheet.roles[i] = "caption"


def _sources(sheet: _Sheet) -> None:
    """What looks like an author's box but has the article going on after it is about somebody in the story."""
    after = 0
    for i in range(len(sheet.lines) - 1, -1, -1):
        if sheet.kinds[i] == "bio" and after >= 2 and sheet.lines[i].words > 6 and any(map(sheet.prose, range(i))):
            sheet.kinds[i] = sheet.roles[i] = None
        after += sheet.prose(i)


def _appeals(sheet: _Sheet) -> None:
    """Carry an appeal on from its head over what belongs to it."""
    i = 0
    while i < len(sheet.lines):
        if sheet.kinds[i] not in {"appeal", "appeal head"}:
            i += 1
            continue
        end = _appeal_end(sheet, i)
        for j in range(i, end):
            if sheet.roles[j] not in {"related", "bio", "byline", "navigation"}:
                sheet.roles[j] = "promo"
        i = max(end, i + 1)


def _appeal_end(sheet: _Sheet, start: int) -> int:
    """The line after an appeal: it takes in chrome, lines in its own voice, and up to two others between such."""
    letter = _is_letter(sheet, start)
    end = j = start + 1
    strangers = 0
    while j < len(sheet.lines):
        kind = sheet.kinds[j]
        if kind == "related head":
            break
        speaks = sheet.own_voice(j) and not _is_quoting(sheet, j)
        signed = letter or marks.appeals(sheet.lines[j], sheet.known) > 0
        belongs = (kind in _CHROME and kind not in _OTHER_PARTS) or (speaks and signed)
        if belongs:
            end, strangers = j + 1, 0
        elif not letter and (sheet.lines[j].prose or not _is_small(sheet.lines[j])):
            break
        else:
            strangers += 1
            if strangers > 2:
                break
        j += 1
    return end


def _is_letter(sheet: _Sheet, start: int) -> bool:
    """Whether the appeal that starts here is a letter to the readers: several lines in its own voice follow."""
    following = range(start + 1, min(start + 7, len(sheet.lines)))
    return sum(1 for j in following if sheet.own_voice(j) and not _is_quoting(sheet, j)) >= 3


def _is_quoting(sheet: _Sheet, i: int) -> bool:
    return sheet.lines[i].quoted and sheet.lines[i].folded[0] != "("


def _is_small(line: Line) -> bool:
    return line.words <= 6 and not line.stops


def _links(sheet: _Sheet) -> None:
    """The headlines that follow "Related News" or a bare "Also Read"."""
    for i, kind in enumerate(sheet.kinds):
        bare = kind == "related" and sheet.lines[i].words <= 3
        if kind != "related head" and not bare:
            continue
        limit = 1 if bare else 12
        for j in range(i + 1, min(i + 1 + limit, len(sheet.lines))):
            line = sheet.lines[j]
            if not sheet.open(j):
                continue
            if line.words > 24 or (line.stops and (line.words > 5 or line.quoted)):
                break
            if not bare and not _rest_is_links(sheet, j):
                break
            sheet.roles[j] = "related"


def _rest_is_links(sheet: _Sheet, start: int) -> bool:
    """Whether a headline is followed by another link, by chrome or by the end, and not by a paragraph."""
    nxt = start + 1
    return nxt >= len(sheet.lines) or not sheet.prose(nxt) or sheet.lines[nxt].words < 12


def _stretch(sheet: _Sheet) -> tuple[int, int]:
    """The lines of the article on a page copied as a whole, half open: the stretch with the most paragraphs and the
    fewest other lines.

    Maximum subsequence segmentation: Pasternack and Roth, "Extracting Article Text from the Web with Maximum
    Subsequence Segmentation", WWW 2009.  A paragraph counts its words; where most paragraphs stand after a blank line,
    as a browser copies them, one that does not counts less.
    """
    prose = [sheet.prose(i) and line.words >= _PARAGRAPH for i, line in enumerate(sheet.lines)]
    if not sheet.whole_page:
        return 0, len(prose)
    spaced = sum(1 for own, line in zip(prose, sheet.lines, strict=True) if own and line.gap)
    close = _CLOSE if spaced >= 0.3 * max(1, sum(prose)) else 1.0
    best, start, end = 0.0, 0, len(sheet.lines)
    run, begin = 0.0, 0
    for i, line in enumerate(sheet.lines):
        if run <= 0:
            run, begin = 0.0, i
        if prose[i]:
            run += min(line.words, _MOST_WORDS) * (1 if line.gap else close)
        else:
            run -= _PLAIN_LINE if sheet.kinds[i] in {None, "list"} else _CHROME_LINE
        if run > best:
            best, start, end = run, begin, i + 1
    return start, end


def _outside(sheet: _Sheet, start: int, end: int) -> None:
    """Paragraphs and headings beyond the article are the page's: teasers, comments, notices."""
    title = max((i for i, role in enumerate(sheet.roles) if role == "title" and i < start), default=start)
    for i, role in enumerate(sheet.roles):
        above = i < start and not sheet.lines[i].prose
        if role in {None, "body", "heading"} and (i < title or i >= end or (above and sheet.whole_page)):
            sheet.roles[i] = "other" if sheet.lines[i].prose else "navigation"


def _bounds(sheet: _Sheet, start: int, end: int) -> tuple[int, int]:
    """The first and the last line of the article proper; (n, -1) when no line reads like a paragraph."""
    paragraphs = [i for i in range(start, end) if sheet.prose(i)]
    if not paragraphs:
        return len(sheet.lines), -1
    first = next((i for i in paragraphs if sheet.lines[i].words >= 12), paragraphs[0])
    return first, paragraphs[-1]


def _pictures(sheet: _Sheet) -> None:
    """A description of a picture that stands beside its credit."""
    for i, kind in enumerate(sheet.kinds):
        if kind != "credit" or not i or not sheet.open(i - 1):
            continue
        before = sheet.lines[i - 1]
        if before.words <= 40 and sheet.known.inside["scene"].search(before.folded):
            sheet.roles[i - 1] = "caption"


def _authors(sheet: _Sheet, last: int) -> None:
    """Names and short lines around what is said of an author."""
    about = [i for i, kind in enumerate(sheet.kinds) if kind == "bio" and sheet.roles[i] == "bio"]
    named = {w.casefold() for i in about for w in word_list(sheet.lines[i].folded)[:6] if w[0].isupper()}
    for i, line in enumerate(sheet.lines):
        if i <= last or not sheet.open(i) or line.words > 8 or line.stops:
            continue
        near = any(abs(i - j) <= 4 for j in about)
        if near and any(w.casefold() in named or "http" in w for w in word_list(line.folded)):
            sheet.roles[i] = "bio"
    if last < 0:
        return
    for i in range(last + 1, len(sheet.lines)):
        if sheet.open(i) and sheet.lines[i].words <= 4 and not sheet.lines[i].stops and _leads_to_bio(sheet, i):
            sheet.roles[i] = "bio"


def _leads_to_bio(sheet: _Sheet, i: int) -> bool:
    following = sheet.roles[i + 1 : i + 4]
    return "bio" in following and all(r in {"bio", "navigation", None} for r in following[: following.index("bio")])


def _head(sheet: _Sheet, first: int, title: str | None) -> None:
    """What stands before the first paragraph: the title, and what a page has above and under it."""
    if any(role == "title" for role in sheet.roles):
        chosen: int | None = next(i for i, role in enumerate(sheet.roles) if role == "title")
    else:
        chosen = _title_line(sheet, first, title)
    if chosen is not None:
        sheet.roles[chosen] = "title"
    for i in range(min(first, len(sheet.lines))):
        line = sheet.lines[i]
        if not sheet.open(i):
            continue
        if chosen is None or i < chosen:
            small = line.words <= 6 and not line.stops and not line.quoted and line.folded[-1] != ":"
            sheet.roles[i] = "navigation" if small and sheet.kinds[i] != "list" else "body"
        elif _is_name(line) and i - chosen <= 4:
            sheet.roles[i] = "byline"
        elif line.words <= 2 and not line.stops:
            sheet.roles[i] = "navigation"
        elif sheet.lines[i].headline and not line.stops and sheet.kinds[i] != "list":
            sheet.roles[i] = "heading"
        else:
            sheet.roles[i] = "body"


def _is_name(line: Line) -> bool:
    """Two to four capitalised words and nothing else: under a title, who wrote it."""
    found = line.folded.split()
    return 2 <= len(found) <= 4 and not line.folded.isupper() and all(_NAME_WORD.fullmatch(w) for w in found)


def _title_line(sheet: _Sheet, first: int, title: str | None) -> int | None:
    if title:
        wanted = _bare(title)
        for i in range(min(len(sheet.lines), first + 2)):
            if wanted and _bare(sheet.lines[i].folded) == wanted:
                return i
        return None
    candidates = [
        i
        for i in range(min(first, len(sheet.lines)))
        if sheet.open(i) and sheet.lines[i].headline and sheet.kinds[i] is None
    ]
    if sheet.whole_page:  # menus stand above the title, and a section's name or a standfirst beside it
        near = [i for i in candidates if i >= first - _ABOVE]
        return max(near, key=lambda i: (min(sheet.lines[i].words, _FULL_TITLE), -i), default=None)
    long = [i for i in candidates if sheet.lines[i].words >= 4]
    return next(iter(long or candidates), None)


def _bare(text: str) -> str:
    return " ".join(w.casefold() for w in word_list(text))


def _middle(sheet: _Sheet, first: int, last: int) -> None:
    """Headings between paragraphs; everything else there is the article's."""
    for i in range(first, last + 1):
        if sheet.open(i):
            sheet.roles[i] = "heading" if _is_heading(sheet, i) else "body"


def _is_heading(sheet: _Sheet, i: int) -> bool:
    line = sheet.lines[i]
    if sheet.kinds[i] == "list" and not line.folded[0].isdigit():
        return False
    if line.quoted or line.words > 14 or len(line.folded) > 110 or not line.folded[0].isalnum():
        return False
    if line.folded[0].islower():
        return False
    following = next((j for j in range(i + 1, len(sheet.lines)) if sheet.roles[j] in {None, "body"}), None)
    if following is None or not (sheet.lines[following].prose or sheet.lines[following].words > 8):
        return False
    if line.folded.endswith("?"):
        return line.words <= 9 and _capitals(line) >= 0.6
    if "@" in line.folded or "http" in line.folded:
        return False
    if line.folded.endswith(":"):
        return line.words <= 6 and _capitals(line) >= 0.9
    return not line.stops and line.folded[-1] not in ",;–—-"


def _capitals(line: Line) -> float:
    """The share of its longer words that begin with a capital."""
    longer = [w for w in word_list(line.folded) if len(w) > 3] or word_list(line.folded)
    return sum(1 for w in longer if w[0].isupper()) / max(1, len(longer))


def _tail(sheet: _Sheet, last: int) -> None:
    """What is left after the last paragraph: lines of the page, or of an author's box."""
    if last < 0:
        return
    bio = False
    for i in range(last + 1, len(sheet.lines)):
        bio = bio or sheet.roles[i] == "bio"
        if sheet.open(i):
            line = sheet.lines[i]
            told = line.words > 6 and (line.folded.endswith(":") or _capitals(line) < 0.5)
            if sheet.kinds[i] == "list" or line.words > 12 or told:
                sheet.roles[i] = "body" if not bio else "other"
            else:
                sheet.roles[i] = "navigation"
