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
    """What an expression says.  ``point`` is the date that later expressions may count from."""

    value: str | None
    type: MomentType = "DATE"
    basis: str = "explicit"
    score: float = SURE
    point: Point | None = None
    clock: str | None = None


@cache
def near(name: str, language: str) -> frozenset[str]:
    """A list of words that a reading looks for next to an expression."""
    return frozenset(lexicon.load("time", language)["near"][name])


_LAST_WORD = re.compile(r"([^\W_]+)[\s\"“'‘(]*$")
_NEXT_WORD = re.compile(r"[\s-]*([^\W\d_]+)")


def word_before(scene: Scene, at: int) -> str:
    """The word before ``at``, in small letters; empty across punctuation or at the start of a sentence."""
    match = _LAST_WORD.search(scene.before(at, 24))
    return match.group(1).casefold() if match else ""


def word_after(scene: Scene, at: int) -> str:
    """The word straight after ``at`` as it stands; empty across punctuation."""
    match = _NEXT_WORD.match(scene.after(at, 24))
    return match.group(1) if match else ""


def unresolved(basis: str = "none", kind: MomentType = "DATE") -> Reading:
    """An expression without a value."""
    return Reading(value=None, type=kind, basis=basis, score=OPEN)


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
    if (
        last is not None
        and last.month
        and scene.last_sentence == scene.index
        and anchor.point
        and last.year != anchor.point.year
    ):
        return _narrative_year(last, month), "text", DOUBTFUL
    if anchor.point is None:
        return (last.year, "text", DOUBTFUL) if last is not None and last.year > 0 else (None, "none", OPEN)
    now = anchor.point
    ahead = direction(scene, hit.span.start, hit.span.end)
    key = (month, day or now.day or 15)
    today = (now.month or 7, now.day or 15)
    if ahead == 0:
        near_year = min(
            (now.year - 1, now.year, now.year + 1), key=lambda y: abs((y - now.year) * 12 + month - today[0])
        )
        return near_year, anchor.basis, DOUBTFUL
    if ahead < 0:
        return (now.year if key <= today else now.year - 1), anchor.basis, LIKELY
    return (now.year if key >= today else now.year + 1), anchor.basis, LIKELY


def _narrative_year(last: Point, month: int) -> int:
    if last.month is None:
        return last.year
    if month - last.month <= -7:
        return last.year + 1
    return last.year - 1 if month - last.month >= 10 else last.year


def _in_year(year: int | None, month: int, day: int | None, basis: str, score: float) -> Reading:
    if year is None:
        ok = cal.exists(2000, month, day)
        return Reading(
            value=f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "") if ok else None, basis=basis, score=OPEN
        )
    if not cal.exists(year, month, day):
        return unresolved("no such day")
    point = Point(year, month, day)
    return Reading(value=point.value, basis=basis, score=score, point=point)


def _month_of(hit: Hit, scene: Scene) -> int | None:
    for name in ("month", "month2", "month_short"):
        word = hit.groups.get(name)
        if word:
            return int(scene.grammar.value(name.removesuffix("2"), word)) if word[0].isupper() else None
    return None


def date(hit: Hit, scene: Scene) -> Reading | None:
    """A day of a month, with or without the year."""
    groups = hit.groups
    day = int(groups.get("day") or groups["day2"])
    if not groups.keys() & {"month", "month2", "month_short"}:
        then = scene.then
        if " of " not in hit.span.of(scene.text) and not _day_alone(hit, scene):
            return None
        if then is None or then.month is None:
            return unresolved()
        return _in_year(then.year, then.month, day, scene.now_basis, LIKELY)
    month = _month_of(hit, scene)
    if month is None:
        return None
    year = groups.get("year") or groups.get("year2")
    if year:
        return _in_year(int(year), month, day, "explicit", SURE)
    if "same" in groups:
        then = scene.then
        return _in_year(then.year if then else None, month, day, "text", LIKELY)
    language = scene.grammar.language
    following = word_after(scene, hit.span.end)
    if (
        following.islower()
        and word_before(scene, hit.span.start) in near("no_day_after", language)
        and following not in near("noun_follows", language)
    ):
        return None
    found, basis, score = year_for(scene, hit, month, day)
    return _in_year(found, month, day, basis, score)


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


