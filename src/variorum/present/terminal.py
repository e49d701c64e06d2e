"""The edition in a terminal: calm lines of one width, the most important first, plain when not coloured.

After a sign (``H``) stand exact words; everything else is a label.  A collation reads ``[a > b]`` where the witness has
b for the base's a, ``[- a]`` where it lacks a, and ``[+ b]`` where it adds b.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal, get_args

from ..model import Volume
from ..settings import PresentSettings
from . import compose
from .labels import BASES, DUE, ORIGINS, REUSE, SIGNS, between, count
from .numbering import Numbers, in_order, numbers
from .sheet import Sheet
from .terminal_entries import clip, entries, figures, signed, singles
from .terminal_overview import overview, threads
from .view import (
    CellState,
    EditionView,
    FindingView,
    OriginView,
    ReuseView,
    TimelineView,
    VolumeView,
    WitnessView,
)

Section = Literal["findings", "entries", "coverage", "figures", "timeline", "origins", "silent", "witnesses"]
"""A part that can be asked for on its own, and is then shown in full."""

ALL: Final[frozenset[Section]] = frozenset(get_args(Section))
_EVIDENCE: Final = 3
"""Quotations shown for a finding; the rest are counted."""
_QUOTED: Final = 220
"""Characters of a quotation shown as evidence."""
_GRID: Final = 24
"""Rows of the coverage grid; the rest are counted."""
_NAME: Final = 36
"""Characters of a witness's name at the head."""
_NUMBER: Final = 5
"""Columns for an entry's number."""
_PASSAGES: Final = 3
"""Shared passages shown."""
_WHY: Final = 200
"""Characters of a reason shown; the record has all of it."""
_STYLES: Final[Mapping[str, str]] = {"high": "bold red", "medium": "yellow", "low": "cyan"}


def render(
    volume: Volume,
    *,
    width: int = 80,
    colour: bool = False,
    settings: PresentSettings | None = None,
    sections: frozenset[Section] | None = None,
) -> str:
    """The volume as text of at most ``width`` columns (40 to 120); ``sections``: only these parts of an edition, and
    all that they hold."""
    settings = settings or PresentSettings()
    view = compose.volume(volume, settings=settings)
    sheet = Sheet(width=width, colour=colour)
    overview(sheet, view)
    for edition in view.editions:
        _edition(sheet, edition, sections, settings)
    if sections is None:
        threads(sheet, view)
        _left_over(sheet, view)
    return sheet.text()


def _edition(
    sheet: Sheet, edition: EditionView, sections: frozenset[Section] | None, settings: PresentSettings
) -> None:
    order, wanted, full = numbers(edition), ALL if sections is None else sections, sections is not None
    _head(sheet, edition)
    if "findings" in wanted:
        _findings(sheet, edition, order)
    if "entries" in wanted:
        entries(sheet, edition, order, most=len(edition.entries) if full else settings.entries)
        shown = settings.singles * (2 if len(edition.witnesses) == 1 else 1)
        singles(sheet, edition, len(edition.entries) if full else shown)
    if "coverage" in wanted:
        _coverage(sheet, edition, order)
    if "figures" in wanted:
        figures(sheet, edition, order)
    if "timeline" in wanted:
        _timeline(sheet, edition.timeline, order)
    if "origins" in wanted:
        _origins(sheet, edition.origins)
        _reuse(sheet, edition.reuse, most=len(edition.reuse) if full else _PASSAGES)
    if "silent" in wanted:
        _silent(sheet, edition, order)
    if "witnesses" in wanted:
        _witnesses(sheet, edition.witnesses)


def _head(sheet: Sheet, edition: EditionView) -> None:
    event = edition.event
    sheet.blank()
    sheet.rule("=")
    sheet.line((event.title, "bold"))
    where = [", ".join(event.places)] if event.places else []
    sheet.line("; ".join([event.when, *where]))
    if event.who:
        sheet.line("Quoted most: " + ", ".join(event.who))
    unread = f" ({len(event.unread)} not read in full)" if event.unread else ""
    origins = between(event.origins, "independent origin")
    sheet.line(f"{count(len(event.signs), 'witness', 'witnesses')}{unread}, {origins}")
    sheet.flow([f"{w.sign}: {clip(w.name, _NAME)}" if w.name != w.sign else w.sign for w in edition.witnesses])
    sheet.rule("=")


def _title(sheet: Sheet, words: str, note: str = "") -> None:
    sheet.blank()
    sheet.line((words, "bold underline"), (f"  {note}" if note else "", "dim"))


