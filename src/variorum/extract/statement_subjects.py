"""Sources: who stands before a cue, who stands after it, and who does what a participle says."""

from __future__ import annotations

from collections.abc import Sequence

from .cues import WordForm
from .statement_drafts import Found
from .statement_syntax import (
    GROUP,
    REACH_LEFT,
    Subject,
    group,
    has_finite,
    is_finite,
    noun_phrase_after,
    words,
)
from .statement_units import Unit

_NOMINAL = frozenset("NnDHO#GEI")
_STOPS = frozenset([";", ".", "!", "?", ":", "-", "Q"])


def subject_before(unit: Unit, first: int) -> Subject | None:
    """Who stands before a verb group that begins at ``first``."""
    at = first - 1
    if at < 0:
        return None
    tag = unit.tags[at]
    if tag == ",":
        return _over_commas(unit, at)
    if tag == "P":
        return Subject(first=at, last=at, after_verb=_after_verb(unit, at))
    if tag == "R":
        return Subject(first=at, last=at, relative=True)
    if tag == "T":
        return Subject(first=at, last=at, relative=True)
    if tag == "-":
        dash = next((i for i in range(at - 1, max(-1, at - 40), -1) if unit.tags[i] == "-"), None)
        return None if dash is None else subject_before(unit, dash)
    if tag == ")":
        opening = next((i for i in range(at, max(-1, at - 20), -1) if unit.tags[i] == "("), None)
        return None if opening is None else subject_before(unit, opening)
    start = nominal_start(unit, at)
    if start is None or all(t in "GE" for t in unit.tags[start : at + 1]):
        return None
    if all(unit.norms[i] in words("adjuncts", "times") for i in range(start, at + 1)):
        return subject_before(unit, start)
    while at > start + 1 and unit.norms[at] in words("adjuncts", "times") and unit.tags[at - 1] == "I":
        at -= 2
    return Subject(first=start, last=at, after_verb=_after_verb(unit, start))


def _after_verb(unit: Unit, start: int) -> bool:
    return start > 0 and unit.tags[start - 1] in ("V", "G", "E", "I", "to")


def nominal_start(unit: Unit, last: int) -> int | None:
    """The first item of the noun phrase that ends at ``last``, or None."""
    if unit.tags[last] not in "NnD#GEO":
        return None
    at = last
    low = max(0, last - REACH_LEFT)
    while at > low:
        tag = unit.tags[at - 1]
        if (
            tag in _NOMINAL
            or (tag == "to" and unit.tags[at] in "DHN")
            or (tag == "A" and unit.tags[at] in "n#E" and at > 1 and unit.tags[at - 2] in "DHI#C")
            or (tag == "C" and unit.norms[at - 1] in words("classes", "and") and _joins_nouns(unit, at - 1, low))
        ):
            at -= 1
        elif tag in "VXE" and (relative := _relative_before(unit, at - 1)) is not None:
            at = relative
        elif tag == ")" and (opening := _opening(unit, at - 1)) is not None:
            at = opening
        else:
            break
    return _without_fronting(unit, at, last)


def _opening(unit: Unit, at: int) -> int | None:
    return next((i for i in range(at, max(-1, at - 12), -1) if unit.tags[i] == "("), None)


def _relative_before(unit: Unit, verb: int) -> int | None:
    """The item of "who" or "that" whose verb this is, when a noun stands before it."""
    for i in range(verb - 1, max(0, verb - 4), -1):
        if unit.tags[i] in ("R", "T") and unit.tags[i - 1] in "Nn":
            return i
        if unit.tags[i] not in GROUP:
            return None
    return None


def _joins_nouns(unit: Unit, at: int, low: int) -> bool:
    """Whether a coordinator joins two parts of the subject: before it a noun phrase reaches to a clause's edge."""
    i = at - 1
    if i < low or unit.tags[i] not in "NnO#)":
        return False
    while i >= low and unit.tags[i] in "NnDHO#I)(":
        i -= 1
    if i < low:
        return unit.tags[low] != "I"
    return unit.tags[i] in ("T", "S", "Q", ":", ";", "C") and unit.tags[i + 1] != "I"


