"""What the learned reader found, as drafts of the same kind that the rules make.

The reader knows better which words are a source, a cue and a content; the marks know better where a quotation begins
and ends.  So a piece that is a quotation, nearly, becomes exactly that, and everything else stays as the reader cut it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..model import Span
from ..text import trimmed
from .cues import Entry, Lexicon
from .quotes import Quotation
from .reader import Readout
from .reader_links import Relation
from .statement_drafts import Draft, extended, spoken
from .statement_subjects import governing_subject, subject_before
from .statement_syntax import group, words
from .statement_units import Unit

_MOST = 0.5  # share of a quotation that a piece within it has at least, to be all of it
_FRAGMENT = 24  # characters up to which words in marks may be no more than a name for something
_EDGES = " \t\r\n\u00a0\"'“”‘’«»,.;:"
_UNKNOWN = Entry(lemma="", rest=(), stance="other", frames=frozenset(), prepositions=frozenset(), speech=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What drafts are made from: the units of the running text and the outer quotations of an article, in order."""

    text: str
    units: Sequence[Unit]
    quotations: Sequence[Quotation]
    lexicon: Lexicon

    @classmethod
    def of(cls, text: str, units: Sequence[Unit], quotations: Sequence[Quotation], lexicon: Lexicon) -> Page:
        running = [u for u in units if u.within is None]
        return cls(text=text, units=running, quotations=[q for q in quotations if q.depth == 0], lexicon=lexicon)

    def number_at(self, place: int) -> int:
        """The number of the unit that a character lies in or after; -1 before the first."""
        return bisect_right(self.units, place, key=lambda u: u.span.start) - 1

    def quoted_in(self, span: Span) -> Sequence[Quotation]:
        """The outer quotations that have a word in common with a span."""
        first = bisect_left(self.quotations, span.start, key=lambda q: q.inner.end)
        last = bisect_left(self.quotations, span.end, key=lambda q: q.inner.start)
        return [q for q in self.quotations[first:last] if q.inner.overlaps(span)]


def drafts(readout: Readout, page: Page) -> Iterator[Draft]:
    """A draft for each relation of the reader, in order."""
    for relation in readout.relations or ():
        number = page.number_at(readout.span(relation.cue).start)
        if number >= 0:
            yield _draft(readout, relation, page, number)


def separated(one: Draft, page: Page) -> Iterator[Draft]:
    """A draft of the reader, and the sentences in quotation marks that follow its own as a statement that goes on."""
    own, other = list[Span](), list[Span]()
    for piece in one.content:
        elsewhere = page.number_at(piece.start) != one.unit
        (other if elsewhere and _is_quotation(page, piece) else own).append(piece)
    if one.quoted or not own or not other:
        yield one
        return
    taken = [q.index for piece in other for q in page.quoted_in(piece)]
    yield extended(replace(one, content=tuple(own), quotes=tuple(q for q in one.quotes if q not in taken)))
    yield replace(
        one, unit=page.number_at(other[0].start), content=tuple(other), quotes=tuple(taken), quoted=True,
        cue=(), extent=other[0].to(other[-1]), rule="continued", before=False,
    )  # fmt: skip


def _is_quotation(page: Page, piece: Span) -> bool:
    return any(q.inner.contains(piece) and spoken(page.text, q) == piece for q in page.quoted_in(piece))


def _draft(readout: Readout, relation: Relation, page: Page, number: int) -> Draft:
    unit = page.units[number]
    cue = readout.span(relation.cue)
    source = tuple(_trimmed(page.text, readout.span(p)) for p in relation.source) or _subject(unit, cue, page.lexicon)
    pieces = [_piece(page, _trimmed(page.text, readout.span(p))) for p in relation.content]
    pieces = list(_telling(page.text, _beside([p for p in pieces if _adjoins(page, number, p[0])] or pieces, unit)))
    apart = [p for p in pieces if not any(p[0].overlaps(s) for s in source)]
    pieces = apart or pieces
    content = tuple(span for span, _ in pieces)
    quotes = dict.fromkeys(q.index for span in content for q in page.quoted_in(span))
    everything = [cue, *source, *content]
    score = min([relation.link, *(p.score for p in (relation.cue, *relation.source, *relation.content))])
    return Draft(
        unit=number, within=None, entry=_entry(unit, cue, page.lexicon), cue=(cue,), source=source,
        mention=source[0] if source else None, content=content, quotes=tuple(quotes),
        quoted=all(whole for _, whole in pieces), score=round(score, 3),
        extent=Span(min(s.start for s in everything), max(s.end for s in everything)), rule="read",
        before=content[0].start < cue.start,
        negated=any(w in words("classes", "denial") or w.endswith("n't") for w in _norms(cue.of(page.text))),
    )  # fmt: skip


