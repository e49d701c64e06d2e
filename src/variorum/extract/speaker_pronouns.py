"""Whom a pronoun stands for at its place.

The weighing follows the salience factors of Lappin and Leass (1994): how recent a mention is, whether it is a subject,
and how often the article returns to it.  "It" and "they" are believed only where something that can speak stands out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..model import Span, SpeakerKind
from ..text import normal
from .name_lexicon import Gender
from .speaker_clauses import ACTING
from .speaker_people import Person
from .speaker_phrases import Item
from .speaker_places import Places
from .speaker_scene import UNRESOLVED, Resolved, Scene, Text, resolved, share

_FAINT = 0.35  # prominence under which "it" and "they" stay unresolved
_AHEAD = 1.2  # prominence of the one whom a fronted phrase announces
_PLACE = 0.5  # how far "it" means a place rather than a body or a text
_SILENT = 0.7  # how far "it" and "they" mean a body that did not speak before
_BODY_OF_MANY = 0.8  # how far "they" means a body
_SINGLE = 0.7  # and one person whose gender is not told
_TEXT_REACH = 2  # sentences back in which a text is still "it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pronouns:
    """The pronouns of one article."""

    places: Places
    scene: Scene
    people: Mapping[str, Person]

    def personal(self, at: Span, gender: Gender, away: frozenset[str]) -> Resolved:
        """ "he" and "she"."""
        ranked = self.scene.meant(at.start, self.people, gender, away, inside=self.places.speech(at))
        ahead = self._announced(at, {n for n in self.scene.persons(self.people, gender) if n not in away})
        if ahead is not None:
            ranked = [(ahead, _AHEAD), *((n, w) for n, w in ranked if n != ahead)]
        if not ranked:
            return UNRESOLVED
        kind: SpeakerKind = "person" if ranked[0][0] in self.people else "unnamed"
        return resolved(ranked[0][0], kind, "pronoun", share(ranked) * min(1.0, 0.5 + ranked[0][1]))

    def thing(self, at: Span, away: frozenset[str], verb: str) -> Resolved:
        """ "it": a body, or a text that says something; ``verb``: what it does."""
        roles = self.places.roles
        text = self._text(at, verb)
        if verb in roles.only_read:
            return self._of_text(text, 0.6) if text is not None else UNRESOLVED
        weights = {n: w for n, w in self._bodies(at, away).items() if w > 0}
        ranked = sorted(((n, w) for n, w in weights.items()), key=lambda r: (-r[1], r[0]))
        if text is not None and (text.told or not ranked or not self._spoke(ranked[0][0], at)):
            return self._of_text(text, 0.5)
        return self._clear(ranked, 0.9)

    def plural(self, at: Span, away: frozenset[str], verb: str) -> Resolved:
        """ "they": several, a body of many, a text in the plural, or one person whose gender is not told."""
        roles = self.places.roles
        text = self._text(at, verb)
        if text is not None and verb in roles.only_read:
            return self._of_text(text, 0.6)
        many = {n for n, k in self.scene.kinds.items() if k == "collective" and n not in away}
        weights = dict(self._ranking(at, many))
        for name, weight in self._bodies(at, away).items():
            if self._spoke(name, at):
                weights[name] = weight * _BODY_OF_MANY
        single = {
            label
            for label, e in self.scene.extras.items()
            if not e.plural
            and e.sort in ("person", "unnamed")
            and e.gender is None
            and label not in away
            and self._acted(label, at)
        }
        for name, weight in self._ranking(at, single):
            weights[name] = weight * _SINGLE
        return self._clear(sorted(weights.items(), key=lambda r: (-r[1], r[0])), 0.9)

    # -- who stands out ---------------------------------------------------------------------------------------

    def _clear(self, ranked: list[tuple[str, float]], trust: float) -> Resolved:
        if not ranked or ranked[0][1] < _FAINT:
            return UNRESOLVED
        name = ranked[0][0]
        return resolved(name, self.scene.kinds[name], "pronoun", round(trust * share(ranked), 4))

    def _bodies(self, at: Span, away: frozenset[str]) -> dict[str, float]:
        """Bodies before a place with their weight: those that spoke in full, places hardly."""
        fitting = {n for n, k in self.scene.kinds.items() if k == "organisation" and n not in away}
        weights = {}
        for name, weight in self._ranking(at, fitting):
            body = name in self.scene.bodies or name in self.scene.extras
            spoke = self._spoke(name, at)
            weights[name] = weight * (1.0 if body else _PLACE) * (1.0 if spoke else _SILENT)
        return weights

    def _spoke(self, name: str, at: Span) -> bool:
        """Whether a name was last mentioned as a speaker."""
        for seen in self.scene.back_from(at.start):
            if seen.name == name:
                return seen.speaking
        return False

    def _acted(self, name: str, at: Span) -> bool:
        """Whether a name was last mentioned as a subject, in this sentence or the two before."""
        for seen in self.scene.back_from(at.start):
            if self.scene.sentence(at.start) - seen.sentence > _TEXT_REACH:
                return False
            if seen.name == name:
                return seen.weight >= ACTING
        return False

    def _text(self, at: Span, verb: str) -> Text | None:
        """The text that "it" stands for: just mentioned, and the verb is one that texts do."""
        if verb not in self.places.roles.reads:
            return None
        text = self.scene.text(at.start)
        if text is None or self.scene.sentence(at.start) - self.scene.sentence(text.at) > _TEXT_REACH:
            return None
        return text

    def _of_text(self, text: Text, score: float) -> Resolved:
        if text.maker is not None:
            return Resolved(speaker=text.maker, basis="text of", score=score)
        return resolved(text.label, "unknown", "text", score)

    def _announced(self, at: Span, fitting: set[str]) -> str | None:
        """Whom a pronoun in a fronted phrase announces."""
        roles, document = self.places.roles, self.places.document
        sentence = self.places.sentence(at)
        head = document.text[sentence.start : at.start]
        rest = document.text[at.end : sentence.end]
        first = normal(head.split()[0]) if head.split() else ""
        fronted = first in roles.prepositions or roles.ends(first, "fronting_ending")
        if not fronted or "," in head or len(head) > 40 or "," not in rest or self.places.quotation(at):
            return None
        return self.scene.announced(at, sentence, fitting)

    def _ranking(self, at: Span, fitting: set[str]) -> list[tuple[str, float]]:
        """Candidates by prominence before a place: inside a quotation those named in it go first."""
        return self.scene.ranked(at.start, fitting, inside=self.places.speech(at))


def relative_start(before: list[Item], at: Places) -> int:
    """Where the phrase begins that "who" stands for, at the end of the items before it."""
    start = len(before)
    while start > 0 and before[start - 1].text != "," and not _ends_phrase(before[start - 1], at):
        start -= 1
    return start


def _ends_phrase(item: Item, at: Places) -> bool:
    """Whether the word before a phrase is no part of it: a verb, or "to"."""
    if item.name is not None:
        return False
    roles = at.roles
    known = roles.noun(roles.singular(item.word)[0])
    if item.word in roles.small["to"] or item.word in roles.speech:
        return True
    return known is None and roles.is_verb(item.word)
