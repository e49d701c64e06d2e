"""Why two articles were linked, in plain words: the evidence that they share, the weightiest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from .measure import APART, Pool, happened_apart, occasions
from .profile import Profile

SHOWN = 5
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def between(pool: Pool, weights: Mapping[str, float], i: int, j: int, *, others: int = 0) -> str:
    """What articles ``i`` and ``j`` share, and what speaks against them.  ``others``: how many more articles of the
    event are linked to both.

    Numbers in brackets are weights: minus the natural logarithm of the share of articles that hold the term.
    Likenesses are cosines, in per cent.
    """
    a, b = pool.profiles[i], pool.profiles[j]
    names = a.names.keys() & b.names.keys()
    numbers = a.numbers.keys() & b.numbers.keys()
    terms = (a.terms.keys() & b.terms.keys()) - names - numbers
    lead = a.lead.keys() & b.lead.keys() & terms
    parts = [
        _listed("names", names, weights, a),
        _listed("words of both leads", lead, weights, a),
        _listed("rare words", terms - lead, weights, a),
        _listed("figures", numbers, weights, a),
    ]
    days = sorted(a.days & b.days)
    if days:
        parts.append("days: " + ", ".join(_day(d) for d in days[:SHOWN]))
    same = len(a.wordings & b.wordings)
    if same:
        parts.append(f"quotations: {same} runs of six quoted words")
    shared = "; ".join(p for p in parts if p)
    why = [f"shared {shared}" if shared else "no more than common words shared", _alike(pool, i, j)]
    if others:
        why.append(f"linked to {others} other{'s' * (others > 1)} alike")
    if against := [part for part in (_apart(a, b), *_distant(a, b)) if part]:
        why.append("but " + ", ".join(against))
    return "; ".join(why)


def as_wholes(a: Sequence[Profile], b: Sequence[Profile], weights: Mapping[str, float]) -> str:
    """What most articles of either of two groups say; empty where that is nothing."""
    common = _most_say(a) & _most_say(b)
    forms = {stem: p.forms[stem] for p in reversed(a) for stem in common & p.forms.keys()}
    best = sorted(common, key=lambda t: (-weights.get(t, 0.0), t))[:SHOWN]
    return ", ".join(f"{forms[t]} ({weights.get(t, 0.0):.1f})" for t in best)


def _most_say(group: Sequence[Profile]) -> set[str]:
    """The terms of half of the articles or more."""
    count = Counter(term for p in group for term in p.terms)
    return {term for term, n in count.items() if 2 * n >= len(group)}


def _alike(pool: Pool, i: int, j: int) -> str:
    """How near the two lie as wholes."""
    pair = np.array([i]), np.array([j])
    whole = float(pool.terms.dots(*pair)[0])
    opening = float(pool.vectors["deep"][i] @ pool.vectors["deep"][j])
    told = float(pool.told[i] @ pool.told[j])
    sense = f"sense of the openings {max(opening, 0.0):.0%}, of all that is told {max(told, 0.0):.0%}"
    return f"alike: words {whole:.0%}, {sense}"


def _distant(a: Profile, b: Profile) -> list[str]:
    """Days of publication, and days that the leads name, which are too far from each other to speak for a link."""
    out = []
    if a.published and b.published and (days := abs(a.published - b.published)) >= APART:
        out.append(f"published {days} days apart")
    if (gap := happened_apart(a, b)) is not None and gap >= APART:
        out.append(f"the leads name days {gap} days apart")
    return out


def _apart(a: Profile, b: Profile) -> str:
    """What tells the happenings of two articles from each other."""
    if occasions(a, b) >= 0:
        return ""
    places = ["/".join(sorted({p.title() for _, p in x.scenes})) or "unnamed" for x in (a, b)]
    return f"the occasions that they report were in different places or on different days ({places[0]}; {places[1]})"


def _listed(what: str, terms: Iterable[str], weights: Mapping[str, float], a: Profile) -> str:
    best = sorted(terms, key=lambda t: (-weights.get(t, 0.0), t))[:SHOWN]
    return f"{what}: " + ", ".join(f"{a.forms.get(t, t)} ({weights.get(t, 0.0):.1f})" for t in best) if best else ""


def _day(day: str) -> str:
    return _WEEKDAYS[int(day[1:]) - 1] if day[0] == "w" else day
