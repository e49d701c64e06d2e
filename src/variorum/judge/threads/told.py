"""A chain of entries as a thread: what changed, and the reason in plain words."""

from __future__ import annotations

from ... import lexicon
from ...model import Locus, Thread
from .chains import Chain
from .strands import Strand
from .tie import CHANGES, Tie


def thread(chain: Chain) -> Thread:
    """The thread of a chain: the most telling change on its way names it."""
    foremost = min(reversed(chain.ties), key=_prominence)
    return Thread(
        entries=tuple(s.entry.id for s in chain.strands),
        change=foremost.change if chain.ordered else "order unknown",
        why=_why(chain, foremost),
        score=round(min(t.score for t in chain.ties), 3),
        evidence=tuple(_shown(s, foremost) for s in chain.strands),
    )


def _shown(strand: Strand, tie: Tie) -> Locus:
    """The words that show the change."""
    return strand.staged if tie.sign == "stage" else strand.place


def _prominence(tie: Tie) -> int:
    """Firmer and weaker are one rank: where a chain has both, the later one names it."""
    return CHANGES.index("firmer" if tie.change == "weaker" else tie.change)


def _why(chain: Chain, tie: Tie) -> str:
    templates = lexicon.load("threads")["why"]
    told = templates[_template(chain, tie)]
    measured = tie.a.figure is not None
    staged = any(t.sign == "stage" for t in chain.ties)
    shown = [_value(s) if measured else _firmness(s, staged=staged) for s in chain.strands]
    stages = [s.stage.shown for s in (tie.a, tie.b) if s.stage]
    return str(
        told.format(
            speaker=_speaker(tie.a),
            subject=f"{_measure(tie)} ({tie.subject})" if measured else tie.subject,
            steps=templates["then"].join(shown) if chain.ordered else templates["and"].join(shown),
            stages=templates["then" if chain.ordered else "and"].join(f"“{s}”" for s in stages),
            reason=tie.reason,
        )
    )


def _template(chain: Chain, tie: Tie) -> str:
    if tie.a.figure is not None:
        kind = "stage" if tie.sign == "stage" else "unchanged" if tie.change == "unchanged" else "value changed"
        return kind if chain.ordered else f"{kind}, order unknown"
    if not chain.ordered:
        return "firmness, order unknown" if tie.sign == "stage" else "order unknown"
    return tie.change


def _speaker(strand: Strand) -> str:
    return strand.entry.speaker.name if strand.entry.speaker else ""


def _measure(tie: Tie) -> str:
    """What the figure counts, in the words of the side that says it."""
    for strand in (tie.a, tie.b):
        if strand.figure and strand.figure.measures:
            return _line(strand.figure.measures.of(strand.whole))
    return _line(tie.a.figure.unit or "") if tie.a.figure else ""


def _value(strand: Strand) -> str:
    return f"“{' '.join(_line(piece.of(strand.whole)) for piece in strand.reading.content)}”"


def _firmness(strand: Strand, *, staged: bool) -> str:
    if staged and strand.stage:
        return f"“{strand.stage.shown}”"
    level = strand.reading.certainty.level
    return str(lexicon.load("judgement")["levels"].get(level, level))


def _line(words: str) -> str:
    return " ".join(words.split())
