"""Scores an answer key of marked expressions by class; ``python -m tests.expressions`` prints scores and misses."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isclose
from pathlib import Path
from typing import Any

from variorum.clean import article as clean_article
from variorum.extract import figures, moments
from variorum.extract.document import lay_out
from variorum.model import Article, Block, Capture, Figure, Moment, Span

KEYS = Path(__file__).parent / "keys"
UNJUDGED = "skip"


@dataclass(frozen=True, slots=True)
class Marked:
    """An expression of a text: its place, its class and what a person read in it."""

    span: Span
    kind: str
    want: str


@dataclass(frozen=True, slots=True)
class Sample:
    text: str
    published: str | None
    cleaned: bool
    language: str | None
    marked: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one expression was read; ``exact`` is whether its span is the marked one to the character."""

    marked: Marked
    words: str
    got: str | None
    right: bool
    exact: bool


@dataclass(frozen=True, slots=True)
class Score:
    outcomes: tuple[Outcome, ...]
    extras: tuple[str, ...]
    """What was found where nothing is marked, with its value."""

    @property
    def right(self) -> float:
        return sum(o.right for o in self.outcomes) / len(self.outcomes)

    def by_class(self) -> dict[str, tuple[int, int]]:
        """Right and all, of each class of the key."""
        table: dict[str, list[bool]] = defaultdict(list)
        for o in self.outcomes:
            table[o.marked.kind].append(o.right)
        return {k: (sum(v), len(v)) for k, v in table.items()}


def samples(name: str, *, language: str | None = None) -> tuple[Sample, ...]:
    """The texts of ``keys/<name>.toml`` with their marks taken out."""
    listed = tomllib.loads((KEYS / f"{name}.toml").read_text(encoding="utf-8"))["texts"]
    return tuple(_sample(entry, language) for entry in listed)


def _sample(entry: dict[str, Any], language: str | None) -> Sample:
    plain, spans, at = "", [], 0
    for m in re.finditer(r"\[([^\]]*)\]", entry["text"]):
        plain += entry["text"][at : m.start()]
        spans.append(Span(len(plain), len(plain) + len(m.group(1))))
        plain += m.group(1)
        at = m.end()
    plain += entry["text"][at:]
    marked = tuple(_marked(s, w) for s, w in zip(spans, entry["want"], strict=True))
    return Sample(plain, entry.get("published"), entry.get("cleaned", False), language, marked)


def _marked(span: Span, want: str) -> Marked:
    kind, _, value = want.partition(": ")
    return Marked(span, kind, value or kind)


def article(sample: Sample) -> Article:
    """One body block a line; or what the cleaning room makes of a record with that text."""
    digest = hashlib.sha256(sample.text.encode()).hexdigest()
    if sample.cleaned:
        record = {"id": "key", "text": sample.text, "published": sample.published}
        content = json.dumps(record).encode()
        made = clean_article(Capture(path="key.jsonl", content=content, media="record", sha256=digest, line=1))
        assert isinstance(made, Article)
        return made
    blocks, at = [], 0
    for line in sample.text.split("\n"):
        if line:
            blocks.append(Block(span=Span(at, at + len(line)), role="body"))
        at += len(line) + 1
    return Article(
        id="key",
        text=sample.text,
        sha256=digest,
        blocks=tuple(blocks),
        published=sample.published,
        language=sample.language,
    )


def of_times(found: Iterable[Sample]) -> Score:
    return _score(found, lambda a: moments.find(lay_out(a)), _time_right, _time_shown)


def of_figures(found: Iterable[Sample]) -> Score:
    def read(a: Article) -> Sequence[Figure]:
        document = lay_out(a)
        return figures.find(document, moments=moments.find(document))

    return _score(found, read, _figure_right, _figure_shown)


def _score(found: Iterable[Sample], read: Any, right: Any, shown: Any) -> Score:
    outcomes: list[Outcome] = []
    extras: list[str] = []
    for sample in found:
        got = list(read(article(sample)))
        used: set[int] = set()
        for mark in sample.marked:
            hits = [i for i, g in enumerate(got) if g.span.overlaps(mark.span)]
            if mark.want == UNJUDGED:
                used.update(hits)
                continue
            free = [i for i in hits if i not in used]
            best = max(free, key=lambda i: _shared(got[i].span, mark.span), default=None)
            item = got[best] if best is not None else None
            if mark.want == "none":
                used.update(hits)
            elif best is not None:
                used.add(best)
            outcomes.append(
                Outcome(
                    marked=mark,
                    words=mark.span.of(sample.text),
                    got=f"{item.span.of(sample.text)!r} {shown(item)}" if item else None,
                    right=right(mark.want, item, not hits),
                    exact=item is not None and item.span == mark.span,
                )
            )
        unmarked = (g for i, g in enumerate(got) if i not in used)
        extras += [f"{g.span.of(sample.text)!r} {shown(g)}  IN {sample.text[:60]}" for g in unmarked]
    return Score(tuple(outcomes), tuple(extras))


