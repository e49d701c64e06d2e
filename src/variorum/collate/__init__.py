"""``collate``: the claims of one event's witnesses, side by side as entries.

``entries`` aligns what several witnesses give; ``diff`` collates two wordings word by word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..model import Entry, Witness
from ..settings import CollateSettings
from ..wording import diff
from . import figures, finish, moments, passages
from .lexis import lexis
from .units import units

__all__ = ["diff", "entries"]


def entries(witnesses: Sequence[Witness], *, settings: CollateSettings | None = None) -> tuple[Entry, ...]:
    """The entries of one event, the weightiest first, in the same order for any order of ``witnesses``.

    Relations, absence, origins and verdict are left for ``judge``.  An article in an unsupported language gives no
    reading.
    """
    chosen = settings or CollateSettings()
    ordered = sorted((w for w in witnesses if w.article.supported), key=lambda w: w.article.id)
    threshold, most = chosen.align_threshold, chosen.most_passages
    laid_out = [lexis(w, n) for n, w in enumerate(ordered)]
    found = [u for one in laid_out for u in units(one)[:most]]
    told = passages.entries(ordered, found, threshold=threshold)
    every = [
        *told,
        *figures.entries(laid_out, told, threshold=threshold, most=most),
        *moments.entries(laid_out, told, threshold=threshold, most=most),
    ]
    return tuple(sorted(_distinct(ordered, every), key=lambda e: (-e.score, e.id)))


def _distinct(witnesses: Sequence[Witness], every: Sequence[Entry]) -> list[Entry]:
    """Entries with an id each: two may begin with the same words when two articles have one text."""
    articles = {w.article.id: w.article for w in witnesses}
    used: set[str] = set()
    kept: list[Entry] = []
    for entry in every:
        unique, salt = entry.id, 0
        while unique in used:
            salt += 1
            unique = finish.identity(entry.kind, articles, entry.readings, salt=f"#{salt}")
        used.add(unique)
        kept.append(replace(entry, id=unique))
    return kept
