"""How likely each piece of a page is the article's: a small forest over where a piece stands, what stands around it and
how it reads.

Shallow features of text blocks tell an article from its page: Kohlschütter, Fankhauser and Nejdl, "Boilerplate
Detection using Shallow Text Features", WSDM 2010.  Here most of them are of the tree: the share of the page's prose in
the same element and in elements of the same shape, the way from the title, the article element of the page's lead.
``training/blocks.py`` makes the weights.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from .. import forest
from ..forest import Floats, Forest, Ints
from . import engine, layout
from .dom import Piece

_INDEX = re.compile(r"\[\d+\]")
_DIGIT = re.compile(r"\d")
_SEPARATOR = re.compile(r"[|•·›»/]")
_PROSE, _LEAD = 8, 15
"""Words from which a sentence counts as prose, and from which it may be the article's first."""
_LINKED = 0.4
_FADES = 0.75
"""What an element has of the prose of each element in it; the one that has the most holds the article."""
_LEVELS = 5
_NEAR = 8
"""Pieces before and after one that are its surroundings."""
SIGNS = (
    "navigation", "article", "main", "section", "header", "footer", "aside", "li", "ul", "p", "table", "figure",
    "promo", "related", "embed", "comments", "standfirst", "dated", "caption", "figcaption", "bio", "share", "consent",
    "tags",
)  # fmt: skip
_TAGS = ("p", "li", "div", "h2", "h3", "blockquote")
FEATURES = (
    "words", "linked", "stops", "capitals", "separators", "digits", "size", "repeated", "said",
    "parent_prose", "parent_share", "parent_count", "grandparent_prose", "shape_best", "shape_prose", "shape_share",
    "shape_linked", "shape_count", "lead_shape", "in_holder", "holder_up", "holder_down", "depth", "title_up",
    "title_down", "lead_up", "lead_down", "article_share", "article_of_lead", "article_of_title", "article_number",
    "from_title", "from_lead", "prose_before", "words_passed", "headings", "pieces", "page_prose",
    "near_before", "near_after", "near_words", *(f"sign_{s}" for s in SIGNS), *(f"tag_{t}" for t in _TAGS),
    *(f"{name}_{where}" for where in ("back2", "back1", "on1", "on2") for name in ("words", "linked", "same")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Page:
    """What the features are made of, an array over the pieces each; ``title`` and ``lead`` are places in them."""

    pieces: Sequence[Piece]
    words: Floats
    linked: Floats
    prose: Floats
    parents: list[str]
    shapes: list[str]
    title: int | None
    lead: int

    @property
    def total(self) -> float:
        return max(1.0, float(self.prose.sum()))


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """The score (0 to 1) of each piece, and how unsure they are: the words in doubt as a share of those expected in the
    article."""

    scores: Floats
    doubt: float


def judged(pieces: Sequence[Piece], *, title: str | None, said: str | None) -> Judged:
    """How likely each piece is the article's; ``said`` is the article as the page's head declares it."""
    rows = table(pieces, title=title, said=said)
    scores = weights().chance(rows)
    words = rows[:, FEATURES.index("words")]
    expected = float(words @ scores)
    doubt = float(words @ np.minimum(scores, 1 - scores)) / expected if expected >= 1 else 1.0
    return Judged(scores=scores, doubt=doubt)


@cache
def weights() -> Forest:
    """The forest that the package ships; training puts others in its place."""
    return forest.read("blocks", "piece", FEATURES)


def table(pieces: Sequence[Piece], *, title: str | None, said: str | None) -> Floats:
    """The features of each piece, one row a piece, in the order of ``FEATURES``."""
    if not pieces:
        return np.zeros((0, len(FEATURES)))
    own = _own(pieces)
    page = _page(pieces, own, title)
    columns = own | _kin(page) | _ways(page) | _place(page) | _signs(page) | _beside(page)
    columns["said"] = _said(pieces, said)
    return np.column_stack([np.asarray(columns[name], dtype=np.float64) for name in FEATURES])


def _own(pieces: Sequence[Piece]) -> dict[str, Floats]:
    """What each piece tells by itself."""
    rows = []
    seen: set[str] = set()
    for piece in pieces:
        text = piece.text
        words = text.split()
        count = len(words) or 1
        rows.append((
            len(words), min(1.0, piece.linked / len(text)), layout.stops(text),
            sum(1 for w in words if w[0].isupper()) / count, len(_SEPARATOR.findall(text)) / len(text),
            len(_DIGIT.findall(text)) / len(text), text in seen,
        ))  # fmt: skip
        seen.add(text)
    names = ("words", "linked", "stops", "capitals", "separators", "digits", "repeated")
    return dict(zip(names, np.array(rows, dtype=np.float64).T, strict=True))


def _page(pieces: Sequence[Piece], own: dict[str, Floats], title: str | None) -> _Page:
    words = own["words"]
    prose = np.where((words >= _PROSE) & (own["stops"] > 0) & (own["linked"] < _LINKED), words, 0.0)
    at = _title(pieces, title)
    leads = np.flatnonzero(prose >= _LEAD)
    after = leads[leads > at] if at is not None else leads
    lead = next(iter(after), next(iter(leads), 0))
    return _Page(
        pieces=pieces,
        words=words,
        linked=own["linked"],
        prose=prose,
        parents=[p.place.xpath.rpartition("/")[0] for p in pieces],
        shapes=[_INDEX.sub("", p.place.xpath) for p in pieces],
        title=at,
        lead=int(lead),
    )


def _title(pieces: Sequence[Piece], title: str | None) -> int | None:
    """Where the page shows its title: in a first heading, where it can be."""
    heads = [i for i, p in enumerate(pieces) if p.place.tag == "h1"]
    same = engine.same(pieces, title)
    return next((i for i in same if i in heads), next(iter((*same, *heads)), None))


def _numbered(keys: Sequence[str]) -> Ints:
    """For each piece the number of its key."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys])


def _sums(keys: Ints, weights: Floats | None = None) -> Floats:
    """For each piece the weights of all with its key, or how many have it."""
    return np.asarray(np.bincount(keys, weights=weights)[keys], dtype=np.float64)


def _kin(page: _Page) -> dict[str, Floats]:
    """The elements around it and those of its shape."""
    parents, shapes = _numbered(page.parents), _numbered(page.shapes)
    grandparents = _numbered([p.rpartition("/")[0] for p in page.parents])
    parent, shape = _sums(parents, page.prose), _sums(shapes, page.prose)
    shape_words = np.maximum(1, _sums(shapes, page.words))
    return {
        "parent_prose": parent / page.total,
        "parent_share": parent / np.maximum(1, _sums(parents, page.words)),
        "parent_count": np.log1p(_sums(parents)),
        "grandparent_prose": _sums(grandparents, page.prose) / page.total,
        "shape_best": shape / max(1.0, float(shape.max())),
        "shape_prose": shape / page.total,
        "shape_share": shape / shape_words,
        "shape_linked": _sums(shapes, page.linked * page.words) / shape_words,
        "shape_count": np.log1p(_sums(shapes)),
        "lead_shape": shapes == shapes[page.lead],
    }


def _holder(page: _Page) -> str:
    """The element that holds the most prose, the farther below it the less."""
    held: defaultdict[str, float] = defaultdict(float)
    for parent, prose in zip(page.parents, page.prose, strict=True):
        share, path = float(prose), parent
        for _ in range(_LEVELS):
            if not share or not path:
                break
            held[path] += share
            share, path = share * _FADES, path.rpartition("/")[0]
    return max(held, key=lambda path: (held[path], path), default="")


def _ways(page: _Page) -> dict[str, Floats]:
    """How far up and down the tree it is from the holder of the prose, from the title and from the lead."""
    anchors = [_holder(page).split("/")]
    anchors += [page.pieces[i].place.xpath.split("/") if i is not None else [""] for i in (page.title, page.lead)]
    known: dict[str, list[int]] = {}
    for piece in page.pieces:
        path = piece.place.xpath
        if path not in known:
            parts = path.split("/")
            shared = [_common(parts, anchor) for anchor in anchors]
            known[path] = [len(parts), *shared]
    depth, *shared = np.array([known[p.place.xpath] for p in page.pieces], dtype=np.float64).T
    found = {"depth": depth, "in_holder": shared[0] == len(anchors[0])}
    for name, anchor, common in zip(("holder", "title", "lead"), anchors, shared, strict=True):
        found |= {f"{name}_up": len(anchor) - common, f"{name}_down": depth - common}
    return found


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count


def _place(page: _Page) -> dict[str, Floats]:
    """Its place in the order of pieces, and in which of the page's article elements."""
    count = len(page.words)
    at = np.arange(count)
    before = np.concatenate([[0.0], np.cumsum(page.prose)])
    passed = np.concatenate([[0.0], np.cumsum(np.where(page.prose > 0, 0, page.words))])
    words = np.concatenate([[0.0], np.cumsum(page.words)])
    heads = np.cumsum([p.place.tag in {"h1", "h2", "h3"} for p in page.pieces])
    groups = [_article(p.place.xpath) for p in page.pieces]
    numbers = {key: i for i, key in enumerate(dict.fromkeys(groups))}
    low, high = np.maximum(0, at - _NEAR), np.minimum(count, at + _NEAR + 1)
    title = page.title
    return {
        "size": page.words / page.words.max(),
        "from_title": at - title if title is not None else np.full(count, -999),
        "from_lead": at - page.lead,
        "prose_before": before[:-1] / page.total,
        "words_passed": np.log1p(np.maximum(0, passed[:-1] - passed[(title or 0)])),
        "headings": heads,
        "pieces": np.full(count, np.log1p(count)),
        "page_prose": np.full(count, np.log1p(page.total)),
        "near_before": (before[at] - before[low]) / page.total,
        "near_after": (before[high] - before[at + 1]) / page.total,
        "near_words": (words[high] - words[low]) / words[-1],
        "article_share": _sums(_numbered(groups), page.prose) / page.total,
        "article_of_lead": np.array([g == groups[page.lead] for g in groups]),
        "article_of_title": np.array([title is not None and g == groups[title] for g in groups]),
        "article_number": np.array([numbers[g] for g in groups]),
    }


def _article(xpath: str) -> str:
    """The path of the outermost article element around a piece, or nothing."""
    start = xpath.find("/article[")
    if start < 0:
        return ""
    end = xpath.find("/", start + 1)
    return xpath if end < 0 else xpath[:end]


def _signs(page: _Page) -> dict[str, Floats]:
    """Signs of the elements around it, the stronger the less of the page's prose has them; and its tag."""
    signed: Counter[str] = Counter()
    for piece, prose in zip(page.pieces, page.prose, strict=True):
        if prose:
            signed.update(dict.fromkeys(piece.place.signs, int(prose)))
    strength = {s: 1.05 - signed[s] / page.total for s in SIGNS}
    known: dict[frozenset[str], list[float]] = {}
    for piece in page.pieces:
        signs = piece.place.signs
        if signs not in known:
            known[signs] = [strength[s] if s in signs else 0.0 for s in SIGNS]
    rows = np.array([known[p.place.signs] for p in page.pieces]).T
    found = {f"sign_{s}": row for s, row in zip(SIGNS, rows, strict=True)}
    return found | {f"tag_{t}": np.array([p.place.tag == t for p in page.pieces]) for t in _TAGS}


def _beside(page: _Page) -> dict[str, Floats]:
    """Its neighbours."""
    count = len(page.words)
    parents = _numbered(page.parents)
    found = {}
    for name, by in (("back2", -2), ("back1", -1), ("on1", 1), ("on2", 2)):
        at = np.arange(count) + by
        inside = (at >= 0) & (at < count)
        at = np.clip(at, 0, count - 1)
        found[f"words_{name}"] = np.where(inside, page.words[at], -1)
        found[f"linked_{name}"] = np.where(inside, page.linked[at], -1)
        found[f"same_{name}"] = inside & (parents[at] == parents)
    return found


def _said(pieces: Sequence[Piece], said: str | None) -> Floats:
    """The share of its word pairs that the declared article has; -1 where none is declared."""
    if not said:
        return np.full(len(pieces), -1.0)
    words = said.split()
    known = set(pairwise(words))
    shares = []
    for piece in pieces:
        own = piece.text.split()
        shares.append(sum(1 for pair in pairwise(own) if pair in known) / (len(own) - 1) if own[1:] else -0.5)
    return np.array(shares)
