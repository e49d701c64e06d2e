"""Readings that count from another day: weekdays, "yesterday", "the following week", "three days later", clocks."""

from __future__ import annotations

from datetime import date

from . import moment_calendar as cal
from . import numbers
from .moment_calendar import Point
from .moment_dates import DOUBTFUL, LIKELY, OPEN, Reading, near, shift_of, unresolved, word_after, word_before
from .moment_grammar import Grammar, Hit
from .moment_scene import Scene, direction

LAST_HOUR = 24
YOUNG = 9
"""Up to this age a number in digits alone is read as one only after a name or a word for a child."""


def _day(value: str, basis: str, score: float) -> Reading:
    return Reading(value=value, basis=basis, score=score, point=cal.parse(value))


def weekday(hit: Hit, scene: Scene) -> Reading | None:
    """A weekday: the last or the next one, as the verb says, and the very day when that is one."""
    groups = hit.groups
    if not scene.grammar.as_written(groups["weekday"]):
        return None
    day, _, part = str(scene.grammar.value("weekday", groups["weekday"])).partition(" ")
    number = int(day)
    if "shift" in groups:
        base, count, basis = shift_of(hit, scene)
    else:
        base, count, basis = scene.now, 0, scene.now_basis
    today = base.date if base else None
    if today is None:
        return unresolved()
    if "which" in groups:
        return _of_week(groups["which"], number, today, scene)
    ahead = direction(scene, hit.span.start, hit.span.end, present=1)
    if count:
        start = cal.plus_days(today, count)
        found = start and cal.nearest_weekday(start, number, count)
        score = LIKELY if count < 0 else DOUBTFUL
    elif scene.anchor.narrative or "shift" in groups:
        found, score = cal.nearest_weekday(today, number, 1 if scene.anchor.narrative else ahead or 1), LIKELY
    else:
        found = cal.nearest_weekday(today, number, ahead or -1)
        score = LIKELY if ahead else DOUBTFUL
        if ahead > 0 and found == today:
            score = DOUBTFUL  # the day itself, or a week later
    if found and part:
        return _with_part(cal.of(found), 0, part, basis)
    return _day(found.isoformat(), basis, score) if found else unresolved()


def _of_week(which: str, number: int, today: date, scene: Scene) -> Reading:
    """``Friday last``, ``Tuesday next week``."""
    span, number_of = str(scene.grammar.value("which", which)).split()
    count = int(number_of)
    if span == "week":
        found = cal.plus_days(today, number - today.isoweekday() + 7 * count)
    else:
        start = cal.plus_days(today, count)
        found = start and cal.nearest_weekday(start, number, count)
    return _day(found.isoformat(), scene.now_basis, LIKELY) if found else unresolved()


def _with_part(point: Point | None, count: int, part: str, basis: str, *, aside: bool = False) -> Reading:
    """A part of the day that lies ``count`` days from ``point``."""
    if point is None:
        return unresolved(kind="TIME")
    value = cal.shifted(point, "D", count)
    if value is None:
        return unresolved(kind="TIME")
    day = cal.parse(value) if point.day else None
    return Reading(value=f"{value}T{part}", type="TIME", basis=basis, score=LIKELY, point=day, aside=aside)


def dayword(hit: Hit, scene: Scene) -> Reading | None:
    """Today, yesterday, tomorrow, tonight."""
    word = hit.groups["dayword"]
    if word[0].isupper() and word_before(scene, hit.span.start) in near("outlets_today", scene.grammar.language):
        return None
    shift, _, night = str(scene.grammar.value("dayword", word)).partition(" ")
    count = int(shift)
    if scene.anchor.narrative:
        return Reading(value="XXXX-XX-XX" if count else "PRESENT_REF", basis="narrative", score=OPEN)
    point = scene.anchor.point
    if point is None or point.day is None:
        return unresolved()
    part = hit.groups.get("daypart")
    if part or night:
        code = str(scene.grammar.value("daypart", part)) if part else night
        return _with_part(point, count, code, scene.anchor.basis)
    value = cal.shifted(point, "D", count)
    return _day(value, scene.anchor.basis, LIKELY) if value else unresolved()


