"""A tie between two entries of different events: what they share, and what changed from the earlier to the later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from .strands import Strand
from .terms import Weights

Change = Literal[
    "reversed", "value changed", "firmer", "weaker", "repeated", "taken up again", "unchanged", "told again",
    "order unknown",
]  # fmt: skip
"""``reversed``: the later words say the contrary; ``firmer``, ``weaker``: the same point, put more or less firmly, or
proposed before and settled after; ``repeated``: the same point, as firm; ``taken up again``: the same subject in other
words; ``told again``: the same words, which may be one remark told twice; ``value changed``, ``unchanged``: the value
of one measure; ``order unknown``: which event came first is not
known."""
CHANGES: tuple[Change, ...] = get_args(Change)
"""The most telling first."""
Sign = Literal["wording", "certainty", "stage", "value"]
_SUBJECT_WORDS = 3
_TELLING = 0.5
"""Weight from which a key says what is spoken of, and not only how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """The keys that two strands share, most telling first; how many say what is spoken of; their weight, and the share
    of each side that it is."""

    keys: tuple[str, ...]
    telling: int
    weight: float
    of_a: float
    of_b: float

    @staticmethod
    def of(a: Strand, b: Strand, weights: Weights) -> Shared:
        """What ``a`` and ``b`` share."""
        told = {
            key: min(weights[key], weights[a.keys[key].stem], weights[b.keys[key].stem])
            if a.keys[key].stem != b.keys[key].stem
            else weights[a.keys[key].stem]
            for key in sorted(a.keys.keys() & b.keys.keys())
        }
        weight = sum(told.values())
        of_a, of_b = (weight / max(_all_of(s, weights), weight, 1e-9) for s in (a, b))
        return Shared(
            keys=tuple(sorted(told, key=lambda k: (-told[k], k))),
            telling=sum(w >= _TELLING for w in told.values()),
            weight=weight,
            of_a=of_a,
            of_b=of_b,
        )

    @property
    def both(self) -> float:
        """How far the two are one, 0 to 1: the mean of both shares."""
        return (self.of_a + self.of_b) / 2

    @property
    def score(self) -> float:
        """0 to 1; grows with the shares and with how much is shared."""
        return round(min(1.0, 0.4 + 0.6 * self.both) * (self.weight / (self.weight + 0.4)), 3)


def _all_of(strand: Strand, weights: Weights) -> float:
    return sum(weights[strand.keys[key].stem] for key in sorted(strand.keys))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """``a`` is the earlier one where the order of their events is known.  ``sign`` is what tells the change: words of
    stage, levels of certainty, values, or the wording itself; ``reason`` says more where there is more to say."""

    a: Strand
    b: Strand
    change: Change
    sign: Sign
    shared: Shared
    reason: str = ""

    @property
    def score(self) -> float:
        return self.shared.score

    @property
    def ordered(self) -> bool:
        """Whether it is known that ``a`` came before ``b``, by their events and not against their own reports."""
        return self._events_ordered and (self.a.day or "") <= (self.b.day or "")

    @property
    def timeless(self) -> bool:
        """Whether it says something even when nobody knows which came first."""
        told = self.change in ("repeated", "unchanged") or self.sign == "stage"
        return told and not self._events_ordered

    @property
    def _events_ordered(self) -> bool:
        one, two = self.a.occasion.day, self.b.occasion.day
        return one is not None and two is not None and one < two

    @property
    def subject(self) -> str:
        """The most telling shared words as the earlier side writes them."""
        return ", ".join(self.a.keys[k].shown for k in self.shared.keys[:_SUBJECT_WORDS])
