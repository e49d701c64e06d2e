"""Variorum: the critical edition of a news event.

``read`` turns paths into articles, ``extract`` an article into its claims, ``compare`` articles into editions::

    import variorum

    editions = variorum.compare(variorum.read("folder/"))
    for finding in editions[0].findings:
        print(finding.severity, finding.message)
"""

from __future__ import annotations

from importlib.metadata import version

__version__ = version("variorum")

# The front door is bound last: its functions are named after rooms, and take those names over from the packages.
# Inside the project a room is therefore imported by what it holds: ``from .extract import claims``.
from .api import clean, compare, extract, group, read, reuse
from .errors import CleanError, FormatError, InputError, ReadError, SettingsError, VariorumError
from .model import Article, Claims, Edition, Entry, Finding, Pile, Reading, Span, Statement, Volume
from .settings import Settings

__all__ = [
    "Article",
    "Claims",
    "CleanError",
    "Edition",
    "Entry",
    "Finding",
    "FormatError",
    "InputError",
    "Pile",
    "ReadError",
    "Reading",
    "Settings",
    "SettingsError",
    "Span",
    "Statement",
    "VariorumError",
    "Volume",
    "clean",
    "compare",
    "extract",
    "group",
    "read",
    "reuse",
]
