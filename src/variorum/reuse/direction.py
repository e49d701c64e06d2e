"""Which side a shared passage comes from, told only where there is evidence; otherwise ``unknown``.

What settles it names the source: one article is the source's own copy (an agency's, a press office's), the other one
credits or cites it, or the shared words themselves show its own reporting ("told this newspaper").  Time, containment,
a cut (a surname that nobody introduced) and a slip of the pen tell which of two *would* be the copy; two prints of a
third text look the same in all of these, so that they are said and settle nothing, unless the earlier article shows
own reporting, and no agency is credited by either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ..model import Article, Direction, Reuse, Span, Witness
from . import cuts, sayings, signs
from .signs import Sign
from .stream import Stream

CONTAINED = 0.5
"""Share of the later article's narration that must stand in the earlier one before time is evidence."""
_RANK: Mapping[str, int] = {"handout": 2, "transcript": 2, "agency": 1}
"""Who takes from whom: a report from an agency, both from a press office."""
_TRUSTED = frozenset({"page", "text", "given", "url"})


@dataclass(frozen=True, slots=True)
class Side:
    """An article of a pair, with what its words tell."""

    witness: Witness
    stream: Stream
    signs: tuple[Sign, ...]

    @property
    def article(self) -> Article:
        return self.witness.article

    def names(self) -> frozenset[str]:
        """The names under which others credit it."""
        itself = signs.house(self.article)
        given = (self.article.outlet, sayings.agency(self.article.outlet), itself[0] if itself else None)
        return frozenset(sayings.plain(n) for n in given if n)


@dataclass(frozen=True, slots=True)
class _Evidence:
    towards: Direction
    why: str


def side(witness: Witness, stream: Stream, outlets: frozenset[str]) -> Side:
    """One article made ready to be compared; ``outlets`` are the names of those in the pile."""
    return Side(witness, stream, signs.of(witness, outlets))


def given(found: Sequence[Reuse], a: Side, b: Side) -> list[Reuse]:
    """The passages of one pair with their direction; quotations, titles and boilerplate keep ``unknown``."""
    narration = [p for p in found if p.passage == "narration"]
    if not narration:
        return list(found)
    settled = list(_settling(narration, a, b))
    hints = list(_hints(narration, a, b))
    third = _third(a, b)
    told: Direction = "unknown"
    if len({e.towards for e in settled}) == 1:
        told = settled[0].towards
        reasons = [e.why for e in settled]
    elif settled:
        reasons = [f"signs disagree: {'; '.join(e.why for e in settled)}"]
    elif hints and not third and _by_own_report(hints, a, b):
        told = hints[0].towards
        reasons = [e.why for e in hints] + [_shows(a if told == "a->b" else b)]
    else:
        reasons = ([third] if third else []) + _undecided(hints)
    return [_with(p, told, reasons) if p.passage == "narration" and reasons else p for p in found]


def _with(passage: Reuse, towards: Direction, reasons: Sequence[str]) -> Reuse:
    return replace(passage, direction=towards, why="; ".join((passage.why, *reasons)))


def _settling(narration: Sequence[Reuse], a: Side, b: Side) -> Iterator[_Evidence]:
    """The evidence that names the source, the strongest first: a credit is not asked whose copy it is."""
    to_b, to_a = _credit(b, a), _credit(a, b)
    if to_b and not to_a:
        yield _Evidence("a->b", to_b)
    elif to_a and not to_b:
        yield _Evidence("b->a", to_a)
    first, second = _rank(a.article), _rank(b.article)
    if first != second:
        higher = a if first > second else b
        yield _Evidence("a->b" if higher is a else "b->a", _is_source(higher.article))
    elif not (to_a or to_b):
        yield from _own_words(narration, a, b)


def _rank(article: Article) -> int:
    itself = signs.house(article)
    return _RANK[itself[1]] if itself else 0


def _is_source(article: Article) -> str:
    itself = signs.house(article)
    kind = itself[1] if itself else article.kind
    if article.kind == kind:
        return f"{article.id} is given as {article.kind}"
    return f"{article.id} is {'an agency’s copy' if kind == 'agency' else 'marked as a press release'}"


def _credit(copy: Side, source: Side) -> str | None:
    """The words by which an article names the other's outlet as its source."""
    names = source.names() - copy.names()
    for sign in copy.signs:
        if sign.kind in ("agency", "outlet", "handout") and sayings.plain(sign.label) in names:
            return f"{copy.article.id} credits {sign.label}"
    return None


