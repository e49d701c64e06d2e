"""What an entry comes to: its verdict, who vouches for it, how many independent origins stand behind it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from ..model import Entry, Locus, Origin, Reading, VerdictKind, Witness
from . import certainty_scale


class Count(Protocol):
    """Least and most independent origins behind some articles, as far as some passages of them go."""

    def __call__(
        self, articles: Collection[str], origins: tuple[Origin, ...], *, readings: Collection[Locus] = ()
    ) -> tuple[int, int]: ...


def verdict(entry: Entry) -> VerdictKind:
    """The verdict over all relations of an entry, the gravest first."""
    if len({r.article for r in entry.readings}) == 1:
        return "single"
    found = {r.relation for r in entry.relations}
    if found & {"contradicts", "conflicts"}:
        return "conflict"
    if found & {"reworded", "translated"} or certainty_scale.gap(entry) is not None:
        return "differ"
    if "compatible" in found:
        return "compatible"
    if found & {"same", "verbatim", "trimmed", "indirect", "nested"}:
        return "agree"
    return "unclear"


def asserted_by(entry: Entry, witnesses: Mapping[str, Witness]) -> tuple[str, ...]:
    """Who vouches: the speaker of attributed words; the outlet itself only where it narrates without a source."""
    names = {_voucher(r, entry, witnesses) for r in entry.readings}
    return tuple(sorted(n for n in names if n))


def _voucher(reading: Reading, entry: Entry, witnesses: Mapping[str, Witness]) -> str | None:
    credited = [c.span for c in witnesses[reading.article].claims.credits if c.of == "text"]
    if any(c.overlaps(s) for c in credited for s in reading.source):
        return None  # an agency named as the source passes it on
    if reading.form != "narration":
        speaker = reading.speaker or entry.speaker
        return speaker.name if speaker else None
    if any(r.form != "narration" for r in entry.readings):
        return None  # the narration repeats what a speaker said elsewhere: it passes it on
    article = witnesses[reading.article].article
    return article.outlet or article.id


def origins(entry: Entry, event_origins: tuple[Origin, ...], count: Count) -> tuple[int, int]:
    """Least and most independent origins, with readings that came through the same agency folded."""
    via: dict[str, list[Reading]] = {}
    for reading in entry.readings:
        for agency in reading.via:
            via.setdefault(agency, []).append(reading)
    passed_on = tuple(
        Origin(
            label=agency,
            kind="agency",
            articles=tuple(sorted({r.article for r in readings})),
            why="named for these words",
            evidence=tuple(Locus(article=r.article, span=r.span) for r in readings),
        )
        for agency, readings in sorted(via.items())
    )
    places = [Locus(article=r.article, span=r.span) for r in entry.readings]
    return count({r.article for r in entry.readings}, event_origins + passed_on, readings=places)
