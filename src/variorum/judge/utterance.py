"""The language in which words were probably spoken, told from the articles' own signs.

Signs, strongest first: the text says so ("in English", "through an interpreter"); the speaker's country stands by the
name ("the Norwegian minister Kari Lund", "Lund, Norway's minister"); the place of speaking is a seat of a country
("told reporters at the White House").  Without a sign the answer is ``unclear``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from .. import lexicon, text, wording
from ..model import Article, Entry, Reading, Span, Utterance, Witness
from .relation_occasions import outside

UNCLEAR = "unclear"
OTHER = "other"

_BEFORE = 70
"""Characters before or after a name in which its country is looked for."""
_NAME_WORD = r"[^\W\d_][\w’'.-]*"


@dataclass(frozen=True, slots=True)
class _Sign:
    languages: tuple[str, ...]
    basis: str


def utterance(entry: Entry, witnesses: Mapping[str, Witness]) -> Utterance:
    """The language of an entry's words, the signs of all its witnesses taken together."""
    readings = sorted(entry.readings, key=lambda r: (r.article, r.span, r.content))
    articles = {r.article: witnesses[r.article].article for r in readings}
    said = list(_said_so(articles, readings)) or [
        *_noted(witnesses, readings, entry),
        *_said_beside(witnesses, readings, entry),
    ]
    if said:
        return _agreed(said)
    countries = list(_of_country(articles, readings, entry))
    places = list(_spoken_at(articles, readings))
    own = _agreed(countries)
    there = _agreed(places)
    if not countries:
        return there
    if places and own.language not in (UNCLEAR, there.language) and there.language == _language(articles.values()):
        return Utterance(language=UNCLEAR, basis=f"{own.basis}, but {there.basis}")
    return own


def _language(articles: Iterable[Article]) -> str:
    return Counter(a.language or "en" for a in articles).most_common(1)[0][0]


def _agreed(signs: Sequence[_Sign]) -> Utterance:
    """One language if the most frequent sign leaves one; several usual languages of a country leave none."""
    if not signs:
        return Utterance(language=UNCLEAR, basis="no sign in the articles")
    votes = Counter(s.languages for s in signs)
    best, count = min(votes.items(), key=lambda item: (-item[1], item[0]))
    basis = next(s.basis for s in signs if s.languages == best)
    if 3 * count < 2 * len(signs):
        others = next(s.basis for s in signs if s.languages != best)
        return Utterance(language=UNCLEAR, basis=f"{basis}, but {others}")
    if len(best) == 1:
        return Utterance(language=best[0], basis=basis)
    if "en" not in best:
        return Utterance(language=OTHER, basis=f"{basis}: {' or '.join(best)}")
    return Utterance(language=UNCLEAR, basis=f"{basis}: {' or '.join(best)}")


def _said_so(articles: Mapping[str, Article], readings: Sequence[Reading]) -> Iterator[_Sign]:
    """The attribution names the language, or an interpreter."""
    for reading in readings:
        whole = articles[reading.article].text
        for part in outside(reading):
            shown = part.of(whole)
            for name, pattern, language in _language_phrases():
                if name in shown and (found := pattern.search(shown)):
                    yield _Sign((language,), f"“{found.group()}”")
            if found := _interpreted().search(shown):
                yield _Sign((OTHER,), f"“{found.group()}”")


def _noted(witnesses: Mapping[str, Witness], readings: Sequence[Reading], entry: Entry) -> Iterator[_Sign]:
    """A sentence of an article tells in which language it was spoken there: by the person whom it names, or by all."""
    lasts = {n.split()[-1] for n in _speakers(readings, entry) if n.split()}
    for article in sorted({r.article for r in readings}):
        witness = witnesses[article]
        for span, sign in _notes(witness.article.text):
            named = {n.name.split()[-1] for n in witness.claims.names if n.kind == "person" and span.contains(n.span)}
            if not named or named & lasts:
                yield sign


def _said_beside(witnesses: Mapping[str, Witness], readings: Sequence[Reading], entry: Entry) -> Iterator[_Sign]:
    """The attribution of other words of the speaker, in any report of the event, says so: who has an interpreter has
    one for all that he says there."""
    lasts = {n.split()[-1] for n in _speakers(readings, entry) if n.split()}
    for _, witness in sorted(witnesses.items()):
        for place, sign in _signs(witness.article.text):
            for s in witness.claims.statements:
                attributes = s.passage.contains(place) and not any(c.overlaps(place) for c in s.content)
                if attributes and s.speaker is not None and lasts & set(s.speaker.name.split()[-1:]):
                    yield sign
                    break


