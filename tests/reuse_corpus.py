"""Corpora of shared text with known answers, all of it invented prose: the reports of ``tests.events``.

Four kinds.  ``planted``: passages cut from one article, edited at a rate and put into an unrelated one.  ``agency``:
a report and the wire copy of it, lightly rewritten.  ``retold``: the items of one event in one order, in other words,
against the same in another order and against other events.  ``many``: any number of articles by recombination.
The same arguments give the same corpus.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from tests.events import derive, draw, prose, story
from tests.events.story import Story
from variorum.model import Article, Block, Claims, Span, Witness

WORDS = ("replace", "drop", "add", "swap")
"""What may happen to an edited word: another word in its place, none, one more after it, the next one before it."""
SENTENCES = "sentences"
"""Instead: the sentences of the passage in another order, its words as they were."""
LENGTHS = (12, 20, 40, 80)
"""Words of a planted passage."""

Paragraphs = tuple[str, ...]
Sides = tuple[set[int], set[int]]
"""Characters of the first and of the second article of a pair."""
Key = dict[tuple[str, str], Sides]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles, and which characters each pair (the smaller id first) truly shares; no other pair shares any."""

    pile: tuple[Witness, ...]
    key: Key


def witness(id: str, paragraphs: Iterable[str]) -> Witness:
    """An article of body paragraphs, without claims."""
    blocks, at, kept = [], 0, []
    for words in paragraphs:
        blocks.append(Block(span=Span(at, at + len(words)), role="body"))
        kept.append(words)
        at += len(words) + 1
    text = "\n".join(kept)
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article(id=id, text=text, sha256=digest, blocks=tuple(blocks))
    return Witness(article=article, claims=Claims(article=id))


@cache
def event(name: str, seed: int) -> derive.Event:
    return derive.event(story.load(name), seed)


def body(report: derive.Report) -> Paragraphs:
    """The paragraphs of a report without captions, links and notes."""
    found, at = [], 0
    for paragraph in report.text.split("\n\n"):
        span = Span(at, at + len(paragraph))
        at += len(paragraph) + 2
        if not any(span.overlaps(c) for c in report.chrome):
            found.append(paragraph)
    return tuple(found)


def unrelated(fold: str, seed: int) -> list[Paragraphs]:
    """One report of each story of a fold."""
    return [body(event(name, seed).reports[seed % 4]) for name in story.names(fold)]


def planted(fold: str, seed: int, *, rate: float, edits: Sequence[str] = WORDS) -> Corpus:
    """Half the articles of a round hold two passages each of other ones.  ``rate``: the share of words edited."""
    rng = Random(f"{fold}/{seed}")
    bodies = unrelated(fold, seed)
    rng.shuffle(bodies)
    half = len(bodies) // 2
    vocabulary = sorted({w.strip('.,“”"‘’') for b in bodies for p in b for w in p.split()} - {""})
    pile, key = [witness(f"s{n}", b) for n, b in enumerate(bodies[:half])], Key()
    used: list[set[int]] = [set() for _ in pile]  # no word is cut twice: two hosts never share one
    for n, host in enumerate(bodies[half:]):
        paragraphs = list(host)
        marks: list[tuple[int, int, int, int]] = []
        for m in sorted(rng.sample(range(half), 2)):
            source = pile[m].article.text
            cuts = (_cut(source, rng) for _ in range(40))
            start, end = next((c for c in cuts if not used[m].intersection(range(*c))), (0, 0))
            used[m].update(range(start, end))
            piece = " ".join(edited(source[start:end].split(), rate, rng, vocabulary, edits))
            if piece:
                place = rng.randrange(1, len(paragraphs) + 1)
                paragraphs.insert(place, piece)
                marks = [(at + (at >= place), m0, s0, e0) for at, m0, s0, e0 in marks]
                marks.append((place, m, start, end))
        made = witness(f"t{n}", paragraphs)
        pile.append(made)
        for place, m, start, end in marks:
            span = made.article.blocks[place].span
            key[f"s{m}", f"t{n}"] = (set(range(start, end)), set(range(span.start, span.end)))
    return Corpus(tuple(pile), key)


def _cut(source: str, rng: Random) -> tuple[int, int]:
    """Start and end of a run of words; paragraphs end where they will."""
    starts = [0, *(i + 1 for i, c in enumerate(source) if c in " \n"), len(source) + 1]
    length = min(rng.choice(LENGTHS), len(starts) - 2)
    first = rng.randrange(len(starts) - 1 - length)
    return starts[first], starts[first + length] - 1


def edited(words: list[str], rate: float, rng: Random, vocabulary: Sequence[str], edits: Sequence[str]) -> list[str]:
    if edits == (SENTENCES,):
        return _sentences_moved(words, rng)
    out: list[str] = []
    left = list(words)
    while left:
        word = left.pop(0)
        edit = rng.choice(edits) if rng.random() < rate else "keep"
        if edit == "swap" and left:
            out += [left.pop(0), word]
            continue
        if edit != "drop" and edit != "replace":
            out.append(word)
        if edit in ("replace", "add"):
            out.append(rng.choice(vocabulary))
    return out


def _sentences_moved(words: list[str], rng: Random) -> list[str]:
    """Cut after each stop, in another order."""
    parts: list[list[str]] = [[]]
    for word in words:
        parts[-1].append(word)
        if word.rstrip('”"’').endswith((".", "?", "!")):
            parts.append([])
    rng.shuffle(parts)
    return [w for part in parts for w in part]