def _without_fronting(unit: Unit, first: int, last: int) -> int | None:
    """Leave out what stands before a subject without a comma ("On Monday the minister")."""
    if unit.tags[first] == "E" and first > 0 and unit.tags[first - 1] not in ("D", "H"):
        first += 1
    if first <= last and unit.tags[first] not in "IG":
        return first
    if first > last:
        return None
    if first > 0 and unit.tags[first - 1] not in (",", ";", ":", "-", "Q", "C", "S", ".", "T"):
        return first if unit.tags[first] == "G" else None
    names = last
    while names > first and unit.tags[names - 1] in "Nn" and unit.tags[names] == "N":
        names -= 1
    if unit.tags[last] == "N" and unit.tags[names - 1] not in "DH":
        return names if names > first else None
    return next((i for i in range(last, first, -1) if unit.tags[i] in "DH" and unit.tags[i - 1] != "I"), None)


def _over_commas(unit: Unit, comma: int) -> Subject | None:
    """A subject cut off from its verb by an apposition or an insertion between commas."""
    low = max(0, comma - REACH_LEFT)
    bounds = [comma]
    i = comma - 1
    while i >= low and unit.tags[i] not in _STOPS:
        if unit.tags[i] == ",":
            bounds.append(i)
        i -= 1
    bounds.append(i)
    return _head_segment(unit, bounds, comma - 1)


def _head_segment(unit: Unit, bounds: list[int], last: int) -> Subject | None:
    """The subject among segments between commas, ``bounds`` being their edges from right to left.

    Appositions and relative clauses belong to it; what is inserted ("in a speech") bridges but does not.
    """
    best: Subject | None = None
    for n in range(len(bounds) - 1):
        left, right = bounds[n + 1], bounds[n]
        if left + 1 >= right:
            break
        kind = "R" if _is_relative(unit, left + 1) else unit.tags[left + 1]
        leftmost = n == len(bounds) - 2
        if kind == "R" or (kind in "IGEA#" and not leftmost):
            if kind != "R" and best is None:
                last = left - 1
            continue
        found = _ends_in_subject(unit, left, right - 1, leftmost)
        if found is None:
            break
        if best is not None and leftmost is False and _fronted(unit, bounds, n):
            best = best if unit.tags[best.first] == "N" else Subject(first=found, last=last)
            break
        if best is not None and unit.norms[found] in words("adjuncts", "times"):
            break
        best = Subject(first=found, last=max(last, right - 1))
        if unit.tags[found] == "P" or found > left + 1 or has_finite(unit, left + 1, right - 1):
            break
    return best


def _fronted(unit: Unit, bounds: list[int], n: int) -> bool:
    """Whether the segment left of the ``n``-th opens the clause with a preposition, so that it may explain that."""
    left = bounds[n + 2] if n + 2 < len(bounds) else None
    return left is not None and n + 2 == len(bounds) - 1 and unit.tags[left + 1] in "IS"


def _ends_in_subject(unit: Unit, left: int, last: int, leftmost: bool) -> int | None:
    """Where a subject begins that ends the segment after item ``left``; None when the segment is something else."""
    if unit.tags[last] == "P":
        return last
    first = left + 1
    while first < last and unit.tags[first] in "CTSA":
        first += 1
    if unit.tags[first] in "DHN" and not has_finite(unit, first, last):
        return first
    start = nominal_start(unit, last)
    if start is None:
        return None
    dated = leftmost and unit.tags[left + 1] == "I" and unit.tags[start - 1] == "#"  # "In 1938 the naturalist"
    if start > left + 1 and not dated and unit.tags[start - 1] not in ("C", "T", "S", "A", "V"):
        return None
    if leftmost and unit.tags[start] == "I":
        return None
    return start


