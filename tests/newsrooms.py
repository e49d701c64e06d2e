"""Invented reports written as newsrooms write, with what an editor would want to be told of them, and what not.

``tests/keys/newsrooms/NAME.jsonl`` holds the reports, ``NAME.toml`` their key: each ``[[wanted]]`` names kinds of
finding and, for each witness, words that its evidence must hold; an ``[[unwanted]]`` finding is a false accusation.

usage: python -m tests.newsrooms [NAME ...]
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from variorum import pipeline
from variorum.model import Finding, Volume

FOLDER = Path(__file__).parent / "keys" / "newsrooms"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a key: found or not."""

    name: str
    what: str
    wanted: bool
    found: bool


def names() -> list[str]:
    """The keyed events."""
    return sorted(p.stem for p in FOLDER.glob("*.toml"))


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The key of an event, looked up in the edition of its reports."""
    volume = pipeline.volume(pipeline.articles([FOLDER / f"{name}.jsonl"]))
    return looked_up(name, volume, tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")))


def looked_up(name: str, volume: Volume, key: Mapping[str, Any]) -> tuple[Row, ...]:
    """The ``wanted`` and ``unwanted`` findings of a key, looked up in an edition."""
    texts = {w.article.id: f"{w.article.title}\n{w.article.text}" for w in volume.witnesses}
    for line in (*key.get("wanted", ()), *key.get("unwanted", ())):
        for article, words in line["words"].items():
            assert words in texts[article], f"{name}: {article} does not have {words!r}"
    return tuple(
        Row(name=name, what=line["what"], wanted=kind == "wanted", found=_is_found(volume, line))
        for kind in ("wanted", "unwanted")
        for line in key.get(kind, ())
    )


def _is_found(volume: Volume, line: Mapping[str, object]) -> bool:
    return any(_tells(volume, f, line) for e in volume.editions for f in e.findings)


def _tells(volume: Volume, finding: Finding, line: Mapping[str, object]) -> bool:
    kinds, words = line["kinds"], line["words"]
    assert isinstance(kinds, list)
    assert isinstance(words, dict)
    if finding.kind not in kinds:
        return False
    shown: dict[str, str] = {}
    for locus in finding.evidence:
        told = locus.span.of(volume.witness(locus.article).article.text)
        shown[locus.article] = f"{shown.get(locus.article, '')} … {told}"
    return all(w in shown.get(article, "") if w else article in finding.articles for article, w in words.items())


def main(chosen: Sequence[str]) -> None:
    """Print each line of the keys and the sums."""
    found = [row for name in chosen or names() for row in rows(name)]
    for row in found:
        mark = ("found " if row.found else "MISSED") if row.wanted else ("FALSE " if row.found else "right ")
        sys.stdout.write(f"{mark} {row.name}: {row.what}\n")
    wanted, unwanted = [r for r in found if r.wanted], [r for r in found if not r.wanted]
    told = f"{sum(r.found for r in wanted)} of {len(wanted)} wanted findings there"
    sys.stdout.write(f"{told}; {sum(r.found for r in unwanted)} of {len(unwanted)} unwanted ones\n")


if __name__ == "__main__":
    main(sys.argv[1:])
