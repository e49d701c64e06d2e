"""The encoder networks that the package ships: a leaf that turns word pieces into numbers, and nothing else.

The networks (the reader, and those of sentences, passages and measures) are MiniLM encoders of 6 layers in ONNX with
int8 weights.  They share one table of word-piece vectors, which training leaves as it was; it is stored apart.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.npyio import NpzFile
from numpy.typing import NDArray

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
WIDTH = 384
_SLOWER: Mapping[str, list[str]] = {name: ["SkipLayerNormFusion"] for name in ("passages", "measures")}
"""What onnxruntime would do to a network and is slower for it: a tenth, on sentences."""
_THREADS = 4  # more do not pay for windows of a few hundred pieces


def embedded(ids: Ints) -> Floats:
    """The vectors of word pieces, shape (*ids, 384)."""
    table, scale = _pieces()
    return table[ids].astype(np.float32) * scale[ids][..., None]


@contextmanager
def stored(name: str) -> Iterator[NpzFile]:
    """The file ``weights/<name>.npz``; its arrays are read one by one, when they are asked for."""
    with as_file(files("variorum") / f"weights/{name}.npz") as path, np.load(path) as opened:
        yield opened


@cache
def tables(name: str) -> dict[str, Floats]:
    """The arrays of ``weights/<name>.npz`` by name."""
    with stored(name) as opened:
        return {key: opened[key].astype(np.float32) for key in opened.files}


def run(name: str, **inputs: NDArray[np.generic]) -> dict[str, Floats]:
    """The outputs by name of the network ``weights/<name>.onnx``."""
    session = _session(name)
    outputs = [o.name for o in session.get_outputs()]
    return dict(zip(outputs, session.run(outputs, inputs), strict=True))


@cache
def _session(name: str) -> InferenceSession:
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415 - slow to import

    options = SessionOptions()
    options.intra_op_num_threads = min(_THREADS, _cores())
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # idle threads wait and do not spin
    options.log_severity_level = 3
    with as_file(files("variorum") / f"weights/{name}.onnx") as path:
        return InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER.get(name)
        )


def _cores() -> int:
    """The cores that this process may use: one where it is a worker among others."""
    if multiprocessing.parent_process() is not None:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@cache
def _pieces() -> tuple[NDArray[np.int8], Floats]:
    with stored("pieces") as opened:
        return opened["table"], opened["scale"]


@cache
def positions() -> Floats:
    """What the untrained encoder adds to a piece for its place, shape (512, 384)."""
    with stored("pieces") as opened:
        position: Floats = opened["position"].astype(np.float32)
    return position
