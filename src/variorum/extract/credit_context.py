"""What the words around an agency's name make of it: a credit for text, for a photo, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ..model import Block, Span
from .credit_lists import CreditLists
from .name_lexicon import gazetteer

Of = Literal["text", "photo"]

_NEAR = 90  # characters of context on each side
_SHORT_BLOCK = 160  # characters: a caption or credit line, not a paragraph
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_APPOSITION = re.compile(r",\s[^,.;:()\"“”]{3,60},(?=\s)")


def judge(text: str, block: Block, start: int, end: int, lists: CreditLists, *, running: bool) -> Of | None:
    """What the mention is credited for; ``running``: the form is sure enough to be one inside a sentence."""
    form = text[start:end]
    short = len(block.span) <= _SHORT_BLOCK
    if _slashed_dateline(text, block, start, end):
        return "text"
    if block.role == "caption" or (form in lists.houses - lists.unsure and not _in_sentence(text, block, start, end)):
        return "photo"
    if _beside_picture(text, block, start, end, lists, short=short):
        return "photo"
    if block.role == "title" and text[block.span.start : start] + text[end : block.span.end] == "":
        return "text"  # a first line that names an agency and nothing else
    if block.role in ("related", "promo", "navigation", "bio", "title"):
        return None
    if block.role in ("byline", "dateline"):
        return "text"
    if form in lists.houses:
        return "photo" if _tail(text, block, start, end, lists, short=short) else None
    if _dateline(text, block, start, end) or _tail(text, block, start, end, lists, short=short):
        return "text"
    sure = running or _called_agency(text, block.span, start, end, lists)
    return "text" if sure and handed_on(text, block.span, start, end, lists) else None


def _called_agency(text: str, within: Span, start: int, end: int, lists: CreditLists) -> bool:
    around = text[max(within.start, start - 14) : start] + text[end : min(within.end, end + 14)]
    return any(word in around for word in lists.called)


def _beside_picture(text: str, block: Block, start: int, end: int, lists: CreditLists, *, short: bool) -> bool:
    """ "Photo: AFP / Name", "Name / TASS", "REUTERS/Name", "AP via Getty Images"."""
    before = text[max(block.span.start, start - _NEAR) : start]
    after = text[end : min(block.span.end, end + _NEAR)]
    if lists.pictures.match(after):
        return True
    line = short and re.search(r"(?:^|[\n.)|])\s*[^.\n]*$", before)
    slashed = re.match(r"\s*/\s*[A-Z][\w.'’-]+(?:\s+[A-Z]|[\s).]*$)", after) or re.search(r"[\w.)]\s*/\s*$", before)
    ends = not after.strip(" .)]") or bool(re.match(r"\s*/", after))
    if line and slashed and (ends or re.match(r"\s*[).]?\s*(?:\n|$)", after)):
        return True
    if re.search(r"[([][^()\[\]]*/\s*$", before) and re.match(r"\s*[)\]]", after):
        return _is_named(before, lists)
    return bool(lists.photo_words.search(before)) and (ends or bool(re.match(r"\s*[).,|]?\s*(?:\n|$)", after)))


def _is_named(before: str, lists: CreditLists) -> bool:
    inside = re.split(r"[([]", before)[-1]
    named = re.search(r"[A-Z][\w'’-]+\s+[A-Z][\w'’-]+\s*/\s*$", inside)
    return bool(named) or inside.casefold().startswith(lists.pictured)


def _in_sentence(text: str, block: Block, start: int, end: int) -> bool:
    """Whether a name stands inside a sentence: after an article, before a word in small letters."""
    before = text[max(block.span.start, start - 5) : start]
    return bool(re.search(r"(?i:\b(?:the|an?|an)\s)$", before)) and bool(re.match(r"\s[a-z]", text[end : end + 2]))


def _slashed_dateline(text: str, block: Block, start: int, end: int) -> bool:
    """ "TOWN, May 3 /Agency/. The ..." """
    head = text[max(block.span.start, start - 61) : start]
    return len(head) <= 60 and head.endswith("/") and bool(re.match(r"/\s?[.:–—-]?\s", text[end : end + 4]))


def _dateline(text: str, block: Block, start: int, end: int) -> bool:
    """The first words of a paragraph: "TOWN, May 3 (Agency) -", "(Agency) —", "Town (Agency):"."""
    head = text[max(block.span.start, start - 61) : start]
    if len(head) > 60 or "." in re.sub(r"\b[A-Z][a-z]{1,5}\.|[A-Z]\.", "", head):
        return False
    after = text[end : end + 40]
    opening = re.fullmatch(r"\s*[(\[]", head) and re.match(r"[)\]]\s+[-–—:]*\s*[A-Z“\"]", after)
    bracket = re.search(r"[(\[][^()\[\]]{0,24}$", head) and re.match(r"[^()\[\]]{0,24}[)\]]\s*[-–—:]", after)
    plain = re.fullmatch(r"[A-Z][\w\s.,/]*[,–—-]\s*", head) and re.match(r"\s*[–—-]\s|\s*--", after)
    return bool(opening or bracket or plain) or (not head.strip() and bool(re.match(r"\s*(?:[–—:-]\s|--)", after)))


def _tail(text: str, block: Block, start: int, end: int, lists: CreditLists, *, short: bool) -> bool:
    """A line of credits, or the mark of an agency that ends a paragraph."""
    before = text[max(block.span.start, start - _NEAR) : start]
    after = text[end : min(block.span.end, end + _NEAR)]
    rest = re.sub(r"[^\w]+", " ", lists.pattern.sub(" ", after)).strip()
    words = _words_back(before, lists.fillers)
    stripped = before.rstrip()
    if short and after.casefold().lstrip().startswith(lists.contributes):
        return True
    if rest and rest.casefold() not in lists.contributes:
        return False
    if not stripped or stripped[-1] in "—–[" or (stripped[-1] == "-" and before[-1:].isspace()) or stripped[-1] == "-":
        return not re.search(r"\w-$", stripped)
    if stripped[-1] == "(":
        return after.lstrip()[:1] == ")"
    if _ends_with(words, lists.tail) and (short or "(" in before[-40:]):
        lead = before[: len(before) - len(before.lstrip("([ "))]
        return len(before) < 60 or bool(lead) or "(" in before[-40:]
    return stripped[-1] in '.!?”"' and after.strip() in ("", ".", ")") and end == block.span.end


def handed_on(text: str, within: Span, start: int, end: int, lists: CreditLists) -> bool:
    """Whether the words around hand something on from it."""
    before = text[max(within.start, start - _NEAR) : start]
    after = text[end : min(within.end, end + _NEAR)]
    aside = _APPOSITION.match(after)
    after = after[aside.end() :] if aside else after
    possessive = re.match(r"['’]s?\b", after)
    back = _words_back(before, lists.fillers)
    ahead = [w.casefold() for w in _WORD.findall(after.split(";")[0])][:9] if not possessive else []
    if ahead and ahead[0] in lists.works and _clean_start(after):
        return _ends_with(back, lists.works_before) or (len(ahead) > 1 and ahead[1] in lists.saw)
    if _ends_with(back, lists.before) and not _broken(before):
        return not (ahead and ahead[0] in lists.crew and len(ahead) > 1 and ahead[1] in ("was", "were", "who"))
    if possessive or not _clean_start(after):
        return False
    if ahead and ahead[0] in lists.crew:
        return any(w in lists.saw for w in ahead[1:6]) and not {"were", "was", "been"} & set(ahead[1:6])
    ahead = _without_suffix(ahead, lists.suffixes)
    for phrase in lists.after:
        if tuple(ahead[: len(phrase)]) == phrase:
            following = ahead[len(phrase)] if len(ahead) > len(phrase) else ""
            return following not in lists.actor
    return False


def _clean_start(after: str) -> bool:
    """Nothing but a blank (or a comma) parts the mention from the next word."""
    return bool(re.match(r",?\s+\w", after))


def _broken(before: str) -> bool:
    """A stop between the phrase and the mention, or a colon that is not "Source:"."""
    return bool(re.search(r"[.!?;)”\"]\s*(?:the\s+)?$", before, re.IGNORECASE))


def _words_back(before: str, fillers: frozenset[str]) -> list[str]:
    """The words before, fillers and nationalities nearest to the mention left out."""
    found = _WORD.findall(before)
    names = gazetteer()
    while found:
        entry = names.phrases.get(found[-1])
        listed = entry is not None and entry.kind in ("group", "place")
        origin = listed or (found[-1][0].isupper() and found[-1].endswith(names.origins))
        if not (origin or found[-1].casefold() in fillers or found[-1].endswith(("'s", "’s"))):
            break
        found.pop()
    return [w.casefold() for w in found[-5:]]


def _ends_with(words: Sequence[str], phrases: Sequence[tuple[str, ...]]) -> bool:
    return any(len(p) <= len(words) and tuple(words[-len(p) :]) == p for p in phrases)


def _without_suffix(ahead: list[str], suffixes: Sequence[tuple[str, ...]]) -> list[str]:
    for _ in range(2):
        for phrase in suffixes:
            if tuple(ahead[: len(phrase)]) == phrase:
                ahead = ahead[len(phrase) :]
                break
    return ahead