def _shared(a: Span, b: Span) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def _time_right(want: str, got: Moment | None, nothing: bool) -> bool:
    if want == "none":
        return nothing
    return got is not None and f"{got.type} {got.value or '-'}" in want.split(" or ")


def _time_shown(got: Moment) -> str:
    return f"{got.type} {got.value} ({got.basis})"


def _figure_right(want: str, got: Figure | None, nothing: bool) -> bool:
    if want == "none" or got is None:
        return want == "none" and nothing
    reading, *more = want.split("; ")
    klass, value, unit = reading.split(" ", 2)
    bound = more[0] if more else "exact"
    change = more[1] if len(more) > 1 else None
    if bound == "vague":
        return got.klass == klass and _unit_right(unit, got) and (got.range is not None or got.bound != "exact")
    return (
        got.klass == klass
        and _number_right(value, got)
        and _unit_right(unit, got)
        and got.bound == bound
        and got.change == change
    )


def _unit_right(unit: str, got: Figure) -> bool:
    return unit == "*" or unit == (got.unit or "-")


def _number_right(value: str, got: Figure) -> bool:
    if value in "-*":
        return value == "*" or (got.value is None and got.range is None)
    if ".." in value:
        low, high = value.split("..")
        return got.range is not None and _same(low, got.range[0]) and _same(high, got.range[1])
    return got.range is None and got.value is not None and _same(value, got.value)


def _same(want: str, got: float) -> bool:
    return isclose(float(Fraction(want)), got, rel_tol=1e-4)


def _figure_shown(got: Figure) -> str:
    return f"{got.klass} {got.range or got.value} {got.unit}; {got.bound}; {got.change}"


def report(score: Score) -> Iterator[str]:
    """Lines for a person: the score by class, every miss, every extra."""
    exact = sum(o.exact for o in score.outcomes)
    for kind, (right, n) in sorted(score.by_class().items()):
        yield f"{kind:12} {right:3} of {n:3}"
    yield f"{'all':12} {sum(o.right for o in score.outcomes):3} of {len(score.outcomes):3}  {score.right:.3f}"
    yield f"spans to the character: {exact}; found where nothing is marked: {len(score.extras)}"
    for o in score.outcomes:
        if not o.right:
            yield f"  miss {o.marked.kind}: {o.words!r} is {o.marked.want}; got {o.got}"
    yield from (f"  extra {e}" for e in score.extras)


WORDS = 500
"""Words of the article that speed is told in."""
HALVES: dict[str, Callable[[Iterable[Sample]], Score]] = {"times": of_times, "figures": of_figures}
LANGUAGES = {"german": "de", "french": "fr"}


def speed(articles: Sequence[Article]) -> float:
    """Articles of 500 words a second of processor time on one core, moments and figures together; sentences and tokens
    are made before, as for every other reader."""
    documents = [lay_out(a) for a in articles]
    figures.find(documents[0], moments=moments.find(documents[0]))
    begun = time.process_time()
    for document in documents:
        figures.find(document, moments=moments.find(document))
    took = time.process_time() - begun
    return sum(len(d.text.split()) for d in documents) / WORDS / took


def news(path: Path) -> Iterator[Article]:
    """The articles of a JSONL file, a paragraph a line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield article(Sample(record["text"], record.get("published") or None, False, None, ()))


def main() -> None:
    """Scores of the keys named (of all), and ``speed`` on the newswire of VARIORUM_DATA."""
    for name in sys.argv[1:] or (*HALVES, *LANGUAGES):
        if name == "speed":
            articles = news(Path(os.environ["VARIORUM_DATA"], "data", "attribution", "polnear_dev.jsonl"))
            print(f"== speed: {speed(list(articles)):.0f} articles of {WORDS} words a second of processor time")
            continue
        print("==", name)
        found = samples(f"expressions_{name}", language=LANGUAGES.get(name))
        print("\n".join(report(HALVES.get(name, of_times)(found))))


if __name__ == "__main__":
    main()
