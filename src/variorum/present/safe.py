"""Making the words of articles safe to show: the one place for it.

Articles are untrusted.  Their text may hold escape codes for the terminal, direction overrides that turn what is read
around, markup, footnotes, formulas.  Each function here returns text that one kind of output shows as plain words and
never obeys.  White space is folded, for display only; what cannot be seen is shown as its code point or dropped, never
left in.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlsplit

_SPACE: Final = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]+")
_UNSEEN: Final = re.compile("[\u00ad\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb]")
"""Soft hyphens, zero-width blanks and the like: they show nothing and are left out (scripts need the joiners)."""
_UNSAFE: Final = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0 and C1 control characters, ESC and CSI among them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # marks, embeddings, overrides and isolates of direction
    "\U000e0000-\U000e007f"  # tags: hidden copies of ASCII
    "]"
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_MARKUP: Final = re.compile(r"[\\`*_\[\]{}|~^$#]")
_LEADING: Final = re.compile(r"(?:[-+=:%!]|\d{1,9}(?=[.)](?:\s|$)))")
_FORMULA: Final = frozenset("=+-@\t\r\n＝＋－＠")
_URL_SAFE: Final = "!$&'*+,-./:;=?@_~%#"


def one_line(words: str) -> str:
    """``words`` with every run of white space, line ends included, folded to one blank, and none at the ends."""
    return _SPACE.sub(" ", words).strip()


def _shown(words: str) -> str:
    """One line without what cannot be seen; what must not be obeyed as its code point."""
    line = one_line(_UNSEEN.sub("", words))
    return _SURROGATE.sub("\ufffd", _UNSAFE.sub(lambda m: f"<U+{ord(m.group()):04X}>", line))


def terminal_text(words: str) -> str:
    """One line for a terminal: no control character, no escape code, no override of direction; those are shown."""
    return _shown(words)


def markdown_text(words: str) -> str:
    """One line for Markdown (CommonMark and GitHub's dialect): nothing of it is read as markup, HTML, a footnote or a
    link, at the start of a line or within one."""
    shown = _shown(words)
    shown = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    start = _LEADING.match(shown)
    head, rest = (start.group(), shown[start.end() :]) if start else ("", shown)
    return _leading(head, rest) + _unlinked(_MARKUP.sub(r"\\\g<0>", rest))


def _leading(head: str, rest: str) -> str:
    if not head:
        return ""
    if head.isascii() and not head.isdigit():
        return "\\" + head
    return head if not rest else head + "\\"


def _unlinked(words: str) -> str:
    """Without bare addresses that GitHub's dialect would turn into links."""
    return re.sub(r"(?i)(?<=www)\.|(?<=http):|(?<=https):|(?<=ftp):", r"\\\g<0>", words)


def markdown_url(url: str) -> str | None:
    """An address for use inside ``<...>``, or None when it is no web address; nothing in it can end the link."""
    try:
        parts = urlsplit(one_line(url))
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not parts.netloc:
        return None
    return quote(one_line(url).encode("utf-8", "replace"), safe=_URL_SAFE)


def csv_text(words: str) -> str:
    """One cell for a spreadsheet: what would be read as a formula gets an apostrophe in front."""
    shown = _shown(words)
    if words[:1] in _FORMULA or shown[:1] in _FORMULA:
        return "'" + shown
    return shown
