"""The apparatus and the figure ledger of the terminal view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from ..model import AbsenceState
from . import safe
from .apparatus import state
from .collation import Run, legible, runs
from .labels import COMMITMENTS, FIGURE_VERDICTS, between, commitment, count, relation, verdict
from .numbering import Numbers
from .sheet import Piece, Sheet
from .view import EditionView, EntryView, FigureRow, ReadingView

_LONG: Final = 8
"""Words of an omission shown in full; of a longer one the first and last stand for it (the base has them all)."""
_SINGLE: Final = 160
"""Characters shown of a statement that one witness has."""
_NEAR: Final = 90
"""Characters shown of a passage that is perhaps of an entry."""
_EDGE: Final = 3
_FEW: Final = 4
"""A finding about more entries than this speaks of none of them alone."""
_ABSENT: Final[Mapping[AbsenceState, str]] = MappingProxyType(
    {
        "silent": "",
        "time unknown": " (undated)",
        "earlier": " (earlier)",
        "outside its subject": " (outside its subject)",
    }
)


def clip(words: str, room: int) -> str:
    """``words`` on one line, cut at a blank when longer than ``room`` characters, with a mark that it was cut."""
    line = safe.one_line(words)
    if len(line) <= room:
        return line
    kept = line[: max(room - 6, 1)]
    return (kept.rsplit(" ", 1)[0] if " " in kept else kept) + " [...]"


def signed(signs: Sequence[str]) -> str:
    """Witness signs, each once, in order."""
    return ", ".join(dict.fromkeys(signs))


def entries(sheet: Sheet, edition: EditionView, order: Numbers, *, most: int) -> None:
    """What two or more witnesses say, the most important first: ``most`` of it, and what findings speak of."""
    shared = [e for e in edition.entries if order.get(e.id, "").startswith("S")]
    if not shared:
        return
    sheet.blank()
    named = {e for f in edition.findings if f.shown and len(f.entries) <= _FEW for e in f.entries}
    told = [e for n, e in enumerate(shared) if n < most or e.id in named]
    more = f", {len(told)} shown; all with --entries" if len(told) < len(shared) else ""
    sheet.line(("STATEMENTS", "bold underline"), (f"  {len(shared)} that two or more witnesses have{more}", "dim"))
    if edition.event.unread:
        sheet.line((f"not read in full, and so not counted below: {signed(edition.event.unread)}", "dim"), indent=2)
    if any(r.segments for e in told for r in e.variants):
        sheet.line(("[a > b] b for the base's a; [- a] lacks a; [+ b] adds b", "dim"), indent=2)
    if any(a.state == "time unknown" for e in told for a in e.absences):
        sheet.line(("undated: it may have been published before this was said", "dim"), indent=2)
    found = {f.id: str(n) for n, f in enumerate((f for f in edition.findings if f.shown), 1)}
    for entry in told:
        _entry(sheet, entry, order[entry.id], len(edition.witnesses), found)


def _entry(sheet: Sheet, entry: EntryView, number: str, witnesses: int, found: Mapping[str, str]) -> None:
    sheet.blank()
    told = [COMMITMENTS[entry.kind]] if entry.kind in COMMITMENTS else []
    told += [verdict(entry), f"{len(entry.signs)} of {witnesses} witnesses"]
    told += [between(entry.origins, "origin")] if entry.origins[1] else []
    see = [found[f] for f in entry.findings if f in found]
    told += [f"finding{'s' if len(see) > 1 else ''} {', '.join(see)}"] if see else []
    who = entry.speaker or ("told by the outlets" if entry.kind == "fact" else "speaker not told")
    sheet.item((number, "bold"), (who, "bold"), (f"  {', '.join(told)}", "dim"), column=5)
    column = 5 + min(max(len(s) for s in entry.signs), 10) + 2
    sheet.item((entry.base.sign, "bold cyan"), _worded(entry.base), _tail(entry.base, entry), indent=5, column=column)
    for signs, reading in _grouped(entry):
        _variant(sheet, signs, reading, entry, column)
    absent = _absent(entry)
    if absent:
        sheet.line((absent, "dim"), indent=5)


def _grouped(entry: EntryView) -> list[tuple[str, ReadingView]]:
    """The variants, those with the base's very words and the same attribution put together."""
    groups: list[tuple[list[str], ReadingView]] = []
    same: dict[tuple[object, ...], list[str]] = {}
    for reading in entry.variants:
        cue = reading.cue.words if reading.cue else None
        key = (reading.relation, reading.form, cue, reading.certainty, reading.via, reading.relayed_by, reading.speaker)
        if reading.same_words and key in same:
            same[key].append(reading.sign)
            continue
        groups.append(([reading.sign], reading))
        if reading.same_words:
            same[key] = groups[-1][0]
    return [(signed(signs), reading) for signs, reading in groups]


