"""Noun phrases that stand for a speaker: "the Kremlin leader", "a spokesman for the ministry", "local officials"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..model import Name, Span
from ..text import Token
from .name_lexicon import Gazetteer, Gender
from .speaker_lexicon import NounKind, Roles

Determiner = Literal["definite", "indefinite", "bare", "possessive"]


@dataclass(frozen=True, slots=True)
class Item:
    """A word, or a whole name; ``word`` is its normal form without "'s"."""

    span: Span
    word: str
    text: str
    possessive: bool
    name: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A noun phrase read: its head noun in the singular, what it says of the office, and of whom or what.

    ``affiliations``: countries, bodies and persons it names, by their canonical names.  ``label``: the phrase without
    its determiner.  ``named``: the person's or body's name that is the phrase's head, or stands in apposition to it.
    """

    span: Span
    head: str
    kind: NounKind | None
    plural: bool
    determiner: Determiner
    grades: frozenset[str]
    affiliations: frozenset[str]
    gender: Gender | None
    label: str
    named: tuple[Name, ...] = ()


def items(tokens: Sequence[Token], names: Sequence[Name], lists: Gazetteer) -> list[Item]:
    """Tokens with each name as one item, and the full stop of "Mr." joined.  ``names`` lie within, in order."""
    found: list[Item] = []
    waiting = list(reversed(names))
    for token in tokens:
        while waiting and waiting[-1].span.end <= token.start:
            waiting.pop()
        name = waiting[-1] if waiting and waiting[-1].span.start < token.end else None
        if name is None:
            owned = token.norm.endswith("'s") and len(token.norm) > 2
            word = token.norm[:-2] if owned else token.norm
            if word == "." and found and found[-1].span.end == token.start and lists.titles(found[-1].text):
                last = found[-1]
                found[-1] = Item(last.span.to(token.span), last.word, last.text, last.possessive)
                continue
            if word == "'s" and found:
                last = found[-1]
                found[-1] = Item(last.span, last.word, last.text, True, last.name)
                continue
            found.append(Item(token.span, word, token.text, owned, None))
        elif not found or found[-1].name is not name:
            owned = token.end > name.span.end and token.norm.endswith(("'s", "s'"))
            found.append(Item(name.span, name.name, name.name, owned, name))
        elif token.end > name.span.end and token.norm.endswith(("'s", "'")):
            last = found[-1]
            found[-1] = Item(last.span, last.word, last.text, True, name)
    return found


def describe(phrase: Sequence[Item], roles: Roles, text: str) -> Description | None:
    """Read a noun phrase; None when there is nothing in it."""
    body = _without_edges(phrase)
    while body and body[0].name is None and body[0].word in roles.small["and"]:
        body.pop(0)
    while len(body) > 1 and body[-1].name is None and body[-1].word in roles.small["reflexive"]:
        body.pop()
    if not body:
        return None
    if body[-1].name is not None and body[-1].possessive:  # "Berg's" as a source: Berg
        body[-1] = replace(body[-1], possessive=False)
    determiner, start = _determiner(body, roles)
    stop = _head_end(body, start, roles)
    owner = next((k for k in range(len(body) - 2, stop - 1, -1) if body[k].possessive and body[k].name is None), None)
    if owner is not None:  # "the head of state's office": the office
        start_of_head = owner + 1
        stop = _head_end(body, start_of_head, roles)
        core = body[start_of_head:stop]
    else:
        core = body[start:stop] or body[start:] or body
    head, kind, plural, length = _head(core, roles)
    named = _named(core, body, stop, roles)
    affiliations = _affiliations(core, body[stop:], roles) - {n.name for n in named}
    modifiers = core[: len(core) - length] if length else core
    grades = frozenset(
        roles.same.get(w, w) for i in modifiers for w in i.word.split("-") if i.name is None and w in roles.distinct
    )
    joined = any(i.name is None and i.word in roles.small["and"] for i in core[1:-1])
    return Description(
        span=body[0].span.to(body[-1].span),
        head=head,
        kind=kind,
        plural=plural or (joined and len(named) != 1),
        determiner=determiner,
        grades=grades | _head_grades(head, roles),
        affiliations=affiliations,
        gender=roles.persons.get(head),
        label=_label(text, body, start, roles),
        named=named,
    )


def _without_edges(phrase: Sequence[Item]) -> list[Item]:
    body = list(phrase)
    while body and not body[0].text[0].isalnum():
        body.pop(0)
    while body and not body[-1].text[-1].isalnum() and body[-1].name is None:
        body.pop()
    return body


def _determiner(body: Sequence[Item], roles: Roles) -> tuple[Determiner, int]:
    first = body[0]
    if first.name is not None:
        return ("possessive" if first.possessive else "bare"), 0
    if first.word in roles.definite:
        return "definite", 1
    if first.word in roles.pronouns["possessive"]:
        return "possessive", 1
    if first.word in roles.indefinite or first.word[0].isdigit():
        return "indefinite", 1
    return ("possessive" if any(i.possessive for i in body[:4]) else "bare"), 0


