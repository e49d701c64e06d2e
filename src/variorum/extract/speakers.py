"""Who speaks: from the words of a source ("he", "the finance ministry", "a person briefed on the matter") to a speaker.

A :class:`Cast` is built once an article.  It learns offices and genders from the article itself
(:mod:`speaker_people`), lays the mentions of the narration out in order with their prominence
(:mod:`speaker_scene`), and resolves a source at its place.  The weighing follows the salience factors of Lappin and
Leass (1994): how recent a mention is, whether it is a subject, and how often the article returns to it.  What stays
uncertain is unresolved, never a guess.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..model import Name, Span, Speaker, SpeakerKind
from ..text import Token, normal
from . import quotes
from .document import Document
from .name_lexicon import Gender
from .quotes import Quotation
from .speaker_lexicon import Roles, roles
from .speaker_people import Person, affiliations_of, learn, offices_match
from .speaker_phrases import Description, Item, describe, items
from .speaker_scene import Scene, speaker_kind
from .speaker_stage import lay_scene

_DETERMINED = ("definite", "possessive")
_GONE = 0.04  # prominence under which "he" stays unresolved
_FAINT = 0.35  # prominence under which "it" and "they" stay unresolved


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """Whom a source stands for: ``basis`` names the rule, ``score`` (0 to 1) how sure it is; None is unresolved."""

    speaker: Speaker | None
    basis: str
    score: float


UNRESOLVED = Resolved(speaker=None, basis="unresolved", score=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The speakers of one article; see :func:`cast`."""

    document: Document
    names: tuple[Name, ...]
    roles: Roles
    people: dict[str, Person]
    scene: Scene
    quotations: tuple[Quotation, ...]

    def resolve(self, mention: Span, *, apart_from: Speaker | None = None) -> Resolved:
        """Whom the words of ``mention`` stand for at their place.

        ``apart_from`` is someone they cannot be: inside a quotation, the one who is quoted.
        """
        phrase = self._items(mention)
        words = [i for i in phrase if i.name is not None or i.text[0].isalnum()]
        if not words:
            return UNRESOLVED
        away = frozenset({apart_from.name}) if apart_from else self._quoted_at(mention)
        led = len(words) > 1 and words[1].word in self.roles.prepositions | self.roles.definite
        if words[0].name is None and (led or len(words) == 1):
            found = self._pronoun(words[0], away, alone=len(words) == 1)
            if found is not None:
                return found
        description = describe(phrase, self.roles, self.document.text)
        if description is None:
            return UNRESOLVED
        if description.named:
            return _of_names(description.named)
        return self._described(description, words, away)

    def last_subject(self, before: int) -> Resolved:
        """The most prominent speaker of the narration before an offset (in characters)."""
        ranked = self.scene.ranked(before, self._voices(), speech=True)
        if not ranked:
            return UNRESOLVED
        name, weight = ranked[0]
        kind = self.scene.kinds[name]
        rival = ranked[1][1] if len(ranked) > 1 else 0.0
        return Resolved(speaker=Speaker(name=name, kind=kind), basis="last subject", score=_share(weight, rival))

    def mentions_in(self, span: Span) -> tuple[tuple[Span, Speaker], ...]:
        """Persons and bodies named or meant by a pronoun inside a span, in order."""
        found: list[tuple[Span, Speaker]] = []
        for item in self._items(span):
            if item.name is not None:
                kind = speaker_kind(item.name)
                if kind is not None:
                    found.append((item.span, Speaker(name=item.name.name, kind=kind)))
            elif item.word in self.roles.third:
                speaker = self.resolve(item.span).speaker
                if speaker is not None:
                    found.append((item.span, speaker))
        return tuple(found)

    # -- pronouns ---------------------------------------------------------------------------------------------

    def _pronoun(self, item: Item, away: frozenset[str], *, alone: bool) -> Resolved | None:
        """``alone``: nothing follows it; else only "many in the room" counts."""
        pronouns = self.roles.pronouns
        word = item.word.partition("'")[0]
        if not alone and word not in pronouns["indefinite"] | pronouns["first"]:
            return None
        kind = self.roles.third.get(word)
        if kind in ("male", "female"):
            return self._personal(item.span, "male" if kind == "male" else "female", away)
        if kind == "thing":
            return self._ranked(item.span, "pronoun", away, frozenset({"organisation"}))
        if kind == "plural":
            return self._ranked(item.span, "pronoun", away, frozenset({"collective", "organisation"}))
        if word in pronouns["first"] or word in pronouns["second"]:
            return Resolved(speaker=None, basis="first or second person", score=0.0)
        if word in pronouns["relative"]:
            return self._relative(item.span)
        if word in pronouns["indefinite"]:
            one = word in self.roles.unnamed or word in self.roles.small["single"]
            kind_of: SpeakerKind = "unnamed" if one else "collective"
            return Resolved(speaker=Speaker(name=item.text, kind=kind_of), basis="indefinite", score=0.6)
        return None

    def _personal(self, at: Span, gender: Gender, away: frozenset[str]) -> Resolved:
        trust = {n: t for n, t in self.scene.persons(self.people, gender).items() if n not in away}
        ranked = sorted(((n, w * trust[n]) for n, w in self._ranking(at, set(trust))), key=lambda r: (-r[1], r[0]))
        ahead = self._announced(at, trust)
        if ahead is not None:
            ranked = [(ahead, 1.2), *((n, w) for n, w in ranked if n != ahead)]
        if not ranked or ranked[0][1] < _GONE:
            return UNRESOLVED
        name, weight = ranked[0]
        kind: SpeakerKind = "person" if name in self.people else "unnamed"
        rival = ranked[1][1] if len(ranked) > 1 else 0.0
        return Resolved(speaker=Speaker(name=name, kind=kind), basis="pronoun", score=_share(weight, rival))

    def _announced(self, at: Span, trust: Mapping[str, float]) -> str | None:
        """Whom a pronoun in a fronted phrase announces."""
        sentence = self._sentence(at)
        head = self.document.text[sentence.start : at.start]
        rest = self.document.text[at.end : sentence.end]
        first = normal(head.split()[0]) if head.split() else ""
        fronted = first in self.roles.prepositions or self.roles.ends(first, "fronting_ending")
        if not fronted or "," in head or len(head) > 40 or "," not in rest or self._quotation(at):
            return None
        return self.scene.announced(at, sentence, trust)

    def _relative(self, at: Span) -> Resolved:
        """ "who" stands for the phrase before it: a name, or a description beside one."""
        sentence = self._sentence(at)
        before = self._items(Span(sentence.start, at.start)) if sentence.start < at.start else []
        while before and before[-1].name is None and not before[-1].text[0].isalnum():
            before.pop()
        start = len(before)
        while start > 0 and before[start - 1].text != "," and not self._ends_phrase(before[start - 1]):
            start -= 1
        if start >= len(before):
            return UNRESOLVED
        if start > 1 and before[start - 1].text == "," and before[-1].name is None:
            beside = before[start - 2]
            if beside.name is not None and not beside.possessive and before[start].word in self.roles.indefinite:
                return _of_names((beside.name,))
        found = self.resolve(before[start].span.to(before[-1].span))
        return Resolved(speaker=found.speaker, basis="relative pronoun", score=0.9 * found.score)

    def _ends_phrase(self, item: Item) -> bool:
        """Whether the word before a phrase is no part of it: a verb, or "to"."""
        if item.name is not None:
            return False
        known = self.roles.noun(self.roles.singular(item.word)[0])
        if item.word in self.roles.small["to"] or item.word in self.roles.speech:
            return True
        return known is None and self.roles.is_verb(item.word)

    def _ranked(self, at: Span, basis: str, away: frozenset[str], kinds: frozenset[SpeakerKind]) -> Resolved:
        fitting = {n for n, k in self.scene.kinds.items() if k in kinds and n not in away}
        ranked = self._ranking(at, fitting)
        if not ranked or ranked[0][1] < _FAINT:
            return UNRESOLVED
        rival = ranked[1][1] if len(ranked) > 1 else 0.0
        name = ranked[0][0]
        score = 0.9 * _share(ranked[0][1], rival)
        return Resolved(speaker=Speaker(name=name, kind=self.scene.kinds[name]), basis=basis, score=score)

    def _ranking(self, at: Span, fitting: set[str]) -> list[tuple[str, float]]:
        """Candidates by prominence before a place: inside a quotation those named in it go first."""
        quotation = self._quotation(at)
        return self.scene.ranked(at.start, fitting, inside=quotation.span if quotation else None)

    # -- descriptions -----------------------------------------------------------------------------------------

    def _described(self, d: Description, words: Sequence[Item], away: frozenset[str]) -> Resolved:
        if d.kind == "text":
            return self._text(d)
        if d.plural:
            nameless = d.kind == "unnamed" and (d.head not in self.roles.only_knowing or self._knows(words))
            agents = d.kind is not None or f"{d.head}s".endswith(self.roles.agents)
            kind: SpeakerKind = "unnamed" if nameless else "collective" if agents or len(words) == 1 else "unknown"
            return Resolved(speaker=Speaker(name=d.label, kind=kind), basis="description", score=0.8)
        if d.kind == "body":
            return self._body(d)
        if d.determiner == "indefinite" and (d.kind is not None or len(words) < 3):
            return Resolved(speaker=Speaker(name=d.label, kind="unnamed"), basis="description", score=0.8)
        if d.kind in ("person", "unnamed"):
            found = self._office(d, away)
            if found is not None:
                return found
        if d.determiner == "definite":
            found = self._epithet(d, words, away)
            if found is not None:
                return found
        if d.kind in ("person", "unnamed"):
            return Resolved(speaker=Speaker(name=d.label, kind="unnamed"), basis="description", score=0.5)
        if d.label and len(words) <= 8 and d.label[0].isalpha():
            return Resolved(speaker=Speaker(name=d.label, kind="unknown"), basis="phrase", score=0.3)
        return UNRESOLVED

    def _knows(self, words: Sequence[Item]) -> bool:
        """Whether a phrase says that someone knows: "people briefed on the talks"."""
        return any(w.word in self.roles.knowing and w.name is None for w in words)

    def _office(self, d: Description, away: frozenset[str]) -> Resolved | None:
        """The person whose office the article tells in such words."""
        scored = [
            (score, n)
            for n, p in self.people.items()
            if n not in away and p.may_be(d.gender) and (score := offices_match(d, p, self.roles)) > 0.3
        ]
        if not scored:
            return None
        best = max(score for score, _ in scored)
        close = {n for score, n in scored if score > best - 0.15}
        if len(close) == 1 and (d.affiliations or d.head not in self.roles.frequent):
            return Resolved(speaker=Speaker(name=next(iter(close)), kind="person"), basis="office", score=best)
        ranked = self._ranking(d.span, close)
        if not ranked or (not d.affiliations and ranked[0][1] < _GONE):
            return None
        rival = ranked[1][1] if len(ranked) > 1 else 0.0
        share = _share(ranked[0][1], rival)
        return Resolved(speaker=Speaker(name=ranked[0][0], kind="person"), basis="office", score=best * share)

    def _epithet(self, d: Description, words: Sequence[Item], away: frozenset[str]) -> Resolved | None:
        """A definite phrase that tells no known office ("the 41-year-old"): the one person it can be, if near."""
        aged = any(self.roles.ends(i.word, "aged") for i in words)
        if d.kind is None and not aged:
            return None
        fitting = {
            n
            for n, p in self.people.items()
            if n not in away and p.may_be(d.gender) and not (d.affiliations and not aged and affiliations_of(p))
        }
        ranked = self.scene.ranked(d.span.start, fitting)
        if not ranked or ranked[0][1] < 0.3:
            return None
        rival = ranked[1][1] if len(ranked) > 1 else 0.0
        share = _share(ranked[0][1], rival)
        if share < 0.6:
            return None
        return Resolved(speaker=Speaker(name=ranked[0][0], kind="person"), basis="epithet", score=0.7 * share)

    def _body(self, d: Description) -> Resolved:
        """A ministry, a company: the named or described one that it shortens, else the phrase itself."""
        short = d.determiner in _DETERMINED and self._shortened(d)
        if short:
            return Resolved(speaker=Speaker(name=short, kind="organisation"), basis="short form", score=0.7)
        if d.determiner == "definite" and d.head in self.roles.generic and len(d.label.split()) == 1:
            named = {n for n in self.scene.bodies if not self._is_seat(n)}
            ranked = self.scene.ranked(d.span.start, named)
            if ranked and _share(ranked[0][1], ranked[1][1] if len(ranked) > 1 else 0.0) > 0.55:
                return Resolved(speaker=Speaker(name=ranked[0][0], kind="organisation"), basis="epithet", score=0.5)
        return Resolved(speaker=Speaker(name=d.label, kind="organisation"), basis="description", score=0.7)

    def _is_seat(self, name: str) -> bool:
        return name in self.roles.seats

    def _shortened(self, d: Description) -> str | None:
        """The last body before whose name or description has the noun of ``d`` and all that it says besides."""
        said = {normal(w) for w in d.label.split()}
        for seen in reversed(self.scene.seen[: bisect_left(self.scene.starts, d.span.start)]):
            if seen.kind != "organisation" or not (seen.name in self.scene.bodies or seen.name in self.scene.described):
                continue
            parts = {normal(w) for w in seen.name.split()}
            if len(parts) > 1 and said <= parts | {self.roles.singular(p)[0] for p in parts}:
                return seen.name
        return None

    def _text(self, d: Description) -> Resolved:
        """A report, a statement: it speaks for the body that it names, else for nobody known."""
        for name in self._names_in(d.span):
            kind = speaker_kind(name)
            if kind is not None:
                return Resolved(speaker=Speaker(name=name.name, kind=kind), basis="text of", score=0.6)
        return Resolved(speaker=Speaker(name=d.label, kind="unknown"), basis="text", score=0.4)

    # -- places -----------------------------------------------------------------------------------------------

    def _names_in(self, span: Span) -> tuple[Name, ...]:
        first = bisect_left(self.names, span.start, key=lambda n: n.span.start)
        last = bisect_left(self.names, span.end, key=lambda n: n.span.start)
        return self.names[max(0, first - 1) if first and self.names[first - 1].span.end > span.start else first : last]

    def _sentence(self, at: Span) -> Span:
        sentences = self.document.sentences
        k = max(0, bisect_right(sentences, at.start, key=lambda s: s.span.start) - 1)
        return sentences[k].span

    def _items(self, span: Span) -> list[Item]:
        sentences = self.document.sentences
        k = max(0, bisect_right(sentences, span.start, key=lambda s: s.span.start) - 1)
        tokens: list[Token] = []
        while k < len(sentences) and sentences[k].span.start < span.end:
            # By bisection: a sentence may be a whole badly punctuated book.
            row = sentences[k].tokens
            tokens += row[bisect_right(row, span.start, key=_end) : bisect_left(row, span.end, key=_start)]
            k += 1
        return items(tokens, self._names_in(span), self.roles.names)

    def _quotation(self, at: Span) -> Quotation | None:
        """The outermost quotation around a place."""
        return next((q for q in self.quotations if q.depth == 0 and q.inner.contains(at)), None)

    def _quoted_at(self, at: Span) -> frozenset[str]:
        """Who is quoted there, and so speaks of others as "he"."""
        quotation = self._quotation(at)
        if quotation is None:
            return frozenset()
        seen = self.scene.beside(quotation.span)
        return frozenset({seen.name}) if seen else frozenset()

    def _voices(self) -> set[str]:
        return {n for n, k in self.scene.kinds.items() if k in ("person", "organisation", "collective")}


