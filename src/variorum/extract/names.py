"""The names in an article: where they stand, of what kind they are, and under which form the article knows them.

Rules and lists, in three passes: runs of capitalised words are read in running text (:mod:`name_reading`); what no list
knows gets the kind that the article's other mentions of the same words speak for; headings in title case, where a
capital says nothing, give only names that the rest of the article (or a list) knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..model import Name, NameKind, Span
from . import name_learned
from .document import Document, Sentence
from .name_chains import canonical
from .name_lexicon import Gazetteer, gazetteer
from .name_reading import HEADED, LISTED, UNKNOWN, WEAK, Mention, Reader
from .name_runs import Runs
from .name_words import Word, words
from .reader import Readout

_UNREAD = frozenset({"navigation"})


def find(document: Document, *, readout: Readout | None = None, language: str = "en") -> tuple[Name, ...]:
    """The names of all blocks but navigation, in text order; spans never overlap and leave out titles and "'s".

    Where the learned reader has read the article, too, its names are taken.
    """
    lists = gazetteer(language)
    laid = [
        (i, sentence, words(sentence, lists))
        for i, sentence in enumerate(document.sentences)
        if sentence.role not in _UNREAD
    ]
    lower = frozenset(w.text for _, s, found in laid if s.role != "related" for w in found if w.text[0].islower())
    titled = {i for i, sentence, found in laid if _in_title_case(sentence, found, lists)}
    mentions: list[Mention] = []
    for i, _, found in laid:
        if i not in titled:
            mentions.extend(Reader(Runs(found, lists, lower), i).mentions())
    settled = _settle(mentions, lists, lower)
    known = _known(settled)
    for i, _, found in laid:
        if i in titled:
            settled.extend(_in_heading(found, known, lists, i))
    if readout is not None and readout.names is not None:
        starts = [s.span.start for s in document.sentences]
        settled = name_learned.mentions(readout, settled, {i: found for i, _, found in laid}, starts, lists)
    settled.sort(key=lambda m: m.span)
    names = canonical(settled, document, lists)
    return tuple(
        Name(span=m.span, kind=m.kind, name=name, role=document.sentences[m.sentence].role)
        for m, name in zip(settled, names, strict=True)
    )


def _in_title_case(sentence: Sentence, found: Sequence[Word], lists: Gazetteer) -> bool:
    """Whether nearly all longer words are capitalised, so that a capital tells nothing."""
    longer = [w for w in found if w.is_word and w.text[0].isalpha() and len(w.text) > 3]
    capitals = sum(w.text[0].isupper() for w in longer)
    if sentence.role in ("title", "heading", "related"):
        return len(longer) >= 3 and capitals >= 0.6 * len(longer)
    ends = sentence.tokens[-1].text in '.,;:!?"”’'
    if ends:
        small = lists.sets["headline"]
        return len(longer) >= 4 and all(w.text in small for w in found if w.is_word and w.text[0].islower())
    return len(longer) >= 4 and capitals >= 0.7 * len(longer)


def _settle(mentions: Sequence[Mention], lists: Gazetteer, lower: frozenset[str]) -> list[Mention]:
    """Give weak mentions the kind that stronger ones of the same words have; drop capitals that nothing confirms."""
    votes: dict[tuple[str, ...], dict[NameKind, int]] = defaultdict(lambda: defaultdict(int))
    parts: dict[str, dict[NameKind, int]] = defaultdict(lambda: defaultdict(int))
    inside = {m.words for m in mentions if not m.initial}
    for m in mentions:
        votes[m.words][m.kind] += m.strength
        if m.kind == "person" and m.strength >= WEAK and len(m.words) > 1:
            parts[m.words[-1]]["person"] += m.strength
            parts[m.words[0]]["person"] += m.strength - (m.words[0] not in lists.given)
        elif m.kind == "organisation" and len(m.words) > 1 and m.words[0] not in lists.surnames:
            parts[m.words[0]]["organisation"] += 1
    settled: list[Mention] = []
    for m in mentions:
        kind, strength = _vote(m, votes[m.words], parts)
        confirmed = strength > UNKNOWN or m.words in inside
        if m.initial and not confirmed and (len(m.words) == 1 and m.words[0].casefold() in lower | {""}):
            continue
        if m.initial and strength <= UNKNOWN and m.words not in inside:
            continue
        settled.append(m if kind == m.kind else replace(m, kind=kind, strength=strength))
    return settled


def _vote(
    m: Mention, same: Mapping[NameKind, int], parts: Mapping[str, Mapping[NameKind, int]]
) -> tuple[NameKind, int]:
    if m.strength >= HEADED:
        return m.kind, m.strength
    tally: dict[NameKind, int] = dict(same)
    if len(m.words) == 1:
        for kind, weight in parts.get(m.words[0], {}).items():
            tally[kind] = tally.get(kind, 0) + weight
    kind = max(tally, key=lambda k: (tally[k], k == m.kind, k))
    return kind, tally[kind]


def _known(mentions: Sequence[Mention]) -> dict[str, NameKind]:
    """Names by their words, and persons' surnames, as the running text gives them."""
    known: dict[str, NameKind] = {}
    for m in mentions:
        if m.kind == "person":
            known.setdefault(m.words[-1], m.kind)
        known[" ".join(m.words)] = m.kind
    return known


def _in_heading(found: Sequence[Word], known: Mapping[str, NameKind], lists: Gazetteer, sentence: int) -> list[Mention]:
    """The names of a heading in title case: the longest runs that the text or a list knows."""
    mentions: list[Mention] = []
    at = 0
    while at < len(found):
        length = 0
        for size in range(min(6, len(found) - at), 0, -1):
            phrase = " ".join(w.key for w in found[at : at + size])
            entry = lists.phrases.get(phrase)
            common = size == 1 and found[at].key in lists.common
            kind = known.get(phrase) or (entry.kind if entry and not common else None)
            if kind and (found[at].capital or size > 1):
                mentions.append(
                    Mention(
                        span=Span(found[at].start, found[at + size - 1].end),
                        kind=kind,
                        strength=LISTED,
                        words=tuple(w.key for w in found[at : at + size]),
                        initial=False,
                        sentence=sentence,
                        entry=entry if entry and entry.kind == kind else None,
                    )
                )
                length = size
                break
        at += length or 1
    return mentions
