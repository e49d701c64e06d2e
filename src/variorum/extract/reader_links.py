"""From pieces to relations: which sources and contents belong to which cue.

Every word of a source or a content asks for the word that its cue begins with (a pointer, as in the biaffine parser of
Dozat and Manning 2017); a piece goes to the cue of its paragraph that its words ask for most.  What runs on over
paragraphs is brought together by the rules for quotations (:mod:`.statement_joins`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .reader_pieces import Ints
from .reader_tags import Floats, Piece

SOURCE, CUE, CONTENT = range(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One attribution: pieces of words; ``source`` may be empty.  ``link`` says how sure it is that they belong
    together (0 to 1)."""

    cue: Piece
    source: tuple[Piece, ...]
    content: tuple[Piece, ...]
    link: float


def relations(pieces: Sequence[Piece], block: Ints, asks: Floats, answers: Floats) -> list[Relation]:
    """The relations of an article in the order of their cues; ``block``: shape (words,); ``asks`` and ``answers``:
    shape (words, width).

    A cue without a content is none; a content or a source without a cue in its block is left out.
    """
    cues = [p for p in pieces if p.name == CUE]
    if not cues:
        return []
    of_cue: list[dict[int, list[tuple[Piece, float]]]] = [{SOURCE: [], CONTENT: []} for _ in cues]
    keys = answers[[c.first for c in cues]]
    places = np.asarray([c.first for c in cues])
    for piece in pieces:
        if piece.name == CUE:
            continue
        scores = asks[piece.first : piece.last + 1] @ keys.T / np.float32(np.sqrt(asks.shape[1]))
        near = block[places] == block[piece.first]
        if not near.any():
            continue
        scores = np.where(near, scores, -1e4)
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chance = (chances / chances.sum(axis=1, keepdims=True)).mean(axis=0)
        best = int(chance.argmax())
        of_cue[best][piece.name].append((piece, float(chance[best])))
    made = []
    for cue, found in zip(cues, of_cue, strict=True):
        if not found[CONTENT]:
            continue
        source = max(found[SOURCE], key=lambda s: (s[1], s[0].score), default=None)
        links = [*found[CONTENT], *((source,) if source else ())]
        made.append(
            Relation(
                cue=cue, source=(source[0],) if source else (), content=tuple(p for p, _ in found[CONTENT]),
                link=round(min(s for _, s in links), 3),
            )
        )  # fmt: skip
    return made
