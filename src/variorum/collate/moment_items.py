"""The time expressions of an article with what stands around them, and how two of them compare."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .. import wording
from ..model import Article, Moment, Span, Statement
from . import context, speakers
from .context import Setting
from .lexis import READ, Lexis

_DAY = re.compile(r"(?:\d{4}|XXXX)-(?:\d{2}(?:-\d{2})?|W\d{2}|[QHSFW]\w)")
_DATE = re.compile(r"(?:\d{4}|XXXX)-\d{2}-\d{2}")
_WRITTEN = re.compile(r"\b\d{4}\b")
_YEAR = re.compile(r"\d{3,4}")
_CALENDAR = re.compile(r"\d{4}-\d{2}")
_LENGTH = re.compile(r"P(?:T?\d+(?:\.\d+)?[YMWDHS])+(?:T(?:\d+[HMS])+)?")
_YEARS = re.compile(r"P(\d+)Y")
_NEAR_BY = 1
"""Days from that of its article up to which a day is not far."""
_AGES = frozenset({"old", "age", "aged", "ages"})


@dataclass(frozen=True, slots=True)
class Item:
    """A moment in its setting, ready to be compared."""

    moment: Moment
    setting: Setting
    witness: int
    spoken: str
    """The key of the speaker in whose attribution it stands, or nothing."""
    tense: str
    """Whether it was over or is still ahead when the article appeared; nothing where that cannot be told."""
    statement: str = ""
    """The id of the statement in whose attribution it stands."""
    far: int = 0
    """Days between it and its article."""
    yearless: bool = False
    """Whether it is a day whose year its words do not name."""
    once: bool = False
    """Whether the article names it no second time."""

    @property
    def value(self) -> str:
        """What is known of when it is: its value, or its day without a year."""
        return known(self.moment) or ""

    @property
    def day(self) -> str:
        """The day, where it is one."""
        return self.value[:10]

    @property
    def lone(self) -> bool:
        """Whether it is a day far from that of its article, which the article names no second time."""
        return self.once and self.far > _NEAR_BY


def items(laid_out: Lexis, most: int) -> list[Item]:
    """The moments of one article that can be compared; ``most``: how many are read."""
    return list(_counted(list(_items(laid_out, most)), laid_out.article))


def _items(laid_out: Lexis, most: int) -> Iterable[Item]:
    reader, claims = context.reader(laid_out), laid_out.witness.claims
    usable = [m for m in claims.moments if m.role in READ and (m.type in ("DATE", "TIME") or _lasts(m, laid_out))]
    for n, moment in enumerate(usable[:most]):
        setting = reader.setting(moment.span, None, n)
        said = _attribution(claims.statements, moment) if moment.type != "DURATION" else None
        spoken = speakers.key(said.speaker) if said is not None and said.speaker is not None else ""
        if setting is not None and (_specific(moment) or (spoken and moment.value is None)):
            tense = _tense(moment, laid_out.article)
            spoken = "" if tense == "ahead" else spoken  # nobody has spoken on a day to come
            yield Item(moment, setting, laid_out.index, spoken, tense, said.id if said is not None else "")


def _counted(items: Sequence[Item], article: Article) -> Iterable[Item]:
    """The items of an article, with how far off they are and whether nothing else in it names that time."""
    times = Counter(i.day for i in items if not i.spoken)
    for item in items:
        far = _days_apart(item.day, article.published[:10]) if article.published is not None else 0
        written = _WRITTEN.search(item.moment.span.of(article.text))
        yield replace(item, far=far, once=times[item.day] == 1, yearless=bool(_DATE.match(item.value)) and not written)


def _days_apart(one: str, two: str) -> int:
    """Days between two dates; 0 where one of them is none."""
    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(two)).days)
    except ValueError:
        return 0


def _specific(moment: Moment) -> bool:
    value = known(moment) or ""
    return moment.type == "DURATION" or bool(_DAY.match(value) or _YEAR.fullmatch(value))


def known(moment: Moment) -> str | None:
    """What is known of when it is: its value, or its day without a year."""
    return moment.value or moment.partial


def _tense(moment: Moment, article: Article) -> str:
    value, published = moment.value or "", article.published or ""
    if not (_CALENDAR.match(value) and published):
        return ""
    return "over" if value[:10] < published[:10] else "ahead" if value[:10] > published[:10] else ""


def _lasts(moment: Moment, laid_out: Lexis) -> bool:
    """Whether a moment is a duration of a known length, and no age ("aged 40", "a 40-year-old", "Quill, 40,")."""
    if moment.type != "DURATION" or not _LENGTH.fullmatch(moment.value or ""):
        return False
    whole = laid_out.article.text
    around = Span(moment.span.start, min(len(whole), moment.span.end + 5))
    words = [a.norm for a in wording.atoms(whole, (around,))]
    return not _AGES.intersection(words) and any(c.isalpha() for c in moment.span.of(whole))


def _attribution(statements: Sequence[Statement], moment: Moment) -> Statement | None:
    """The statement whose speaking a moment dates: it stands in its passage, outside its content."""
    for statement in statements:
        if (
            statement.speaker is not None
            and statement.passage.contains(moment.span)
            and not any(c.overlaps(moment.span) for c in statement.content)
        ):
            return statement
    return None


def same(a: Item, b: Item) -> bool:
    """Whether two values are one time, or one of them names the other less finely."""
    one, two = a.value, b.value
    if a.yearless or b.yearless:
        one, two = _within_year(one), _within_year(two)
    if a.moment.type == b.moment.type == "DURATION":
        return _in_months(one) == _in_months(two)
    return one.startswith(two) or two.startswith(one)


def _within_year(value: str) -> str:
    """The month and day of a day; any other value as it is."""
    return value[5:10] if _DATE.match(value) else value


def _in_months(length: str) -> str:
    """A length of whole years in months."""
    years = _YEARS.fullmatch(length)
    return f"P{12 * int(years.group(1))}M" if years else length


def may_hold(a: Item, b: Item) -> bool:
    """Whether two values that differ may be one time, named more or less finely: a week and a month, say."""
    one, two = a.value, b.value
    if _YEAR.fullmatch(one) and _YEAR.fullmatch(two):
        return one.startswith(two) or two.startswith(one)
    part_of_year = any(not _CALENDAR.match(x) for x in (one, two))
    return one[:4] == two[:4] and (part_of_year or one.count("-") != two.count("-"))
