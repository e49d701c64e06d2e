"""Readings that no calendar is needed for: durations, ages, what returns, and plain "now"."""

from __future__ import annotations

import re

from . import numbers
from .moment_calendar import shifted
from .moment_dates import DOUBTFUL, LIKELY, SURE, Reading, near, word_after, word_before
from .moment_grammar import Hit
from .moment_scene import Scene

OF_AGE, OLDEST = 1, 120
"""Ages that somebody may turn."""
_ORDER = ("Y", "M", "W", "D", "TH", "TM", "TS")
_HALVES = {
    "Y": "P6M",
    "M": "P15D",
    "D": "PT12H",
    "TH": "PT30M",
    "TM": "PT30S",
    "10Y": "P5Y",
    "100Y": "P50Y",
    "1000Y": "P500Y",
}


def amount(unit: str, count: float | None) -> str:
    """The TIMEX3 duration of ``count`` units; X when nobody knows how many."""
    multiple = re.match(r"\d+", unit)
    if multiple:
        unit = unit[multiple.end() :]
        count = None if count is None else count * int(multiple.group())
    if unit == "Q":
        unit, count = "M", None if count is None else count * 3
    number = "X" if count is None else f"{count:g}" if count < 1e6 else f"{int(count)}"
    return f"PT{number}{unit[1]}" if unit[0] == "T" else f"P{number}{unit}"


def _vague_amount(unit: str) -> str:
    """``decades`` is PX10Y to nobody: an open number of years."""
    return amount(re.sub(r"^\d+", "", unit), None)


def _unit(hit: Hit, scene: Scene) -> str:
    if "unit_short" in hit.groups:
        return str(scene.grammar.value("unit_short", hit.groups["unit_short"]))
    return str(scene.grammar.value("unit", hit.groups["unit"]))


def duration(hit: Hit, scene: Scene) -> Reading | None:
    """``five-year``, ``two and a half years``, ``several months``, ``half an hour``, ``a day``."""
    groups = hit.groups
    if "part_hour" in groups:
        return Reading(value=f"PT{scene.grammar.value('part_hour', groups['part_hour'])}M", type="DURATION")
    unit = _unit(hit, scene)
    if "from" in groups:
        return _between(groups["from"], groups["till"], unit, scene)
    if "number" in groups:
        if "number2" in groups:
            return _compound(hit, scene, unit)
        if "upto" in groups:
            return _between(groups["number"], groups["upto"], unit, scene)
        count = numbers.value_of(groups["number"], scene.grammar.language)
        fraction = unit == "Q" and "between" not in groups
        if count is None or fraction or ("adjective" in groups and _no_adjective(groups["adjective"], scene)):
            return None
        return Reading(value=amount(unit, count), type="DURATION")
    if "half" in groups:
        return Reading(value=_HALVES.get(unit, amount(unit, 0.5)), type="DURATION")
    if "article" in groups:
        return _with_article(hit, scene, unit)
    if "vague" in groups:
        known = float(scene.grammar.value("vague", groups["vague"]))
        return Reading(value=amount(unit, known) if known else _vague_amount(unit), type="DURATION", score=LIKELY)
    if "onehalf" in groups:
        return Reading(value=amount(unit, 1.5), type="DURATION", score=LIKELY)
    if scene.grammar.knows("units", groups["unit"]):
        if _no_time_passes(hit, scene):
            return None
        return Reading(value=_vague_amount(unit), type="DURATION", score=DOUBTFUL)
    return Reading(value=amount(unit, 1), type="DURATION", score=LIKELY)


def _no_time_passes(hit: Hit, scene: Scene) -> bool:
    """Whether bare "hours" or "minutes" are others: "office hours", "minutes show"."""
    language = scene.grammar.language
    if word_before(scene, hit.span.start) in near("no_bare_units", language):
        return True
    record = hit.groups["unit"].casefold() in near("record_units", language)
    return record and word_after(scene, hit.span.end) in near("no_bare_units_after", language)


def _compound(hit: Hit, scene: Scene, unit: str) -> Reading | None:
    """``12 years and six months``."""
    groups, language = hit.groups, scene.grammar.language
    first, second = numbers.value_of(groups["number"], language), numbers.value_of(groups["number2"], language)
    smaller = str(scene.grammar.value("unit", groups["unit2"]))
    if first is None or second is None or unit not in _ORDER or smaller not in _ORDER[_ORDER.index(unit) + 1 :]:
        return None
    head, tail = amount(unit, first), amount(smaller, second)
    return Reading(value=head + tail.removeprefix("PT" if "T" in head else "P"), type="DURATION")


def _between(low: str, high: str, unit: str, scene: Scene) -> Reading | None:
    """``four to six hours``: an open number of them, and between which."""
    first, second = (numbers.value_of(n, scene.grammar.language) for n in (low, high))
    if first is None or second is None or not first < second:
        return None
    basis = f"between {amount(unit, first)} and {amount(unit, second)}"
    return Reading(value=_vague_amount(unit), type="DURATION", basis=basis, score=LIKELY)