def numeric(hit: Hit, scene: Scene) -> Reading | None:
    """``2025-06-27``, ``27.6.2025``; ``7/8/07`` month first unless that cannot be, or the other is nearer."""
    groups = hit.groups
    if "dd" in groups:
        year = int(groups.get("year") or groups["yy"])
        return _in_year(year, int(groups["mm"]), int(groups["dd"]), "explicit", SURE)
    a, b = int(groups["a"]), int(groups["b"])
    raw = groups["yy"]
    year = int(raw) if len(raw) == 4 else full_year(int(raw), scene)
    choices = [(m, d) for m, d in dict.fromkeys(((a, b), (b, a))) if cal.exists(year, m, d)]
    if not choices:
        return None
    now = scene.anchor.point.date if scene.anchor.point else None
    if len(choices) > 1 and now:
        choices.sort(key=lambda c: abs((Point(year, *c).date or now) - now))
    month, day = choices[0]
    return _in_year(year, month, day, "explicit", DOUBTFUL if len(choices) > 1 else SURE)


def month(hit: Hit, scene: Scene) -> Reading | None:
    """A month, with or without the year."""
    groups, language = hit.groups, scene.grammar.language
    number = _month_of(hit, scene)
    if number is None:
        return None
    year = groups.get("year") or groups.get("year_ahead")
    if year:
        return _in_year(int(year), number, None, "explicit", SURE)
    if "yy" in groups:
        return _in_year(full_year(int(groups["yy"]), scene), number, None, "explicit", LIKELY)
    before, after = word_before(scene, hit.span.start), word_after(scene, hit.span.end)
    if before not in near("time_prepositions", language):
        if groups.get("month", "").casefold() in near("doubtful_months", language):
            return None
        if after[:1].isupper() and not scene.grammar.knows("month", after):
            return None
    if " " in hit.span.of(scene.text):  # "of that year"
        then = scene.then
        return _in_year(then.year if then else None, number, None, scene.now_basis, LIKELY)
    found, basis, score = year_for(scene, hit, number, None)
    return _in_year(found, number, None, basis, score)


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
        return Reading(value=f"XXXX-{number:02d}", basis="none", score=OPEN)
    own = base.month or number
    year = base.year
    if count < 0 and number >= own:
        year -= 1
    elif count > 0 and number <= own:
        year += 1
    return _in_year(year, number, None, basis, LIKELY)


_YEAR_PAIR = re.compile(r"[-–—]\d{2}")


def year(hit: Hit, scene: Scene) -> Reading | None:
    """A year, unless the words next to it make it a count."""
    groups, language = hit.groups, scene.grammar.language
    if "old" in groups:
        value = int(groups["old"])
        before_christ = groups.get("era", "").upper().startswith("B")
        point = Point(-value if before_christ else value)
        return Reading(value=point.value, point=point) if value else None
    if "yy" in groups:
        number = full_year(int(groups["yy"]), scene)
        return Reading(value=str(number), score=LIKELY, point=Point(number))
    number = int(groups["year"])
    if "fiscal" in groups:
        return Reading(value=f"FY{number}", point=Point(number))
    before, after = word_before(scene, hit.span.start), word_after(scene, hit.span.end)
    lead = scene.before(hit.span.start, 2)
    if before in near("counting", language) or after in near("counted", language) or lead.strip()[-1:] in "$€£¥#/":
        return None if lead.strip() else Reading(value=str(number), point=Point(number), score=DOUBTFUL)
    if lead[-1:] in "-‐‑–—" and lead[:1].isupper():
        return None
    sure = before in near("time_prepositions", language) or before == "the" or lead[-1:] in "([-–—/"
    sure = sure or bool(_YEAR_PAIR.match(scene.after(hit.span.end, 6)))
    if not sure and not 1900 <= number <= 2099:
        return None
    if not sure and after.islower() and after.endswith("s") and not after.endswith("ss") and len(after) > 3:
        return None
    return Reading(value=str(number), score=SURE if sure else LIKELY, point=Point(number))


