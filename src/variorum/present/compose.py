"""From a ``Volume`` to what every renderer shows (see ``view``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import PurePath

from ..model import (
    Article,
    Credit,
    Edition,
    Finding,
    FindingKind,
    Link,
    Origin,
    Reuse,
    Span,
    Storyline,
    Thread,
    TimelineRow,
    Volume,
    Witness,
)
from ..settings import PresentSettings
from . import abridged, apparatus
from .apparatus import Source, anchor
from .labels import STEADY, moment, when
from .view import (
    CreditView,
    EditionView,
    EntryView,
    EventView,
    FindingView,
    LinkView,
    OriginView,
    ReuseView,
    SilenceView,
    StorylineView,
    ThreadStepView,
    ThreadView,
    TimelineView,
    VolumeView,
    WitnessView,
)

_SEVERITIES = ("high", "medium", "low")
_PASSAGES = ("narration", "title", "quotation", "boilerplate")
_SPEAKERS = 4
_PROVENANCE: frozenset[FindingKind] = frozenset(
    {"shared-origin", "one-voice", "single-source", "left-out", "unread-article"}
)
"""Findings about where reports come from and how far they go, not about what they say."""


def volume(made: Volume, *, settings: PresentSettings | None = None) -> VolumeView:
    """The view of a volume.  Raises ``KeyError`` when an edition names an article that the volume lacks."""
    settings = settings or PresentSettings()
    source = Source(texts={w.article.id: w.article.text for w in made.witnesses}, signs=dict(made.labels))
    shared = _shared_narration(made)
    witnesses = {w.article.id: _witness(w, source, shared.get(w.article.id, ())) for w in made.witnesses}
    editions = {e.event.id: _edition(e, witnesses, source, settings) for e in made.editions}
    mine = {w.sign for w in witnesses.values() if w.article.mine}
    told = (_storyline(s, editions, source) for s in made.storylines if any(e in editions for e in s.events))
    storylines = tuple(sorted(told, key=lambda s: _reach(s, mine)))
    named = [e.id for s in storylines for e in sorted(s.events, key=lambda e: _size(e, mine))]
    order = [*named, *(e for e in editions if e not in set(named))]
    placed = {sign for e in editions.values() for sign in e.event.signs}
    return VolumeView(
        recipe=made.recipe,
        storylines=storylines,
        editions=tuple(editions[e] for e in order),
        witnesses=tuple(sorted(witnesses.values(), key=lambda w: w.sign)),
        unplaced=tuple(sorted(w.sign for w in witnesses.values() if w.sign not in placed)),
        rejected=made.rejected,
        skipped=made.skipped,
        warnings=made.warnings,
    )


def _reach(storyline: StorylineView, mine: Set[str]) -> tuple[bool, int, str, str]:
    """The storyline of the user's own draft, then those with most witnesses."""
    signs = [sign for e in storyline.events for sign in e.signs]
    return (mine.isdisjoint(signs), -len(signs), storyline.events[0].first or "9999", storyline.id)


def _size(event: EventView, mine: Set[str]) -> tuple[bool, int, str, str]:
    return (mine.isdisjoint(event.signs), -len(event.signs), event.first or "9999", event.id)


def _shared_narration(made: Volume) -> Mapping[str, Sequence[Span]]:
    found: dict[str, list[Span]] = {}
    for reuse in (r for e in made.editions for r in e.reuse if r.passage == "narration" and r.kind != "parallel"):
        for locus in (reuse.a, reuse.b):
            found.setdefault(locus.article, []).append(locus.span)
    return found


def _witness(witness: Witness, source: Source, shared: Sequence[Span]) -> WitnessView:
    article, sign = witness.article, source.sign(witness.article.id)
    body = [b.span for b in article.blocks_of("body", "heading")]
    return WitnessView(
        id=article.id, sign=sign, anchor=anchor("witness", article.id),
        name=_name(article), kind=article.kind,
        outlet=article.outlet, title=article.title, byline=article.byline, url=article.url, paths=article.paths,
        language=article.language, published=article.published, published_basis=article.published_basis,
        when=when(article.published, article.published) or "undated",
        words=abridged.body_words(article),
        text_credits=_credits(witness, source, "text"), photo_credits=_credits(witness, source, "photo"),
        complete=article.complete, readable=article.supported, reused=_share(body, shared),
        article=abridged.pane(article), claims=witness.claims,
    )  # fmt: skip


