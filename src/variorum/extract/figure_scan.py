"""From characters to figures: a number with its scale, sign, currency, percent, unit and bounds, before the words
around it are looked at for what it measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..model import Span
from . import figure_shares, numbers
from .document import Sentence
from .figure_found import NEAR, Found, Page, closed
from .figure_grammar import Grammar, key
from .figure_line import Spans
from .figure_units import with_scale, with_sign, with_unit

_LEAD = re.compile(r"[^\W\d_]+|.")
_WORDS = re.compile(r"[^\W\d_]+")
_WINDOW = 120
"""Characters before a figure that are looked at for a word of change."""


def scan(page: Page, sentence: Sentence, places: Sequence[int], taken: Spans, known: Grammar) -> Iterator[Found]:
    """The figures of a sentence in order, of those that begin at one of ``places``; what overlaps a span of ``taken``
    is none."""
    reached, end = sentence.span.start, sentence.span.end
    for at in places:
        match = known.start.match(page.low, at, end) if at >= reached else None
        if match is None:
            continue
        if taken.meets(Span(match.start(), match.end())):
            continue
        found = _read(page, match, end, known)
        if found is None:
            continue
        found = _ranged(page, sentence, found, known)
        found = _bounded(page, sentence, found, known)
        if taken.meets(found.core):
            continue
        reached = found.span.end
        yield found


def places(sentence: Sentence, known: Grammar) -> list[int]:
    """Where a figure could begin."""
    starters, found = known.starters, []
    tokens = sentence.tokens
    for i, token in enumerate(tokens):
        norm = token.norm
        if norm in starters:
            follows = known.article_next if norm in known.articles else None
            following = tokens[i + 1].norm if i + 1 < len(tokens) else ""
            if follows is None or not following.isalpha() or following in follows:
                found.append(token.span.start)
        elif norm.isalpha():
            continue
        elif norm[0].isdigit() or _head(norm) in starters or norm[0] in starters:
            found.append(token.span.start)
    return found


def _head(norm: str) -> str:
    """The first word of a token ("half-million")."""
    lead = _LEAD.match(norm)
    return lead.group() if lead else norm


def _read(page: Page, match: re.Match[str], end: int, known: Grammar) -> Found | None:
    language = known.language
    if match["against"]:
        return figure_shares.against(match, known)
    if match["glyph"]:
        return figure_shares.glyph(match)
    if match["odds"]:
        return figure_shares.odds(match, known)
    if match["fraction"]:
        return figure_shares.fraction(page, match, end, known)
    if match["ordinal"]:
        value = numbers.ordinal_value(match["ordinal"], language)
        span = Span(match.start(), match.end())
        if value is None or not closed(page.low, match.end(), end):
            return None
        return Found(span=span, core=span, number=span, shape="ordinal", value=float(value), klass="rank")
    if match["vague"]:
        return figure_shares.vague(page, match, end, known)
    return _cardinal(page, match, end, known)


def _cardinal(page: Page, match: re.Match[str], end: int, known: Grammar) -> Found | None:
    digits = match["number"]
    if digits:
        value = numbers.from_digits(digits)
        start = match.start("number")
        if match["half"]:
            value = numbers.value_of(digits + match["half"].strip(), known.language)
    else:
        value = numbers.value_of(match["words"] + (match["tail"] or ""), known.language)
        start = match.start("words")
    if value is None:
        return None
    number = Span(start, match.end())
    found = Found(
        span=number,
        core=Span(match.start(), match.end()),
        number=number,
        shape="digits" if digits else "words",
        value=value,
        klass="amount",
    )
    found = with_scale(page, found, end, known)
    if match["currency"]:
        found = with_sign(page.raw[slice(*match.span("currency"))].strip(), found, known)
    found = with_unit(page, found, end, known)
    if match["sign"]:
        if match.start() == 0 or page.low[match.start() - 1].isspace():
            found = replace(found, value=-(found.value or 0.0))
    elif found.value is not None and (found.unit in known.negative_units or found.unit is None):
        minus = known.negative.search(page.low[max(0, match.start() - 12) : match.start()])
        if minus:
            core = Span(found.core.start - len(minus.group()), found.core.end)
            found = replace(found, value=-found.value, core=core)
    return found if closed(page.low, found.core.end, end) else None


def _ranged(page: Page, sentence: Sentence, found: Found, known: Grammar) -> Found:
    """``15-20%``, ``5 to 10 percent``, ``between $12 million and $20 million``, ``two or three``."""
    end = sentence.span.end
    join = known.range_join.match(page.low, found.core.end, end)
    if join is None or found.shape not in ("digits", "words") or found.value is None:
        return found
    match = known.start.match(page.low, join.end(), end)
    if match is None or not (match["number"] or match["words"]):
        return found
    second = _cardinal(page, match, end, known)
    if second is None or second.value is None:
        return found
    window = page.low[max(sentence.span.start, found.core.start - 32) : found.core.start]
    before = known.between.search(window)
    opened = before["word"].casefold() if before else ""
    word = (join["word"] or "").casefold()
    apart = bool(word) and found.measured and second.measured and known.changed.search(window) is not None
    changes = opened in known.apart and _changes(page, sentence, found.core.start, known)
    if apart or not _joins(word, opened, found, second, known, changes=changes):
        return found
    low, high = found.value, second.value
    if second.scaled and not found.scaled and low < high and low < 1000:
        low *= second.value / (numbers.value_of(second.number.of(page.low), known.language) or second.value)
    if not low < high or (found.measured and second.measured and found.unit != second.unit):
        return found
    source = second if second.measured else found
    start = found.core.start - (len(before.group()) if before and opened in known.closed_by else 0)
    return replace(
        found, value=None, range=(low, high), klass=source.klass, unit=source.unit, measured=source.measured,
        scaled=second.scaled, noun=second.noun, core=Span(start, second.core.end),
    )  # fmt: skip


def _changes(page: Page, sentence: Sentence, at: int, known: Grammar) -> bool:
    """Whether something changes in the words before ``at``, so that "from 5 to 10" is two figures."""
    before = _WORDS.findall(page.low, max(sentence.span.start, at - _WINDOW), at)[-NEAR:]
    return any(w in known.change.words or w in known.change.movers for w in before)


def _joins(word: str, opened: str, found: Found, second: Found, known: Grammar, *, changes: bool) -> bool:
    """Whether the word between two numbers makes them one range; ``changes``: a word of change stands before them."""
    if word in known.closed_by.values():
        return known.closed_by.get(opened) == word
    if opened in known.apart:
        return not word or not changes
    if word in known.either:
        return found.shape == second.shape == "words" and second.value == (found.value or 0) + 1
    return True


def _of_verb(lead: str, bound: str, known: Grammar) -> bool:
    """Whether words that bound a figure belong to the verb before them: "added up to", "handed over"."""
    words = lead.split()
    return bool(words) and words[-1] in known.bound_verbs.get(bound, ())


def _bounded(page: Page, sentence: Sentence, found: Found, known: Grammar) -> Found:
    """The bound words beside a figure, which become part of its span."""
    start, end, bound = found.core.start, found.core.end, found.bound
    window = page.low[max(sentence.span.start, start - 40) : start]
    before = known.bound_before.search(window)
    if before and found.shape != "ordinal" and not _of_verb(window[: before.start()], key(before["bound"]), known):
        bound = known.bounds[key(before["bound"])]
        start -= len(before.group())
    after = known.bound_after.match(page.low, end, sentence.span.end) if found.shape in ("digits", "words") else None
    if after and bound == "exact":
        bound = known.bounds_after[key(after["bound"])]
        end = after.end()
    return replace(found, span=Span(start, end), bound=bound)