def _own_words(narration: Sequence[Reuse], a: Side, b: Side) -> Iterator[_Evidence]:
    """The shared words show the own reporting of one side, and not of the other."""
    in_a, in_b = (
        [s.span for s in side.signs if s.kind == "own reporting" and s.passage and _within(s.passage, narration, side)]
        for side in (a, b)
    )
    if bool(in_a) != bool(in_b):
        source, spans = (a, in_a) if in_a else (b, in_b)
        words = " ".join(spans[0].of(source.article.text).split())
        yield _Evidence(
            "a->b" if in_a else "b->a", f"what they share holds the own reporting of {source.article.id} ({words})"
        )


def _within(passage: Span, narration: Sequence[Reuse], side: Side) -> bool:
    sides = [p.a.span if p.a.article == side.article.id else p.b.span for p in narration]
    return any(2 * (min(s.end, passage.end) - max(s.start, passage.start)) >= len(passage) for s in sides)


def _third(a: Side, b: Side) -> str | None:
    """What names a common source that is neither of the two."""
    of_a, of_b = (
        {sayings.plain(s.label): s.label for s in side.signs if s.kind in ("agency", "handout", "outlet")}
        for side in (a, b)
    )
    both = sorted(of_a.keys() & of_b.keys())
    if both:
        return f"both name {of_a[both[0]]}"
    whole = [(side, s) for side in (a, b) for s in side.signs if s.kind == "agency" and s.passage is None]
    return f"{whole[0][0].article.id} credits {whole[0][1].label}, from whom both may have it" if whole else None


def _hints(narration: Sequence[Reuse], a: Side, b: Side) -> Iterator[_Evidence]:
    """What tells which of the two would be the copy, if one of them is: time with containment first."""
    yield from _by_time(a, b, sum(p.tokens for p in narration))
    for copy, source in ((b, a), (a, b)):
        towards: Direction = "a->b" if source is a else "b->a"
        orphan = cuts.orphan(copy.article, source.article, narration)
        if orphan:
            why = f"{copy.article.id} names {orphan} without the full name by which {source.article.id} introduces them"
            yield _Evidence(towards, why)
        slip = cuts.slip(copy.article, source.article, narration)
        if slip:
            why = f"{copy.article.id} has “{slip[0]}” where {source.article.id} has “{slip[1]}”"
            yield _Evidence(towards, why)


def _by_own_report(hints: Sequence[_Evidence], a: Side, b: Side) -> bool:
    """Whether all hints, time among them, point away from an article that shows own reporting, and the other none."""
    if len({e.towards for e in hints}) != 1 or _earlier(a.article, b.article) != hints[0].towards:
        return False
    source, copy = (a, b) if hints[0].towards == "a->b" else (b, a)
    return _reports(source) and not _reports(copy)


def _reports(side: Side) -> bool:
    return any(s.kind == "own reporting" for s in side.signs)


def _shows(source: Side) -> str:
    return f"{source.article.id} shows own reporting, and neither credits an agency"


def _undecided(hints: Sequence[_Evidence]) -> list[str]:
    if not hints:
        return []
    return ["; ".join(e.why for e in hints), "both may have it from a third"]


def _by_time(a: Side, b: Side, shared: int) -> list[_Evidence]:
    order = _earlier(a.article, b.article)
    if order is None:
        return []
    first, second = (a, b) if order == "a->b" else (b, a)
    share = min(1.0, shared / max(1, second.stream.narration))
    if share < CONTAINED:
        return []
    return [
        _Evidence(order, f"{first.article.id} is earlier and holds {share:.0%} of the narration of {second.article.id}")
    ]


def _earlier(a: Article, b: Article) -> Direction | None:
    if a.published_basis not in _TRUSTED or b.published_basis not in _TRUSTED:
        return None
    x, y = _moment(a.published), _moment(b.published)
    if x is None or y is None:
        return None
    if x[1] and y[1] and (x[0].tzinfo is None) == (y[0].tzinfo is None):
        return "a->b" if x[0] < y[0] else "b->a" if y[0] < x[0] else None
    gap = (y[0].date() - x[0].date()).days  # a bare day, or an unknown zone: only a full day between them tells
    return "a->b" if gap > 1 else "b->a" if gap < -1 else None


def _moment(value: str | None) -> tuple[datetime, bool] | None:
    """The time of an ISO 8601 string and whether it names an hour; None when it is not one."""
    try:
        return (datetime.fromisoformat(value), "T" in value or " " in value) if value else None
    except ValueError:
        return None
