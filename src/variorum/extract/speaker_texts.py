"""Who a text is of: "a report by the audit office", "he left a note"."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Speaker
from .speaker_clauses import SUBJECT
from .speaker_lexicon import Roles
from .speaker_phrases import Description, Item
from .speaker_scene import Seen, speaker_kind

_AFTER = 14  # words between a text and "by" with its author
_VERB = 5  # words between a verb and the text that it makes


def maker_in(phrase: Sequence[Item], d: Description, roles: Roles) -> Speaker | None:
    """Who a phrase says a text is of: the owner or body before its noun, else the name after "by" or "from"."""
    head = next((k for k in range(len(phrase) - 1, -1, -1) if _is_head(phrase[k], d, roles)), 0)
    for item in reversed(phrase[:head]):
        kind = speaker_kind(item.name) if item.name is not None else None
        if item.name is not None and kind is not None and (item.possessive or item.name.kind == "organisation"):
            return Speaker(name=item.name.name, kind=kind)
    after = phrase[head + 1 : head + 1 + _AFTER]
    by = next((k for k, item in enumerate(after) if item.name is None and item.word in roles.by), None)
    if by is None:
        return None
    for item in after[by + 1 :]:
        kind = speaker_kind(item.name) if item.name is not None else None
        if item.name is not None and kind is not None:
            return None if item.possessive else Speaker(name=item.name.name, kind=kind)
        if item.name is None and item.word in roles.small["adding"]:
            return None
    return None


def _is_head(item: Item, d: Description, roles: Roles) -> bool:
    return item.name is None and d.head in (item.word, roles.singular(item.word)[0])


def maker_of_verb(found: Sequence[Item], start: int, seen: Sequence[Seen], roles: Roles) -> Speaker | None:
    """Who sends, writes or leaves the text whose phrase begins at ``start``: the subject of the verb before it."""
    verb = next((k for k in range(start - 1, max(-1, start - 1 - _VERB), -1) if _makes(found[k], roles)), None)
    if verb is None or any(not i.text[0].isalnum() for i in found[verb:start]):
        return None
    passive = verb > 0 and found[verb - 1].word in roles.small["be"]
    place = found[verb].span.start
    first = found[0].span.start
    for one in reversed(seen):
        if one.span.start < first or passive:
            return None
        if one.span.end <= place and one.weight >= SUBJECT * 0.7 and one.kind in ("person", "organisation", "unnamed"):
            return Speaker(name=one.name, kind=one.kind)
    return None


def _makes(item: Item, roles: Roles) -> bool:
    return item.name is None and item.word in roles.makers