def _name(article: Article) -> str:
    name = article.outlet or next((PurePath(p).name for p in article.paths), article.id)
    return f"{name} (your draft)" if article.mine else name


def _credits(witness: Witness, source: Source, of: str) -> tuple[CreditView, ...]:
    """One for each agency, by its first mention."""
    first: dict[str, Credit] = {}
    for credit in sorted(witness.claims.credits, key=lambda c: c.span):
        if credit.of == of:
            first.setdefault(credit.agency, credit)
    return tuple(CreditView(agency=c.agency, quote=source.quote(witness.article.id, c.span)) for c in first.values())


def _share(body: Sequence[Span], shared: Iterable[Span]) -> float:
    """How much of ``body`` the union of ``shared`` covers, 0 to 1, by characters."""
    total = sum(len(b) for b in body)
    covered, reached = 0, 0
    for span in sorted(shared):
        start = max(span.start, reached)
        covered += sum(max(0, min(b.end, span.end) - max(b.start, start)) for b in body)
        reached = max(reached, span.end)
    return round(covered / total, 4) if total else 0.0


def _edition(
    edition: Edition, witnesses: Mapping[str, WitnessView], source: Source, settings: PresentSettings
) -> EditionView:
    entries = apparatus.entries(edition, source)
    event = _event(edition, entries, witnesses, source)
    mine = {w.id for w in witnesses.values() if w.article.mine}
    findings = _findings(edition.findings, source, settings, mine)
    by_sign = {w.sign: w for w in witnesses.values()}
    return EditionView(
        event=event,
        witnesses=tuple(by_sign[sign] for sign in event.signs),
        findings=findings,
        hidden_findings=sum(not f.shown for f in findings),
        entries=entries,
        coverage=apparatus.coverage(entries, event.signs),
        figures=apparatus.figures(entries),
        timeline=tuple(_timeline(row, source) for row in sorted(edition.timeline, key=_by_time)),
        origins=tuple(_origin(o, source) for o in sorted(edition.origins, key=_by_reach)),
        reuse=tuple(_reuse(r, source) for r in sorted(edition.reuse, key=_by_passage)),
        silences=_silences(entries, event.signs),
    )


def _event(
    edition: Edition, entries: Sequence[EntryView], witnesses: Mapping[str, WitnessView], source: Source
) -> EventView:
    event = edition.event
    present = sorted((witnesses[a] for a in event.articles), key=lambda w: (w.published or "9999", w.sign))
    return EventView(
        id=event.id, anchor=anchor("event", event.id), storyline=event.storyline, title=event.title,
        first=event.first, last=event.last, when=when(event.first, event.last) or "date unknown",
        places=event.places, who=_speakers(entries),
        signs=tuple(w.sign for w in present),
        unread=tuple(w.sign for w in present if not (w.complete and w.readable)),
        origins=edition.independent, links=_links(event.links, source),
    )  # fmt: skip


def _speakers(entries: Sequence[EntryView]) -> tuple[str, ...]:
    signs: dict[str, set[str]] = {}
    count: dict[str, int] = {}
    for entry in entries:
        if entry.speaker and entry.speaker_kind in {"person", "organisation"}:
            signs.setdefault(entry.speaker, set()).update(entry.signs)
            count[entry.speaker] = count.get(entry.speaker, 0) + 1
    ranked = sorted(signs, key=lambda name: (-len(signs[name]), -count[name], name))
    return tuple(ranked[:_SPEAKERS])


def _findings(
    findings: Sequence[Finding], source: Source, settings: PresentSettings, mine: Set[str]
) -> tuple[FindingView, ...]:
    """What is shown first; of that what concerns the user's own draft, then what is said before where it comes from."""

    def rank(f: Finding) -> tuple[bool, bool, int, bool, float, str]:
        weak, severity = f.score < settings.min_score, _SEVERITIES.index(f.severity)
        return (weak, mine.isdisjoint(f.articles), severity, f.kind in _PROVENANCE, -f.score, f.id)

    ranked = sorted(findings, key=rank)
    return tuple(
        FindingView(
            id=f.id, anchor=anchor("finding", f.id), kind=f.kind, severity=f.severity,
            message=source.told(f.message), caveat=source.told(f.caveat) if f.caveat else None,
            rule=f.rule, score=f.score, signs=tuple(sorted(source.sign(a) for a in f.articles)),
            entries=f.entries, evidence=source.evidence(f.evidence),
            shown=place < settings.findings and f.score >= settings.min_score,
        )
        for place, f in enumerate(ranked)
    )  # fmt: skip


