"""Which fields a base story has, and of which type: the first thing that is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A string, or a list of ``least`` to ``most`` strings."""

    listed: bool = False
    needed: bool = True
    least: int = 1
    most: int = 9


_TEXT, _MAY = Field(), Field(needed=False)

FRAME = {
    "domain": _TEXT,
    "day": _TEXT,
    "spoken_note": _MAY,
    "headlines": Field(listed=True),
    "leads": Field(listed=True),
    "outlets": Field(listed=True),
}

SPEAKER = {
    "id": _TEXT,
    "first": Field(listed=True),
    "later": Field(listed=True),
    "last": _TEXT,
    "spoken": _MAY,
}

_ITEM = {"id": _TEXT, "kind": _TEXT, "near": Field(listed=True, needed=False)}

ITEMS: dict[str, dict[str, Field]] = {
    "statement": {
        **_ITEM,
        "speaker": _TEXT,
        "level": _TEXT,
        "words": _TEXT,
        "trim": _MAY,
        "cut": _MAY,
        "partial": Field(listed=True),
        "reworded": Field(listed=True, most=3),
        "indirect": Field(listed=True, least=3, most=5),
        "verbs": Field(listed=True),
        "firmer": _MAY,
        "firmer_level": _MAY,
        "weaker": _MAY,
        "weaker_level": _MAY,
        "narrated": _MAY,
        "contrary": _MAY,
        "relayed": Field(listed=True, needed=False),
    },
    "figure": {
        **_ITEM,
        "speaker": _MAY,
        "measure": _TEXT,
        "texts": Field(listed=True, least=3, most=5),
        "same": Field(listed=True),
        "rounded": Field(listed=True, needed=False),
        "other": Field(listed=True),
    },
    "fact": {**_ITEM, "texts": Field(listed=True, least=3, most=5)},
    "moment": {
        **_ITEM,
        "speaker": _MAY,
        "texts": Field(listed=True, least=3, most=5),
        "same": Field(listed=True),
        "other": Field(listed=True),
    },
}


def mistakes(table: dict[str, Any]) -> Iterator[str]:
    """Fields that are missing, unknown or of another type."""
    yield from _of("story", {k: v for k, v in table.items() if k not in ("speakers", "items")}, FRAME)
    for name in ("speakers", "items"):
        if not isinstance(table.get(name), list) or not table[name]:
            yield f"no [[{name}]]"
            return
    for n, speaker in enumerate(table["speakers"], 1):
        yield from _of(f"speaker {speaker.get('id', n)}", speaker, SPEAKER)
    for n, item in enumerate(table["items"], 1):
        about = f"item {item.get('id', n)}"
        if item.get("kind") not in ITEMS:
            yield f"{about}: kind is none of {', '.join(ITEMS)}"
        else:
            yield from _of(about, item, ITEMS[item["kind"]])


def _of(about: str, table: dict[str, Any], known: dict[str, Field]) -> Iterator[str]:
    for name in table.keys() - known.keys():
        yield f"{about}: an unknown field: {name}"
    for name, wanted in known.items():
        value = table.get(name)
        if value is None:
            if wanted.needed:
                yield f"{about}: {name} is missing"
        elif not wanted.listed and not (isinstance(value, str) and value):
            yield f"{about}: {name} is no text"
        elif wanted.listed and not (isinstance(value, list) and all(isinstance(v, str) and v for v in value)):
            yield f"{about}: {name} is no list of texts"
        elif wanted.listed and not wanted.least <= len(value) <= wanted.most:
            yield f"{about}: {name} has {len(value)}, not {wanted.least} to {wanted.most}"
