"""What reading gives for each document it meets."""

from __future__ import annotations

import hashlib

from ..model import Capture, Media, Provenance, Rejected, Skipped

Found = Capture | Rejected | Skipped


def capture(
    content: bytes, media: Media, path: str, *, line: int | None = None, provenance: Provenance | None = None
) -> Capture:
    """A capture of some bytes, addressed by what they are."""
    return Capture(
        path=path,
        content=content,
        media=media,
        sha256=hashlib.sha256(content).hexdigest(),
        line=line,
        provenance=provenance,
    )
