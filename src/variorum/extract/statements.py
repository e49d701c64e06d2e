"""Statements: who said what, in which words, according to whom.

The rules of the ``statement_*`` modules find drafts in the units of an article.  Here drafts that claim the same words
are settled, quotations that run on are joined, words inside words nested, and speakers resolved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from ..model import Credit, Form, Name, Span, Statement
from . import certainty, certainty_learned, cues, quotes, statement_rules
from . import credits as text_credits
from .document import Document
from .quotes import Quotation
from .reader_pieces import Hint
from .statement_drafts import Draft, draft
from .statement_joins import join
from .statement_learned import Page, drafts, separated
from .statement_loose import with_loose
from .statement_merging import merged
from .statement_nesting import DROPPED, in_order, nesting, settle, without_carriers
from .statement_posts import with_posts
from .statement_units import Unit, units
from .statement_voices import Voice, voice, worth_nesting

if TYPE_CHECKING:
    from .reader import Readout
    from .speaker_dialogue import Dialogue
    from .speakers import Cast


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the rules made of an article, before speakers are resolved."""

    units: tuple[Unit, ...]
    quotations: tuple[Quotation, ...]
    drafts: tuple[Draft, ...]
    outer: tuple[int | None, ...]
    readout: Readout | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """What the rules alone found: the drafts of each unit, not yet joined."""

    units: tuple[Unit, ...]
    quotations: tuple[Quotation, ...]
    drafts: tuple[Draft, ...]


def by_rules(document: Document) -> Ruled:
    """Run the rules over all units of an article."""
    lexicon = cues.load()
    quotations = quotes.find(document)
    laid_out = units(document, quotations, lexicon)
    found: list[Draft] = []
    for number, unit in enumerate(laid_out):
        found.extend(
            settle([draft(number, unit, f, quotations, document.text) for f in statement_rules.read(unit, lexicon)])
        )
    return Ruled(units=laid_out, quotations=quotations, drafts=tuple(found))


def hints(ruled: Ruled) -> list[tuple[Span, Hint]]:
    """What the rules take words of the running text for, inner statements before those around them."""
    found: list[tuple[Span, Hint]] = []
    for one in sorted((d for d in ruled.drafts if d.within is None), key=lambda d: (len(d.extent), d.extent.start)):
        for spans, hint in ((one.source, Hint.SOURCE), (one.cue, Hint.CUE), (one.content, Hint.CONTENT)):
            found += [(span, hint) for span in spans]
    return found


def read(
    document: Document,
    ruled: Ruled,
    readout: Readout | None = None,
    *,
    agencies: Sequence[Span] = (),
    dialogue: Dialogue | None = None,
) -> Reading:
    """The drafts in text order, each with the index of the one it is nested in.

    Where the learned reader has read the article, too, its relations come first; ``agencies`` are the places where the
    text credits one, ``dialogue`` its turns where it is laid out as one.
    """
    found: Sequence[Draft] = ruled.drafts
    if readout is not None and readout.relations is not None:
        page = Page.of(document.text, ruled.units, ruled.quotations, cues.load())
        found = merged(drafts(readout, page), found, agencies, document.text)
        found = [part for one in found for part in (separated(one, page) if one.rule == "read" else (one,))]
    joined = join(ruled.units, found, ruled.quotations, document.text)
    if dialogue is not None:
        joined = with_loose(ruled.units, joined, ruled.quotations, document.text, dialogue)
    joined = with_posts(document, ruled.units, joined)
    whole = sorted(joined, key=lambda d: (d.extent.start, -d.extent.end))
    ordered, outer = in_order(whole, nesting(whole))
    return Reading(units=ruled.units, quotations=ruled.quotations, drafts=ordered, outer=outer, readout=readout)


