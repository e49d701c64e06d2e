"""A text that is all one paragraph is an article, whatever it looks like."""

from __future__ import annotations

import hashlib
import json

import pytest

from variorum.clean import article
from variorum.model import Capture


@pytest.mark.parametrize(
    "text",
    [
        "Tove Brandt is a fisherman, but her resignation as head of the harbour board of Vell was a surprise to many.",
        "In a viral film on Wednesday, two fishermen of Vell asked readers to sign up for a free boat tour.",
        "Crowds cheered as the ferry was being towed past the pier on Monday morning, hours after the storm died down.",
    ],
)
def test_it_is_body(text: str) -> None:
    line = json.dumps({"id": "x", "text": text}).encode()
    digest = hashlib.sha256(line).hexdigest()
    found = article(Capture(path="x.jsonl", content=line, media="record", sha256=digest, line=1))
    assert [b.role for b in found.blocks] == ["body"]
