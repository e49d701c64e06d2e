"""A JSON record as a sheet: its text exactly as it stands, its fields where it has them.

Records of other programs (news-please, Fundus, trafilatura) hold the same under other names, which stand in the
language resource ``records``.
"""

from __future__ import annotations

import dataclasses
import json
from typing import Any, cast, get_args

from .. import lexicon
from ..errors import CleanError
from ..model import ArticleKind, Capture, DateCandidate
from . import complete, dates, decode, language, plain
from .sheet import Sheet

Record = dict[str, Any]


def sheet(capture: Capture) -> Sheet:
    """The sheet of a record; raises ``CleanError`` for broken JSON and for a record without text."""
    record = _parsed(capture)
    given_id = record.get("id")
    id_ = str(given_id) if isinstance(given_id, str | int) and str(given_id).strip() else None
    text = _text(record, capture, id_)
    title = _field(record, "title")
    code = language.of(text, _field(record, "language"))
    found = plain.sheet(text, title=title)
    published, modified, captured = (_date(record, name) for name in ("published", "modified", "captured"))
    given = (DateCandidate(value=published, basis="given"),) if published else ()
    taken = (DateCandidate(value=captured, basis="captured"),) if captured else ()
    kind = record.get("kind")
    return dataclasses.replace(
        found,
        id=id_,
        kind=cast(ArticleKind, kind) if kind in get_args(ArticleKind) else "report",
        outlet=_outlet(record) or found.outlet,
        byline=_byline(record) or found.byline,
        url=_address(record),
        language=code,
        published=published or found.published,
        published_basis="given" if published else found.published_basis,
        modified=modified or found.modified,
        complete=found.complete and not _is_part(record, found),
        date_candidates=given + found.date_candidates + taken,
    )


def _is_part(record: Record, found: Sheet) -> bool:
    """Whether the record says that it holds no more than the beginning: it says so, or it is short and not free."""
    if record.get("complete") is False:
        return True
    paid = any(str(_at(record, name)).casefold() == "false" for name in _names("free"))
    return paid and complete.is_teaser("\n".join(b.span.of(found.text) for b in found.blocks if b.role == "body"))


def _parsed(capture: Capture) -> Record:
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


def _names(field: str) -> tuple[str, ...]:
    return tuple(lexicon.load("records")["fields"][field])


def _at(record: Record, name: str) -> Any:
    """What stands under a name; ``a.b`` is ``b`` within ``a``; ``None`` where there is nothing."""
    found: Any = record
    for part in name.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def _text(record: Record, capture: Capture, id_: str | None) -> str:
    given = [v for name in _names("text") if (v := record.get(name)) is not None]
    text = next((t for v in given if (t := _written(v)).strip()), None)
    if text is not None:
        text = text.removeprefix("\ufeff")
        reason = decode.objection(text)
    elif not given:
        reason = "a record without text"
    elif any(isinstance(v, str | dict) for v in given):
        reason = "a record whose text is empty"
    else:
        reason = "a record whose text is not a string"
    if text is None or reason:
        raise CleanError(reason or "", path=capture.path, line=capture.line, id=id_)
    return text


def _written(value: object) -> str:
    """A text, or its parts as Fundus gives them (``summary`` and ``sections``, each with ``headline`` and
    ``paragraphs``), each part a paragraph."""
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        return ""
    parts = _strings(value.get("summary"))
    sections = value.get("sections")
    for section in sections if isinstance(sections, list) else []:
        if isinstance(section, dict):
            parts += _strings(section.get("headline")) + _strings(section.get("paragraphs"))
    return "\n\n".join(parts)


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if value.strip() else []
    return [v for v in value if isinstance(v, str) and v.strip()] if isinstance(value, list) else []


def _field(record: Record, field: str) -> str | None:
    """A field as one line, under the first of its names that holds a text; anything else counts as absent."""
    for name in _names(field):
        value = _at(record, name)
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str) and (line := " ".join(value.split())):
            return line
    return None


def _outlet(record: Record) -> str | None:
    """The outlet's name, or the name of its site without ``www``."""
    name = _field(record, "outlet")
    return name.removeprefix("www.") if name else None


def _byline(record: Record) -> str | None:
    """The names of the authors, joined by commas; a list, or one text (trafilatura puts semicolons between them)."""
    for name in _names("byline"):
        value = record.get(name)
        listed = value if isinstance(value, list) else [value]
        given = [v.get("name") if isinstance(v, dict) else v for v in listed]
        names = [" ".join(p.split()) for v in given if isinstance(v, str) for p in v.split(";")]
        if found := ", ".join(dict.fromkeys(n for n in names if n)):
            return found
    return None


def _address(record: Record) -> str | None:
    """The address; some programs call it ``source``, which elsewhere is a name: only an address is one."""
    for name in _names("url"):
        value = _at(record, name)
        if isinstance(value, str) and value.strip() and (name == "url" or value.strip().startswith("http")):
            return " ".join(value.split())
    return None


def _date(record: Record, field: str) -> str | None:
    return next((v for name in _names(field) if (v := dates.normalised(_line(_at(record, name))))), None)


def _line(value: object) -> str | None:
    return " ".join(value.split()) if isinstance(value, str) else None
