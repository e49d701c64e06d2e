"""Title, outlet, byline and address of a page, from what it declares and what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from .. import lexicon
from . import declared, imprint
from .declared import Declared
from .dom import Piece

_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "headline")
_CUTS = re.compile(r"\s+(?:[|•·»–—-]|::|//)\s+|\s*\|\s*")
_ALIKE = 0.55
"""Likeness (0 to 1) from which a heading of the page is the title that it declares."""


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def outlet(found: Declared) -> str | None:
    """The outlet's name: what the page calls its site or its publisher."""
    names = [found.meta.get("og:site_name"), *_publishers(found), found.meta.get("application-name")]
    for name in names:
        if name and not name.startswith(("http", "@")) and len(name) <= 80:
            return _CUTS.split(name)[0].strip() if len(name) > 40 else _without_domain(name)
    return _from_title(found)


def _publishers(found: Declared) -> Iterator[str]:
    for node in found.articles:
        yield from declared.names_at(node, "publisher")
    for node in found.others:
        if {"WebSite", "NewsMediaOrganization", "Organization"}.intersection(declared.types(node)):
            yield from declared.names_at(node, "name")


def _without_domain(name: str) -> str:
    return re.sub(r"^www\.", "", name.strip())


def _from_title(found: Declared) -> str | None:
    """The end of the window's title, when the declared title is the rest of it."""
    whole, title = found.site_title, found.meta.get("og:title")
    if not whole or not title or len(parts := _CUTS.split(whole)) < 2:
        return None
    return parts[-1] if _key(parts[0]) == _key(title) and len(parts[-1].split()) <= 5 else None


def title(found: Declared, headings: Sequence[str], site: str | None) -> str | None:
    """The article's title: the heading that the page shows and declares, else what it declares, the site cut off."""
    said = [t for n in found.articles if (t := declared.text_at(n, "headline"))]
    said += [found.meta[name] for name in _TITLES if name in found.meta]
    said = [_without_site(t, site) for t in said if _key(t) != _key(site or "")]
    if not said and found.site_title:
        said = [_without_site(found.site_title, site)]
    best: tuple[float, int] | None = None
    for i, heading in enumerate(headings):
        likeness = max((_likeness(heading, t) for t in said), default=0.0)
        if likeness >= _ALIKE and (best is None or likeness > best[0]):
            best = (likeness, i)
    if best is not None:
        return _without_kicker(headings[best[1]], said)
    full = [h for h in dict.fromkeys(headings) if len(h.split()) >= 4]
    if len(full) == 1:  # what the page shows counts more than what it tells search engines
        return _without_kicker(full[0], said)
    return said[0] if said else next((h for h in headings if len(h.split()) >= 3), None)


def _likeness(a: str, b: str) -> float:
    x, y = _key(a).split(), _key(b).split()
    if not x or not y:
        return 0.0
    if x == y:
        return 1.0
    if len(x) >= 4 and y[: len(x)] == x:
        return 0.9  # the declared title goes on with the name of a series or of the site
    return SequenceMatcher(None, x[:60], y[:60], autojunk=False).ratio()


def _without_kicker(heading: str, said: Sequence[str]) -> str:
    """A heading without the section's name before it, where the page also gives its title without."""
    whole = _key(heading)
    for other in said:
        key = _key(other)
        if key and key != whole and whole.endswith(" " + key) and len(whole.split()) - len(key.split()) <= 3:
            front = heading[: max(0, len(heading) - len(other))].rstrip()
            if not front.endswith(":"):
                return other
    parts = [p for p in re.split(r"\s+\|\s+", heading) if p]
    longest = max(parts, key=lambda p: len(p.split()), default=heading)
    others = [p for p in parts if p is not longest]
    return longest if others and all(len(p.split()) <= 2 for p in others) else heading


def _without_site(text: str, site: str | None) -> str:
    """A title without the name of the site after (or before) its last separator."""
    parts = _CUTS.split(text)
    if len(parts) < 2:
        return text
    cuts = list(_CUTS.finditer(text))
    tail, head = text[cuts[-1].end() :], text[: cuts[0].start()]
    if site and _key(tail) and (_key(tail) in _key(site) or _key(site) in _key(tail)):
        return _without_site(text[: cuts[-1].start()], site)
    if site and _key(head) and _key(head) in _key(site):
        return text[cuts[0].end() :]
    front = text[: cuts[-1].start()]
    if cuts[-1].group().strip() in {"|", "»", "::", "•"} and len(tail.split()) <= 4 < len(front.split()):
        return front
    return text


def byline(found: Declared, shown: Sequence[Piece], site: str | None, language: str = "en") -> str | None:
    """Names of people only: those declared, else those of a byline that the page shows."""
    names: list[str] = []
    for node in found.articles:
        for name in declared.names_at(node, "author"):
            names += _people(name, site, language)
        if names:
            break
    if not names:
        for key in ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator"):
            names = _people(found.meta.get(key, ""), site, language)
            if names:
                break
    for piece in shown:
        if names:
            break
        if "byline" in piece.place.signs and len(piece.text) <= 120:
            names = _people(piece.text, site, language)
    return ", ".join(dict.fromkeys(names)) or None


def _people(text: str, site: str | None, language: str) -> list[str]:
    if not text or text.startswith("http"):
        return []
    found = imprint.names_in(text, language)
    own = set(_key(site or "").split())
    return [n for n in (found or "").split(", ") if n and not own.issuperset(_key(n).split())]


def address(found: Declared) -> str | None:
    """The page's address as it gives it itself."""
    for given in (found.canonical, found.meta.get("og:url"), *(declared.text_at(n, "url") for n in found.articles)):
        if given and _is_web(given.strip()):
            return given.strip()
    return None


def _is_web(address: str) -> bool:
    try:
        return urlsplit(address).scheme in {"http", "https"}
    except ValueError:  # "https://[": pages declare anything
        return False


def is_free(found: Declared) -> bool:
    """Whether nothing declares that the article is not free to read."""
    for node in found.articles:
        free = node.get("isAccessibleForFree")
        if free is False or (isinstance(free, str) and free.casefold() == "false"):
            return False
    return found.meta.get("article:content_tier", "").casefold() not in lexicon.words("chrome", "tiers")


def words_declared(found: Declared) -> int | None:
    """How many words the page says that its article has."""
    for node in found.articles:
        count = node.get("wordCount")
        if isinstance(count, int) or (isinstance(count, str) and count.isdigit()):
            return int(count) or None
    return None
