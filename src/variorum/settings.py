"""One options dataclass a room.  Thresholds on scores are applied late (``judge``, ``present``), sizes early."""

from __future__ import annotations

from dataclasses import dataclass, field

from .errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSettings:
    """``max_bytes``: a larger document is rejected; JSONL is streamed, and each line held to it."""

    max_bytes: int = 20_000_000


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
    """Link scores (0 to 1) from which two articles share an event, and a storyline."""

    event_threshold: float = 0.5
    storyline_threshold: float = 0.3


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
    """``min_score``: findings and relations under it are kept in the record and hidden from the views."""

    min_score: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentSettings:
    """``findings``: how many a view shows before it says how many more there are; ``min_score`` (0 to 1): findings
    under it are counted, not shown; ``singles``: how many one-witness statements a view lists."""

    findings: int = 12
    min_score: float = 0.5
    singles: int = 6


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
