"""Which files of a set without a split of its own are kept from training, to be measured on."""

from __future__ import annotations

import hashlib


def is_held_out(id: str) -> bool:
    """Whether a file is in the tenth that is held out: told by a digest of its id, so it is the same everywhere."""
    return int(hashlib.sha256(id.encode()).hexdigest(), 16) % 10 == 0
