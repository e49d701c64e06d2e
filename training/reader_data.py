"""Examples for the learned reader: annotated sets turned into windows of pieces with gold labels.

Sets are JSONL files under ``$VARIORUM_DATA/data`` (docs/model-card.md names their public sources).  Each becomes
``Example`` rows whose inputs are made by ``variorum.extract.reader_pieces``, as they are when articles are read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from held_out import is_held_out
from numpy.typing import NDArray
from reader_model import KINDS, ROLES, tags

import variorum
from variorum.extract import reader_pieces, statements
from variorum.extract.document import lay_out
from variorum.extract.reader_pieces import Ints, Words
from variorum.model import Article, Block, Span

EDGE = frozenset(" \t\r\n\u00a0\"'“”‘’«»,.;:")
ROLE_TAGS, NAME_TAGS = tags(ROLES), tags(KINDS)
OF_NAMES = {
    "Person": "person", "Organization": "organisation", "Location": "place", "NORP": "group", "Facility": "facility",
    "Product": "product",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """Labels of an article's words, one entry a word: ``roles`` and ``names`` (tag numbers), ``cue`` (the word that the
    relation's cue begins with, -1 where there is none), ``certainty`` (not a number where there is none)."""

    roles: Ints
    names: Ints
    cue: Ints
    certainty: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article to learn from; ``task`` names the labels that it has."""

    task: str
    text: str
    words: Words
    gold: Gold


def attribution(path: Path) -> Iterator[Source]:
    """Articles with attribution relations (PolNeAR)."""
    rows = {row["id"]: row for row in _rows(path)}
    for article in variorum.read(path):
        words, gold = _read(article)
        for relation in rows[article.id]["attributions"]:
            pieces = {role: _pieces(article.text, words, relation.get(role) or ()) for role in ROLES}
            cue = min((p[0] for p in pieces["cue"]), default=-1)
            for role, found in pieces.items():
                for piece in found:
                    _mark(gold.roles, piece, role, ROLE_TAGS)
                    gold.cue[piece.start : piece.stop] = -1 if role == "cue" else cue
        yield Source(task="attribution", text=article.text, words=words, gold=gold)


def names(path: Path, *, held_out: bool) -> Iterator[Source]:
    """Articles with names (Worldwide English newswire): the tenth that is held out, or the rest."""
    for row in _rows(path):
        if is_held_out(row["id"]) != held_out:
            continue
        text, spans = _laid_out(row["sentences"])
        words, gold = _read(plain(text))
        for a, b, kind in spans:
            found = reader_pieces.covered(words, Span(a, b))
            if found:
                _mark(gold.names, found, kind, NAME_TAGS)
        yield Source(task="names", text=text, words=words, gold=gold)


def certainty(path: Path) -> Iterator[Source]:
    """Sentences with events and how certain they are (UDS-IH2, MEANTIME)."""
    for row in _rows(path):
        tokens = row["text"].split(" ")
        ends = np.cumsum([len(t) + 1 for t in tokens])
        words, gold = _read(plain(row["text"]))
        for target in row["targets"]:
            first = target["span1"][0]
            found = reader_pieces.covered(words, Span(int(ends[first]) - len(tokens[first]) - 1, int(ends[first]) - 1))
            if found:
                gold.certainty[found.start] = target["label"]
        if np.isfinite(gold.certainty).any():
            yield Source(task="certainty", text=row["text"], words=words, gold=gold)


def plain(text: str) -> Article:
    """A text as an article whose lines are paragraphs."""
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block(span=Span(start, start + len(line.rstrip())), role="body"))
        start += len(line)
    return Article(id="", text=text, sha256="", blocks=tuple(blocks))


def whole(tags: Ints) -> Ints:
    """Tags with pieces that a cut has opened closed again: O, then begin, inside, end and single of each name."""
    found = tags.copy()
    for i, tag in enumerate(tags.tolist()):
        if not tag:
            continue
        name, part = divmod(tag - 1, 4)
        before = tags[i - 1] - 1 if i and tags[i - 1] else -1
        after = tags[i + 1] - 1 if i + 1 < len(tags) and tags[i + 1] else -1
        begun = part in (1, 2) and before // 4 == name and before % 4 in (0, 1)
        goes_on = part in (0, 1) and after // 4 == name and after % 4 in (1, 2)
        part = {(False, True): 0, (True, True): 1, (True, False): 2, (False, False): 3}[begun, goes_on]
        found[i] = 1 + 4 * name + part
    return found


def _rows(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _read(article: Article) -> tuple[Words, Gold]:
    document = lay_out(article)
    ruled = statements.by_rules(document)
    words = reader_pieces.words(document, ruled.quotations, statements.hints(ruled))
    size = len(words)
    nothing = np.full(size, np.nan, dtype=np.float32)
    zeros = np.zeros(size, dtype=np.int32)
    return words, Gold(roles=zeros, names=zeros.copy(), cue=np.full(size, -1, dtype=np.int32), certainty=nothing)


def _pieces(text: str, words: Words, spans: Sequence[tuple[int, int]]) -> list[range]:
    """The words of spans, without the marks at their edges (annotators took them in or left them out as it came)."""
    found = []
    for a, b in spans:
        while a < b and text[a] in EDGE:
            a += 1  # noqa: PLW2901
        while b > a and text[b - 1] in EDGE:
            b -= 1  # noqa: PLW2901
        inside = reader_pieces.covered(words, Span(a, b)) if a < b else range(0)
        if inside:
            found.append(inside)
    return found


def _mark(into: Ints, piece: range, name: str, listed: tuple[str, ...]) -> None:
    first = listed.index(f"B-{name}")
    if len(piece) == 1:
        into[piece.start] = first + 3
        return
    into[piece.start : piece.stop] = first + 1
    into[piece.start], into[piece.stop - 1] = first, first + 2


def _laid_out(sentences: Sequence[Sequence[tuple[str, str]]]) -> tuple[str, list[tuple[int, int, str]]]:
    """Tokens joined by blanks, a sentence a line, and the spans of the names."""
    text, spans = "", list[tuple[int, int, str]]()
    for sentence in sentences:
        text += "\n" if text else ""
        current = None
        for i, (token, tag) in enumerate(sentence):
            text += " " if i else ""
            start = len(text)
            text += token
            kind = OF_NAMES.get(tag[2:])
            if tag.startswith("I-") and current == tag[2:] and kind:
                spans[-1] = (spans[-1][0], len(text), kind)
            elif kind:
                spans.append((start, len(text), kind))
            current = tag[2:] or None
    return text, spans
