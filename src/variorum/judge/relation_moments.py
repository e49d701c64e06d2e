"""Rules of relation between two moments of one entry: days, times of day, lengths of time."""

from __future__ import annotations

import re

from .. import lexicon, stretch, wording
from ..stretch import LIKE_LENGTH, day_of_year, told
from .relation_values import Value
from .relation_words import Ruling

_OTHER_LENGTH = 1.5
"""From this factor on, two durations surely differ; under it they may be two round words for one length."""
_FEW = re.compile(r"P(T?1?\d)([YMWDH])|P(T\d?\d)(M)")
_ROUND_MINUTES = 5
_HALF_HOUR = 30
_HOURS_A_DAY = 24
_MINUTES = 2
"""Minutes by which two clocks may differ."""
_FEAST = 7.0
"""Days around a feast that are still told by it ("at Easter")."""
_INFERRED = 31.0
"""Days by which a time may be off that is told from a day that is itself inferred."""
_YEAR_WRITTEN = re.compile(r"(?:\d{4})-(.+)")
_ONE_WORD = 1
_DECADE = re.compile(r"\d{3}")


def moments(a: Value, b: Value) -> Ruling:
    """How two dates or two durations of the same thing go together."""
    one, two = str(a.reading.value or ""), str(b.reading.value or "")
    if not one or not two:
        return Ruling("compatible", 0.4, "unknown-date", "one of the two dates cannot be told")
    if one == two:
        return Ruling("same", 1.0, "same-date", f"both give {one}")
    if (lengths := (stretch.days(one), stretch.days(two))) != (None, None):
        return _of_lengths(a, b, *lengths)
    return _of_zones(a, b) or _of_hours(a, b) or _of_days(a, b, one, two)


def _of_zones(a: Value, b: Value) -> Ruling | None:
    """Times of day whole or half hours apart, of which one names its zone and the other does not."""
    one, two = (stretch.minute(str(v.reading.value)) for v in (a, b))
    zones = [lexicon.words("moments", "zones") & frozenset(_words(v)) for v in (a, b)]
    if one is None or two is None or zones[0] == zones[1]:
        return None
    apart = stretch.minutes_apart(one, two)
    if apart == 0 or apart % _HALF_HOUR:
        return None
    why = f"{_shown(a, one)} and {_shown(b, two)}: they may be one time in two zones"
    return Ruling("compatible", 0.5, "other-zone", why)


def _of_hours(a: Value, b: Value) -> Ruling | None:
    """Times of day, where the words of one name no day: that of its article is only taken for granted."""
    hours = [stretch.minute(str(v.reading.value)) for v in (a, b)]
    shown = [_shown(v, m) for v, m in zip((a, b), hours, strict=True)]
    if not any(_floating(v) for v in (a, b)):
        return None
    one, two = hours
    if one is None or two is None:
        why = f"{shown[0]} and {shown[1]}: one is a time of day that its words give no day"
        return Ruling("compatible", 0.5, "less-precise", why)
    if one == two:
        return Ruling("same", 0.9, "same-date", f"both give {shown[0]}")
    if stretch.minutes_apart(one, two) <= _MINUTES:
        return Ruling("compatible", 0.7, "less-precise", f"{shown[0]} and {shown[1]}: no two clocks are more alike")
    if stretch.is_one_clock(one, two, rough=any(stretch.is_rough(_words(v), _before(v)) for v in (a, b))):
        return Ruling("compatible", 0.7, "less-precise", f"{shown[0]} and {shown[1]}: one is the other, told roughly")
    return Ruling("conflicts", 0.65, "other-date", f"{shown[0]} against {shown[1]} for the same thing")


def _shown(v: Value, minute: int | None) -> str:
    return str(v.reading.value) if minute is None else f"{minute // 60:02}:{minute % 60:02}"


def _floating(v: Value) -> bool:
    """Whether it is a time of day whose words name no day."""
    own = v.reading.content[0]
    return any((m.partial or "").startswith("T") and m.span == own for m in v.witness.claims.moments)


def _quoted(v: Value) -> bool:
    """Whether it stands in words between quotation marks: "today" is the day of speaking, which the article need not
    share."""
    own = v.reading.content[0]
    spoken = (s for s in v.witness.claims.statements if s.form in ("direct", "mixed"))
    return any(c.contains(own) for s in spoken for c in s.content)


def _before(v: Value) -> tuple[str, ...]:
    """The words straight before a time."""
    return wording.before(v.article.text, v.reading.content[0].start)


