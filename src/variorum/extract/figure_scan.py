"""From characters to figures: a number with its scale, sign, currency, percent, unit and bounds, before the words
around it are looked at for what it measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ..model import Bound, FigureClass, Span
from . import numbers
from .document import Sentence
from .figure_grammar import Grammar, key
from .figure_line import Spans

_NEXT_WORD = re.compile(r"[ \t\u00a0]{1,3}([^\W\d_]+)")
_LEAD = re.compile(r"[^\W\d_]+|.")

Shape = Literal["digits", "words", "vague", "ordinal", "fraction", "odds"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A number in the text.  ``core`` is the number with its unit, ``span`` adds the bound before it and after it;
    ``number`` is the bare digits or words."""

    span: Span
    core: Span
    number: Span
    shape: Shape
    value: float | None
    klass: FigureClass
    unit: str | None = None
    range: tuple[float, float] | None = None
    bound: Bound = "exact"
    scaled: bool = False
    measured: bool = False
    """The unit was written: a percent sign, a currency, a unit of measurement."""
    noun: Span | None = None
    """A unit that stands after the number as a word of its own, and so outside ``core``, like any counted noun."""

    @property
    def whole(self) -> Span:
        """The number with its unit, wherever that stands."""
        return self.core.to(self.noun) if self.noun else self.core


def scan(text: str, sentence: Sentence, taken: Spans, known: Grammar) -> Iterator[Found]:
    """The figures of a sentence in order; what overlaps a span of ``taken`` is none."""
    reached, end = sentence.span.start, sentence.span.end
    for at in _places(sentence, known):
        match = known.start.match(text, at, end) if at >= reached else None
        if match is None:
            continue
        if taken.meets(Span(match.start(), match.end())):
            continue
        found = _read(text, match, end, known)
        if found is None:
            continue
        found = _ranged(text, sentence, found, known)
        found = _bounded(text, sentence, found, known)
        if taken.meets(found.core):
            continue
        reached = found.span.end
        yield found


def _places(sentence: Sentence, known: Grammar) -> Iterator[int]:
    starters = known.starters
    for token in sentence.tokens:
        norm = token.norm
        if norm[0].isdigit() or norm in starters:
            yield token.span.start
        elif not norm[0].isalpha() or "-" in norm or "." in norm:
            lead = _LEAD.match(norm)
            if lead and (lead.group() in starters or norm[0] in starters):
                yield token.span.start


def _read(text: str, match: re.Match[str], end: int, known: Grammar) -> Found | None:
    language = known.language
    if match["odds"]:
        return _odds(match, known)
    if match["fraction"]:
        return _fraction(text, match, end, known)
    if match["ordinal"]:
        value = numbers.ordinal_value(match["ordinal"], language)
        span = Span(match.start(), match.end())
        if value is None or not _closed(text, match.end(), end):
            return None
        return Found(span=span, core=span, number=span, shape="ordinal", value=float(value), klass="rank")
    if match["vague"]:
        return _vague(text, match, end, known)
    return _cardinal(text, match, end, known)


def _closed(text: str, at: int, end: int) -> bool:
    return at >= end or not (text[at].isalnum() or text[at] == "_")


def _odds(match: re.Match[str], known: Grammar) -> Found | None:
    words = match["odds"].split()
    low = numbers.value_of(words[0], known.language)
    high = numbers.value_of(words[-1], known.language)
    if low is None or high is None or not 0 < low < high or high > 1_000_000 or (high > 100 and high % 10):
        return None
    span = Span(match.start(), match.end())
    return Found(
        span=span, core=span, number=span, shape="odds", value=round(low / high, 6), klass="ratio", measured=True
    )


def _fraction(text: str, match: re.Match[str], end: int, known: Grammar) -> Found | None:
    raw = match["fraction"]
    if not _closed(text, match.end(), end):
        return None
    if "/" in raw:
        top, bottom = (int(p) for p in raw.split("/"))
        value = top / bottom if 0 < top < bottom <= 100 else None
    else:
        *lead, last = re.split(r"[\s\u00a0-‐‑]+|-", key(raw))
        part = numbers.words(known.language).fractions.get(last)
        count = numbers.from_words(" ".join(lead), known.language) if lead else 1.0
        value = None if part is None else part * (1.0 if count is None else count)
    if value is None:
        return None
    span = Span(match.start(), match.end())
    ranked = _as_ordinal(text, match, end, known)
    if ranked is not None:
        return ranked
    return Found(span=span, core=span, number=span, shape="fraction", value=round(value, 6), klass="ratio")


