"""What a feed, an archive or a server says of a document, and how far the document takes it over."""

from __future__ import annotations

import codecs
import dataclasses
import re

from .. import lexicon
from ..model import Capture, DateCandidate, Provenance
from . import dates, declared, imprint, language, saved, sites
from .sheet import Sheet

_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,500}>")
_CUTS = re.compile(r"\s+(?:[|•·»>–—-]|::|//)\s+|\s*\|\s*|:\s+")
_WHOLE_PAGE = re.compile(rb"<(?:html|body|head)[\s>]", re.IGNORECASE)
_WIDE = 4096
"""Bytes by which UTF-16 without a mark is told."""
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def readable(capture: Capture) -> Capture:
    """The capture as ``page`` and ``decode`` expect it: in the encoding that its server named, and, where it is the
    entry of a feed, within an ``article`` element: all of it is the article's."""
    capture = dataclasses.replace(capture, content=_marked(capture.content))
    known = capture.provenance
    if known is None:
        return capture
    content = _recoded(capture.content, known.charset)
    if known.entry and capture.media == "html" and not _WHOLE_PAGE.search(content[:4096]):
        content = b"<html><body><article>" + content + b"</article></body></html>"
    return dataclasses.replace(capture, content=content)


def _marked(content: bytes) -> bytes:
    """Bytes of UTF-16 with the mark that some programs leave out: one byte of two is nearly always NUL there."""
    first, second = content[0:_WIDE:2].count(0), content[1:_WIDE:2].count(0)
    if min(first, second) > 0 or max(first, second) <= 0.4 * min(len(content), _WIDE):
        return content
    return (codecs.BOM_UTF16_LE if second else codecs.BOM_UTF16_BE) + content


def _recoded(content: bytes, charset: str | None) -> bytes:
    """Bytes in UTF-8, where the server named another encoding that they are in."""
    if charset is None or content.startswith(_MARKS) or _is_utf8(content):
        return content
    try:
        name = codecs.lookup(charset).name
        # what servers call latin-1 is windows-1252, as browsers read it
        text = content.decode("cp1252" if name in {"iso8859-1", "ascii"} else name)
    except (LookupError, UnicodeError, ValueError, AssertionError):  # of a name that is no encoding's
        return content
    return codecs.BOM_UTF8 + text.encode("utf-8", "replace")


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def of(capture: Capture) -> Provenance | None:
    """What is known of a capture: what its container told, else what the program that saved the page wrote into it."""
    if capture.media != "html":
        return capture.provenance
    url, when = saved.notes(capture.content)
    known = capture.provenance or Provenance()
    known = dataclasses.replace(known, url=known.url or url, captured=known.captured or when)
    return known if known != Provenance() else None


def told(sheet: Sheet, known: Provenance) -> Sheet:
    """The sheet with what its container says of it.

    A feed speaks for its publisher: its title, names and dates come first.  The address and the time of a capture say
    where and when it was taken, and stand behind what the page says itself; no capture's time is a publication date.
    """
    outlet = publisher(known) or sheet.outlet
    published = dates.normalised(known.published) or dates.normalised(known.modified)
    given = [DateCandidate(value=published, basis="given")] if published else []
    captured = dates.normalised(known.captured)
    taken = [DateCandidate(value=captured, basis="captured")] if captured else []
    return dataclasses.replace(
        sheet,
        id=sheet.id or known.id,
        title=imprint.without_outlet(_words(known.title), outlet) or sheet.title,
        outlet=outlet,
        byline=_byline(known, outlet) or sheet.byline,
        language=sheet.language or language.code(known.language),
        url=sheet.url or known.url,
        published=published or sheet.published,
        published_basis="given" if published else sheet.published_basis,
        modified=dates.normalised(known.modified) or sheet.modified,
        date_candidates=(*given, *sheet.date_candidates, *taken),
        complete=sheet.complete and not known.excerpt,
    )


def publisher(known: Provenance) -> str | None:
    """The outlet's name in the title of its feed ("World news | The Ellery Gazette"): the part that its address also
    names.  ``None`` where a feed only collects what others publish."""
    name = _words(known.outlet)
    if name is None:
        return None
    home, entry = sites.labels(known.site), sites.labels(known.url)
    if home and entry and not home & entry:
        return None
    parts = [p for p in (_without_added(p) for p in _CUTS.split(name)) if p]
    named = [p for p in parts if any(_names(p, label) for label in home or entry)]
    return min(named, key=len, default=None) or _without_added(name)


def _names(part: str, label: str) -> bool:
    words = re.findall(r"[^\W_]+", part.casefold())
    run, label = "".join(words), label.replace("-", "")
    initials = "".join(w[0] for w in words)
    return len(run) > 1 and (label in run or (len(run) > 2 and run in label) or (len(label) > 1 and initials == label))


def _without_added(name: str) -> str | None:
    words = name.split()
    added = lexicon.words("feeds", "added")
    while words and words[-1].casefold().strip("()[].,") in added:
        words.pop()
    return " ".join(words) or None


def _byline(known: Provenance, outlet: str | None) -> str | None:
    names: list[str] = []
    for author in known.authors:
        names += (imprint.names_in(_words(author) or "") or "").split(", ")
    own = (outlet or "").casefold()
    return ", ".join(dict.fromkeys(n for n in names if n and n.casefold() != own)) or None


def _words(text: str | None) -> str | None:
    """A line without its tags and character references."""
    return declared.folded(_TAG.sub("", declared.folded(text))) or None if text else None
