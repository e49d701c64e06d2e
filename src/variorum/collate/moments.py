"""Moment entries: when the thing was said, and the dates and durations that witnesses give for the same thing.

Not every "now" makes an entry.  Three kinds do: the day on which a speaker spoke, as the attributions of several
witnesses give it; a day or hour in a sentence whose other words several witnesses share, or which dates something
arranged (a list of such words: a hearing, a summit, a vote) still ahead when the article appeared; and a duration that
stands in passages which are readings of one thing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from .. import lexicon, wording
from ..model import Entry, Moment, Reading, Span, Statement, Witness
from . import cluster, context, figures, finish, similar, speakers
from .context import Setting
from .lexis import READ, Lexis

_DAY = re.compile(r"\d{4}-(?:\d{2}(?:-\d{2})?|W\d{2})")
_LENGTH = re.compile(r"P(?:T?\d+(?:\.\d+)?[YMWDHS])+(?:T(?:\d+[HMS])+)?")
_FLOOR, _SAME, _OTHER = 0.3, 0.12, 0.25
_ONE_PASSAGE, _ONE_STATEMENT = 0.8, 0.6
"""Scores of two equal durations in readings of one entry, and in two statements that share an entry."""
_OTHER_LENGTH = 0.55
"""Score of the only durations, and different ones, of two readings of one entry."""
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


def entries(laid_out: Sequence[Lexis], told: Sequence[Entry], *, threshold: float, most: int) -> list[Entry]:
    """The moment entries of an event; ``told``: its statements and facts; ``most``: moments of an article that are
    read."""
    witnesses = [one.witness for one in laid_out]
    items = [item for one in laid_out for item in _items(one, most)]
    dated = [i for i in items if not i.spoken]
    return [*_of_speaking(witnesses, [i for i in items if i.spoken]), *_of_things(witnesses, dated, told, threshold)]


def _items(laid_out: Lexis, most: int) -> Iterable[_Item]:
    reader, claims = context.reader(laid_out), laid_out.witness.claims
    usable = [m for m in claims.moments if m.role in READ and (m.type in ("DATE", "TIME") or _lasts(m, laid_out))]
    for n, moment in enumerate(usable[:most]):
        setting = reader.setting(moment.span, None, n)
        spoken = _attribution(claims.statements, moment) if moment.type != "DURATION" else ""
        if setting is not None and (_specific(moment) or (spoken and moment.value is None)):
            yield _Item(moment, setting, laid_out.index, spoken)


def _specific(moment: Moment) -> bool:
    if moment.type == "DURATION":
        return True
    return moment.value is not None and bool(_DAY.match(moment.value))


def _lasts(moment: Moment, laid_out: Lexis) -> bool:
    """Whether a moment is a duration of a known length, and no age ("aged 40", "a 40-year-old", "Quill, 40,")."""
    if moment.type != "DURATION" or not _LENGTH.fullmatch(moment.value or ""):
        return False
    whole = laid_out.article.text
    around = Span(moment.span.start, min(len(whole), moment.span.end + 5))
    words = [a.norm for a in wording.atoms(whole, (around,))]
    return not _AGES.intersection(words) and any(c.isalpha() for c in moment.span.of(whole))


def _attribution(statements: Sequence[Statement], moment: Moment) -> str:
    """Whose speaking a moment dates: it stands in a passage, outside the content, and near the cue."""
    for statement in statements:
        if (
            statement.speaker is not None
            and statement.passage.contains(moment.span)
            and not any(c.overlaps(moment.span) for c in statement.content)
        ):
            return speakers.key(statement.speaker)
    return ""


def _of_speaking(witnesses: Sequence[Witness], items: Sequence[_Item]) -> list[Entry]:
    """The day on which each speaker spoke, where at least two witnesses name one; each witness's first mention."""
    by_speaker: dict[str, dict[int, dict[str, _Item]]] = defaultdict(lambda: defaultdict(dict))
    for item in items:
        day = (item.moment.value or "unknown")[:10]
        by_speaker[item.spoken][item.witness].setdefault(day, item)
    found: list[Entry] = []
    for _, by_witness in sorted(by_speaker.items()):
        if len(by_witness) < 2:
            continue
        readings = [_reading(witnesses[w], item) for w, days in sorted(by_witness.items()) for item in days.values()]
        found.append(finish.entry("moment", witnesses, readings, confidence=0.8))
    return found


def _of_things(
    witnesses: Sequence[Witness], items: Sequence[_Item], told: Sequence[Entry], threshold: float
) -> list[Entry]:
    laid_out = similar.prepare([i.setting.unit for i in items])
    scores: dict[tuple[int, int], float] = {}
    for i, j in laid_out.candidates():
        scored = _score(laid_out, items, i, j)
        if scored >= _FLOOR:
            scores[i, j] = scored
    for pair, scored in _linked(items, told).items():
        scores[pair] = max(scores.get(pair, 0.0), scored)
    found = cluster.clusters(
        len(items),
        scores,
        threshold=threshold,
        apart=lambda a, b: items[a].witness == items[b].witness and not _same(items[a], items[b]),
    )
    return [
        finish.entry(
            "moment", witnesses, [_reading(witnesses[items[n].witness], items[n]) for n in together], confidence=0.7
        )
        for together in found
        if len({items[n].witness for n in together}) > 1 or _arranged(witnesses, items[together[0]])
    ]


def _score(laid_out: similar.Similar, items: Sequence[_Item], i: int, j: int) -> float:
    a, b = items[i], items[j]
    if a.moment.type != b.moment.type:
        return 0.0
    around = figures.around(laid_out, i, j)
    if _same(a, b):
        return round(min(1.0, around + _SAME), 4)
    if a.moment.type == "DURATION":
        return 0.0  # two lengths of one thing are told apart from lengths of two things by the passages alone
    if a.setting.names - b.setting.names and b.setting.names - a.setting.names:
        return 0.0
    return round(max(0.0, around - _OTHER), 4)


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
    one, two = a.moment.value or "", b.moment.value or ""
    if a.moment.type == b.moment.type == "DURATION":
        return one == two
    return one.startswith(two) or two.startswith(one)


def _arranged(witnesses: Sequence[Witness], item: _Item) -> bool:
    """Whether the moment lies ahead of its article and its sentence speaks of something arranged."""
    published = witnesses[item.witness].article.published
    if (
        item.moment.type == "DURATION"
        or not published
        or (item.moment.value or "")[: len(published)] <= published[: len(item.moment.value or "")]
    ):
        return False
    near = item.setting.unit.terms
    return any(t.key in _appointments() for t in near)


@cache
def _appointments(language: str = "en") -> frozenset[str]:
    return frozenset(wording.stem(w) for w in lexicon.load("collate", language)["appointments"].split())


def _reading(witness: Witness, item: _Item) -> Reading:
    return finish.attributed(witness, item.setting, value=item.moment.value)
