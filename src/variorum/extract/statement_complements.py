"""What a cue governs: the content after it, or the content that stands before it."""

from __future__ import annotations

from dataclasses import dataclass

from .cues import Lexicon
from .statement_drafts import Pieces
from .statement_ends import Matrix, clause_end
from .statement_syntax import begins_clause, has_finite, is_finite, noun_phrase_after, words
from .statement_units import Unit

_CLAUSE_START = frozenset("PDHNn#GEW")


@dataclass(frozen=True, slots=True, kw_only=True)
class Complement:
    """``cue_last``: the last item that still belongs to the cue (a preposition that introduces the content)."""

    pieces: Pieces
    cue_last: int
    strength: float
    kind: str


def after(unit: Unit, cue_last: int, matrix: Matrix) -> Complement | None:
    """The content that follows a cue ending at item ``cue_last``, or None."""
    at = _skip_adverbs(unit, cue_last + 1)
    found = _quotation(unit, at, cue_last, matrix)
    if found is not None:
        return found
    if "o" in matrix.entry.frames or "T" in matrix.entry.frames:
        found = _with_addressee(unit, at, cue_last, matrix)
        if found is not None:
            return found
    beyond = _beyond_adjuncts(unit, at, matrix)
    marked = beyond is not None and (
        (unit.tag(beyond) != "W" and unit.tags[beyond] not in _CLAUSE_START) or _is_time(unit, at)
    )
    if beyond is None or not marked:
        found = _direct_complement(unit, at, cue_last, matrix)
        if found is not None:
            return found
    if beyond is None:
        return None
    return _quotation(unit, beyond, cue_last, matrix) or _clause(unit, beyond, cue_last, matrix)


def _is_time(unit: Unit, at: int) -> bool:
    return (
        at < len(unit)
        and unit.norms[at] in words("adjuncts", "times")
        and unit.norms[at] not in words("adjuncts", "times_with_noun")
    )


def _skip_adverbs(unit: Unit, at: int) -> int:
    limit = at + 2
    while (
        at < len(unit) and at < limit and unit.tags[at] == "A" and unit.norms[at] not in words("classes", "not_skipped")
    ):
        at += 1
    return at


def _quotation(unit: Unit, at: int, cue_last: int, matrix: Matrix) -> Complement | None:
    """A quotation right after the cue, or after a comma or colon."""
    tag = unit.tag(at)
    if tag in (",", ":") and unit.tag(at + 1) == "Q" and matrix.entry.speech:
        at += 1
    elif tag == "," and unit.within is not None and _unmarked(unit, at, cue_last):
        end = len(unit) - 1
        while end > at + 1 and unit.tags[end] in (".", "!", "?", ","):
            end -= 1
        return Complement(pieces=((at + 1, end),), cue_last=cue_last, strength=0.7, kind="unmarked words")
    elif tag != "Q":
        return None
    last = at
    while unit.tag(last + 1) == "Q":
        last += 1
    more = unit.tag(last + 1)
    if more in ("I", "to", "n", "V", "X", "M", "D", "T", "W", "R") and last == at and tag == "Q":
        return None
    return Complement(
        pieces=tuple((i, i) for i in range(at, last + 1)), cue_last=cue_last, strength=0.95, kind="quotation"
    )


def _unmarked(unit: Unit, comma: int, cue_last: int) -> bool:
    """Words quoted within a quotation without marks of their own (`he said, I will come`)."""
    if unit.norms[cue_last] not in words("quoting", "unmarked_after") or comma + 2 >= len(unit):
        return False
    return unit.norms[comma + 1].split("'")[0] in words("quoting", "unmarked_openers")


