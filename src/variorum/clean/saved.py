"""What programs that save web pages write into them: where the page was, and when it was taken.

Browsers ("saved from url"), SingleFile, HTTrack and the Wayback Machine each leave a comment at one of its ends.
"""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

from . import dates

_LOOK = 4096
"""Bytes at each end of a page in which such comments stand."""
_COMMENT = re.compile(r"<!--(.{0,2000}?)-->", re.DOTALL)
_URL = re.compile(r"(?:saved from url=\(\d+\)|\burl:\s{0,9})(https?://[^\s<>\"]{1,2000})", re.IGNORECASE)
_MIRRORED = re.compile(
    r"Mirrored from (?:https?://)?([^\s<>\"]{1,2000}) by HTTrack[^,]{0,99}, ([^<>]{1,60})", re.IGNORECASE
)
_SAVED = re.compile(r"saved date:\s{0,9}\w{3} (\w{3} \d\d \d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})", re.IGNORECASE)
_ARCHIVED = re.compile(r"FILE ARCHIVED ON (\d\d:\d\d:\d\d) (\w{3} \d\d, \d{4})")


def notes(content: bytes) -> tuple[str | None, str | None]:
    """The address and the time of a saved page, in ISO 8601, as far as they are told."""
    ends = content[:_LOOK] if len(content) <= _LOOK else content[:_LOOK] + b"\n" + content[-_LOOK:]
    url = when = None
    for comment in _COMMENT.findall(ends.decode("latin-1")):
        found_url, found_when = _of_comment(comment)
        url, when = url or found_url, when or found_when
    return url, when


def _of_comment(comment: str) -> tuple[str | None, str | None]:
    if m := _MIRRORED.search(comment):
        return f"https://{m[1]}", _of_mail(m[2])
    if m := _ARCHIVED.search(comment):
        return None, _joined(dates.normalised(m[2]), m[1], "+0000")
    url = _URL.search(comment)
    m = _SAVED.search(comment)
    return url[1] if url else None, _joined(dates.normalised(m[1]), m[2], m[3]) if m else None


def _of_mail(written: str) -> str | None:
    """A date as letters and servers write it (RFC 5322)."""
    try:
        return dates.normalised(parsedate_to_datetime(written.strip()).isoformat())
    except (ValueError, IndexError, TypeError, OverflowError):
        return None


def _joined(day: str | None, clock: str, zone: str) -> str | None:
    return dates.normalised(f"{day}T{clock}{zone}") if day else None
