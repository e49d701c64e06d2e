"""Pools of any size for measuring how grouping grows: recombined from public event pools, under other names.

A made event takes its sentences from three real ones, a main one and two that lend, and gives every name in them a new
one: so the words of a growing pool grow as those of news do (new events bring new names, common words stay), and what
belongs together is known.  Every article of it draws from these sentences, and a tenth from articles of anywhere.
The same arguments give the same pool.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from variorum.model import Article, Block, Claims, Span, Witness

SETS = ("mixed_dev", "ecbplus_dev", "allsides_val", "news_cluster_dev")
WORDS = 500
SIZES = (1, 1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 12, 20)
"""Articles of an event: half of all events have one or two, as in a stream."""
KEPT = 0.3
"""Share of the names that stay what they are: countries, big companies and heads of state are in many events."""
_SENTENCE = re.compile(r"[^.?!\n]+[.?!]+[”\"’']*")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}")
_ONSETS = ("b", "br", "d", "f", "g", "h", "k", "kr", "l", "m", "n", "p", "r", "s", "st", "t", "v", "z")
_ENDS = ("a", "an", "e", "el", "en", "i", "in", "o", "or", "u")


@dataclass(frozen=True, slots=True)
class Made:
    """An article and the event it was made for."""

    witness: Witness
    event: str


def sources() -> list[list[str]]:
    """The sentences of each event of the public pools."""
    folder = Path(os.environ["VARIORUM_DATA"]) / "data" / "events"
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for name in SETS:
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            for sentence in _SENTENCE.findall(record["text"]):
                if 5 <= sentence.count(" ") <= 60:
                    found[record["event"]][" ".join(sentence.split())] = None
    return [list(sentences) for _, sentences in sorted(found.items()) if len(sentences) >= 8]


def pool(count: int, *, seed: int = 0, words: int = WORDS, sizes: Sequence[int] = SIZES) -> Iterator[Made]:
    """That many articles, those of one event one after the other; ids are their places in the pool."""
    known, rng, made, at = sources(), Random(seed), 0, 0
    while made < count:
        event = f"e{at}"
        for paragraphs in _event(known, Random(f"{seed}-{at}"), rng.choice(sizes), words):
            if made < count:
                yield Made(witness(f"n{made:06}", paragraphs), event)
                made += 1
        at += 1


def _event(known: Sequence[Sequence[str]], rng: Random, size: int, words: int) -> Iterator[list[str]]:
    """The paragraphs of each of the articles of one event."""
    main, *lent = rng.sample(range(len(known)), 3)
    own = rng.sample(known[main], min(len(known[main]), 40))
    for other in lent:
        own += rng.sample(known[other], min(len(known[other]), 10))
    names: dict[str, str] = {}
    own = [_NAME.sub(lambda m: _renamed(m.group(), names, rng), s) for s in own]
    for _ in range(size):
        told = sorted((at / len(own) + rng.random(), s) for at, s in enumerate(own))
        yield list(_drawn([s for _, s in told], known, rng, words))


def _drawn(own: Sequence[str], known: Sequence[Sequence[str]], rng: Random, words: int) -> Iterator[str]:
    left, queue = words, list(own)
    while left > 0:
        stray = not queue or rng.random() < 0.1
        sentence = rng.choice(known[rng.randrange(len(known))]) if stray else queue.pop(0)
        yield sentence
        left -= sentence.count(" ") + 1


def _renamed(name: str, names: dict[str, str], rng: Random) -> str:
    if name not in names:
        syllables = "".join(rng.choice(_ONSETS) + rng.choice("aeiou") for _ in range(rng.choice((1, 2, 2, 3))))
        names[name] = name if rng.random() < KEPT else syllables.capitalize() + rng.choice(_ENDS)
    return names[name]


def witness(id: str, paragraphs: Sequence[str]) -> Witness:
    """An article of body paragraphs, without claims."""
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(span=Span(at, at + len(paragraph)), role="body"))
        at += len(paragraph) + 1
    text = "\n".join(paragraphs)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Witness(article=Article(id=id, text=text, sha256=digest, blocks=tuple(blocks)), claims=Claims(article=id))
