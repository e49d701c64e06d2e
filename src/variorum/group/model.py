"""The learned part: how likely a pair of articles reports one event, or belongs to one storyline.

Two small forests over :data:`~variorum.group.measure.FEATURES`; ``training/links.py`` makes the table.
"""

from __future__ import annotations

from typing import Literal

from .. import forest as forests
from ..forest import Forest
from .measure import FEATURES

Level = Literal["event", "storyline"]


def forest(level: Level) -> Forest:
    """The shipped forest of a level.  Raises ``FormatError`` when it was made for other features."""
    return forests.read("links", level, FEATURES)
