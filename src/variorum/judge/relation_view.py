"""What a rule of relation sees of a reading: its words, those in quotation marks, and the pieces they stand in."""

from __future__ import annotations

from dataclasses import dataclass

from .. import text, wording
from ..model import Article, Reading, Span


@dataclass(frozen=True, slots=True)
class View:
    """``words`` are all of the content; ``marked`` those in quotation marks (all of a direct reading)."""

    reading: Reading
    whole: str
    words: tuple[str, ...]
    marked: tuple[str, ...]
    stretches: tuple[Span, ...]
    """Where the words in marks stand."""
    joints: frozenset[int]
    """Places in ``plain`` (word counts) where an ellipsis, a bracket or an interruption stands."""
    plain: tuple[str, ...]
    """The words in marks without those that an editor put in brackets."""
    language: str
    """The language that the article is written in."""

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
            self.language,
            r.form,
            speaker,
            relayed,
            r.value,
            r.range,
            r.unit,
            r.bound,
        )

    @property
    def share(self) -> float:
        """The part of the words of content that stands in marks, 0 to 1."""
        told = [w for w in self.words if w not in wording.function_words()]
        quoted = [w for w in self.marked if w not in wording.function_words()]
        return min(1.0, len(quoted) / len(told)) if told else float(bool(self.marked))


def view(article: Article, reading: Reading) -> View:
    """Lays out one reading."""
    whole = article.text
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
    plain = tuple(a for a in marked if not _bracketed(whole, a.span, stretches))
    return View(
        reading=reading,
        whole=whole,
        words=tuple(a.norm for a in wording.atoms(whole, reading.content)),
        marked=tuple(a.norm for a in marked),
        stretches=stretches,
        joints=_joints(whole, plain),
        plain=tuple(a.norm for a in plain),
        language=article.language or "en",
    )


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
