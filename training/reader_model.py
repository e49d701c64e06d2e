"""The learned reader as a PyTorch module: MiniLM with word features in, and one head a task.

The encoder is BERT's (Devlin et al. 2019) in the size of MiniLM-L6 (Wang et al. 2020): 6 layers, 384 wide, 12 heads.
Embeddings of word features (letter case, depth in quotations, place in the article, what rules take it for) are added
to its input; they begin at nought, so that training begins at the encoder as it was.  Attention has no dropout:
PyTorch's fused kernel is four times as fast without.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from variorum.extract.reader import KINDS

WIDTH, LAYERS, HEADS, INNER, POSITIONS, VOCABULARY = 384, 6, 12, 1536, 512, 30522
CASES, DEPTHS, PLACES, HINTS = 6, 3, 3, 4
LINK = 128  # width of the vectors that link contents and sources to cues
ROLES = ("source", "cue", "content")


def tags(names: tuple[str, ...]) -> tuple[str, ...]:
    """The tags of a span tagger: O, then begin, inside, end and single of each name."""
    return ("O", *(f"{p}-{name}" for name in names for p in "BIES"))


@dataclass(frozen=True, slots=True)
class Output:
    """What the heads say of each piece, shapes (batch, pieces, ...): scores of role tags and of name tags, the two
    vectors whose product links a word to its cue, whether a word stands for an event (a logit), and how certain that
    event is (-3 to 3)."""

    roles: Tensor
    names: Tensor
    asks: Tensor
    answers: Tensor
    events: Tensor
    certainty: Tensor


class Layer(nn.Module):
    """One block of the encoder, normalised after each half."""

    def __init__(self, drop: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, t, _ = x.shape
        q, k, v = (f(x).view(b, t, HEADS, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=bias).transpose(1, 2).reshape(b, t, WIDTH)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Reader(nn.Module):
    """The encoder and its heads."""

    def __init__(self, *, drop: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        tables = (nn.Embedding(n, WIDTH) for n in (CASES, DEPTHS, PLACES, HINTS))
        self.case, self.depth, self.place, self.hint = tables
        for table in (self.case, self.depth, self.place, self.hint):
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(LAYERS))
        self.drop = nn.Dropout(drop)
        self.roles = nn.Linear(WIDTH, len(tags(ROLES)))
        self.names = nn.Linear(WIDTH, len(tags(KINDS)))
        self.asks, self.answers = nn.Linear(WIDTH, LINK), nn.Linear(WIDTH, LINK)
        self.events = nn.Linear(WIDTH, 1)
        self.certain = nn.Sequential(nn.Linear(WIDTH, WIDTH // 2), nn.GELU(), nn.Linear(WIDTH // 2, 1))

    def forward(self, ids: Tensor, *features: Tensor) -> Output:
        """Ids and features (case, depth, place, hint), shape (batch, pieces); an id of 0 is padding."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.word(ids) + self.position(at) + self.kind
        for table, feature in zip((self.case, self.depth, self.place, self.hint), features, strict=True):
            x = x + table(feature)
        bias = torch.where(ids == 0, torch.finfo(torch.float32).min, 0.0)[:, None, None, :].to(x.dtype)
        return self.heads(self.drop(self.encode(x, bias)))

    def encode(self, x: Tensor, bias: Tensor) -> Tensor:
        """The last layer, from the sum of the embeddings; ``bias`` is added to the attention of each piece to each."""
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def heads(self, x: Tensor) -> Output:
        """What the heads make of the encoder's last layer."""
        certainty, events = self.certain(x).squeeze(-1), self.events(x).squeeze(-1)
        return Output(self.roles(x), self.names(x), self.asks(x), self.answers(x), events, certainty)

    def start_from(self, model_dir: Path) -> None:
        """Take the encoder over from MiniLM's ``model.safetensors`` in ``model_dir``."""
        stored = load_file(model_dir / "model.safetensors")
        stored = {k.removeprefix("bert."): v for k, v in stored.items()}
        new = {
            "word.weight": stored["embeddings.word_embeddings.weight"],
            "position.weight": stored["embeddings.position_embeddings.weight"],
            "kind": stored["embeddings.token_type_embeddings.weight"][0],
        }
        names = {
            "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
            "attention.output.dense": "out", "attention.output.LayerNorm": "norm1", "intermediate.dense": "up",
            "output.dense": "down", "output.LayerNorm": "norm2",
        }  # fmt: skip
        for part in ("weight", "bias"):
            new[f"norm.{part}"] = stored[f"embeddings.LayerNorm.{part}"]
            for i in range(LAYERS):
                for theirs, ours in names.items():
                    new[f"layers.{i}.{ours}.{part}"] = stored[f"encoder.layer.{i}.{theirs}.{part}"]
        missing, unexpected = self.load_state_dict(new, strict=False)
        if unexpected or any(k.startswith(("layers", "word", "position")) for k in missing):
            raise ValueError(f"not the weights of MiniLM-L6: {missing} missing, {unexpected} unexpected")


class Crf(nn.Module):
    """A linear-chain conditional random field (Lafferty et al. 2001) over the tags of :func:`tags`; moves that no
    span allows (from O to inside, say) are ruled out."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        listed = tags(names)
        self.moves = nn.Parameter(torch.zeros(len(listed), len(listed)))
        allowed = [[_follows(a, b) for b in listed] for a in listed]
        self.register_buffer("forbidden", torch.where(torch.tensor(allowed), 0.0, -1e4))
        self.register_buffer("first", torch.tensor([0.0 if t[0] in "OBS" else -1e4 for t in listed]))
        self.register_buffer("last", torch.tensor([0.0 if t[0] in "OES" else -1e4 for t in listed]))

    def loss(self, scores: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
        """Negative log likelihood a word; ``scores`` (batch, words, tags), ``gold`` and ``mask`` (batch, words)."""
        moves = self.moves + self.forbidden
        rows = torch.arange(len(gold), device=gold.device)
        ends = mask.sum(1).long() - 1
        picked = scores.gather(2, gold[..., None]).squeeze(2)
        right = (picked * mask).sum(1) + (moves[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]).sum(1)
        right = right + self.first[gold[:, 0]] + self.last[gold[rows, ends]]
        alpha = scores[:, 0] + self.first
        for t in range(1, scores.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + moves, dim=1) + scores[:, t]
            alpha = torch.where(mask[:, t, None] > 0, step, alpha)
        every = torch.logsumexp(alpha + self.last, dim=1)
        return (every - right).sum() / mask.sum()


def _follows(a: str, b: str) -> bool:
    if a[0] in "BI":
        return b[0] in "IE" and a[1:] == b[1:]
    return b[0] in "OBS"
