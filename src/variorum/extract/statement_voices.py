"""Whose statement it is: the speaker of a draft within its article, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Span, Speaker
from .statement_drafts import Draft
from .statement_syntax import words
from .statement_units import Unit

if TYPE_CHECKING:
    from .name_lexicon import Gender
    from .speakers import Cast

_BASES = {"name": "named in the sentence", "pronoun": "pronoun"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """The speaker with the reason and how sure it is (0 to 1); ``at`` is where the statement stands."""

    speaker: Speaker | None
    basis: str
    score: float
    draft: Draft
    passage: Span


NOBODY = "nobody is named"
_FAR = 1500  # characters over which a speaker is still in mind


def voice(
    text: str, draft: Draft, passage: Span, *, cast: Cast, around: Voice | None, before: Voice | None,
    after: Draft | None, unit: Unit,
) -> Voice:  # fmt: skip
    """The voice of a draft.

    ``around`` is the statement it is nested in, ``before`` the last statement of the running text before it, ``after``
    the next draft of its unit.
    """

    def made(speaker: Speaker | None, basis: str, score: float) -> Voice:
        return Voice(speaker=speaker, basis=basis, score=score, draft=draft, passage=passage)

    if draft.mention is None:
        return made(None, NOBODY, 0.5)
    said = draft.mention.of(text)
    word = said.casefold().replace("’", "'").split("'")[0]
    if word in words("voices", "first_person"):
        if around is not None:
            return made(around.speaker, f"“{said}” in the words of the speaker", 0.8)
        return made(None, f"“{said}” of the author", 0.5)
    if word in words("voices", "third_person"):
        ahead = _named_ahead(draft, after, unit, cast)
        if ahead is not None:
            return made(ahead, f"pronoun “{said}” for {ahead.name}, named later in the sentence", 0.75)
        if around is None and before is not None and _goes_on(word, draft, passage, before, cast):
            name = before.speaker.name if before.speaker is not None else ""
            return made(before.speaker, f"pronoun “{said}” for {name}, the speaker before", 0.85)
    apart = around.speaker if around is not None and draft.within is not None else None
    resolved = cast.resolve(draft.mention, apart_from=apart)
    return made(resolved.speaker, _basis(said, resolved.basis, resolved.speaker, draft), resolved.score)


def _basis(said: str, basis: str, speaker: Speaker | None, draft: Draft) -> str:
    if speaker is None:
        return f"“{said}” cannot be resolved"
    reason = _BASES.get(basis, basis)
    if basis != "name" and speaker.name == said:
        reason = "described in the sentence"
    elif basis != "name":
        reason = f"{reason} “{said}” for {speaker.name}"
    return f"continues the statement before: {reason}" if draft.rule == "continued" else reason


def _named_ahead(draft: Draft, after: Draft | None, unit: Unit, cast: Cast) -> Speaker | None:
    """`Although he admitted ..., Smith said`: who is named in the main clause that follows."""
    if after is None or after.mention is None or not unit.tags or unit.tags[0] not in "SI":
        return None
    if draft.extent.start > unit.spans[min(len(unit) - 1, 4)].end:
        return None
    resolved = cast.resolve(after.mention)
    return resolved.speaker if resolved.basis == "name" else None


def _goes_on(word: str, draft: Draft, passage: Span, before: Voice, cast: Cast) -> bool:
    """Whether a pronoun means the speaker before: nobody else was brought up since, and nothing speaks against it."""
    speaker = before.speaker
    if speaker is None or speaker.kind != "person":
        return False
    gender: Gender = "male" if word in words("voices", "male") else "female"
    person = cast.people.get(speaker.name)
    if person is not None and not person.may_be(gender):
        return False
    if before.draft.unit == draft.unit:
        return not _others(before.draft.extent.end, draft.extent.start, speaker, cast)
    return not _others(before.passage.end, passage.start, speaker, cast)


def _others(start: int, end: int, speaker: Speaker, cast: Cast) -> bool:
    """Whether another person is brought up between two places; too far apart counts as that."""
    if end - start < 2:
        return False
    return end - start > _FAR or any(
        s.name != speaker.name and s.kind == "person" for _, s in cast.mentions_in(Span(start, end))
    )


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
