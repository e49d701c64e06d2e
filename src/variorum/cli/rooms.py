"""The commands of the single rooms: JSONL, one line an article."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import chain

import click

from ..model import Article, Pile, Rejected
from .inputs import cleaned, defaults, grown_of, inputs, pile_of, settings_of, tell, witnesses_of
from .output import finish, line, out, status, write


@click.command()
@inputs
@out
def clean(paths: tuple[str, ...], published: str | None, outlet: str | None, output: str) -> None:
    """Write body text, metadata and blocks, one JSON line an article; in constant memory, however many there are."""
    from ..pipeline import names  # noqa: PLC0415 - a room is loaded when it is asked for
    from ..present import record  # noqa: PLC0415

    keys: list[tuple[str, str]] = []
    rejected: list[Rejected] = []
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace", newline="\n") as spool:
        for found in cleaned(paths, settings_of(published, outlet)):
            if isinstance(found, Article):
                keys.append((found.id, found.sha256))
                spool.write(_clean_line(found))
            elif isinstance(found, Rejected):
                rejected.append(found)
        called, warnings = names(keys)
        tell(warnings, rejected)
        spool.seek(0)
        write(output, chain(_called(spool, keys, called), (line(record.rejected_row(r)) for r in rejected)))
    sys.exit(1 if rejected or not keys else 0)


def _clean_line(article: Article) -> str:
    from ..clean import body  # noqa: PLC0415
    from ..present import record  # noqa: PLC0415

    return line(record.clean_row(article, body(article)))


def _called(
    lines: Iterable[str], keys: Iterable[tuple[str, str]], called: Mapping[tuple[str, str], str]
) -> Iterator[str]:
    """Each article once, under the name that is its own."""
    done: set[tuple[str, str]] = set()
    for row, key in zip(lines, keys, strict=True):
        if key not in done:
            done.add(key)
            yield row if called[key] == key[0] else line({**json.loads(row), "id": called[key]})


@click.command()
@inputs
@out
def extract(paths: tuple[str, ...], published: str | None, outlet: str | None, output: str) -> None:
    """Write statements, figures, moments and names, one JSON line an article."""
    from ..present import record  # noqa: PLC0415

    settings = settings_of(published, outlet)
    pile = pile_of(paths, settings)
    found = witnesses_of(pile, settings)
    finish(pile, output, (record.extract_row(w) for w in found))


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@defaults
@click.option("--state", metavar="FILE", help="A stored grouping that the articles join; made where there is none.")
@click.option("--log", metavar="FILE", help="With --state: what this run changed, one JSON line a change.")
@click.option("--afresh", is_flag=True, help="With --state: score all articles of the grouping again.")
@out
def group(
    *,
    paths: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    state: str | None,
    log: str | None,
    afresh: bool,
    output: str,
) -> None:
    """Write the event and storyline of each article, one JSON line an article.

    With --state FILE the articles join those that earlier runs put there: settled events keep their ids, and what is
    merged or split is said.
    """
    from ..group import events  # noqa: PLC0415
    from ..present import record  # noqa: PLC0415

    if state is None and (log is not None or afresh):
        raise click.UsageError("--log and --afresh need --state")
    if not paths and not afresh:
        raise click.UsageError("Missing argument 'PATH...'.")
    settings = settings_of(published, outlet)
    pile = pile_of(paths, settings) if paths else Pile(articles=())
    if state is None:
        found = witnesses_of(pile, settings)
        finish(pile, output, record.group_rows(pile.articles, events(found, settings=settings.group)))
        return
    growth, called = grown_of(state, pile, settings, afresh=afresh)
    if log is not None:
        write(log, (line(asdict(c)) for c in growth.changes))
    write(output, map(line, record.group_rows(called.articles, growth.state.grouping)))
    sys.exit(status(pile) if paths else 0)
