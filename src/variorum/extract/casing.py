"""Small letters for patterns: one that matches letters as they are costs a fraction of one that must fold case."""

from __future__ import annotations

import re

_UPPER = re.compile(r"\\.|\(\?P<\w+>|\(\?P=\w+\)|\(\?<?[:=!]|[^\W\d_]", re.DOTALL)


def lowered(text: str) -> str:
    """The text in small letters, character for character: what has no small letter of one character stays."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := c.lower()) == 1 else c for c in text)


def lowered_pattern(pattern: str) -> str:
    """A pattern that matches in lowered text what the given one matches in either case; escapes and the names of
    groups stay as they are."""
    return _UPPER.sub(lambda m: m.group().lower() if len(m.group()) == 1 else m.group(), pattern)
