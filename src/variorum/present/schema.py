"""JSON Schemas (draft 2020-12) of all that the commands write, made here and nowhere else; see ``schema_parts``.

>>> schema("group")["properties"]["event"]
{'type': 'string'}
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, Literal, get_args

from ..model import (
    AbsenceState,
    Bound,
    DiffKind,
    Direction,
    EntryKind,
    FindingKind,
    Form,
    OriginKind,
    PassageKind,
    RelationKind,
    ReuseKind,
    Severity,
    Stance,
    SubstanceKind,
    VerdictKind,
)
from .record import FORMAT, VERSION
from .schema_parts import (
    ARTICLE_PARTS,
    CLAIMS,
    COUNT,
    ITEMS,
    METADATA,
    NOTHING,
    NUMBER,
    PAIR,
    PIECES,
    SCORE,
    SPAN,
    TEXT,
    Json,
    many,
    maybe,
    record_of,
    ref,
    told,
    two,
    word,
)

Written = Literal["edition", "extract", "clean", "group", "reuse"]
NAMES: Final[tuple[str, ...]] = get_args(Written)
"""What there are schemas of: the file of ``compare --json``, and the lines of the single rooms."""
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_REF: Final = re.compile(r"#/\$defs/(\w+)")

_IDS = many(TEXT)
_EVIDENCE = many(ref("locus"))
_MAYBE_PAIR = maybe(PAIR)

_READING: Final = record_of(
    {
        "article": TEXT,
        **SPAN,
        "text": told(TEXT, "the words of the span; with --no-text a short quotation from them"),
        "form": word(Form),
        "content": told(PIECES, "the part of it that is this entry's"),
        "cue": maybe(ref("cue")),
        "source": PIECES,
        "speaker": maybe(ref("speaker")),
        "relayed_by": maybe(ref("speaker")),
        "via": many(TEXT),
        "utterance": told(
            maybe(record_of({"language": TEXT, "basis": TEXT})), "the language the words were probably spoken in"
        ),
        "certainty": ref("certainty"),
        "value": told({"type": ["number", "string", "null"]}, "a number; of a moment its TIMEX3 value"),
        "range": maybe(two(NUMBER)),
        "unit": maybe(TEXT),
        "bound": maybe(word(Bound)),
        "measures": _MAYBE_PAIR,
        "of": _MAYBE_PAIR,
        "when": _MAYBE_PAIR,
        "due": told(maybe(record_of({**SPAN, "value": maybe(TEXT)})), "by when a pledge or forecast is to come true"),
        "statement": told(maybe(TEXT), "the id of a statement of its article"),
    }
)
_RELATION: Final = record_of(
    {
        "a": told(COUNT, "index of a reading"),
        "b": told(COUNT, "index of a reading"),
        "relation": word(RelationKind),
        "score": SCORE,
        "rule": TEXT,
        "why": TEXT,
        "diff": maybe(many(record_of({"op": word(DiffKind), "a": _MAYBE_PAIR, "b": _MAYBE_PAIR}))),
        "substance": many(record_of({"part": word(SubstanceKind), "a": _MAYBE_PAIR, "b": _MAYBE_PAIR})),
    }
)
_ENTRY: Final = record_of(
    {
        "id": TEXT,
        "aliases": _IDS,
        "kind": word(EntryKind),
        "speaker": told(maybe(ref("speaker")), "the readings' common one"),
        "base": told(COUNT, "index of a reading"),
        "base_why": TEXT,
        "readings": {**many(ref("reading")), "minItems": 1},
        "relations": many(ref("relation")),
        "absence": many(ref("absence")),
        "silent": _IDS,
        "unread": _IDS,
        "origins": told(two(COUNT), "independent origins, least and most"),
        "asserted_by": many(TEXT),
        "verdict": word(VerdictKind),
        "score": SCORE,
    }
)
_ABSENCE: Final = record_of(
    {
        "article": TEXT,
        "state": word(AbsenceState),
        "why": TEXT,
        "near": told(
            maybe(record_of({**SPAN, "score": SCORE})), "the passage that may be of this, where it perhaps is"
        ),
    }
)
_REUSE: Final[Mapping[str, Json]] = MappingProxyType(
    {
        "a": ref("side"),
        "b": ref("side"),
        "tokens": told(COUNT, "words of the a side"),
        "similarity": SCORE,
        "kind": word(ReuseKind),
        "passage": word(PassageKind),
        "direction": word(Direction),
        "why": TEXT,
    }
)
_FINDING: Final = record_of(
    {
        "id": TEXT,
        "kind": word(FindingKind),
        "severity": word(Severity),
        "message": TEXT,
        "caveat": maybe(TEXT),
        "rule": TEXT,
        "score": SCORE,
        "articles": _IDS,
        "entries": _IDS,
        "evidence": _EVIDENCE,
    }
)
_EVENT: Final = record_of(
    {
        "id": TEXT,
        "storyline": TEXT,
        "title": TEXT,
        "first": maybe(TEXT),
        "last": maybe(TEXT),
        "places": many(TEXT),
        "articles": _IDS,
        "links": many(ref("link")),
    }
)
_ORIGIN: Final = record_of(
    {"label": TEXT, "kind": word(OriginKind), "articles": _IDS, "why": TEXT, "evidence": _EVIDENCE}
)
_TIMELINE: Final = record_of(
    {"value": TEXT, "first": TEXT, "last": TEXT, "basis": TEXT, "entries": _IDS, "articles": _IDS,
     "evidence": _EVIDENCE}
)  # fmt: skip
_STORYLINE: Final = record_of(
    {"id": TEXT, "title": TEXT, "events": _IDS, "why": TEXT, "links": many(ref("link")), "threads": many(ref("thread"))}
)

_DEFINITIONS: Final[Mapping[str, Json]] = MappingProxyType(
    {
        **ARTICLE_PARTS,
        "absence": _ABSENCE,
        "locus": record_of({"article": TEXT, **SPAN}),
        "side": record_of({"id": told(TEXT, "of the article"), **SPAN}),
        "link": record_of({"a": TEXT, "b": TEXT, "score": SCORE, "why": TEXT}),
        "cue": record_of({**SPAN, "text": TEXT, "spans": PIECES, "stance": word(Stance)}),
        "reading": _READING,
        "relation": _RELATION,
        "entry": _ENTRY,
        "reuse": record_of(_REUSE),
        "origin": _ORIGIN,
        "timeline": _TIMELINE,
        "finding": _FINDING,
        "event": _EVENT,
        "thread": record_of({"entries": _IDS, "change": TEXT, "why": TEXT, "score": SCORE, "evidence": _EVIDENCE}),
        "storyline": _STORYLINE,
        "edition": record_of(
            {
                "event": ref("event"),
                "independent": told(two(COUNT), "independent origins behind its articles, least and most"),
                "entries": many(ref("entry")),
                "reuse": many(ref("reuse")),
                "origins": many(ref("origin")),
                "timeline": many(ref("timeline")),
                "findings": many(ref("finding")),
            }
        ),
        "turned_away": record_of({"id": maybe(TEXT), "text": NOTHING, "rejected": ref("rejected")}),
    }
)

_FILE: Final = record_of(
    {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "recipe": told(TEXT, "a digest of settings, models and code version"),
        "articles": many(ref("article")),
        "rejected": many(ref("rejected")),
        "skipped": COUNT,
        "warnings": many(TEXT),
        "storylines": many(ref("storyline")),
        "editions": many(ref("edition")),
    }
)
_CLEAN: Final = record_of(
    {
        "id": TEXT,
        "text": told(TEXT, "the body, its blocks joined by line feeds"),
        "article_text": told(TEXT, "Article.text, into which all offsets of this line point"),
        **METADATA,
        "blocks": many(ref("block")),
        "items": ITEMS,
        "rejected": NOTHING,
    }
)
_EXTRACT: Final = record_of(
    {
        "id": TEXT,
        "text": told(TEXT, "Article.text, into which all offsets of this line point"),
        **CLAIMS,
        "credits": many(ref("credit")),
    }
)
_GROUP: Final = record_of(
    {
        "id": TEXT,
        "event": TEXT,
        "storyline": TEXT,
        "links": many(record_of({"id": TEXT, "score": SCORE, "why": TEXT})),
        "why": told(TEXT, "why the events of its storyline belong together, or why it is alone"),
    }
)
_ROOTS: Final[Mapping[Written, tuple[str, Json]]] = MappingProxyType(
    {
        "edition": ("A stored edition: the file of variorum compare --json", _FILE),
        "extract": ("A line of variorum extract: the claims of one article", _EXTRACT),
        "clean": (
            "A line of variorum clean: one article, or an input that was turned away",
            {"anyOf": [_CLEAN, ref("turned_away")]},
        ),
        "group": ("A line of variorum group: the event of one article", _GROUP),
        "reuse": ("A line of variorum reuse: a passage that two articles share", record_of(_REUSE)),
    }
)


def schema(name: Written) -> Json:
    """The schema of one thing that is written, complete with the definitions that it needs."""
    title, root = _ROOTS[name]
    needed: dict[str, Json] = {}
    _gather(root, needed)
    made = {"$schema": DIALECT, "$id": f"urn:variorum:{name}:{VERSION}", "title": title, **root}
    return {**made, "$defs": {n: d for n, d in _DEFINITIONS.items() if n in needed}} if needed else made


def _gather(schema_: Json, needed: dict[str, Json]) -> None:
    """The definitions that a schema leads to, however far."""
    for name in _named(schema_):
        if name not in needed:
            needed[name] = _DEFINITIONS[name]
            _gather(_DEFINITIONS[name], needed)


def _named(schema_: Json) -> Iterator[str]:
    yield from _REF.findall(json.dumps(schema_))
