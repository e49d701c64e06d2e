"""The mentions of an article's narration in order, with their prominence: what a pronoun looks back on."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..model import Name, Span, Speaker, SpeakerKind
from .name_lexicon import Gender
from .speaker_clauses import SUBJECT
from .speaker_lexicon import NounKind
from .speaker_people import Person

_DECAY = 0.6  # a sentence
_PARAGRAPH = 0.85  # a paragraph, besides its sentence
_WINDOW = 14  # sentences
_REACH = 6000  # characters to the last text
_DOUBTFUL = 0.35  # trust up to which a name is hardly a person's, and nobody's "he"
_GONE = 0.04  # prominence under which "he" stays unresolved, but for the one whom the article is about
_MAINLY = 2  # how many times more often than anybody else that one is mentioned
_UNTOLD = 0.55  # how far "he" means somebody whose gender is not told
_NAMELESS = 0.75  # how far "he" rather means somebody named


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """Whom a source stands for: ``basis`` names the rule, ``score`` (0 to 1) how sure it is; None is unresolved."""

    speaker: Speaker | None
    basis: str
    score: float


UNRESOLVED = Resolved(speaker=None, basis="unresolved", score=0.0)


def resolved(name: str, kind: SpeakerKind, basis: str, score: float) -> Resolved:
    return Resolved(speaker=Speaker(name=name, kind=kind), basis=basis, score=score)


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


@dataclass(frozen=True, slots=True)
class Extra:
    """Someone or something without a name, under the label by which the article first describes it.  ``sort`` is that
    of its noun, ``head``; ``plural`` for several; ``new`` when the article brings it up as such ("a farmer")."""

    label: str
    head: str
    sort: NounKind
    plural: bool = False
    gender: Gender | None = None
    new: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A text at a place of the narration, and who made it, where the article says so.  ``told``: it is what a sentence
    is about ("he left a note") and not only where somebody speaks ("said in a note")."""

    at: int
    label: str
    head: str
    maker: Speaker | None
    told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """``seen`` in text order; ``kinds`` of all who occur; ``bodies`` are the organisations that are no places;
    ``extras`` those who are only described, by label; ``texts`` in text order; ``first`` tells
    where each was first mentioned."""

    seen: tuple[Seen, ...]
    starts: tuple[int, ...]
    kinds: Mapping[str, SpeakerKind]
    bodies: frozenset[str]
    extras: Mapping[str, Extra]
    texts: tuple[Text, ...]
    first: Mapping[str, int]
    sentence_starts: tuple[int, ...]
    sentence_blocks: tuple[int, ...]

    def persons(self, people: Mapping[str, Person], gender: Gender | None) -> dict[str, float]:
        """Who may be meant by "he" or "she", with how far they are persons and of that gender at all (0 to 1)."""
        trust = {
            n: p.trust * (1.0 if gender is None or p.is_known(gender) else _UNTOLD)
            for n, p in people.items()
            if p.may_be(gender) and p.trust > _DOUBTFUL
        }
        for label, extra in self.extras.items():
            single = extra.sort in ("person", "unnamed") and not extra.plural
            if single and (gender is None or extra.gender in (None, gender)):
                trust[label] = _NAMELESS * (1.0 if gender is None or extra.gender == gender else _UNTOLD)
        return trust

    def ranked(self, before: int, fitting: set[str], *, inside: Span | None = None) -> list[tuple[str, float]]:
        """Those of ``fitting`` by prominence before an offset, the most prominent first.

        ``inside``: the quotation that the offset lies in; mentions in it count in full, as those outside do.
        """
        here = self.sentence(before)
        block = self.sentence_blocks[here] if self.sentence_blocks else 0
        best: dict[str, float] = {}
        often: dict[str, int] = defaultdict(int)
        for seen in self.back_from(before):
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
            best[seen.name] = max(best.get(seen.name, 0.0), weight)
            often[seen.name] += not seen.quoted
        step = 0.04 if inside is None else 0.1
        scored = [(name, w * (1 + step * min(often[name], 6))) for name, w in best.items()]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))

    def meant(
        self, at: int, people: Mapping[str, Person], gender: Gender, away: frozenset[str], *, inside: Span | None = None
    ) -> list[tuple[str, float]]:
        """Whom "he" or "she" may mean at an offset, the likeliest first; empty when nobody is near enough."""
        trust = {n: t for n, t in self.persons(people, gender).items() if n not in away}
        ranked = [(n, w * trust[n]) for n, w in self.ranked(at, set(trust), inside=inside)]
        ranked.sort(key=lambda pair: (-pair[1], pair[0]))
        if ranked and ranked[0][1] >= _GONE:
            return ranked
        known = {n for n, p in people.items() if p.is_known(gender) and n not in away}
        mainly = self.mainly(at, known)
        return [(mainly, _GONE)] if mainly is not None else []

    def mainly(self, at: int, names: set[str]) -> str | None:
        """The one of some persons or bodies of whom the narration before an offset mainly tells."""
        counts = Counter(s.name for s in self.back_from(at) if s.name in names and not s.quoted)
        best = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:2]
        if not best or (len(best) > 1 and best[0][1] < _MAINLY * best[1][1]):
            return None
        return best[0][0]

    def back_from(self, before: int) -> Iterator[Seen]:
        """The mentions that begin before an offset, the last one first."""
        for k in range(bisect_left(self.starts, before) - 1, -1, -1):
            yield self.seen[k]

    def sentence(self, at: int) -> int:
        """The number of the sentence that an offset lies in."""
        return max(0, bisect_left(self.sentence_starts, at + 1) - 1)

    def announced(self, at: Span, sentence: Span, people: set[str]) -> str | None:
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

    def between(self, start: int, end: int) -> tuple[Seen, ...]:
        """The mentions that begin in a stretch of characters."""
        return self.seen[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def beside(self, quotation: Span) -> Seen | None:
        """Who seems to speak a quotation: the subject right after it, else right before it in its sentence."""
        at = bisect_left(self.starts, quotation.end)
        if at < len(self.seen):
            after = self.seen[at]
            if after.span.start - quotation.end < 60 and after.speaking and not after.quoted:
                return after
        for seen in self.back_from(quotation.start):
            if quotation.start - seen.span.end > 90:
                break
            if seen.speaking and not seen.quoted:
                return seen
        return None

    def text(self, before: int, heads: frozenset[str] | None = None) -> Text | None:
        """The last text mentioned before an offset, or the last whose noun is one of ``heads``."""
        for text in reversed(self.texts):
            if before - text.at > _REACH:
                break
            if text.at < before and (heads is None or text.head in heads):
                return text
        return None


def speaker_kind(name: Name) -> SpeakerKind | None:
    """As what a name speaks: places and bodies as organisations; products and the like not at all."""
    if name.kind == "person":
        return "person"
    return "organisation" if name.kind in ("organisation", "place", "facility") else None


def share(ranked: list[tuple[str, float]]) -> float:
    """How clearly the first stands before the second, 0.5 to 1; 0 when there is none."""
    if not ranked or ranked[0][1] <= 0:
        return 0.0
    rival = ranked[1][1] if len(ranked) > 1 else 0.0
    return round(ranked[0][1] / (ranked[0][1] + rival), 4)
