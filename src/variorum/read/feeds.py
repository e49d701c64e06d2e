"""Feeds (RSS, Atom, JSON Feed) as captures: one an entry, its content as the feed has it.

feedparser reads RSS and Atom, so that a feed that is not well-formed gives what can be had of it; expat looks first,
and what it finds wrong is told beside the entries.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin
from xml.parsers import expat

from ..errors import ReadError
from ..model import Media, Provenance
from .found import Found, capture

_DEEPEST = 200
"""Elements within one another, beyond which no feed goes."""
_MENDED = 3_000_000
"""Bytes of a feed that is not well-formed, beyond which nobody tries to mend it (it takes a second a megabyte)."""
_ENTRY = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
_CLOSED = re.compile(rb"</(?:\w{1,20}:)?(?:rss|feed|RDF|channel)\s*>\s*(?:<!--.{0,2000}?-->\s*)*\Z", re.DOTALL)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
_MARKUP_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_FULL = 150
"""Words from which what a feed calls a description is taken for the article and not for a summary of it."""


class _TooDeepError(Exception):
    """Elements nested beyond all measure."""


def captures(content: bytes, path: str, given: Provenance) -> Iterator[Found]:
    """The entries of an RSS or Atom feed, numbered from 1; ``given`` is what is known of the feed's own capture.

    Raises ``ReadError`` for a feed that declares entities (they may unfold without end), for one nested too deep, and
    for one that is broken and too large to be mended.
    """
    fault = _fault(content, path)
    if fault and len(content) > _MENDED:
        raise ReadError(f"a feed that is not well-formed ({fault}) and too large to be mended", path=path)
    import feedparser  # noqa: PLC0415  -- a tenth of a second that runs without feeds do not need

    headers = {"content-location": given.url} if given.url else {}
    feed = feedparser.parse(
        io.BytesIO(content), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    cut = bool(fault) and not _CLOSED.search(content[-4000:])
    count = len(feed.entries)
    for number, entry in enumerate(feed.entries, 1):
        yield _entry(entry, feed.feed, path, number, given, cut=cut and number == count)
    if not count:
        yield ReadError(f"a feed without entries{f': {fault}' if fault else ''}", path=path).rejected()
    elif cut or (fault and count < len(_ENTRY.findall(content))):
        reason = f"a feed that is not well-formed ({fault}): entries after the fault may be missing"
        yield ReadError(reason, path=path, line=count + 1).rejected()


def _fault(content: bytes, path: str) -> str | None:
    """Why a feed is not well-formed, or ``None``; raises ``ReadError`` for one that is hostile."""
    parser = expat.ParserCreate()
    depth = 0

    def opened(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise _TooDeepError

    def closed(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_entity: object) -> None:
        raise ReadError("a feed that declares entities, which may unfold without end", path=path)

    parser.StartElementHandler, parser.EndElementHandler, parser.EntityDeclHandler = opened, closed, declared
    try:
        parser.Parse(content, True)
    except _TooDeepError:
        raise ReadError(f"a feed nested more than {_DEEPEST} elements deep", path=path) from None
    except expat.ExpatError as error:
        if b"<!entity" in content[:65536].replace(b"\0", b"").lower():
            declared()
        return f"{expat.ErrorString(error.code)}, line {error.lineno}"
    except (ValueError, LookupError):  # an encoding that expat does not know, and feedparser may
        return None
    return None


def _entry(
    entry: Mapping[str, Any], feed: Mapping[str, Any], path: str, number: int, given: Provenance, *, cut: bool
) -> Found:
    parts = [(c.get("value") or "", c.get("type") or "") for c in entry.get("content", ())]
    summary = entry.get("summary") or ""
    whole = max(parts, key=lambda part: len(part[0]), default=("", ""))
    summed_up = len(whole[0]) < len(summary)
    text, kind = (summary, (entry.get("summary_detail") or {}).get("type") or "") if summed_up else whole
    provenance = Provenance(
        id=_line(entry.get("id")) or _link(entry, given.url),
        url=_link(entry, given.url),
        captured=given.captured,
        title=_line(entry.get("title")),
        outlet=_line((entry.get("source") or {}).get("title") or entry.get("publisher") or feed.get("publisher"))
        or _line(feed.get("title")),
        site=_line((entry.get("source") or {}).get("href")) or _line(feed.get("link")),
        authors=_authors(entry),
        published=_moment(entry, "published"),
        modified=_moment(entry, "updated") if "updated" in entry else None,
        language=_line(entry.get("language") or feed.get("language")),
        entry=True,
        excerpt=cut or (summed_up and len(_TAG.sub(" ", text).split()) < _FULL),
    )
    if not text.strip():
        reason = "an entry of a feed without text"
        return ReadError(reason, path=path, line=number, id=provenance.id).rejected()
    return capture(text.encode("utf-8", "replace"), _media(text, kind), path, line=number, provenance=provenance)


def _media(text: str, kind: str) -> Media:
    """RSS never says whether a description is marked up; tags and character references do."""
    marked = _TAG.search(text) is not None or re.search(r"&(?:#\d{1,7}|#x[\da-fA-F]{1,6}|[a-zA-Z]{2,12});", text)
    return "html" if (marked and kind != "text/plain") or (kind in _MARKUP_TYPES and "<" in text) else "text"


def _link(entry: Mapping[str, Any], base: str | None) -> str | None:
    link = _line(entry.get("feedburner_origlink") or entry.get("link"))
    return urljoin(base, link) if base and link else link


def _authors(entry: Mapping[str, Any]) -> tuple[str, ...]:
    found = [a.get("name") for a in entry.get("authors", ()) if a.get("name")] or [entry.get("author")]
    return tuple(dict.fromkeys(name for a in found if (name := _line(a))))


def _moment(entry: Mapping[str, Any], key: str) -> str | None:
    """A date in ISO 8601 in its own time zone where it is one of RFC 822, else as it stands."""
    given = _line(entry.get(key))
    if given is None:
        return None
    try:
        return parsedate_to_datetime(given).isoformat()
    except (ValueError, IndexError, TypeError, OverflowError):
        return given


def _line(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def json_captures(content: bytes, path: str, given: Provenance) -> Iterator[Found]:
    """The items of a JSON Feed (version 1 or 1.1), numbered from 1; raises ``ReadError`` for broken JSON."""
    try:
        feed = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ReadError("a JSON Feed that is not JSON, or nested too deep", path=path) from error
    entries = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(entries, list) or not entries:
        raise ReadError("a feed without entries", path=path)
    for number, item in enumerate(entries, 1):
        if isinstance(item, dict):
            yield _item(item, feed, path, number, given)
        else:
            yield ReadError("an entry of a feed that is no object", path=path, line=number).rejected()


def _item(item: dict[str, Any], feed: dict[str, Any], path: str, number: int, given: Provenance) -> Found:
    html, text, summary = (v if isinstance(v := item.get(k), str) else "" for k in _CONTENTS)
    content = html or text or summary
    url = _line(item.get("url")) or _line(item.get("external_url"))
    provenance = Provenance(
        id=_line(str(item["id"])) if isinstance(item.get("id"), str | int) else url,
        url=urljoin(given.url, url) if given.url and url else url,
        captured=given.captured,
        title=_line(item.get("title")),
        outlet=_line(feed.get("title")),
        site=_line(feed.get("home_page_url")),
        authors=_named(item) or _named(feed),
        published=_line(item.get("date_published")),
        modified=_line(item.get("date_modified")),
        language=_line(item.get("language")) or _line(feed.get("language")),
        entry=True,
        excerpt=not html and not text and len(summary.split()) < _FULL,
    )
    if not content.strip():
        return ReadError("an entry of a feed without text", path=path, line=number, id=provenance.id).rejected()
    media: Media = "html" if html and _TAG.search(html) else "text"
    return capture(content.encode("utf-8", "replace"), media, path, line=number, provenance=provenance)


_CONTENTS = ("content_html", "content_text", "summary")


def _named(node: dict[str, Any]) -> tuple[str, ...]:
    """The authors that an item or its feed names (``author`` was version 1's word)."""
    listed = node.get("authors") if isinstance(node.get("authors"), list) else [node.get("author")]
    names = (_line(a.get("name")) for a in listed or () if isinstance(a, dict))
    return tuple(dict.fromkeys(n for n in names if n))