def _with_addressee(unit: Unit, at: int, cue_last: int, matrix: Matrix) -> Complement | None:
    """ "told reporters that ...", "asked him whether ...", "urged allies to ..."."""
    last = noun_phrase_after(unit, at)
    if last is None:
        return None
    last = _shorten(unit, at, last)
    following = last + 1
    tag = unit.tag(following)
    if tag == "to" and "T" in matrix.entry.frames:
        return Complement(
            pieces=((at, clause_end(unit, at, matrix)),), cue_last=cue_last, strength=0.8, kind="person to"
        )
    if "o" not in matrix.entry.frames:
        return None
    for place in (following, _beyond_adjuncts(unit, following, matrix)):
        found = None if place is None else _told(unit, place, cue_last, matrix)
        if found is not None:
            return found
    return None


def _told(unit: Unit, at: int, cue_last: int, matrix: Matrix) -> Complement | None:
    """What somebody is told: a quotation, a clause, or the matter after a preposition."""
    found = _quotation(unit, at, cue_last, matrix)
    if found is None and unit.tag(at) in ("T", "W", "P", "D", "H", "N"):
        found = _clause(unit, at, cue_last, matrix)
    if found is None and unit.tag(at) == "I" and unit.norm(at) in matrix.entry.prepositions and at + 1 < len(unit):
        end = clause_end(unit, at + 1, matrix, nominal=True)
        if end > at + 1:
            return Complement(pieces=((at + 1, end),), cue_last=cue_last, strength=0.7, kind="person about")
    return found


def _shorten(unit: Unit, first: int, last: int) -> int:
    """Let a listener end where a bare clause begins ("told the crowd the plan was ...")."""
    if unit.tags[first] in "PO":
        return first
    for i in range(first + 1, last + 1):
        if unit.tags[i] in "DH" and unit.tags[i - 1] in "Nn":
            return i - 1
    return last


def _direct_complement(unit: Unit, at: int, cue_last: int, matrix: Matrix) -> Complement | None:
    tag = unit.tag(at)
    if tag in ("T", "W", "R", "S") or tag in _CLAUSE_START or tag == "P":
        found = _clause(unit, at, cue_last, matrix)
        if found is not None:
            return found
        if tag not in ("T", "W", "R", "S"):
            return _object(unit, at, cue_last, matrix)
        return None
    if tag in ("O", "Q", "A"):
        return _object(unit, at, cue_last, matrix)
    if tag == "to" and ("t" in matrix.entry.frames or "to" in matrix.entry.prepositions):
        if "t" in matrix.entry.frames:
            return Complement(pieces=((at, clause_end(unit, at, matrix)),), cue_last=cue_last, strength=0.75, kind="to")
        return _prepositional(unit, at, matrix)
    if tag == "I" and unit.norms[at] in matrix.entry.prepositions:
        return _prepositional(unit, at, matrix)
    return None


def _prepositional(unit: Unit, at: int, matrix: Matrix) -> Complement | None:
    if at + 1 >= len(unit) or unit.tags[at + 1] in (",", ".", ";", ":", "-"):
        return None
    topic = noun_phrase_after(unit, at + 1)
    if topic is not None and unit.tag(topic + 1) in (",", ":") and unit.tag(topic + 2) == "Q":
        return Complement(pieces=((topic + 2, topic + 2),), cue_last=topic, strength=0.9, kind="quotation")
    pieces = ((at + 1, clause_end(unit, at + 1, matrix, nominal=True)),)
    if pieces[0][0] == pieces[0][1] and unit.norms[at + 1] in words("classes", "empty"):
        return None
    return Complement(pieces=pieces, cue_last=at, strength=0.65, kind="preposition")


def _clause(unit: Unit, at: int, cue_last: int, matrix: Matrix) -> Complement | None:
    """A clause with or without "that", or an indirect question."""
    tag = unit.tag(at)
    frames = matrix.entry.frames
    if (tag == "T" and frames & {"s", "c"}) or (tag in ("W", "R") and frames & {"w", "s"}):
        if at + 1 >= len(unit):
            return None
        end = clause_end(unit, at, matrix)
        return Complement(pieces=((at, end),), cue_last=cue_last, strength=0.9, kind="that") if end > at else None
    if tag == "S" and unit.norms[at] in words("classes", "whether") and "w" in frames:
        return Complement(pieces=((at, clause_end(unit, at, matrix)),), cue_last=cue_last, strength=0.7, kind="if")
    if "s" in frames and (
        tag in _CLAUSE_START or tag in ("I", "A", "T") or (tag == "S" and unit.norms[at] in words("classes", "whether"))
    ):
        end = clause_end(unit, at, matrix)
        if tag == "T" or begins_clause(unit, at, end) or (unit.title_case and end > at + 1):
            return Complement(pieces=((at, end),), cue_last=cue_last, strength=0.85, kind="clause")
    return None


