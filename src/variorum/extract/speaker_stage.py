"""Laying the scene: who is mentioned where in the narration, by name, pronoun or description."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from ..model import Span, SpeakerKind
from .document import Document
from .name_lexicon import Gender
from .quotes import Quotation
from .speaker_clauses import SUBJECT, verb_after, weigh
from .speaker_lexicon import Roles
from .speaker_people import Person, offices_match
from .speaker_phrases import Item, describe
from .speaker_scene import Scene, Seen, persons, speaker_kind

_HEADING = 0.35  # the weight of a mention in a heading
_REPORTED = 0.75  # a subject in what someone earlier in the sentence says
_EMBEDDED = 0.8  # a subject after another one in its sentence
_NARRATION = frozenset({"body", "heading", "title"})


@dataclass(slots=True)
class _Stage:
    """The scene while it is laid."""

    roles: Roles
    people: Mapping[str, Person]
    text: str
    quoted: Sequence[Span]
    seen: list[Seen] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    kinds: dict[str, SpeakerKind] = field(default_factory=dict)
    bodies: set[str] = field(default_factory=set)
    nameless: dict[str, Gender | None] = field(default_factory=dict)
    described: dict[str, str] = field(default_factory=dict)
    sentence_starts: tuple[int, ...] = ()
    sentence_blocks: tuple[int, ...] = ()

    def scene(self) -> Scene:
        return Scene(
            seen=tuple(self.seen), starts=tuple(self.starts), kinds=dict(self.kinds), bodies=frozenset(self.bodies),
            nameless=dict(self.nameless), described=dict(self.described),
            sentence_starts=self.sentence_starts, sentence_blocks=self.sentence_blocks,
        )  # fmt: skip

    def in_quotation(self, span: Span) -> bool:
        k = bisect_left(self.quoted, (span.start, 0), key=lambda q: (q.start, 0))
        return k > 0 and self.quoted[k - 1].end >= span.end


def lay_scene(
    document: Document,
    laid: Sequence[Sequence[Item]],
    people: Mapping[str, Person],
    quotations: Sequence[Quotation],
    roles: Roles,
) -> Scene:
    """The scene of an article; ``laid`` holds the items of each sentence.  Pronouns and offices of the narration are
    resolved on the way, so that a chain of them carries a speaker on."""
    stage = _Stage(
        roles=roles,
        people=people,
        text=document.text,
        quoted=[q.span for q in quotations if q.depth == 0 and len(q.inner) > 12],
        sentence_starts=tuple(s.span.start for s in document.sentences),
        sentence_blocks=tuple(s.block for s in document.sentences),
    )
    for k, (sentence, found) in enumerate(zip(document.sentences, laid, strict=True)):
        if sentence.role not in _NARRATION:
            continue
        for i, item in enumerate(found):
            named = _who(item, i, found, stage)
            if named is None:
                continue
            name, kind = named
            quoted = stage.in_quotation(item.span)
            weight, speaking = weigh(found, i, roles)
            if sentence.role != "body":
                weight, speaking = _HEADING, False
            elif not quoted and (above := _above(stage.seen, k, name)):
                weight *= _REPORTED if above.speaking else _EMBEDDED
            stage.kinds.setdefault(name, kind)
            if item.name is not None and item.name.kind == "organisation":
                stage.bodies.add(name)
            stage.seen.append(Seen(item.span, name, kind, weight, k, sentence.block, quoted, speaking))
            stage.starts.append(item.span.start)
    return stage.scene()


def _above(seen: Sequence[Seen], sentence: int, name: str) -> Seen | None:
    """Another subject earlier in the sentence, the speaking one first: what follows is likely part of its clause."""
    others = [
        s
        for s in takewhile(lambda s: s.sentence == sentence, reversed(seen))
        if s.name != name and not s.quoted and s.weight >= SUBJECT
    ]
    return max(others, key=lambda s: (s.speaking, s.span.start), default=None)


def _who(item: Item, i: int, found: Sequence[Item], stage: _Stage) -> tuple[str, SpeakerKind] | None:
    if item.name is not None:
        if item.name.kind == "group":
            return (item.name.name, "collective") if _is_people(found, i, stage.roles) else None
        kind = speaker_kind(item.name)
        return (item.name.name, kind) if kind else None
    gender = stage.roles.third.get(item.word)
    if gender in ("male", "female"):
        if stage.in_quotation(item.span):
            return None
        trust = persons(stage.people, stage.nameless, "male" if gender == "male" else "female")
        ranked = _rank(stage, item.span.start, trust)
        return (ranked[0], "unnamed" if ranked[0] in stage.nameless else "person") if ranked else None
    stem, plural = stage.roles.singular(item.word)
    if i == 0 or stem not in stage.roles.persons:
        return _body(found, i, stage) if i and not plural and stem in stage.roles.bodies else None
    if plural:
        return _group(found, i, stage)
    return _holder(found, i, stage) or _described(found, i, stage)


def _is_people(found: Sequence[Item], i: int, roles: Roles) -> bool:
    """A nationality or party that is a noun here and a subject: "the Democrats have"."""
    following = found[i + 1] if i + 1 < len(found) else None
    return following is not None and following.name is None and verb_after(found, i, roles) is not None


def _rank(stage: _Stage, before: int, trust: Mapping[str, float]) -> list[str]:
    scene = Scene(
        seen=tuple(stage.seen[-60:]), starts=tuple(stage.starts[-60:]), kinds=stage.kinds, bodies=frozenset(),
        nameless=stage.nameless, described={},
        sentence_starts=stage.sentence_starts, sentence_blocks=stage.sentence_blocks,
    )  # fmt: skip
    ranked = [(-w * trust[name], name) for name, w in scene.ranked(before, set(trust))]
    return [name for _, name in sorted(ranked)]


def _body(found: Sequence[Item], i: int, stage: _Stage) -> tuple[str, SpeakerKind] | None:
    """A body by a noun of its own kind ("the finance ministry"), for "the ministry" to look back on."""
    if stage.in_quotation(found[i].span) or not _ends_phrase(found, i):
        return None
    start = i
    while start > 0 and i - start < 4:
        before = found[start - 1]
        if before.name is None and not _may_modify(before, stage.roles):
            break
        start -= 1
        if before.word in stage.roles.definite or before.word in stage.roles.indefinite:
            break
    d = describe(found[start : i + 1], stage.roles, stage.text)
    if d is None or d.named or d.kind != "body" or (d.determiner == "definite" and d.label == found[i].text):
        return None
    stage.described.setdefault(d.label, d.head)
    return d.label, "organisation"


def _may_modify(item: Item, roles: Roles) -> bool:
    """Whether a word may stand before the noun of its own phrase."""
    outside = item.word in roles.prepositions or item.word in roles.small["and"] or roles.is_verb(item.word)
    return item.text[0].isalpha() and not outside


def _ends_phrase(found: Sequence[Item], i: int) -> bool:
    """Whether the noun at ``i`` is the head, and no modifier of a noun or name after it."""
    after = found[i + 1] if i + 1 < len(found) else None
    return after is None or (after.name is None and not found[i].possessive)


def _group(found: Sequence[Item], i: int, stage: _Stage) -> tuple[str, SpeakerKind] | None:
    """A plural noun that is a subject: "officials said"."""
    weight, _ = weigh(found, i, stage.roles)
    if weight < SUBJECT:
        return None
    start = i
    while start > 0 and i - start < 3 and (found[start - 1].name is not None or found[start - 1].word.isalpha()):
        before = found[start - 1]
        if before.name is None and (before.word in stage.roles.prepositions or stage.roles.is_verb(before.word)):
            break
        start -= 1
    d = describe(found[start : i + 1], stage.roles, stage.text)
    return (d.label, "collective") if d is not None else None


def _holder(found: Sequence[Item], i: int, stage: _Stage) -> tuple[str, SpeakerKind] | None:
    """A definite description by an office ("the Russian president") with the person who holds it."""
    after = found[i + 1] if i + 1 < len(found) else None
    if after is not None and after.name is not None and after.name.kind == "person":
        return None
    start = i
    while start > 0 and i - start < 6:
        before = found[start - 1]
        if before.name is None and (before.word in stage.roles.prepositions or not before.text[0].isalnum()):
            break
        start -= 1
        if before.name is None and before.word in stage.roles.definite:
            break
    end = i + 1
    if after is not None and after.word in stage.roles.small["belonging"]:
        end = next((k + 1 for k in range(i + 2, min(i + 5, len(found))) if found[k].name is not None), i + 1)
    d = describe(found[start:end], stage.roles, stage.text)
    if d is None or d.determiner not in ("definite", "possessive") or d.named:
        return None
    scored = sorted((-offices_match(d, p, stage.roles), n) for n, p in stage.people.items() if p.may_be(d.gender))
    if not scored or scored[0][0] > -0.6:
        return None
    best = [n for s, n in scored if s == scored[0][0]]
    if len(best) > 1:
        best = _rank(stage, found[i].span.start, dict.fromkeys(best, 1.0)) or best
    return best[0], "person"


def _described(found: Sequence[Item], i: int, stage: _Stage) -> tuple[str, SpeakerKind] | None:
    """Someone without a name, where a sentence makes them its subject: "a shop owner said"."""
    weight, _ = weigh(found, i, stage.roles)
    if weight < SUBJECT or stage.in_quotation(found[i].span):
        return None
    start = i
    while start > 0 and i - start < 5:
        start -= 1
        if found[start].word in stage.roles.definite or found[start].word in stage.roles.indefinite:
            break
        if found[start].name is not None or not found[start].text[0].isalpha():
            return None
    if start > 0 and (found[start - 1].text == "," or found[start - 1].word in stage.roles.verbs):
        return None
    d = describe(found[start : i + 1], stage.roles, stage.text)
    if d is None or d.named or d.determiner not in ("definite", "indefinite"):
        return None
    stage.nameless.setdefault(d.label, d.gender)
    return d.label, "unnamed"
