"""Which articles report one event, and which events make one storyline."""

from .find import events

__all__ = ["events"]
