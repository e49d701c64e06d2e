"""Whose statement it is: the speaker of a draft within its article, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..model import Span, Speaker, SpeakerKind
from ..text import QUOTATION_MARKS
from .statement_drafts import Draft
from .statement_syntax import words
from .statement_units import Unit

if TYPE_CHECKING:
    from .name_lexicon import Gender
    from .speaker_scene import Seen
    from .speakers import Cast

_BASES = {"name": "named in the sentence", "pronoun": "pronoun"}
_WRITTEN = frozenset({"text", "text of"})
_ONE: frozenset[SpeakerKind] = frozenset({"person", "unnamed"})
_PRONOUNS: Mapping[str, frozenset[SpeakerKind]] = {
    **dict.fromkeys(sorted(words("voices", "third_person")), _ONE),
    **dict.fromkeys(sorted(words("voices", "plural")), frozenset({"collective", "organisation", "unnamed"})),
    **dict.fromkeys(sorted(words("voices", "thing")), frozenset({"organisation"})),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """The speaker with the reason and how sure it is (0 to 1); ``passage`` is where the statement stands, ``earlier``
    who spoke before, in the running text; ``written``: the source is a text, and the speaker who made it;
    ``passive``: what is said is said of or to the subject."""

    speaker: Speaker | None
    basis: str
    score: float
    draft: Draft
    passage: Span
    earlier: Speaker | None = None
    written: bool = False
    passive: bool = False

    @property
    def asks(self) -> bool:
        """Whether it is a question put to somebody."""
        goes_on = self.draft.rule == "continued"  # as an answer may go on from "when he was asked"
        return self.draft.entry.lemma in words("voices", "questions") and not self.passive and not goes_on


NOBODY = "nobody is named"
_FAR = 1500  # characters over which a speaker is still in mind
_NEAR = 6  # characters between the paragraphs of an exchange
_MARKS = "".join(sorted(QUOTATION_MARKS)) + " \t\r\n\u00a0"


def voice(
    text: str, draft: Draft, passage: Span, *, cast: Cast, around: Voice | None, before: Voice | None,
    after: Draft | None, unit: Unit,
) -> Voice:  # fmt: skip
    """The voice of a draft.

    ``around`` is the statement it is nested in, ``before`` the last statement of the running text before it, ``after``
    the next draft of its unit.
    """

    passive = _is_passive(text, draft)

    def made(speaker: Speaker | None, basis: str, score: float) -> Voice:
        earlier = before.speaker if before is not None else None
        return Voice(
            speaker=speaker, basis=basis, score=score, draft=draft, passage=passage, earlier=earlier, passive=passive
        )

    if draft.mention is not None and passive:
        return made(None, f"“{draft.mention.of(text)}” is spoken of or to", 0.5)
    if draft.mention is None:
        if not draft.quoted or draft.cue or around is not None or draft.within is not None:
            return made(None, NOBODY, 0.5)
        return made(*_unattributed(text, draft, cast, before))
    said = draft.mention.of(text)
    word = said.casefold().replace("’", "'").split("'")[0]
    if word in words("voices", "first_person"):
        if around is not None:
            return made(around.speaker, f"“{said}” in the words of the speaker", 0.8)
        labelled = cast.labelled(draft.mention.start)
        if labelled is not None:
            return made(labelled, f"“{said}” in the words of {labelled.name}", 0.6)
        return made(None, f"“{said}” of the author", 0.5)
    if word in words("voices", "third_person"):
        ahead = _named_ahead(draft, after, unit, cast)
        if ahead is not None:
            return made(ahead, f"pronoun “{said}” for {ahead.name}, named later in the sentence", 0.75)
    apart = around.speaker if around is not None and draft.within is not None else None
    resolved = cast.resolve(draft.mention, apart_from=apart, verb=_verb(text, draft))
    if draft.rule == "continued" and before is not None and before.asks and draft.quoted:
        return made(*_unattributed(text, draft, cast, before))
    if word in _PRONOUNS and around is None and draft.within is None and before is not None and before.speaker:
        other = _answers(word, draft, before, cast)
        if other is not None:
            return made(other, f"pronoun “{said}” for {other.name}, who answers the question before", 0.6)
        if resolved.basis not in _WRITTEN and _goes_on(word, draft, before, cast):
            return made(before.speaker, f"pronoun “{said}” for {before.speaker.name}, the speaker before", 0.85)
    voiced = made(resolved.speaker, _basis(said, resolved.basis, resolved.speaker, draft), resolved.score)
    return replace(voiced, written=resolved.basis in _WRITTEN)


def _is_passive(text: str, draft: Draft) -> bool:
    """Whether the source stands before a passive ("was accused of"), so that somebody else speaks."""
    if draft.mention is None or not draft.cue or draft.cue[0].start < draft.mention.end:
        return False
    said = text[draft.mention.end : draft.cue[-1].end].casefold().replace("’", "'").split()
    at = next((k for k, w in enumerate(said) if w in words("voices", "passives")), 0)
    return at > 0 and any(w in words("be", "forms") for w in said[max(0, at - 3) : at])


def _verb(text: str, draft: Draft) -> str:
    """The last word of the cue, in small letters."""
    said = draft.cue[-1].of(text).casefold().split() if draft.cue else []
    return said[-1] if said else ""


def _basis(said: str, basis: str, speaker: Speaker | None, draft: Draft) -> str:
    if speaker is None:
        return f"“{said}” cannot be resolved"
    reason = _BASES.get(basis, basis)
    if basis != "name" and speaker.name == said:
        reason = "described in the sentence"
    elif basis != "name":
        reason = f"{reason} “{said}” for {speaker.name}"
    return f"continues the statement before: {reason}" if draft.rule == "continued" else reason


def _unattributed(text: str, draft: Draft, cast: Cast, before: Voice | None) -> tuple[Speaker | None, str, float]:
    """Who speaks a quotation that no words attribute: the one whom the sentence before it in its paragraph is about,
    else, where it opens a paragraph, who spoke in the one before (after a question: who answers)."""
    written = cast.text_before(draft.content[0].start)
    if written.speaker is not None:
        return written.speaker, f"the words of {written.speaker.name}", written.score
    acting = cast.acting_before(draft.extent.start)
    if acting is not None:
        return acting, f"beside {acting.name}, who acts in the sentence before", 0.5
    between = text[before.passage.end : draft.extent.start] if before is not None else "-"
    goes_on = before is not None and before.draft.quoted and between and not between.strip(_MARKS)
    if before is None or before.speaker is None or not goes_on or len(between) > _NEAR:
        first = cast.acting_after(draft.extent.end)
        if first is not None and before is None:
            return first, f"before {first.name}, of whom the next paragraph tells", 0.35
        return None, NOBODY, 0.5
    if before.asks:
        other = before.earlier
        if other is None or other == before.speaker or other.kind != "person":
            return None, NOBODY, 0.5
        return other, f"{other.name} answers the question before", 0.45
    return before.speaker, f"{before.speaker.name} goes on from the paragraph before", 0.5


def _named_ahead(draft: Draft, after: Draft | None, unit: Unit, cast: Cast) -> Speaker | None:
    """`Although he admitted ..., Smith said`: who is named in the main clause that follows."""
    if after is None or after.mention is None or not unit.tags or unit.tags[0] not in "SI":
        return None
    if draft.extent.start > unit.spans[min(len(unit) - 1, 4)].end:
        return None
    resolved = cast.resolve(after.mention)
    return resolved.speaker if resolved.basis == "name" else None


def _goes_on(word: str, draft: Draft, before: Voice, cast: Cast) -> bool:
    """Whether a pronoun means the speaker before: it did not ask to hear somebody else, nobody else was brought up
    since, and nothing speaks against it."""
    speaker = before.speaker
    if speaker is None or before.written or speaker.kind not in _PRONOUNS[word] or not _may_be(word, speaker, cast):
        return False
    if before.draft.unit == draft.unit:
        return not _others(word, before.draft.extent.end, draft.extent.start, speaker, cast)
    if before.asks and draft.quoted:
        return False
    start, end = before.draft.extent.end, before.passage.end
    after = start < end and any(s.speaking for s in _rivals(word, start, end, speaker, cast))
    at = draft.mention or draft.extent
    said = cast.places.speech(at) is not None
    return not after and not _others(word, end, at.start, speaker, cast, said=said)


def _answers(word: str, draft: Draft, before: Voice, cast: Cast) -> Speaker | None:
    """Who answers a question of the speaker before, when it is the one who spoke before that."""
    other = before.earlier
    asked = before.asks and draft.quoted and before.draft.unit != draft.unit
    if not asked or other is None or other == before.speaker or other.kind not in _PRONOUNS[word]:
        return None
    if not _may_be(word, other, cast) or _others(word, before.draft.extent.end, draft.extent.start, other, cast):
        return None
    first, last = min(before.passage.start, before.draft.extent.start), before.draft.extent.end
    known = {other.name, before.speaker.name if before.speaker is not None else ""}
    brought_up = any(s.name not in known and s.kind in _ONE and not s.quoted for s in cast.scene.between(first, last))
    return None if brought_up else other


def _may_be(word: str, speaker: Speaker, cast: Cast) -> bool:
    """Whether a pronoun agrees with a speaker."""
    if word not in words("voices", "third_person"):
        return word not in words("voices", "plural") or speaker.kind != "unnamed" or cast.gender(speaker.name) is None
    gender: Gender = "male" if word in words("voices", "male") else "female"
    person = cast.people.get(speaker.name)
    if person is not None:
        return person.may_be(gender)
    return cast.gender(speaker.name) in (None, gender)


def _others(word: str, start: int, end: int, speaker: Speaker, cast: Cast, *, said: bool = False) -> bool:
    """Whether somebody else whom the pronoun may mean is brought up between two places; so it counts when they are too
    far apart."""
    if end - start < 2:
        return False
    return end - start > _FAR or any(True for _ in _rivals(word, start, end, speaker, cast, said=said))


def _rivals(word: str, start: int, end: int, speaker: Speaker, cast: Cast, *, said: bool = False) -> Iterator[Seen]:
    """Mentions of others between two places whom the pronoun may mean; ``said``: also those in what somebody says."""
    for seen in cast.scene.between(start, end):
        other = Speaker(name=seen.name, kind=seen.kind)
        fits = other.kind in _PRONOUNS[word] and _may_be(word, other, cast)
        if fits and other.name != speaker.name and (said or not seen.quoted):
            yield seen


def worth_nesting(text: str, draft: Draft, voice_: Voice, around: Voice) -> bool:
    """Whether words within words are a statement of their own: said, not just thought, by somebody else."""
    if draft.quoted and draft.source:
        return True
    if voice_.speaker is None and _of_others(text, draft):
        return True
    if voice_.speaker is None or voice_.speaker == around.speaker or voice_.speaker.kind == "unknown":
        return False
    return (
        draft.entry.speech
        and not draft.rule.startswith(("passive", "reduced", "light"))
        and not draft.rule.endswith("object")
    )


def _of_others(text: str, draft: Draft) -> bool:
    """Whether people unknown say something inside a quotation (`They claim that we lost`)."""
    if draft.within is None or not draft.entry.speech or draft.rule not in ("finite that", "finite clause"):
        return False
    return draft.mention is not None and draft.mention.of(text).casefold() in words("voices", "plural")
