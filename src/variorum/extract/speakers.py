"""Who speaks: from the words of a source ("he", "the finance ministry", "a person briefed on the matter") to a speaker.

A :class:`Cast` is built once an article.  It learns offices, ages and genders from the article itself
(:mod:`speaker_people`, :mod:`speaker_bodies`), lays the mentions of the narration out in order with their prominence
(:mod:`speaker_stage`), and resolves a source at its place.  What stays uncertain is unresolved, never a guess.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ..model import Name, Span, Speaker, SpeakerKind
from ..text import QUOTATION_MARKS
from . import quotes
from .document import Document
from .name_lexicon import Gender
from .quotes import Quotation
from .speaker_ahead import HEAD, named_later
from .speaker_bodies import Nouns, learn_bodies
from .speaker_clauses import ACTING
from .speaker_described import Known, body_meant, person_meant
from .speaker_dialogue import Dialogue, dialogue, turns
from .speaker_lexicon import Roles, roles
from .speaker_nouns import named_beside, phrase_start
from .speaker_people import Person, learn
from .speaker_phrases import Description, Item, describe, items, label
from .speaker_places import Places
from .speaker_pronouns import Pronouns, relative_start
from .speaker_scene import UNRESOLVED, Resolved, Scene, resolved, speaker_kind
from .speaker_stage import lay_scene, spoken_spans
from .speaker_texts import maker_in

_MARKS = "".join(sorted(QUOTATION_MARKS)) + " \t\u00a0"

__all__ = ["UNRESOLVED", "Cast", "Resolved", "cast"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The speakers of one article; see :func:`cast`."""

    places: Places
    people: dict[str, Person]
    bodies: Nouns
    scene: Scene
    dialogue: Dialogue

    @property
    def roles(self) -> Roles:
        return self.places.roles

    @property
    def document(self) -> Document:
        return self.places.document

    def resolve(self, mention: Span, *, apart_from: Speaker | None = None, verb: str = "") -> Resolved:
        """Whom the words of ``mention`` stand for at their place.

        ``apart_from`` is someone they cannot be: inside a quotation, the one who is quoted.  ``verb`` is what they do,
        in small letters: it tells "it says" from "it reads".
        """
        phrase = self.places.items(mention)
        words = [i for i in phrase if i.name is not None or i.text[0].isalnum()]
        if not words:
            return UNRESOLVED
        if len(words) == 1 and self.dialogue.turns:
            turn = self._in_dialogue(words[0])
            if turn is not None:
                return turn
        away = frozenset({apart_from.name}) if apart_from else self._quoted_at(mention)
        led = len(words) > 1 and words[1].word in self.roles.prepositions | self.roles.definite
        if words[0].name is None and (led or len(words) == 1):
            found = self._pronoun(words[0], phrase, away, alone=len(words) == 1, verb=verb)
            if found is not None:
                return found
        description = describe(phrase, self.roles, self.document.text)
        if description is None:
            return UNRESOLVED
        if description.named:
            return _of_names(description)
        return self._described(description, words, away)

    def acting_before(self, at: int) -> Speaker | None:
        """Who acts in the sentence that ends right before an offset, in the same paragraph."""
        k = self.scene.sentence(at)
        if self.scene.sentence_starts and self.scene.sentence_starts[k] >= at - 1:
            k -= 1  # a quotation that is a sentence of its own
        if k < 0 or self.scene.sentence_blocks[k] != self.scene.sentence_blocks[self.scene.sentence(at)]:
            return None
        here = self.scene.between(self.scene.sentence_starts[k], at)
        acting = [s for s in here if s.weight >= ACTING and not s.quoted and s.kind in ("person", "unnamed")]
        return Speaker(name=acting[0].name, kind=acting[0].kind) if acting else None

    def text_before(self, at: int) -> Resolved:
        """The text, or who made it, that a colon right before an offset introduces the words of."""
        k = self.scene.sentence(at)
        lead = self.document.text[max(0, at - 8) : at].rstrip(_MARKS)
        text = self.scene.text(at)
        if not lead.endswith(":") or text is None or text.at < self.scene.sentence_starts[k]:
            return UNRESOLVED
        if text.maker is not None:
            return Resolved(speaker=text.maker, basis="text of", score=0.5)
        return resolved(text.label, "unknown", "text", 0.4)

    def acting_after(self, at: int) -> Speaker | None:
        """Who acts first in the sentence that opens the paragraph after an offset."""
        k = self.scene.sentence(at) + 1
        starts, blocks = self.scene.sentence_starts, self.scene.sentence_blocks
        if k >= len(starts) or blocks[k] == blocks[k - 1]:
            return None
        here = self.scene.between(starts[k], starts[k + 1] if k + 1 < len(starts) else len(self.document.text))
        acting = (s for s in here if s.weight >= ACTING and not s.quoted and s.kind == "person")
        return next((Speaker(name=s.name, kind=s.kind) for s in acting), None)

    def gender(self, name: str) -> Gender | None:
        """The gender that the noun of somebody without a name carries, if any."""
        extra = self.scene.extras.get(name)
        return extra.gender if extra is not None else None

    # -- dialogues --------------------------------------------------------------------------------------------

    def labelled(self, at: int) -> Speaker | None:
        """Who says what stands at an offset, where speech is laid out as a dialogue."""
        turn = self.dialogue.at(at)
        return turn.speaker if turn is not None else None

    def _in_dialogue(self, item: Item) -> Resolved | None:
        """The label of a turn, and "you" in a question."""
        turn = self.dialogue.at(item.span.start)
        if turn is None:
            return None
        asked = turn.label in self.roles.small["questions"] and item.word in self.roles.pronouns["second"]
        if asked or (item.span.end <= turn.span.start and not turn.named):
            speaker = self.dialogue.principal if asked else turn.speaker
            return Resolved(speaker=speaker, basis="dialogue", score=0.6 if speaker is not None else 0.0)
        return None

    # -- pronouns ---------------------------------------------------------------------------------------------

    def _pronoun(
        self, item: Item, phrase: Sequence[Item], away: frozenset[str], *, alone: bool, verb: str
    ) -> Resolved | None:
        """``alone``: nothing follows it; else only "many in the room" counts."""
        listed = self.roles.pronouns
        word = item.word.partition("'")[0]
        if not alone and word not in listed["indefinite"] | listed["first"]:
            return None
        pronouns = Pronouns(places=self.places, scene=self.scene, people=self.people)
        kind = self.roles.third.get(word)
        if kind in ("male", "female"):
            return pronouns.personal(item.span, "male" if kind == "male" else "female", away)
        if kind == "thing":
            return pronouns.thing(item.span, away, verb)
        if kind == "plural":
            return pronouns.plural(item.span, away, verb)
        if word in listed["first"] or word in listed["second"]:
            return Resolved(speaker=None, basis="first or second person", score=0.0)
        if word in listed["relative"]:
            return self._relative(item.span)
        if word in listed["indefinite"]:
            return self._indefinite(word, phrase)
        return None

    def _indefinite(self, word: str, phrase: Sequence[Item]) -> Resolved:
        """ "one of them", "many in the room": the whole phrase is the name."""
        one = word in self.roles.unnamed or word in self.roles.small["single"]
        whole = label(phrase, self.document.text, self.roles)
        return resolved(whole, "unnamed" if one else "collective", "indefinite", 0.6)

    def _relative(self, at: Span) -> Resolved:
        """ "who" stands for the phrase before it: a name, or a description beside one."""
        sentence = self.places.sentence(at)
        before = self.places.items(Span(sentence.start, at.start)) if sentence.start < at.start else []
        closed = bool(before) and before[-1].text == ","
        while before and before[-1].name is None and not before[-1].text[0].isalnum():
            before.pop()
        if not before:
            return UNRESOLVED
        last = before[-1]
        if last.name is not None and last.name.kind == "person" and not last.possessive:
            thing = at.of(self.document.text).casefold() in self.roles.small["relative_thing"]
            return UNRESOLVED if thing else _of_name(last.name)
        start = relative_start(before, self.places)
        if start > 1 and before[start - 1].word in self.roles.small["by_now"]:
            start -= 1
        if start > 1 and start < len(before) and before[start - 1].text == "," and last.name is None:
            beside = before[start - 2]
            apposed = closed or before[start].word in self.roles.indefinite  # "Berg, now the leader, who"
            if beside.name is not None and beside.name.kind == "person" and not beside.possessive and apposed:
                return _of_name(beside.name)
        people = last.name is not None and last.name.kind == "group"
        if people or self.roles.noun(self.roles.singular(last.word)[0]) in ("person", "unnamed"):
            start = phrase_start(before, len(before) - 1, self.roles)
        if start >= len(before):
            return UNRESOLVED
        found = self.resolve(before[start].span.to(last.span))
        return Resolved(speaker=found.speaker, basis="relative pronoun", score=0.9 * found.score)

    # -- descriptions -----------------------------------------------------------------------------------------

    def _described(self, d: Description, words: Sequence[Item], away: frozenset[str]) -> Resolved:
        if d.kind == "text":
            return self._text(d)
        beside = self._beside(d) if d.kind in ("person", "unnamed") else None
        if beside is not None:
            return _of_name(beside)
        if d.plural:
            return self._several(d, words)
        known = Known(people=self.people, bodies=self.bodies, scene=self.scene, roles=self.roles)
        if d.kind == "body":
            owned = words[0].name is None and words[0].word in self.roles.pronouns["possessive"]
            meant = body_meant(d, known, owner=self._owner(words[0]), owned=owned)
            return meant if meant is not None else resolved(d.label, "organisation", "description", 0.7)
        if d.determiner == "indefinite" and (d.kind is not None or f"{d.head}s".endswith(self.roles.agents)):
            return resolved(d.label, "unnamed", "description", 0.8)
        if d.kind in ("person", "unnamed") or d.age is not None:
            owner = self._owner(words[0])
            its = words[0].name is None and self.roles.third.get(words[0].word) in ("thing", "plural")
            meant = person_meant(d, known, away, owner=owner) if owner is not None or not its else None
            if meant is None and self._opens(d.span.start):
                meant = named_later(d, known, away, owner=owner)
            if meant is not None:
                return meant
        if d.kind in ("person", "unnamed"):
            return resolved(d.label, "unnamed", "description", 0.5)
        if d.label and len(words) <= 8 and d.label[0].isalpha():
            return resolved(d.label, "unknown", "phrase", 0.3)
        return UNRESOLVED

    def _opens(self, at: int) -> bool:
        """Whether an offset lies in the first few sentences of the body."""
        told = (s for s in self.document.sentences if s.role == "body")
        return any(s.span.start <= at < s.span.end for s in islice(told, HEAD))

    def _beside(self, d: Description) -> Name | None:
        """Whose apposition a description is: "Berg, a lawyer for the yard" is Berg."""
        sentence = self.places.sentence(d.span)
        if sentence.start >= d.span.start:
            return None
        return named_beside(self.places.items(Span(sentence.start, d.span.end)), d.span)

    def _owner(self, item: Item) -> Speaker | None:
        """Whose "her brother" is; that of the one who is quoted for "my brother"."""
        if item.name is not None or item.word not in self.roles.pronouns["possessive"]:
            return None
        if item.word in self.roles.small["mine"]:
            quotation = self.places.quotation(item.span)
            return self._quoted(quotation) if quotation is not None else self.labelled(item.span.start)
        return self.resolve(item.span).speaker

    def _several(self, d: Description, words: Sequence[Item]) -> Resolved:
        knows = any(w.word in self.roles.knowing and w.name is None for w in words)  # "people briefed on the talks"
        nameless = d.kind == "unnamed" and (d.head not in self.roles.only_knowing or knows)
        agents = d.kind is not None or f"{d.head}s".endswith(self.roles.agents)
        kind: SpeakerKind = "unnamed" if nameless else "collective" if agents or len(words) == 1 else "unknown"
        return resolved(d.label, kind, "description", 0.8)

    def _text(self, d: Description) -> Resolved:
        """A report, a statement: it speaks for the one who made it, else for nobody known."""
        maker = maker_in(self.places.items(d.span), d, self.roles)
        if maker is not None:
            return Resolved(speaker=maker, basis="text of", score=0.6)
        if d.determiner in ("definite", "possessive"):
            text = self.scene.text(d.span.start + 1, frozenset({d.head}))
            if text is not None and text.maker is not None:
                return Resolved(speaker=text.maker, basis="text of", score=0.5)
        return resolved(d.label, "unknown", "text", 0.4)

    def _quoted(self, quotation: Quotation) -> Speaker | None:
        """Who seems to speak a quotation."""
        seen = self.scene.beside(quotation.span)
        return Speaker(name=seen.name, kind=seen.kind) if seen else self.acting_before(quotation.span.start)

    def _quoted_at(self, at: Span) -> frozenset[str]:
        """Who is quoted there, and so speaks of others as "he"."""
        quotation = self.places.quotation(at)
        speaker = self._quoted(quotation) if quotation is not None else self.labelled(at.start)
        return frozenset({speaker.name}) if speaker is not None else frozenset()


