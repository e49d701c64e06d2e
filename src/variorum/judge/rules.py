"""All rules of judgement in one visible table, each with an example: what ``variorum rules`` prints.

The words stand in ``data/en/rules.toml``; the limits are read off the code that applies them, so that the table cannot
tell another number than the one that holds.  A test keeps table and code together, and makes every example speak.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from importlib import import_module
from typing import Any, Literal, get_args

from .. import lexicon
from ..model import FindingKind, RelationKind, Severity
from ..settings import Settings

Subject = Literal["statements", "figures", "moments", "event"]
"""Between what a rule judges: two readings of one kind, or a whole event."""
_SHOWN: Mapping[str, str] = {"relation": "judge.min_relation", "finding": "present.min_score"}
"""The setting that decides late, by score, what of a table's results is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A number that a rule holds to: where it is set, its value, and what it counts."""

    name: str
    value: float
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule.  ``makes`` are relations or finding kinds; ``severities`` are those of its findings; ``limits`` begin
    with the threshold on scores that is applied when its results are shown; ``example`` is the table's own."""

    name: str
    subject: Subject
    makes: tuple[str, ...]
    severities: tuple[Severity, ...]
    says: str
    limits: tuple[Limit, ...]
    example: Mapping[str, Any]

    def example_lines(self) -> tuple[str, ...]:
        """The example for people: one line a witness, the marks of its content left out."""
        if "readings" in self.example:
            return tuple(line.replace("{", "").replace("}", "") for line in self.example["readings"])
        return tuple(" / ".join([*_title(a), *a["text"].split("\n\n")]) for a in self.example["articles"])


def _title(article: Mapping[str, str]) -> list[str]:
    return [f"[{article['title']}]"] if "title" in article else []


def table(language: str = "en") -> tuple[Rule, ...]:
    """Every rule, relations before findings, in the order of the table."""
    listed = lexicon.load("rules", language)
    return tuple(_rule(part, row) for part in _SHOWN for row in listed[part])


def _rule(part: str, row: Mapping[str, Any]) -> Rule:
    makes = tuple(row["makes"])
    known = get_args(RelationKind) if part == "relation" else get_args(FindingKind)
    unknown = set(makes) - set(known) | set(row.get("severities", ())) - set(get_args(Severity))
    if unknown:
        raise ValueError(f"rule {row['rule']}: unknown {', '.join(sorted(unknown))}")
    return Rule(
        name=row["rule"],
        subject=row["between"] if part == "relation" else "event",
        makes=makes,
        severities=tuple(row.get("severities", ())),
        says=row["says"],
        limits=tuple(_limits(part, row)),
        example=row,
    )


def _limits(part: str, row: Mapping[str, Any]) -> Iterator[Limit]:
    shown = _SHOWN[part]
    strict = _of_settings(shown, Settings().strict())
    yield Limit(name=shown, value=_of_settings(shown), of=f"score, to be shown ({strict:g} with --strict)")
    for name, of in row.get("limits", {}).items():
        yield Limit(name=name, value=_of_code(name), of=of)


def _of_settings(name: str, settings: Settings | None = None) -> float:
    start: object = settings or Settings()
    return float(str(reduce(getattr, name.split("."), start)))


def _of_code(name: str) -> float:
    """A limit by the name of a setting (``judge.x``), or of a constant beside its rule (``sources.MIN``)."""
    module, _, constant = name.rpartition(".")
    if module in ("judge", "collate", "reuse"):
        return _of_settings(name)
    value = getattr(import_module(f"{__package__}.{module}"), constant)
    return float(value.days) if isinstance(value, timedelta) else float(value)