@lru_cache(maxsize=512)
def _signs(whole: str) -> tuple[tuple[Span, _Sign], ...]:
    """Where a text names the language of words, or an interpreter."""
    found = [
        (Span(m.start(), m.end()), _Sign((language,), f"“{m.group()}”"))
        for name, pattern, language in _language_phrases()
        if name in whole
        for m in pattern.finditer(whole)
    ]
    found += [(Span(m.start(), m.end()), _Sign((OTHER,), f"“{m.group()}”")) for m in _interpreted().finditer(whole)]
    return tuple(found)


@lru_cache(maxsize=512)
def _notes(whole: str) -> tuple[tuple[Span, _Sign], ...]:
    """Sentences that say in which language words were spoken."""
    found: list[tuple[Span, _Sign]] = []
    for name, pattern, languages in _note_phrases():
        for m in pattern.finditer(whole) if name in whole else ():
            line = Span(whole.rfind("\n", 0, m.start()) + 1, (whole.find("\n", m.end()) + 1 or len(whole) + 1) - 1)
            span = next((s for s in text.sentences(whole, line) if s.start <= m.start() < s.end), None)
            if span is not None and (languages != (OTHER,) or not any(s.overlaps(span) for s, _ in found)):
                found.append((span, _Sign(languages, f"“{m.group()}”")))
    return tuple(found)


def _speakers(readings: Sequence[Reading], entry: Entry) -> list[str]:
    return sorted({r.speaker.name for r in readings if r.speaker} | ({entry.speaker.name} if entry.speaker else set()))


def _of_country(articles: Mapping[str, Article], readings: Sequence[Reading], entry: Entry) -> Iterator[_Sign]:
    """The country of the speaker, as any of the articles puts it beside the name."""
    names = _speakers(readings, entry)
    for name in names:
        if sign := _named_after(name):
            yield sign
    lasts = sorted({name.split()[-1] for name in names if name.split()})
    for _, article in sorted(articles.items()):
        for last in (name for name in lasts if name in article.text):
            for languages, shown in _beside(article.text, last):
                yield _Sign(languages, f"“{shown}”")


def _named_after(name: str) -> _Sign | None:
    """A speaker whose name is a country's, its seat's or its people's ("Ukrainian officials")."""
    found = _countries().pattern.search(name)
    return _Sign(_countries().languages[found.group()], f"speaker “{name}”") if found else None


