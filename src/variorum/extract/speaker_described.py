"""Whom a description stands for: "the minister", "the 41-year-old", "the company", "the officer".

A definite description goes to the person or body of whom the article has told it (an office, an age, an apposition), to
somebody unnamed whom it has introduced in such words, or, where news uses such nouns for somebody already named
("the striker"), to the one who stands out.  Everything else stays the description.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..model import Speaker
from ..text import normal
from .speaker_bodies import Nouns
from .speaker_clauses import ACTING
from .speaker_lexicon import Roles
from .speaker_people import Office, Person, affiliations_of, offices_match, relative_of
from .speaker_phrases import Description
from .speaker_scene import Extra, Resolved, Scene, resolved, share

KNOWN = 0.45  # how well an office must match at least
_SURE = 0.6  # from here on nobody else need be looked for
EXACT = 0.75  # from here on it is told in the same noun
_CLOSE = 0.15  # offices that match nearly as well
_GONE = 0.04  # prominence under which nobody is meant
_NEAR = 0.2  # prominence that an epithet asks for
_CLEAR = 0.65  # share of the first that it asks for
_AHEAD = 3  # sentences from the start of an article that may describe somebody named later
_BESIDE, _ALONE = 0.5, 0.75  # the same for nouns that are seldom epithets
_OTHERWISE = 0.6  # weight of a person who is known to be something else
_BODY_CLEAR, _BODY_NEAR = 0.6, 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an article tells of its persons and bodies, and the scene so far."""

    people: Mapping[str, Person]
    bodies: Nouns
    scene: Scene
    roles: Roles


def person_meant(
    d: Description, known: Known, away: frozenset[str] = frozenset(), *, owner: Speaker | None = None
) -> Resolved | None:
    """The person, named or not, that a description of one person stands for; None when it stands for itself.

    ``owner``: whom "her" means in "her brother", or "its" in "its president".
    """
    if owner is not None and d.head in known.roles.kin:
        of = known.people.get(owner.name)
        relative = relative_of(d, of, known.people, known.roles) if of is not None else None
        return resolved(relative, "person", "office", 0.8) if relative is not None and relative not in away else None
    body = owner.name if owner is not None and owner.kind == "organisation" else None
    scored = {
        n: score
        for n, p in known.people.items()
        if n not in away
        and p.may_be(d.gender)
        and (score := offices_match(d, p, known.roles)) > KNOWN
        and _introduced_by(n, d, known)
        and (body is None or body in affiliations_of(p))
    }
    extras = _introduced(d, known) if d.determiner == "definite" else {}
    best = max(scored.values(), default=0.0)
    if scored and (best >= EXACT or not extras):
        holder = _holder(d, scored, set(extras), known)
        if holder is not None:
            return holder
    new = {label for label, extra in extras.items() if extra.new}
    meant = _epithet(d, known, away, new) if d.determiner == "definite" else None
    if meant is not None or not extras:
        return meant
    ranked = known.scene.ranked(d.span.start, set(extras))
    return resolved(ranked[0][0], "unnamed", "introduced before", 0.7) if ranked else None


def _introduced_by(name: str, d: Description, known: Known) -> bool:
    """Whether a person is named before a description, or it stands so early (in a headline) that it may look ahead."""
    scene = known.scene
    return scene.first.get(name, 0) < d.span.start or scene.sentence(d.span.start) < _AHEAD


def _introduced(d: Description, known: Known) -> dict[str, Extra]:
    """Those without a name whom the article has described by the same noun, and by all that is said of them here."""
    said = {normal(w) for w in d.label.split()}
    return {
        label: extra
        for label, extra in known.scene.extras.items()
        if extra.sort in ("person", "unnamed") and not extra.plural and extra.head.endswith(d.head)
        and said <= {normal(w) for w in label.split()}
    }  # fmt: skip


def _holder(d: Description, scored: Mapping[str, float], extras: set[str], known: Known) -> Resolved | None:
    """The one of whom the article tells the office."""
    best = max(scored.values())
    close = {n for n, score in scored.items() if score > best - _CLOSE}
    told = d.affiliations or d.head not in known.roles.frequent or d.age
    if len(close) == 1 and not extras and told and best >= _SURE:
        return resolved(next(iter(close)), "person", "office", best)
    ranked = known.scene.ranked(d.span.start, close | extras)
    if not ranked or (not d.affiliations and ranked[0][1] < _GONE):
        return None
    name = ranked[0][0]
    kind = known.scene.kinds.get(name, "person")
    return resolved(name, "unnamed" if kind == "unnamed" else "person", "office", best * share(ranked))


