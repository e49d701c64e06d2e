"""What an article's own words tell of where it comes from: credits, cited outlets, signs of own reporting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from .. import lexicon, text
from ..model import Article, Block, Credit, OriginKind, Role, Span, Witness

_BODY: tuple[Role, ...] = ("body", "heading", "dateline")
SHORT = 14
"""Words up to which a first or last paragraph that credits an agency is a credit line for the whole article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One place of an article that names an origin.  ``passage`` is what rests on it; None: the whole article."""

    label: str
    kind: OriginKind
    span: Span
    passage: Span | None


def of(witness: Witness) -> tuple[Sign, ...]:
    """All signs of one article, in text order."""
    found = {*_agencies(witness), *_cited(witness), *_own(witness.article)}
    return tuple(sorted(found, key=lambda s: (s.span, s.label, s.kind, s.passage or Span(0, 1))))


def _agencies(witness: Witness) -> Iterator[Sign]:
    article = witness.article
    agencies = {c.agency for c in witness.claims.credits if c.of == "text"}
    for credit in witness.claims.credits:
        if credit.of != "text":
            continue
        passage = None if _for_all(article, credit) else _resting(witness, credit.span)
        yield Sign(label=credit.agency, kind="agency", span=credit.span, passage=passage)
    for s in witness.claims.statements:
        for via in s.via:
            kind: OriginKind = "agency" if via in agencies or via in _known_agencies(witness) else "outlet"
            yield Sign(label=via, kind=kind, span=s.passage, passage=s.passage)


def _known_agencies(witness: Witness) -> frozenset[str]:
    """Agencies that the article names at all, photo credits included: a relay of one of them is an agency's."""
    return frozenset(c.agency for c in witness.claims.credits)


def _for_all(article: Article, credit: Credit) -> bool:
    """Whether a credit stands for the whole article: in a dateline or byline, or in a credit line at either end."""
    at = next((i for i, b in enumerate(article.blocks) if b.span.contains(credit.span)), None)
    if at is None:
        return False
    block = article.blocks[at]
    if block.role in ("dateline", "byline"):
        return True
    body = article.blocks_of("body")
    if block not in (body[:1] + body[-1:]):
        return False
    return len(text.words(article.text, block.span)) <= SHORT or _in_head(article.text, block, credit.span)


def _in_head(full: str, block: Block, credit: Span) -> bool:
    """``TOWN, May 3 (Agency) - ...``: the credit in brackets before the first sentence of the block begins."""
    before, after = full[block.span.start : credit.start], full[credit.end : credit.end + 4]
    return len(before) <= 60 and before.rstrip().endswith("(") and bool(re.match(r"\)\s*[-–—:]", after))


def _resting(witness: Witness, credit: Span) -> Span:
    """What rests on a credit: the statement around it, else its sentence."""
    for s in witness.claims.statements:
        if s.passage.contains(credit):
            return s.passage
    return _sentence(witness.article, credit)


def _sentence(article: Article, span: Span) -> Span:
    for block in article.blocks:
        if block.span.contains(span):
            for sentence in text.sentences(article.text, block.span):
                if sentence.overlaps(span):
                    return sentence.to(span)
    return span


def _cited(witness: Witness) -> Iterator[Sign]:
    """Other outlets named as the source of a sentence."""
    article = witness.article
    own = (article.outlet or "").casefold().removeprefix("the ")
    for block in article.blocks_of(*_BODY):
        for m in _citations().finditer(article.text, block.span.start, block.span.end):
            label = next(g for g in m.groups() if g)
            if label.casefold().removeprefix("the ") != own:
                span = Span(m.start(), m.end())
                yield Sign(label=label, kind="outlet", span=span, passage=_sentence(article, span))


def _own(article: Article) -> Iterator[Sign]:
    label = f"own reporting of {article.outlet or article.id}"
    pattern = _own_signs((article.outlet or "").removeprefix("The "))
    for block in article.blocks_of(*_BODY):
        for m in pattern.finditer(article.text, block.span.start, block.span.end):
            span = Span(m.start(), m.end())
            yield Sign(label=label, kind="own reporting", span=span, passage=_sentence(article, span))


@cache
def _citations(language: str = "en") -> re.Pattern[str]:
    table = lexicon.load("origins", language)
    outlets = _either(sorted(table["outlets"], key=lambda o: (-len(o), o)))
    return re.compile("|".join(rf"\b{_lead(form)}({outlets}){_tail(form)}\b" for form in table["cited"]))


def _lead(form: str) -> str:
    return re.escape(form.partition("{outlet}")[0]).replace(r"\ ", r"\s")


def _tail(form: str) -> str:
    return re.escape(form.partition("{outlet}")[2]).replace(r"\ ", r"\s")


@lru_cache(maxsize=256)
def _own_signs(outlet: str, language: str = "en") -> re.Pattern[str]:
    table = lexicon.load("origins", language)
    forms = [*table["own"], *(f.format(outlet=outlet) for f in table["own_outlet"] if outlet)]
    return re.compile(rf"\b(?:{_either(forms)})\b", re.IGNORECASE)


def _either(forms: Iterable[str]) -> str:
    return "|".join(re.escape(f).replace(r"\ ", r"\s") for f in forms)
