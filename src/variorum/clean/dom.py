"""A web page as the pieces of text that a reader sees, in document order, each with the element that it stands in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from .. import lexicon

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hgroup", "hr", "html", "label", "legend", "li", "main", "menu", "nav", "ol",
    "option", "p", "pre", "section", "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "ul", "amp-list", "video", "audio",
})  # fmt: skip
_UNSEEN = frozenset({
    "script", "style", "noscript", "template", "svg", "head", "iframe", "object", "embed", "canvas", "math",
    "map", "meta", "link", "title", "textarea", "select", "datalist", "param", "source", "track",
    "amp-analytics", "amp-ad",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PLAIN_TAG = re.compile(r"[a-z][a-z0-9]*")
_MONSTROUS_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,20})(?=\s)[^<>]{50000,}>")
_SPACE = re.compile(r"[ \t\n\r\f\v\xa0]+")
_NAMING = ("class", "id", "role", "itemprop", "data-component", "rel")
_NAMES_LOOKED_AT = 300
"""Characters of a class attribute that patterns see."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of text stands: its block element, and what the elements around it are for."""

    xpath: str
    tag: str
    signs: frozenset[str]
    """What classes and tags around it say: ``caption``, ``navigation``, ``related``, ``h2``, ``li`` ..."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text within one block element, white space folded; ``linked`` counts characters within links."""

    text: str
    place: Place
    linked: int


@dataclass(slots=True)
class _Run:
    """Text that is being gathered until a block begins or ends."""

    place: Place
    parts: list[str] = field(default_factory=list)
    linked: int = 0


@cache
def _classes(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    table: dict[str, list[str]] = lexicon.load("chrome", language)["classes"]
    return tuple(
        (sign, re.compile("|".join(f"(?:{p})" for p in listed), re.IGNORECASE)) for sign, listed in table.items()
    )


def tame(html: str) -> str:
    """The page without start tags that are longer than any honest one: reading them takes time by their square."""
    return _MONSTROUS_TAG.sub(r"<\1>", html)


def parse(text: str) -> HtmlElement | None:
    """The page's tree, or ``None`` when there is none; no network, no entity expansion."""
    from lxml import etree, html  # noqa: PLC0415  -- plain text needs no parser

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def pieces(root: HtmlElement, *, hidden: bool = False, language: str = "en") -> tuple[Piece, ...]:
    """The pieces of a page; ``hidden``: those also that its own styles hide (a text folded away until a click)."""
    return tuple(_Walk(root, hidden=hidden, language=language).pieces())


class _Walk:
    """One pass over the tree, without recursion: pages may be nested ten thousand deep."""

    def __init__(self, root: HtmlElement, *, hidden: bool, language: str) -> None:
        self._root = root
        self._hidden = hidden
        self._classes = _classes(language)
        self._paths: list[str] = [""]
        self._counts: list[Counter[str]] = [Counter()]
        self._places: list[Place] = [Place("", "", frozenset())]
        self._signs: list[frozenset[str]] = [frozenset()]
        self._links = 0

    def pieces(self) -> Iterator[Piece]:
        from lxml import etree  # noqa: PLC0415  -- as above

        run = _Run(self._places[-1])
        walker = etree.iterwalk(self._root, events=("start", "end"))
        skipped: Any = None
        for event, element in walker:
            if not isinstance(element.tag, str):
                continue
            tag = element.tag.lower()
            block = tag in _BLOCKS
            if event == "start":
                if self._is_unseen(element, tag):
                    skipped = element
                    walker.skip_subtree()
                    self._step(tag)
                    continue
                if block:
                    yield from self._flush(run)
                self._enter(element, tag, block)
                if block:
                    run = _Run(self._places[-1])
                self._add(run, element.text)
                continue
            if skipped is element:
                skipped = None
            else:
                if block:
                    yield from self._flush(run)
                self._leave(tag, block)
                if block:
                    run = _Run(self._places[-1])
            if tag == "br":
                if self._places[-1].tag in _HEADINGS:
                    self._add(run, " ")
                else:
                    yield from self._flush(run)
                    run = _Run(self._places[-1])
            self._add(run, element.tail)
        yield from self._flush(run)

    def _is_unseen(self, element: Any, tag: str) -> bool:
        if tag in _UNSEEN:
            return True
        if self._hidden:
            return False
        style = element.get("style")
        return element.get("hidden") is not None or (style is not None and _HIDDEN_STYLE.search(style) is not None)

    def _step(self, tag: str) -> str:
        """The XPath of the next child of this tag, counted here since asking the tree would walk its siblings."""
        name = tag if _PLAIN_TAG.fullmatch(tag) else "*"
        counts = self._counts[-1]
        counts["*"] += 1
        if name != "*":
            counts[tag] += 1
        return f"{self._paths[-1]}/{name}[{counts[name]}]"

    def _enter(self, element: Any, tag: str, block: bool) -> None:
        path = self._step(tag)
        self._paths.append(path)
        self._counts.append(Counter())
        signs = self._signs[-1] | self._read_signs(element, tag)
        self._signs.append(signs)
        if block:
            self._places.append(Place(path, tag, signs))
        self._links += tag == "a"

    def _leave(self, tag: str, block: bool) -> None:
        self._paths.pop()
        self._counts.pop()
        self._signs.pop()
        if block:
            self._places.pop()
        self._links -= tag == "a"

    def _read_signs(self, element: Any, tag: str) -> frozenset[str]:
        found = {tag} if tag in _BLOCKS and tag not in {"div", "html", "body"} else set()
        names = " ".join(v for v in map(element.get, _NAMING) if v)
        if names and tag not in {"body", "html", "main"}:
            looked_at = names[:_NAMES_LOOKED_AT]
            found.update(sign for sign, pattern in self._classes if pattern.search(looked_at))
        return frozenset(found)

    def _add(self, run: _Run, text: str | None) -> None:
        if not text:
            return
        run.parts.append(text)
        if self._links:
            run.linked += len(_SPACE.sub(" ", text).strip())

    def _flush(self, run: _Run) -> Iterator[Piece]:
        text = _SPACE.sub(" ", "".join(run.parts)).strip()
        if text:
            yield Piece(text=text, place=run.place, linked=run.linked)
        run.parts.clear()
        run.linked = 0


def joined(found: Sequence[Piece]) -> str:
    """The text of an article that came as a page: its pieces in order, joined by line feeds."""
    return "\n".join(p.text for p in found)
