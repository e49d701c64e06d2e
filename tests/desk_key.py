"""The keys of invented events that were written as newsrooms write (``tests/keys/desks``).

``NAME.jsonl`` holds the reports, ``NAME.toml`` the key: ``[[items]]`` are the things that two or more reports give,
with the words of each mention (`` || `` stands between pieces of a mention that other words part);
``[[differences]]`` are where two reports truly differ on an item; ``[[wanted]]`` and ``[[unwanted]]`` findings are
those of ``tests.newsrooms``.  Names begin with ``dev_``, ``held_`` or ``fresh_``: of held and fresh events only
totals are looked at, of the fresh ones as seldom as can be.

usage: python -m tests.desk_key [NAME ...]      (prints every mistake in the keys)
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from variorum.model import Span

FOLDER = Path(__file__).parent / "keys" / "desks"
KINDS = ("statement", "fact", "figure", "moment")
DIFFERENCES = ("conflict", "older", "reworded", "contradicts", "certainty", "dropped", "nested")
PIECES = "||"


@dataclass(frozen=True, slots=True)
class Mention:
    """One item as one report gives it in one place, cut out of its text."""

    item: str
    kind: str
    witness: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two reports that truly differ on an item; ``what`` is one of :data:`DIFFERENCES`."""

    item: str
    between: frozenset[str]
    what: str


@dataclass(frozen=True, slots=True)
class Desk:
    """One event with its key; ``findings`` is the raw key of wanted and unwanted findings."""

    name: str
    lines: str
    texts: Mapping[str, str]
    mentions: tuple[Mention, ...]
    differences: frozenset[Difference]
    findings: Mapping[str, Any]


def names(fold: str) -> list[str]:
    """The events of a fold: ``dev``, ``held`` or ``fresh``."""
    return sorted(p.stem for p in FOLDER.glob(f"{fold}_*.toml"))


def load(name: str) -> Desk:
    """An event and its key.

    Raises: AssertionError that names the words that do not stand in their report.
    """
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8")
    records = [json.loads(line) for line in lines.splitlines() if line.strip()]
    texts = {r["id"]: r["text"] for r in records}
    key = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return Desk(
        name=name,
        lines=lines,
        texts=texts,
        mentions=tuple(m for item in key["items"] for m in _mentions(name, item, texts)),
        differences=frozenset(_difference(name, d, key) for d in key.get("differences", ())),
        findings={k: key.get(k, []) for k in ("wanted", "unwanted")},
    )


def _mentions(name: str, item: Mapping[str, Any], texts: Mapping[str, str]) -> Iterator[Mention]:
    assert item["kind"] in KINDS, f"{name}: {item['id']} is of no known kind: {item['kind']!r}"
    for witness, told in item["words"].items():
        assert witness in texts, f"{name}: {item['id']}: no report {witness!r}"
        for words in [told] if isinstance(told, str) else told:
            spans = tuple(_found(name, witness, texts[witness], words))
            if spans:
                yield Mention(item["id"], item["kind"], witness, spans)


def _found(name: str, witness: str, text: str, words: str) -> Iterator[Span]:
    """The pieces of a mention, one after the other (none if it stands in the title alone)."""
    at = 0
    for piece in (p.strip() for p in words.split(PIECES)):
        start = text.find(piece, at)
        if start < 0:
            assert at == 0, f"{name}: {witness} does not have {piece!r} where it should"
            return
        at = start + len(piece)
        yield Span(start, at)


def _difference(name: str, line: Mapping[str, Any], key: Mapping[str, Any]) -> Difference:
    assert line["what"] in DIFFERENCES, f"{name}: no such difference: {line['what']!r}"
    assert line["item"] in {i["id"] for i in key["items"]}, f"{name}: no item {line['item']!r}"
    return Difference(line["item"], frozenset(line["between"]), line["what"])


def mistakes(name: str) -> Iterator[str]:
    """What is wrong in a key, all of it."""
    key = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    records = [json.loads(x) for x in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() if x.strip()]
    whole = {r["id"]: f"{r.get('title', '')}\n{r['text']}" for r in records}
    seen = [i["id"] for i in key["items"]]
    yield from (f"{name}: two items {i!r}" for i in sorted({i for i in seen if seen.count(i) > 1}))
    for item in key["items"]:
        if len(item["words"]) < 2:
            yield f"{name}: {item['id']} is given by one report only"
        for witness, told in item["words"].items():
            for words in [told] if isinstance(told, str) else told:
                for piece in words.split(PIECES):
                    if piece.strip() not in whole.get(witness, ""):
                        yield f"{name}: {item['id']}: {witness} does not have {piece.strip()!r}"
    words_of = {i["id"]: i["words"] for i in key["items"]}
    for line in key.get("differences", ()):
        for witness in line["between"]:
            if witness not in words_of.get(line["item"], {}):
                yield f"{name}: difference on {line['item']}: {witness} does not give it"


def main(chosen: Sequence[str]) -> int:
    """Print the mistakes; 1 if there are any."""
    found = [m for name in chosen or [*names("dev"), *names("held")] for m in mistakes(name)]
    sys.stdout.write("".join(f"{m}\n" for m in found))
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
