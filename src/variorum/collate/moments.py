"""Moment entries: when the thing was said, and the dates and durations that witnesses give for the same thing.

Not every "now" makes an entry.  Three kinds do: the day on which a speaker spoke, as the attributions of several
witnesses give it; a day or hour in a sentence whose other words several witnesses share, or which dates something
arranged (a list of such words: a hearing, a summit, a vote) still ahead when the article appeared; and a duration that
stands in passages which are readings of one thing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import combinations, product

from .. import lexicon, wording
from ..model import Article, Entry, Moment, Reading, Span, Statement, Witness
from . import cluster, context, figures, finish, measure, similar, speakers
from .context import Setting
from .lexis import READ, Lexis

_DAY = re.compile(r"(?:\d{4}|XXXX)-(?:\d{2}(?:-\d{2})?|W\d{2}|[QHSFW]\w)")
_YEAR = re.compile(r"\d{3,4}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_CALENDAR = re.compile(r"\d{4}-\d{2}")
_LENGTH = re.compile(r"P(?:T?\d+(?:\.\d+)?[YMWDHS])+(?:T(?:\d+[HMS])+)?")
_FLOOR, _SAME, _OTHER = 0.3, 0.12, 0.15
_LONE, _NEAR_BY = 0.45, 1
"""What it adds that two articles name the same day, each once, and more than a day from its own."""
_ONE_PASSAGE, _ONE_STATEMENT = 0.8, 0.6
"""Scores of two equal durations in readings of one entry, and in two statements that share an entry."""
_OTHER_LENGTH = 0.55
"""Score of the only durations, and different ones, of two readings of one entry."""
_OWN = 0.6
"""Score from which two different days of one witness may date one thing."""
_SPOKEN = 0.6
"""Score of two days that attributions of the same words name."""
_MOST_READINGS = 60
"""Readings of an entry whose durations are linked."""
_AGES = frozenset({"old", "age", "aged", "ages"})


@dataclass(frozen=True, slots=True)
class _Item:
    moment: Moment
    setting: Setting
    witness: int
    spoken: str
    """The key of the speaker in whose attribution it stands, or nothing."""
    tense: str
    """Whether it was over or is still ahead when the article appeared; nothing where that cannot be told."""
    statement: str = ""
    """The id of the statement in whose attribution it stands."""
    lone: bool = False
    """Whether it is a day far from that of its article, which the article names no second time."""


def entries(laid_out: Sequence[Lexis], told: Sequence[Entry], *, threshold: float, most: int) -> list[Entry]:
    """The moment entries of an event; ``told``: its statements and facts; ``most``: moments of an article that are
    read."""
    witnesses = [one.witness for one in laid_out]
    items = [item for one in laid_out for item in _counted(list(_items(one, most)), one.article)]
    dated = [i for i in items if not i.spoken]
    return [
        *_of_speaking(witnesses, [i for i in items if i.spoken], told),
        *_of_things(witnesses, dated, told, threshold),
    ]


def _items(laid_out: Lexis, most: int) -> Iterable[_Item]:
    reader, claims = context.reader(laid_out), laid_out.witness.claims
    usable = [m for m in claims.moments if m.role in READ and (m.type in ("DATE", "TIME") or _lasts(m, laid_out))]
    for n, moment in enumerate(usable[:most]):
        setting = reader.setting(moment.span, None, n)
        said = _attribution(claims.statements, moment) if moment.type != "DURATION" else None
        spoken = speakers.key(said.speaker) if said is not None and said.speaker is not None else ""
        if setting is not None and (_specific(moment) or (spoken and moment.value is None)):
            tense = _tense(moment, laid_out.article)
            spoken = "" if tense == "ahead" else spoken  # nobody has spoken on a day to come
            yield _Item(moment, setting, laid_out.index, spoken, tense, said.id if said is not None else "")


def _counted(items: Sequence[_Item], article: Article) -> Iterable[_Item]:
    """The items of an article, those marked that name a day which nothing else in it does."""
    days = Counter((_value(i.moment) or "")[:10] for i in items if not i.spoken)
    for item in items:
        value = (_value(item.moment) or "")[:10]
        far = article.published is not None and _days_apart(value, article.published[:10]) > _NEAR_BY
        yield replace(item, lone=far and days[value] == 1)


def _days_apart(one: str, two: str) -> int:
    """Days between two dates; -1 where one of them is none."""
    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(two)).days)
    except ValueError:
        return -1


def _specific(moment: Moment) -> bool:
    value = _value(moment) or ""
    return moment.type == "DURATION" or bool(_DAY.match(value) or _YEAR.fullmatch(value))


def _value(moment: Moment) -> str | None:
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


def _of_speaking(witnesses: Sequence[Witness], items: Sequence[_Item], told: Sequence[Entry]) -> list[Entry]:
    """The day on which a speaker spoke, where at least two witnesses name one, each witness's first mention of a day.

    Days that differ are of one speaking only where the words are: two witnesses read one entry in those statements.
    """
    shared = _entries_of(told)
    by_speaker: dict[str, list[_Item]] = defaultdict(list)
    seen: set[tuple[str, int, str]] = set()
    for item in items:
        day = (_value(item.moment) or "unknown")[:10]
        if (item.spoken, item.witness, day) not in seen:
            seen.add((item.spoken, item.witness, day))
            by_speaker[item.spoken].append(item)
    found: list[Entry] = []
    for _, own in sorted(by_speaker.items()):
        for together in _one_speaking(own, shared):
            if len({own[n].witness for n in together}) > 1:
                readings = [_reading(witnesses[own[n].witness], own[n]) for n in together]
                found.append(finish.entry("moment", witnesses, readings, confidence=0.8))
    return found


def _one_speaking(items: Sequence[_Item], shared: Mapping[tuple[str, str], frozenset[str]]) -> list[list[int]]:
    joined = _joined(items, shared)
    return cluster.clusters(
        range(len(items)), joined, threshold=_SPOKEN, apart=lambda a, b: (min(a, b), max(a, b)) not in joined
    )


def _joined(items: Sequence[_Item], shared: Mapping[tuple[str, str], frozenset[str]]) -> dict[tuple[int, int], float]:
    """Which mentions of a speaker's day are of one speaking."""
    found: dict[tuple[int, int], float] = {}
    for (i, a), (j, b) in combinations(enumerate(items), 2):
        if a.witness == b.witness:
            continue
        one, two = (shared.get((x.setting.unit.article, x.statement), frozenset()) for x in (a, b))
        if _same(a, b) and (_value(a.moment) or not _value(b.moment)):
            found[i, j] = 0.9
        elif one & two:
            found[i, j] = _SPOKEN
    return found


