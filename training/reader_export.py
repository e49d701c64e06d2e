"""Turn trained weights into what the package ships.

usage: python training/reader_export.py reader READER.pt OUT_DIR
       python training/reader_export.py sentences MODEL_DIR OUT_DIR

``reader`` writes ``reader.onnx`` (encoder and heads, int8) and ``reader.npz`` (the tables of word features and the
moves between tags); ``sentences`` writes ``sentences.onnx`` (the encoder of all-MiniLM-L6-v2 as it is, with mean
pooling) and ``pieces.npz``, the table of word-piece vectors that both share.  Weights are quantised per channel to
7 bits in int8, since processors without VNNI would overflow with 8.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from reader import TASKS, Learner
from reader_model import HEADS, WIDTH, Output, Reader
from torch import Tensor, nn

OUTPUTS = tuple(f.name for f in fields(Output))
EVERYWHERE = torch.zeros(1, 1, 1, 1)  # no piece is padding


class Heads(nn.Module):
    """The reader from the sum of its embeddings on; shape of ``x``: (1, pieces, 384)."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        said = self.reader.heads(self.reader.encode(x, EVERYWHERE))
        return tuple(getattr(said, name) for name in OUTPUTS)


class Pooled(nn.Module):
    """The vector of a sentence, of length 1: the mean over its pieces; shape of ``x``: (1, pieces, 384)."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, x: Tensor) -> Tensor:
        return nn.functional.normalize(self.reader.encode(x, EVERYWHERE).mean(1), dim=-1)


class Attention(torch.autograd.Function):
    """Attention of all heads at once: one node of ONNX (onnxruntime's MultiHeadAttention), a tenth quicker."""

    @staticmethod
    def forward(_: object, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        b, t, _ = q.shape
        q, k, v = (y.view(b, t, HEADS, -1).transpose(1, 2) for y in (q, k, v))
        return nn.functional.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(b, t, WIDTH)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any) -> Any:
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=HEADS).setType(q.type())


def fused(reader: Reader, x: Tensor) -> Tensor:
    """``reader.encode`` without padding, its three projections as one product; shape of ``x``: (1, pieces, 384)."""
    x = reader.norm(x)
    for layer in reader.layers:
        parts = (layer.query, layer.key, layer.value)
        weight, bias = torch.cat([p.weight for p in parts]), torch.cat([p.bias for p in parts])
        mixed = Attention.apply(*(x @ weight.T + bias).split(WIDTH, -1))
        x = layer.norm1(x + layer.out(mixed))
        x = layer.norm2(x + layer.down(nn.functional.gelu(layer.up(x))))
    return x


@torch.no_grad()
def export(module: nn.Module, outputs: tuple[str, ...], out: Path, *, pooled: bool = False) -> None:
    """Write ``out``, a quantised ONNX graph of one input ``x``, shape (1, pieces, 384); each of the outputs is of as
    many pieces, or ``pooled`` to one vector."""
    axes = {name: {1: "pieces"} for name in ("x", *(() if pooled else outputs))}
    with tempfile.TemporaryDirectory() as folder:
        whole, plain = Path(folder) / "whole.onnx", Path(folder) / "plain.onnx"
        torch.onnx.export(
            module.eval(), (torch.randn(1, 40, WIDTH),), str(whole), input_names=["x"], output_names=list(outputs),
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quant_pre_process(str(whole), str(plain), skip_symbolic_shape=True)
        quantize_dynamic(plain, out, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
                         op_types_to_quantize=["MatMul", "Gemm"])  # fmt: skip


def reader(weights: Path, out: Path) -> None:
    learner = Learner()
    stored = torch.load(weights)
    learner.load_state_dict(stored, strict=False)
    r = learner.reader.eval()
    export(Heads(r), OUTPUTS, out / "reader.onnx")
    tables = {
        "position": r.position.weight + r.kind, "case": r.case.weight, "depth": r.depth.weight, "place": r.place.weight,
        "hint": r.hint.weight,
        "role_moves": learner.roles.moves, "name_moves": learner.names.moves,
    }  # fmt: skip
    arrays = {k: v.detach().numpy().astype(np.float16) for k, v in tables.items()}
    for task in TASKS:
        arrays[f"knows_{task}"] = np.float16(task in stored.get("tasks", TASKS))
    np.savez(out / "reader.npz", **arrays)


def sentences(model: Path, out: Path) -> None:
    r = Reader().eval()
    r.start_from(model)
    export(Pooled(r), ("vectors",), out / "sentences.onnx", pooled=True)
    table = r.word.weight.detach().numpy()
    scale = np.abs(table).max(axis=1) / 127 + 1e-12
    position = (r.position.weight + r.kind).detach().numpy().astype(np.float16)
    np.savez(out / "pieces.npz", table=np.round(table / scale[:, None]).astype(np.int8),
             scale=scale.astype(np.float32), position=position)  # fmt: skip


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("reader", "sentences"):
        sys.exit(__doc__)
    {"reader": reader, "sentences": sentences}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
