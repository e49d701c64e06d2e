"""How stories are dealt, so that nothing is measured or weighed on what was learned from."""

from __future__ import annotations

from hashlib import sha1


def half(story: str) -> int:
    """Which half of the stories one is in: 0 or 1, for all encoders, forests and measures alike."""
    return int(sha1(story.encode()).hexdigest(), 16) % 2