def _variant(sheet: Sheet, signs: str, reading: ReadingView, entry: EntryView, column: int) -> None:
    label = relation(reading, entry.base)
    tail = _tail(reading, entry)
    if reading.same_words:
        sheet.item((signs, "bold cyan"), (label, "magenta"), tail, indent=5, column=column)
    else:
        words = _collated(reading) if legible(reading.segments) else [_worded(reading)]
        sheet.item((signs, "bold cyan"), (f"{label}: ", "magenta"), *words, tail, indent=5, column=column)


def _tail(reading: ReadingView, entry: EntryView) -> Piece:
    """What else there is to know: the verb, via whom, how certain; in brackets, or nothing."""
    told = [safe.one_line(reading.cue.words)] if reading.cue else []
    if "stance" in reading.differs and reading.cue:
        told.append(f"stance {reading.cue.stance}")
    if entry.kind in COMMITMENTS:
        told += [COMMITMENTS[entry.kind], *commitment(reading)] if entry.single else commitment(reading)
    varied = "certainty" in reading.differs or any("certainty" in v.differs for v in entry.variants)
    if reading.certainty != "unclear" and (varied or reading.certainty != "asserted"):
        told += [reading.certainty] if reading.certainty not in told else []
    if reading.speaker and reading.speaker != entry.speaker:
        told.append(f"speaker: {reading.speaker}")
    if reading.relayed_by:
        told.append(f"relayed by {reading.relayed_by}")
    via = [name for name in reading.via if name != reading.relayed_by]
    if via:
        told.append(f"via {', '.join(via)}")
    return (f"  ({'; '.join(told)})" if told else "", "dim")


def _worded(reading: ReadingView) -> str:
    """The words in full; in marks where the witness has them so."""
    words = safe.one_line(reading.words)
    return f"“{words}”" if reading.form == "direct" else words


def _collated(reading: ReadingView) -> list[Piece]:
    marked = reading.form == "direct"
    pieces: list[Piece] = ["“"] if marked else []
    for run in runs(reading.segments):
        gap = " " if run.spaced else ""
        pieces += [gap, *_run(run)]
    return [*pieces, "”"] if marked else pieces


def _run(run: Run) -> list[Piece]:
    if run.op == "equal":
        return [run.reading_text]
    if run.op == "omit":
        return ["[- ", (_shortened(run.base_text), "red"), "]"]
    if run.op == "add":
        return ["[+ ", (run.reading_text, "green"), "]"]
    return ["[", (_shortened(run.base_text), "red"), " > ", (run.reading_text, "green"), "]"]


def _shortened(words: str) -> str:
    """A long omission by its first and last words."""
    pieces = words.split()
    if len(pieces) <= _LONG:
        return words
    return f"{' '.join(pieces[:_EDGE])} ... {' '.join(pieces[-_EDGE:])}"


def _absent(entry: EntryView) -> str:
    """Who lacks it and could have had it, or may not have; who was not read is told once for all entries."""
    told: dict[str, list[str]] = {}
    for absence in entry.absences:
        told.setdefault(absence.state, []).append(absence.sign)
    near = [f"perhaps in {a.sign}: {clip(a.near.text, _NEAR)}" for a in entry.absences if a.near]
    others = [a.sign for a in entry.absences if a.state == "perhaps" and not a.near]
    near += [f"perhaps in {signed(others)}"] if others else []
    return "; ".join([*(f"not found in {signed(told[s])}{note}" for s, note in _ABSENT.items() if s in told), *near])


