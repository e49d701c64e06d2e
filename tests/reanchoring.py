"""How often a span is found again at a wrong place after a page has changed.

    VARIORUM_DATA=DIR python -m tests.reanchoring [how many pages]

Articles are changed block by block and word by word, as pages change: paragraphs come, go, move or are doubled, words
are dropped or replaced.  What was left as it was is known, so that each answer of ``find`` is right, lost, or wrong:
the old words claimed at a place where something else stands.
"""

from __future__ import annotations

import os
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from variorum.clean import article, find, selector
from variorum.errors import CleanError
from variorum.model import Article, Block, Capture, Span
from variorum.read import captures

KINDS = ("insert", "delete", "move", "double", "edit", "all")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Part:
    """A block of a changed article; ``kept``: (old start, start in the part, length) of what is as it was."""

    block: Block
    text: str
    kept: tuple[tuple[int, int, int], ...] = ()


def changed(old: Article, kind: str, rng: random.Random) -> tuple[Article, list[tuple[int, int, int]]]:
    """The article changed, and the runs (old start, new start, length) that were left as they were."""
    parts = [Part(b, b.span.of(old.text), ((b.span.start, 0, len(b.span)),)) for b in old.blocks]
    if kind in {"edit", "all"}:
        parts = [_edited(p, rng) if rng.random() < 0.4 else p for p in parts]
    if kind in {"delete", "all"}:
        gone = set(rng.sample(range(len(parts)), max(1, len(parts) // 6)))
        parts = [p for i, p in enumerate(parts) if i not in gone]
    if kind in {"insert", "all"}:
        for n in range(3):
            new = f"Added line {n} of {rng.randrange(10**9)}, which nobody had printed before."
            parts.insert(rng.randrange(len(parts) + 1), Part(old.blocks[0], new))
    if kind in {"move", "all"}:
        for _ in range(2):
            parts.insert(rng.randrange(len(parts)), parts.pop(rng.randrange(len(parts))))
    if kind == "double":
        for part in rng.sample(parts, min(3, len(parts))):
            parts.insert(rng.randrange(len(parts) + 1), replace(part, kept=()))
    return _built(old, [p for p in parts if p.text.strip()])


def _edited(part: Part, rng: random.Random) -> Part:
    made, kept, at, start = "", [], 0, part.kept[0][0]
    for word in _WORD.finditer(part.text):
        if rng.random() < 0.06:
            kept.append((start + at, len(made), word.start() - at))
            made += part.text[at : word.start()] + rng.choice(("", "otherwise", "X" + word.group()))
            at = word.end()
    kept.append((start + at, len(made), len(part.text) - at))
    return replace(part, text=made + part.text[at:], kept=tuple(k for k in kept if k[2]))


def _built(old: Article, parts: Sequence[Part]) -> tuple[Article, list[tuple[int, int, int]]]:
    text, blocks, runs = "", [], []
    for part in parts:
        text += "\n" if text else ""
        runs += [(was, len(text) + now, length) for was, now, length in part.kept]
        blocks.append(replace(part.block, span=Span(len(text), len(text) + len(part.text))))
        text += part.text
    return replace(old, text=text, blocks=tuple(blocks)), runs


def spans(old: Article, count: int, rng: random.Random, *, body: bool) -> Iterator[Span]:
    """Spans of one word or of several, within a block."""
    blocks = [b for b in old.blocks if b.role == "body" or not body]
    for block in (rng.choice(blocks) for _ in range(count if blocks else 0)):
        words = list(_WORD.finditer(block.span.of(old.text)))
        first = rng.randrange(len(words))
        last = min(len(words) - 1, first + rng.choice((0, 1, 3, 8, 20)))
        yield Span(block.span.start + words[first].start(), block.span.start + words[last].end())


def score(articles: Sequence[Article], *, seed: int = 11, each: int = 25, body: bool = False) -> Counter[str]:
    """Answers by what they are: ``found``, ``changed``, ``lost``, ``lost though there`` and ``wrong``.

    A place that reads the same as the old one for 16 characters on both sides is none that could be told from it.
    """
    rng = random.Random(seed)
    told: Counter[str] = Counter()
    for old in articles:
        for kind in KINDS:
            new, runs = changed(old, kind, rng)
            for span in spans(old, each, rng, body=body):
                true = next((was - now for was, now, n in runs if was <= span.start and span.end <= was + n), None)
                found = find(selector(old, span), new)
                if found.state in {"lost", "changed"}:
                    told[found.state + (" though there" if true is not None else "")] += 1
                elif found.span and true is not None and found.span.start == span.start - true:
                    told["found"] += 1
                else:
                    told["twin" if found.span and _reads_alike(old, span, new, found.span) else "wrong"] += 1
    return told


def _reads_alike(old: Article, was: Span, new: Article, now: Span) -> bool:
    return old.text[max(0, was.start - 16) : was.end + 16] == new.text[max(0, now.start - 16) : now.end + 16]


def _pages(folder: Path, count: int) -> Iterator[Article]:
    for file in sorted(folder.glob("*.html*"))[:count]:
        for capture in captures([file]):
            if isinstance(capture, Capture):
                try:
                    yield article(capture)
                except CleanError:
                    continue


if __name__ == "__main__":
    how_many = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    pages = [
        a for a in _pages(Path(os.environ["VARIORUM_DATA"], "data", "pages", "html"), how_many) if len(a.blocks) > 4
    ]
    for only in (False, True):
        counted = score(pages, body=only)
        print(
            f"{'spans of the body' if only else 'all spans'}: {sum(counted.values())}; {dict(sorted(counted.items()))}"
        )
