"""The mentions of an article's narration in order, with their prominence: what a pronoun looks back on."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from ..model import Name, Span, SpeakerKind
from .name_lexicon import Gender
from .speaker_clauses import SUBJECT
from .speaker_people import Person

_DECAY = 0.6  # a sentence
_PARAGRAPH = 0.85  # a paragraph, besides its sentence
_WINDOW = 14  # sentences


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention: of whom, how prominent, in which sentence and block; ``quoted`` when it stands in a quotation."""

    span: Span
    name: str
    kind: SpeakerKind
    weight: float
    sentence: int
    block: int
    quoted: bool
    speaking: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """``seen`` in text order; ``kinds`` of all who occur; ``bodies`` are the organisations that are no places;
    ``nameless`` gives those who are only described ("a shop owner") with the gender their noun carries, ``described``
    the bodies that are ("the finance ministry") with their noun."""

    seen: tuple[Seen, ...]
    starts: tuple[int, ...]
    kinds: Mapping[str, SpeakerKind]
    bodies: frozenset[str]
    nameless: Mapping[str, Gender | None]
    described: Mapping[str, str]
    sentence_starts: tuple[int, ...]
    sentence_blocks: tuple[int, ...]

    def persons(self, people: Mapping[str, Person], gender: Gender | None) -> dict[str, float]:
        """Who may be meant by "he" or "she", with how far they are persons and of that gender at all (0 to 1)."""
        return persons(people, self.nameless, gender)

    def ranked(
        self, before: int, fitting: set[str], *, inside: Span | None = None, speech: bool = False
    ) -> list[tuple[str, float]]:
        """Those of ``fitting`` by prominence before an offset, the most prominent first.

        ``inside``: the quotation that the offset lies in; mentions in it count in full, as those outside do.
        ``speech``: mentions that speak count double.
        """
        here = max(0, bisect_left(self.sentence_starts, before + 1) - 1)
        block = self.sentence_blocks[here] if self.sentence_blocks else 0
        best: dict[str, float] = {}
        often: dict[str, int] = defaultdict(int)
        for seen in reversed(self.seen[: bisect_left(self.starts, before)]):
            distance = here - seen.sentence
            if distance > _WINDOW:
                break
            if seen.name not in fitting or seen.span.end > before:
                continue
            weight = seen.weight * _DECAY**distance
            if seen.block != block:
                weight *= _PARAGRAPH
            if seen.quoted:
                weight *= 1.2 if inside is not None and inside.contains(seen.span) else 0.3
            elif inside is not None and seen.speaking:
                weight *= 0.85
            if speech and seen.speaking:
                weight *= 2
            best[seen.name] = max(best.get(seen.name, 0.0), weight)
            often[seen.name] += not seen.quoted
        step = 0.04 if inside is None else 0.1
        scored = [(name, w * (1 + step * min(often[name], 6))) for name, w in best.items()]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))

    def announced(self, at: Span, sentence: Span, people: Mapping[str, float]) -> str | None:
        """The subject that a fronted phrase looks ahead to ("In her speech, Berg said"): the first one named after
        the place, when the sentence names nobody before it."""
        first = bisect_left(self.starts, sentence.start)
        for seen in self.seen[first : bisect_left(self.starts, sentence.end)]:
            if seen.name not in people or seen.quoted:
                continue
            if seen.span.end <= at.start:
                return None
            if seen.span.start > at.end:
                return seen.name if seen.weight >= SUBJECT else None
        return None

    def before(self, offset: int) -> Seen | None:
        """The last mention that ends at or before an offset."""
        for seen in reversed(self.seen[: bisect_left(self.starts, offset)]):
            if seen.span.end <= offset:
                return seen
        return None

    def beside(self, quotation: Span) -> Seen | None:
        """Who seems to speak a quotation: the subject right after it, else right before it in its sentence."""
        at = bisect_left(self.starts, quotation.end)
        if at < len(self.seen):
            after = self.seen[at]
            if after.span.start - quotation.end < 60 and after.speaking and not after.quoted:
                return after
        for seen in reversed(self.seen[: bisect_left(self.starts, quotation.start)]):
            if quotation.start - seen.span.end > 90:
                break
            if seen.speaking and not seen.quoted:
                return seen
        return None


def persons(
    people: Mapping[str, Person], nameless: Mapping[str, Gender | None], gender: Gender | None
) -> dict[str, float]:
    trust = {
        n: p.trust * (1.0 if gender is None or p.is_known(gender) else 0.55)
        for n, p in people.items()
        if p.may_be(gender)
    }
    trust.update({n: 0.75 for n, g in nameless.items() if gender is None or g in (None, gender)})
    return trust


def speaker_kind(name: Name) -> SpeakerKind | None:
    """As what a name speaks: places and bodies as organisations; products and the like not at all."""
    if name.kind == "person":
        return "person"
    return "organisation" if name.kind in ("organisation", "place", "facility") else None