def decade(hit: Hit, scene: Scene) -> Reading | None:
    """``the 1980s`` is 198."""
    groups = hit.groups
    if "yy" in groups:
        number = full_year(int(groups["yy"]), scene)
        return Reading(value=str(number // 10), score=LIKELY)
    raw = groups["decade"]
    return Reading(value="BC" + f"{int(raw) // 10:03d}" if "era" in groups else raw[:-1])


def century(hit: Hit, scene: Scene) -> Reading | None:
    """``the 21st century`` is 20."""
    number = numbers.ordinal_value(hit.groups["ordinal"], scene.grammar.language)
    if not number or number > 99:
        return None
    return Reading(value=("BC" if "era" in hit.groups else "") + f"{number - 1:02d}")


def _season_doubt(hit: Hit, scene: Scene, word: str) -> bool:
    """Whether "spring" or "fall" is another word here, or a season part of a name."""
    language = scene.grammar.language
    text, after = hit.span.of(scene.text), word_after(scene, hit.span.end)
    named = text[0].isupper() and " " not in text and after[:1].isupper() and hit.span.start > scene.sentence.span.start
    if named:
        return True
    if word not in near("doubtful_seasons", language):
        return False
    before = word_before(scene, hit.span.start)
    return before not in near("season_prepositions", language) or (" " in text and after == "of")


def season(hit: Hit, scene: Scene) -> Reading | None:
    """A season, with its year or the one that the text stands in."""
    groups = hit.groups
    word = groups["season"].casefold()
    code = str(scene.grammar.value("season", word))
    if "year" in groups:
        return Reading(value=f"{groups['year']}-{code}", point=Point(int(groups["year"])))
    month = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[code]
    if "shift" in groups:
        base, count, basis = shift_of(hit, scene)
        if base is None:
            return Reading(value=f"XXXX-{code}", basis="none", score=OPEN)
        return Reading(value=f"{_season_year(base, month, count)}-{code}", basis=basis, score=LIKELY)
    if _season_doubt(hit, scene, word):
        return None
    if scene.anchor.narrative and scene.last is not None:
        last = scene.last
        later = code == "WI" and (last.month or 0) >= 9
        return Reading(value=f"{Point(last.year + later).value}-{code}", basis="narrative", score=DOUBTFUL)
    found, basis, score = year_for(scene, hit, month, None)
    return Reading(value=f"{found or 'XXXX'}-{code}", basis=basis, score=score)


def _season_year(base: Point, month: int, count: int) -> int:
    own = base.month or 7
    if count < 0:
        return base.year if month + 2 < own else base.year - 1
    if count > 0:
        return base.year if month > own else base.year + 1
    return base.year


def quarter(hit: Hit, scene: Scene) -> Reading | None:
    """A quarter of a year."""
    groups = hit.groups
    number = int(groups["q"]) if "q" in groups else numbers.ordinal_value(groups["ordinal"], scene.grammar.language)
    if not number or number > 4:
        return None
    year = groups.get("year") or groups.get("year2")
    if year:
        return Reading(value=f"{year}-Q{number}", point=Point(int(year)))
    found, basis, score = year_for(scene, hit, number * 3 - 1, None)
    return Reading(value=f"{found or 'XXXX'}-Q{number}", basis=basis, score=min(score, DOUBTFUL))


def half_year(hit: Hit, scene: Scene) -> Reading | None:
    """``the first half of 2025`` is 2025-H1."""
    groups = hit.groups
    number = int(groups["h"]) if "h" in groups else int(scene.grammar.value("half_year", groups["half_year"]))
    if "year" in groups:
        return Reading(value=f"{groups['year']}-H{number}", point=Point(int(groups["year"])))
    now = scene.now
    if now is None:
        return Reading(value=f"XXXX-H{number}", basis="none", score=OPEN)
    first = groups["this"].split()[0].casefold()
    offset = int(str(scene.grammar.lists["shift"].get(first, "now 0")).split()[1])
    return Reading(value=f"{now.year + offset}-H{number}", basis=scene.now_basis, score=LIKELY)


def holiday(hit: Hit, scene: Scene) -> Reading | None:
    """A day that returns each year."""
    groups = hit.groups
    if not groups["holiday"][0].isupper():
        return None
    rule = str(scene.grammar.value("holiday", groups["holiday"]))
    reference = scene.last if scene.anchor.narrative else scene.anchor.point
    known = cal.holiday(rule, int(groups["year"]) if "year" in groups else reference.year if reference else 2000)
    if known is None:
        return unresolved()
    if "year" in groups:
        return _in_year(known.year, known.month, known.day, "explicit", SURE)
    found, basis, score = year_for(scene, hit, known.month, known.day)
    if found is None:
        fixed = not rule.startswith("easter") and "/" not in rule
        return Reading(value=f"XXXX-{rule}" if fixed else None, basis="none", score=OPEN)
    day = cal.holiday(rule, found)
    return Reading(value=day.isoformat(), basis=basis, score=score, point=cal.of(day)) if day else unresolved()


def named(hit: Hit, scene: Scene) -> Reading | None:
    """A day that is known by a name."""
    return Reading(value=str(scene.grammar.value("named", hit.groups["named"])), score=LIKELY)
