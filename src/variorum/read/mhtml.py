"""Pages that a browser saved as one file (MHTML, RFC 2557): the page, without the images and styles beside it."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.utils import parsedate_to_datetime

from ..errors import ReadError
from ..model import Capture, Provenance
from .found import capture

_RELATED = re.compile(rb"(?:\A|\n)content-type:\s{0,9}multipart/related", re.IGNORECASE)
_FIRST = re.compile(rb"(?:From|MIME-Version|Snapshot-Content-Location|Subject|Date|Content-Type|X-MAF)\b[^\n]{0,998}\n")


def is_one(head: bytes) -> bool:
    """Whether these first bytes begin such a file."""
    start = head.lstrip()
    return _FIRST.match(start) is not None and _RELATED.search(start[:4096]) is not None


def page(content: bytes, path: str) -> Capture:
    """The page in the file, with its address and the time it was saved; raises ``ReadError`` where there is none."""
    try:
        message = message_from_bytes(content)
        part = next((p for p in message.walk() if p.get_content_type() in {"text/html", "application/xhtml+xml"}), None)
    except (MessageError, RecursionError, ValueError) as error:
        raise ReadError("a saved page (MHTML) that cannot be read", path=path) from error
    body = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(body, bytes) or not body.strip():
        raise ReadError("a saved page (MHTML) without a page in it", path=path)
    url = str(part.get("Content-Location") or message.get("Snapshot-Content-Location") or "")
    charset = part.get_param("charset")
    known = Provenance(
        url=url if url.startswith(("http://", "https://")) else None,
        captured=_saved(message),
        charset=charset if isinstance(charset, str) else None,
    )
    return capture(body, "html", path, provenance=known)


def _saved(message: Message) -> str | None:
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).isoformat()
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