def cast(
    document: Document, names: Sequence[Name], quotations: tuple[Quotation, ...] | None = None, *, language: str = "en"
) -> Cast:
    """The cast of an article; ``names`` as :func:`names.find` gives them, ``quotations`` where they are known."""
    known = roles(language)
    listed = _surnames([n for n in names if not _is_pronoun(n, known)], document.text, known)
    quotations = quotes.find(document) if quotations is None else quotations
    starts = [n.span.start for n in listed]
    laid = [
        items(s.tokens, listed[bisect_left(starts, s.span.start) : bisect_left(starts, s.span.end)], known.names)
        for s in document.sentences
    ]
    said = turns(document, laid, known)
    spoken = sorted([*spoken_spans(quotations), *(t.span for t in said)])
    people = learn(laid, [s.block for s in document.sentences], known, document.text, quoted=_Inside(spoken))
    bodies = learn_bodies(laid, known, document.text)
    scene = lay_scene(document, laid, people=people, nouns=bodies, quoted=spoken, roles=known)
    titled = frozenset(n.name for n in listed if n.role == "title")
    return Cast(
        places=Places(
            document=document, names=listed, quotations=quotations, roles=known, turns=tuple(t.span for t in said)
        ),
        people=people,
        bodies=bodies,
        scene=scene,
        dialogue=dialogue(said, scene.seen, titled, known),
    )