@lru_cache(maxsize=512)
def _beside(whole: str, last: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Countries that stand with an office beside the name ``last``, each with the words that say so."""
    found: list[tuple[tuple[str, ...], str]] = []
    for m in re.finditer(rf"\b{re.escape(last)}\b", whole):
        parts = re.split(r"(?:(?<![A-Z])\.|[;:!?])\s|\n", whole[max(0, m.start() - _BEFORE) : m.start()])[-1].split(",")
        before = parts[-1]
        after = re.split(r"[.;:!?\n]\s|\n", whole[m.end() : m.end() + _BEFORE])[0]
        sign = _prefixed(before, last) or _apposed(after, last)
        if not sign and after.startswith(",") and len(parts) > 1 and all(w[:1].isupper() for w in before.split()[:4]):
            sign = _introduced(parts[-2].strip(), f"{before.strip()} {last}".strip())
        if sign:
            found.append(sign)
    return tuple(found)


def _prefixed(before: str, last: str) -> tuple[tuple[str, ...], str] | None:
    """ "Norwegian foreign minister Kari" Lund; "Norway's minister" Lund; "minister of Norway" Lund."""
    table = _countries()
    found = list(table.pattern.finditer(before))
    if not found:
        return None
    between = before[found[-1].end() :]
    rest = between.removeprefix("'s").removeprefix("’s").strip()
    words = rest.split()
    posts = list(_offices().finditer(rest))
    given = rest[posts[-1].end() :].split() if posts else []
    other = _offices().sub("", rest[: posts[-1].end()]).split() if posts else []
    fits = len(given) <= 3 and len(other) <= 1 and all(re.fullmatch(_NAME_WORD, w) and w[0].isupper() for w in given)
    if posts and fits and all(w.isalpha() and w not in wording.function_words() for w in other):
        return table.languages[found[-1].group()], f"{before[found[-1].start() :].strip()} {last}"
    ahead = before[: found[-1].start()]
    named_next = len(words) <= 3 and all(w[0].isupper() for w in words)
    if named_next and re.search(r"\bof\s+(?:the\s+)?$", ahead) and _offices().search(ahead[-40:]):
        return table.languages[found[-1].group()], f"{before.strip()} {last}"
    return None


def _introduced(part: str, name: str) -> tuple[tuple[str, ...], str] | None:
    """ "the minister of Norway", "Norway's minister", and then a comma and the name."""
    table = _countries()
    found = list(table.pattern.finditer(part))
    if not found:
        return None
    ahead, behind = part[: found[-1].start()], part[found[-1].end() :]
    office = next((m for m in _offices().finditer(behind) if m.end() == len(behind)), None)
    owned = office is not None and all(w.islower() or w in ("'s", "’s") for w in behind.split())
    ruled = not behind and re.search(r"\bof\s+(?:the\s+)?$", ahead) and _offices().search(ahead[-40:])
    return (table.languages[found[-1].group()], f"{part}, {name}") if owned or ruled else None


def _apposed(after: str, last: str) -> tuple[tuple[str, ...], str] | None:
    """Lund, "the Norwegian minister"."""
    if not after.startswith(","):
        return None
    part = after[1:].partition(",")[0]
    found = _countries().pattern.search(part)
    if not found or len(part.split()) > 9 or not _offices().search(part):
        return None
    lead = part[: found.start()].split()
    if all(w.islower() for w in lead) and len(lead) <= 5:
        return _countries().languages[found.group()], f"{last},{part}"
    return None


def _spoken_at(articles: Mapping[str, Article], readings: Sequence[Reading]) -> Iterator[_Sign]:
    """The attribution places the speaking at a country's seat."""
    for reading in readings:
        whole = articles[reading.article].text
        for part in outside(reading):
            shown = part.of(whole)
            for m in _places().finditer(shown):
                found = _countries().pattern.search(shown, m.end(), min(len(shown), m.end() + 40))
                if found and not text.sentences(shown, Span(m.end() - 1, found.end()))[1:]:
                    yield _Sign(_countries().languages[found.group()], f"“{shown[m.start() : found.end()]}”")


def country(name: str) -> str | None:
    """The country that a name stands for: its own, its people's, or its seat of government's."""
    return _countries().named.get(name.removeprefix("the ").removeprefix("The "))


@dataclass(frozen=True, slots=True)
class _Countries:
    pattern: re.Pattern[str]
    languages: dict[str, tuple[str, ...]]
    named: dict[str, str]


@cache
def _countries(language: str = "en") -> _Countries:
    table = lexicon.load("utterance", language)["countries"]
    named = {shown: key for key, c in table.items() for shown in (*c["names"], *c["people"], *c["seats"])}
    languages = {shown: tuple(table[key]["languages"]) for shown, key in named.items()}
    longest = sorted(languages, key=lambda s: (-len(s), s))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")
    return _Countries(pattern, languages, named)


@cache
def _offices(language: str = "en") -> re.Pattern[str]:
    listed = sorted(lexicon.load("utterance", language)["offices"], key=lambda s: (-len(s), s))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, listed)) + r")\b", re.IGNORECASE)


@cache
def _places(language: str = "en") -> re.Pattern[str]:
    listed = sorted(lexicon.load("utterance", language)["spoken_at"], key=lambda s: (-len(s), s))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, listed)) + r")\b", re.IGNORECASE)


@cache
def _interpreted(language: str = "en") -> re.Pattern[str]:
    listed = lexicon.load("utterance", language)["through_interpreter"]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, listed)) + r")\b", re.IGNORECASE)


@cache
def _language_phrases(language: str = "en") -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """The name of each language with the pattern of words that say so, and its code; a text without the name has none
    of these words."""
    table = lexicon.load("utterance", language)
    then = rf"(?=\s*(?:[^\w\s]|$|(?:{'|'.join(table['then'])})\b))"
    return tuple(
        (n, re.compile(rf"\b(?:{'|'.join(p.format(language=re.escape(n)) for p in table['in_language'])}){then}"), code)
        for code, names in table["languages"].items()
        for n in names
    )


@cache
def _note_phrases(language: str = "en") -> tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]:
    """The patterns of notes, those that name a language (with its name) before those that only tell of a
    translation."""
    table = lexicon.load("utterance", language)
    named = [
        (
            n,
            re.compile(
                rf"\b(?:{'|'.join(p.replace('{language}', re.escape(n)) for p in table['note_in_language'])})\b"
            ),
            (code,),
        )
        for code, names in table["languages"].items()
        for n in names
    ]
    listed = "|".join(table["note_translated"])
    return (*named, ("", re.compile(rf"\b(?:{listed})\b", re.IGNORECASE), (OTHER,)))
