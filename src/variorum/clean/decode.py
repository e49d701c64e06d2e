"""From bytes to text: the encoding is named by a mark at the front, by the page, or told from the bytes."""

from __future__ import annotations

import codecs
import re

from ..errors import CleanError
from ..model import Capture

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""charset\s{0,4}=\s{0,4}["']?\s{0,4}([\w:.-]{2,40})|^\s{0,40}<\?xml[^>]{0,80}encoding=["']([\w-]{2,40})""",
    re.IGNORECASE,
)
_TYPOGRAPHY = frozenset("’‘“”„–—…•£€©®°«»·\xa0")
_HEAD = 4096
"""Bytes of a page that may name its encoding (browsers look at the first 1024)."""
_LOOK = 200_000
"""Bytes from which an unnamed encoding is told."""


def text_of(capture: Capture) -> str:
    """The text of a capture without a byte-order mark, its line ends kept; raises ``CleanError``."""
    content = capture.content
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding, capture)
    try:
        return _checked(content.decode("utf-8"), capture)
    except UnicodeDecodeError:
        pass
    if capture.media == "html":
        declared = _DECLARED.search(content[:_HEAD])
        if declared:
            text = _declared(content, (declared.group(1) or declared.group(2)).decode("ascii"))
            if text is not None:
                return _checked(text, capture)
        # a page that is nearly UTF-8 has a few damaged characters, which is no reason to lose it
        text = content.decode("utf-8", errors="replace")
        if text.count("\ufffd") <= len(text) // 1000:
            return _checked(text, capture)
    return _checked(_told(content, capture), capture)


def _strictly(content: bytes, encoding: str, capture: Capture) -> str:
    try:
        return _checked(content.decode(encoding), capture)
    except UnicodeDecodeError as error:
        raise CleanError(f"not {encoding}, as its first bytes say", path=capture.path, line=capture.line) from error


def _declared(content: bytes, name: str) -> str | None:
    try:
        codec = codecs.lookup(name)
        # what pages call latin-1 is windows-1252, as browsers read it
        encoding = "cp1252" if codec.name in {"iso8859-1", "ascii"} else codec.name
        return content.decode(encoding, errors="replace" if encoding == "utf-8" else "strict")
    except (LookupError, UnicodeDecodeError, AssertionError):
        return None


def _told(content: bytes, capture: Capture) -> str:
    """Windows-1252 where it gives a Western text, else what charset-normalizer finds."""
    import charset_normalizer  # noqa: PLC0415  -- a tenth of a second that few runs need

    best = charset_normalizer.from_bytes(content[:_LOOK]).best()
    if best is None:
        raise CleanError("its encoding cannot be told", path=capture.path, line=capture.line)
    try:
        western = content.decode("cp1252")
    except UnicodeDecodeError:
        western = None
    if western is not None and _is_western(western):
        return western
    return content.decode(best.encoding, errors="replace")


def _is_western(text: str) -> bool:
    """Whether the characters beyond ASCII are few, and are typography or accented letters within words."""
    beyond = [c for c in text if ord(c) > 127]
    expected = sum(1 for c in beyond if c.isalpha() or c in _TYPOGRAPHY)
    return len(beyond) <= len(text) // 8 and expected >= 0.9 * len(beyond)


def _checked(text: str, capture: Capture) -> str:
    text = text.removeprefix("\ufeff")
    if capture.media == "html":
        text = text.replace("\0", "\ufffd")
    reason = "empty" if not text.strip() else objection(text)
    if reason:
        raise CleanError(reason, path=capture.path, line=capture.line)
    return text


def objection(text: str) -> str | None:
    """Why a text cannot be an article's: characters that no text has."""
    if "\0" in text:
        return "binary: holds NUL characters"
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "holds halves of characters (lone surrogates)"
    return None
