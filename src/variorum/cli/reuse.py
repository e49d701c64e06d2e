"""``variorum reuse``: the passages that articles share, and how much of each article comes from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from ..model import Article, Pile
from ..settings import Settings
from .inputs import credited_of, defaults, pile_of, settings_of, tell
from .output import STANDARD, finish, line, out, write

if TYPE_CHECKING:
    from ..reuse import Share


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--sources", multiple=True, metavar="PATH", help="What may have been copied from (repeatable).")
@click.option("--targets", multiple=True, metavar="PATH", help="What may have copied from them (repeatable).")
@defaults
@click.option("--summary", metavar="FILE", help="Write how much of each article (of each target) comes from elsewhere.")
@out
def reuse(
    *,
    paths: tuple[str, ...],
    sources: tuple[str, ...],
    targets: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    summary: str | None,
    output: str,
) -> None:
    """Write the passages that any two articles share, one JSON line a passage.

    With --sources and --targets in place of PATH, those between the two piles.  The summary is CSV where FILE ends in
    .csv, else JSONL.
    """
    from ..present import record  # noqa: PLC0415 - a room is loaded when it is asked for
    from ..reuse import passages, shares  # noqa: PLC0415

    if bool(sources) != bool(targets) or bool(paths) == bool(targets):
        raise click.UsageError("give PATH..., or else both --sources and --targets")
    if STANDARD == summary == output:
        raise click.UsageError("--summary - needs -o FILE: both would go to standard output")
    settings = settings_of(published, outlet)
    pile, apart = _two_piles(sources, targets, settings) if targets else (pile_of(paths, settings), None)
    witnesses = credited_of(pile)
    found = passages(witnesses, settings=settings.reuse, sources=apart)
    if summary is not None:
        wanted = {a.id: a for a in pile.articles if a.id not in (apart or ())}
        rows = (_row(s, wanted[s.article]) for s in shares(witnesses, found, targets=wanted.keys()))
        csvs = summary.casefold().endswith(".csv")
        write(summary, _as_csv(rows) if csvs else map(line, rows))
    finish(pile, output, (record.reuse_row(p) for p in found))


def _two_piles(sources: tuple[str, ...], targets: tuple[str, ...], settings: Settings) -> tuple[Pile, frozenset[str]]:
    """Both piles as one, and the ids of the sources.

    A source whose id a target has too gets ``source:`` in front; the two are never merged, even when they are the same.
    """
    left, right = pile_of(sources, settings), pile_of(targets, settings)
    taken = {a.id for a in right}
    renamed: list[Article] = []
    for article in left:
        name = article.id
        while name in taken:
            name = f"source:{name}"
        taken.add(name)
        renamed.append(replace(article, id=name))
    clashes = sum(new.id != old.id for new, old in zip(renamed, left, strict=True))
    if clashes:
        tell([f"{clashes} sources have the id of another article: they are called source:ID"], ())
    both = Pile(
        articles=(*renamed, *right.articles),
        rejected=(*left.rejected, *right.rejected),
        skipped=left.skipped + right.skipped,
        warnings=(*left.warnings, *right.warnings),
    )
    return both, frozenset(a.id for a in renamed)


def _row(share: Share, article: Article) -> dict[str, Any]:
    longest, origin = share.longest, share.longest_from
    return {
        "id": share.article,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
        "narration": share.narration,
        "reused": share.reused,
        "share": round(share.share, 4),
        "longest_words": share.longest_words,
        "longest_characters": longest.end - longest.start if longest else 0,
        "longest_start": longest.start if longest else None,
        "longest_end": longest.end if longest else None,
        "longest_from": origin.article if origin else None,
        "longest_from_start": origin.span.start if origin else None,
        "longest_from_end": origin.span.end if origin else None,
        "quoted": share.quoted,
        "quoted_reused": share.quoted_reused,
        "quoted_share": round(share.quoted_share, 4),
        "source_count": len(share.sources),
        "sources": list(share.sources),
        "near_duplicates": list(share.near_duplicates),
        "parallel": list(share.parallel),
    }


def _as_csv(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The rows as a table; lists with ``; `` between."""
    from ..present import table  # noqa: PLC0415

    listed = list(rows)
    if listed:
        yield from table.lines([*listed[0]], ([_cell(value) for value in row.values()] for row in listed))


def _cell(value: object) -> str | int | None:
    if value is None or isinstance(value, int):
        return value
    return "; ".join(value) if isinstance(value, list) else str(value)