def _epithet(d: Description, known: Known, away: frozenset[str], extras: set[str]) -> Resolved | None:
    """A phrase that tells no known office ("the striker", "the 41-year-old"): the one person it can be, if near.

    Nouns that are seldom used so ("the manager") ask for somebody whom the sentence before is about, and nouns for
    people who are kept nameless ("the official") are never an epithet.
    """
    roles = known.roles
    if (d.age is None and d.kind != "person") or d.head in roles.never_epithets:
        return None
    used = d.age is not None or d.head in roles.epithets or d.head not in roles.persons
    trust = {
        n: p.trust * (_OTHERWISE if used and _is_otherwise(d, p) else 1.0)
        for n, p in known.people.items()
        if n not in away and p.may_be(d.gender) and _could_be(d, p, roles)
    }
    scene = known.scene
    begin = scene.sentence_starts[scene.sentence(d.span.start)]
    acting = {s.name for s in scene.between(begin, d.span.start) if s.weight >= ACTING}
    trust.update(dict.fromkeys(extras, 1.0))
    ranked = [(n, w * trust[n]) for n, w in known.scene.ranked(d.span.start, set(trust))]
    ranked.sort(key=lambda r: (-r[1], r[0]))
    near, clear = (_NEAR, _CLEAR) if used else (_BESIDE, _ALONE)
    if not ranked or ranked[0][1] < near or share(ranked) < clear:
        return None
    if ranked[0][0] in extras or ranked[0][0] in acting:  # "Berg fell, and the referee saw it"
        return None
    return resolved(ranked[0][0], "person", "epithet", 0.7 * share(ranked))


def _could_be(d: Description, person: Person, roles: Roles) -> bool:
    """Whether no age and no country speaks against a person."""
    if d.age is not None:
        return not person.ages
    wanted, known = d.affiliations & roles.countries, affiliations_of(person) & roles.countries
    return not wanted or not known or bool(wanted & known)


def _is_otherwise(d: Description, person: Person) -> bool:
    return d.age is None and bool(person.offices)


def also_called(person: Person, d: Description) -> Person:
    """The person with what a description adds."""
    office = Office(d.head, d.grades, d.affiliations - {person.name})
    return replace(person, offices=person.offices | {office}, ages=person.ages | ({d.age} if d.age else set()))


def body_meant(d: Description, known: Known, *, owner: Speaker | None = None, owned: bool = False) -> Resolved | None:
    """The body, named or described, that "the company", "the ministry" stands for; None when it stands for itself.

    ``owned``: it is "her campaign", and ``owner`` whom "her" means.
    """
    if owner is not None or owned:
        of = _body_of(owner, d, known) if owner is not None else None
        return resolved(of, "organisation", "short form", 0.6) if of is not None else None
    if d.determiner not in ("definite", "possessive"):
        return None
    short = _shortened(d, known)
    if short is not None:
        return resolved(short, "organisation", "short form", 0.7)
    if d.determiner != "definite":
        return None
    told = {n for n, nouns in known.bodies.items() if any(known.roles.stands_for(d.head, noun) for noun in nouns)}
    found = _standing_out(d, told, known) or known.scene.mainly(d.span.start, told)
    if found is None and d.head in known.roles.generic and not d.affiliations and _is_plain(d):
        free = {n for n in known.scene.bodies if n not in known.roles.seats and not known.bodies.get(n)}
        found = _standing_out(d, free | told, known)
    return resolved(found, "organisation", "epithet", 0.5) if found is not None else None


def _is_plain(d: Description) -> bool:
    """Whether a phrase says no more than what sort of body it is: "the union", "the shipping company", and not "the
    seafarers' union", "the union representing the crew", which bring up another one."""
    said = normal(d.label).split()
    return bool(said) and said[-1] == d.head.rpartition(" ")[2] and not any("'" in word for word in said)


def _body_of(owner: Speaker, d: Description, known: Known) -> str | None:
    """ "her campaign": the one that the article calls by her name."""
    last = normal(owner.name.split()[-1])
    for seen in known.scene.back_from(d.span.start):
        if seen.kind == "organisation" and {last, d.head} <= {normal(w).removesuffix("'s") for w in seen.name.split()}:
            return seen.name
    return None


def _standing_out(d: Description, names: set[str], known: Known) -> str | None:
    ranked = known.scene.ranked(d.span.start, names)
    clear = bool(ranked) and ranked[0][1] > _BODY_NEAR and share(ranked) > _BODY_CLEAR
    return ranked[0][0] if clear else None


def _shortened(d: Description, known: Known) -> str | None:
    """The last body before whose name or description has the noun of ``d`` and all that it says besides."""
    scene, roles = known.scene, known.roles
    said = {normal(w) for w in d.label.split()}
    for seen in scene.back_from(d.span.start):
        if seen.kind != "organisation" or not (seen.name in scene.bodies or seen.name in scene.extras):
            continue
        parts = {normal(w) for w in seen.name.split()}
        if (
            len(parts) > 1
            and not parts & roles.small["apart"]
            and said <= parts | {roles.singular(p)[0] for p in parts}
        ):
            return seen.name
    return None