def agency(fold: str, seeds: Iterable[int]) -> Iterator[Corpus]:
    """Pairs of a report and its wire copy: whatever items both give, and their leads, is shared."""
    for name in story.names(fold):
        for seed in seeds:
            made = event(name, seed)
            by_id = {r.id: r for r in made.reports}
            for copy in made.reports:
                if copy.copied_from:
                    yield _copied(by_id[copy.copied_from], copy)


def _copied(report: derive.Report, copy: derive.Report) -> Corpus:
    both = {g.item for g in report.given} & {g.item for g in copy.given}
    sides = []
    for r in (report, copy):
        spans = [*r.leads, *(g.passage for g in r.given if g.item in both)]
        kept = _kept(r)
        sides.append({kept[c] for s in spans for c in range(s.start, s.end) if c in kept})
    first, second = ("a", "b")
    return Corpus((witness(first, body(report)), witness(second, body(copy))), {(first, second): (sides[0], sides[1])})


def _kept(report: derive.Report) -> dict[int, int]:
    """Where each character of a report stands in its body."""
    found: dict[int, int] = {}
    at = place = 0
    kept = set(body(report))
    for paragraph in report.text.split("\n\n"):
        if paragraph in kept:
            found.update((at + i, place + i) for i in range(len(paragraph)))
            place += len(paragraph) + 1
        at += len(paragraph) + 2
    return found


@dataclass(frozen=True, slots=True)
class Retelling:
    """Two articles; ``relation``: ``rewritten`` (one order, other words), ``other order``, ``other event``."""

    a: Witness
    b: Witness
    relation: str


def retold(fold: str, seeds: Iterable[int]) -> Iterator[Retelling]:
    """For each story and seed one pair of each relation.  Both articles leave out a few items of their own."""
    for seed in seeds:
        stories = [story.load(n) for n in story.names(fold)]
        for at, base in enumerate(stories):
            rng = Random(f"{base.name}/{seed}")
            order = rng.sample(range(len(base.items)), len(base.items))
            mixed = rng.sample(order, len(order))
            other = stories[(at + 1) % len(stories)]
            first = _told(base, rng, order, 0)
            yield Retelling(witness("a", first), witness("b", _told(base, rng, order, 1)), "rewritten")
            yield Retelling(witness("a", first), witness("b", _told(base, rng, mixed, 1)), "other order")
            theirs = rng.sample(range(len(other.items)), len(other.items))
            yield Retelling(witness("a", first), witness("b", _told(other, rng, theirs, 1)), "other event")


def reporters(fold: str, seeds: Iterable[int]) -> Iterator[Retelling]:
    """Pairs of reports of one event whose writers kept the rough order of the story each for himself (``one event``):
    news is told most important first, whoever tells it, so that such pairs share much of their order."""
    for name in story.names(fold):
        for seed in seeds:
            found = [r for r in event(name, seed).reports if not r.copied_from]
            yield Retelling(witness("a", body(found[0])), witness("b", body(found[1])), "one event")


def _told(base: Story, rng: Random, order: Sequence[int], side: int) -> list[str]:
    """The items of a story in this order, in the words of one side, with every tenth left out."""
    writer = prose.Writer(base, rng, prose.CURLY)
    lead = base.leads[side * 3 + rng.randrange(3)]
    writer.sees(lead)
    paragraphs = [lead]
    for n in order:
        item = base.items[n]
        if rng.random() >= 0.1:
            paragraphs.append("".join(p.text for p in writer.sentence(item, _version(item, rng, side))))
    return paragraphs


def _version(item: story.Item, rng: Random, side: int) -> draw.Version:
    """Of the written versions of an item, those that stand at even or at odd places: the sides never share one."""
    if item.kind != "statement":
        text = range(side, len(item.texts), 2) or range(len(item.texts))
        chosen = rng.choice(text)
        return draw.Version("fact", chosen, chosen) if item.kind == "fact" else draw.Version("same", 0, chosen)
    written = [(op, n) for op in ("indirect", "reworded", "narrated", "partial") for n in range(_count(item, op))]
    op, n = rng.choice(written[side::2] or written or [("full", 0)])
    return draw.Version(op, n)


def _count(item: story.Item, op: str) -> int:
    return len(draw.versions(item, op))


def many(count: int, *, words: int = 500, copied: float = 0.1, seed: int = 1) -> list[Witness]:
    """Articles of about that many words: sentences of all stories with most of their words exchanged, so that few
    runs are alike; a share ``copied`` of them holds a passage of an earlier one."""
    rng = Random(seed)
    sentences = sorted({p for s in range(1, 5) for b in unrelated("all", s) for p in b if len(p.split()) > 8})
    vocabulary = sorted({w for s in sentences for w in s.split()})
    found: list[Witness] = []
    for n in range(count):
        paragraphs: list[str] = []
        while sum(map(len, paragraphs)) < words * 6:
            paragraphs.append(" ".join(edited(rng.choice(sentences).split(), 0.75, rng, vocabulary, ("replace",))))
        if found and rng.random() < copied:
            source = rng.choice(found).article.text
            start, end = _cut(source, rng)
            paragraphs.insert(rng.randrange(len(paragraphs)), source[start:end].replace("\n", " "))
        found.append(witness(f"n{n:06}", paragraphs))
    return found
