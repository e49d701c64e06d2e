"""Sentence vectors: a leaf that any room may import.

A sentence's vector is the weighted sum of static word-piece vectors distilled from all-MiniLM-L6-v2 (the method of
Model2Vec, Tulkens and van Dongen 2024; ``training/static_table.py`` makes the table).  Word order, a changed number
and a negation leave it almost unmoved: rooms that care compare those in their own right.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Vectors = NDArray[np.float32]
TABLE = "weights/static-minilm-256.npz"


def vectors(texts: Sequence[str]) -> Vectors:
    """One row of length 1 a text, shape (texts, 256); a text with no known word has a row of noughts.

    The dot product of two rows is their cosine.
    """
    tokenizer, table = _model()
    rows = np.zeros((len(texts), table.shape[1]), dtype=np.float32)
    for i, encoding in enumerate(tokenizer.encode_batch(list(texts), add_special_tokens=False)):
        if encoding.ids:
            rows[i] = table[encoding.ids].sum(axis=0)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    np.divide(rows, length, out=rows, where=length > 0)
    return rows


@cache
def _model() -> tuple[Tokenizer, Vectors]:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers  # noqa: PLC0415 - slow to import

    with as_file(files("variorum") / TABLE) as path, np.load(path) as stored:
        table: Vectors = stored["table"].astype(np.float32) * stored["scale"][:, None]
        pieces = str(stored["vocabulary"]).split("\n")
    tokenizer = Tokenizer(models.WordPiece({p: i for i, p in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer, table