def _of_days(a: Value, b: Value, one: str, two: str) -> Ruling:
    first, second = (told(str(v.reading.value), _words(v), _before(v)) for v in (a, b))
    if first is None or second is None:
        days = day_of_year(one), day_of_year(two)
        if None not in days and days[0] == days[1]:
            return Ruling("compatible", 0.8, "year-missing", f"{one} and {two}: one lacks its year")
        if None not in days:
            return Ruling("conflicts", 0.65, "other-date", f"{one} against {two} for the same thing")
        return Ruling("compatible", 0.4, "unknown-date", f"{one} and {two} cannot be compared")
    if first.within(second) or second.within(first):
        return Ruling("compatible", 0.85, "less-precise", f"{one} and {two}: one is the more precise")
    apart = first.gap(second)
    if apart < 0:
        return Ruling("compatible", 0.7, "overlapping-dates", f"{one} and {two} overlap")
    unsure = _of_other_years(a, b, one, two) or _of_anchors(a, b, one, two, apart)
    if unsure is not None:
        return unsure
    if _open(a) and _open(b):
        return Ruling("compatible", 0.5, "within-bounds", f"{_open(a)} {one} and {_open(b)} {two} can both hold")
    by_its_article = [v for v in (a, b) if _relative(v) and _is_day(v) and (_quoted(v) or not _of_one_day(a, b))]
    if apart < 1 and by_its_article:
        why = f"{one} and {two} are neighbours, and one is told from the day of its article alone"
        return Ruling("compatible", 0.5, "relative-day", why)
    one_in_part = any(_is_day(v) and stretch.part_of(_words(w)) is not None for v, w in ((a, b), (b, a)))
    if (apart < 1 and one_in_part) or (apart <= _FEAST and any(_feast(v) for v in (a, b))):
        return Ruling("compatible", 0.5, "less-precise", f"{one} and {two} touch, and one is told roughly")
    score = 0.75 if apart >= 1 and _dated(a) and _dated(b) else 0.65
    return Ruling("conflicts", score, "other-date", f"{one} against {two} for the same thing")


def _of_other_years(a: Value, b: Value, one: str, two: str) -> Ruling | None:
    """One day, month or season of two years, of which not both are named; decades without their century."""
    parts = [_YEAR_WRITTEN.fullmatch(value) for value in (one, two)]
    if parts[0] and parts[1] and (_yearless(a) or _yearless(b)):
        first, second = sorted((parts[0][1], parts[1][1]), key=len)
        if first == second:
            return Ruling("same", 0.9, "same-date", f"both give {first}, and not both its year")
        if second.startswith(f"{first}-"):
            return Ruling("compatible", 0.6, "less-precise", f"{one} and {two}: not both name the year")
    for v, value, other in ((a, one, two), (b, two, one)):
        if _DECADE.fullmatch(value) and value[2:] == other[2:3] and not any(map(str.isdigit, "".join(_words(v)))):
            return Ruling("compatible", 0.5, "less-precise", f"{one} and {two}: one is a decade without its century")
    return None


def _of_anchors(a: Value, b: Value, one: str, two: str, apart: float) -> Ruling | None:
    """Times that are told from a day which the words do not name: that of the article, or one told before."""
    if _words(a) == _words(b) or _one_weekday(a, b):
        why = f"both say the same words, which come to {one} and {two} by the days of the articles"
        return Ruling("compatible", 0.5, "same-words-other-anchor", why)
    if any(_only_weekday(v) and _falls_on(other, v) for v, other in ((a, b), (b, a))):
        why = f"{one} and {two} are one day of the week, and one side names no more"
        return Ruling("compatible", 0.5, "same-words-other-anchor", why)
    if _counted(a) or _counted(b):
        return Ruling("compatible", 0.4, "unknown-date", f"{one} and {two}: one is counted from a time in its text")
    if apart <= _INFERRED and any(v.article.published_basis == "inferred" and _relative(v) for v in (a, b)):
        why = f"{one} and {two}: one is told from the day of its article, which is itself inferred"
        return Ruling("compatible", 0.4, "relative-day", why)
    return None


def _only_weekday(v: Value) -> bool:
    """Whether a time is told by the day of the week alone."""
    words, weekdays = _words(v), lexicon.words("judgement", "weekdays")
    return bool(words) and not weekdays.isdisjoint(words[:2]) and len(words) - (words[0] not in weekdays) <= _ONE_WORD


def _falls_on(v: Value, other: Value) -> bool:
    """Whether the date of one is on the day of the week of the other."""
    days = [stretch.weekday(str(x.reading.value)) for x in (v, other)]
    return days[0] is not None and days[0] == days[1]


def _feast(v: Value) -> bool:
    """Whether a time is told by a feast."""
    feasts = lexicon.load("time")["words"]["holiday"]
    return any(f" {feast} " in f" {' '.join(_words(v))} " for feast in feasts)


def _is_day(v: Value) -> bool:
    return day_of_year(str(v.reading.value)) is not None


def _one_weekday(a: Value, b: Value) -> bool:
    """Whether both name the same weekday and no date, so that all rests on the days of their articles."""
    days, months = lexicon.words("judgement", "weekdays"), lexicon.words("substance", "months")
    one, two = (frozenset(_words(v)) for v in (a, b))
    return bool(one & days) and one & days == two & days and (one | two).isdisjoint(months)


