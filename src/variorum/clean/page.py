"""A web page as a sheet: all its visible text in document order, each piece with its role and its element."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..errors import CleanError
from ..model import Block, Capture, DateCandidate, Role, Span
from . import choice, complete, dates, declared, dom, engine, language, layout, marks, pagedates, pagemeta, plain
from .dom import Piece
from .layout import Line
from .sheet import Sheet
from .zones import Marked

_MOST = 0.35
"""A sign on more than this share of what the engine kept says nothing: the page wraps its articles in it."""
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_STRONG = (
    "consent", "comments", "bio", "caption", "related", "promo", "share", "navigation", "tags", "byline", "embed",
)  # fmt: skip
_SIGN_ROLES: dict[str, Role] = {
    "consent": "navigation", "comments": "other", "bio": "bio", "caption": "caption", "related": "related",
    "promo": "promo",
    "share": "navigation", "navigation": "navigation", "tags": "navigation", "byline": "byline",
    "figcaption": "caption", "embed": "other",
}  # fmt: skip
_KIND_ROLES: dict[marks.Kind, Role] = {
    "related": "related", "appeal": "promo", "appeal head": "promo", "credit": "caption", "caption": "caption",
    "bio": "bio", "byline": "byline", "dated": "other",
}  # fmt: skip
_LINK, _LINE = 0.9, 60
"""Share of its characters within links, and words, from which a piece beside the article is no line of a kind."""
_PARAGRAPH = 22
"""Words from which a paragraph that the engine kept is the article's whatever single words in it say."""
_LARGEST = 20_000
"""Pieces of a page that are looked at; one of more is a list or an attack, and takes time by the piece."""
_GOES_ON = 2
"""Paragraphs that must follow for the article to go on."""


def sheet(html: str, capture: Capture) -> Sheet:
    """The sheet of a page; raises ``CleanError`` when it has no text."""
    html = dom.tame(html)
    root = dom.parse(html)
    if root is None:
        raise CleanError("no page found in it", path=capture.path, line=capture.line)
    found = declared.read(root)
    site = pagemeta.outlet(found)
    pieces = dom.pieces(root)
    if len(pieces) > _LARGEST:
        many = f"{len(pieces)} pieces of text on the page, more than any article has"
        raise CleanError(many, path=capture.path, line=capture.line)
    title = pagemeta.title(found, [p.text for p in pieces if p.place.tag == "h1"], site)
    pieces, kept = choice.article(root, html, found, pieces, title)
    if not pieces:
        raise CleanError("no text found on the page", path=capture.path, line=capture.line)
    text = dom.joined(pieces)
    lines = tuple(_lines(text, pieces))
    code = language.of("\n".join(p.text for p, k in zip(pieces, kept, strict=True) if k) or text, found.language)
    marked = _roles(pieces, lines, kept, title)
    if not any(m.role == "body" for m in marked):
        raise CleanError("no article text found on the page", path=capture.path, line=capture.line)
    url = pagemeta.address(found)
    beside = pagedates.printed(pieces, title)
    dated = pagedates.dated(root, html, found, url, shown=tuple(_shown_dates(text, marked)), beside=beside)
    return Sheet(
        text=text,
        blocks=tuple(_blocks(text, marked, pieces)),
        title=title,
        outlet=site,
        byline=pagemeta.byline(found, pieces, site),
        language=code,
        url=url,
        published=dated.published,
        published_basis=dated.basis,
        modified=dated.modified,
        date_candidates=dated.candidates,
        complete=complete.page(found, marked),
    )


def _lines(text: str, pieces: Sequence[Piece]) -> Iterator[Line]:
    at = 0
    for piece in pieces:
        yield layout.line_of(text, Span(at, at + len(piece.text)), gap=False)
        at += len(piece.text) + 1


