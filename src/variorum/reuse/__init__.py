"""Who shares words with whom, and how many independent origins stand behind that."""

from .find import passages
from .fold import independent
from .origin import origins

__all__ = ["independent", "origins", "passages"]
