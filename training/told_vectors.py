"""Vectors of the sentences of all articles that ``links.py`` learns from, by an encoder of ``passages.py``.

usage: PYTHONPATH=. python training/told_vectors.py ENCODER.onnx OUT.npz

``links.py`` and ``tests/group_score.py`` want those by the encoder that has not seen the one half of the stories and by
the one that has not seen the other; ``links.py`` also those by the encoder of the package, to whiten them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import event_pools
import numpy as np
from onnxruntime import InferenceSession, SessionOptions

from variorum import encode, network
from variorum.group import profile, told

LONGEST = 254


class Encoder:
    """An encoder that the package does not ship."""

    def __init__(self, path: Path) -> None:
        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def __call__(self, sentence: str) -> np.ndarray:
        """The vectors of its word pieces, as :func:`encode.pieces` has them."""
        ids = encode.tokenizer().encode(sentence, add_special_tokens=False).ids[:LONGEST]
        if not ids:
            return np.zeros((0, encode.WIDTH), dtype=np.float32)
        x = network.embedded(np.asarray([[encode.CLS, *ids, encode.SEP]], dtype=np.int32))
        return np.asarray(self._session.run(None, {"x": x})[0][0, 1:-1])


def main() -> None:
    encoder = Encoder(Path(sys.argv[1]))
    witnesses = {r["id"]: event_pools.witness(r) for r in event_pools.every(event_pools.load())}
    means = {i: told.means(profile.of(w).told, encoder) for i, w in witnesses.items() if w}
    np.savez_compressed(
        sys.argv[2],
        ids=np.array("\n".join(means)),
        counts=np.array([len(rows) for rows in means.values()]),
        means=np.concatenate(list(means.values())).astype(np.float16),
    )


if __name__ == "__main__":
    main()