def _roles(
    pieces: Sequence[Piece], lines: Sequence[Line], kept: Sequence[bool], title: str | None
) -> tuple[Marked, ...]:
    """The role of each piece: the engine's choice, corrected by the signs of its element and by its own words."""
    telling = _telling(pieces, kept)
    kinds = [
        marks.tell(line) if keep or (piece.linked < _LINK * len(piece.text) and line.words <= _LINE) else None
        for piece, line, keep in zip(pieces, lines, kept, strict=True)
    ]
    plain_ones = [i for i, line in enumerate(lines) if kept[i] and kinds[i] is None and line.prose]
    end = plain_ones[-_GOES_ON] if len(plain_ones) >= _GOES_ON else 0
    roles: list[Role] = [
        _kept_role(piece, line, kind, telling, goes_on=i < end) if keep else _other_role(piece, kind)
        for i, (piece, line, kind, keep) in enumerate(zip(pieces, lines, kinds, kept, strict=True))
    ]
    _siblings(pieces, lines, kinds, roles)
    _standfirst(pieces, lines, roles, title)
    _headings(pieces, lines, roles)
    _title(pieces, roles, title)
    return tuple(Marked(line=line, kind=kind, role=role) for line, kind, role in zip(lines, kinds, roles, strict=True))


def _telling(pieces: Sequence[Piece], kept: Sequence[bool]) -> frozenset[str]:
    """The signs that set a piece apart on this page."""
    total: Counter[str] = Counter()
    for piece, keep in zip(pieces, kept, strict=True):
        if keep:
            total.update(dict.fromkeys(piece.place.signs, len(piece.text)))
            total["all"] += len(piece.text)
    return frozenset(s for s in _SIGN_ROLES if total[s] <= _MOST * total["all"])


def _kept_role(piece: Piece, line: Line, kind: marks.Kind | None, telling: frozenset[str], *, goes_on: bool) -> Role:
    signs = piece.place.signs
    for sign in ("figcaption", *_STRONG):
        if sign in signs and sign in telling and not (sign in {"navigation", "tags", "byline", "share"} and line.prose):
            return _SIGN_ROLES[sign]
    if piece.place.tag == "h1":
        return "heading"
    if kind in {"interface", "legal", "related head", "weather", "clock"}:
        return "navigation"
    headed = piece.place.tag in _HEADINGS
    whole_link = piece.linked >= 0.9 * len(piece.text) and line.words >= 4 and not line.stops
    if kind == "related" or (whole_link and not headed and "li" not in signs):
        return "related"
    own = goes_on and line.prose and line.words >= _PARAGRAPH and piece.place.tag == "p"
    if own and kind in {"appeal", "bio"}:
        return "body"  # the article may be about subscriptions, or people who write
    if kind in _KIND_ROLES and (line.words <= 40 or kind not in {"credit", "caption"}):
        return _KIND_ROLES[kind]
    return "heading" if headed else "body"


def _other_role(piece: Piece, kind: marks.Kind | None) -> Role:
    """The role of a piece that is not the article's, from its element first and its words second."""
    for sign in ("figcaption", *_STRONG):
        if sign in piece.place.signs:
            return _SIGN_ROLES[sign]
    if kind:
        return _KIND_ROLES.get(kind, "navigation")
    return "navigation" if len(piece.text) < 80 else "other"


def _siblings(
    pieces: Sequence[Piece], lines: Sequence[Line], kinds: Sequence[marks.Kind | None], roles: list[Role]
) -> None:
    """Paragraphs that the engine left out from among its own: between two of them, in the same element or in elements
    of the same shape."""
    body = [i for i, role in enumerate(roles) if role == "body"]
    if len(body) < 3:
        return
    parents = Counter(_parent(pieces[i].place.xpath) for i in body)
    shapes = Counter(choice.shape(pieces[i]) for i in body)
    alike = Counter(choice.shape(p) for p, line in zip(pieces, lines, strict=True) if line.prose)
    for i in range(body[0], body[-1]):
        plain_text = roles[i] in {"other", "navigation"} and kinds[i] in {None, "list"}
        own = plain_text and pieces[i].place.tag in {"p", "div", "li"} and pieces[i].linked * 2 < len(pieces[i].text)
        shape = choice.shape(pieces[i])
        beside = parents[_parent(pieces[i].place.xpath)] >= 3 or 3 <= shapes[shape] >= 0.5 * alike[shape]
        if own and lines[i].prose and beside:
            roles[i] = "body"