def _head_end(body: Sequence[Item], start: int, roles: Roles) -> int:
    """Where the words before and with the head noun end."""
    for k in range(start, len(body)):
        item = body[k]
        if item.name is not None:
            continue
        if k > start and (item.word in roles.heads_end or not item.text[0].isalnum()):
            dashed = item.text in ("-", "‑") and k + 1 < len(body)
            if dashed or (k + 1 < len(body) and body[k - 1].word in roles.small["and"]):  # "aides and outside advisers"
                continue
            return k
        noun = k > start and body[k - 1].name is None and roles.noun(roles.singular(body[k - 1].word)[0])
        if noun and roles.ends(item.word, "participle_ending"):
            return k
    return len(body)


def _head(core: Sequence[Item], roles: Roles) -> tuple[str, NounKind | None, bool, int]:
    """Head noun, its kind, whether it is a plural, and how many items it takes."""
    if not core or core[-1].name is not None:
        return (core[-1].word if core else ""), None, False, 0
    last, plural = roles.singular(core[-1].word)
    for size in (3, 2):
        if len(core) >= size and all(i.name is None for i in core[-size:]):
            compound = " ".join([*(i.word for i in core[-size:-1]), last])
            if roles.noun(compound):
                return compound, roles.noun(compound), plural, size
    kind = roles.noun(last)
    if kind is None and not plural and len(core) > 1 and core[-2].name is None:  # "party members today"
        other, several = roles.singular(core[-2].word)
        if roles.noun(other):
            return other, roles.noun(other), several, 2
    return last, kind, plural, 1


def _head_grades(head: str, roles: Roles) -> frozenset[str]:
    return frozenset(roles.same.get(w, w) for w in head.replace("-", " ").split()[:-1] if w in roles.distinct)


def _named(core: Sequence[Item], body: Sequence[Item], stop: int, roles: Roles) -> tuple[Name, ...]:
    """The names that the phrase is about: its last one, those joined to it by "and", or one in apposition."""
    if core and core[-1].name is not None and not core[-1].possessive:
        return _listed_names(core, body[stop:] if core is not body else [], roles)
    for k in range(1, len(body) - 1):
        following = body[k + 1]
        closed = k + 2 >= len(body) or body[k + 2].text == ","
        person = following.name is not None and following.name.kind == "person" and not following.possessive
        if body[k].text == "," and person and closed and k >= stop and following.name is not None:
            return (following.name,)
    return ()


def _listed_names(core: Sequence[Item], rest: Sequence[Item], roles: Roles) -> tuple[Name, ...]:
    """The name that ends ``core``, with those of its kind that "and" or commas join to it; none when it is joined to
    something else ("Berg and the ministry")."""
    last = core[-1].name
    if last is None:
        return ()
    joins = roles.small["and"]
    if any(i.name is None and i.word in joins for i in core):
        found = [i.name for i in core if i.name is not None and not i.possessive and i.name.kind == last.kind]
        return tuple(found) if len(found) > 1 or _titles_joined(core, roles) else ()
    listing = all(i.name is not None or i.text == "," or i.word in joins for i in rest)
    if listing and any(i.word in joins for i in rest):
        return (last, *(i.name for i in rest if i.name is not None and i.name.kind == last.kind))
    return (last,)


def _titles_joined(core: Sequence[Item], roles: Roles) -> bool:
    """ "actor and singer Berg": one person of two callings."""
    at = next(k for k, i in enumerate(core) if i.name is None and i.word in roles.small["and"])
    return 0 < at < len(core) - 2 and roles.noun(core[at - 1].word) == "person" and core[at + 1].name is None


def _affiliations(core: Sequence[Item], rest: Sequence[Item], roles: Roles) -> frozenset[str]:
    """Names before the head, and those right after its first preposition."""
    found = {affiliation(i.name, roles) for i in core if i.name is not None}
    for k, item in enumerate(rest[:6]):
        if item.name is not None:
            found.add(affiliation(item.name, roles))
            if not item.possessive:
                break
        elif k and not (item.word in roles.definite or item.word in roles.prepositions or item.text[0].isupper()):
            break
    return frozenset(found)


def affiliation(name: Name, roles: Roles) -> str:
    """The country a name stands for (of a nationality, a seat of power, a capital), else the name itself."""
    if name.name in roles.seats:
        return roles.seats[name.name]
    entry = roles.names.phrases.get(name.name)
    if entry is not None and entry.country is not None and name.kind in ("place", "group"):
        return entry.country
    return name.name


def _label(text: str, body: Sequence[Item], start: int, roles: Roles) -> str:
    inner = body[start:]
    if not inner or inner[0].word in roles.prepositions:
        inner = body
    return " ".join(text[inner[0].span.start : inner[-1].span.end].split())
