"""Findings about the words of one remark: trimmed, relayed, given to others, hedged or coloured differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ... import lexicon, wording
from ...model import Entry, Finding, Locus, Reading, Relation, Speaker
from ...text import words
from .. import certainty_scale, substance
from ..case import SAID, Case, finding, name_of, place
from ..substance_parts import common, content, softened, with_hedge

_QUOTED = ("direct", "mixed")
_COLOURED = frozenset({"admits", "claims", "denies"})
_MIN_SCORE = 0.5
_SAME = 0.8  # score from which the same words in marks are one remark, and no common phrase
_SURE = 0.4  # score of a difference in certainty from which it is one to look at first
_SAME_THING = 0.6  # share of their words of content that two readings have in common, to be surely of one thing
_LEAD = 30  # characters right before a reading in whose last words its hedge would stand
_MIN_WORDS = 5  # a shorter quotation is a fragment by intent


def trimmed(case: Case) -> Iterator[Finding]:
    """A quotation cut short where the words left out carry substance: a negation, a hedge, a number."""
    for entry in case.entries:
        for relation in entry.relations:
            longer, shorter = entry.readings[relation.a], entry.readings[relation.b]
            quoted = longer.form in _QUOTED and shorter.form in _QUOTED
            if relation.relation != "trimmed" or relation.score < _MIN_SCORE or not relation.substance or not quoted:
                continue
            kept = [t for piece in shorter.content for t in words(case.witnesses[shorter.article].article.text, piece)]
            if len(kept) >= _MIN_WORDS:
                yield _trimmed_finding(case, entry, relation)


def _trimmed_finding(case: Case, entry: Entry, relation: Relation) -> Finding:
    longer, shorter = entry.readings[relation.a], entry.readings[relation.b]
    what = [d.part for d in relation.substance]
    return finding(
        case,
        kind="trimmed-quote",
        rule="trimmed-quote",
        severity="medium" if "negation" in what else "low",
        score=relation.score,
        evidence=[place(longer), place(shorter)],
        entries=[entry.id],
        speaker=name_of(entry),
        longer=case.signs[longer.article],
        shorter=case.signs[shorter.article],
        what=substance.listed_parts(what),
    )


def relayed(case: Case) -> Iterator[Finding]:
    """Words of one person, quoted, that reach us only through another."""
    for entry in case.entries:
        spoken = [r for r in entry.readings if r.form != "narration" and r.speaker and r.speaker.kind == "person"]
        through = [r for r in spoken if r.relayed_by and r.relayed_by.kind == "person"]
        if not any(r.form in _QUOTED for r in through):
            continue
        if any(_same_person(r.speaker, through[0].speaker) and not r.relayed_by for r in spoken):
            continue
        if through[0].speaker is None or through[0].relayed_by is None:
            continue
        yield finding(
            case,
            kind="relayed-quote",
            rule="relayed-quote",
            severity="medium" if len({r.article for r in through}) > 1 else "low",
            score=min(0.9, 0.6 + 0.1 * len({r.article for r in through})),
            evidence=[place(r) for r in through],
            entries=[entry.id],
            speaker=through[0].speaker.name,
            relay=through[0].relayed_by.name,
        )


def _same_person(a: Speaker | None, b: Speaker | None) -> bool:
    """Whether two names share a word ("Mr Lund", "Kari Lund"; a family name may stand first)."""
    return a is not None and b is not None and bool(set(a.name.casefold().split()) & set(b.name.casefold().split()))


def speakers(case: Case) -> Iterator[Finding]:
    """The same words in quotation marks, given to different people."""
    for entry in case.entries:
        pair = next((p for r in entry.relations if (p := _other_speakers(entry, r))), None)
        if pair is None or not _both_named(case, pair):
            continue
        listed = "; ".join(f"{r.speaker.name} ({case.signs[r.article]})" for r in pair if r.speaker)
        yield finding(
            case,
            kind="speaker-differs",
            rule="speaker-differs",
            severity="high",
            score=0.7,
            evidence=[Locus(article=r.article, span=r.span) for r in pair],
            entries=[entry.id],
            speakers=listed,
        )


def _other_speakers(entry: Entry, relation: Relation) -> tuple[Reading, Reading] | None:
    """The two readings of a relation, if they have the same words in marks and name two people for them."""
    pair = entry.readings[relation.a], entry.readings[relation.b]
    if relation.relation != "verbatim" or relation.score < _SAME or not all(_quotes_a_person(r) for r in pair):
        return None
    return None if _same_person(pair[0].speaker, pair[1].speaker) else pair


def _both_named(case: Case, pair: tuple[Reading, Reading]) -> bool:
    """Whether either passage names its own speaker, and not the other's: who "the minister" or "she" is, an article
    leaves to its reader."""
    one, two = (r.span.of(case.witnesses[r.article].article.text).casefold() for r in pair)
    first, second = (r.speaker.name.casefold().split()[-1] for r in pair if r.speaker is not None)
    return first in one and second in two and first not in two and second not in one


def _quotes_a_person(reading: Reading) -> bool:
    person = reading.speaker is not None and reading.speaker.kind == "person"
    return person and reading.form in _QUOTED and reading.relayed_by is None


def certainty(case: Case) -> Iterator[Finding]:
    """The same thing put firmly in one report and loosely in another."""
    levels = lexicon.load("judgement")["levels"]
    for entry in case.entries:
        gap = certainty_scale.gap(entry) if entry.kind not in ("figure", "moment") else None
        if gap is None or _led_by_hedge(case, gap.firm):
            continue
        sure = gap.score >= _SURE and gap.weak.certainty.level == "possible" and _alike(case, gap) >= _SAME_THING
        yield finding(
            case,
            kind="certainty-differs",
            rule="certainty-differs",
            severity="high" if sure else "medium",
            score=gap.score,
            evidence=[*map(place, gap.firms), *(_hedged(case, r) for r in gap.weaks)],
            entries=[entry.id],
            about=name_of(entry),
            firm=case.listed(r.article for r in gap.firms),
            weak=case.listed(r.article for r in gap.weaks),
            firm_level=levels[gap.firm.certainty.level],
            weak_level=levels[gap.weak.certainty.level],
        )


def _led_by_hedge(case: Case, firm: Reading) -> bool:
    """Whether a hedge stands right before the words of a reading, and so outside what the two readings compare."""
    start = place(firm).span.start
    whole = case.witnesses[firm.article].article.text
    return softened(wording.before(whole, start, reach=_LEAD, since=firm.span.start), reported=True)


def _alike(case: Case, gap: certainty_scale.Gap) -> float:
    """The share of words of content of the shorter of two readings that the other has."""
    one, two = (
        content([a.norm for a in wording.atoms(case.witnesses[r.article].article.text, r.content)])
        for r in (gap.firm, gap.weak)
    )
    return common(one, two) / max(1, min(len(one), len(two)))


def _hedged(case: Case, reading: Reading) -> Locus:
    """The words of a reading, and its cue where that is what hedges them."""
    whole = case.witnesses[reading.article].article.text
    return Locus(article=reading.article, span=with_hedge(reading, whole, place(reading).span))


def stance(case: Case) -> Iterator[Finding]:
    """One report colours the act of speaking ("admitted", "claimed"), another does not; told once for one verb, all
    that it governs together."""
    coloured: dict[tuple[Locus, str], list[tuple[Entry, Locus]]] = defaultdict(list)
    for entry in case.entries:
        cued = [r for r in entry.readings if r.cue and r.form != "narration"]
        pairs = (
            (Locus(article=c.article, span=c.cue.span), Locus(article=p.article, span=p.cue.span))
            for c in cued
            for p in cued
            if c.cue and p.cue and c.article != p.article
            if c.cue.stance in _COLOURED and p.cue.stance == "neutral"
        )
        pair = next(pairs, None) if entry.kind in SAID else None
        if pair is not None:
            coloured[pair[0], pair[1].article].append((entry, pair[1]))
    for (verb, plain), told in coloured.items():
        yield finding(
            case,
            kind="stance-differs",
            rule="stance-differs",
            severity="low",
            score=0.55,
            evidence=[verb, *(place for _, place in told)],
            entries=[entry.id for entry, _ in told],
            about=name_of(told[0][0]),
            coloured=case.signs[verb.article],
            plain=case.signs[plain],
            cue=case.words(verb),
        )