def find(
    document: Document,
    *,
    names: tuple[Name, ...],
    cast: Cast,
    credits: tuple[Credit, ...],
    ruled: Ruled,
    readout: Readout | None = None,
) -> tuple[Statement, ...]:
    """All statements of an article, in text order, nested ones after the one they stand in.

    ``names`` are those that ``cast`` was made of; ``credits`` name the agencies that a statement came through;
    ``ruled`` and ``readout`` are what the rules and the learned reader have found already.
    """
    agencies = [c.span for c in credits if c.of == "text"]
    reading = read(document, ruled, readout, agencies=agencies, dialogue=cast.dialogue)
    outer = without_carriers(reading.drafts, reading.outer, names, credits)
    voices: dict[int, Voice] = {}
    made: dict[int, Statement] = {}
    before: Voice | None = None
    via = cache(partial(text_credits.via, document, found=credits))
    for i, one in enumerate(reading.drafts):
        if outer[i] == DROPPED:
            continue
        at = _kept_around(i, outer, made)
        around = None if at is None else voices[at]
        voices[i] = _voiced(document, reading, i, outer, cast=cast, around=around, before=before)
        if around is not None and not worth_nesting(document.text, one, voices[i], around):
            continue
        if around is None and voices[i].speaker is not None:
            before = voices[i]
        outside = None if at is None else made[at]
        made[i] = _statement(document, reading, voices[i], outside, id=f"s{len(made) + 1}", via=via(voices[i].passage))
    return tuple(made.values())


def _kept_around(i: int, outer: Sequence[int | None], made: dict[int, Statement]) -> int | None:
    """The nearest statement around a draft that was kept."""
    at = outer[i]
    while at is not None and at not in made:
        at = outer[at]
    return at


def _voiced(
    document: Document, reading: Reading, i: int, outer: Sequence[int | None], *, cast: Cast, around: Voice | None,
    before: Voice | None,
) -> Voice:  # fmt: skip
    one = reading.drafts[i]
    after = reading.drafts[i + 1] if i + 1 < len(reading.drafts) else None
    if after is not None and (after.unit != one.unit or outer[i + 1] is not None):
        after = None
    return voice(document.text, one, _passage(reading, one), cast=cast, around=around, before=before, after=after,
                 unit=reading.units[one.unit])  # fmt: skip


def _statement(
    document: Document,
    reading: Reading,
    voiced: Voice,
    around: Statement | None,
    *,
    id: str,
    via: tuple[str, ...],
) -> Statement:
    one = voiced.draft
    level = certainty.of(document.text, one.content, cue=one.entry if one.cue else None, negated=one.negated)
    relayed_by = around.speaker if around is not None and around.speaker != voiced.speaker else None
    return Statement(
        id=id,
        form=_form(one, reading.quotations, document.text),
        passage=voiced.passage,
        content=one.content,
        source=one.source,
        cue=one.cue,
        speaker=voiced.speaker,
        speaker_basis=voiced.basis,
        stance="neutral" if one.negated and one.entry.stance == "denies" else one.entry.stance,
        certainty=certainty_learned.weighed(level, document.text, one.content, reading.readout),
        role=reading.units[one.unit].role,
        score=round(min(one.score, one.worth) * (0.7 + 0.3 * voiced.score), 3),
        relayed_by=relayed_by,
        via=via,
        nested_in=around.id if around is not None else None,
    )


def _passage(reading: Reading, one: Draft) -> Span:
    """The whole sentences of a statement: its unit, and as much more as its content reaches."""
    unit = reading.units[one.unit].span
    last = max((reading.quotations[q].span for q in one.quotes), default=unit)
    first = min((reading.quotations[q].span for q in one.quotes), default=unit)
    return unit.to(one.extent).to(first).to(last)


def _form(one: Draft, quotations: Sequence[Quotation], text: str) -> Form:
    if one.quoted:
        return "direct" if all(_is_speech(text, quotations[q]) for q in one.quotes) else "mixed"
    return "mixed" if one.quotes else "indirect"


def _is_speech(text: str, q: Quotation) -> bool:
    """Whether a quotation is a sentence and no fragment: it begins with a capital or ends like a sentence."""
    words = q.inner.of(text)
    return words[0].isupper() or len(words.split()) > 6 or words[-1] in ".?!,…"
