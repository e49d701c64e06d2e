"""``variorum rules``: the table of all rules of judgement."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from .output import STANDARD, write

if TYPE_CHECKING:
    from ..judge.rules import Rule

_WIDTH = 80
_EXAMPLE = 320
"""Characters of an example that are shown of one witness."""


@click.command()
@click.argument("names", nargs=-1, metavar="[RULE]...")
def rules(names: tuple[str, ...]) -> None:
    """List the rules of judgement: what each makes, when, by which limits, with an example.

    RULE: only these, by name; findings and relations name their rule.
    """
    from ..judge.rules import table  # noqa: PLC0415 - loads all of judge

    listed = table()
    unknown = sorted(set(names) - {r.name for r in listed})
    if unknown:
        raise click.UsageError(f"no such rule: {', '.join(unknown)}")
    write(STANDARD, (line + "\n" for r in listed if not names or r.name in names for line in _lines(r)))


def _lines(rule: Rule) -> Iterator[str]:
    severity = f" ({', '.join(rule.severities)})" if rule.severities else ""
    where = "in an event" if rule.subject == "event" else f"between {rule.subject}"
    yield f"{rule.name}: {' or '.join(rule.makes)}{severity}, {where}"
    yield from _wrapped(rule.says, "  ")
    for limit in rule.limits:
        yield from _wrapped(f"{limit.value:g} {limit.of} ({limit.name})", "  - ")
    yield "  Example:"
    for witness, line in zip("ABCDEFGH", rule.example_lines(), strict=False):
        yield from _wrapped(textwrap.shorten(line, _EXAMPLE, placeholder=" ..."), f"  {witness}  ")
    yield ""


def _wrapped(words: str, start: str) -> Iterator[str]:
    yield from textwrap.wrap(words, _WIDTH, initial_indent=start, subsequent_indent=" " * len(start))
