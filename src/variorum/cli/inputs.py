"""What the commands take in: paths, defaults for articles, and a count of what is being done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..model import Article, Pile, Rejected, Skipped, Volume, Witness
from ..runner import Local
from ..settings import CleanSettings, ReadSettings, Settings

if TYPE_CHECKING:
    from ..group import Growth

Command = TypeVar("Command", bound=Callable[..., Any])
Progress = Callable[[str, int], None]
_PRIVATE = "variorum.private"
"""Under which name a command's context keeps whether private addresses may be fetched."""


def inputs(command: Command) -> Command:
    """The arguments of a command that reads articles."""
    return click.argument("paths", nargs=-1, required=True, metavar="PATH...")(defaults(command))


def defaults(command: Command) -> Command:
    """What articles are taken to be that do not say it themselves."""
    for decorate in (
        click.option("--outlet", metavar="NAME", help="The outlet of articles that name none."),
        click.option("--published", metavar="DATE", help="The publication date of articles that give none (ISO 8601)."),
        click.option(
            "--private",
            is_flag=True,
            expose_value=False,
            callback=_remembered,
            help="Fetch addresses of this machine and of private networks, too.",
        ),
    ):
        command = decorate(command)
    return command


def _remembered(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    context.meta[_PRIVATE] = value


def settings_of(published: str | None, outlet: str | None) -> Settings:
    """The settings of a run, as its command was given them."""
    private = bool(click.get_current_context().meta.get(_PRIVATE, False))
    return Settings(clean=CleanSettings(outlet=outlet, published=published), read=ReadSettings(private=private))


def pile_of(paths: tuple[str, ...], settings: Settings) -> Pile:
    """Read and clean; what was turned away is named on standard error at once."""
    from .. import pipeline  # noqa: PLC0415 - loads all rooms

    with _progress() as progress:
        pile = pipeline.articles(paths, settings=settings, runner=Local(), stdin=sys.stdin.buffer, progress=progress)
    tell(pile.warnings, pile.rejected)
    return pile


def cleaned(paths: tuple[str, ...], settings: Settings) -> Iterator[Article | Rejected | Skipped]:
    """Read and clean one after the other; nothing is kept."""
    from .. import pipeline  # noqa: PLC0415

    with _progress() as progress:
        yield from pipeline.cleaned(paths, settings=settings, runner=Local(), stdin=sys.stdin.buffer, progress=progress)


def tell(warnings: Iterable[str], rejected: Iterable[Rejected]) -> None:
    """Notes and refusals, on standard error."""
    for warning in warnings:
        click.echo(f"note: {plain(warning)}", err=True)
    for row in rejected:
        click.echo(_refusal(row), err=True)


def witnesses_of(pile: Pile, settings: Settings) -> tuple[Witness, ...]:
    from .. import pipeline  # noqa: PLC0415

    with _progress() as progress:
        return pipeline.witnesses(pile.articles, settings=settings, runner=Local(), progress=progress)


def credited_of(pile: Pile) -> tuple[Witness, ...]:
    """The articles of a pile with their credits alone: enough for ``reuse``."""
    from .. import pipeline  # noqa: PLC0415

    with _progress() as progress:
        return pipeline.credited(pile.articles, runner=Local(), progress=progress)


def grown_of(state: str, pile: Pile, settings: Settings, *, afresh: bool) -> tuple[Growth, Pile]:
    """A stored grouping with the articles of a pile; what changed for settled events is named on standard error."""
    from .. import pipeline  # noqa: PLC0415

    with _progress() as progress:
        growth, called = pipeline.grown(
            state, pile, afresh=afresh, settings=settings, runner=Local(), progress=progress
        )
    changed = [c for c in growth.changes if c.source is not None]
    notes = (
        f"batch {c.batch}: {c.level} {c.id} {c.change} from {c.source}: {', '.join(c.members)}: {c.why}"
        for c in changed
    )
    tell((*called.warnings[len(pile.warnings) :], *notes), ())
    return growth, called


def volume_of(pile: Pile, settings: Settings) -> Volume:
    from .. import pipeline  # noqa: PLC0415

    with _progress() as progress:
        return pipeline.volume(pile, settings=settings, runner=Local(), progress=progress)


def covers(path: str, file: Path) -> bool:
    """Whether reading ``path`` reads ``file``: they are the same, or it lies in that folder and is not hidden there."""
    folder, target = Path(path).resolve(), file.resolve()
    if folder == target:
        return True
    return folder.is_dir() and folder in target.parents and not _hidden(target.relative_to(folder))


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _refusal(row: Rejected) -> str:
    where = f"{row.path}, line {row.line}" if row.line else row.path
    return f"rejected: {plain(where)}: {plain(row.reason)}"


def plain(text: str) -> str:
    """Text from elsewhere as one line that a terminal shows and never obeys."""
    from ..present import safe  # noqa: PLC0415

    return safe.terminal_text(text)


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
