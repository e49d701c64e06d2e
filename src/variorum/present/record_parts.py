"""The record of what stands in one article: spans, claims and their parts, as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..model import (
    Certainty,
    Claims,
    Credit,
    Difference,
    Due,
    Fact,
    Figure,
    Moment,
    Name,
    Span,
    Speaker,
    Statement,
)

Json = dict[str, Any]


def claims(found: Claims) -> Json:
    """All claims of an article but its credits, which stand with its metadata."""
    return {
        "statements": [statement(s) for s in found.statements],
        "figures": [figure(f) for f in found.figures],
        "moments": [moment(m) for m in found.moments],
        "names": [name(n) for n in found.names],
        "facts": [fact(f) for f in found.facts],
    }


def span(s: Span) -> Json:
    return {"start": s.start, "end": s.end}


def pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def speaker(who: Speaker | None) -> Json | None:
    return {"name": who.name, "kind": who.kind} if who else None


def certainty(c: Certainty) -> Json:
    return {"level": c.level, "score": c.score, "factuality": c.factuality}


def statement(s: Statement) -> Json:
    return {
        "id": s.id,
        "form": s.form,
        "passage": pair(s.passage),
        "content": pairs(s.content),
        "source": pairs(s.source),
        "cue": pairs(s.cue),
        "speaker": speaker(s.speaker),
        "speaker_basis": s.speaker_basis,
        "relayed_by": speaker(s.relayed_by),
        "via": list(s.via),
        "stance": s.stance,
        "certainty": certainty(s.certainty),
        "nested_in": s.nested_in,
        "role": s.role,
        "score": s.score,
    }


def figure(f: Figure) -> Json:
    return {
        **span(f.span),
        "class": f.klass,
        "value": f.value,
        "range": list(f.range) if f.range else None,
        "unit": f.unit,
        "bound": f.bound,
        "change": f.change,
        "measures": pair(f.measures),
        "of": pair(f.of),
        "when": pair(f.when),
        "statement": f.statement,
        "role": f.role,
        "score": f.score,
    }


def moment(m: Moment) -> Json:
    return {
        **span(m.span),
        "value": m.value,
        "partial": m.partial,
        "type": m.type,
        "basis": m.basis,
        "clause": pair(m.clause),
        "statement": m.statement,
        "role": m.role,
        "score": m.score,
    }


def pair(s: Span | None) -> list[int] | None:
    return [s.start, s.end] if s else None


def name(n: Name) -> Json:
    return {**span(n.span), "kind": n.kind, "name": n.name, "role": n.role}


def credit(c: Credit) -> Json:
    return {"agency": c.agency, **span(c.span), "of": c.of}


def fact(f: Fact) -> Json:
    return {**span(f.span), "certainty": certainty(f.certainty), "role": f.role}


def due(d: Due | None) -> Json | None:
    return {**span(d.span), "value": d.value} if d else None


def difference(d: Difference) -> Json:
    return {"part": d.part, "a": pair(d.a), "b": pair(d.b)}
