"""Which articles report one event, and which events make one storyline."""

from .grow import Growth, State, added, events
from .ledger import Change, replayed
from .store import log, opened, saved

__all__ = ["Change", "Growth", "State", "added", "events", "log", "opened", "replayed", "saved"]
