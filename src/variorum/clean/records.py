"""A JSONL record as a sheet: its text exactly as it stands, its fields where it has them."""

from __future__ import annotations

import dataclasses
import json
from typing import Any, cast, get_args

from ..errors import CleanError
from ..model import ArticleKind, Capture, DateCandidate
from . import dates, decode, language, plain
from .sheet import Sheet


def sheet(capture: Capture) -> Sheet:
    """The sheet of a record; raises ``CleanError`` for broken JSON and for a record without text."""
    record = _parsed(capture)
    given_id = record.get("id")
    id_ = str(given_id) if isinstance(given_id, str | int) and str(given_id).strip() else None
    text = _text(record, capture, id_)
    title = _field(record, "title")
    code = language.of(text, _field(record, "language"))
    found = plain.sheet(text, title=title)
    published, modified = (_date(record, name) for name in ("published", "modified"))
    given = (DateCandidate(value=published, basis="given"),) if published else ()
    kind = record.get("kind")
    return dataclasses.replace(
        found,
        id=id_,
        kind=cast(ArticleKind, kind) if kind in get_args(ArticleKind) else "report",
        outlet=_field(record, "outlet") or found.outlet,
        byline=_field(record, "byline") or found.byline,
        url=_field(record, "url"),
        language=code,
        published=published or found.published,
        published_basis="given" if published else found.published_basis,
        modified=modified or found.modified,
        date_candidates=given + found.date_candidates,
    )


def _parsed(capture: Capture) -> dict[str, Any]:
    try:
        record = json.loads(capture.content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CleanError("a record that is not UTF-8", path=capture.path, line=capture.line) from error
    except json.JSONDecodeError as error:
        raise CleanError(
            f"not JSON: {error.msg} at character {error.pos + 1}", path=capture.path, line=capture.line
        ) from error
    except (ValueError, RecursionError) as error:  # an integer of 5,000 digits; brackets nested without end
        raise CleanError("not JSON that can be read", path=capture.path, line=capture.line) from error
    if not isinstance(record, dict):
        raise CleanError("not a JSON object", path=capture.path, line=capture.line)
    return record


def _text(record: dict[str, Any], capture: Capture, id_: str | None) -> str:
    text = record.get("text")
    if text is None:
        reason = "a record without text"
    elif not isinstance(text, str):
        reason = "a record whose text is not a string"
    elif not text.strip():
        reason = "a record whose text is empty"
    else:
        text = text.removeprefix("\ufeff")
        reason = decode.objection(text) or ""
    if reason:
        raise CleanError(reason, path=capture.path, line=capture.line, id=id_)
    return cast(str, text)


def _field(record: dict[str, Any], name: str) -> str | None:
    """A field as one line; a list of names is joined by commas, anything else that is no text counts as absent."""
    value = record.get(name)
    if isinstance(value, list):
        value = ", ".join(v for v in value if isinstance(v, str))
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _date(record: dict[str, Any], name: str) -> str | None:
    return dates.normalised(_field(record, name))
