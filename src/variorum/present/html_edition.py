"""One edition as the page shows it: entries with their readings in place, findings, matrix, ledger, origins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ..text import CLOSING_MARKS, OPENING_MARKS
from .apparatus import state, state_of_base
from .collation import Run, legible, runs
from .html_anchors import Anchors
from .html_articles import place_of
from .html_data import (
    CellPage,
    CreditPage,
    EditionPage,
    FindingPage,
    LedgerCell,
    LedgerRow,
    OriginPage,
    RowPage,
    SharedPage,
    SilencePage,
    TimelinePage,
    WitnessPage,
)
from .html_data_entry import AbsencePage, EntryPage, EntryRef, Pointer, ReadingPage, Reason, Sign
from .html_graph import draw
from .html_words import context, excerpt, figure_words, web_address
from .view import (
    CoverageRow,
    EditionView,
    EntryView,
    FigureCell,
    FigureRow,
    Quote,
    ReadingView,
    VolumeView,
    WitnessView,
)

LISTED = 24
"""Shared passages that the page lists; the others are tinted in the articles."""
_SHORT = 28
"""Characters under which a reading is shown with the words around it."""
_EXCERPT = 88
_MARKS = frozenset(OPENING_MARKS + CLOSING_MARKS.replace("’", "") + '"')
"""Quotation marks that are no apostrophes."""


def edition_page(edition: EditionView, *, view: VolumeView, anchors: Anchors) -> EditionPage:
    """The edition, each of its words with its place on the page."""
    return _Maker(edition, view, anchors).page()


class _Maker:
    """Makes one edition; holds what all its parts look up."""

    def __init__(self, edition: EditionView, view: VolumeView, anchors: Anchors) -> None:
        self._edition, self._anchors = edition, anchors
        self._event = edition.event.id
        self._by_sign = {w.sign: w for w in view.witnesses}
        self._digests = {w.id: w.article.sha256 for w in view.witnesses}
        self._texts = {w.id: w.article.text for w in view.witnesses}
        self._refs = {
            e.id: EntryRef(
                id=anchors.entry(self._event, e.id),
                number=n,
                words=excerpt(e.base.words or e.base.passage.text, _EXCERPT),
            )
            for n, e in enumerate(edition.entries, start=1)
        }
        self._views = {e.id: e for e in edition.entries}

    def page(self) -> EditionPage:
        edition = self._edition
        signs = self._signs(edition.event.signs)
        rows = [row for row in edition.coverage.rows if not self._views[row.entry].single]
        shared = self._shared()
        origin_ids = [self._anchors.origin(self._event, o) for o in edition.origins]
        return EditionPage(
            view=edition,
            id=self._anchors.event(self._event),
            signs=signs,
            entries=tuple(self._entry(e) for e in edition.entries),
            findings=self._findings(),
            matrix=tuple(self._row(row) for row in rows),
            states=frozenset(cell.state for row in rows for cell in row.cells),
            alone=tuple(sum(e.signs == (sign,) for e in edition.entries) for sign in edition.event.signs),
            ledger=tuple(self._ledger(row) for row in edition.figures),
            timeline=self._timeline(),
            origins=self._origins(),
            shared=shared,
            silences=tuple(
                SilencePage(sign=self._sign(s.sign), entries=self._entry_refs(s.entries))
                for s in edition.silences
            ),
            witnesses=tuple(self._witness(w) for w in edition.witnesses),
            graph=draw(
                edition.origins, edition.reuse,
                signs=edition.event.signs, origin_ids=origin_ids, witness_ids=[s.id for s in signs],
                shared_ids=[s.id if n < LISTED else s.a.id for n, s in enumerate(shared)],
            ),
        )  # fmt: skip

    def _sign(self, sign: str) -> Sign:
        witness = self._by_sign[sign]
        return Sign(text=sign, id=self._anchors.witness(witness), name=witness.name)

    def _signs(self, signs: Sequence[str]) -> tuple[Sign, ...]:
        return tuple(self._sign(s) for s in signs)

    def _pointer(self, quote: Quote, *, around: bool = False) -> Pointer:
        before, after = "", ""
        if around and len(quote.text) < _SHORT:
            before, after = context(self._texts[quote.locus.article], quote.locus.span)
        return Pointer(quote=quote, id=place_of(quote, self._anchors, self._digests), before=before, after=after)

    def _pointers(self, quotes: Sequence[Quote]) -> tuple[Pointer, ...]:
        return tuple(self._pointer(q, around=True) for q in quotes)

    def _entry_refs(self, ids: Sequence[str]) -> tuple[EntryRef, ...]:
        return tuple(self._refs[i] for i in ids if i in self._refs)

    # -- entries ------------------------------------------------------------------------------------------------

    def _entry(self, entry: EntryView) -> EntryPage:
        base = self._reading(entry, entry.base)
        readings = [self._reading(entry, v) for v in entry.variants]
        alike = tuple(r for r in readings if r.view.same_words and not r.view.differs)
        known = {f.id: f for f in self._edition.findings}
        findings = tuple(known[f] for f in entry.findings if f in known)
        everyone = (entry.speaker, entry.base.speaker, *(v.speaker for v in entry.variants))
        return EntryPage(
            view=entry,
            id=self._refs[entry.id].id,
            number=self._refs[entry.id].number,
            prominent=not entry.single or any(f.severity != "low" and len(f.entries) == 1 for f in findings),
            base=base,
            alike=alike,
            variants=tuple(r for r in readings if r not in alike),
            absences=self._absences(entry),
            relations=tuple(dict.fromkeys(v.relation for v in entry.variants if v.relation)),
            speakers=tuple(dict.fromkeys(name for name in everyone if name)),
            signs=self._signs(entry.signs),
            findings=findings,
            finding_ids=tuple(self._anchors.finding(self._event, f) for f in findings),
            measure=next((r.measures.text for r in (entry.base, *entry.variants) if r.measures), ""),
        )

    def _reading(self, entry: EntryView, reading: ReadingView) -> ReadingPage:
        quote, before, after = reading.passage, "", ""
        article = quote.locus.article
        if reading.content and len(reading.words) < _SHORT:
            before = context(self._texts[article], reading.content[0].locus.span)[0]
            after = context(self._texts[article], reading.content[-1].locus.span)[1]
        return ReadingPage(
            view=reading,
            id=self._reading_id(entry, reading),
            sign=self._sign(reading.sign),
            state=state_of_base(reading) if reading.is_base else state(reading, entry.base),
            before=before,
            after=after,
            quoted=self._quoted(reading),
            collation=_collation(reading),
            value=figure_words(reading.value, range=reading.range, unit=reading.unit, bound=reading.bound),
            why=self._why(entry, reading),
        )

    def _why(self, entry: EntryView, reading: ReadingView) -> int:
        """The number of its reason; an entry of one witness needs none."""
        words = entry.base_why if reading.is_base else reading.relation_why
        if entry.single or not words:
            return 0
        if reading.is_base:
            return self._anchors.reason(Reason(words=words))
        score = round(reading.relation_score, 2)
        return self._anchors.reason(Reason(words=words, rule=reading.relation_rule, score=score))

    def _quoted(self, reading: ReadingView) -> bool:
        """Mixed readings often hold their own marks; those are shown as they stand."""
        if reading.form == "direct":
            return not reading.words or reading.words[0] not in _MARKS
        if reading.form != "mixed" or not reading.content:
            return False
        locus = reading.content[0].locus
        before = self._texts[locus.article][max(0, locus.span.start - 1) : locus.span.start]
        return before in _MARKS and not any(c in _MARKS for c in reading.words)

    def _absences(self, entry: EntryView) -> tuple[AbsencePage, ...]:
        states = dict.fromkeys(a.state for a in entry.absences)
        return tuple(
            AbsencePage(
                state=state_,
                signs=self._signs([a.sign for a in entry.absences if a.state == state_ and not a.near]),
                near=self._pointers([a.near for a in entry.absences if a.state == state_ and a.near]),
            )
            for state_ in states
        )

    # -- tables -------------------------------------------------------------------------------------------------

    def _findings(self) -> tuple[FindingPage, ...]:
        return tuple(
            FindingPage(
                view=f,
                id=self._anchors.finding(self._event, f),
                signs=self._signs(f.signs),
                evidence=self._pointers(f.evidence),
                entries=self._entry_refs(f.entries),
            )
            for f in self._edition.findings
        )

    def _row(self, row: CoverageRow) -> RowPage:
        entry = self._views[row.entry]
        readings = {r.index: r for r in (entry.base, *entry.variants)}
        return RowPage(
            entry=self._refs[row.entry],
            speaker=entry.speaker,
            cells=tuple(
                CellPage(
                    state=cell.state,
                    is_base=cell.is_base,
                    id=None if cell.reading is None else self._reading_id(entry, readings[cell.reading]),
                )
                for cell in row.cells
            ),
        )

    def _reading_id(self, entry: EntryView, reading: ReadingView) -> str:
        digest = self._digests[reading.passage.locus.article]
        return self._anchors.reading(self._event, entry, reading, digest)

    def _ledger(self, row: FigureRow) -> LedgerRow:
        entry = self._views[row.entry]
        readings = {r.index: r for r in (entry.base, *entry.variants)}
        return LedgerRow(
            entry=self._refs[row.entry],
            measure=row.measure.text if row.measure else "",
            verdict=row.verdict,
            cells=tuple(
                tuple(self._ledger_cell(entry, readings[c.reading], c) for c in row.cells if c.sign == sign)
                for sign in self._edition.event.signs
            ),
        )

    def _ledger_cell(self, entry: EntryView, reading: ReadingView, cell: FigureCell) -> LedgerCell:
        return LedgerCell(
            id=self._reading_id(entry, reading),
            words=cell.quote.text,
            value=figure_words(cell.value, range=cell.range, unit=cell.unit, bound=cell.bound),
            state=cell.state,
        )

    def _timeline(self) -> tuple[TimelinePage, ...]:
        return tuple(
            TimelinePage(
                view=t,
                entries=self._entry_refs(t.entries),
                signs=self._signs(t.signs),
                evidence=self._pointers(t.evidence),
            )
            for t in self._edition.timeline
        )

    # -- origins and witnesses ----------------------------------------------------------------------------------

    def _origins(self) -> tuple[OriginPage, ...]:
        return tuple(
            OriginPage(
                label=o.label, kind=o.kind, id=self._anchors.origin(self._event, o), why=o.why,
                signs=self._signs(o.signs), evidence=self._pointers(o.evidence),
            )
            for o in self._edition.origins
        )  # fmt: skip

    def _shared(self) -> tuple[SharedPage, ...]:
        return tuple(
            SharedPage(
                id=self._anchors.shared(self._event, r),
                a=self._pointer(r.a), b=self._pointer(r.b), tokens=r.tokens, kind=r.kind, passage=r.passage,
                source=r.source, why=r.why,
            )
            for r in self._edition.reuse
        )  # fmt: skip

    def _witness(self, witness: WitnessView) -> WitnessPage:
        return WitnessPage(
            view=witness,
            sign=self._sign(witness.sign),
            credits=self._credits(witness, text=True),
            photos=self._credits(witness, text=False),
            link=web_address(witness.url),
        )

    def _credits(self, witness: WitnessView, *, text: bool) -> tuple[CreditPage, ...]:
        chosen = witness.text_credits if text else witness.photo_credits
        return tuple(CreditPage(view=c, id=place_of(c.quote, self._anchors, self._digests)) for c in chosen)


def _collation(reading: ReadingView) -> tuple[Run, ...]:
    """The collation with the base where it is legible; a blank wherever two words would touch."""
    if not reading.segments or not legible(reading.segments):
        return ()
    made = runs(reading.segments)
    return (made[0], *(replace(b, spaced=b.spaced or _touch(a, b)) for a, b in pairwise(made)))


def _touch(a: Run, b: Run) -> bool:
    before, after = a.reading_text or a.base_text, b.base_text or b.reading_text
    return before[-1:].isalnum() and after[:1].isalnum()