def _entries_of(told: Sequence[Entry]) -> dict[tuple[str, str], frozenset[str]]:
    """The entries in which each statement (article and id) is read."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in told:
        for reading in entry.readings:
            if reading.statement is not None:
                found[reading.article, reading.statement].add(entry.id)
    return {place: frozenset(entries) for place, entries in found.items()}


def _of_things(
    witnesses: Sequence[Witness], items: Sequence[_Item], told: Sequence[Entry], threshold: float
) -> list[Entry]:
    laid_out = similar.prepare([i.setting.unit for i in items])
    scores: dict[tuple[int, int], float] = {}
    for i, j in sorted({*laid_out.candidates(), *_same_days(items)}):
        scored = _score(laid_out, items, i, j)
        if scored >= _FLOOR:
            scores[i, j] = scored
    for pair, scored in _linked(items, told).items():
        scores[pair] = max(scores.get(pair, 0.0), scored)
    found = cluster.clusters(
        [_value(i.moment) for i in items],
        scores,
        threshold=threshold,
        apart=lambda a, b: _apart(items[a], items[b], scores.get((min(a, b), max(a, b)), 0.0)),
    )
    return [
        finish.entry(
            "moment", witnesses, [_reading(witnesses[items[n].witness], items[n]) for n in together], confidence=0.7
        )
        for together in found
        if len({items[n].witness for n in together}) > 1 or _worth([items[n] for n in together])
    ]


def _same_days(items: Sequence[_Item]) -> Iterable[tuple[int, int]]:
    """Pairs of days that either article names once, whatever the words around them."""
    lone: dict[str, list[int]] = defaultdict(list)
    for n, item in enumerate(items):
        if item.lone:
            lone[(_value(item.moment) or "")[:10]].append(n)
    for together in lone.values():
        for k, i in enumerate(together):
            yield from ((i, j) for j in together[k + 1 : k + 1 + _MOST_READINGS])


def _score(laid_out: similar.Similar, items: Sequence[_Item], i: int, j: int) -> float:
    a, b = items[i], items[j]
    if "DURATION" in (a.moment.type, b.moment.type) and a.moment.type != b.moment.type:
        return 0.0
    around = figures.around(laid_out, i, j)
    if _same(a, b):
        return round(min(1.0, around + (_LONE if a.lone and b.lone else _SAME)), 4)
    if a.moment.type == "DURATION":
        return 0.0  # two lengths of one thing are told apart from lengths of two things by the passages alone
    if _otherwise(a, b):
        return 0.0
    return round(max(0.0, around - (0.0 if _may_hold(a, b) else _OTHER)), 4)


def _apart(a: _Item, b: _Item, scored: float) -> bool:
    """Two different times that one witness gives, unless all around them is the same, and no word tells of another
    time."""
    if a.witness != b.witness or _same(a, b):
        return False
    days = all(_DATE.fullmatch(x.moment.value or "") for x in (a, b))
    told = days and a.setting.sentence != b.setting.sentence
    return not told or scored < _OWN or "update" in a.setting.signs.alone | b.setting.signs.alone


def _otherwise(a: _Item, b: _Item) -> bool:
    """Signs that two different days are of two things: another name, another step of it, the contrary, one over and one
    still ahead."""
    one, two = a.setting, b.setting
    if one.names - two.names and two.names - one.names:
        return True
    if one.signs.negated != two.signs.negated or {a.tense, b.tense} == {"over", "ahead"}:
        return True
    if measure.exclude(one.signs.steps, two.signs.steps, measure.phases()) is not None:
        return True
    return context.contrary(one.unit.terms, two.unit.terms)


def _may_hold(a: _Item, b: _Item) -> bool:
    """Whether two values that differ may be one time, named more or less finely: a week and a month, say."""
    one, two = _value(a.moment) or "", _value(b.moment) or ""
    if _YEAR.fullmatch(one) and _YEAR.fullmatch(two):
        return one.startswith(two) or two.startswith(one)
    part_of_year = any(not _CALENDAR.match(x) for x in (one, two))
    return one[:4] == two[:4] and (part_of_year or one.count("-") != two.count("-"))


def _linked(items: Sequence[_Item], told: Sequence[Entry]) -> dict[tuple[int, int], float]:
    """Durations that stand in readings of one entry, or in statements that share an entry, of two witnesses."""
    lasting: dict[str, list[int]] = defaultdict(list)
    for n, item in enumerate(items):
        if item.moment.type == "DURATION":
            lasting[item.setting.unit.article].append(n)
    found: dict[tuple[int, int], float] = {}
    for entry in told if lasting else ():
        lengths = [_Lengths.of(r, lasting[r.article], items) for r in entry.readings if lasting.get(r.article)]
        for a, b in combinations([x for x in lengths if x.beside][:_MOST_READINGS], 2):
            for i, j in product(a.beside, b.beside) if a.article != b.article else ():
                pair = (min(i, j), max(i, j))
                found[pair] = max(found.get(pair, 0.0), _link(a, b, i, j, same=_same(items[i], items[j])))
    return {pair: scored for pair, scored in found.items() if scored >= _FLOOR}


@dataclass(frozen=True, slots=True)
class _Lengths:
    """The durations (by number) in the words of a reading, and those in all of its statement."""

    article: str
    inside: tuple[int, ...]
    beside: tuple[int, ...]

    @staticmethod
    def of(reading: Reading, numbers: Sequence[int], items: Sequence[_Item]) -> _Lengths:
        return _Lengths(
            reading.article,
            tuple(n for n in numbers if _holds(reading, items[n])),
            tuple(n for n in numbers if _states(reading, items[n])),
        )


def _link(a: _Lengths, b: _Lengths, i: int, j: int, *, same: bool) -> float:
    close = i in a.inside and j in b.inside
    if same:
        return _ONE_PASSAGE if close else _ONE_STATEMENT
    return _OTHER_LENGTH if close and len(a.inside) == len(b.inside) == 1 else 0.0


def _holds(reading: Reading, item: _Item) -> bool:
    return any(c.contains(item.moment.span) for c in reading.content)


def _states(reading: Reading, item: _Item) -> bool:
    """Whether a duration stands in the words of a reading, or elsewhere in its statement."""
    statement = item.setting.statement
    return _holds(reading, item) or (statement is not None and reading.statement == statement.id)


def _same(a: _Item, b: _Item) -> bool:
    one, two = _value(a.moment) or "", _value(b.moment) or ""
    if one[:4] == "XXXX" or two[:4] == "XXXX":
        one, two = one[5:10], two[5:10]
    if a.moment.type == b.moment.type == "DURATION":
        return one == two
    return one.startswith(two) or two.startswith(one)


def _worth(together: Sequence[_Item]) -> bool:
    """Whether one witness alone is worth a line: it names two days for one thing, or something arranged."""
    return len({_value(i.moment) for i in together}) > 1 or _arranged(together[0])


def _arranged(item: _Item) -> bool:
    """Whether the moment lies ahead of its article and its sentence speaks of something arranged."""
    if item.moment.type == "DURATION" or item.tense != "ahead":
        return False
    near = item.setting.unit.terms
    return any(t.key in _appointments() for t in near)


@cache
def _appointments(language: str = "en") -> frozenset[str]:
    return frozenset(wording.stem(w) for w in lexicon.load("collate", language)["appointments"].split())


def _reading(witness: Witness, item: _Item) -> Reading:
    return finish.attributed(witness, item.setting, value=_value(item.moment))
