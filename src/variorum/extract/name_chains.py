"""Mentions of one bearer brought together, and the form under which the article knows it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .document import Document
from .name_lexicon import Gazetteer, Gender
from .name_reading import Mention


@dataclass(slots=True)
class _Bearer:
    """A person of the article while its mentions are gathered."""

    forms: Counter[tuple[str, ...]] = field(default_factory=Counter)
    given: set[str] = field(default_factory=set)
    gender: Gender | None = None
    last_full: int = -1
    mentions: int = 0
    first: int = 0


def canonical(mentions: Sequence[Mention], document: Document, lists: Gazetteer) -> list[str]:
    """The canonical name of each mention (in text order), in the same order."""
    people = _people(mentions, lists)
    introduced = _introduced(mentions, document)
    organisations = {m.words for m in mentions if m.kind == "organisation"}
    text = document.text
    names: list[str] = []
    for k, m in enumerate(mentions):
        if k in people:
            names.append(people[k])
        elif m.entry is not None:
            names.append(m.entry.name)
        elif m.kind == "organisation":
            names.append(_organisation(m, introduced, organisations, text))
        else:
            names.append(_plain(m.span.of(text)))
    return names


def _plain(form: str) -> str:
    return re.sub(r"\s+", " ", form.replace("’", "'"))


# -- persons --------------------------------------------------------------------------------------------------


def _people(mentions: Sequence[Mention], lists: Gazetteer) -> dict[int, str]:
    """The canonical name of each mention (by index) that is a person."""
    bearers: list[_Bearer] = []
    by_last: dict[str, list[_Bearer]] = {}
    by_first: dict[str, list[_Bearer]] = {}
    owner: dict[int, _Bearer] = {}
    persons = [(k, m) for k, m in enumerate(mentions) if m.kind == "person"]
    for k, m in persons:
        words = _core(m.words, lists)
        if len(words) < 2:
            continue
        bearer = _same(words, by_last.get(words[-1], ()))
        if bearer is None:
            bearer = _Bearer(first=k)
            bearers.append(bearer)
            by_last.setdefault(words[-1], []).append(bearer)
            by_first.setdefault(words[0], []).append(bearer)
        bearer.forms[words] += 1
        bearer.given.add(words[0])
        bearer.gender = bearer.gender or m.gender or lists.genders.get(words[0])
        owner[k] = bearer
    for k, bearer in owner.items():
        bearer.mentions += 1
        bearer.last_full = max(bearer.last_full, k)
    lone: dict[tuple[str, Gender | None], _Bearer] = {}
    for k, m in persons:
        if k in owner:
            continue
        words = _core(m.words, lists)
        known = by_last.get(words[-1]) or by_first.get(words[0]) or _inner(words[-1], bearers)
        bearer = _pick(k, m, known, mentions, owner)
        if bearer is None:
            bearer = lone.setdefault((words[-1], m.gender if known else None), _Bearer(first=k))
            bearer.forms[words] += 1
        bearer.mentions += 1
        owner[k] = bearer
    return {k: _fullest(bearer, lists) for k, bearer in owner.items()}


def _core(words: tuple[str, ...], lists: Gazetteer) -> tuple[str, ...]:
    """Words of a person's name without a title before it and Jr, III and the like after it."""
    core = tuple(w for w in words if w not in lists.suffixes)
    while len(core) > 1 and lists.titles(core[0]) and not (len(core) == 2 and core[0] in lists.given):
        core = core[1:]
    return core or words


def _same(words: tuple[str, ...], bearers: Sequence[_Bearer]) -> _Bearer | None:
    """The bearer of the same surname whose given name agrees: equal, an initial, or a part of it."""
    for bearer in bearers:
        for given in sorted(bearer.given):
            short, long = sorted((given, words[0]), key=len)
            if given == words[0] or (len(short) == 1 and long.startswith(short)):
                return bearer
            if len(short) >= 3 and long.startswith(short):
                return bearer
        for form in sorted(bearer.forms):
            if set(words) <= set(form) or set(form) <= set(words):
                return bearer
    return None


def _inner(word: str, bearers: Sequence[_Bearer]) -> list[_Bearer]:
    """Bearers with the word inside a longer name (the "Silva" of "Silva Neto" counts, that of an initial does not)."""
    return [b for b in bearers if len(word) > 2 and any(word in form for form in b.forms)]


def _pick(
    k: int, m: Mention, known: Sequence[_Bearer], mentions: Sequence[Mention], owner: dict[int, _Bearer]
) -> _Bearer | None:
    """Of several bearers of a surname: the one just named in full, else the one most often named in the article; none
    when the title tells the other gender ("Mr Holm" is not Anna Holm)."""
    fitting = [b for b in known if not (m.gender and b.gender and m.gender != b.gender)]
    if len(fitting) <= 1:
        return fitting[0] if fitting else None
    for earlier in range(k - 1, -1, -1):
        if mentions[earlier].sentence < m.sentence - 1:
            break
        if any(owner.get(earlier) is b for b in fitting) and len(mentions[earlier].words) > 1:
            return owner[earlier]
    return max(fitting, key=lambda b: (b.mentions, -b.first))


def _decorated(form: tuple[str, ...], bearer: _Bearer, lists: Gazetteer) -> bool:
    """Whether a form is another one with a word before it that is no given name: "Crafty Ivo Marek"."""
    shorter = any(len(f) > 1 and len(f) < len(form) and form[-len(f) :] == f for f in bearer.forms)
    return shorter and form[0] not in lists.given


def _fullest(bearer: _Bearer, lists: Gazetteer) -> str:
    """The form with the most words that are no initials; of equal ones the most frequent, then the first by letters."""

    def rank(form: tuple[str, ...]) -> tuple[int, int, int]:
        return sum(len(w) > 1 for w in form), -len(form), bearer.forms[form]

    best = max(sorted(f for f in bearer.forms if not _decorated(f, bearer, lists)), key=rank)
    return " ".join(f"{w}." if len(w) == 1 else w for w in best)


# -- organisations --------------------------------------------------------------------------------------------


def _introduced(mentions: Sequence[Mention], document: Document) -> dict[str, str]:
    """Short forms that brackets introduce, "Northern Fisheries Board (NFB)", with the long form."""
    text = document.text
    found: dict[str, str] = {}
    for long, short in pairwise(mentions):
        between = text[long.span.end : short.span.start]
        closing = text[short.span.end : short.span.end + 1]
        if between.strip() == "(" and closing == ")" and long.kind in ("organisation", "place", "other", "event"):
            name = long.entry.name if long.entry else _plain(long.span.of(text))
            found.setdefault(" ".join(short.words), name)
    return found


def _organisation(m: Mention, introduced: dict[str, str], organisations: set[tuple[str, ...]], text: str) -> str:
    form = " ".join(m.words)
    if form in introduced:
        return introduced[form]
    if len(m.words) == 1 and m.words[0].isupper() and len(m.words[0]) > 2:
        spelt = sorted(o for o in organisations if len(o) > 1 and _initials(o) == m.words[0])
        if spelt:
            return " ".join(spelt[0])
    longer = [o for o in organisations if len(o) > len(m.words) and o[: len(m.words)] == m.words]
    if len(longer) == 1 and m.entry is None:  # "Vask" for "Vask Shipping"
        return " ".join(longer[0])
    return _plain(m.span.of(text))


def _initials(words: tuple[str, ...]) -> str:
    return "".join(w[0] for w in words if w[0].isupper())
