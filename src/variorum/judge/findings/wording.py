"""Findings about the words of one remark: re-worded, translated, trimmed, relayed, hedged or coloured differently."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ... import lexicon
from ...model import Entry, Finding, FindingKind, Locus, Reading, Relation, Severity, Speaker
from ...text import words
from .. import certainty_scale, substance
from ..case import Case, finding, place

_QUOTED = ("direct", "mixed")
_MIN_SCORE = 0.5
_MIN_WORDS = 5  # a shorter quotation is a fragment by intent


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rewording:
    """One passage whose wording inside quotation marks differs: one reading a wording, for each of its entries."""

    entries: tuple[Entry, ...]
    relations: tuple[Relation, ...]
    wordings: tuple[Reading, ...]
    count: int
    articles: frozenset[str]

    @property
    def translated(self) -> bool:
        return all(r.relation == "translated" for r in self.relations)

    def continues(self, other: _Rewording) -> bool:
        """Whether both stand in the same passages of the same articles, and so are one thing to look at."""
        return (
            self.articles == other.articles
            and self.translated == other.translated
            and all(any(_same_passage(a, b) for b in other.wordings) for a in self.wordings)
        )

    def and_(self, other: _Rewording) -> _Rewording:
        return _Rewording(
            entries=self.entries + other.entries,
            relations=self.relations + other.relations,
            wordings=self.wordings + other.wordings,
            count=max(self.count, other.count),
            articles=self.articles,
        )


def _same_passage(a: Reading, b: Reading) -> bool:
    return a.article == b.article and a.span.overlaps(b.span)


def reworded(case: Case) -> Iterator[Finding]:
    """One passage, several wordings in quotation marks: re-worded, or translated differently."""
    for r in _rewordings(case):
        differing = _substance(case, r)
        severity: Severity = ("medium" if differing else "low") if r.translated else "high"
        rule: FindingKind = "translation-differs" if r.translated else "reworded-quote"
        yield finding(
            case,
            kind=rule,
            rule=rule,
            severity=severity,
            score=max(x.score for x in r.relations),
            evidence=_whole(r.wordings),
            entries=[e.id for e in r.entries],
            also=r.articles,
            speaker=name_of(r.entries[0]),
            count=r.count,
            substance=substance.phrase(differing),
            basis=next((x.utterance.basis for x in r.wordings if x.utterance), "no sign of the language"),
        )


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


def _substance(case: Case, rewording: _Rewording) -> tuple[str, ...]:
    """What the wordings differ in, entry by entry."""
    found: set[str] = set()
    for entry in rewording.entries:
        own = [r for r in rewording.wordings if r in entry.readings]
        parts = [substance.of(r, case.witnesses[r.article]) for r in own]
        found |= {d for i, a in enumerate(parts) for b in parts[i + 1 :] for d in substance.differences(a, b)}
    return tuple(sorted(found))


def trimmed(case: Case) -> Iterator[Finding]:
    """A quotation cut short where the words left out carry substance: a negation, a hedge, a number."""
    for entry in case.entries:
        for relation in entry.relations:
            if relation.relation != "trimmed" or relation.score < _MIN_SCORE or not relation.diff:
                continue
            longer, shorter = entry.readings[relation.a], entry.readings[relation.b]
            if longer.form not in _QUOTED or shorter.form not in _QUOTED:
                continue
            text = case.witnesses[longer.article].article.text
            lost = [t for op in relation.diff if op.op == "omit" and op.a for t in words(text, op.a)]
            what = [
                part
                for part, held in (
                    ("negation", any(substance.negations(lost))),
                    ("hedge", any(t.norm in lexicon.words("judgement", "hedges") for t in lost)),
                    ("number", any(t.is_number for t in lost)),
                )
                if held
            ]
            kept = [t for piece in shorter.content for t in words(case.witnesses[shorter.article].article.text, piece)]
            if what and len(kept) >= _MIN_WORDS:
                yield _trimmed_finding(case, entry, relation, what=what)


def _trimmed_finding(case: Case, entry: Entry, relation: Relation, *, what: Sequence[str]) -> Finding:
    longer, shorter = entry.readings[relation.a], entry.readings[relation.b]
    phrases = lexicon.load("messages")["substance"]
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
        what=" and ".join(phrases[w] for w in what),
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
    return a is not None and b is not None and a.name.casefold().split()[-1] == b.name.casefold().split()[-1]


def speakers(case: Case) -> Iterator[Finding]:
    """The same words in quotation marks, given to different people."""
    for entry in case.entries:
        named = [
            r
            for r in entry.readings
            if r.form in _QUOTED and r.speaker and r.speaker.kind == "person" and not r.relayed_by
        ]
        by_head: dict[str, Reading] = {}
        for r in named:
            if r.speaker:
                by_head.setdefault(r.speaker.name.casefold().split()[-1], r)
        if len(by_head) < 2 or len({r.article for r in by_head.values()}) < 2:
            continue
        listed = "; ".join(f"{r.speaker.name} ({case.signs[r.article]})" for r in by_head.values() if r.speaker)
        yield finding(
            case,
            kind="speaker-differs",
            rule="speaker-differs",
            severity="high",
            score=0.7,
            evidence=[Locus(article=r.article, span=r.span) for r in by_head.values()],
            entries=[entry.id],
            speakers=listed,
        )


def certainty(case: Case) -> Iterator[Finding]:
    """The same thing put firmly in one report and loosely in another."""
    levels = lexicon.load("judgement")["levels"]
    for entry in case.entries:
        gap = certainty_scale.gap(entry) if entry.kind not in ("figure", "moment") else None
        if gap is None:
            continue
        weak = _alike(entry, gap.weak, apart_from=())
        firm = _alike(entry, gap.firm, apart_from=[r.article for r in weak])
        yield finding(
            case,
            kind="certainty-differs",
            rule="certainty-differs",
            severity="high" if gap.score >= 0.4 and _hedged_here_only(case, gap) else "medium",
            score=gap.score,
            evidence=[place(r) for r in (*firm, *weak)],
            entries=[entry.id],
            about=name_of(entry),
            firm=case.listed(r.article for r in firm),
            weak=case.listed(r.article for r in weak),
            firm_level=levels[gap.firm.certainty.level],
            weak_level=levels[gap.weak.certainty.level],
        )


def _alike(entry: Entry, reading: Reading, *, apart_from: Collection[str]) -> list[Reading]:
    """One reading a witness that is put at the level of ``reading``, which comes first."""
    found = {reading.article: reading}
    for r in entry.readings:
        if r.certainty.level == reading.certainty.level and r.article not in apart_from:
            found.setdefault(r.article, r)
    return list(found.values())


def _hedged_here_only(case: Case, gap: certainty_scale.Gap) -> bool:
    """Whether the weaker reading has a word of hedging and the firmer none: then the difference is in plain sight."""
    weak, firm = (substance.of(r, case.witnesses[r.article]).hedge for r in (gap.weak, gap.firm))
    return bool(weak) and not firm


def stance(case: Case) -> Iterator[Finding]:
    """One report colours the act of speaking ("admitted", "claimed"), another does not."""
    for entry in case.entries:
        if entry.kind != "statement":
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
