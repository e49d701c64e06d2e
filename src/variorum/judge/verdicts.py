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


def asserted_by(
    entry: Entry, witnesses: Mapping[str, Witness], event_origins: tuple[Origin, ...] = ()
) -> tuple[str, ...]:
    """Who vouches: the speaker of attributed words; the outlet itself only where it narrates without a source, and
    the agency or press office whose text that narration is, in its place.

    One person or body under a longer and a shorter name is one voice.
    """
    names = {_voucher(r, entry, witnesses, event_origins) for r in entry.readings}
    return _one_each({n for n in names if n})


def _one_each(names: Collection[str]) -> tuple[str, ...]:
    """The names without those whose words all stand in a longer one."""
    kept: list[tuple[set[str], str]] = []
    for name in sorted(names, key=lambda n: (-len(n.split()), n)):
        words = {w.casefold() for w in name.split()} - {"the"}
        if not any(words <= longer for longer, _ in kept):
            kept.append((words, name))
    return tuple(sorted(name for _, name in kept))


def _voucher(
    reading: Reading, entry: Entry, witnesses: Mapping[str, Witness], event_origins: tuple[Origin, ...]
) -> str | None:
    credited = [c.span for c in witnesses[reading.article].claims.credits if c.of == "text"]
    if any(c.overlaps(s) for c in credited for s in reading.source):
        return None  # an agency named as the source passes it on
    if reading.form != "narration":
        speaker = reading.speaker or entry.speaker
        return speaker.name if speaker else None
    if any(r.form != "narration" for r in entry.readings):
        return None  # the narration repeats what a speaker said elsewhere: it passes it on
    article = witnesses[reading.article].article
    return _taken_from(reading, event_origins) or article.outlet or article.id


def _taken_from(reading: Reading, event_origins: tuple[Origin, ...]) -> str | None:
    """The agency, outlet or press office that the whole article goes back to, or these words of it."""
    in_part = any(o.kind == "unknown" and reading.article in o.articles for o in event_origins)
    for origin in event_origins:
        passed_on = origin.kind not in ("unknown", "own reporting") and reading.article in origin.articles
        here = (e for e in origin.evidence if e.article == reading.article)
        if passed_on and (not in_part or any(e.span.overlaps(reading.span) for e in here)):
            return origin.label
    return None


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
