"""What an article tells of its persons: their offices, whom they speak for, their gender."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .name_lexicon import Gender, key
from .speaker_lexicon import Roles
from .speaker_phrases import Description, Item, describe

_WINDOW = 14  # items of an apposition


@dataclass(frozen=True, slots=True)
class Office:
    """A role noun with what distinguishes it ("vice"), and the countries and bodies it belongs to."""

    head: str
    grades: frozenset[str]
    affiliations: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """``genders`` weighs the evidence for each; no evidence is compatible with both.

    ``trust`` (0 to 1): how sure it is that the name is a person's at all; a name that only looks like one has little.
    """

    name: str
    offices: frozenset[Office]
    genders: Mapping[Gender, int]
    trust: float = 1.0

    def may_be(self, gender: Gender | None) -> bool:
        """Whether nothing speaks against the gender."""
        if gender is None or not self.genders:
            return True
        other: Gender = "female" if gender == "male" else "male"
        return self.genders.get(gender, 0) >= self.genders.get(other, 0)

    def is_known(self, gender: Gender) -> bool:
        other: Gender = "female" if gender == "male" else "male"
        return self.genders.get(gender, 0) > self.genders.get(other, 0)


def learn(sentences: Sequence[Sequence[Item]], roles: Roles, text: str) -> dict[str, Person]:
    """The persons of an article, by canonical name, from the sentences as items."""
    offices: dict[str, set[Office]] = defaultdict(set)
    acting: set[str] = set()
    genders: dict[str, dict[Gender, int]] = defaultdict(lambda: defaultdict(int))
    for sentence in sentences:
        for k, item in enumerate(sentence):
            if item.name is None or item.name.kind != "person":
                continue
            name = item.name.name
            offices.setdefault(name, set())
            if k + 1 < len(sentence) and sentence[k + 1].name is None:
                following = sentence[k + 1].word
                if following in roles.speech or following in roles.pronouns["relative"]:
                    acting.add(name)
            for found in _told(sentence, k, roles, text):
                offices[name].add(
                    Office(found.head, found.grades, frozenset(a for a in found.affiliations if a != name))
                )
                if found.gender:
                    genders[name][found.gender] += 3
            honorific = roles.names.honorifics.get(key(sentence[k - 1].text)) if k else None
            if honorific:
                genders[name][honorific] += 4
    for name in offices:
        given = roles.names.genders.get(key(name.split()[0])) if " " in name else None
        if given:
            genders[name][given] += 3
    _hear_pronouns(sentences, roles, genders)
    return {n: _person(n, o, genders.get(n, {}), roles, acts=n in acting) for n, o in offices.items()}


def _person(name: str, offices: set[Office], genders: Mapping[Gender, int], roles: Roles, *, acts: bool) -> Person:
    first, _, rest = name.partition(" ")
    if offices or first in roles.names.given or sum(genders.values()) >= 3:
        trust = 1.0
    elif acts or name.rpartition(" ")[2] in roles.names.surnames:
        trust = 0.9
    else:
        trust = 0.4 if rest else 0.3
    return Person(name=name, offices=frozenset(offices), genders=dict(genders), trust=trust)


def _told(sentence: Sequence[Item], k: int, roles: Roles, text: str) -> Iterator[Description]:
    """Descriptions of the person at ``k``: the title before, the appositions on both sides, "is the ..."."""
    start = _title_start(sentence, k, roles)
    if start < k:
        place = sentence[k + 1 : k + 3]
        belongs = len(place) == 2 and place[0].word in roles.small["belonging"] and place[1].name is not None
        found = describe([*sentence[start:k], *place] if belongs else sentence[start:k], roles, text)
        if found is not None and found.kind == "person":
            yield found
    if k >= 2 and sentence[k - 1].text == ",":
        start = _back_to_comma(sentence, k - 2)
        found = describe(sentence[start : k - 1], roles, text)
        if found is not None and _says_office(found, sentence[start : k - 1], roles):
            yield found
    after = sentence[k + 1 : k + 1 + _WINDOW]
    if len(after) > 1 and (after[0].text == "," or (after[0].word in roles.small["be"] and after[0].name is None)):
        stops = (i for i in range(1, len(after)) if not after[i].text[0].isalnum() and after[i].text != "-")
        end = next(stops, len(after))
        piece = after[1:end]
        relative = len(piece) > 2 and piece[0].word in roles.pronouns["relative"]
        if relative and piece[1].word in roles.small["be"]:
            piece = piece[2:]
        found = describe(piece, roles, text) if piece else None
        if found is not None and _says_office(found, piece, roles):
            yield found


def _says_office(found: Description, piece: Sequence[Item], roles: Roles) -> bool:
    """Whether a phrase beside a name tells a person's office (and is no clause, no second person)."""
    if found.plural or found.kind not in ("person", "unnamed") or found.named:
        return False
    return not any(i.name is not None and i.name.kind == "person" and not i.possessive for i in piece) and not any(
        i.word in roles.speech and i.name is None for i in piece
    )


