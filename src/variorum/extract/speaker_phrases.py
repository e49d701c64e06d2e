"""Noun phrases that stand for a speaker: "the Kremlin leader", "a spokesman for the ministry", "local officials"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from ..model import Name, Span
from ..text import QUOTATION_MARKS, Token
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
    its determiner and without a relative clause.  ``named``: the person's or body's name that is the phrase's head, or
    stands in apposition to it.  ``age``: the years in "the 41-year-old".  ``modifiers``: the words in small letters
    before the head.
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
    age: int | None = None
    modifiers: frozenset[str] = frozenset()


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
    body = _stripped(phrase, roles)
    if not body:
        return None
    determiner, start = _determiner(body, roles)
    stop = _head_end(body, start, roles, text)
    first = _first_phrase(body, stop, roles)
    owner = next((k for k in range(first - 2, stop - 1, -1) if body[k].possessive and body[k].name is None), None)
    if owner is not None:  # "the head of state's office": the office
        start_of_head = owner + 1
        stop = _head_end(body, start_of_head, roles, text)
        core = body[start_of_head:stop]
    else:
        core = body[start:stop] or body[start:] or body
    head, kind, plural, length = _head(core, roles)
    member = _member(core, determiner, text, roles)
    named = () if member else _named(core, body, stop, roles, bodies=kind == "body" or plural)
    if member:
        head, kind, length = member, "person", 1
    modifiers = core[: len(core) - length] if length else core
    grades = frozenset(
        roles.same.get(w, w) for i in modifiers for w in i.word.split("-") if i.name is None and w in roles.distinct
    )
    joined = any(i.name is None and i.word in roles.small["and"] for i in core[1:-1])
    affiliations = _affiliations(modifiers if member else core, body[stop:], roles) - {n.name for n in named}
    return Description(
        span=body[0].span.to(body[-1].span),
        head=head,
        kind=kind,
        plural=plural or (joined and len(named) != 1),
        determiner=determiner,
        grades=grades | _head_grades(head, roles),
        affiliations=affiliations,
        gender=roles.persons.get(head),
        label=_without_determiner(text, body, start, roles),
        named=named,
        age=age_in(core, roles),
        modifiers=frozenset(i.word for i in modifiers if i.text.islower()),
    )


def age_in(phrase: Sequence[Item], roles: Roles) -> int | None:
    """The years of "41-year-old"."""
    for k, item in enumerate(phrase):
        if item.name is None and roles.ends(item.word, "aged"):
            years = next((i.text for i in phrase[max(0, k - 2) : k] if i.text.isdigit()), "")
            return int(years) if 0 < len(years) < 4 else None
    return None


def _stripped(phrase: Sequence[Item], roles: Roles) -> list[Item]:
    """A phrase without quotation marks, the preposition or conjunction before it, "himself" and "'s" after it."""
    body = [i for i in phrase if i.text not in QUOTATION_MARKS]
    opening = roles.small["leading"] | roles.small["and"]
    while (
        body and body[0].name is None and (not body[0].text[0].isalnum() or (len(body) > 1 and _opens(body, opening)))
    ):
        body.pop(0)
    while body and not body[-1].text[-1].isalnum() and body[-1].name is None:
        body.pop()
    while len(body) > 1 and body[-1].name is None and body[-1].word in roles.small["reflexive"]:
        body.pop()
    if body and body[-1].name is not None and body[-1].possessive:  # "Berg's" as a source: Berg
        body[-1] = replace(body[-1], possessive=False)
    return body


def _opens(body: Sequence[Item], opening: frozenset[str]) -> bool:
    return body[0].word in opening and not body[0].possessive


def _determiner(body: Sequence[Item], roles: Roles) -> tuple[Determiner, int]:
    first = body[0]
    if first.name is not None:
        return ("possessive" if first.possessive else "bare"), 0
    if first.word in roles.definite:
        return "definite", 1
    if first.word in roles.pronouns["possessive"]:
        return "possessive", 1
    if first.word in roles.small["apart"]:  # another official is not the official
        return "indefinite", 0
    if first.word in roles.indefinite or first.word[0].isdigit():
        return "indefinite", 1
    return ("possessive" if any(i.possessive for i in body[:4]) else "bare"), 0


def _head_end(body: Sequence[Item], start: int, roles: Roles, text: str) -> int:
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
        if k > start and _participle(body[k - 1], item, roles, text):
            return k
    return len(body)


def _participle(before: Item, item: Item, roles: Roles, text: str) -> bool:
    """Whether a word only says more of the noun before it: "officials briefed ...", "Democrats opposing ..."."""
    if before.name is not None:
        several = before.name.kind == "group" and before.name.span.of(text).endswith("s")
        return several and roles.ends(item.word, "fronting_ending")
    stem, plural = roles.singular(before.word)
    if not roles.noun(stem):
        return False
    return roles.ends(item.word, "participle_ending") or (plural and roles.ends(item.word, "fronting_ending"))


def _first_phrase(body: Sequence[Item], stop: int, roles: Roles) -> int:
    """Where what belongs to the first noun ends: at a comma or a relative pronoun."""
    relative = roles.pronouns["relative"]
    ends = (
        k for k in range(stop, len(body)) if body[k].name is None and (body[k].text == "," or body[k].word in relative)
    )
    return next(ends, len(body))


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
    last = roles.abbreviated.get(last, last)
    kind = roles.noun(last) or roles.noun(core[-1].word)
    if kind is None and not plural and len(core) > 1 and core[-2].name is None:  # "party members today"
        other, several = roles.singular(core[-2].word)
        if roles.noun(other):
            return other, roles.noun(other), several, 2
    return last, kind, plural, 1


def _head_grades(head: str, roles: Roles) -> frozenset[str]:
    return frozenset(roles.same.get(w, w) for w in head.replace("-", " ").split()[:-1] if w in roles.distinct)


def _member(core: Sequence[Item], determiner: Determiner, text: str, roles: Roles) -> str | None:
    """ "the Republican", "a Nevada Democrat", "the Frenchman": one member of a group, in small letters."""
    last = core[-1] if core else None
    if last is None or last.name is None or last.name.kind != "group" or determiner not in ("definite", "indefinite"):
        return None
    said = last.name.span.of(text).casefold()
    many = said.endswith("s") or (determiner == "definite" and roles.ends(said, "people_ending"))
    return None if many else said


def _named(core: Sequence[Item], body: Sequence[Item], stop: int, roles: Roles, *, bodies: bool) -> tuple[Name, ...]:
    """The names that the phrase is about: its last one, those joined to it by "and", or one in apposition (that of a
    body only beside a noun for ``bodies``)."""
    if core and core[-1].name is not None and not core[-1].possessive:
        return _listed_names(core, body[stop:] if core is not body else [], roles)
    stops = [k for k in range(stop, len(body)) if body[k].name is None and not body[k].text[0].isalnum()]
    for at, end in pairwise([*stops, len(body)]):
        name = apposed(body[at + 1 : end], roles)
        if name is not None and (bodies or name.kind == "person"):
            return (name,)
    return _given_as(body[stop:], roles)


def apposed(piece: Sequence[Item], roles: Roles) -> Name | None:
    """The person or body that stands beside a description: ", spokesman Ole Berg,", ", Mrs Justice Holm,"."""
    while piece and piece[0].name is None and piece[0].word in roles.definite:
        piece = piece[1:]
    last = piece[-1] if piece else None
    if last is None or last.name is None or last.possessive:
        return None
    if last.name.kind == "organisation":
        return last.name if len(piece) == 1 else None
    if last.name.kind != "person":
        return None
    bare = [i for i in piece[:-1] if i.name is None]
    fits = all(
        roles.names.titles(i.text) or i.text in roles.names.modifiers or i.word in roles.distinct
        or (i.text[0].islower() and i.word not in roles.prepositions and i.word not in roles.small["and"]
            and i.word not in roles.third and i.word not in roles.speech and not roles.is_verb(i.word))
        for i in bare
    )  # fmt: skip
    persons = any(
        i.name is not None and i.name.kind == "person" and not i.possessive and following.name is not None
        for i, following in pairwise(piece)
    )  # "Berg aide Holm" is Holm, "Berg Holm" nobody
    return last.name if fits and not persons and len(piece) <= 8 else None


def _given_as(rest: Sequence[Item], roles: Roles) -> tuple[Name, ...]:
    """ "a man named Berg", "a neighbour who gave her name only as Berta"."""
    for k, item in enumerate(rest):
        name = item.name
        if name is None or name.kind != "person" or not k or rest[k - 1].name is not None:
            continue
        before = rest[k - 1].word
        told = any(i.word in roles.small["identifying"] for i in rest[max(0, k - 6) : k - 1])
        if before in roles.small["naming"] and (told or before not in roles.prepositions):
            return (name,)
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
    if last.kind == "person":
        return (last, *_second_of_two(rest, roles))
    return (last,)


def _second_of_two(rest: Sequence[Item], roles: Roles) -> tuple[Name, ...]:
    """The other person of "Berg, an engineer, and Holm, a lawyer,"."""
    for k in range(1, len(rest) - 1):
        name = rest[k + 1].name
        joined = rest[k].name is None and rest[k].word in roles.small["pair"] and rest[k - 1].text == ","
        closed = k + 2 >= len(rest) or rest[k + 2].text == ","
        if joined and closed and name is not None and name.kind == "person" and not rest[k + 1].possessive:
            return (name,)
    return ()


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


def _without_determiner(text: str, body: Sequence[Item], start: int, roles: Roles) -> str:
    inner = body[start:]
    return label(inner if inner and inner[0].word not in roles.prepositions else body, text, roles)


def label(phrase: Sequence[Item], text: str, roles: Roles) -> str:
    """The words of a description without what a relative clause or an aside adds."""
    phrase = _stripped(phrase, roles) or phrase
    end = next((k for k in range(1, len(phrase)) if _adds(phrase, k, roles)), len(phrase))
    return " ".join(text[phrase[0].span.start : phrase[end - 1].span.end].split())


def _adds(inner: Sequence[Item], k: int, roles: Roles) -> bool:
    """Whether a clause or an aside begins at ``k``, and no further item of a list."""
    item = inner[k]
    if item.name is not None:
        return False
    if item.word in roles.pronouns["relative"] or item.text in ("(", "—", "–", ";"):
        return True
    if item.text != ",":
        return False
    after = inner[k + 1] if k + 1 < len(inner) else None
    if after is None or (
        after.name is None and (after.word in roles.heads_end or after.word in roles.small["articles"])
    ):
        return True
    return not any(i.name is None and i.word in roles.small["and"] for i in inner[k + 1 :])
