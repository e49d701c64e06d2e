"""Entries as lines of the apparatus, their coverage matrix and the figure ledger."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType

from .. import text
from ..model import Edition, Entry, Finding, Locus, Reading, Relation, Span
from . import steps
from .view import (
    AbsenceView,
    Cell,
    CellState,
    Coverage,
    CoverageRow,
    CueView,
    Difference,
    EntryView,
    FigureCell,
    FigureRow,
    Quote,
    ReadingView,
    Segment,
)

GAP = " ... "
"""Stands in ``words`` where the attribution interrupts a passage."""

_WEIGHT = MappingProxyType(
    {
        "conflicts": 8.0, "contradicts": 8.0, "reworded": 6.0, "translated": 3.0, "nested": 2.5, "trimmed": 2.0,
        "indirect": 1.5, "compatible": 1.0, "different measure": 0.5, "same": 0.2, "verbatim": 0.2,
    }
)  # fmt: skip
"""How much a relation to the base asks for a reader's eye."""
_DIFFERENCE_WEIGHT = MappingProxyType({"certainty": 4.0, "speaker": 3.0, "value": 3.0, "stance": 1.5})
_SEVERITY_WEIGHT = MappingProxyType({"high": 30.0, "medium": 12.0, "low": 3.0})
_KIND_WEIGHT = MappingProxyType(
    {"statement": 1.0, "pledge": 1.0, "forecast": 1.0, "figure": 0.7, "fact": 0.4, "moment": 0.1}
)
_WITNESS_WEIGHT = 5.0
_QUOTED_WEIGHT = 0.2
_PERHAPS = 3
"""Passages shown of articles that perhaps have an entry: the likeliest."""
_LONG_ID = 6
"""Digits from which a number is taken for an article's id."""
_CLOSEST: tuple[CellState, ...] = (
    "conflicts", "contradicts", "verbatim", "same", "trimmed", "reworded", "translated", "nested", "compatible",
    "indirect", "own words", "given", "different measure",
)  # fmt: skip
"""Which reading stands for a witness that has several: a conflict must not hide, then the closest to the base."""


class Source:
    """The texts and signs behind a volume, by article id."""

    def __init__(self, *, texts: Mapping[str, str], signs: Mapping[str, str]) -> None:
        self._texts, self.signs = texts, signs
        plain = sorted((i for i in signs if not i.isalpha() and not (i.isdigit() and len(i) < _LONG_ID)), reverse=True)
        self._ids = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, plain))})(?!\w)") if plain else None

    def told(self, why: str) -> str:
        """A reason with the signs of the witnesses in place of their ids.

        An id that could be a common word or number (only letters, or few digits) stays as it is.
        """
        return self._ids.sub(lambda m: self.signs[m.group()], why) if self._ids else why

    def sign(self, article: str) -> str:
        return self.signs.get(article, article)

    def quote(self, article: str, span: Span) -> Quote:
        return Quote(
            locus=Locus(article=article, span=span), sign=self.sign(article), text=span.of(self._texts[article])
        )

    def evidence(self, loci: Sequence[Locus]) -> tuple[Quote, ...]:
        return tuple(self.quote(locus.article, locus.span) for locus in loci)

    def text(self, article: str) -> str:
        return self._texts[article]


def anchor(kind: str, *parts: object) -> str:
    """A stable identifier that is safe in a page and in a link: letters, digits and hyphens.

    Where other characters had to go, a short digest keeps two of them apart.
    """
    joined = "-".join(str(part) for part in parts)
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in joined)
    if plain == joined:
        return f"{kind}-{plain}"
    return f"{kind}-{plain[:40]}-{sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"


def entries(edition: Edition, source: Source) -> tuple[EntryView, ...]:
    """The apparatus of an edition, the most important entry first, then in the order of the base texts."""
    about: dict[str, list[Finding]] = {}
    for finding in sorted(edition.findings, key=lambda f: (-_SEVERITY_WEIGHT[f.severity], -f.score, f.id)):
        for entry in finding.entries:
            about.setdefault(entry, []).append(finding)
    views = [_entry(entry, about.get(entry.id, []), source) for entry in edition.entries]
    return tuple(sorted(views, key=lambda e: (-e.importance, e.base.sign, e.base.passage.locus.span, e.id)))