def _title_start(sentence: Sequence[Item], k: int, roles: Roles) -> int:
    """Where the words before a name that describe its bearer begin: titles, nouns, and names that modify them."""
    start = k
    while start > 0 and k - start < 8:
        item = sentence[start - 1]
        if item.name is not None:
            if item.name.kind == "person" and not item.possessive:
                break
        elif not _describes(item, roles):
            break
        start -= 1
    return start


def _describes(item: Item, roles: Roles) -> bool:
    word, bare = item.word, key(item.text)
    if bare in roles.names.modifiers or roles.names.titles(bare) or word in roles.distinct:
        return True
    stem = roles.singular(word)[0]
    return stem in roles.persons or stem in roles.bodies


def _back_to_comma(sentence: Sequence[Item], k: int) -> int:
    start = k
    while start > 0 and k - start < _WINDOW and (sentence[start - 1].text[0].isalnum() or sentence[start - 1].name):
        start -= 1
    return start


def _hear_pronouns(sentences: Sequence[Sequence[Item]], roles: Roles, genders: dict[str, dict[Gender, int]]) -> None:
    """A pronoun in a sentence that names one person before it, of unknown gender, speaks for that person's gender."""
    for sentence in sentences:
        named: set[str] = set()
        described = False
        for item in sentence:
            if item.name is not None:
                if item.name.kind == "person":
                    named.add(item.name.name)
                continue
            gender = roles.third.get(item.word)
            if gender in ("male", "female") and len(named) == 1 and not described:
                genders[next(iter(named))]["male" if gender == "male" else "female"] += 1
            described = described or item.word in roles.persons


def offices_match(found: Description, person: Person, roles: Roles, *, owner: str | None = None) -> float:
    """How well a description fits a person's offices, 0 (not at all) to 1."""
    best = 0.0
    wanted = found.affiliations | ({owner} if owner else set())
    everywhere = frozenset(a for o in person.offices for a in o.affiliations)
    for office in sorted(person.offices, key=lambda o: (o.head, sorted(o.grades), sorted(o.affiliations))):
        score = _head_match(found.head, office.head, roles)
        if not score:
            continue
        missing = office.grades - found.grades
        if found.grades - office.grades:
            continue
        if missing:
            score -= 0.3 if missing & roles.small["weak_grades"] else 0.05
        if wanted:
            if wanted & (office.affiliations or everywhere):
                score += 0.2
            elif everywhere:
                continue
            else:
                score -= 0.25
        best = max(best, score)
    return max(0.0, min(1.0, best))


def _head_match(wanted: str, head: str, roles: Roles) -> float:
    if wanted == head:
        return 0.8
    if wanted.rpartition(" ")[2] == head.rpartition(" ")[2]:
        return 0.75
    return 0.65 if head in roles.classes.get(wanted, frozenset()) else 0.0


def affiliations_of(person: Person) -> frozenset[str]:
    return frozenset(a for o in person.offices for a in o.affiliations)
