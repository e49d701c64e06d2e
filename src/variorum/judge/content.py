"""The words of content of a passage, as stems, and how much of one passage another has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .. import wording
from ..model import Span, Witness


def stems(text: str, pieces: Sequence[Span]) -> frozenset[str]:
    """The stems of the words that carry news; no words of grammar."""
    found = (a.norm for a in wording.atoms(text, pieces))
    return frozenset(wording.stem(n) for n in found if n not in wording.function_words())


def names(witness: Witness) -> frozenset[str]:
    """The stems of all words of all names in an article."""
    return frozenset(wording.stem(part) for n in witness.claims.names for part in n.name.casefold().split())


def share(part: Iterable[str], whole: frozenset[str]) -> float:
    """How much of ``part`` is in ``whole``, 0 to 1."""
    wanted = frozenset(part)
    return len(wanted & whole) / len(wanted) if wanted else 0.0
