"""``variorum schema``: the JSON Schema of what a command writes."""

from __future__ import annotations

import click

from ..present import record
from ..present.schema import NAMES, Written
from ..present.schema import schema as schema_of
from .output import out, write


@click.command()
@click.argument("name", type=click.Choice(NAMES), metavar="|".join(NAMES))
@out
def schema(name: Written, output: str) -> None:
    """Write the JSON Schema (draft 2020-12) of a stored edition, or of a line of a single room's command.

    Its closed lists are the words that this version writes; readers should tolerate others, and further fields.
    """
    write(output, [record.dumps(schema_of(name), indent=1) + "\n"])
