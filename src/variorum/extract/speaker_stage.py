"""Laying the scene: who is mentioned where in the narration, by name, pronoun or description."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile

from ..model import Span, Speaker, SpeakerKind
from .document import Document, Sentence
from .name_lexicon import Gender, key
from .quotes import Quotation
from .speaker_bodies import Nouns
from .speaker_clauses import ACTING, OBLIQUE, SUBJECT, verb_after, weigh
from .speaker_described import Known, also_called, body_meant, person_meant
from .speaker_lexicon import Roles
from .speaker_nouns import Phrase, phrase_at
from .speaker_people import Person
from .speaker_phrases import Item
from .speaker_scene import Extra, Scene, Seen, Text, speaker_kind
from .speaker_texts import maker_in, maker_of_verb

_HEADING = 0.35  # the weight of a mention in a heading
_REPORTED = 0.75  # a subject in what someone earlier in the sentence says
_EMBEDDED = 0.8  # a subject after another one in its sentence
_RECENT = 80  # mentions that a pronoun or description of the narration looks back on
_ASIDE = 14  # items of an aside between two names that "and" joins
_OPENING = 12  # characters before a text with which a sentence opens ("In a statement, ...")
_NARRATION = frozenset({"body", "heading", "title"})

Who = tuple[str, SpeakerKind]


@dataclass(slots=True)
class _Stage:
    """The scene while it is laid; ``people`` learn on the way by which epithets they are called."""

    roles: Roles
    people: dict[str, Person]
    nouns: Nouns
    text: str
    quoted: Sequence[Span]
    seen: list[Seen] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    kinds: dict[str, SpeakerKind] = field(default_factory=dict)
    bodies: set[str] = field(default_factory=set)
    extras: dict[str, Extra] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)
    first: dict[str, int] = field(default_factory=dict)
    sentence_starts: tuple[int, ...] = ()
    sentence_blocks: tuple[int, ...] = ()

    def scene(self, last: int = 0) -> Scene:
        """The scene so far; ``last``: only that many mentions of it."""
        return Scene(
            seen=tuple(self.seen[-last:]), starts=tuple(self.starts[-last:]), kinds=self.kinds,
            bodies=frozenset(self.bodies), extras=self.extras, texts=tuple(self.texts[-last:]), first=self.first,
            sentence_starts=self.sentence_starts, sentence_blocks=self.sentence_blocks,
        )  # fmt: skip

    def known(self) -> Known:
        return Known(people=self.people, bodies=self.nouns, scene=self.scene(_RECENT), roles=self.roles)

    def in_quotation(self, span: Span) -> bool:
        return self.quotation(span) is not None

    def quotation(self, span: Span) -> Span | None:
        k = bisect_left(self.quoted, (span.start, 0), key=lambda q: (q.start, 0))
        return self.quoted[k - 1] if k > 0 and self.quoted[k - 1].end >= span.end else None


def lay_scene(
    document: Document,
    laid: Sequence[Sequence[Item]],
    *,
    people: dict[str, Person],
    nouns: Nouns,
    quoted: Sequence[Span],
    roles: Roles,
) -> Scene:
    """The scene of an article; ``laid`` holds the items of each sentence, ``quoted`` what is spoken, in order.

    Pronouns and descriptions of the narration are resolved on the way, so that a chain of them carries a speaker on;
    ``people`` get the epithets found.
    """
    stage = _Stage(
        roles=roles, people=people, nouns=nouns, text=document.text, quoted=quoted,
        sentence_starts=tuple(s.span.start for s in document.sentences),
        sentence_blocks=tuple(s.block for s in document.sentences),
    )  # fmt: skip
    for k, (sentence, found) in enumerate(zip(document.sentences, laid, strict=True)):
        if sentence.role in _NARRATION:
            _lay(stage, k, sentence, found)
    return stage.scene()


def spoken_spans(quotations: Sequence[Quotation]) -> list[Span]:
    """The outermost quotations that hold more than a word or two."""
    return [q.span for q in quotations if q.depth == 0 and len(q.inner) > 12]


def _lay(stage: _Stage, k: int, sentence: Sentence, found: Sequence[Item]) -> None:
    """Put the mentions of a sentence on the stage."""
    first_text = len(stage.texts)
    for i, item in enumerate(found):
        who = _who(item, i, found, stage)
        if who is None:
            continue
        weight, speaking = weigh(found, i, stage.roles) if sentence.role == "body" else (_HEADING, False)
        quoted = stage.in_quotation(item.span)
        pair = _pair(found, i, stage) if item.name is not None else None
        for name, kind in (who,) if pair is None else (who, pair):
            _put(stage, Seen(item.span, name, kind, weight, k, sentence.block, quoted, speaking))
    _told_in(stage, k, first_text)


def _put(stage: _Stage, seen: Seen) -> None:
    """Add a mention; after another subject of its sentence it counts for less."""
    above = _above(stage.seen, seen.sentence, seen.name) if seen.weight != _HEADING and not seen.quoted else None
    if above is not None:
        seen = replace(seen, weight=seen.weight * (_REPORTED if above.speaking else _EMBEDDED))
    stage.kinds.setdefault(seen.name, seen.kind)
    stage.first.setdefault(seen.name, seen.span.start)
    stage.seen.append(seen)
    stage.starts.append(seen.span.start)


def _above(seen: Sequence[Seen], sentence: int, name: str) -> Seen | None:
    """Another subject earlier in the sentence, the speaking one first: what follows is likely part of its clause."""
    others = [
        s
        for s in takewhile(lambda s: s.sentence == sentence, islice(reversed(seen), _RECENT))
        if s.name != name and not s.quoted and s.weight >= SUBJECT
    ]
    return max(others, key=lambda s: (s.speaking, s.span.start), default=None)


def _who(item: Item, i: int, found: Sequence[Item], stage: _Stage) -> Who | None:
    if item.name is not None:
        if item.name.kind == "group":
            return (item.name.name, "collective") if _is_people(found, i, stage.roles) else None
        if item.name.kind == "organisation":
            stage.bodies.add(item.name.name)
        kind = speaker_kind(item.name)
        return (item.name.name, kind) if kind else None
    gender = stage.roles.third.get(item.word)
    if gender in ("male", "female"):
        return (
            None if stage.in_quotation(item.span) else _he_or_she(item, "male" if gender == "male" else "female", stage)
        )
    return _described(found, i, stage)


def _is_people(found: Sequence[Item], i: int, roles: Roles) -> bool:
    """A nationality or party that is a noun here and a subject: "the Democrats have"."""
    following = found[i + 1] if i + 1 < len(found) else None
    return following is not None and following.name is None and verb_after(found, i, roles) is not None


def _he_or_she(item: Item, gender: Gender, stage: _Stage) -> Who | None:
    ranked = stage.scene(_RECENT).meant(item.span.start, stage.people, gender, frozenset())
    if not ranked:
        return None
    name = ranked[0][0]
    return name, "unnamed" if name in stage.extras else "person"


def _pair(found: Sequence[Item], i: int, stage: _Stage) -> Who | None:
    """Two persons joined by "and", whom "they" may look back on; ``i`` is the second."""
    if i < 2 or found[i].name is None:
        return None
    joined = next((k for k in range(i - 1, max(0, i - 4), -1) if found[k].word in stage.roles.small["pair"]), 0)
    titled = all(stage.roles.names.titles(key(item.text)) for item in found[joined + 1 : i])
    if not joined or not titled:
        return None
    k = joined - 1
    if found[k].text == ",":  # "Berg, an engineer, and Holm"
        k = next((n for n in range(k - 1, max(-1, k - _ASIDE), -1) if _named_aside(found, n)), k)
    one, other = found[k].name, found[i].name
    if one is None or other is None or one.kind != "person" or other.kind != "person":
        return None
    return None if one.name == other.name or found[k].possessive else (f"{one.name} and {other.name}", "collective")


def _named_aside(found: Sequence[Item], n: int) -> bool:
    name = found[n].name
    return name is not None and name.kind == "person" and found[n + 1].text == ","


# -- descriptions ---------------------------------------------------------------------------------------------


def _described(found: Sequence[Item], i: int, stage: _Stage) -> Who | None:
    """Whom or what the noun at ``i`` stands for, where it is the head of a phrase."""
    roles = stage.roles
    word = found[i].word
    stem, plural = roles.singular(word)
    stem = roles.abbreviated.get(stem, stem)
    person, text = stem in roles.persons or stem in roles.unnamed, stem in roles.documents or word in roles.documents
    if (i == 0 and not plural) or not (person or text or stem in roles.bodies):
        return None
    phrase = phrase_at(found, i, roles, stage.text)
    if phrase is None or (word in roles.speech and i - phrase.start > 1 and not _adjective(found[i - 1], roles)):
        return None  # "the paper notes"
    if phrase.read.kind == "text" or (text and not person):
        return _text(found, phrase, stage)
    if phrase.read.plural:
        return _group(found, i, phrase, stage) if person else None
    if phrase.read.kind == "body":
        return _body(found, phrase, stage)
    return _person(found, i, phrase, stage) if phrase.read.kind in ("person", "unnamed") else None


def _adjective(item: Item, roles: Roles) -> bool:
    """Whether a word before a noun is none itself."""
    return item.name is None and roles.noun(roles.singular(item.word)[0]) is None


def _person(found: Sequence[Item], i: int, phrase: Phrase, stage: _Stage) -> Who | None:
    """The person a phrase means, else somebody new without a name: "a shop owner said"."""
    d, roles = phrase.read, stage.roles
    if d.determiner == "bare" or found[phrase.start].word in roles.small["nobody"]:
        return None
    its = roles.third.get(found[phrase.start].word) in ("thing", "plural")
    if d.determiner != "indefinite" and not its:
        meant = person_meant(d, stage.known(), owner=_owner(found[phrase.start], stage))
        if meant is not None and meant.speaker is not None:
            name, kind = meant.speaker.name, meant.speaker.kind
            if meant.basis == "epithet" and not stage.in_quotation(d.span):
                stage.people[name] = also_called(stage.people[name], d)
            return name, kind
    weight = weigh(found, i, roles)[0]
    if weight <= OBLIQUE or (d.determiner != "indefinite" and weight < ACTING and not _own(found[phrase.start], roles)):
        return None
    stage.extras.setdefault(d.label, Extra(d.label, d.head, "person", gender=d.gender, new=d.determiner != "definite"))
    return d.label, "unnamed"


def _own(item: Item, roles: Roles) -> bool:
    """ "my father": brought up by the one who speaks."""
    return item.word in roles.pronouns["first"] or item.word in roles.small["mine"]


def _group(found: Sequence[Item], i: int, phrase: Phrase, stage: _Stage) -> Who | None:
    """A plural noun that is a subject: "officials said"."""
    if weigh(found, i, stage.roles)[0] < ACTING:
        return None
    d = phrase.read
    stage.extras.setdefault(d.label, Extra(d.label, d.head, "person", plural=True))
    return d.label, "collective"


def _body(found: Sequence[Item], phrase: Phrase, stage: _Stage) -> Who | None:
    """A body by a noun of its own kind ("the finance ministry"), for "the ministry" to look back on."""
    d = phrase.read
    if stage.in_quotation(d.span):
        return None
    meant = body_meant(d, stage.known(), owner=_owner(found[phrase.start], stage))
    if meant is not None and meant.speaker is not None:
        return meant.speaker.name, "organisation"
    if d.determiner == "bare" or (d.determiner != "indefinite" and len(d.label.split()) == 1):
        return None
    stage.extras.setdefault(d.label, Extra(d.label, d.head, "body"))
    return d.label, "organisation"


def _text(found: Sequence[Item], phrase: Phrase, stage: _Stage) -> Who | None:
    """A note, a report: "it" may look back on it, and it speaks for who made it."""
    d, roles = phrase.read, stage.roles
    if d.determiner == "bare" or stage.in_quotation(d.span):
        return None
    told = stage.scene(_RECENT).text(d.span.start, frozenset({d.head})) if d.determiner == "definite" else None
    maker = maker_in(found[phrase.start : phrase.end], d, roles) or _owner(found[phrase.start], stage)
    if maker is None:
        maker = maker_of_verb(found, phrase.start, stage.seen, roles)
    if maker is None and told is not None:
        maker = told.maker
    label = told.label if told is not None else d.label
    inside = phrase.lead is not None and phrase.lead.word in roles.prepositions
    stage.texts.append(Text(d.span.start, label, d.head, maker, told=not inside))
    return stage.texts[-1].label, "unknown"


def _owner(item: Item, stage: _Stage) -> Speaker | None:
    """Whose "his memoir", "her brother", and in a quotation "my brother" is."""
    if item.word in stage.roles.small["mine"]:
        quotation = stage.quotation(item.span)
        by = _acts_before(quotation.start, stage) if quotation is not None else None
        return Speaker(name=by.name, kind=by.kind) if by is not None else None
    gender = stage.roles.third.get(item.word) if item.name is None else None
    if gender not in ("male", "female"):
        return None
    who = _he_or_she(item, "male" if gender == "male" else "female", stage)
    return Speaker(name=who[0], kind=who[1]) if who is not None else None


def _acts_before(place: int, stage: _Stage) -> Seen | None:
    """The last subject of the narration before an offset, in its paragraph."""
    scene = stage.scene(_RECENT)
    block = scene.sentence_blocks[scene.sentence(place)]
    for seen in scene.back_from(place):
        if seen.block != block:
            return None
        if seen.weight >= ACTING and not seen.quoted:
            return seen
    return None


def _told_in(stage: _Stage, k: int, first: int) -> None:
    """Texts of a sentence "in" which somebody speaks are that speaker's."""
    if first == len(stage.texts):
        return
    here = takewhile(lambda s: s.sentence == k, reversed(stage.seen))
    speakers = [s for s in here if s.speaking and not s.quoted and s.kind != "unknown"][::-1]
    for n in range(first, len(stage.texts)):
        text = stage.texts[n]
        led = stage.text[max(0, text.at - 4) : text.at].split()
        if text.maker is not None or not led or led[-1].casefold() not in stage.roles.small["within"]:
            continue
        opens = text.at - stage.sentence_starts[k] < _OPENING
        by = next((s for s in speakers if opens or s.span.end <= text.at), None)
        if by is not None:
            stage.texts[n] = replace(text, maker=Speaker(name=by.name, kind=by.kind))
