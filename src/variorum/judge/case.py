"""What a rule of judgement looks at, and the one way in which it makes a finding."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .. import lexicon
from ..model import (
    Entry,
    EntryKind,
    Event,
    Finding,
    FindingKind,
    Locus,
    Origin,
    Reading,
    Reuse,
    Severity,
    Span,
    Witness,
)

SAID: frozenset[EntryKind] = frozenset({"statement", "pledge", "forecast"})
"""Kinds of entries that are somebody's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One event with everything found about it.  ``signs`` gives each article its witness sign."""

    event: Event
    witnesses: Mapping[str, Witness]
    entries: tuple[Entry, ...]
    passages: tuple[Reuse, ...]
    origins: tuple[Origin, ...]
    signs: Mapping[str, str]

    def words(self, locus: Locus) -> str:
        """The exact characters of a locus."""
        return locus.span.of(self.witnesses[locus.article].article.text)

    def line(self, locus: Locus) -> str:
        """The words of a locus on one line, for a message."""
        return " ".join(self.words(locus).split())

    def listed(self, articles: Iterable[str]) -> str:
        """The signs of articles as a reader lists them: ``A``, ``A and B``, ``A, B and C``."""
        signs = sorted({self.signs[a] for a in articles})
        return signs[0] if len(signs) == 1 else f"{', '.join(signs[:-1])} and {signs[-1]}"


def finding(
    case: Case,
    *,
    kind: FindingKind,
    rule: str,
    severity: Severity,
    score: float,
    evidence: Iterable[Locus],
    entries: Iterable[str] = (),
    also: Iterable[str] = (),
    **fields: object,
) -> Finding:
    """A finding whose message and caveat are the templates of ``rule`` filled with ``fields``.

    The article signs are at hand in the templates as ``{witnesses}``.  The id is a digest of rule and entries (of
    the articles where there is no entry), so that it stays when an article is added.  ``also`` names articles that it
    concerns beside those of the evidence.
    """
    places = _in_turn(evidence)
    articles = tuple(sorted({e.article for e in places} | set(also)))
    about = tuple(sorted(set(entries)))
    template = lexicon.load("messages")[rule]
    filled = {"witnesses": case.listed(articles), **fields}
    key = "\n".join((rule, *(about or articles), *(() if about else (f"{e.span.start}" for e in places[:1]))))
    caveat = template.get("caveat")
    return Finding(
        id="f" + hashlib.sha256(key.encode()).hexdigest()[:12],
        kind=kind,
        severity=severity,
        message=template["message"].format(**filled),
        caveat=caveat.format(**filled) if caveat else None,
        rule=rule,
        score=round(score, 3),
        articles=articles,
        entries=about,
        evidence=places,
    )


def _in_turn(evidence: Iterable[Locus]) -> tuple[Locus, ...]:
    """Evidence with the articles in turn, each in its own order, so that the first few show every side."""
    rank: Counter[str] = Counter()
    placed = []
    for locus in sorted(set(evidence), key=lambda e: (e.article, e.span)):
        placed.append((rank[locus.article], locus.article, locus))
        rank[locus.article] += 1
    return tuple(locus for _, _, locus in sorted(placed, key=lambda p: p[:2]))


def passage(reading: Reading) -> Locus:
    """The whole passage of a reading, as evidence: a figure says little without its sentence."""
    return Locus(article=reading.article, span=reading.span)


def place(reading: Reading) -> Locus:
    """The words of a reading that belong to its entry, as evidence."""
    pieces = reading.content or (reading.span,)
    return Locus(article=reading.article, span=Span(pieces[0].start, pieces[-1].end))


def name_of(entry: Entry) -> str:
    """The speaker of an entry for a message: their common one, else the one that most of the readings name."""
    named = Counter(
        r.speaker.name for r in entry.readings if r.speaker and r.speaker.kind in ("person", "organisation")
    )
    most = min(named, key=lambda name: (-named[name], -len(name), name), default="No speaker named")
    return entry.speaker.name if entry.speaker else most
