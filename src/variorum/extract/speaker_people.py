"""What an article tells of its persons: their offices, whom they speak for, their age and gender."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..model import Span
from .name_lexicon import Gender, key
from .speaker_lexicon import Roles
from .speaker_nouns import phrase_start
from .speaker_phrases import Description, Item, age_in, describe

_WINDOW = 14  # items of an apposition
_TEENS = range(13, 20)
_SAME = 0.8  # how well the same noun matches


@dataclass(frozen=True, slots=True)
class Office:
    """A role noun with what distinguishes it ("vice"), and the countries and bodies it belongs to."""

    head: str
    grades: frozenset[str]
    affiliations: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """``genders`` weighs the evidence for each; no evidence is compatible with both.  ``ages`` are those the article
    gives.

    ``trust`` (0 to 1): how sure it is that the name is a person's at all; a name that only looks like one has little.
    """

    name: str
    offices: frozenset[Office]
    genders: Mapping[Gender, int]
    ages: frozenset[int] = frozenset()
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


@dataclass(slots=True)
class _Notes:
    """What is known of a person while the article is read."""

    offices: set[Office] = field(default_factory=set)
    ages: set[int] = field(default_factory=set)
    genders: dict[Gender, int] = field(default_factory=lambda: defaultdict(int))
    acts: bool = False
    titled: bool = False


def learn(
    sentences: Sequence[Sequence[Item]],
    blocks: Sequence[int],
    roles: Roles,
    text: str,
    *,
    quoted: Callable[[Span], bool],
) -> dict[str, Person]:
    """The persons of an article, by canonical name, from the sentences as items; ``blocks`` gives the paragraph of
    each sentence, ``quoted`` tells what stands inside a quotation."""
    notes: dict[str, _Notes] = defaultdict(_Notes)
    for sentence in sentences:
        for k, item in enumerate(sentence):
            if item.name is not None and item.name.kind == "person":
                _read(sentence, k, notes[item.name.name], roles, text)
    for name, told in notes.items():
        given = roles.names.genders.get(key(name.split()[0])) if " " in name else None
        if given:
            told.genders[given] += 3
    _hear_pronouns(sentences, blocks, roles, notes, quoted)
    return {name: _person(name, told, roles) for name, told in notes.items()}


def _read(sentence: Sequence[Item], k: int, told: _Notes, roles: Roles, text: str) -> None:
    """Note what stands around the person at ``k``."""
    name = sentence[k].word
    if k + 1 < len(sentence) and sentence[k + 1].name is None:
        following = sentence[k + 1].word
        told.acts = told.acts or following in roles.speech or following in roles.pronouns["relative"]
    for found in _told(sentence, k, roles, text):
        told.titled = told.titled or found.kind in ("person", "unnamed")
        told.offices.add(Office(found.head, found.grades, frozenset(a for a in found.affiliations if a != name)))
        if found.gender:
            told.genders[found.gender] += 3
        if found.age:
            told.ages.add(found.age)
    honorific = roles.names.honorifics.get(key(sentence[k - 1].text)) if k else None
    if honorific:
        told.genders[honorific] += 4
    age = _age_beside(sentence, k, roles)
    if age:
        told.ages.add(age)
    party = _party_beside(sentence, k, roles)
    if party:
        told.offices.add(Office(party, frozenset(), frozenset()))


def _person(name: str, told: _Notes, roles: Roles) -> Person:
    first, _, rest = name.partition(" ")
    if told.titled or told.ages or first in roles.names.given or sum(told.genders.values()) >= 3:
        trust = 1.0
    elif told.acts or name.rpartition(" ")[2] in roles.names.surnames:
        trust = 0.9
    else:
        trust = 0.4 if rest else 0.3
    return Person(
        name=name, offices=frozenset(told.offices), genders=dict(told.genders), ages=frozenset(told.ages), trust=trust
    )


# -- what stands beside a name --------------------------------------------------------------------------------


def _age_beside(sentence: Sequence[Item], k: int, roles: Roles) -> int | None:
    """The age in "Holm, 58," "Holm (58)", "Holm, aged 58" and "58-year-old Holm"."""
    after = list(sentence[k + 1 : k + 5])
    if len(after) > 2 and after[0].text in (",", "("):
        rest = after[2:] if after[1].word in roles.small["age_after"] else after[1:]
        if (
            len(rest) > 1
            and rest[0].text.isdigit()
            and len(rest[0].text) < 4
            and rest[1].text in (",", ")", ".", "—", "–")
        ):
            return int(rest[0].text)
    return age_in(sentence[max(0, k - 4) : k], roles)


def _party_beside(sentence: Sequence[Item], k: int, roles: Roles) -> str | None:
    """The party in "Berg (D-Ohio)"."""
    after = sentence[k + 1 : k + 3]
    if len(after) < 2 or after[0].text != "(":
        return None
    return roles.parties.get(after[1].text.partition("-")[0].casefold())


def _told(sentence: Sequence[Item], k: int, roles: Roles, text: str) -> Iterator[Description]:
    """Descriptions of the person at ``k``: the title before, the appositions on both sides, "is the ..."."""
    first = _first_of_list(sentence, k, roles)
    start = _title_start(sentence, first, roles)
    if start < first and sentence[first - 1].name is None:
        place = sentence[k + 1 : k + 3]
        belongs = len(place) == 2 and place[0].word in roles.small["belonging"] and place[1].name is not None
        title = sentence[start:first]
        found = describe([*title, *place] if belongs else title, roles, text)
        several = first < k or _goes_on(sentence, k)
        if found is not None and found.kind == "person" and (several or not found.plural):
            yield found
    if start >= 2 and sentence[start - 1].text == ",":  # "the judge, Mrs Justice Holm"
        end = start - 1
        for begin in (_back_to_comma(sentence, end - 1), phrase_start(sentence, end - 1, roles)):
            found = describe(sentence[begin:end], roles, text)
            if found is not None and _says_office(found, sentence[begin:end], roles):
                yield found
                break
    after = sentence[k + 1 : k + 1 + _WINDOW]
    if len(after) > 3 and after[0].text == "," and after[1].text.isdigit() and after[2].text == ",":
        after = after[2:]  # "Holm, 58, a joiner"
    if len(after) > 1 and (after[0].text == "," or (after[0].word in roles.small["be"] and after[0].name is None)):
        yield from _apposed(after, roles, text)


def _apposed(after: Sequence[Item], roles: Roles, text: str) -> Iterator[Description]:
    """The description that follows a name and a comma, or "is"."""
    stops = (i for i in range(1, len(after)) if not after[i].text[0].isalnum() and after[i].text != "-")
    piece = after[1 : next(stops, len(after))]
    relative = len(piece) > 2 and piece[0].word in roles.pronouns["relative"]
    if relative and piece[1].word in roles.small["be"]:
        piece = piece[2:]
    found = describe(piece, roles, text) if piece and _may_open(piece[0], roles) else None
    if found is None or found.named or found.plural:
        return
    article = piece[0].name is None and piece[0].word in roles.small["article"]
    if _says_office(found, piece, roles) or (found.kind is None and article and (found.head.isalpha() or found.age)):
        yield found


def _may_open(item: Item, roles: Roles) -> bool:
    """Whether a word may begin an apposition: an article, a name, a title, a noun or what describes one."""
    if item.name is not None or item.word in roles.definite or item.word in roles.indefinite:
        return True
    return item.word in roles.pronouns["possessive"] or item.text[0].isupper() or _describes(item, roles)


def _first_of_list(sentence: Sequence[Item], k: int, roles: Roles) -> int:
    """The first name of a list that one plural title may lead: "deckhands Berg, 23, and Holm, 31"."""
    at = k
    while True:
        before = at - 1
        while before >= 0 and at - before < 6 and sentence[before].name is None and _between(sentence[before], roles):
            before -= 1
        if before < 0 or before == at - 1 or sentence[before].name is None:
            return at
        if sentence[before].word == sentence[at].word or sentence[before].possessive:
            return at
        name = sentence[before].name
        if name is None or name.kind != "person":
            return at
        at = before


def _between(item: Item, roles: Roles) -> bool:
    return item.text in (",", "(", ")") or item.text.isdigit() or item.word in roles.small["pair"]


def _goes_on(sentence: Sequence[Item], k: int) -> bool:
    """Whether another name of a list follows the one at ``k``."""
    for item in sentence[k + 1 : k + 6]:
        if item.name is not None:
            return item.name.kind == "person"
        if item.text[0].isalpha() and item.text.islower() and len(item.text) > 3:
            return False
    return False


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


# -- gender ---------------------------------------------------------------------------------------------------


def _hear_pronouns(
    sentences: Sequence[Sequence[Item]],
    blocks: Sequence[int],
    roles: Roles,
    notes: Mapping[str, _Notes],
    quoted: Callable[[Span], bool],
) -> None:
    """A pronoun after the only person that its sentence or its paragraph has named or described so far speaks for their
    gender."""
    block = -1
    whole, own = _Alone(), _Alone()
    for sentence, at in zip(sentences, blocks, strict=True):
        whole, block, own = whole if at == block else _Alone(), at, _Alone()
        for i, item in enumerate(sentence):
            if item.name is not None:
                if item.name.kind == "person":
                    whole.named.add(item.name.name)
                    own.named.add(item.name.name)
                continue
            gender = roles.third.get(item.word)
            if gender in ("male", "female") and not quoted(item.span):
                alone = own.name() or whole.name()
                if alone is not None:
                    notes[alone].genders["male" if gender == "male" else "female"] += 1
            if item.word in roles.persons and not _of_a_name(sentence, i, roles):
                whole.described = own.described = True


@dataclass(slots=True)
class _Alone:
    """Who is named in a stretch of text, as long as it is one."""

    named: set[str] = field(default_factory=set)
    described: bool = False

    def name(self) -> str | None:
        return next(iter(self.named)) if len(self.named) == 1 and not self.described else None


def _of_a_name(sentence: Sequence[Item], i: int, roles: Roles) -> bool:
    """Whether a noun for a person is the title or the apposition of a name: "biologist Berg", "Berg, a biologist"."""
    following = sentence[i + 1] if i + 1 < len(sentence) else None
    if following is not None and (following.name is not None or roles.names.titles(key(following.text))):
        return True
    comma = next((k for k in range(i - 1, max(0, i - 7), -1) if sentence[k].text == ","), 0)
    return comma > 0 and (sentence[comma - 1].name is not None or sentence[comma - 1].text.isdigit())


# -- offices --------------------------------------------------------------------------------------------------


def offices_match(found: Description, person: Person, roles: Roles) -> float:
    """How well a description fits a person's offices (and age), 0 (not at all) to 1."""
    if found.age is not None and person.ages:
        return 1.0 if found.age in person.ages else 0.0
    best = 0.8 if _is_young(found, person, roles) else 0.0
    wanted = found.affiliations
    everywhere = frozenset(a for o in person.offices for a in o.affiliations)
    for office in sorted(person.offices, key=lambda o: (o.head, sorted(o.grades), sorted(o.affiliations))):
        score = _head_match(found.head, office.head, roles)
        if not score or (score < _SAME and any(roles.noun(m) in ("person", "body") for m in found.modifiers)):
            continue  # "the band leader" is no governor
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
            else:  # "the Ruritanian leader" may be a president of whom no country is told, rather than of no party
                score -= 0.15 if wanted & roles.countries else 0.25
        best = max(best, score)
    return max(0.0, min(1.0, best))


def relative_of(found: Description, owner: Person, people: Mapping[str, Person], roles: Roles) -> str | None:
    """Whom "her brother" stands for: of whom the article says so, or of whom she is told to be the sister."""
    for name, person in people.items():
        if name == owner.name or not person.may_be(found.gender):
            continue
        direct = any(o.head == found.head and owner.name in o.affiliations for o in person.offices)
        turned = any(name in o.affiliations and found.head in roles.kin.get(o.head, frozenset()) for o in owner.offices)
        if direct or turned:
            return name
    return None


def _is_young(found: Description, person: Person, roles: Roles) -> bool:
    """ "the teenager": whose age is one."""
    return roles.stands_for(found.head, "teenager") and any(a in _TEENS for a in person.ages)


def _head_match(wanted: str, head: str, roles: Roles) -> float:
    if wanted == head:
        return _SAME
    if wanted.rpartition(" ")[2] == head.rpartition(" ")[2]:
        return 0.75
    return 0.65 if head in roles.classes.get(wanted, frozenset()) else 0.0


def affiliations_of(person: Person) -> frozenset[str]:
    return frozenset(a for o in person.offices for a in o.affiliations)
