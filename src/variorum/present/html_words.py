"""Small texts of the page: figures in words, words in context, what must not reach a page as it is."""

from __future__ import annotations

import math
import re
import unicodedata
from urllib.parse import urlsplit

from ..model import Bound, Span

_CONTEXT = 48
"""Characters shown at most on each side of a reading too short to stand alone."""

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Control characters, bidirectional overrides and isolates, lone surrogates, noncharacters: all that would act on
the page, or could not be written into it, instead of being seen."""


def visible(text: str) -> str:
    """``text`` with characters that act instead of being seen written out, as ``⟦U+202E⟧``."""
    return _HIDDEN.sub(lambda m: f"⟦U+{ord(m.group()):04X}⟧", text)


def turning(text: str) -> bool:
    """Whether ``text`` holds writing that runs from right to left, and could turn what stands beside it."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in {"R", "AL", "AN"} for c in text)


def web_address(url: str | None) -> str | None:
    """``url`` if a browser may be sent there: http or https with a host; None for anything else."""
    if not url or any(c.isspace() or unicodedata.category(c).startswith("C") for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def figure_words(
    value: float | str | None,
    *,
    range: tuple[float, float] | None = None,
    unit: str | None = None,
    bound: Bound | None = None,
) -> str:
    """A value for people: "at least 3,000 soldiers", "5 to 10 percent"; "" when there is none."""
    if range:
        number = f"{_number(range[0])} to {_number(range[1])}"
    elif value is not None:
        number = value if isinstance(value, str) else _number(value)
    else:
        return ""
    parts = (bound if bound and bound != "exact" else "", number, unit or "")
    return " ".join(part for part in parts if part)


def _number(value: float) -> str:
    if not math.isfinite(value):
        return str(value)
    return f"{int(value):,}" if value == int(value) else f"{value:,.10g}"


def context(text: str, span: Span) -> tuple[str, str]:
    """The words before and after ``span`` in its own line, cut at a word and marked with an ellipsis where cut."""
    line_start = max(text.rfind("\n", 0, span.start) + 1, 0)
    line_end = text.find("\n", span.end)
    line_end = len(text) if line_end < 0 else line_end
    start, end = max(line_start, span.start - _CONTEXT), min(line_end, span.end + _CONTEXT)
    before, after = text[start : span.start], text[span.end : end]
    if start > line_start:
        before = "…" + _from_word(before)
    if end < line_end:
        after = _to_word(after) + "…"
    return before, after


def _from_word(text: str) -> str:
    cut = text.find(" ")
    return text[cut:] if 0 <= cut < len(text) - 1 else text


def _to_word(text: str) -> str:
    cut = text.rfind(" ")
    return text[: cut + 1] if cut > 0 else text


def excerpt(text: str, length: int) -> str:
    """At most ``length`` characters of ``text`` on one line, cut at a word where there is one."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[:length]
    at = cut.rfind(" ")
    return (cut[:at] if at > length // 2 else cut).rstrip(" ,;:.") + "…"
