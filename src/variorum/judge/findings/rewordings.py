"""Findings about one remark in several wordings, all in quotation marks: re-worded, or translated differently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ... import lexicon, wording
from ...model import DiffOp, Entry, Finding, FindingKind, Locus, Reading, Relation, Severity, Span, SubstanceKind
from .. import substance
from ..case import Case, finding, name_of, place

_QUOTED = ("direct", "mixed")
_MIN_SCORE = 0.53
_ALIKE = 0.5  # the same of remarks on two occasions
_SAME = 0.8  # score from which the same words in marks are one remark, and no common phrase
_ONE_REMARK = 0.55  # score from which two wordings are surely of one remark
_NEAR = 200  # characters between two places up to which they are shown as one


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rewording:
    """One passage whose wording inside quotation marks differs: one reading a wording, for each of its entries.
    ``shown`` has with each of these wordings the readings that give it in the same words."""

    entries: tuple[Entry, ...]
    relations: tuple[tuple[Entry, Relation], ...]
    wordings: tuple[Reading, ...]
    shown: tuple[tuple[Reading, ...], ...]
    count: int
    articles: frozenset[str]
    substance: frozenset[SubstanceKind]

    @property
    def translated(self) -> bool:
        return all(r.relation == "translated" for _, r in self.relations)

    @property
    def two_occasions(self) -> bool:
        """Whether the attributions say that the wordings were spoken on different occasions."""
        return all(r.rule == "two-occasions" for _, r in self.relations)

    def continues(self, other: _Rewording) -> bool:
        """Whether both stand in the same passages of the same articles, and so are one thing to look at."""
        return (
            self.articles == other.articles
            and (self.translated, self.two_occasions) == (other.translated, other.two_occasions)
            and all(any(_same_passage(a, b) for e in other.entries for b in e.readings) for a in self.wordings)
        )

    def and_(self, other: _Rewording) -> _Rewording:
        fewer, more = sorted((self.shown, other.shown), key=len)
        return _Rewording(
            entries=self.entries + other.entries,
            relations=self.relations + other.relations,
            wordings=self.wordings + other.wordings,
            shown=more + fewer,
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
            severity=_severity(case, r),
            score=max(x.score for _, x in r.relations),
            evidence=_whole([reading for same in r.shown for reading in same]),
            entries=[e.id for e in r.entries],
            also=r.articles,
            speaker=name_of(r.entries[0]),
            count=r.count,
            sides=" / ".join(sorted(case.listed(x.article for x in same) for same in r.shown[: r.count])),
            substance=substance.phrase(r.substance),
            basis=next((x.utterance.basis for x in r.wordings if x.utterance), "no sign of the language"),
            occasions=r.relations[0][1].why,
        )


def _severity(case: Case, r: _Rewording) -> Severity:
    """How soon to look: words of grammar alone, or two occasions, are the last thing; two remarks that only resemble
    one another are not the first."""
    if r.two_occasions or not (r.substance or _tells_apart(case, r)):
        return "low"
    if r.translated:
        return "medium" if r.substance else "low"
    return "high" if max(x.score for _, x in r.relations) >= _ONE_REMARK else "medium"


def _tells_apart(case: Case, r: _Rewording) -> bool:
    """Whether any two wordings differ in more than articles, joining words and endings, where neither is cut short."""
    return any(
        relation.diff is None or any(not _alike(case, e, relation, op) for op in _inside(relation.diff))
        for e, relation in r.relations
    )


def _inside(ops: Sequence[DiffOp]) -> list[DiffOp]:
    """The changes of a collation but for words that one side leaves out at its ends."""
    ends = {0, len(ops) - 1}
    return [op for n, op in enumerate(ops) if op.op != "equal" and not (n in ends and op.op in ("omit", "add"))]


def _alike(case: Case, entry: Entry, relation: Relation, op: DiffOp) -> bool:
    """Whether the words of a difference are the same but for such, and for how they are joined ("e-mail")."""
    slight = lexicon.words("substance", "slight")
    a, b = (
        "".join(wording.stem(t.removesuffix("'s")) for t in _norms(case, entry.readings[i], span) if t not in slight)
        for i, span in ((relation.a, op.a), (relation.b, op.b))
    )
    return a == b


def _norms(case: Case, reading: Reading, span: Span | None) -> list[str]:
    return [a.norm for a in wording.atoms(case.witnesses[reading.article].article.text, (span,))] if span else []


def _rewordings(case: Case) -> list[_Rewording]:
    """The re-wordings of a case; those of neighbouring sentences of one passage are joined."""
    found: list[_Rewording] = []
    for entry in case.entries:
        apart = [r for r in entry.relations if r.relation in ("reworded", "translated") and _is_of_one_remark(r)]
        wordings, shown = _not_in_one_report(entry, _wordings(entry, apart))
        if len(wordings) < 2:
            continue
        made = _Rewording(
            entries=(entry,),
            relations=tuple((entry, r) for r in apart),
            wordings=tuple(wordings),
            shown=tuple(shown),
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


def _is_of_one_remark(relation: Relation) -> bool:
    """Whether two wordings are surely enough of one remark; on two occasions they need only be alike."""
    return relation.score >= _MIN_SCORE or (relation.rule == "two-occasions" and relation.score >= _ALIKE)


def _not_in_one_report(entry: Entry, wordings: Sequence[Reading]) -> tuple[list[Reading], list[tuple[Reading, ...]]]:
    """The wordings, each with all that give it, but for those that one report gives beside another of them: whoever
    quotes both has heard two remarks."""
    kept: list[Reading] = []
    shown: list[tuple[Reading, ...]] = []
    for given in wordings:
        same = _in_the_same_words(entry, given)
        articles = {r.article for r in same}
        if not any(articles & {r.article for r in others} for others in shown):
            kept.append(given)
            shown.append(same)
    return kept, shown


def _in_the_same_words(entry: Entry, given: Reading) -> tuple[Reading, ...]:
    """A reading and those of other witnesses that quote the same words."""
    at = entry.readings.index(given)
    same = [
        entry.readings[r.b if r.a == at else r.a]
        for r in entry.relations
        if at in (r.a, r.b) and r.relation == "verbatim" and r.score >= _SAME
    ]
    return (given, *(r for r in same if r.form in _QUOTED))


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


def _whole(wordings: Iterable[Reading]) -> list[Locus]:
    """What each article has of the passage; places near one another are one, from its first to its last word."""
    found: list[Locus] = []
    for locus in sorted(map(place, wordings), key=lambda e: (e.article, e.span)):
        if found and found[-1].article == locus.article and locus.span.start - found[-1].span.end <= _NEAR:
            found[-1] = Locus(article=locus.article, span=found[-1].span.to(locus.span))
        else:
            found.append(locus)
    return found


def _substance(entry: Entry, apart: Sequence[Relation], wordings: Sequence[Reading]) -> frozenset[SubstanceKind]:
    """What the wordings shown differ in."""
    shown = {entry.readings.index(w) for w in wordings}
    return frozenset(d.part for r in apart if {r.a, r.b} <= shown for d in r.substance)