def _entry(entry: Entry, findings: Sequence[Finding], source: Source) -> EntryView:
    base = entry.readings[entry.base]
    relations = _to_base(entry)
    variants = [
        _reading(entry, index, relations.get(index), source)
        for index in range(len(entry.readings))
        if index != entry.base
    ]
    variants.sort(key=lambda r: (-_weight(r), r.sign, r.passage.locus.span))
    base_view = _reading(entry, entry.base, None, source)
    signs = tuple(dict.fromkeys((base_view.sign, *sorted(v.sign for v in variants))))
    speaker = entry.speaker or base.speaker
    absences = _absences(entry, source, shown=0 if len(signs) == 1 else _PERHAPS)
    return EntryView(
        id=entry.id, anchor=anchor("entry", entry.id), kind=entry.kind,
        speaker=speaker.name if speaker else None, speaker_kind=speaker.kind if speaker else None,
        verdict=entry.verdict, importance=_importance(entry, variants, findings, len(signs)),
        base=base_view, base_why=source.told(entry.base_why), variants=tuple(variants),
        signs=signs, single=len(signs) == 1,
        absences=absences, silent=tuple(a.sign for a in absences if a.state == "silent"),
        unread=tuple(a.sign for a in absences if a.state == "unread"),
        origins=entry.origins, asserted_by=entry.asserted_by,
        findings=tuple(dict.fromkeys(f.id for f in findings)), score=entry.score,
    )  # fmt: skip


def _absences(entry: Entry, source: Source, *, shown: int) -> tuple[AbsenceView, ...]:
    """Who does not have an entry; the likeliest passages, so many of them, with their words."""
    ranked = sorted((a.near for a in entry.absence if a.near), key=lambda n: (-n.score, n.article))
    near = {n.article: source.quote(n.article, n.span) for n in ranked[:shown]}
    return tuple(
        AbsenceView(
            sign=source.sign(a.article), state=a.state, why=source.told(a.why), near=near.get(a.article)
        )
        for a in entry.absence
    )  # fmt: skip


def _importance(entry: Entry, variants: Sequence[ReadingView], findings: Sequence[Finding], witnesses: int) -> float:
    """The gravest finding counts in full, so that many slight ones never outrank it; see the weights above."""
    gravest = max((_SEVERITY_WEIGHT[f.severity] * max(f.score, 0.1) for f in findings), default=0.0)
    strangest = max((_weight(v) for v in variants), default=0.0)
    shared = _WITNESS_WEIGHT * (witnesses - 1)
    plain = _KIND_WEIGHT[entry.kind] + (_QUOTED_WEIGHT if entry.readings[entry.base].form == "direct" else 0.0)
    return round(gravest * (1.0 if witnesses > 1 else 0.3) + strangest + shared + plain, 4)


def _weight(reading: ReadingView) -> float:
    relation = _WEIGHT[reading.relation] if reading.relation else 0.0
    return relation + sum(_DIFFERENCE_WEIGHT[d] for d in reading.differs)


def _to_base(entry: Entry) -> dict[int, tuple[Relation, bool]]:
    """The relation of each reading to the base, and whether it was told from the reading's side."""
    found: dict[int, tuple[Relation, bool]] = {}
    for relation in entry.relations:
        if relation.a == entry.base:
            found.setdefault(relation.b, (relation, False))
        elif relation.b == entry.base:
            found.setdefault(relation.a, (relation, True))
    return found


def _reading(entry: Entry, index: int, told: tuple[Relation, bool] | None, source: Source) -> ReadingView:
    reading, base = entry.readings[index], entry.readings[entry.base]
    relation = told[0] if told else None
    content = tuple(source.quote(reading.article, span) for span in reading.content)
    speaker = reading.speaker
    return ReadingView(
        index=index, anchor=anchor("reading", entry.id, reading.article, reading.span.start),
        sign=source.sign(reading.article), passage=source.quote(reading.article, reading.span),
        content=content, words=GAP.join(q.text for q in content), form=reading.form, is_base=index == entry.base,
        relation=relation.relation if relation else None,
        same_words=relation is not None and relation.relation == "verbatim" and _norms(content) == _norms(
            [source.quote(base.article, span) for span in base.content]
        ),
        relation_score=relation.score if relation else 0.0,
        relation_rule=relation.rule if relation else "", relation_why=source.told(relation.why) if relation else "",
        segments=_segments(told, base, reading, source),
        differs=() if index == entry.base else _differences(entry, base, reading, relation),
        cue=_cue(reading, source), source=tuple(source.quote(reading.article, s) for s in reading.source),
        speaker=speaker.name if speaker else None, speaker_kind=speaker.kind if speaker else None,
        relayed_by=reading.relayed_by.name if reading.relayed_by else None, via=reading.via,
        certainty=reading.certainty.level, certainty_score=reading.certainty.score,
        utterance=reading.utterance.language if reading.utterance else None,
        value=reading.value, range=reading.range, unit=reading.unit, bound=reading.bound,
        measures=source.quote(reading.article, reading.measures) if reading.measures else None,
        due=source.quote(reading.article, reading.due.span) if reading.due else None,
    )  # fmt: skip


