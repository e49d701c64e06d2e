"""How certain a text presents something: one of a few named levels, with a score.

The level comes from the cue where that decides (a denial, a question), else from the words of the content itself:
conditions, modal verbs, plans and hedges near its main verb.  A hedge inside a subordinate remark far from the main
verb does not count.  Of several sentences the first one that tells something decides; the others, where they differ,
only lower the score below one half, so that nothing is built on a level that is not that of the whole.
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
_TELLING = 2  # words of content that a sentence has at least when it tells something
_DIVIDED = 0.45  # score of a level that not all telling sentences share
_ENDS = ".?!…"
_WORD = re.compile(r"\w+(?:['’]\w+)*")


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
def _openings(language: str = "en") -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(o.split()) for o in lexicon.load("certainty", language)["telling"]["openings"])


@cache
def _empty_words(language: str = "en") -> frozenset[str]:
    return lexicon.words("stopwords", "function", language)


@cache
def _question_words(language: str = "en") -> frozenset[str]:
    return frozenset(lexicon.load("certainty", language)["asked"]["words"])


def of(source: str, spans: Sequence[Span], *, cue: Entry | None = None, negated: bool = False) -> Certainty:
    """The certainty of what stands at ``spans`` of the text ``source``.

    ``cue`` is the word that hands it to somebody, ``negated`` whether that word is denied itself ("did not deny").
    Without a cue it is a plain sentence of the outlet.
    """
    sentences = _sentences(source, spans)
    by_cue = None if cue is None else _cues().get(cue.lemma)
    if by_cue == "denied" and cue is not None:
        upheld = negated or _only_named(cue, sentences)
        return Certainty(level="asserted" if upheld else "denied", score=0.6 if upheld else 0.9)
    if by_cue == "asked" and not _is_request(sentences):
        return Certainty(level="asked", score=0.85)
    by_words = _leading(sentences)
    if by_words is not None and by_words.level in ("asked", "conditional", "unclear"):
        return by_words
    if by_cue is not None:
        return Certainty(level=by_cue, score=0.7)
    if by_words is not None and by_words.level != "asserted":
        return by_words
    if negated:
        return Certainty(level="unclear", score=0.5)
    score = 0.8 if cue is None or cue.speech else 0.6
    return Certainty(level="asserted", score=score if by_words is None else min(score, by_words.score))


def _sentences(source: str, spans: Sequence[Span]) -> list[str]:
    """The sentences of a content; one that an attribution interrupts goes on in the next piece."""
    found: list[str] = []
    for span in spans:
        for n, sentence in enumerate(text.sentences(source, span)):
            words = sentence.of(source)
            if n == 0 and found and found[-1][-1] not in _ENDS and words[:1].islower():
                found[-1] += f" {words}"
            else:
                found.append(words)
    return found


def _is_request(sentences: Sequence[str]) -> bool:
    """Whether the content is a request ("asked them to leave"), not a question."""
    if not sentences or sentences[-1].rstrip("\"'”’» ").endswith("?"):
        return False
    words = _WORD.findall(sentences[0].casefold())
    return "to" in words[:8] and words[0] not in _question_words()


def _only_named(cue: Entry, sentences: Sequence[str]) -> bool:
    """Whether a verb like *dismiss* only says what its object is taken for ("dismissed the plan as a trick")."""
    table = lexicon.load("certainty")["naming"]
    return cue.lemma in table["cues"] and bool(sentences) and table["link"] in sentences[0].casefold().split()


def _sentence(words: str) -> Certainty | None:
    """The certainty that one sentence's own words give it, or None when they assert it."""
    if words.rstrip("\"'”’» ").endswith("?"):
        return Certainty(level="asked", score=0.9)
    head = _head(words)
    first = _WORD.search(head)
    if first is not None and first.group().casefold() in _question_words():
        return Certainty(level="asked", score=0.75)
    for level, pattern in _patterns():
        if pattern.search(head):
            return Certainty(level=level, score=0.8)
    return None


def _head(words: str) -> str:
    """The main clause of a sentence, roughly: up to the first remark set off from it, 22 tokens at most."""
    closing, relative = _asides()
    words = _names().sub("", relative.sub("", words))
    aside = closing.search(words, 12)
    parts = (words[: aside.start()] if aside else words).split()
    return " ".join(parts[:_NEAR])


def _leading(sentences: Sequence[str]) -> Certainty | None:
    """The level of the first sentence that tells something, or None when no sentence hedges."""
    telling = [s for s in sentences if _tells(s)] or list(sentences)
    found = [_sentence(s) for s in telling]
    if not any(found):
        return None
    levels = ["asserted" if c is None else c.level for c in found]
    at = next((i for i, level in enumerate(levels) if level != "asked"), 0)
    first = found[at] or Certainty(level="asserted", score=0.8)
    if len(set(levels)) == 1:
        return first
    return Certainty(level=first.level, score=min(first.score, _DIVIDED))


def _tells(sentence: str) -> bool:
    """Whether a sentence has content of its own: not a bare question tag, nor an opening that announces the next."""
    table = lexicon.load("certainty")["telling"]
    words = [text.normal(w) for w in _WORD.findall(sentence)[:_NEAR]]
    while words and words[0] in table["leads"]:
        words = words[1:]
    if any(tuple(words[: len(o)]) == o for o in _openings()):
        return False
    return sum(w not in _empty_words() for w in words) >= _TELLING
