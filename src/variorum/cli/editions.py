"""``compare`` and ``show``: editions in all views, made anew or from a stored file."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from ..errors import FormatError
from ..model import Pile, Severity, Volume
from ..settings import Settings
from .inputs import covers, inputs, pile_of, plain, settings_of, volume_of
from .output import STANDARD, status, write

if TYPE_CHECKING:
    from ..present.terminal import Section

Command = TypeVar("Command", bound=Callable[..., Any])
_FAILED = 3
_SEVERITIES = get_args(Severity)
_SECTIONS: tuple[Section, ...] = ("findings", "entries", "figures", "timeline", "origins")
"""Parts of the terminal view that can be asked for on their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Views:
    """The options that ``compare`` and ``show`` share: where each form goes, which event, how sure."""

    json: str | None
    html: str | None
    md: str | None
    csv: str | None
    claims: str | None
    tei: str | None
    annotations: str | None
    no_text: bool
    sections: frozenset[Section]
    event: str | None
    strict: bool
    everything: bool
    fail_on: Severity | None

    def files(self) -> dict[str, str]:
        """The forms that are asked for, and where they go."""
        forms = {f.name: getattr(self, f.name) for f in fields(self) if f.name == "json" or f.name in _FORMS}
        return {form: file for form, file in forms.items() if file is not None}

    def settings(self) -> Settings:
        """How sure a thing must be to be shown; nothing is read again for it."""
        return Settings().strict() if self.strict else Settings().everything() if self.everything else Settings()


def _views(command: Command) -> Command:
    for section in reversed(_SECTIONS):
        help_ = f"In the terminal, only the {section} (several such options add up)."
        command = click.option(f"--{section}", section, is_flag=True, help=help_)(command)
    for decorate in (
        click.option("--fail-on", type=click.Choice(_SEVERITIES), help="Exit status 3 when there is such a finding."),
        click.option(
            "--event", metavar="ID", help="This event alone: its id, the start of it, or its place (1, 2...)."
        ),
        click.option("--all", "everything", is_flag=True, help="Show all that the record has, sure or not."),
        click.option("--strict", is_flag=True, help="Show only what is sure, by the scores in the record."),
        click.option(
            "--no-text", is_flag=True, help="Short quotations in place of the articles in every form, to be shared."
        ),
        click.option(
            "--annotations", metavar="FILE", help="Write readings and evidence as Web Annotations; - likewise."
        ),
        click.option("--tei", metavar="FILE", help="Write the apparatus of statements as TEI P5; - likewise."),
        click.option("--claims", metavar="FILE", help="Write the checker's work list as CSV; - likewise."),
        click.option("--csv", metavar="FILE", help="Write entries and readings as CSV; - likewise."),
        click.option("--md", metavar="FILE", help="Write the edition as Markdown; - likewise."),
        click.option("--html", metavar="FILE", help="Write the edition as one HTML page; - likewise."),
        click.option("--json", metavar="FILE", help="Write the edition as JSON; - for standard output."),
    ):
        command = decorate(command)
    return command


@click.command()
@inputs
@click.option(
    "--mine",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Your own draft, among PATHs or beside them: its findings come first.",
)
@click.option("--together", is_flag=True, help="All articles report one event: group nothing.")
@_views
def compare(
    paths: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    mine: Path | None,
    together: bool,
    **options: Any,
) -> None:
    """Read, clean, extract, group, collate, judge; print the editions.

    PATH is a file, a folder, or - for JSONL on standard input.
    """
    views = _checked(options)
    settings = settings_of(published, outlet)
    settings = replace(settings, group=replace(settings.group, together=together))
    beside = mine is not None and not any(covers(p, mine) for p in paths if p != STANDARD)
    pile = pile_of((*paths, str(mine)) if beside else paths, settings)
    if mine is not None:
        pile = _marked(pile, mine)
    volume = volume_of(pile, settings)
    sys.exit(_written(volume, views) or status(pile))


@click.command()
@click.argument("file", metavar="EDITION.json", type=click.Path(exists=True, dir_okay=False))
@_views
def show(file: str, **options: Any) -> None:
    """Show a stored edition (compare --json) again, in any view; nothing is read anew."""
    from ..present import load  # noqa: PLC0415

    views = _checked(options)
    try:
        volume = load.file(file)
    except FormatError as error:
        raise click.UsageError(plain(str(error))) from error
    sys.exit(_written(volume, views))


def _checked(options: dict[str, Any]) -> Views:
    sections = frozenset(s for s in _SECTIONS if options.pop(s))
    views = Views(**options, sections=sections)
    if list(views.files().values()).count(STANDARD) > 1:
        raise click.UsageError("only one form can go to standard output")
    if views.strict and views.everything:
        raise click.UsageError("--strict and --all exclude each other")
    return views


