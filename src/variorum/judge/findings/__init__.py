"""The rules that make findings, in one visible table, and their order of importance."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...model import Finding, Severity
from ..case import Case
from . import articles, commitments, contradictions, dropped, figures, headlines, rewordings, sources, wording

Rule = Callable[[Case], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    rewordings.reworded,
    contradictions.contradicting,
    wording.trimmed,
    wording.relayed,
    wording.speakers,
    wording.certainty,
    wording.stance,
    figures.conflicts,
    figures.dates,
    figures.lengths,
    commitments.due_conflicts,
    figures.within_one_article,
    figures.days_within_one_article,
    dropped.attribution_dropped,
    sources.single_source,
    sources.one_voice,
    sources.shared_narration,
    sources.parallel_accounts,
    sources.shared_agency,
    sources.left_out,
    articles.unread,
    articles.headline_quotes,
    articles.headline_figures,
    headlines.certainty,
    headlines.speaker,
    headlines.differing_figures,
    headlines.differing_certainty,
    articles.occasion_days,
)

_ORDER: dict[Severity, int] = {"high": 0, "medium": 1, "low": 2}


def of(case: Case) -> tuple[Finding, ...]:
    """All findings of a case, the most important first, those about the user's own draft ahead of all others; one a
    rule and set of entries."""
    mine = {article for article, witness in case.witnesses.items() if witness.article.mine}
    found = {f.id: f for rule in RULES for f in rule(case)}
    return tuple(
        sorted(
            found.values(),
            key=lambda f: (mine.isdisjoint(f.articles), _ORDER[f.severity], -f.score, -len(f.articles), f.id),
        )
    )