def _column(signs: Sequence[str]) -> int:
    """Where text begins after the longest of these signs, at a sensible width."""
    return 2 + min(max((len(s) for s in signs), default=1), 10) + 2


def _witnesses(sheet: Sheet, witnesses: Sequence[WitnessView]) -> None:
    _title(sheet, "WITNESSES")
    column = _column([w.sign for w in witnesses])
    for w in witnesses:
        basis = f" ({BASES[w.published_basis]})" if w.published_basis else ""
        kind = "" if w.kind == "report" else f", {w.kind}"
        facts = f", {w.when}{basis}, {count(w.words, 'word')}{kind}; {_provenance(w)}"
        sheet.item((w.sign, "bold cyan"), (w.name, "bold"), facts, indent=2, column=column)
        if w.title:
            sheet.line((w.title, "italic"), indent=column)
        unread = _unread(w)
        if unread:
            sheet.line((unread, "yellow"), indent=column)


def _provenance(w: WitnessView) -> str:
    text = ", ".join(c.agency for c in w.text_credits)
    photo = ", ".join(c.agency for c in w.photo_credits)
    told = [f"text credits {text}" if text else "credits no agency"]
    told += [f"photo {photo}"] if photo else []
    told += [f"{w.reused:.0%} of its text shared"] if w.reused >= 0.005 else []
    return "; ".join(told)


def _unread(w: WitnessView) -> str:
    if not w.readable:
        return f"not read: language {w.language or 'unknown'}"
    return "" if w.complete else "not read in full: what it lacks means nothing"


def _findings(sheet: Sheet, edition: EditionView, order: Numbers) -> None:
    shown = [f for f in edition.findings if f.shown]
    hidden = edition.hidden_findings
    more = f"{len(shown) or 'none'}{f' shown, {hidden} more in the record' if hidden else ''}"
    _title(sheet, "FINDINGS", more)
    said: dict[str, int] = {}
    for number, finding in enumerate(shown, 1):
        _finding(sheet, number, finding, order)
        if finding.caveat:
            first = said.setdefault(finding.caveat, number)
            again = f"as in {first}" if first != number else finding.caveat
            sheet.line((f"But: {again}", "dim"), indent=6)


def _finding(sheet: Sheet, number: int, finding: FindingView, order: Numbers) -> None:
    severity = (finding.severity.upper() if finding.severity == "high" else finding.severity, _STYLES[finding.severity])
    see = [order[e] for e in finding.entries if e in order]
    more = (f" (see {', '.join(see[:4])})" if see else "", "dim")
    sheet.item(f"{number:>2}", severity, "  ", finding.message, more, indent=1, column=4)
    column = 6 + min(max((len(q.sign) for q in finding.evidence), default=1), 10) + 2
    for quote in finding.evidence[:_EVIDENCE]:
        sheet.item((quote.sign, "bold cyan"), clip(quote.text, _QUOTED), indent=6, column=column)
    if len(finding.evidence) > _EVIDENCE:
        sheet.line((f"and {len(finding.evidence) - _EVIDENCE} more", "dim"), indent=6)


def _coverage(sheet: Sheet, edition: EditionView, order: Numbers) -> None:
    rows = in_order(edition, order)
    if not rows:
        return
    signs = edition.coverage.signs
    _title(sheet, "WHO HAS WHAT", "entries down, witnesses across")
    gap = max(len(s) for s in signs) + 1
    space = sheet.width - 2 - _NUMBER - gap * len(signs)
    if space < 16:
        sheet.line("too many witnesses for a grid of this width; the page and the JSON have it", indent=2)
        return
    sheet.columns([("", _NUMBER), *(((sign, "bold cyan"), gap) for sign in signs)], indent=2)
    used: set[CellState] = set()
    for row in rows[:_GRID]:
        used.update(cell.state for cell in row.cells)
        marks = [("*" if cell.is_base else SIGNS[cell.state], gap) for cell in row.cells]
        words = (clip(edition.entry(row.entry).base.words, space), "dim")
        sheet.columns([(order[row.entry], _NUMBER), *marks, (words, space)], indent=2)
    if len(rows) > _GRID:
        sheet.line((f"and {len(rows) - _GRID} more", "dim"), indent=2)
    _legend(sheet, used)