def _start(token: Token) -> int:
    return token.start


def _end(token: Token) -> int:
    return token.end


def cast(document: Document, names: Sequence[Name], *, language: str = "en") -> Cast:
    """The cast of an article; ``names`` as :func:`names.find` gives them."""
    known = roles(language)
    listed = tuple(names)
    quotations = quotes.find(document)
    starts = [n.span.start for n in listed]
    laid = [
        items(s.tokens, listed[bisect_left(starts, s.span.start) : bisect_left(starts, s.span.end)], known.names)
        for s in document.sentences
    ]
    people = learn(laid, known, document.text)
    scene = lay_scene(document, laid, people, quotations, known)
    return Cast(document=document, names=listed, roles=known, people=people, scene=scene, quotations=quotations)


def _share(weight: float, rival: float) -> float:
    """How clearly the first stands before the second, 0.5 to 1."""
    return round(weight / (weight + rival), 4) if weight + rival else 0.0


def _of_names(named: Sequence[Name]) -> Resolved:
    if len(named) > 1:
        joined = " and ".join(dict.fromkeys(n.name for n in named))
        return Resolved(speaker=Speaker(name=joined, kind="collective"), basis="names", score=0.9)
    kind = speaker_kind(named[0])
    if named[0].kind == "group":
        return Resolved(speaker=Speaker(name=named[0].name, kind="collective"), basis="name", score=0.7)
    return Resolved(speaker=Speaker(name=named[0].name, kind=kind or "unknown"), basis="name", score=0.95)