def source_after(unit: Unit, at: int) -> Subject | None:
    """The source that follows its cue (`said Smith, the mayor of ...`), with its appositions."""
    last = noun_phrase_after(unit, at)
    if last is None:
        return None
    if unit.tags[at] == "P":
        return Subject(first=at, last=at)
    end = len(unit)
    while last + 2 < end:
        tag = unit.tags[last + 1]
        if tag == "R" and unit.tags[last] != ",":
            last = _to_comma(unit, last + 1)
        elif tag == "," and unit.tags[last + 2] in "DHNnR#" and not _own_clause(unit, last + 2):
            last = _to_comma(unit, last + 2)
        else:
            break
    return Subject(first=at, last=last)


def _to_comma(unit: Unit, at: int) -> int:
    end = min(len(unit), at + REACH_LEFT)
    while at + 1 < end and unit.tags[at + 1] not in (",", ".", "!", "?", ";", ":", "-", "Q", "("):
        at += 1
    return at


def _own_clause(unit: Unit, at: int) -> bool:
    """Whether a clause with its own subject begins at ``at`` (and no apposition)."""
    if unit.tags[at] == "R":
        return False
    return has_finite(unit, at, _to_comma(unit, at))


def _is_relative(unit: Unit, at: int) -> bool:
    """Whether a relative clause begins at ``at``: "who", "which", "whose department"."""
    return unit.tags[at] == "R" or unit.norms[at] in words("classes", "relative_owner")


def governing_subject(unit: Unit, before: int) -> Subject | None:
    """The subject of the nearest finite verb left of item ``before``: who also does what a participle or a second
    verb says."""
    at = before - 1
    low = max(0, before - 80)
    while at >= low:
        if is_finite(unit, at) and unit.tags[at] != "R":
            verbs = group(unit, at, at, participle=True)
            subject = subject_before(unit, verbs.first)
            if subject is not None and not subject.relative:
                return subject
            at = verbs.first - 1
        else:
            at -= 1
    return None


def following_subject(unit: Unit, at: int) -> Subject | None:
    """The subject of the main clause that follows a participle at the head of a sentence."""
    for comma in range(at, min(len(unit), at + 60)):
        if unit.tags[comma] == "," and comma + 1 < len(unit):
            last = noun_phrase_after(unit, comma + 1)
            if last is not None and last + 1 < len(unit) and (is_finite(unit, last + 1) or unit.tags[last + 1] in "AV"):
                return Subject(first=comma + 1, last=last)
    return None


def subject_so_far(unit: Unit, before: int, so_far: Sequence[Found]) -> Subject | None:
    """Who also does what a coordinated verb or a participle at item ``before`` says: the source of the relation that
    ends just there, else the subject of the nearest verb."""
    for relation in so_far[-4:]:
        last = max(b for _, b in (*relation.cue, *relation.pieces))
        if relation.subject is not None and relation.group is not None and before - 2 <= last <= before:
            return relation.subject
    return governing_subject(unit, before)


def agrees(unit: Unit, subject: Subject, forms: frozenset[WordForm], following: int) -> bool:
    """Whether a form without an auxiliary can be a verb after this subject, and is not a noun ("the home state")."""
    if not forms & {"base", "s"} or forms & {"past"}:
        return True
    if subject.after_verb:
        return False
    tags = unit.tags[subject.first : subject.last + 1]
    if subject.relative or "P" in tags or "C" in tags:
        return True
    that = following < len(unit) and unit.tags[following] in ("T", "Q", "to", "W")
    if "s" in forms:
        return tags[0] in "DHN#" or that or unit.title_case
    norms = unit.norms[subject.first : subject.last + 1]
    plural = any(n.endswith("s") or n in words("classes", "plurals") for n in norms)
    plural = plural or (tags[0] in "D#" and (that or tags[-1] != "N"))
    return plural or unit.title_case


def mention(unit: Unit, subject: Subject | None) -> tuple[int, int] | None:
    """The items to resolve: for a relative pronoun, the noun phrase before it."""
    if subject is None or not subject.relative or unit.norms[subject.first] not in words("classes", "who"):
        return None
    last = subject.first - 1
    while last > 0 and unit.tags[last] in (",", "I"):
        last -= 1
    start = nominal_start(unit, last) if last >= 0 else None
    return None if start is None else (start, last)