def _no_adjective(word: str, scene: Scene) -> bool:
    """Whether the word between a number and a unit belongs to neither ("20 people years")."""
    lists = scene.grammar.lists
    return (
        word in lists["unit"]
        or word in lists["relative"]
        or word in lists["ago"]
        or numbers.from_words(word) is not None
    )


_RATE = re.compile(r"\d[^.;!?]{0,24}$")


def _with_article(hit: Hit, scene: Scene, unit: str) -> Reading | None:
    """``a year``: a duration, or a rate after a number ("15 a year")."""
    if unit in ("TS", "Q", "WE") or scene.grammar.knows("units", hit.groups["unit"]):
        return None
    count = 1.5 if "plus" in hit.groups else 1.0
    before = word_before(scene, hit.span.start)
    language = scene.grammar.language
    if before in scene.grammar.lists["during"] or before in near("no_rate", language):
        return Reading(value=amount(unit, count), type="DURATION", score=LIKELY)
    rate = before in near("rate", language) or numbers.from_words(before or "-", language) is not None
    single = hit.groups["article"].casefold() in near("no_rate_article", language)
    if rate or (not single and _RATE.search(scene.before(hit.span.start, 26))):
        return Reading(value=amount(unit, count), type="SET", score=LIKELY)
    return Reading(value=amount(unit, count), type="DURATION", score=LIKELY)


def stretch(hit: Hit, scene: Scene) -> Reading | None:
    """``the past three years``, ``the next decade``, ``recent weeks``."""
    groups = hit.groups
    unit = _unit(hit, scene)
    if "recent" in groups:
        return Reading(value="PAST_REF", score=LIKELY)
    if "number" in groups:
        count = numbers.value_of(groups["number"], scene.grammar.language)
        return Reading(value=amount(unit, count), type="DURATION") if count is not None else None
    if "vague" in groups or "coming" in groups or scene.grammar.knows("units", groups["unit"]):
        known = float(scene.grammar.value("vague", groups["vague"])) if "vague" in groups else 0.0
        return Reading(value=amount(unit, known) if known else _vague_amount(unit), type="DURATION", score=LIKELY)
    if unit == "D" or not scene.grammar.knows("single_stretch", groups["stretch"]):
        return None
    count = int(scene.grammar.value("single_stretch", groups["stretch"]))
    if unit == "Q" and scene.now is not None:
        return Reading(value=shifted(scene.now, unit, count), basis=scene.now_basis, score=LIKELY)
    return Reading(value=amount(unit, 1), type="DURATION", score=LIKELY)


def age(hit: Hit, scene: Scene) -> Reading | None:
    """``72-year-old``, ``aged 56``."""
    count = numbers.value_of(hit.groups["number"], scene.grammar.language)
    if count is None or not 0 <= count <= 5000:
        return None
    if "upper" in hit.groups:
        return Reading(value=None, type="DURATION", basis="ages between two", score=LIKELY)
    unit = str(scene.grammar.value("unit", hit.groups["unit"])) if "unit" in hit.groups else "Y"
    if "turned" in hit.groups and not OF_AGE <= count <= OLDEST:
        return None
    return Reading(value=amount(unit, count), type="DURATION", basis="age")


def every(hit: Hit, scene: Scene) -> Reading | None:
    """``every day``, ``every four years``, ``weekly``, ``per month``."""
    groups = hit.groups
    if "often" in groups:
        if groups["often"][0].isupper() and scene.token_at(hit.span.start) > 1:
            return None  # part of a name: "the Vellin Daily"
        return Reading(value=str(scene.grammar.value("often", groups["often"])), type="SET")
    unit = _unit(hit, scene)
    if "number" in groups:
        count = numbers.value_of(groups["number"], scene.grammar.language)
    elif "article" in groups:
        count = 1.0
    else:
        count = 2.0 if "other" in groups else None if "few" in groups else 1.0
    return Reading(value=amount(unit, count), type="SET")


def weekdays(hit: Hit, scene: Scene) -> Reading | None:
    """``every Friday``, ``Sundays``, ``each morning``."""
    groups, grammar = hit.groups, scene.grammar
    for name in ("weekday", "weekdays"):
        if name in groups:
            return Reading(value=f"XXXX-WXX-{grammar.value(name, groups[name])}", type="SET")
    if "daypart" in groups:
        return Reading(value=f"XXXX-XX-XXT{grammar.value('daypart', groups['daypart'])}", type="SET")
    if "season" in groups:
        return Reading(value=f"XXXX-{grammar.value('season', groups['season'])}", type="SET")
    return Reading(value=f"XXXX-{int(grammar.value('month', groups['month'])):02d}", type="SET")


def reference(hit: Hit, scene: Scene) -> Reading | None:
    """``now``, ``recently``, ``the future``."""
    word = hit.groups["reference"]
    asked = scene.grammar.lists["after_preposition"].get(word.casefold())
    if asked and word_before(scene, hit.span.start) not in str(asked).split():
        return None
    return Reading(
        value=str(scene.grammar.value("reference", word)), basis="present", score=SURE if not asked else DOUBTFUL
    )