def _subject(unit: Unit, cue: Span, lexicon: Lexicon) -> tuple[Span, ...]:
    """The subject of a cue that is an active verb of speech, where the reader found no source."""
    at = next((i for i, s in enumerate(unit.spans) if cue.overlaps(s) and unit.norms[i] in lexicon.quotative), None)
    if at is None or unit.tags[at] not in "VG":
        return ()
    verbs = group(unit, at, at, participle=False)
    subject = subject_before(unit, verbs.first) or governing_subject(unit, verbs.first)
    if verbs.copular or subject is None or subject.relative or subject.after_verb:
        return ()
    return (unit.cover(subject.first, subject.last),)


def _piece(page: Page, span: Span) -> tuple[Span, bool]:
    """A piece of content, and whether it is one whole quotation: it is where it lies in one and has most of it, or
    where a colon or a sentence's end comes before one that the piece ends with."""
    for q in page.quoted_in(span):
        within = q.span.contains(span) and len(span) >= _MOST * len(q.inner)
        introduced = span.start < q.span.start and q.inner.end - 2 <= span.end <= q.span.end
        if within or (introduced and page.text[span.start : q.span.start].rstrip().endswith((":", ".", "?", "!"))):
            return spoken(page.text, q), True
    return _balanced(page, span), False


def _balanced(page: Page, span: Span) -> Span:
    """A piece with all of a quotation, marks included, that it begins before or ends after."""
    for q in page.quoted_in(span):
        if span.start <= q.span.start or q.span.end <= span.end:
            span = span.to(q.span)
    return span


def _adjoins(page: Page, number: int, piece: Span) -> bool:
    """Whether nothing but quotations stands between the sentence of a cue and a piece."""
    at = max(0, page.number_at(piece.start))
    between = page.units[min(at, number) + 1 : max(at, number)]
    return all(tag == "Q" or tag in ".,!?-:;" for unit in between for tag in unit.tags)


def _beside(pieces: Sequence[tuple[Span, bool]], unit: Unit) -> Sequence[tuple[Span, bool]]:
    """The pieces without other sentences' words outside the marks, where some are quotations, and without single words
    in marks of other sentences, where some are more."""
    if not any(whole for _, whole in pieces):
        return pieces
    long = any(whole and len(s) > _FRAGMENT for s, whole in pieces)
    kept = [(s, whole) for s, whole in pieces if s.overlaps(unit.span) or (whole and (len(s) > _FRAGMENT or not long))]
    return kept if any(s.overlaps(unit.span) for s, _ in kept) else pieces


def _telling(text: str, pieces: Sequence[tuple[Span, bool]]) -> Sequence[tuple[Span, bool]]:
    """The pieces without those that only point at the others (`said it: ...`)."""
    kept = [(s, whole) for s, whole in pieces if whole or s.of(text).casefold() not in words("bare", "pointers")]
    return kept or pieces


def _norms(said: str) -> list[str]:
    return said.casefold().replace("’", "'").split()


def _trimmed(text: str, span: Span) -> Span:
    return trimmed(text, span.start, span.end, drop=_EDGES) or span


def _entry(unit: Unit, cue: Span, lexicon: Lexicon) -> Entry:
    """What the lexicon knows of a cue: of its verb, else of its noun; the last one in it decides."""
    inside = [i for i, s in enumerate(unit.spans) if s.start >= cue.start and s.end <= cue.end]
    for i in reversed(inside):
        for entry, _ in lexicon.verbs.get(unit.norms[i], ()):
            last = i + len(entry.rest)
            if not entry.rest or unit.norms[i + 1 : last + 1] == entry.rest:
                return entry
    for i in reversed(inside):
        found = lexicon.nouns.get(unit.norms[i]) or lexicon.adjectives.get(unit.norms[i])
        if found is not None:
            return found
        if unit.norms[i] in lexicon.phrases:
            return lexicon.according
    return _UNKNOWN