def daypart(hit: Hit, scene: Scene) -> Reading | None:
    """``this morning``, ``that night``, ``the next morning``, ``the evening before``."""
    groups = hit.groups
    code = str(scene.grammar.value("daypart", groups["daypart"]))
    if "side" in groups:
        if _counts_from_event(hit, scene):
            return unresolved(kind="TIME")
        return _with_part(scene.then, int(scene.grammar.value("side", groups["side"])), code, "text")
    base, count, basis = shift_of(hit, scene)
    return _with_part(base, count, code, basis, aside=count < 0 and base is scene.last)


def _counts_from_event(hit: Hit, scene: Scene) -> bool:
    """Whether an event follows that the expression counts from ("three days after the vote")."""
    language, after = scene.grammar.language, word_after(scene, hit.span.end)
    if not after or after.casefold() in near("alone", language):
        return False
    at = scene.token_at(hit.span.end)
    opens = scene.token_at(hit.span.start) == 0
    return not (opens and any(t.norm in near("pluperfect", language) for t in scene.sentence.tokens[at : at + 6]))


def _unit_value(point: Point, unit: str, count: int) -> tuple[str | None, Point | None]:
    """The value of a period as a date, and the point that it makes."""
    if unit == "10Y":
        return str(point.year // 10 + count) if point.year > 0 else None, None
    if unit == "100Y":
        return str(point.year // 100 + count) if point.year > 0 else None, None
    value = cal.shifted(point, unit, count)
    return value, cal.parse(value) if value and "W" not in value and "Q" not in value and "X" not in value else None


def period(hit: Hit, scene: Scene) -> Reading | None:
    """``next week``, ``the previous year``, ``that same day``, ``the end of the month``, ``the day before``."""
    groups = hit.groups
    if "shift" not in groups:
        return _the_period(hit, scene)
    unit = str(scene.grammar.value("unit", groups["unit"]))
    plural = scene.grammar.knows("units", groups["unit"])
    if unit[0] == "T" or plural:
        return None
    shift = groups["shift"].casefold()
    if unit == "D" and shift in near("no_day_shift", scene.grammar.language):
        return None
    stretch = scene.grammar.knows("single_stretch", shift) and not scene.anchor.narrative
    if stretch and word_before(scene, hit.span.start) in scene.grammar.lists["during"]:
        return None
    base, count, basis = shift_of(hit, scene)
    if base is None:
        return unresolved()
    value, point = _unit_value(base, unit, count)
    aside = count < 0 and base is scene.last
    return Reading(value=value, basis=basis, score=LIKELY if value else OPEN, point=point, aside=aside)


def _the_period(hit: Hit, scene: Scene) -> Reading | None:
    """A period named by "the" alone, which is the one that the text stands in."""
    groups = hit.groups
    unit = str(scene.grammar.value("unit", groups.get("unit") or groups.get("ends") or groups["mid"]))
    if unit[0] == "T":
        return None
    if "twice" in groups:
        base, count = scene.now, int(scene.grammar.value("twice", groups["twice"]))
    elif "side" in groups:
        if _counts_from_event(hit, scene):
            return unresolved()
        base, count = scene.then, int(scene.grammar.value("side", groups["side"]))
    elif unit == "D":
        return None
    else:
        base, count = (scene.tale if unit == "Y" else None) or scene.now, 0
    if base is None:
        return unresolved()
    value, point = _unit_value(base, unit, count)
    aside = count < 0 and base is scene.last
    return Reading(value=value, basis=scene.now_basis, score=LIKELY, point=point, aside=aside)


def offset(hit: Hit, scene: Scene) -> Reading | None:
    """``two years ago``, ``three days later``, ``months earlier``."""
    groups, grammar = hit.groups, scene.grammar
    unit = str(grammar.value("unit", groups["unit"]))
    if "ago" in groups:
        side, base, basis = int(grammar.value("ago", groups["ago"])), scene.now, scene.now_basis
    elif "time" in groups:
        side, base, basis = 1, scene.now, scene.now_basis
    else:
        word = groups["relative"]
        if word.casefold() in near("counted_from", grammar.language) and _counts_from_event(hit, scene):
            return None
        side, base = int(grammar.value("relative", word)), scene.then
        basis = "text" if scene.last is not None and base is scene.last else scene.anchor.basis
    count = _count(hit, scene)
    if count is None:
        return Reading(value="FUTURE_REF" if side > 0 else "PAST_REF", basis=basis, score=LIKELY)
    if base is None:
        return unresolved()
    if count != int(count):
        unit, count = _in_smaller(unit, count)
    value = cal.shifted(base, unit, side * int(count)) if count < 100_000 else None
    point = cal.parse(value) if value and unit in ("D", "M", "Y") and "X" not in value else None
    aside = side < 0 and base is scene.last
    return Reading(value=value, basis=basis, score=LIKELY if value else OPEN, point=point, aside=aside)


def _in_smaller(unit: str, count: float) -> tuple[str, int]:
    """A broken number of units in a smaller one: months of a year, years of a decade or century."""
    many, _, rest = unit.partition("Y")
    if many.isdigit():
        return f"Y{rest}", round(count * int(many))
    return ("M", round(count * 12)) if unit == "Y" else (unit, round(count))


def _count(hit: Hit, scene: Scene) -> float | None:
    groups = hit.groups
    if "number" in groups:
        return numbers.value_of(groups["number"], scene.grammar.language)
    if "article" in groups:
        return 1.0
    if "half" in groups:
        return 0.5
    if "vague" in groups:
        return float(scene.grammar.value("vague", groups["vague"])) or None
    return None


def clock(hit: Hit, scene: Scene) -> Reading | None:
    """A time of day.  ``clock`` is the part after the date, which is put before it once the sentence is read."""
    groups, grammar = hit.groups, scene.grammar
    time = _time(groups, grammar)
    if time is None:
        return None
    zone = str(grammar.value("zone", groups["zone"])) if "zone" in groups else ""
    return Reading(
        value=None,
        type="TIME",
        basis=scene.now_basis,
        score=LIKELY,
        clock=f"T{time}",
        zone=zone,
        halved=_halved(groups),
    )


def _halved(groups: dict[str, str]) -> bool:
    """Whether a time of day needs no part of the day to be told."""
    return bool(groups.keys() & {"ampm", "daypart", "dayclock", "hhmm"})


def _time(groups: dict[str, str], grammar: Grammar) -> str | None:
    """``HH:MM``; ``None`` when there is no such hour."""
    if "dayclock" in groups:
        return str(grammar.value("dayclock", groups["dayclock"]))
    if "hhmm" in groups:
        return f"{groups['hhmm'][:2]}:{groups['hhmm'][2:]}" if int(groups["hhmm"]) < 2400 else None
    hour = int(groups["hour"]) if "hour" in groups else int(grammar.value("small", groups["count"]))
    if "ampm" in groups:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + int(grammar.value("ampm", groups["ampm"]))
    elif "daypart" in groups and hour < 12:
        hour += int(grammar.lists["afternoon"].get(str(grammar.value("daypart", groups["daypart"])).casefold(), 0))
    minute = int(groups.get("minute", "0"))
    for name in ("past_hour", "quarter_past"):
        if name in groups:
            hour, minute = divmod(hour * 60 + int(grammar.value(name, groups[name])), 60)
    return f"{hour:02d}:{minute:02d}" if hour <= LAST_HOUR else None


def bare_age(hit: Hit, scene: Scene) -> Reading | None:
    """``Smith, 49, said``; ``his daughter, six,``."""
    groups, around = hit.groups, scene.grammar.around
    before = scene.before(hit.span.start, 30)
    if "word" in groups:
        count, known = int(scene.grammar.value("small", groups["word"])), around.young_word
    else:
        count = int(groups["number"])
        known = around.aged if count > YOUNG else around.young
    if not count or not known.search(before):
        return None
    *lead, name = before.rstrip(", ").split()
    if name[:1].isupper() and lead and lead[-1].casefold() in near("places", scene.grammar.language):
        return None
    if scene.grammar.knows("month", name) or scene.grammar.knows("weekday", name):
        return None
    return Reading(value=f"P{count}Y", type="DURATION", basis="age", score=LIKELY)
