"""Which articles are captures of one article, before and after its outlet changed it.

An outlet that mends, extends or re-titles a report has not reported twice.  Such captures are told by their address, or
by their outlet and a text that is nearly the same; one of them stands as the witness and the others beside it, with
what was changed.  A copy that another outlet printed is no version: that is reuse, and tells of an origin.

Candidates are found by sketches of five-word shingles (the bottom-k sketch of Broder, "On the resemblance and
containment of documents", 1997), so that time grows with the number of articles and not with that of their pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from .. import wording
from ..model import Article, Difference, DiffOp, Span, Version
from ..text import tokens
from . import likeness
from .likeness import Copy

_LONGEST = 10
"""Words of a change within which a changed figure is told apart from a sentence that happens to hold one."""


_PUBLISHERS = 8
"""Publishers (by name and site) of the same words that are kept in mind."""


def versions(articles: Iterable[Article]) -> tuple[Version, ...]:
    """The articles that are other captures of one that stays, sorted by that one and by themselves.

    Of several captures the latest that is complete stays: by the time of its last change, else by the time of capture.
    The user's own draft is never a version.  The same for any order of ``articles``.
    """
    known = {a.id: a for a in sorted(articles, key=lambda a: a.id) if not a.mine}
    copies = {i: likeness.copy_of(a) for i, a in known.items()}
    links = {(a.id, b.id): link for a, b in _candidates(copies.values()) if (link := likeness.same_article(a, b))}
    families = _Families(copies)
    for pair in sorted(links, key=lambda pair: (-links[pair].score, pair)):
        families.join(*pair)
    made: list[Version] = []
    for family in families.all():
        ordered = sorted((known[i] for i in family), key=_rank)
        stays = ordered[-1]
        for other in ordered[:-1]:
            link = links.get((min(other.id, stays.id), max(other.id, stays.id)))
            made.append(_version(other, stays, link.why if link else _BY_ANOTHER))
    return tuple(sorted(made, key=lambda v: (v.of, v.article.id)))


_BY_ANOTHER = "linked by another capture between the two"


def _candidates(copies: Iterable[Copy]) -> Iterator[tuple[Copy, Copy]]:
    """Pairs that share an address, an outlet or a site, and some words; in a crowd that shares them, each is held
    against the one before it of each publisher."""
    last: defaultdict[tuple[str, int], dict[object, Copy]] = defaultdict(dict)
    told: set[tuple[str, str]] = set()
    for copy in copies:
        publisher = (copy.outlet, copy.hosts)
        for house in copy.houses:
            for mark in (*copy.sketch, likeness.NO_MARK) if house == copy.address else copy.sketch:
                seen = last[house, mark]
                pairs = [(other, copy) for other in seen.values() if (other.id, copy.id) not in told]
                told.update((other.id, copy.id) for other, _ in pairs)
                yield from pairs
                if publisher in seen or len(seen) < _PUBLISHERS:
                    seen[publisher] = copy


class _Families:
    """Articles that are captures of one, joined pair by pair, the surest first; never with one of another outlet in
    between."""

    def __init__(self, copies: Mapping[str, Copy]) -> None:
        self._copies = copies
        self._families: dict[str, list[str]] = {}

    def join(self, a: str, b: str) -> None:
        """Make two families one, unless they have members that cannot be of one outlet."""
        first, second = self._of(a), self._of(b)
        if first is second or not all(
            likeness.may_be_one_house(self._copies[x], self._copies[y]) for x in first for y in second
        ):
            return
        first += second
        self._families.update(dict.fromkeys(second, first))

    def _of(self, x: str) -> list[str]:
        return self._families.setdefault(x, [x])

    def all(self) -> Sequence[Sequence[str]]:
        distinct = {min(family): sorted(family) for family in self._families.values()}
        return [distinct[first] for first in sorted(distinct)]


def _rank(article: Article) -> tuple[bool, str, str, int, str]:
    """Later ranks higher: what was changed or taken last, and what is complete above what is not."""
    changed = max(_instant(article.modified), _instant(article.known_date))
    return article.complete, changed, _instant(article.captured), len(article.text), article.id


def _instant(moment: str | None) -> str:
    """A time in UTC where it has a zone, so that two of them compare; nothing comes before all."""
    try:
        when = datetime.fromisoformat(moment or "")
        return when.astimezone(UTC).replace(tzinfo=None).isoformat() if when.tzinfo else moment or ""
    except (ValueError, OverflowError):
        return moment or ""


def _version(article: Article, stays: Article, why: str) -> Version:
    left, right = _spans(article), _spans(stays)
    steps = wording.diff(article.text, left, stays.text, right)
    changes = tuple(s for s in steps if s.op != "equal")
    return Version(
        article=article,
        of=stays.id,
        why=why,
        removed=sum(_words(article.text, s.a) for s in changes if s.op in {"omit", "replace"}),
        added=sum(_words(stays.text, s.b) for s in changes if s.op in {"add", "replace"}),
        changes=changes,
        figures=tuple(_figures(article.text, stays.text, changes)),
    )


def _spans(article: Article) -> list[Span]:
    return [b.span for b in article.blocks_of("title", "heading", "dateline", "body")]


def _words(text: str, span: Span | None) -> int:
    return sum(t.is_word for t in tokens(text, span)) if span else 0


def _figures(old: str, new: str, changes: Sequence[DiffOp]) -> Iterator[Difference]:
    """Where a number stands for another one: a short change with a number on both sides."""
    for step in changes:
        if step.op != "replace" or step.a is None or step.b is None:
            continue
        a, b = tokens(old, step.a), tokens(new, step.b)
        if max(len(a), len(b)) <= _LONGEST and any(t.is_number for t in a) and any(t.is_number for t in b):
            yield Difference(part="number", a=step.a, b=step.b)
