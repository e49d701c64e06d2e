"""What a rule of relation sees of a reading: its words, those in quotation marks, and the pieces they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from .. import text, wording
from ..model import Reading, Span, Witness
from .relation_occasions import Occasion, occasion

_ENDS = frozenset(".!?")


@dataclass(frozen=True, slots=True)
class View:
    """``words`` are all of the content; ``marked`` those in quotation marks (all of a direct reading)."""

    reading: Reading
    witness: Witness
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    """Where each of ``words`` stands."""
    marked: tuple[str, ...]
    stretches: tuple[Span, ...]
    """Where the words in marks stand."""
    joints: frozenset[int]
    """Places in ``plain`` (word counts) where an ellipsis, a bracket or an interruption stands."""
    plain: tuple[str, ...]
    """The words in marks without those that an editor put in brackets."""
    bracketed: tuple[str, ...]
    """Those words."""
    stops: frozenset[int]
    """Places in ``plain`` (word counts) where a sentence ends."""
    share: float
    """The part of the words of content that stands in marks, 0 to 1."""
    named: frozenset[str]
    """The stems of the words of names in the content."""
    occasion: Occasion
    """When and at what the words were spoken, as far as the attribution says."""

    @property
    def whole(self) -> str:
        return self.witness.article.text

    @property
    def language(self) -> str:
        """The language that the article is written in."""
        return self.witness.article.language or "en"

    @property
    def key(self) -> tuple[object, ...]:
        """Two readings of one key stand in the same relation to any third."""
        r = self.reading
        relayed = r.relayed_by.name if r.relayed_by else None
        speaker = (r.speaker.name, r.speaker.kind) if r.speaker else None
        return (
            self.words,
            self.marked,
            self.plain,
            self.joints,
            self.stops,
            self.occasion,
            self.language,
            r.form,
            speaker,
            relayed,
            r.value,
            r.range,
            r.unit,
            r.bound,
        )


def view(witness: Witness, reading: Reading) -> View:
    """Lays out one reading."""
    whole = witness.article.text
    if reading.form == "direct":
        stretches = reading.content
    elif reading.form == "mixed":
        within = wording.marked(whole, reading.span)
        stretches = tuple(
            Span(max(m.start, c.start), min(m.end, c.end)) for m in within for c in reading.content if m.overlaps(c)
        )
    else:
        stretches = ()
    marked = wording.atoms(whole, stretches)
    noted = {a for a in marked if _bracketed(whole, a.span, stretches)}
    plain = tuple(a for a in marked if a not in noted)
    words = wording.atoms(whole, reading.content)
    return View(
        reading=reading,
        witness=witness,
        words=tuple(a.norm for a in words),
        spans=tuple(a.span for a in words),
        marked=tuple(a.norm for a in marked),
        stretches=stretches,
        joints=_joints(whole, plain),
        plain=tuple(a.norm for a in plain),
        bracketed=tuple(a.norm for a in marked if a in noted),
        stops=_stops(whole, plain),
        share=_share(words, marked),
        named=_named(witness, reading),
        occasion=occasion(witness, reading),
    )


def _named(witness: Witness, reading: Reading) -> frozenset[str]:
    """The words of names, and those that a capital letter within a sentence makes look like one."""
    whole = witness.article.text
    atoms = wording.atoms(whole, reading.content)
    inside = [n.span for n in witness.claims.names if any(c.contains(n.span) for c in reading.content)]
    found = {a.norm for a in wording.atoms(whole, inside)}
    for before, atom in pairwise(atoms):
        if whole[atom.span.start].isupper() and whole[before.span.end : atom.span.start].isspace():
            found |= {atom.norm} | ({before.norm} if whole[before.span.start].isupper() else set())
    return frozenset(map(wording.stem, found - wording.function_words()))


def _share(words: tuple[wording.Atom, ...], marked: tuple[wording.Atom, ...]) -> float:
    told, quoted = ([a for a in atoms if a.norm not in wording.function_words()] for atoms in (words, marked))
    return min(1.0, len(quoted) / len(told)) if told else float(bool(marked))


def compared(v: View, other: View) -> tuple[Span, ...]:
    """What of a reading is collated with another: the words in marks where both quote, else the whole content."""
    return v.stretches if v.stretches and other.stretches else v.reading.content


def _bracketed(whole: str, span: Span, stretches: tuple[Span, ...]) -> bool:
    """Whether a word stands between square brackets inside its stretch."""
    within = next((s for s in stretches if s.contains(span)), span)
    opened = whole.rfind("[", within.start, span.start)
    closed = whole.find("]", span.end, within.end)
    return opened >= 0 and closed >= 0 and "]" not in whole[opened : span.start] and "[" not in whole[span.end : closed]


def _joints(whole: str, atoms: tuple[wording.Atom, ...]) -> frozenset[int]:
    found = {0, len(atoms)}
    for n in range(1, len(atoms)):
        gap = whole[atoms[n - 1].span.end : atoms[n].span.start]
        cut = (
            ".." in gap
            or "…" in gap
            or "[" in gap
            or "]" in gap
            or any(c in text.QUOTATION_MARKS for c in gap if c != "'")
        )
        if cut or atoms[n].piece != atoms[n - 1].piece:
            found.add(n)
    return frozenset(found)


def _stops(whole: str, atoms: tuple[wording.Atom, ...]) -> frozenset[int]:
    gaps = ((n, whole[atoms[n - 1].span.end : atoms[n].span.start]) for n in range(1, len(atoms)))
    return frozenset(n for n, gap in gaps if ".." not in gap and "…" not in gap and _ENDS & set(gap))
