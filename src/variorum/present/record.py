"""The record: every noun as the JSON of ``docs/formats.md``.  Field names are a contract: added, never renamed.

``edition_file`` is the whole of ``compare --json``; ``clean_row``, ``extract_row``, ``group_row`` and ``reuse_row``
are the lines of the single rooms.  ``dumps`` writes both with the same bytes for the same record.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ..model import (
    Absence,
    Article,
    Block,
    Claims,
    Cue,
    DateCandidate,
    DiffOp,
    Edition,
    Entry,
    Finding,
    Grouping,
    Item,
    Link,
    Locus,
    Origin,
    Reading,
    Rejected,
    Relation,
    Reuse,
    Storyline,
    Thread,
    TimelineRow,
    Version,
    Volume,
    Witness,
)
from . import captures
from . import record_parts as parts
from .record_parts import Json

FORMAT = "variorum-edition"
VERSION = 1
"""Raised when a reader of the version before would go wrong; new fields alone do not raise it."""


def dumps(value: object, *, indent: int | None = None) -> str:
    """JSON as written everywhere: real characters, no key sorting (the order here is the reading order)."""
    return json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)


def edition_file(volume: Volume) -> Json:
    """The whole of ``compare --json``."""
    labels = dict(volume.labels)
    witnesses = {w.article.id: w for w in volume.witnesses}
    editions = (captures.included(e, volume.versions, labels) for e in volume.editions)
    return {
        "format": FORMAT,
        "version": VERSION,
        "recipe": volume.recipe,
        "articles": sorted(
            (*(_article(w, labels[w.article.id]) for w in volume.witnesses), *_versions(volume.versions, labels)),
            key=lambda row: str(row["id"]),
        ),
        "rejected": [rejected(r) for r in volume.rejected],
        "skipped": volume.skipped,
        "warnings": list(volume.warnings),
        "storylines": [_storyline(s) for s in volume.storylines],
        "editions": [_edition(e, witnesses) for e in editions],
    }


def clean_row(article: Article, body: str) -> Json:
    return {
        "id": article.id,
        "text": body,
        "article_text": article.text,
        **_metadata(article),
        "blocks": [_block(b) for b in article.blocks],
        "items": [_item(i) for i in article.items],
        "rejected": None,
    }


def rejected_row(row: Rejected) -> Json:
    """The line of an input that a single room's command had to turn away."""
    return {"id": row.id, "text": None, "rejected": rejected(row)}


def extract_row(witness: Witness) -> Json:
    claims = witness.claims
    return {
        "id": witness.article.id,
        "text": witness.article.text,
        **parts.claims(claims),
        "credits": [parts.credit(c) for c in claims.credits],
    }


def group_rows(articles: Iterable[Article], grouping: Grouping) -> Iterator[Json]:
    """One row an article, in the order given; ``links`` are those to the articles it shares an event with."""
    by_article = {a: e for e in grouping.events for a in e.articles}
    why = {s.id: s.why for s in grouping.storylines}
    for article in articles:
        event = by_article[article.id]
        links = [x for x in event.links if article.id in (x.a, x.b)]
        yield {
            "id": article.id,
            "event": event.id,
            "storyline": event.storyline,
            "links": [{"id": x.b if x.a == article.id else x.a, "score": x.score, "why": x.why} for x in links],
            "why": why.get(event.storyline, ""),
        }


def reuse_row(passage: Reuse) -> Json:
    return {
        "a": _side(passage.a),
        "b": _side(passage.b),
        "tokens": passage.tokens,
        "similarity": passage.similarity,
        "kind": passage.kind,
        "passage": passage.passage,
        "direction": passage.direction,
        "why": passage.why,
    }


def rejected(row: Rejected) -> Json:
    return {"id": row.id, "path": row.path, "line": row.line, "room": row.room, "reason": row.reason}


def _metadata(article: Article) -> Json:
    return {
        "title": article.title,
        "published": article.published,
        "published_basis": article.published_basis,
        "modified": article.modified,
        "date_candidates": [_candidate(c) for c in article.date_candidates],
        "outlet": article.outlet,
        "byline": article.byline,
        "language": article.language,
        "url": article.url,
        "complete": article.complete,
    }


def _article(witness: Witness, label: str) -> Json:
    article = witness.article
    return {
        "id": article.id,
        "label": label,
        "paths": list(article.paths),
        "kind": article.kind,
        "mine": article.mine,
        "captured": article.captured,
        **_metadata(article),
        "text": article.text,
        "sha256": article.sha256,
        "blocks": [_block(b) for b in article.blocks],
        "items": [_item(i) for i in article.items],
        "supported": article.supported,
        "version_of": None,
        "credits": [parts.credit(c) for c in witness.claims.credits],
        "claims": parts.claims(witness.claims),
    }


def _versions(versions: Iterable[Version], labels: Mapping[str, str]) -> Iterator[Json]:
    """The rows of other captures of witnesses, from which nothing was extracted."""
    numbers: Counter[str] = Counter()
    for v in versions:
        numbers[v.of] += 1
        row = _article(
            Witness(article=v.article, claims=Claims(article=v.article.id)), f"{labels[v.of]}.{numbers[v.of]}"
        )
        told = {
            "why": v.why,
            "removed": v.removed,
            "added": v.added,
            "changes": [_step(d) for d in v.changes],
            "figures": [parts.difference(d) for d in v.figures],
        }
        yield {**row, "version_of": v.of, "version": told}


def _step(d: DiffOp) -> Json:
    return {"op": d.op, "a": parts.pair(d.a), "b": parts.pair(d.b)}


