"""The figures and times that a passage gives, each in one form: "10 August" and "August 10", "7.10pm" and "19:10",
"twelve hundred" and "1,200" are one value.  Two passages that give the same rare value mostly tell the same thing."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from ..model import Claims, Figure, Moment, Span

Value = tuple[str, float]
"""A key, and how much it tells (0 to 1)."""
Placed = tuple[tuple[Span, Value], ...]
"""The values of an article in text order."""

_DAMPING = 0.7
"""How fast a value loses weight with the natural logarithm of its places in the article."""
_DATE = re.compile(r"(\d{4}|XXXX)-(\d\d)(?:-(\d\d))?(?:T(\d\d:\d\d))?")
_YEAR = re.compile(r"\d{4}")
_LENGTH = re.compile(r"PT?(\d+(?:\.\d+)?)([A-Z])")


def placed(claims: Claims) -> Placed:
    """The values of one article, less weighty the more often it gives them."""
    found = [(f.span, v) for f in claims.figures for v in _of_figure(f)]
    found += [(m.span, v) for m in claims.moments for v in _of_moment(m)]
    often = Counter(key for _, (key, _) in found)
    found.sort(key=lambda x: (x[0].start, x[0].end, x[1]))
    return tuple((s, (key, weight / (1 + _DAMPING * math.log(often[key])))) for s, (key, weight) in found)


def within(values: Placed, pieces: Sequence[Span]) -> tuple[Value, ...]:
    """The values whose places lie in ``pieces``, each once."""
    starts = [s.start for s, _ in values]
    found: dict[str, float] = {}
    for piece in pieces:
        for span, (key, weight) in values[bisect_left(starts, piece.start) : bisect_left(starts, piece.end)]:
            if span.end <= piece.end:
                found[key] = max(weight, found.get(key, 0.0))
    return tuple(sorted(found.items()))


def shared(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The weight of the values that both give, the second and third telling less."""
    both = sorted((min(a[k], b[k]) for k in a.keys() & b.keys()), reverse=True)
    return sum(weight / (1 + n) for n, weight in enumerate(both[:3]))


def _of_figure(figure: Figure) -> list[Value]:
    if figure.value is None:
        return [(f"{x:g}", _telling(x)) for x in figure.range or ()]
    value = abs(figure.value)
    return [(f"{value:g}", _telling(value) if figure.klass != "rank" else 0.3)]


def _telling(value: float) -> float:
    """The more digits of its own a number has, the less likely it is another measure's, too."""
    digits = len(f"{value:g}".split("e")[0].replace(".", "").strip("0"))
    if digits >= 3:
        return 1.0
    if digits == 2:
        return 0.85 if value >= 100 or value < 10 else 0.65
    return 0.6 if value >= 100 or 0 < value < 1 else 0.3 if value > 3 else 0.1


def _of_moment(moment: Moment) -> list[Value]:
    value = moment.value or moment.partial or ""
    if length := _LENGTH.fullmatch(value):
        number = float(length.group(1))
        return [(f"{number:g}{length.group(2)}", 0.8 if number >= 10 else 0.5 if number > 2 else 0.25)]
    date = _DATE.match(value)
    if date is None:
        return [(f"year {value}", 0.6)] if _YEAR.fullmatch(value) else []
    year, month, day, clock = date.groups()
    found: list[Value] = []
    if clock and clock != "00:00":
        found.append((f"at {clock}", 0.95))
    if day:
        found.append((f"on {month}-{day}", 0.7))
    elif year != "XXXX":
        found.append((f"in {year}-{month}", 0.7))
    return found
