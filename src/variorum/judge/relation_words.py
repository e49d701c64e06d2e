"""Rules of relation between two readings of a statement or a fact.  One rule, one function, named in its output.

A rule returns a :class:`Ruling` or ``None`` where it has nothing to say; :data:`RULES` is the order in which they are
asked.  ``turned`` says that the relation derives from the second reading (``a`` and ``b`` change places).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from .. import lexicon, wording
from ..model import RelationKind, Speaker, Utterance
from . import relation_contrary
from .relation_occasions import apart
from .relation_view import View
from .substance_parts import common, content

ENOUGH_MARKED = 0.34
"""Share of a partly quoted reading's words of content in marks, from which its marks speak for it."""


_SURELY = 3
"""Words of content in common from which two wordings in marks are of one remark."""
_FRAGMENT = 5
"""Words in marks under which a quotation is a fragment: it is whole, or it is no part of the other's words."""
_SAME_WORDS = 0.7
"""Likeness from which the same words may be given to two people."""
UNKNOWN = Utterance(language="unclear", basis="no sign in the articles")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a rule found; ``score`` is 0 to 1."""

    relation: RelationKind
    score: float
    rule: str
    why: str
    turned: bool = False


Rule = Callable[[View, View, Utterance], Ruling | None]


def ruling(a: View, b: View, spoken: Utterance) -> Ruling:
    """The first rule that applies."""
    for rule in RULES:
        found = rule(a, b, spoken)
        if found is not None:
            return found
    return paraphrase(a, b, spoken)


def relayed(a: View, b: View, _: Utterance) -> Ruling | None:
    """One has another's words through a relayer's mouth, or both do.

    A country or a firm whose plans its own head tells is no other speaker: that is left to the rules of wording.
    """
    through_a, through_b = _relayer(a), _relayer(b)
    if through_a and through_b:
        if not _person(a) or not _person(b):
            return None
        if _last(through_a) == _last(through_b):
            why = f"both have the words through {through_a.name}"
        else:
            why = f"one has the words through {through_a.name}, the other through {through_b.name}"
        return Ruling("nested", 0.8, "relayed-in-both", why)
    relayer = through_b or through_a
    if relayer is None:
        return None
    inner, outer = (b, a) if through_b else (a, b)
    speaks, source = outer.reading.speaker, inner.reading.speaker
    if speaks is None or speaks.kind == "unknown":
        return None
    if _last(speaks) == _last(relayer):
        if not _person(inner):
            return None
    elif source is None or _last(speaks) != _last(source):
        return None  # neither the one who relays nor the one who is relayed
    return Ruling(
        "nested", 0.85, "relayed-by-another", f"only one has the words through {relayer.name}", turned=bool(through_a)
    )


def _relayer(v: View) -> Speaker | None:
    """Who relays, if it is somebody: a document or an unclear phrase is none."""
    relayer = v.reading.relayed_by
    return relayer if relayer is not None and relayer.kind != "unknown" else None


def _person(v: View) -> bool:
    return v.reading.speaker is not None and v.reading.speaker.kind == "person"


def contrary(a: View, b: View, _: Utterance) -> Ruling | None:
    """One sentence or clause, with a negation or an opposite in it; on two occasions a speaker may have said both, and
    words that are denied say the contrary of themselves ("denied that any were freed", "none were freed")."""
    if apart(a.occasion, b.occasion) or _denied(a) != _denied(b):
        return None
    found = relation_contrary.between(a, b)
    return Ruling("contradicts", found.score, found.rule, found.why) if found else None


def _denied(v: View) -> bool:
    return v.reading.cue is not None and v.reading.cue.stance == "denies"


def same_words(a: View, b: View, _: Utterance) -> Ruling | None:
    """Word for word the same, in marks or (copied sentences) in none."""
    if _bare(a) != _bare(b) or not a.words:
        return None
    if a.marked == a.words and b.marked == b.words:
        joined = ", here in one sentence, there in two" if a.plain == b.plain and a.stops != b.stops else ""
        return Ruling("verbatim", 1.0, "same-words", f"the same words in quotation marks{joined}")
    if not a.marked and not b.marked:
        return Ruling("verbatim", 0.9, "same-words-no-marks", "the same words, in neither as a quotation")
    why = "the same words, of which only one puts all in quotation marks"
    return Ruling("verbatim", 0.85, "same-words-marks-differ", why, turned=len(b.marked) > len(a.marked))


def same_but_brackets(a: View, b: View, _: Utterance) -> Ruling | None:
    """The same quotation, but for what an editor explains in square brackets."""
    if not a.plain or not b.plain or (a.plain == a.marked and b.plain == b.marked):
        return None
    turned = b.plain == b.marked and a.plain != a.marked
    full, noted = (b, a) if turned else (a, b)
    gaps = _gaps(full.plain, noted.plain)
    if gaps is None or any(g.at not in noted.joints or len(g.words) > 4 for g in gaps):
        return None
    trimmed_start = any(g.at == 0 for g in gaps) and noted.marked[0] == noted.plain[0]
    trimmed_end = any(g.at == len(noted.plain) for g in gaps) and noted.marked[-1] == noted.plain[-1]
    if trimmed_start or trimmed_end:
        return None
    put_in = ", ".join(_shown(v.bracketed) for v in (a, b) if v.bracketed)
    why = f"the same words but for those that one puts in square brackets: {put_in}"
    return Ruling("verbatim", 0.9, "same-words-but-brackets", why, turned)


def same_but_joined(a: View, b: View, _: Utterance) -> Ruling | None:
    """The same quotation, but for a word with which one report runs two sentences into one."""
    if not _quotes(a) or not _quotes(b) or not a.plain or not b.plain:
        return None
    joiners = lexicon.words("substance", "joiners")
    more: list[str] = []
    for op in LCSseq.opcodes(a.plain[: wording.LONGEST], b.plain[: wording.LONGEST]):
        if op.tag == "equal":
            continue
        words = (*a.plain[op.src_start : op.src_end], *b.plain[op.dest_start : op.dest_end])
        ends = op.dest_start in b.stops if op.tag == "delete" else op.src_start in a.stops
        if op.tag == "replace" or len(words) != 1 or words[0] not in joiners or not ends:
            return None
        more.extend(words)
    if not more:
        return None
    why = f"the same words, in one report joined by “{_shown(more)}” where the other begins a new sentence"
    return Ruling("verbatim", 0.9, "same-words-joined", why)


def same_marked_words(a: View, b: View, _: Utterance) -> Ruling | None:
    """Partial quotations of the same words inside sentences of their own."""
    if len(a.marked) < 2 or a.marked != b.marked:
        return None
    score = round(0.5 + 0.35 * min(a.share, b.share), 4)
    why = f"both quote {_shown(a.marked)}, the rest is in their own words"
    return Ruling("verbatim", score, "same-words-in-marks", why)


def trimmed(a: View, b: View, _: Utterance) -> Ruling | None:
    """All of one's words in marks stand in the other's, in order: the shorter one is ``b``."""
    if not _quotes(a) or not _quotes(b):
        return _contained_sentence(a, b) if not a.marked and not b.marked else None
    turned = len(a.plain) < len(b.plain)
    long, short = (b, a) if turned else (a, b)
    if len(short.plain) == len(long.plain) or not short.plain:
        return None
    gaps = _gaps(long.plain, short.plain)
    if gaps is None:
        return None
    inside = [g for g in gaps if g.at not in (0, len(short.plain))]
    left_out = _shown(max((g.words for g in gaps), key=len))
    if not inside:
        part = "a part of the sentence is quoted" if short.share < 1 else "one quotes a part of the other"
        where = " and ".join("the beginning" if g.at == 0 else "the end" for g in gaps)
        return Ruling("trimmed", 0.95, "part-quoted", f"{part}; left out at {where}: {left_out}", turned)
    if all(g.at in short.joints for g in inside):
        return Ruling(
            "trimmed", 0.9, "ellipsis-trim", f"shortened at an ellipsis or a break; left out: {left_out}", turned
        )
    told = [w for g in inside if g.at not in short.joints for w in g.words if w not in wording.function_words()]
    if told and len(short.plain) >= _FRAGMENT and sum(len(g.words) for g in inside) <= len(short.plain):
        why = f"words are left out inside without an ellipsis: {_shown(told)}"
        return Ruling("trimmed", 0.7, "words-left-out", why, turned)
    return None


def cut_on_both_sides(a: View, b: View, _: Utterance) -> Ruling | None:
    """Two parts of one quotation: whatever one lacks, it leaves out at an end or at an ellipsis."""
    if not _quotes(a) or not _quotes(b):
        return None
    lost: list[str] = []
    shared = 0
    for at_a, at_b, same in _runs(a.plain[: wording.LONGEST], b.plain[: wording.LONGEST]):
        if same:
            shared += len(at_a)
            continue
        here = at_a.stop in a.joints and at_b.start in b.joints  # what is gone from b stood before what is gone from a
        there = at_b.stop in b.joints and at_a.start in a.joints
        lacks = (at_b.start in b.joints) if at_a else (at_a.start in a.joints)
        if not ((here or there) if at_a and at_b else lacks):
            return None
        lost.extend((*a.plain[at_a.start : at_a.stop], *b.plain[at_b.start : at_b.stop]))
    if shared < _FRAGMENT or 2 * shared < min(len(a.plain), len(b.plain)):
        return None
    why = f"two parts of one quotation, each without words of the other: {_shown(lost)}"
    return Ruling("trimmed", 0.8, "cut-on-both-sides", why, turned=len(a.plain) < len(b.plain))


def _runs(a: Sequence[str], b: Sequence[str]) -> list[tuple[range, range, bool]]:
    """Equal and unequal runs of both sides; equal words of grammar alone, between two changes, belong to the change."""
    made: list[tuple[range, range, bool]] = []
    ops = list(LCSseq.opcodes(a, b))
    for n, op in enumerate(ops):
        at_a, at_b = range(op.src_start, op.src_end), range(op.dest_start, op.dest_end)
        inner = 0 < n < len(ops) - 1
        same = op.tag == "equal" and not (inner and all(a[i] in wording.function_words() for i in at_a))
        if made and not same and not made[-1][2]:
            before_a, before_b, _ = made.pop()
            at_a, at_b = range(before_a.start, at_a.stop), range(before_b.start, at_b.stop)
        made.append((at_a, at_b, same))
    return made


def nothing_in_common(a: View, b: View, _: Utterance) -> Ruling | None:
    """Two parts of one passage, or two remarks: no word of content is the same or a like one, or two people speak."""
    if not _quotes(a) or not _quotes(b):
        return None
    if two := _two_people(a, b):
        return Ruling("indirect", 0.4, "nothing-in-common", f"both in quotation marks, but of two people: {two}")
    if common(content(a.marked), content(b.marked)) and not _only_names(a, b):
        return None
    why = "both in quotation marks, and no words in common: they may be two parts of what was said"
    return Ruling("indirect", 0.4, "nothing-in-common", why)


def _only_names(a: View, b: View) -> bool:
    """Whether two wordings have nothing in common but names: they are of one thing or person, and two remarks."""
    named = a.named | b.named
    one, two = ([w for w in content(v.marked) if wording.stem(w) not in named] for v in (a, b))
    return bool(named) and bool(one) and bool(two) and not common(one, two)


def _two_people(a: View, b: View) -> str | None:
    """The names of two people who speak in words that are not nearly the same."""
    one, two = a.reading.speaker, b.reading.speaker
    if one is None or two is None or not _person(a) or not _person(b) or _likeness(a.marked, b.marked) >= _SAME_WORDS:
        return None
    known = set(one.name.casefold().split()) & set(two.name.casefold().split())
    return None if known else f"{one.name}, {two.name}"


def other_words(a: View, b: View, spoken: Utterance) -> Ruling | None:
    """Both in quotation marks, in other words: a re-wording, or two translations of words in another language."""
    if not _quotes(a) or not _quotes(b) or a.marked == b.marked:
        return None
    alike = _likeness(a.marked, b.marked)
    part = 0.85 if min(a.share, b.share) < 1 else 1.0
    score = round(part * _firmness(a, b) * (0.55 + 0.4 * alike), 4)
    how = "in another order" if sorted(a.marked) == sorted(b.marked) else "in other words"
    if two := apart(a.occasion, b.occasion):
        foreign = spoken.language not in (UNKNOWN.language, a.language, b.language)
        why = f"both in quotation marks, {how}, and the attributions name two occasions ({two})"
        return Ruling("translated" if foreign else "reworded", min(score, 0.5), "two-occasions", why)
    if spoken.language == "unclear":
        why = f"both in quotation marks, {how}; the language spoken is unclear ({spoken.basis})"
        return Ruling("reworded", round(0.85 * score, 4), "quoted-both-language-unclear", why)
    if spoken.language not in (a.language, b.language):
        why = f"both in quotation marks, {how}; probably not spoken in the articles' language ({spoken.basis})"
        return Ruling("translated", score, "quoted-both-translated", why)
    why = f"both in quotation marks, {how}, and probably spoken in the articles' language ({spoken.basis})"
    return Ruling("reworded", score, "quoted-both-other-words", why)


def _firmness(a: View, b: View) -> float:
    """A factor under 1 where two wordings share too few words to be surely of one remark: words of content in any
    order, or any words in one order."""
    one, two = content(a.marked), content(b.marked)
    shared = min(common(one, two), common(two, one))
    in_order = LCSseq.similarity(a.marked[: wording.LONGEST], b.marked[: wording.LONGEST])
    return 1.0 if shared >= min(_SURELY, len(one), len(two)) or in_order > _SURELY else 0.8


def paraphrase(a: View, b: View, _: Utterance) -> Ruling:
    """One gives in its own words what the other quotes, or both do."""
    if _quotes(a) and not _quotes(b):
        return Ruling("indirect", 0.8, "quote-and-paraphrase", _told(b))
    if _quotes(b) and not _quotes(a):
        return Ruling("indirect", 0.8, "quote-and-paraphrase", _told(a), turned=True)
    return Ruling("indirect", 0.7, "both-in-own-words", "both in their own words")


RULES: tuple[Rule, ...] = (
    relayed,
    contrary,
    same_words,
    same_but_brackets,
    same_but_joined,
    same_marked_words,
    trimmed,
    cut_on_both_sides,
    nothing_in_common,
    other_words,
)


def _bare(v: View) -> tuple[str, ...]:
    """The words of a reading; of one without marks, without the conjunction that only hangs it on its verb."""
    hangs = not v.marked and v.words[:1] and v.words[0] in lexicon.words("substance", "hanging")
    return v.words[1:] if hangs else v.words


def _told(without: View) -> str:
    if without.reading.form == "narration":
        return "one quotes it, the other states it without naming a source"
    if without.marked:
        return "one quotes it, the other gives most of it in its own words"
    return "one quotes it, the other gives it in its own words"


def _quotes(v: View) -> bool:
    return bool(v.marked) and v.share >= ENOUGH_MARKED


def _contained_sentence(a: View, b: View) -> Ruling | None:
    """Two sentences of which one is the other without its beginning or end."""
    one, two = _bare(a), _bare(b)
    turned = len(one) < len(two)
    long, short = (two, one) if turned else (one, two)
    if len(short) < 5 or len(short) == len(long) or f" {' '.join(short)} " not in f" {' '.join(long)} ":
        return None
    return Ruling(
        "trimmed", 0.85, "part-of-sentence", "one is a part of the other's sentence, in neither as a quotation", turned
    )


@dataclass(frozen=True, slots=True)
class _Gap:
    """Words of the longer side that the shorter one lacks, before its word ``at``."""

    at: int
    words: tuple[str, ...]


def _gaps(long: Sequence[str], short: Sequence[str]) -> list[_Gap] | None:
    """Where ``short`` leaves out words of ``long``; None when it has words of its own.

    A run that stands in one piece is looked for first: words that occur twice would else be taken from both places.
    """
    for at in range(len(long) - len(short) + 1):
        if long[at] == short[0] and tuple(long[at : at + len(short)]) == tuple(short):
            ends = [_Gap(0, tuple(long[:at])), _Gap(len(short), tuple(long[at + len(short) :]))]
            return [g for g in ends if g.words]
    found: list[_Gap] = []
    for op in LCSseq.opcodes(long[: wording.LONGEST], short[: wording.LONGEST]):
        if op.tag in ("insert", "replace"):
            return None
        if op.tag == "delete":
            found.append(_Gap(op.dest_start, tuple(long[op.src_start : op.src_end])))
    return found


def _likeness(a: Sequence[str], b: Sequence[str]) -> float:
    return LCSseq.normalized_similarity(a[: wording.LONGEST], b[: wording.LONGEST])


def _shown(words: Sequence[str]) -> str:
    """A few words for a reason; they are normal forms, so without marks of a quotation."""
    return " ".join(words) if len(words) <= 8 else f"{' '.join(words[:4])} ... {' '.join(words[-3:])}"


def _last(speaker: Speaker) -> str:
    return speaker.name.split()[-1].casefold() if speaker.name.split() else ""