def _as_ordinal(text: str, match: re.Match[str], end: int, known: Grammar) -> Found | None:
    """``a third round``: an ordinal where a noun follows, a share ("a third of") where none does."""
    last = re.search(r"[^\W\d_]+$", match["fraction"])
    following = _NEXT_WORD.match(text, match.end(), end)
    if last is None or following is None or last.group().casefold() not in numbers.words(known.language).ordinals:
        return None
    word = following.group(1).casefold()
    if word in known.phrase.stops or word in known.names["after_share"]:
        return None
    value = numbers.ordinal_value(last.group(), known.language)
    span = Span(match.start("fraction") + last.start(), match.end())
    return Found(span=span, core=span, number=span, shape="ordinal", value=float(value or 0), klass="rank")


def _vague(text: str, match: re.Match[str], end: int, known: Grammar) -> Found | None:
    if not _closed(text, match.end(), end):
        return None
    low, high = numbers.words(known.language).vague[_vague_key(match["vague"], known)]
    span = Span(match.start(), match.end())
    found = Found(
        span=span, core=span, number=span, shape="vague", value=None, range=(low, high), klass="amount", bound="about"
    )
    return _with_unit(text, found, end, known)


def _vague_key(raw: str, known: Grammar) -> str:
    """``many thousands`` is thousands."""
    listed, words = numbers.words(known.language).vague, key(raw)
    return words if words in listed else words.partition(" ")[2]


def _cardinal(text: str, match: re.Match[str], end: int, known: Grammar) -> Found | None:
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
    found = _with_scale(text, found, end, known)
    if match["currency"]:
        found = _with_sign(match["currency"].strip(), found, known)
    found = _with_unit(text, found, end, known)
    if match["sign"] and found.value is not None:
        found = replace(found, value=-found.value) if match.start() == 0 or text[match.start() - 1].isspace() else found
    elif match["sign"]:
        return None
    return found if _closed(text, found.core.end, end) else None


def _with_scale(text: str, found: Found, end: int, known: Grammar) -> Found:
    """``1.2m``, ``5 billion``, ``two hundred thousand``; "m" is metres beside a word of length."""
    match = known.scale.match(text, found.core.end, end)
    if match is None or found.value is None:
        return found
    words = numbers.words(known.language)
    if match["scale"]:
        name = match["scale"].casefold()
        factor = words.scales.get(name) or words.hundred[name]
        if name in ("score", "dozen") and found.shape == "digits":
            return found
    else:
        if found.shape != "digits" or _is_metres(text, match, end, known):
            return found
        if (
            match.group()[0].isspace()
            and match["short"].casefold() in ("m", "b", "k")
            and not text[match.end() : match.end() + 1].isspace()
        ):
            return found
        factor = words.abbreviated[match["short"].casefold()]
    return replace(found, value=found.value * factor, core=Span(found.core.start, match.end()), scaled=True)


def _is_metres(text: str, match: re.Match[str], end: int, known: Grammar) -> bool:
    if match["short"] != "m":
        return False
    after = re.match(r"[\s-]*([^\W\d_]+)", text[match.end() : min(end, match.end() + 20)])
    if after and after.group(1).casefold() in known.metres_after:
        return True
    before = re.findall(r"[^\W\d_]+", text[max(0, match.start() - 40) : match.start()])
    return any(w.casefold() in known.metres_before for w in before[-4:])


def _with_sign(sign: str, found: Found, known: Grammar) -> Found:
    lowered = re.sub(r"\s+", " ", sign.casefold())
    code = known.signs.get(lowered)
    if code is None and found.scaled:
        code = known.signs_with_scale.get(sign)
    if code is None:
        return replace(found, core=Span(found.number.start, found.core.end))
    return replace(found, klass="money", unit=code, measured=True)


