"""The edition as Markdown: a document that stands alone, each line with a footnote to the exact words of its source.

CommonMark with the footnotes and tables of GitHub's dialect.  A collation reads as in the terminal: ``[a > b]`` where
the witness has b for the base's a, ``[- a]`` where it lacks a, ``[+ b]`` where it adds b.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model import Locus, Volume
from ..settings import PresentSettings
from . import compose
from .apparatus import state
from .collation import Run, legible, runs
from .labels import (
    BASES,
    CELLS,
    COMMITMENTS,
    FIGURE_VERDICTS,
    ORIGINS,
    REUSE,
    between,
    commitment,
    count,
    relation,
    verdict,
)
from .numbering import Numbers, in_order, numbers
from .safe import markdown_text as _t
from .safe import markdown_url, one_line
from .view import (
    EditionView,
    EntryView,
    EventView,
    FigureRow,
    FindingView,
    OriginView,
    Quote,
    ReadingView,
    ReuseView,
    ThreadView,
    TimelineView,
    VolumeView,
    WitnessView,
)


def render(volume: Volume, *, settings: PresentSettings | None = None) -> str:
    """The volume as one Markdown document."""
    view = compose.volume(volume, settings=settings)
    notes = _Notes(view)
    lines = [f"# {_heading(view)}", "", *_events(view, notes)]
    for edition in view.editions:
        lines += _edition(edition, notes)
    lines += _left_over(view)
    lines += notes.lines()
    return "\n".join(lines).rstrip("\n") + "\n"


class _Notes:
    """Footnotes, numbered as they are first used; the same passage has one."""

    def __init__(self, view: VolumeView) -> None:
        self._witnesses = {w.sign: w for w in view.witnesses}
        self._quotes: dict[Locus, tuple[int, Quote]] = {}

    def mark(self, *quotes: Quote) -> str:
        """The reference marks for these quotations."""
        marks = []
        for quote in dict.fromkeys(quotes):
            number, _ = self._quotes.setdefault(quote.locus, (len(self._quotes) + 1, quote))
            marks.append(f"[^{number}]")
        return "".join(marks)

    def lines(self) -> list[str]:
        """The notes themselves: source, place, exact words."""
        return [line for n, quote in self._quotes.values() for line in (self._note(n, quote), "")]

    def _note(self, number: int, quote: Quote) -> str:
        w = self._witnesses.get(quote.sign)
        told = [f"**{_t(quote.sign)}**"]
        if w is not None:
            told += [_t(w.name), *([f"“{_t(w.title)}”"] if w.title else []), _t(w.when), *_address(w)]
        span = quote.locus.span
        return f"[^{number}]: {', '.join(told)}, characters {span.start} to {span.end}: {_t(quote.text)}"


def _address(w: WitnessView) -> list[str]:
    target = markdown_url(w.url) if w.url else None
    return [f"<{target}>"] if target else [_t(w.url)] if w.url else []


def _heading(view: VolumeView) -> str:
    if len(view.editions) == 1:
        return _t(view.editions[0].event.title)
    return f"{count(len(view.editions), 'event')} in {count(len(view.witnesses), 'article')}"


def _events(view: VolumeView, notes: _Notes) -> list[str]:
    if len(view.editions) < 2:
        return [] if view.editions else ["No article could be compared.", ""]
    lines = ["## Events", ""]
    for storyline in view.storylines:
        if len(storyline.events) > 1:
            lines += [f"**{_t(storyline.title)}** (together because: {_t(storyline.why)})", ""]
        for event in storyline.events:
            signs = f"{count(len(event.signs), 'witness', 'witnesses')}: {_signs(event.signs)}"
            lines.append(f"- {_t(event.when)}: {_t(event.title)} ({signs})")
        lines += ["", *_threads(storyline.threads, notes)]
    return lines


def _threads(threads: Sequence[ThreadView], notes: _Notes) -> list[str]:
    if not threads:
        return []
    lines = ["Threads, earlier against later (a change over time is no conflict between witnesses):", ""]
    for thread in threads:
        lines.append(f"- **{_t(thread.change)}**: {_t(thread.why)}")
        lines += [f"  - {_t(s.when)}, {_signs(s.signs)}: {_t(s.quote.text)}{notes.mark(s.quote)}" for s in thread.steps]
    return [*lines, ""]


def _edition(edition: EditionView, notes: _Notes) -> list[str]:
    order = numbers(edition)
    return [
        *_head(edition.event),
        *_witnesses(edition.witnesses, notes),
        *_findings(edition, order, notes),
        *_statements(edition, order, notes),
        *_singles(edition, notes),
        *_figures(edition, order, notes),
        *_coverage(edition, order),
        *_timeline(edition.timeline, notes),
        *_origins(edition.origins, notes),
        *_reuse(edition.reuse, notes),
    ]


def _head(event: EventView) -> list[str]:
    unread = f" ({len(event.unread)} not read in full)" if event.unread else ""
    facts = [_t(event.when), *([_t(", ".join(event.places))] if event.places else [])]
    facts.append(f"{count(len(event.signs), 'witness', 'witnesses')}{unread}")
    facts.append(between(event.origins, "independent origin"))
    lines = [f"## {_t(event.title)}", "", "; ".join(facts), ""]
    return [*lines, f"Quoted most: {_t(', '.join(event.who))}", ""] if event.who else lines


def _signs(signs: Iterable[str]) -> str:
    return ", ".join(f"**{_t(s)}**" for s in dict.fromkeys(signs))


def _witnesses(witnesses: Sequence[WitnessView], notes: _Notes) -> list[str]:
    lines = [
        "### Witnesses",
        "",
        "| sign | witness | title | published | words | text credits | photo credits | note |",
    ]
    lines.append("|---|---|---|---|---:|---|---|---|")
    for w in witnesses:
        basis = f" ({BASES[w.published_basis]})" if w.published_basis else ""
        text = ", ".join(_t(c.agency) + notes.mark(c.quote) for c in w.text_credits)
        photo = ", ".join(_t(c.agency) + notes.mark(c.quote) for c in w.photo_credits)
        note = "" if w.complete else "not read in full"
        note = note if w.readable else f"not read: language {_t(w.language or 'unknown')}"
        cells = (_t(w.sign), _t(w.name), _t(w.title or ""), _t(w.when) + basis, f"{w.words:,}", text, photo, note)
        lines.append(f"| {' | '.join(cells)} |")
    return [*lines, ""]


def _findings(edition: EditionView, order: Numbers, notes: _Notes) -> list[str]:
    shown = [f for f in edition.findings if f.shown]
    lines = ["### Findings", ""]
    for number, finding in enumerate(shown, 1):
        lines += _finding(number, finding, order, notes)
    if not shown:
        lines += ["None.", ""]
    if edition.hidden_findings:
        lines += [f"{edition.hidden_findings} more in the record.", ""]
    return lines


def _finding(number: int, finding: FindingView, order: Numbers, notes: _Notes) -> list[str]:
    see = [order[e] for e in finding.entries if e in order]
    more = f" (see {', '.join(see)})" if see else ""
    lines = [f"{number}. **{finding.severity}**: {_t(finding.message)}{more}"]
    lines += [f"    - **{_t(q.sign)}** {_t(q.text)}{notes.mark(q)}" for q in finding.evidence]
    lines += [f"    - But: {_t(finding.caveat)}"] if finding.caveat else []
    return [*lines, ""]


def _statements(edition: EditionView, order: Numbers, notes: _Notes) -> list[str]:
    shared = [e for e in edition.entries if order.get(e.id, "").startswith("S")]
    if not shared:
        return []
    lines = ["### Statements", ""]
    lines += [r"\[a &gt; b\]: b for the base's a; \[- a\]: lacks a; \[+ b\]: adds b.", ""]
    for entry in shared:
        lines += _entry(entry, order[entry.id], notes)
    return lines


def _entry(entry: EntryView, number: str, notes: _Notes) -> list[str]:
    who = _t(entry.speaker) if entry.speaker else "told by the outlets" if entry.kind == "fact" else "speaker not told"
    told = [COMMITMENTS[entry.kind]] if entry.kind in COMMITMENTS else []
    told += [verdict(entry), *([between(entry.origins, "origin")] if entry.origins[1] else [])]
    lines = [f"#### {number} {who}", "", f"*{', '.join(told)}*", ""]
    lines.append(
        f"- **{_t(entry.base.sign)}** {_worded(entry.base)}{notes.mark(entry.base.passage)}{_tail(entry.base, entry)}"
    )
    for reading in entry.variants:
        label = relation(reading, entry.base)
        words = _collated(reading) if legible(reading.segments) else _worded(reading)
        words = "" if reading.same_words else f": {words}"
        lines.append(f"- **{_t(reading.sign)}** *{label}*{words}{notes.mark(reading.passage)}{_tail(reading, entry)}")
    absent: dict[str, list[str]] = {}
    for absence in entry.absences:
        absent.setdefault(CELLS[absence.state], []).append(absence.sign)
    lines += [f"- {what}: {_signs(signs)}" for what, signs in sorted(absent.items())]
    lines += [f"  - **{_t(a.sign)}** {_t(a.near.text)}{notes.mark(a.near)}" for a in entry.absences if a.near]
    return [*lines, ""]


def _worded(reading: ReadingView) -> str:
    return f"“{_t(reading.words)}”" if reading.form == "direct" else _t(reading.words)


def _collated(reading: ReadingView) -> str:
    made = "".join((" " if run.spaced else "") + _run(run) for run in runs(reading.segments))
    return f"“{made}”" if reading.form == "direct" else made


def _run(run: Run) -> str:
    if run.op == "equal":
        return _t(run.reading_text)
    if run.op == "omit":
        return rf"\[- {_t(run.base_text)}\]"
    if run.op == "add":
        return rf"\[+ {_t(run.reading_text)}\]"
    return rf"\[{_t(run.base_text)} &gt; {_t(run.reading_text)}\]"


def _tail(reading: ReadingView, entry: EntryView) -> str:
    told = [_t(reading.cue.words)] if reading.cue else []
    told += [f"stance {reading.cue.stance}"] if reading.cue and reading.cue.stance != "neutral" else []
    if entry.kind in COMMITMENTS:
        told += [COMMITMENTS[entry.kind]] if entry.single else []
        told += [_t(words) for words in commitment(reading)]
    elif reading.certainty not in {"asserted", "unclear"}:
        told.append(reading.certainty)
    told += [f"speaker: {_t(reading.speaker)}"] if reading.speaker and reading.speaker != entry.speaker else []
    told += [f"relayed by {_t(reading.relayed_by)}"] if reading.relayed_by else []
    told += [f"via {_t(name)}" for name in reading.via if name != reading.relayed_by]
    return f" ({'; '.join(told)})" if told else ""


def _singles(edition: EditionView, notes: _Notes) -> list[str]:
    alone = [e for e in edition.entries if e.single and e.kind in {"statement", "pledge", "forecast"}]
    if not alone:
        return []
    lines = ["### In one witness only" if len(edition.witnesses) > 1 else "### Statements", ""]
    for entry in alone:
        who = _t(entry.speaker) if entry.speaker else "speaker not told"
        words = f"{_worded(entry.base)}{notes.mark(entry.base.passage)}{_tail(entry.base, entry)}"
        lines.append(f"- **{_t(entry.base.sign)}** {who}: {words}")
    return [*lines, ""]


def _figures(edition: EditionView, order: Numbers, notes: _Notes) -> list[str]:
    if not edition.figures:
        return []
    by_id = {e.id: e for e in edition.entries}
    lines = ["### Figures", "", "| no. | counts | as written | together |", "|---|---|---|---|"]
    ranked = sorted(edition.figures, key=lambda row: row.entry not in order)
    lines += [_figure(row, order.get(row.entry, ""), by_id[row.entry], notes) for row in ranked]
    return [*lines, ""]


def _figure(row: FigureRow, number: str, entry: EntryView, notes: _Notes) -> str:
    cells = []
    for reading in (entry.base, *sorted(entry.variants, key=lambda r: r.sign)):
        words = reading.content[0] if reading.content else reading.passage
        told = state(reading, entry.base)
        note = "" if reading.is_base or told == "same" else f" ({told})"
        cells.append(f"**{_t(reading.sign)}** {_t(words.text)}{note}{notes.mark(words)}")
    counts = f"{_t(row.measure.text)}{notes.mark(row.measure)}" if row.measure else ""
    return f"| {number} | {counts} | {'; '.join(cells)} | {FIGURE_VERDICTS[row.verdict]} |"


def _coverage(edition: EditionView, order: Numbers) -> list[str]:
    rows = in_order(edition, order)
    if not rows:
        return []
    signs = edition.coverage.signs
    lines = ["### Who has what", "", f"| no. | {' | '.join(_t(s) for s in signs)} |", "|---" * (len(signs) + 1) + "|"]
    for row in rows:
        cells = " | ".join("base" if cell.is_base else cell.state for cell in row.cells)
        lines.append(f"| {order[row.entry]} | {cells} |")
    return [*lines, ""]


def _timeline(rows: Sequence[TimelineView], notes: _Notes) -> list[str]:
    if not rows:
        return []
    lines = ["### Timeline", ""]
    for row in rows:
        words = "; ".join(f"“{_t(q.text)}” **{_t(q.sign)}**{notes.mark(q)}" for q in row.evidence)
        lines.append(f"- {_t(row.when)}: {words or _signs(row.signs)} ({_t(row.basis)})")
    return [*lines, ""]


def _origins(origins: Sequence[OriginView], notes: _Notes) -> list[str]:
    if not origins:
        return []
    lines = ["### Origins", ""]
    for o in origins:
        kind = "" if o.kind == "unknown" else f" ({ORIGINS[o.kind]})"
        lines.append(f"- {_t(o.label)}{kind}: {_signs(o.signs)}; {_t(o.why)}{notes.mark(*o.evidence)}")
    return [*lines, ""]


def _reuse(passages: Sequence[ReuseView], notes: _Notes) -> list[str]:
    told = [p for p in passages if p.passage == "narration"]
    if not told:
        return []
    lines = ["### Shared narration", ""]
    for p in told:
        first = f", first in **{_t(p.source)}**" if p.source else ""
        pair = f"{_signs((p.a.sign, p.b.sign))}, {count(p.tokens, 'word')}, {REUSE[p.kind]}{first}"
        sides = (p.a,) if p.kind == "verbatim" else (p.a, p.b)
        lines.append(f"- {pair}: {'; '.join(f'“{_t(q.text)}”' for q in sides)}{notes.mark(p.a, p.b)}")
    return [*lines, ""]


def _left_over(view: VolumeView) -> list[str]:
    lines = []
    if view.unplaced:
        lines += ["## In no event", "", *(f"- **{_t(s)}** {_t(view.witness(s).name)}" for s in view.unplaced), ""]
    if view.rejected:
        lines += ["## Not used", ""]
        for row in view.rejected:
            place = row.path if row.line is None else f"{row.path}, line {row.line}"
            lines.append(f"- {_t(one_line(place))}: {_t(row.reason)} ({_t(row.room)})")
        lines.append("")
    lines += [f"Note: {_t(warning)}\n" for warning in view.warnings]
    if view.skipped:
        lines += [f"{count(view.skipped, 'file')} skipped as no documents.", ""]
    return lines
