"""Who shares words with whom, and how many independent origins stand behind that."""

from .find import passages
from .fold import independent
from .origin import origins
from .shares import Share, shares

__all__ = ["Share", "independent", "origins", "passages", "shares"]
