"""Findings about the words of one remark: re-worded, translated, trimmed, relayed, hedged or coloured differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ... import lexicon
from ...model import Entry, Finding, FindingKind, Locus, Reading, Relation, Severity, Speaker, SubstanceKind
from ...text import words
from .. import certainty_scale, substance
from ..case import SAID, Case, finding, place
from ..substance_parts import with_hedge

_QUOTED = ("direct", "mixed")
_MIN_SCORE = 0.5
_SAME = 0.8  # score from which the same words in marks are one remark, and no common phrase
_SURE = 0.4  # score of a difference in certainty from which it is one to look at first
_MIN_WORDS = 5  # a shorter quotation is a fragment by intent


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rewording:
    """One passage whose wording inside quotation marks differs: one reading a wording, for each of its entries."""

    entries: tuple[Entry, ...]
    relations: tuple[Relation, ...]
    wordings: tuple[Reading, ...]
    count: int
    articles: frozenset[str]
    substance: frozenset[SubstanceKind]

    @property
    def translated(self) -> bool:
        return all(r.relation == "translated" for r in self.relations)

    @property
    def two_occasions(self) -> bool:
        """Whether the attributions say that the wordings were spoken on different occasions."""
        return all(r.rule == "two-occasions" for r in self.relations)

    def continues(self, other: _Rewording) -> bool:
        """Whether both stand in the same passages of the same articles, and so are one thing to look at."""
        return (
            self.articles == other.articles
            and (self.translated, self.two_occasions) == (other.translated, other.two_occasions)
            and all(any(_same_passage(a, b) for e in other.entries for b in e.readings) for a in self.wordings)
        )

    def and_(self, other: _Rewording) -> _Rewording:
        return _Rewording(
            entries=self.entries + other.entries,
            relations=self.relations + other.relations,
            wordings=self.wordings + other.wordings,
            count=max(self.count, other.count),
            articles=self.articles,
            substance=self.substance | other.substance,
        )


def _same_passage(a: Reading, b: Reading) -> bool:
    return a.article == b.article and a.span.overlaps(b.span)


def reworded(case: Case) -> Iterator[Finding]:
    """One passage, several wordings in quotation marks: re-worded, or translated differently."""
    for r in _rewordings(case):
        quoted: FindingKind = "translation-differs" if r.translated else "reworded-quote"
        rule = (
            "reworded-two-occasions" if r.two_occasions else "translation-differs" if r.translated else "reworded-quote"
        )
        yield finding(
            case,
            kind=quoted,
            rule=rule,
            severity=_severity(r),
            score=max(x.score for x in r.relations),
            evidence=_whole(r.wordings),
            entries=[e.id for e in r.entries],
            also=r.articles,
            speaker=name_of(r.entries[0]),
            count=r.count,
            substance=substance.phrase(r.substance),
            basis=next((x.utterance.basis for x in r.wordings if x.utterance), "no sign of the language"),
            occasions=r.relations[0].why,
        )


def _severity(r: _Rewording) -> Severity:
    if r.two_occasions:
        return "low"
    if r.translated:
        return "medium" if r.substance else "low"
    return "high"


def _rewordings(case: Case) -> list[_Rewording]:
    """The re-wordings of a case; those of neighbouring sentences of one passage are joined."""
    found: list[_Rewording] = []
    for entry in case.entries:
        apart = [r for r in entry.relations if r.relation in ("reworded", "translated") and r.score >= _MIN_SCORE]
        wordings = _wordings(entry, apart)
        if len(wordings) < 2:
            continue
        made = _Rewording(
            entries=(entry,),
            relations=tuple(apart),
            wordings=tuple(wordings),
            count=len(wordings),
            articles=frozenset(entry.readings[i].article for r in apart for i in (r.a, r.b)),
            substance=_substance(entry, apart, wordings),
        )
        at = next((i for i, f in enumerate(found) if made.continues(f)), None)
        if at is None:
            found.append(made)
        else:
            found[at] = found[at].and_(made)
    return found


def _wordings(entry: Entry, apart: Sequence[Relation]) -> list[Reading]:
    """One quoted reading a wording and witness: readings joined by ``verbatim`` or ``trimmed`` are one wording."""
    differs = {frozenset((r.a, r.b)) for r in apart}
    kept: list[int] = []
    for relation in sorted(apart, key=lambda r: (-r.score, r.a, r.b)):
        for i in (relation.a, relation.b):
            other_witness = all(entry.readings[i].article != entry.readings[k].article for k in kept)
            if other_witness and all(frozenset((i, k)) in differs for k in kept):
                kept.append(i)
    return [entry.readings[i] for i in sorted(kept)]


def _whole(wordings: Sequence[Reading]) -> list[Locus]:
    """What each article has of the passage, from its first to its last word."""
    found: dict[str, Locus] = {}
    for locus in map(place, wordings):
        before = found.get(locus.article, locus)
        found[locus.article] = Locus(article=locus.article, span=before.span.to(locus.span))
    return list(found.values())


def _substance(entry: Entry, apart: Sequence[Relation], wordings: Sequence[Reading]) -> frozenset[SubstanceKind]:
    """What the wordings shown differ in."""
    shown = {entry.readings.index(w) for w in wordings}
    return frozenset(d.part for r in apart if {r.a, r.b} <= shown for d in r.substance)


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
        if gap is None:
            continue
        yield finding(
            case,
            kind="certainty-differs",
            rule="certainty-differs",
            severity="high" if gap.score >= _SURE and gap.weak.certainty.level == "possible" else "medium",
            score=gap.score,
            evidence=[*map(place, gap.firms), *(_hedged(case, r) for r in gap.weaks)],
            entries=[entry.id],
            about=name_of(entry),
            firm=case.listed(r.article for r in gap.firms),
            weak=case.listed(r.article for r in gap.weaks),
            firm_level=levels[gap.firm.certainty.level],
            weak_level=levels[gap.weak.certainty.level],
        )


def _hedged(case: Case, reading: Reading) -> Locus:
    """The words of a reading, and its cue where that is what hedges them."""
    whole = case.witnesses[reading.article].article.text
    return Locus(article=reading.article, span=with_hedge(reading, whole, place(reading).span))


def stance(case: Case) -> Iterator[Finding]:
    """One report colours the act of speaking ("admitted", "claimed"), another does not."""
    for entry in case.entries:
        if entry.kind not in SAID:
            continue
        cued = [r for r in entry.readings if r.cue and r.form != "narration"]
        coloured = [r for r in cued if r.cue and r.cue.stance in ("admits", "claims", "denies")]
        plain = [r for r in cued if r.cue and r.cue.stance == "neutral"]
        pair = [(c, p) for c in coloured for p in plain if c.article != p.article]
        if not pair:
            continue
        c, p = pair[0]
        if c.cue is None or p.cue is None:
            continue
        yield finding(
            case,
            kind="stance-differs",
            rule="stance-differs",
            severity="low",
            score=0.55,
            evidence=[
                Locus(article=c.article, span=c.cue.span),
                Locus(article=p.article, span=p.cue.span),
            ],
            entries=[entry.id],
            about=name_of(entry),
            coloured=case.signs[c.article],
            plain=case.signs[p.article],
            cue=c.cue.span.of(case.witnesses[c.article].article.text),
        )


def name_of(entry: Entry) -> str:
    """The speaker of an entry for a message."""
    return entry.speaker.name if entry.speaker else "No speaker named"
