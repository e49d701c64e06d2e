"""The command line: one command a room, and ``compare``.

Exit status: 0 done; 1 something was rejected or nothing could be compared (the rest is still written); 2 unusable
arguments.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from . import __version__
from .errors import VariorumError
from .model import Pile, Rejected, Volume, Witness
from .runner import Local
from .settings import CleanSettings, Settings

Command = TypeVar("Command", bound=Callable[..., Any])
Progress = Callable[[str, int], None]

_STANDARD = "-"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="variorum")
def main() -> None:
    """Variorum makes the critical edition of a news event: who said what, in which words, according to whom."""


def _inputs(command: Command) -> Command:
    """The arguments that every command shares."""
    for decorate in (
        click.option("--outlet", metavar="NAME", help="The outlet of articles that name none."),
        click.option("--published", metavar="DATE", help="The publication date of articles that give none (ISO 8601)."),
        click.argument("paths", nargs=-1, required=True, metavar="PATH..."),
    ):
        command = decorate(command)
    return command


_out = click.option("-o", "--output", "output", default=_STANDARD, metavar="FILE", help="Where to write (default: -).")


@main.command()
@_inputs
@click.option("--json", "json_file", metavar="FILE", help="Write the edition as JSON; - for standard output.")
@click.option("--html", "html_file", metavar="FILE", help="Write the edition as one HTML page; - likewise.")
@click.option("--md", "md_file", metavar="FILE", help="Write the edition as Markdown; - likewise.")
@click.option("--all", "everything", is_flag=True, help="Show all findings, not only the most important.")
def compare(
    paths: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    json_file: str | None,
    html_file: str | None,
    md_file: str | None,
    everything: bool,
) -> None:
    """Read, clean, extract, group, collate, judge; print the editions.

    PATH is a file, a folder, or - for JSONL on standard input.
    """
    wanted = [f for f in (json_file, html_file, md_file) if f is not None]
    if wanted.count(_STANDARD) > 1:
        raise click.UsageError("only one of --json, --html and --md can go to standard output")
    settings = _settings(published, outlet)
    if everything:
        settings = replace(settings, present=replace(settings.present, findings=sys.maxsize))
    pile = _pile(paths, settings)
    volume = _volume(pile, settings)
    for file, render in ((json_file, _json), (html_file, _html), (md_file, _markdown)):
        if file is not None:
            _write(file, [render(volume, settings)])
    if _STANDARD not in wanted:
        _write(_STANDARD, [_terminal(volume, settings)])
    sys.exit(1 if pile.rejected or not pile.articles else 0)


def _json(volume: Volume, _settings: Settings) -> str:
    from .present import record  # noqa: PLC0415 - a view is loaded when it is asked for

    return record.dumps(record.edition_file(volume), indent=1)


def _html(volume: Volume, settings: Settings) -> str:
    from .present import html  # noqa: PLC0415

    return html.render(volume, settings=settings.present)


def _markdown(volume: Volume, settings: Settings) -> str:
    from .present import markdown  # noqa: PLC0415

    return markdown.render(volume, settings=settings.present)


def _terminal(volume: Volume, settings: Settings) -> str:
    from .present import terminal  # noqa: PLC0415

    screen = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if screen else 80
    colour = screen and "NO_COLOR" not in os.environ
    return terminal.render(volume, width=width, colour=colour, settings=settings.present)


@main.command()
@_inputs
@_out
def clean(paths: tuple[str, ...], published: str | None, outlet: str | None, output: str) -> None:
    """Write body text, metadata and blocks, one JSON line an article."""
    from .clean import body  # noqa: PLC0415
    from .present import record  # noqa: PLC0415

    pile = _pile(paths, _settings(published, outlet))
    rows = [record.clean_row(a, body(a)) for a in pile.articles]
    rows += [record.rejected_row(r) for r in pile.rejected]
    _finish(pile, output, rows)


@main.command()
@_inputs
@_out
def extract(paths: tuple[str, ...], published: str | None, outlet: str | None, output: str) -> None:
    """Write statements, figures, moments and names, one JSON line an article."""
    from .present import record  # noqa: PLC0415

    settings = _settings(published, outlet)
    pile = _pile(paths, settings)
    found = _witnesses(pile, settings)
    _finish(pile, output, (record.extract_row(w) for w in found))


@main.command()
@_inputs
@_out
def group(paths: tuple[str, ...], published: str | None, outlet: str | None, output: str) -> None:
    """Write the event and storyline of each article, one JSON line an article."""
    from .group import events  # noqa: PLC0415
    from .present import record  # noqa: PLC0415

    settings = _settings(published, outlet)
    pile = _pile(paths, settings)
    found = _witnesses(pile, settings)
    _finish(pile, output, record.group_rows(pile.articles, events(found, settings=settings.group)))


@main.command()
@_inputs
@_out
def reuse(paths: tuple[str, ...], published: str | None, outlet: str | None, output: str) -> None:
    """Write the passages that any two articles share, one JSON line a passage."""
    from .present import record  # noqa: PLC0415
    from .reuse import passages  # noqa: PLC0415

    settings = _settings(published, outlet)
    pile = _pile(paths, settings)
    found = _witnesses(pile, settings)
    _finish(pile, output, (record.reuse_row(p) for p in passages(found, settings=settings.reuse)))


def _settings(published: str | None, outlet: str | None) -> Settings:
    return Settings(clean=CleanSettings(outlet=outlet, published=published))


def _pile(paths: tuple[str, ...], settings: Settings) -> Pile:
    """Read and clean; what was turned away is named on standard error at once."""
    from . import pipeline  # noqa: PLC0415

    with _progress() as progress:
        pile = pipeline.articles(paths, settings=settings, runner=Local(), stdin=sys.stdin.buffer, progress=progress)
    for warning in pile.warnings:
        click.echo(f"note: {_plain(warning)}", err=True)
    for row in pile.rejected:
        click.echo(_refusal(row), err=True)
    return pile


def _witnesses(pile: Pile, settings: Settings) -> tuple[Witness, ...]:
    from . import pipeline  # noqa: PLC0415

    with _progress() as progress:
        return pipeline.witnesses(pile.articles, settings=settings, runner=Local(), progress=progress)


def _volume(pile: Pile, settings: Settings) -> Volume:
    from . import pipeline  # noqa: PLC0415

    with _progress() as progress:
        return pipeline.volume(pile, settings=settings, runner=Local(), progress=progress)


def _refusal(row: Rejected) -> str:
    where = f"{row.path}, line {row.line}" if row.line else row.path
    return f"rejected: {_plain(where)}: {_plain(row.reason)}"


def _plain(text: str) -> str:
    from .present import safe  # noqa: PLC0415

    return safe.terminal_text(text)


def _finish(pile: Pile, output: str, rows: Iterable[object]) -> None:
    from .present import record  # noqa: PLC0415

    _write(output, (record.dumps(row) + "\n" for row in rows))
    sys.exit(1 if pile.rejected or not pile.articles else 0)


def _write(file: str, parts: Iterable[str]) -> None:
    """Write text as UTF-8 with plain line feeds, to a file or to standard output."""
    if file == _STANDARD:
        for part in parts:
            click.echo(part.encode("utf-8", "replace"), nl=False)
        return
    try:
        with Path(file).open("wb") as sink:
            sink.writelines(part.encode("utf-8", "replace") for part in parts)
    except OSError as error:
        raise click.UsageError(f"cannot write {file}: {error.strerror}") from error


@contextmanager
def _progress() -> Iterator[Progress]:
    """A count with its rate on standard error while that is a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield lambda _room, _done: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def step(room: str, done: int) -> None:
            if room not in tasks:
                tasks[room] = bar.add_task(room, total=None)
            bar.update(tasks[room], completed=done)

        yield step


def run() -> None:
    """The console script: typed errors end in one line, never in a traceback."""
    try:
        main()
    except VariorumError as error:
        click.echo(f"variorum: {error}", err=True)
        sys.exit(2)
