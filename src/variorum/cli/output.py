"""What the commands write: UTF-8 with plain line feeds, to a file or to standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from ..model import Pile

STANDARD = "-"

out = click.option("-o", "--output", "output", default=STANDARD, metavar="FILE", help="Where to write (default: -).")


def write(file: str, parts: Iterable[str]) -> None:
    """Write text; what cannot be encoded becomes a question mark."""
    if file == STANDARD:
        for part in parts:
            click.echo(part.encode("utf-8", "replace"), nl=False)
        return
    try:
        with Path(file).open("wb") as sink:
            sink.writelines(part.encode("utf-8", "replace") for part in parts)
    except OSError as error:
        raise click.UsageError(f"cannot write {file}: {error.strerror}") from error


def finish(pile: Pile, output: str, rows: Iterable[object]) -> None:
    """Write rows as JSON, one a line, and end with the exit status of the pile."""
    write(output, map(line, rows))
    sys.exit(status(pile))


def line(row: object) -> str:
    """A row as a line of JSON."""
    from ..present import record  # noqa: PLC0415

    return record.dumps(row) + "\n"


def status(pile: Pile) -> int:
    return 1 if pile.rejected or not pile.articles else 0