def _marked(pile: Pile, mine: Path) -> Pile:
    """The pile with the user's own draft marked as such."""
    own = mine.resolve()
    articles = tuple(replace(a, mine=any(Path(p).resolve() == own for p in a.paths)) for a in pile.articles)
    if not any(a.mine for a in articles):
        click.echo(f"note: {plain(str(mine))} could not be used, so no draft is compared", err=True)
    return replace(pile, articles=articles)


def _written(volume: Volume, views: Views) -> int:
    """Every form that is asked for, and the terminal view unless one goes to standard output; the exit status."""
    from ..judge import late  # noqa: PLC0415
    from ..present import abridged  # noqa: PLC0415

    if views.event is not None:
        volume = _one_event(volume, views.event)
    settings = views.settings()
    no_text = views.no_text or abridged.is_shared(volume)
    told = abridged.of(volume, settings=settings.present) if no_text else volume
    shown = late.shown(told, settings=settings.judge)
    files = views.files()
    for form, file in files.items():
        # The record keeps everything with its scores, so that it can be shown again at other thresholds.
        parts = _json(told, volume) if form == "json" else _FORMS[form](shown, settings)
        write(file, map(abridged.tidied, parts) if no_text else parts)
    if STANDARD not in files.values():
        write(STANDARD, _terminal(shown, settings, views.sections))
    return _FAILED if views.fail_on and _found(volume, views.fail_on) else 0


def _found(volume: Volume, least: Severity) -> bool:
    """Whether there is a finding of at least this severity, among those that are shown unless told otherwise."""
    grave = _SEVERITIES[: _SEVERITIES.index(least) + 1]
    sure = Settings().present.min_score
    return any(f.severity in grave and f.score >= sure for e in volume.editions for f in e.findings)


def _one_event(volume: Volume, wanted: str) -> Volume:
    """The volume of one event, by its id, the start of its id, or its place in the list."""
    from ..present import compose, one_event  # noqa: PLC0415

    ids = [e.event.id for e in compose.volume(volume).editions]
    found = [i for i in ids if i == wanted] or [i for i in ids if i.startswith(wanted)]
    if not found and wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= len(ids):
        found = [ids[int(wanted) - 1]]
    if len(found) != 1:
        listed = "".join(f"\n  {n} {plain(i)}" for n, i in enumerate(ids, 1))
        raise click.UsageError(
            f"{'several events' if found else 'no event'} called {plain(wanted)}; there are:{listed}"
        )
    return one_event.of(volume, found[0])


def _json(told: Volume, whole: Volume) -> Iterator[str]:
    from ..present import abridged, record  # noqa: PLC0415 - a view is loaded when it is asked for

    made = record.edition_file(whole) if told is whole else abridged.edition_file(told, whole)
    yield record.dumps(made, indent=1)


def _html(volume: Volume, settings: Settings) -> Iterator[str]:
    from ..present import html  # noqa: PLC0415

    yield html.render(volume, settings=settings.present)


def _markdown(volume: Volume, settings: Settings) -> Iterator[str]:
    from ..present import markdown  # noqa: PLC0415

    yield markdown.render(volume, settings=settings.present)


def _csv(volume: Volume, _settings: Settings) -> Iterator[str]:
    from ..present import table  # noqa: PLC0415

    yield from table.readings(volume)


def _claims(volume: Volume, _settings: Settings) -> Iterator[str]:
    from ..present import table  # noqa: PLC0415

    yield from table.claims(volume)


def _tei(volume: Volume, _settings: Settings) -> Iterator[str]:
    from ..present import tei  # noqa: PLC0415

    yield tei.render(volume)


def _annotations(volume: Volume, settings: Settings) -> Iterator[str]:
    from ..present import record  # noqa: PLC0415
    from ..present.annotations import by_article  # noqa: PLC0415

    yield record.dumps(by_article(volume, settings=settings.present), indent=1) + "\n"


def _terminal(volume: Volume, settings: Settings, sections: frozenset[Section]) -> Iterator[str]:
    from ..present import terminal  # noqa: PLC0415

    screen = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if screen else 80
    colour = screen and "NO_COLOR" not in os.environ
    yield terminal.render(volume, width=width, colour=colour, settings=settings.present, sections=sections or None)


_FORMS: dict[str, Callable[[Volume, Settings], Iterator[str]]] = {
    "html": _html,
    "md": _markdown,
    "csv": _csv,
    "claims": _claims,
    "tei": _tei,
    "annotations": _annotations,
}
