"""Whether two figures of different events are surely of one measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ... import lexicon, wording
from ...model import Figure, Span
from .strands import Strand
from .terms import atoms, keys

_ABOUT = 12
"""Words before and after a figure among which the nearest says what kind of measure it is."""
_VICTIMS = "harm"
_RATED = ("account", "rate")

Kinds = Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Measure:
    """``kinds`` and ``scope``: by group of measures (of periods, standings ...) that exclude one another, which member
    the nearest word belongs to."""

    kinds: Kinds
    scope: Kinds
    counted: frozenset[str]
    owner: frozenset[str]
    years: frozenset[str]
    weekdays: frozenset[str]
    moving: bool
    unit: str

    @property
    def of_victims(self) -> bool:
        return _VICTIMS in self.kinds

    @property
    def never_falls(self) -> bool:
        """Whether it counts victims whose number can only grow."""
        listed = lexicon.load("threads")["never_fall"]
        members = {member for word in listed for group, member in _kin("measures").get(word, ()) if group == _VICTIMS}
        return bool(self.kinds.get(_VICTIMS, frozenset()) & members)

    @property
    def once(self) -> bool:
        """Whether its unit is one of what is measured once, such as a distance."""
        return self.unit in {wording.stem(unit.casefold()) for unit in lexicon.load("threads")["once"]}


def measure(strand: Strand, figure: Figure) -> Measure:
    """What the ``figure`` of a strand measures."""
    norms = {a.norm for a in strand.atoms}
    return Measure(
        kinds=_kinds(strand, figure, _kin("measures")),
        scope=_kinds(strand, figure, _kin("scope")),
        counted=_keys(strand, figure.measures),
        owner=_keys(strand, figure.of),
        years=frozenset(n for n in norms if len(n) == 4 and n[:2] in ("19", "20") and n.isdigit()),
        weekdays=frozenset(norms & set(lexicon.load("judgement")["weekdays"])),
        moving=bool(norms & _moving()),
        unit=wording.stem((figure.unit or "").casefold()),
    )


def one(a: Measure, b: Measure) -> bool:
    """The same kind of measure or the same words for what is counted; whose it is and the year, where both tell."""
    if a.of_victims != b.of_victims or not _one_unit(a, b) or _apart(a.kinds, b.kinds):
        return False
    for mine, theirs in ((a.owner, b.owner), (a.years, b.years)):
        if mine and theirs and not mine & theirs:
            return False
    return bool(a.counted & b.counted) or any(group in b.kinds for group in a.kinds)


def rated(a: Measure, b: Measure) -> bool:
    """Whether both are of one kind that has one value at a time for one owner: a rate, a price, a deficit."""
    return any(group in a.kinds and group in b.kinds for group in _RATED)


def scoped_apart(a: Measure, b: Measure) -> bool:
    """Whether they are set in different periods or standings, or, unless ``b`` moved on since, on other weekdays."""
    if _apart(a.scope, b.scope):
        return True
    return not b.moving and bool(a.weekdays and b.weekdays and not a.weekdays & b.weekdays)


def _one_unit(a: Measure, b: Measure) -> bool:
    if a.unit == b.unit:
        return True
    return a.of_victims and all(m.unit in _victims() for m in (a, b))


def _apart(a: Kinds, b: Kinds) -> bool:
    return any(group in b and not a[group] & b[group] for group in a)


def _kinds(strand: Strand, figure: Figure, kin: Mapping[str, tuple[tuple[str, int], ...]]) -> Kinds:
    words = strand.atoms
    first = next((n for n, w in enumerate(words) if w.span.end > figure.span.start), 0)
    last = next((n for n, w in enumerate(words) if w.span.start >= figure.span.end), len(words)) - 1
    nearest: dict[str, tuple[int, set[int]]] = {}
    for n in range(max(0, first - _ABOUT), min(len(words), last + _ABOUT + 1)):
        steps = max(first - n, n - last, 0)
        for group, member in kin.get(words[n].norm, ()):
            best, members = nearest.get(group, (_ABOUT + 1, set()))
            if steps < best:
                nearest[group] = (steps, {member})
            elif steps == best:
                members.add(member)
    return {group: frozenset(members) for group, (_, members) in nearest.items()}


@cache
def _kin(section: str, language: str = "en") -> dict[str, tuple[tuple[str, int], ...]]:
    return lexicon.members(lexicon.load("measures", language)[section])


def _keys(strand: Strand, span: Span | None) -> frozenset[str]:
    return frozenset(keys(strand.whole, atoms(strand.whole, (span,)), idle=True)) if span else frozenset()


@cache
def _victims(language: str = "en") -> frozenset[str]:
    """The stems of the nouns by which victims are counted, and no noun at all."""
    return frozenset(wording.stem(word) for word in lexicon.load("threads", language)["victims"].split()) | {""}


@cache
def _moving(language: str = "en") -> frozenset[str]:
    return frozenset(lexicon.load("threads", language)["moving"].split())
