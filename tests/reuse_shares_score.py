"""How much of an article comes from elsewhere, measured on invented releases and articles with a known answer.

Each article takes a passage of narration from one of the releases, edited a little or not, and a quotation; it has the
title of another one, and the outlet's own closing paragraph, which its articles share.  Only the narration counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from tests import reuse_corpus as corpus
from variorum.model import Block, Span, Witness
from variorum.reuse import passages, shares

SEEDS = range(1, 7)
CLOSING = (
    "{outlet} has been printed in the old customs house since 1902 and belongs to its readers, who elect the board.",
    "Readers who know more about this can write to the desk of {outlet} at the address that stands on the second page.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """``taken``: by article, the source and the characters of narration that are its."""

    sources: tuple[Witness, ...]
    targets: tuple[Witness, ...]
    taken: dict[str, tuple[str, Span | None]]


def cases(fold: str) -> Iterator[Case]:
    for seed in SEEDS:
        yield _case(fold, seed)


def _case(fold: str, seed: int) -> Case:
    rng = Random(f"shares/{fold}/{seed}")
    bodies = corpus.unrelated(fold, seed)
    rng.shuffle(bodies)
    half = len(bodies) // 2
    vocabulary = sorted({w.strip('.,“”"‘’') for b in bodies for p in b for w in p.split()} - {""})
    sources = [_titled(f"s{n}", f"Word from the press office number {n}", b) for n, b in enumerate(bodies[:half])]
    targets: list[Witness] = []
    taken: dict[str, tuple[str, Span | None]] = {}
    for n, own in enumerate(bodies[half:]):
        at = rng.randrange(half)
        plain = [p for p in bodies[at] if not re.search(r"[“\"‘’]", p) and len(p.split()) >= 12]
        paragraphs = list(own)
        piece = ""
        if plain and rng.random() < 0.8:
            words = rng.choice(plain).split()
            piece = " ".join(corpus.edited(words, rng.choice((0.0, 0.05, 0.1)), rng, vocabulary, corpus.WORDS))
            paragraphs.insert(rng.randint(1, len(paragraphs)), piece)
        quoted = [m.group() for p in bodies[at] for m in re.finditer(r"[“\"][^”\"]{60,}[”\"]", p)]
        if quoted:
            paragraphs.append(rng.choice(quoted))
        paragraphs.append(CLOSING[seed % 2].format(outlet="The Orm Herald"))
        made = _titled(f"t{n}", f"Word from the press office number {at}", tuple(paragraphs))
        start = made.article.text.find(piece) if piece else -1
        taken[f"t{n}"] = (f"s{at}", Span(start, start + len(piece)) if start >= 0 else None)
        targets.append(replace(made, article=replace(made.article, outlet="The Orm Herald")))
    return Case(sources=tuple(sources), targets=tuple(targets), taken=taken)


def _titled(id: str, title: str, paragraphs: corpus.Paragraphs) -> Witness:
    made = corpus.witness(id, (title, *paragraphs))
    blocks = (Block(span=made.article.blocks[0].span, role="title"), *made.article.blocks[1:])
    return replace(made, article=replace(made.article, blocks=blocks))


@dataclass(slots=True)
class Errors:
    """``off`` sums how far each share is from the truth; ``leaked`` counts articles said to hold narration of another
    that hold none; ``longest`` those whose longest run is from the right source."""

    articles: int = 0
    off: float = 0.0
    without: int = 0
    leaked: int = 0
    holding: int = 0
    longest: int = 0

    def __str__(self) -> str:
        off = self.off / max(1, self.articles)
        return (
            f"articles {self.articles}: mean error of the share {off:.4f}; of {self.without} that take no narration "
            f"{self.leaked} said to; of {self.holding} that do, longest run from the right one {self.longest}"
        )


def errors(made: Iterator[Case], *, all_pairs: bool) -> Errors:
    """``all_pairs``: the releases and articles as one pile, in place of two."""
    total = Errors()
    for case in made:
        pile = (*case.sources, *case.targets)
        apart = None if all_pairs else {w.article.id for w in case.sources}
        rows = shares(pile, passages(pile, sources=apart), targets=case.taken.keys())
        for row in rows:
            source, span = case.taken[row.article]
            truth = len(span) / row.narration if span else 0.0
            total.articles += 1
            total.off += abs(row.share - truth)
            total.without += span is None
            total.leaked += span is None and row.share > 0
            total.holding += span is not None
            total.longest += span is not None and row.longest_from is not None and row.longest_from.article == source
    return total


def print_shares(fold: str) -> None:
    print(f"shares, {fold}, two piles: {errors(cases(fold), all_pairs=False)}")
    print(f"shares, {fold}, one pile: {errors(cases(fold), all_pairs=True)}")