def _candidate(candidate: DateCandidate) -> Json:
    start, end = (candidate.span.start, candidate.span.end) if candidate.span else (None, None)
    return {"value": candidate.value, "basis": candidate.basis, "start": start, "end": end}


def _item(item: Item) -> Json:
    return {"start": item.span.start, "end": item.span.end, "title": item.title, "time": item.time}


def _block(block: Block) -> Json:
    found: Json = {**parts.span(block.span), "role": block.role}
    return {**found, "xpath": block.xpath} if block.xpath else found


def _side(locus: Locus) -> Json:
    return {"id": locus.article, **parts.span(locus.span)}


def _locus(locus: Locus) -> Json:
    return {"article": locus.article, **parts.span(locus.span)}


def _link(x: Link) -> Json:
    return {"a": x.a, "b": x.b, "score": x.score, "why": x.why}


def _storyline(s: Storyline) -> Json:
    return {
        "id": s.id,
        "title": s.title,
        "events": list(s.events),
        "why": s.why,
        "links": [_link(x) for x in s.links],
        "threads": [_thread(t) for t in s.threads],
    }


def _thread(t: Thread) -> Json:
    return {
        "entries": list(t.entries),
        "change": t.change,
        "why": t.why,
        "score": t.score,
        "evidence": [_locus(e) for e in t.evidence],
    }


def _edition(edition: Edition, witnesses: Mapping[str, Witness]) -> Json:
    event = edition.event
    return {
        "event": {
            "id": event.id,
            "storyline": event.storyline,
            "title": event.title,
            "first": event.first,
            "last": event.last,
            "places": list(event.places),
            "articles": list(event.articles),
            "links": [_link(x) for x in event.links],
        },
        "independent": list(edition.independent),
        "entries": [_entry(e, witnesses) for e in edition.entries],
        "reuse": [reuse_row(p) for p in edition.reuse],
        "origins": [_origin(o) for o in edition.origins],
        "timeline": [_timeline(r) for r in edition.timeline],
        "findings": [_finding(f) for f in edition.findings],
    }


def _absence(absence: Absence) -> Json:
    near = absence.near
    told = None if near is None else {"start": near.span.start, "end": near.span.end, "score": near.score}
    return {"article": absence.article, "state": absence.state, "why": absence.why, "near": told}


def _entry(entry: Entry, witnesses: Mapping[str, Witness]) -> Json:
    return {
        "id": entry.id,
        "aliases": list(entry.aliases),
        "kind": entry.kind,
        "speaker": parts.speaker(entry.speaker),
        "base": entry.base,
        "base_why": entry.base_why,
        "readings": [_reading(r, witnesses[r.article]) for r in entry.readings],
        "relations": [_relation(r) for r in entry.relations],
        "absence": [_absence(a) for a in entry.absence],
        "silent": [a.article for a in entry.absence if a.state == "silent"],
        "unread": [a.article for a in entry.absence if a.state == "unread"],
        "origins": list(entry.origins),
        "asserted_by": list(entry.asserted_by),
        "verdict": entry.verdict,
        "score": entry.score,
    }


def _reading(r: Reading, witness: Witness) -> Json:
    text = witness.article.text
    return {
        "article": r.article,
        **parts.span(r.span),
        "text": r.span.of(text),
        "form": r.form,
        "content": parts.pairs(r.content),
        "cue": _cue(r.cue, text),
        "source": parts.pairs(r.source),
        "speaker": parts.speaker(r.speaker),
        "relayed_by": parts.speaker(r.relayed_by),
        "via": list(r.via),
        "utterance": {"language": r.utterance.language, "basis": r.utterance.basis} if r.utterance else None,
        "certainty": parts.certainty(r.certainty),
        "value": r.value,
        "range": list(r.range) if r.range else None,
        "unit": r.unit,
        "bound": r.bound,
        "measures": parts.pair(r.measures),
        "of": parts.pair(r.of),
        "when": parts.pair(r.when),
        "due": parts.due(r.due),
        "statement": r.statement,
    }


def _cue(cue: Cue | None, text: str) -> Json | None:
    if cue is None:
        return None
    return {**parts.span(cue.span), "text": cue.span.of(text), "spans": parts.pairs(cue.spans), "stance": cue.stance}


def _relation(r: Relation) -> Json:
    steps = None
    if r.diff is not None:
        steps = [_step(d) for d in r.diff]
    return {
        "a": r.a,
        "b": r.b,
        "relation": r.relation,
        "score": r.score,
        "rule": r.rule,
        "why": r.why,
        "diff": steps,
        "substance": [parts.difference(d) for d in r.substance],
    }


def _origin(o: Origin) -> Json:
    return {
        "label": o.label,
        "kind": o.kind,
        "articles": list(o.articles),
        "why": o.why,
        "evidence": [_locus(e) for e in o.evidence],
    }


def _timeline(r: TimelineRow) -> Json:
    return {
        "value": r.value,
        "first": r.first,
        "last": r.last,
        "basis": r.basis,
        "entries": list(r.entries),
        "articles": list(r.articles),
        "evidence": [_locus(e) for e in r.evidence],
    }


def _finding(f: Finding) -> Json:
    return {
        "id": f.id,
        "kind": f.kind,
        "severity": f.severity,
        "message": f.message,
        "caveat": f.caveat,
        "rule": f.rule,
        "score": f.score,
        "articles": list(f.articles),
        "entries": list(f.entries),
        "evidence": [_locus(e) for e in f.evidence],
    }