def _object(unit: Unit, at: int, cue_last: int, matrix: Matrix) -> Complement | None:
    if "m" in matrix.entry.frames:
        pieces = ((at, clause_end(unit, at, matrix, nominal=True)),)
        return Complement(pieces=pieces, cue_last=cue_last, strength=0.7, kind="measure")
    if "n" not in matrix.entry.frames and not ("g" in matrix.entry.frames and unit.tag(at) == "G"):
        return None
    if unit.tag(at) == "A" and unit.tag(at + 1) not in "DHnNE":
        return None
    end = clause_end(unit, at, matrix, nominal=True)
    if end == at and unit.norms[at] in words("classes", "empty"):
        return None
    return Complement(pieces=((at, end),), cue_last=cue_last, strength=0.6, kind="object")


def _beyond_adjuncts(unit: Unit, at: int, matrix: Matrix) -> int | None:
    """The item after places, times and listeners that stand between a cue and its content, or None.

    After a time alone anything may follow; after a place only what marks content: *that*, a colon, a quotation.
    """
    if not matrix.entry.speech:
        return None
    if unit.tag(at) == "," and (aside := _aside(unit, at)) is not None:
        return aside
    start, limit = at, min(len(unit), at + 24)
    only_time = True
    while at < limit:
        norm = unit.norms[at]
        if norm in words("adjuncts", "times") or (unit.tags[at] == "#" and only_time and at > start):
            at += 1
        elif _opens_adjunct(unit, at):
            only_time = only_time and unit.norm(at + 1) in words("adjuncts", "times")
            last = _adjunct_phrase(unit, at + 1)
            if last is None:
                return None
            at = last + 1
        else:
            break
    if at == start or at >= limit:
        return None
    if unit.tags[at] == "," and unit.tag(at + 1) in ("T", "Q"):
        return at if unit.tag(at + 1) == "Q" else at + 1
    if unit.tags[at] in ("T", "Q", "W") or (unit.tags[at] == ":" and unit.tag(at + 1) == "Q"):
        return at
    return at if only_time and unit.tags[at] in _CLAUSE_START else None


def _opens_adjunct(unit: Unit, at: int) -> bool:
    if unit.tags[at] == "to":
        return unit.tag(at + 1) in "DHNnOE"
    return unit.tags[at] == "I" and unit.norms[at] in words("adjuncts", "prepositions")


def _aside(unit: Unit, comma: int) -> int | None:
    """The item after a short insertion between commas, when *that* follows it ("added, though, that ...")."""
    for i in range(comma + 2, min(len(unit) - 1, comma + 12)):
        if unit.tags[i] == ",":
            return i + 1 if unit.tags[i + 1] == "T" else None
        if unit.tags[i] in ("Q", "V", "X", "M", "P"):
            return None
    return None


def _adjunct_phrase(unit: Unit, at: int) -> int | None:
    if unit.tag(at) == "G":
        at += 1
    last = noun_phrase_after(unit, at)
    if (
        last is not None
        and unit.tag(last + 1) == "Q"
        and unit.tags[last] in "N"
        and unit.tag(last + 2) not in ("$", ".", ",")
    ):
        last += 1
    return last