def _counted(v: Value) -> bool:
    """Whether a time is counted from another one in its text ("a year earlier", "that morning"), not from the day of
    its article."""
    words = _words(v)
    told = words[:1] in (("that",), ("those",)) or "same" in words
    return told or not lexicon.words("moments", "counted_on").isdisjoint(words[1:])


def _dated(v: Value) -> bool:
    """Whether its words name month and day: then nothing rests on the day of an article."""
    months = lexicon.words("substance", "months")
    return any(w in months for w in _words(v)) and any(c.isdigit() for w in _words(v) for c in w)


def _of_one_day(a: Value, b: Value) -> bool:
    """Whether both articles are known to be of one day, so that a "yesterday" in either is the same day."""
    one, two = a.article.known_date, b.article.known_date
    return one is not None and two is not None and one[:10] == two[:10]


def _open(v: Value) -> str:
    """The word before a time, or its first, that makes it the bound of a stretch ("by June"), or nothing."""
    near = (*_before(v)[-1:], *_words(v)[:1])
    return next((w for w in near if w in lexicon.words("moments", "open_ended")), "")


def _yearless(v: Value) -> bool:
    """Whether a day is told without its year, which was then told from the day of the article."""
    return stretch.is_yearless(_words(v))


def _relative(v: Value) -> bool:
    """Whether the words name no day at all ("today"), so that all rests on the day of the article."""
    weekdays = lexicon.words("judgement", "weekdays")
    return not any(w in weekdays or any(c.isdigit() for c in w) for w in _words(v))


def _of_lengths(a: Value, b: Value, one: float | None, two: float | None) -> Ruling:
    """How two durations of the same thing go together."""
    shown = f"{a.reading.value} and {b.reading.value}"
    if one is None or two is None:
        return Ruling("compatible", 0.4, "unknown-length", f"{shown} cannot be compared")
    if max(one, two) <= LIKE_LENGTH * min(one, two):
        return Ruling("compatible", 0.7, "rounded-length", f"{shown} are one length, rounded")
    if _leaves_room(a, one, two) or _leaves_room(b, two, one):
        return Ruling("compatible", 0.6, "within-bounds", f"{shown} can both hold: one is told as a bound")
    if any(_to_date(v) for v in (a, b)):
        return Ruling("compatible", 0.4, "unknown-length", f"{shown}: one is the first part of a longer time")
    if _worked(a, b, one, two):
        return Ruling("compatible", 0.4, "unknown-length", f"{shown}: one may count the hours of the other's days")
    if max(one, two) < _OTHER_LENGTH * min(one, two) and not _counted_alike(a, b):
        return Ruling("compatible", 0.5, "rounded-length", f"{shown} may be two round words for one length")
    return Ruling("conflicts", 0.6, "other-length", f"{shown} for the same thing")


def _leaves_room(v: Value, own: float, other: float) -> bool:
    """Whether a length is told as a bound that the other one keeps ("more than five years", six years)."""
    led = (*_before(v), *_words(v)[:2])
    above, below = (not lexicon.words("moments", name).isdisjoint(led) for name in ("above", "below"))
    return (above and other >= own) or (below and other <= own)


def _worked(a: Value, b: Value, one: float, two: float) -> bool:
    """Whether one length is in hours, fewer than the days of the other have and no full days: "22 hours" of talks on
    "four days"."""
    short, long, hours = (a, b, one) if one < two else (b, a, two)
    in_hours = str(short.reading.value).startswith("PT") and not str(long.reading.value).startswith("PT")
    return in_hours and round(_HOURS_A_DAY * hours) % _HOURS_A_DAY != 0 and max(one, two) >= 2


def _to_date(v: Value) -> bool:
    """Whether a length is the first so much of something longer ("the first nine months"), which each report counts up
    to a day of its own."""
    return not lexicon.words("moments", "counted_from").isdisjoint((*_before(v)[-1:], *_words(v)))


def _counted_alike(a: Value, b: Value) -> bool:
    """Whether two lengths are small whole numbers of one unit, which nobody rounds into one another: four years, five
    years; of minutes, none that ends in nought or five."""
    counts = [_few(str(v.reading.value)) for v in (a, b)]
    vague = lexicon.words("judgement", "vague_lengths")
    return None not in counts and counts[0] == counts[1] and vague.isdisjoint((*_words(a), *_words(b)))


def _few(value: str) -> str | None:
    """The unit of a length in a small whole number that is no round one; None for any other length."""
    found = _FEW.fullmatch(value)
    if found is None:
        return None
    if found[4]:
        return "minutes" if int(found[3].removeprefix("T")) % _ROUND_MINUTES else None
    return f"{found[1][:1] == 'T'}{found[2]}"


def _words(v: Value) -> tuple[str, ...]:
    return wording.norms(v.article.text, v.reading.content)
