"""What a web address says of its site and its article; nothing is fetched."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from .. import lexicon

_NUMBERED = re.compile(r"\d{4}")


def labels(url: str | None) -> frozenset[str]:
    """The telling parts of a host's name: ``ellerygazette`` of ``www.ellerygazette.co.uk``."""
    parts = _split(url)
    return frozenset(_host(parts).split(".")[:-1]) - lexicon.words("feeds", "hosts") if parts else frozenset()


def key(url: str | None) -> str | None:
    """An address without what does not choose the article: its scheme, ``www`` and ``m``, marks of campaigns, ``amp``;
    ``None`` for what is no address."""
    parts = _split(url)
    if parts is None:
        return None
    ignored = lexicon.load("versions")
    host = ".".join(x for x in _host(parts).split(".") if x not in ignored["hosts"])
    path = [x for x in parts.path.split("/") if x and x.casefold() not in ignored["parts"]]
    if path:
        path[-1] = path[-1].removesuffix(".amp")
    query = urlencode(sorted((k, v) for k, v in _query(parts) if k not in ignored["keys"] and not k.startswith("utm_")))
    return f"{host}/{'/'.join(path)}" + (f"?{query}" if query else "")


def is_article(url: str | None) -> bool:
    """Whether an address looks like that of a single article: a number, or several words, in its last part."""
    parts = _split(url)
    if parts is None:
        return False
    last = parts.path.rstrip("/").rpartition("/")[2]
    numbered = _NUMBERED.search(last) or _NUMBERED.search(parts.query)
    return numbered is not None or max(last.count("-"), last.count("_")) >= 2


def _split(url: str | None) -> SplitResult | None:
    try:
        parts = urlsplit(url or "")
        return parts if parts.hostname else None
    except ValueError:
        return None


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").casefold()


def _query(parts: SplitResult) -> list[tuple[str, str]]:
    try:
        return [(k.casefold(), v) for k, v in parse_qsl(parts.query)]
    except ValueError:  # fields without number
        return []