def singles(sheet: Sheet, edition: EditionView, shown: int) -> None:
    """What one witness alone has: how much, and the first few of it."""
    alone = [e for e in edition.entries if e.single and e.kind in {"statement", "pledge", "forecast"}]
    if not alone:
        return
    listed = _by_turns(alone, edition.event.signs)[:shown]
    sheet.blank()
    title = "IN ONE WITNESS ONLY" if len(edition.witnesses) > 1 else "STATEMENTS"
    sheet.line((title, "bold underline"), (f"  {count(len(alone), 'statement')}, {len(listed)} shown", "dim"))
    column = 2 + min(max((len(e.base.sign) for e in listed), default=1), 10) + 2
    for entry in sorted(listed, key=lambda e: edition.event.signs.index(e.base.sign)):
        who = f"{entry.speaker or 'speaker not told'}: "
        words, tail = clip(_worded(entry.base), _SINGLE), _tail(entry.base, entry)
        sheet.item((entry.base.sign, "bold cyan"), (who, "bold"), words, tail, indent=2, column=column)
    left = Counter(e.base.sign for e in alone) - Counter(e.base.sign for e in listed)
    if left:
        more = ", ".join(f"{left[sign]} in {sign}" for sign in edition.event.signs if sign in left)
        sheet.line((f"more: {more}", "dim"), indent=2)


def _by_turns(alone: Sequence[EntryView], signs: Sequence[str]) -> list[EntryView]:
    """One entry of each witness, then a second of each, and so on, so that a short list speaks of all."""
    seen: Counter[str] = Counter()
    ranked: list[tuple[int, int, EntryView]] = []
    for entry in alone:
        ranked.append((seen[entry.base.sign], signs.index(entry.base.sign), entry))
        seen[entry.base.sign] += 1
    return [entry for _, _, entry in sorted(ranked, key=lambda r: r[:2])]


def figures(sheet: Sheet, edition: EditionView, order: Numbers) -> None:
    """The figure ledger: each shared figure as written, then those that one witness has."""
    shared = [row for row in edition.figures if row.entry in order]
    alone = [row for row in edition.figures if row.entry not in order]
    if not shared and not alone:
        return
    sheet.blank()
    sheet.line(("FIGURES", "bold underline"), ("  as written", "dim"))
    by_id = {e.id: e for e in edition.entries}
    for row in shared:
        _figure(sheet, row, order[row.entry], by_id[row.entry])
    if alone and len(edition.witnesses) > 1:
        sheet.line(("in one witness only:", "dim"), indent=2)
    told: dict[str, list[str]] = {}
    for row in alone:
        cell = row.cells[0]
        of = f" ({clip(row.measure.text, 50)})" if row.measure and row.measure.text not in cell.quote.text else ""
        told.setdefault(cell.sign, []).append(clip(cell.quote.text, 60) + of)
    column = 4 + min(max((len(s) for s in told), default=1), 10) + 2
    for sign, written in sorted(told.items()):
        sheet.item((sign, "bold cyan"), "; ".join(dict.fromkeys(written)), indent=4, column=column)


def _figure(sheet: Sheet, row: FigureRow, number: str, entry: EntryView) -> None:
    measure = clip(row.measure.text, 60) if row.measure else "not told what it counts"
    measure = f"{measure}, {FIGURE_VERDICTS[row.verdict]}: "
    values: dict[tuple[str, str], list[str]] = {}
    for reading in (entry.base, *sorted(entry.variants, key=lambda r: r.sign)):
        words = clip(reading.content[0].text if reading.content else reading.passage.text, 60)
        told = "" if reading.is_base or state(reading, entry.base) == "same" else state(reading, entry.base)
        values.setdefault((words, told), []).append(reading.sign)
    parts = [f"{words} ({signed(signs)}{f': {told}' if told else ''})" for (words, told), signs in values.items()]
    pieces: tuple[Piece, ...] = ((measure, "bold"), "; ".join(parts))
    silent = f"; {_absent(entry)}" if _absent(entry) else ""
    sheet.item((number, "bold"), *pieces, (silent, "dim"), indent=2, column=6)
