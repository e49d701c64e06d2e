"""Agencies credited for text or for photos, and the outlets through which a passage came.

An agency is credited when the words around it hand something on from it ("told Reuters", "AP reported", a dateline,
a line at the end), or set it beside a picture.  An agency that only occurs, as an actor in the news, is no credit.
An agency that no list has is told by the shape of its name ("Northern Press Agency"), or by a dateline.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from ..model import Block, Credit, Span
from . import credit_lines
from .credit_context import Of, handed_on, judge
from .credit_lists import CreditLists, credit_lists, either
from .document import Document
from .name_lexicon import gazetteer

_JOINS = re.compile(r"\s*(?:,|/|&|\(|\band\b|,\s*and\b)\s*(?:the\s+)?", re.IGNORECASE)
_TAG = re.compile(r"[^.()\[\]\n]{0,60}[(\[]([A-Z]{2,6})[)\]]\s*[-–—:]")  # "TOWN, May 3 (NPA) -"


def find(document: Document, *, language: str = "en") -> tuple[Credit, ...]:
    """The agencies credited in an article, in text order; each span covers the agency's name only."""
    lists = credit_lists(language)
    text = document.text
    forms, pattern = _forms(document, lists)
    persons = {form for form in lists.surnames if form in text and _is_person(form, text, language)}
    found: list[Credit] = []
    before: tuple[Block, int, Of | None] | None = None
    lined = _lined(document, pattern, lists)
    for block, m in _mentions(document, pattern):
        form = m.group()
        of = lined.get(Span(m.start(), m.end())) or judge(
            text, block, m.start(), m.end(), lists, running=form not in persons and form not in lists.strict
        )
        if of is None and before is not None and before[0] is block and _JOINS.fullmatch(text, before[1], m.start()):
            of = before[2]
        if of is not None:
            found.append(Credit(agency=forms[form], span=Span(m.start(), m.end()), of=of))
        before = (block, m.end(), of)
    return tuple(found)


def _lined(document: Document, pattern: re.Pattern[str], lists: CreditLists) -> Mapping[Span, Of]:
    """The agencies that stand in lines of credits, and what for.

    A report ends with its last two paragraphs and, where a page marks its parts, with nothing that is no paragraph.
    """
    named: dict[Block, list[Span]] = {}
    for block, m in _mentions(document, pattern):
        if m.group() not in lists.houses:
            named.setdefault(block, []).append(Span(m.start(), m.end()))
    blocks = document.article.blocks
    ends = [b for b in blocks if b.role == "body"][-2:]
    marked = any(b.xpath for b in blocks)
    found: dict[Span, Of] = {}
    for block, spans in named.items():
        last = bool(ends) and block.span.start >= ends[0].span.start and not (marked and block.role != "body")
        found.update(credit_lines.judge(document.text, block, spans, lists, last=last))
    return found


def via(document: Document, span: Span, found: Sequence[Credit], *, language: str = "en") -> tuple[str, ...]:
    """Agencies (of ``found``) and other outlets that handed on the passage ``span``, by short name, in text order.

    The sentences that the passage touches are looked at.  A dateline or a credit line hands on the whole article, and
    no passage in particular.
    """
    lists = credit_lists(language)
    text = document.text
    around = _sentences_around(document, span)
    named: list[tuple[int, str]] = [
        (c.span.start, c.agency)
        for c in found
        if c.of == "text" and around.contains(c.span) and not _for_all(text, c.span, around)
    ]
    agencies = [Span(at, at + 1) for at, _ in named]
    for m in lists.outlets.finditer(text, around.start, around.end):
        outlet = Span(m.start(), m.end())
        if any(outlet.overlaps(a) for a in agencies) or m.group() in lists.forms:
            continue
        if handed_on(text, around, m.start(), m.end(), lists):
            named.append((m.start(), m.group().removeprefix("the ").removeprefix("The ")))
    return tuple(dict.fromkeys(name for _, name in sorted(named)))


def _sentences_around(document: Document, span: Span) -> Span:
    sentences = document.sentences
    at = max(0, bisect_right(sentences, span.start, key=lambda s: s.span.start) - 1)
    around = span
    while at < len(sentences) and sentences[at].span.start < span.end:
        if sentences[at].span.overlaps(span):
            around = around.to(sentences[at].span)
        at += 1
    return around


def _for_all(text: str, span: Span, around: Span) -> bool:
    opening = text[span.start - 1 : span.start] in ("(", "[") and text[span.end : span.end + 1] in (")", "]", "/", ",")
    closing = text[span.end : around.end].strip(" .)]") == "" and text[: span.start].rstrip()[-1:] in "—–-("
    return opening or closing


def _mentions(document: Document, pattern: re.Pattern[str]) -> Iterator[tuple[Block, re.Match[str]]]:
    for block in document.article.blocks:
        for m in pattern.finditer(document.text, block.span.start, block.span.end):
            if document.text[m.start() - 1 : m.start()] not in ("@", "#", ".") or m.start() == 0:
                yield block, m


def _forms(document: Document, lists: CreditLists) -> tuple[Mapping[str, str], re.Pattern[str]]:
    """The agencies' forms and the pattern that finds them, with those that only this article shows."""
    own: dict[str, str] = {}
    text = document.text
    for m in lists.shaped.finditer(text):
        name = " ".join(m.group().removeprefix("The ").split())
        if name not in lists.forms:
            own[m.group().removeprefix("The ")] = short = _short(name, lists)
            own.setdefault(short, short)
    for block in document.article.blocks:
        tag = _TAG.match(text, block.span.start, block.span.end)
        listed = tag and (tag.group(1) in lists.forms or lists.outlets.fullmatch(tag.group(1)))
        if tag and not listed and not _abbreviates(tag.group(1), document):
            own.setdefault(tag.group(1), tag.group(1))
    if not own:
        return lists.forms, lists.pattern
    forms = {**own, **lists.forms}
    return forms, either(forms)


def _short(name: str, lists: CreditLists) -> str:
    """The short name of an agency that no list has: its initials, or the one word before "News Agency"."""
    words = name.split()
    if len(words) == 1 or (len(words) == 3 and " ".join(words[1:]) in lists.sole):
        return words[0]
    return "".join(w[0] for w in words)


def _abbreviates(tag: str, document: Document) -> bool:
    """Whether a dateline's tag is the outlet's own: the initials of its name, or of a name that the page shows."""
    outlet = document.article.outlet or ""
    if "".join(w[0] for w in outlet.split()).upper() == tag or outlet.upper() == tag:
        return True
    spelt = r"\s".join(rf"{letter}[\w'’-]+" for letter in tag)
    return bool(re.search(rf"\b{spelt}\b", document.text))


def _is_person(form: str, text: str, language: str) -> bool:
    """Whether a form stands after a given name or an honorific anywhere in the article."""
    names = gazetteer(language)
    for m in re.finditer(rf"([^\W\d_]+\.?)\s(?:[A-Z]\.\s)?{re.escape(form)}\b", text):
        word = m.group(1)
        if word in names.given or word.rstrip(".") in names.honorifics:
            return True
    return False