def _parent(xpath: str) -> str:
    return xpath.rpartition("/")[0]


def _standfirst(pieces: Sequence[Piece], lines: Sequence[Line], roles: list[Role], title: str | None) -> None:
    """The lines under the title that say in short what follows."""
    heads = [i for i in engine.same(pieces, title) if pieces[i].place.tag == "h1"]
    body = next((i for i, role in enumerate(roles) if role == "body"), None)
    if not heads or body is None:
        return
    for i in range(heads[0] + 1, min(body, heads[0] + 8)):
        signs = pieces[i].place.signs
        under = "standfirst" in signs or pieces[i].place.tag in {"h2", "p"}
        free = roles[i] in {"other", "navigation"} and not signs & {"figure", "nav", "li"}
        if under and free and lines[i].words >= 6:
            roles[i] = "body" if lines[i].stops else "heading"
            return


def _headings(pieces: Sequence[Piece], lines: Sequence[Line], roles: list[Role]) -> None:
    """Headings between the paragraphs of the article are its own, and those at its end are not."""
    body = [i for i, role in enumerate(roles) if role == "body"]
    if not body:
        return
    for i in range(body[0], body[-1]):
        signs = pieces[i].place.signs
        if roles[i] in {"navigation", "other"} and pieces[i].place.tag in {"h2", "h3", "h4"} and lines[i].words >= 2:
            beside = i + 1 < len(roles) and roles[i + 1] in {"body", "heading"}
            if beside and not signs & {"related", "promo", "comments", "nav", "aside"}:
                roles[i] = "heading"
    for i in range(body[-1] + 1, len(roles)):
        if roles[i] == "heading":
            roles[i] = "navigation"


def _title(pieces: Sequence[Piece], roles: list[Role], title: str | None) -> None:
    if title is None:
        return
    wanted = engine.normal(title)
    same = engine.same(pieces, title)
    headed = [i for i in same if pieces[i].place.tag == "h1"]
    held = headed or [i for i in same if pieces[i].place.tag in {"h2", "h3"}] or same
    if not held:
        held = [i for i, p in enumerate(pieces) if p.place.tag == "h1" and set(wanted) <= set(engine.normal(p.text))]
    if held:
        roles[held[0]] = "title"
    for i, piece in enumerate(pieces):
        if piece.place.tag == "h1" and roles[i] == "heading":
            roles[i] = "other"


def _blocks(text: str, marked: Sequence[Marked], pieces: Sequence[Piece]) -> Iterator[Block]:
    """One block a piece, each with the XPath of its element; datelines are cut off."""
    paths = {m.line.span.start: p.place.xpath for m, p in zip(marked, pieces, strict=True)}
    path = ""
    for block in plain.split(text, marked, language="en", copied=False):
        path = paths.get(block.span.start, path)
        yield Block(span=block.span, role=block.role, xpath=path)


def _shown_dates(text: str, marked: Sequence[Marked]) -> Iterator[DateCandidate]:
    """The dates that stand around the article, as plain text gives them."""
    for m in marked:
        if m.kind not in {"dated", "clock"} or m.role not in {"other", "byline", "navigation"}:
            continue
        for found in dates.every(m.line.folded):
            span = Span(m.line.span.start + found.start, m.line.span.start + found.end)
            said = m.kind == "dated" and not marks.says_modified(text[m.line.span.start : span.start])
            yield DateCandidate(value=found.value, basis="text" if said else "page-clock", span=span)
