"""Readings that count from another day: weekdays, "yesterday", "the following week", "three days later", clocks."""

from __future__ import annotations

from datetime import date

from . import moment_calendar as cal
from . import numbers
from .moment_calendar import Point
from .moment_dates import DOUBTFUL, LIKELY, OPEN, Reading, near, shift_of, unresolved, word_after, word_before
from .moment_grammar import Hit
from .moment_scene import Scene, direction


def _day(value: str, basis: str, score: float) -> Reading:
    return Reading(value=value, basis=basis, score=score, point=cal.parse(value))


def weekday(hit: Hit, scene: Scene) -> Reading | None:
    """A weekday: the last or the next one, as the verb says, and the very day when that is one."""
    groups = hit.groups
    if not groups["weekday"][0].isupper():
        return None
    number = int(scene.grammar.value("weekday", groups["weekday"]))
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
    return _day(found.isoformat(), basis, score) if found else unresolved()


def _of_week(which: str, number: int, today: date, scene: Scene) -> Reading:
    """``Friday last``, ``Tuesday next week``."""
    count = int(str(scene.grammar.value("shift", which.split(maxsplit=1)[0])).split()[1])
    if " " in which:
        found = cal.plus_days(today, number - today.isoweekday() + 7 * count)
    else:
        start = cal.plus_days(today, count)
        found = start and cal.nearest_weekday(start, number, count)
    return _day(found.isoformat(), scene.now_basis, LIKELY) if found else unresolved()


def _with_part(point: Point | None, count: int, part: str, basis: str) -> Reading:
    """A part of the day that lies ``count`` days from ``point``."""
    if point is None:
        return unresolved(kind="TIME")
    value = cal.shifted(point, "D", count)
    if value is None:
        return unresolved(kind="TIME")
    return Reading(
        value=f"{value}T{part}", type="TIME", basis=basis, score=LIKELY, point=cal.parse(value) if point.day else None
    )


def dayword(hit: Hit, scene: Scene) -> Reading | None:
    """Today, yesterday, tomorrow, tonight."""
    word = hit.groups["dayword"]
    count = int(scene.grammar.value("dayword", word))
    if scene.anchor.narrative:
        return Reading(value="XXXX-XX-XX" if count else "PRESENT_REF", basis="narrative", score=OPEN)
    point = scene.anchor.point
    if point is None or point.day is None:
        return unresolved()
    part = hit.groups.get("daypart")
    if part or word.casefold().endswith("night"):
        return _with_part(point, count, str(scene.grammar.value("daypart", part or "night")), scene.anchor.basis)
    value = cal.shifted(point, "D", count)
    return _day(value, scene.anchor.basis, LIKELY) if value else unresolved()


def daypart(hit: Hit, scene: Scene) -> Reading | None:
    """``this morning``, ``that night``, ``the next morning``, ``the evening before``."""
    groups = hit.groups
    code = str(scene.grammar.value("daypart", groups["daypart"]))
    if "side" in groups:
        if _counts_from_event(hit, scene):
            return unresolved(kind="TIME")
        side = -1 if groups["side"].casefold() == "before" else 1
        return _with_part(scene.then, side, code, "text")
    base, count, basis = shift_of(hit, scene)
    return _with_part(base, count, code, basis)


def _counts_from_event(hit: Hit, scene: Scene) -> bool:
    """Whether an event follows that the expression counts from ("three days after the vote")."""
    after = word_after(scene, hit.span.end)
    return bool(after) and after.casefold() not in near("alone", scene.grammar.language)


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
    stretch = scene.grammar.knows("single_stretch", shift) and not scene.anchor.narrative
    if stretch and word_before(scene, hit.span.start) in scene.grammar.lists["during"]:
        return None
    base, count, basis = shift_of(hit, scene)
    if base is None:
        return unresolved()
    value, point = _unit_value(base, unit, count)
    return Reading(value=value, basis=basis, score=LIKELY if value else OPEN, point=point)


def _the_period(hit: Hit, scene: Scene) -> Reading | None:
    """A period named by "the" alone, which is the one that the text stands in."""
    groups = hit.groups
    unit = str(scene.grammar.value("unit", groups.get("unit") or groups.get("ends") or groups["mid"]))
    if unit[0] == "T":
        return None
    if "twice" in groups:
        base, count = scene.now, -2 if "last" in groups["twice"].casefold() else 2
    elif "side" in groups:
        if _counts_from_event(hit, scene):
            return unresolved()
        base, count = scene.then, -1 if groups["side"].casefold() == "before" else 1
    elif unit == "D":
        return None
    else:
        base, count = scene.now, 0
    if base is None:
        return unresolved()
    value, point = _unit_value(base, unit, count)
    return Reading(value=value, basis=scene.now_basis, score=LIKELY, point=point)


def offset(hit: Hit, scene: Scene) -> Reading | None:
    """``two years ago``, ``three days later``, ``months earlier``."""
    groups, grammar = hit.groups, scene.grammar
    unit = str(grammar.value("unit", groups["unit"]))
    if "ago" in groups:
        side, base, basis = int(grammar.value("ago", groups["ago"])), scene.now, scene.now_basis
    else:
        word = groups["relative"]
        if word.casefold() in ("before", "after", "following", "prior") and _counts_from_event(hit, scene):
            return None
        side, base = int(grammar.value("relative", word)), scene.then
        basis = "text" if scene.last is not None and base is scene.last else scene.anchor.basis
    count = _count(hit, scene)
    if count is None:
        return Reading(value="FUTURE_REF" if side > 0 else "PAST_REF", basis=basis, score=LIKELY)
    if base is None:
        return unresolved()
    if count != int(count):
        unit, count = ("M", round(count * 12)) if unit == "Y" else (unit, round(count))
    value = cal.shifted(base, unit, side * int(count)) if count < 100_000 else None
    point = cal.parse(value) if value and unit in ("D", "M", "Y") and "X" not in value else None
    return Reading(value=value, basis=basis, score=LIKELY if value else OPEN, point=point)


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
    if "dayclock" in groups:
        time = str(grammar.value("dayclock", groups["dayclock"]))
    elif "hhmm" in groups:
        if int(groups["hhmm"]) >= 2400:
            return None
        time = f"{groups['hhmm'][:2]}:{groups['hhmm'][2:]}"
    else:
        hour = int(groups["hour"])
        if "ampm" in groups:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + int(grammar.value("ampm", groups["ampm"]))
        time = f"{hour:02d}:{groups.get('minute', '00')}"
    zone = str(grammar.value("zone", groups["zone"])) if "zone" in groups else ""
    return Reading(
        value=f"XXXX-XX-XXT{time}{zone}", type="TIME", basis=scene.now_basis, score=LIKELY, clock=f"T{time}{zone}"
    )


def bare_age(hit: Hit, scene: Scene) -> Reading | None:
    """``Smith, 49, said``."""
    before = scene.before(hit.span.start, 30)
    if not scene.grammar.around.aged.search(before):
        return None
    name = before.rstrip(", ").split()[-1]
    if scene.grammar.knows("month", name) or scene.grammar.knows("weekday", name):
        return None
    return Reading(value=f"P{int(hit.groups['number'])}Y", type="DURATION", basis="age", score=LIKELY)
