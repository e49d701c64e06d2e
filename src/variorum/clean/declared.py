"""What a page declares about itself in its head: JSON-LD (schema.org), Open Graph and other meta tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|Recipe|Review|Posting)$")
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_CONTROL = re.compile(r"[\x00-\x1f]+")
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_HOLDERS = frozenset({"@graph", "mainEntity", "mainEntityOfPage", "itemListElement"})
_MOST_NODES = 3000
"""Nodes of JSON-LD that are looked at."""


@dataclass(frozen=True, slots=True)
class Declared:
    """``meta`` holds the first content of each meta tag by its lower-case name or property; ``articles`` the JSON-LD
    objects that describe an article, the most telling first; ``others`` the rest."""

    meta: dict[str, str]
    articles: tuple[dict[str, Any], ...]
    others: tuple[dict[str, Any], ...]
    language: str | None
    canonical: str | None
    site_title: str | None


def read(root: HtmlElement) -> Declared:
    """All declarations of a page."""
    meta: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = element.get("content")
        if name and content and content.strip():
            meta.setdefault(name.strip().lower(), folded(content))
    nodes = list(_linked_data(root))
    articles = [n for n in nodes if _is_article(n)]
    articles.sort(key=lambda n: -sum(1 for k in ("headline", "datePublished", "author", "articleBody") if n.get(k)))
    canonical = next((e.get("href") for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical"), None)
    title = next((folded(e.text_content()) for e in root.iter("title")), None)
    return Declared(
        meta=meta,
        articles=tuple(articles),
        others=tuple(n for n in nodes if not _is_article(n)),
        language=root.get("lang") or root.get(_XML_LANGUAGE) or meta.get("content-language"),
        canonical=canonical,
        site_title=title or None,
    )


def folded(text: str) -> str:
    """Text of a declaration: character references resolved (some are escaped twice), white space folded."""
    return " ".join(unescape(unescape(text)).split())


def _linked_data(root: HtmlElement) -> Iterator[dict[str, Any]]:
    for element in root.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower() or not element.text:
            continue
        queue: list[Any] = [_loaded(element.text)]
        seen = 0
        while queue and seen < _MOST_NODES:
            node = queue.pop(0)
            seen += 1
            if isinstance(node, list):
                queue += node
            elif isinstance(node, dict):
                yield node
                queue += [v for k, v in node.items() if k in _HOLDERS]


def _loaded(text: str) -> Any:
    """The data of a script; pages leave line breaks in strings and commas before brackets."""
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub("", _CONTROL.sub(" ", text))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _is_article(node: dict[str, Any]) -> bool:
    return any(_ARTICLE_TYPES.search(k) for k in types(node))


def types(node: dict[str, Any]) -> tuple[str, ...]:
    """The types of a JSON-LD object."""
    kinds = node.get("@type")
    return tuple(k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str))


def text_at(node: dict[str, Any], key: str) -> str | None:
    """A string of a JSON-LD object, folded."""
    value = node.get(key)
    if isinstance(value, list) and value:
        value = value[0]
    return folded(value) or None if isinstance(value, str) else None


def names_at(node: dict[str, Any], key: str) -> tuple[str, ...]:
    """The names under a key that holds a name, an object with one, or a list of either."""
    value = node.get(key)
    found = []
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        for one in name if isinstance(name, list) else [name]:
            if isinstance(one, str) and folded(one):
                found.append(folded(one))
    return tuple(found)