def _with_unit(text: str, found: Found, end: int, known: Grammar) -> Found:
    """Percent, currency or unit of measurement after the number."""
    at = found.core.end
    match = known.percent.match(text, at, end)
    if match and not found.measured:
        unit = known.percents[key(match["percent"]).replace("-", " ")]
        return replace(found, core=Span(found.core.start, match.end()), klass="percent", unit=unit, measured=True)
    match = known.money_after.match(text, at, end)
    if match:
        paid = _paid(text, match, found, known)
        if paid is not None:
            return paid
    if found.measured:
        return found
    match = known.unit_word.match(text, at, end)
    if match:
        unit = known.unit_words[key(match["unit"]).replace("-", " ")]
        if match.group()[0] in "-‐‑":
            return replace(found, core=Span(found.core.start, match.end()), unit=unit, measured=True)
        return replace(found, unit=unit, measured=True, noun=Span(match.start("unit"), match.end("unit")))
    match = known.symbol.match(text, at, end)
    if match and found.shape == "digits":
        unit = known.symbols.get(match["symbol"], "metre")
        if len(match["symbol"]) == 1 and match["symbol"] in "CF" and match.group()[0] in "-‐‑":
            return found
        return replace(found, core=Span(found.core.start, match.end()), unit=unit, measured=True)
    return found


def _paid(text: str, match: re.Match[str], found: Found, known: Grammar) -> Found | None:
    """A currency after the number; ``None`` when the word is another one here."""
    word = key(match["money"])
    end = match.end() + (match.group().count("(") and text[match.end() : match.end() + 1] == ")")
    core = Span(found.core.start, end)
    if word in known.hundredths:
        if found.klass == "money" or (word == "p" and match.group()[0].isspace()):
            return None
        value = None if found.value is None else round(found.value / 100, 6)
        return replace(found, core=core, klass="money", value=value, unit=known.hundredths[word], measured=True)
    code = known.currencies[word]
    if found.klass == "money":
        return replace(found, core=core) if found.unit in (code, "USD") else None
    if word in known.need_scale and not found.scaled and found.shape != "vague" and (found.value or 0) < 1000:
        return None
    before = re.findall(r"[^\W\d_]+", text[max(0, found.core.start - 30) : found.core.start])
    if any(w.casefold() in known.weight for w in before[-3:]):
        return None
    return replace(found, core=core, klass="money", unit=code, measured=True)


def _ranged(text: str, sentence: Sentence, found: Found, known: Grammar) -> Found:
    """``15-20%``, ``5 to 10 percent``, ``between $12 million and $20 million``, ``two or three``."""
    end = sentence.span.end
    join = known.range_join.match(text, found.core.end, end)
    if join is None or found.shape not in ("digits", "words") or found.value is None:
        return found
    match = known.start.match(text, join.end(), end)
    if match is None or not (match["number"] or match["words"]):
        return found
    second = _cardinal(text, match, end, known)
    if second is None or second.value is None:
        return found
    window = text[max(sentence.span.start, found.core.start - 32) : found.core.start]
    before = known.between.search(window)
    opened = before["word"].casefold() if before else ""
    word = (join["word"] or "").casefold()
    apart = bool(word) and found.measured and second.measured and known.changed.search(window) is not None
    if apart or not _joins(word, opened, found, second, known):
        return found
    low, high = found.value, second.value
    if second.scaled and not found.scaled and low < high and low < 1000:
        low *= second.value / (numbers.value_of(second.number.of(text), known.language) or second.value)
    if not low < high or (found.measured and second.measured and found.unit != second.unit):
        return found
    source = second if second.measured else found
    start = found.core.start - (len(before.group()) if before and opened in known.closed_by else 0)
    return replace(
        found, value=None, range=(low, high), klass=source.klass, unit=source.unit, measured=source.measured,
        scaled=second.scaled, noun=second.noun, core=Span(start, second.core.end),
    )  # fmt: skip


def _joins(word: str, opened: str, found: Found, second: Found, known: Grammar) -> bool:
    """Whether the word between two numbers makes them one range."""
    if word in known.closed_by.values():
        return known.closed_by.get(opened) == word
    if opened in known.apart:
        return not word
    if word in known.either:
        return found.shape == second.shape == "words" and second.value == (found.value or 0) + 1
    return True


def _bounded(text: str, sentence: Sentence, found: Found, known: Grammar) -> Found:
    """The bound words beside a figure, which become part of its span."""
    start, end, bound = found.core.start, found.core.end, found.bound
    window = text[max(sentence.span.start, start - 40) : start]
    before = known.bound_before.search(window)
    if before and found.shape != "ordinal":
        bound = known.bounds[key(before["bound"])]
        start -= len(before.group())
    after = known.bound_after.match(text, end, sentence.span.end) if found.shape in ("digits", "words") else None
    if after and bound == "exact":
        bound = known.bounds_after[key(after["bound"])]
        end = after.end()
    return replace(found, span=Span(start, end), bound=bound)
