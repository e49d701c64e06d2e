"""One options dataclass a room.  Thresholds on scores are applied late (``judge``, ``present``), sizes early."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace

from .errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSettings:
    """``max_bytes``: a larger document is rejected; lines, list items and archive records are each held to it.

    Addresses given as paths are fetched: ``timeout`` is for each answer from the network and ``deadline`` for a whole
    page (both in seconds), ``redirects`` how many are followed at most.  ``private``: also addresses of this machine
    and of private networks.
    """

    max_bytes: int = 20_000_000
    timeout: float = 10.0
    deadline: float = 60.0
    redirects: int = 5
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanSettings:
    """Defaults for articles that give none themselves."""

    outlet: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractSettings:
    """``learned``: read with the learned reader, too; without it the rules alone decide, faster and less well."""

    learned: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSettings:
    """Scores (0 to 1) from which two articles share an event, two groups of articles are one event, and two events
    share a storyline.  ``together``: all articles are reports of one event, whoever gave them has said so."""

    together: bool = False
    event_threshold: float = 0.52
    whole_threshold: float = 0.6
    storyline_threshold: float = 0.46


@dataclass(frozen=True, slots=True, kw_only=True)
class ReuseSettings:
    """``min_tokens``: words that a shared passage must have at least; ``min_similarity``: the share of its words that
    must be the same on both sides (1 finds unedited passages only)."""

    min_tokens: int = 8
    min_similarity: float = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class CollateSettings:
    """``align_threshold``: score (0 to 1) from which two passages are readings of one entry.  ``most_passages``: how
    many clauses, figures and moments of one article (of each kind) are compared; it bounds the time."""

    align_threshold: float = 0.5
    most_passages: int = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeSettings:
    """Scores (0 to 1) from which an alignment of several witnesses (``min_entry``) and a relation (``min_relation``)
    are shown.  Applied to the record afterwards (``judge.late``); the record keeps all, with their scores."""

    min_entry: float = 0.0
    min_relation: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentSettings:
    """``findings``: how many a view shows before it says how many more there are; ``min_score`` (0 to 1): findings
    under it are counted, not shown; ``entries``: how many entries the terminal prints besides those that
    the findings shown name; ``singles``: how many one-witness statements a view lists.

    Where articles are left out: ``quotation``, how many characters a quotation has at most; ``quoted``, the share (0 to
    1) of an article that all of them together may be."""

    findings: int = 12
    min_score: float = 0.5
    entries: int = 12
    singles: int = 6
    quotation: int = 200
    quoted: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All options of a run."""

    read: ReadSettings = field(default_factory=ReadSettings)
    clean: CleanSettings = field(default_factory=CleanSettings)
    extract: ExtractSettings = field(default_factory=ExtractSettings)
    group: GroupSettings = field(default_factory=GroupSettings)
    reuse: ReuseSettings = field(default_factory=ReuseSettings)
    collate: CollateSettings = field(default_factory=CollateSettings)
    judge: JudgeSettings = field(default_factory=JudgeSettings)
    present: PresentSettings = field(default_factory=PresentSettings)

    def __post_init__(self) -> None:
        if self.read.max_bytes < 1:
            raise SettingsError("max_bytes must be positive")
        if self.reuse.min_tokens < 3:
            raise SettingsError("a shared passage needs at least three words")

    def strict(self) -> Settings:
        """Only what is sure: the record's scores held to higher thresholds."""
        return replace(
            self,
            judge=replace(self.judge, min_entry=0.6, min_relation=0.7),
            present=replace(self.present, min_score=0.7),
        )

    def everything(self) -> Settings:
        """All that the record has, whatever its score, and all findings."""
        return replace(
            self,
            judge=replace(self.judge, min_entry=0.0, min_relation=0.0),
            present=replace(
                self.present, findings=sys.maxsize, entries=sys.maxsize, singles=sys.maxsize, min_score=0.0
            ),
        )
