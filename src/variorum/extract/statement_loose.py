"""What is said where no verb says so: bare quotations, and the turns of a dialogue.

`She is not sorry. "My brother is."`: the place tells who speaks (see ``statement_voices``).  `Ms Holm: It was late.`:
the label does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ..model import Span
from ..text import QUOTATION_MARKS, trimmed
from .cues import Entry
from .quotes import Quotation
from .speaker_dialogue import Dialogue
from .statement_drafts import Draft, spoken
from .statement_units import Unit

_EDGE = frozenset([".", ",", "!", "?", "-", ":", ";"])
_ENDS = ".?!…,"
_MARKS = "".join(sorted(QUOTATION_MARKS))
_SCORE = 0.5
_UNSAID = Entry(lemma="", rest=(), stance="neutral", frames=frozenset(), prepositions=frozenset(), speech=True)


def with_loose(
    units: Sequence[Unit], drafts: Sequence[Draft], quotations: Sequence[Quotation], text: str, dialogue: Dialogue
) -> tuple[Draft, ...]:
    """The joined drafts of an article with those that no verb gives; a turn takes the place of what was made of its
    label."""
    said = list(turns(units, dialogue, text))
    heads = [d.extent for d in said]
    kept = [d for d in drafts if not any(s.overlaps(head) for s in d.source for head in _near(heads, s, said))]
    return (*kept, *loose(units, kept, quotations, text), *said)


def _near(extents: Sequence[Span], source: Span, said: Sequence[Draft]) -> Iterator[Span]:
    """The label of the turn that a source lies in."""
    k = bisect_right(extents, source.start, key=lambda s: s.start) - 1
    if k >= 0 and said[k].mention is not None:
        yield said[k].source[0]


def loose(
    units: Sequence[Unit], drafts: Sequence[Draft], quotations: Sequence[Quotation], text: str
) -> Iterator[Draft]:
    """A draft without source and cue for each unit of the body that holds nothing but quotations which none of
    ``drafts`` has taken up."""
    taken = {q for draft in drafts for q in draft.quotes}
    taken |= {d.within for d in drafts if d.within is not None and any(c.of(text) == ":" for c in d.cue)}
    for number, unit in enumerate(units):
        if unit.within is not None:
            break
        quotes = tuple(dict.fromkeys(q for q in unit.quotes if q >= 0))
        bare = bool(quotes) and all(t == "Q" or t in _EDGE for t in unit.tags)
        if not bare or unit.role != "body" or taken & set(quotes):
            continue
        if all(_is_speech(quotations[q].inner.of(text)) for q in quotes):
            yield _draft(number, [quotations[q] for q in quotes], text)


def turns(units: Sequence[Unit], dialogue: Dialogue, text: str) -> Iterator[Draft]:
    """A draft for each turn of a dialogue that is laid out without marks, but for those of whom nobody knows who it
    is (the questions of an interview)."""
    starts = [u.span.start for u in units if u.within is None]
    for turn in dialogue.turns:
        said = trimmed(text, turn.span.start, turn.span.end)
        number = bisect_right(starts, turn.head.start) - 1
        asked = turn.speaker is not None and len(turn.head) == 1 and turn.speaker.name.startswith(turn.head.of(text))
        if said is None or number < 0 or turn.speaker is None or asked or text[said.start] in _MARKS:
            continue
        yield Draft(
            unit=number, within=None, entry=_UNSAID, cue=(), source=(turn.head,), mention=turn.head, content=(said,),
            quotes=(), quoted=True, score=_SCORE, extent=turn.head.to(said), rule="turn",
        )  # fmt: skip


def _is_speech(said: str) -> bool:
    """Whether words begin and end like a sentence, and are no title."""
    said = said.strip(_MARKS) or said
    return (said[0].isupper() or not said[0].isalpha()) and said[-1] in _ENDS


def _draft(number: int, quotations: Sequence[Quotation], text: str) -> Draft:
    content = tuple(spoken(text, q) for q in quotations)
    return Draft(
        unit=number, within=None, entry=_UNSAID, cue=(), source=(), mention=None, content=content,
        quotes=tuple(q.index for q in quotations), quoted=True, score=_SCORE,
        extent=Span(content[0].start, content[-1].end), rule="loose",
    )  # fmt: skip