def _norms(content: Sequence[Quote]) -> list[str]:
    return [t.norm for q in content for t in text.words(q.text)]


def _segments(
    told: tuple[Relation, bool] | None, base: Reading, reading: Reading, source: Source
) -> tuple[Segment, ...]:
    if told is None:
        return ()
    ours, theirs = steps.Side(base, source.text(base.article)), steps.Side(reading, source.text(reading.article))
    return steps.segments(told[0], ours, theirs, turned=told[1])


def _cue(reading: Reading, source: Source) -> CueView | None:
    if reading.cue is None:
        return None
    quotes = tuple(source.quote(reading.article, span) for span in reading.cue.spans)
    return CueView(words=" ".join(q.text for q in quotes), stance=reading.cue.stance, quotes=quotes)


def _differences(entry: Entry, base: Reading, reading: Reading, relation: Relation | None) -> tuple[Difference, ...]:
    found: list[Difference] = []
    if entry.kind in {"figure", "moment"}:
        if relation is not None and relation.relation == "conflicts":
            found.append("value")
        return tuple(found)
    levels = {base.certainty.level, reading.certainty.level}
    if len(levels) > 1 and "unclear" not in levels:
        found.append("certainty")
    if base.cue and reading.cue and base.cue.stance != reading.cue.stance:
        found.append("stance")
    if base.speaker and reading.speaker and base.speaker.name != reading.speaker.name:
        found.append("speaker")
    return tuple(found)


def state(reading: ReadingView, base: ReadingView) -> CellState:
    """How a reading stands to the base, in the words of the coverage matrix."""
    if reading.form == "narration" and reading.relation in {None, "indirect"} and reading.value is None:
        return "own words"
    if reading.relation is not None:
        return reading.relation
    if not reading.is_base:
        return "given" if reading.sign != base.sign else state_of_base(reading)
    return state_of_base(reading)


def state_of_base(base: ReadingView) -> CellState:
    """The base itself: its words as quoted, a figure as given, or the form in which it stands."""
    if base.value is not None:
        return "same"
    return "indirect" if base.form == "indirect" else "own words" if base.form == "narration" else "verbatim"


def coverage(views: Sequence[EntryView], signs: tuple[str, ...]) -> Coverage:
    """Which witness gives which entry, and how."""
    return Coverage(signs=signs, rows=tuple(_row(view, signs) for view in views))


def _row(entry: EntryView, signs: tuple[str, ...]) -> CoverageRow:
    absent: dict[str, CellState] = {a.sign: a.state for a in entry.absences}
    given: dict[str, Cell] = {}
    for reading in (entry.base, *entry.variants):
        cell = Cell(sign=reading.sign, state=state(reading, entry.base), is_base=reading.is_base, reading=reading.index)
        known = given.get(reading.sign)
        if known is None or (not known.is_base and _CLOSEST.index(cell.state) < _CLOSEST.index(known.state)):
            given[reading.sign] = cell
    cells = (
        given.get(sign) or Cell(sign=sign, state=absent.get(sign, "time unknown"), is_base=False, reading=None)
        for sign in signs
    )
    return CoverageRow(entry=entry.id, cells=tuple(cells))


def figures(views: Sequence[EntryView]) -> tuple[FigureRow, ...]:
    """The figure ledger, in the order of the entries."""
    return tuple(_figure_row(view) for view in views if view.kind == "figure")


def _figure_row(entry: EntryView) -> FigureRow:
    readings = (entry.base, *sorted(entry.variants, key=lambda r: (r.sign, r.passage.locus.span)))
    return FigureRow(
        entry=entry.id,
        measure=next((r.measures for r in readings if r.measures), None),
        verdict=entry.verdict,
        cells=tuple(
            FigureCell(
                sign=r.sign,
                quote=r.content[0] if r.content else r.passage,
                value=r.value,
                range=r.range,
                unit=r.unit,
                bound=r.bound,
                state=state(r, entry.base),
                is_base=r.is_base,
                reading=r.index,
            )
            for r in readings
        ),
        silent=entry.silent,
    )
