"""Readings of dates: what day, month, season or year an expression names, and on what basis."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .. import lexicon
from ..model import MomentType
from . import moment_calendar as cal
from . import numbers
from .moment_calendar import Point
from .moment_grammar import Hit
from .moment_scene import Scene, direction

SURE, LIKELY, DOUBTFUL, OPEN = 0.95, 0.85, 0.6, 0.3
"""Scores: named in full; resolved by tense or reference; one of two readings; no value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an expression says.  ``point`` is the date that later expressions may count from; ``partial`` is what is
    known of a value that lacks its year (``XXXX-06-27``)."""

    value: str | None
    type: MomentType = "DATE"
    basis: str = "explicit"
    score: float = SURE
    point: Point | None = None
    clock: str | None = None
    zone: str = ""
    halved: bool = False
    """Whether a clock itself says which half of the day it means."""
    partial: str | None = None
    aside: bool = False
    """Whether it only looks back ("two days earlier"), so that the text goes on from the date before it."""


@cache
def near(name: str, language: str) -> frozenset[str]:
    """A list of words that a reading looks for next to an expression."""
    return frozenset(lexicon.load("time", language)["near"].get(name, ()))


LAST_WORD = re.compile(r"([^\W_]+)[\s\"“'‘(]*$")
_NEXT_WORD = re.compile(r"[\s-]*([^\W\d_]+)")


def word_before(scene: Scene, at: int) -> str:
    """The word before ``at``, in small letters; empty across punctuation or at the start of a sentence."""
    match = LAST_WORD.search(scene.before(at, 24))
    return match.group(1).casefold() if match else ""


def word_after(scene: Scene, at: int) -> str:
    """The word straight after ``at`` as it stands; empty across punctuation."""
    match = _NEXT_WORD.match(scene.after(at, 24))
    return match.group(1) if match else ""


def unresolved(basis: str = "none", kind: MomentType = "DATE", *, partial: str | None = None) -> Reading:
    """An expression without a value."""
    return Reading(value=None, type=kind, basis=basis, score=OPEN, partial=partial)


def full_year(two: int, scene: Scene) -> int:
    """The year that two digits mean: the one next to the time spoken of, and not far ahead of it."""
    reference = scene.last or scene.anchor.point
    base = reference.year if reference else 2000
    century = base // 100 * 100
    return min(
        (century - 100 + two, century + two, century + 100 + two), key=lambda y: (abs(y - base - 5) > 60, abs(y - base))
    )


def year_for(scene: Scene, hit: Hit, month: int, day: int | None) -> tuple[int | None, str, float]:
    """The year of a month (or day of it) that is named without one, the basis, and a score."""
    anchor, last = scene.anchor, scene.last
    if anchor.narrative and last is not None:
        return _narrative_year(last, month), "narrative", LIKELY
    if anchor.point is None:
        return (last.year, "text", DOUBTFUL) if last is not None and last.year > 0 else (None, "none", OPEN)
    now = anchor.point
    ahead = direction(scene, hit.span.start, hit.span.end)
    tale = scene.tale if ahead <= 0 else None
    if tale is not None:
        return _narrative_year(tale, month), "text", DOUBTFUL
    key = (month, day or now.day or 15)
    today = (now.month or 7, now.day or 15)
    if ahead == 0:
        near_year = min(
            (now.year - 1, now.year, now.year + 1), key=lambda y: abs((y - now.year) * 12 + month - today[0])
        )
        return near_year, anchor.basis, DOUBTFUL
    year = _turned(now, key, today, ahead)
    if day is not None and now.day and abs(_days_from(now, year, *key)) > _FAR_DAY:
        return _turned(now, key, today, -ahead), anchor.basis, DOUBTFUL
    return year, anchor.basis, LIKELY


def _turned(now: Point, key: tuple[int, int], today: tuple[int, int], ahead: int) -> int:
    """The year of a month and day on the side of ``now`` that the verb points to."""
    if ahead < 0:
        return now.year if key <= today else now.year - 1
    return now.year if key >= today else now.year + 1


def _days_from(now: Point, year: int, month: int, day: int) -> float:
    """Roughly how many days a date lies after ``now``."""
    return (year - now.year) * 365.25 + (month - (now.month or 7)) * 30.44 + day - (now.day or 15)


def _narrative_year(last: Point, month: int) -> int:
    if last.month is None:
        return last.year
    if month - last.month <= -7:
        return last.year + 1
    return last.year - 1 if month - last.month >= 10 else last.year


def year_of(hit: Hit, scene: Scene) -> tuple[int | None, str, float]:
    """The year that "last year" and the like put next to a month, the basis and a score."""
    side, count = str(scene.grammar.value("which_year", hit.groups["which_year"])).split()
    base, basis = (scene.now, scene.now_basis) if side == "now" else (scene.then, "text")
    return (base.year + int(count), basis, LIKELY) if base else (None, "none", OPEN)


def in_year(year: int | None, basis: str, score: float, month: int, day: int | None) -> Reading:
    if year is None:
        if not cal.exists(2000, month, day):
            return unresolved("no such day")
        return unresolved("no year", partial=f"XXXX-{month:02d}" + (f"-{day:02d}" if day else ""))
    if not cal.exists(year, month, day):
        return unresolved("no such day")
    point = Point(year, month, day)
    return Reading(value=point.value, basis=basis, score=score, point=point)


def _month_of(hit: Hit, scene: Scene) -> int | None:
    for name in ("month", "month2", "month_short"):
        word = hit.groups.get(name)
        if word:
            known = scene.grammar
            return int(known.value(name.removesuffix("2"), word)) if known.as_written(word) else None
    return None


def date(hit: Hit, scene: Scene) -> Reading | None:
    """A day of a month, with or without the year."""
    groups = hit.groups
    named = groups.get("day") or groups.get("day2")
    day = int(named) if named else numbers.ordinal_value(groups["ordinal"], scene.grammar.language) or 0
    if not groups.keys() & {"month", "month2", "month_short"}:
        return _day_of_month(hit, scene, day)
    month = _month_of(hit, scene)
    if month is None:
        return None
    if "bad" in groups:
        return unresolved("no such year")
    if "which_year" in groups:
        return in_year(*year_of(hit, scene), month, day)
    year = groups.get("year") or groups.get("year2")
    if year:
        return in_year(int(year), "explicit", SURE, month, day)
    if "same" in groups:
        then = scene.then
        return in_year(then.year if then else None, "text", LIKELY, month, day)
    language = scene.grammar.language
    following = word_after(scene, hit.span.end)
    if (
        following.islower()
        and word_before(scene, hit.span.start) in near("no_day_after", language)
        and following not in near("noun_follows", language)
    ):
        return None
    return in_year(*year_for(scene, hit, month, day), month, day)


def _day_of_month(hit: Hit, scene: Scene, day: int) -> Reading | None:
    """``the 5th`` of the month spoken of, or of the one that the article was published in or next to."""
    then = scene.then
    if "of" in hit.groups or _day_alone(hit, scene):
        if then is None or then.month is None:
            return unresolved()
        return in_year(then.year, scene.now_basis, LIKELY, then.month, day)
    now, language = scene.anchor.point, scene.grammar.language
    after = word_after(scene, hit.span.end).casefold()
    if scene.anchor.narrative or word_before(scene, hit.span.start) not in near("this_month", language):
        return None
    if (after and after not in near("alone", language)) or "daypart" in hit.groups:
        return None
    if now is None or not now.day or not now.month:
        return unresolved()
    ahead = direction(scene, hit.span.start, hit.span.end, present=1)
    moved = 1 if ahead > 0 and day < now.day else -1 if ahead <= 0 and day > now.day else 0
    index = now.year * 12 + now.month - 1 + moved
    return in_year(index // 12, scene.anchor.basis, LIKELY if ahead else DOUBTFUL, index % 12 + 1, day)


def _day_alone(hit: Hit, scene: Scene) -> bool:
    """Whether "the 5th" is a day of the month spoken of, and no fifth of something."""
    language = scene.grammar.language
    after = word_after(scene, hit.span.end).casefold()
    known = scene.last is not None and scene.last.month is not None and scene.index - scene.last_sentence <= 2
    return (
        known
        and word_before(scene, hit.span.start) in near("day_alone", language)
        and (not after or after in near("alone", language))
    )


_FAR_DAY = 270
"""Days from publication from which a day without its year is taken for the next one on the other side, whatever the
verb says: nobody leaves out the year of a day so far off when another is near."""
_CLOSE = 10
"""Days from publication within which one reading of ``7/8/07`` is taken for meant."""


def numeric(hit: Hit, scene: Scene) -> Reading | None:
    """``2025-06-27``, ``27.6.2025``; ``7/8/07`` only where one order of day and month cannot be, or makes a day close
    to publication and the other does not."""
    groups = hit.groups
    if "dd" in groups:
        raw = groups.get("year") or groups["yy"]
        year = int(raw) if len(raw) == 4 else full_year(int(raw), scene)
        return in_year(year, "explicit", SURE, int(groups["mm"]), int(groups["dd"]))
    a, b = int(groups["a"]), int(groups["b"])
    raw = groups["yy"]
    year = int(raw) if len(raw) == 4 else full_year(int(raw), scene)
    choices = [(m, d) for m, d in dict.fromkeys(((a, b), (b, a))) if cal.exists(year, m, d)]
    if not choices:
        return None
    if len(choices) == 1:
        return in_year(year, "explicit", SURE, *choices[0])
    now = scene.anchor.point.date if scene.anchor.point else None
    days = {c: abs((Point(year, *c).date or now) - now).days for c in choices} if now else {}
    close = [c for c in choices if days.get(c, _CLOSE + 1) <= _CLOSE]
    if len(close) == 1:
        return in_year(year, "explicit", DOUBTFUL, *close[0])
    one, two = (Point(year, *c).value for c in choices)
    return unresolved(f"ambiguous: {one} or {two}")


def month(hit: Hit, scene: Scene) -> Reading | None:
    """A month, with or without the year."""
    groups, language = hit.groups, scene.grammar.language
    number = _month_of(hit, scene)
    if number is None:
        return None
    year = groups.get("year") or groups.get("year_ahead")
    if year:
        return in_year(int(year), "explicit", SURE, number, None)
    if "yy" in groups:
        return in_year(full_year(int(groups["yy"]), scene), "explicit", LIKELY, number, None)
    before, after = word_before(scene, hit.span.start), word_after(scene, hit.span.end)
    if before not in near("time_prepositions", language):
        doubtful = groups.get("month", "").casefold() in near("doubtful_months", language)
        noun = after.islower() and after not in near("noun_follows", language)
        if doubtful and not (noun and before in near("month_determiners", language)):
            return None
        if after[:1].isupper() and not scene.grammar.knows("month", after):
            return None
    if "which_year" in groups:
        return in_year(*year_of(hit, scene), number, None)
    return in_year(*year_for(scene, hit, number, None), number, None)


def shift_of(hit: Hit, scene: Scene) -> tuple[Point | None, int, str]:
    """What "last", "the following" and the like count from, how far, and the basis."""
    side, count = str(scene.grammar.value("shift", hit.groups["shift"])).split()
    if side == "now":
        return scene.now, int(count), scene.now_basis
    return scene.then, int(count), "text" if scene.last is not None and scene.then is scene.last else scene.anchor.basis


def shifted_month(hit: Hit, scene: Scene) -> Reading | None:
    """``last June``, ``next May``, ``the previous April``."""
    number = _month_of(hit, scene)
    base, count, basis = shift_of(hit, scene)
    if number is None:
        return None
    if base is None:
        return unresolved("no year")
    own = base.month or number
    year = base.year
    if count < 0 and number >= own:
        year -= 1
    elif count > 0 and number <= own:
        year += 1
    return in_year(year, basis, LIKELY, number, None)


_YEAR_PAIR = re.compile(r"[-–—]\d{2}")


def year(hit: Hit, scene: Scene) -> Reading | None:
    """A year, unless the words next to it make it a count."""
    groups, language = hit.groups, scene.grammar.language
    if "old" in groups:
        value = int(groups["old"])
        point = Point(-value if "bc" in groups else value)
        return Reading(value=point.value, point=point) if value else None
    if "yy" in groups:
        number = full_year(int(groups["yy"]), scene)
        return Reading(value=str(number), score=LIKELY, point=Point(number))
    number = int(groups["year"])
    if "fiscal" in groups:
        return Reading(value=f"FY{number}", point=Point(number))
    before, after = word_before(scene, hit.span.start), word_after(scene, hit.span.end)
    lead = scene.before(hit.span.start, 2)
    if 1900 <= number <= 2099 and after in near("year_nouns", language):
        return Reading(value=str(number), score=LIKELY, point=Point(number))
    counting = before in near("counting", language) and not _no_count(scene, hit.span.start)
    worth = before in near("worth_before", language) and after in near("worths", language)
    if counting or (after in near("counted", language) and not worth) or lead.strip()[-1:] in "$€£¥#/":
        return None if lead.strip() else Reading(value=str(number), point=Point(number), score=DOUBTFUL)
    if lead[-1:] in "-‐‑–—" and lead[:1].isupper():
        return None
    sure = before in near("time_prepositions", language) or before in near("year_prepositions", language)
    sure = sure or lead[-1:] in "([-–—/"
    sure = sure or bool(_YEAR_PAIR.match(scene.after(hit.span.end, 6)))
    if not sure and not 1900 <= number <= 2099:
        return None
    if not sure and after.islower() and len(after) > 3 and _counted(after, language):
        return None
    return Reading(value=str(number), score=SURE if sure else LIKELY, point=Point(number))


def _no_count(scene: Scene, at: int) -> bool:
    """``no later than 2014``."""
    lead = " ".join(scene.before(at, 24).casefold().split())
    return lead.endswith(tuple(near("no_counting", scene.grammar.language)))


def _counted(word: str, language: str) -> bool:
    """Whether a word looks like the plural that a number counts."""
    return word.endswith(tuple(near("plural_endings", language))) and not word.endswith(
        tuple(near("no_plural_endings", language))
    )
