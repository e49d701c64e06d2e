"""Which part of a statement holds the words that make it a plan, a guess or a condition.

A statement has one level of certainty for all its sentences and clauses.  Where the words that gave the level stand in
one part, the level is no reading of the other parts: these keep it with a low score.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from .. import lexicon, wording
from ..model import Certainty, CertaintyLevel, Fact, Span, Statement

ELSEWHERE = 0.4
"""The most that a level scores in a part that does not hold its words."""
SURE = 0.5
"""The least that a level scores when the sentences of its statement do not disagree."""
Part = tuple[Span, ...]


def of_parts(whole: str, owner: Statement | Fact, parts: Sequence[Part]) -> tuple[Certainty, ...]:
    """The certainty of each part of a statement or fact of the article with the text ``whole``."""
    certainty = owner.certainty
    lowered = Certainty(level=certainty.level, score=min(certainty.score, ELSEWHERE))
    if len(parts) < 2 or (isinstance(owner, Statement) and _by_cue(whole, owner)):
        return (certainty,) * len(parts)
    held = [_holds(certainty.level, whole, part) for part in parts]
    return tuple(certainty if here or not any(held) else lowered for here in held)


def _holds(level: CertaintyLevel, whole: str, part: Part) -> bool:
    if level == "asked" and "?" in whole[part[-1].start : part[-1].end + 2]:
        return True
    pattern = _patterns().get(level)
    return pattern is not None and any(pattern.search(whole, p.start, p.end) for p in part)


def _by_cue(whole: str, statement: Statement) -> bool:
    """Whether the level is that of the words of attribution, which hold for all that they introduce."""
    listed = _cues().get(statement.certainty.level, frozenset())
    words = [wording.stem(a.norm) for a in wording.atoms(whole, statement.cue)]
    return any(" ".join(words[i:j]) in listed for i in range(len(words)) for j in range(i + 1, len(words) + 1))


@cache
def _patterns(language: str = "en") -> dict[str, re.Pattern[str]]:
    made = {}
    for level, table in lexicon.load("certainty", language).items():
        listed = [*table.get("phrases", ()), *table.get("words", ())] if isinstance(table, dict) else []
        if listed:
            words = "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in sorted(listed, key=lambda p: (-len(p), p)))
            made[level] = re.compile(rf"(?<!\w)(?<!not\s)(?:{words})(?!\w)", re.IGNORECASE)
    return made


@cache
def _cues(language: str = "en") -> dict[str, frozenset[str]]:
    table = lexicon.load("certainty", language)["cues"]
    return {level: frozenset(_stems(phrase) for phrase in listed) for level, listed in table.items()}


def _stems(phrase: str) -> str:
    return " ".join(wording.stem(a.norm) for a in wording.atoms(phrase, (Span(0, len(phrase)),)))
