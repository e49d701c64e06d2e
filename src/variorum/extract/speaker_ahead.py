"""Whom a description at the head of an article looks ahead to.

A report may open with an office and name its holder only then: "..., its chief executive said on Tuesday. [New
paragraph] Ada Quill told residents ...".
"""

from __future__ import annotations

from ..model import Speaker
from .speaker_clauses import SUBJECT
from .speaker_described import EXACT, KNOWN, Known
from .speaker_people import Person, affiliations_of, offices_match
from .speaker_phrases import Description
from .speaker_scene import Resolved, Seen, resolved

HEAD = 3
"""Sentences of the body, from its start, that may look ahead."""
_SOON = 4  # sentences within which the name comes
_NEXT = 2  # the same where only its place tells whose name it is
_TRUST = 0.5  # from here on a name is surely a person's


def named_later(
    d: Description, known: Known, away: frozenset[str] = frozenset(), *, owner: Speaker | None = None
) -> Resolved | None:
    """The person named soon after a description of one in the head of an article: the only one of that office there,
    else, where nobody holds it and nobody was named before, who speaks next and of whom nothing else is told.

    ``owner``: what "its" means in "its president".
    """
    if d.determiner not in ("definite", "possessive") or d.plural or d.kind != "person":
        return None
    offered = {n: p for n, p in known.people.items() if offices_match(d, p, known.roles) > KNOWN}
    if offered:
        holders = {n: p for n, p in offered.items() if not _of_another(p, known, owner)}
        return _holder(d, holders, known, away)
    sure = {n for n, p in known.people.items() if p.trust > _TRUST}
    after = next((s for s in known.scene.seen if s.name in sure), None)
    if after is None or after.name in away or not _speaks_next(after, d, known):
        return None
    return resolved(after.name, "person", "named next", 0.55)


def _holder(d: Description, holders: dict[str, Person], known: Known, away: frozenset[str]) -> Resolved | None:
    if len(holders) != 1:
        return None
    ((name, person),) = holders.items()
    scene = known.scene
    first = scene.first.get(name, 0)
    near = d.span.end <= first and scene.sentence(first) - scene.sentence(d.span.start) <= _SOON
    if name in away or not near or not person.may_be(d.gender) or offices_match(d, person, known.roles) < EXACT:
        return None
    return resolved(name, "person", "office", 0.65)


def _of_another(person: Person, known: Known, owner: Speaker | None) -> bool:
    """Whether a person's office is told to be that of another body than ``owner``."""
    bodies = affiliations_of(person) & known.scene.bodies
    return owner is not None and owner.name in known.scene.bodies and bool(bodies) and owner.name not in bodies


def _speaks_next(after: Seen, d: Description, known: Known) -> bool:
    """Whether the first person of an article is named after a description, as the subject of one of the next
    sentences, with full name and without an office or an age."""
    person = known.people[after.name]
    here = known.scene.sentence(d.span.start)
    placed = after.span.start >= d.span.end and 1 <= after.sentence - here <= _NEXT and not after.quoted
    speaks = after.speaking and after.weight >= SUBJECT and " " in after.name
    return placed and speaks and not person.offices and not person.ages and person.may_be(d.gender)