class _Inside:
    """Tells whether a span stands inside a quotation."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans

    def __call__(self, span: Span) -> bool:
        k = bisect_left(self.spans, span.start, key=lambda s: s.start) - 1
        return k >= 0 and self.spans[k].end >= span.end


def _is_pronoun(name: Name, known: Roles) -> bool:
    """Whether a name is a contraction that was taken for one ("I'll")."""
    word = name.name.replace("’", "'").partition("'")[0].casefold()
    return word in known.third or word in known.pronouns["first"] or word in known.pronouns["second"]


def _surnames(names: Sequence[Name], text: str, known: Roles) -> tuple[Name, ...]:
    """The names, with a place that is the surname of a person of the article taken for that person ("Mr Ivo Paris ...
    Paris said"), unless a preposition says that it is the place; and with a single word that begins the name of a body
    of the article, and no person's, taken for that body ("Vask Shipping ... Vask has sold it")."""
    full: dict[str, str] = {}
    bodies: dict[str, str] = {}
    parts: set[str] = set()
    for name in names:
        if name.kind == "person" and " " in name.name:
            full.setdefault(name.name.rpartition(" ")[2], name.name)
            parts.update(name.name.split())
        elif name.kind == "organisation" and " " in name.name:
            bodies.setdefault(name.name.partition(" ")[0], name.name)
    made = []
    for name in names:
        said = name.span.of(text)
        before = text[max(0, name.span.start - 12) : name.span.start].casefold().split()
        located = bool(before) and before[-1] in known.prepositions
        if name.kind == "place" and said in full and not located:
            made.append(replace(name, kind="person", name=full[said]))
        elif name.kind == "person" and said in bodies and said not in parts | known.names.given:
            made.append(replace(name, kind="organisation", name=bodies[said]))
        else:
            made.append(name)
    return tuple(made)


def _of_names(d: Description) -> Resolved:
    if len(d.named) > 1:
        return resolved(" and ".join(dict.fromkeys(n.name for n in d.named)), "collective", "names", 0.9)
    some = d.named[0].kind == "group" and " " in d.label and d.named[0].span != d.span
    return resolved(d.label, "collective", "description", 0.7) if some else _of_name(d.named[0])


def _of_name(name: Name) -> Resolved:
    if name.kind == "group":
        return resolved(name.name, "collective", "name", 0.7)
    return resolved(name.name, speaker_kind(name) or "unknown", "name", 0.95)
