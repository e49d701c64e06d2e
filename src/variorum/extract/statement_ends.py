"""Where a content ends: the outlet's own words that follow it are left out."""

from __future__ import annotations

from dataclasses import dataclass

from .cues import Entry, Lexicon, WordForm
from .statement_syntax import begins_clause, measures, words
from .statement_units import Unit

REACH_RIGHT = 250
_FINITE: frozenset[WordForm] = frozenset(["past", "s", "base"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """What governs a content: the cue and its possible forms.  A verb that *and* joins belongs to the content unless
    it is a cue in one of these forms."""

    entry: Entry
    forms: frozenset[WordForm]
    lexicon: Lexicon

    def saying(self) -> Matrix:
        """The same for "as saying" after the verb."""
        return Matrix(entry=self.lexicon.according, forms=frozenset(["ing"]), lexicon=self.lexicon)


def clause_end(unit: Unit, first: int, matrix: Matrix, *, nominal: bool = False) -> int:
    """The last item of the content that begins at ``first``; ``nominal``: it is an object, not a clause."""
    at = first
    end = min(len(unit), first + REACH_RIGHT)
    while at < end:
        tag = unit.tags[at]
        if at > first and _stops(unit, at, matrix, nominal=nominal):
            break
        if tag in "(-":
            closing = _closing(unit, at, end)
            if closing is None:
                break
            at = closing
        at += 1
    last = at - 1
    while last > first and unit.tags[last] in (",", ":", ";", "-", ".", "(", "!", "?", "C", "S"):
        last -= 1
    return last


def _closing(unit: Unit, at: int, end: int) -> int | None:
    """The item that closes a bracket or an insertion between dashes, when it comes soon."""
    sign = ")" if unit.tags[at] == "(" else "-"
    return next((i for i in range(at + 1, min(end, at + 40)) if unit.tags[i] == sign), None)


def _stops(unit: Unit, at: int, matrix: Matrix, *, nominal: bool) -> bool:
    tag = unit.tags[at]
    if tag in (";", ".", "!", "?"):
        return True
    if tag == "-":
        return nominal
    if tag == ",":
        return _comma_stops(unit, at, matrix) or (nominal and _clause_after(unit, at))
    if tag == "C":
        if nominal and unit.tag(at + 1) in ("X", "M", "V"):
            return True
        return _joins_cue(unit, at, matrix) or _clause_joins(unit, at + 1, matrix.lexicon)
    return nominal and tag == "S" and unit.norms[at] not in words("ends", "within_object")


def _joins_cue(unit: Unit, at: int, matrix: Matrix) -> bool:
    """Whether *and* or *but* joins a second cue of the same subject."""
    if unit.norms[at] not in words("ends", "joining"):
        return False
    verb = at + 1
    while unit.tag(verb) == "A" and verb < at + 4:
        verb += 1
    if unit.tag(verb) not in "VGE":
        return False
    forms = {
        form
        for entry, form in matrix.lexicon.verbs.get(unit.norms[verb], ())
        if entry.speech
        and unit.norms[verb + 1 : verb + 1 + len(entry.rest)] == entry.rest
        and ("m" not in entry.frames or measures(unit, verb + 1))
    }
    if matrix.forms == {"ing"}:
        return "ing" in forms or bool(forms & {"past"})
    return bool(forms & matrix.forms & _FINITE)


def _comma_stops(unit: Unit, at: int, matrix: Matrix) -> bool:
    tag, after = unit.tag(at + 1), unit.tag(at + 2)
    if tag == "$":
        return True
    norm = unit.norms[at + 1]
    if tag == "G":
        return norm not in words("ends", "going_on")
    if norm in words("ends", "joining") and after == "T":
        return False
    if tag == "R" and after == "P" and at + 3 < len(unit) and unit.norms[at + 3] in matrix.lexicon.finite:
        return False
    if (
        norm in words("ends", "joining")
        and after in ("M", "X", "I", "A", "to")
        and not _joins_cue(unit, at + 1, matrix)
    ):
        return False
    if norm in words("ends", "after_comma") or _some_time_before(unit, at + 1):
        return True
    if norm in words("ends", "articles") and _closes_unit(unit, at + 1):
        return True
    if tag == "C":
        return _joins_cue(unit, at + 1, matrix) or _cue_follows(unit, at + 2, matrix.lexicon)
    if tag in "PNDHn" and _attribution_follows(unit, at + 1, matrix.lexicon):
        return True
    if tag != "V":
        return False
    readings = matrix.lexicon.verbs.get(norm, ())
    forms = {form for _, form in readings}
    if any("m" in entry.frames for entry, _ in readings) and measures(unit, at + 2):
        return True
    return norm in matrix.lexicon.quotative or (unit.title_case and bool(forms & matrix.forms & _FINITE))


def _some_time_before(unit: Unit, at: int) -> bool:
    """`, days before ...`, `, a week after ...`: the outlet's own remark on when it was said."""
    for i in range(at, min(len(unit), at + 4)):
        if unit.norms[i] in words("ends", "before_after"):
            return i > at and unit.norms[i - 1] in words("adjuncts", "times")
        if unit.tags[i] not in "DnA#":
            return False
    return False


def _clause_joins(unit: Unit, at: int, lexicon: Lexicon) -> bool:
    """Whether *and*, without a comma, joins a clause with a named subject and a cue ("and Smith said that ...")."""
    for i in range(at, min(len(unit) - 1, at + 5)):
        if unit.tags[i] == "V" and i > at:
            return unit.norms[i] in lexicon.quotative and unit.tags[i + 1] in "DHPTQWN,"
        if unit.tags[i] not in "NPAX":
            return False
    return False


def _clause_after(unit: Unit, comma: int) -> bool:
    """Whether the comma and *and* (or *but*) open a clause with a subject of its own."""
    joined = unit.tag(comma + 1) == "C" and unit.norm(comma + 1) in words("ends", "joining")
    return joined and unit.tag(comma + 2) in "PDHNn" and begins_clause(unit, comma + 2, min(len(unit) - 1, comma + 20))


def _closes_unit(unit: Unit, at: int) -> bool:
    """Whether one noun phrase with a clause ends the sentence: the outlet's remark on it ("a claim that")."""
    relative = False
    for i in range(at, min(len(unit), at + 40)):
        if unit.tags[i] in (",", "C", ";", "-"):
            return False
        relative = relative or unit.tags[i] in "TRW"
    return relative


def _cue_follows(unit: Unit, at: int, lexicon: Lexicon) -> bool:
    """Whether a new subject with a cue of its own begins at ``at``."""
    for i in range(at, min(len(unit), at + 6)):
        if unit.tags[i] == "V":
            return unit.norms[i] in lexicon.finite and i > at
        if unit.tags[i] not in "NnDHPAXM":
            return False
    return False


def _attribution_follows(unit: Unit, at: int, lexicon: Lexicon) -> bool:
    """Whether ", Smith said" begins at ``at``: a subject, a quotative cue, and then nothing that it could govern."""
    for i in range(at, min(len(unit), at + 8)):
        if unit.tags[i] == "V" and i > at:
            closing = i + 1 >= len(unit) or unit.tags[i + 1] in (",", ".", "I", ";", "-", "A", "S")
            return unit.norms[i] in lexicon.quotative and closing
        if unit.tags[i] not in "NnDHPAX":
            return False
    return False
