"""Readings of what is larger or other than a day of a month: decades, centuries, seasons, quarters, feasts."""

from __future__ import annotations

from . import moment_calendar as cal
from . import numbers
from .moment_calendar import Point
from .moment_dates import (
    DOUBTFUL,
    LAST_WORD,
    LIKELY,
    OPEN,
    SURE,
    Reading,
    in_year,
    near,
    shift_of,
    unresolved,
    word_after,
    word_before,
    year_for,
    year_of,
)
from .moment_grammar import Hit
from .moment_scene import Scene

MOON = "moon"
"""The rule of feasts whose day no calendar here can tell."""


def decade(hit: Hit, scene: Scene) -> Reading | None:
    """``the 1980s`` is 198, ``the eighties`` those that were last over."""
    groups = hit.groups
    if "yy" in groups or "tens" in groups:
        if word_before(scene, hit.span.start) in near("no_decade", scene.grammar.language):
            return None
        tens = int(groups["yy"]) // 10 if "yy" in groups else int(scene.grammar.value("tens", groups["tens"]))
        reference = scene.last or scene.anchor.point
        if reference is None:
            return unresolved("no year")
        now = reference.year // 10
        past = now // 10 * 10 + tens
        return Reading(value=str(past if past < now else past - 10), basis=scene.now_basis, score=LIKELY)
    raw = groups["decade"]
    return Reading(value="BC" + f"{int(raw) // 10:03d}" if "bc" in groups else raw[:-1])


def century(hit: Hit, scene: Scene) -> Reading | None:
    """``the 21st century`` is 20."""
    number = numbers.ordinal_value(hit.groups["ordinal"], scene.grammar.language)
    if not number or number > 99:
        return None
    return Reading(value=("BC" if "bc" in hit.groups else "") + f"{number - 1:02d}")


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
    return before not in near("season_prepositions", language) or (" " in text and after in near("of", language))


def season(hit: Hit, scene: Scene) -> Reading | None:
    """A season, with its year or the one that the text stands in."""
    groups = hit.groups
    word = groups["season"].casefold()
    code = str(scene.grammar.value("season", word))
    if "year" in groups:
        return Reading(value=f"{groups['year']}-{code}", point=Point(int(groups["year"])))
    if "which_year" in groups:
        found, basis, score = year_of(hit, scene)
        return _part_of_year(found, code, basis, score)
    month = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[code]
    if "shift" in groups:
        base, count, basis = shift_of(hit, scene)
        if base is None:
            return unresolved("no year")
        return Reading(value=f"{_season_year(base, month, count)}-{code}", basis=basis, score=LIKELY)
    if _season_doubt(hit, scene, word):
        return None
    if scene.anchor.narrative and scene.last is not None:
        last = scene.last
        later = code == "WI" and (last.month or 0) >= 9
        return Reading(value=f"{Point(last.year + later).value}-{code}", basis="narrative", score=DOUBTFUL)
    found, basis, score = year_for(scene, hit, month, None)
    return _part_of_year(found, code, basis, score)


def _part_of_year(year: int | None, part: str, basis: str, score: float) -> Reading:
    if year is None:
        return unresolved("no year")
    return Reading(value=f"{year:04d}-{part}", basis=basis, score=score)


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
    number = _quarter_number(hit, scene)
    if not number or number > 4:
        return None
    year = groups.get("year") or groups.get("year2")
    if year:
        fiscal = "FY" if "fiscal" in groups else ""
        return Reading(value=f"{fiscal}{year}-Q{number}", point=Point(int(year)))
    if "which_year" in groups:
        found, basis, score = year_of(hit, scene)
    else:
        found, basis, score = year_for(scene, hit, number * 3 - 1, None)
    return _part_of_year(found, f"Q{number}", basis, min(score, DOUBTFUL))


def _quarter_number(hit: Hit, scene: Scene) -> int | None:
    groups = hit.groups
    if "q" in groups:
        return int(groups["q"])
    for name in ("quarter_word", "quarter_word_of"):
        if name in groups:
            return int(scene.grammar.value(name, groups[name]))
    return numbers.ordinal_value(groups["ordinal"], scene.grammar.language)


def half_year(hit: Hit, scene: Scene) -> Reading | None:
    """``the first half of 2025`` is 2025-H1."""
    groups = hit.groups
    number = int(groups["h"]) if "h" in groups else int(scene.grammar.value("half_year", groups["half_year"]))
    if "year" in groups:
        return Reading(value=f"{groups['year']}-H{number}", point=Point(int(groups["year"])))
    if "which_year" in groups:
        found, basis, score = year_of(hit, scene)
        return _part_of_year(found, f"H{number}", basis, score)
    now = scene.now
    return _part_of_year(now.year if now else None, f"H{number}", scene.now_basis, LIKELY)


def holiday(hit: Hit, scene: Scene) -> Reading | None:
    """A day that returns each year."""
    groups = hit.groups
    if not groups["holiday"][0].isupper():
        return None
    rule = str(scene.grammar.value("holiday", groups["holiday"]))
    if rule == MOON:
        if "year" not in groups and _of_name(hit, scene):
            return None
        return Reading(value=groups.get("year"), basis="follows the moon", score=OPEN)
    reference = scene.last if scene.anchor.narrative else scene.anchor.point
    known = cal.holiday(rule, int(groups["year"]) if "year" in groups else reference.year if reference else 2000)
    if known is None:
        return unresolved()
    if "year" in groups:
        return in_year(known.year, "explicit", SURE, known.month, known.day)
    if "shift" in groups:
        base, count, basis = shift_of(hit, scene)
        found = _shifted_year(base, known.month, known.day, count) if base else None
        score = LIKELY
    else:
        found, basis, score = year_for(scene, hit, known.month, known.day)
    if found is None:
        return unresolved("no year")
    day = cal.holiday(rule, found)
    return Reading(value=day.isoformat(), basis=basis, score=score, point=cal.of(day)) if day else unresolved()


def _of_name(hit: Hit, scene: Scene) -> bool:
    """Whether a feast is part of a name: "the Ramadan Offensive", "Operation Ramadan"."""
    known = scene.grammar
    after, before = word_after(scene, hit.span.end), LAST_WORD.search(scene.before(hit.span.start, 24))
    if after[:1].isupper() and not known.knows("weekday", after) and scene.after(hit.span.end, 1) == " ":
        return True
    lead = before.group(1) if before else ""
    begins = before is not None and scene.token_at(hit.span.start) <= 1
    return lead[:1].isupper() and not begins and not known.knows("weekday", lead)


def _shifted_year(base: Point, month: int, day: int, count: int) -> int:
    """The year of "last Christmas" and "next Easter"."""
    passed = (month, day) < (base.month or 7, base.day or 15)
    if count < 0:
        return base.year if passed else base.year - 1
    return base.year + 1 if count > 0 and passed else base.year


def named(hit: Hit, scene: Scene) -> Reading | None:
    """A day that is known by a name."""
    return Reading(value=str(scene.grammar.value("named", hit.groups["named"])), score=LIKELY)
