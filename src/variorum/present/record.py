"""The record: every noun as the JSON of ``docs/formats.md``.  Field names are a contract: added, never renamed.

``edition_file`` is the whole of ``compare --json``; ``clean_row``, ``extract_row``, ``group_row`` and ``reuse_row``
are the lines of the single rooms.  ``dumps`` writes both with the same bytes for the same record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..model import (
    Article,
    Block,
    Certainty,
    Credit,
    Cue,
    DateCandidate,
    Edition,
    Entry,
    Fact,
    Figure,
    Finding,
    Grouping,
    Link,
    Locus,
    Moment,
    Name,
    Origin,
    Reading,
    Rejected,
    Relation,
    Reuse,
    Span,
    Speaker,
    Statement,
    Storyline,
    TimelineRow,
    Volume,
    Witness,
)

Json = dict[str, Any]


def dumps(value: object, *, indent: int | None = None) -> str:
    """JSON as written everywhere: real characters, no key sorting (the order here is the reading order)."""
    return json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)


def edition_file(volume: Volume) -> Json:
    """The whole of ``compare --json``."""
    labels = dict(volume.labels)
    return {
        "format": "variorum-edition",
        "version": 1,
        "recipe": volume.recipe,
        "articles": [_article(w, labels[w.article.id]) for w in volume.witnesses],
        "rejected": [rejected(r) for r in volume.rejected],
        "skipped": volume.skipped,
        "warnings": list(volume.warnings),
        "storylines": [_storyline(s) for s in volume.storylines],
        "editions": [_edition(e, {w.article.id: w for w in volume.witnesses}) for e in volume.editions],
    }


def clean_row(article: Article, body: str) -> Json:
    return {
        "id": article.id,
        "text": body,
        "article_text": article.text,
        **_metadata(article),
        "blocks": [_block(b) for b in article.blocks],
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
        "statements": [_statement(s) for s in claims.statements],
        "figures": [_figure(f) for f in claims.figures],
        "moments": [_moment(m) for m in claims.moments],
        "names": [_name(n) for n in claims.names],
        "credits": [_credit(c) for c in claims.credits],
        "facts": [_fact(f) for f in claims.facts],
    }


def group_rows(articles: Iterable[Article], grouping: Grouping) -> Iterator[Json]:
    """One row an article, in the order given; ``links`` are those to the articles it shares an event with."""
    by_article = {a: e for e in grouping.events for a in e.articles}
    for article in articles:
        event = by_article[article.id]
        links = [x for x in event.links if article.id in (x.a, x.b)]
        yield {
            "id": article.id,
            "event": event.id,
            "storyline": event.storyline,
            "links": [{"id": x.b if x.a == article.id else x.a, "score": x.score, "why": x.why} for x in links],
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
        "mine": False,
        "captured": None,
        **_metadata(article),
        "text": article.text,
        "sha256": article.sha256,
        "blocks": [_block(b) for b in article.blocks],
        "version_of": None,
        "credits": [_credit(c) for c in witness.claims.credits],
    }


def _candidate(candidate: DateCandidate) -> Json:
    start, end = (candidate.span.start, candidate.span.end) if candidate.span else (None, None)
    return {"value": candidate.value, "basis": candidate.basis, "start": start, "end": end}


def _block(block: Block) -> Json:
    found: Json = {**_span(block.span), "role": block.role}
    return {**found, "xpath": block.xpath} if block.xpath else found


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def _side(locus: Locus) -> Json:
    return {"id": locus.article, **_span(locus.span)}


def _locus(locus: Locus) -> Json:
    return {"article": locus.article, **_span(locus.span)}


def _speaker(speaker: Speaker | None) -> Json | None:
    return {"name": speaker.name, "kind": speaker.kind} if speaker else None


def _certainty(certainty: Certainty) -> Json:
    return {"level": certainty.level, "score": certainty.score, "factuality": certainty.factuality}


def _statement(s: Statement) -> Json:
    return {
        "id": s.id,
        "form": s.form,
        "passage": _pairs([s.passage])[0],
        "content": _pairs(s.content),
        "source": _pairs(s.source),
        "cue": _pairs(s.cue),
        "speaker": _speaker(s.speaker),
        "speaker_basis": s.speaker_basis,
        "relayed_by": _speaker(s.relayed_by),
        "via": list(s.via),
        "stance": s.stance,
        "certainty": _certainty(s.certainty),
        "nested_in": s.nested_in,
        "role": s.role,
        "score": s.score,
    }


def _figure(f: Figure) -> Json:
    return {
        **_span(f.span),
        "class": f.klass,
        "value": f.value,
        "range": list(f.range) if f.range else None,
        "unit": f.unit,
        "bound": f.bound,
        "change": f.change,
        "measures": _pair(f.measures),
        "of": _pair(f.of),
        "when": _pair(f.when),
        "statement": f.statement,
        "role": f.role,
        "score": f.score,
    }


def _moment(m: Moment) -> Json:
    return {
        **_span(m.span),
        "value": m.value,
        "partial": m.partial,
        "type": m.type,
        "basis": m.basis,
        "clause": _pair(m.clause),
        "statement": m.statement,
        "role": m.role,
        "score": m.score,
    }


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _name(n: Name) -> Json:
    return {**_span(n.span), "kind": n.kind, "name": n.name, "role": n.role}


def _credit(c: Credit) -> Json:
    return {"agency": c.agency, **_span(c.span), "of": c.of}


def _fact(f: Fact) -> Json:
    return {**_span(f.span), "certainty": _certainty(f.certainty), "role": f.role}


def _link(x: Link) -> Json:
    return {"a": x.a, "b": x.b, "score": x.score, "why": x.why}


def _storyline(s: Storyline) -> Json:
    return {
        "id": s.id,
        "title": s.title,
        "events": list(s.events),
        "why": s.why,
        "links": [_link(x) for x in s.links],
        "threads": [],
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


def _entry(entry: Entry, witnesses: Mapping[str, Witness]) -> Json:
    return {
        "id": entry.id,
        "aliases": list(entry.aliases),
        "kind": entry.kind,
        "speaker": _speaker(entry.speaker),
        "base": entry.base,
        "base_why": entry.base_why,
        "readings": [_reading(r, witnesses[r.article]) for r in entry.readings],
        "relations": [_relation(r) for r in entry.relations],
        "absence": [{"article": a.article, "state": a.state, "why": a.why} for a in entry.absence],
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
        **_span(r.span),
        "text": r.span.of(text),
        "form": r.form,
        "content": _pairs(r.content),
        "cue": _cue(r.cue, text),
        "source": _pairs(r.source),
        "speaker": _speaker(r.speaker),
        "relayed_by": _speaker(r.relayed_by),
        "via": list(r.via),
        "utterance": {"language": r.utterance.language, "basis": r.utterance.basis} if r.utterance else None,
        "certainty": _certainty(r.certainty),
        "value": r.value,
        "range": list(r.range) if r.range else None,
        "unit": r.unit,
        "bound": r.bound,
        "measures": [r.measures.start, r.measures.end] if r.measures else None,
        "statement": r.statement,
    }


def _cue(cue: Cue | None, text: str) -> Json | None:
    if cue is None:
        return None
    return {**_span(cue.span), "text": cue.span.of(text), "spans": _pairs(cue.spans), "stance": cue.stance}


def _relation(r: Relation) -> Json:
    steps = None
    if r.diff is not None:
        steps = [
            {"op": d.op, "a": _pairs([d.a])[0] if d.a else None, "b": _pairs([d.b])[0] if d.b else None} for d in r.diff
        ]
    return {"a": r.a, "b": r.b, "relation": r.relation, "score": r.score, "rule": r.rule, "why": r.why, "diff": steps}


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
