"""For which bodies a speaker may commit himself: his government, his company, his country."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from .. import text
from ..model import Reading, Span, Speaker, Witness
from . import speakers
from .commitment_words import Word, listed

_AROUND = 60
"""Characters before and after a name in which the post of its bearer is looked for."""
_MENTIONS = 3
_SOURCES = 40
"""Statements of one speaker whose words of source are read."""
_BEGINNING = 2
"""Words of a subject in which it may be called another's ("the last government")."""
_COUNTRY = 4
"""Words fewer than which a place that acts is a country, and no scene."""
_BREAKS = re.compile(r"[.;:!?\n]\s|[\n“”\"]")
_BODIES = (("state", "governs"), ("town", "town_governs"), ("group", "group_governs"))
"""Each list of bodies with that of the posts that speak for them."""


def organised(witness: Witness, run: Sequence[Word], noun: Word) -> bool:
    """Whether the subject ``run`` about ``noun`` is an organisation or a country."""
    if any(noun.norm in listed("bodies", body) for body, _ in _BODIES):
        return not _elsewhere(run)
    cover = run[0].span.to(run[-1].span)
    named = [n for n in witness.claims.names if n.span.overlaps(noun.span) and cover.contains(n.span)]
    return any(n.kind == "organisation" or (n.kind == "place" and len(run) < _COUNTRY) for n in named)


def committed(witness: Witness, reading: Reading, run: Sequence[Word], noun: Word) -> bool:
    """Whether the speaker of a reading commits this body when he says what it will do."""
    if reading.form == "narration" or reading.speaker is None:
        return False
    first = run[0].norm
    body = any(noun.norm in listed("bodies", b) for b, _ in _BODIES)
    if body and first in listed("subjects", "own"):
        return reading.form != "indirect"
    if body and first in listed("subjects", "own_told"):
        return reading.form != "direct"
    if _elsewhere(run):
        return False
    if _spoken_for(witness, reading):
        return body or any(w.capital for w in run)
    if noun.capital and noun.norm not in listed("subjects", "determiners"):
        return _bears_name(witness, reading, run)
    return body and first in listed("subjects", "definite") and _governed(witness, reading, noun.norm)


def _elsewhere(run: Sequence[Word]) -> bool:
    """Whether a body is somebody else's, a former one, or just any."""
    others = any(w.norm in listed("subjects", "others") for w in run[:_BEGINNING])
    return others or run[0].norm in listed("subjects", "indefinite")


def _spoken_for(witness: Witness, reading: Reading) -> bool:
    """Whether the source is somebody's agent: "..., its chief executive said"."""
    spoken = [t.norm for s in reading.source for t in text.words(witness.article.text, s)]
    agent = any(w in listed("bodies", "agents") for w in spoken)
    return bool(spoken) and spoken[0] in listed("subjects", "own_told") and agent


def _bears_name(witness: Witness, reading: Reading, run: Sequence[Word]) -> bool:
    """Whether a body with a name is the speaker's: his own name, or one that his article puts beside it."""
    statement = next((s for s in witness.claims.statements if s.id == reading.statement), None)
    speaker = reading.speaker
    if statement is None or speaker is None or speaker.kind == "unknown":
        return False
    named = Speaker(name=run[0].span.to(run[-1].span).of(witness.article.text), kind="organisation")
    if speaker.kind == "person":
        tied = any(_posts(witness, reading) & listed("bodies", posts) for _, posts in _BODIES)
    else:
        tied = any(w[0].isupper() for w in speaker.name.split())
    voice = speakers.voice(witness.article.text, statement)
    return tied and speakers.match(voice, speakers.Voice(named, None)).score >= speakers.POST


def _governed(witness: Witness, reading: Reading, noun: str) -> bool:
    """Whether the speaker's post, as the article gives it, speaks for "the government", "the company"."""
    held = _posts(witness, reading)
    if reading.speaker is not None and reading.speaker.kind in ("organisation", "collective"):
        return noun in held
    own = {w for body, _ in _BODIES for w in held & listed("bodies", body)}
    for body, posts in _BODIES:
        if noun not in listed("bodies", body) or not held & listed("bodies", posts):
            continue
        alike = listed("bodies", "firms") if body == "group" else listed("bodies", body)
        if not own or noun in own or (noun in alike and own & alike):
            return True
    return False


def _posts(witness: Witness, reading: Reading) -> frozenset[str]:
    """The words with which the article introduces the speaker."""
    whole, speaker = witness.article.text, reading.speaker
    own = [s for s in witness.claims.statements if s.speaker == speaker]
    spans: list[Span] = [*reading.source, *(span for s in own[:_SOURCES] for span in s.source)]
    found = {t.norm.removesuffix("'s") for span in spans for t in text.words(whole, span)}
    if speaker is not None and speaker.kind == "person":
        found |= _beside(whole, speaker.name)
    return frozenset(found)


@lru_cache(maxsize=1_024)
def _beside(whole: str, name: str) -> frozenset[str]:
    """The words right before a name and in an apposition after it, at its first mentions."""
    found: set[str] = set()
    at = -1
    for _ in range(_MENTIONS):
        at = whole.find(name, at + 1)
        if at < 0:
            break
        before = _BREAKS.split(whole[max(0, at - _AROUND) : at])[-1].rsplit(",", 1)[-1]
        after = _BREAKS.split(whole[at + len(name) : at + len(name) + _AROUND])[0]
        apposed = after.split(",")[1] if after.startswith(",") else ""
        found |= {t.norm.removesuffix("'s") for part in (before, apposed) for t in text.words(part)}
    return frozenset(found)