def _legend(sheet: Sheet, used: set[CellState]) -> None:
    told: dict[str, list[str]] = {}
    for state in get_args(CellState):
        if state in used:
            told.setdefault(SIGNS[state], []).append(state)
    meant = [f"{mark} {' or '.join(states)}" for mark, states in told.items()]
    sheet.flow([(m, "dim") for m in ("* base", *meant)], indent=2)


def _timeline(sheet: Sheet, rows: Sequence[TimelineView], order: Numbers) -> None:
    if not rows:
        return
    _title(sheet, "TIMELINE")
    column = min(2 + max(len(r.when) for r in rows) + 2, 24)
    for row in rows:
        named: dict[str, list[str]] = {}
        for quote in row.evidence:
            named.setdefault(quote.text, []).append(quote.sign)
        words = "; ".join(f"“{clip(text, 60)}” ({signed(signs)})" for text, signs in named.items())
        see = [order[e] for e in row.entries if e in order]
        told = [row.basis] if row.basis.startswith(DUE) else []
        told += [f"see {', '.join(see[:6])}"] if see else []
        more = f" ({'; '.join(told)})" if told else ""
        sheet.item(row.when, words or signed(row.signs), (more, "dim"), indent=2, column=column)


def _origins(sheet: Sheet, origins: Sequence[OriginView]) -> None:
    if not origins:
        return
    _title(sheet, "ORIGINS", "where the reports come from")
    for origin in origins:
        kind = "" if origin.kind == "unknown" else f" ({ORIGINS[origin.kind]})"
        sheet.line((origin.label, "bold"), f"{kind}: {signed(origin.signs)}", indent=2)
        sheet.line((clip(origin.why, _WHY), "dim"), indent=4)
        column = 4 + min(max((len(q.sign) for q in origin.evidence), default=1), 10) + 2
        for quote in origin.evidence[:_EVIDENCE]:
            sheet.item((quote.sign, "bold cyan"), clip(quote.text, _QUOTED), indent=4, column=column)


def _reuse(sheet: Sheet, passages: Sequence[ReuseView], most: int) -> None:
    common = [p for p in passages if p.passage == "narration"]
    if not common:
        return
    shared = [p for p in common if p.kind != "parallel"]
    points = f"{count(len(common) - len(shared), 'point')} in one order in other words (a hint, no proof)"
    passage = count(len(shared), "passage")
    _title(sheet, "SHARED NARRATION", passage if len(shared) == len(common) else f"{passage}; {points}")
    told = (common if most > len(shared) else shared)[:most]
    for p in told:
        pair = f"{p.a.sign} and {p.b.sign}, {count(p.tokens, 'word')}"
        first = f", first in {p.source}" if p.source else ""
        sheet.line((f"{pair}, {REUSE[p.kind]}{first}", "bold"), indent=2)
        for quote in (p.a,) if p.kind == "verbatim" else (p.a, p.b):
            column = 4 + min(len(quote.sign), 10) + 2
            sheet.item((quote.sign, "bold cyan"), clip(quote.text, _QUOTED), indent=4, column=column)
    if len(common) > len(told):
        sheet.line((f"{len(common) - len(told)} more with --origins", "dim"), indent=2)


def _silent(sheet: Sheet, edition: EditionView, order: Numbers) -> None:
    rows = [(s.sign, [order[e] for e in s.entries if e in order]) for s in edition.silences]
    if not any(lacking for _, lacking in rows):
        return
    _title(sheet, "NOT MENTIONED", "what two or more others have, in order of importance")
    column = _column([sign for sign, _ in rows])
    for sign, lacking in rows:
        if lacking:
            sheet.item((sign, "bold cyan"), ", ".join(lacking), indent=2, column=column)


def _left_over(sheet: Sheet, view: VolumeView) -> None:
    if view.unplaced:
        _title(sheet, "IN NO EVENT")
        for sign in view.unplaced:
            sheet.item((sign, "bold cyan"), view.witness(sign).name, indent=2, column=_column(view.unplaced))
    if view.rejected:
        _title(sheet, "NOT USED", count(len(view.rejected), "input"))
        for row in view.rejected:
            place = row.path if row.line is None else f"{row.path}, line {row.line}"
            sheet.line(f"{place}: {row.reason}", (f" ({row.room})", "dim"), indent=2)
    for warning in view.warnings:
        sheet.blank()
        sheet.line(("Note: ", "yellow"), warning)
    if view.skipped:
        sheet.blank()
        sheet.line((f"{count(view.skipped, 'file')} skipped as no documents", "dim"))