def before(unit: Unit, subject_first: int) -> Pieces:
    """The content that stands before `, Smith said`: a quotation, or the clause up to the comma."""
    at = subject_first - 1
    if at < 0:
        return ()
    if unit.tags[at] == "Q":
        return _quotations_back(unit, at)
    if unit.tags[at] in (",", "-") and at > 0:
        if unit.tags[at - 1] == "Q" and (at < 2 or unit.tags[at - 2] in ("Q", ".", ":", "!", "?", ",", "C")):
            return _quotations_back(unit, at - 1)
        first = clause_start(unit, at - 1)
        return ((first, at - 1),) if first <= at - 1 else ()
    return ()


def _quotations_back(unit: Unit, last: int) -> Pieces:
    first = last
    while first > 0 and unit.tags[first - 1] == "Q":
        first -= 1
    joined = first > 1 and unit.tags[first - 1] == "C" and unit.tags[first - 2] not in (",", ";", "Q")
    if first > 0 and (joined or unit.tags[first - 1] not in (".", ":", "!", "?", ",", "-", "C", ";", "S")):
        start = clause_start(unit, first)
        return ((start, last),)
    return tuple((i, i) for i in range(first, last + 1))


def clause_start(unit: Unit, at: int) -> int:
    """The first item of the main clause that reaches up to ``at``."""
    low = max(0, at - 120)
    dashes: list[int] = []
    while at > low and unit.tags[at - 1] not in (";", ".", "!", "?"):
        at -= 1
        if unit.tags[at] == "-":
            dashes.append(at)
    return dashes[0] + 1 if len(dashes) % 2 else at


def resumed(unit: Unit, cue_last: int, lexicon: Lexicon) -> Pieces:
    """What goes on after an attribution in the middle: `"...," he said, "..."` or `The plan, he said, would ...`."""
    for at in range(cue_last + 1, min(len(unit), cue_last + 40)):
        if unit.tags[at] == "Q":
            break
        if unit.tags[at] == ";" or unit.norms[at] in lexicon.quotative:
            return ()
    else:
        return ()
    if at >= len(unit) or unit.tags[at - 1] not in (",", ":", ".", "-"):
        return ()
    last = at
    while unit.tag(last + 1) == "Q":
        last += 1
    return tuple((i, i) for i in range(at, last + 1))


def around(unit: Unit, pieces: Pieces, cue_last: int, matrix: Matrix) -> Pieces | None:
    """A clause that the attribution interrupts: `The plan, he said, would ...`; None when it does not go on."""
    (first, last), at = pieces[0], cue_last + 1
    if unit.tag(at) != "," or at + 1 >= len(unit):
        return None
    verb = unit.tags[at + 1] in "VXM"
    opening = first + (unit.tags[first] == "C")
    subordinate = unit.tags[opening] in "SW"
    if not verb and not subordinate and any(is_finite(unit, i) for i in range(first, last + 1)):
        return None
    end = clause_end(unit, at + 1, matrix)
    if end <= at + 1 or not (verb or has_finite(unit, at + 1, end)):
        return None
    rest = (at + 1, end)
    if any(
        unit.norms[i] in words("adjuncts", "occasions") | words("adjuncts", "times") for i in range(first, last + 1)
    ):
        return (rest,) if unit.tags[at + 1] in _CLAUSE_START or unit.tags[at + 1] == "T" else None
    return ((first, last), rest)


def close_relative(unit: Unit, pieces: Pieces, *, nominal: bool) -> Pieces:
    """Cut the last piece where a relative clause between commas ends ("the mayor, who praised him, left")."""
    first, last = pieces[-1]
    for i in range(first + 1, last):
        if unit.tags[i] == "," and (nominal or unit.tags[i + 1] in "VXM"):
            return (*pieces[:-1], (first, i - 1))
    return pieces


def before_main_clause(unit: Unit, pieces: Pieces) -> Pieces:
    """Cut the last piece where the main clause begins, for a cue in a subordinate clause before it."""
    first, last = pieces[-1]
    for i in range(first + 1, last):
        if unit.tags[i] == "," and unit.tags[i + 1] in _CLAUSE_START and begins_clause(unit, i + 1, last):
            return (*pieces[:-1], (first, i - 1))
    return pieces
