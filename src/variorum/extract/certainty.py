"""How certain a text presents something: one of a few named levels, with a score.

The level comes from the cue where that decides (a denial, a question), else from the words of the content itself:
conditions, modal verbs, plans and hedges near its main verb.  A hedge inside a subordinate remark far from the main
verb does not count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from .. import lexicon, text
from ..model import Certainty, CertaintyLevel, Span
from .cues import Entry

_ORDER: tuple[CertaintyLevel, ...] = ("unclear", "conditional", "possible", "likely", "planned")
_BY_CUE: tuple[CertaintyLevel, ...] = ("denied", "asked", "unclear", "possible", "likely", "planned")
_NEAR = 22  # tokens from the start of a sentence within which its main verb is taken to stand


@cache
def _patterns(language: str = "en") -> tuple[tuple[CertaintyLevel, re.Pattern[str]], ...]:
    table = lexicon.load("certainty", language)
    made = []
    for level in _ORDER:
        listed = [*table[level].get("phrases", ()), *table[level].get("words", ())]
        listed.sort(key=lambda p: (-len(p), p))
        words = "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in listed)
        made.append((level, re.compile(rf"(?<!\w)(?<!not\s)(?:{words})(?!\w)", re.IGNORECASE)))
    return tuple(made)


@cache
def _cues(language: str = "en") -> dict[str, CertaintyLevel]:
    table = lexicon.load("certainty", language)["cues"]
    return {lemma: level for level in reversed(_BY_CUE) for lemma in table[level]}


@cache
def _names(language: str = "en") -> re.Pattern[str]:
    """Capitalised words inside a sentence that only look like a hedge (the month)."""
    listed = "|".join(lexicon.load("certainty", language)["possible"]["names"])
    return re.compile(rf"(?<=[\w,] )(?:{listed})\b")


@cache
def _asides(language: str = "en") -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What closes the main clause, and a relative clause between commas, which is none of it."""
    table = lexicon.load("certainty", language)["asides"]
    closing, relative = "|".join(table["closing"]), "|".join(table["relative"])
    return (
        re.compile(rf",\s+(?:{closing})\b|[;(—–]", re.IGNORECASE),
        re.compile(rf",\s+(?:{relative})\b[^,;.]*,", re.IGNORECASE),
    )


@cache
def _question_words(language: str = "en") -> frozenset[str]:
    return frozenset(lexicon.load("certainty", language)["asked"]["words"])


def of(source: str, spans: Sequence[Span], *, cue: Entry | None = None, negated: bool = False) -> Certainty:
    """The certainty of what stands at ``spans`` of the text ``source``.

    ``cue`` is the word that hands it to somebody, ``negated`` whether that word is denied itself ("did not deny").
    Without a cue it is a plain sentence of the outlet.
    """
    by_cue = None if cue is None else _cues().get(cue.lemma)
    if by_cue == "denied":
        return Certainty(level="asserted" if negated else "denied", score=0.6 if negated else 0.9)
    pieces = [s for span in spans for s in text.sentences(source, span)]
    if by_cue == "asked" and "T" not in _frames_used(source, spans):
        return Certainty(level="asked", score=0.85)
    found = [_sentence(source, piece) for piece in pieces]
    by_words = _strongest(found)
    if by_words is not None and by_words.level in ("asked", "conditional", "unclear"):
        return by_words
    if by_cue is not None:
        return Certainty(level=by_cue, score=0.7)
    if by_words is not None:
        return by_words
    if negated:
        return Certainty(level="unclear", score=0.5)
    return Certainty(level="asserted", score=0.8 if cue is None or cue.speech else 0.6)


def _frames_used(source: str, spans: Sequence[Span]) -> str:
    """``T`` when the content is a request ("asked them to leave"), not a question."""
    return "T" if spans and re.search(r"\bto\s+\w+", spans[0].of(source)[:60]) else ""


def _sentence(source: str, piece: Span) -> Certainty | None:
    """The certainty that one sentence's own words give it, or None when they assert it."""
    words = piece.of(source)
    if words.rstrip("\"'”’» ").endswith("?"):
        return Certainty(level="asked", score=0.9)
    head = _head(words)
    first = re.match(r"\W*(\w+)", head)
    if first is not None and first.group(1).casefold() in _question_words():
        return Certainty(level="asked", score=0.75)
    for level, pattern in _patterns():
        if pattern.search(head):
            return Certainty(level=level, score=0.7)
    return None


def _head(words: str) -> str:
    """The main clause of a sentence, roughly: up to the first remark set off from it, 22 tokens at most."""
    closing, relative = _asides()
    words = _names().sub("", relative.sub("", words))
    aside = closing.search(words, 12)
    parts = (words[: aside.start()] if aside else words).split()
    return " ".join(parts[:_NEAR])


def _strongest(found: Sequence[Certainty | None]) -> Certainty | None:
    """Of several sentences the level that most of the hedged ones share; the earlier one on a tie."""
    hedged = [c for c in found if c is not None]
    if not hedged:
        return None
    counts: dict[CertaintyLevel, int] = {}
    for c in hedged:
        counts[c.level] = counts.get(c.level, 0) + 1
    level = max(counts, key=lambda name: counts[name])
    share = counts[level] / len(found)
    return Certainty(level=level, score=round(0.4 + 0.4 * share, 3))
