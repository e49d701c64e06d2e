"""Sentence vectors: a leaf that any room may import.  Two kinds: fast ones for finding candidates among millions, and
slower ones that know word order.

The fast vector of a sentence is the weighted sum of static word-piece vectors distilled from all-MiniLM-L6-v2 (the
method of Model2Vec, Tulkens and van Dongen 2024; ``training/static_table.py`` makes the table).  The slow one is
all-MiniLM-L6-v2 itself (Wang et al. 2020; Reimers and Gurevych 2019), in int8.  A changed number and a negation leave
either almost unmoved: rooms that care compare those in their own right.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from . import network

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Vectors = NDArray[np.float32]
Places = NDArray[np.intp]
CLS, SEP = 101, 102  # pieces that begin and end what the encoder reads
WIDTH = network.WIDTH
_LONGEST = 254
TABLE = "static-minilm-256"


def vectors(texts: Sequence[str]) -> Vectors:
    """One row of length 1 a text, shape (texts, 256); a text with no known word has a row of noughts.

    The dot product of two rows is their cosine.
    """
    table = _table()
    rows = np.zeros((len(texts), table.shape[1]), dtype=np.float32)
    for i, encoding in enumerate(tokenizer().encode_batch(list(texts), add_special_tokens=False)):
        if encoding.ids:
            rows[i] = table[encoding.ids].sum(axis=0)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    np.divide(rows, length, out=rows, where=length > 0)
    return rows


def contextual(texts: Sequence[str]) -> Vectors:
    """One row of length 1 a text, shape (texts, 384), by the whole encoder; an empty text has a row of noughts.

    Some ten to twenty-five times slower than :func:`vectors`.  Only the first 254 word pieces of a text count.
    """
    rows = np.zeros((len(texts), network.WIDTH), dtype=np.float32)
    for row, encoding in zip(rows, tokenizer().encode_batch(list(texts), add_special_tokens=False), strict=True):
        if encoding.ids:  # one at a time: int8 scales are those of a whole batch, and rows must not lean on neighbours
            ids = np.asarray([[CLS, *encoding.ids[:_LONGEST], SEP]], dtype=np.int32)
            row[:] = network.run("sentences", x=network.embedded(ids) + network.positions()[: ids.shape[1]])["vectors"]
    return rows


def pieces(text: str) -> tuple[Places, Vectors]:
    """The word pieces of a text that is read as a whole: where each begins and ends (characters; shape (pieces, 2)),
    and its vector (shape (pieces, 384)).  The means over the pieces of two passages are near when both tell the same.

    The encoder is all-MiniLM-L6-v2 tuned on reports of the same events (``training/passages.py``).  Only the first 254
    pieces of a text count.
    """
    return _read_whole(text, "passages")


def measures(text: str) -> tuple[Places, Vectors]:
    """As :func:`pieces`; the means over the pieces of two figures or times are near when both are of one measure,
    whatever their values.  The encoder is tuned on such pairs (``training/measures.py``)."""
    return _read_whole(text, "measures")


@lru_cache(maxsize=1 << 11)  # articles of one event print the same sentences
def _read_whole(text: str, name: str) -> tuple[Places, Vectors]:
    encoding = tokenizer().encode(text, add_special_tokens=False)
    count = min(len(encoding.ids), _LONGEST)
    if not count:
        return np.zeros((0, 2), dtype=np.intp), np.zeros((0, WIDTH), dtype=np.float32)
    ids = np.asarray([[CLS, *encoding.ids[:count], SEP]], dtype=np.int32)
    vectors = network.run(name, x=network.embedded(ids))["vectors"]
    return np.asarray(encoding.offsets[:count], dtype=np.intp), vectors[0, 1:-1]


@cache
def tokenizer() -> Tokenizer:
    """The word pieces of BERT, uncased; offsets are characters of the text given."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers  # noqa: PLC0415 - slow to import

    with network.stored(TABLE) as stored:
        pieces = str(stored["vocabulary"]).split("\n")
    tokenizer = Tokenizer(models.WordPiece({p: i for i, p in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


@cache
def _table() -> Vectors:
    with network.stored(TABLE) as stored:
        table: Vectors = stored["table"].astype(np.float32) * stored["scale"][:, None]
    return table
