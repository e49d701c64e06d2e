"""Pieces of the JSON Schemas (draft 2020-12): plain values, and what stands in one article.

A vocabulary is the ``Literal`` of ``model``, so that there is no second list; an object has the fields that ``record``
writes, all of them required.  A schema says what this version writes.  Readers tolerate more: fields and words that
they do not know, which is why no object is closed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

from ..model import (
    ArticleKind,
    Bound,
    CertaintyLevel,
    Change,
    DiffKind,
    FigureClass,
    Form,
    MomentType,
    NameKind,
    PublishedBasis,
    Role,
    SpeakerKind,
    Stance,
    SubstanceKind,
)

Json = dict[str, Any]

TEXT: Final[Json] = {"type": "string"}
FLAG: Final[Json] = {"type": "boolean"}
NUMBER: Final[Json] = {"type": "number"}
COUNT: Final[Json] = {"type": "integer", "minimum": 0}
SCORE: Final[Json] = {"type": "number", "minimum": 0, "maximum": 1}
SHA256: Final[Json] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
NOTHING: Final[Json] = {"type": "null"}


def ref(name: str) -> Json:
    """A definition, by name."""
    return {"$ref": f"#/$defs/{name}"}


def told(schema: Json, about: str) -> Json:
    """The same with help for people."""
    return {**schema, "description": about}


def maybe(schema: Json) -> Json:
    """That, or null."""
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    if isinstance(schema.get("type"), str):
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, NOTHING]}


def word(vocabulary: Any) -> Json:
    """A word of a closed list: one of the ``Literal`` types of ``model``."""
    return {"enum": list(get_args(vocabulary))}


def many(schema: Json) -> Json:
    return {"type": "array", "items": schema}


def two(schema: Json) -> Json:
    """A pair of one kind."""
    return {"type": "array", "items": schema, "minItems": 2, "maxItems": 2}


def record_of(fields: Mapping[str, Json], *, may: Mapping[str, Json] = MappingProxyType({})) -> Json:
    """An object; ``may``: fields that are there only when they hold something."""
    return {"type": "object", "properties": {**fields, **may}, "required": list(fields)}


SPAN: Final[Mapping[str, Json]] = MappingProxyType(
    {"start": told(COUNT, "code points into Article.text"), "end": told(COUNT, "half open, after start")}
)
PAIR: Final = ref("pair")
PIECES: Final = many(PAIR)
CLAIMS: Final[Mapping[str, Json]] = MappingProxyType(
    {name: many(ref(name[:-1])) for name in ("statements", "figures", "moments", "names", "facts")}
)
ITEMS: Final = told(
    many(record_of({**SPAN, "title": maybe(TEXT), "time": told(maybe(TEXT), "ISO 8601")})),
    "the posts of a live blog, the pieces of a round-up; empty for one article",
)
METADATA: Final[Mapping[str, Json]] = MappingProxyType(
    {
        "title": maybe(TEXT),
        "published": told(maybe(TEXT), "ISO 8601, as precise as the source"),
        "published_basis": maybe(word(PublishedBasis)),
        "modified": maybe(TEXT),
        "date_candidates": many(ref("date_candidate")),
        "outlet": maybe(TEXT),
        "byline": maybe(TEXT),
        "language": maybe(TEXT),
        "url": maybe(TEXT),
        "complete": told(FLAG, "false: nothing may be concluded from what it lacks"),
    }
)

_STATEMENT: Final = record_of(
    {
        "id": TEXT,
        "form": word(Form),
        "passage": told(PAIR, "the whole of it, attribution and quotation marks included"),
        "content": told(PIECES, "the words alone, without the enclosing marks"),
        "source": PIECES,
        "cue": PIECES,
        "speaker": maybe(ref("speaker")),
        "speaker_basis": TEXT,
        "relayed_by": maybe(ref("speaker")),
        "via": many(TEXT),
        "stance": word(Stance),
        "certainty": ref("certainty"),
        "nested_in": told(maybe(TEXT), "the id of the statement it stands in"),
        "role": word(Role),
        "score": SCORE,
    }
)
_FIGURE: Final = record_of(
    {
        **SPAN,
        "class": word(FigureClass),
        "value": maybe(NUMBER),
        "range": maybe(two(NUMBER)),
        "unit": maybe(TEXT),
        "bound": word(Bound),
        "change": maybe(word(Change)),
        "measures": told(maybe(PAIR), "what it counts"),
        "of": told(maybe(PAIR), "whose measure it is"),
        "when": told(maybe(PAIR), "the moment that dates it"),
        "statement": maybe(TEXT),
        "role": word(Role),
        "score": SCORE,
    }
)
_MOMENT: Final = record_of(
    {
        **SPAN,
        "value": told(maybe(TEXT), "TIMEX3; null when it cannot be told"),
        "partial": told(maybe(TEXT), "what is known of a value that lacks its year"),
        "type": word(MomentType),
        "basis": TEXT,
        "clause": told(maybe(PAIR), "what it dates"),
        "statement": maybe(TEXT),
        "role": word(Role),
        "score": SCORE,
    }
)

_MAYBE_PAIR: Final = maybe(two(COUNT))
_VERSION: Final = record_of(
    {
        "why": TEXT,
        "removed": told(COUNT, "words that stand here alone"),
        "added": told(COUNT, "words that stand in the witness alone"),
        "changes": many(record_of({"op": word(DiffKind), "a": _MAYBE_PAIR, "b": _MAYBE_PAIR})),
        "figures": many(record_of({"part": word(SubstanceKind), "a": _MAYBE_PAIR, "b": _MAYBE_PAIR})),
    }
)
ARTICLE_PARTS: Final[Mapping[str, Json]] = MappingProxyType(
    {
        "pair": told(two(COUNT), "[start, end]: code points into Article.text, half open"),
        "speaker": record_of({"name": TEXT, "kind": word(SpeakerKind)}),
        "certainty": record_of(
            {
                "level": word(CertaintyLevel),
                "score": SCORE,
                "factuality": maybe({"type": "number", "minimum": -3, "maximum": 3}),
            }
        ),
        "statement": _STATEMENT,
        "figure": _FIGURE,
        "moment": _MOMENT,
        "name": record_of({**SPAN, "kind": word(NameKind), "name": TEXT, "role": word(Role)}),
        "fact": record_of({**SPAN, "certainty": ref("certainty"), "role": word(Role)}),
        "credit": record_of({"agency": TEXT, **SPAN, "of": word(Literal["text", "photo"])}),
        "block": record_of({**SPAN, "role": word(Role)}, may={"xpath": TEXT}),
        "date_candidate": record_of({"value": TEXT, "basis": TEXT, "start": maybe(COUNT), "end": maybe(COUNT)}),
        "rejected": record_of(
            {
                "id": maybe(TEXT),
                "path": TEXT,
                "line": told(maybe(COUNT), "line, list item, feed entry or archive record, from 1"),
                "room": TEXT,
                "reason": TEXT,
            }
        ),
        "claims": record_of(CLAIMS),
        "article": record_of(
            {
                "id": TEXT,
                "label": told(TEXT, "the witness sign"),
                "paths": many(TEXT),
                "kind": word(ArticleKind),
                "mine": told(FLAG, "the user's own draft"),
                "captured": maybe(TEXT),
                **METADATA,
                "text": told(maybe(TEXT), "null with --no-text"),
                "sha256": told(SHA256, "of the text, which is kept back with --no-text"),
                "blocks": many(ref("block")),
                "items": ITEMS,
                "supported": told(FLAG, "its language is one that is read"),
                "version_of": maybe(TEXT),
                "credits": many(ref("credit")),
                "claims": ref("claims"),
            },
            may={
                "version": told(
                    _VERSION, "of another capture of the witness version_of: what leads from it to that one"
                ),
                "quotations": told(
                    many(record_of({**SPAN, "text": TEXT})),
                    "with --no-text, what is left of the text and where it stands; … for words left out after it",
                ),
                "length": told(COUNT, "with --no-text, code points of the text"),
                "words": told(COUNT, "with --no-text, words of the body and its headings"),
            },
        ),
    }
)
"""Definitions of what stands in one article."""
