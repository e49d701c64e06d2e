"""How certain a text presents something."""

from __future__ import annotations

import pytest

from variorum.extract import certainty, cues
from variorum.model import CertaintyLevel, Span


def level(text: str, cue: str | None = None, *, negated: bool = False) -> CertaintyLevel:
    entry = cues.load().verbs[cue][0][0] if cue else None
    return certainty.of(text, (Span(0, len(text)),), cue=entry, negated=negated).level


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The town closed the bridge on Monday.", "asserted"),
        ("The town will close the bridge.", "planned"),
        ("The town plans to close the bridge.", "planned"),
        ("The town is planning a new bridge.", "planned"),
        ("The town agreed to close the bridge.", "planned"),
        ("The town is considering a new bridge.", "possible"),
        ("The bridge may close next week.", "possible"),
        ("The bridge could be closed soon.", "possible"),
        ("The bridge will probably close.", "likely"),
        ("The bridge is expected to close.", "likely"),
        ("If the river rises, the bridge closes.", "conditional"),
        ("It is unclear who will pay.", "unclear"),
        ("Who will pay for the bridge?", "asked"),
        ("“Who will pay?”", "asked"),
        ("The bridge is closed, although it could open again.", "asserted"),
        ("The bridge, which may be old, stands in Lenz.", "asserted"),
        ("The festival in May was calm.", "asserted"),
    ],
)
def test_plain_sentences(text: str, expected: CertaintyLevel) -> None:
    assert level(text) == expected


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("that the bridge was unsafe", "denied", "denied"),
        ("whether the bridge would stand", "asked", "asked"),
        ("to rebuild the bridge", "promised", "planned"),
        ("that the bridge was safe", "suggested", "possible"),
        ("that the bridge was safe", "predicted", "likely"),
        ("that the bridge was safe", "said", "asserted"),
        ("that the bridge might be safe", "said", "possible"),
        ("that the bridge was safe", "doubted", "unclear"),
    ],
)
def test_contents_with_a_cue(text: str, cue: str, expected: CertaintyLevel) -> None:
    assert level(text, cue) == expected


def test_a_denial_that_is_denied_is_none() -> None:
    assert level("that the bridge was unsafe", "denied", negated=True) == "asserted"


def test_of_several_sentences_the_hedged_ones_decide() -> None:
    text = "Now the main thing. We are planning to close the bridge. We are planning it for spring."
    found = certainty.of(text, (Span(0, len(text)),))
    assert found.level == "planned"
    assert 0 < found.score < 1