def _by_time(row: TimelineRow) -> tuple[str, str, str]:
    return (row.first, row.last, row.value)


def _timeline(row: TimelineRow, source: Source) -> TimelineView:
    return TimelineView(
        value=row.value,
        first=row.first,
        last=row.last,
        when=moment(row.value, row.first, row.last),
        basis=row.basis,
        entries=row.entries,
        signs=tuple(sorted(source.sign(a) for a in row.articles)),
        evidence=source.evidence(row.evidence),
    )


def _origin(origin: Origin, source: Source) -> OriginView:
    return OriginView(
        label=origin.label,
        anchor=anchor("origin", origin.kind, origin.label, *origin.articles),
        kind=origin.kind,
        signs=tuple(sorted(source.sign(a) for a in origin.articles)),
        why=source.told(origin.why),
        evidence=source.evidence(origin.evidence),
    )


def _by_passage(reuse: Reuse) -> tuple[bool, int, int, str, Span, str, Span]:
    """Text in common before points in common."""
    place = _PASSAGES.index(reuse.passage)
    return (
        reuse.kind == "parallel",
        place,
        -reuse.tokens,
        reuse.a.article,
        reuse.a.span,
        reuse.b.article,
        reuse.b.span,
    )


def _by_reach(origin: Origin) -> tuple[bool, int, str, tuple[str, ...]]:
    """What is known first, then what most witnesses share."""
    return (origin.kind == "unknown", -len(origin.articles), origin.label, origin.articles)


def _reuse(reuse: Reuse, source: Source) -> ReuseView:
    a, b = source.quote(reuse.a.article, reuse.a.span), source.quote(reuse.b.article, reuse.b.span)
    return ReuseView(
        a=a, b=b, tokens=reuse.tokens, similarity=reuse.similarity, kind=reuse.kind, passage=reuse.passage,
        source=a.sign if reuse.direction == "a->b" else b.sign if reuse.direction == "b->a" else None,
        why=source.told(reuse.why),
    )  # fmt: skip


def _silences(entries: Sequence[EntryView], signs: Sequence[str]) -> tuple[SilenceView, ...]:
    missing = {sign: tuple(e.id for e in entries if not e.single and sign in e.silent) for sign in signs}
    return tuple(SilenceView(sign=sign, entries=ids) for sign, ids in missing.items() if ids)


def _links(links: Sequence[Link], source: Source) -> tuple[LinkView, ...]:
    return tuple(
        LinkView(a=source.sign(link.a), b=source.sign(link.b), score=link.score, why=source.told(link.why))
        for link in sorted(links, key=lambda k: (-k.score, k.a, k.b))
    )


def _storyline(storyline: Storyline, editions: Mapping[str, EditionView], source: Source) -> StorylineView:
    events = sorted(
        (editions[e].event for e in storyline.events if e in editions),
        key=lambda e: (e.first or "9999", e.last or "9999", e.id),
    )
    return StorylineView(
        id=storyline.id, title=storyline.title, why=source.told(storyline.why), events=tuple(events),
        links=_links(storyline.links, source), threads=_threads(storyline, editions, source),
    )  # fmt: skip


def _threads(storyline: Storyline, editions: Mapping[str, EditionView], source: Source) -> tuple[ThreadView, ...]:
    """Those all of whose entries are in the volume."""
    own = [editions[e] for e in storyline.events if e in editions]
    places = {entry.id: (edition.event, entry) for edition in own for entry in edition.entries}
    return tuple(_thread(t, places, source) for t in storyline.threads if all(e in places for e in t.entries))


def _thread(thread: Thread, places: Mapping[str, tuple[EventView, EntryView]], source: Source) -> ThreadView:
    steps = []
    for name, quote in zip(thread.entries, source.evidence(thread.evidence), strict=True):
        event, entry = places[name]
        signs = tuple(dict.fromkeys((quote.sign, *entry.signs)))
        steps.append(ThreadStepView(entry=name, event=event.id, when=event.when, signs=signs, quote=quote))
    return ThreadView(
        change=thread.change, why=source.told(thread.why), score=thread.score, steady=thread.change in STEADY,
        steps=tuple(steps),
    )  # fmt: skip
