"""The command line: one command a room, ``compare``, ``show``, ``rules`` and ``schema``.

Exit status: 0 done; 1 something was rejected or nothing could be compared (the rest is still written); 2 unusable
arguments or an edition that cannot be read; 3 a finding of the severity that ``--fail-on`` names.
"""

from __future__ import annotations

import sys

import click

from .. import __version__
from ..errors import VariorumError
from .editions import compare, show
from .reuse import reuse
from .rooms import clean, extract, group
from .rules import rules
from .schema import schema


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="variorum")
def main() -> None:
    """Variorum makes the critical edition of a news event: who said what, in which words, according to whom."""


for command in (compare, show, clean, extract, group, reuse, rules, schema):
    main.add_command(command)


def run() -> None:
    """The console script: typed errors end in one line, never in a traceback."""
    try:
        main()
    except VariorumError as error:
        click.echo(f"variorum: {error}", err=True)
        sys.exit(2)
