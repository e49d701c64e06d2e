"""The time expressions of an article with what stands around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from .. import lexicon, stretch, wording
from ..model import Article, Moment, Span, Statement
from . import context, moment_values, speakers
from .context import Setting
from .lexis import READ, Lexis
from .moment_values import Value
from .sense import Vector, none

_PLACED = re.compile(r"(?:\d{4}|XXXX)-(?:\d{2}(?:-\d{2})?|W\d{2}|[QHSFW]\w)|T\d{2}:\d{2}")
_YEAR = re.compile(r"\d{3,4}")
_CALENDAR = re.compile(r"\d{4}-\d{2}")
_NEAR_BY = 1
"""Days from that of its article up to which a day is not far."""
_BESIDE = 6
"""Characters that may lie between a time of day and its day."""
_AGES = frozenset({"old", "age", "aged", "ages", "turn", "turns", "turned", "turning"})


@dataclass(frozen=True, slots=True)
class Item:
    """A moment in its setting, ready to be compared."""

    moment: Moment
    value: Value
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
    once: bool = False
    """Whether the article names it no second time."""
    sense: Vector = field(default_factory=none, compare=False, repr=False)
    """What its own words mean in their sentence (:mod:`.sense`): less when than of what."""

    @property
    def lone(self) -> bool:
        """Whether it is a day far from that of its article, which the article names no second time."""
        return self.once and self.far > _NEAR_BY


def items(laid_out: Lexis, most: int) -> list[Item]:
    """The moments of one article that can be compared; ``most``: how many are read."""
    return list(counted(list(_items(laid_out, most)), laid_out.article))


def _items(laid_out: Lexis, most: int) -> Iterable[Item]:
    reader, claims, article = context.reader(laid_out), laid_out.witness.claims, laid_out.article
    usable = [m for m in claims.moments if m.role in READ and (m.type in ("DATE", "TIME") or _lasts(m, laid_out))]
    dated = context.Cover.of(m.span for m in claims.moments)
    for n, moment in enumerate(_whole(usable)[:most]):
        setting = reader.setting(moment.span, None, n)
        said = _attribution(claims.statements, moment) if moment.type != "DURATION" else None
        spoken = speakers.key(said.speaker) if said is not None and said.speaker is not None else ""
        if setting is not None and (_specific(moment) or (spoken and moment.value is None)):
            when = tense(moment, article)
            spoken = "" if when == "ahead" else spoken  # nobody has spoken on a day to come
            if _is_stamp(setting, dated):
                continue
            value = moment_values.of(moment, *_words(article.text, moment.span))
            statement = said.id if said is not None else ""
            sense = laid_out.measured.of((moment.span,))
            yield Item(moment, value, setting, laid_out.index, spoken, when, statement, sense=sense)


def _is_stamp(setting: Setting, dated: context.Cover) -> bool:
    """Whether a sentence has nothing but dates and what says that the page is of them ("Published April 10, 2031")."""
    stamps = lexicon.words("moments", "stamps")
    terms = [t for t in setting.unit.terms if not dated.touches(t.span)]
    return bool(terms) and all(t.norm in stamps or not t.norm.isalpha() or t.kind == "number" for t in terms)


def _words(whole: str, span: Span) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a moment, and those straight before it."""
    return wording.norms(whole, (span,)), wording.before(whole, span.start)


def _whole(moments: Sequence[Moment]) -> list[Moment]:
    """The moments with a time of day and its day, side by side, as one ("at 9 p.m. on Tuesday")."""
    found: list[Moment] = []
    for moment in moments:
        before = found[-1] if found else None
        if before is not None and _one_time(before, moment):
            finer = max(before, moment, key=lambda m: len(m.value or ""))
            found[-1] = replace(finer, span=before.span.to(moment.span))
        else:
            found.append(moment)
    return found


def _one_time(a: Moment, b: Moment) -> bool:
    one, two = a.value or "", b.value or ""
    beside = 0 <= b.span.start - a.span.end <= _BESIDE
    finer = len(one) != len(two) and "T" in one + two and not {a.type, b.type} & {"DURATION", "SET"}
    return beside and finer and one[:10] == two[:10] and min(len(one), len(two)) >= len("2025-06-27")


def counted(items: Sequence[Item], article: Article) -> Iterable[Item]:
    """The items of an article, with how far off they are and whether nothing else in it names that time."""
    times = Counter(i.value.key for i in items if not i.spoken)
    for item in items:
        far = _days_apart(item.value.day, article.published[:10]) if article.published is not None else 0
        yield replace(item, far=far, once=times[item.value.key] == 1)


def _days_apart(one: str, two: str) -> int:
    """Days between two dates; 0 where one of them is none."""
    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(two)).days)
    except ValueError:
        return 0


def _specific(moment: Moment) -> bool:
    value = known(moment) or ""
    return moment.type == "DURATION" or bool(_PLACED.match(value) or _YEAR.fullmatch(value))


def known(moment: Moment) -> str | None:
    """What is known of when it is: its value, or its day without a year."""
    return moment.value or moment.partial


def tense(moment: Moment, article: Article) -> str:
    """Whether a moment was over or is still ahead when its article appeared; nothing where that cannot be told."""
    value, published = moment.value or "", article.published or ""
    if not (_CALENDAR.match(value) and published) or (moment.partial or "").startswith("T"):
        return ""
    return "over" if value[:10] < published[:10] else "ahead" if value[:10] > published[:10] else ""


def _lasts(moment: Moment, laid_out: Lexis) -> bool:
    """Whether a moment is a duration of a known length, and no age ("aged 40", "a 40-year-old", "Quill, 40,",
    "who turned 40")."""
    if moment.type != "DURATION" or stretch.days(moment.value or "") is None:
        return False
    whole = laid_out.article.text
    around = Span(moment.span.start, min(len(whole), moment.span.end + 5))
    return not _AGES.intersection(wording.norms(whole, (around,))) and any(c.isalpha() for c in moment.span.of(whole))


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
