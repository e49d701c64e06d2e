"""The learned reader: one pass of a small encoder over an article, and what its heads say of each word.

MiniLM (Wang et al. 2020) fine-tuned on annotated news for four tasks at once: the parts of attributions and which
belong together, names, and how certain events are presented (``training/reader.py``; docs/model-card.md).  Runs with
onnxruntime on the CPU; time is linear in the length of the article.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .. import network
from ..model import NameKind, Span
from . import reader_links, reader_pieces, reader_tags
from .document import Document
from .quotes import Quotation
from .reader_links import Relation
from .reader_pieces import Hint, Window, Words
from .reader_tags import Floats, Piece

KINDS: tuple[NameKind, ...] = ("person", "organisation", "place", "group", "facility", "product")
_PIECES = 256  # of a window, as in training
_CONTEXT = 48  # of them before a window's own blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Readout:
    """What the reader made of an article; None where it was trained without the task.

    ``relations`` are attributions, ``names`` have a number of ``KINDS``; both in words.  ``events``: how likely each
    word stands for an event (0 to 1), ``certainty``: how certain that event is (-3: certainly not, to 3: certainly)."""

    words: Words
    relations: tuple[Relation, ...] | None
    names: tuple[Piece, ...] | None
    events: Floats | None
    certainty: Floats | None

    def span(self, piece: Piece) -> Span:
        """The characters of a piece."""
        return Span(int(self.words.start[piece.first]), int(self.words.end[piece.last]))


def read(document: Document, quotations: Sequence[Quotation], hints: Sequence[tuple[Span, Hint]]) -> Readout:
    """Read a whole article, of which the quotations are known, and what the rules take its words for."""
    words = reader_pieces.words(document, quotations, hints)
    if not len(words):
        return Readout(words=words, relations=(), names=(), events=None, certainty=None)
    return decoded(words, _scores(document.text, words))


def decoded(words: Words, found: Mapping[str, Floats]) -> Readout:
    """What the scores of the heads (by name, a row a word) come to."""
    stored = network.tables("reader")
    edges = reader_pieces.edges(words)
    relations, names, sure = None, None, None
    if stored["knows_attribution"]:
        pieces = reader_tags.find(found["roles"], stored["role_moves"], edges)
        relations = tuple(reader_links.relations(pieces, words.block, found["asks"], found["answers"]))
    if stored["knows_names"]:
        names = tuple(reader_tags.find(found["names"], stored["name_moves"], edges))
    if stored["knows_certainty"]:
        sure = found["certainty"]
    events = None if sure is None else (1 / (1 + np.exp(-found["events"]))).astype(np.float32)
    return Readout(words=words, relations=relations, names=names, events=events, certainty=sure)


def _scores(text: str, words: Words) -> dict[str, Floats]:
    """What each head says of each word, one array a head."""
    found: dict[str, Floats] = {}
    for window in reader_pieces.windows(text, words, pieces=_PIECES, context=_CONTEXT):
        own = window.own
        for head, values in network.run("reader", x=_embedded(window)).items():
            into = found.setdefault(head, np.zeros((len(words), *values.shape[2:]), dtype=np.float32))
            into[window.words[own]] = values[0][window.at[own]]
    return found


def _embedded(window: Window) -> Floats:
    stored = network.tables("reader")
    x = network.embedded(window.ids) + stored["position"][: len(window.ids)]
    for feature in reader_pieces.FEATURES:
        x += stored[feature][getattr(window, feature)]
    return x[None].astype(np.float32)
