"""Measures pledges and forecasts against the answer key ``keys/commitments.toml``.

``python -m tests.commitment_key [--held-out] [--rules]`` prints precision and recall of one half of the key, with the
errors of the development half only; ``--rules`` leaves the learned reader out.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from variorum import collate
from variorum.extract import claims
from variorum.model import Article, Block, Entry, Reading, Span, Witness
from variorum.settings import ExtractSettings

from .keyed import key

KINDS = ("pledge", "forecast")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One keyed article; ``due`` and ``value`` are empty where none is keyed."""

    number: int
    text: str
    about: Span
    kind: str
    due: str
    value: str
    published: str


@dataclass(slots=True)
class Score:
    """Counts over some cases; ``dues`` are those of rightly told pledges and forecasts."""

    right: int = 0
    told: int = 0
    keyed: int = 0
    dues: int = 0
    due_words: int = 0
    values: int = 0
    value_right: int = 0
    extra_dues: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.told if self.told else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.keyed if self.keyed else 1.0

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f} ({self.right}/{self.told})  recall {self.recall:.3f} "
            f"({self.right}/{self.keyed})  due words {self.due_words}/{self.dues}  "
            f"values {self.value_right}/{self.values}  dues that are none {self.extra_dues}"
        )


def cases(*, held_out: bool) -> Iterator[Case]:
    """The half at even places, or the held-out half at odd ones."""
    table = key("commitments")
    for number, row in enumerate(table["cases"]):
        if bool(number % 2) == held_out:
            start = row["text"].lower().index(row["about"].lower())
            yield Case(
                number=number,
                text=row["text"],
                about=Span(start, start + len(row["about"])),
                kind=row["kind"],
                due=row.get("due", ""),
                value=row.get("value", ""),
                published=table["published"],
            )


def witness(case: Case, *, learned: bool) -> Witness:
    article = Article(
        id=f"case{case.number}",
        text=case.text,
        sha256=hashlib.sha256(case.text.encode()).hexdigest(),
        blocks=(Block(span=Span(0, len(case.text)), role="body"),),
        published=case.published,
        published_basis="given",
        language="en",
    )
    return Witness(article=article, claims=claims(article, settings=ExtractSettings(learned=learned)))


def score(chosen: Iterable[Case], *, learned: bool = True) -> Score:
    """What is told of each case: an entry over the keyed words, and none elsewhere, may commit or predict."""
    result = Score()
    for case in chosen:
        found = [e for e in collate.entries([witness(case, learned=learned)]) if e.kind in KINDS]
        hit = next((e for e in found if _about(e, case)), None)
        result.keyed += case.kind in KINDS
        result.told += len(found)
        if hit is not None and hit.kind == case.kind:
            result.right += 1
            _due(result, case, hit.readings[0])
        for wrong in found:
            if wrong is not hit or wrong.kind != case.kind:
                result.errors.append(f"{case.number} {case.kind} told as {wrong.kind}: {case.text}")
        if case.kind in KINDS and hit is None:
            result.errors.append(f"{case.number} {case.kind} missed: {case.text}")
    return result


def _about(entry: Entry, case: Case) -> bool:
    return any(r.span.overlaps(case.about) for r in entry.readings)


def _due(result: Score, case: Case, reading: Reading) -> None:
    shown = reading.due.span.of(case.text) if reading.due else ""
    value = reading.due.value if reading.due else None
    result.extra_dues += bool(shown and not case.due)
    if not case.due:
        return
    result.dues += 1
    result.due_words += shown.lower() == case.due.lower()
    result.values += bool(case.value)
    result.value_right += bool(case.value) and value == case.value
    if shown.lower() != case.due.lower() or (case.value and value != case.value):
        result.errors.append(f"{case.number} due {shown!r} {value}, not {case.due!r} {case.value}: {case.text}")


def main(arguments: list[str]) -> None:
    held_out = "--held-out" in arguments
    found = score(cases(held_out=held_out), learned="--rules" not in arguments)
    lines = [str(found), *([] if held_out else found.errors)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
