"""The articles with everything marked that the edition says about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from ..model import Figure, Moment, Span, Statement
from .html_anchors import Anchors, cited, credited
from .html_data import ArticlePage, BlockGroup, SpeakerKey
from .html_data_entry import EntryPage, Sign
from .html_marks import SHOWN_ROLES, Mark, MarkedBlock, Ref, lay
from .html_words import figure_words, web_address
from .view import EditionView, Quote, ReuseView, VolumeView, WitnessView

_SLOTS = 6
"""So many speakers have an underline of their own."""
_TINTS = 6
_SHARED, _READING, _PLACE, _STATEMENT, _CONTENT, _FIGURE = range(6)


def speakers(view: VolumeView) -> tuple[SpeakerKey, ...]:
    """The speakers of the volume, the one with the most statements first."""
    count = Counter(
        statement.speaker.name
        for witness in view.witnesses
        for statement in witness.claims.statements
        if statement.speaker
    )
    ranked = sorted(count, key=lambda name: (-count[name], name))
    return tuple(SpeakerKey(name=n, slot=i + 1 if i < _SLOTS else 0) for i, n in enumerate(ranked))


def articles(
    view: VolumeView, *, entries: Iterable[EntryPage], anchors: Anchors, keys: Sequence[SpeakerKey]
) -> tuple[ArticlePage, ...]:
    """All articles, in the order of their signs.  ``entries`` are those of every edition."""
    digests = {w.id: w.article.sha256 for w in view.witnesses}
    marks: dict[str, list[Mark]] = {w.id: [] for w in view.witnesses}
    for entry in entries:
        _add_entry(marks, entry)
    quotes = (*(q for e in view.editions for q in cited(e)), *credited(view))
    for locus in dict.fromkeys(q.locus for q in quotes):
        place = anchors.place(locus, digests[locus.article])
        marks[locus.article].append(Mark(span=locus.span, rank=_PLACE, kind="", id=place))
    for edition in view.editions:
        _add_shared(marks, edition)
    slots = {key.name: key.slot for key in keys}
    return tuple(_article(w, (*marks[w.id], *_claims(w, slots)), anchors) for w in view.witnesses)


def _add_entry(marks: dict[str, list[Mark]], entry: EntryPage) -> None:
    """The passages of its readings, each with the way back to the entry, and in them the exact words."""
    ref = Ref(id=entry.id, number=entry.number)
    for reading in (entry.base, *entry.alike, *entry.variants):
        locus = reading.view.passage.locus
        marks[locus.article].append(Mark(span=locus.span, rank=_READING, kind="", id=reading.id, ref=ref))
        for piece in reading.view.content:
            if piece.locus.span == locus.span:
                continue
            marks[locus.article].append(Mark(span=piece.locus.span, rank=_CONTENT, kind="c", content_of=reading.id))


def _add_shared(marks: dict[str, list[Mark]], edition: EditionView) -> None:
    """Shared passages, tinted alike wherever they stand."""
    for number, group in enumerate(_groups(edition.reuse)):
        signs = sorted({q.sign for q in group})
        for article, spans in _by_article(group).items():
            title = "shared by " + ", ".join(signs)
            for span in _merged(spans):
                marks[article].append(Mark(span=span, rank=_SHARED, kind=f"t t{number % _TINTS + 1}", title=title))


def _groups(reuse: Sequence[ReuseView]) -> list[list[Quote]]:
    """The two sides of shared passages, gathered wherever they overlap in some article; boilerplate left out, and
    what has only its points in common."""
    pairs = [r for r in reuse if r.passage != "boilerplate" and r.kind != "parallel"]
    sides = sorted(
        ((side.locus.article, side.locus.span, n) for n, r in enumerate(pairs) for side in (r.a, r.b)),
    )
    parent = list(range(len(pairs)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    reached: tuple[str, int, int] | None = None
    for article, span, n in sides:
        if reached and reached[0] == article and span.start < reached[1]:
            parent[root(n)] = root(reached[2])
            reached = (article, max(reached[1], span.end), n)
        else:
            reached = (article, span.end, n)
    gathered: dict[int, list[Quote]] = {}
    for n, r in enumerate(pairs):
        gathered.setdefault(root(n), []).extend((r.a, r.b))
    return list(gathered.values())


def _by_article(quotes: Iterable[Quote]) -> Mapping[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for quote in quotes:
        found.setdefault(quote.locus.article, []).append(quote.locus.span)
    return found


def _merged(spans: Iterable[Span]) -> list[Span]:
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end:
            result[-1] = result[-1].to(span)
        else:
            result.append(span)
    return result


def _claims(witness: WitnessView, slots: Mapping[str, int]) -> Iterable[Mark]:
    claims = witness.claims
    for statement in claims.statements:
        yield from _statement(statement, slots)
    for figure in claims.figures:
        yield _figure(figure)
    for moment in claims.moments:
        yield _moment(moment)
    for credit in claims.credits:
        yield Mark(span=credit.span, rank=_FIGURE, kind="cr", title=f"credit for {credit.of}: {credit.agency}")


def _statement(statement: Statement, slots: Mapping[str, int]) -> Iterable[Mark]:
    name = statement.speaker.name if statement.speaker else "speaker unknown"
    slot = slots.get(name, 0) if statement.speaker else 0
    level = statement.certainty.level
    title = name if level in {"asserted", "unclear"} else f"{name}: {level}"
    if statement.relayed_by:
        title += f", relayed by {statement.relayed_by.name}"
    for span in statement.content:
        yield Mark(span=span, rank=_STATEMENT, kind=f"q q{slot}" if slot else "q", title=title)


def _figure(figure: Figure) -> Mark:
    words = figure_words(figure.value, range=figure.range, unit=figure.unit, bound=figure.bound)
    return Mark(span=figure.span, rank=_FIGURE, kind="f", title=words or figure.klass)


def _moment(moment: Moment) -> Mark:
    return Mark(span=moment.span, rank=_FIGURE, kind="m", title=f"{moment.value or 'time unknown'}: {moment.basis}")


def _combined(marks: Iterable[Mark]) -> Iterable[Mark]:
    """Marks on the same characters as one element, as far as each id keeps its own."""
    groups: dict[Span, list[Mark]] = {}
    for mark in marks:
        groups.setdefault(mark.span, []).append(mark)
    for span, group in groups.items():
        named = [m for m in group if m.id]
        plain = [m for m in group if not m.id]
        if not plain:
            yield from named
            continue
        first, *others = named or [Mark(span=span, rank=min(m.rank for m in plain), kind="")]
        yield from others
        yield replace(
            first,
            kind=" ".join(dict.fromkeys(word for m in (first, *plain) for word in m.kind.split())),
            title="; ".join(dict.fromkeys(m.title for m in plain if m.title)) or None,
            content_of=" ".join(dict.fromkeys(m.content_of for m in plain if m.content_of)) or None,
        )


def _article(witness: WitnessView, marks: Iterable[Mark], anchors: Anchors) -> ArticlePage:
    laid = lay(witness.article.text, witness.article.blocks, _combined(marks))
    return ArticlePage(
        view=witness,
        sign=Sign(text=witness.sign, id=anchors.witness(witness), name=witness.name),
        link=web_address(witness.url),
        groups=tuple(_grouped(laid.blocks)),
        split=laid.split,
        lost=laid.lost,
    )


def _grouped(blocks: Sequence[MarkedBlock]) -> Iterable[BlockGroup]:
    for shown, run in groupby(blocks, key=lambda b: b.role in SHOWN_ROLES):
        members = tuple(run)
        yield BlockGroup(furniture=not shown, lines=sum(b.lines for b in members), blocks=members)


def place_of(quote: Quote, anchors: Anchors, digests: Mapping[str, str]) -> str:
    """The id of quoted words on the page."""
    return anchors.place(quote.locus, digests[quote.locus.article])
