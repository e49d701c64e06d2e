"""Findings about who stands behind a line: dropped attributions, single sources, one voice, shared text, silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ...model import Entry, Finding, Locus, Reading, Reuse, Severity
from ...text import words
from ..case import Case, finding, passage, place

_QUOTED = ("direct", "mixed")
_MIN_SHARED = 16  # words; less is the common stock of a story


def _witness_count(entry: Entry) -> int:
    return len({r.article for r in entry.readings})


def attribution_dropped(case: Case) -> Iterator[Finding]:
    """Said by someone here, told as plain fact there: one finding a speaker and set of outlets."""
    dropped: dict[tuple[str, tuple[str, ...]], list[Entry]] = defaultdict(list)
    for entry in case.entries:
        speaker, stated = _dropped(entry)
        if entry.kind != "moment" and speaker and stated:
            dropped[speaker, stated].append(entry)
    for (speaker, stated), entries in sorted(dropped.items()):
        said = {r.article for e in entries for r in e.readings if r.form != "narration"}
        yield finding(
            case,
            kind="attribution-dropped",
            rule="attribution-dropped",
            severity="medium",
            score=max(e.score for e in entries),
            evidence=[passage(r) for e in entries for r in e.readings],
            entries=[e.id for e in entries],
            stated=case.listed(stated),
            said=case.listed(said),
            speaker=speaker,
        )


def _dropped(entry: Entry) -> tuple[str | None, tuple[str, ...]]:
    """The speaker of an entry, and the articles that tell it firmly in their own voice and never name him."""
    said = [r for r in entry.readings if r.form != "narration" and r.speaker]
    speaker = said[0].speaker.name if said and said[0].speaker else None
    named = {r.article for r in said}
    stated = {
        r.article
        for r in entry.readings
        if r.form == "narration" and r.article not in named and r.certainty.level == "asserted"
    }
    return speaker, tuple(sorted(stated))


def single_source(case: Case) -> Iterator[Finding]:
    """Several figures that one witness alone gives, in its own voice."""
    if len(case.witnesses) < 2:
        return
    lonely: dict[str, list[tuple[Entry, Reading]]] = defaultdict(list)
    for entry in case.entries:
        if entry.kind == "figure" and _witness_count(entry) == 1 and entry.readings[0].form == "narration":
            lonely[entry.readings[0].article].append((entry, entry.readings[0]))
    for _, found in sorted(lonely.items()):
        if len(found) < 2:
            continue
        written = [" ".join(case.words(place(r)).split()) for _, r in found]
        yield finding(
            case,
            kind="single-source",
            rule="single-source",
            severity="medium",
            score=min(0.9, 0.5 + 0.05 * len(found)),
            evidence=[passage(r) for _, r in found],
            entries=[e.id for e, _ in found],
            count=len(found),
            values=", ".join(written[:4]) + (f" and {len(written) - 4} more" if len(written) > 4 else ""),
        )


def one_voice(case: Case) -> Iterator[Finding]:
    """Points that several witnesses carry and one person vouches for."""
    resting: dict[str, list[Entry]] = defaultdict(list)
    for entry in case.entries:
        if _witness_count(entry) > 1 and len(entry.asserted_by) == 1 and entry.speaker:
            resting[entry.asserted_by[0]].append(entry)
    for speaker, entries in sorted(resting.items()):
        if len(entries) > 1:
            yield finding(
                case,
                kind="one-voice",
                rule="one-voice",
                severity="medium",
                score=min(0.6, 0.5 + 0.005 * len(entries)),
                evidence=[_best(e) for e in entries],
                entries=[e.id for e in entries],
                also=[r.article for e in entries for r in e.readings],
                speaker=speaker,
                count=len(entries),
            )


def shared_narration(case: Case) -> Iterator[Finding]:
    """Two witnesses with the same text outside quotation marks, or the same points in the same order."""
    pairs: dict[tuple[str, str, bool], list[Reuse]] = defaultdict(list)
    for p in case.passages:
        if p.passage == "narration":
            pairs[p.a.article, p.b.article, p.kind == "parallel"].append(p)
    for (a, b, parallel), passages in sorted(pairs.items()):
        count = sum(p.tokens for p in passages)
        if not parallel and count < _MIN_SHARED:
            continue
        share = max(count / max(_body_words(case, article), 1) for article in (a, b))
        yield finding(
            case,
            kind="shared-origin",
            rule="parallel-account" if parallel else "shared-narration",
            severity=_shared_severity(share, parallel=parallel),
            score=min(p.similarity for p in passages) if parallel else min(1.0, 0.5 + share),
            evidence=[side for p in passages for side in (p.a, p.b)],
            count=count,
            part=f", {share:.0%} of the shorter report" if share >= 0.1 else "",
        )


def _shared_severity(share: float, *, parallel: bool) -> Severity:
    if parallel:
        return "medium"
    return "high" if share >= 0.5 else "medium" if share >= 0.1 else "low"


def _body_words(case: Case, article: str) -> int:
    witness = case.witnesses[article].article
    return sum(len(words(witness.text, b.span)) for b in witness.blocks_of("body"))


def shared_agency(case: Case) -> Iterator[Finding]:
    """Several witnesses that name one agency."""
    for origin in case.origins:
        if origin.kind == "agency" and len(origin.articles) > 1 and origin.evidence:
            yield finding(
                case,
                kind="shared-origin",
                rule="shared-agency",
                severity="medium",
                score=0.7,
                evidence=_one_an_article(origin.evidence),
                agency=origin.label,
            )


def _one_an_article(evidence: Sequence[Locus]) -> list[Locus]:
    """The shortest evidence in each article."""
    shortest: dict[str, Locus] = {}
    for e in sorted(evidence, key=lambda e: (len(e.span), e.span)):
        shortest.setdefault(e.article, e)
    return list(shortest.values())


def left_out(case: Case) -> Iterator[Finding]:
    """What all witnesses but one report, and that one, read whole, dated and not earlier, does not."""
    lacking: dict[str, list[Entry]] = defaultdict(list)
    for entry in case.entries:
        silent = [a.article for a in entry.absence if a.state == "silent"]
        present = {r.article for r in entry.readings}
        alone = len(silent) == 1 and len(present) >= 3 and len(present) + 1 == len(case.witnesses)
        if alone and _weighty(entry) and case.witnesses[silent[0]].article.known_date:
            lacking[silent[0]].append(entry)
    for absent, entries in sorted(lacking.items()):
        yield finding(
            case,
            kind="left-out",
            rule="left-out",
            severity="low",
            score=max(e.score for e in entries),
            evidence=[_best(e) for e in entries],
            entries=[e.id for e in entries],
            also=[absent],
            absent=case.signs[absent],
            count=len(case.witnesses) - 1,
            points="a point" if len(entries) == 1 else f"{len(entries)} points",
        )


def _weighty(entry: Entry) -> bool:
    return entry.kind == "figure" or any(r.form in _QUOTED for r in entry.readings)


def _best(entry: Entry) -> Locus:
    """The words of an entry's base."""
    return place(entry.readings[entry.base])
