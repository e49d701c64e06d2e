"""A web page as the pieces of text that a reader sees, in document order, each with the element that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
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
_MONSTROUS = 50_000
_MONSTROUS_TAG = re.compile(rf"<([a-zA-Z][a-zA-Z0-9]{{0,20}})(?=\s)[^<>]{{{_MONSTROUS},}}>")
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


@cache
def _classes(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    table: dict[str, list[str]] = lexicon.load("chrome", language)["classes"]
    return tuple((sign, re.compile("|".join(f"(?:{p})" for p in listed))) for sign, listed in table.items())


@lru_cache(maxsize=1 << 15)
def _told_by(name: str, language: str) -> frozenset[str]:
    """What one class name or id says of its element; the pages of a site have the same few hundred."""
    return frozenset(sign for sign, pattern in _classes(language) if pattern.search(name))


def tame(html: str) -> str:
    """The page without start tags that are longer than any honest one: reading them takes time by their square."""
    if not any(len(rest) > _MONSTROUS and ">" not in rest[:_MONSTROUS] for rest in html.split("<")):
        return html
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


@dataclass(frozen=True, slots=True)
class _Tag:
    """What a tag means for the walk; ``step`` is its name in an XPath, ``signs`` what it says of itself."""

    name: str
    step: str
    block: bool
    link: bool
    unseen: bool
    named: bool
    signs: frozenset[str]


_OUTSIDE = _Tag(name="", step="", block=True, link=False, unseen=False, named=False, signs=frozenset())


class _Element:
    """An element that the walk is in; ``block`` is the block that its text stands in (itself, if it is one), ``number``
    its place among the children of its name.  Its XPath and its signs are looked for when a text asks for them: most
    elements of a page hold none."""

    __slots__ = ("block", "children", "counts", "element", "number", "parent", "path", "signs", "tag")

    def __init__(self, tag: _Tag, element: Any, parent: _Element | None, number: int) -> None:
        self.tag = tag
        self.element = element
        self.parent = parent
        self.number = number
        self.block: _Element = self if tag.block or parent is None else parent.block
        self.counts: dict[str, int] = {}
        self.children = 0
        self.path: str | None = None if parent else ""
        self.signs: frozenset[str] | None = None if parent else frozenset()

    def step(self, name: str) -> int:
        """The number of the next child of this name, counted here since asking the tree would walk its siblings."""
        self.children += 1
        if name == "*":
            return self.children
        count = self.counts[name] = self.counts.get(name, 0) + 1
        return count


class _Walk:
    """One pass over the tree, without recursion: pages may be nested ten thousand deep."""

    def __init__(self, root: HtmlElement, *, hidden: bool, language: str) -> None:
        self._root = root
        self._hidden = hidden
        self._language = language
        self._tags: dict[str, _Tag] = {}
        self._read: dict[tuple[str | None, ...], frozenset[str]] = {}
        self._links = 0
        self._linked = 0
        self._parts: list[str] = []

    def pieces(self) -> Iterator[Piece]:
        outside = inner = _Element(_OUTSIDE, None, None, 0)
        following: Iterator[Any] = iter((self._root,))
        stack: list[tuple[Any, _Tag, _Element, Iterator[Any]]] = []
        while True:
            element = next(following, None)
            if element is None:
                if not stack:
                    break
                element, tag, outer, following = stack.pop()
                if tag.block and self._parts:
                    yield from self._flush(inner)
                inner = outer
                self._links -= tag.link
            else:
                given = element.tag
                if not isinstance(given, str):
                    continue
                tag = self._tags.get(given) or self._tag(given)
                if tag.unseen or not (self._hidden or self._is_shown(element)):
                    inner.step(tag.step)
                else:
                    if tag.block and self._parts:
                        yield from self._flush(inner)
                    entered = _Element(tag, element, inner, inner.step(tag.step))
                    self._links += tag.link
                    if text := element.text:
                        self._add(text)
                    if len(element):
                        stack.append((element, tag, inner, following))
                        inner, following = entered, iter(element)
                        continue
                    if tag.block and self._parts:
                        yield from self._flush(entered)
                    self._links -= tag.link
            if tag.name == "br":
                if inner.block.tag.name in _HEADINGS:
                    self._add(" ")
                elif self._parts:
                    yield from self._flush(inner)
            if text := element.tail:
                self._add(text)
        yield from self._flush(outside)

    def _tag(self, given: str) -> _Tag:
        name = given.lower()
        block = name in _BLOCKS
        tag = self._tags[given] = _Tag(
            name=name,
            step=name if _PLAIN_TAG.fullmatch(name) else "*",
            block=block,
            link=name == "a",
            unseen=name in _UNSEEN,
            named=name not in {"body", "html", "main"},
            signs=frozenset({name}) if block and name not in {"div", "html", "body"} else frozenset(),
        )
        return tag

    @staticmethod
    def _is_shown(element: Any) -> bool:
        style = element.get("style")
        return element.get("hidden") is None and (style is None or _HIDDEN_STYLE.search(style) is None)

    def _place(self, block: _Element) -> Place:
        """The place of a block: the elements around it are asked from the outermost one whose answer is not known."""
        asked: list[_Element] = []
        at: _Element | None = block
        while at is not None and at.path is None:
            asked.append(at)
            at = at.parent
        for one in reversed(asked):
            around = one.parent or one
            tag, signs = one.tag, around.signs or frozenset()
            own = tag.signs | self._named(one.element) if tag.named else tag.signs
            one.signs = signs if own <= signs else signs | own
            one.path = f"{around.path}/{tag.step}[{one.number}]"
        return Place(block.path or "", block.tag.name, block.signs or frozenset())

    def _named(self, element: Any) -> frozenset[str]:
        """What the names of an element say; most names stand on a page many times."""
        names = tuple(map(element.get, _NAMING))
        found = self._read.get(names)
        if found is None:
            words = " ".join(filter(None, names))[:_NAMES_LOOKED_AT].lower().split()
            found = self._read[names] = frozenset().union(*map(self._word, words))
        return found

    def _word(self, name: str) -> frozenset[str]:
        return _told_by(name, self._language)

    def _add(self, text: str) -> None:
        self._parts.append(text)
        if self._links and not text.isspace():
            self._linked += len(_SPACE.sub(" ", text).strip())

    def _flush(self, inner: _Element) -> Iterator[Piece]:
        """The piece that ends where a block begins or ends."""
        text = "".join(self._parts)
        if not text.isspace() and (text := _SPACE.sub(" ", text).strip()):
            yield Piece(text=text, place=self._place(inner.block), linked=self._linked)
        self._parts.clear()
        self._linked = 0


def joined(found: Sequence[Piece]) -> str:
    """The text of an article that came as a page: its pieces in order, joined by line feeds."""
    return "\n".join(p.text for p in found)
